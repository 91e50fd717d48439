//! Reports made up for the tests.
#![allow(dead_code, reason = "each test file uses its part of it")]

use kroniek_model::*;
use kroniek_record::{Effect, Filter, PeopleFilter, Record, StateFilter};

/// A claim in few words: `claim("host", "CHN/Xi Jinping", "RUS/Poetin", "2025-08-31")`.
pub fn claim(kind: &str, source: &str, target: &str, date: &str) -> Claim {
    Claim {
        event_type: EventType::Consult,
        kind: kind.to_owned(),
        codes: Codes { mode: Some("visit".to_owned()), quad: Some(1), ..Codes::default() },
        status: Status::Happened,
        date: when(date),
        place: None,
        source: side(source),
        target: side(target),
        said_by: None,
        numbers: Vec::new(),
        about_record: None,
        confidence: 0.5,
        evidence: vec![Evidence {
            text: format!("{source} {kind} {target}."),
            ..Evidence::default()
        }],
        steps: Vec::new(),
        lost: Vec::new(),
    }
}

pub fn when(date: &str) -> Option<When> {
    (!date.is_empty()).then(|| date.parse().expect("EDTF"))
}

/// `CHN/Xi Jinping, RUS`.
pub fn side(text: &str) -> Vec<ActorRef> {
    text.split(", ").filter(|s| !s.is_empty()).map(actor).collect()
}

fn actor(text: &str) -> ActorRef {
    let (code, name) = match text.split_once('/') {
        Some((code, name)) => (code, Some(name.to_owned())),
        None => (text, None),
    };
    ActorRef { code: code.to_owned(), name, ..ActorRef::default() }
}

/// A report whose claims stand in sentences one after another.
pub fn report(id: &str, published: &str, claims: Vec<Claim>) -> (Document, Reading) {
    let mut text = format!("Bericht {id}.\n");
    let mut events = claims;
    for c in &mut events {
        let e = &mut c.evidence[0];
        e.start = text.chars().count() as u32;
        text.push_str(&e.text);
        e.end = text.chars().count() as u32;
        text.push('\n');
    }
    let doc = Document {
        id: id.to_owned(),
        published: when(published),
        text,
        outlet: Some("De Proef".to_owned()),
        ..Document::default()
    };
    let reading = Reading {
        doc: id.to_owned(),
        lang: "nl".to_owned(),
        published: when(published),
        events,
        ..Reading::default()
    };
    (doc, reading)
}

pub fn add(record: &mut Record, reports: &[(Document, Reading)]) -> kroniek_record::Added {
    let refs: Vec<_> = reports.iter().map(|(d, r)| (d, r)).collect();
    record.add_many(&refs).expect("written")
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
        tell(json(&record.shares("RUS", filter).expect("shares")));
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
