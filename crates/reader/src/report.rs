//! What every format yields → a document.

use crate::date::{date_line, day_in, narrowed, published};
use crate::error::Fault;
use crate::paragraphs::paragraphs;
use kroniek_model::{Document, Field, StableId, When};

/// A report as its format gives it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// File stem, or the `id` that it came with.
    pub id: String,
    /// Publication date as written, if any.
    pub published: Option<String>,
    /// Language that it says it is in.
    pub lang: Option<String>,
    /// Headline, if it came apart from the text.
    pub title: Option<String>,
    /// Address that it came from.
    pub url: Option<String>,
    /// Paper, agency or site.
    pub outlet: Option<String>,
    /// The decoded text as given.
    pub text: String,
    /// What a person should know of how it was read.
    pub warnings: Vec<String>,
}

/// A single report is at most this long, in bytes (10 MB).
pub(crate) const LIMIT: u64 = 10 * 1024 * 1024;

impl Report {
    /// The report, unless it is empty or too long.
    pub(crate) fn checked(self) -> Result<Self, Fault> {
        let read = date_line(&self.text).map_or(0, |l| l.len as usize);
        if self.text.len() as u64 > LIMIT {
            return Err(Fault::TooLarge(Some(self.text.len() as u64)));
        }
        match self.text.chars().skip(read).any(char::is_alphanumeric) {
            true => Ok(self),
            false => Err(Fault::Empty),
        }
    }

    /// Cuts the text into paragraphs and settles the publication date.
    pub fn document(self) -> Document {
        let line = date_line(&self.text);
        let mut warnings = self.warnings;
        let given = self.published.or_else(|| line.as_ref().map(|l| l.date.clone()));
        let title = self.title.filter(|t| !t.trim().is_empty());
        let mut cut = paragraphs(&self.text, Field::Text, line.map_or(0, |l| l.len));
        cut.dated.extend(self.url.clone());
        let day = dated(given.as_deref(), &cut.dated, &mut warnings);
        if cut.repaired > 0 {
            warnings.push(format!("{} wrongly decoded characters were repaired", cut.repaired));
        }
        let mut all = title.as_deref().map(headline).unwrap_or_default();
        all.extend(cut.paragraphs);
        Document {
            id: self.id,
            lang: self.lang,
            published: day,
            title,
            url: self.url,
            outlet: self.outlet,
            text: self.text,
            paragraphs: all,
            warnings,
        }
    }
}

fn headline(title: &str) -> Vec<kroniek_model::Paragraph> {
    let mut list = paragraphs(title, Field::Title, 0).paragraphs;
    for p in &mut list {
        p.kind = kroniek_model::ParagraphKind::Heading;
    }
    list
}

/// The day of publication: as given, or where nothing that is a date was given as the page's furniture tells it.
fn dated(given: Option<&str>, furniture: &[String], warnings: &mut Vec<String>) -> Option<When> {
    let given = given.map(str::trim).filter(|g| !g.is_empty());
    let read = given.and_then(published);
    if let (Some(wrong), None) = (given, &read) {
        warnings.push(format!("`{wrong}` is no date: read as if it had none (write YYYY-MM-DD)"));
    }
    let day = match read {
        Some(day) => Some(narrowed(&day, furniture).unwrap_or(day)),
        None => furniture.iter().find_map(|text| day_in(text)),
    };
    if given.is_none() && day.is_none() {
        warnings.push("no publication date: days named relative to it stay unknown".into());
    }
    day
}

/// Identifier of what a report says and when it was published: the same report read again has the same, whatever its
/// file is called.
pub fn content_id(document: &Document) -> StableId {
    let published = document.published.as_ref().map(When::to_string).unwrap_or_default();
    let title = document.title.as_deref().unwrap_or_default();
    StableId::of(&[&published, title, &document.text])
}

/// A plain text as a document: the text of a `.txt` file, or of a test.
pub fn document(id: &str, text: &str) -> Document {
    Report { id: id.to_owned(), text: text.to_owned(), ..Report::default() }.document()
}
