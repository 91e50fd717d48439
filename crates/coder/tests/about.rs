//! What sentences claim about the record itself, in `cases/nl/events/about.txt`.

use kroniek_coder::Coder;
use kroniek_pack::Source;
use kroniek_parser::Parser;
use std::collections::BTreeSet;

const CASES: &str = include_str!("../../../cases/nl/events/about.txt");
/// When the sentences appear.
const PUBLISHED: &str = "2025-06-04";

#[test]
fn what_is_claimed_of_the_record_is_read() {
    let parser = Parser::new(&Source::Embedded, "nl").expect("pack");
    let coder = Coder::load(&Source::Embedded, "nl").unwrap_or_else(|e| panic!("{e}"));
    let mut wrong = Vec::new();
    for line in CASES.lines().filter(|l| !l.is_empty() && !l.starts_with('#')) {
        let (text, expected) = line.split_once(" => ").unwrap_or_else(|| panic!("{line}"));
        let document = kroniek_reader::document("about", &format!(" date {PUBLISHED} {text}"));
        let events = coder.code(&document, &parser.parse(&document)).events;
        let said: BTreeSet<String> = events
            .iter()
            .filter_map(|c| c.about_record.as_ref())
            .map(|a| format!("{} {}", a.claim, a.value.as_deref().unwrap_or("")).trim().to_owned())
            .collect();
        let said = said.into_iter().collect::<Vec<_>>().join(", ");
        if events.is_empty() {
            wrong.push(format!("{text} | no event"));
        } else if said != expected.replace("none", "") {
            wrong.push(format!("{line} | got {said}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
