//! Bytes → documents: text, HTML, JSONL and CSV in any encoding, cut into paragraphs with the page's furniture marked.
//!
//! Knows formats, markup and encodings; knows no grammar, actors, events or store. Nothing is deleted: every
//! paragraph leads back to the text as given.

mod date;
mod decode;
mod error;
mod furniture;
mod glued;
mod glyph;
mod html;
mod join;
mod jsonl;
mod lines;
mod mark;
mod mojibake;
mod paragraphs;
mod read;
mod report;
mod source;
mod table;

pub use error::{Fault, ReadError};
pub use read::{Reports, read, read_jsonl};
pub use report::{Report, content_id, document};
pub use source::{Format, Skipped, Source, Sources, sources};
