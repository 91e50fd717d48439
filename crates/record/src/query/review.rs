//! What a person should look at first, and how much was looked at.

use super::{EventRow, events};
use crate::{
    Record,
    error::Result,
    store::{id, list},
};
use rusqlite::params;
use serde::Serialize;

/// How many events there are, and of how many a person has judged a claim.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Reviewed {
    /// Events, those that were rejected as a whole left out.
    pub events: u64,
    /// Events with a claim that a person accepted or changed.
    pub judged: u64,
}

impl Record {
    /// Events of which no claim was judged, from the `offset`th on, at most `limit`: by how unsure they are times the
    /// number of independent reports that tell of them, the most first.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn to_review(&self, limit: usize, offset: usize) -> Result<Vec<EventRow>> {
        let sql = "SELECT d.event FROM doubts d
            WHERE NOT EXISTS (SELECT 1 FROM claims c WHERE c.event = d.event AND c.verdict IS NOT NULL)
            ORDER BY d.urgency, d.event LIMIT ?1 OFFSET ?2";
        self.ask(|c| {
            let ids = list(c, sql, params![limit as i64, offset as i64], id)?;
            events::rows(c, &ids)
        })
    }

    /// How much was looked at.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn reviewed(&self) -> Result<Reviewed> {
        self.ask(|c| {
            let n = |sql: &str| c.query_row(sql, [], |r| r.get::<_, i64>(0)).map(|n| n as u64);
            Ok(Reviewed {
                events: n("SELECT count(*) FROM events")?,
                judged: n("SELECT count(DISTINCT event) FROM claims INDEXED BY claims_judged
                           WHERE verdict IS NOT NULL AND event IS NOT NULL")?,
            })
        })
    }
}
