//! The commands.

pub mod ask;
pub mod check;
pub mod code;
pub mod compare;
pub mod correct;
pub mod dossier;
pub mod eval;
pub mod explain;
pub mod export;
mod news;
pub mod parse;
pub mod read;
pub mod serve;
