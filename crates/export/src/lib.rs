//! The record's events as files for other programs: JSON lines, CSV, Parquet, a graph, linked data, and the layouts of
//! existing event data.
//!
//! Events go from the record into the file one by one, in the order of the chronicle; no clock and no chance take part,
//! so the same record gives the same bytes. What every column holds stands in `docs/export.md`, which a test keeps as
//! the code has it.

mod atlas;
mod columns;
mod delimited;
mod documented;
mod event;
mod exported;
mod format;
mod gdelt;
mod graphml;
mod icews;
mod jsonl;
mod jsonld;
mod pairs;
#[cfg(feature = "parquet")]
mod parquet;
mod polecat;
mod sectors;

pub use atlas::{Atlas, Known};
pub use documented::documented;
pub use exported::Exported;
pub use format::Format;

use kroniek_record::{Filter, Record, RecordError};
use std::{
    fmt,
    io::{self, Write},
    ops::ControlFlow,
};

/// Where a format's bytes go.
pub type Sink<'a> = Box<dyn Write + Send + 'a>;

/// One format: takes events in, gives bytes out.
pub trait Exporter {
    /// Writes an event; the number of rows that it took.
    ///
    /// # Errors
    /// It cannot be written.
    fn event(&mut self, event: &Exported) -> io::Result<u64>;

    /// Writes what ends the file.
    ///
    /// # Errors
    /// It cannot be written.
    fn finish(self: Box<Self>) -> io::Result<()>;
}

/// What was written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Written {
    /// Events that were walked.
    pub events: u64,
    /// Events of those that took no row, since the layout has no code for them.
    pub left_out: u64,
    /// Rows, lines or edges.
    pub rows: u64,
}

/// Why an export came to no good end.
#[derive(Debug)]
pub enum ExportError {
    /// The record cannot be asked.
    Record(RecordError),
    /// The file cannot be written.
    Io(io::Error),
    /// Whoever watches wanted it to stop.
    Stopped,
}

impl fmt::Display for ExportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ExportError::Record(e) => e.fmt(f),
            ExportError::Io(e) => e.fmt(f),
            ExportError::Stopped => f.write_str("stopped before the end"),
        }
    }
}

impl std::error::Error for ExportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            ExportError::Record(e) => Some(e),
            ExportError::Io(e) => Some(e),
            ExportError::Stopped => None,
        }
    }
}

impl From<RecordError> for ExportError {
    fn from(e: RecordError) -> Self {
        ExportError::Record(e)
    }
}

impl From<io::Error> for ExportError {
    fn from(e: io::Error) -> Self {
        ExportError::Io(e)
    }
}

/// Writes the events that a filter asks for; `watch` sees each event go by and may stop the whole.
///
/// # Errors
/// See [`ExportError`].
pub fn export(
    record: &Record,
    filter: &Filter,
    atlas: &Atlas,
    format: Format,
    out: Sink<'_>,
    mut watch: impl FnMut() -> ControlFlow<()>,
) -> Result<Written, ExportError> {
    let mut exporter = format.exporter(atlas, out)?;
    let mut written = Written::default();
    let broken = record.walk_events(filter, |row| {
        let done = Exported::of(record, row).and_then(|event| Ok(exporter.event(&event)?));
        match done {
            Err(e) => return ControlFlow::Break(e),
            Ok(rows) => {
                written.events += 1;
                written.left_out += u64::from(rows == 0);
                written.rows += rows;
            }
        }
        watch().map_break(|()| ExportError::Stopped)
    })?;
    match broken {
        Some(e) => Err(e),
        None => {
            exporter.finish()?;
            Ok(written)
        }
    }
}
