//! A report as the reader hands it on: its text as given, and the paragraphs to be read.

use crate::{Span, When};
use serde::{Deserialize, Serialize};

/// One dated report.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// File stem, or the `id` that the report came with.
    pub id: String,
    /// Language that the report says it is in (`nl`, `en`), if it says so.
    pub lang: Option<String>,
    /// Publication date, as precise as the report gives it.
    pub published: Option<When>,
    /// Headline that came apart from the text.
    pub title: Option<String>,
    /// Address that the report came from.
    pub url: Option<String>,
    /// Paper, agency or site.
    pub outlet: Option<String>,
    /// The text as given: what all spans of [`Field::Text`] count in.
    pub text: String,
    /// The text cut into paragraphs, repaired for reading, in text order; the title, if any, is the first.
    pub paragraphs: Vec<Paragraph>,
    /// What a person should know of how it was read (no date, repaired encoding, ...).
    pub warnings: Vec<String>,
}

/// Which text of the report a span counts in.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Field {
    /// [`Document::title`].
    Title,
    /// [`Document::text`].
    #[default]
    Text,
}

/// What a paragraph is on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ParagraphKind {
    /// Running text.
    Body,
    /// A headline or a heading between paragraphs.
    Heading,
    /// Text under a picture.
    Caption,
    /// The time stamp of a liveblog item: it dates what follows, and is no text itself.
    Stamp,
    /// Page furniture (date line, byline, links, newsletter, template junk): kept, shown grey, never read.
    Noise,
}

/// A stretch of the text, repaired for reading: broken lines joined, mojibake undone, white space single.
#[derive(Debug, Clone)]
pub struct Paragraph {
    /// What it is on the page.
    pub kind: ParagraphKind,
    /// Which field it lies in.
    pub field: Field,
    /// The repaired text.
    pub text: String,
    /// For each code point of `text` the stretch of the field as given that it stands for.
    pub origins: Vec<Span>,
}

impl Paragraph {
    /// A paragraph whose repaired text is the text as given, beginning at `start`.
    pub fn verbatim(kind: ParagraphKind, field: Field, text: &str, start: u32) -> Self {
        let n = text.chars().count() as u32;
        let origins = (start..start + n).map(|i| Span::new(i, i + 1)).collect();
        Paragraph { kind, field, text: text.to_owned(), origins }
    }

    /// The span in the field as given; empty at 0 for a paragraph without text.
    pub fn span(&self) -> Span {
        match (self.origins.first(), self.origins.last()) {
            (Some(a), Some(b)) => a.cover(*b),
            _ => Span::default(),
        }
    }

    /// Carries a stretch of the repaired text (in code points) back to the field as given; what lies beyond the
    /// paragraph is cut off.
    pub fn original(&self, repaired: Span) -> Span {
        let end = (repaired.end as usize).min(self.origins.len());
        let start = (repaired.start as usize).min(end);
        match self.origins[start..end] {
            [] => self
                .origins
                .get(start)
                .map_or(Span::new(self.span().end, 0), |o| Span::new(o.start, 0)),
            [first, ..] => first.cover(self.origins[end - 1]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_of_repaired_text_lead_back() {
        // "hoog-\nwaardig" joined to "hoogwaardig": the hyphen and the break stand for nothing.
        let origins = (0..4).chain(6..13).map(|i| Span::new(i, i + 1)).collect();
        let p = Paragraph {
            kind: ParagraphKind::Body,
            field: Field::Text,
            text: "hoogwaardig".into(),
            origins,
        };
        assert_eq!(p.original(Span::new(0, 4)), Span::new(0, 4));
        assert_eq!(p.original(Span::new(3, 5)), Span::new(3, 7));
        assert_eq!(p.original(Span::new(0, 99)), p.span());
        assert_eq!(p.original(Span::new(50, 60)), Span::new(13, 13));
    }
}
