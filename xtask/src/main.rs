//! The developers' own tool: what holds the house together, and looks into its rooms.

mod calibration;
mod causes;
mod dump;
mod excerpt;
mod gold;
mod learn;
mod licences;
mod metadata;
mod million;
mod parse;
mod score;
mod screenshots;
mod server;
mod soak;
mod tidy;
mod visit;

use anyhow::{Result, bail};
use std::{path::Path, process::ExitCode};

const USAGE: &str = "usage: cargo xtask COMMAND
  tidy                                       walls between rooms, sizes, lints, knowledge kept in data, the README
  licences                                   every dependency's licence
  excerpt                                    the output that the README shows, made again
  dump SENTENCE [--published EDTF]           one sentence through every stage
  score [GOLD_DIR TEXTS_DIR] [--held]        readings against gold, by the program and by score.py
  score parse FILE.conllu[.xz]               the parser against a treebank
  score names FILE.bio[.xz]                  the names against a corpus of names
  causes [--list] (GOLD_DIR TEXTS_DIR)...    why events are missed: a table of causes with shares
  calibration [--draw FILE.svg] (GOLD_DIR TEXTS_DIR)...  of the claims said to be so sure, how many are right
  learn (GOLD_DIR TEXTS_DIR)...              weights of packs/nl/implicit.toml, from reports with gold readings
  soak [REPORTS [PROGRAM]]                   memory over an archive of 2,000 reports, and over copies (release build)
  soak kills [TIMES [PROGRAM]]               readings killed 200 times: nothing lost, nothing twice
  screenshots                                pictures of the pages, for the README (needs chromium)
  million [EVENTS [FILE [NAME]]]             a synthetic record, and how long each question takes (release build)
  pages [FILE [PROGRAM]]                     how long each page of it takes, and what it weighs
  crowd [FILE [READERS [SECONDS [PROGRAM]]]] 200 readers for a minute while reports are read into a copy of it";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match run(&args.iter().map(String::as_str).collect::<Vec<_>>()) {
        Ok(text) => print(&text),
        Err(e) => return fail(&format!("{e:#}")),
    }
    ExitCode::SUCCESS
}

fn run(args: &[&str]) -> Result<String> {
    match args {
        ["tidy"] => tidy::run(),
        ["licences"] => licences::run(),
        ["excerpt"] => excerpt::run(),
        ["dump", sentence] => dump::run(sentence, None),
        ["dump", sentence, "--published", date] => dump::run(sentence, Some(date)),
        ["score", "parse", file] => parse::score(Path::new(file), "nl"),
        ["score", "names", file] => parse::names(Path::new(file), "nl"),
        ["score"] => score::shared(false),
        ["score", "--held"] => score::shared(true),
        ["score", gold, texts] => score::folders(Path::new(gold), Path::new(texts)),
        ["million", rest @ ..] => million::run(rest),
        ["pages", rest @ ..] => visit::pages(rest),
        ["crowd", rest @ ..] => visit::crowd(rest),
        ["causes", "--list", folders @ ..] if !folders.is_empty() => causes::run(folders, true),
        ["causes", folders @ ..] if !folders.is_empty() => causes::run(folders, false),
        ["calibration", "--draw", file, folders @ ..] if !folders.is_empty() => {
            calibration::run(folders, Some(file))
        }
        ["calibration", folders @ ..] if !folders.is_empty() => calibration::run(folders, None),
        ["screenshots"] => screenshots::run(),
        ["learn", folders @ ..] if !folders.is_empty() => learn::run(folders),
        ["soak", "kills", rest @ ..] => soak::kills(rest),
        ["soak", rest @ ..] => soak::memory(rest),
        _ => bail!(USAGE),
    }
}

#[expect(clippy::print_stdout)]
fn print(text: &str) {
    print!("{text}");
}

#[expect(clippy::print_stderr)]
fn fail(text: &str) -> ExitCode {
    eprintln!("{text}");
    ExitCode::FAILURE
}
