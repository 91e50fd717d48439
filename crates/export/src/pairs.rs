//! Who acts on whom: an event as pairs of actors, as older event data have it.

use kroniek_model::ActorRef;
use kroniek_record::Event;

/// Places in the event's sides: who acts, and who undergoes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Pair {
    actor: Option<usize>,
    other: Option<Place>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Source(usize),
    Target(usize),
}

impl Pair {
    /// The actors of an event at these places.
    pub fn of(self, event: &Event) -> (Option<&ActorRef>, Option<&ActorRef>) {
        let other = self.other.and_then(|place| match place {
            Place::Source(n) => event.source.get(n),
            Place::Target(n) => event.target.get(n),
        });
        (self.actor.and_then(|n| event.source.get(n)), other)
    }
}

/// The event as one row that is about no pair.
pub fn whole(_: &Event) -> Vec<Pair> {
    vec![Pair::default()]
}

/// Each who acts with each who undergoes. What is mutual stands both ways, as CAMEO's coders have it; where one side
/// is missing, the other stands alone.
pub fn pairs(event: &Event) -> Vec<Pair> {
    let (sources, targets) = (event.source.len(), event.target.len());
    let targeted = |actor| (0..targets).map(move |n| Pair { actor, other: Some(Place::Target(n)) });
    match (sources, targets) {
        (0, 0) => vec![Pair::default()],
        (0, _) => targeted(None).collect(),
        (1, 0) => vec![Pair { actor: Some(0), other: None }],
        (_, 0) => (0..sources).flat_map(|a| mutual(a, sources)).collect(),
        _ => (0..sources).flat_map(|a| targeted(Some(a))).collect(),
    }
}

fn mutual(actor: usize, all: usize) -> impl Iterator<Item = Pair> {
    let others = (0..all).filter(move |other| *other != actor);
    others.map(move |n| Pair { actor: Some(actor), other: Some(Place::Source(n)) })
}

/// As [`pairs`], what is mutual one way only, and only where both sides are there.
pub fn once(event: &Event) -> Vec<Pair> {
    let mut all = pairs(event);
    all.retain(|pair| match (pair.actor, pair.other) {
        (Some(a), Some(Place::Source(b))) => a < b,
        (Some(_), Some(Place::Target(_))) => true,
        _ => false,
    });
    all
}

/// As [`pairs`], none where CAMEO has no code for the event.
pub fn coded(event: &Event) -> Vec<Pair> {
    match event.codes.cameo {
        Some(_) => pairs(event),
        None => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kroniek_model::{Codes, EventType, StableId, Status};

    fn event(sources: &[&str], targets: &[&str]) -> Event {
        let side = |codes: &[&str]| {
            codes.iter().map(|c| ActorRef { code: (*c).into(), ..ActorRef::default() }).collect()
        };
        Event {
            id: StableId(1),
            event_type: EventType::Consult,
            kind: "meet".into(),
            codes: Codes::default(),
            status: Status::Happened,
            date: None,
            place: None,
            source: side(sources),
            target: side(targets),
            said_by: None,
            numbers: Vec::new(),
            about_record: None,
            confidence: 0.5,
            claims: 1,
            reports: 1,
            independent: 1,
            first_published: None,
            last_published: None,
            lead: StableId(1),
            alternatives: Vec::new(),
        }
    }

    fn shown(pairs: fn(&Event) -> Vec<Pair>, sources: &[&str], targets: &[&str]) -> Vec<String> {
        let event = event(sources, targets);
        let code = |a: Option<&ActorRef>| a.map_or("-".to_owned(), |a| a.code.clone());
        let text = |p: &Pair| format!("{} {}", code(p.of(&event).0), code(p.of(&event).1));
        pairs(&event).iter().map(text).collect()
    }

    #[test]
    fn each_acts_on_each() {
        assert_eq!(shown(pairs, &["A", "B"], &["C", "D"]), ["A C", "A D", "B C", "B D"]);
        assert_eq!(shown(once, &["A", "B"], &["C"]), ["A C", "B C"]);
    }

    #[test]
    fn what_is_mutual_goes_both_ways_or_once() {
        let both = ["A B", "A C", "B A", "B C", "C A", "C B"];
        assert_eq!(shown(pairs, &["A", "B", "C"], &[]), both);
        assert_eq!(shown(once, &["A", "B", "C"], &[]), ["A B", "A C", "B C"]);
    }

    #[test]
    fn a_missing_side_is_empty() {
        assert_eq!(shown(pairs, &["A"], &[]), ["A -"]);
        assert_eq!(shown(pairs, &[], &["A", "B"]), ["- A", "- B"]);
        assert_eq!(shown(pairs, &[], &[]), ["- -"]);
        assert!(shown(once, &["A"], &[]).is_empty());
        assert!(shown(coded, &["A"], &["B"]).is_empty());
    }
}
