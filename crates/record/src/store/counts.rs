//! What is counted as events come and go, so that nobody waits for it to be counted.

use crate::day::{Day, month_of, year_month};
use kroniek_model::{EventType, Status};
use rusqlite::{Connection, params};

use super::sql::{status_nr, type_nr};

/// Where what lies at no known time is counted.
pub const NO_YEAR: i32 = -99_999;

/// An event as counting sees it.
#[derive(Debug, Clone, Copy)]
pub struct Counted {
    pub day: Day,
    pub event_type: EventType,
    pub status: Status,
    pub quad: Option<u8>,
    /// 1 as it comes, -1 as it goes.
    pub by: i64,
}

impl Counted {
    fn part(&self, of: [u8; 2]) -> i64 {
        if self.quad.is_some_and(|q| of.contains(&q)) { self.by } else { 0 }
    }

    /// Events, co-operation and conflict.
    fn parts(&self) -> [i64; 3] {
        [self.by, self.part([1, 2]), self.part([3, 4])]
    }
}

/// A table of counts, by what says which row an event counts in.
struct Sums {
    table: &'static str,
    keys: [&'static str; 4],
}

const ACTOR_YEARS: Sums = Sums { table: "actor_years", keys: ["actor", "year", "type", "status"] };
const EXCHANGES: Sums = Sums { table: "exchanges", keys: ["span", "nr", "a", "b"] };

impl Sums {
    /// Counts an event in a row, made if it is not there; a row that counts nothing any longer goes.
    fn add(&self, c: &Connection, row: [i64; 4], event: Counted) -> rusqlite::Result<()> {
        let (Sums { table, keys: [k, l, m, n] }, [q, r, s, t]) = (self, row);
        let [events, cooperation, conflict] = event.parts();
        let sql = format!(
            "INSERT INTO {table} ({k}, {l}, {m}, {n}, events, cooperation, conflict)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
             ON CONFLICT DO UPDATE SET events = events + excluded.events,
                 cooperation = cooperation + excluded.cooperation, conflict = conflict + excluded.conflict"
        );
        c.prepare_cached(&sql)?.execute(params![q, r, s, t, events, cooperation, conflict])?;
        if event.by < 0 {
            let sql = format!(
                "DELETE FROM {table} WHERE {k} = ?1 AND {l} = ?2 AND {m} = ?3 AND {n} = ?4 AND events = 0"
            );
            c.prepare_cached(&sql)?.execute(row)?;
        }
        Ok(())
    }
}

/// Counts what an actor takes part in.
pub fn actor(c: &Connection, actor: i64, event: Counted) -> rusqlite::Result<()> {
    let year = if event.day == Day::MIN { NO_YEAR } else { year_month(event.day).0 };
    let (of, status) = (type_nr(event.event_type), status_nr(event.status));
    ACTOR_YEARS.add(c, [actor, year.into(), of, status], event)
}

/// Counts an exchange between two actors, in its month, its year and ever; with himself an actor has none with others.
pub fn pair(c: &Connection, (a, b): (i64, i64), event: Counted) -> rusqlite::Result<()> {
    let mut spans = vec![(0, 0)];
    if event.day != Day::MIN {
        spans.extend([(1, year_month(event.day).0), (2, month_of(event.day))]);
    }
    for (span, nr) in spans {
        let count = |a, b| EXCHANGES.add(c, [span, nr.into(), a, b], event);
        count(a, b)?;
        if a != b {
            count(0, a)?;
            count(0, b)?;
            count(0, 0)?;
        }
    }
    Ok(())
}
