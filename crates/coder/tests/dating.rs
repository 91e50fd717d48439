//! The cases of `cases/nl/time/dating.conllu`: reports as trees, and the date of each event with the rule that found it.

use kroniek_coder::when::{Telling, Timeline, Times};
use kroniek_model::{Document, Field, Paragraph, ParagraphKind, Sentence, Status};
use kroniek_pack::Source;
use kroniek_parser::{Parser, conllu, engine::Bare};
use std::{fs, path::Path};

fn times() -> Times {
    Times::load(&Source::Embedded, "nl").unwrap_or_else(|e| panic!("{e}"))
}

fn published(date: &str) -> Document {
    Document { published: date.parse().ok(), ..Document::default() }
}

/// `WORD STATUS DATE RULE` of an event, with what was found in place of the last two. `ongoing` is what happens and is of
/// a kind that goes on, `spoken` what happens and is words.
fn found(sentence: &Sentence, index: usize, line: &Timeline, event: &str) -> String {
    let [word, status, ..] = event.split(' ').collect::<Vec<_>>()[..] else { panic!("{event}") };
    let told = match status {
        "ongoing" => Telling { status: Status::Happened, goes_on: true, words: false },
        "spoken" => Telling { status: Status::Happened, goes_on: false, words: true },
        status => Telling { status: status.parse().unwrap(), goes_on: false, words: false },
    };
    let token =
        sentence.tokens.iter().position(|t| t.form == word).unwrap_or_else(|| panic!("{event}"));
    let dated = line.of(index, token, told);
    let date = dated.value.map_or("null".into(), |w| w.to_string());
    format!("{word} {status} {date} {}", dated.rule)
}

#[test]
fn events_get_the_date_that_their_report_gives() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/nl/time/dating.conllu");
    let text = fs::read_to_string(file).unwrap();
    let (mut wrong, mut all) = (Vec::new(), 0);
    for report in text.split("# report ").skip(1) {
        let (date, _) = report.split_once(' ').unwrap();
        let blocks: Vec<&str> = report.split("\n\n").filter(|b| b.contains("# text")).collect();
        let sentences: Vec<Sentence> = blocks
            .iter()
            .flat_map(|b| conllu::read(&format!("{}\n\n", b.trim_start_matches(|c| c != '\n'))))
            .flatten()
            .collect();
        let line = times().read(&published(date), &sentences);
        for (i, block) in blocks.iter().enumerate() {
            for event in block.lines().filter_map(|l| l.strip_prefix("# event ")) {
                let got = found(&sentences[i], i, &line, event);
                all += 1;
                if got != event {
                    wrong.push(format!("{}: want {event}, got {got}", sentences[i].text()));
                }
            }
        }
    }
    assert!(all >= 12 && wrong.is_empty(), "{all} events\n{}", wrong.join("\n"));
}

#[test]
fn the_stamp_of_an_item_dates_what_follows_and_is_no_time_expression() {
    let parser = Parser::new(&Source::Embedded, "nl").unwrap().with_engine(Box::new(Bare));
    let pieces = [
        (ParagraphKind::Stamp, "30 augustus 2025 14:05"),
        (ParagraphKind::Body, "Gisteren trok het leger de grens over."),
        (ParagraphKind::Stamp, "31 augustus 2025 09:12"),
        (ParagraphKind::Body, "Vandaag sprak de president."),
    ];
    let mut document = published("2025-09-02");
    for (kind, text) in pieces {
        let start = document.text.chars().count() as u32;
        document.text.push_str(text);
        document.paragraphs.push(Paragraph::verbatim(kind, Field::Text, text, start));
    }
    let line = times().read(&document, &parser.parse(&document));
    let read: Vec<_> = line.mentions().iter().map(|m| format!("{} {}", m.text, m.value)).collect();
    assert_eq!(read, ["Gisteren 2025-08-29", "Vandaag 2025-08-31"]);
}

#[test]
fn what_lies_wholly_after_publication_is_to_come() {
    let line = times().read(&published("2025-09-02"), &[]);
    let future = |s: &str| line.is_future(Some(&s.parse().unwrap()));
    assert!(
        future("2025-09-03") && future("2025-10/..") && !future("2025-09") && !future("../2027")
    );
    assert!(!line.is_future(None) && line.mentions().is_empty());
    assert_eq!(
        line.of(3, 7, Telling { status: Status::Happened, goes_on: false, words: false }).value,
        None
    );
}
