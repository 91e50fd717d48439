//! Drawings: pure functions from data to SVG. No style attributes (the Content-Security-Policy forbids them): classes
//! of the style sheet give colours (`good`, `bad`, `plain`), so that dark mode and print follow.

mod bars;

pub use bars::{Bar, bars};
