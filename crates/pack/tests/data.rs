//! The folders that the binary carries are without complaint.

use kroniek_pack::{
    Source, frames::Frames, ontology::Ontology, status::StatusWords, time::TimeGrammar,
};

#[test]
fn ontologies_are_without_complaint() {
    let ontology = Ontology::load(&Source::Embedded).unwrap_or_else(|e| panic!("{e}"));
    assert!(ontology.kinds().len() > 80);
}

#[test]
fn dutch_frames_name_known_kinds_and_prove_themselves() {
    let ontology = Ontology::load(&Source::Embedded).unwrap_or_else(|e| panic!("{e}"));
    let frames = Frames::load(&Source::Embedded, "nl").unwrap_or_else(|e| panic!("{e}"));
    for frame in frames.all() {
        assert!(
            frame.state.is_some() || ontology.kind(&frame.kind).is_some(),
            "{}: kind `{}` is in no ontology",
            frame.id,
            frame.kind
        );
        assert!(!frame.examples.is_empty(), "{} has no example", frame.id);
    }
}

#[test]
fn dutch_words_of_status_are_without_complaint() {
    let words = StatusWords::load(&Source::Embedded, "nl").unwrap_or_else(|e| panic!("{e}"));
    assert!(!words.negation.is_empty() && !words.governor.is_empty());
}

#[test]
fn dutch_grammar_of_time_is_without_complaint() {
    let grammar = TimeGrammar::load(&Source::Embedded, "nl").unwrap_or_else(|e| panic!("{e}"));
    assert!(grammar.rules.len() > 300 && grammar.shapes.len() > 20);
    assert!(grammar.rules.iter().any(|r| r.makes == TimeGrammar::TIME));
}
