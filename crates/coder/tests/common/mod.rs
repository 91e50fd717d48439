//! Dutch reports of one day, read from their text to their claims.

use kroniek_coder::Coder;
use kroniek_model::{ActorRef, Claim, Reading};
use kroniek_pack::Source;
use kroniek_parser::Parser;
use std::sync::LazyLock;

/// When all these reports appear, a Wednesday.
const PUBLISHED: &str = "2025-06-04";

static PARSER: LazyLock<Parser> =
    LazyLock::new(|| Parser::new(&Source::Embedded, "nl").unwrap_or_else(|e| panic!("{e}")));

/// The Dutch coder, loaded once for all tests of a file.
pub static CODER: LazyLock<Coder> =
    LazyLock::new(|| Coder::load(&Source::Embedded, "nl").unwrap_or_else(|e| panic!("{e}")));

/// What is read in a report of this text.
pub fn read(text: &str) -> Reading {
    let document = kroniek_reader::document("case", &format!(" date {PUBLISHED} {text}"));
    CODER.code(&document, &PARSER.parse(&document))
}

/// Who does it to whom: `RUS+BLR -> UKR`.
pub fn sides(claim: &Claim) -> String {
    let side = |s: &[ActorRef]| s.iter().map(|a| a.code.clone()).collect::<Vec<_>>().join("+");
    format!("{} -> {}", side(&claim.source), side(&claim.target))
}
