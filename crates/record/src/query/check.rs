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
    merge::{AROUND, same_people},
    store::{Key, Packed, id, list},
};
use kroniek_model::{AboutRecord, ActorRef, Claim, StableId, Status, When};
use rusqlite::{params_from_iter, types::Value};
use serde::{Deserialize, Serialize};
use std::fmt;

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

/// Why the record does not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// Neither the claim nor its report has a date.
    NoDate,
    /// It says since when in words that are no date, or not how many.
    NoValue,
    /// What it claims (the largest, the longest) is not looked up.
    NotLookedUp,
    /// The record does not know of these actors together for a year before.
    TooShort,
    /// Of the time since when it is the first the record has none of the kind.
    NoneThen,
    /// The record counts fewer, and may lack some.
    Fewer,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Finding::Supported => "supported",
            Finding::Contradicted => "contradicted",
            Finding::Unknown => "unknown",
        })
    }
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Why::NoDate => "no-date",
            Why::NoValue => "no-value",
            Why::NotLookedUp => "not-looked-up",
            Why::TooShort => "too-short",
            Why::NoneThen => "none-then",
            Why::Fewer => "fewer",
        })
    }
}

/// A claim about the record, looked up in it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Checked {
    /// What the record says.
    pub finding: Finding,
    /// Why it does not know, where it does not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<Why>,
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
        let walked = match query.from().contains(" w WHERE ") {
            true => format!("{} AND", query.from()),
            false => format!("{} WHERE", query.from()),
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
        let mut like = match day {
            Some(day) => self.like(claim, Stretch::of(day), own)?,
            None => Vec::new(),
        };
        let counted = like.len() as u64 + 1;
        let (finding, why) = match self.found(claim, day, &mut like)? {
            Ok(true) => (Finding::Supported, None),
            Ok(false) => (Finding::Contradicted, None),
            Err(why) => (Finding::Unknown, Some(why)),
        };
        let latest: Vec<StableId> = like.iter().rev().take(EXAMPLES).map(|l| l.id).collect();
        Ok(Checked { finding, why, counted, examples: self.event_rows(&latest)? })
    }

    /// Whether it is so by what is like it, of which only what speaks for or against it is left.
    fn found(&self, claim: &Claim, day: Option<&When>, like: &mut Vec<Like>) -> Result<Found> {
        let (Some(about), Some(day)) = (&claim.about_record, day) else {
            return Ok(Err(Why::NoDate));
        };
        Ok(match about.claim.as_str() {
            "first" => self.first(claim, Stretch::of(day), like)?,
            "first-since" => first_since(about, like),
            "nth" => nth(about, like.len() as u64 + 1),
            _ => Err(Why::NotLookedUp),
        })
    }

    /// What happened earlier of the same kind between the same actors, in order. What took place a few days before may
    /// be the event itself, told otherwise.
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
            same_people(&here, &there) && same_offices(&here, &there)
        };
        let sql = format!(
            "SELECT {0}, w.day, w.hi, (SELECT body FROM events e WHERE e.id = {0}) {1} AND w.hi < ? {2}",
            query.id,
            query.from(),
            query.order
        );
        let mut values = query.values;
        values.push(Value::Integer(day.lo.saturating_sub(AROUND).into()));
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
    fn first(&self, claim: &Claim, day: Stretch, like: &[Like]) -> Result<Found> {
        if !like.is_empty() {
            return Ok(Ok(false));
        }
        let between = Filter { actors: codes(claim), limit: Some(1), ..Filter::default() };
        let oldest = match self.events(&between) {
            Err(RecordError::Nobody(_)) => None,
            found => found?.pop().and_then(|e| e.event.date),
        };
        let long = |w: When| Stretch::of(&w).lo <= day.lo.saturating_sub(YEAR);
        Ok(if oldest.is_some_and(long) { Ok(true) } else { Err(Why::TooShort) })
    }
}

/// Whether it is so, or why that is not known.
type Found = std::result::Result<bool, Why>;

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
fn first_since(about: &AboutRecord, like: &mut Vec<Like>) -> Found {
    let Some(then) = about.value.as_ref().and_then(|v| v.parse::<When>().ok()) else {
        like.clear();
        return Err(Why::NoValue);
    };
    let then = Stretch::of(&then);
    if like.iter().any(|l| l.at.lo > then.hi) {
        like.retain(|l| l.at.lo > then.hi);
        return Ok(false);
    }
    like.retain(|l| l.at.distance(then) == 0);
    if like.is_empty() { Err(Why::NoneThen) } else { Ok(true) }
}

/// The record may lack some, so that fewer say nothing.
fn nth(about: &AboutRecord, counted: u64) -> Found {
    match about.value.as_ref().and_then(|v| v.parse::<u64>().ok()) {
        Some(n) if n == counted => Ok(true),
        Some(n) if n < counted => Ok(false),
        Some(_) => Err(Why::Fewer),
        None => Err(Why::NoValue),
    }
}

/// Whether all that a claim names by their offices alone ("an American president") are in an event by that office.
fn same_offices(claim: &[ActorRef], event: &[ActorRef]) -> bool {
    let unnamed = claim.iter().filter(|a| a.name.is_none() && a.office.is_some());
    let same = |a: &ActorRef, b: &ActorRef| a.code == b.code && a.office == b.office;
    unnamed.into_iter().all(|a| event.iter().any(|b| same(a, b)))
}

fn codes(claim: &Claim) -> Vec<String> {
    let mut all: Vec<String> =
        claim.source.iter().chain(&claim.target).map(|a| a.code.clone()).collect();
    all.sort();
    all.dedup();
    all
}
