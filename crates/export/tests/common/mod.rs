//! A small record made up for the tests, and what is known of its actors.
#![allow(dead_code, reason = "each test file uses its part of it")]

#[path = "../../../record/tests/common/made.rs"]
mod made;

use kroniek_export::{Atlas, Format, Known, Written, export};
use kroniek_model::*;
use kroniek_record::{Filter, Record};
use std::{
    io::{self, Write},
    ops::ControlFlow,
    sync::{Arc, Mutex},
};

/// A claim in few words: `claim("meet", "CHN/Xi Jinping, RUS", "", "2025-08-31")`.
pub fn claim(kind: &str, source: &str, target: &str, date: &str) -> Claim {
    let mut claim = made::claim(kind, source, target, date);
    claim.codes = Codes {
        plover: Some("CONSULT".into()),
        mode: Some("meet".into()),
        cameo: Some("040".into()),
        quad: Some(1),
        score: Some(1.9),
    };
    claim.confidence = 0.8;
    claim.evidence[0].rule = "nl/test.1".into();
    claim.source.iter_mut().chain(&mut claim.target).for_each(introduce);
    claim
}

/// A name is that of a government's; one of them is known.
fn introduce(actor: &mut ActorRef) {
    actor.person = (actor.name.as_deref() == Some("Xi Jinping")).then(|| "Q15031".to_owned());
    actor.sector = actor.name.as_ref().map(|_| Sector::Gov);
}

pub fn report(id: &str, published: &str, claims: Vec<Claim>) -> (Document, Reading) {
    let (doc, reading) = made::report(id, published, claims);
    let url = Some(format!("https://proef.example/{id}?a=1&b=2"));
    (Document { url, ..doc }, reading)
}

/// Reports with one of everything that a format must tell.
pub fn reports() -> Vec<(Document, Reading)> {
    let summit = claim("meet", "CHN/Xi Jinping, RUS/Vladimir Poetin, @UN", "", "2025-08-31");
    let mut visit = claim("host", "CHN/Xi Jinping", "IND/Narendra \"Na\tmo\" Modi", "2025-09-01");
    visit.place = Some(Place { name: "Tianjin".into(), country: Some("CHN".into()) });
    visit.evidence[0].text = "Xi; <ontving> \"Modi\" & zei:\n\"Welkom\", 'kom binnen'.".into();
    let mut denied = claim("attack", "RUS", "UKR", "2025-08");
    (denied.status, denied.event_type) = (Status::Denied, EventType::Assault);
    denied.codes.cameo = Some("190".into());
    let mut uncoded = claim("dance", "FRA", "DEU", "2025-07-01/2025-07-03");
    uncoded.codes = Codes::default();
    let mut undated = claim("accuse", "~Hamas", "ISR", "");
    undated.said_by = made::side("USA/Donald Trump").pop();
    undated.said_by.iter_mut().for_each(introduce);
    undated.status = Status::Alleged;
    let open = claim("negotiate", "NLD, BEL", "", "../2025-06-30");
    let alone = claim("declare", "NLD", "", "2025");
    vec![
        report("een", "2025-09-02", vec![summit.clone(), visit, denied]),
        report("twee & drie", "2025-09-03", vec![summit, uncoded, undated]),
        report("vier/vijf", "2025-09", vec![open, alone]),
    ]
}

pub fn record(reports: &[(Document, Reading)]) -> Record {
    let mut record = Record::in_memory().expect("record");
    for (doc, reading) in reports {
        record.add(doc, reading).expect("added");
    }
    record
}

pub fn atlas() -> Atlas {
    let mut atlas = Atlas::default();
    let mut add = |code: &str, name: &str, cow: &str, wikidata: &str| {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let (name, cow, wikidata) = (name.to_owned(), some(cow), some(wikidata));
        atlas.actors.insert(code.into(), Known { name, cow, wikidata, ..Known::default() });
    };
    add("CHN", "China", "710", "Q148");
    add("RUS", "Russia", "365", "Q159");
    add("@UN", "United Nations", "", "Q1065");
    add("~Hamas", "Hamas", "", "");
    atlas.cameo.insert("040".into(), "Consult".into());
    atlas
}

/// Bytes that are still there when who wrote them is gone.
#[derive(Clone, Default)]
pub struct Kept(Arc<Mutex<Vec<u8>>>);

impl Kept {
    pub fn bytes(&self) -> Vec<u8> {
        self.0.lock().expect("kept").clone()
    }
}

impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("kept").extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What a format makes of a record.
pub fn exported(record: &Record, format: Format) -> (Vec<u8>, Written) {
    let (kept, atlas) = (Kept::default(), atlas());
    let filter = Filter::default();
    let go = || ControlFlow::Continue(());
    let done = export(record, &filter, &atlas, format, Box::new(kept.clone()), go);
    (kept.bytes(), done.expect("exported"))
}

pub fn text(record: &Record, format: Format) -> String {
    String::from_utf8(exported(record, format).0).expect("UTF-8")
}
