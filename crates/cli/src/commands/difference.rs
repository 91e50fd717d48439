//! What two readings of the same reports differ in.

use super::dossier::{object, section};
use crate::{
    args::Format,
    show::{self, Column, EVENTS, STRONG, Shape, date, names, on_one_line, short, styled},
    ui,
};
use anyhow::Result;
use kroniek_record::EventRow;
use serde::Serialize;
use std::{collections::BTreeMap, fmt, io::Write};

/// Events that one reading has and the other has not, or has otherwise.
#[derive(Debug, Default, Serialize)]
pub struct Difference {
    gained: Vec<EventRow>,
    lost: Vec<EventRow>,
    changed: Vec<Changed>,
}

/// An event before and after.
#[derive(Debug, Serialize)]
struct Changed {
    was: EventRow,
    is: EventRow,
}

/// An event in a list of all differences.
#[derive(Debug, Serialize)]
struct Told {
    what: &'static str,
    #[serde(flatten)]
    event: EventRow,
}

impl Difference {
    /// From events that are new, that are gone, and that stand in both. What is gone while the same sentence tells
    /// something new is read otherwise: its identifier is made of what was read.
    pub fn of(new: Vec<EventRow>, gone: Vec<EventRow>, both: Vec<(EventRow, EventRow)>) -> Self {
        let mut out = Difference::default();
        for (was, is) in both.into_iter().filter(|(was, is)| was != is) {
            out.changed.push(Changed { was, is });
        }
        let place = |row: &EventRow| (row.sources.first().cloned(), row.sentence.clone());
        let mut left: BTreeMap<_, Vec<EventRow>> = BTreeMap::new();
        gone.into_iter().for_each(|row| left.entry(place(&row)).or_default().push(row));
        for is in new {
            match left.get_mut(&place(&is)).and_then(Vec::pop) {
                Some(was) => out.changed.push(Changed { was, is }),
                None => out.gained.push(is),
            }
        }
        out.lost = left.into_values().flatten().collect();
        out
    }

    /// Prints it; as a table at most `limit` of each.
    ///
    /// # Errors
    /// Standard output cannot be written.
    pub fn print(self, format: Format, limit: usize) -> Result<()> {
        match format {
            Format::Json => object(&self),
            Format::Csv => show::all(Format::Csv, TOLD, show::out(), &self.told()),
            Format::Table => self.tables(limit),
        }
    }

    fn tables(&self, limit: usize) -> Result<()> {
        let mut out = show::out();
        let lists = [
            (ui::say("difference.gained"), &self.gained),
            (ui::say("difference.lost"), &self.lost),
        ];
        for (what, rows) in lists {
            if !rows.is_empty() && limit > 0 {
                writeln!(out, "{}", styled(STRONG, what))?;
                section(&mut out, EVENTS, &rows[..limit.min(rows.len())])?;
                writeln!(out)?;
            }
        }
        if !self.changed.is_empty() && limit > 0 {
            writeln!(out, "{}", styled(STRONG, ui::say("difference.changed")))?;
            section(&mut out, CHANGES, &self.changed[..limit.min(self.changed.len())])?;
            writeln!(out)?;
        }
        Ok(out.flush()?)
    }

    fn told(self) -> Vec<Told> {
        let told = |what| move |event| Told { what, event };
        let mut out: Vec<Told> = self.gained.into_iter().map(told("gained")).collect();
        out.extend(self.lost.into_iter().map(told("lost")));
        for change in self.changed {
            out.extend([told("was")(change.was), told("is")(change.is)]);
        }
        out
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [gained, lost, changed] = [self.gained.len(), self.lost.len(), self.changed.len()];
        f.write_str(&ui::fill("difference.sum", &[&gained, &lost, &changed]))
    }
}

/// The parts of an event that can differ, in words.
fn parts(row: &EventRow) -> [(&'static str, String); 7] {
    let e = &row.event;
    [
        ("type", format!("{} {}", e.event_type, e.kind)),
        ("status", e.status.to_string()),
        ("date", date(e.date.as_ref())),
        ("place", e.place.as_ref().map(|p| p.name.clone()).unwrap_or_default()),
        ("source", names(&e.source)),
        ("target", names(&e.target)),
        ("told", row.sources.join(" ")),
    ]
}

/// What is otherwise, or that it is something finer than these parts.
fn otherwise(change: &Changed) -> String {
    let both = parts(&change.was).into_iter().zip(parts(&change.is));
    let differs = both.filter(|(was, is)| was.1 != is.1);
    let all: Vec<String> = differs
        .map(|((part, was), (_, is))| {
            format!("{}: {} → {}", ui::heading(part), shown(&was), shown(&is))
        })
        .collect();
    if all.is_empty() { ui::say("difference.detail").to_owned() } else { all.join("; ") }
}

fn shown(value: &str) -> &str {
    if value.is_empty() { "–" } else { value }
}

const CHANGES: &[Column<Changed>] = &[
    Column { name: "id", shape: Shape::Both, cell: |c| short(c.is.event.id) },
    Column { name: "changed", shape: Shape::Both, cell: otherwise },
    Column { name: "sources", shape: Shape::Both, cell: |c| c.is.sources.join(" ") },
    Column { name: "sentence", shape: Shape::Both, cell: |c| on_one_line(&c.is.sentence) },
];

const TOLD: &[Column<Told>] = &[
    Column { name: "what", shape: Shape::Both, cell: |t| t.what.to_owned() },
    Column { name: "id", shape: Shape::Both, cell: |t| t.event.event.id.to_string() },
    Column { name: "type", shape: Shape::Both, cell: |t| t.event.event.event_type.to_string() },
    Column { name: "kind", shape: Shape::Both, cell: |t| t.event.event.kind.clone() },
    Column { name: "status", shape: Shape::Both, cell: |t| t.event.event.status.to_string() },
    Column { name: "date", shape: Shape::Both, cell: |t| date(t.event.event.date.as_ref()) },
    Column { name: "source", shape: Shape::Both, cell: |t| names(&t.event.event.source) },
    Column { name: "target", shape: Shape::Both, cell: |t| names(&t.event.event.target) },
    Column { name: "sources", shape: Shape::Both, cell: |t| t.event.sources.join(" ") },
    Column { name: "sentence", shape: Shape::Both, cell: |t| on_one_line(&t.event.sentence) },
];
