//! The record: what dated reports claim, merged into events and kept in an embedded store.
//!
//! Claims are the truth; events are their product and can always be made again ([`merge`]). SQL is spoken in this room
//! only. There is no clock here and nothing is printed: all times come in with the reports or from the caller.

mod blocs;
mod corrections;
mod day;
mod error;
mod event;
mod fold;
pub mod merge;
mod query;
mod store;
mod validity;

pub use corrections::{Action, Anchor, Correction, Fix, Logged, Verdict};
pub use error::{RecordError, Result};
pub use event::{Alternative, Event};
pub use fold::fold;
pub use query::*;
pub use store::{Added, Preview, Record, Trial, content_hash};
pub use validity::Standing;
