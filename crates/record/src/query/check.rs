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
    store::{Key, Packed, id, list},
};
use kroniek_model::{AboutRecord, ActorRef, Claim, StableId, Status, When};
use rusqlite::{params_from_iter, types::Value};
use serde::{Deserialize, Serialize};

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
        let way = if filter.newest_first { "DESC" } else { "ASC" };
        let walked = match query.from.contains(" w WHERE ") {
            true => format!("{} AND", query.from),
            false => format!("{} WHERE", query.from),
        };
        let this = format!("w.day = t.day AND w.hi = t.hi AND {} = t.event", query.id);
        let sql = format!(
            "SELECT c.id FROM claims c CROSS JOIN told t ON t.nr = c.nr
             WHERE c.about IS NOT NULL AND EXISTS (SELECT 1 {walked} {this})
             ORDER BY t.day {way}, t.hi {way}, c.id {way} {}",
            query.page
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
        let latest: Vec<StableId> = like.iter().rev().take(EXAMPLES).map(|l| l.id).collect();
        Ok(Checked { finding, counted, examples: self.event_rows(&latest)? })
    }

    /// What happened earlier of the same kind between the same actors, in order.
    fn like(&self, claim: &Claim, day: Stretch, own: Option<StableId>) -> Result<Vec<Like>> {
        let asked = Filter {
            types: vec![claim.event_type],
            statuses: vec![Status::Happened],
            actors: codes(claim),
            ..Filter::default()
        };
        let query = match asked.query(self) {
            Err(RecordError::Nobody(_)) => return Ok(Vec::new()),
            query => query?,
        };
        let here: Vec<ActorRef> = claim.source.iter().chain(&claim.target).cloned().collect();
        let kind =
            |e: &Brief| e.kind == claim.kind || e.mode.is_some() && e.mode == claim.codes.mode;
        let people = |e: &Brief| {
            let there: Vec<ActorRef> = e.source.iter().chain(&e.target).cloned().collect();
            same_people(&here, &there)
        };
        let sql = format!(
            "SELECT {0}, w.day, w.hi, (SELECT body FROM events e WHERE e.id = {0}) {1} AND w.hi < ? {2}",
            query.id, query.from, query.order
        );
        let mut values = query.values;
        values.push(Value::Integer(day.lo.into()));
        self.ask(|c| {
            let mut out = Vec::new();
            let mut ask = c.prepare_cached(&sql)?;
            let mut rows = ask.query(params_from_iter(&values))?;
            while let Some(r) = rows.next()? {
                let like = Like { id: id(r)?, at: Stretch { lo: r.get(1)?, hi: r.get(2)? } };
                let brief = r.get::<_, Packed<Brief>>(3)?.0;
                if Some(like.id) != own && brief.date.is_some() && kind(&brief) && people(&brief) {
                    out.push(like);
                }
            }
            Ok(out)
        })
    }

    /// None before it: that says something only if the record knows of the actors long enough.
    fn first(&self, claim: &Claim, day: Stretch, like: &[Like]) -> Result<Finding> {
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

/// An event that is like the one that is claimed to be the first, or the fortieth.
struct Like {
    id: StableId,
    at: Stretch,
}

/// What of an event tells whether it is.
#[derive(Deserialize)]
struct Brief {
    kind: String,
    mode: Option<String>,
    date: Option<When>,
    source: Vec<ActorRef>,
    target: Vec<ActorRef>,
}

/// One then and none since supports it, one since speaks against it; what was before is left out of the examples.
fn first_since(about: &AboutRecord, like: &mut Vec<Like>) -> Finding {
    let Some(then) = about.value.as_ref().and_then(|v| v.parse::<When>().ok()) else {
        return Finding::Unknown;
    };
    let then = Stretch::of(&then);
    if like.iter().any(|l| l.at.lo > then.hi) {
        like.retain(|l| l.at.lo > then.hi);
        return Finding::Contradicted;
    }
    like.retain(|l| l.at.distance(then) == 0);
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
