//! What can be asked of a record. Every answer is plain data, and names the reports that it comes from.

mod actor;
mod check;
mod claims;
mod events;
mod filter;
mod find;
mod latest;
mod matters;
mod network;
mod people;
mod relation;
mod reports;
mod review;
mod states;

pub use actor::{Dossier, Partner};
pub use check::{Checked, CheckedClaim, Finding, Why};
pub use claims::{ClaimRow, Explained};
pub(crate) use events::rows;
pub use events::{EventDetail, EventRow, Stage, Total};
pub use filter::Filter;
pub use latest::Latest;
pub use network::{Edge, Network, Node, Pace, Share};
pub use people::{Office, PeopleFilter};
pub use relation::{Period, Relation, Tally, TypeCount};
pub use reports::{Counts, Origin, ReportRow};
pub use review::Reviewed;
pub use states::{Effect, StateFilter, StateRow};
