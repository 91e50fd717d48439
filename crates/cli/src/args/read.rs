//! Arguments of `kroniek read`.

use super::{ReadingArgs, ShowArgs, StoreArgs};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// `kroniek read`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  kroniek read samples
  kroniek read --db iran.db clippings/*.html archive.jsonl
  kroniek read --limit 0 archive          (print nothing, keep everything)
  fetch-news | kroniek read -

Reports that the record has already, with the same content and read by the same rules, are passed over; so a reading
that was broken off goes on where it was when the same command is given again.")]
pub struct ReadArgs {
    /// Reports: .txt, .html, .jsonl and .csv files or folders of them; `-` is JSONL on standard input
    #[arg(required = true)]
    pub paths: Vec<PathBuf>,
    /// Which record
    #[command(flatten)]
    pub store: StoreArgs,
    /// How reports are read
    #[command(flatten)]
    pub reading: ReadingArgs,
    /// Print at most so many of the events that are new or changed
    #[arg(long, value_name = "N", default_value_t = 100)]
    pub limit: usize,
    /// How what is new is printed
    #[command(flatten)]
    pub show: ShowArgs,
    /// How to show on standard error how far it is
    #[arg(long, default_value = "auto")]
    pub progress: Progress,
}

/// How progress is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Progress {
    /// A bar, on a terminal only
    Auto,
    /// A line `kept REPORT` for each report that is safe in the record, for other programs
    Lines,
    /// Nothing
    None,
}
