//! The commands.

mod again;
pub mod ask;
pub mod check;
pub mod code;
pub mod compare;
pub mod correct;
mod difference;
pub mod dossier;
pub mod eval;
pub mod explain;
pub mod export;
pub mod network;
mod news;
pub mod parse;
pub mod read;
mod sentence;
pub mod serve;
