//! A claim reduced to what tells whether two claims are of one event.

use crate::{
    day::{Day, Stretch},
    fold::{fold, words},
};
use kroniek_model::{ActorRef, Claim, EventType, StableId, Status, When};
use std::sync::Arc;

/// Longest stretch, in days, of a date that can fix an event: a month.
pub const SHORT: i64 = 31;
/// Days before and after its publication in which an event without a date is looked for.
pub const AROUND: Day = 3;
/// Longest stretch, in days, of a date that fixes an event as well as a day does.
pub const FEW: i64 = 3;
/// Days that two tellings of one event may lie apart at most.
pub const APART: Day = 2;
/// Above this number of actors on one side of a mutual event only pairs with the first of them are looked up.
const MANY: usize = 12;

/// One actor of a claim.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Party {
    /// State, organisation or group.
    pub code: String,
    /// Identifier of the person, where the reader knew him.
    pub person: Option<String>,
    /// Folded name.
    pub name: Option<String>,
}

impl Party {
    /// Whether a person or a body is named.
    pub fn is_somebody(&self) -> bool {
        self.person.is_some() || self.name.is_some()
    }
}

/// Where in time claims of the same event are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    /// Whether the date is longer than a month: such claims meet only each other.
    pub long: bool,
    /// First day.
    pub lo: Day,
    /// Last day.
    pub hi: Day,
}

/// A claim as merging sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// The claim's identifier.
    pub id: StableId,
    /// The report's identifier.
    pub doc: StableId,
    /// What it says; copies of a claim share it.
    pub said: Arc<Said>,
}

/// What a claim says, whichever report says it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Said {
    /// When the report appeared.
    pub published: Option<Stretch>,
    /// Reading type.
    pub event_type: EventType,
    /// Neutral kind.
    pub kind: String,
    /// Mode by the ontology.
    pub mode: Option<String>,
    /// How certain.
    pub status: Status,
    /// When it took place.
    pub date: Option<Stretch>,
    /// Whether its words do not say so: the date is presumed from what stands around it or from when the report
    /// appeared, and may be late.
    pub presumed: bool,
    /// Folded name of the place.
    pub place: Option<String>,
    /// State that the place lies in.
    pub country: Option<String>,
    /// Who acts, sorted.
    pub source: Vec<Party>,
    /// Who undergoes, sorted; empty where it is mutual.
    pub target: Vec<Party>,
    /// Hashes of the words of the evidence, sorted.
    pub words: Vec<u32>,
}

impl Said {
    /// What merging needs of a claim in a report that appeared then.
    pub fn of(published: Option<&When>, claim: &Claim) -> Self {
        let (published, date) = (published.map(Stretch::of), claim.date.as_ref().map(Stretch::of));
        Said {
            published,
            event_type: claim.event_type,
            kind: claim.kind.clone(),
            mode: claim.codes.mode.clone(),
            status: claim.status,
            date,
            presumed: !claim.is_dated_in_words().unwrap_or(date != published),
            place: claim.place.as_ref().map(|p| fold(&p.name)).filter(|n| !n.is_empty()),
            country: claim.place.as_ref().and_then(|p| p.country.clone()),
            source: parties(&claim.source),
            target: parties(&claim.target),
            words: claim.evidence.first().map_or(Vec::new(), |e| words(&e.text)),
        }
    }

    /// Where in time to look for the same event; `None` where neither date nor publication is known.
    pub fn slot(&self) -> Option<Slot> {
        match (self.date, self.published) {
            (Some(d), _) => Some(Slot { long: d.len() > SHORT, lo: d.lo, hi: d.hi }),
            (None, Some(p)) if p.len() <= SHORT => {
                Some(Slot { long: false, lo: p.lo - AROUND, hi: p.hi + AROUND })
            }
            _ => None,
        }
    }

    /// Keys that claims of the same event share: type and pair of actors, each once.
    pub fn keys(&self) -> Vec<u64> {
        let Some(slot) = self.slot() else { return Vec::new() };
        let span = if slot.long { "long" } else { "short" };
        let mut keys: Vec<u64> = self
            .pairs()
            .into_iter()
            .map(|(a, b)| StableId::of(&[self.event_type.as_str(), a, b, span]).0)
            .collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    fn pairs(&self) -> Vec<(&str, &str)> {
        let (s, t) = (&self.source, &self.target);
        let ordered = |a: &'_ Party, b: &'_ Party| a.code <= b.code;
        let pair = |a, b| if ordered(a, b) { (a, b) } else { (b, a) };
        let mut out: Vec<(&Party, &Party)> = Vec::new();
        match (s.len(), t.len()) {
            (1, 0) | (0, 1) => return s.iter().chain(t).map(|p| (p.code.as_str(), "")).collect(),
            (n, 0) => {
                let firsts = if n > MANY { 1 } else { n };
                for i in 0..firsts {
                    out.extend(s[i + 1..].iter().map(|b| pair(&s[i], b)));
                }
            }
            _ => out.extend(s.iter().flat_map(|a| t.iter().map(move |b| pair(a, b)))),
        }
        out.into_iter().map(|(a, b)| (a.code.as_str(), b.code.as_str())).collect()
    }
}

pub(super) fn parties(side: &[ActorRef]) -> Vec<Party> {
    let mut all: Vec<Party> = side
        .iter()
        .map(|a| Party {
            code: a.code.clone(),
            person: a.person.clone(),
            name: a.name.as_deref().map(fold).filter(|n| !n.is_empty()),
        })
        .collect();
    all.sort();
    all.dedup();
    all
}
