//! Text cut into sentences and tokens by rule.

pub mod chars;
pub mod ends;
mod sentences;
mod tokens;

use ends::Ends;
use kroniek_pack::TextRules;
use std::ops::Range;

/// Longest sentence in tokens: trees are scored pairwise, so a longer one is cut.
pub const LONGEST_SENTENCE: usize = 200;

/// A paragraph cut up.
#[derive(Debug, Clone, Default)]
pub struct Cut {
    /// The tokens as ranges of the paragraph's code points, in order.
    pub tokens: Vec<Range<usize>>,
    /// The sentences as ranges of `tokens`, in order and without gaps.
    pub sentences: Vec<Range<usize>>,
    /// How many sentences were over [`LONGEST_SENTENCE`] and had to be cut.
    pub forced: usize,
}

/// Cuts a paragraph; `whole` keeps it one sentence (a heading).
pub fn cut(rules: &TextRules, ends: Option<&Ends>, text: &[char], whole: bool) -> Cut {
    let tokens = tokens::tokens(rules, text);
    let found = match whole {
        true if tokens.is_empty() => Vec::new(),
        true => std::iter::once(0..tokens.len()).collect(),
        false => sentences::sentences(rules, ends, text, &tokens),
    };
    let mut cut = Cut { tokens, ..Cut::default() };
    for sentence in found {
        cut.forced += usize::from(sentence.len() > LONGEST_SENTENCE);
        cap(text, &cut.tokens, sentence, &mut cut.sentences);
    }
    cut
}

/// Cuts a sentence over the cap after the last mark of its second half, again and again.
fn cap(
    text: &[char],
    tokens: &[Range<usize>],
    mut rest: Range<usize>,
    out: &mut Vec<Range<usize>>,
) {
    let is_mark = |i: &usize| !text[tokens[*i].clone()].iter().any(|c| c.is_alphanumeric());
    while rest.len() > LONGEST_SENTENCE {
        let end = rest.start + LONGEST_SENTENCE;
        let at = (end - LONGEST_SENTENCE / 2..end).rev().find(is_mark).map_or(end, |i| i + 1);
        out.push(rest.start..at);
        rest.start = at;
    }
    out.push(rest);
}
