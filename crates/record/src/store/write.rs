//! Rows of a report: what is written, and taken out again, at once.

use super::{Json, Key, Packed, Text, add::report_id};
use crate::{day::Stretch, fold::fold, merge::Said};
use kroniek_model::{Claim, CodeRef, Document, Reading, StableId};
use rusqlite::{Connection, params};
use std::collections::BTreeSet;

/// Writes a report, whose text is known by `sketch`, and its claims; returns the identifiers of the claims.
pub fn report(
    c: &Connection,
    doc: &Document,
    reading: &Reading,
    content: StableId,
    sketch: StableId,
) -> rusqlite::Result<Vec<StableId>> {
    let id = report_id(&doc.id);
    let published = reading.published.as_ref().or(doc.published.as_ref());
    let day = published.map(|w| Stretch::of(w).lo);
    let lang = if reading.lang.is_empty() { doc.lang.as_deref() } else { Some(&*reading.lang) };
    c.prepare_cached(
        "INSERT INTO reports (id, doc, hash, versions, published, day, lang, title, url, outlet, text, times,
                              warnings, sketch)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
    )?
    .execute(params![
        Key(id),
        doc.id,
        Key(content),
        Json(&reading.versions),
        published.map(ToString::to_string),
        day,
        lang,
        doc.title,
        doc.url,
        doc.outlet,
        Text(doc.text.clone()),
        Json(&reading.times),
        Json(&reading.warnings),
        Key(sketch),
    ])?;
    people(c, id, reading)?;
    states(c, id, day, reading)?;
    let mut taken = BTreeSet::new();
    let mut ids = Vec::new();
    for (nth, made) in reading.events.iter().enumerate() {
        let claim = sound(made);
        let cid = free_id(claim.id(&doc.id), &mut taken);
        write_claim(c, (id, nth), cid, &claim)?;
        slots(c, cid, &Said::of(published, &claim))?;
        ids.push(cid);
    }
    Ok(ids)
}

/// JSON knows no numbers that are none.
fn sound(claim: &Claim) -> Claim {
    let mut claim = claim.clone();
    let finite = |x: f32| if x.is_finite() { x } else { 0.0 };
    claim.confidence = finite(claim.confidence).clamp(0.0, 1.0);
    claim.codes.score = claim.codes.score.map(finite);
    for n in &mut claim.numbers {
        n.value = n.value.filter(|v| v.is_finite());
    }
    claim
}

/// Two claims of one report that differ in nothing their identifier is made of are told apart by their order.
fn free_id(id: StableId, taken: &mut BTreeSet<StableId>) -> StableId {
    let mut free = id;
    let mut nth = 1;
    while !taken.insert(free) {
        nth += 1;
        free = StableId::of(&[&id.to_string(), &nth.to_string()]);
    }
    free
}

fn write_claim(
    c: &Connection,
    (report, nth): (StableId, usize),
    id: StableId,
    claim: &Claim,
) -> rusqlite::Result<()> {
    c.prepare_cached(
        "INSERT INTO claims (id, report, nth, type, status, about, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![
        Key(id),
        Key(report),
        nth as i64,
        claim.event_type.as_str(),
        claim.status.as_str(),
        claim.about_record.as_ref().map(|a| &a.claim),
        Packed(claim),
    ])?;
    let nr = c.last_insert_rowid();
    let text: Vec<&str> = claim.evidence.iter().map(|e| e.text.as_str()).collect();
    c.prepare_cached("INSERT INTO evidence (rowid, text) VALUES (?1, ?2)")?
        .execute(params![nr, text.join("\n")])?;
    Ok(())
}

/// Enters where claims of the same event will look for this one; what stood there before is taken out.
pub fn slots(c: &Connection, claim: StableId, said: &Said) -> rusqlite::Result<()> {
    c.prepare_cached("DELETE FROM slots WHERE claim = ?1")?.execute([Key(claim)])?;
    let Some(slot) = said.slot() else { return Ok(()) };
    let mut put = c.prepare_cached("INSERT INTO slots (key, lo, claim) VALUES (?1, ?2, ?3)")?;
    for key in said.keys() {
        put.execute(params![key as i64, slot.lo, Key(claim)])?;
    }
    Ok(())
}

fn people(c: &Connection, report: StableId, reading: &Reading) -> rusqlite::Result<()> {
    let mut put = c.prepare_cached(
        "INSERT INTO people (report, nth, name, folded, code, office) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    for (nth, p) in reading.people.iter().enumerate() {
        put.execute(params![Key(report), nth as i64, p.name, fold(&p.name), p.of.code, p.office])?;
    }
    Ok(())
}

fn states(
    c: &Connection,
    report: StableId,
    day: Option<i32>,
    reading: &Reading,
) -> rusqlite::Result<()> {
    let sql = "INSERT INTO states (report, nth, folded, day, body) VALUES (?1, ?2, ?3, ?4, ?5)";
    let mut put = c.prepare_cached(sql)?;
    for (nth, s) in reading.states.iter().enumerate() {
        let folded = format!(" {} {} ", words(&s.subject), words(&s.object));
        put.execute(params![Key(report), nth as i64, folded, day, Json(s)])?;
    }
    Ok(())
}

fn words(who: &CodeRef) -> String {
    fold(&format!("{} {}", who.code, who.name.as_deref().unwrap_or("")))
}

/// A code, with the folded name of the person where it is one (`RUS/poetin`).
pub fn party(who: &CodeRef) -> String {
    match who.name.as_deref().map(fold) {
        Some(name) if !name.is_empty() => format!("{}/{name}", who.code),
        _ => who.code.clone(),
    }
}

/// Takes a report and its claims out; `false` where it is not there.
pub fn erase(
    c: &Connection,
    report: StableId,
    claims: &BTreeSet<StableId>,
) -> rusqlite::Result<bool> {
    let mut unindex = c.prepare_cached(
        "DELETE FROM evidence WHERE rowid = (SELECT nr FROM claims WHERE id = ?1)",
    )?;
    for id in claims {
        unindex.execute([Key(*id)])?;
    }
    Ok(c.prepare_cached("DELETE FROM reports WHERE id = ?1")?.execute([Key(report)])? > 0)
}
