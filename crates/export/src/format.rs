//! The formats by name.

use crate::{
    Atlas, Exporter, Sink,
    delimited::{Delimited, Dialect},
    event, gdelt,
    graphml::GraphMl,
    icews,
    jsonl::JsonLines,
    jsonld::JsonLd,
    pairs, polecat,
};
use kroniek_model::Status;
use std::{fmt, io, str::FromStr};

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One JSON object a line, an event each.
    JsonLines,
    /// Comma-separated values with a header, an event a row.
    Csv,
    /// The layout of ICEWS: tab-separated, a row for each pair of actors.
    Icews,
    /// The layout of POLECAT: tab-separated, a row for each pair of actors.
    Polecat,
    /// The layout of GDELT 2.0's table of events: tab-separated without a header, a row for each pair of actors.
    Gdelt,
    /// Apache Parquet, an event a row.
    #[cfg(feature = "parquet")]
    Parquet,
    /// GraphML: actors as nodes, events as edges.
    GraphMl,
    /// JSON-LD in the terms of schema.org.
    JsonLd,
}

/// Statuses that a layout without a column for them can tell by its codes.
const TOLD_BY_CODES: &[Status] = &[Status::Happened, Status::Planned, Status::Alleged];

impl Format {
    /// All formats that this program was built with.
    pub const ALL: &'static [Format] = &[
        Format::JsonLines,
        Format::Csv,
        Format::Icews,
        Format::Polecat,
        Format::Gdelt,
        #[cfg(feature = "parquet")]
        Format::Parquet,
        Format::GraphMl,
        Format::JsonLd,
    ];

    /// The name by which it is asked for.
    pub fn name(self) -> &'static str {
        match self {
            Format::JsonLines => "jsonl",
            Format::Csv => "csv",
            Format::Icews => "icews",
            Format::Polecat => "polecat",
            Format::Gdelt => "gdelt",
            #[cfg(feature = "parquet")]
            Format::Parquet => "parquet",
            Format::GraphMl => "graphml",
            Format::JsonLd => "jsonld",
        }
    }

    /// Whether it is text, fit for a terminal.
    pub fn is_text(self) -> bool {
        self.name() != "parquet"
    }

    /// The statuses that it can tell apart; none where it says each event's status itself. An event that is denied or
    /// merely thought of would count as an act in a layout that knows acts only.
    pub fn statuses(self) -> Option<&'static [Status]> {
        matches!(self, Format::Icews | Format::Polecat | Format::Gdelt).then_some(TOLD_BY_CODES)
    }

    /// What writes it.
    ///
    /// # Errors
    /// The beginning of the file cannot be written.
    pub fn exporter<'a>(
        self,
        atlas: &'a Atlas,
        out: Sink<'a>,
    ) -> io::Result<Box<dyn Exporter + 'a>> {
        let table = |dialect, columns, pairs, out| {
            Ok(Box::new(Delimited::new(dialect, columns, pairs, atlas, out)?) as Box<dyn Exporter>)
        };
        match self {
            Format::JsonLines => Ok(Box::new(JsonLines::new(out))),
            Format::Csv => table(Dialect::Commas, event::COLUMNS.to_vec(), pairs::whole, out),
            Format::Icews => table(Dialect::Tabs, icews::columns(), pairs::coded, out),
            Format::Polecat => table(Dialect::Tabs, polecat::columns(), pairs::pairs, out),
            Format::Gdelt => table(Dialect::BareTabs, gdelt::columns(), pairs::coded, out),
            #[cfg(feature = "parquet")]
            Format::Parquet => Ok(Box::new(crate::parquet::Parquet::new(atlas, out)?)),
            Format::GraphMl => Ok(Box::new(GraphMl::new(atlas, out)?)),
            Format::JsonLd => Ok(Box::new(JsonLd::new(atlas, out)?)),
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Format {
    type Err = String;
    fn from_str(s: &str) -> Result<Self, Self::Err> {
        Format::ALL.iter().copied().find(|f| f.name() == s).ok_or_else(|| {
            let all: Vec<_> = Format::ALL.iter().map(|f| f.name()).collect();
            format!("`{s}` is none of {}", all.join(", "))
        })
    }
}
