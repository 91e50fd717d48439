//! Files and streams → reports.

use crate::decode::decode;
use crate::error::{Fault, ReadError};
use crate::html;
use crate::jsonl::Lines;
use crate::report::{LIMIT, Report};
use crate::source::{Format, Skipped, Source, Sources, sources};
use crate::table::Rows;
use kroniek_model::StableId;
use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// Reports one after another, each read when it is asked for. An error is about one report, file or folder; what
/// comes after it is read all the same.
pub struct Reports {
    sources: Sources,
    current: Stream,
    ids: Ids,
}

/// The reports under `paths` (see [`sources`]), in order. Two with the same identifier in one run are kept apart: the
/// second gets `~2`, and a warning.
pub fn read(paths: &[PathBuf]) -> Reports {
    Reports { sources: sources(paths), current: Box::new(std::iter::empty()), ids: Ids::default() }
}

/// The reports of a JSONL stream such as standard input.
pub fn read_jsonl(input: impl BufRead + Send + 'static) -> Reports {
    let lines = Lines::new(input, PathBuf::from("-"), "-");
    Reports { current: Box::new(lines), ..read(&[]) }
}

impl Reports {
    /// Files of other kinds that were left out so far.
    pub fn skipped(&self) -> &Skipped {
        self.sources.skipped()
    }
}

impl Iterator for Reports {
    type Item = Result<Report, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.current.next() {
                Some(Ok(report)) => return Some(Ok(self.ids.kept_apart(report))),
                Some(Err(e)) => return Some(Err(e)),
                None => {
                    self.current =
                        self.sources.next()?.map_or_else(|e| one(Err(e)), |s| s.reports())
                }
            }
        }
    }
}

type Stream = Box<dyn Iterator<Item = Result<Report, ReadError>> + Send>;

fn one(report: Result<Report, ReadError>) -> Stream {
    Box::new(std::iter::once(report))
}

impl Source {
    /// The reports in the file, in order.
    pub fn reports(&self) -> Stream {
        match self.format {
            Format::Text => one(self.whole(Self::text)),
            Format::Html => one(self.whole(|source, bytes| html::page(source.stem(), bytes))),
            Format::Jsonl if self.is_stdin() => {
                Box::new(Lines::new(BufReader::new(std::io::stdin()), self.path.clone(), "-"))
            }
            Format::Jsonl | Format::Csv => {
                let opened = File::open(&self.path).map_err(|e| self.fail(Fault::Io(e)));
                opened
                    .and_then(|file| self.many(BufReader::new(file)))
                    .unwrap_or_else(|e| one(Err(e)))
            }
        }
    }

    fn many(&self, input: BufReader<File>) -> Result<Stream, ReadError> {
        Ok(match self.format {
            Format::Csv => Box::new(Rows::open(input, &self.path, &self.stem())?),
            _ => Box::new(Lines::new(input, self.path.clone(), &self.stem())),
        })
    }

    fn fail(&self, fault: Fault) -> ReadError {
        ReadError::new(&self.path, fault)
    }

    fn whole(&self, read: fn(&Self, &[u8]) -> Result<Report, Fault>) -> Result<Report, ReadError> {
        bytes(&self.path).and_then(|bytes| read(self, &bytes)).map_err(|fault| self.fail(fault))
    }

    fn text(&self, bytes: &[u8]) -> Result<Report, Fault> {
        let decoded = decode(bytes, None).ok_or(Fault::Binary)?;
        let warnings = decoded.warning.into_iter().collect();
        Report { id: self.stem(), text: decoded.text, warnings, ..Report::default() }.checked()
    }
}

/// All bytes of a file that is not too large.
fn bytes(path: &Path) -> Result<Vec<u8>, Fault> {
    let file = File::open(path).map_err(Fault::Io)?;
    let size = file.metadata().map_err(Fault::Io)?.len();
    if size > LIMIT {
        return Err(Fault::TooLarge(Some(size)));
    }
    let mut bytes = Vec::with_capacity(size as usize);
    // A pipe has no size: it is cut off one byte beyond the limit.
    file.take(LIMIT + 1).read_to_end(&mut bytes).map_err(Fault::Io)?;
    match bytes.len() as u64 > LIMIT {
        true => Err(Fault::TooLarge(None)),
        false => Ok(bytes),
    }
}

/// The identifiers seen in a run.
#[derive(Default)]
struct Ids {
    seen: HashMap<StableId, u32>,
}

impl Ids {
    fn kept_apart(&mut self, mut report: Report) -> Report {
        while let Some(n) = self.seen.get_mut(&StableId::of(&[&report.id])) {
            *n += 1;
            let other = format!("{}~{n}", report.id);
            let warning =
                format!("`{}` is taken by another report: this one is `{other}`", report.id);
            report.warnings.push(warning);
            report.id = other;
        }
        self.seen.insert(StableId::of(&[&report.id]), 1);
        report
    }
}
