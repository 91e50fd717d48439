//! The cases of `cases/LANG/time`: publication, text, and the time expressions to be read in it, each with its value.

use kroniek_coder::when::Times;
use kroniek_model::{Document, Field, Paragraph, ParagraphKind};
use kroniek_pack::{
    Source,
    time::{Element, TimeGrammar},
};
use kroniek_parser::{Parser, engine::Bare};
use proptest::prelude::*;
use serde::Deserialize;
use std::{fs, path::Path, sync::LazyLock};

/// Parser without trees, so that the cases hold on words alone, and the Dutch reading of time.
static TOOLS: LazyLock<(Parser, Times)> = LazyLock::new(|| {
    let parser = Parser::new(&Source::Embedded, "nl").unwrap().with_engine(Box::new(Bare));
    (parser, Times::load(&Source::Embedded, "nl").unwrap_or_else(|e| panic!("{e}")))
});

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

/// How many cases there are, and what is wrong with those that are read otherwise.
fn faults(parser: &Parser, times: &Times) -> (usize, Vec<String>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/nl/time");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|f| f.unwrap().path()).collect();
    files.retain(|f| f.extension().is_some_and(|e| e == "toml"));
    files.sort();
    let (mut faults, mut all) = (Vec::new(), 0);
    for path in files {
        let file: File = toml::from_str(&fs::read_to_string(&path).unwrap())
            .unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        for (on, case) in file.on.iter().flat_map(|on| on.cases.iter().map(move |c| (on, c))) {
            faults.push(fault(parser, times, &on.published, case));
            all += 1;
        }
    }
    faults.retain(|f| !f.is_empty());
    (all, faults)
}

#[test]
fn every_case_is_read_as_it_says() {
    let (parser, times) = &*TOOLS;
    let (all, faults) = faults(parser, times);
    assert!(all > 600, "only {all} cases");
    assert!(faults.is_empty(), "{} of {all} cases\n{}", faults.len(), faults.concat());
}

/// With trees too: a newly trained engine may have a few of them wrong.
#[test]
fn trees_do_no_harm() {
    let parser = Parser::new(&Source::Embedded, "nl").unwrap();
    let (all, faults) = faults(&parser, &TOOLS.1);
    assert!(faults.len() * 40 <= all, "{} of {all} cases\n{}", faults.len(), faults.concat());
}

/// Words that the grammar knows, and some that it does not.
fn any_words() -> impl Strategy<Value = Vec<String>> {
    let grammar = TimeGrammar::load(&Source::Embedded, "nl").unwrap_or_else(|e| panic!("{e}"));
    let word = |e: &Element| match e {
        Element::Word(w) => Some(w.clone()),
        Element::Class(_) => None,
    };
    let mut words: Vec<String> =
        grammar.rules.iter().flat_map(|r| r.elements.iter().filter_map(word)).collect();
    words.extend(grammar.words.iter().flat_map(|w| w.0.clone()));
    words.extend(
        ["2019", "31", "3-9-2025", "'98", "19e", "29", "0", "9999", "werd", "Xi"].map(String::from),
    );
    words.sort();
    words.dedup();
    prop::collection::vec(prop::sample::select(words), 0..24)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn expressions_follow_each_other_and_stand_in_the_text(
        words in any_words(),
        published in "20[0-2][0-9]-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])|20[0-2][0-9](-0[1-9])?|",
    ) {
        let text = words.join(" ");
        let (parser, times) = &*TOOLS;
        let document = document(&published, &text);
        let line = times.read(&document, &parser.parse(&document));
        let mut end = 0;
        for m in line.mentions() {
            prop_assert!(end <= m.start && m.start < m.end, "{m:?} in {text}");
            prop_assert_eq!(m.span().slice(&text), m.text.as_str());
            end = m.end;
        }
        let again = times.read(&document, &parser.parse(&document));
        prop_assert_eq!(line.mentions(), again.mentions());
    }

    #[test]
    fn a_bare_weekday_lies_within_a_week_on_its_side(
        year in 1990i16..2040, month in 1i8..=12, day in 1i8..=28, weekday in 0usize..7, past: bool,
    ) {
        let today = jiff::civil::date(year, month, day);
        let name = ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"][weekday];
        let verb = if past { "kwam" } else { "zal komen" };
        let (parser, times) = &*TOOLS;
        let document = document(&today.to_string(), &format!("De president {verb} {name} naar Rome."));
        let line = times.read(&document, &parser.parse(&document));
        let found = line.mentions()[0].value.day().unwrap();
        let ahead = (found - today).get_days();
        prop_assert_eq!(found.weekday().to_monday_zero_offset() as usize, weekday);
        prop_assert!(if past { (-6..=0).contains(&ahead) } else { (0..=6).contains(&ahead) }, "{ahead}");
    }
}
