//! The cases of reference: texts, words in them, and whom they mean.
// How many are right is printed for whoever asks (`--nocapture`).
#![allow(clippy::print_stdout)]

use kroniek_coder::who::{Cast, Who};
use kroniek_model::{ActorRef, Document, Field, Paragraph, ParagraphKind, Sentence};
use kroniek_pack::world::Folding;
use kroniek_pack::{ActorWords, Source, World};
use kroniek_parser::Parser;
use serde::Deserialize;
use std::sync::Arc;

#[derive(Deserialize)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    published: String,
    text: String,
    /// Who printed it, where that matters ("ons land").
    outlet: Option<String>,
    /// Words of the text, and whom they mean.
    refers: Vec<(String, String)>,
}

struct Reader {
    who: Who,
    parser: Parser,
    folding: Folding,
}

impl Reader {
    fn new() -> Self {
        let source = Source::Embedded;
        let world = Arc::new(World::load(&source).unwrap());
        let words = Arc::new(ActorWords::load(&source, "nl").unwrap());
        let folding = world.folding.clone();
        Reader { who: Who::new(world, words), parser: Parser::new(&source, "nl").unwrap(), folding }
    }

    /// Whether the parser gives trees.
    fn has_trees(&self) -> bool {
        let sentences = self.parser.parse_text("Rusland valt Oekraïne aan.");
        sentences[0].tokens.iter().any(|t| t.relation() == "nsubj")
    }

    /// How many of the words of a file are read rightly, of how many, and what went wrong.
    fn measure(&self, file: &str) -> (usize, usize, Vec<String>) {
        let text =
            std::fs::read_to_string(format!("../../cases/nl/reference/{file}.toml")).unwrap();
        let cases: Cases = toml::from_str(&text).unwrap();
        let (mut right, mut all, mut wrong) = (0, 0, Vec::new());
        for case in &cases.case {
            let text = Paragraph::verbatim(ParagraphKind::Body, Field::Text, &case.text, 0);
            let document = Document {
                published: Some(case.published.parse().unwrap()),
                text: case.text.clone(),
                outlet: case.outlet.clone(),
                paragraphs: vec![text],
                ..Document::default()
            };
            let sentences = self.parser.parse(&document);
            let cast = self.who.resolve(&document, &sentences);
            for (words, wanted) in &case.refers {
                let found = actors(&cast, &sentences, words);
                all += 1;
                if wanted.split(" | ").any(|w| self.is(&found, w)) {
                    right += 1;
                } else {
                    let found: Vec<String> = found.iter().map(show).collect();
                    wrong.push(format!(
                        "{words} in `{}`: {wanted}, got {}",
                        case.text,
                        found.join(" + ")
                    ));
                }
            }
        }
        (right, all, wrong)
    }

    /// Whether actors are those that a case wants.
    fn is(&self, found: &[ActorRef], wanted: &str) -> bool {
        if wanted == "-" {
            return found.is_empty();
        }
        let wanted: Vec<&str> = wanted.split(" + ").collect();
        wanted.len() == found.len() && wanted.iter().all(|w| found.iter().any(|f| self.fits(f, w)))
    }

    fn fits(&self, found: &ActorRef, wanted: &str) -> bool {
        let (code, name) = wanted.split_once('/').unwrap_or((wanted, ""));
        let named = found.name.as_deref().is_some_and(|n| self.folding.same(n, name));
        found.code == code && (name.is_empty() || named)
    }
}

fn show(actor: &ActorRef) -> String {
    format!("{}/{}", actor.code, actor.name.as_deref().unwrap_or(""))
}

/// The actors of the noun phrase that words of a text are; `#2` for their second occurrence.
fn actors(cast: &Cast, sentences: &[Sentence], words: &str) -> Vec<ActorRef> {
    let (words, nth) = words.split_once('#').map_or((words, 1), |(w, n)| (w, n.parse().unwrap()));
    let wanted: Vec<&str> = words.split(' ').collect();
    let places = sentences.iter().enumerate().flat_map(|(s, sentence)| {
        let forms: Vec<&str> = sentence.tokens.iter().map(|t| t.form.as_str()).collect();
        let n = wanted.len();
        let starts: Vec<usize> =
            (0..forms.len()).filter(|&i| forms[i..].starts_with(&wanted)).collect();
        starts.into_iter().map(move |i| (s, i..i + n))
    });
    let (s, tokens) = places.into_iter().nth(nth - 1).unwrap_or_else(|| panic!("no `{words}`"));
    let all = &sentences[s].tokens;
    let outside = |i: &usize| all[*i].head.is_none_or(|h| !tokens.contains(&h));
    let heads = tokens.clone().filter(outside).chain(tokens.clone().rev());
    let found = heads.map(|i| cast.of(s, i)).find(|f| !f.is_empty()).unwrap_or_default();
    found.into_iter().map(|r| r.actor).collect()
}

/// Checks a file of cases: the share right with the pack's trained trees, and without any.
fn check(file: &str, with_trees: f64, without: f64) {
    let reader = Reader::new();
    let (right, all, wrong) = reader.measure(file);
    let reached = right as f64 / all as f64;
    let share = if reader.has_trees() { with_trees } else { without };
    println!("{file}: {right} of {all} right");
    assert!(reached >= share, "{right} of {all} right; wrong:\n{}", wrong.join("\n"));
}

#[test]
fn pronouns_mean_whom_they_should() {
    check("pronouns", 0.85, 0.6);
}

#[test]
fn descriptions_mean_whom_they_should() {
    check("descriptions", 0.85, 0.6);
}

#[test]
fn descriptions_mean_only_whom_they_can() {
    check("groups", 0.85, 0.6);
}

#[test]
fn pairs_are_those_that_face_each_other() {
    check("pairs", 0.85, 0.5);
}

#[test]
fn plural_pronouns_mean_those_just_told_of() {
    check("several", 0.85, 0.5);
}

#[test]
fn nouns_belong_to_whom_the_report_gave_them() {
    check("owners", 0.85, 0.5);
}

#[test]
fn names_that_only_sound_like_actors_do_not_act() {
    check("namesakes", 1.0, 0.6);
}

#[test]
fn who_speaks_for_an_actor_is_that_actor() {
    check("speakers", 0.9, 0.6);
}

#[test]
fn offices_and_bodies_mean_whom_they_should() {
    check("offices", 0.85, 0.8);
}

#[test]
fn names_mean_whom_they_should() {
    check("names", 0.85, 0.75);
}

/// Written last, and never tuned on.
#[test]
fn cases_not_seen_before_are_read_too() {
    check("unseen", 0.8, 0.5);
    check("unseen-2", 0.8, 0.5);
    check("unseen-3", 0.8, 0.5);
}
