//! Answers on standard output: tables as wide as the terminal, JSON, CSV; colour on a terminal only.

mod chronicle;
mod columns;
mod list;
mod marked;
mod table;
mod words;

pub use chronicle::{Chronicle, dated};
pub use columns::{CHECKED, CLAIMS, EVENTS, PEOPLE, REPORTS, STATES, or_empty};
pub use list::{Column, List, Shape, all};
pub use marked::{Mark, marked};
pub use table::Table;
pub use words::{date, names, on_one_line, short, who};

use anstream::{AutoStream, ColorChoice, stream::RawStream};
use anstyle::{AnsiColor, Style};
use std::io::{BufWriter, StdoutLock};

/// Standard output: colour falls away where it is no terminal.
pub type Out = BufWriter<AutoStream<StdoutLock<'static>>>;

/// What stands out.
pub const STRONG: Style = Style::new().bold();
/// What stands back.
pub const FAINT: Style = Style::new().dimmed();
/// Co-operation.
pub const GOOD: Style = AnsiColor::Green.on_default();
/// Conflict.
pub const BAD: Style = AnsiColor::Red.on_default();

/// Standard output, held until it is dropped.
pub fn out() -> Out {
    BufWriter::new(anstream::stdout().lock())
}

/// Whether a stream shows colour.
pub fn in_colour(stream: &impl RawStream) -> bool {
    AutoStream::choice(stream) != ColorChoice::Never
}

/// Columns of the terminal on standard output; none where it is no terminal, so that a row stays a line.
pub fn width() -> Option<usize> {
    terminal_size::terminal_size_of(std::io::stdout()).map(|(w, _)| usize::from(w.0).max(40))
}

/// A text in a style.
pub fn styled(style: Style, text: impl std::fmt::Display) -> String {
    format!("{style}{text}{style:#}")
}

/// The style of a quad class (1 and 2 co-operation, 3 and 4 conflict).
pub fn of_quad(quad: Option<u8>) -> Style {
    match quad {
        Some(1 | 2) => GOOD,
        Some(3 | 4) => BAD,
        _ => Style::new(),
    }
}
