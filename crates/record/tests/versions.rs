//! Stores of every version of the schema open for ever (`examples/store.rs` wrote them).

mod common;

use common::*;
use flate2::read::DeflateDecoder;
use kroniek_model::Status;
use kroniek_record::*;
use std::io::Read;

const STORES: &[(&str, &[u8])] = &[
    ("001", include_bytes!("stores/001.db.deflate")),
    ("002", include_bytes!("stores/002.db.deflate")),
    ("003", include_bytes!("stores/003.db.deflate")),
    ("004", include_bytes!("stores/004.db.deflate")),
];

const NEWEST: &str = "004";

#[test]
fn a_store_of_any_version_is_brought_up_to_date() {
    for (version, packed) in STORES {
        let dir = tempfile::tempdir().expect("folder");
        let path = dir.path().join("old.db");
        let mut bytes = Vec::new();
        DeflateDecoder::new(*packed).read_to_end(&mut bytes).expect("unpacked");
        std::fs::write(&path, bytes).expect("written");
        assert_eq!(Record::is_older(&path), *version != NEWEST, "{version}");
        let mut record = Record::open_existing(&path).unwrap_or_else(|e| panic!("{version}: {e}"));
        record.check_integrity().expect("sound");
        let counts = record.counts().expect("counts");
        assert_eq!(
            (counts.reports, counts.claims, counts.events, counts.states),
            (3, 3, 1, 1),
            "{version}"
        );
        let visit = record.events(&Filter::default()).expect("events").remove(0).event;
        assert_eq!((visit.claims, visit.status), (2, Status::Happened), "{version}");
        let visitor = record.actor("poetin", &Filter::default()).expect("dossier");
        assert_eq!((visitor.tally.events, visitor.partners.len()), (1, 1), "{version}");
        let members = record.states(&StateFilter::default()).expect("states");
        assert_eq!(members[0].object.code, "@SCO", "{version}");
        let found = Filter { text: Some("host".into()), ..Filter::default() };
        assert_eq!(record.count_events(&found).expect("count"), 1, "{version}");
        assert_eq!(
            record.network(&Filter::default()).expect("network").edges.len(),
            1,
            "{version}"
        );
        let months = record.shares("RUS", Pace::Month, &Filter::default()).expect("shares");
        let months: Vec<_> = months.iter().map(|s| (&*s.period, s.events, s.of)).collect();
        assert_eq!(months, [("2025-08", 1, 1)], "{version}");
        let reading = record.reading("drie").expect("reading");
        assert_eq!((reading.states.len(), reading.lang.as_str()), (1, "nl"), "{version}");
        assert_eq!(record.corrections().expect("log").len(), 1, "{version}");
        assert!(!Record::is_older(&path), "{version}");
        // And it can be gone on with.
        let more = report("vier", "2025-09-02", vec![claim("host", "CHN", "RUS", "2025-08-31")]);
        assert_eq!(add(&mut record, &[more]).claims, 1, "{version}");
        assert_eq!(record.counts().expect("counts").events, 1, "{version}");
        drop(record);
        assert_eq!(
            Record::open(&path).expect("opened").counts().expect("counts").claims,
            4,
            "{version}"
        );
    }
}
