//! Rows of an event.

use super::{Json, Key, list};
use crate::{
    day::{Day, Stretch, month_of},
    event::Event,
    fold::fold,
};
use kroniek_model::{ActorRef, StableId};
use rusqlite::{Connection, Row, params};
use std::collections::BTreeMap;

/// Above this number of actors the pairs within a side are not written out: it is a crowd, not a relation.
const CROWD: usize = 64;

/// Writes an event that is not there.
pub fn write(c: &Connection, event: &Event) -> rusqlite::Result<()> {
    let known = event.first_published.as_ref().map(|w| Stretch::of(w).lo);
    let lies = lies(event, known);
    c.prepare_cached(
        "INSERT INTO events (id, day, hi, type, kind, status, quad, known, body)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?
    .execute(params![
        Key(event.id),
        lies.lo,
        lies.hi,
        event.event_type.as_str(),
        event.kind,
        event.status.as_str(),
        event.codes.quad,
        known,
        Json(event),
    ])?;
    actors(c, event, lies)?;
    pairs(c, event, lies)
}

/// Where an event lies in the chronicle.
fn lies(event: &Event, known: Option<Day>) -> Stretch {
    let date = event.date.as_ref().map(Stretch::of);
    match date.filter(|s| s.lo != Day::MIN || s.hi != Day::MAX) {
        Some(s) if s.lo == Day::MIN => Stretch { lo: s.hi, hi: s.hi },
        Some(s) => s,
        None => Stretch { lo: known.unwrap_or(Day::MIN), hi: known.unwrap_or(Day::MIN) },
    }
}

fn actors(c: &Connection, event: &Event, lies: Stretch) -> rusqlite::Result<()> {
    let mut roles: BTreeMap<&str, &str> = BTreeMap::new();
    for code in codes(&event.source) {
        roles.insert(code, if event.target.is_empty() { "m" } else { "s" });
    }
    for code in codes(&event.target) {
        roles.entry(code).and_modify(|r| *r = "st").or_insert("t");
    }
    let (kind, status) = (event.event_type.as_str(), event.status.as_str());
    let mut put = c.prepare_cached(
        "INSERT INTO event_actors (code, day, hi, event, role, type, status, quad)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?;
    for (code, role) in roles {
        c.prepare_cached("INSERT OR IGNORE INTO actors (code, folded) VALUES (?1, ?2)")?
            .execute([code, &fold(code)])?;
        let quad = event.codes.quad;
        put.execute(params![code, lies.lo, lies.hi, Key(event.id), role, kind, status, quad])?;
    }
    event.source.iter().chain(&event.target).try_for_each(|a| person(c, event, lies, a))
}

fn person(c: &Connection, event: &Event, lies: Stretch, actor: &ActorRef) -> rusqlite::Result<()> {
    let Some(name) = actor.name.as_deref().filter(|n| !n.is_empty()) else { return Ok(()) };
    let folded = fold(name);
    let id = match &actor.person {
        Some(known) => StableId::of(&["person", known]),
        None => StableId::of(&["named", &actor.code, &folded]),
    };
    c.prepare_cached(
        "INSERT OR IGNORE INTO persons (id, code, name, folded) VALUES (?1, ?2, ?3, ?4)",
    )?
    .execute(params![Key(id), actor.code, name, folded])?;
    let (kind, status, quad) = (event.event_type.as_str(), event.status.as_str(), event.codes.quad);
    c.prepare_cached(
        "INSERT OR IGNORE INTO event_persons (person, day, hi, event, type, status, quad)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![Key(id), lies.lo, lies.hi, Key(event.id), kind, status, quad])?;
    Ok(())
}

fn pairs(c: &Connection, event: &Event, lies: Stretch) -> rusqlite::Result<()> {
    let mut put = c.prepare_cached(
        "INSERT INTO event_pairs (a, b, day, hi, event, facing, type, status, quad)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?;
    let (kind, status, quad) = (event.event_type.as_str(), event.status.as_str(), event.codes.quad);
    for ((a, b), facing) in paired(event) {
        let id = Key(event.id);
        put.execute(params![a, b, lies.lo, lies.hi, id, facing, kind, status, quad])?;
    }
    count(c, event.id, 1)
}

/// Counts the pairs of an event in or out of their months.
fn count(c: &Connection, event: StableId, by: i32) -> rusqlite::Result<()> {
    let sql = "SELECT a, b, day, quad FROM event_pairs WHERE event = ?1 AND facing = 1";
    let row = |r: &Row| {
        let quad: Option<u8> = r.get(3)?;
        Ok((r.get::<_, String>(0)?, r.get::<_, String>(1)?, r.get::<_, Day>(2)?, quad))
    };
    for (a, b, day, quad) in list(c, sql, [Key(event)], row)? {
        let part = |of: [u8; 2]| if quad.is_some_and(|q| of.contains(&q)) { by } else { 0 };
        c.prepare_cached(
            "INSERT INTO pair_months (a, b, month, events, cooperation, conflict)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT DO UPDATE SET events = events + excluded.events,
                 cooperation = cooperation + excluded.cooperation, conflict = conflict + excluded.conflict",
        )?
        .execute(params![a, b, month_of(day), by, part([1, 2]), part([3, 4])])?;
        let sql = "DELETE FROM pair_months WHERE a = ?1 AND b = ?2 AND month = ?3 AND events = 0";
        if by < 0 {
            c.prepare_cached(sql)?.execute(params![a, b, month_of(day)])?;
        }
    }
    Ok(())
}

/// Who had to do with whom, each pair in order, and whether they faced each other.
fn paired(event: &Event) -> BTreeMap<(&str, &str), bool> {
    let (s, t) = (codes(&event.source), codes(&event.target));
    let mutual = t.is_empty();
    let mut out = BTreeMap::new();
    let mut put = |a, b, facing| {
        let pair = if a <= b { (a, b) } else { (b, a) };
        *out.entry(pair).or_insert(facing) |= facing;
    };
    for (side, facing) in [(&s, mutual), (&t, false)] {
        if side.len() <= CROWD {
            pairs_within(side).for_each(|(a, b)| put(a, b, facing));
        }
    }
    s.iter().for_each(|a| t.iter().for_each(|b| put(a, b, true)));
    out
}

/// All pairs of a side; somebody who stands in it twice is no pair.
fn pairs_within<'a>(side: &[&'a str]) -> impl Iterator<Item = (&'a str, &'a str)> {
    let after = |i: usize| side[i + 1..].iter();
    let all = side.iter().enumerate().flat_map(move |(i, a)| after(i).map(move |b| (*a, *b)));
    all.filter(|(a, b)| a != b)
}

fn codes(side: &[ActorRef]) -> Vec<&str> {
    side.iter().map(|a| a.code.as_str()).collect()
}

/// Takes an event out.
pub fn erase(c: &Connection, event: StableId) -> rusqlite::Result<()> {
    count(c, event, -1)?;
    c.prepare_cached("DELETE FROM events WHERE id = ?1")?.execute([Key(event)])?;
    Ok(())
}
