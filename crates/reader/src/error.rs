//! What can go wrong while reading, and what a person can do about it.

use std::fmt;
use std::path::{Path, PathBuf};

/// A report, file or folder that could not be read. Nothing else is lost by it.
#[derive(Debug)]
pub struct ReadError {
    /// File or folder; `-` for standard input.
    pub file: PathBuf,
    /// Line that the trouble lies in, from 1, where the format has lines.
    pub line: Option<u64>,
    /// What is wrong.
    pub fault: Fault,
}

/// What is wrong with an input.
#[derive(Debug)]
#[non_exhaustive]
pub enum Fault {
    /// The system refuses: no such file, no permission, a broken disk.
    Io(std::io::Error),
    /// No text: a picture, an archive, a program.
    Binary,
    /// Nothing in it, or nothing but blanks.
    Empty,
    /// Larger than the limit; the size in bytes where it is known.
    TooLarge(Option<u64>),
    /// No JSON value, or not to its end.
    Json(String),
    /// A field is missing or of the wrong type.
    Field(String),
    /// A row or header of a table that cannot be read.
    Table(String),
    /// A page without article text.
    NoArticle,
    /// A folder that holds itself by a symbolic link.
    Loop,
    /// A file whose name says no format that is known.
    Format,
}

impl ReadError {
    pub(crate) fn new(file: &Path, fault: Fault) -> Self {
        ReadError { file: file.to_owned(), line: None, fault }
    }

    pub(crate) fn at(file: &Path, line: u64, fault: Fault) -> Self {
        ReadError { file: file.to_owned(), line: Some(line), fault }
    }

    /// What to do about it, in plain words.
    pub fn remedy(&self) -> &'static str {
        self.fault.remedy()
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file.display())?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {}; {}", self.fault, self.remedy())
    }
}

impl std::error::Error for ReadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.fault {
            Fault::Io(e) => Some(e),
            _ => None,
        }
    }
}

impl Fault {
    fn remedy(&self) -> &'static str {
        use std::io::ErrorKind::{NotFound, PermissionDenied};
        match self {
            Fault::Io(e) if e.kind() == NotFound => "check the path",
            Fault::Io(e) if e.kind() == PermissionDenied => "give yourself permission to read it",
            Fault::Io(_) => "try again, or copy the file elsewhere first",
            Fault::Binary => "save its text as .txt or .html",
            Fault::Empty => "put the text of a report in it, or remove it",
            Fault::TooLarge(_) => "split it into single reports of at most 10 MB",
            Fault::Json(_) => "write each report as one whole JSON object on one line",
            Fault::Field(_) => "give each report a text field `text`",
            Fault::Table(_) => "give it a header row with a column `text`, separated by , or ;",
            Fault::NoArticle => "save the article's own page, or its text as .txt",
            Fault::Loop => "remove the link; what it points at is read once anyway",
            Fault::Format => "name it .txt, .html, .jsonl or .csv",
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Io(e) => write!(f, "cannot be read ({e})"),
            Fault::Binary => f.write_str("not a text file"),
            Fault::Empty => f.write_str("holds no text"),
            Fault::TooLarge(Some(n)) => {
                write!(f, "{} MB is too large for one report", n / 1_000_000)
            }
            Fault::TooLarge(None) => f.write_str("over 10 MB is too large for one report"),
            Fault::Json(e) => write!(f, "not a JSON object ({e})"),
            Fault::Field(e) => write!(f, "{e}"),
            Fault::Table(e) => write!(f, "not a readable table ({e})"),
            Fault::NoArticle => f.write_str("no article found in the page"),
            Fault::Loop => f.write_str("a link that leads back to a folder it lies in"),
            Fault::Format => f.write_str("no known kind of report file"),
        }
    }
}
