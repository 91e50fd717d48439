//! Plain sentences as a reporter writes them, in `cases/nl/events`: a check on breadth, not on any one frame.

use kroniek_coder::Coder;
use kroniek_model::{ActorRef, Claim};
use kroniek_pack::{Source, frames::Example};
use kroniek_parser::Parser;
use rayon::prelude::*;

const COOPERATION: &str = include_str!("../../../cases/nl/events/cooperation.txt");
/// When the sentences appear.
const PUBLISHED: &str = "2025-06-04";
/// Share that must be read as they say; what fails does so mostly by wrong trees.
const ENOUGH: f64 = 0.85;

const TREES: &str = include_str!("../../../cases/nl/events/trees.txt");

#[test]
fn most_plain_sentences_of_cooperation_are_read() {
    let (share, wrong) = read(COOPERATION);
    assert!(share >= ENOUGH, "{share:.3}:\n{wrong}");
}

#[test]
fn what_a_wrong_tree_hides_is_found() {
    let (share, wrong) = read(TREES);
    assert!(share >= 1.0, "{wrong}");
}

/// The share of the lines that are read as they say, and what is wrong with the others.
fn read(lines: &str) -> (f64, String) {
    let parser = Parser::new(&Source::Embedded, "nl").expect("pack");
    let coder = Coder::load(&Source::Embedded, "nl").unwrap_or_else(|e| panic!("{e}"));
    let lines: Vec<&str> = lines.lines().filter(|l| !l.is_empty() && !l.starts_with('#')).collect();
    let wrong: Vec<String> = lines.par_iter().filter_map(|l| fault(&parser, &coder, l)).collect();
    (1.0 - wrong.len() as f64 / lines.len() as f64, wrong.join("\n"))
}

fn fault(parser: &Parser, coder: &Coder, line: &str) -> Option<String> {
    let example = Example::parse(line).unwrap_or_else(|e| panic!("{line}: {e}"));
    let expected = example.expected.unwrap_or_else(|| panic!("{line}: no reading"));
    let (types, first) = expected.source[0].split_once(' ').unwrap_or_else(|| panic!("{line}"));
    let source: Vec<&str> =
        std::iter::once(first).chain(expected.source[1..].iter().map(String::as_str)).collect();
    let target: Vec<&str> = expected.target.iter().map(String::as_str).collect();
    let document =
        kroniek_reader::document("plain", &format!(" date {PUBLISHED} {}", example.text));
    let events = coder.code(&document, &parser.parse(&document)).events;
    let right = events
        .iter()
        .any(|c| is_type(c, types) && c.status == expected.status && between(c, &source, &target));
    (!right).then(|| format!("{line} | got {}", show(&events)))
}

fn is_type(claim: &Claim, types: &str) -> bool {
    types.split('|').any(|t| t == claim.event_type.to_string())
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
