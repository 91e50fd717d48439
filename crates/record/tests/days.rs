//! Two days for one event, and two events on two days.

mod common;

use common::*;
use kroniek_model::*;
use kroniek_record::{Event, Filter, Record, merge::may_be_one};
use proptest::prelude::*;

/// A claim whose words say the day.
fn said(kind: &str, who: (&str, &str), day: &str, text: &str) -> Claim {
    let mut c = claim(kind, who.0, who.1, day);
    c.event_type = match kind {
        "sign-agreement" => EventType::Agree,
        "impose-sanctions" => EventType::Sanction,
        "shell" => EventType::Assault,
        _ => EventType::Consult,
    };
    c.evidence[0].text = text.to_owned();
    c.steps =
        vec![Step { part: Step::DATE.into(), rule: Step::IN_WORDS[0].into(), note: String::new() }];
    c
}

fn events(reports: &[(Document, Reading)]) -> Vec<Event> {
    let mut record = Record::in_memory().expect("record");
    add(&mut record, reports);
    record.events(&Filter::default()).expect("events").into_iter().map(|e| e.event).collect()
}

const RAILWAY: &str = "China en Rusland tekenden in Peking een verdrag over een spoorlijn.";
const TRAINS: &str = "In Peking tekenden Rusland en China een verdrag over treinen.";
const SHELLS: &str = "Granaten troffen de stad, meldt het stadsbestuur.";

/// Two reports, each with when it appeared, the day that it tells of and its sentence.
fn two(kind: &str, who: (&str, &str), told: [(&str, &str, &str); 2]) -> usize {
    let made = ["a", "b"].iter().zip(told).map(|(id, (published, day, text))| {
        report(id, published, vec![said(kind, who, day, text)])
    });
    events(&made.collect::<Vec<_>>()).len()
}

#[test]
fn who_wrote_after_both_days_contradicts_and_both_days_are_kept() {
    let sign = |day: &str, text: &str| vec![said("sign-agreement", ("CHN, RUS", ""), day, text)];
    let all = events(&[
        report("a", "2025-09-13", sign("2025-09-12", RAILWAY)),
        report("b", "2025-09-15", sign("2025-09-12", TRAINS)),
        report("c", "2025-09-15", sign("2025-09-13", TRAINS)),
    ]);
    assert_eq!((all.len(), all[0].date.clone()), (1, when("2025-09-12")));
    let days: Vec<_> = all[0].alternatives.iter().filter(|a| a.field == "date").collect();
    let told: Vec<_> = days.iter().map(|a| (&*a.value, a.independent, a.claims.len())).collect();
    assert_eq!(told, [("2025-09-12", 2, 2), ("2025-09-13", 1, 1)]);
}

#[test]
fn two_papers_that_tell_of_their_own_yesterday_tell_of_two() {
    let yesterdays = |a, b| [("2025-09-02", "2025-09-01", a), ("2025-09-03", "2025-09-02", b)];
    let leaders = ("CHN/Xi, RUS/Poetin", "");
    assert_eq!(two("call", leaders, yesterdays(RAILWAY, RAILWAY)), 2);
    assert_eq!(two("meet", leaders, yesterdays(RAILWAY, TRAINS)), 2);
    assert_eq!(two("shell", ("RUS", "UKR"), yesterdays(SHELLS, SHELLS)), 2);
    assert_eq!(two("sign-agreement", ("CHN, RUS", ""), yesterdays(RAILWAY, TRAINS)), 2);
    // What is not done day after day may be one all the same, where nearly all agrees.
    assert_eq!(two("sign-agreement", leaders, yesterdays(RAILWAY, RAILWAY)), 1);
    // But not where the later report appeared on the day that it tells of.
    let today = [("2025-09-01", "2025-09-01", RAILWAY), ("2025-09-02", "2025-09-02", RAILWAY)];
    assert_eq!(two("sign-agreement", leaders, today), 2);
}

#[test]
fn other_days_want_agreement() {
    let later = |a, b| [("2025-09-09", "2025-09-01", a), ("2025-09-09", "2025-09-02", b)];
    assert_eq!(two("sign-agreement", ("CHN, RUS", ""), later(RAILWAY, TRAINS)), 1);
    assert_eq!(two("sign-agreement", ("CHN, RUS", ""), later(RAILWAY, SHELLS)), 2);
    let packages = [("2025-09-01", "2025-09-01", SHELLS), ("2025-09-03", "2025-09-03", SHELLS)];
    assert_eq!(two("impose-sanctions", ("GBR", "RUS"), packages), 2);
    // Those who talk day after day: the persons alone are too little, with nearly the same words they are enough.
    assert_eq!(two("meet", ("CHN/Xi, RUS/Poetin", ""), later(RAILWAY, SHELLS)), 2);
    assert_eq!(two("meet", ("CHN/Xi, RUS/Poetin", ""), later(RAILWAY, RAILWAY)), 1);
    let far = [("2025-09-09", "2025-09-01", RAILWAY), ("2025-09-09", "2025-09-04", RAILWAY)];
    assert_eq!(two("sign-agreement", ("CHN/Xi, RUS/Poetin", ""), far), 2);
}

#[test]
fn a_meeting_in_the_course_of_a_stay_does_not_part_it() {
    let all = events(&[
        report("a", "2025-09-02", vec![said("host", ("CHN/Xi", "RUS/Poetin"), "2025-09-01", "")]),
        report("b", "2025-09-02", vec![said("meet", ("CHN/Xi, RUS/Poetin", ""), "2025-09-01", "")]),
        report(
            "c",
            "2025-09-05",
            vec![said("visit", ("RUS/Poetin", "CHN"), "2025-09-01/2025-09-03", "")],
        ),
        report("d", "2025-09-05", vec![said("visit", ("RUS/Poetin", "CHN"), "2025-09-03", "")]),
    ]);
    assert_eq!(all.len(), 1);
}

#[test]
fn who_writes_days_later_contradicts_even_the_news_of_yesterday() {
    let met = |day: &str, text: &str| vec![said("meet", ("CHN/Xi, RUS/Poetin", ""), day, text)];
    let first = report("a", "2025-09-02", met("2025-09-01", RAILWAY));
    let after = report("b", "2025-09-04", met("2025-09-01", RAILWAY));
    let late = |published| report("c", published, met("2025-09-02", RAILWAY));
    assert_eq!(events(&[first.clone(), after.clone(), late("2025-09-05")]).len(), 1);
    // News of the next day is of the next day's meeting, whatever is written afterwards.
    assert_eq!(events(&[first, after, late("2025-09-03")]).len(), 2);
}

#[test]
fn a_plan_that_came_true_and_a_vaguer_date_are_no_contradiction() {
    let sign = |status, day: &str| Claim {
        status,
        ..said("sign-agreement", ("CHN/Xi, RUS/Poetin", ""), day, RAILWAY)
    };
    let told = |second: Claim| {
        let all = events(&[
            report("a", "2025-09-09", vec![sign(Status::Happened, "2025-09-01")]),
            report("b", "2025-09-09", vec![second]),
        ]);
        assert_eq!(all.len(), 1);
        assert!(!all[0].alternatives.is_empty());
        all[0].contradicted().join(" ")
    };
    assert_eq!(told(sign(Status::Planned, "2025-09-01")), "");
    assert_eq!(told(sign(Status::Happened, "2025-09")), "");
    let at = |name: &str| Some(Place { name: name.into(), country: Some("CHN".into()) });
    let placed = |name| Claim { place: at(name), ..sign(Status::Happened, "2025-09-01") };
    let both = events(&[
        report("a", "2025-09-09", vec![placed("Tianjin")]),
        report("b", "2025-09-09", vec![placed("China")]),
    ]);
    assert_eq!((both.len(), both[0].alternatives.len()), (1, 2));
    assert_eq!(both[0].contradicted(), [""; 0]);
    assert_eq!(told(sign(Status::Denied, "2025-09-01")), "status");
    assert_eq!(told(sign(Status::Happened, "2025-09-02")), "date");
}

#[test]
fn events_that_stand_apart_may_be_one_where_nothing_speaks_against_it() {
    let calls = |who: [&str; 2], days: [&str; 2]| {
        let all = events(&[
            report("a", days[0], vec![said("call", (who[0], ""), days[0], RAILWAY)]),
            report("b", days[1], vec![said("call", (who[1], ""), days[1], SHELLS)]),
        ]);
        assert_eq!(all.len(), 2);
        may_be_one(&all[0], &all[1])
    };
    let (leaders, near) = ("CHN/Xi, RUS/Poetin", ["2025-09-01", "2025-09-03"]);
    assert!(calls([leaders; 2], near));
    assert!(calls([leaders, "CHN, RUS"], near));
    assert!(!calls([leaders, "CHN/Wang Yi, RUS/Lavrov"], near));
    assert!(!calls([leaders, "CHN/Xi, RUS/Poetin, IND"], near));
    assert!(!calls([leaders; 2], ["2025-09-01", "2025-09-05"]));
}

#[test]
fn a_report_that_tells_of_a_stay_and_of_a_meeting_in_it_parts_them() {
    let visit = said("visit", ("PRK/Kim", "RUS/Poetin"), "2023-09-11/2023-09-17", RAILWAY);
    let meet = said("meet", ("PRK/Kim, RUS/Poetin", ""), "2023-09-13", RAILWAY);
    let host = said("host", ("RUS/Poetin", "PRK/Kim"), "2023-09-13", RAILWAY);
    let before = report("a", "2023-09-11", vec![visit, meet]);
    let after = report("b", "2023-09-13", vec![host]);
    let told: Vec<_> = events(&[before, after]).iter().map(|e| e.claims).collect();
    assert_eq!(told, [1, 2]);
}

#[test]
fn a_report_that_tells_of_both_days_parts_them() {
    let sign = |day: &str| said("sign-agreement", ("CHN, RUS", ""), day, RAILWAY);
    let a = report("a", "2025-09-09", vec![sign("2025-09-01")]);
    let b = report("b", "2025-09-09", vec![sign("2025-09-02")]);
    assert_eq!(events(&[a.clone(), b.clone()]).len(), 1);
    let mut second = sign("2025-09-02");
    second.evidence[0].start = 90;
    second.evidence[0].end = 150;
    let both = report("c", "2025-09-09", vec![sign("2025-09-01"), second]);
    assert_eq!(events(&[a, b, both]).len(), 2);
}

#[test]
fn three_days_running_are_a_series() {
    let sign = |n: usize, day: &str| {
        report(
            &format!("r{n}"),
            "2025-09-09",
            vec![said("sign-agreement", ("CHN/Xi, RUS/Poetin", ""), day, RAILWAY)],
        )
    };
    let days = ["2025-09-01", "2025-09-02", "2025-09-03"];
    let made: Vec<_> = days.iter().enumerate().map(|(n, d)| sign(n, d)).collect();
    assert_eq!(events(&made[..2]).len(), 1);
    assert_eq!(events(&made).len(), 3);
    let mut record = Record::in_memory().expect("record");
    add(&mut record, &made);
    record.forget("r2").expect("forgotten");
    assert_eq!(record.events(&Filter::default()).expect("events").len(), 1);
}

/// A claim of anything that is over in a day, dated by its words or presumably.
fn any_claim() -> impl Strategy<Value = Claim> {
    let kind = prop_oneof![Just("sign-agreement"), Just("shell"), Just("meet")];
    let who = prop_oneof![Just("CHN, RUS"), Just("CHN/Xi, RUS/Poetin"), Just("CHN/Xi, RUS")];
    let text = prop_oneof![Just(RAILWAY), Just(TRAINS), Just(SHELLS)];
    (kind, who, 1..6u32, text, any::<bool>()).prop_map(|(kind, who, day, text, in_words)| {
        let mut c = said(kind, (who, ""), &format!("2025-09-0{day}"), text);
        if !in_words {
            c.steps[0].rule = "publication".into();
        }
        c
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is told of what: days do not chain.
    #[test]
    fn no_event_has_three_days(reports in any_reports(any_claim())) {
        for e in events(&reports) {
            let days = e.alternatives.iter().filter(|a| a.field == "date").count();
            prop_assert!(days <= 2, "{:?}", e.alternatives);
        }
    }

    /// Order, shards and repeats decide nothing about contradictions either.
    #[test]
    fn contradictions_depend_on_the_set_of_reports_only(
        reports in any_reports(any_claim()),
        order in prop::collection::vec(any::<prop::sample::Index>(), 1..30),
        cut in 1usize..5,
    ) {
        let (mut whole, mut parts) = (empty(), empty());
        add(&mut whole, &reports);
        let mut shuffled: Vec<_> = order.iter().map(|i| i.get(&reports).clone()).collect();
        shuffled.extend(reports.iter().rev().cloned());
        for shard in shuffled.chunks(cut) {
            add(&mut parts, shard);
        }
        prop_assert_eq!(difference(&whole, &parts), None);
    }

    /// What was taken out has left no trace, not even where it made a series of what is left.
    #[test]
    fn a_series_ends_with_its_reports(reports in any_reports(any_claim()), gone in any::<prop::sample::Index>()) {
        let mut all = empty();
        add(&mut all, &reports);
        let gone = gone.index(reports.len());
        all.forget(&reports[gone].0.id).expect("forgotten");
        let left: Vec<_> = reports.iter().enumerate().filter(|(n, _)| *n != gone).map(|(_, r)| r.clone()).collect();
        let mut without = empty();
        add(&mut without, &left);
        prop_assert_eq!(difference(&all, &without), None);
    }
}
