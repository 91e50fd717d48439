//! Our own columns, an event a row: what CSV and Parquet have.

use crate::columns::{Column, Row, day, int, real, short, text, texts};
use crate::sectors;
use kroniek_model::{ActorRef, When};
use kroniek_record::Origin;

fn edtf(when: Option<&When>) -> Option<String> {
    when.map(When::to_string)
}

fn each(side: &[ActorRef], of: impl Fn(&ActorRef) -> Option<&str>) -> Vec<String> {
    side.iter().map(|a| of(a).unwrap_or_default().to_owned()).collect()
}

fn source(row: &Row, of: fn(&ActorRef) -> Option<&str>) -> Vec<String> {
    each(&row.event.event.source, of)
}

fn target(row: &Row, of: fn(&ActorRef) -> Option<&str>) -> Vec<String> {
    each(&row.event.event.target, of)
}

fn code(a: &ActorRef) -> Option<&str> {
    Some(&a.code)
}

fn name(a: &ActorRef) -> Option<&str> {
    a.name.as_deref()
}

fn office(a: &ActorRef) -> Option<&str> {
    a.office.as_deref()
}

fn part(a: &ActorRef) -> Option<&str> {
    a.sector.map(sectors::code)
}

fn origins(row: &Row, of: fn(&Origin) -> Option<String>) -> Vec<String> {
    row.event.sources.iter().map(|s| of(s).unwrap_or_default()).collect()
}

/// The columns of CSV and Parquet.
pub const COLUMNS: &[Column] = &[
    text("id", "identifier of the event, 16 hexadecimal digits; `kroniek explain` takes it", |r| {
        Some(r.event.event.id.to_string())
    }),
    text("type", "reading type, after PLOVER", |r| Some(r.event.event.event_type.to_string())),
    text("kind", "neutral kind, as in ontologies/kinds.tsv", |r| Some(r.event.event.kind.clone())),
    text("status", "happened, planned, alleged, denied or hypothetical", |r| {
        Some(r.event.event.status.to_string())
    }),
    text("date", "when, as EDTF (ISO 8601-2), as precise as the reports are", |r| {
        edtf(r.event.event.date.as_ref())
    }),
    day("first_day", "first day that the date may mean; empty where it is open or unknown", |r| {
        r.event.event.date.as_ref()?.earliest()
    }),
    day("last_day", "last day that the date may mean; empty where it is open or unknown", |r| {
        r.event.event.date.as_ref()?.latest()
    }),
    texts("source", "codes of who acts, of all who take part where it is mutual", |r| {
        source(r, code)
    }),
    texts("source_names", "their names, in that order, empty where a state or body acts", |r| {
        source(r, name)
    }),
    texts("source_offices", "their offices in English, in that order", |r| source(r, office)),
    texts("source_sectors", "the parts of society that they act for, in that order", |r| {
        source(r, part)
    }),
    texts("target", "codes of who undergoes it; empty where it is mutual", |r| target(r, code)),
    texts("target_names", "their names, in that order", |r| target(r, name)),
    texts("target_offices", "their offices in English, in that order", |r| target(r, office)),
    texts("target_sectors", "the parts of society that they stand for, in that order", |r| {
        target(r, part)
    }),
    text("said_by", "code of who says so, where no report says it by itself", |r| {
        r.event.event.said_by.as_ref().map(|a| a.code.clone())
    }),
    text("said_by_name", "name of who says so", |r| r.event.event.said_by.as_ref()?.name.clone()),
    text("place", "where, as the report spells it", |r| {
        r.event.event.place.as_ref().map(|p| p.name.clone())
    }),
    text("country", "state that the place lies in, ISO 3166-1 alpha-3", |r| {
        r.event.event.place.as_ref()?.country.clone()
    }),
    text("plover", "PLOVER event type", |r| r.codes().plover.clone()),
    text("mode", "PLOVER mode", |r| r.codes().mode.clone()),
    text("cameo", "CAMEO event code, leading zero kept", |r| r.codes().cameo.clone()),
    int(
        "quad",
        "1 verbal co-operation, 2 material co-operation, 3 verbal conflict, 4 material conflict",
        |r| r.codes().quad.map(i64::from),
    ),
    real("score", "Goldstein-like score of the code, -10 (conflict) to 10 (co-operation)", |r| {
        r.codes().score.map(short)
    }),
    real("confidence", "how likely it is read rightly, 0 to 1", |r| {
        Some(short(r.event.event.confidence))
    }),
    int("claims", "number of claims that tell it", |r| Some(r.event.event.claims.into())),
    int("reports", "number of reports that tell it", |r| Some(r.event.event.reports.into())),
    int("independent", "number of those that are no copies of each other", |r| {
        Some(r.event.event.independent.into())
    }),
    text("first_published", "when it was first published, EDTF", |r| {
        edtf(r.event.event.first_published.as_ref())
    }),
    text("last_published", "when it was last published, EDTF", |r| {
        edtf(r.event.event.last_published.as_ref())
    }),
    texts("sources", "identifiers of the reports, the earliest first, at most five", |r| {
        origins(r, |o| Some(o.doc.clone()))
    }),
    texts("outlets", "their papers or agencies, in that order", |r| {
        origins(r, |o| o.outlet.clone())
    }),
    texts("urls", "their addresses, in that order", |r| origins(r, |o| o.url.clone())),
    text("sentence", "the sentence of the claim that shows it best", |r| {
        Some(r.event.sentence.clone())
    }),
];
