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

/// Counts what an actor takes part in.
pub fn actor(c: &Connection, actor: i64, event: Counted) -> rusqlite::Result<()> {
    let year = if event.day == Day::MIN { NO_YEAR } else { year_month(event.day).0 };
    let (of, status) = (type_nr(event.event_type), status_nr(event.status));
    let [events, cooperation, conflict] = event.parts();
    c.prepare_cached(
        "INSERT INTO actor_years (actor, year, type, status, events, cooperation, conflict)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         ON CONFLICT DO UPDATE SET events = events + excluded.events,
             cooperation = cooperation + excluded.cooperation, conflict = conflict + excluded.conflict",
    )?
    .execute(params![actor, year, of, status, events, cooperation, conflict])?;
    if event.by < 0 {
        c.prepare_cached(
            "DELETE FROM actor_years
             WHERE actor = ?1 AND year = ?2 AND type = ?3 AND status = ?4 AND events = 0",
        )?
        .execute(params![actor, year, of, status])?;
    }
    Ok(())
}

/// Counts an exchange between two actors, in its month, its year and ever; with himself an actor has none with others.
pub fn pair(c: &Connection, (a, b): (i64, i64), event: Counted) -> rusqlite::Result<()> {
    let mut spans = vec![(0, 0)];
    if event.day != Day::MIN {
        spans.extend([(1, year_month(event.day).0), (2, month_of(event.day))]);
    }
    for (span, nr) in spans {
        bump(c, (span, nr), (a, b), event)?;
        if a != b && span < 2 {
            for (all, of) in [(0, a), (0, b), (0, 0)] {
                bump(c, (span, nr), (all, of), event)?;
            }
        }
    }
    Ok(())
}

fn bump(
    c: &Connection,
    (span, nr): (i32, i32),
    (a, b): (i64, i64),
    event: Counted,
) -> rusqlite::Result<()> {
    let [events, cooperation, conflict] = event.parts();
    c.prepare_cached(
        "INSERT INTO exchanges (span, nr, a, b, events, cooperation, conflict)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         ON CONFLICT DO UPDATE SET events = events + excluded.events,
             cooperation = cooperation + excluded.cooperation, conflict = conflict + excluded.conflict",
    )?
    .execute(params![span, nr, a, b, events, cooperation, conflict])?;
    if event.by < 0 {
        c.prepare_cached(
            "DELETE FROM exchanges WHERE span = ?1 AND nr = ?2 AND a = ?3 AND b = ?4 AND events = 0",
        )?
        .execute(params![span, nr, a, b])?;
    }
    Ok(())
}
