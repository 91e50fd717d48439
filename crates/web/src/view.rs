//! A page as plain data, and the ways in which it is answered.

use crate::{ask::Ask, layout, trouble::Trouble};
use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header::CONTENT_TYPE},
    response::Response,
};
use maud::Markup;
use serde::Serialize;

/// How an answer is wanted, by the ending of the address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For people; no ending.
    Html,
    /// `.json`: the view as it is.
    Json,
    /// `.csv`: the rows of a list, in UTF-8 with a header.
    Csv,
}

impl Format {
    /// The media type of the answer.
    pub fn media_type(self) -> &'static str {
        match self {
            Format::Html => "text/html; charset=utf-8",
            Format::Json => "application/json",
            Format::Csv => "text/csv; charset=utf-8",
        }
    }

    /// Parts the ending from a path.
    pub fn of(path: &str) -> (&str, Format) {
        match (path.strip_suffix(".json"), path.strip_suffix(".csv")) {
            (Some(page), _) => (page, Format::Json),
            (_, Some(page)) => (page, Format::Csv),
            _ => (path, Format::Html),
        }
    }
}

/// A list for spreadsheets: names of columns and rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Csv {
    /// Names of the columns.
    pub columns: Vec<&'static str>,
    /// Rows, each with as many cells.
    pub rows: Vec<Vec<String>>,
}

/// What a page shows: plain data that renders as HTML or is serialised.
pub trait View: Serialize {
    /// The page's name, for the browser's title.
    fn title(&self, ask: &Ask) -> String;

    /// All that stands between header and footer, with its `h1`.
    fn html(&self, ask: &Ask) -> Markup;

    /// The rows, where the page is a list.
    fn csv(&self) -> Option<Csv> {
        None
    }

    /// Modules that the page uses where there is JavaScript, by their names in `assets/`.
    fn scripts(&self) -> &'static [&'static str] {
        &[]
    }

    /// Seconds after which the page is to be looked at again.
    fn refresh(&self) -> Option<u32> {
        None
    }
}

/// Answers with a view in the format that is asked for.
///
/// # Errors
/// CSV of what is no list, or a value that cannot be written.
pub fn answer(view: impl View, ask: &Ask) -> Result<Response, Trouble> {
    answer_with(StatusCode::OK, view, ask)
}

/// As [`answer`], with another status.
///
/// # Errors
/// As [`answer`].
pub fn answer_with(status: StatusCode, view: impl View, ask: &Ask) -> Result<Response, Trouble> {
    let body = match ask.format {
        Format::Html => visible(&layout::page(&view, ask).into_string()).into_bytes(),
        Format::Json => serde_json::to_vec(&view)?,
        Format::Csv => rows(view.csv().ok_or(Trouble::NoList)?)?,
    };
    let mut response = sent(status, ask.format.media_type(), body);
    if let (Format::Html, Some(seconds)) = (ask.format, view.refresh()) {
        response.headers_mut().insert("refresh", seconds.into());
    }
    Ok(response)
}

/// A response of some bytes.
pub fn sent(status: StatusCode, media_type: &'static str, body: impl Into<Body>) -> Response {
    let mut response = Response::new(body.into());
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    response
}

/// A page with what is not to be seen made visible: controls as their pictures, signs that turn the direction of writing
/// by their numbers. No page of ours needs them, and in a report they could make it look like what it is not.
pub fn visible(page: &str) -> String {
    let mut out = String::with_capacity(page.len());
    for c in page.chars() {
        match c {
            '\n' | '\r' | '\t' => out.push(c),
            '\0'..='\u{1f}' => out.extend(char::from_u32(0x2400 + c as u32)),
            '\u{7f}' => out.push('\u{2421}'),
            '\u{80}'..='\u{9f}'
            | '\u{61c}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}' => out += &format!("[U+{:04X}]", c as u32),
            c => out.push(c),
        }
    }
    out
}

fn rows(list: Csv) -> Result<Vec<u8>, Trouble> {
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record(&list.columns)?;
    for row in &list.rows {
        out.write_record(row.iter().map(|cell| harmless(cell)))?;
    }
    out.into_inner().map_err(|e| Trouble::Broken(e.to_string()))
}

/// A cell that no spreadsheet takes for a formula (OWASP, "CSV injection"): an apostrophe goes before what begins one.
fn harmless(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '@', '\t', '\r']);
    let number = cell.parse::<f64>().is_ok();
    let minus = cell.starts_with('-') && !number;
    if formula && !is_code(cell) || minus { format!("'{cell}") } else { cell.to_owned() }
}

/// An organisation's code (`@NATO`), or several, is no formula.
fn is_code(cell: &str) -> bool {
    cell.starts_with('@') && cell.chars().all(|c| c.is_alphanumeric() || "@~+-".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_say_the_format() {
        assert_eq!(Format::of("/events.json"), ("/events", Format::Json));
        assert_eq!(Format::of("/events.csv"), ("/events", Format::Csv));
        assert_eq!(Format::of("/reports/a%2Ejson"), ("/reports/a%2Ejson", Format::Html));
    }

    #[test]
    fn nothing_in_a_page_is_hidden() {
        assert_eq!(visible("a\0b\u{202e}c\nd\u{7f}é"), "a␀b[U+202E]c\nd␡é");
    }

    proptest::proptest! {
        #[test]
        fn rows_come_back_as_they_went_out(cells in proptest::collection::vec("[^=+@\\t\\r-][\\PC\\n]*", 3)) {
            let list = Csv { columns: vec!["a", "b", "c"], rows: vec![cells.clone()] };
            let bytes = rows(list).expect("rows");
            let mut back = csv::Reader::from_reader(&bytes[..]);
            let row = back.records().next().expect("a row").expect("CSV");
            proptest::prop_assert_eq!(row.iter().collect::<Vec<_>>(), cells);
        }
    }

    #[test]
    fn no_cell_is_a_formula() {
        for (cell, safe) in [
            ("=1+1", "'=1+1"),
            ("-2+3", "'-2+3"),
            ("-2.5", "-2.5"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("@NATO+USA", "@NATO+USA"),
            ("gewoon", "gewoon"),
        ] {
            assert_eq!(harmless(cell), safe);
        }
    }
}
