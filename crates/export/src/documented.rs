//! The documentation of every column, as `docs/export.md` has it.

use crate::{columns::Column, event, gdelt, graphml, icews, polecat};
use std::fmt::Write;

/// A page with the table of columns that each of its marks (`<!-- event -->` on a line) asks for, as the code has it.
pub fn documented(page: &str) -> String {
    let mut out = String::new();
    let mut lines = page.lines().peekable();
    while let Some(line) = lines.next() {
        _ = writeln!(out, "{line}");
        let name = line.strip_prefix("<!-- ").and_then(|l| l.strip_suffix(" -->"));
        if let Some(table) = name.and_then(named) {
            while lines.next_if(|l| l.is_empty() || l.starts_with('|')).is_some() {}
            _ = write!(out, "\n{table}{}", if lines.peek().is_some() { "\n" } else { "" });
        }
    }
    out
}

fn named(name: &str) -> Option<String> {
    Some(match name {
        "event" => table(event::COLUMNS),
        "icews" => table(&icews::columns()),
        "polecat" => table(&polecat::columns()),
        "gdelt" => table(&gdelt::columns()),
        "nodes" => rows(graphml::NODE.iter().map(|(name, filled)| (*name, "text", *filled))),
        "edges" => table(graphml::EDGE),
        _ => return None,
    })
}

fn table(columns: &[Column]) -> String {
    rows(columns.iter().map(|c| (c.name, c.cell.kind(), c.filled)))
}

fn rows<'a>(columns: impl Iterator<Item = (&'a str, &'a str, &'a str)>) -> String {
    let mut out = "| # | column | type | how we fill it |\n| --: | --- | --- | --- |\n".to_owned();
    for (n, (name, kind, filled)) in (1..).zip(columns) {
        _ = writeln!(out, "| {n} | `{name}` | {kind} | {filled} |");
    }
    out
}
