//! Arguments of `kroniek export`.

use super::{FilterArgs, Progress, StoreArgs};
use clap::{
    Args,
    builder::{PossibleValuesParser, TypedValueParser},
};
use kroniek_export::Format;
use std::path::PathBuf;

/// `kroniek export`.
#[derive(Debug, Args)]
#[command(after_help = "Formats (docs/export.md has every column):
  jsonl    a JSON object a line, an event each, with all that the record says of it
  csv      a row an event, codes and names of each side in one cell, parted by semicolons
  icews    tab-separated as ICEWS, a row for each pair of actors
  polecat  tab-separated as POLECAT, a row for each pair of actors
  gdelt    tab-separated as GDELT 2.0's events, without header, a row for each pair of actors
  parquet  Apache Parquet, the columns of csv with their types
  graphml  a graph: states, organisations and groups, an edge for each event between two of them
  jsonld   linked data in the terms of schema.org, with identifiers of Wikidata

Examples:
  kroniek export --format csv -o events.csv
  kroniek export --format parquet -o 2025.parquet --from 2025 --to 2025
  kroniek export --format gdelt --actor CHN,RUS --type CONSULT > meetings.tsv
  kroniek export --format jsonld --status happened -o events.jsonld

The layouts of others know acts only: they are given no events that are denied or hypothetical, unless --status asks
for them.")]
pub struct ExportArgs {
    /// Kind of file
    #[arg(long, value_name = "FORMAT", value_parser = formats())]
    pub format: Format,
    /// The file, which is there whole or not at all; standard output unless said
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Which record
    #[command(flatten)]
    pub store: StoreArgs,
    /// Which events
    #[command(flatten)]
    pub which: FilterArgs,
    /// Folder with world/ and ontologies/ to use instead of the built-in data
    #[arg(long, value_name = "DIR", env = "KRONIEK_DATA")]
    pub data: Option<PathBuf>,
    /// How to show on standard error how far it is
    #[arg(long, default_value = "auto")]
    pub progress: Progress,
}

fn formats() -> impl TypedValueParser<Value = Format> {
    let names = Format::ALL.iter().map(|f| f.name());
    PossibleValuesParser::new(names).try_map(|name| name.parse())
}
