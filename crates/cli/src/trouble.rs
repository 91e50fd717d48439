//! What went wrong with single reports: told at once, remembered for the exit status.

use crate::{
    help,
    show::{BAD, styled},
    ui,
};
use anstyle::{AnsiColor, Style};
use indicatif::ProgressBar;
use kroniek_record::{Record, RecordError};
use std::{fmt::Display, path::Path, process::ExitCode};

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
        let what = help::of_others(&what.to_string());
        self.line(&format!("{}: {what}", styled(BAD.bold(), ui::say("error"))));
    }

    /// Tells of something that a person should know but that was read all the same.
    pub fn warn(&self, what: impl Display) {
        let what = help::of_others(&what.to_string());
        self.line(&format!("{}: {what}", styled(WARNING, ui::say("warning"))));
    }

    /// Tells what was done, where neither answers nor troubles go.
    pub fn note(&self, what: impl Display) {
        self.line(&what.to_string());
    }

    /// Tells that opening a record takes its time, where it is of an older version.
    pub fn note_if_older(&self, record: &Path) {
        if Record::is_older(record) {
            self.note(ui::say("record.older"));
        }
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
            self.tell(in_words(&e));
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

/// An error with what led to it; one of the record in the language of who reads it.
fn in_words(e: &anyhow::Error) -> String {
    let word = |cause: &(dyn std::error::Error + 'static)| match cause.downcast_ref() {
        Some(e) => of_record(e),
        None => cause.to_string(),
    };
    let mut words: Vec<String> = e.chain().map(word).collect();
    // What stands for its cause says the same.
    words.dedup();
    words.join(": ")
}

fn of_record(e: &RecordError) -> String {
    use RecordError::*;
    match e {
        NotARecord(path) => ui::fill("record.not-a-record", &[&path.display()]),
        Missing(path) => ui::fill("record.missing", &[&path.display()]),
        Newer { path, found, known } => ui::fill("record.newer", &[&path.display(), found, known]),
        Locked(path) => ui::fill("record.locked", &[&path.display()]),
        ReadOnly(path) => ui::fill("record.read-only", &[&path.display()]),
        Full(path) => ui::fill("record.full", &[&path.display()]),
        Damaged { path, what } => ui::fill("record.damaged", &[&path.display(), what]),
        Unknown(id) => ui::fill("record.unknown", &[id]),
        Nobody(name) => ui::fill("record.nobody", &[name]),
        Ambiguous { prefix, examples } => {
            ui::fill("record.ambiguous", &[prefix, &examples.join(", ")])
        }
        Argument(_) | Store { .. } => e.to_string(),
    }
}

/// Whether an argument means nothing.
fn wrong_use(e: &anyhow::Error) -> bool {
    let e = e.downcast_ref::<RecordError>();
    matches!(e, Some(RecordError::Argument(_) | RecordError::Ambiguous { .. }))
}
