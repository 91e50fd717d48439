//! Whether what reports say of the record itself is so, as far as the record knows: the first visit since 2018, the
//! fortieth meeting.

use super::{
    EventRow, Filter,
    claims::{self, ClaimRow},
};
use crate::{
    Record,
    day::{Day, Stretch},
    error::{RecordError, Result},
    merge::same_people,
    store::{Key, id, list},
};
use kroniek_model::{AboutRecord, Claim, StableId, Status, When};
use rusqlite::params_from_iter;
use serde::Serialize;

/// How many events are shown for or against a claim.
const EXAMPLES: usize = 3;
/// Days before an event from which on the record must know of its actors, for "none before" to mean something.
const YEAR: Day = 365;

/// What the record says of a claim about itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Finding {
    /// It agrees.
    Supported,
    /// It has a counter-example.
    Contradicted,
    /// It does not know enough.
    Unknown,
}

/// A claim about the record, looked up in it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Checked {
    /// What the record says.
    pub finding: Finding,
    /// Number of events of the kind between the same actors, the claim's own among them.
    pub counted: u64,
    /// Events for or against it, the latest first.
    pub examples: Vec<EventRow>,
}

/// A claim of a report about the record, and what the record says of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CheckedClaim {
    /// The claim.
    #[serde(flatten)]
    pub claim: ClaimRow,
    /// What the record says.
    pub checked: Checked,
}

impl Record {
    /// The claims about the record itself, of the events that a filter asks for, each looked up.
    ///
    /// # Errors
    /// Nobody in the record goes by an actor's name, or the store cannot be read.
    pub fn about_record(&self, filter: &Filter) -> Result<Vec<CheckedClaim>> {
        let query = filter.query(self)?;
        let sql = format!(
            "SELECT c.id FROM claims c WHERE c.about IS NOT NULL AND c.event IN (SELECT {} {}) ORDER BY c.id",
            query.id, query.from
        );
        let found = self.ask(|c| list(c, &sql, params_from_iter(&query.values), id))?;
        let mut out = Vec::new();
        for claim in found {
            let rows = self.ask(|c| claims::rows(c, "c.id = ?1", [Key(claim)]))?;
            for claim in rows {
                let day = claim.claim.date.clone().or_else(|| claim.published.clone());
                let checked = self.check(&claim.claim, day.as_ref(), claim.event)?;
                out.push(CheckedClaim { claim, checked });
            }
        }
        Ok(out)
    }

    /// Looks up what a claim says about the record. `day` is when its event took place; `own` is the event itself,
    /// where the record has it.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn check(
        &self,
        claim: &Claim,
        day: Option<&When>,
        own: Option<StableId>,
    ) -> Result<Checked> {
        let (Some(about), Some(day)) = (&claim.about_record, day) else {
            return Ok(Checked { finding: Finding::Unknown, counted: 0, examples: Vec::new() });
        };
        let day = Stretch::of(day);
        let mut like = self.like(claim, day, own)?;
        let counted = like.len() as u64 + 1;
        let finding = match about.claim.as_str() {
            "first" => self.first(claim, day, &like)?,
            "first-since" => first_since(about, &mut like),
            "nth" => nth(about, counted),
            _ => Finding::Unknown,
        };
        like.reverse();
        like.truncate(EXAMPLES);
        Ok(Checked { finding, counted, examples: like })
    }

    /// What happened earlier of the same kind between the same actors, in order.
    fn like(&self, claim: &Claim, day: Stretch, own: Option<StableId>) -> Result<Vec<EventRow>> {
        let asked = Filter {
            types: vec![claim.event_type],
            statuses: vec![Status::Happened],
            actors: codes(claim),
            ..Filter::default()
        };
        let found = match self.events(&asked) {
            Err(RecordError::Nobody(_)) => Vec::new(),
            found => found?,
        };
        let kind = |e: &EventRow| {
            e.event.kind == claim.kind
                || e.event.codes.mode.is_some() && e.event.codes.mode == claim.codes.mode
        };
        let earlier =
            |e: &EventRow| e.event.date.as_ref().is_some_and(|d| Stretch::of(d).hi < day.lo);
        let people = |e: &EventRow| {
            let there: Vec<_> = e.event.source.iter().chain(&e.event.target).cloned().collect();
            let here: Vec<_> = claim.source.iter().chain(&claim.target).cloned().collect();
            same_people(&here, &there)
        };
        let like = |e: &EventRow| Some(e.event.id) != own && kind(e) && earlier(e) && people(e);
        Ok(found.into_iter().filter(like).collect())
    }

    /// None before it: that says something only if the record knows of the actors long enough.
    fn first(&self, claim: &Claim, day: Stretch, like: &[EventRow]) -> Result<Finding> {
        if !like.is_empty() {
            return Ok(Finding::Contradicted);
        }
        let between = Filter { actors: codes(claim), limit: Some(1), ..Filter::default() };
        let oldest = match self.events(&between) {
            Err(RecordError::Nobody(_)) => None,
            found => found?.pop().and_then(|e| e.event.date),
        };
        let long = |w: When| Stretch::of(&w).lo <= day.lo.saturating_sub(YEAR);
        Ok(if oldest.is_some_and(long) { Finding::Supported } else { Finding::Unknown })
    }
}

/// One then and none since supports it, one since speaks against it; what was before is left out of the examples.
fn first_since(about: &AboutRecord, like: &mut Vec<EventRow>) -> Finding {
    let Some(then) = about.value.as_ref().and_then(|v| v.parse::<When>().ok()) else {
        return Finding::Unknown;
    };
    let then = Stretch::of(&then);
    let at = |e: &EventRow| e.event.date.as_ref().map(Stretch::of);
    let since = |e: &EventRow| at(e).is_some_and(|d| d.lo > then.hi);
    if like.iter().any(since) {
        like.retain(since);
        return Finding::Contradicted;
    }
    like.retain(|e| at(e).is_some_and(|d| d.distance(then) == 0));
    if like.is_empty() { Finding::Unknown } else { Finding::Supported }
}

/// The record may lack some, so that fewer say nothing.
fn nth(about: &AboutRecord, counted: u64) -> Finding {
    match about.value.as_ref().and_then(|v| v.parse::<u64>().ok()) {
        Some(n) if n == counted => Finding::Supported,
        Some(n) if n < counted => Finding::Contradicted,
        _ => Finding::Unknown,
    }
}

fn codes(claim: &Claim) -> Vec<String> {
    let mut all: Vec<String> =
        claim.source.iter().chain(&claim.target).map(|a| a.code.clone()).collect();
    all.sort();
    all.dedup();
    all
}
