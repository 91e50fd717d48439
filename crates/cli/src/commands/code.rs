//! `kroniek code`: reports to readings, nothing kept.

use crate::{
    args::{CodeArgs, CodeFormat},
    batch,
    chain::{Chain, Read},
    meter::Meter,
    show,
    trouble::Trouble,
};
use anyhow::Result;
use kroniek_model::{ActorRef, Claim, Reading};
use kroniek_reader::{ReadError, Report, Reports};
use std::{
    io::{BufReader, IsTerminal, Write},
    path::{Path, PathBuf},
};

/// Runs the command.
pub fn run(args: &CodeArgs, trouble: &mut Trouble) -> Result<()> {
    batch::threads(args.reading.threads)?;
    let chain = Chain::load(&args.reading)?;
    // A bar between the lines of an answer would be in the way.
    let meter = Meter::new(!std::io::stdout().is_terminal(), &args.paths);
    trouble.above(meter.bar());
    let mut out = show::out();
    each(&chain, reports(&args.paths), trouble, |read, trouble| {
        meter.passed(1);
        read.document
            .warnings
            .iter()
            .for_each(|w| trouble.warn(format!("{}: {w}", read.document.id)));
        print(&mut out, args, read.reading)
    })?;
    meter.finish();
    Ok(out.flush()?)
}

/// The reports under paths; a path `-` is JSONL on standard input.
pub fn reports(paths: &[PathBuf]) -> Reports {
    match paths {
        [only] if only == Path::new("-") => {
            kroniek_reader::read_jsonl(BufReader::new(std::io::stdin()))
        }
        paths => kroniek_reader::read(paths),
    }
}

/// Reads reports on all threads and hands the readings on in input order; what cannot be read is told.
pub fn each(
    chain: &Chain,
    reports: Reports,
    trouble: &mut Trouble,
    mut then: impl FnMut(Read, &mut Trouble) -> Result<()>,
) -> Result<()> {
    let work = |report: Result<_, _>| report.map(|r| chain.read(chain.document(r)));
    batch::in_order(reports, bytes, work, |read| match read {
        Ok(read) => then(read, trouble),
        Err(e) => {
            trouble.tell(e);
            Ok(())
        }
    })
}

/// About how much of memory reading a report takes, in bytes of its text.
pub fn bytes(report: &Result<Report, ReadError>) -> usize {
    report.as_ref().map_or(0, |r| r.text.len())
}

fn print(out: &mut impl Write, args: &CodeArgs, mut reading: Reading) -> Result<()> {
    if !args.explain {
        for claim in &mut reading.events {
            claim.steps.clear();
            claim.lost.clear();
        }
    }
    match args.format {
        CodeFormat::Jsonl => {
            serde_json::to_writer(&mut *out, &reading).map_err(std::io::Error::from)?;
            writeln!(out)?;
        }
        CodeFormat::Text => text(out, &reading)?,
    }
    Ok(())
}

fn text(out: &mut impl Write, reading: &Reading) -> std::io::Result<()> {
    let published =
        reading.published.as_ref().map_or_else(|| "undated".to_owned(), ToString::to_string);
    writeln!(out, "{} ({published})", reading.doc)?;
    for claim in &reading.events {
        writeln!(out, "  {}", line(claim))?;
        if let Some(evidence) = claim.evidence.first() {
            writeln!(
                out,
                "      “{}”",
                evidence.text.split_whitespace().collect::<Vec<_>>().join(" ")
            )?;
        }
    }
    writeln!(out)
}

/// A claim on one line: date, type, who to whom, status.
pub fn line(claim: &Claim) -> String {
    let date = claim.date.as_ref().map_or_else(|| "-".to_owned(), ToString::to_string);
    let target =
        if claim.is_mutual() { String::new() } else { format!(" → {}", names(&claim.target)) };
    let said =
        claim.said_by.as_ref().map(|s| format!(", according to {}", name(s))).unwrap_or_default();
    format!(
        "{date:<22} {:<9} {}{target} ({}{said})",
        claim.event_type,
        names(&claim.source),
        claim.status
    )
}

fn names(actors: &[ActorRef]) -> String {
    actors.iter().map(name).collect::<Vec<_>>().join(" + ")
}

fn name(actor: &ActorRef) -> String {
    actor.name.as_ref().map_or_else(|| actor.code.clone(), |n| format!("{}/{n}", actor.code))
}
