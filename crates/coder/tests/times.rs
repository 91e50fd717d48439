//! The cases of `cases/LANG/time`: publication, text, and the time expressions to be read in it, each with its value.

use kroniek_coder::when::Times;
use kroniek_model::{Document, Field, Paragraph, ParagraphKind};
use kroniek_pack::Source;
use kroniek_parser::{Parser, engine::Bare};
use serde::Deserialize;
use std::{fmt::Write, fs, path::Path};

#[derive(Deserialize)]
struct File {
    on: Vec<On>,
}

#[derive(Deserialize)]
struct On {
    published: String,
    /// Text, then `words = value` for each expression in it.
    cases: Vec<Vec<String>>,
}

fn document(published: &str, text: &str) -> Document {
    Document {
        published: published.parse().ok(),
        text: text.to_owned(),
        paragraphs: vec![Paragraph::verbatim(ParagraphKind::Body, Field::Text, text, 0)],
        ..Document::default()
    }
}

/// What is wrong with one case; empty where nothing is.
fn fault(parser: &Parser, times: &Times, published: &str, case: &[String]) -> String {
    let document = document(published, &case[0]);
    let sentences = parser.parse(&document);
    let timeline = times.read(&document, &sentences);
    let got: Vec<String> = (timeline.mentions().iter())
        .map(|m| format!("{} = {}", m.span().slice(&document.text), m.value))
        .collect();
    if got == case[1..] {
        return String::new();
    }
    format!("{published} {}\n   want {:?}\n   got  {got:?}\n", case[0], &case[1..])
}

#[test]
fn every_case_is_read_as_it_says() {
    let parser = Parser::new(&Source::Embedded, "nl").unwrap().with_engine(Box::new(Bare));
    let times = Times::load(&Source::Embedded, "nl").unwrap_or_else(|e| panic!("{e}"));
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/nl/time");
    let (mut faults, mut all, mut wrong) = (String::new(), 0, 0);
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|f| f.unwrap().path()).collect();
    files.retain(|f| f.extension().is_some_and(|e| e == "toml"));
    files.sort();
    for path in files {
        let file: File = toml::from_str(&fs::read_to_string(&path).unwrap())
            .unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        for on in &file.on {
            for case in &on.cases {
                let fault = fault(&parser, &times, &on.published, case);
                (all, wrong) = (all + 1, wrong + usize::from(!fault.is_empty()));
                faults.write_str(&fault).unwrap();
            }
        }
    }
    assert!(all > 400, "only {all} cases");
    assert!(faults.is_empty(), "{wrong} of {all} cases\n{faults}");
}
