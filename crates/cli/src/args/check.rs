//! Arguments of `kroniek check`.

use super::{AnswerArgs, Lang};
use clap::Args;
use kroniek_model::When;
use std::path::PathBuf;

/// `kroniek check`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  kroniek check 'Poetin bezoekt voor het eerst sinds 2018 Wenen' --on 2026-06-01
  kroniek check 'Het was de derde ontmoeting van Macron en Xi.' --format json
  kroniek check .                              the data folders packs/, world/ and ontologies/ here

What a sentence says of the record (the first, the first since, the fortieth) is supported by it, contradicted with the
events that speak against it, or unknown, with the reason. The record knows only what the reports in it tell.")]
pub struct CheckArgs {
    /// A sentence as a report would have it; or the folder that holds packs/, world/ and ontologies/
    #[arg(value_name = "SENTENCE|DIR")]
    pub what: String,
    /// When the sentence is said, for `yesterday` and `since` in it; today unless said
    #[arg(long, value_name = "DATE")]
    pub on: Option<When>,
    /// Language of the sentence
    #[arg(long, default_value = "auto")]
    pub lang: Lang,
    /// Folder with packs/, world/ and ontologies/ to read it with instead of the built-in data
    #[arg(long, value_name = "DIR", env = "KRONIEK_DATA")]
    pub data: Option<PathBuf>,
    /// Which record, and how the answer is printed
    #[command(flatten)]
    pub answer: AnswerArgs,
}
