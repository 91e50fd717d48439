//! One event once a report: mentions of the same event joined.

use kroniek_model::{ActorRef, Claim, When};

/// Joins claims that tell the same event; the order of first mention is kept.
pub fn join(claims: Vec<Claim>) -> Vec<Claim> {
    let mut joined: Vec<Claim> = Vec::new();
    for claim in claims {
        match joined.iter_mut().find(|other| same(other, &claim)) {
            Some(other) => absorb(other, claim),
            None => joined.push(claim),
        }
    }
    joined
}

/// Same type, sides that do not contradict, dates that may be one, and the same certainty or one that says nothing.
fn same(a: &Claim, b: &Claim) -> bool {
    a.event_type == b.event_type
        && a.status == b.status
        && dates_may_agree(a.date.as_ref(), b.date.as_ref())
        && sides_agree(a, b)
}

fn dates_may_agree(a: Option<&When>, b: Option<&When>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a.overlaps(b),
        _ => true,
    }
}

fn sides_agree(a: &Claim, b: &Claim) -> bool {
    match (a.is_mutual(), b.is_mutual()) {
        (true, false) => a.event_type.is_symmetric() && covers(a, b) && as_long(a, b),
        (false, true) => a.event_type.is_symmetric() && covers(b, a) && as_long(a, b),
        _ => within(&a.source, &b.source) && within(&a.target, &b.target),
    }
}

/// Whether all who meet each other hold both sides of a meeting that has sides, or are one of each: a host who receives
/// two that also met each other is another meeting.
fn covers(mutual: &Claim, sided: &Claim) -> bool {
    let all = &mutual.source;
    let one_each =
        all.len() == 2 && holds(&sided.source, &all[..1]) && holds(&sided.target, &all[1..])
            || all.len() == 2 && holds(&sided.source, &all[1..]) && holds(&sided.target, &all[..1]);
    one_each || (holds(all, &sided.source) && holds(all, &sided.target))
}

/// Whether neither lasts longer than the other: a visit of a week is more than a talk on its Wednesday.
fn as_long(a: &Claim, b: &Claim) -> bool {
    match (&a.date, &b.date) {
        (Some(a), Some(b)) => a.days() == b.days(),
        _ => true,
    }
}

fn holds(big: &[ActorRef], small: &[ActorRef]) -> bool {
    small.iter().all(|s| big.iter().any(|o| agree(s, o)))
}

/// Whether one list of actors holds the other.
fn within(a: &[ActorRef], b: &[ActorRef]) -> bool {
    holds(a, b) || holds(b, a)
}

/// Same code, and no two different persons.
fn agree(a: &ActorRef, b: &ActorRef) -> bool {
    a.code == b.code && (a.name.is_none() || b.name.is_none() || a.name == b.name)
}

fn absorb(into: &mut Claim, from: Claim) {
    let size = |c: &Claim| (c.source.len() + c.target.len(), c.is_mutual());
    if size(&from) > size(into) {
        (into.source, into.target) = (from.source.clone(), from.target.clone());
    }
    name_actors(&mut into.source, &from.source);
    name_actors(&mut into.target, &from.target);
    into.date = narrower(into.date.take(), from.date);
    into.place = into.place.take().or(from.place);
    into.said_by = into.said_by.take().or(from.said_by);
    into.about_record = into.about_record.take().or(from.about_record);
    let new: Vec<_> = from.numbers.into_iter().filter(|n| !into.numbers.contains(n)).collect();
    into.numbers.extend(new);
    // Two mentions are better evidence than either: as if they were independent, but never certain.
    into.confidence = (1.0 - (1.0 - into.confidence) * (1.0 - from.confidence * 0.5)).min(0.99);
    into.evidence.extend(from.evidence);
    into.steps.extend(from.steps);
}

/// A person named in one mention names the bare code of the other.
fn name_actors(into: &mut [ActorRef], from: &[ActorRef]) {
    for actor in into.iter_mut().filter(|a| a.name.is_none()) {
        if let Some(named) = from.iter().find(|f| f.code == actor.code && f.name.is_some()) {
            (actor.name, actor.office, actor.person) =
                (named.name.clone(), named.office.clone(), named.person.clone());
        }
    }
}

fn narrower(a: Option<When>, b: Option<When>) -> Option<When> {
    match (a, b) {
        (Some(a), Some(b)) => Some(if b.days() < a.days() { b } else { a }),
        (a, b) => a.or(b),
    }
}
