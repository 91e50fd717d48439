//! `kroniek correct`: what people know better, kept as a log over every new reading.

use super::ask::open;
use crate::{
    args::{By, ChangedField, CorrectArgs, CorrectCommand, Corrected, ShowArgs},
    show::{self, Column, Shape, short},
    ui,
};
use anyhow::{Context, Result, anyhow};
use jiff::Timestamp;
use kroniek_model::{ActorRef, CodeRef, Codes, Place, Status};
use kroniek_pack::{Source, ontology::Ontology};
use kroniek_record::{Action, Added, Anchor, Correction, Fix, Logged, Record, RecordError};
use std::io::Write;

/// Runs the command.
pub fn run(args: &CorrectArgs) -> Result<()> {
    let mut record = open(&args.store)?;
    let corrections = match &args.action {
        CorrectCommand::Log(show) => return log(&record, show),
        CorrectCommand::Export => return export(&record),
        CorrectCommand::Import { file } => {
            let lines = std::fs::read_to_string(file)
                .with_context(|| ui::fill("file.unreadable", &[&file.display()]))?;
            let done =
                record.import_corrections(&lines).with_context(|| file.display().to_string())?;
            return told(&done, ui::say("correct.imported"));
        }
        CorrectCommand::Accept(which) => {
            vec![made(&which.by, Action::Accept { claims: anchors(&record, which)? })]
        }
        CorrectCommand::Reject(which) => {
            vec![made(&which.by, Action::Reject { claims: anchors(&record, which)? })]
        }
        CorrectCommand::Merge(which) => {
            vec![made(&which.by, Action::Merge { claims: anchors(&record, which)? })]
        }
        CorrectCommand::Split { which, from } => {
            let (claims, from) = (anchors(&record, which)?, all_anchors(&record, from)?);
            vec![made(&which.by, Action::Split { claims, from })]
        }
        CorrectCommand::Alias { from, to, by } => {
            vec![made(by, Action::Alias { from: code_ref(from), to: code_ref(to) })]
        }
        CorrectCommand::Part { from, to, claims, by } => {
            let claims = all_anchors(&record, claims)?;
            let (from, to) = (code_ref(from), code_ref(to));
            vec![made(by, Action::Part { claims, from, to })]
        }
        CorrectCommand::Undo { correction, by } => {
            let correction = find(&record, correction)?.id;
            vec![made(by, Action::Undo { correction })]
        }
        CorrectCommand::Change { id, field, value, by } => changes(&record, id, *field, value, by)?,
    };
    let done = record.correct(&corrections)?;
    let ids: Vec<String> = corrections.iter().map(|c| short(c.id())).collect();
    told(&done, &ids.join(", "))
}

fn made(by: &By, action: Action) -> Correction {
    // Six decimals, so that corrections made one after another sort as they were made.
    let at = format!("{:.6}", Timestamp::now());
    Correction { at, who: by.who.clone(), why: by.why.clone(), action }
}

fn anchors(record: &Record, which: &Corrected) -> Result<Vec<Anchor>> {
    all_anchors(record, &which.ids)
}

fn all_anchors(record: &Record, ids: &[String]) -> Result<Vec<Anchor>> {
    let each = ids.iter().map(|id| record.anchors(id));
    Ok(each.collect::<Result<Vec<_>, RecordError>>()?.concat())
}

/// The correction that an identifier or a beginning of one belongs to.
fn find(record: &Record, prefix: &str) -> Result<Logged> {
    let mut found: Vec<Logged> = record.corrections()?;
    found.retain(|l| l.id.to_string().starts_with(prefix));
    match found.len() {
        0 => Err(RecordError::Unknown(prefix.to_owned()).into()),
        1 => Ok(found.remove(0)),
        _ => {
            let examples = found.iter().take(5).map(|l| l.id.to_string()).collect();
            Err(RecordError::Ambiguous { prefix: prefix.to_owned(), examples }.into())
        }
    }
}

/// One correction a claim: the codes that follow may differ.
fn changes(
    record: &Record,
    id: &str,
    field: ChangedField,
    value: &str,
    by: &By,
) -> Result<Vec<Correction>> {
    let fix = fix(field, value).map_err(|e| anyhow!(RecordError::Argument(e)))?;
    let ontology = Ontology::load(&Source::Embedded).map_err(|c| anyhow!("{c}"))?;
    let mut out = Vec::new();
    for row in record.claims(id)? {
        let (kind, status) = (row.claim.kind.as_str(), row.claim.status);
        let codes = match &fix {
            Fix::Kind(kind) => derived(&ontology, kind, status),
            Fix::Status(status) => derived(&ontology, kind, *status),
            // Another type than the kind has: no table says what follows.
            Fix::Type(t) if ontology.kind(kind).is_none_or(|k| k.event_type != *t) => {
                Some(Codes::default())
            }
            _ => None,
        };
        let claims = vec![record.anchor(&row)?];
        out.push(made(by, Action::Change { claims, fix: fix.clone(), codes }));
    }
    Ok(out)
}

fn derived(ontology: &Ontology, kind: &str, status: Status) -> Option<Codes> {
    Some(ontology.kind(kind).map(|k| k.codes(status)).unwrap_or_default())
}

fn fix(field: ChangedField, value: &str) -> Result<Fix, String> {
    let some = !value.trim().is_empty();
    Ok(match field {
        ChangedField::Type => Fix::Type(value.parse()?),
        ChangedField::Kind => Fix::Kind(value.to_owned()),
        ChangedField::Status => Fix::Status(value.parse()?),
        ChangedField::Date if some => Fix::Date(Some(value.parse().map_err(|e| format!("{e}"))?)),
        ChangedField::Date => Fix::Date(None),
        ChangedField::Place => {
            Fix::Place(some.then(|| Place { name: value.to_owned(), country: None }))
        }
        ChangedField::Source => Fix::Source(side(value)),
        ChangedField::Target => Fix::Target(side(value)),
    })
}

/// Actors as `CODE/Name,CODE`.
fn side(text: &str) -> Vec<ActorRef> {
    let one = |part: &str| {
        let (code, name) = part.split_once('/').unwrap_or((part, ""));
        let name = (!name.trim().is_empty()).then(|| name.trim().to_owned());
        ActorRef { code: code.trim().to_owned(), name, ..ActorRef::default() }
    };
    text.split(',').filter(|p| !p.trim().is_empty()).map(one).collect()
}

fn told(done: &Added, what: &str) -> Result<()> {
    let mut out = show::out();
    let (new, changed, gone) = (done.new.len(), done.changed.len(), done.gone.len());
    writeln!(out, "{}", ui::fill("correct.done", &[&what, &new, &changed, &gone]))?;
    Ok(out.flush()?)
}

fn export(record: &Record) -> Result<()> {
    let mut out = show::out();
    out.write_all(record.export_corrections()?.as_bytes())?;
    Ok(out.flush()?)
}

const LOG: &[Column<Logged>] = &[
    Column { name: "id", shape: Shape::Read, cell: |l| short(l.id) },
    Column { name: "id", shape: Shape::Data, cell: |l| l.id.to_string() },
    Column { name: "at", shape: Shape::Both, cell: |l| l.correction.at.clone() },
    Column { name: "who", shape: Shape::Both, cell: |l| l.correction.who.clone() },
    Column { name: "counts", shape: Shape::Both, cell: |l| l.counts.to_string() },
    Column { name: "does", shape: Shape::Both, cell: |l| does(&l.correction.action) },
    Column { name: "sources", shape: Shape::Both, cell: docs },
    Column { name: "why", shape: Shape::Both, cell: |l| l.correction.why.clone() },
];

fn log(record: &Record, show: &ShowArgs) -> Result<()> {
    show::all(show.format, LOG, show::out(), &record.corrections()?)
}

fn docs(logged: &Logged) -> String {
    let mut docs: Vec<&str> = logged.correction.anchors().map(|a| a.doc.as_str()).collect();
    docs.dedup();
    docs.join(" ")
}

/// What a correction does, in words.
fn does(action: &Action) -> String {
    let ids =
        |claims: &[Anchor]| claims.iter().map(|a| short(a.claim)).collect::<Vec<_>>().join(" ");
    match action {
        Action::Accept { claims } => format!("accept {}", ids(claims)),
        Action::Reject { claims } => format!("reject {}", ids(claims)),
        Action::Change { claims, fix, .. } => format!("change {} {}", ids(claims), value(fix)),
        Action::Merge { claims } => format!("merge {}", ids(claims)),
        Action::Split { claims, from } => format!("split {} from {}", ids(claims), ids(from)),
        Action::Alias { from, to } => format!("alias {} {}", actor(from), actor(to)),
        Action::Part { claims, from, to } => {
            format!("part {} {} {}", ids(claims), actor(from), actor(to))
        }
        Action::Undo { correction } => format!("undo {}", short(*correction)),
    }
}

fn actor(actor: &CodeRef) -> String {
    actor.name.as_ref().map_or_else(|| actor.code.clone(), |n| format!("{}/{n}", actor.code))
}

/// `CODE`, or `CODE/Name` for a person.
fn code_ref(text: &str) -> CodeRef {
    match text.split_once('/') {
        Some((code, name)) => CodeRef { code: code.to_owned(), name: Some(name.to_owned()) },
        None => CodeRef { code: text.to_owned(), name: None },
    }
}

fn value(fix: &Fix) -> String {
    match fix {
        Fix::Type(v) => format!("type {v}"),
        Fix::Kind(v) => format!("kind {v}"),
        Fix::Status(v) => format!("status {v}"),
        Fix::Date(v) => format!("date {}", show::date(v.as_ref())),
        Fix::Place(v) => format!("place {}", v.as_ref().map_or("", |p| &p.name)),
        Fix::Source(v) => format!("source {}", show::names(v)),
        Fix::Target(v) => format!("target {}", show::names(v)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_as_their_field_has_them() {
        assert_eq!(fix(ChangedField::Status, "planned"), Ok(Fix::Status(Status::Planned)));
        assert_eq!(fix(ChangedField::Date, " "), Ok(Fix::Date(None)));
        assert!(fix(ChangedField::Date, "gisteren").is_err());
        let Ok(Fix::Source(side)) = fix(ChangedField::Source, "CHN/Xi Jinping, RUS") else {
            panic!("actors")
        };
        assert_eq!(show::names(&side), "Xi Jinping (CHN) + RUS");
    }
}
