//! The history of a pair.

use super::{
    Dossier, EventRow, Filter,
    states::{StateFilter, StateRow},
};
use crate::{
    Record,
    day::{Day, year_month},
    error::Result,
    store::{list, side, status_nr, type_nr, type_of},
};
use kroniek_model::{EventType, Status, When};
use rusqlite::{Row, params_from_iter};
use serde::Serialize;
use std::collections::BTreeMap;

/// How many of the latest events an answer shows.
pub(super) const LATEST: usize = 10;

/// What is counted of events: material and verbal, co-operation and conflict, by quad class. What is denied or only
/// thought of is neither.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// All events, those without a quad class too.
    pub events: u64,
    /// Quad classes 1 and 2.
    pub cooperation: u64,
    /// Quad classes 3 and 4.
    pub conflict: u64,
}

impl Tally {
    pub(super) fn count(&mut self, quad: Option<u8>, n: u64) {
        self.events += n;
        match quad {
            Some(1 | 2) => self.cooperation += n,
            Some(3 | 4) => self.conflict += n,
            _ => {}
        }
    }
}

impl std::ops::AddAssign for Tally {
    fn add_assign(&mut self, other: Tally) {
        self.events += other.events;
        self.cooperation += other.cooperation;
        self.conflict += other.conflict;
    }
}

/// Events, co-operation and conflict in three columns from `at` on.
pub(super) fn tally(r: &Row, at: usize) -> rusqlite::Result<Tally> {
    let n = |i: usize| r.get::<_, i64>(at + i).map(|n| n as u64);
    Ok(Tally { events: n(0)?, cooperation: n(1)?, conflict: n(2)? })
}

/// What is counted over a stretch of time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Period {
    /// `2025` or `2025-09`.
    pub period: String,
    /// What is counted.
    #[serde(flatten)]
    pub tally: Tally,
}

/// How many events of a type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TypeCount {
    /// Reading type.
    #[serde(rename = "type")]
    pub event_type: String,
    /// Number of events.
    pub events: u64,
}

/// The history of a pair of actors.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Relation {
    /// The two as asked for.
    pub between: [String; 2],
    /// All together.
    #[serde(flatten)]
    pub tally: Tally,
    /// Months in which something is recorded, in order.
    pub months: Vec<Period>,
    /// Types, most frequent first.
    pub types: Vec<TypeCount>,
    /// Number of times that they met, visited or spoke and that is said to have happened.
    pub meetings: u64,
    /// The first event.
    pub first: Option<EventRow>,
    /// The latest events, newest first.
    pub latest: Vec<EventRow>,
    /// States of affairs between them, those told of last first; at most [`Relation::STATES`], [`Record::states`] has
    /// them all.
    pub states: Vec<StateRow>,
}

impl Relation {
    /// How many states of affairs a history names.
    pub const STATES: usize = Dossier::STATES;
}

/// An event as counting sees it.
struct Counted {
    day: Day,
    event_type: i64,
    status: i64,
    quad: Option<u8>,
}

impl Record {
    /// The history of two actors with each other, or side by side, within a filter's bounds.
    ///
    /// # Errors
    /// Nobody in the record goes by a name, or the store cannot be read.
    pub fn relation(&self, a: &str, b: &str, filter: &Filter) -> Result<Relation> {
        self.relation_as_of(a, b, filter, None)
    }

    /// The same, with those states of affairs that held at the end of a date.
    ///
    /// # Errors
    /// Nobody in the record goes by a name, or the store cannot be read.
    pub fn relation_as_of(
        &self,
        a: &str,
        b: &str,
        filter: &Filter,
        as_of: Option<&When>,
    ) -> Result<Relation> {
        let both = Filter { actors: vec![a.to_owned(), b.to_owned()], ..filter.clone() };
        let counted = self.counted(&both)?;
        let (mut tally, mut months) = (Tally::default(), BTreeMap::<(i32, u32), Tally>::new());
        let mut types: BTreeMap<String, u64> = BTreeMap::new();
        let mut meetings = 0;
        for c in counted {
            tally.count(c.quad, 1);
            if c.day != Day::MIN {
                months.entry(year_month(c.day)).or_default().count(c.quad, 1);
            }
            meetings += u64::from(is_meeting(&c));
            let of_type = type_of(c.event_type).map_or(String::new(), |t| t.to_string());
            *types.entry(of_type).or_default() += 1;
        }
        let page = |newest_first, limit| Filter {
            newest_first,
            limit: Some(limit),
            offset: 0,
            ..both.clone()
        };
        Ok(Relation {
            between: [a.to_owned(), b.to_owned()],
            tally,
            months: months.into_iter().map(month).collect(),
            types: ranked(types),
            meetings,
            first: self.events(&page(false, 1))?.pop(),
            latest: self.events(&page(true, LATEST))?,
            states: self.states(&states_filter(&both, as_of))?,
        })
    }

    /// The events of a filter as counting sees them.
    fn counted(&self, filter: &Filter) -> Result<Vec<Counted>> {
        let query = filter.query(self)?;
        let sql = format!("SELECT w.day, w.type, w.status, w.quad {}", query.from());
        self.ask(|c| list(c, &sql, params_from_iter(&query.values), counted))
    }
}

/// States of affairs about all actors of a filter, as far as known by its day, that held at the end of a date.
pub(super) fn states_filter(filter: &Filter, as_of: Option<&When>) -> StateFilter {
    StateFilter {
        actors: filter.actors.clone(),
        known_by: filter.known_by.clone(),
        as_of: as_of.cloned(),
        limit: Some(Dossier::STATES),
        newest_first: true,
        ..StateFilter::default()
    }
}

fn counted(r: &Row) -> rusqlite::Result<Counted> {
    let (status, quad) = (r.get(2)?, r.get(3)?);
    Ok(Counted { day: r.get(0)?, event_type: r.get(1)?, status, quad: side(quad, status) })
}

fn is_meeting(c: &Counted) -> bool {
    c.event_type == type_nr(EventType::Consult) && c.status == status_nr(Status::Happened)
}

fn month(((year, month), tally): ((i32, u32), Tally)) -> Period {
    Period { period: format!("{year:04}-{month:02}"), tally }
}

/// Most frequent first, then by name.
pub(super) fn ranked(types: BTreeMap<String, u64>) -> Vec<TypeCount> {
    let mut out: Vec<TypeCount> =
        types.into_iter().map(|(event_type, events)| TypeCount { event_type, events }).collect();
    out.sort_by(|a, b| b.events.cmp(&a.events).then_with(|| a.event_type.cmp(&b.event_type)));
    out
}
