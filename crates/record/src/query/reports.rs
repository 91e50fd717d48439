//! Reports, and how much there is of everything.

use crate::{
    Record,
    error::{RecordError, Result},
    store::{Json, Packed, Rest, Text, list},
};
use kroniek_model::{Claim, Reading, Versions, When};
use rusqlite::{Connection, OptionalExtension, Row, ToSql};
use serde::Serialize;

/// A report without its text.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReportRow {
    /// Its identifier.
    pub doc: String,
    /// When it appeared.
    pub published: Option<When>,
    /// Language it was read in.
    pub lang: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// Where it came from.
    pub url: Option<String>,
    /// Paper, agency or site.
    pub outlet: Option<String>,
    /// What read it.
    pub versions: Versions,
    /// What a person should know of how it was read.
    pub warnings: Vec<String>,
    /// Number of claims in it.
    pub claims: u32,
    /// Number of other reports that share its text.
    pub copies: u32,
}

/// Where a report came from.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Origin {
    /// The report.
    pub doc: String,
    /// When it appeared.
    pub published: Option<When>,
    /// Language it was read in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// Where it came from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Paper, agency or site.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outlet: Option<String>,
}

/// How much there is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Reports.
    pub reports: u64,
    /// Reports that are no copies of each other.
    pub origins: u64,
    /// Claims.
    pub claims: u64,
    /// Events.
    pub events: u64,
    /// Claims of a state of affairs.
    pub states: u64,
    /// States, organisations and groups that take part in events.
    pub actors: u64,
}

const COLUMNS: &str = "r.doc, r.published, r.lang, r.title, r.url, r.outlet, v.body, r.rest,
    (SELECT count(*) FROM claims c WHERE c.report = r.id),
    (SELECT count(*) - 1 FROM reports o JOIN sketches t ON t.id = o.sketch WHERE t.origin = s.origin)";
const TABLES: &str =
    "reports r JOIN sketches s ON s.id = r.sketch JOIN versions v ON v.nr = r.read_by";

impl Record {
    /// Reports by date, from the `offset`th on, at most `limit`.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn reports(&self, limit: Option<usize>, offset: usize) -> Result<Vec<ReportRow>> {
        let limit = limit.map_or(-1, |n| i64::try_from(n).unwrap_or(i64::MAX));
        // What is passed over is not looked at.
        let page =
            format!("SELECT id FROM reports ORDER BY day, doc LIMIT {limit} OFFSET {offset}");
        let sql =
            format!("SELECT {COLUMNS} FROM {TABLES} WHERE r.id IN ({page}) ORDER BY r.day, r.doc");
        self.ask(|c| c.prepare(&sql)?.query_map([], row)?.collect())
    }

    /// A report and its text.
    ///
    /// # Errors
    /// The record does not have it, or cannot be read.
    pub fn report(&self, doc: &str) -> Result<(ReportRow, String)> {
        self.ask(|c| with_text(c, doc).optional())?
            .ok_or_else(|| RecordError::Unknown(doc.to_owned()))
    }

    /// Where a report came from; none where the record does not have it.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn origin(&self, doc: &str) -> Result<Option<Origin>> {
        let sql = "SELECT doc, published, lang, url, outlet FROM reports WHERE doc = ?1";
        let origin = |r: &Row| {
            let published: Option<String> = r.get(1)?;
            let published = published.and_then(|p| p.parse().ok());
            Ok(Origin {
                doc: r.get(0)?,
                published,
                lang: r.get(2)?,
                url: r.get(3)?,
                outlet: r.get(4)?,
            })
        };
        self.ask(|c| c.prepare_cached(sql)?.query_row([doc], origin).optional())
    }

    /// All that a report yielded, as it was read.
    ///
    /// # Errors
    /// The record does not have the report, or cannot be read.
    pub fn reading(&self, doc: &str) -> Result<Reading> {
        let (report, _) = self.report(doc)?;
        let claims = "SELECT c.body FROM claims c JOIN reports r ON r.id = c.report WHERE r.doc = ?1 ORDER BY c.nth";
        self.ask(|c| {
            let rest = rest(c, "doc = ?1", doc)?;
            Ok(Reading {
                doc: report.doc,
                lang: report.lang.unwrap_or_default(),
                published: report.published,
                events: list(c, claims, [doc], |r| Ok(r.get::<_, Packed<Claim>>(0)?.0))?,
                people: rest.people,
                states: rest.states,
                times: rest.times,
                versions: report.versions,
                warnings: rest.warnings,
            })
        })
    }

    /// How much there is of everything.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn counts(&self) -> Result<Counts> {
        self.ask(|c| {
            let n = |sql: &str| c.query_row(sql, [], |r| r.get::<_, i64>(0)).map(|n| n as u64);
            Ok(Counts {
                reports: n("SELECT count(*) FROM reports")?,
                origins: n("SELECT count(DISTINCT origin) FROM sketches")?,
                claims: n("SELECT count(*) FROM claims")?,
                events: n("SELECT count(*) FROM events")?,
                states: n("SELECT count(*) FROM sayings WHERE nth >= 0")?,
                actors: n("SELECT count(*) FROM actors a
                          WHERE EXISTS (SELECT 1 FROM event_actors e WHERE e.actor = a.nr)")?,
            })
        })
    }
}

/// What a report yielded beside its claims.
pub(super) fn rest(c: &Connection, which: &str, id: impl ToSql) -> rusqlite::Result<Rest> {
    let sql = format!("SELECT rest FROM reports WHERE {which}");
    c.prepare_cached(&sql)?.query_row([id], |r| Ok(r.get::<_, Packed<Rest>>(0)?.0))
}

pub(super) fn with_text(c: &Connection, doc: &str) -> rusqlite::Result<(ReportRow, String)> {
    let sql = format!("SELECT {COLUMNS}, r.text FROM {TABLES} WHERE r.doc = ?1");
    c.prepare_cached(&sql)?.query_row([doc], |r| Ok((row(r)?, r.get::<_, Text>(10)?.0)))
}

fn row(r: &Row) -> rusqlite::Result<ReportRow> {
    let published: Option<String> = r.get(1)?;
    Ok(ReportRow {
        doc: r.get(0)?,
        published: published.and_then(|p| p.parse().ok()),
        lang: r.get(2)?,
        title: r.get(3)?,
        url: r.get(4)?,
        outlet: r.get(5)?,
        versions: r.get::<_, Json<Versions>>(6)?.0,
        warnings: r.get::<_, Packed<Rest>>(7)?.0.warnings,
        claims: r.get(8)?,
        copies: r.get(9)?,
    })
}
