//! The same record whatever the number of threads, and however the reports come in.

use crate::bench::{Bench, line, reports};

/// Copies of reports under other identifiers, one a line.
fn copies(n: usize) -> String {
    let reports = reports();
    let copy = |i: usize| {
        let (id, text) = &reports[i % 8];
        let text: String = text.chars().take(900).collect();
        line(&format!("{id}-{i}"), &format!("2025-05-{:02}", 1 + i % 28), &text)
    };
    (0..n).map(copy).collect()
}

#[test]
fn one_thread_and_four_read_the_same() {
    let bench = Bench::new();
    bench.file("all.jsonl", copies(200));
    for threads in ["1", "4"] {
        let db = format!("{threads}.db");
        let done = bench.run(&["read", "all.jsonl", "--db", &db, "--threads", threads]);
        assert_eq!(done.status, 0, "{}", done.err);
        bench.file(&format!("{threads}.txt"), done.out + &done.err.replace(&db, "db"));
    }
    let shown = |name: &str| std::fs::read_to_string(bench.path(name)).expect("written");
    assert_eq!(shown("1.txt"), shown("4.txt"));
    let one = bench.everything("1.db");
    assert!(one == bench.everything("4.db"), "the records differ");
    assert!(one.contains("\"evidence\"") || one.contains("\"sentence\""), "nothing was read");
}

#[test]
fn order_and_repetition_change_nothing() {
    let bench = Bench::new();
    let all = copies(24);
    let backwards: String = all.lines().rev().map(|l| format!("{l}\n")).collect();
    let (first, second) = all.split_at(all.lines().take(9).map(|l| l.len() + 1).sum());
    bench.file("all.jsonl", &all);
    bench.file("backwards.jsonl", backwards);
    bench.file("first.jsonl", first);
    bench.file("second.jsonl", second);
    for (db, files) in [
        ("a.db", &["all.jsonl"][..]),
        ("b.db", &["backwards.jsonl"]),
        ("c.db", &["second.jsonl", "first.jsonl"]),
    ] {
        let done = bench.run(&[&["read", "--db", db, "--limit", "0"], files].concat());
        assert_eq!(done.status, 0, "{}", done.err);
    }
    assert!(bench.everything("a.db") == bench.everything("b.db"), "backwards");
    assert!(bench.everything("a.db") == bench.everything("c.db"), "in two parts");
}
