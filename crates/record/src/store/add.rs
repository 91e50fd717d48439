//! Reports come in.

use super::{Json, Key, Record, copies, correct, id, list, settle, write};
use crate::{
    error::Result,
    query::{EventRow, rows},
};
use kroniek_model::{Document, Reading, StableId, Versions};
use rusqlite::{Connection, OptionalExtension, Transaction};
use serde::Serialize;
use std::collections::BTreeSet;

/// What reading reports did to the record.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Added {
    /// Reports that were new.
    pub added: usize,
    /// Reports whose content or reading was new.
    pub replaced: usize,
    /// Reports that the record had already, read by the same versions.
    pub skipped: usize,
    /// Claims written.
    pub claims: usize,
    /// Events that were not there before, sorted.
    pub new: Vec<StableId>,
    /// Events that were there and say something else now, sorted.
    pub changed: Vec<StableId>,
    /// Events that are no more, joined with others or told by nobody any longer, sorted.
    pub gone: Vec<StableId>,
}

/// What reading reports would do to the record.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Preview {
    /// What it would do, in numbers and identifiers.
    pub what: Added,
    /// Events that would be new.
    pub gained: Vec<EventRow>,
    /// Events that would be no more.
    pub lost: Vec<EventRow>,
    /// Events that would say something else: as they are, and as they would be.
    pub changed: Vec<(EventRow, EventRow)>,
}

/// Identifier of a report in the store.
pub(crate) fn report_id(doc: &str) -> StableId {
    StableId::of(&["report", doc])
}

/// What of a report decides how it is read, as one number: the same for the same content on every machine.
pub fn content_hash(doc: &Document) -> StableId {
    let text = |o: &Option<String>| o.clone().unwrap_or_default();
    let published = doc.published.as_ref().map(ToString::to_string);
    StableId::of(&[
        &doc.text,
        &text(&doc.title),
        &text(&published),
        &text(&doc.lang),
        &text(&doc.url),
        &text(&doc.outlet),
    ])
}

impl Record {
    /// Whether the record has this report with this content (see [`content_hash`]), read by these versions.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn knows(&self, doc: &str, content: StableId, versions: &Versions) -> Result<bool> {
        self.ask(|c| Ok(state(c, doc, content, versions)? == State::Same))
    }

    /// Whether the record has this report with this content, whatever read it.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn has(&self, doc: &str, content: StableId) -> Result<bool> {
        self.ask(|c| Ok(hash(c, doc)? == Some(content)))
    }

    /// Takes in one report, whole or not at all; what it had of it before is replaced.
    ///
    /// # Errors
    /// The store cannot be written; nothing of the report is kept then.
    pub fn add(&mut self, doc: &Document, reading: &Reading) -> Result<Added> {
        self.add_many(&[(doc, reading)])
    }

    /// Takes in several reports in one transaction: all of them, or none. Much quicker than one by one.
    ///
    /// # Errors
    /// The store cannot be written; nothing of the reports is kept then.
    pub fn add_many(&mut self, reports: &[(&Document, &Reading)]) -> Result<Added> {
        self.change(|tx| add_all(tx, reports, Known::PassOver))
    }

    /// What [`Record::add_many`] would do, without doing it: for a look before reports are read anew.
    ///
    /// # Errors
    /// The store cannot be written.
    pub fn preview(&mut self, reports: &[(&Document, &Reading)]) -> Result<Preview> {
        self.change(|tx| {
            tx.execute_batch("SAVEPOINT preview")?;
            let would = look_ahead(tx, reports);
            tx.execute_batch("ROLLBACK TO preview; RELEASE preview")?;
            let (what, gained, after) = would?;
            let changed = rows(tx, &what.changed)?.into_iter().zip(after).collect();
            Ok(Preview { lost: rows(tx, &what.gone)?, what, gained, changed })
        })
    }

    /// The identifiers of all reports, by date.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn docs(&self) -> Result<Vec<String>> {
        self.ask(|c| list(c, "SELECT doc FROM reports ORDER BY day, doc", [], |r| r.get(0)))
    }

    /// The identifiers of the reports that other versions have read, by date.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn docs_read_otherwise(&self, versions: &Versions) -> Result<Vec<String>> {
        let sql = "SELECT doc FROM reports JOIN versions v ON v.nr = read_by WHERE v.body <> ?1
                   ORDER BY day, doc";
        self.ask(|c| list(c, sql, [Json(versions)], |r| r.get(0)))
    }

    /// Makes all events anew from the claims: after the rules of merging changed.
    ///
    /// # Errors
    /// The store cannot be written; nothing is changed then.
    pub fn rebuild(&mut self) -> Result<Added> {
        self.change(|tx| {
            let done = settle::settle_all(tx)?;
            Ok(Added { new: done.new, changed: done.changed, gone: done.gone, ..Added::default() })
        })
    }

    /// Forgets a report and all that only it told; `false` where the record does not have it.
    ///
    /// # Errors
    /// The store cannot be written.
    pub fn forget(&mut self, doc: &str) -> Result<bool> {
        self.change(|tx| {
            let mut change = settle::Change::default();
            let known = remove(tx, doc, &mut change)?;
            settle::settle(tx, change)?;
            Ok(known)
        })
    }
}

/// What becomes of the reports, the events that are new then, and those that say something else then.
type Ahead = (Added, Vec<EventRow>, Vec<EventRow>);

fn look_ahead(tx: &Transaction, reports: &[(&Document, &Reading)]) -> rusqlite::Result<Ahead> {
    let what = add_all(tx, reports, Known::PassOver)?;
    let (gained, after) = (rows(tx, &what.new)?, rows(tx, &what.changed)?);
    Ok((what, gained, after))
}

/// What becomes of a report that the record has already, read by the same versions.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Known {
    PassOver,
    /// Its reading is replaced, its content is what it was.
    Replace,
}

#[derive(PartialEq, Eq)]
enum State {
    New,
    Same,
    Other,
}

fn state(
    c: &Connection,
    doc: &str,
    content: StableId,
    versions: &Versions,
) -> rusqlite::Result<State> {
    let mut ask = c.prepare_cached(
        "SELECT r.hash, v.body FROM reports r JOIN versions v ON v.nr = r.read_by WHERE r.id = ?1",
    )?;
    let row = ask.query_row([Key(report_id(doc))], |r| {
        Ok((r.get::<_, Key>(0)?.0, r.get::<_, Json<Versions>>(1)?.0))
    });
    Ok(match row.optional()? {
        None => State::New,
        Some((hash, by)) if hash == content && by == *versions => State::Same,
        Some(_) => State::Other,
    })
}

/// The content of a report that the record has.
fn hash(c: &Connection, doc: &str) -> rusqlite::Result<Option<StableId>> {
    c.prepare_cached("SELECT hash FROM reports WHERE id = ?1")?
        .query_row([Key(report_id(doc))], id)
        .optional()
}

pub(super) fn add_all(
    tx: &Transaction,
    reports: &[(&Document, &Reading)],
    known: Known,
) -> rusqlite::Result<Added> {
    let mut out = Added::default();
    let mut change = settle::Change::default();
    let mut docs = BTreeSet::new();
    for (doc, reading) in reports {
        let kept = if known == Known::Replace { hash(tx, &doc.id)? } else { None };
        let content = kept.unwrap_or_else(|| content_hash(doc));
        match state(tx, &doc.id, content, &reading.versions)? {
            State::Same if known == Known::PassOver => {
                out.skipped += 1;
                continue;
            }
            State::New => out.added += 1,
            State::Same | State::Other => {
                remove(tx, &doc.id, &mut change)?;
                out.replaced += 1;
            }
        }
        let (sketch, moved) = copies::enter(tx, &doc.text)?;
        let written = write::report(tx, doc, reading, content, sketch)?;
        out.claims += written.len();
        change.dirty.extend(written);
        change.dirty.extend(moved);
        docs.insert(doc.id.clone());
    }
    correct::apply(tx, &docs, &mut change)?;
    let settled = settle::settle(tx, change)?;
    (out.new, out.changed, out.gone) = (settled.new, settled.changed, settled.gone);
    Ok(out)
}

/// Takes a report out; what its claims were linked with is to be settled anew.
fn remove(tx: &Transaction, doc: &str, change: &mut settle::Change) -> rusqlite::Result<bool> {
    let report = report_id(doc);
    let claims = list(tx, "SELECT id FROM claims WHERE report = ?1", [Key(report)], id)?;
    let claims: BTreeSet<StableId> = claims.into_iter().collect();
    change.remember(tx, &claims)?;
    let known = write::erase(tx, report, &claims)?;
    change.dirty.extend(copies::sweep(tx)?);
    change.dirty.retain(|c| !claims.contains(c));
    Ok(known)
}
