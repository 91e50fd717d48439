//! Claims, and how one came to be.

use super::reports::{self, ReportRow};
use crate::{
    Record,
    corrections::{Logged, Verdict},
    error::Result,
    event::Event,
    store::{Key, Packed, correct},
};
use kroniek_model::{Claim, StableId, When};
use rusqlite::{Connection, Params, Row};
use serde::Serialize;

/// A claim and the report that it stands in.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ClaimRow {
    /// Its identifier.
    pub id: StableId,
    /// The event that it tells of; none where a person rejected it.
    pub event: Option<StableId>,
    /// The report.
    pub doc: String,
    /// When the report appeared.
    pub published: Option<When>,
    /// Paper, agency or site.
    pub outlet: Option<String>,
    /// What a person said of it.
    pub verdict: Option<Verdict>,
    /// The claim, as a person changed it.
    #[serde(flatten)]
    pub claim: Claim,
}

/// All that shows how a claim came to be: its steps and what lost are in the claim itself.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Explained {
    /// The claim.
    #[serde(flatten)]
    pub claim: ClaimRow,
    /// The event that it tells of.
    pub told_of: Option<Event>,
    /// What people corrected of it, in the order in which that counts.
    pub corrections: Vec<Logged>,
    /// The report.
    pub report: ReportRow,
    /// The report's text, which the spans of the evidence count in.
    pub text: String,
}

impl Record {
    /// The claims that an identifier or a beginning of one leads to: those of an event, or else the one claim.
    ///
    /// # Errors
    /// Nothing or too much goes by it, or the store cannot be read.
    pub fn claims(&self, prefix: &str) -> Result<Vec<ClaimRow>> {
        match self.find_event(prefix) {
            Ok(event) => self.ask(|c| rows(c, "c.event = ?1", [Key(event)])),
            Err(no_event) => {
                let claim = self.find_claim(prefix).map_err(|_| no_event)?;
                self.ask(|c| rows(c, "c.id = ?1", [Key(claim)]))
            }
        }
    }

    /// The claims of a report, in the order in which it makes them; none where the record does not have it.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn claims_of_report(&self, doc: &str) -> Result<Vec<ClaimRow>> {
        self.ask(|c| rows(c, "r.doc = ?1", [doc]))
    }

    /// How a claim came to be; for the identifier of an event, its lead claim.
    ///
    /// # Errors
    /// Nothing or too much goes by it, or the store cannot be read.
    pub fn explain(&self, prefix: &str) -> Result<Explained> {
        let id = match self.find_claim(prefix) {
            Ok(claim) if !self.is_event(claim)? => claim,
            found => {
                let event = self.find_event(prefix).or_else(|e| found.map_err(|_| e))?;
                self.ask(|c| super::events::body(c, event))?.lead
            }
        };
        self.ask(|c| {
            let claim = one(c, id)?;
            let told_of = claim.event.map(|e| super::events::body(c, e)).transpose()?;
            let (report, text) = reports::with_text(c, &claim.doc)?;
            let corrections = correct::of_claim(c, &claim)?;
            Ok(Explained { claim, told_of, corrections, report, text })
        })
    }

    fn is_event(&self, id: StableId) -> Result<bool> {
        self.ask(|c| c.prepare_cached("SELECT 1 FROM events WHERE id = ?1")?.exists([Key(id)]))
    }
}

fn one(c: &Connection, id: StableId) -> rusqlite::Result<ClaimRow> {
    rows(c, "c.id = ?1", [Key(id)])?.pop().ok_or(rusqlite::Error::QueryReturnedNoRows)
}

/// Claims that a condition on `claims c` and `reports r` chooses, in the order of reports and of the claims in them.
pub(super) fn rows(
    c: &Connection,
    condition: &str,
    params: impl Params,
) -> rusqlite::Result<Vec<ClaimRow>> {
    let sql = format!(
        "SELECT c.id, c.event, r.doc, r.published, r.outlet, ifnull(c.fixed, c.body), c.verdict
         FROM claims c JOIN reports r ON r.id = c.report WHERE {condition} ORDER BY r.day, r.doc, c.nth"
    );
    c.prepare_cached(&sql)?.query_map(params, row)?.collect()
}

fn row(r: &Row) -> rusqlite::Result<ClaimRow> {
    let published: Option<String> = r.get(3)?;
    Ok(ClaimRow {
        id: r.get::<_, Key>(0)?.0,
        event: r.get::<_, Option<Key>>(1)?.map(|k| k.0),
        doc: r.get(2)?,
        published: published.and_then(|p| p.parse().ok()),
        outlet: r.get(4)?,
        claim: r.get::<_, Packed<Claim>>(5)?.0,
        verdict: r.get::<_, Option<String>>(6)?.and_then(|v| v.parse().ok()),
    })
}
