//! What sentences count with an event, in `cases/nl/events/numbers.txt`.

use kroniek_coder::Coder;
use kroniek_model::NumberMention;
use kroniek_pack::Source;
use kroniek_parser::Parser;
use std::collections::BTreeSet;

const CASES: &str = include_str!("../../../cases/nl/events/numbers.txt");

fn shown(number: &NumberMention) -> String {
    let value = number.value.map_or_else(|| "?".to_owned(), |v| v.to_string());
    format!("{value} {} ({})", number.unit.as_deref().unwrap_or("-"), number.text)
}

#[test]
fn what_is_counted_is_kept_with_its_event() {
    let parser = Parser::new(&Source::Embedded, "nl").expect("pack");
    let coder = Coder::load(&Source::Embedded, "nl").unwrap_or_else(|e| panic!("{e}"));
    let mut wrong = Vec::new();
    for line in CASES.lines().filter(|l| !l.is_empty() && !l.starts_with('#')) {
        let (text, expected) = line.split_once(" => ").unwrap_or_else(|| panic!("{line}"));
        let document = kroniek_reader::document("numbers", &format!(" date 2025-06-04 {text}"));
        let events = coder.code(&document, &parser.parse(&document)).events;
        let said: BTreeSet<String> = events.iter().flat_map(|c| &c.numbers).map(shown).collect();
        let said = said.into_iter().collect::<Vec<_>>().join(", ");
        if events.is_empty() || said != expected.replace("none", "") {
            wrong.push(format!("{line} | got {} events: {said}", events.len()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
