//! Arguments, with their help in one place.

mod ask;
mod check;
mod correct;
mod export;
mod read;
mod serve;

pub use ask::*;
pub use check::CheckArgs;
pub use correct::*;
pub use export::ExportArgs;
pub use read::{Progress, ReadArgs};
pub use serve::ServeArgs;

use crate::{help, ui::Ui};
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use std::{ffi::OsString, path::PathBuf};

/// Reads dated news reports and keeps who did what to whom, when, how certain, according to which sentence.
#[derive(Debug, Parser)]
#[command(
    name = "kroniek",
    version,
    about,
    max_term_width = 100,
    after_help = "Examples:
  kroniek read samples                        read reports into kroniek.db, print what is new
  kroniek timeline --actor CHN --from 2025    what happened
  kroniek relation CHN RUS                    the history of a pair
  kroniek explain 3f2a91bc                    the sentence and the rules behind a claim

Exit status: 0 done; 1 something could not be read (the rest was); 2 wrong use."
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// Language of tables, messages and help; the system's (LANG) unless said
    #[arg(long, value_name = "LANG", env = "KRONIEK_UI", global = true, hide_env = true)]
    pub ui: Option<Ui>,
}

impl Cli {
    /// Reads arguments, the program's name before them. Help, the version and what is wrong with them end the program.
    pub fn of(args: Vec<OsString>) -> Cli {
        let mut command = Cli::command();
        if args.iter().any(|a| a == "--version") {
            command = command.long_version(crate::version::long());
        }
        let understood = help::in_words(command)
            .try_get_matches_from(args)
            .and_then(|mut matches| Cli::from_arg_matches_mut(&mut matches));
        understood.unwrap_or_else(|e| help::end(&e))
    }
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read reports into the record and print what is new as a chronicle
    Read(ReadArgs),
    /// The chronicle: what happened day by day, with the sentence that says so
    #[command(after_help = "Examples:
  kroniek timeline --from 2025-08-25 --to 2025-09-05
  kroniek timeline --actor CHN,RUS --status happened
  kroniek timeline --text 'staakt-het-vuren' --newest-first --limit 20")]
    Timeline(ListArgs),
    /// Events, a row each
    #[command(after_help = "Examples:
  kroniek events --type SANCTION,THREATEN --from 2025
  kroniek events --actor IRN --format csv > iran.csv
  kroniek events --known-by 2025-09-01 --format json")]
    Events(ListArgs),
    /// All about a state, an organisation, a group or a person
    Actor(ActorArgs),
    /// The history of two actors with each other
    Relation(RelationArgs),
    /// Several actors side by side, and what passed between each two of them
    Compare(CompareArgs),
    /// Who with whom over a period, and the blocs that they form
    Network(NetworkArgs),
    /// Persons whom reports introduce, with their offices, from when to when
    People(PeopleArgs),
    /// States of affairs (memberships, treaties, sanctions, ...) as of any day
    States(StatesArgs),
    /// The claims that an event rests on, or that a report makes
    Claims(ClaimsArgs),
    /// How a claim came to be: the sentence, the rules that read it, what lost
    Explain(ExplainArgs),
    /// The reports that the record has
    Reports(ReportsArgs),
    /// Say what is read rightly or wrongly; it lasts over every new reading
    Correct(CorrectArgs),
    /// Events as a file for other programs: CSV, Parquet, a graph, linked data, the layouts of other event data
    Export(ExportArgs),
    /// The record in a browser: looked at, corrected and added to
    Serve(ServeArgs),
    /// Copy the record into a new file, while others read or write it
    Backup(BackupArgs),
    /// Read reports and print what they tell; keeps nothing
    Code(CodeArgs),
    /// Print sentences, tags and trees (CoNLL-U) for text on standard input
    Parse(ParseArgs),
    /// Score readings against gold
    Eval(EvalArgs),
    /// Check what a sentence says of the record ("the first visit since 2018"), or a data folder
    Check(CheckArgs),
}

/// How reports are read.
#[derive(Debug, Clone, Args)]
pub struct ReadingArgs {
    /// Publication date of reports that have none, as EDTF (2024-06-30, 2024-06, 2024)
    #[arg(long, value_name = "EDTF")]
    pub published: Option<String>,
    /// Language of the reports
    #[arg(long, default_value = "auto")]
    pub lang: Lang,
    /// Folder with packs/, world/ and ontologies/ to use instead of the built-in data
    #[arg(long, value_name = "DIR", env = "KRONIEK_DATA")]
    pub data: Option<PathBuf>,
    /// Number of threads; one a core unless said
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
}

/// A language, or a guess by the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Lang {
    /// As the report says, else Dutch
    Auto,
    /// Dutch
    Nl,
}

/// `kroniek code`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  kroniek code samples
  kroniek code --format text report.txt
  kroniek code - < reports.jsonl > readings.jsonl")]
pub struct CodeArgs {
    /// Reports: .txt, .html, .jsonl and .csv files or folders of them; `-` is JSONL on standard input
    #[arg(required = true)]
    pub paths: Vec<PathBuf>,
    /// How reports are read
    #[command(flatten)]
    pub reading: ReadingArgs,
    /// One JSON object a report, or lines to read
    #[arg(long, default_value = "jsonl")]
    pub format: CodeFormat,
    /// Also give each event's steps and what lost
    #[arg(long)]
    pub explain: bool,
}

/// How readings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CodeFormat {
    /// One JSON object a report
    Jsonl,
    /// Lines to read
    Text,
}

/// `kroniek parse`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  echo 'Poetin bezocht maandag China.' | kroniek parse
  kroniek parse --tokens < gold.conllu > ours.conllu")]
pub struct ParseArgs {
    /// Language of the text
    #[arg(long, default_value = "auto")]
    pub lang: Lang,
    /// Take CoNLL-U and keep its sentences and tokens
    #[arg(long)]
    pub tokens: bool,
    /// Folder with packs/ to use instead of the built-in data
    #[arg(long, value_name = "DIR", env = "KRONIEK_DATA")]
    pub data: Option<PathBuf>,
}

/// `kroniek eval`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  kroniek eval gold readings.jsonl --errors
  kroniek eval gold --texts reports")]
pub struct EvalArgs {
    /// Folder of gold files (*.json)
    pub gold: PathBuf,
    /// Readings as `kroniek code` prints them
    #[arg(required_unless_present = "texts")]
    pub predictions: Option<PathBuf>,
    /// Read these reports instead
    #[arg(long, value_name = "DIR", conflicts_with = "predictions")]
    pub texts: Option<PathBuf>,
    /// List what was missed, added or read wrongly
    #[arg(long)]
    pub errors: bool,
    /// Figures as JSON
    #[arg(long)]
    pub json: bool,
    /// How reports are read
    #[command(flatten)]
    pub reading: ReadingArgs,
}
