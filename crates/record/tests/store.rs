//! The store: what goes in comes out, whole or not at all, once.

mod common;

use common::*;
use kroniek_model::*;
use kroniek_record::*;

fn summit() -> (Document, Reading) {
    let mut visit = claim("host", "CHN/Xi Jinping", "RUS/Vladimir Poetin", "2025-08-31");
    visit.place = Some(Place { name: "Tianjin".to_owned(), country: Some("CHN".to_owned()) });
    visit.steps =
        vec![Step { part: "frame".into(), rule: "nl/host.1".into(), note: "verb".into() }];
    visit.lost = vec![Lost { rule: "nl/meet.2".into(), why: "weaker".into() }];
    visit.evidence[0].text = "Xi verwelkomde Poetin in Tiánjin.".to_owned();
    let accuse =
        Claim { event_type: EventType::Accuse, ..claim("criticise", "USA", "CHN", "2025-09-01") };
    let (doc, mut reading) = report("een", "2025-09-02", vec![visit, accuse]);
    reading.people = vec![Person {
        name: "Xi Jinping".into(),
        of: CodeRef { code: "CHN".into(), name: None },
        office: Some("president".into()),
    }];
    reading.states = vec![StateClaim {
        subject: CodeRef { code: "CHN".into(), name: None },
        relation: "member".into(),
        object: CodeRef { code: "@SCO".into(), name: None },
        ..StateClaim::default()
    }];
    reading.times = vec![TimeMention {
        field: Field::Text,
        start: 0,
        end: 3,
        text: "Ber".into(),
        value: "2025".parse().expect("EDTF"),
    }];
    reading.warnings = vec!["a warning".into()];
    (doc, reading)
}

#[test]
fn a_reading_comes_back_as_it_went_in() {
    let mut record = Record::in_memory().expect("record");
    let (doc, reading) = summit();
    record.add(&doc, &reading).expect("added");
    assert_eq!(record.reading("een").expect("reading"), reading);
    let (row, text) = record.report("een").expect("report");
    assert_eq!((text, row.claims, row.copies), (doc.text, 2, 0));
    record.check_integrity().expect("sound");
}

#[test]
fn the_same_report_is_read_once() {
    let mut record = Record::in_memory().expect("record");
    let (doc, reading) = summit();
    let first = record.add(&doc, &reading).expect("added");
    assert_eq!((first.added, first.claims, first.new.len()), (1, 2, 2));
    assert!(record.knows("een", content_hash(&doc), &reading.versions).expect("asked"));
    let again = record.add(&doc, &reading).expect("added");
    assert_eq!(again, Added { skipped: 1, ..Added::default() });
}

#[test]
fn changed_content_or_a_newer_reading_replaces() {
    let mut record = Record::in_memory().expect("record");
    let (mut doc, mut reading) = summit();
    record.add(&doc, &reading).expect("added");
    doc.text.push_str("More.");
    assert!(!record.knows("een", content_hash(&doc), &reading.versions).expect("asked"));
    let second = record.add(&doc, &reading).expect("added");
    assert_eq!((second.replaced, second.new.len(), second.changed.len()), (1, 0, 0));
    assert!(record.docs_read_otherwise(&reading.versions).expect("asked").is_empty());
    reading.versions.pack = "nl 2".to_owned();
    assert_eq!(record.docs_read_otherwise(&reading.versions).expect("asked"), [doc.id.as_str()]);
    reading.events.pop();
    let third = record.add(&doc, &reading).expect("added");
    assert_eq!((third.replaced, third.gone.len()), (1, 1));
    assert_eq!(record.counts().expect("counts").claims, 1);
    record.check_integrity().expect("sound");
}

#[test]
fn a_preview_says_what_would_be_and_does_nothing() {
    let mut record = Record::in_memory().expect("record");
    let (doc, reading) = summit();
    let would = record.preview(&[(&doc, &reading)]).expect("preview");
    assert_eq!((would.what.added, would.gained.len(), would.lost.len()), (1, 2, 0));
    assert_eq!(record.counts().expect("counts"), Counts::default());
    let done = record.add(&doc, &reading).expect("added");
    assert_eq!(done, would.what);
    assert_eq!(record.event_rows(&done.new).expect("rows"), would.gained);
    let mut newer = reading.clone();
    newer.versions.pack = "nl 2".to_owned();
    newer.events[0].confidence = 0.9;
    newer.events.pop();
    let would = record.preview(&[(&doc, &newer)]).expect("preview");
    assert_eq!((would.gained.len(), would.lost.len(), would.changed.len()), (0, 1, 1));
    assert_eq!(would.lost[0].event.event_type, EventType::Accuse);
    let (before, after) = &would.changed[0];
    assert_eq!((before.event.confidence, after.event.confidence), (0.5, 0.9));
    assert_eq!(record.docs().expect("asked"), ["een"]);
}

#[test]
fn events_can_be_made_anew_from_the_claims() {
    let dir = tempfile::tempdir().expect("folder");
    let path = dir.path().join("a.db");
    let mut record = Record::open(&path).expect("made");
    let many: Vec<_> = (0..6)
        .map(|n| {
            let c = claim("host", if n < 4 { "CHN" } else { "IND" }, "RUS", "2025-09-02");
            report(&format!("r{n}"), "2025-09-02", vec![c])
        })
        .collect();
    add(&mut record, &many);
    let before = all_of(&record);
    assert_eq!(record.rebuild().expect("rebuilt"), Added::default());
    // As if other rules had made them: every claim an event of its own, and none to be found by another.
    let other = rusqlite::Connection::open(&path).expect("opened");
    let made = "events event_actors event_pairs event_persons exchanges actor_years told slots";
    let emptied: String = made.split(' ').map(|t| format!("DELETE FROM {t};")).collect();
    other.execute_batch(&format!("UPDATE claims SET event = NULL; {emptied}")).expect("undone");
    assert_eq!(record.rebuild().expect("rebuilt").new.len(), 2);
    assert_eq!(all_of(&record), before);
}

#[test]
fn a_forgotten_report_leaves_nothing() {
    let mut record = Record::in_memory().expect("record");
    let (doc, reading) = summit();
    record.add(&doc, &reading).expect("added");
    assert!(record.forget("een").expect("forgotten"));
    assert!(!record.forget("een").expect("forgotten"));
    let left = record.counts().expect("counts");
    assert_eq!(
        (left.reports, left.origins, left.claims, left.events, left.states),
        (0, 0, 0, 0, 0)
    );
    let found = Filter { text: Some("verwelkomde".into()), ..Filter::default() };
    assert_eq!(record.events(&found).expect("events"), []);
}

#[test]
fn explain_shows_sentence_steps_and_losers() {
    let mut record = Record::in_memory().expect("record");
    let (doc, reading) = summit();
    record.add(&doc, &reading).expect("added");
    let id = reading.events[0].id("een").to_string();
    let why = record.explain(&id[..8]).expect("explained");
    assert_eq!(why.claim.claim, reading.events[0]);
    assert_eq!(why.report.doc, "een");
    let e = &why.claim.claim.evidence[0];
    assert_eq!(Span::new(e.start, e.end).slice(&why.text), e.text);
    assert_eq!(why.told_of.expect("event").lead.to_string(), id);
}

#[test]
fn two_claims_with_one_identifier_are_both_kept() {
    let mut record = Record::in_memory().expect("record");
    let (doc, mut reading) = summit();
    let mut twin = reading.events[0].clone();
    twin.date = when("2025-12-01");
    reading.events.push(twin);
    record.add(&doc, &reading).expect("added");
    assert_eq!(record.counts().expect("counts").claims, 3);
    assert_eq!(record.reading("een").expect("reading").events.len(), 3);
}

#[test]
fn identifiers_are_found_by_their_beginning() {
    let mut record = Record::in_memory().expect("record");
    let many: Vec<_> = (0..40)
        .map(|n| {
            report(
                &format!("r{n}"),
                "2025-09-02",
                vec![claim("host", &format!("A{n:02}"), "RUS", "2025-09-02")],
            )
        })
        .collect();
    add(&mut record, &many);
    let all = record.events(&Filter::default()).expect("events");
    for e in &all {
        let id = e.event.id.to_string();
        assert_eq!(record.event(&id[..12]).expect("event").event, e.event);
    }
    // Forty identifiers, sixteen first digits.
    assert!(
        (0..16)
            .any(|d| matches!(record.event(&format!("{d:x}")), Err(RecordError::Ambiguous { .. })))
    );
    assert!(matches!(record.event("xyz"), Err(RecordError::Argument(_))));
    assert!(matches!(record.event("0123456789abcdef0"), Err(RecordError::Argument(_))));
    assert!(matches!(record.event("0000000000000000"), Err(RecordError::Unknown(_))));
}

#[test]
fn what_stands_in_a_file_is_there_when_it_is_opened_again() {
    let dir = tempfile::tempdir().expect("folder");
    let path = dir.path().join("a.db");
    assert!(matches!(Record::open_existing(&path), Err(RecordError::Missing(_))));
    let (doc, reading) = summit();
    Record::open(&path).expect("made").add(&doc, &reading).expect("added");
    let record = Record::open_existing(&path).expect("opened");
    assert_eq!(record.counts().expect("counts").claims, 2);
    record.back_up(dir.path().join("b.db")).expect("backed up");
    assert!(record.back_up(dir.path().join("b.db")).is_err());
    let copy = Record::open_existing(dir.path().join("b.db")).expect("copy");
    assert_eq!(all_of(&copy), all_of(&record));
}

#[test]
fn other_files_are_left_alone() {
    let dir = tempfile::tempdir().expect("folder");
    let text = dir.path().join("text.db");
    std::fs::write(&text, "This is a letter, not a record. ".repeat(100)).expect("written");
    assert!(matches!(Record::open(&text), Err(RecordError::NotARecord(_))));
    let other = dir.path().join("other.db");
    rusqlite::Connection::open(&other)
        .expect("made")
        .execute_batch("CREATE TABLE x (y)")
        .expect("made");
    assert!(matches!(Record::open(&other), Err(RecordError::NotARecord(_))));
    let newer = dir.path().join("newer.db");
    drop(Record::open(&newer).expect("made"));
    rusqlite::Connection::open(&newer)
        .expect("opened")
        .pragma_update(None, "user_version", 99)
        .expect("set");
    let said = Record::open(&newer).expect_err("newer").to_string();
    assert!(said.contains("newer.db") && said.contains("99"), "{said}");
    assert!(matches!(
        Record::open(dir.path().join("no/such/folder.db")),
        Err(RecordError::Missing(_))
    ));
}

#[test]
fn an_interrupted_change_leaves_nothing() {
    let dir = tempfile::tempdir().expect("folder");
    let path = dir.path().join("a.db");
    let (doc, reading) = summit();
    let mut record = Record::open(&path).expect("made");
    record.add(&doc, &reading).expect("added");
    let before = all_of(&record);
    // The store refuses the last thing that is written of a report: nothing of it may stay.
    let other = rusqlite::Connection::open(&path).expect("opened");
    other
        .execute_batch("CREATE TRIGGER full BEFORE INSERT ON event_pairs BEGIN SELECT RAISE(ABORT, 'full'); END")
        .expect("made");
    let next = report("twee", "2025-10-01", vec![claim("host", "FRA", "DEU", "2025-10-01")]);
    assert!(record.add(&next.0, &next.1).is_err());
    assert_eq!(all_of(&record), before);
    assert_eq!(record.counts().expect("counts").reports, 1);
    other.execute_batch("DROP TRIGGER full").expect("dropped");
    assert_eq!(record.add(&next.0, &next.1).expect("added").new.len(), 1);
}

#[test]
fn a_trial_is_seen_by_nobody_until_it_is_kept() {
    let dir = tempfile::tempdir().expect("folder");
    let path = dir.path().join("a.db");
    let mut record = Record::open(&path).expect("made");
    let mut one = report("een", "2025-09-01", vec![claim("visit", "CHN", "RUS", "2025-08-31")]);
    add(&mut record, std::slice::from_ref(&one));
    let content = content_hash(&one.0);
    let before = all_of(&record);
    one.1.events[0].status = Status::Planned;
    // As a text is that comes out of the record: what it is made of may look another way, its content is the same.
    one.0.lang = Some("nl".into());
    for keep in [false, true] {
        let trial = record.try_out().expect("begun");
        let done = trial.read_again(&[(&one.0, &one.1)]).expect("read");
        assert_eq!((done.replaced, done.new.len(), done.gone.len()), (1, 1, 1));
        assert_eq!(trial.event_rows(&done.new).expect("rows")[0].event.status, Status::Planned);
        assert_eq!(all_of(&Record::open_existing(&path).expect("opened")), before);
        if keep {
            trial.keep().expect("kept");
        }
    }
    assert_ne!(all_of(&record), before);
    assert!(record.has("een", content).expect("asked"));
    assert!(!record.has("een", StableId(1)).expect("asked"));
    assert!(!record.has("twee", content).expect("asked"));
}
