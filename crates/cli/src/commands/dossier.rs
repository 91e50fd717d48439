//! The commands that sum up: `actor`, `relation`.

use super::ask::{list_events, open};
use crate::{
    args::{ActorArgs, Format, RelationArgs},
    show::{
        self, BAD, Column, EVENTS, FAINT, GOOD, List, Out, PEOPLE, STATES, STRONG, Table, styled,
    },
    ui,
};
use anyhow::Result;
use kroniek_record::{Dossier, EventRow, Period, Relation, StateRow, Tally, TypeCount};
use serde::Serialize;
use std::io::Write;

/// Columns of a bar that shows how many.
const BAR: u64 = 30;

/// `kroniek actor`.
pub fn actor(args: &ActorArgs) -> Result<()> {
    let (record, filter) = (open(&args.answer.store)?, args.which.filter());
    match args.answer.show.format {
        Format::Csv => {
            let mut mine = filter.clone();
            mine.actors.push(args.name.clone());
            list_events(&record, &mine, Format::Csv)
        }
        Format::Json => object(&record.actor(&args.name, &filter)?),
        Format::Table => show_actor(&args.name, &record.actor(&args.name, &filter)?),
    }
}

fn show_actor(name: &str, d: &Dossier) -> Result<()> {
    let mut out = show::out();
    let names = if d.names.is_empty() { name.to_owned() } else { d.names.join(", ") };
    writeln!(out, "{}  {}", styled(STRONG, names), d.codes.join(" "))?;
    tally(&mut out, &d.tally)?;
    types(&mut out, &d.types)?;
    periods(&mut out, ui::say("dossier.by-year"), &d.years)?;
    if !d.partners.is_empty() {
        heading(&mut out, ui::say("dossier.with-whom"))?;
        let mut table = Table::new(["code", "events", "cooperation", "conflict"], show::width());
        for p in &d.partners {
            let t = &p.tally;
            let numbers = [t.events, t.cooperation, t.conflict].map(|n| n.to_string());
            table.row(&mut out, [vec![p.code.clone()], numbers.to_vec()].concat())?;
        }
        table.finish(&mut out)?;
    }
    if !d.offices.is_empty() {
        heading(&mut out, ui::say("dossier.persons"))?;
        section(&mut out, PEOPLE, &d.offices)?;
    }
    first_and_latest(&mut out, d.first.as_ref(), &d.latest, &d.states)
}

/// `kroniek relation`.
pub fn relation(args: &RelationArgs) -> Result<()> {
    let (record, filter) = (open(&args.answer.store)?, args.which.filter());
    match args.answer.show.format {
        Format::Csv => {
            let mut theirs = filter.clone();
            theirs.actors.extend([args.a.clone(), args.b.clone()]);
            list_events(&record, &theirs, Format::Csv)
        }
        Format::Json => object(&record.relation(&args.a, &args.b, &filter)?),
        Format::Table => show_relation(&record.relation(&args.a, &args.b, &filter)?),
    }
}

fn show_relation(r: &Relation) -> Result<()> {
    let mut out = show::out();
    writeln!(out, "{}", styled(STRONG, r.between.join(" – ")))?;
    tally(&mut out, &r.tally)?;
    writeln!(out, "{}", ui::fill("dossier.met", &[&r.meetings]))?;
    types(&mut out, &r.types)?;
    periods(&mut out, ui::say("dossier.by-month"), &r.months)?;
    first_and_latest(&mut out, r.first.as_ref(), &r.latest, &r.states)
}

/// Prints a table in the middle of other things.
pub fn section<R: Serialize>(
    out: &mut Out,
    columns: &'static [Column<R>],
    rows: &[R],
) -> Result<()> {
    let mut list = List::new(Format::Table, columns, out)?;
    rows.iter().try_for_each(|r| list.row(r))?;
    list.finish()
}

fn heading(out: &mut Out, text: &str) -> Result<()> {
    Ok(writeln!(out, "\n{}", styled(STRONG, text))?)
}

fn tally(out: &mut Out, t: &Tally) -> Result<()> {
    let (good, bad) = (styled(GOOD, t.cooperation), styled(BAD, t.conflict));
    Ok(writeln!(out, "{}", ui::fill("dossier.tally", &[&t.events, &good, &bad]))?)
}

fn types(out: &mut Out, types: &[TypeCount]) -> Result<()> {
    let all: Vec<String> = types.iter().map(|t| format!("{} {}", t.event_type, t.events)).collect();
    Ok(writeln!(out, "{}", styled(FAINT, all.join("  ")))?)
}

/// A bar a period: co-operation, then conflict.
fn periods(out: &mut Out, what: &str, periods: &[Period]) -> Result<()> {
    let most = periods.iter().map(|p| p.tally.events).max().unwrap_or(0);
    if most == 0 {
        return Ok(());
    }
    heading(out, &ui::fill("dossier.legend", &[&what]))?;
    for p in periods {
        let long = |n: u64, c: &str| c.repeat((n * BAR).div_ceil(most.max(BAR)) as usize);
        let good = styled(GOOD, long(p.tally.cooperation, "#"));
        let bad = styled(BAD, long(p.tally.conflict, "!"));
        writeln!(out, "{:<8} {:>5}  {good}{bad}", p.period, p.tally.events)?;
    }
    Ok(())
}

fn first_and_latest(
    out: &mut Out,
    first: Option<&EventRow>,
    latest: &[EventRow],
    states: &[StateRow],
) -> Result<()> {
    if let Some(first) = first {
        heading(out, ui::say("dossier.first"))?;
        section(out, EVENTS, std::slice::from_ref(first))?;
    }
    if !latest.is_empty() {
        heading(out, ui::say("dossier.latest"))?;
        section(out, EVENTS, latest)?;
    }
    if !states.is_empty() {
        heading(out, ui::say("dossier.states"))?;
        section(out, STATES, states)?;
    }
    Ok(out.flush()?)
}

/// Prints one object.
pub fn object(value: &impl Serialize) -> Result<()> {
    let mut out = show::out();
    serde_json::to_writer_pretty(&mut out, value).map_err(std::io::Error::from)?;
    writeln!(out)?;
    Ok(out.flush()?)
}
