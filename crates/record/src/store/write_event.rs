//! Rows of an event.

use super::{
    Key, Packed,
    counts::{self, Counted},
    names, sayings,
    sql::{status_nr, type_nr},
};
use crate::{
    day::{Day, Stretch},
    event::Event,
    fold::fold,
    merge::Member,
    query::Effect,
};
use kroniek_model::{ActorRef, StableId};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeMap;

/// Above this number of actors the pairs within a side are not written out: it is a crowd, not a relation.
const CROWD: usize = 64;

/// An event with what is written beside it in every row.
struct Row<'e> {
    event: &'e Event,
    lies: Stretch,
    event_type: i64,
    status: i64,
    /// Numbers of its actors by code.
    actors: BTreeMap<&'e str, i64>,
}

impl<'e> Row<'e> {
    fn of(c: &Connection, event: &'e Event) -> rusqlite::Result<Self> {
        let mut actors = BTreeMap::new();
        for actor in event.source.iter().chain(&event.target) {
            actors.insert(actor.code.as_str(), names::actor(c, &actor.code)?);
        }
        Ok(Row {
            lies: lies(event),
            event_type: type_nr(event.event_type),
            status: status_nr(event.status),
            event,
            actors,
        })
    }

    fn counted(&self, by: i64) -> Counted {
        Counted {
            day: self.lies.lo,
            event_type: self.event_type,
            status: self.status,
            quad: self.event.codes.quad,
            by,
        }
    }
}

/// Writes an event that is not there, and what follows from it.
pub fn write(
    c: &Connection,
    event: &Event,
    members: &[Member],
    effects: &[Effect],
) -> rusqlite::Result<()> {
    let row = Row::of(c, event)?;
    let known = event.first_published.as_ref().map(|w| Stretch::of(w).lo);
    c.prepare_cached(
        "INSERT INTO events (id, day, hi, type, kind, status, quad, known, body)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?
    .execute(params![
        Key(event.id),
        row.lies.lo,
        row.lies.hi,
        row.event_type,
        event.kind,
        row.status,
        event.codes.quad,
        known,
        Packed(event),
    ])?;
    actors(c, &row)?;
    event.source.iter().chain(&event.target).try_for_each(|a| person(c, &row, a))?;
    pairs(c, &row)?;
    doubt(c, event)?;
    sayings::made(c, event, members, effects)
}

/// Notes how urgently a person should look at an event.
pub fn doubt(c: &Connection, event: &Event) -> rusqlite::Result<()> {
    let sql = "INSERT OR IGNORE INTO doubts (urgency, event) VALUES (?1, ?2)";
    c.prepare_cached(sql)?.execute(params![urgency(event), Key(event.id)]).map(|_| ())
}

/// How unsure an event is times how many independent reports tell of it, in thousandths, the most urgent the least.
fn urgency(event: &Event) -> i64 {
    let unsure = f64::from(1.0 - event.confidence) * f64::from(event.independent);
    -(unsure * 1000.0).round() as i64
}

/// Notes of all claims of an event where it lies.
pub fn tell(c: &Connection, event: &Event) -> rusqlite::Result<()> {
    let lies = lies(event);
    c.prepare_cached(
        "INSERT OR REPLACE INTO told (nr, event, day, hi, type, status, quad)
         SELECT nr, event, ?2, ?3, ?4, ?5, ?6 FROM claims WHERE event = ?1",
    )?
    .execute(params![
        Key(event.id),
        lies.lo,
        lies.hi,
        type_nr(event.event_type),
        status_nr(event.status),
        event.codes.quad,
    ])?;
    Ok(())
}

/// Where an event lies in the chronicle.
fn lies(event: &Event) -> Stretch {
    let date = event.date.as_ref().map(Stretch::of);
    let known = event.first_published.as_ref().map_or(Day::MIN, |w| Stretch::of(w).lo);
    match date.filter(|s| s.lo != Day::MIN || s.hi != Day::MAX) {
        Some(s) if s.lo == Day::MIN => Stretch { lo: s.hi, hi: s.hi },
        Some(s) => s,
        None => Stretch { lo: known, hi: known },
    }
}

fn actors(c: &Connection, row: &Row) -> rusqlite::Result<()> {
    let mut put = c.prepare_cached(
        "INSERT INTO event_actors (actor, day, hi, event, type, status, quad)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    let (id, quad) = (Key(row.event.id), row.event.codes.quad);
    for actor in row.actors.values() {
        put.execute(params![
            actor,
            row.lies.lo,
            row.lies.hi,
            id,
            row.event_type,
            row.status,
            quad
        ])?;
        counts::actor(c, *actor, row.counted(1))?;
    }
    Ok(())
}

/// The identifier of a person or a body with a name.
fn person_id(actor: &ActorRef) -> Option<StableId> {
    let name = actor.name.as_deref().filter(|n| !n.is_empty())?;
    Some(match &actor.person {
        Some(known) => StableId::of(&["person", known]),
        None => StableId::of(&["named", &actor.code, &fold(name)]),
    })
}

/// Counts an event in or out that names a person so.
fn named(c: &Connection, id: StableId, actor: &ActorRef, by: i64) -> rusqlite::Result<()> {
    let name = actor.name.as_deref().unwrap_or_default();
    c.prepare_cached(
        "INSERT INTO persons (id, folded, code, name, events) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT DO UPDATE SET events = events + excluded.events",
    )?
    .execute(params![Key(id), fold(name), actor.code, name, by])?;
    if by < 0 {
        c.prepare_cached("DELETE FROM persons WHERE id = ?1 AND folded = ?2 AND events = 0")?
            .execute(params![Key(id), fold(name)])?;
    }
    Ok(())
}

fn person(c: &Connection, row: &Row, actor: &ActorRef) -> rusqlite::Result<()> {
    let Some(id) = person_id(actor) else { return Ok(()) };
    named(c, id, actor, 1)?;
    let all: Vec<String> = row.actors.values().map(ToString::to_string).collect();
    c.prepare_cached(
        "INSERT OR IGNORE INTO event_persons (person, day, hi, event, type, status, quad, actors)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?
    .execute(params![
        Key(id),
        row.lies.lo,
        row.lies.hi,
        Key(row.event.id),
        row.event_type,
        row.status,
        row.event.codes.quad,
        all.join(" "),
    ])?;
    Ok(())
}

fn pairs(c: &Connection, row: &Row) -> rusqlite::Result<()> {
    let mut put = c.prepare_cached(
        "INSERT INTO event_pairs (a, b, day, hi, event, facing, type, status, quad)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?;
    let (id, quad) = (Key(row.event.id), row.event.codes.quad);
    let (lo, hi) = (row.lies.lo, row.lies.hi);
    for ((a, b), facing) in numbered(row) {
        put.execute(params![a, b, lo, hi, id, facing, row.event_type, row.status, quad])?;
        if facing {
            counts::pair(c, (a, b), row.counted(1))?;
        }
    }
    Ok(())
}

/// The pairs of an event by the numbers of the actors, the smaller first.
fn numbered(row: &Row) -> BTreeMap<(i64, i64), bool> {
    let nr = |code: &str| row.actors.get(code).copied().unwrap_or_default();
    let pair = |((a, b), facing): ((&str, &str), bool)| {
        let (a, b) = (nr(a), nr(b));
        ((a.min(b), a.max(b)), facing)
    };
    paired(row.event).into_iter().map(pair).collect()
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

/// Takes an event out, and what followed from it.
pub fn erase(c: &Connection, id: StableId) -> rusqlite::Result<()> {
    let sql = "SELECT body FROM events WHERE id = ?1";
    let body = c.prepare_cached(sql)?.query_row([Key(id)], |r| r.get::<_, Packed<Event>>(0));
    let Some(Packed(event)) = body.optional()? else { return Ok(()) };
    let row = Row::of(c, &event)?;
    let (lo, hi, id) = (row.lies.lo, row.lies.hi, Key(id));
    let rest = "day = ?2 AND hi = ?3 AND event = ?4";
    for actor in row.actors.values() {
        c.prepare_cached(&format!("DELETE FROM event_actors WHERE actor = ?1 AND {rest}"))?
            .execute(params![actor, lo, hi, id])?;
        counts::actor(c, *actor, row.counted(-1))?;
    }
    for actor in event.source.iter().chain(&event.target) {
        let Some(person) = person_id(actor) else { continue };
        named(c, person, actor, -1)?;
        c.prepare_cached(&format!("DELETE FROM event_persons WHERE person = ?1 AND {rest}"))?
            .execute(params![Key(person), lo, hi, id])?;
    }
    for ((a, b), facing) in numbered(&row) {
        c.prepare_cached(&format!("DELETE FROM event_pairs WHERE a = ?1 AND b = ?5 AND {rest}"))?
            .execute(params![a, lo, hi, id, b])?;
        if facing {
            counts::pair(c, (a, b), row.counted(-1))?;
        }
    }
    c.prepare_cached("DELETE FROM doubts WHERE urgency = ?1 AND event = ?2")?
        .execute(params![urgency(&event), id])?;
    sayings::unmade(c, event.id)?;
    c.prepare_cached("DELETE FROM events WHERE id = ?1")?.execute([id])?;
    Ok(())
}
