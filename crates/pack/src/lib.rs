//! The data folders (`packs/`, `world/`, `ontologies/`) read, checked and compiled into tables.
//!
//! This room knows the shape of the folders and complains with file and line; it never knows how a table is used.

pub mod chart;
mod codes;
mod complaint;
pub mod frames;
mod grammar;
pub mod implicit;
pub mod ontology;
mod source;
pub mod status;
mod table;
mod text;
pub mod time;
mod toml_file;
pub mod verbs;
pub mod wars;
pub mod world;

pub use complaint::{Complaint, Complaints};
pub use grammar::GrammarRules;
pub use source::Source;
pub use table::{Row, Table};
pub use text::TextRules;
pub use toml_file::read_toml;
pub use world::{ActorWords, World};
