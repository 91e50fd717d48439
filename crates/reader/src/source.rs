//! Paths → files of reports, lazily: folders are walked in sorted order, and loops are cut.

use crate::error::{Fault, ReadError};
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// What a file holds, by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A text, perhaps with a date line.
    Text,
    /// A web page.
    Html,
    /// A report a line.
    Jsonl,
    /// A report a row.
    Csv,
}

impl Format {
    fn of(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        match extension.as_str() {
            "txt" | "text" => Some(Format::Text),
            "html" | "htm" | "xhtml" => Some(Format::Html),
            "jsonl" | "ndjson" => Some(Format::Jsonl),
            "csv" => Some(Format::Csv),
            _ => None,
        }
    }
}

/// A file of reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Where it is.
    pub path: PathBuf,
    /// What it holds.
    pub format: Format,
}

impl Source {
    /// Standard input, which is written `-` and holds JSONL.
    pub fn is_stdin(&self) -> bool {
        self.path.as_os_str() == "-"
    }

    /// Name of the file without its ending.
    pub fn stem(&self) -> String {
        self.path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
    }
}

/// The files under some paths, in order; see [`sources`].
pub struct Sources {
    /// What is still to be visited, the next one last.
    pending: Vec<Entry>,
    /// Folders walked so far, by their true path.
    seen: HashSet<PathBuf>,
    skipped: Skipped,
}

/// Files in folders that were left out, as their names say that they hold no reports.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Skipped {
    /// How many so far.
    pub count: usize,
    /// The first of them.
    pub first: Option<PathBuf>,
}

struct Entry {
    path: PathBuf,
    /// Named by the user, not found in a folder.
    given: bool,
    /// True paths of the folders it lies in.
    within: Vec<PathBuf>,
}

/// The files of reports under `paths`: `-` for standard input, files as
/// they are (any name is read, an unknown ending as text), folders with
/// all folders in them, sorted by name. In folders, hidden files and files of other kinds are left out. A folder that
/// links lead to twice is read once; one that leads back to itself is an error, as is what cannot be opened.
pub fn sources(paths: &[PathBuf]) -> Sources {
    let entry = |path: &PathBuf| Entry { path: path.clone(), given: true, within: Vec::new() };
    Sources {
        pending: paths.iter().rev().map(entry).collect(),
        seen: HashSet::new(),
        skipped: Skipped::default(),
    }
}

impl Sources {
    /// Files of other kinds that were left out so far.
    pub fn skipped(&self) -> &Skipped {
        &self.skipped
    }

    fn visit(&mut self, entry: Entry) -> Option<Result<Source, ReadError>> {
        if entry.given && entry.path.as_os_str() == "-" {
            return Some(Ok(Source { path: entry.path, format: Format::Jsonl }));
        }
        let kind = match std::fs::metadata(&entry.path) {
            Ok(kind) => kind,
            Err(e) => return Some(Err(broken(&entry.path, e))),
        };
        if kind.is_dir() {
            return self.open(entry).err().map(Err);
        }
        let format = Format::of(&entry.path).or(entry.given.then_some(Format::Text));
        if format.is_none() {
            self.skipped.count += 1;
            self.skipped.first.get_or_insert_with(|| entry.path.clone());
        }
        Some(Ok(Source { format: format?, path: entry.path }))
    }

    /// Puts what a folder holds on the list.
    fn open(&mut self, folder: Entry) -> Result<(), ReadError> {
        let fail = |e| broken(&folder.path, e);
        let real = folder.path.canonicalize().map_err(fail)?;
        if folder.within.contains(&real) {
            return Err(ReadError::new(&folder.path, Fault::Loop));
        }
        if !self.seen.insert(real.clone()) && !folder.given {
            return Ok(());
        }
        let mut names: Vec<PathBuf> = std::fs::read_dir(&folder.path)
            .and_then(|list| list.map(|item| item.map(|i| i.path())).collect())
            .map_err(fail)?;
        names.retain(|path| !hidden(path));
        names.sort_unstable();
        let within: Vec<PathBuf> = folder.within.iter().cloned().chain([real]).collect();
        let inside = |path| Entry { path, given: false, within: within.clone() };
        self.pending.extend(names.into_iter().rev().map(inside));
        Ok(())
    }
}

/// A link that leads only to itself cannot be opened either, and systems tell it in different ways.
fn broken(path: &Path, e: std::io::Error) -> ReadError {
    use std::io::ErrorKind::{NotFound, PermissionDenied};
    let told = matches!(e.kind(), NotFound | PermissionDenied);
    let fault = if !told && path.is_symlink() { Fault::Loop } else { Fault::Io(e) };
    ReadError::new(path, fault)
}

fn hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'))
}

impl Iterator for Sources {
    type Item = Result<Source, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        while let Some(entry) = self.pending.pop() {
            if let Some(found) = self.visit(entry) {
                return Some(found);
            }
        }
        None
    }
}
