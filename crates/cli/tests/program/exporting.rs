//! Exported files: whole or not at all, and what they leave out is said.

use crate::bench::{Bench, line, strings};
use std::{
    fs,
    io::Read,
    process::{Command, Stdio},
    thread,
    time::Duration,
};

const VISIT: &str = "De Chinese president Xi Jinping ontving maandag zijn Russische ambtgenoot Vladimir Poetin in \
                     Peking. De Verenigde Staten kondigden dinsdag sancties tegen Iran aan.";

const FORMATS: &[&str] = &[
    "jsonl",
    "csv",
    "icews",
    "polecat",
    "gdelt",
    #[cfg(feature = "parquet")]
    "parquet",
    "graphml",
    "jsonld",
];

fn bench() -> Bench {
    let bench = Bench::new();
    bench.file("in.jsonl", line("een", "2025-09-03", VISIT));
    assert_eq!(bench.run(&["read", "in.jsonl"]).status, 0);
    bench
}

#[test]
fn every_format_makes_a_file_and_leaves_nothing_beside_it() {
    let bench = bench();
    fs::create_dir(bench.path("out")).expect("made");
    for format in FORMATS {
        let file = format!("out/events.{format}");
        let done = bench.run(&["export", "--format", format, "-o", &file]);
        assert_eq!((done.status, done.out.as_str()), (0, ""), "{format}: {}", done.err);
        assert!(done.err.contains(&file), "{}", done.err);
        let first = fs::read(bench.path(&file)).expect("written");
        assert!(first.len() > 100, "{format}");
        assert_eq!(bench.run(&["export", "--format", format, "-o", &file]).status, 0);
        assert!(fs::read(bench.path(&file)).expect("written") == first, "{format}: other bytes");
    }
    assert_eq!(fs::read_dir(bench.path("out")).expect("listed").count(), FORMATS.len());
}

#[test]
fn names_come_from_the_worlds_tables() {
    let bench = bench();
    let done = bench.run(&["export", "--format", "icews", "--actor", "CHN"]);
    assert!(done.out.contains("\tXi Jinping\tGovernment\tChina\t"), "{}", done.out);
    assert!(done.out.contains("\tHost a visit\t043\t"), "{}", done.out);
    let done = bench.run(&["export", "--format", "jsonld"]);
    assert!(done.out.contains("http://www.wikidata.org/entity/Q148"), "{}", done.out);
}

#[test]
fn the_same_events_are_chosen_as_in_lists() {
    let bench = bench();
    for args in
        [&["--actor", "IRN"][..], &["--to", "2020"], &["--type", "CONSULT"], &["--limit", "1"]]
    {
        let listed = strings(&bench.json(&[&["events"], args].concat()), "id");
        let done = bench.run(&[&["export", "--format", "jsonl"], args].concat());
        let lines = done.out.lines().map(|l| serde_json::from_str(l).expect("JSON")).collect();
        assert_eq!(strings(&serde_json::Value::Array(lines), "id"), listed, "{args:?}");
    }
}

#[test]
fn what_a_layout_cannot_say_is_left_out_with_a_word() {
    let bench = bench();
    let event = bench.json(&["events", "--actor", "CHN"])[0]["id"].as_str().expect("id").to_owned();
    let denied = bench.run(&["correct", "change", &event, "status", "denied"]);
    assert_eq!(denied.status, 0, "{}", denied.err);
    let done = bench.run(&["export", "--format", "gdelt", "--actor", "CHN"]);
    assert!(done.out.is_empty() && done.err.contains("1 denied or hypothetical"), "{}", done.err);
    let asked = bench.run(&["export", "--format", "gdelt", "--actor", "CHN", "--status", "denied"]);
    assert!(asked.out.lines().count() > 0 && asked.err.is_empty(), "{}", asked.err);
}

#[test]
fn a_file_that_cannot_be_made_is_said_and_what_was_there_stays() {
    let bench = bench();
    bench.file("out.csv", "before");
    let done = bench.run(&["export", "--format", "csv", "-o", "none/out.csv"]);
    assert!(done.status == 1 && done.err.contains("none/out.csv"), "{}", done.err);
    let done = bench.run(&["export", "--format", "csv", "-o", "out.csv", "--actor", "Sinterklaas"]);
    assert!(done.status == 1 && done.err.contains("Sinterklaas"), "{}", done.err);
    assert_eq!(fs::read_to_string(bench.path("out.csv")).expect("read"), "before");
    let done = bench.run(&["export", "--format", "csv", "-o", "/dev/null"]);
    assert_eq!(done.status, 0, "{}", done.err);
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let bench = bench();
    let mut command = bench.command(&["export", "--format", "jsonl"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("started");
    drop(child.stdout.take());
    let mut err = String::new();
    child.stderr.take().expect("piped").read_to_string(&mut err).expect("read");
    assert!(child.wait().expect("ended").success() && err.is_empty(), "{err}");
}

#[test]
fn asked_to_end_it_leaves_a_whole_file_or_none() {
    let bench = bench();
    fs::create_dir(bench.path("out")).expect("made");
    let whole = bench.run(&["export", "--format", "csv"]).out;
    // The milliseconds only spread the requests over what it does.
    for moments in [0, 5, 20, 60, 150, 400] {
        let mut command = bench.command(&["export", "--format", "csv", "-o", "out/events.csv"]);
        let mut child = command.stderr(Stdio::null()).spawn().expect("started");
        thread::sleep(Duration::from_millis(moments));
        let mut kill = Command::new("kill");
        _ = kill.args(["-INT", &child.id().to_string()]).stderr(Stdio::null()).status();
        child.wait().expect("ended");
        let left: Vec<_> = fs::read_dir(bench.path("out")).expect("listed").collect();
        let file = fs::read_to_string(bench.path("out/events.csv"));
        assert_eq!(left.len(), usize::from(file.is_ok()), "after {moments} ms: {left:?}");
        assert!(file.is_err() || file.is_ok_and(|f| f == whole), "half a file after {moments} ms");
    }
}
