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
  kroniek read --again                    (what the rules as they are now make of the reports in the record)

Reports that the record has already with the same content are passed over; so a reading that was broken off goes on
where it was when the same command is given again. After a change of rules, `kroniek read --again` reads the texts that
other rules have read (`kroniek --version` names those of now, `kroniek explain` those of then) and shows which events
that gains, loses or changes, before it replaces anything. Corrections stay.")]
pub struct ReadArgs {
    /// Reports: .txt, .html, .jsonl and .csv files or folders of them; `-` is JSONL on standard input
    #[arg(required_unless_present = "again")]
    pub paths: Vec<PathBuf>,
    /// Read the reports in the record anew that other versions of the rules have read, and show the difference
    #[arg(long, conflicts_with = "paths")]
    pub again: bool,
    /// With --again: also those that these same versions have read
    #[arg(long, requires = "again", conflicts_with = "paths")]
    pub all: bool,
    /// With --again: replace the old readings without asking
    #[arg(long, requires = "again", conflicts_with = "paths")]
    pub yes: bool,
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
