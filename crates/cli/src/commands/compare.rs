//! `kroniek compare`: several actors side by side, and what passed between each two of them.

use super::{ask::open, dossier};
use crate::{
    args::{CompareArgs, Format},
    show::{self, Column, Shape},
};
use anyhow::Result;
use kroniek_record::{Dossier, EventRow, Filter, Record, Relation};
use serde::Serialize;
use std::io::Write;

/// How many types and partners a row names.
const MOST: usize = 3;

/// An actor among others.
#[derive(Debug, Serialize)]
struct Compared {
    /// As asked for.
    actor: String,
    #[serde(flatten)]
    dossier: Dossier,
}

/// All that is compared.
#[derive(Debug, Serialize)]
struct Comparison {
    actors: Vec<Compared>,
    /// Each two of them, in the order asked for.
    pairs: Vec<Relation>,
}

/// Runs the command.
pub fn run(args: &CompareArgs) -> Result<()> {
    let comparison = compared(&open(&args.answer.store)?, &args.actors, &args.which.filter())?;
    match args.answer.show.format {
        Format::Json => dossier::object(&comparison),
        Format::Csv => show::all(Format::Csv, ACTORS, show::out(), &comparison.actors),
        Format::Table => {
            let mut out = show::out();
            dossier::section(&mut out, ACTORS, &comparison.actors)?;
            writeln!(out)?;
            dossier::section(&mut out, RELATIONS, &comparison.pairs)?;
            Ok(out.flush()?)
        }
    }
}

fn compared(record: &Record, names: &[String], filter: &Filter) -> Result<Comparison> {
    let mut out = Comparison { actors: Vec::new(), pairs: Vec::new() };
    for (n, name) in names.iter().enumerate() {
        let dossier = record.actor(name, filter)?;
        out.actors.push(Compared { actor: name.clone(), dossier });
        for other in &names[n + 1..] {
            out.pairs.push(record.relation(name, other, filter)?);
        }
    }
    Ok(out)
}

const fn both<R>(name: &'static str, cell: fn(&R) -> String) -> Column<R> {
    Column { name, shape: Shape::Both, cell }
}

const ACTORS: &[Column<Compared>] = &[
    both("actor", |r| r.actor.clone()),
    both("events", |r| r.dossier.tally.events.to_string()),
    both("cooperation", |r| r.dossier.tally.cooperation.to_string()),
    both("conflict", |r| r.dossier.tally.conflict.to_string()),
    both("most", |r| {
        most(r.dossier.types.iter().map(|t| format!("{} {}", t.event_type, t.events)))
    }),
    both("with", |r| {
        most(r.dossier.partners.iter().map(|p| format!("{} {}", p.code, p.tally.events)))
    }),
    both("first", |r| day(r.dossier.first.as_ref())),
    both("latest", |r| day(r.dossier.latest.first())),
    both("sources", |r| most(r.dossier.latest.iter().flat_map(|e| &e.sources).map(String::clone))),
];

const RELATIONS: &[Column<Relation>] = &[
    both("a", |r| r.between[0].clone()),
    both("b", |r| r.between[1].clone()),
    both("events", |r| r.tally.events.to_string()),
    both("cooperation", |r| r.tally.cooperation.to_string()),
    both("conflict", |r| r.tally.conflict.to_string()),
    both("meetings", |r| r.meetings.to_string()),
    both("first", |r| day(r.first.as_ref())),
    both("latest", |r| day(r.latest.first())),
    both("sources", |r| most(r.latest.iter().flat_map(|e| &e.sources).map(String::clone))),
];

/// The first few, each once.
fn most(all: impl Iterator<Item = String>) -> String {
    let mut out: Vec<String> = Vec::new();
    for one in all {
        if !out.contains(&one) && out.len() < MOST {
            out.push(one);
        }
    }
    out.join(", ")
}

fn day(row: Option<&EventRow>) -> String {
    row.map(show::dated).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_are_named_once() {
        let all = ["a", "b", "a", "c", "d"].map(str::to_owned);
        assert_eq!(most(all.into_iter()), "a, b, c");
    }
}
