//! The latest of the events that a row of counts stands for: every row names its sources.

use super::{EventRow, Filter, network::days};
use crate::{
    Record,
    day::Day,
    error::Result,
    store::{Key, id, list},
};
use kroniek_model::StableId;
use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;

/// The latest of the events that are counted, and who tells of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Latest {
    /// The event.
    pub latest: StableId,
    /// Reports that tell of it, at most [`EventRow::SOURCES`], the earliest first.
    pub sources: Vec<String>,
}

impl Record {
    /// The latest event of an actor, by its code, in the days of a filter; its other conditions are not looked at.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn latest_of(&self, code: &str, filter: &Filter) -> Result<Option<Latest>> {
        let Some((_, nr)) = self.code(code)? else { return Ok(None) };
        self.ask(|c| of_actor(c, nr, days(filter)))
    }

    /// The same of two actors facing each other.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn latest_between(&self, a: &str, b: &str, filter: &Filter) -> Result<Option<Latest>> {
        let Some(((_, a), (_, b))) = self.code(a)?.zip(self.code(b)?) else { return Ok(None) };
        let (lo, hi) = days(filter);
        let sql = "SELECT event FROM event_pairs
                   WHERE a = ?1 AND b = ?2 AND day BETWEEN ?3 AND ?4 AND facing = 1
                   ORDER BY day DESC, hi DESC, event DESC LIMIT 1";
        self.ask(|c| {
            let mut ask = c.prepare_cached(sql)?;
            let event = ask.query_row(params![a.min(b), a.max(b), lo, hi], id).optional()?;
            event.map(|event| told(c, event)).transpose()
        })
    }
}

/// The latest event of an actor in a stretch of days.
pub(super) fn of_actor(
    c: &Connection,
    actor: i64,
    (lo, hi): (Day, Day),
) -> rusqlite::Result<Option<Latest>> {
    let sql = "SELECT event FROM event_actors WHERE actor = ?1 AND day BETWEEN ?2 AND ?3
               ORDER BY day DESC, hi DESC, event DESC LIMIT 1";
    let event = c.prepare_cached(sql)?.query_row(params![actor, lo, hi], id).optional()?;
    event.map(|event| told(c, event)).transpose()
}

fn told(c: &Connection, event: StableId) -> rusqlite::Result<Latest> {
    Ok(Latest { latest: event, sources: sources(c, event)? })
}

/// Reports that tell of an event.
pub(super) fn sources(c: &Connection, event: StableId) -> rusqlite::Result<Vec<String>> {
    let sql = "SELECT DISTINCT r.doc FROM claims c JOIN reports r ON r.id = c.report
               WHERE c.event = ?1 ORDER BY r.day, r.doc LIMIT ?2";
    list(c, sql, params![Key(event), EventRow::SOURCES as i64], |r| r.get(0))
}
