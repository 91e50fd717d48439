//! States of affairs that events begin and end, from the sentence to the answer.

use crate::bench::{Bench, line, strings};

/// What holds of a relation at the end of a day: `subject object from`.
fn held(bench: &Bench, relation: &str, day: &str) -> Vec<String> {
    let states = bench.json(&["states", "--relation", relation, "--as-of", day]);
    let all = states.as_array().expect("an array");
    let text = |s: &serde_json::Value| s.as_str().unwrap_or_default().to_owned();
    let one = |s: &serde_json::Value| {
        [text(&s["subject"]["code"]), text(&s["object"]["code"]), text(&s["from"])].join(" ")
    };
    all.iter().map(one).collect()
}

#[test]
fn a_member_is_suspended_and_readmitted() {
    let bench = Bench::new();
    let reports = [
        line("een", "2021-06-02", "De Afrikaanse Unie schorste dinsdag Mali."),
        line("twee", "2023-03-08", "De Afrikaanse Unie hief dinsdag de schorsing van Mali op."),
    ];
    bench.file("in.jsonl", reports.concat());
    assert_eq!(bench.run(&["read", "in.jsonl"]).status, 0);
    let kinds = strings(&bench.json(&["events", "--actor", "MLI"]), "kind");
    assert_eq!(kinds, ["suspend-member", "readmit-member"]);
    assert_eq!(held(&bench, "member", "2022-01-01"), [""; 0]);
    assert_eq!(held(&bench, "member", "2024-01-01"), ["MLI @AU 2023-03-07"]);
    let known = bench.json(&["states", "--as-of", "2024-01-01", "--known-by", "2022-12-31"]);
    assert_eq!(known.as_array().map(Vec::len), Some(0), "{known}");
}

#[test]
fn treaties_are_ratified_and_allies_made() {
    let bench = Bench::new();
    let reports = [
        line(
            "een",
            "2024-07-02",
            "Finland ratificeerde maandag het verdrag met de Verenigde Staten.",
        ),
        line("twee", "2025-09-18", "Saudi-Arabië sloot woensdag een defensiepact met Pakistan."),
        line("drie", "2025-09-18", "Japan en India willen een bondgenootschap sluiten."),
    ];
    bench.file("in.jsonl", reports.concat());
    assert_eq!(bench.run(&["read", "in.jsonl"]).status, 0);
    assert_eq!(held(&bench, "treaty", "2025-01-01"), ["FIN USA 2024-07-01"]);
    assert_eq!(held(&bench, "allied", "2026-01-01"), ["PAK SAU 2025-09-17"]);
    assert_eq!(held(&bench, "allied", "2025-01-01"), [""; 0]);
}
