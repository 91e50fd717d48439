//! Arguments of `kroniek correct`.

use super::{ShowArgs, StoreArgs};
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

/// `kroniek correct`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  kroniek correct accept 3f2a91bc
  kroniek correct reject 3f2a91bc --why 'about a football match'
  kroniek correct change 3f2a91bc status planned
  kroniek correct change 3f2a91bc source 'CHN/Xi Jinping,RUS'
  kroniek correct merge 3f2a91bc 77aa0d12
  kroniek correct split 3f2a91bc --from 77aa0d12
  kroniek correct part 'CHN/Li Wei' 'CHN/Li Wei (general)' --in 3f2a91bc
  kroniek correct undo 0c44e1f9
  kroniek correct log
  kroniek correct export > corrections.jsonl
  kroniek correct import corrections.jsonl")]
pub struct CorrectArgs {
    /// What to do
    #[command(subcommand)]
    pub action: CorrectCommand,
    /// Which record
    #[command(flatten)]
    pub store: StoreArgs,
}

/// What is corrected.
#[derive(Debug, Subcommand)]
pub enum CorrectCommand {
    /// These are read rightly
    Accept(Corrected),
    /// These are misread: they tell of no event
    Reject(Corrected),
    /// One part is another
    Change {
        /// Identifier of a claim, or of an event for all its claims
        id: String,
        /// Which part
        field: ChangedField,
        /// What it is instead; empty for an unknown date or place, `CODE/Name,CODE` for actors
        value: String,
        /// Who and why
        #[command(flatten)]
        by: By,
    },
    /// These tell of one event
    Merge(Corrected),
    /// These tell of another event than those after --from
    Split {
        /// Who, why and which
        #[command(flatten)]
        which: Corrected,
        /// From which claims or events
        #[arg(long, value_name = "ID", required = true, num_args = 1..)]
        from: Vec<String>,
    },
    /// One actor goes by two codes, or a person of one code by two names: the first is the second
    Alias {
        /// The code (`"~Ansar Allah"`), or the code and the name (`RUS/Putin`), that is not to stand
        from: String,
        /// The code, or the code and the name, that is to stand instead
        to: String,
        /// Who and why
        #[command(flatten)]
        by: By,
    },
    /// Two go by one code or name: in some claims the first is the second
    Part {
        /// The code, or the code and the name (`CHN/Li Wei`), that stands there
        from: String,
        /// The code, or the code and the name, of whom is meant
        to: String,
        /// In which claims, or in all claims of which events
        #[arg(long = "in", value_name = "ID", required = true, num_args = 1..)]
        claims: Vec<String>,
        /// Who and why
        #[command(flatten)]
        by: By,
    },
    /// An earlier correction does not count
    Undo {
        /// Its identifier, or the beginning of it, as the log shows it
        correction: String,
        /// Who and why
        #[command(flatten)]
        by: By,
    },
    /// All corrections, the oldest first
    Log(ShowArgs),
    /// All corrections as JSON lines
    Export,
    /// Take in corrections that were exported, here or elsewhere
    Import {
        /// The JSON lines
        file: PathBuf,
    },
}

/// Which claims, by whom and why.
#[derive(Debug, Args)]
pub struct Corrected {
    /// Identifiers of claims, or of events for all their claims
    #[arg(required = true)]
    pub ids: Vec<String>,
    /// Who and why
    #[command(flatten)]
    pub by: By,
}

/// Who corrects and why.
#[derive(Debug, Args)]
pub struct By {
    /// Who says so
    #[arg(long, env = "USER", default_value = "anonymous", hide_env_values = true)]
    pub who: String,
    /// Why
    #[arg(long, default_value = "")]
    pub why: String,
}

/// A part of a claim that can be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ChangedField {
    /// Reading type
    Type,
    /// Neutral kind
    Kind,
    /// How certain
    Status,
    /// When, as EDTF
    Date,
    /// Where
    Place,
    /// Who acts
    Source,
    /// Who undergoes
    Target,
}
