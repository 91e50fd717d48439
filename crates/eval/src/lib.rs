//! Coded reports against gold: the figures of `score.py` of the annotation guide, to four decimals.
//!
//! Knows the shape of gold and predictions, and how to count; nothing of how either was made.

mod date;
mod events;
mod names;
mod report;
mod tally;

pub use events::{Item, Key, expand};
pub use report::{Error, Scores, score};
pub use tally::Figure;
