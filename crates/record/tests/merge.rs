//! Which claims are one event, and that nothing but the set of claims decides it.

mod common;

use common::*;
use kroniek_model::*;
use kroniek_record::{Event, Filter, Record};
use proptest::prelude::*;

fn events(reports: &[(Document, Reading)]) -> Vec<Event> {
    let mut record = Record::in_memory().expect("record");
    add(&mut record, reports);
    let all = record.events(&Filter::default()).expect("events");
    all.into_iter().map(|e| e.event).collect()
}

fn two(a: Claim, b: Claim) -> usize {
    events(&[report("a", "2025-09-02", vec![a]), report("b", "2025-09-02", vec![b])]).len()
}

#[test]
fn one_event_in_two_reports_is_one() {
    let all = events(&[
        report(
            "a",
            "2025-09-01",
            vec![claim("host", "CHN/Xi Jinping", "RUS/Poetin", "2025-08-31")],
        ),
        report("b", "2025-09-02", vec![claim("host", "CHN", "RUS/Vladimir Poetin", "2025-08-31")]),
    ]);
    assert_eq!(all.len(), 1);
    assert_eq!((all[0].claims, all[0].reports, all[0].independent), (2, 2, 2));
    assert_eq!(all[0].source[0].name.as_deref(), Some("Xi Jinping"));
    assert_eq!(all[0].confidence, 0.75);
}

#[test]
fn what_differs_in_the_main_is_two() {
    let it = || claim("host", "CHN", "RUS", "2025-08-31");
    assert_eq!(two(it(), claim("host", "CHN", "IND", "2025-08-31")), 2);
    assert_eq!(two(it(), claim("host", "RUS", "CHN", "2025-08-31")), 2);
    assert_eq!(two(it(), claim("host", "CHN", "RUS", "2025-07-31")), 2);
    assert_eq!(two(it(), Claim { event_type: EventType::Accuse, ..it() }), 2);
    let at = |name: &str| Claim { place: Some(Place { name: name.into(), country: None }), ..it() };
    assert_eq!(two(at("Tianjin"), at("Moskou")), 2);
    assert_eq!(two(at("Tianjin"), at("tiánjin")), 1);
    let by = |person: &str| {
        let mut c = it();
        c.source[0].person = Some(person.into());
        c
    };
    assert_eq!(two(by("xi"), by("wang-yi")), 2);
    assert_eq!(two(by("xi"), by("xi")), 1);
}

#[test]
fn guest_and_host_tell_of_one_visit() {
    let host = claim("host", "CHN/Xi Jinping", "RUS/Poetin", "2025-08-31");
    assert_eq!(two(host.clone(), claim("visit", "RUS/Poetin", "CHN/Xi", "2025-08-31")), 1);
    assert_eq!(two(host, claim("meet", "CHN/Xi, RUS/Poetin", "", "2025-08-31")), 1);
}

#[test]
fn news_of_the_day_may_be_of_the_day_before() {
    let reports = |name: &str| {
        [
            report("a", "2025-09-01", vec![claim("host", "CHN/Xi", name, "2025-09-01")]),
            report("b", "2025-09-02", vec![claim("host", "CHN/Xi", name, "2025-09-02")]),
        ]
    };
    assert_eq!(events(&reports("RUS/Poetin")).len(), 1);
    // Days of war do not run together into one.
    let war: Vec<_> = (1..9)
        .map(|d| {
            let day = format!("2025-09-0{d}");
            let c = Claim { event_type: EventType::Assault, ..claim("shell", "RUS", "UKR", &day) };
            let c = Claim {
                evidence: vec![Evidence {
                    text: format!("Op dag {d} schoot het leger."),
                    ..Evidence::default()
                }],
                ..c
            };
            report(&format!("r{d}"), &day, vec![c])
        })
        .collect();
    assert_eq!(events(&war).len(), 8);
}

/// How many events claims are that say the same in other words on these days, in reports of a month later.
fn on_days(kind: &str, source: &str, target: &str, days: [&str; 2]) -> usize {
    let texts = ["Volgens ooggetuigen.", "Nadere bijzonderheden ontbreken."];
    let made: Vec<_> = days
        .iter()
        .zip(texts)
        .map(|(day, text)| {
            let mut c = claim(kind, source, target, day);
            c.evidence[0].text = text.to_owned();
            report(&format!("r{day}").replace('/', "-"), "2024-05-15", vec![c])
        })
        .collect();
    events(&made).len()
}

#[test]
fn a_stay_of_some_days_is_one_on_whichever_day_it_is_told() {
    assert_eq!(on_days("visit", "CHN/Xi", "RUS/Poetin", ["2024-04-20", "2024-04-22"]), 1);
    assert_eq!(on_days("visit", "CHN/Xi", "RUS/Poetin", ["2024-04-20", "2024-04-24"]), 2);
    // Strangers are not taken for guests who stay, and two meetings are two.
    assert_eq!(on_days("visit", "CHN", "RUS", ["2024-04-20", "2024-04-22"]), 2);
    assert_eq!(on_days("meet", "CHN/Xi, RUS/Poetin", "", ["2024-04-20", "2024-04-22"]), 2);
}

#[test]
fn a_night_is_of_both_its_days() {
    assert_eq!(on_days("attack", "IRN", "ISR", ["2024-04-13/2024-04-14", "2024-04-13"]), 1);
    assert_eq!(on_days("attack", "IRN", "ISR", ["2024-04", "2024-04-13"]), 2);
}

#[test]
fn a_plan_and_what_came_of_it_are_one_event_with_its_history() {
    let plan =
        Claim { status: Status::Planned, ..claim("visit", "RUS/Poetin", "CHN/Xi", "2025-08-31") };
    let done = claim("visit", "RUS/Poetin", "CHN/Xi", "2025-08-31");
    let mut record = Record::in_memory().expect("record");
    add(
        &mut record,
        &[report("b", "2025-09-01", vec![done]), report("a", "2025-08-01", vec![plan])],
    );
    let all = record.events(&Filter::default()).expect("events");
    assert_eq!((all.len(), all[0].event.status), (1, Status::Happened));
    let history = record.event(&all[0].event.id.to_string()).expect("event").history;
    let told: Vec<_> = history.iter().map(|s| (s.doc.as_str(), s.status)).collect();
    assert_eq!(told, [("a", Status::Planned), ("b", Status::Happened)]);
    let then = Filter { known_by: when("2025-08-15"), ..Filter::default() };
    let known = record.events(&then).expect("events");
    assert_eq!((known.len(), known[0].event.status), (1, Status::Planned));
}

#[test]
fn contradictions_are_kept_and_the_better_founded_value_stands_first() {
    let dead = |n: f64, id: &str, date: &str| {
        let mut c = claim("shell", "RUS/Leger", "UKR", date);
        c.place = Some(Place { name: "Soemy".into(), country: Some("UKR".into()) });
        c.numbers = vec![NumberMention {
            value: Some(n),
            unit: Some("dode".into()),
            text: format!("{n} doden"),
        }];
        report(id, "2025-09-02", vec![c])
    };
    let mut denied = dead(10.0, "d", "2025-09-01");
    denied.1.events[0].status = Status::Denied;
    let all = events(&[
        dead(10.0, "a", "2025-09-01"),
        dead(12.0, "b", "2025-09-01"),
        dead(12.0, "c", "2025-09"),
        denied,
    ]);
    assert_eq!(all.len(), 1);
    assert_eq!(all[0].status, Status::Happened);
    assert_eq!(all[0].date, when("2025-09-01"));
    let said = |field: &str| -> Vec<(String, u32)> {
        let of = all[0].alternatives.iter().filter(|a| a.field == field);
        of.map(|a| (a.value.clone(), a.independent)).collect()
    };
    assert_eq!(said("status"), [("happened".to_owned(), 3), ("denied".to_owned(), 1)]);
    assert_eq!(said("date"), [("2025-09-01".to_owned(), 3), ("2025-09".to_owned(), 1)]);
    assert_eq!(said("number"), [("10 doden".to_owned(), 2), ("12 doden".to_owned(), 2)]);
}

#[test]
fn two_numbers_in_one_report_are_no_contradiction() {
    let hurt = |id: &str, numbers: &[f64]| {
        let mut c = claim("shell", "RUS", "UKR", "2025-09-01");
        let mention = |n: &f64| NumberMention {
            value: Some(*n),
            unit: Some("mens".into()),
            text: format!("{n} mensen"),
        };
        c.numbers = numbers.iter().map(mention).collect();
        report(id, "2025-09-02", vec![c])
    };
    let differ = |reports: &[(Document, Reading)]| {
        let all = events(reports);
        assert_eq!(all.len(), 1);
        all[0].alternatives.iter().map(|a| a.value.clone()).collect::<Vec<_>>()
    };
    assert!(differ(&[hurt("a", &[10.0, 20.0]), hurt("b", &[20.0])]).is_empty());
    let told = differ(&[hurt("a", &[10.0, 20.0]), hurt("b", &[12.0]), hurt("c", &[])]);
    assert_eq!(told, ["10 mensen", "12 mensen", "20 mensen"]);
}

#[test]
fn who_took_part_is_contradicted_too() {
    let talks = |source: &str| claim("negotiate", source, "", "2025-09-01");
    let all = events(&[
        report("a", "2025-09-01", vec![talks("RUS, UKR")]),
        report("b", "2025-09-01", vec![talks("RUS, UKR")]),
        report("c", "2025-09-02", vec![talks("RUS, TUR, UKR")]),
    ]);
    assert_eq!(all.len(), 1);
    let who = all[0].alternatives.iter().map(|a| (&*a.field, &*a.value, a.independent));
    let expected = [("who", "RUS + TUR + UKR", 1), ("who", "RUS + UKR", 2)];
    assert_eq!(who.collect::<Vec<_>>(), expected);
}

#[test]
fn a_vague_claim_does_not_pull_two_events_into_one() {
    let talk = |day: &str| claim("host", "CHN/Xi", "RUS/Poetin", day);
    let all = events(&[
        report("a", "2025-09-02", vec![talk("2025-09-02")]),
        report("b", "2025-09-20", vec![talk("2025-09-20")]),
        report("c", "2025-10-05", vec![talk("2025-09")]),
    ]);
    assert_eq!(all.len(), 2);
    assert_eq!(all.iter().map(|e| e.claims).sum::<u32>(), 3);
}

#[test]
fn copies_count_as_one_source() {
    let body: String = (0..120).map(|n| format!("woord{n} ")).collect();
    let copy = |id: &str, more: &str| {
        let (mut doc, reading) =
            report(id, "2025-09-02", vec![claim("host", "CHN", "RUS", "2025-09-02")]);
        doc.text.push_str(&body);
        doc.text.push_str(more);
        (doc, reading)
    };
    let own = report("eigen", "2025-09-02", vec![claim("host", "CHN", "RUS", "2025-09-02")]);
    let reports = [copy("a", ""), copy("b", "Bron: het persbureau."), own];
    let all = events(&reports);
    assert_eq!((all.len(), all[0].reports, all[0].independent), (1, 3, 2));
    assert_eq!(all[0].confidence, 0.75);
    let mut record = Record::in_memory().expect("record");
    add(&mut record, &reports);
    assert_eq!(record.report("a").expect("report").0.copies, 1);
    record.forget("a").expect("forgotten");
    assert_eq!(record.report("b").expect("report").0.copies, 0);
    assert_eq!(record.events(&Filter::default()).expect("events")[0].event.independent, 2);
}

#[test]
fn identifiers_of_events_that_were_joined_lead_on() {
    let mut record = Record::in_memory().expect("record");
    let made: Vec<_> = (0..6)
        .map(|n| {
            report(&format!("r{n}"), "2025-09-02", vec![claim("host", "CHN", "RUS", "2025-09-02")])
        })
        .collect();
    let mut ids = Vec::new();
    for r in &made {
        ids.extend(add(&mut record, std::slice::from_ref(r)).new);
    }
    let now = record.events(&Filter::default()).expect("events")[0].event.id;
    for id in &ids {
        assert_eq!(record.find_event(&id.to_string()).expect("found"), now);
    }
    // The claim that names the event goes; its identifier still leads to the event.
    let named_by = record.claims(&now.to_string()).expect("claims");
    let namer = named_by.iter().find(|c| c.id == now).expect("claim");
    record.forget(&namer.doc).expect("forgotten");
    let left = record.events(&Filter::default()).expect("events")[0].event.id;
    assert_ne!(left, now);
    assert_eq!(record.find_event(&now.to_string()).expect("found"), left);
}

fn any_claim() -> impl Strategy<Value = Claim> {
    let kind = prop_oneof![Just("host"), Just("visit"), Just("meet")];
    let names = || prop_oneof![Just(""), Just("/Xi"), Just("/Jan Smit"), Just("/Smit")];
    let code = || prop_oneof![Just("CHN"), Just("RUS"), Just("IND")];
    let who = || (code(), names()).prop_map(|(c, n)| format!("{c}{n}"));
    let side = move || prop::collection::vec(who(), 1..3).prop_map(|v| v.join(", "));
    let date = prop_oneof![
        4 => (1..5).prop_map(|d| format!("2025-09-0{d}")),
        1 => Just("2025-09".to_owned()),
        1 => Just("2025/..".to_owned()),
        1 => Just("2024-12/..".to_owned()),
        1 => Just(String::new()),
    ];
    let status = prop_oneof![4 => Just(Status::Happened), 1 => Just(Status::Planned), 1 => Just(Status::Hypothetical)];
    let place = prop_oneof![2 => Just(None), 1 => Just(Some("Tianjin")), 1 => Just(Some("Moskou"))];
    (kind, side(), prop_oneof![Just(None), side().prop_map(Some)], date, status, place).prop_map(
        |(kind, s, t, date, status, place)| {
            let place = place.map(|p| Place { name: p.to_owned(), country: None });
            Claim { status, place, ..claim(kind, &s, &t.unwrap_or_default(), &date) }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever the order, the shards, the repeats and the readings since replaced: the same record byte for byte.
    #[test]
    fn the_record_depends_on_the_set_of_reports_only(
        reports in any_reports(any_claim()),
        order in prop::collection::vec(any::<prop::sample::Index>(), 1..40),
        cut in 1usize..6,
    ) {
        let mut whole = empty();
        add(&mut whole, &reports);
        let mut parts = empty();
        let mut shuffled: Vec<_> = order.iter().map(|i| i.get(&reports).clone()).collect();
        // Some were read otherwise before.
        for (doc, reading) in shuffled.iter().take(3) {
            let mut old = reading.clone();
            old.versions.pack = "older".to_owned();
            old.events.truncate(1);
            add(&mut parts, &[(doc.clone(), old)]);
        }
        shuffled.extend(reports.iter().rev().cloned());
        for shard in shuffled.chunks(cut) {
            add(&mut parts, shard);
        }
        prop_assert_eq!(difference(&whole, &parts), None);
        parts.check_integrity().expect("sound");
    }

    /// What was taken out has left no trace.
    #[test]
    fn forgetting_undoes_adding(reports in any_reports(any_claim()), gone in any::<prop::sample::Index>()) {
        let mut all = empty();
        add(&mut all, &reports);
        let gone = gone.index(reports.len());
        all.forget(&reports[gone].0.id).expect("forgotten");
        let left: Vec<_> = reports.iter().enumerate().filter(|(n, _)| *n != gone).map(|(_, r)| r.clone()).collect();
        let mut without = empty();
        add(&mut without, &left);
        prop_assert_eq!(difference(&all, &without), None);
    }

    /// No claim is lost, none is told twice.
    #[test]
    fn events_share_out_the_claims(reports in any_reports(any_claim())) {
        let made: usize = reports.iter().map(|(_, r)| r.events.len()).sum();
        let told: u32 = events(&reports).iter().map(|e| e.claims).sum();
        prop_assert_eq!(told as usize, made);
    }
}
