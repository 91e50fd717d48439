//! Reports made up in few words; the tests of other rooms make theirs of them.

use kroniek_model::*;

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
