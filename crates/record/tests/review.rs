//! What a person should look at first.

mod common;

use common::{add, claim, report};
use kroniek_record::{Action, Correction, Record, Reviewed};

fn sure(kind: &str, target: &str, confidence: f32) -> kroniek_model::Claim {
    kroniek_model::Claim { confidence, ..claim(kind, "CHN", target, "2025-09-01") }
}

fn queue(record: &Record) -> Vec<String> {
    let rows = record.to_review(10, 0).expect("queue");
    rows.into_iter().map(|r| r.event.target[0].code.clone()).collect()
}

#[test]
fn the_least_sure_that_reach_furthest_come_first() {
    let mut record = Record::in_memory().expect("record");
    let one = report(
        "een",
        "2025-09-02",
        vec![sure("visit", "RUS", 0.9), sure("visit", "IND", 0.2), sure("visit", "BRA", 0.4)],
    );
    // Told twice by others, still not sure: it reaches further.
    let two = report("twee", "2025-09-02", vec![sure("visit", "BRA", 0.1)]);
    add(&mut record, &[one, two]);
    assert_eq!(queue(&record), ["BRA", "IND", "RUS"]);
    assert_eq!(record.to_review(1, 1).expect("queue")[0].event.target[0].code, "IND");
}

#[test]
fn what_was_judged_leaves_the_queue_until_it_is_undone() {
    let mut record = Record::in_memory().expect("record");
    let one =
        report("een", "2025-09-02", vec![sure("visit", "RUS", 0.9), sure("visit", "IND", 0.2)]);
    add(&mut record, &[one]);
    let first = record.to_review(1, 0).expect("queue")[0].event.id;
    let correction = |at: &str, action| Correction {
        at: at.into(),
        who: "an".into(),
        why: String::new(),
        action,
    };
    let claims = record.anchors(&first.to_string()).expect("anchors");
    let accepted = correction("2026-01-01T00:00:00Z", Action::Accept { claims });
    record.correct(std::slice::from_ref(&accepted)).expect("corrected");
    assert_eq!(queue(&record), ["RUS"]);
    assert_eq!(record.reviewed().expect("counts"), Reviewed { events: 2, judged: 1 });
    let undo = Action::Undo { correction: accepted.id() };
    record.correct(&[correction("2026-01-02T00:00:00Z", undo)]).expect("corrected");
    assert_eq!(queue(&record), ["IND", "RUS"]);
    assert_eq!(record.reviewed().expect("counts"), Reviewed { events: 2, judged: 0 });
}
