//! How certain, and who says so: the sentences and short reports in `cases/nl/events`.

use kroniek_coder::Coder;
use kroniek_model::{ActorRef, Claim, Status};
use kroniek_pack::{Source, frames::Example};
use kroniek_parser::Parser;
use rayon::prelude::*;

const STATUS: &str = include_str!("../../../cases/nl/events/status.txt");
const SPEECH: &str = include_str!("../../../cases/nl/events/speech.txt");
/// When the reports appear.
const PUBLISHED: &str = "2025-06-04";
/// Shares that must be read as they say; what fails does so mostly by wrong trees.
const ENOUGH: f64 = 0.83;
const ENOUGH_SPEECH: f64 = 0.68;

#[test]
fn most_statuses_are_read() {
    check(STATUS, ENOUGH);
}

#[test]
fn most_speakers_are_heard() {
    check(SPEECH, ENOUGH_SPEECH);
}

fn check(cases: &str, enough: f64) {
    let parser = Parser::new(&Source::Embedded, "nl").expect("pack");
    let coder = Coder::load(&Source::Embedded, "nl").unwrap_or_else(|e| panic!("{e}"));
    let lines: Vec<&str> = cases.lines().filter(|l| !l.is_empty() && !l.starts_with('#')).collect();
    let wrong: Vec<String> = lines.par_iter().filter_map(|l| fault(&parser, &coder, l)).collect();
    let share = 1.0 - wrong.len() as f64 / lines.len() as f64;
    assert!(share >= enough, "{share:.3} of {}:\n{}", lines.len(), wrong.join("\n"));
}

fn fault(parser: &Parser, coder: &Coder, line: &str) -> Option<String> {
    let (text, readings, wanted) = match line.split_once(" =/> ") {
        Some((text, reading)) => (text, reading, false),
        None => {
            let (text, readings) = line.split_once(" => ").unwrap_or_else(|| panic!("{line}"));
            (text, readings, true)
        }
    };
    let document = kroniek_reader::document("status", &format!(" date {PUBLISHED} {text}"));
    let events = coder.code(&document, &parser.parse(&document)).events;
    let right = readings.split(" & ").all(|r| has(&events, r) == wanted);
    (!right).then(|| format!("{line} | got {}", show(&events)))
}

/// Whether a reading is among the events.
fn has(events: &[Claim], reading: &str) -> bool {
    let (reading, statuses) = reading
        .strip_suffix(')')
        .and_then(|r| r.rsplit_once(" ("))
        .unwrap_or((reading, "happened"));
    let example = Example::parse(&format!("x => {reading}")).unwrap_or_else(|e| panic!("{e}"));
    let expected = example.expected.unwrap_or_else(|| panic!("{reading}"));
    let (types, first) = expected.source[0].split_once(' ').unwrap_or_else(|| panic!("{reading}"));
    let source: Vec<&str> =
        std::iter::once(first).chain(expected.source[1..].iter().map(String::as_str)).collect();
    let target: Vec<&str> = expected.target.iter().map(String::as_str).collect();
    let certain = |s: Status| statuses.split('|').any(|w| w == s.to_string());
    let is_type = |c: &Claim| types.split('|').any(|t| t == c.event_type.to_string());
    events.iter().any(|c| is_type(c) && certain(c.status) && between(c, &source, &target))
}

/// Whether the claim has those on its sides; of talks it does not matter who came to whom.
fn between(claim: &Claim, source: &[&str], target: &[&str]) -> bool {
    let holds = |side: &[ActorRef], wanted: &[&str]| wanted.iter().all(|w| stands(side, w));
    let all: Vec<ActorRef> = claim.source.iter().chain(&claim.target).cloned().collect();
    let together = target.is_empty() || claim.event_type.is_symmetric();
    let sides = holds(&claim.source, source) && holds(&claim.target, target);
    sides || (together && holds(&all, source) && holds(&all, target))
}

fn stands(side: &[ActorRef], codes: &str) -> bool {
    codes.split('|').any(|code| side.iter().any(|a| a.code == code))
}

fn show(events: &[Claim]) -> String {
    let side = |s: &[ActorRef]| s.iter().map(|a| a.code.clone()).collect::<Vec<_>>().join("+");
    let one = |c: &Claim| {
        format!("{} {} -> {} ({})", c.event_type, side(&c.source), side(&c.target), c.status)
    };
    events.iter().map(one).collect::<Vec<_>>().join("; ")
}
