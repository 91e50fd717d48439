//! One event however many tell it, measured over claims that the program read: `cases/merging`.

use crate::bench::Bench;
use serde_json::Value;
use std::{collections::BTreeMap, fmt, path::PathBuf};

const GOLD: &str = include_str!("../../../../cases/merging/gold.txt");
/// What precision must reach in every part, and F1 over all pairs.
const WANTED: f64 = 0.9;
/// What F1 must reach in every part: reports that give other days for one event are told apart in part.
const PART: f64 = 0.7;
/// Pairs whose claims are of two parts: all two events.
const ACROSS: &str = "across";
/// All pairs.
const ALL: &str = "all";
/// What recall must reach: claims that are read with other actors or dates are told apart.
const RECALL: f64 = 0.84;
/// Pairs of claims that are one event, at least, of those that were read.
const PAIRS: usize = 170;

/// A claim that a person judged.
#[derive(Debug)]
struct Pinned {
    /// The part of the gold that its event is of, as the README of the cases says.
    part: &'static str,
    /// The event that it tells of.
    heading: &'static str,
    report: &'static str,
    trigger: &'static str,
    sentence: &'static str,
}

fn gold() -> Vec<Pinned> {
    let (mut out, mut heading, mut part) = (Vec::new(), "", "");
    for line in GOLD.lines().filter(|l| !l.is_empty()) {
        if let Some(title) = line.strip_prefix("= ") {
            (part, heading) = (title.split(' ').next().unwrap_or_default(), title);
            continue;
        }
        let parts: Vec<&str> = line.split(" | ").collect();
        let [report, trigger, sentence] = parts[..] else { panic!("three parts: {line}") };
        out.push(Pinned { part, heading, report, trigger, sentence });
    }
    out
}

/// The words that triggered a claim.
fn trigger(evidence: &Value) -> String {
    let chars: Vec<char> = evidence["text"].as_str().unwrap_or("").chars().collect();
    let number = |v: &Value| v.as_u64().unwrap_or(0) as usize;
    let start = number(&evidence["start"]);
    let word = |span: &Value| -> String {
        let (from, to) = (number(&span[0]) - start, number(&span[1]) - start);
        chars[from.min(chars.len())..to.min(chars.len())].iter().collect()
    };
    let spans = evidence["trigger"].as_array().cloned().unwrap_or_default();
    spans.iter().map(word).collect::<Vec<_>>().join(" ")
}

impl Pinned {
    /// The event that a reading puts the claim in; none where no claim of the report is the one meant.
    fn event(&self, claims: &[Value]) -> Option<String> {
        let meant = |c: &&Value| {
            let e = &c["evidence"][0];
            let text = e["text"].as_str().unwrap_or("").replace('\n', " ");
            let trigger = trigger(e);
            text.starts_with(self.sentence)
                && self.trigger.split(' ').all(|w| trigger.split(' ').any(|t| t == w))
        };
        claims.iter().find(meant)?["event"].as_str().map(str::to_owned)
    }
}

/// Pairs by what is said of them and what is so.
#[derive(Default)]
struct Figures {
    pairs: usize,
    both: usize,
    ours: usize,
    gold: usize,
}

impl Figures {
    fn precision(&self) -> f64 {
        self.both as f64 / self.ours.max(1) as f64
    }

    fn recall(&self) -> f64 {
        self.both as f64 / self.gold.max(1) as f64
    }

    fn f1(&self) -> f64 {
        2.0 * self.both as f64 / (self.ours + self.gold).max(1) as f64
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (p, r, f1) = (self.precision(), self.recall(), self.f1());
        let Figures { pairs, gold, .. } = self;
        write!(f, "{pairs} pairs, {gold} of one event: precision {p:.3}, recall {r:.3}, F1 {f1:.3}")
    }
}

#[test]
#[expect(clippy::print_stdout, reason = "with --nocapture it says its figures")]
fn events_are_told_apart_as_people_do() {
    let bench = Bench::new();
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folder = |name: &str| root.join(name).to_string_lossy().into_owned();
    let (reports, samples) = (folder("cases/merging/reports"), folder("samples"));
    let done = bench.run(&["read", &reports, &samples, "--limit", "0"]);
    assert_eq!(done.status, 0, "{}", done.err);
    let mut claims: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
    let pinned = gold();
    for p in &pinned {
        claims.entry(p.report).or_insert_with(|| {
            let all = bench.json(&["claims", "--report", p.report]);
            all.as_array().expect("a list").clone()
        });
    }
    let found = |p: &Pinned| p.event(&claims[p.report]);
    let events: Vec<Option<String>> = pinned.iter().map(found).collect();
    let mut parts: BTreeMap<&str, Figures> = BTreeMap::new();
    let mut wrong = String::new();
    for (i, a) in pinned.iter().enumerate() {
        for (j, b) in pinned.iter().enumerate().skip(i + 1) {
            let (Some(x), Some(y)) = (&events[i], &events[j]) else { continue };
            let (ours, gold) = (x == y, a.heading == b.heading);
            let part = if a.part == b.part { a.part } else { ACROSS };
            for name in [part, ALL] {
                let figures = parts.entry(name).or_default();
                figures.pairs += 1;
                figures.both += usize::from(ours && gold);
                figures.ours += usize::from(ours);
                figures.gold += usize::from(gold);
            }
            if ours != gold {
                let what = if gold { "missed" } else { "wrong" };
                wrong +=
                    &format!("\n{what}: {} {} / {} {}", a.report, a.trigger, b.report, b.trigger);
            }
        }
    }
    let unread: Vec<_> = pinned.iter().zip(&events).filter(|(_, e)| e.is_none()).collect();
    let figures = parts.iter().map(|(name, f)| format!("{name}: {f}\n")).collect::<String>();
    let told = format!("{figures}{wrong}\nunread: {unread:?}");
    println!("{told}");
    let all = &parts[ALL];
    assert!(all.gold >= PAIRS, "{told}");
    assert!(all.recall() >= RECALL && all.f1() >= WANTED, "{told}");
    let parts = || parts.values().filter(|p| p.gold > 0);
    assert!(parts().all(|p| p.precision() >= WANTED && p.f1() >= PART), "{told}");
}
