//! When two claims tell of the same event.
//!
//! Some differences bar it. Others leave room for doubt, and want as much agreement elsewhere as there is doubt:
//! another kind within the type, another day ([`days`](super::days)), other company, a person more. Persons, place and
//! the very words are what agreement counts by.

use super::{
    days::{another_day, near_days},
    fact::{AROUND, FEW, Party, SHORT, Said, parties},
};
use crate::{
    day::Stretch,
    event::Event,
    fold::{likeness, near},
};
use kroniek_model::{ActorRef, Status};

/// What is known of two claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// One event; the number says how surely (agreement less doubt, 0 or more).
    Same(i32),
    /// Nothing against it, too little for it.
    Open,
    /// Two events.
    Barred,
}

/// Whether two claims tell of the same event; symmetric. Within one report nothing may be in doubt: what it tells
/// apart is apart.
pub fn same(a: &Said, b: &Said, one_report: bool) -> Verdict {
    if a.event_type != b.event_type {
        return Verdict::Barred;
    }
    let kinds = i32::from(a.kind != b.kind && (a.mode.is_none() || a.mode != b.mode));
    match weigh(a, b, kinds) {
        None => Verdict::Barred,
        Some((doubt, _)) if one_report && doubt > 0 => Verdict::Open,
        Some((doubt, agreement)) if agreement >= doubt => Verdict::Same(agreement - doubt),
        Some(_) => Verdict::Open,
    }
}

/// Doubt and agreement; `None` where something bars it.
fn weigh(a: &Said, b: &Said, kinds: i32) -> Option<(i32, i32)> {
    let time = time(a, b, kinds == 0)?;
    let company = match company(a, b)? {
        // Of one kind on one day it is one deed, whoever a report leaves out.
        Company::Nested if kinds + time == 0 => 0,
        Company::Same => 0,
        Company::Nested | Company::Crossed => 1,
    };
    let persons = persons(a, b)?;
    let place = place(a, b, persons > 0)?;
    let text = match likeness(&a.words, &b.words) {
        850.. => 3,
        600.. => 2,
        350.. => 1,
        _ => 0,
    };
    let doubt = kinds + company + time + status(a.status, b.status) + (-persons).max(0);
    Some((doubt, persons.max(0) + place + text))
}

/// Who stands on which side in two tellings.
enum Company {
    /// The same actors.
    Same,
    /// One has all of the other's, and more.
    Nested,
    /// One is told from the other side: a host's and a guest's telling of a visit.
    Crossed,
}

fn company(a: &Said, b: &Said) -> Option<Company> {
    match (a.target.is_empty(), b.target.is_empty()) {
        (true, true) => nested(&a.source, &b.source),
        (false, false) => both(nested(&a.source, &b.source), nested(&a.target, &b.target))
            .or_else(|| crossed(a, b)),
        _ => nested(&everyone(a), &everyone(b)),
    }
}

/// What one does to the other is not what the other does to the one, so the kinds must differ.
fn crossed(a: &Said, b: &Said) -> Option<Company> {
    let apart = a.kind != b.kind;
    both(nested(&a.source, &b.target), nested(&a.target, &b.source))
        .filter(|_| apart)
        .map(|_| Company::Crossed)
}

fn both(a: Option<Company>, b: Option<Company>) -> Option<Company> {
    match (a?, b?) {
        (Company::Same, Company::Same) => Some(Company::Same),
        _ => Some(Company::Nested),
    }
}

fn everyone(f: &Said) -> Vec<Party> {
    let mut all: Vec<Party> = f.source.iter().chain(&f.target).cloned().collect();
    all.sort();
    all
}

/// Whether the same codes stand in both, or one has all of the other's; `None` otherwise.
fn nested(a: &[Party], b: &[Party]) -> Option<Company> {
    let within = |x: &[Party], y: &[Party]| x.iter().all(|p| y.iter().any(|q| q.code == p.code));
    match (within(a, b), within(b, a)) {
        (true, true) => Some(Company::Same),
        (false, false) => None,
        _ if a.is_empty() || b.is_empty() => None,
        _ => Some(Company::Nested),
    }
}

/// Doubt from the dates; `alike` where the kinds leave none.
fn time(a: &Said, b: &Said, alike: bool) -> Option<i32> {
    match (a.date, b.date) {
        (Some(x), Some(y)) if x == y => Some(0),
        (Some(x), Some(y)) if is_due(a, b) && x.distance(y) == 0 => Some(0),
        // In the night of Saturday to Sunday, and on Saturday.
        (Some(x), Some(y)) if is_within(x, y) || is_within(y, x) => Some(0),
        (Some(x), Some(y)) if near_days(x, y) => another_day(a, b, alike),
        (Some(x), Some(y)) => dated(x, y),
        (None, None) => near_in_time(a.published?, b.published?).then_some(1),
        (Some(d), None) => undated(d, b.published?),
        (None, Some(d)) => undated(d, a.published?),
    }
}

/// Doubt where one gives no date: less where its report appeared by the next day.
fn undated(date: Stretch, published: Stretch) -> Option<i32> {
    let fresh = published.len() == 1 && date.distance(published) <= 1;
    near_in_time(date, published).then_some(if fresh { 1 } else { 2 })
}

fn is_within(few: Stretch, day: Stretch) -> bool {
    few.len() <= FEW && few.contains(day)
}

/// Whether one is the other's plan, for a month or less: what happens then is what was planned.
fn is_due(a: &Said, b: &Said) -> bool {
    let plan = |x: &Said, y: &Said| x.status == Status::Planned && y.status == Status::Happened;
    let short = |x: &Said| x.date.is_some_and(|d| d.len() <= SHORT);
    (plan(a, b) || plan(b, a)) && short(a) && short(b)
}

fn dated(x: Stretch, y: Stretch) -> Option<i32> {
    match (x.len() <= SHORT, y.len() <= SHORT) {
        (true, true) if x.distance(y) == 0 => Some(1),
        (false, false) if begin_together(x, y) => Some(i32::from(x.hi != y.hi)),
        _ => None,
    }
}

/// Long stretches are one where they begin in the same twelve months and both last; surely so where they end, or do
/// not end, together.
fn begin_together(x: Stretch, y: Stretch) -> bool {
    x.lo.abs_diff(y.lo) <= 366 && x.distance(y) == 0
}

fn near_in_time(x: Stretch, y: Stretch) -> bool {
    x.len() <= SHORT && y.len() <= SHORT && x.distance(y) <= i64::from(AROUND)
}

/// Whether nothing speaks against the persons of two events being the same: for each actor that both name persons of,
/// one is in both.
pub fn same_people(a: &[ActorRef], b: &[ActorRef]) -> bool {
    matches!(agreement(&parties(a), &parties(b)), Some(0..))
}

/// Whether two events that stand apart may be one all the same: of one kind, a few days apart, between the same actors,
/// and nothing speaks against the persons.
pub fn may_be_one(a: &Event, b: &Event) -> bool {
    let all = |e: &Event| -> Vec<ActorRef> { e.source.iter().chain(&e.target).cloned().collect() };
    let (x, y) = (all(a), all(b));
    let near = match (&a.date, &b.date) {
        (Some(x), Some(y)) => near_in_time(Stretch::of(x), Stretch::of(y)),
        _ => false,
    };
    let company = nested(&parties(&x), &parties(&y));
    near && a.kind == b.kind && matches!(company, Some(Company::Same)) && same_people(&x, &y)
}

/// Persons known to agree (at most 2), or -1 where names disagree that may still be one person's or a body's; `None`
/// where they are known to be others.
fn persons(a: &Said, b: &Said) -> Option<i32> {
    agreement(&everyone(a), &everyone(b))
}

fn agreement(left: &[Party], right: &[Party]) -> Option<i32> {
    let mut agreed = 0;
    let mut doubted = false;
    for code in codes(left) {
        let of = |side: &'_ [Party]| -> Vec<Party> {
            side.iter().filter(|p| p.code == code && p.is_somebody()).cloned().collect()
        };
        let (x, y) = (of(left), of(right));
        match people(&x, &y) {
            Some(true) => agreed += 1,
            Some(false) => return None,
            None => doubted |= !x.is_empty() && !y.is_empty(),
        }
    }
    Some(if agreed == 0 && doubted { -1 } else { agreed.min(2) })
}

fn codes(side: &[Party]) -> Vec<&str> {
    let mut all: Vec<&str> = side.iter().map(|p| p.code.as_str()).collect();
    all.dedup();
    all
}

/// Whether the persons of one actor are the same (`None`: cannot be told).
fn people(a: &[Party], b: &[Party]) -> Option<bool> {
    let all: Vec<_> = a.iter().flat_map(|p| b.iter().map(move |q| one_person(p, q))).collect();
    match all.contains(&Some(true)) {
        true => Some(true),
        false if !all.is_empty() && all.iter().all(|v| *v == Some(false)) => Some(false),
        false => None,
    }
}

/// Identifiers may come from a table or, where a report introduces somebody, from how it spells him: others for the
/// same man, and then his name decides nothing either way.
fn one_person(a: &Party, b: &Party) -> Option<bool> {
    let alike = match (&a.name, &b.name) {
        (Some(x), Some(y)) => alike(x, y),
        _ => false,
    };
    match (&a.person, &b.person) {
        (Some(x), Some(y)) if x == y => Some(true),
        (Some(_), Some(_)) => (!alike).then_some(false),
        _ => alike.then_some(true),
    }
}

/// Whether two folded names may be one person's: the family names are near, or all of one stands in the other.
fn alike(a: &str, b: &str) -> bool {
    let (x, y): (Vec<&str>, Vec<&str>) = (a.split(' ').collect(), b.split(' ').collect());
    let within = |p: &[&str], q: &[&str]| p.iter().all(|w| q.contains(w));
    within(&x, &y)
        || within(&y, &x)
        || matches!((x.last(), y.last()), (Some(p), Some(q)) if near(p, q) && firsts(&x, &y))
}

/// Given names, where both have one, begin alike.
fn firsts(x: &[&str], y: &[&str]) -> bool {
    x.len() < 2 || y.len() < 2 || x[0].chars().next() == y[0].chars().next()
}

/// 1 for the same place, 0 where one or both say none, or for two places in one state that the same people can have
/// been at: one may be the state itself.
fn place(a: &Said, b: &Said, known: bool) -> Option<i32> {
    let (Some(x), Some(y)) = (&a.place, &b.place) else { return Some(0) };
    if x == y {
        return Some(1);
    }
    let state = a.country.is_some() && a.country == b.country;
    (state && known).then_some(0)
}

/// Doubt from the statuses: what is only thought of is not what is said to have been.
fn status(a: Status, b: Status) -> i32 {
    use Status::{Hypothetical, Planned};
    match (a, b) {
        (Hypothetical, Hypothetical | Planned) | (Planned, Hypothetical) => 0,
        (Hypothetical, _) | (_, Hypothetical) => 2,
        _ => 0,
    }
}
