//! Pairs of claims, judged by hand: the same event or not.

mod common;

use common::*;
use kroniek_model::*;
use kroniek_record::*;
use std::collections::{BTreeMap, BTreeSet};

const GOLD: &str = include_str!("gold/merging.txt");
/// What pairwise F1 must reach.
const WANTED: f64 = 0.9;

/// `RUS/Vladimir Poetin#Q7747, IND`.
fn actors(text: &str) -> Vec<ActorRef> {
    let person = |a: ActorRef| match a.name.as_deref().and_then(|n| n.split_once('#')) {
        Some((name, id)) => {
            ActorRef { name: Some(name.into()), person: Some(id.into()), ..a.clone() }
        }
        None => a,
    };
    side(text.trim()).into_iter().map(person).collect()
}

fn place(text: &str) -> Option<Place> {
    match text.split_once(", ") {
        Some((name, country)) => Some(Place { name: name.into(), country: Some(country.into()) }),
        None if text.is_empty() => None,
        None => Some(Place { name: text.into(), country: Some(text.into()) }),
    }
}

fn read(n: usize, line: &str) -> (Document, Reading) {
    let parts: Vec<&str> = line.split('|').map(str::trim).collect();
    let [published, what, at, who, sentence] = parts[..] else { panic!("five parts: {line}") };
    let what: Vec<&str> = what.split(' ').collect();
    let [event_type, kind, mode, status, date] = what[..] else { panic!("five words: {line}") };
    let (source, target) = who.split_once('>').unwrap_or((who, ""));
    let made = Claim {
        event_type: event_type.parse().expect("type"),
        codes: Codes { mode: (!mode.is_empty()).then(|| mode.into()), ..Codes::default() },
        status: status.parse().expect("status"),
        place: place(at),
        source: actors(source),
        target: actors(target),
        evidence: vec![Evidence { text: sentence.into(), ..Evidence::default() }],
        ..claim(kind, "", "", date)
    };
    report(&format!("g{n}"), published, vec![made])
}

/// Pairs of reports whose claims stand under one heading.
fn pairs<K: Ord>(group_of: &BTreeMap<String, K>) -> BTreeSet<(String, String)> {
    let all: Vec<_> = group_of.iter().collect();
    let mut out = BTreeSet::new();
    for (i, (a, x)) in all.iter().enumerate() {
        out.extend(
            all[i + 1..].iter().filter(|(_, y)| x == y).map(|(b, _)| ((*a).clone(), (*b).clone())),
        );
    }
    out
}

#[test]
fn events_are_told_apart_as_people_do() {
    let mut heading = 0;
    let (mut wanted, mut reports) = (BTreeMap::new(), Vec::new());
    for (n, line) in GOLD.lines().enumerate().filter(|(_, l)| !l.is_empty() && !l.starts_with('#'))
    {
        if line.starts_with('=') {
            heading = n;
            continue;
        }
        // A plan called off is told by two claims of different types: the second is no claim of the first event.
        let of_type = line.split('|').nth(1).and_then(|w| w.trim().split(' ').next()).unwrap_or("");
        wanted.insert(format!("g{n}"), (heading, of_type.to_owned()));
        reports.push(read(n, line));
    }
    let mut record = Record::in_memory().expect("record");
    add(&mut record, &reports);
    let event = |doc: &String| record.claims_of_report(doc).expect("claims")[0].event;
    let got: BTreeMap<String, _> = wanted.keys().map(|d| (d.clone(), event(d))).collect();
    let (wanted, got) = (pairs(&wanted), pairs(&got));
    let hits = wanted.intersection(&got).count() as f64;
    let f1 = 2.0 * hits / (wanted.len() + got.len()) as f64;
    let missed: Vec<_> = wanted.difference(&got).collect();
    let wrong: Vec<_> = got.difference(&wanted).collect();
    assert!(
        f1 >= WANTED,
        "F1 {f1:.3} of {} pairs; missed {missed:?}, wrong {wrong:?}",
        wanted.len()
    );
}
