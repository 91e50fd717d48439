//! JSONL: a report a line, read one line at a time.

use crate::decode::decode;
use crate::error::{Fault, ReadError};
use crate::report::{LIMIT, Report};
use serde::Deserialize;
use serde_json::{Map, Value};
use std::io::{BufRead, Read};
use std::path::PathBuf;

/// Room for the fields and escapes around a text of [`LIMIT`] bytes.
const LINE: u64 = LIMIT + LIMIT / 4;

/// The reports of a JSONL stream, in order; a bad line is an error with its number, and the rest is read.
pub(crate) struct Lines<R> {
    input: R,
    file: PathBuf,
    stem: String,
    line: u64,
    /// Whether a line that is not blank was seen.
    any: bool,
    /// Whether nothing more can come.
    broken: bool,
}

#[derive(Deserialize)]
struct Fields {
    id: Option<Value>,
    published: Option<Value>,
    lang: Option<String>,
    title: Option<String>,
    url: Option<String>,
    outlet: Option<String>,
    text: Option<String>,
}

impl<R: BufRead> Lines<R> {
    pub fn new(input: R, file: PathBuf, stem: &str) -> Self {
        Lines { input, file, stem: stem.to_owned(), line: 0, any: false, broken: false }
    }

    /// The next line that is not blank; `None` at the end.
    fn next_line(&mut self) -> Option<Result<Vec<u8>, Fault>> {
        loop {
            let mut bytes = Vec::new();
            self.line += 1;
            match (&mut self.input).take(LINE + 1).read_until(b'\n', &mut bytes) {
                Err(e) => {
                    self.broken = true;
                    return Some(Err(Fault::Io(e)));
                }
                Ok(0) => return self.nothing().then_some(Err(Fault::Empty)),
                Ok(n) if n as u64 > LINE => return Some(Err(self.skip_rest())),
                Ok(_) if bytes.trim_ascii().is_empty() => {}
                Ok(_) => return Some(Ok(bytes)),
            }
        }
    }

    /// Whether a file held no report at all; a stream may.
    fn nothing(&mut self) -> bool {
        self.broken = true;
        !self.any && self.file.as_os_str() != "-"
    }

    fn skip_rest(&mut self) -> Fault {
        match self.input.skip_until(b'\n') {
            Ok(_) => Fault::TooLarge(None),
            Err(e) => {
                self.broken = true;
                Fault::Io(e)
            }
        }
    }

    fn report(&self, line: &[u8]) -> Result<Report, Fault> {
        let decoded = decode(line, None).ok_or(Fault::Binary)?;
        let json = decoded.text.trim_start_matches('\u{feff}').trim();
        let object: Map<String, Value> = serde_json::from_str(json).map_err(|e| broken(&e))?;
        let fields = Fields::deserialize(Value::Object(object))
            .map_err(|e| Fault::Field(format!("a field is no text ({e})")))?;
        let text = fields.text.ok_or_else(|| Fault::Field("field `text` is missing".into()))?;
        let id =
            fields.id.and_then(plain).unwrap_or_else(|| format!("{}:{}", self.stem, self.line));
        let report = Report {
            id,
            published: fields.published.and_then(plain),
            lang: fields.lang,
            title: fields.title,
            url: fields.url,
            outlet: fields.outlet,
            text,
            warnings: decoded.warning.into_iter().collect(),
        };
        report.checked()
    }
}

/// Why a line is no object; its number is told elsewhere.
fn broken(error: &serde_json::Error) -> Fault {
    let why = error.to_string();
    let why = why.split(" at line ").next().unwrap_or_default();
    Fault::Json(format!("{why}, at character {}", error.column()))
}

/// A string or a number as text.
fn plain(value: Value) -> Option<String> {
    match value {
        Value::String(s) => Some(s).filter(|s| !s.trim().is_empty()),
        Value::Number(n) => Some(n.to_string()),
        _ => None,
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = Result<Report, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.broken {
            return None;
        }
        let line = self.next_line()?;
        self.any = true;
        let read = line.and_then(|bytes| self.report(&bytes));
        Some(read.map_err(|fault| ReadError::at(&self.file, self.line, fault)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Result<Report, ReadError>> {
        Lines::new(text.as_bytes(), "berichten.jsonl".into(), "berichten").collect()
    }

    #[test]
    fn every_field_but_text_may_be_missing() {
        let all = read(
            "{\"text\":\"Een.\"}\n\n{\"id\":7,\"published\":\"2025-09-02\",\"text\":\"Twee.\"}",
        );
        let reports: Vec<Report> = all.into_iter().map(|r| r.expect("a report")).collect();
        assert_eq!((reports[0].id.as_str(), reports[1].id.as_str()), ("berichten:1", "7"));
        assert_eq!(reports[1].published.as_deref(), Some("2025-09-02"));
    }

    #[test]
    fn a_bad_line_is_named_and_the_rest_is_read() {
        let all =
            read("{\"text\":\"Een.\"}\n{\"text\":\"Tw\n{\"id\":\"c\"}\n{\"text\":\"Drie.\"}\n");
        assert_eq!(all.iter().filter(|r| r.is_ok()).count(), 2);
        let errors: Vec<String> =
            all.iter().filter_map(|r| r.as_ref().err()).map(|e| e.to_string()).collect();
        assert!(errors[0].starts_with("berichten.jsonl:2: not a JSON object"), "{errors:?}");
        assert!(errors[1].starts_with("berichten.jsonl:3: field `text` is missing"), "{errors:?}");
    }

    #[test]
    fn ten_megabytes_are_read_and_more_is_refused() {
        let long =
            |n: u64| format!("{{\"text\":\"{}\"}}\n{{\"text\":\"Kort.\"}}", "a".repeat(n as usize));
        assert!(read(&long(LIMIT)).iter().all(Result::is_ok));
        for n in [LIMIT + 1, 2 * LIMIT] {
            let all = read(&long(n));
            assert!(matches!(
                &all[0],
                Err(ReadError { fault: Fault::TooLarge(_), line: Some(1), .. })
            ));
            assert!(all[1].is_ok());
        }
    }
}
