//! What a sentence says of the record is looked up in it.

use crate::bench::{Bench, line, strings};
use serde_json::Value;

const FIRST_SINCE: &str = "Poetin bezoekt voor het eerst sinds 2018 Wenen";

fn bench() -> Bench {
    let bench = Bench::new();
    let meeting = "De Chinese president Xi Jinping en zijn Russische ambtgenoot Vladimir Poetin hebben elkaar \
                   donderdag in Peking ontmoet.";
    let reports = [
        line(
            "een",
            "2018-06-06",
            "De Russische president Vladimir Poetin bezocht dinsdag Oostenrijk.",
        ),
        line("twee", "2019-10-12", "De Indiase premier Narendra Modi bezocht vrijdag China."),
        line("drie", "2022-02-04", meeting),
        line("vier", "2024-05-17", meeting),
    ];
    bench.file("in.jsonl", reports.concat());
    assert_eq!(bench.run(&["read", "in.jsonl"]).status, 0);
    bench
}

fn found(answer: &Value) -> (Vec<String>, Vec<String>) {
    let claims = answer["about_record"].as_array().expect("an array");
    let checked: Vec<Value> = claims.iter().map(|c| c["checked"].clone()).collect();
    let sources =
        checked.iter().flat_map(|c| c["examples"].as_array().cloned().unwrap_or_default());
    let sources = sources.flat_map(|e| e["sources"].as_array().cloned().unwrap_or_default());
    let sources = sources.filter_map(|s| s.as_str().map(str::to_owned)).collect();
    (strings(&Value::Array(checked), "finding"), sources)
}

#[test]
fn every_finding_names_the_events_that_it_rests_on() {
    let bench = bench();
    for (sentence, on, finding, sources) in [
        (FIRST_SINCE, "2026-06-01", "supported", &["een"][..]),
        ("Poetin bezoekt voor het eerst Oostenrijk.", "2026-06-01", "contradicted", &["een"]),
        (
            "Modi bracht zijn eerste bezoek aan China sinds 2018.",
            "2025-09-01",
            "contradicted",
            &["twee"],
        ),
        ("Poetin bezoekt voor het eerst Noord-Korea.", "2024-06-19", "unknown", &[]),
        (
            "Xi en Poetin ontmoetten elkaar voor de derde keer.",
            "2025-09-01",
            "supported",
            &["vier", "drie"],
        ),
        (
            "Xi en Poetin ontmoetten elkaar voor de tweede keer.",
            "2025-09-01",
            "contradicted",
            &["vier", "drie"],
        ),
        (
            "Xi en Poetin ontmoetten elkaar voor de veertigste keer.",
            "2025-09-01",
            "unknown",
            &["vier", "drie"],
        ),
    ] {
        let answer = bench.json(&["check", sentence, "--on", on]);
        let expected =
            (vec![finding.to_owned()], sources.iter().map(|s| (*s).to_owned()).collect());
        assert_eq!(found(&answer), expected, "{sentence}");
    }
}

#[test]
fn it_is_told_in_words() {
    let bench = bench();
    let yes = bench.run(&["check", FIRST_SINCE, "--on", "2026-06-01"]);
    assert_eq!(yes.status, 0, "{}", yes.err);
    assert!(yes.out.starts_with("supported: the record has one of that time"), "{}", yes.out);
    assert!(yes.out.contains("2018-06-05") && yes.out.contains("een · visit"), "{}", yes.out);
    let open =
        bench.run(&["check", "Poetin bezoekt voor het eerst Noord-Korea.", "--on", "2024-06-19"]);
    assert!(
        open.out.starts_with("unknown: ") && open.out.contains("older reports"),
        "{}",
        open.out
    );
    let dutch = bench.run(&["check", FIRST_SINCE, "--on", "2026-06-01", "--ui", "nl"]);
    assert!(dutch.out.starts_with("gesteund: "), "{}", dutch.out);
    let csv = bench.run(&["check", FIRST_SINCE, "--on", "2026-06-01", "--format", "csv"]);
    assert!(
        csv.out.contains("\nfirst-since,2018,CONSULT,visit,happened,2026-06-01,"),
        "{}",
        csv.out
    );
}

#[test]
fn a_sentence_that_says_nothing_of_the_record_is_told_what_would() {
    let bench = bench();
    let event = bench.run(&["check", "Poetin bezoekt Noord-Korea.", "--on", "2024-06-19"]);
    assert!(
        event.status == 0 && event.out.contains("CONSULT (visit), Poetin (RUS) → PRK"),
        "{}",
        event.out
    );
    assert!(event.out.contains("kroniek events --actor RUS,PRK --kind visit"), "{}", event.out);
    let answer = bench.json(&["check", "Poetin bezoekt Noord-Korea.", "--on", "2024-06-19"]);
    assert_eq!(strings(&answer["understood"], "kind"), ["visit"]);
    let none = bench.run(&["check", "De zon schijnt vandaag."]);
    assert!(none.status == 0 && none.out.contains("no event is understood"), "{}", none.out);
}

#[test]
fn what_is_neither_a_folder_nor_a_sentence_is_said_so() {
    let bench = bench();
    let one = bench.run(&["check", "zon"]);
    assert!(one.status == 1 && one.err.contains("or a whole sentence in quotes"), "{}", one.err);
    assert_eq!(bench.run(&["check", FIRST_SINCE, "--on", "gisteren"]).status, 2);
    let no_record = bench.run(&["check", FIRST_SINCE, "--db", "none.db"]);
    assert!(no_record.status == 1 && no_record.err.contains("none.db"), "{}", no_record.err);
}
