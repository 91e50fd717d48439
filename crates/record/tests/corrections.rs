//! What people correct lasts: over new readings, over other records, and until it is undone.

mod common;

use common::*;
use kroniek_model::*;
use kroniek_record::*;
use proptest::prelude::*;

fn at(n: u32, action: Action) -> Correction {
    Correction {
        at: format!("2026-01-01T00:00:{n:02}Z"),
        who: "an".into(),
        why: "gelezen".into(),
        action,
    }
}

/// Three reports of one visit, and one of another matter.
fn reports() -> Vec<(Document, Reading)> {
    let visit = || claim("host", "CHN/Xi Jinping", "RUS/Poetin", "2025-08-31");
    vec![
        report("a", "2025-09-01", vec![visit()]),
        report("b", "2025-09-01", vec![visit()]),
        report("c", "2025-09-02", vec![visit()]),
        report("d", "2025-09-02", vec![claim("host", "IND", "USA", "2025-09-02")]),
    ]
}

fn record() -> Record {
    let mut record = empty();
    add(&mut record, &reports());
    record
}

fn listed(record: &Record) -> Vec<Event> {
    let all = record.events(&Filter::default()).expect("events");
    all.into_iter().map(|e| e.event).collect()
}

fn anchors(record: &Record, doc: &str) -> Vec<Anchor> {
    let rows = record.claims_of_report(doc).expect("claims");
    rows.iter().map(|row| record.anchor(row).expect("anchor")).collect()
}

#[test]
fn a_rejected_claim_tells_of_nothing_and_can_be_taken_back() {
    let mut r = record();
    let before = all_of(&r);
    let no = at(1, Action::Reject { claims: anchors(&r, "d") });
    let done = r.correct(std::slice::from_ref(&no)).expect("corrected");
    assert_eq!(done.gone.len(), 1);
    assert_eq!(listed(&r).len(), 1);
    let row = &r.claims_of_report("d").expect("claims")[0];
    assert_eq!((row.verdict, row.event), (Some(Verdict::Rejected), None));
    let why = r.explain(&row.id.to_string()).expect("explained");
    assert_eq!(why.corrections[0].correction, no);
    r.correct(&[at(2, Action::Undo { correction: no.id() })]).expect("undone");
    assert_eq!(all_of(&r), before);
    assert_eq!(
        r.corrections().expect("log").iter().map(|l| l.counts).collect::<Vec<_>>(),
        [false, true]
    );
}

#[test]
fn a_correction_lasts_over_a_new_reading() {
    let mut r = record();
    r.correct(&[at(1, Action::Reject { claims: anchors(&r, "d") })]).expect("corrected");
    let (mut doc, mut reading) = reports().remove(3);
    reading.versions.pack = "nl 2".to_owned();
    // Other rules, another certainty, a line more above it: still the reading that was rejected.
    doc.text.insert_str(0, "Kop.\n");
    reading.events[0].evidence[0].start += 5;
    reading.events[0].evidence[0].end += 5;
    reading.events[0].status = Status::Planned;
    r.add(&doc, &reading).expect("added");
    assert_eq!(listed(&r).len(), 1);
    // Another event in the same sentence is another reading.
    reading.versions.pack = "nl 3".to_owned();
    reading.events[0].source = side("IND, JPN");
    r.add(&doc, &reading).expect("added");
    assert_eq!(listed(&r).len(), 2);
}

#[test]
fn a_changed_part_goes_before_what_others_say() {
    let mut r = record();
    let fix = Fix::Date(when("2025-09-01"));
    let change = Action::Change { claims: anchors(&r, "a"), fix, codes: None };
    r.correct(&[at(1, change)]).expect("corrected");
    let visit = r.claims_of_report("a").expect("claims").remove(0);
    assert_eq!((visit.verdict, visit.claim.date), (Some(Verdict::Changed), when("2025-09-01")));
    // What was read is kept.
    assert_eq!(r.reading("a").expect("reading").events[0].date, when("2025-08-31"));
    let events = listed(&r);
    assert_eq!(events.iter().map(|e| e.claims).sum::<u32>(), 4);
    let changed = r.event(&visit.event.expect("event").to_string()).expect("event").event;
    assert_eq!((changed.date, changed.confidence), (when("2025-09-01"), 1.0));
}

#[test]
fn events_are_merged_and_split_by_hand() {
    let mut r = record();
    let before = all_of(&r);
    let [one, other] = [anchors(&r, "a"), anchors(&r, "d")];
    let merge = at(1, Action::Merge { claims: [one, other].concat() });
    r.correct(std::slice::from_ref(&merge)).expect("merged");
    assert_eq!(listed(&r).iter().map(|e| e.claims).collect::<Vec<_>>(), [4]);
    // A new report of the visit still finds it.
    add(
        &mut r,
        &[report(
            "e",
            "2025-09-03",
            vec![claim("host", "CHN/Xi Jinping", "RUS/Poetin", "2025-08-31")],
        )],
    );
    assert_eq!(listed(&r).iter().map(|e| e.claims).collect::<Vec<_>>(), [5]);
    r.forget("e").expect("forgotten");
    r.correct(&[at(2, Action::Undo { correction: merge.id() })]).expect("undone");
    assert_eq!(all_of(&r), before);
    let split = at(
        3,
        Action::Split {
            claims: anchors(&r, "a"),
            from: [anchors(&r, "b"), anchors(&r, "c")].concat(),
        },
    );
    let done = r.correct(std::slice::from_ref(&split)).expect("split");
    assert_eq!(done.new.len(), 1);
    assert_eq!(listed(&r).len(), 3);
    r.correct(&[at(4, Action::Undo { correction: split.id() })]).expect("undone");
    assert_eq!(all_of(&r), before);
}

#[test]
fn accepted_claims_are_sure() {
    let mut r = record();
    let claims = anchors(&r, "d");
    r.correct(&[at(1, Action::Accept { claims })]).expect("corrected");
    let sure: Vec<_> = listed(&r).into_iter().filter(|e| e.confidence == 1.0).collect();
    assert_eq!((sure.len(), sure[0].source[0].code.as_str()), (1, "IND"));
}

#[test]
fn two_analysts_join_their_work() {
    let (mut one, mut two) = (record(), record());
    let before = all_of(&one);
    let reject = at(1, Action::Reject { claims: anchors(&one, "d") });
    let split = at(2, Action::Split { claims: anchors(&two, "a"), from: anchors(&two, "b") });
    let undo = at(3, Action::Undo { correction: reject.id() });
    one.correct(&[reject]).expect("corrected");
    two.correct(&[split, undo]).expect("corrected");
    let (log_one, log_two) =
        (one.export_corrections().expect("log"), two.export_corrections().expect("log"));
    one.import_corrections(&log_two).expect("imported");
    two.import_corrections(&log_one).expect("imported");
    assert_eq!(all_of(&one), all_of(&two));
    assert_ne!(all_of(&one), before);
    assert_eq!(one.export_corrections().expect("log"), two.export_corrections().expect("log"));
    // Twice is once.
    assert_eq!(one.import_corrections(&log_two).expect("imported"), Added::default());
    let said = one.import_corrections("\n{\"who\":").expect_err("no correction").to_string();
    assert!(said.contains("line 2"), "{said}");
}

#[test]
fn corrections_may_come_before_the_reports() {
    let r = record();
    let claims = anchors(&r, "d");
    let mut later = empty();
    later.correct(&[at(1, Action::Reject { claims })]).expect("corrected");
    add(&mut later, &reports());
    assert_eq!(listed(&later).len(), 1);
}

#[test]
fn two_names_of_one_actor_become_one() {
    let mut r = record();
    let arrest = |id: &str, code: &str| {
        report(id, "2025-09-02", vec![claim("arrest", code, "NLD", "2025-09-02")])
    };
    add(&mut r, &[arrest("x", "~Ansar Allah"), arrest("y", "~Houthi")]);
    let before = all_of(&r);
    assert_eq!(listed(&r).len(), 4);
    let to = |code: &str| CodeRef { code: code.into(), name: None };
    let alias = at(1, Action::Alias { from: to("~Ansar Allah"), to: to("~Houthi") });
    r.correct(std::slice::from_ref(&alias)).expect("corrected");
    assert_eq!(listed(&r).len(), 3);
    // Reports to come are read so too.
    add(&mut r, &[arrest("z", "~Ansar Allah")]);
    assert_eq!(listed(&r).iter().map(|e| e.claims).max(), Some(3));
    r.forget("z").expect("forgotten");
    r.correct(&[at(2, Action::Undo { correction: alias.id() })]).expect("undone");
    assert_eq!(all_of(&r), before);
    // A person under one code.
    let named = |name: &str| CodeRef { code: "CHN".into(), name: Some(name.into()) };
    let alias = at(3, Action::Alias { from: named("xi jinping"), to: named("Xi") });
    r.correct(&[alias]).expect("corrected");
    let visit = r.claims_of_report("a").expect("claims").remove(0).claim;
    assert_eq!(visit.source[0].name.as_deref(), Some("Xi"));
    assert_eq!(visit.target[0].name.as_deref(), Some("Poetin"));
}

#[test]
fn two_who_go_by_one_name_are_told_apart() {
    let mut r = record();
    let before = all_of(&r);
    let named = |name: &str| CodeRef { code: "CHN".into(), name: Some(name.into()) };
    let claims = anchors(&r, "a");
    let part = at(1, Action::Part { claims, from: named("Xi Jinping"), to: named("Xi Zhongxun") });
    r.correct(std::slice::from_ref(&part)).expect("corrected");
    let name = |r: &Record, doc: &str| {
        r.claims_of_report(doc).expect("claims").remove(0).claim.source[0].name.clone()
    };
    assert_eq!(name(&r, "a").as_deref(), Some("Xi Zhongxun"));
    assert_eq!(name(&r, "b").as_deref(), Some("Xi Jinping"));
    assert_eq!(r.actor("Xi Zhongxun", &Filter::default()).expect("dossier").tally.events, 1);
    // It lasts over a new reading.
    let (doc, mut reading) = reports().remove(0);
    reading.versions.pack = "nl 2".to_owned();
    r.add(&doc, &reading).expect("added");
    assert_eq!(name(&r, "a").as_deref(), Some("Xi Zhongxun"));
    r.correct(&[at(2, Action::Undo { correction: part.id() })]).expect("undone");
    let (doc, reading) = reports().remove(0);
    r.add(&doc, &reading).expect("added");
    assert_eq!(all_of(&r), before);
}

fn any_correction() -> impl Strategy<Value = (u8, usize, usize)> {
    (0u8..7, 0usize..4, 0usize..4)
}

fn made(
    r: &Record,
    n: u32,
    (what, i, j): (u8, usize, usize),
    earlier: &[Correction],
) -> Correction {
    let of = |i: usize| anchors(r, ["a", "b", "c", "d"][i]);
    let action = match what {
        0 => Action::Reject { claims: of(i) },
        1 => Action::Change { claims: of(i), fix: Fix::Date(when("2025-09-02")), codes: None },
        2 => Action::Merge { claims: [of(i), of(j)].concat() },
        3 => Action::Split { claims: of(i), from: of(j) },
        4 => Action::Alias {
            from: CodeRef { code: ["CHN", "IND", "RUS", "USA"][i].into(), name: None },
            to: CodeRef { code: ["CHN", "IND", "RUS", "USA"][j].into(), name: None },
        },
        5 => Action::Part {
            claims: of(i),
            from: CodeRef { code: "CHN".into(), name: None },
            to: CodeRef { code: ["CHN", "IND", "RUS", "USA"][j].into(), name: None },
        },
        _ => match earlier.get(i) {
            Some(c) => Action::Undo { correction: c.id() },
            None => Action::Accept { claims: of(j) },
        },
    };
    at(n, action)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// Reports and corrections in whatever order, one by one or at once: the same record.
    #[test]
    fn the_record_depends_on_reports_and_corrections_only(
        choices in prop::collection::vec(any_correction(), 1..8),
        order in Just((0..8usize).collect::<Vec<_>>()).prop_shuffle(),
        first in 0usize..4,
    ) {
        let mut whole = record();
        let mut all: Vec<Correction> = Vec::new();
        for (n, choice) in choices.into_iter().enumerate() {
            let c = made(&whole, n as u32, choice, &all);
            all.push(c);
        }
        whole.correct(&all).expect("corrected");
        let mut parts = empty();
        add(&mut parts, &reports()[..first]);
        for i in order {
            if let Some(c) = all.get(i) {
                parts.correct(std::slice::from_ref(c)).expect("corrected");
            }
        }
        add(&mut parts, &reports());
        prop_assert_eq!(difference(&whole, &parts), None);
        parts.check_integrity().expect("sound");
    }
}
