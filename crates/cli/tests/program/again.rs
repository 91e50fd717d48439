//! Reports read again by other rules: what that would change is shown first.

use crate::bench::{Bench, line, strings};
use std::{fs, path::Path};

const REPORT: &str = "De Chinese president Xi Jinping ontving maandag zijn Russische ambtgenoot Vladimir Poetin in \
                      Peking. De Verenigde Staten kondigden dinsdag sancties tegen Iran aan.";

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("made");
    for entry in fs::read_dir(from).expect("listed") {
        let entry = entry.expect("an entry");
        let to = to.join(entry.file_name());
        match entry.path().is_dir() {
            true => copy(&entry.path(), &to),
            false => _ = fs::copy(entry.path(), to).expect("copied"),
        }
    }
}

/// A record, and beside it data with a rule less: nobody receives a guest any longer.
fn bench() -> Bench {
    let bench = Bench::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    for folder in ["packs", "world", "ontologies"] {
        copy(&root.join(folder), &bench.path("data").join(folder));
    }
    let frames = bench.path("data/packs/nl/frames");
    for entry in fs::read_dir(frames).expect("frames") {
        let path = entry.expect("a file").path();
        let text = fs::read_to_string(&path).expect("UTF-8");
        fs::write(path, text.replace("\"ontvangen\"", "\"ontvangenlijken\"")).expect("written");
    }
    bench
        .file("in.jsonl", line("een", "2025-09-03", REPORT) + &line("twee", "2025-10-01", "Kort."));
    let read = bench.run(&["read", "in.jsonl"]);
    assert_eq!(read.status, 0, "{}", read.err);
    bench
}

const AGAIN: &[&str] = &["read", "--again", "--data", "data"];

#[test]
fn the_difference_is_shown_before_anything_is_replaced() {
    let bench = bench();
    let before = bench.everything("kroniek.db");
    let shown = bench.run(AGAIN);
    assert_eq!(shown.status, 0, "{}", shown.err);
    assert!(
        shown.err.contains("2 reports read anew: 0 events gained, 1 lost, 0 changed"),
        "{}",
        shown.err
    );
    assert!(shown.err.contains("nothing was replaced; --yes"), "{}", shown.err);
    assert!(
        shown.out.starts_with("lost\n") && shown.out.contains("Xi Jinping (CHN)"),
        "{}",
        shown.out
    );
    assert_eq!(bench.everything("kroniek.db"), before);
    let json = bench.json(AGAIN);
    assert_eq!(strings(&json["lost"], "kind"), ["host"], "{json}");
    let csv = bench.run(&[AGAIN, &["--format", "csv"]].concat());
    assert!(csv.out.contains("\nlost,") && csv.out.starts_with("what,id,"), "{}", csv.out);
}

#[test]
fn what_is_agreed_to_is_replaced_and_corrections_stay() {
    let bench = bench();
    let before = bench.everything("kroniek.db");
    let sanctions =
        bench.json(&["events", "--actor", "IRN"])[0]["id"].as_str().expect("id").to_owned();
    assert_eq!(bench.run(&["correct", "change", &sanctions, "status", "denied"]).status, 0);
    let done = bench.run(&[AGAIN, &["--yes"]].concat());
    assert!(done.status == 0 && done.err.contains("replaced"), "{}", done.err);
    assert_eq!(strings(&bench.json(&["events"]), "status"), ["denied"], "the visit is still there");
    // The texts are known as before.
    let known = bench.run(&["read", "in.jsonl"]);
    assert!(known.err.contains("0 new reports, 2 known already"), "{}", known.err);
    // And what was replaced comes back by the rules as they were.
    let back = bench.run(&["read", "--again", "--yes", "--limit", "0"]);
    assert!(back.err.contains("1 events gained, 0 lost, 0 changed"), "{}", back.err);
    let undone = bench.json(&["correct", "log"])[0]["id"].as_str().expect("id").to_owned();
    assert_eq!(bench.run(&["correct", "undo", &undone]).status, 0);
    assert_eq!(bench.everything("kroniek.db"), before);
}

#[test]
fn only_what_other_versions_have_read_is_read_again() {
    let bench = bench();
    let same = bench.run(&["read", "--again", "--yes"]);
    assert!(same.err.contains("0 reports read anew") && same.err.contains("--all"), "{}", same.err);
    let all = bench.run(&["read", "--again", "--all", "--yes"]);
    assert!(all.err.contains("2 reports read anew: 0 events gained"), "{}", all.err);
    bench.file("more.jsonl", line("drie", "2025-10-01", "Nog korter."));
    assert_eq!(bench.run(&["read", "more.jsonl", "--data", "data"]).status, 0);
    let known = bench.run(&["read", "in.jsonl", "more.jsonl"]);
    assert!(known.err.contains("1 report read by other versions"), "{}", known.err);
    let one = bench.run(&["read", "--again", "--yes"]);
    assert!(one.err.contains("1 report read anew"), "{}", one.err);
    let versions = bench.run(&["--version"]).out;
    let explained = bench.json(&["explain", &strings(&bench.json(&["events"]), "id")[0]]);
    let pack = explained["report"]["versions"]["pack"].as_str().expect("a pack").to_owned();
    assert!(versions.contains(&format!("pack {pack}\n")), "{pack}: {versions}");
}

#[test]
fn it_takes_no_paths() {
    let bench = bench();
    assert_eq!(bench.run(&["read", "--again", "in.jsonl"]).status, 2);
    assert_eq!(bench.run(&["read", "--yes", "in.jsonl"]).status, 2);
    assert_eq!(bench.run(&["read", "--again", "--db", "none.db"]).status, 1);
}
