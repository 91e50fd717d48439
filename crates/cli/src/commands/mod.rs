//! One file a command.

pub mod check;
pub mod code;
pub mod eval;
pub mod parse;
