//! Reports into sentences: tokens, tags, lemmas, trees and names, by whatever pack is given.
//!
//! This room knows *a* language through its pack, never which; it knows no actors and no ontology.

pub mod conllu;
mod draw;
pub mod engine;
mod enhance;
pub mod eval;
pub mod net;
mod parser;
mod plain;
pub mod settle;
mod text;

pub use draw::draw;
pub use engine::{Annotation, Engine};
pub use parser::Parser;
#[cfg(feature = "train")]
pub use text::ends::learn::learn as learn_ends;
