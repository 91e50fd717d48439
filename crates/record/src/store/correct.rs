//! Corrections in the store: the log, and what it makes of the claims that are there.

use super::{Added, Json, Key, Packed, Record, add::report_id, list, load, settle, write};
use crate::{
    corrections::{Action, Anchor, Correction, Logged, Verdict, corrected, in_order},
    error::{RecordError, Result},
    merge::Bonds,
    query::ClaimRow,
};
use kroniek_model::{Claim, StableId};
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use std::collections::BTreeSet;

impl Record {
    /// Enters corrections into the log and applies them; those that it has already are left out. An alias looks at
    /// every claim of the record, all others at those of the reports that they speak of.
    ///
    /// # Errors
    /// The store cannot be written; none of them is kept then.
    pub fn correct(&mut self, corrections: &[Correction]) -> Result<Added> {
        self.change(|tx| {
            let mut docs = BTreeSet::new();
            for c in corrections {
                docs.extend(enter(tx, c)?);
            }
            if docs.contains(EVERYWHERE) {
                docs = list(tx, "SELECT doc FROM reports", [], |r| r.get(0))?.into_iter().collect();
            }
            let mut change = settle::Change::default();
            apply(tx, &docs, &mut change)?;
            let done = settle::settle(tx, change)?;
            Ok(Added { new: done.new, changed: done.changed, gone: done.gone, ..Added::default() })
        })
    }

    /// The log in the order in which it is applied.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn corrections(&self) -> Result<Vec<Logged>> {
        self.ask(|c| Ok(in_order(list(c, "SELECT body FROM corrections", [], body)?)))
    }

    /// The log as JSON lines, to be kept or sent to somebody else.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn export_corrections(&self) -> Result<String> {
        let line = |l: Logged| serde_json::to_string(&l.correction).unwrap_or_default() + "\n";
        Ok(self.corrections()?.into_iter().map(line).collect())
    }

    /// Enters a log that was exported, here or elsewhere, and applies it.
    ///
    /// # Errors
    /// A line is no correction (then none is entered), or the store cannot be written.
    pub fn import_corrections(&mut self, lines: &str) -> Result<Added> {
        let mut all = Vec::new();
        for (n, line) in lines.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
            let correction = serde_json::from_str(line).map_err(|e| {
                RecordError::Argument(format!(
                    "line {}: no correction ({e}); nothing was imported",
                    n + 1
                ))
            })?;
            all.push(correction);
        }
        self.correct(&all)
    }

    /// What corrections hold on to: the claim that an identifier or a beginning of one belongs to, or, where an event
    /// goes by it, all claims of the event.
    ///
    /// # Errors
    /// Nothing or too much goes by it, or the store cannot be read.
    pub fn anchors(&self, prefix: &str) -> Result<Vec<Anchor>> {
        self.claims(prefix)?.into_iter().map(|row| self.anchor(&row)).collect()
    }

    /// What a correction of one claim holds on to: the claim as it was read, not as it may have been changed since.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn anchor(&self, row: &ClaimRow) -> Result<Anchor> {
        self.ask(|c| {
            let mut ask = c.prepare_cached("SELECT body FROM claims WHERE id = ?1")?;
            let read = ask.query_row([Key(row.id)], |r| Ok(r.get::<_, Packed<Claim>>(0)?.0))?;
            Ok(Anchor::of(&row.doc, row.id, &read))
        })
    }
}

fn body(r: &rusqlite::Row) -> rusqlite::Result<Correction> {
    Ok(r.get::<_, Json<Correction>>(0)?.0)
}

/// Writes a correction into the log; returns the reports that it touches, none where it was there already.
fn enter(tx: &Transaction, correction: &Correction) -> rusqlite::Result<BTreeSet<String>> {
    let id = correction.id();
    let undoes = match correction.action {
        Action::Undo { correction } => Some(correction),
        _ => None,
    };
    let sql = "INSERT OR IGNORE INTO corrections (id, at, undoes, body) VALUES (?1, ?2, ?3, ?4)";
    let row = params![Key(id), correction.at, undoes.map(Key), Json(correction)];
    if tx.prepare_cached(sql)?.execute(row)? == 0 {
        return Ok(BTreeSet::new());
    }
    let mut docs: BTreeSet<String> = correction.anchors().map(|a| a.doc.clone()).collect();
    if let Some(undone) = undoes {
        let sql = "SELECT doc FROM correction_docs WHERE correction = ?1";
        docs.extend(list(tx, sql, [Key(undone)], |r| r.get(0))?);
    }
    if matches!(correction.action, Action::Alias { .. }) {
        docs.insert(EVERYWHERE.to_owned());
    }
    touch(tx, id, &docs)?;
    Ok(docs)
}

/// Notes which reports a correction touches; what undoes it touches them too.
fn touch(tx: &Transaction, id: StableId, docs: &BTreeSet<String>) -> rusqlite::Result<()> {
    for doc in docs {
        tx.prepare_cached(
            "INSERT OR IGNORE INTO correction_docs (doc, correction) VALUES (?1, ?2)",
        )?
        .execute(params![doc, Key(id)])?;
    }
    let undoing = list(tx, "SELECT id FROM corrections WHERE undoes = ?1", [Key(id)], super::id)?;
    undoing.into_iter().try_for_each(|u| touch(tx, u, docs))
}

/// Applies what the log says of these reports to the claims that are there; what that changes is to be settled.
pub fn apply(
    tx: &Transaction,
    docs: &BTreeSet<String>,
    change: &mut settle::Change,
) -> rusqlite::Result<()> {
    if !tx.prepare_cached("SELECT 1 FROM corrections")?.exists([])? {
        return Ok(());
    }
    for doc in docs {
        let log = log_of(tx, doc)?;
        if log.is_empty() {
            continue;
        }
        for (id, read) in claims_of(tx, doc)? {
            judge(tx, id, corrected(&log, id, &read), change)?;
        }
        bind(tx, &log, doc, change)?;
    }
    Ok(())
}

/// Stands for a report in the log where a correction touches all, those to come too.
const EVERYWHERE: &str = "";

/// The corrections that touch a report. Whether one counts is decided by the undoings, which touch the same reports.
fn log_of(c: &Connection, doc: &str) -> rusqlite::Result<Vec<Logged>> {
    let sql = "SELECT DISTINCT k.id, k.body FROM corrections k JOIN correction_docs d ON d.correction = k.id
               WHERE d.doc IN (?1, ?2)";
    let log = list(c, sql, [doc, EVERYWHERE], |r| Ok(r.get::<_, Json<Correction>>(1)?.0))?;
    Ok(in_order(log))
}

/// The claims of a report as they were read.
fn claims_of(c: &Connection, doc: &str) -> rusqlite::Result<Vec<(StableId, Claim)>> {
    let sql = "SELECT id, body FROM claims WHERE report = ?1 ORDER BY nth";
    list(c, sql, [Key(report_id(doc))], |r| {
        Ok((r.get::<_, Key>(0)?.0, r.get::<_, Packed<Claim>>(1)?.0))
    })
}

/// Writes what people say of a claim, if that is new.
fn judge(
    tx: &Transaction,
    id: StableId,
    (verdict, fixed): (Option<Verdict>, Option<Claim>),
    change: &mut settle::Change,
) -> rusqlite::Result<()> {
    let (verdict, fixed) = (verdict.map(|v| v.to_string()), fixed.map(Packed));
    let mut ask = tx.prepare_cached("SELECT verdict, fixed FROM claims WHERE id = ?1")?;
    let old: (Option<String>, Option<Packed<Claim>>) =
        ask.query_row([Key(id)], |r| Ok((r.get(0)?, r.get(1)?)))?;
    if (&old.0, old.1.as_ref().map(|p| &p.0)) == (&verdict, fixed.as_ref().map(|p| &p.0)) {
        return Ok(());
    }
    change.remember(tx, &BTreeSet::from([id]))?;
    write::no_slots(tx, id)?;
    tx.prepare_cached("UPDATE claims SET verdict = ?2, fixed = ?3, event = NULL WHERE id = ?1")?
        .execute(params![Key(id), verdict, fixed])?;
    match load::Loader::new(tx).said(id)? {
        Some(said) => {
            write::slots(tx, id, &said)?;
            change.dirty.insert(id);
        }
        None => {
            tx.prepare_cached("DELETE FROM told WHERE nr = (SELECT nr FROM claims WHERE id = ?1)")?
                .execute([Key(id)])?;
            change.dirty.remove(&id);
        }
    }
    Ok(())
}

/// Writes anew which claims of a report are kept together with others or apart from them.
fn bind(
    tx: &Transaction,
    log: &[Logged],
    doc: &str,
    change: &mut settle::Change,
) -> rusqlite::Result<()> {
    let own: BTreeSet<StableId> = claims_of(tx, doc)?.into_iter().map(|(id, _)| id).collect();
    for id in &own {
        // Who was bound to a claim that may now be free is to be looked at again.
        change.dirty.extend(bound_to(tx, *id)?);
        tx.prepare_cached("DELETE FROM bonds WHERE a = ?1 OR b = ?1")?.execute([Key(*id)])?;
    }
    for entry in log.iter().filter(|l| l.counts) {
        let (left, right, together) = match &entry.correction.action {
            Action::Merge { claims } => (meant(tx, claims)?, meant(tx, claims)?, true),
            Action::Split { claims, from } => (meant(tx, claims)?, meant(tx, from)?, false),
            _ => continue,
        };
        change.dirty.extend(left.iter().chain(&right));
        for a in &left {
            for b in right.iter().filter(|b| a != *b && (own.contains(a) || own.contains(b))) {
                tx.prepare_cached(
                    "INSERT OR REPLACE INTO bonds (a, b, together) VALUES (?1, ?2, ?3)",
                )?
                .execute(params![Key(*a.min(b)), Key(*a.max(b)), together])?;
            }
        }
    }
    Ok(())
}

/// The claims that anchors mean, of those that are there.
fn meant(c: &Connection, anchors: &[Anchor]) -> rusqlite::Result<BTreeSet<StableId>> {
    let mut out = BTreeSet::new();
    let docs: BTreeSet<&String> = anchors.iter().map(|a| &a.doc).collect();
    for doc in docs {
        let of_doc = |a: &&Anchor| a.doc == *doc;
        for (id, claim) in claims_of(c, doc)? {
            if anchors.iter().filter(of_doc).any(|a| a.means(id, &claim)) {
                out.insert(id);
            }
        }
    }
    Ok(out)
}

/// Whether anything is bound at all.
pub fn any_bonds(c: &Connection) -> rusqlite::Result<bool> {
    c.prepare_cached("SELECT 1 FROM bonds")?.exists([])
}

/// The claims that a claim is bound to, together or apart.
pub fn bound_to(c: &Connection, id: StableId) -> rusqlite::Result<Vec<StableId>> {
    let sql = "SELECT b FROM bonds WHERE a = ?1 UNION SELECT a FROM bonds WHERE b = ?1";
    list(c, sql, [Key(id)], super::id)
}

/// The bonds of some claims.
pub fn bonds<'a>(
    c: &Connection,
    claims: impl Iterator<Item = &'a StableId>,
) -> rusqlite::Result<Bonds> {
    let mut out = Bonds::default();
    if !any_bonds(c)? {
        return Ok(out);
    }
    for claim in claims {
        let sql = "SELECT a, b, together FROM bonds WHERE a = ?1";
        for (a, b, together) in list(c, sql, [Key(*claim)], |r| {
            Ok((r.get::<_, Key>(0)?.0, r.get::<_, Key>(1)?.0, r.get::<_, bool>(2)?))
        })? {
            if together {
                out.together.push((a, b));
            } else {
                out.part(a, b);
            }
        }
    }
    out.together.sort_unstable();
    Ok(out)
}

/// The corrections of a claim.
pub fn of_claim(c: &Connection, row: &ClaimRow) -> rusqlite::Result<Vec<Logged>> {
    let mut ask = c.prepare_cached("SELECT body FROM claims WHERE id = ?1")?;
    let read = ask.query_row([Key(row.id)], |r| Ok(r.get::<_, Packed<Claim>>(0)?.0)).optional()?;
    let Some(read) = read else { return Ok(Vec::new()) };
    let meant =
        |l: &Logged| l.correction.anchors().any(|a| a.doc == row.doc && a.means(row.id, &read));
    Ok(log_of(c, &row.doc)?.into_iter().filter(meant).collect())
}
