//! The shipped weights read plain news as a person would, and stay within their bounds.

use kroniek_model::{EntityType, Sentence, Upos};
use kroniek_pack::Source;
use kroniek_parser::Parser;
use kroniek_parser::net::Net;

const FILE: &str = "packs/nl/weights/nl.net";

fn read(text: &str) -> Sentence {
    let parser = Parser::new(&Source::Embedded, "nl").unwrap();
    parser.parse_text(text).remove(0)
}

/// The form that a token hangs on, and how.
fn edge<'a>(sentence: &'a Sentence, form: &str) -> (&'a str, &'a str) {
    let token = sentence.tokens.iter().find(|t| t.form == form).unwrap();
    let head = token.head.map_or("", |h| sentence.tokens[h].form.as_str());
    (head, token.deprel.as_ref())
}

fn names(sentence: &Sentence) -> Vec<(&str, EntityType)> {
    let named = sentence.tokens.iter().filter_map(|t| t.entity.map(|e| (t.form.as_str(), e.kind)));
    named.collect()
}

#[test]
fn weights_are_small_and_whole() {
    let bytes = Source::Embedded.bytes(FILE).unwrap();
    assert!(bytes.len() <= 12_000_000);
    assert!(Net::from_bytes(&bytes).is_ok());
    assert!(Net::from_bytes(&bytes[..bytes.len() - 1]).is_err());
}

#[test]
fn a_verb_far_from_its_particle() {
    let s = read("Poetin haalde donderdag in Moskou hard uit naar de NAVO.");
    assert_eq!(edge(&s, "haalde"), ("", "root"));
    assert_eq!(edge(&s, "Poetin"), ("haalde", "nsubj"));
    assert_eq!(edge(&s, "uit"), ("haalde", "compound:prt"));
    assert_eq!(s.tokens[1].base(), "uithalen");
    use EntityType::{Location, Organisation, Person};
    assert_eq!(names(&s), [("Poetin", Person), ("Moskou", Location), ("NAVO", Organisation)]);
}

#[test]
fn a_passive_with_its_participle_last() {
    let s = read(
        "De ministers van Frankrijk en Duitsland werden gisteren door de president ontvangen.",
    );
    assert_eq!(edge(&s, "ministers"), ("ontvangen", "nsubj:pass"));
    let place = |form: &str| s.tokens.iter().position(|t| t.form == form).unwrap();
    let agent = (place("president"), place("ontvangen"));
    assert!(s.enhanced.iter().any(|d| (d.dependant, d.head) == agent && &*d.relation == "nsubj"));
    assert_eq!(edge(&s, "werden"), ("ontvangen", "aux:pass"));
    assert_eq!(edge(&s, "Duitsland"), ("Frankrijk", "conj"));
}

#[test]
fn tags_and_lemmas_of_plain_words() {
    let s = read("China heeft twee Japanse diplomaten uitgewezen.");
    let tags: Vec<Upos> = s.tokens.iter().map(|t| t.upos).collect();
    use Upos::{Adj, Aux, Noun, Num, Propn, Punct, Verb};
    assert_eq!(tags, [Propn, Aux, Num, Adj, Noun, Verb, Punct]);
    let lemmas: Vec<&str> = s.tokens.iter().map(|t| t.lemma.as_str()).collect();
    assert_eq!(lemmas, ["China", "hebben", "twee", "Japans", "diplomaat", "uitwijzen", "."]);
}
