//! Arguments of the commands that ask the record.

use clap::{Args, ValueEnum};
use kroniek_model::{EventType, Status, When};
use kroniek_record::{Filter, Pace};
use std::path::PathBuf;

/// Which record.
#[derive(Debug, Clone, Args)]
pub struct StoreArgs {
    /// The record: one file
    #[arg(
        long,
        value_name = "FILE",
        env = "KRONIEK_DB",
        default_value = "kroniek.db",
        global = true
    )]
    pub db: PathBuf,
}

/// How a list is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Format {
    /// To read, as wide as the terminal
    #[default]
    Table,
    /// One JSON value
    Json,
    /// Comma-separated, quoted where needed, with a header
    Csv,
}

/// How an answer is printed.
#[derive(Debug, Clone, Copy, Args)]
pub struct ShowArgs {
    /// How it is printed
    #[arg(long, default_value = "table")]
    pub format: Format,
}

/// Which record, and how its answer is printed.
#[derive(Debug, Clone, Args)]
pub struct AnswerArgs {
    /// Which record
    #[command(flatten)]
    pub store: StoreArgs,
    /// How it is printed
    #[command(flatten)]
    pub show: ShowArgs,
}

/// Which part of a list.
#[derive(Debug, Clone, Copy, Default, Args)]
pub struct PageArgs {
    /// At most so many
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    /// After so many
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub offset: usize,
}

/// Which events.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Which events")]
pub struct FilterArgs {
    /// Not over before this date (EDTF: 2025, 2025-09, 2025-09-02)
    #[arg(long, value_name = "DATE")]
    pub from: Option<When>,
    /// Begun by this date
    #[arg(long, value_name = "DATE")]
    pub to: Option<When>,
    /// Reading type (CONSULT, SANCTION, ...); several with commas: any of them
    #[arg(long = "type", value_name = "TYPE", value_delimiter = ',')]
    pub types: Vec<EventType>,
    /// Neutral kind (host, sign-agreement, ...); several with commas: any of them
    #[arg(long, value_name = "KIND", value_delimiter = ',')]
    pub kind: Vec<String>,
    /// Code (CHN, @NATO, ~Hamas) or name of a person; several with commas: all take part
    #[arg(long, value_name = "WHO", value_delimiter = ',')]
    pub actor: Vec<String>,
    /// How certain: happened, planned, alleged, denied, hypothetical; several with commas: any of them
    #[arg(long, value_name = "STATUS", value_delimiter = ',')]
    pub status: Vec<Status>,
    /// Words in the sentences that tell it; "in quotes" they stand together, a `*` at the end takes any ending
    #[arg(long, value_name = "WORDS")]
    pub text: Option<String>,
    /// As it was known at the end of this date
    #[arg(long, value_name = "DATE")]
    pub known_by: Option<When>,
    /// Which part of the list
    #[command(flatten)]
    pub page: PageArgs,
    /// Latest first
    #[arg(long)]
    pub newest_first: bool,
}

impl FilterArgs {
    /// The question as the record takes it.
    pub fn filter(&self) -> Filter {
        Filter {
            from: self.from.clone(),
            to: self.to.clone(),
            types: self.types.clone(),
            kinds: self.kind.clone(),
            statuses: self.status.clone(),
            actors: self.actor.clone(),
            text: self.text.clone(),
            known_by: self.known_by.clone(),
            newest_first: self.newest_first,
            limit: self.page.limit,
            offset: self.page.offset,
        }
    }
}

/// `kroniek timeline` and `kroniek events`.
#[derive(Debug, Args)]
pub struct ListArgs {
    /// Which events
    #[command(flatten)]
    pub which: FilterArgs,
    /// Which record, and how the answer is printed
    #[command(flatten)]
    pub answer: AnswerArgs,
}

/// `kroniek actor`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  kroniek actor CHN
  kroniek actor 'Xi Jinping' --from 2025
  kroniek actor @NATO --format csv > nato.csv

As CSV it is the list of the actor's events.")]
pub struct ActorArgs {
    /// Code (CHN, @NATO, ~Hamas) or name of a person
    pub name: String,
    /// Which events
    #[command(flatten)]
    pub which: FilterArgs,
    /// Which record, and how the answer is printed
    #[command(flatten)]
    pub answer: AnswerArgs,
}

/// `kroniek relation`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  kroniek relation CHN RUS
  kroniek relation Macron Merz --from 2025-05
  kroniek relation ISR IRN --type ASSAULT --format json

As CSV it is the list of their events.")]
pub struct RelationArgs {
    /// One of the two: a code or the name of a person
    pub a: String,
    /// The other
    pub b: String,
    /// Which events
    #[command(flatten)]
    pub which: FilterArgs,
    /// Which record, and how the answer is printed
    #[command(flatten)]
    pub answer: AnswerArgs,
}

/// `kroniek compare`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  kroniek compare CHN RUS USA
  kroniek compare Macron Merz --from 2025 --format json

As CSV it is the list of the actors.")]
pub struct CompareArgs {
    /// Two actors or more: codes or names of persons
    #[arg(required = true, num_args = 2.., value_name = "WHO")]
    pub actors: Vec<String>,
    /// Which events
    #[command(flatten)]
    pub which: FilterArgs,
    /// Which record, and how the answer is printed
    #[command(flatten)]
    pub answer: AnswerArgs,
}

/// `kroniek network`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  kroniek network --from 2025 --to 2025
  kroniek network --of IRN                     how isolated Iran was, year by year
  kroniek network --of IRN --by month --from 2025 --format csv > iran.csv
  kroniek network --format csv > pairs.csv

As CSV it is the list of pairs. With --of it is the actor's share of all that passed between actors, period by period:
near 0 is isolated. Periods are written 2025, 2025-Q3 and 2025-08; those of which the record tells nothing are left out.")]
pub struct NetworkArgs {
    /// First day or period
    #[arg(long, value_name = "DATE")]
    pub from: Option<When>,
    /// Last day or period
    #[arg(long, value_name = "DATE")]
    pub to: Option<When>,
    /// Instead, how large this actor's share of the conversation was over time: near 0 is isolated
    #[arg(long, value_name = "CODE")]
    pub of: Option<String>,
    /// With --of: how long the periods are
    #[arg(long, value_name = "PERIOD", requires = "of", default_value = "year")]
    pub by: PaceArg,
    /// At most so many actors, and as many pairs
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    /// Which record, and how the answer is printed
    #[command(flatten)]
    pub answer: AnswerArgs,
}

/// How long the periods are over which something is followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PaceArg {
    /// Years
    Year,
    /// Quarters of a year
    Quarter,
    /// Months
    Month,
}

impl From<PaceArg> for Pace {
    fn from(by: PaceArg) -> Pace {
        match by {
            PaceArg::Year => Pace::Year,
            PaceArg::Quarter => Pace::Quarter,
            PaceArg::Month => Pace::Month,
        }
    }
}

/// `kroniek people`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  kroniek people --actor IRN
  kroniek people --actor Araghchi
  kroniek people --from 2025 --format csv > people.csv")]
pub struct PeopleArgs {
    /// Code of whose they are (CHN, @NATO, ~Hamas), or words of the name
    #[arg(long, value_name = "WHO")]
    pub actor: Option<String>,
    /// Told of in reports that appeared on this date or later
    #[arg(long, value_name = "DATE")]
    pub from: Option<When>,
    /// Told of in reports that appeared by this date
    #[arg(long, value_name = "DATE")]
    pub to: Option<When>,
    /// Which part of the list
    #[command(flatten)]
    pub page: PageArgs,
    /// Which record, and how the answer is printed
    #[command(flatten)]
    pub answer: AnswerArgs,
}

/// `kroniek states`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  kroniek states --as-of 2025-09-02
  kroniek states --actor IRN --relation sanctions
  kroniek states --as-of 2024 --known-by 2024-12-31 --format csv")]
pub struct StatesArgs {
    /// What held at the end of this date
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<When>,
    /// As it was known at the end of this date
    #[arg(long, value_name = "DATE")]
    pub known_by: Option<When>,
    /// Code or name that it is about; several with commas: all of them
    #[arg(long, value_name = "WHO", value_delimiter = ',')]
    pub actor: Vec<String>,
    /// Relation (member, treaty, sanctions, warrant, supplies, allied, at-war); several with commas: any of them
    #[arg(long, value_name = "RELATION", value_delimiter = ',')]
    pub relation: Vec<String>,
    /// At most so many
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    /// Which record, and how the answer is printed
    #[command(flatten)]
    pub answer: AnswerArgs,
}

/// `kroniek claims`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  kroniek claims 3f2a91bc
  kroniek claims --report 000_0e91678c2dfdb398
  kroniek claims --about-record --actor CHN
  kroniek claims 3f2a91bc --format json")]
pub struct ClaimsArgs {
    /// Identifier of an event or a claim, or the beginning of one, as the lists show it
    #[arg(required_unless_present_any = ["report", "about_record"])]
    pub id: Option<String>,
    /// All claims of this report instead
    #[arg(long, value_name = "DOC", conflicts_with = "id")]
    pub report: Option<String>,
    /// Instead, what reports say about the record itself (the first visit since 2018, the fortieth meeting), and
    /// whether it is so as far as the record knows
    #[arg(long, conflicts_with_all = ["id", "report"])]
    pub about_record: bool,
    /// With --about-record
    #[command(flatten)]
    pub which: FilterArgs,
    /// Which record, and how the answer is printed
    #[command(flatten)]
    pub answer: AnswerArgs,
}

/// `kroniek explain`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  kroniek explain 3f2a91bc
  kroniek explain 3f2a91bc --format json")]
pub struct ExplainArgs {
    /// Identifier of a claim or an event, or the beginning of one, as the lists show it
    pub id: String,
    /// Which record
    #[command(flatten)]
    pub store: StoreArgs,
    /// To read, or as JSON
    #[arg(long, default_value = "table", value_parser = ["table", "json"])]
    pub format: String,
}

/// `kroniek reports`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  kroniek reports --limit 20
  kroniek reports --format csv > reports.csv")]
pub struct ReportsArgs {
    /// Which part of the list
    #[command(flatten)]
    pub page: PageArgs,
    /// Which record, and how the answer is printed
    #[command(flatten)]
    pub answer: AnswerArgs,
}

/// `kroniek backup`.
#[derive(Debug, Args)]
#[command(after_help = "Example:
  kroniek backup kroniek-2025-09-02.db")]
pub struct BackupArgs {
    /// The new file
    pub to: PathBuf,
    /// Which record
    #[command(flatten)]
    pub store: StoreArgs,
}
