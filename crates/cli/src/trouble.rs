//! What went wrong with single reports: told at once, remembered for the exit status.

use crate::show::{BAD, styled};
use anstyle::{AnsiColor, Style};
use indicatif::ProgressBar;
use kroniek_record::RecordError;
use std::{fmt::Display, process::ExitCode};

/// What nothing was lost by.
const WARNING: Style = AnsiColor::Yellow.on_default().bold();

/// Where troubles are told.
#[derive(Default)]
pub struct Trouble {
    count: usize,
    bar: Option<ProgressBar>,
}

impl Trouble {
    /// None so far.
    pub fn new() -> Self {
        Trouble::default()
    }

    /// Tells troubles above a progress bar from now on.
    pub fn above(&mut self, bar: &ProgressBar) {
        self.bar = Some(bar.clone());
    }

    /// Tells of something that could not be read; the command goes on.
    pub fn tell(&mut self, what: impl Display) {
        self.count += 1;
        self.line(&format!("{}: {what}", styled(BAD.bold(), "error")));
    }

    /// Tells of something that a person should know but that was read all the same.
    pub fn warn(&self, what: impl Display) {
        self.line(&format!("{}: {what}", styled(WARNING, "warning")));
    }

    /// Tells what was done, where neither answers nor troubles go.
    pub fn note(&self, what: impl Display) {
        self.line(&what.to_string());
    }

    /// Whether anything could not be read so far.
    pub fn any(&self) -> bool {
        self.count > 0
    }

    #[allow(clippy::print_stderr)]
    fn line(&self, text: &str) {
        match &self.bar {
            Some(bar) if !bar.is_hidden() => bar.suspend(|| anstream::eprintln!("{text}")),
            _ => anstream::eprintln!("{text}"),
        }
    }

    /// The exit status of a command: 1 where it failed or something was told.
    pub fn exit(mut self, done: anyhow::Result<()>) -> ExitCode {
        if let Err(e) = done {
            // A reader that went away ("| head") is no error.
            if went_away(&e) {
                return ExitCode::SUCCESS;
            }
            self.tell(format!("{e:#}"));
            if wrong_use(&e) {
                return ExitCode::from(2);
            }
        }
        if self.count == 0 { ExitCode::SUCCESS } else { ExitCode::from(1) }
    }
}

/// Whether standard output was closed by who read it.
fn went_away(e: &anyhow::Error) -> bool {
    let io = |cause: &(dyn std::error::Error + 'static)| match cause.downcast_ref::<csv::Error>() {
        Some(e) => match e.kind() {
            csv::ErrorKind::Io(e) => Some(e.kind()),
            _ => None,
        },
        None => cause.downcast_ref::<std::io::Error>().map(std::io::Error::kind),
    };
    e.chain().find_map(io) == Some(std::io::ErrorKind::BrokenPipe)
}

/// Whether an argument means nothing.
fn wrong_use(e: &anyhow::Error) -> bool {
    let e = e.downcast_ref::<RecordError>();
    matches!(e, Some(RecordError::Argument(_) | RecordError::Ambiguous { .. }))
}
