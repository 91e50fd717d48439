//! What the claims of one event come to: a pure function of the set.
//!
//! The rules of choice. **Status**: what is said to have happened or not to have goes before an allegation, that
//! before a plan, that before a possibility; between happened and denied, and between any two values elsewhere, the
//! one with more independent sources. What a person accepted or changed goes before all else. **Date**: of the claims with the chosen status first; the most precise, then
//! the one with more independent sources. **Place**: more independent sources. Ties go to what was published
//! earliest, then to the value that sorts first. The other values are kept as alternatives.

use crate::{
    day::{Day, Stretch},
    event::{Alternative, Event},
    fold::fold,
};
use kroniek_model::{ActorRef, Claim, NumberMention, Place, StableId, Status, When};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// A claim with what of its report matters to the event.
#[derive(Debug, Clone)]
pub struct Member {
    /// The claim's identifier.
    pub id: StableId,
    /// The report's identifier.
    pub doc: StableId,
    /// Identifier shared by the reports that are copies of one.
    pub origin: StableId,
    /// When the report appeared.
    pub published: Option<When>,
    /// Whether a person accepted or changed it.
    pub checked: bool,
    /// The claim.
    pub claim: Arc<Claim>,
}

/// The event that `members` tell of; `None` where there are none.
pub fn blend(members: &[Member]) -> Option<Event> {
    let sorted: BTreeMap<StableId, &Member> = members.iter().map(|m| (m.id, m)).collect();
    let all: Vec<&Member> = sorted.into_values().collect();
    let id = all.first()?.id;
    let statuses = votes(&all, |m| Some(m.claim.status));
    let status = *best(&statuses, |s, n| (rank(*s), n))?;
    let standing: Vec<&Member> = all.iter().copied().filter(|m| m.claim.status == status).collect();
    let kinds = votes(&standing, |m| Some((m.claim.event_type, m.claim.kind.clone())));
    let kind = best(&kinds, |_, n| n)?;
    let lead = lead(&standing, &kind.1)?;
    let dates = votes(&all, edtf);
    let places =
        votes(&all, |m| m.claim.place.as_ref().map(|p| (fold(&p.name), p.country.clone())));
    let date = date(&standing).or_else(|| date(&all));
    let place = best(&places, |p, n| (n, p.1.is_some()));
    let mut event = Event {
        id,
        event_type: kind.0,
        kind: kind.1.clone(),
        codes: lead.claim.codes.clone(),
        status,
        place: place.and_then(|p| named(&all, p)),
        source: bare(&lead.claim.source, &all),
        target: bare(&lead.claim.target, &all),
        said_by: said_by(&standing, lead),
        numbers: numbers(&all),
        about_record: lead.claim.about_record.clone(),
        confidence: confidence(&all),
        claims: all.len() as u32,
        reports: count(all.iter().map(|m| m.doc)),
        independent: count(all.iter().map(|m| m.origin)),
        first_published: published(&all).min_by_key(|w| Stretch::of(w)).cloned(),
        last_published: published(&all).max_by_key(|w| Stretch::of(w)).cloned(),
        lead: lead.id,
        alternatives: Vec::new(),
        date,
    };
    let chosen_place = place.map(|p| p.0.clone());
    event.alternatives.extend(variants("status", &statuses, Some(&status), ToString::to_string));
    let chosen_date = event.date.as_ref().map(ToString::to_string);
    event.alternatives.extend(variants("date", &dates, chosen_date.as_ref(), Clone::clone));
    let by_name = votes(&all, |m| m.claim.place.as_ref().map(|p| fold(&p.name)));
    event.alternatives.extend(variants("place", &by_name, chosen_place.as_ref(), |p| {
        named_as(&all, p).unwrap_or_else(|| p.clone())
    }));
    event.alternatives.extend(counts(&all));
    if all.len() > 1 {
        let chosen = company(&event.source, &event.target);
        let companies = votes(&all, |m| Some(company(&m.claim.source, &m.claim.target)));
        event.alternatives.extend(variants("who", &companies, Some(&chosen), Clone::clone));
    }
    Some(event)
}

/// The codes of all who take part, on whichever side.
fn company(source: &[ActorRef], target: &[ActorRef]) -> String {
    let codes: BTreeSet<&str> = source.iter().chain(target).map(|a| a.code.as_str()).collect();
    codes.into_iter().collect::<Vec<_>>().join(" + ")
}

/// What stands behind one value.
#[derive(Default)]
struct Vote {
    origins: BTreeSet<StableId>,
    claims: Vec<StableId>,
    first: Option<Day>,
    checked: bool,
}

type Votes<V> = BTreeMap<V, Vote>;

fn votes<V: Ord>(members: &[&Member], value: impl Fn(&Member) -> Option<V>) -> Votes<V> {
    let mut out: Votes<V> = BTreeMap::new();
    for m in members {
        let Some(v) = value(m) else { continue };
        let vote = out.entry(v).or_default();
        vote.origins.insert(m.origin);
        vote.claims.push(m.id);
        vote.checked |= m.checked;
        let day = m.published.as_ref().map(|w| Stretch::of(w).lo);
        vote.first = [vote.first, day].into_iter().flatten().min();
    }
    out
}

/// The value that weighs most; ties go to the earliest published, then to the one that sorts first.
fn best<V: Ord, W: Ord>(votes: &Votes<V>, weight: impl Fn(&V, usize) -> W) -> Option<&V> {
    let key = |(v, n): &(&V, &Vote)| {
        let early = std::cmp::Reverse(n.first.unwrap_or(Day::MAX));
        (n.checked, weight(v, n.origins.len()), early)
    };
    let mut out: Option<(&V, &Vote)> = None;
    for pair in votes {
        if out.as_ref().is_none_or(|o| key(&pair) > key(o)) {
            out = Some(pair);
        }
    }
    out.map(|(v, _)| v)
}

fn rank(status: Status) -> u8 {
    match status {
        Status::Happened | Status::Denied => 3,
        Status::Alleged => 2,
        Status::Planned => 1,
        Status::Hypothetical => 0,
    }
}

fn edtf(m: &Member) -> Option<String> {
    m.claim.date.as_ref().map(ToString::to_string)
}

fn date(members: &[&Member]) -> Option<When> {
    let days = |text: &str| text.parse().map_or(i64::MAX, |w: When| Stretch::of(&w).len());
    best(&votes(members, edtf), |w, n| (std::cmp::Reverse(days(w)), n))?.parse().ok()
}

/// The claim that says most of it: most actors, most of them named, surest, smallest.
fn lead<'a>(members: &[&'a Member], kind: &str) -> Option<&'a Member> {
    let sides = |m: &Member| m.claim.source.len() + m.claim.target.len();
    let names = |m: &Member| {
        m.claim.source.iter().chain(&m.claim.target).filter(|a| a.name.is_some()).count()
    };
    let weight = |m: &Member| (m.checked, sides(m), names(m), (m.claim.confidence * 1e4) as i64);
    let of_kind = members.iter().filter(|m| m.claim.kind == kind);
    of_kind.copied().max_by(|a, b| weight(a).cmp(&weight(b)).then(b.id.cmp(&a.id)))
}

/// A side without places in the text; who has no name there gets the fullest that other claims give.
fn bare(side: &[ActorRef], all: &[&Member]) -> Vec<ActorRef> {
    let mut out: Vec<ActorRef> = side
        .iter()
        .map(|a| {
            let named = if a.name.is_some() { a } else { fullest(&a.code, side, all).unwrap_or(a) };
            ActorRef {
                code: a.code.clone(),
                name: named.name.clone(),
                office: named.office.clone(),
                sector: named.sector.or(a.sector),
                person: named.person.clone(),
                ..ActorRef::default()
            }
        })
        .collect();
    out.dedup();
    out
}

/// The fullest name that any claim gives for a code which stands once on the side.
fn fullest<'a>(code: &str, side: &[ActorRef], all: &[&'a Member]) -> Option<&'a ActorRef> {
    if side.iter().filter(|a| a.code == code).count() > 1 {
        return None;
    }
    all.iter()
        .flat_map(|m| m.claim.source.iter().chain(&m.claim.target))
        .filter(|a| a.code == code && a.name.is_some())
        .max_by(|a, b| {
            let len = |a: &ActorRef| a.name.as_ref().map_or(0, |n| n.chars().count());
            len(a)
                .cmp(&len(b))
                .then_with(|| b.name.cmp(&a.name))
                .then_with(|| b.office.cmp(&a.office))
        })
}

fn named(all: &[&Member], (name, country): &(String, Option<String>)) -> Option<Place> {
    let name = named_as(all, name)?;
    Some(Place { name, country: country.clone() })
}

/// The spelling of a folded place name that sorts first.
fn named_as(all: &[&Member], folded: &str) -> Option<String> {
    let names = all.iter().filter_map(|m| m.claim.place.as_ref()).map(|p| &p.name);
    names.filter(|n| fold(n) == folded).min().cloned()
}

/// Somebody's word only, unless a report says it by itself.
fn said_by(standing: &[&Member], lead: &Member) -> Option<ActorRef> {
    match standing.iter().any(|m| m.claim.said_by.is_none()) {
        true => None,
        false => lead.claim.said_by.clone(),
    }
}

fn numbers(all: &[&Member]) -> Vec<NumberMention> {
    let mut out: BTreeMap<(String, String), NumberMention> = BTreeMap::new();
    for n in all.iter().flat_map(|m| &m.claim.numbers) {
        let value = n.value.map_or_else(|| fold(&n.text), |v| v.to_string());
        let key = (n.unit.clone().unwrap_or_default(), value);
        let kept = out.entry(key).or_insert_with(|| n.clone());
        if n.text < kept.text {
            *kept = n.clone();
        }
    }
    out.into_values().collect()
}

/// One less the chance that the surest claim of every independent source was misread.
fn confidence(all: &[&Member]) -> f32 {
    let mut by_origin: BTreeMap<StableId, f32> = BTreeMap::new();
    for m in all {
        let c = by_origin.entry(m.origin).or_default();
        *c = c.max(if m.checked { 1.0 } else { m.claim.confidence.clamp(0.0, 1.0) });
    }
    let misread: f64 = by_origin.values().map(|c| 1.0 - f64::from(*c)).product();
    ((1.0 - misread) * 1e4).round() as f32 / 1e4
}

fn count(ids: impl Iterator<Item = StableId>) -> u32 {
    ids.collect::<BTreeSet<_>>().len() as u32
}

fn published<'a>(all: &'a [&Member]) -> impl Iterator<Item = &'a When> {
    all.iter().filter_map(|m| m.published.as_ref())
}

/// All values where there are several, the chosen one first, then by independent sources.
fn variants<V: Ord>(
    field: &str,
    votes: &Votes<V>,
    chosen: Option<&V>,
    show: impl Fn(&V) -> String,
) -> Vec<Alternative> {
    if votes.len() < 2 {
        return Vec::new();
    }
    let mut out: Vec<(bool, Alternative)> = votes
        .iter()
        .map(|(v, n)| {
            let independent = n.origins.len() as u32;
            let claims = n.claims.clone();
            let value = show(v);
            (chosen != Some(v), Alternative { field: field.to_owned(), value, independent, claims })
        })
        .collect();
    out.sort_by_key(|(other, a)| (*other, std::cmp::Reverse(a.independent), a.value.clone()));
    out.into_iter().map(|(_, a)| a).collect()
}

/// Numbers of the same unit that differ, in the words of reports: claims that count it, and have no value in common. One
/// claim may tell of ten people here and twenty there.
fn counts(all: &[&Member]) -> Vec<Alternative> {
    let units: BTreeSet<&str> = all.iter().flat_map(counted).map(unit).collect();
    units.into_iter().flat_map(|u| differing(all, u)).collect()
}

fn differing(all: &[&Member], of: &str) -> Vec<Alternative> {
    let mut votes: Votes<String> = BTreeMap::new();
    let mut words: BTreeMap<String, &str> = BTreeMap::new();
    let mut told: BTreeSet<BTreeSet<String>> = BTreeSet::new();
    for m in all {
        let mine = || counted(m).filter(|n| unit(n) == of);
        for n in mine() {
            let first = words.entry(value(n)).or_insert(&n.text);
            *first = (*first).min(&n.text);
        }
        let values: BTreeSet<String> = mine().map(value).collect();
        for v in &values {
            let vote = votes.entry(v.clone()).or_default();
            vote.origins.insert(m.origin);
            vote.claims.push(m.id);
        }
        told.insert(values);
    }
    told.remove(&BTreeSet::new());
    let apart = told.iter().any(|a| told.iter().any(|b| a.is_disjoint(b)));
    if apart { variants("number", &votes, None, |v| words[v].to_owned()) } else { Vec::new() }
}

fn counted<'a>(m: &&'a Member) -> impl Iterator<Item = &'a NumberMention> {
    m.claim.numbers.iter().filter(|n| n.value.is_some())
}

fn unit(n: &NumberMention) -> &str {
    n.unit.as_deref().unwrap_or_default()
}

fn value(n: &NumberMention) -> String {
    n.value.unwrap_or_default().to_string()
}
