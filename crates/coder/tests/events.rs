//! The cases of `cases/nl/events`: what is read in sentences and short reports, how certain it is and who says so, what
//! they claim of the record itself, where they took place, and what they count.

mod common;

use kroniek_model::{ActorRef, Claim, NumberMention, Status};
use kroniek_pack::frames::Example;
use rayon::prelude::*;
use std::{collections::BTreeSet, fs, path::Path};

/// Every file of the folder, what stands behind the arrow in it, and the share of its cases that must be right. What
/// fails does so mostly by wrong trees.
const FILES: [(&str, Told, f64); 8] = [
    ("about.txt", Told::Exactly(of_the_record), 1.0),
    ("cooperation.txt", Told::Events, 0.85),
    ("numbers.txt", Told::Exactly(counted), 1.0),
    ("open.txt", Told::Events, 1.0),
    ("places.txt", Told::Exactly(placed), 1.0),
    ("speech.txt", Told::Events, 0.68),
    ("status.txt", Told::Events, 0.83),
    ("trees.txt", Told::Events, 1.0),
];

/// What a case tells of the events of its text.
#[derive(Clone, Copy)]
enum Told {
    /// Events that are among them: `TYPE SOURCE + SOURCE -> TARGET (status)`, several joined by ` & `.
    Events,
    /// All that there is of something.
    Exactly(fn(&[Claim]) -> BTreeSet<String>),
}

/// A line of a file: `text => expected`, or `text =/> what must not be read`.
struct Case<'a> {
    /// File and line.
    at: String,
    text: &'a str,
    expected: &'a str,
    wanted: bool,
}

#[test]
fn the_files_are_those_of_the_folder() {
    let in_folder: BTreeSet<String> = folder()
        .read_dir()
        .unwrap()
        .map(|f| f.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(in_folder, FILES.map(|(name, ..)| name.to_owned()).into());
}

#[test]
fn texts_are_read_as_their_cases_say() {
    let wrong: Vec<String> =
        FILES.iter().filter_map(|(name, told, enough)| faults(name, *told, *enough)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/nl/events")
}

/// What is wrong with the cases of a file, if too few of them are right.
fn faults(name: &str, told: Told, enough: f64) -> Option<String> {
    let lines = fs::read_to_string(folder().join(name)).unwrap_or_else(|e| panic!("{name}: {e}"));
    let cases: Vec<Case> = Case::all(name, &lines).collect();
    let wrong: Vec<String> = cases.par_iter().filter_map(|c| c.fault(told)).collect();
    let share = 1.0 - wrong.len() as f64 / cases.len() as f64;
    let short = share.is_nan() || share < enough;
    let all = cases.len();
    short.then(|| {
        format!("{name}: {share:.3} of {all} are right, not {enough}\n{}", wrong.join("\n"))
    })
}

impl<'a> Case<'a> {
    fn all(name: &str, lines: &'a str) -> impl Iterator<Item = Case<'a>> {
        let cases = (1..).zip(lines.lines()).filter(|(_, l)| !l.is_empty() && !l.starts_with('#'));
        cases.map(move |(n, line)| Case::read(format!("cases/nl/events/{name}:{n}"), line))
    }

    fn read(at: String, line: &'a str) -> Case<'a> {
        let (text, expected, wanted) = match (line.split_once(" => "), line.split_once(" =/> ")) {
            (Some((text, expected)), None) => (text, expected, true),
            (None, Some((text, unwanted))) => (text, unwanted, false),
            _ => panic!("{at}: a case has one arrow: {line}"),
        };
        Case { at, text, expected, wanted }
    }

    fn fault(&self, told: Told) -> Option<String> {
        let Case { at, text, expected, wanted } = self;
        let events = common::read(text).events;
        let right = expected.split(" & ").all(|e| told.holds(&events, e, at) == *wanted);
        let not = if *wanted { "" } else { "not " };
        let found = told.found(&events);
        (!right).then(|| format!("{at}: {text}\n    expected {not}{expected}\n    found {found}"))
    }
}

impl Told {
    fn holds(self, events: &[Claim], expected: &str, at: &str) -> bool {
        match self {
            Told::Events => is_among(events, expected).unwrap_or_else(|e| panic!("{at}: {e}")),
            Told::Exactly(_) => self.found(events) == expected,
        }
    }

    fn found(self, events: &[Claim]) -> String {
        let (all, none) = match self {
            Told::Events => (events.iter().map(show).collect(), "no event"),
            Told::Exactly(_) if events.is_empty() => (vec![], "no event"),
            Told::Exactly(of) => (of(events).into_iter().collect(), "none"),
        };
        if all.is_empty() { none.to_owned() } else { all.join(", ") }
    }
}

fn show(claim: &Claim) -> String {
    format!("{} {} ({})", claim.event_type, common::sides(claim), claim.status)
}

/// What events claim of the record itself.
fn of_the_record(events: &[Claim]) -> BTreeSet<String> {
    let about = events.iter().filter_map(|c| c.about_record.as_ref());
    about
        .map(|a| {
            format!("{} {}", a.claim, a.value.as_deref().unwrap_or_default()).trim().to_owned()
        })
        .collect()
}

/// What is counted with events: value, what is counted, and the words.
fn counted(events: &[Claim]) -> BTreeSet<String> {
    let shown = |number: &NumberMention| {
        let value = number.value.map_or_else(|| "?".to_owned(), |v| v.to_string());
        format!("{value} {} ({})", number.unit.as_deref().unwrap_or("-"), number.text)
    };
    events.iter().flat_map(|c| &c.numbers).map(shown).collect()
}

/// Where events took place.
fn placed(events: &[Claim]) -> BTreeSet<String> {
    events.iter().filter_map(|c| c.place.as_ref()).map(|p| p.name.clone()).collect()
}

/// Whether such an event is among those read. Types, codes and statuses that are equally right are joined by `|`.
fn is_among(events: &[Claim], told: &str) -> Result<bool, String> {
    let (told, statuses) =
        told.strip_suffix(')').and_then(|t| t.rsplit_once(" (")).unwrap_or((told, "happened"));
    let (types, sides) = told.split_once(' ').ok_or("an event is `TYPE SOURCE -> TARGET`")?;
    let sides = Example::parse(&format!("=> {sides}"))?.expected.ok_or("no sides")?;
    let is_type = |c: &Claim| types.split('|').any(|t| t == c.event_type.to_string());
    let statuses: Vec<Status> = statuses.split('|').map(str::parse).collect::<Result<_, _>>()?;
    let is = |c: &Claim| {
        is_type(c) && statuses.contains(&c.status) && between(c, &sides.source, &sides.target)
    };
    Ok(events.iter().any(is))
}

/// Whether the claim has those on its sides; of talks it does not matter who came to whom.
fn between(claim: &Claim, source: &[String], target: &[String]) -> bool {
    let holds = |side: &[ActorRef], wanted: &[String]| wanted.iter().all(|w| stands(side, w));
    let all: Vec<ActorRef> = claim.source.iter().chain(&claim.target).cloned().collect();
    let together = target.is_empty() || claim.event_type.is_symmetric();
    let sides = holds(&claim.source, source) && holds(&claim.target, target);
    sides || (together && holds(&all, source) && holds(&all, target))
}

fn stands(side: &[ActorRef], codes: &str) -> bool {
    codes.split('|').any(|code| side.iter().any(|a| a.code == code))
}
