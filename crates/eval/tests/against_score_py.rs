//! The program's figures and those of the annotation guide's scorer are the same, to four decimals.

use serde_json::{Value, json};
use std::{collections::BTreeMap, fs, path::Path, process::Command};

const GOLD: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../cases/gold/gold");
const SCORER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/score.py");

fn gold() -> Vec<Value> {
    let mut files: Vec<_> =
        fs::read_dir(GOLD).expect("cases/gold").map(|e| e.expect("entry").path()).collect();
    files.sort();
    files
        .iter()
        .map(|f| serde_json::from_str(&fs::read_to_string(f).expect("read")).expect("JSON"))
        .collect()
}

/// Gold bent in a way that repeats: events left out, doubled, redated, their status and sides changed.
fn bend(report: &Value, seed: usize) -> Value {
    let mut bent = report.clone();
    let events = bent["events"].as_array().cloned().unwrap_or_default();
    let mut out = Vec::new();
    for (i, mut event) in events.into_iter().enumerate() {
        let n = i * 7 + seed * 13;
        event["type"] = json!(event["type"].as_str().unwrap_or("").split('|').next());
        event["optional"] = json!(false);
        match n % 9 {
            0 => continue,
            1 => event["status"] = json!("planned"),
            2 => event["date"] = json!("2024-05"),
            3 => event["date"] = Value::Null,
            4 => event["target"] = json!([]),
            5 => event["type"] = json!("ACCUSE"),
            6 => event["source"] = json!([{"code": "FRA", "name": "Emmanuel Macron"}]),
            _ => {}
        }
        event["status"] =
            json!(event["status"].as_str().unwrap_or("happened").split('|').next_back());
        event["date"] = event["date"].as_str().map_or(Value::Null, |d| json!(d.split('|').next()));
        out.push(event.clone());
        if n.is_multiple_of(5) {
            event["date"] = json!("1999/..");
            out.push(event);
        }
    }
    bent["events"] = json!(out);
    if let Some(people) = bent["people"].as_array_mut() {
        people.retain(|p| p["name"].as_str().is_some_and(|n| n.len() % 4 != seed % 4));
    }
    if let Some(states) = bent["states"].as_array_mut() {
        states.truncate(seed + 1);
    }
    bent
}

fn by_python(predictions: &BTreeMap<String, Value>, file: &Path) -> Value {
    let lines: String = predictions.values().map(|p| format!("{p}\n")).collect();
    fs::write(file, lines).expect("write");
    let run = Command::new("python3")
        .args([SCORER, GOLD])
        .arg(file)
        .arg("--json")
        .output()
        .expect("python3");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    serde_json::from_slice(&run.stdout).expect("JSON")
}

#[test]
fn figures_equal_those_of_score_py() {
    let gold = gold();
    assert!(gold.len() > 20);
    for seed in 0..4 {
        let predictions: BTreeMap<String, Value> = gold
            .iter()
            .map(|g| (g["doc"].as_str().expect("doc").to_owned(), bend(g, seed)))
            .collect();
        let file =
            std::env::temp_dir().join(format!("kroniek-eval-{}-{seed}.jsonl", std::process::id()));
        let theirs = by_python(&predictions, &file);
        let (ours, _) = kroniek_eval::score(&gold, &predictions);
        let ours = serde_json::to_value(ours).expect("JSON");
        fs::remove_file(&file).expect("remove");
        for figure in [
            "events", "strict", "pairs", "hedged", "people", "states", "dates", "status", "undated",
        ] {
            assert_eq!(ours[figure], theirs[figure], "{figure}, seed {seed}");
        }
    }
}
