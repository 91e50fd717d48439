//! What can be asked, and what is answered.

mod common;

use common::*;
use kroniek_model::*;
use kroniek_record::*;
use std::ops::ControlFlow;

fn of(event_type: EventType, quad: u8, claim: Claim) -> Claim {
    Claim { event_type, codes: Codes { quad: Some(quad), ..claim.codes.clone() }, ..claim }
}

fn record() -> Record {
    let mut record = Record::in_memory().expect("record");
    let mut summit = claim("host", "CHN/Xi Jinping", "RUS/Vladimir Poetin", "2025-08-31");
    summit.evidence[0].text = "Xi onthaalde Poetin op het Vóórjaarsfeest.".to_owned();
    let mut war = of(EventType::Assault, 4, claim("invade", "RUS", "UKR", "2022-02-24/.."));
    war.evidence[0].text = "Rusland viel Oekraïne binnen.".to_owned();
    let accuse = of(EventType::Accuse, 3, claim("criticise", "USA", "CHN", "2025-09-01"));
    let plan =
        Claim { status: Status::Planned, ..claim("visit", "IND/Narendra Modi", "USA", "2025-12") };
    let undated = of(EventType::Sanction, 3, claim("impose-sanctions", "@EU", "RUS", ""));
    let mut one = report("een", "2025-09-02", vec![summit, accuse]);
    one.1.people = vec![
        person("Xi Jinping", "CHN", "president"),
        person("Vladimir Poetin", "RUS", "president"),
    ];
    let mut two = report("twee", "2025-10-01", vec![war, plan, undated]);
    two.1.people = vec![person("Poetin", "RUS", "president")];
    add(&mut record, &[one, two]);
    record
}

fn person(name: &str, code: &str, office: &str) -> Person {
    Person { name: name.into(), of: code_ref(code), office: Some(office.into()) }
}

fn code_ref(code: &str) -> CodeRef {
    CodeRef { code: code.into(), name: None }
}

fn kinds(record: &Record, filter: Filter) -> Vec<String> {
    let listed = record.events(&filter).expect("events");
    let total = listed.len() as u64;
    assert_eq!(record.count_events(&filter).expect("count"), total, "{filter:?}");
    let counted = Total { total, counted_all: true };
    assert_eq!(record.total_events(&filter).expect("total"), counted, "{filter:?}");
    let bare = record.bare_events(&filter).expect("events");
    assert!(listed.iter().map(|row| &row.event).eq(&bare), "{filter:?}");
    listed.into_iter().map(|e| e.event.kind).collect()
}

#[test]
fn what_has_to_be_looked_at_one_by_one_is_not_all_counted() {
    let visit = |n: usize| claim("visit", &format!("A{n}"), "RUS", "2025-09-01");
    let visits = (0..=Total::LOOKED_AT).map(visit).collect();
    let mut r = Record::in_memory().expect("record");
    add(&mut r, &[report("een", "2025-09-02", visits)]);
    let (then, statuses) = (when("2025-09-02"), vec![Status::Happened]);
    let known = Filter { known_by: then, statuses, ..Filter::default() };
    let first = Total { total: Total::LOOKED_AT as u64, counted_all: false };
    assert_eq!(r.total_events(&known).expect("total"), first);
    assert_eq!(r.count_events(&known).expect("count"), Total::LOOKED_AT as u64 + 1);
}

#[test]
fn a_change_by_somebody_else_is_another_version() {
    let dir = tempfile::tempdir().expect("folder");
    let path = dir.path().join("a.db");
    let mut writer = Record::open(&path).expect("made");
    let reader = Record::open_existing(&path).expect("opened");
    let before = reader.version().expect("version");
    assert_eq!(reader.version().expect("version"), before);
    add(&mut writer, &[report("een", "2025-09-02", vec![claim("visit", "CHN", "RUS", "")])]);
    assert_ne!(reader.version().expect("version"), before);
}

#[test]
fn events_stand_in_the_order_of_time() {
    let r = record();
    let all = ["invade", "host", "criticise", "impose-sanctions", "visit"];
    assert_eq!(kinds(&r, Filter::default()), all);
    let newest = Filter { newest_first: true, ..Filter::default() };
    assert_eq!(kinds(&r, newest), all.iter().rev().copied().collect::<Vec<_>>());
    let page = Filter { limit: Some(2), offset: 1, ..Filter::default() };
    let page: Vec<_> = r.events(&page).expect("events").into_iter().map(|e| e.event.kind).collect();
    assert_eq!(page, ["host", "criticise"]);
}

#[test]
fn filters_narrow() {
    let r = record();
    let f = Filter::default;
    assert_eq!(
        kinds(&r, Filter { from: when("2025-09-01"), ..f() }),
        ["invade", "criticise", "impose-sanctions", "visit"]
    );
    assert_eq!(kinds(&r, Filter { to: when("2025-08"), ..f() }), ["invade", "host"]);
    assert_eq!(
        kinds(&r, Filter { types: vec![EventType::Accuse, EventType::Assault], ..f() }),
        ["invade", "criticise"]
    );
    assert_eq!(kinds(&r, Filter { statuses: vec![Status::Planned], ..f() }), ["visit"]);
    assert_eq!(
        kinds(&r, Filter { kinds: vec!["host".into()], actors: vec!["chn".into()], ..f() }),
        ["host"]
    );
    assert_eq!(kinds(&r, Filter { known_by: when("2025-09"), ..f() }), ["host", "criticise"]);
}

#[test]
fn actors_go_by_code_or_by_name_however_spelled() {
    let r = record();
    let by = |names: &[&str]| Filter {
        actors: names.iter().map(|s| (*s).to_owned()).collect(),
        ..Filter::default()
    };
    assert_eq!(kinds(&r, by(&["CHN"])), ["host", "criticise"]);
    assert_eq!(kinds(&r, by(&["@eu"])), ["impose-sanctions"]);
    assert_eq!(kinds(&r, by(&["POETIN"])), ["host"]);
    assert_eq!(kinds(&r, by(&["poetin", "xi"])), ["host"]);
    assert_eq!(kinds(&r, by(&["RUS", "UKR"])), ["invade"]);
    assert_eq!(kinds(&r, by(&["RUS", "UKR", "CHN"])), [""; 0]);
    assert_eq!(kinds(&r, by(&["UKR", "Poetin"])), [""; 0]);
    assert!(matches!(r.events(&by(&["Napoleon"])), Err(RecordError::Nobody(_))));
}

#[test]
fn evidence_is_searched_without_accents() {
    let r = record();
    let text = |t: &str| Filter { text: Some(t.into()), ..Filter::default() };
    assert_eq!(kinds(&r, text("voorjaarsfeest")), ["host"]);
    assert_eq!(kinds(&r, text("oekraine viel")), ["invade"]);
    assert_eq!(kinds(&r, text("\"viel rusland\"")), [""; 0]);
    assert_eq!(kinds(&r, text("voorjaars*")), ["host"]);
}

#[test]
fn every_row_names_its_sources() {
    for row in record().events(&Filter::default()).expect("events") {
        assert!(!row.sources.is_empty() && !row.sentence.is_empty(), "{row:?}");
    }
}

#[test]
fn a_walk_ends_where_the_visitor_has_seen_enough() {
    let r = record();
    let mut seen = 0;
    let ended = r.walk_events(&Filter::default(), |row| {
        seen += 1;
        match row.event.kind.as_str() {
            "host" => ControlFlow::Break(row.event.id),
            _ => ControlFlow::Continue(()),
        }
    });
    assert!(ended.expect("walked").is_some());
    assert_eq!(seen, 2);
    let all = r.walk_events(&Filter::default(), |_| ControlFlow::<()>::Continue(()));
    assert_eq!(all.expect("walked"), None);
}

#[test]
fn a_report_tells_where_it_came_from() {
    let r = record();
    let origin = r.origin("een").expect("asked").expect("known");
    assert_eq!((origin.outlet.as_deref(), origin.url), (Some("De Proef"), None));
    assert_eq!((origin.lang.as_deref(), origin.published), (Some("nl"), when("2025-09-02")));
    assert_eq!(r.origin("nergens").expect("asked"), None);
}

#[test]
fn a_relation_counts_by_month_and_kind() {
    let r = record();
    let pair = r.relation("RUS", "CHN", &Filter::default()).expect("relation");
    assert_eq!((pair.tally.events, pair.tally.cooperation, pair.meetings), (1, 1, 1));
    assert_eq!(pair.months.iter().map(|m| m.period.as_str()).collect::<Vec<_>>(), ["2025-08"]);
    assert_eq!(pair.first.expect("first").event.kind, "host");
    let men = r.relation("Xi", "Poetin", &Filter::default()).expect("relation");
    assert_eq!((men.tally.events, men.latest.len()), (1, 1));
    let none = r.relation("IND", "UKR", &Filter::default()).expect("relation");
    assert_eq!((none.tally, none.first), (Tally::default(), None));
}

#[test]
fn people_are_kept_with_office_dates_and_sources() {
    let mut r = record();
    let mut three = report("drie", "2025-10-02", Vec::new());
    three.1.people = vec![
        person("Vladimir Poetin", "RUS", "president"),
        person("Oleg Sjarikov", "RUS", "ambassador"),
    ];
    add(&mut r, &[three]);
    let asked = |filter: PeopleFilter| -> Vec<(String, Vec<String>)> {
        let all = r.people(&filter).expect("people");
        all.into_iter().map(|o| (o.name, o.sources)).collect()
    };
    let of = |name: &str| PeopleFilter { actor: Some(name.into()), ..PeopleFilter::default() };
    let row = |name: &str, docs: &[&str]| {
        (name.to_owned(), docs.iter().map(|d| (*d).to_owned()).collect::<Vec<_>>())
    };
    let poetin = row("Vladimir Poetin", &["een", "drie"]);
    let sjarikov = row("Oleg Sjarikov", &["drie"]);
    let bare = row("Poetin", &["twee"]);
    assert_eq!(asked(of("rus")), [poetin.clone(), sjarikov.clone(), bare]);
    assert_eq!(asked(of("vladimir poetin")), [poetin]);
    assert_eq!(asked(PeopleFilter { from: when("2025-10-02"), ..of("Sjarikov") }), [sjarikov]);
    assert_eq!(asked(PeopleFilter { to: when("2025-09"), ..of("Sjarikov") }), []);
    let first = &r.people(&of("vladimir")).expect("people")[0];
    let dates = (first.first.as_deref(), first.last.as_deref());
    assert_eq!(dates, (Some("2025-09-02"), Some("2025-10-02")));
    assert!(matches!(r.people(&of("Napoleon")), Err(RecordError::Nobody(_))));
    assert!(matches!(r.people(&of("-")), Err(RecordError::Nobody(_))));
}

#[test]
fn somebody_of_whom_no_event_tells_has_a_dossier() {
    let mut r = record();
    let mut three = report("drie", "2025-10-02", Vec::new());
    three.1.people = vec![person("Oleg Sjarikov", "RUS", "ambassador")];
    add(&mut r, &[three]);
    let dossier = r.actor("sjarikov", &Filter::default()).expect("dossier");
    assert_eq!((dossier.tally.events, dossier.latest.len()), (0, 0));
    assert_eq!((dossier.names, dossier.codes), (vec!["Oleg Sjarikov".into()], vec!["RUS".into()]));
    assert_eq!(dossier.offices[0].sources, ["drie"]);
}

#[test]
fn a_dossier_of_a_state_and_of_a_person() {
    let r = record();
    let china = r.actor("CHN", &Filter::default()).expect("dossier");
    assert_eq!((china.tally.events, china.tally.cooperation, china.tally.conflict), (2, 1, 1));
    let with: Vec<_> = china.partners.iter().map(|p| (p.code.as_str(), p.tally.events)).collect();
    assert_eq!(with, [("RUS", 1), ("USA", 1)]);
    assert_eq!(china.offices[0].office.as_deref(), Some("president"));
    assert_eq!(china.years.len(), 1);
    let putin = r.actor("poetin", &Filter::default()).expect("dossier");
    assert_eq!(
        (putin.codes, putin.names),
        (vec!["RUS".to_owned()], vec!["Vladimir Poetin".to_owned()])
    );
    assert_eq!(putin.offices.len(), 2);
    assert_eq!(putin.partners[0].code, "CHN");
    assert_eq!(putin.latest[0].event.kind, "host");
}

#[test]
fn what_is_denied_or_only_thought_of_is_neither_co_operation_nor_conflict() {
    let mut r = Record::in_memory().expect("record");
    let mut claims = vec![claim("visit", "CHN", "RUS/Vladimir Poetin", "2025"); 3];
    claims[1].status = Status::Denied;
    claims[2].status = Status::Hypothetical;
    let told = ["een", "twee", "drie"].into_iter().zip(["2025-09-01", "2025-10-01", "2025-11-01"]);
    for ((doc, day), mut claim) in told.zip(claims) {
        claim.date = when(day);
        add(&mut r, &[report(doc, day, vec![claim])]);
    }
    let counts = |t: Tally| (t.events, t.cooperation);
    let bounded = Filter { from: when("2025"), ..Filter::default() };
    for filter in [&Filter::default(), &bounded] {
        for who in ["CHN", "Poetin"] {
            let dossier = r.actor(who, filter).expect("dossier");
            assert_eq!(counts(dossier.tally), (3, 1), "{who}");
            assert_eq!(counts(dossier.partners[0].tally), (3, 1), "{who}");
        }
        assert_eq!(counts(r.relation("CHN", "RUS", filter).expect("pair").tally), (3, 1));
        assert_eq!(counts(r.network(filter).expect("network").edges[0].tally), (3, 1));
    }
}

#[test]
fn rows_of_counts_name_the_latest_event_and_its_reports() {
    let r = record();
    let all = Filter::default();
    let early = Filter { to: when("2024"), ..Filter::default() };
    let latest = r.latest_between("RUS", "CHN", &all).expect("asked").expect("one");
    assert_eq!(r.latest_between("CHN", "RUS", &all).expect("asked"), Some(latest.clone()));
    assert!(!latest.sources.is_empty() && r.event(&latest.latest.to_string()).is_ok());
    assert_eq!(r.latest_between("CHN", "RUS", &early).expect("asked"), None);
    assert_eq!(r.latest_between("CHN", "ABC", &all).expect("asked"), None);
    let newest = Filter { actors: vec!["RUS".into()], newest_first: true, ..Filter::default() };
    let newest = r.events(&newest).expect("events").remove(0);
    let latest = r.latest_of("RUS", &all).expect("asked").expect("one");
    assert_eq!((latest.latest, &latest.sources), (newest.event.id, &newest.sources));
    let shares = r.shares("RUS", Pace::Quarter, &all).expect("shares");
    assert_eq!(shares.last().expect("one").latest, Some(latest));
}

#[test]
fn the_network_knows_who_speaks_with_whom() {
    let r = record();
    let net = r.network(&Filter { from: when("2025"), ..Filter::default() }).expect("network");
    let pairs: Vec<_> = net.edges.iter().map(|e| (e.a.as_str(), e.b.as_str())).collect();
    assert_eq!(pairs, [("@EU", "RUS"), ("CHN", "RUS"), ("CHN", "USA"), ("IND", "USA")]);
    let node = |code: &str| net.nodes.iter().find(|n| n.code == code).expect("node");
    assert_eq!((node("CHN").events, node("CHN").share), (2, 0.5));
    assert_eq!(node("CHN").bloc, node("RUS").bloc);
    assert_ne!(node("CHN").bloc, node("USA").bloc);
    let shares = |pace, filter: &Filter| {
        let all = r.shares("RUS", pace, filter).expect("shares");
        all.iter().map(|s| format!("{} {}/{}", s.period, s.events, s.of)).collect::<Vec<_>>()
    };
    let all = Filter::default();
    assert_eq!(shares(Pace::Year, &all), ["2022 1/1", "2025 2/4"]);
    assert_eq!(shares(Pace::Quarter, &all), ["2022-Q1 1/1", "2025-Q3 1/2", "2025-Q4 1/2"]);
    let months = ["2022-02 1/1", "2025-08 1/1", "2025-09 0/1", "2025-10 1/1", "2025-12 0/1"];
    assert_eq!(shares(Pace::Month, &all), months);
    let autumn = Filter { from: when("2025-09"), ..Filter::default() };
    assert_eq!(shares(Pace::Month, &autumn), months[2..]);
}

fn visiting(id: &str, day: &str, about: Option<(&str, &str)>) -> (Document, Reading) {
    let mut c = claim("visit", "IND/Narendra Modi", "CHN", day);
    c.about_record = about.map(|(claim, value)| AboutRecord {
        claim: claim.into(),
        value: (!value.is_empty()).then(|| value.into()),
    });
    report(id, day, vec![c])
}

#[test]
fn what_is_said_of_the_record_is_looked_up_in_it() {
    let checked = |earlier: &[&str], about: (&str, &str)| {
        let mut r = Record::in_memory().expect("record");
        let old: Vec<_> = earlier
            .iter()
            .enumerate()
            .map(|(n, day)| visiting(&format!("o{n}"), day, None))
            .collect();
        add(&mut r, &old);
        add(&mut r, &[visiting("nu", "2025-08-31", Some(about))]);
        let all = r.about_record(&Filter::default()).expect("checked");
        assert_eq!(all.len(), 1);
        let checked = &all[0].checked;
        assert_eq!(checked.why.is_some(), checked.finding == Finding::Unknown);
        (checked.finding, checked.counted, checked.examples.len())
    };
    use Finding::*;
    assert_eq!(checked(&["2018-04-27"], ("first-since", "2018")), (Supported, 2, 1));
    assert_eq!(
        checked(&["2018-04-27", "2019-10-11"], ("first-since", "2018")),
        (Contradicted, 3, 1)
    );
    assert_eq!(checked(&["2015-05-14"], ("first-since", "2018")), (Unknown, 2, 0));
    assert_eq!(checked(&["2015-05-14"], ("first", "")), (Contradicted, 2, 1));
    assert_eq!(checked(&[], ("first", "")), (Unknown, 1, 0));
    assert_eq!(checked(&["2015-05-14", "2018-04-27"], ("nth", "3")), (Supported, 3, 2));
    assert_eq!(checked(&["2015-05-14", "2018-04-27"], ("nth", "2")), (Contradicted, 3, 2));
    assert_eq!(checked(&["2015-05-14"], ("nth", "40")), (Unknown, 2, 1));
    assert_eq!(checked(&["2015-05-14"], ("largest-since", "2018")), (Unknown, 2, 1));
}

#[test]
fn why_the_record_does_not_know_is_said() {
    let mut r = Record::in_memory().expect("record");
    add(&mut r, &[visiting("oud", "2015-05-14", None)]);
    let why = |about: (&str, &str), day: &str| {
        let (_, reading) = visiting("nu", "2025-08-31", Some(about));
        r.check(&reading.events[0], when(day).as_ref(), None).expect("checked").why
    };
    assert_eq!(why(("first", ""), ""), Some(Why::NoDate));
    assert_eq!(why(("first", ""), "2015-05-14"), Some(Why::TooShort));
    assert_eq!(why(("first-since", ""), "2025-08-31"), Some(Why::NoValue));
    assert_eq!(why(("first-since", "2018"), "2025-08-31"), Some(Why::NoneThen));
    assert_eq!(why(("nth", "3"), "2025-08-31"), Some(Why::Fewer));
    assert_eq!(why(("largest", ""), "2025-08-31"), Some(Why::NotLookedUp));
    // The visit itself, told of two days later, is no earlier one.
    assert_eq!(why(("first", ""), "2015-05-16"), Some(Why::TooShort));
}

#[test]
fn who_is_named_by_office_alone_is_compared_by_office() {
    let mut r = Record::in_memory().expect("record");
    let by = |office: &str, day: &str, about| {
        let mut c = claim("visit", "USA", "CUB", day);
        c.source[0].office = Some(office.to_owned());
        c.about_record = about;
        report(day, day, vec![c])
    };
    add(&mut r, &[by("minister", "2015-08-14", None)]);
    let first = AboutRecord { claim: "first".into(), value: None };
    let (_, reading) = by("president", "2016-03-20", Some(first));
    let found = |r: &Record| r.check(&reading.events[0], when("2016-03-20").as_ref(), None);
    assert_eq!(found(&r).expect("checked").counted, 1);
    add(&mut r, &[by("president", "1928-01-15", None)]);
    assert_eq!(found(&r).expect("checked").finding, Finding::Contradicted);
}

#[test]
fn none_before_means_something_only_if_the_record_goes_back_that_far() {
    let mut r = Record::in_memory().expect("record");
    let accuse = of(EventType::Accuse, 3, claim("criticise", "IND", "CHN", "2020-06-16"));
    add(
        &mut r,
        &[
            report("oud", "2020-06-17", vec![accuse]),
            visiting("nu", "2025-08-31", Some(("first", ""))),
        ],
    );
    let all = r.about_record(&Filter::default()).expect("checked");
    assert_eq!(all[0].checked.finding, Finding::Supported);
    // Another's visit is no counter-example.
    let other = claim("visit", "IND/Subrahmanyam Jaishankar", "CHN", "2024-01-01");
    add(&mut r, &[report("ander", "2024-01-01", vec![other])]);
    assert_eq!(
        r.about_record(&Filter::default()).expect("checked")[0].checked.finding,
        Finding::Supported
    );
}
