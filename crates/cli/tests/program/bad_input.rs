//! Ten kinds of input that are no good: each is told clearly, and everything else is read.

use crate::bench::{Bench, line, strings};
use std::{fs, os::unix::fs::PermissionsExt};

const GOOD: &str = " date 2025-09-02 De Chinese president Xi Jinping ontving maandag zijn Russische ambtgenoot \
                    Vladimir Poetin in Peking.\n";

fn folder() -> Bench {
    let bench = Bench::new();
    bench.file("in/binary.txt", (0..=255u8).cycle().take(4000).collect::<Vec<u8>>());
    bench.file("in/empty.txt", "");
    bench.file("in/good.txt", GOOD);
    let whole = line("whole", "2025-09-02", "Frankrijk en Duitsland tekenden dinsdag een verdrag.");
    bench.file("in/half.jsonl", format!("{{\"id\": \"half\", \"text\": \"Poetin bez\n{whole}"));
    bench.file("in/huge.txt", "Een lange zin over niets. ".repeat(420_000));
    bench.file(
        "in/latin.txt",
        b" date 2025-09-02 De Franse president ontving de premier van Itali\xeb.\n",
    );
    bench.file("in/menu.html", "<html><body><nav><a href='/'>Home</a></nav></body></html>");
    bench.file("in/undated.txt", "De Franse president ontving gisteren de Duitse kanselier.\n");
    bench.file("in/year.jsonl", line("year-zero", "0000-13-45", "Rusland viel buurland aan."));
    bench.file("in/picture.pdf", "%PDF-1.4");
    std::os::unix::fs::symlink(bench.path("in"), bench.path("in/loop")).expect("linked");
    std::os::unix::fs::symlink(bench.path("nowhere"), bench.path("in/broken.txt")).expect("linked");
    bench
}

#[test]
fn each_is_told_and_the_rest_is_read() {
    let bench = folder();
    let done = bench.run(&["read", "in"]);
    assert_eq!(done.status, 1, "{}", done.err);
    for (file, what, remedy) in [
        ("in/binary.txt", "not a text file", "save its text"),
        ("in/empty.txt", "holds no text", "put the text"),
        ("in/half.jsonl:1", "not a JSON object", "one whole JSON object"),
        ("in/huge.txt", "too large for one report", "at most 10 MB"),
        ("in/menu.html", "no article", "save the article"),
        ("in/loop", "leads back to a folder", "remove the link"),
        ("in/broken.txt", "cannot be read", "check the path"),
        ("undated", "no publication date", "--published"),
        ("year-zero", "is no date", "YYYY-MM-DD"),
        ("in/picture.pdf", "left out", ".txt, .html"),
    ] {
        let told = |l: &&str| l.contains(file) && l.contains(what) && l.contains(remedy);
        assert_eq!(done.err.lines().filter(told).count(), 1, "{file}: {what}: {}", done.err);
    }
    let known = strings(&bench.json(&["reports"]), "doc");
    assert_eq!(known.len(), 5, "{known:?}");
    for doc in ["good", "whole", "latin", "undated", "year-zero"] {
        assert!(known.iter().any(|k| k == doc), "{doc}: {known:?}");
    }
}

#[test]
fn what_is_only_warned_of_is_no_failure() {
    let bench = Bench::new();
    bench.file("in/undated.txt", "De Franse president ontving gisteren de Duitse kanselier.\n");
    let done = bench.run(&["read", "in"]);
    assert_eq!(done.status, 0, "{}", done.err);
    assert!(done.err.contains("warning: undated: no publication date"), "{}", done.err);
    let done = bench.run(&["code", "in", "--published", "2025-09-02"]);
    assert!(done.status == 0 && done.err.is_empty(), "{}", done.err);
    assert!(done.out.contains(r#""published":"2025-09-02""#), "{}", done.out);
}

#[test]
fn a_file_without_permission_stops_nothing() {
    let bench = Bench::new();
    bench.file("in/closed.txt", GOOD);
    bench.file("in/good.txt", GOOD);
    let closed = bench.path("in/closed.txt");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).expect("closed");
    // Who may do everything (root) can read it all the same.
    let refused = fs::read(&closed).is_err();
    let done = bench.run(&["read", "in"]);
    assert_eq!(done.status, i32::from(refused), "{}", done.err);
    assert_eq!(done.err.contains("permission"), refused, "{}", done.err);
    assert!(strings(&bench.json(&["reports"]), "doc").contains(&"good".to_owned()));
}

#[test]
fn a_file_that_is_no_record_is_left_alone() {
    let bench = Bench::new();
    bench.file("in/good.txt", GOOD);
    bench.file("notes.db", "these are notes, no record at all, and longer than a header of a hundred bytes would be; so it is.");
    let before = fs::read(bench.path("notes.db")).expect("read");
    let done = bench.run(&["read", "in", "--db", "notes.db"]);
    assert_eq!(done.status, 1);
    assert!(done.err.contains("notes.db") && done.err.contains("--db"), "{}", done.err);
    assert_eq!(fs::read(bench.path("notes.db")).expect("read"), before);
}

#[test]
fn nothing_to_read_is_told() {
    let bench = Bench::new();
    bench.file("in/picture.pdf", "%PDF-1.4");
    let done = bench.run(&["read", "in"]);
    assert_eq!(done.status, 1);
    assert!(done.err.contains("no reports found"), "{}", done.err);
    let done = bench.run(&["timeline", "--db", "other.db"]);
    assert_eq!(done.status, 1);
    assert!(done.err.contains("other.db") && done.err.contains("kroniek read"), "{}", done.err);
}
