//! What can be asked of a record. Every answer is plain data, and names the reports that it comes from.

mod claims;
mod events;
mod filter;
mod find;
mod reports;

pub use claims::{ClaimRow, Explained};
pub use events::{EventDetail, EventRow, Stage};
pub use filter::Filter;
pub use reports::{Counts, ReportRow};
