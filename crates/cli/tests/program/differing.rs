//! Reports that contradict each other on the day, a number, and who was there: all is kept, and said with who says it.

use crate::bench::{Bench, line};
use std::sync::LazyLock;

/// What contradicts what: two reports a matter.
const REPORTS: [(&str, &str, &str); 9] = [
    (
        "bode-1",
        "2024-05-07",
        "Frankrijk en China tekenden maandag in Parijs een akkoord over kernenergie.",
    ),
    (
        "tijding-1",
        "2024-05-09",
        "China en Frankrijk tekenden maandag in Parijs een akkoord over kernenergie.",
    ),
    (
        "courant-1",
        "2024-05-10",
        "China en Frankrijk tekenden dinsdag in Parijs een akkoord over kernenergie.",
    ),
    ("bode-2", "2024-03-20", "Nederland heeft dinsdag zeventien Russische diplomaten uitgezet."),
    ("courant-2", "2024-03-21", "Nederland zette dinsdag achttien Russische diplomaten uit."),
    (
        "bode-3",
        "2024-06-05",
        "Rusland, Turkije en Iran hebben woensdag in Astana overlegd over Syrië.",
    ),
    ("courant-3", "2024-06-06", "Rusland, Turkije, Iran en Syrië overlegden woensdag in Astana."),
    (
        "bode-4",
        "2024-05-12",
        "Bij een Russische beschieting van de Oekraïense stad Charkov vielen zaterdag drie doden.",
    ),
    (
        "courant-4",
        "2024-05-13",
        "Bij de Russische beschieting van de Oekraïense stad Charkov vielen zaterdag vijf doden.",
    ),
];

static RECORD: LazyLock<Bench> = LazyLock::new(|| {
    let bench = Bench::new();
    bench.file("in.jsonl", REPORTS.map(|(id, day, text)| line(id, day, text)).concat());
    let done = bench.run(&["read", "in.jsonl"]);
    assert_eq!(done.status, 0, "{}", done.err);
    bench.file("read.txt", done.out);
    bench
});

/// The event that a report tells of, as it is explained.
fn explained(report: &str) -> String {
    let claims = RECORD.json(&["claims", "--report", report]);
    RECORD.run(&["explain", claims[0]["event"].as_str().expect("an event")]).out
}

/// The line of a value, in what is explained.
fn says(explained: &str, value: &str, reports: &str) {
    let line = explained.lines().find(|l| l.contains(&format!("{value} in ")));
    assert!(line.is_some_and(|l| l.ends_with(reports)), "{value}, {reports}: {explained}");
}

#[test]
fn reports_that_differ_are_told_as_one_event_that_says_so() {
    let chronicle = std::fs::read_to_string(RECORD.path("read.txt")).expect("written");
    for what in [
        "reports differ on date: 2024-05-06 (2), 2024-05-07 (1)",
        "reports differ on number: achttien diplomaten (1), zeventien diplomaten (1)",
        "reports differ on who: ",
    ] {
        assert!(chronicle.contains(what), "{what}: {chronicle}");
    }
    let events = RECORD.json(&["events"]);
    assert_eq!(events.as_array().map(Vec::len), Some(4), "{events}");
    let table = RECORD.run(&["events"]).out;
    assert!(table.contains("differ on"), "{table}");
    let csv = RECORD.run(&["events", "--format", "csv"]).out;
    assert!(csv.contains("date: 2024-05-06 (2); date: 2024-05-07 (1)"), "{csv}");
}

#[test]
fn every_value_names_the_reports_that_give_it() {
    let day = explained("bode-1");
    says(&day, "2024-05-06", "bode-1, tijding-1");
    says(&day, "2024-05-07", "courant-1");
    let number = explained("bode-2");
    says(&number, "zeventien diplomaten", "bode-2");
    says(&number, "achttien diplomaten", "courant-2");
    let dead = explained("bode-4");
    says(&dead, "drie doden", "bode-4");
    says(&dead, "vijf doden", "courant-4");
    let who = explained("bode-3");
    says(&who, "IRN + RUS + TUR", "bode-3");
    says(&who, "IRN + RUS + SYR + TUR", "courant-3");
}
