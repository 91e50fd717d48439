//! States of affairs: as of a day, as known by a day, and what events do to them.

mod common;

use common::*;
use kroniek_model::*;
use kroniek_record::*;

fn code_ref(code: &str) -> CodeRef {
    CodeRef { code: code.into(), name: None }
}

fn state(relation: &str, from: &str, to: &str) -> StateClaim {
    StateClaim {
        subject: code_ref("IND"),
        relation: relation.into(),
        object: code_ref("@SCO"),
        from: when(from),
        to: when(to),
        evidence: vec![Evidence { text: "India is lid.".into(), ..Evidence::default() }],
    }
}

fn stating(id: &str, published: &str, states: Vec<StateClaim>) -> (Document, Reading) {
    let (doc, mut reading) = report(id, published, Vec::new());
    reading.states = states;
    (doc, reading)
}

#[test]
fn states_hold_as_of_a_day_and_as_known_by_a_day() {
    let mut r = Record::in_memory().expect("record");
    add(
        &mut r,
        &[
            stating("a", "2018-06-10", vec![state("member", "2017-06-09", "")]),
            stating("b", "2025-09-02", vec![state("member", "", "2025-09-01")]),
        ],
    );
    let ask = |as_of: &str, known_by: &str| -> Vec<(Option<Standing>, usize)> {
        let filter =
            StateFilter { as_of: when(as_of), known_by: when(known_by), ..StateFilter::default() };
        r.states(&filter)
            .expect("states")
            .into_iter()
            .map(|s| (s.standing, s.sources.len()))
            .collect()
    };
    assert_eq!(ask("2016", ""), []);
    assert_eq!(ask("2018", ""), [(Some(Standing::Stated), 2)]);
    assert_eq!(ask("2026", ""), []);
    // In 2018 nobody knew that it would end; in 2017 nobody had said that it had begun.
    assert_eq!(ask("2026", "2018"), [(Some(Standing::Assumed), 1)]);
    assert_eq!(ask("2026", "2017"), []);
    let about = StateFilter {
        actors: vec!["@sco".into()],
        relations: vec!["member".into()],
        ..StateFilter::default()
    };
    let all = r.states(&about).expect("states");
    assert_eq!((all.len(), all[0].sources.clone()), (1, vec!["a".to_owned(), "b".to_owned()]));
    let other = StateFilter { actors: vec!["CHN".into()], ..StateFilter::default() };
    assert_eq!(r.states(&other).expect("states"), []);
}

/// A record in which organisations are joined and left, and what is told in it.
fn told(reports: &[(Document, Reading)]) -> Record {
    let mut r = Record::in_memory().expect("record");
    let suspended = Effect { reversed: true, ..effect("suspend-member", "ends", "member") };
    let effects = [
        effect("join-organisation", "begins", "member"),
        effect("leave-organisation", "ends", "member"),
        suspended,
        effect("issue-warrant", "begins", "warrant"),
        effect("war", "begins", "at-war"),
        effect("cease-fire", "ends", "at-war"),
    ];
    r.set_effects(&effects).expect("set");
    add(&mut r, reports);
    r
}

fn saying(id: &str, published: &str, status: Status, claim: Claim) -> (Document, Reading) {
    let event_type = EventType::Agree;
    report(id, published, vec![Claim { status, event_type, codes: Codes::default(), ..claim }])
}

/// Who stands to whom on a day, as known by another; in short.
fn short(r: &Record, as_of: &str, known_by: &str) -> Vec<String> {
    let filter =
        StateFilter { as_of: when(as_of), known_by: when(known_by), ..StateFilter::default() };
    let who = |c: &CodeRef| c.name.clone().unwrap_or_else(|| c.code.clone());
    let line = |s: StateRow| {
        let from = s.from.map_or(String::new(), |w| w.to_string());
        let to = s.to.map_or(String::new(), |w| w.to_string());
        format!("{} {} {} {from}-{to}", who(&s.subject), s.relation, who(&s.object))
    };
    r.states(&filter).expect("states").into_iter().map(line).collect()
}

#[test]
fn events_begin_and_end_states() {
    let join = claim("join-organisation", "FIN", "@NATO", "2023-04-04");
    let leave = claim("leave-organisation", "FIN", "@NATO", "2030-01-01");
    let r = told(&[
        saying("a", "2023-04-05", Status::Happened, join),
        saying("b", "2030-01-02", Status::Happened, leave),
    ]);
    assert_eq!(short(&r, "2023-03-31", ""), [""; 0]);
    assert_eq!(short(&r, "2025", ""), ["FIN member @NATO 2023-04-04-2030-01-01"]);
    assert_eq!(short(&r, "2031", ""), [""; 0]);
    // Nobody knew of it before it was published, nor of its end while it lasted.
    assert_eq!(short(&r, "2023-04-04", "2023-04-04"), [""; 0]);
    assert_eq!(short(&r, "2031", "2025"), ["FIN member @NATO 2023-04-04-"]);
    let row = r.states(&StateFilter::default()).expect("states").remove(0);
    assert_eq!((row.sources, row.reports, row.events.len()), (vec!["a".into(), "b".into()], 2, 2));
    assert_eq!(row.sentence, "FIN join-organisation @NATO.");
}

#[test]
fn what_was_planned_begins_when_it_is_known_to_have_happened() {
    let join = || claim("join-organisation", "FIN", "@NATO", "2023-04-04");
    let r = told(&[
        saying("plan", "2023-03-31", Status::Planned, join()),
        saying("done", "2023-04-05", Status::Happened, join()),
    ]);
    assert_eq!(short(&r, "2023-05", "2023-04-04"), [""; 0]);
    assert_eq!(short(&r, "2023-05", "2023-04-05"), ["FIN member @NATO 2023-04-04-"]);
    // What it is known from is the report that says so, not the one that told of the plan.
    let row = r.states(&StateFilter::default()).expect("states").remove(0);
    assert_eq!(row.sources, ["done"]);
}

#[test]
fn what_turned_out_not_to_be_so_was_known_as_such_before() {
    let join = || claim("join-organisation", "FIN", "@NATO", "2023-04-04");
    let r = told(&[
        saying("a", "2023-04-05", Status::Happened, join()),
        saying("b", "2023-04-06", Status::Denied, join()),
        saying("c", "2023-04-07", Status::Denied, join()),
    ]);
    assert_eq!(short(&r, "2023-05", "2023-04-05"), ["FIN member @NATO 2023-04-04-"]);
    assert_eq!(short(&r, "2023-05", "2023-04-08"), [""; 0]);
    assert_eq!(short(&r, "2023-05", ""), [""; 0]);
}

#[test]
fn a_rejected_event_begins_nothing() {
    let join = claim("join-organisation", "FIN", "@NATO", "2023-04-04");
    let mut r = told(&[saying("a", "2023-04-05", Status::Happened, join)]);
    let row = r.claims_of_report("a").expect("claims").remove(0);
    let reject = Correction {
        at: "2026-01-01T00:00:00Z".into(),
        who: "an".into(),
        why: "misread".into(),
        action: Action::Reject { claims: vec![r.anchor(&row).expect("anchor")] },
    };
    r.correct(std::slice::from_ref(&reject)).expect("corrected");
    assert_eq!(short(&r, "2025", ""), [""; 0]);
    let undo = Action::Undo { correction: reject.id() };
    r.correct(&[Correction { at: "2026-01-02T00:00:00Z".into(), action: undo, ..reject }])
        .expect("undone");
    assert_eq!(short(&r, "2025", ""), ["FIN member @NATO 2023-04-04-"]);
}

#[test]
fn who_is_the_subject_is_data_and_a_truce_ends_a_war_whichever_way_round() {
    let r = told(&[
        saying(
            "a",
            "2020-01-01",
            Status::Happened,
            claim("join-organisation", "MLI", "@AU", "2002"),
        ),
        saying(
            "b",
            "2021-06-02",
            Status::Happened,
            claim("suspend-member", "@AU", "MLI", "2021-06-01"),
        ),
        saying("c", "2025-07-25", Status::Happened, claim("war", "THA", "KHM", "2025-07-24/..")),
        saying(
            "d",
            "2025-07-29",
            Status::Happened,
            claim("cease-fire", "KHM, THA", "", "2025-07-28"),
        ),
    ]);
    let all = ["MLI member @AU 2002-2021-06-01", "THA at-war KHM 2025-07-24/..-2025-07-28"];
    assert_eq!(short(&r, "", ""), all);
}

#[test]
fn one_man_under_two_spellings_is_wanted_once() {
    let warrant = |name: &str| claim("issue-warrant", "@ICC", &format!("RUS/{name}"), "2023-03-17");
    let mut stated = report("c", "2023-04-01", Vec::new());
    stated.1.states = vec![StateClaim {
        subject: code_ref("@ICC"),
        relation: "warrant".into(),
        object: CodeRef { code: "RUS".into(), name: Some("Poetin".into()) },
        ..StateClaim::default()
    }];
    let r = told(&[
        saying("a", "2023-03-17", Status::Happened, warrant("Vladimir Poetin")),
        saying("b", "2023-03-18", Status::Happened, warrant("Lvova-Belova")),
        stated,
    ]);
    assert_eq!(
        short(&r, "2024", ""),
        ["@ICC warrant Lvova-Belova 2023-03-17-", "@ICC warrant Vladimir Poetin 2023-03-17-"]
    );
    let of = StateFilter { actors: vec!["poetin".into()], ..StateFilter::default() };
    assert_eq!(r.states(&of).expect("states").len(), 1);
    let few = StateFilter { limit: Some(1), ..StateFilter::default() };
    assert_eq!(r.states(&few).expect("states").len(), 1);
}

#[test]
fn a_record_learns_what_events_do() {
    let join = || claim("join-organisation", "FIN", "@NATO", "2023-04-04");
    let reports = [saying("a", "2023-04-05", Status::Happened, join())];
    let mut late = Record::in_memory().expect("record");
    add(&mut late, &reports);
    assert_eq!(short(&late, "2025", ""), [""; 0]);
    let begins = [effect("join-organisation", "begins", "member")];
    assert!(!late.has_other_effects(&begins).expect("asked"), "it was told none");
    late.set_effects(&begins).expect("set");
    assert_eq!(short(&late, "2025", ""), ["FIN member @NATO 2023-04-04-"]);
    // Reports to come are read so too, and what was learnt can be unlearnt.
    let leave = claim("leave-organisation", "FIN", "@NATO", "2024");
    add(&mut late, &[saying("b", "2024-05-01", Status::Happened, leave)]);
    let both = [
        effect("join-organisation", "begins", "member"),
        effect("leave-organisation", "ends", "member"),
    ];
    assert!(late.has_other_effects(&both).expect("asked"));
    late.set_effects(&both).expect("set");
    assert!(!late.has_other_effects(&both).expect("asked"));
    assert_eq!(short(&late, "", ""), ["FIN member @NATO 2023-04-04-2024"]);
    late.set_effects(&[]).expect("set");
    assert_eq!(short(&late, "", ""), [""; 0]);
}

#[test]
fn a_dossier_shows_the_newest_states_and_tells_how_many_relations_there_are() {
    let most = Dossier::STATES;
    let towards = |n: usize| StateClaim {
        object: code_ref(&format!("@ORG{n:02}")),
        ..state("member", "2001", "")
    };
    let day = |n: usize| format!("2020-{:02}-{:02}", 1 + n / 28, 1 + n % 28);
    // One of them no dated report tells of.
    let mut all: Vec<_> =
        (0..most + 5).map(|n| stating(&format!("r{n:02}"), &day(n), vec![towards(n)])).collect();
    all.push(stating("undated", "", vec![towards(98)]));
    let mut r = Record::in_memory().expect("record");
    add(&mut r, &all);
    let dossier = r.actor("IND", &Filter::default()).expect("dossier");
    assert_eq!((dossier.states.len(), dossier.relations), (most, most as u64 + 6));
    let objects: Vec<_> = dossier.states.iter().map(|s| s.object.code.clone()).collect();
    let newest: Vec<_> = (5..most + 5).rev().map(|n| format!("@ORG{n:02}")).collect();
    assert_eq!(objects, newest);
    // As known by a day, what was told of later is not among them; as of a day, what did not hold yet is not.
    let by = Filter { known_by: when(&day(2)), ..Filter::default() };
    let early = r.actor("IND", &by).expect("dossier").states;
    assert_eq!(early[0].object.code, "@ORG02");
    assert_eq!(early.len(), 3);
    let before = when("1999");
    let none = r.actor_as_of("IND", &Filter::default(), before.as_ref()).expect("dossier");
    assert_eq!((none.states, none.relations), (vec![], most as u64 + 6));
}
