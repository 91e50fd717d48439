//! The lexicon proves itself: every frame's examples are read as it says, and what must not be read is not.

mod common;

use kroniek_model::{ActorRef, Claim};
use kroniek_pack::frames::{Example, Expected, Frame};
use rayon::prelude::*;

/// Share of the examples that must be read as they say. What fails does so by wrong trees, not by wrong frames.
const ENOUGH: f64 = 0.92;

#[test]
fn examples_of_dutch_frames_are_read_as_they_say() {
    let frames = common::CODER.frames().all();
    let all: Vec<(&Frame, &Example)> =
        frames.iter().flat_map(|f| f.examples.iter().map(move |e| (f, e))).collect();
    let wrong: Vec<String> = all.par_iter().filter_map(|(f, e)| fault(f, e)).collect();
    let share = 1.0 - wrong.len() as f64 / all.len() as f64;
    assert!(share >= ENOUGH, "{share:.3} of {} examples:\n{}", all.len(), wrong.join("\n"));
}

fn fault(frame: &Frame, example: &Example) -> Option<String> {
    let reading = common::read(&example.text);
    let of_kind = |c: &&Claim| c.kind == frame.kind;
    let mine: Vec<&Claim> = reading.events.iter().filter(of_kind).collect();
    let states: Vec<String> = reading
        .states
        .iter()
        .filter(|s| Some(&s.relation) == frame.state.as_ref())
        .map(|s| format!("{} {}", s.subject.code, s.object.code))
        .collect();
    let right = match &example.expected {
        None => mine.is_empty() && states.is_empty(),
        Some(x) if frame.state.is_some() => {
            x.source.iter().all(|s| x.target.iter().all(|t| states.contains(&format!("{s} {t}"))))
        }
        Some(x) => mine.iter().any(|c| meets(x, c)),
    };
    (!right).then(|| {
        let got: Vec<String> = mine.iter().map(|c| show(c)).chain(states).collect();
        format!("{}: {} | got {}", frame.id, example.text, got.join("; "))
    })
}

fn meets(expected: &Expected, claim: &Claim) -> bool {
    let all: Vec<&ActorRef> = claim.source.iter().chain(&claim.target).collect();
    let named = |want: &str, actors: &[&ActorRef]| actors.iter().any(|a| is(want, a));
    let (source, target): (Vec<_>, Vec<_>) =
        (claim.source.iter().collect(), claim.target.iter().collect());
    let sides = if expected.target.is_empty() {
        expected.source.iter().all(|w| named(w, &all))
    } else {
        expected.source.iter().all(|w| named(w, &source))
            && expected.target.iter().all(|w| named(w, &target))
    };
    sides && claim.status == expected.status
}

fn is(want: &str, actor: &ActorRef) -> bool {
    let (code, name) = want.split_once('/').unwrap_or((want, ""));
    let has = |n: &String| n.split(' ').any(|w| w == name);
    actor.code == code && (name.is_empty() || actor.name.as_ref().is_none_or(has))
}

fn show(claim: &Claim) -> String {
    format!("{} ({})", common::sides(claim), claim.status)
}
