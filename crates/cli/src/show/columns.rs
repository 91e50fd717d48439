//! The columns of every list, each defined once for tables and for CSV.

use super::{Column, Shape, chronicle::dated, date, names, short, who, words::on_one_line};
use crate::ui;
use kroniek_model::{ActorRef, CodeRef};
use kroniek_record::{Alternative, CheckedClaim, ClaimRow, EventRow, Office, ReportRow, StateRow};
use std::fmt::Display;

const fn both<R>(name: &'static str, cell: fn(&R) -> String) -> Column<R> {
    Column { name, shape: Shape::Both, cell }
}

const fn read<R>(name: &'static str, cell: fn(&R) -> String) -> Column<R> {
    Column { name, shape: Shape::Read, cell }
}

const fn data<R>(name: &'static str, cell: fn(&R) -> String) -> Column<R> {
    Column { name, shape: Shape::Data, cell }
}

/// A value in a cell, which is empty where there is none.
pub fn or_empty(value: Option<impl Display>) -> String {
    value.map(|v| v.to_string()).unwrap_or_default()
}

/// Codes of one side, for other programs.
fn codes(side: &[ActorRef]) -> String {
    side.iter().map(|a| a.code.as_str()).collect::<Vec<_>>().join("+")
}

/// Names of one side in the order of its codes, empty where there is none.
fn named(side: &[ActorRef]) -> String {
    side.iter().map(|a| a.name.as_deref().unwrap_or("")).collect::<Vec<_>>().join("+")
}

fn party(who: &CodeRef) -> String {
    match &who.name {
        Some(name) => format!("{name} ({})", who.code),
        None => who.code.clone(),
    }
}

/// The sources of an event, with how many more there are.
fn told_by(row: &EventRow) -> String {
    match u64::from(row.event.reports).saturating_sub(row.sources.len() as u64) {
        0 => row.sources.join(" "),
        more => format!("{} +{more}", row.sources.join(" ")),
    }
}

/// Where reports contradict each other: each value with how many independent sources say so.
fn contradictions(row: &EventRow) -> String {
    let all = row.event.alternatives.iter();
    let one = |a: &Alternative| format!("{}: {} ({})", a.field, a.value, a.independent);
    all.map(one).collect::<Vec<_>>().join("; ")
}

/// What they contradict each other about.
fn differ(row: &EventRow) -> String {
    row.event.contradicted().into_iter().map(ui::heading).collect::<Vec<_>>().join(", ")
}

/// Events.
pub const EVENTS: &[Column<EventRow>] = &[
    read("date", dated),
    read("id", |r| short(r.event.id)),
    data("id", |r| r.event.id.to_string()),
    both("type", |r| r.event.event_type.to_string()),
    data("kind", |r| r.event.kind.clone()),
    data("plover", |r| or_empty(r.event.codes.plover.as_ref())),
    data("mode", |r| or_empty(r.event.codes.mode.as_ref())),
    data("cameo", |r| or_empty(r.event.codes.cameo.as_ref())),
    data("quad", |r| or_empty(r.event.codes.quad)),
    data("score", |r| or_empty(r.event.codes.score)),
    both("status", |r| r.event.status.to_string()),
    data("date", |r| date(r.event.date.as_ref())),
    data("place", |r| r.event.place.as_ref().map_or(String::new(), |p| p.name.clone())),
    data("country", |r| or_empty(r.event.place.as_ref().and_then(|p| p.country.as_ref()))),
    read("source", |r| names(&r.event.source)),
    read("target", |r| names(&r.event.target)),
    data("source", |r| codes(&r.event.source)),
    data("source_names", |r| named(&r.event.source)),
    data("target", |r| codes(&r.event.target)),
    data("target_names", |r| named(&r.event.target)),
    data("said_by", |r| r.event.said_by.as_ref().map_or(String::new(), who)),
    data("confidence", |r| format!("{:.2}", r.event.confidence)),
    data("claims", |r| r.event.claims.to_string()),
    data("reports", |r| r.event.reports.to_string()),
    data("independent", |r| r.event.independent.to_string()),
    data("first_published", |r| date(r.event.first_published.as_ref())),
    data("last_published", |r| date(r.event.last_published.as_ref())),
    read("differ", differ),
    data("contradictions", contradictions),
    both("sources", told_by),
    both("sentence", |r| on_one_line(&r.sentence)),
];

/// Claims.
pub const CLAIMS: &[Column<ClaimRow>] = &[
    read("id", |r| short(r.id)),
    data("id", |r| r.id.to_string()),
    data("event", |r| or_empty(r.event)),
    both("doc", |r| r.doc.clone()),
    both("published", |r| date(r.published.as_ref())),
    data("outlet", |r| or_empty(r.outlet.as_ref())),
    both("type", |r| r.claim.event_type.to_string()),
    data("kind", |r| r.claim.kind.clone()),
    both("status", |r| r.claim.status.to_string()),
    both("date", |r| date(r.claim.date.as_ref())),
    data("place", |r| r.claim.place.as_ref().map_or(String::new(), |p| p.name.clone())),
    both("source", |r| names(&r.claim.source)),
    both("target", |r| names(&r.claim.target)),
    data("said_by", |r| r.claim.said_by.as_ref().map_or(String::new(), who)),
    data("verdict", |r| or_empty(r.verdict)),
    data("confidence", |r| format!("{:.2}", r.claim.confidence)),
    both("rule", |r| r.claim.evidence.first().map_or(String::new(), |e| e.rule.clone())),
    both("sentence", sentence),
];

/// What reports say about the record, and what it says of that.
pub const CHECKED: &[Column<CheckedClaim>] = &[
    read("id", |r| short(r.claim.id)),
    data("id", |r| r.claim.id.to_string()),
    both("doc", |r| r.claim.doc.clone()),
    both("claim", |r| match &r.claim.claim.about_record {
        Some(about) => format!("{} {}", about.claim, or_empty(about.value.as_ref())),
        None => String::new(),
    }),
    both("finding", |r| r.checked.finding.to_string()),
    both("why", |r| or_empty(r.checked.why)),
    both("counted", |r| r.checked.counted.to_string()),
    both("examples", |r| {
        let example = |e: &EventRow| format!("{} {}", dated(e), short(e.event.id));
        r.checked.examples.iter().map(example).collect::<Vec<_>>().join(", ")
    }),
    both("sentence", |r| sentence(&r.claim)),
];

fn sentence(claim: &ClaimRow) -> String {
    claim.claim.evidence.first().map_or(String::new(), |e| on_one_line(&e.text))
}

/// The first sources of a state of affairs, with how many more there are.
fn shown_by(row: &StateRow) -> String {
    let named = &row.sources[..row.sources.len().min(EventRow::SOURCES)];
    match row.reports.saturating_sub(named.len() as u64) {
        0 => named.join(" "),
        more => format!("{} +{more}", named.join(" ")),
    }
}

/// States of affairs.
pub const STATES: &[Column<StateRow>] = &[
    both("subject", |r| party(&r.subject)),
    both("relation", |r| r.relation.clone()),
    both("object", |r| party(&r.object)),
    both("from", |r| date(r.from.as_ref())),
    both("to", |r| date(r.to.as_ref())),
    both("standing", |r| r.standing.map_or(String::new(), |s| format!("{s:?}").to_lowercase())),
    both("sources", shown_by),
    data("events", |r| r.events.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")),
    both("sentence", |r| on_one_line(&r.sentence)),
];

/// Persons and offices, as reports give them.
pub const PEOPLE: &[Column<Office>] = &[
    both("name", |r| r.name.clone()),
    both("of", |r| r.code.clone()),
    both("office", |r| or_empty(r.office.as_ref())),
    both("first", |r| or_empty(r.first.as_ref())),
    both("last", |r| or_empty(r.last.as_ref())),
    both("reports", |r| r.reports.to_string()),
    both("sources", |r| r.sources.join(" ")),
];

/// Reports.
pub const REPORTS: &[Column<ReportRow>] = &[
    both("doc", |r| r.doc.clone()),
    both("published", |r| date(r.published.as_ref())),
    data("lang", |r| or_empty(r.lang.as_ref())),
    both("outlet", |r| or_empty(r.outlet.as_ref())),
    both("claims", |r| r.claims.to_string()),
    both("copies", |r| r.copies.to_string()),
    data("url", |r| or_empty(r.url.as_ref())),
    both("title", |r| or_empty(r.title.as_ref())),
    data("warnings", |r| r.warnings.join("; ")),
    data("kroniek", |r| r.versions.kroniek.clone()),
    data("pack", |r| r.versions.pack.clone()),
    data("ontology", |r| r.versions.ontology.clone()),
    data("world", |r| r.versions.world.clone()),
];
