//! What is counted as events come and go, so that nobody waits for it to be counted.

use super::sql::status_nr;
use crate::day::{Day, month_of, year_month};
use kroniek_model::Status;
use rusqlite::{Connection, Row, params};
use std::collections::BTreeMap;

/// Where what lies at no known time is counted.
pub const NO_YEAR: i32 = -99_999;

/// An event as counting sees it; type and status by their numbers.
#[derive(Debug, Clone, Copy)]
pub struct Counted {
    pub day: Day,
    pub event_type: i64,
    pub status: i64,
    pub quad: Option<u8>,
    /// 1 as it comes, -1 as it goes.
    pub by: i64,
}

impl Counted {
    /// Events, co-operation and conflict.
    fn parts(&self) -> [i64; 3] {
        let quad = side(self.quad, self.status);
        let part = |of: [u8; 2]| if quad.is_some_and(|q| of.contains(&q)) { self.by } else { 0 };
        [self.by, part([1, 2]), part([3, 4])]
    }
}

/// The quad class that an event of a status counts in: what is denied or only thought of is neither co-operation nor
/// conflict.
pub fn side(quad: Option<u8>, status: i64) -> Option<u8> {
    let unreal = [Status::Denied, Status::Hypothetical].map(status_nr);
    quad.filter(|_| !unreal.contains(&status))
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
    ACTOR_YEARS.add(c, [actor, year.into(), event.event_type, event.status], event)
}

/// Counts an exchange between two actors.
pub fn pair(c: &Connection, pair: (i64, i64), event: Counted) -> rusqlite::Result<()> {
    rows(pair, event.day).into_iter().try_for_each(|row| EXCHANGES.add(c, row, event))
}

/// Counts all exchanges anew.
pub fn recount(c: &Connection) -> rusqlite::Result<()> {
    let mut sums: BTreeMap<[i64; 4], [i64; 3]> = BTreeMap::new();
    let mut ask =
        c.prepare("SELECT a, b, day, type, status, quad FROM event_pairs WHERE facing = 1")?;
    for exchange in ask.query_map([], exchange)? {
        let (pair, event) = exchange?;
        for row in rows(pair, event.day) {
            let sum = sums.entry(row).or_default();
            sum.iter_mut().zip(event.parts()).for_each(|(sum, part)| *sum += part);
        }
    }
    c.execute("DELETE FROM exchanges", [])?;
    let mut put = c.prepare("INSERT INTO exchanges VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?;
    for ([span, nr, a, b], [events, cooperation, conflict]) in sums {
        put.execute(params![span, nr, a, b, events, cooperation, conflict])?;
    }
    Ok(())
}

fn exchange(r: &Row) -> rusqlite::Result<((i64, i64), Counted)> {
    let event = Counted {
        day: r.get(2)?,
        event_type: r.get(3)?,
        status: r.get(4)?,
        quad: r.get(5)?,
        by: 1,
    };
    Ok(((r.get(0)?, r.get(1)?), event))
}

/// Where an exchange between two actors counts: in its month, its year and ever, for the two, for each of them with
/// whomever, and for all. With himself an actor has none with others.
fn rows((a, b): (i64, i64), day: Day) -> Vec<[i64; 4]> {
    let mut spans = vec![(0, 0)];
    if day != Day::MIN {
        spans.extend([(1, year_month(day).0), (2, month_of(day))]);
    }
    let of_whom: &[(i64, i64)] = if a == b { &[(a, b)] } else { &[(a, b), (0, a), (0, b), (0, 0)] };
    let row = |(span, nr): (i64, i32)| of_whom.iter().map(move |(a, b)| [span, nr.into(), *a, *b]);
    spans.into_iter().flat_map(row).collect()
}
