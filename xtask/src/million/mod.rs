//! A synthetic record of a million events, and how long each question takes over it: `cargo xtask million`.

mod ask;
mod chance;
mod tell;
mod world;

use crate::visit::load;
use anyhow::{Context, Result, ensure};
use kroniek_record::Record;
use std::{
    fmt::Write as _,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};
use tell::{DAYS, Teller, Told};
use world::World;

/// Bytes of the store an event, at most.
const COST: u64 = 2048;
/// Reports that are written together.
const TOGETHER: usize = 500;

/// `xtask million [EVENTS [FILE [NAME]]]`: the record is made if the file is not there, and asked; with a name only the
/// questions in whose names it stands.
///
/// # Errors
/// The record cannot be made or asked, costs too much, or a question takes too long.
pub fn run(args: &[&str]) -> Result<String> {
    let wanted =
        args.first().map_or(Ok(1_000_000), |n| n.parse()).context("no number of events")?;
    let file = args.get(1).map_or_else(|| PathBuf::from("target/million.db"), PathBuf::from);
    let world = World::new()?;
    let mut out = String::new();
    if !file.exists() {
        _ = writeln!(out, "{}", made(&world, &file, wanted)?);
    }
    let before = Instant::now();
    let record = Record::open_existing(&file)?;
    let opened = before.elapsed().as_secs_f64() * 1000.0;
    _ = writeln!(out, "opened in {opened:.1} ms; {}\n", load());
    let figures = ask::all(&record, &world, args.get(2).unwrap_or(&""))?;
    _ = writeln!(out, "{}", ask::table(&figures));
    let counts = record.counts()?;
    let bytes = std::fs::metadata(&file)?.len();
    let each = bytes / counts.events.max(1);
    _ = writeln!(out, "{counts:?}\n{} MB, {each} bytes an event", bytes / 1_000_000);
    ensure!(each < COST, "{out}the store costs more than {COST} bytes an event");
    let slow: Vec<&str> =
        figures.iter().filter(|f| f.worked.median >= ask::WANTED).map(|f| f.name).collect();
    ensure!(slow.is_empty(), "{out}too slow: {}", slow.join("; "));
    Ok(out)
}

/// Makes the record, and says how long that took.
fn made(world: &World, file: &Path, wanted: usize) -> Result<String> {
    let before = Instant::now();
    let mut record = Record::open(file)?;
    record.set_effects(&kroniek_cli::effects(None)?)?;
    let mut teller = Teller::new(world);
    let mut told: Vec<Told> = Vec::new();
    let (mut events, mut reports, mut spent) = (0, 0, Duration::ZERO);
    for day in 0.. {
        // What is told again in other words, or was planned, makes no event more; some comes after the last day.
        if events >= wanted {
            break;
        }
        let left = (DAYS - day).max(1) as usize;
        told.extend(teller.day((wanted - events).div_ceil(left)));
        if told.len() >= TOGETHER {
            reports += told.len();
            let since = Instant::now();
            events += written(&mut record, &mut told)?;
            spent += since.elapsed();
        }
    }
    let (all, writing) = (before.elapsed().as_secs_f64(), spent.as_secs_f64());
    Ok(format!("{reports} reports, {events} events in {all:.0} s, {writing:.0} s of it writing"))
}

/// Writes reports; how many events there are more.
fn written(record: &mut Record, told: &mut Vec<Told>) -> Result<usize> {
    let pairs: Vec<_> = told.iter().map(|(d, r)| (d, r)).collect();
    let added = record.add_many(&pairs)?;
    told.clear();
    Ok(added.new.len() - added.gone.len().min(added.new.len()))
}
