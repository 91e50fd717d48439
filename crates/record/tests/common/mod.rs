//! Reports made up for the tests.
#![allow(dead_code, unused_imports, reason = "each test file uses its part of it")]

mod made;

pub use made::{claim, report, side, when};

use kroniek_model::*;
use kroniek_record::{Effect, Filter, Pace, PeopleFilter, Record, StateFilter};
use proptest::prelude::*;

pub fn add(record: &mut Record, reports: &[(Document, Reading)]) -> kroniek_record::Added {
    let refs: Vec<_> = reports.iter().map(|(d, r)| (d, r)).collect();
    record.add_many(&refs).expect("written")
}

/// Some reports of some days with some of these claims.
pub fn any_reports(
    claim: impl Strategy<Value = Claim>,
) -> impl Strategy<Value = Vec<(Document, Reading)>> {
    let one = (prop::collection::vec(claim, 0..4), 1..9u32);
    prop::collection::vec(one, 1..13).prop_map(|all| {
        let made = all.into_iter().enumerate();
        made.map(|(n, (claims, day))| report(&format!("r{n}"), &format!("2025-09-0{day}"), claims))
            .collect()
    })
}

/// An effect of what happened: `effect("visit", "begins", "allied")`.
pub fn effect(kind: &str, what: &str, relation: &str) -> Effect {
    Effect {
        kind: kind.into(),
        status: Status::Happened,
        relation: relation.into(),
        begins: what == "begins",
        reversed: false,
    }
}

/// An empty record in memory, in which visits make allies and meetings end wars.
pub fn empty() -> Record {
    let mut record = Record::in_memory().expect("record");
    let effects = [
        effect("visit", "begins", "allied"),
        effect("host", "begins", "at-war"),
        effect("meet", "ends", "at-war"),
    ];
    record.set_effects(&effects).expect("set");
    record
}

/// Everything that a record says, as text that can be compared.
pub fn all_of(record: &Record) -> String {
    let mut out = String::new();
    let mut tell = |value: serde_json::Value| out.push_str(&format!("{value}\n"));
    let all = Filter::default();
    for e in record.events(&all).expect("events") {
        tell(json(&e));
        tell(json(&record.event(&e.event.id.to_string()).expect("event")));
    }
    let year = Filter { from: when("2025"), to: when("2025"), ..Filter::default() };
    let then = Filter { known_by: when("2025-09-03"), ..Filter::default() };
    tell(json(&record.events(&then).expect("events")));
    let found = Filter { text: Some("host".into()), ..Filter::default() };
    tell(json(&record.events(&found).expect("events")));
    for filter in [&all, &year] {
        tell(json(&record.network(filter).expect("network")));
        for pace in [Pace::Year, Pace::Quarter, Pace::Month] {
            tell(json(&record.shares("RUS", pace, filter).expect("shares")));
        }
    }
    for state in [
        StateFilter::default(),
        StateFilter { as_of: when("2025-09-02"), ..StateFilter::default() },
        StateFilter { known_by: when("2025-09-02"), ..StateFilter::default() },
    ] {
        tell(json(&record.states(&state).expect("states")));
    }
    tell(json(&record.people(&PeopleFilter::default()).expect("people")));
    for who in ["CHN", "RUS", "Smit"] {
        for filter in [&all, &year, &then] {
            tell(json(&record.actor(who, filter).ok()));
            tell(json(&record.relation(who, "IND", filter).ok()));
        }
    }
    out
}

fn json(value: &impl serde::Serialize) -> serde_json::Value {
    serde_json::to_value(value).expect("JSON")
}

/// The first line in which two records differ.
pub fn difference(a: &Record, b: &Record) -> Option<(String, String)> {
    let (a, b) = (all_of(a), all_of(b));
    let lines = a.lines().zip(b.lines()).find(|(x, y)| x != y);
    let cut = |line: &str| line.chars().take(800).collect();
    lines.map(|(x, y)| (cut(x), cut(y))).or_else(|| (a != b).then(|| (cut(&a), cut(&b))))
}
