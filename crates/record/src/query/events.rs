//! Events, one and many.

use super::{Filter, claims::ClaimRow, filter::Query, latest};
use crate::{
    Record,
    day::Stretch,
    error::Result,
    event::Event,
    merge::{Member, blend},
    store::{Key, Packed, id, list, members},
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
        self.walk(filter, |c, event| Ok(visit(shown(c, event)?)))
    }

    /// As [`Record::events`], without the sentences and the reports: for drawings of many.
    ///
    /// # Errors
    /// As [`Record::events`].
    pub fn bare_events(&self, filter: &Filter) -> Result<Vec<Event>> {
        let mut out = Vec::new();
        self.walk(filter, |_, event| {
            out.push(event);
            Ok(ControlFlow::<()>::Continue(()))
        })?;
        Ok(out)
    }

    /// Visits the events that a filter asks for, as it wants them known, until the visitor breaks off.
    fn walk<B>(
        &self,
        filter: &Filter,
        mut visit: impl FnMut(&Connection, Event) -> rusqlite::Result<ControlFlow<B>>,
    ) -> Result<Option<B>> {
        let query = filter.query(self)?;
        let sql = format!("SELECT {} {} {} {}", query.id, query.from(), query.order, query.page);
        let mut left = Left::of(filter);
        self.ask(|c| {
            let mut ask = c.prepare_cached(&sql)?;
            let mut rows = ask.query(params_from_iter(&query.values))?;
            while let Some(row) = rows.next()? {
                let Some(event) = as_known(c, id(row)?, filter)? else { continue };
                if !left.takes() {
                    continue;
                }
                if let ControlFlow::Break(with) = visit(c, event)? {
                    return Ok(Some(with));
                }
                if left.is_done() {
                    break;
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
            if filter.pages_later() {
                return count_as_known(c, &query, filter);
            }
            count(c, &query)
        })
    }

    /// How many events a filter asks for, whatever its limit, as far as that can be told at once. Where a search for
    /// words that are everywhere, or what was known by a day, has to be looked up of each, not all are.
    ///
    /// # Errors
    /// As [`Record::events`].
    pub fn total_events(&self, filter: &Filter) -> Result<Total> {
        let query = filter.query(self)?;
        self.ask(|c| match filter.pages_later() {
            true => total_as_known(c, &query, filter),
            false if filter.known_by.is_some() || query.is_looked_at() => query.total(c),
            false => Ok(Total { total: count(c, &query)?, counted_all: true }),
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

/// How many events there are, or at least are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Total {
    /// Events that were counted.
    pub total: u64,
    /// Whether these are all.
    pub counted_all: bool,
}

impl Total {
    /// There are none.
    pub const NONE: Total = Total { total: 0, counted_all: true };
    /// Of how many it is looked up when they were known, at most.
    pub const WALKED: usize = 100_000;
    /// Of how many claims, or what was said of them by then, are looked at, at most.
    pub const LOOKED_AT: usize = 500;
}

/// What is left of a page that can only be counted as events are told.
struct Left {
    skip: usize,
    take: usize,
}

impl Left {
    fn of(filter: &Filter) -> Self {
        match filter.pages_later() {
            true => Left { skip: filter.offset, take: filter.limit.unwrap_or(usize::MAX) },
            false => Left { skip: 0, take: usize::MAX },
        }
    }

    /// Whether the next one is on the page.
    fn takes(&mut self) -> bool {
        let takes = self.skip == 0 && self.take > 0;
        self.take -= usize::from(takes);
        self.skip = self.skip.saturating_sub(1);
        takes
    }

    fn is_done(&self) -> bool {
        self.take == 0
    }
}

/// An event as a filter wants it known; none where nothing of it was known then, or it was not yet of the status.
fn as_known(c: &Connection, event: StableId, filter: &Filter) -> rusqlite::Result<Option<Event>> {
    let Some(day) = &filter.known_by else { return body(c, event).map(Some) };
    let of_status = |e: &Event| filter.statuses.is_empty() || filter.statuses.contains(&e.status);
    Ok(known(c, event, day)?.filter(of_status))
}

fn count(c: &Connection, query: &Query) -> rusqlite::Result<u64> {
    let sql = format!("SELECT count(*) {}", query.from());
    c.query_row(&sql, params_from_iter(&query.values), |r| r.get::<_, i64>(0)).map(|n| n as u64)
}

fn count_as_known(c: &Connection, query: &Query, filter: &Filter) -> rusqlite::Result<u64> {
    let sql = format!("SELECT {} {}", query.id, query.from());
    let mut n = 0;
    for event in list(c, &sql, params_from_iter(&query.values), id)? {
        n += u64::from(as_known(c, event, filter)?.is_some());
    }
    Ok(n)
}

fn total_as_known(c: &Connection, query: &Query, filter: &Filter) -> rusqlite::Result<Total> {
    let sql = format!("SELECT {} {} LIMIT {}", query.id, query.from(), Total::LOOKED_AT);
    let events = list(c, &sql, params_from_iter(&query.values), id)?;
    let mut total = 0;
    for event in &events {
        total += u64::from(as_known(c, *event, filter)?.is_some());
    }
    Ok(Total { total, counted_all: events.len() < Total::LOOKED_AT })
}

pub(super) fn body(c: &Connection, id: StableId) -> rusqlite::Result<Event> {
    let mut ask = c.prepare_cached("SELECT body FROM events WHERE id = ?1")?;
    ask.query_row([Key(id)], |r| Ok(r.get::<_, Packed<Event>>(0)?.0))
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

/// An event as it was known at the end of `day`.
pub(super) fn known(
    c: &Connection,
    event: StableId,
    day: &When,
) -> rusqlite::Result<Option<Event>> {
    let last = Stretch::of(day).hi;
    let by_then = |m: &Member| m.published.as_ref().is_some_and(|p| Stretch::of(p).lo <= last);
    let known: Vec<Member> = members(c, event)?.into_iter().filter(by_then).collect();
    Ok(blend(&known))
}

/// The sentence of a claim.
pub(super) fn sentence(c: &Connection, claim: StableId) -> rusqlite::Result<String> {
    let mut ask = c.prepare_cached("SELECT body FROM claims WHERE id = ?1")?;
    let lead = ask.query_row([Key(claim)], |r| Ok(r.get::<_, Packed<Claim>>(0)?.0))?;
    Ok(lead.evidence.into_iter().next().map_or(String::new(), |e| e.text))
}

pub(super) fn shown(c: &Connection, event: Event) -> rusqlite::Result<EventRow> {
    let sentence = sentence(c, event.lead)?;
    let sources = latest::sources(c, event.id)?;
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
