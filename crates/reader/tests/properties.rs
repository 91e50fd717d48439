//! What holds for every input.

use kroniek_model::{Document, Field, Span};
use kroniek_reader::{Report, document, read_jsonl};
use proptest::prelude::*;
use std::io::Cursor;

/// Texts of the stuff that reports are made of, and of what breaks readers.
fn text() -> impl Strategy<Value = String> {
    let bits = prop::sample::select(vec![
        "De president ",
        "zei dat ",
        "Oekraïne",
        ". ",
        "\n",
        "\n\n",
        "\r\n",
        "SCO-\n\nlidstaten ",
        "hoog-\nwaardig ",
        "(ANP/AFP) - ",
        "NOS Nieuws • vandaag, 11:29 ",
        "{{ trans('a') }} ",
        "Lees ook: ",
        "Foto: EPA",
        " date 2025-09-02 ",
        "IndiÃ« ",
        "â€œ",
        "Â ",
        "21.14 Kop\n",
        "DEN HAAG - ",
        "\0",
        "\u{202e}",
        "\u{ad}\n",
        "\u{ad}",
        "e\u{301}",
        "\u{fb01}",
        "\u{feff}",
        "\u{a0}",
        "😀",
        "’s ",
        "Door onze redactie 1 dec 2022 om 14:41 ",
        "een lange regel zonder einde ",
        "Het ",
        "De ",
        "AFP ",
        "© ",
        "| ",
        "Analyse ",
        "?",
        "\u{2028}",
    ]);
    prop_oneof![
        prop::collection::vec(bits, 0..60).prop_map(|bits| bits.concat()),
        any::<String>(),
        prop::collection::vec(any::<char>(), 0..80).prop_map(String::from_iter),
    ]
}

/// Characters that a reader need not see; `Â` with them, as it is half of a hard blank once read wrongly.
fn blank(ch: char) -> bool {
    ch.is_whitespace()
        || ch.is_control()
        || matches!(
            ch,
            'Â' | '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{feff}'
        )
        || matches!(ch, '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}')
}

fn check(document: &Document) {
    let given: Vec<char> = document.text.chars().collect();
    let mut covered = vec![false; given.len()];
    let mut last = 0;
    for p in document.paragraphs.iter().filter(|p| p.field == Field::Text) {
        assert_eq!(p.text.chars().count(), p.origins.len());
        assert!(!p.origins.is_empty());
        for pair in p.origins.windows(2) {
            assert!(pair[0].start <= pair[1].start && pair[0].end <= pair[1].end, "{pair:?}");
        }
        let span = p.span();
        assert!(span.start >= last && span.end as usize <= given.len(), "{span:?} after {last}");
        last = span.start;
        for (ch, origin) in p.text.chars().zip(&p.origins) {
            same(ch, *origin, &given);
        }
        covered[span.start as usize..span.end as usize].fill(true);
    }
    for (i, ch) in given.iter().enumerate() {
        assert!(covered[i] || blank(*ch), "{ch:?} at {i} is in no paragraph");
    }
}

/// A character that stands for one other is that one, or a repair of it.
fn same(ch: char, origin: Span, given: &[char]) {
    let stretch = &given[origin.start as usize..origin.end as usize];
    if let [only] = stretch {
        let repaired = blank(*only) || ('\u{fb00}'..='\u{fb04}').contains(only);
        assert!(ch == *only || repaired, "{ch:?} for {only:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn paragraphs_hold_the_whole_text_in_order_and_lead_back(text in text()) {
        check(&document("p", &text));
    }

    #[test]
    fn titles_lead_back_into_the_title(title in text()) {
        let report = Report { title: Some(title.clone()), text: "Een zin.".into(), ..Report::default() };
        let length = title.chars().count() as u32;
        for p in report.document().paragraphs.iter().filter(|p| p.field == Field::Title) {
            prop_assert!(p.span().end <= length);
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        for report in read_jsonl(Cursor::new(bytes)) {
            match report {
                Ok(report) => check(&report.document()),
                Err(e) => prop_assert!(e.to_string().starts_with("-:"), "{e}"),
            }
        }
    }

    #[test]
    fn reading_twice_gives_the_same(text in text()) {
        let shown = |d: Document| d.paragraphs.iter().map(|p| (p.kind, p.text.clone())).collect::<Vec<_>>();
        prop_assert_eq!(shown(document("a", &text)), shown(document("a", &text)));
    }
}

#[test]
fn megabytes_on_one_line_are_read_in_no_time() {
    for unit in [
        "De president sprak. ",
        "a",
        "{{ ",
        "Ã«",
        "(ANP ",
        "Foto: ",
        "Kort\n",
        "Bij De ",
        "12.30 Kop\n",
    ] {
        let text = unit.repeat(1_000_000 / unit.len());
        let start = std::time::Instant::now();
        assert!(!document("p", &text).paragraphs.is_empty());
        // Seconds where time grows with the square of the length; a tenth of one otherwise.
        assert!(start.elapsed().as_secs() < 20, "{unit:?} took {:?}", start.elapsed());
    }
}
