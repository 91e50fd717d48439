//! Rows of a report: what is written, and taken out again, at once.

use super::{Json, Key, Packed, Text, add::report_id, load, sayings};
use crate::{
    day::{Day, Stretch},
    fold::fold,
    merge::Said,
};
use kroniek_model::{
    Claim, Document, Person, Reading, StableId, StateClaim, TimeMention, Versions, When,
};
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What a report yields beside its claims.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Rest {
    pub people: Vec<Person>,
    pub states: Vec<StateClaim>,
    pub times: Vec<TimeMention>,
    pub warnings: Vec<String>,
}

impl Rest {
    fn of(reading: &Reading) -> Self {
        Rest {
            people: reading.people.clone(),
            states: reading.states.clone(),
            times: reading.times.clone(),
            warnings: reading.warnings.clone(),
        }
    }
}

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
    let rest = Rest::of(reading);
    c.prepare_cached(
        "INSERT INTO reports (id, doc, hash, read_by, published, day, lang, title, url, outlet, text, rest, sketch)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
    )?
    .execute(params![
        Key(id),
        doc.id,
        Key(content),
        read_by(c, &reading.versions)?,
        published.map(ToString::to_string),
        day,
        lang,
        doc.title,
        doc.url,
        doc.outlet,
        Text(doc.text.clone()),
        Packed(&rest),
        Key(sketch),
    ])?;
    follow(c, (id, day, published), &rest)?;
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

/// The number of what read a report.
fn read_by(c: &Connection, versions: &Versions) -> rusqlite::Result<i64> {
    c.prepare_cached("INSERT OR IGNORE INTO versions (body) VALUES (?1)")?
        .execute([Json(versions)])?;
    let sql = "SELECT nr FROM versions WHERE body = ?1";
    c.prepare_cached(sql)?.query_row([Json(versions)], |r| r.get(0))
}

/// Enters what follows from a report beside its claims: who held which office, and what is said of states of affairs.
pub fn follow(
    c: &Connection,
    (id, day, published): (StableId, Option<Day>, Option<&When>),
    rest: &Rest,
) -> rusqlite::Result<()> {
    for person in &rest.people {
        held(c, id, day, person)?;
    }
    for (nth, state) in rest.states.iter().enumerate() {
        sayings::stated(c, (id, nth), published, state)?;
    }
    Ok(())
}

/// The day of a report as `held` has it.
fn known(day: Option<Day>) -> Day {
    day.unwrap_or(Day::MIN)
}

const NAMED: &str = "code = ?1 AND folded = ?2 AND name = ?3 AND office = ?4";

fn held(c: &Connection, id: StableId, day: Option<Day>, p: &Person) -> rusqlite::Result<()> {
    let of = params![p.of.code, fold(&p.name), p.name, p.office.as_deref().unwrap_or("")];
    let sql = "INSERT OR IGNORE INTO offices (code, folded, name, office, reports) VALUES (?1, ?2, ?3, ?4, 0)";
    c.prepare_cached(sql)?.execute(of)?;
    let sql = format!("SELECT nr FROM offices WHERE {NAMED}");
    let office: i64 = c.prepare_cached(&sql)?.query_row(of, |r| r.get(0))?;
    let sql = "INSERT OR IGNORE INTO held (office, day, report) VALUES (?1, ?2, ?3)";
    if c.prepare_cached(sql)?.execute(params![office, known(day), Key(id)])? > 0 {
        let sql = "UPDATE offices SET reports = reports + 1 WHERE nr = ?1";
        c.prepare_cached(sql)?.execute([office])?;
    }
    Ok(())
}

fn held_no_more(
    c: &Connection,
    id: StableId,
    day: Option<Day>,
    p: &Person,
) -> rusqlite::Result<()> {
    let of = params![p.of.code, fold(&p.name), p.name, p.office.as_deref().unwrap_or("")];
    let sql = format!("SELECT nr FROM offices WHERE {NAMED}");
    let office: Option<i64> = c.prepare_cached(&sql)?.query_row(of, |r| r.get(0)).optional()?;
    let sql = "DELETE FROM held WHERE office = ?1 AND day = ?2 AND report = ?3";
    if c.prepare_cached(sql)?.execute(params![office, known(day), Key(id)])? > 0 {
        c.prepare_cached("UPDATE offices SET reports = reports - 1 WHERE nr = ?1")?
            .execute([office])?;
        c.prepare_cached("DELETE FROM offices WHERE nr = ?1 AND reports = 0")?.execute([office])?;
    }
    Ok(())
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
        "INSERT INTO claims (id, report, nth, about, body) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![
        Key(id),
        Key(report),
        nth as i64,
        claim.about_record.as_ref().map(|a| &a.claim),
        Packed(claim),
    ])?;
    let nr = c.last_insert_rowid();
    let text: Vec<&str> = claim.evidence.iter().map(|e| e.text.as_str()).collect();
    c.prepare_cached("INSERT INTO evidence (rowid, text) VALUES (?1, ?2)")?
        .execute(params![nr, text.join("\n")])?;
    Ok(())
}

/// Enters where claims of the same event will look for this one.
pub fn slots(c: &Connection, claim: StableId, said: &Said) -> rusqlite::Result<()> {
    let Some(slot) = said.slot() else { return Ok(()) };
    let mut put =
        c.prepare_cached("INSERT OR IGNORE INTO slots (key, lo, claim) VALUES (?1, ?2, ?3)")?;
    for key in said.keys() {
        put.execute(params![key as i64, slot.lo, Key(claim)])?;
    }
    Ok(())
}

/// Takes out where a claim is looked for, as it stands in the store now.
pub fn no_slots(c: &Connection, claim: StableId) -> rusqlite::Result<()> {
    let said = load::Loader::new(c).said(claim)?;
    let Some((said, slot)) = said.and_then(|s| s.slot().map(|slot| (s, slot))) else {
        return Ok(());
    };
    let mut out =
        c.prepare_cached("DELETE FROM slots WHERE key = ?1 AND lo = ?2 AND claim = ?3")?;
    for key in said.keys() {
        out.execute(params![key as i64, slot.lo, Key(claim)])?;
    }
    Ok(())
}

/// Takes a report and its claims out; `false` where it is not there.
pub fn erase(
    c: &Connection,
    report: StableId,
    claims: &BTreeSet<StableId>,
) -> rusqlite::Result<bool> {
    let sql = "SELECT day, rest FROM reports WHERE id = ?1";
    let row = c.prepare_cached(sql)?.query_row([Key(report)], |r| {
        Ok((r.get::<_, Option<Day>>(0)?, r.get::<_, Packed<Rest>>(1)?.0))
    });
    let Some((day, rest)) = row.optional()? else { return Ok(false) };
    for person in &rest.people {
        held_no_more(c, report, day, person)?;
    }
    for (nth, state) in rest.states.iter().enumerate() {
        sayings::unstated(c, (report, nth), day, state)?;
    }
    for id in claims {
        no_slots(c, *id)?;
        for table in ["evidence WHERE rowid", "told WHERE nr"] {
            let sql = format!("DELETE FROM {table} = (SELECT nr FROM claims WHERE id = ?1)");
            c.prepare_cached(&sql)?.execute([Key(*id)])?;
        }
    }
    Ok(c.prepare_cached("DELETE FROM reports WHERE id = ?1")?.execute([Key(report)])? > 0)
}
