//! CSV: a report a row, read one row at a time.

use crate::decode::decode;
use crate::error::{Fault, ReadError};
use crate::report::{LIMIT, Report};
use csv::{ByteRecord, Reader, ReaderBuilder};
use std::io::{BufRead, Read};
use std::path::{Path, PathBuf};

/// A row is at most this long, in bytes: a quote that is never closed would else take the whole file into memory.
const ROW: u64 = LIMIT + LIMIT / 4;

/// Fails when more than a row's bytes are read without a row being found.
struct Limited<R> {
    input: R,
    left: u64,
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let n = self.input.read(buffer)?;
        match self.left.checked_sub(n as u64) {
            Some(left) => self.left = left,
            None => return Err(std::io::ErrorKind::FileTooLarge.into()),
        }
        Ok(n)
    }
}

/// The reports of a table, in order; a bad row is an error with its line, and the rest is read.
pub(crate) struct Rows<R> {
    reader: Reader<Limited<R>>,
    file: PathBuf,
    stem: String,
    columns: Vec<String>,
    broken: bool,
}

impl<R: BufRead> Rows<R> {
    /// Opens a table with a header row; the separator is the one of `,`, `;` and tab that the header has most of.
    pub fn open(mut input: R, file: &Path, stem: &str) -> Result<Self, ReadError> {
        let fail = |fault| ReadError::at(file, 1, fault);
        let start = input.fill_buf().map_err(|e| fail(Fault::Io(e)))?;
        if start.is_empty() {
            return Err(ReadError::new(file, Fault::Empty));
        }
        let delimiter = delimiter(start);
        let mut reader = ReaderBuilder::new()
            .delimiter(delimiter)
            .flexible(true)
            .from_reader(Limited { input, left: ROW });
        let header = reader.byte_headers().map_err(|e| fail(fault(e)))?;
        let columns: Vec<String> = header.iter().map(name).collect();
        if !columns.iter().any(|c| c == "text") {
            return Err(fail(Fault::Table("no column `text` in the header row".into())));
        }
        let (file, stem) = (file.to_owned(), stem.to_owned());
        Ok(Rows { reader, file, stem, columns, broken: false })
    }

    fn report(&self, row: &ByteRecord, line: u64) -> Result<Report, Fault> {
        let mut report = Report { id: format!("{}:{line}", self.stem), ..Report::default() };
        for (column, bytes) in self.columns.iter().zip(row) {
            let decoded = decode(bytes, None).ok_or(Fault::Binary)?;
            report.warnings.extend(decoded.warning);
            let value = decoded.text;
            match column.as_str() {
                _ if value.trim().is_empty() => {}
                "id" => report.id = value.trim().to_owned(),
                "published" | "date" => report.published = Some(value),
                "lang" => report.lang = Some(value),
                "title" => report.title = Some(value),
                "url" => report.url = Some(value),
                "outlet" => report.outlet = Some(value),
                "text" => report.text = value,
                _ => {}
            }
        }
        report.warnings.dedup();
        report.checked()
    }
}

fn name(header: &[u8]) -> String {
    String::from_utf8_lossy(header).trim().trim_start_matches('\u{feff}').to_ascii_lowercase()
}

fn delimiter(start: &[u8]) -> u8 {
    let header = start.split(|&b| b == b'\n').next().unwrap_or_default();
    let count = |d: &u8| header.iter().filter(|&b| b == d).count();
    // `max_by_key` takes the last of equals: the comma, where the header has one column only.
    b"\t;,".iter().copied().max_by_key(count).unwrap_or(b',')
}

fn fault(e: csv::Error) -> Fault {
    let told = e.to_string();
    match e.into_kind() {
        csv::ErrorKind::Io(e) if e.kind() == std::io::ErrorKind::FileTooLarge => {
            Fault::Table("a quote is opened and never closed, or a row is over 10 MB".into())
        }
        csv::ErrorKind::Io(e) => Fault::Io(e),
        _ => Fault::Table(told),
    }
}

impl<R: BufRead> Iterator for Rows<R> {
    type Item = Result<Report, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.broken {
            return None;
        }
        let mut row = ByteRecord::new();
        self.reader.get_mut().left = ROW;
        let read = self.reader.read_byte_record(&mut row);
        let line = row.position().map_or(0, csv::Position::line);
        let result = match read {
            Ok(false) => return None,
            Ok(true) => self.report(&row, line),
            Err(e) => {
                // What is broken here is the file, not a row: another try would fail for ever.
                self.broken = true;
                Err(fault(e))
            }
        };
        Some(result.map_err(|fault| ReadError::at(&self.file, line, fault)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(bytes: &[u8]) -> Vec<Result<Report, ReadError>> {
        match Rows::open(bytes, Path::new("t.csv"), "t") {
            Ok(rows) => rows.collect(),
            Err(e) => vec![Err(e)],
        }
    }

    #[test]
    fn comma_semicolon_and_tab() {
        for d in [",", ";", "\t"] {
            let table = format!(
                "\u{feff}id{d}Published{d}text\n7{d}2025-09-02{d}\"Een, twee; drie.\n\nVier.\"\n"
            );
            let report = read(table.as_bytes()).remove(0).expect("a report");
            assert_eq!(
                (report.id.as_str(), report.published.as_deref()),
                ("7", Some("2025-09-02"))
            );
            assert_eq!(report.text, "Een, twee; drie.\n\nVier.");
        }
    }

    #[test]
    fn rows_without_text_are_named_and_the_rest_is_read() {
        let all = read("text,lang\n,nl\nEen.,nl\n".as_bytes());
        let error = all[0].as_ref().expect_err("an empty row").to_string();
        assert!(error.starts_with("t.csv:2: holds no text"), "{error}");
        assert_eq!(all[1].as_ref().expect("a report").id, "t:3");
    }

    #[test]
    fn a_table_without_the_column_is_refused() {
        let error = read(b"naam,datum\na,b\n").remove(0).expect_err("no text").to_string();
        assert!(error.contains("no column `text`"), "{error}");
        assert!(matches!(read(b"").remove(0).expect_err("empty").fault, Fault::Empty));
    }

    #[test]
    fn a_quote_that_is_never_closed_stops_the_table_only() {
        let table = format!("text\nEen.\n\"{}", "a\n".repeat(ROW as usize));
        let all = read(table.as_bytes());
        assert!(all[0].is_ok());
        let error = all[1].as_ref().expect_err("an open quote").to_string();
        assert!(all.len() == 2 && error.contains("never closed"), "{error}");
    }

    #[test]
    fn windows_1252_is_read() {
        assert_eq!(read(b"text\nEurazi\xeb.\n").remove(0).expect("a report").text, "Eurazië.");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200), rows in "[a\",;\n]{0,60}") {
            for input in [bytes, format!("text,id\n{rows}").into_bytes()] {
                let all = read(&input);
                prop_assert!(all.iter().flatten().all(|r| !r.text.trim().is_empty()));
            }
        }
    }
}
