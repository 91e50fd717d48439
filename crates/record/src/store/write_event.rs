//! Rows of an event.

use super::{Json, Key};
use crate::{
    day::{Day, Stretch},
    event::Event,
    fold::fold,
};
use kroniek_model::{ActorRef, StableId};
use rusqlite::{Connection, params};
use std::collections::{BTreeMap, BTreeSet};

/// Above this number of actors the pairs of a mutual event are not written out: it is a summit, not a relation.
const CROWD: usize = 30;

/// Writes an event that is not there.
pub fn write(c: &Connection, event: &Event) -> rusqlite::Result<()> {
    let stretch = event.date.as_ref().map(Stretch::of);
    let known = event.first_published.as_ref().map(|w| Stretch::of(w).lo);
    let begins = stretch.map(|s| if s.lo == Day::MIN { s.hi } else { s.lo });
    let day = begins.or(known).unwrap_or(Day::MIN);
    c.prepare_cached(
        "INSERT INTO events (id, type, status, day, lo, hi, quad, known, body)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?
    .execute(params![
        Key(event.id),
        event.event_type.as_str(),
        event.status.as_str(),
        day,
        stretch.map(|s| s.lo),
        stretch.map(|s| s.hi),
        event.codes.quad,
        known,
        Json(event),
    ])?;
    actors(c, event, day)?;
    pairs(c, event, day)
}

fn actors(c: &Connection, event: &Event, day: Day) -> rusqlite::Result<()> {
    let mut roles: BTreeMap<&str, &str> = BTreeMap::new();
    for code in codes(&event.source) {
        roles.insert(code, if event.target.is_empty() { "m" } else { "s" });
    }
    for code in codes(&event.target) {
        roles.entry(code).and_modify(|r| *r = "st").or_insert("t");
    }
    for (code, role) in roles {
        c.prepare_cached("INSERT OR IGNORE INTO actors (code, folded) VALUES (?1, ?2)")?
            .execute([code, &fold(code)])?;
        c.prepare_cached(
            "INSERT INTO event_actors (code, day, event, role) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(params![code, day, Key(event.id), role])?;
    }
    event.source.iter().chain(&event.target).try_for_each(|a| person(c, event.id, day, a))
}

fn person(c: &Connection, event: StableId, day: Day, actor: &ActorRef) -> rusqlite::Result<()> {
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
    c.prepare_cached(
        "INSERT OR IGNORE INTO event_persons (person, day, event) VALUES (?1, ?2, ?3)",
    )?
    .execute(params![Key(id), day, Key(event)])?;
    Ok(())
}

fn pairs(c: &Connection, event: &Event, day: Day) -> rusqlite::Result<()> {
    let mut put = c.prepare_cached(
        "INSERT OR IGNORE INTO event_pairs (a, b, day, event, quad) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    for (a, b) in paired(event) {
        put.execute(params![a, b, day, Key(event.id), event.codes.quad])?;
    }
    Ok(())
}

/// Who had to do with whom, each pair in order.
fn paired(event: &Event) -> BTreeSet<(&str, &str)> {
    let (s, t) = (codes(&event.source), codes(&event.target));
    let crossed = s.iter().flat_map(|a| t.iter().map(move |b| (*a, *b)));
    let mutual = s.iter().enumerate().flat_map(|(i, a)| s[i + 1..].iter().map(move |b| (*a, *b)));
    let wanted = t.is_empty() && s.len() <= CROWD;
    crossed
        .chain(mutual.filter(|_| wanted))
        .map(|(a, b)| if a <= b { (a, b) } else { (b, a) })
        .collect()
}

fn codes(side: &[ActorRef]) -> Vec<&str> {
    side.iter().map(|a| a.code.as_str()).collect()
}

/// Takes an event out.
pub fn erase(c: &Connection, event: StableId) -> rusqlite::Result<()> {
    c.prepare_cached("DELETE FROM events WHERE id = ?1")?.execute([Key(event)])?;
    Ok(())
}
