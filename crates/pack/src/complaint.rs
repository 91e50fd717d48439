//! What is wrong with a data file, and where.

use std::fmt;

/// One fault in a data file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Complaint {
    /// Path from the data folder (`world/states/europe.tsv`).
    pub file: String,
    /// Line, counted from 1; 0 where the whole file is meant.
    pub line: usize,
    /// What is wrong and what would mend it.
    pub message: String,
}

impl Complaint {
    /// A complaint about a line of a file.
    pub fn new(file: &str, line: usize, message: impl Into<String>) -> Self {
        Complaint { file: file.to_owned(), line, message: message.into() }
    }
}

impl fmt::Display for Complaint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.file, self.message),
            n => write!(f, "{}:{n}: {}", self.file, self.message),
        }
    }
}

impl std::error::Error for Complaint {}

/// All faults found; a folder is never left at its first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Complaints(pub Vec<Complaint>);

impl Complaints {
    /// Adds a complaint about a line of a file.
    pub fn add(&mut self, file: &str, line: usize, message: impl Into<String>) {
        self.0.push(Complaint::new(file, line, message));
    }

    /// Takes the value of a result, or notes its complaint.
    pub fn take<T>(&mut self, result: Result<T, Complaint>) -> Option<T> {
        result.map_err(|c| self.0.push(c)).ok()
    }

    /// `value` if nothing was found.
    pub fn or<T>(self, value: T) -> Result<T, Complaints> {
        if self.0.is_empty() { Ok(value) } else { Err(self) }
    }
}

impl fmt::Display for Complaints {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|c| writeln!(f, "{c}"))
    }
}

impl std::error::Error for Complaints {}
