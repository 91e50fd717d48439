//! Half-open stretches of text, counted in Unicode code points.

use serde::{Deserialize, Serialize};

/// A half-open stretch `start..end` of a report's text, in Unicode code points of the text that the record keeps.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize,
)]
#[serde(from = "(u32, u32)", into = "(u32, u32)")]
pub struct Span {
    /// First code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
}

impl From<(u32, u32)> for Span {
    fn from((start, end): (u32, u32)) -> Self {
        Span::new(start, end)
    }
}

impl From<Span> for (u32, u32) {
    fn from(span: Span) -> Self {
        (span.start, span.end)
    }
}

impl Span {
    /// The span from `start` to `end`; an `end` before `start` gives the empty span at `start`.
    pub fn new(start: u32, end: u32) -> Self {
        Span { start, end: end.max(start) }
    }

    /// Length in code points.
    pub fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether nothing lies inside.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether the two share at least one code point.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest span that holds both.
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The piece of `text` under the span; what lies beyond the text is cut off.
    pub fn slice(self, text: &str) -> &str {
        let at = |n: u32| text.char_indices().nth(n as usize).map_or(text.len(), |(i, _)| i);
        &text[at(self.start)..at(self.end)]
    }
}

/// A text whose pieces are found without counting from its beginning each time.
#[derive(Debug, Clone)]
pub struct Indexed<'a> {
    text: &'a str,
    /// Byte offset of every [`STEP`]th code point.
    marks: Vec<usize>,
}

/// Code points between two marks.
const STEP: usize = 128;

impl<'a> Indexed<'a> {
    /// Counts through a text once.
    pub fn new(text: &'a str) -> Self {
        Indexed { text, marks: text.char_indices().step_by(STEP).map(|(i, _)| i).collect() }
    }

    /// The piece under a span; what lies beyond the text is cut off.
    pub fn slice(&self, span: Span) -> &'a str {
        &self.text[self.byte(span.start)..self.byte(span.end)]
    }

    fn byte(&self, n: u32) -> usize {
        let (mark, rest) = (n as usize / STEP, n as usize % STEP);
        let Some(&from) = self.marks.get(mark) else { return self.text.len() };
        self.text[from..].char_indices().nth(rest).map_or(self.text.len(), |(i, _)| from + i)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slices_by_code_point() {
        assert_eq!(Span::new(1, 3).slice("aéñb"), "éñ");
        assert_eq!(Span::new(2, 99).slice("aéñb"), "ñb");
        assert_eq!(Span::new(3, 1), Span::new(3, 3));
    }

    #[test]
    fn an_indexed_text_gives_the_same_pieces() {
        let text = "aé€𝄞".repeat(200);
        let indexed = Indexed::new(&text);
        for (start, end) in [(0, 1), (127, 129), (128, 400), (799, 801), (900, 950), (5, 5)] {
            let span = Span::new(start, end);
            assert_eq!(indexed.slice(span), span.slice(&text), "{start}..{end}");
        }
        assert_eq!(Indexed::new("").slice(Span::new(0, 3)), "");
    }

    #[test]
    fn overlap_is_half_open() {
        assert!(!Span::new(0, 2).overlaps(Span::new(2, 4)));
        assert!(Span::new(0, 3).overlaps(Span::new(2, 4)));
        assert_eq!(Span::new(0, 2).cover(Span::new(5, 6)), Span::new(0, 6));
    }
}
