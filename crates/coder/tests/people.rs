//! The cases of people: texts, and the political persons that they name, with whose they are.

use kroniek_coder::who::Who;
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
    people: Vec<String>,
}

/// What goes wrong in a file of cases.
fn wrong(file: &str) -> Vec<String> {
    let source = Source::Embedded;
    let world = Arc::new(World::load(&source).unwrap());
    let words = Arc::new(ActorWords::load(&source, "nl").unwrap());
    let (who, parser) = (Who::new(world, words), Parser::new(&source, "nl").unwrap());
    let text = std::fs::read_to_string(format!("../../cases/nl/people/{file}.toml")).unwrap();
    let cases: Cases = toml::from_str(&text).unwrap();
    let found = |case: &Case| {
        let document = Document {
            published: Some(case.published.parse().unwrap()),
            text: case.text.clone(),
            paragraphs: vec![Paragraph::verbatim(ParagraphKind::Body, Field::Text, &case.text, 0)],
            ..Document::default()
        };
        let cast = who.resolve(&document, &parser.parse(&document));
        cast.people().iter().map(|p| format!("{} {}", p.name, p.of.code)).collect::<Vec<_>>()
    };
    let told = cases.case.iter().map(|c| (c, found(c)));
    told.filter(|(c, found)| c.people != *found)
        .map(|(c, found)| format!("`{}`: {:?}, got {found:?}", c.text, c.people))
        .collect()
}

#[test]
fn reports_introduce_persons() {
    let wrong = wrong("introduced");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
