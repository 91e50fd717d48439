//! Reports made up for the tests.
#![allow(dead_code, reason = "each test file uses its part of it")]

use kroniek_model::*;
use kroniek_record::Record;

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

/// Everything that a record says, as text that can be compared.
pub fn all_of(record: &Record) -> String {
    let events = record.events(&kroniek_record::Filter::default()).expect("events");
    let network = record.network(&kroniek_record::Filter::default()).expect("network");
    let mut out = serde_json::to_string(&network).expect("JSON");
    for e in events {
        let detail = record.event(&e.event.id.to_string()).expect("event");
        out.push_str(&serde_json::to_string(&e).expect("JSON"));
        out.push('\n');
        out.push_str(&serde_json::to_string(&detail).expect("JSON"));
        out.push('\n');
    }
    out
}
