//! The record asked in every way, over two reports of one visit.

use crate::bench::{Bench, done, line, strings};
use std::{
    os::{fd::OwnedFd, unix::net::UnixStream},
    sync::LazyLock,
};

const VISIT: &str = "De Chinese president Xi Jinping ontving maandag zijn Russische ambtgenoot Vladimir Poetin in \
                     Peking. De Verenigde Staten kondigden dinsdag sancties tegen Iran aan.";
const AGAIN: &str = "De Russische president Vladimir Poetin werd maandag in Peking ontvangen door de Chinese \
                     president Xi Jinping.";

/// One record for all questions: they change nothing.
static RECORD: LazyLock<Bench> = LazyLock::new(|| {
    let bench = Bench::new();
    let both = line("een", "2025-09-03", VISIT) + &line("twee", "2025-09-04", AGAIN);
    bench.file("in.jsonl", both);
    let done = bench.run(&["read", "in.jsonl"]);
    assert_eq!(done.status, 0, "{}", done.err);
    bench.file("read.txt", done.out);
    bench.file("read.err", done.err);
    bench
});

fn shown(name: &str) -> String {
    std::fs::read_to_string(RECORD.path(name)).expect("written")
}

/// The identifier of the visit.
fn visit() -> String {
    let events = RECORD.json(&["events", "--actor", "CHN,RUS"]);
    events[0]["id"].as_str().expect("the visit").to_owned()
}

#[test]
fn reading_tells_what_is_new_and_sums_up() {
    let out = shown("read.txt");
    assert!(out.contains("CONSULT") && out.contains("“De Chinese president"), "{out}");
    assert!(!out.contains('\u{1b}'), "colour without a terminal: {out}");
    assert!(shown("read.err").contains("2 new reports"), "{}", shown("read.err"));
}

#[test]
fn lists_come_as_table_json_and_csv() {
    let table = RECORD.run(&["events", "--actor", "CHN"]);
    assert!(table.out.starts_with("date "), "{}", table.out);
    let json = RECORD.json(&["events", "--actor", "CHN"]);
    let csv = RECORD.run(&["events", "--actor", "CHN", "--format", "csv"]).out;
    let mut rows = csv::Reader::from_reader(csv.as_bytes());
    let head = rows.headers().expect("a header").clone();
    let rows: Vec<csv::StringRecord> = rows.records().map(|r| r.expect("a row")).collect();
    let lines = table.out.lines().count() - 1;
    assert_eq!((rows.len(), lines), (json.as_array().expect("an array").len(), rows.len()));
    let at = |name: &str| head.iter().position(|h| h == name).expect("a column");
    assert_eq!(rows[0][at("id")], *json[0]["id"].as_str().expect("an id"));
    assert!(rows[0][at("sources")].contains("een"), "{csv}");
}

#[test]
fn filters_choose() {
    let count = |args: &[&str]| strings(&RECORD.json(&[&["events"], args].concat()), "id").len();
    let all = count(&[]);
    assert!(all >= 2, "{all}");
    assert_eq!(count(&["--limit", "1"]), 1);
    assert_eq!(count(&["--to", "2020"]), 0);
    assert_eq!(count(&["--from", "2025-09"]), all);
    let (of, others) =
        (count(&["--type", "CONSULT"]), count(&["--type", "SANCTION,THREATEN,ACCUSE"]));
    assert!(of >= 1 && of < all && others < all, "{of} {others} {all}");
    assert!(count(&["--text", "sancties"]) < all);
    assert_eq!(count(&["--actor", "poetin"]), count(&["--actor", "Xi Jinping"]));
    assert_eq!(count(&["--known-by", "2025-09-02"]), 0);
}

#[test]
fn explain_marks_the_sentence_and_names_the_rules() {
    let out = RECORD.run(&["explain", &visit()[..8]]).out;
    for what in [
        "CONSULT",
        "{",
        "[source: ",
        "who",
        "how it was read",
        "sources of the event",
        "een",
        "pack nl",
    ] {
        assert!(out.contains(what), "{what}: {out}");
    }
    let mut command = RECORD.command(&["explain", &visit()]);
    let coloured = command.env("CLICOLOR_FORCE", "1").output().expect("run").stdout;
    let coloured = String::from_utf8(coloured).expect("UTF-8");
    assert!(coloured.contains('\u{1b}') && !coloured.contains("[source: "), "{coloured}");
    let json = RECORD.json(&["explain", &visit()]);
    assert!(json["text"].as_str().is_some_and(|t| t.contains("Xi Jinping")), "{json}");
}

#[test]
fn actors_pairs_and_claims_are_told() {
    let dossier = RECORD.json(&["actor", "CHN"]);
    assert!(dossier["events"].as_u64().is_some_and(|n| n >= 1), "{dossier}");
    assert!(RECORD.run(&["actor", "Xi Jinping"]).out.contains("RUS"));
    assert!(RECORD.run(&["relation", "CHN", "RUS"]).out.contains("met, visited or spoke"));
    let compared = RECORD.json(&["compare", "CHN", "RUS", "IRN"]);
    assert_eq!(compared["pairs"].as_array().map(Vec::len), Some(3), "{compared}");
    assert!(RECORD.run(&["compare", "CHN", "RUS"]).out.contains("meetings"));
    assert!(RECORD.run(&["network"]).out.contains("CHN"));
    assert!(RECORD.run(&["network", "--of", "CHN"]).out.contains("2025"));
    let network = RECORD.json(&["network"]);
    for row in [&network["nodes"][0], &network["edges"][0]] {
        assert!(row["sources"][0].is_string(), "{row}");
    }
    let people = RECORD.json(&["people", "--actor", "CHN"]);
    assert!(strings(&people, "name").contains(&"Xi Jinping".to_owned()), "{people}");
    assert_eq!(RECORD.run(&["states", "--as-of", "2025-09-05"]).status, 0);
    assert_eq!(RECORD.run(&["claims", "--about-record"]).status, 0);
    let told = RECORD.json(&["claims", &visit()]);
    assert!(strings(&told, "doc").contains(&"een".to_owned()), "{told}");
    let timeline = RECORD.run(&["timeline"]).out;
    assert!(timeline.contains("2025-09-01\n"), "{timeline}");
    let nobody = RECORD.run(&["actor", "Sinterklaas"]);
    assert!(nobody.status == 1 && nobody.err.contains("Sinterklaas"), "{}", nobody.err);
    assert_eq!(RECORD.run(&["explain", "no-id"]).status, 2);
}

#[test]
fn corrections_are_kept_undone_and_carried_over() {
    let bench = Bench::new();
    bench.file("in.jsonl", line("een", "2025-09-03", VISIT));
    assert_eq!(bench.run(&["read", "in.jsonl"]).status, 0);
    let count = |db: &str| strings(&bench.json(&["events", "--db", db]), "id").len();
    let before = count("kroniek.db");
    let id =
        bench.json(&["events", "--actor", "CHN,RUS"])[0]["id"].as_str().expect("id").to_owned();
    let copied = bench.run(&["backup", "copy.db"]);
    assert_eq!(copied.status, 0, "{}", copied.err);
    assert_ne!(bench.run(&["backup", "copy.db"]).status, 0, "overwritten");
    let done = bench.run(&["correct", "reject", &id, "--why", "proef", "--who", "tester"]);
    assert_eq!((done.status, count("kroniek.db")), (0, before - 1), "{}", done.err);
    let log = bench.json(&["correct", "log"]);
    assert_eq!(log[0]["who"], "tester", "{log}");
    let lines = bench.run(&["correct", "export"]).out;
    bench.file("log.jsonl", lines);
    let done = bench.run(&["correct", "import", "log.jsonl", "--db", "copy.db"]);
    assert_eq!((done.status, count("copy.db")), (0, before - 1), "{}", done.err);
    let correction = log[0]["id"].as_str().expect("id");
    let done = bench.run(&["correct", "undo", correction]);
    assert_eq!((done.status, count("kroniek.db")), (0, before), "{}", done.err);
    let done = bench.run(&["correct", "change", &id, "status", "planned"]);
    assert_eq!(done.status, 0, "{}", done.err);
    let changed = bench.json(&["events", "--status", "planned", "--actor", "CHN"]);
    assert_eq!(strings(&changed, "status"), ["planned"]);
}

#[test]
fn a_reader_that_went_away_is_no_error() {
    for format in ["table", "json", "csv"] {
        let (ours, theirs) = UnixStream::pair().expect("a pair");
        drop(theirs);
        let mut command = RECORD.command(&["events", "--format", format]);
        let done = done(command.stdout(OwnedFd::from(ours)).output().expect("run"));
        assert_eq!((done.status, done.err.as_str()), (0, ""), "{format}");
    }
}

#[test]
fn reports_come_on_standard_input_and_the_record_by_the_environment() {
    let bench = Bench::new();
    bench.file("in.jsonl", line("een", "2025-09-03", VISIT) + "{\"text\": \"half");
    let input = std::fs::File::open(bench.path("in.jsonl")).expect("opened");
    let mut command = bench.command(&["read", "-"]);
    let done = done(command.env("KRONIEK_DB", "env.db").stdin(input).output().expect("run"));
    assert!(done.status == 1 && done.err.contains("-:2: not a JSON object"), "{}", done.err);
    assert_eq!(strings(&bench.json(&["reports", "--db", "env.db"]), "doc"), ["een"]);
}
