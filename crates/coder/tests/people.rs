//! The cases of people: texts, the political persons that they name with whose they are, and for which part of society
//! somebody acts.

use kroniek_coder::who::{Cast, Who};
use kroniek_model::{Document, Field, Paragraph, ParagraphKind};
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
    /// Name and code of each, in order of appearance.
    #[serde(default)]
    people: Vec<String>,
    /// Words, code and sector of some.
    #[serde(default)]
    sectors: Vec<String>,
}

/// The cases of a file, and the cast of each.
fn read(file: &str) -> Vec<(Case, Cast)> {
    let source = Source::Embedded;
    let world = Arc::new(World::load(&source).unwrap());
    let words = Arc::new(ActorWords::load(&source, "nl").unwrap());
    let (who, parser) = (Who::new(world, words), Parser::new(&source, "nl").unwrap());
    let text = std::fs::read_to_string(format!("../../cases/nl/people/{file}.toml")).unwrap();
    let cases: Cases = toml::from_str(&text).unwrap();
    let cast = |case: &Case| {
        let document = Document {
            published: Some(case.published.parse().unwrap()),
            text: case.text.clone(),
            paragraphs: vec![Paragraph::verbatim(ParagraphKind::Body, Field::Text, &case.text, 0)],
            ..Document::default()
        };
        who.resolve(&document, &parser.parse(&document))
    };
    cases
        .case
        .into_iter()
        .map(|c| {
            let found = cast(&c);
            (c, found)
        })
        .collect()
}

#[test]
fn reports_introduce_persons() {
    for (case, cast) in read("introduced") {
        let found = cast.people().iter().map(|p| format!("{} {}", p.name, p.of.code));
        assert_eq!(found.collect::<Vec<_>>(), case.people, "{}", case.text);
    }
}

#[test]
fn everybody_acts_for_a_part_of_society() {
    let mut wrong = Vec::new();
    for (case, cast) in read("sectors") {
        let actors = cast.mentions().iter().flat_map(|m| &m.actors);
        let found: Vec<String> = actors
            .map(|a| {
                let sector = a.sector.map(|s| format!("{s:?}").to_uppercase()).unwrap_or_default();
                format!("{} {} {sector}", a.text.as_deref().unwrap_or_default(), a.code)
            })
            .collect();
        for wanted in &case.sectors {
            let (first, other) = wanted.split_once(" | ").unwrap_or((wanted, ""));
            let (words, _) = first.rsplit_once(' ').unwrap();
            let either = [first.to_owned(), format!("{words} {other}")];
            if !found.iter().any(|f| either.contains(f)) {
                wrong.push(format!("{wanted}, got {found:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
