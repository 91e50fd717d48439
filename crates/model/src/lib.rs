//! The nouns of Kroniek: what every other room speaks of, and nothing it does.
//!
//! No I/O, no language, no ontology codes, no storage: shapes, identifiers and interval arithmetic only.

mod actor;
mod claim;
mod document;
mod id;
mod reading;
mod sentence;
mod span;
mod upos;
mod when;

pub use actor::{ActorRef, CodeRef, Sector};
pub use claim::{
    AboutRecord, Claim, Codes, EventType, Evidence, Lost, NumberMention, Place, Status, Step,
};
pub use document::{Document, Field, Paragraph, ParagraphKind};
pub use id::StableId;
pub use reading::{Person, Reading, StateClaim, TimeMention, Versions};
pub use sentence::{Dependency, EntityTag, EntityType, Label, Sentence, Token};
pub use span::{Indexed, Span};
pub use upos::Upos;
pub use when::{Precision, When, WhenError};
