//! A reading that is killed loses nothing that it said was kept, and the next one completes it.

use crate::bench::{Bench, done, line, reports, strings};
use std::{
    collections::BTreeSet,
    io::{BufRead, BufReader},
    process::{Child, ChildStderr, Stdio},
    thread,
    time::Duration,
};

/// Reports in the folder: some batches.
const REPORTS: usize = 250;

/// Short reports, most with an event of their own and some with one they share.
fn fill(bench: &Bench) {
    let reports = reports();
    for n in 0..REPORTS {
        let (_, text) = &reports[n % reports.len()];
        let start: String = text.chars().take(400).collect();
        let day = format!("2025-{:02}-{:02}", 1 + n % 12, 1 + n % 28);
        bench.file(&format!("in/{n:03}.jsonl"), line(&format!("r{n:03}"), &day, &start));
    }
}

fn start(bench: &Bench) -> (Child, BufReader<ChildStderr>) {
    let args = ["read", "in", "--db", "killed.db", "--limit", "0", "--progress", "lines"];
    let mut command = bench.command(&args);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("started");
    let err = child.stderr.take().expect("piped");
    (child, BufReader::new(err))
}

/// Kills a reading some milliseconds after it told of so many reports; the reports that it told of until it was gone.
/// What must hold holds wherever it is struck: the milliseconds only spread the blows over what it does.
fn killed_after(bench: &Bench, lines: usize, moments: u64) -> BTreeSet<String> {
    let (mut child, err) = start(bench);
    let mut kept = BTreeSet::new();
    let mut kill = || {
        thread::sleep(Duration::from_millis(moments));
        child.kill().expect("killed");
    };
    if lines == 0 {
        kill();
    }
    for line in err.lines().map_while(Result::ok) {
        kept.extend(line.strip_prefix("kept ").map(str::to_owned));
        if kept.len() == lines {
            kill();
        }
    }
    child.wait().expect("gone");
    kept
}

fn known(bench: &Bench) -> BTreeSet<String> {
    match bench.path("killed.db").exists() {
        true => {
            strings(&bench.json(&["reports", "--db", "killed.db"]), "doc").into_iter().collect()
        }
        false => BTreeSet::new(),
    }
}

#[test]
fn what_was_kept_stays_and_the_next_reading_completes_it() {
    let bench = Bench::new();
    fill(&bench);
    let calm = bench.run(&["read", "in", "--db", "calm.db", "--limit", "0"]);
    assert_eq!(calm.status, 0, "{}", calm.err);
    let mut kept = BTreeSet::new();
    let points = [(1, 0), (0, 0), (20, 0), (3, 7), (0, 300), (1, 2), (1, 15), (1, 40)];
    for (lines, moments) in points {
        let more = killed_after(&bench, lines, moments);
        assert!(more.is_disjoint(&kept), "read twice: {more:?}");
        kept.extend(more);
        assert!(known(&bench).is_superset(&kept), "lost: {kept:?}");
    }
    assert!(!kept.is_empty() && kept.len() <= REPORTS);
    let last = bench.run(&["read", "in", "--db", "killed.db", "--limit", "0"]);
    assert_eq!(last.status, 0, "{}", last.err);
    assert_eq!(known(&bench).len(), REPORTS);
    assert_eq!(bench.everything("killed.db"), bench.everything("calm.db"));
    let again = bench.run(&["read", "in", "--db", "killed.db"]);
    assert!(
        again.err.contains(&format!("0 new reports, {REPORTS} known already")),
        "{}",
        again.err
    );
}

#[test]
fn asked_to_end_it_finishes_what_is_under_way() {
    let bench = Bench::new();
    fill(&bench);
    let (child, mut err) = start(&bench);
    let mut told = String::new();
    err.read_line(&mut told).expect("a line");
    let asked = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(asked.expect("kill").success());
    for line in err.lines().map_while(Result::ok) {
        told += &format!("{line}\n");
    }
    let ended = done(child.wait_with_output().expect("ended"));
    let kept = told.lines().filter(|l| l.starts_with("kept ")).count();
    assert!(known(&bench).len() == kept && kept > 0, "{told}");
    // It may have been at its end already when it was asked.
    let stopped = told.contains("the same command goes on from there");
    assert_eq!(ended.status, i32::from(stopped), "{told}");
    assert!(stopped || kept == REPORTS, "{told}");
}
