//! Events, one and many.

use super::{Filter, claims::ClaimRow};
use crate::{
    Record,
    day::Stretch,
    error::Result,
    event::Event,
    merge::{Member, blend},
    store::{Json, Key, Packed, members},
};
use kroniek_model::{Claim, StableId, Status, When};
use rusqlite::{Connection, OptionalExtension, params_from_iter};
use serde::Serialize;
use std::ops::ControlFlow;

/// An event in a list, with the sentence that shows it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EventRow {
    /// The event.
    #[serde(flatten)]
    pub event: Event,
    /// The sentence of its lead claim.
    pub sentence: String,
    /// Reports that tell of it, at most [`EventRow::SOURCES`], the earliest first; [`Event::reports`] counts them all.
    pub sources: Vec<String>,
}

impl EventRow {
    /// How many reports a row names.
    pub const SOURCES: usize = 5;
}

/// One step in what was known of an event.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Stage {
    /// When it was published.
    pub published: Option<When>,
    /// What the event was from then on.
    pub status: Status,
    /// When it was to be, or was.
    pub date: Option<When>,
    /// The claim that says so.
    pub claim: StableId,
    /// The report that it stands in.
    pub doc: String,
}

/// An event with all that is known of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EventDetail {
    /// The event.
    #[serde(flatten)]
    pub event: Event,
    /// Its claims, the earliest published first.
    pub told: Vec<ClaimRow>,
    /// How its status and date came to be known, from the first report on; only where something changed.
    pub history: Vec<Stage>,
}

impl Record {
    /// The events that a filter asks for, in the order of the chronicle. An event without a date stands where it was
    /// first published.
    ///
    /// # Errors
    /// Nobody in the record goes by an actor's name, or the store cannot be read.
    pub fn events(&self, filter: &Filter) -> Result<Vec<EventRow>> {
        let mut out = Vec::new();
        self.each_event(filter, |row| out.push(row))?;
        Ok(out)
    }

    /// Visits the events that a filter asks for one by one, so that a long list need not fit in memory.
    ///
    /// # Errors
    /// As [`Record::events`].
    pub fn each_event(&self, filter: &Filter, mut visit: impl FnMut(EventRow)) -> Result<()> {
        self.walk_events(filter, |row| {
            visit(row);
            ControlFlow::<()>::Continue(())
        })?;
        Ok(())
    }

    /// As [`Record::each_event`], until the visitor has seen enough; what it broke off with, if it did.
    ///
    /// # Errors
    /// As [`Record::events`].
    pub fn walk_events<B>(
        &self,
        filter: &Filter,
        mut visit: impl FnMut(EventRow) -> ControlFlow<B>,
    ) -> Result<Option<B>> {
        let query = filter.query(self)?;
        self.ask(|c| {
            let body = format!("(SELECT body FROM events e WHERE e.id = {})", query.id);
            let sql = format!("SELECT {}, {body} {} {}", query.id, query.from, query.order);
            let mut ask = c.prepare(&sql)?;
            let mut rows = ask.query(params_from_iter(&query.values))?;
            while let Some(row) = rows.next()? {
                let event = match &filter.known_by {
                    None => Some(row.get::<_, Json<Event>>(1)?.0),
                    Some(day) => blend(&known(c, row.get::<_, Key>(0)?.0, day)?),
                };
                let Some(event) = event else { continue };
                if let ControlFlow::Break(with) = visit(shown(c, event)?) {
                    return Ok(Some(with));
                }
            }
            Ok(None)
        })
    }

    /// Events by their identifiers, in that order; what is not there is left out.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn event_rows(&self, ids: &[StableId]) -> Result<Vec<EventRow>> {
        self.ask(|c| rows(c, ids))
    }

    /// How many events a filter asks for, whatever its limit.
    ///
    /// # Errors
    /// As [`Record::events`].
    pub fn count_events(&self, filter: &Filter) -> Result<u64> {
        let query = filter.query(self)?;
        self.ask(|c| {
            let sql = format!("SELECT count(*) {}", query.from);
            let n = c.query_row(&sql, params_from_iter(&query.values), |r| r.get::<_, i64>(0))?;
            Ok(n as u64)
        })
    }

    /// An event by its identifier or a beginning of it (see [`Record::find_event`]).
    ///
    /// # Errors
    /// Nothing or too much goes by it, or the store cannot be read.
    pub fn event(&self, prefix: &str) -> Result<EventDetail> {
        let id = self.find_event(prefix)?;
        self.ask(|c| {
            let event = body(c, id)?;
            let mut told = super::claims::rows(c, "c.event = ?1", [Key(id)])?;
            told.sort_by_key(|t| (t.published.as_ref().map(Stretch::of), t.id));
            Ok(EventDetail { event, history: history(&told), told })
        })
    }
}

pub(super) fn body(c: &Connection, id: StableId) -> rusqlite::Result<Event> {
    let mut ask = c.prepare_cached("SELECT body FROM events WHERE id = ?1")?;
    ask.query_row([Key(id)], |r| Ok(r.get::<_, Json<Event>>(0)?.0))
}

pub(crate) fn rows(c: &Connection, ids: &[StableId]) -> rusqlite::Result<Vec<EventRow>> {
    let mut out = Vec::new();
    for id in ids {
        if let Some(event) = body(c, *id).optional()? {
            out.push(shown(c, event)?);
        }
    }
    Ok(out)
}

/// The claims of an event that were published by the end of `day`.
fn known(c: &Connection, event: StableId, day: &When) -> rusqlite::Result<Vec<Member>> {
    let last = Stretch::of(day).hi;
    let by_then = |m: &Member| m.published.as_ref().is_some_and(|p| Stretch::of(p).lo <= last);
    Ok(members(c, event)?.into_iter().filter(by_then).collect())
}

pub(super) fn shown(c: &Connection, event: Event) -> rusqlite::Result<EventRow> {
    let mut ask = c.prepare_cached("SELECT body FROM claims WHERE id = ?1")?;
    let lead = ask.query_row([Key(event.lead)], |r| Ok(r.get::<_, Packed<Claim>>(0)?.0))?;
    let sentence = lead.evidence.into_iter().next().map_or(String::new(), |e| e.text);
    let mut ask = c.prepare_cached(
        "SELECT DISTINCT r.doc FROM claims c JOIN reports r ON r.id = c.report
         WHERE c.event = ?1 ORDER BY r.day, r.doc LIMIT ?2",
    )?;
    let docs =
        ask.query_map(rusqlite::params![Key(event.id), EventRow::SOURCES as i64], |r| r.get(0))?;
    let sources = docs.collect::<rusqlite::Result<_>>()?;
    Ok(EventRow { event, sentence, sources })
}

fn history(told: &[ClaimRow]) -> Vec<Stage> {
    let mut out: Vec<Stage> = Vec::new();
    for t in told {
        let (status, date) = (t.claim.status, t.claim.date.clone());
        if out.last().is_none_or(|s| (s.status, &s.date) != (status, &date)) {
            let published = t.published.clone();
            out.push(Stage { published, status, date, claim: t.id, doc: t.doc.clone() });
        }
    }
    out
}
