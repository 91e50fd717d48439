//! Writes the small store that tests open for ever: once for each version of the schema, packed, into
//! `tests/stores/NNN.db.deflate`. `cargo run -p kroniek-record --example store -- crates/record/tests/stores/001.db.deflate`

#[path = "../tests/common/mod.rs"]
mod common;

use common::{add, claim, report, when};
use flate2::{Compression, write::DeflateEncoder};
use kroniek_model::{CodeRef, NumberMention, Place, StateClaim, Status};
use kroniek_record::{Action, Correction, Record};
use std::io::Write;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let to = std::env::args().nth(1).ok_or("name the file to write")?;
    let mut record = Record::in_memory()?;
    let mut visit = claim("host", "CHN/Xi Jinping", "RUS/Vladimir Poetin", "2025-08-31");
    visit.place = Some(Place { name: "Tianjin".into(), country: Some("CHN".into()) });
    let mut plan = visit.clone();
    plan.status = Status::Planned;
    plan.numbers = vec![NumberMention { value: Some(2.0), unit: None, text: "twee".into() }];
    let mut last = report("drie", "2025-09-03", vec![claim("visit", "IND", "USA", "2025-09")]);
    last.1.states = vec![StateClaim {
        subject: CodeRef { code: "IND".into(), name: None },
        relation: "member".into(),
        object: CodeRef { code: "@SCO".into(), name: None },
        from: when("2017"),
        ..StateClaim::default()
    }];
    add(
        &mut record,
        &[report("een", "2025-09-01", vec![visit]), report("twee", "2025-08-20", vec![plan]), last],
    );
    let row = record.claims_of_report("drie")?.remove(0);
    let claims = vec![record.anchor(&row)?];
    record.correct(&[Correction {
        at: "2026-01-01T00:00:00Z".into(),
        who: "an".into(),
        why: "misread".into(),
        action: Action::Reject { claims },
    }])?;
    let dir = tempfile::tempdir()?;
    let path = dir.path().join("store.db");
    record.back_up(&path)?;
    let mut packer = DeflateEncoder::new(std::fs::File::create(to)?, Compression::best());
    packer.write_all(&std::fs::read(path)?)?;
    packer.finish()?;
    Ok(())
}
