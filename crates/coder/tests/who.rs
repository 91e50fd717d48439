//! Actors of sentences: names, titles, lists, adjectives, bodies, places, and what is no actor.

use kroniek_coder::who::{Cast, Kind, Who};
use kroniek_model::{Document, Field, Paragraph, ParagraphKind, Sentence};
use kroniek_pack::{ActorWords, Source, World};
use kroniek_parser::{Parser, conllu};
use proptest::prelude::*;
use std::sync::{Arc, OnceLock};

fn who() -> &'static Who {
    static WHO: OnceLock<Who> = OnceLock::new();
    WHO.get_or_init(|| {
        let world = Arc::new(World::load(&Source::Embedded).unwrap());
        let words = Arc::new(ActorWords::load(&Source::Embedded, "nl").unwrap());
        Who::new(world, words)
    })
}

/// Sentences from lines of `FORM UPOS HEAD DEPREL FEATS`, one a word; an empty line parts sentences.
fn sentences(tree: &str) -> Vec<Sentence> {
    let mut out = String::new();
    let mut n = 0;
    for line in tree.trim().lines().map(str::trim) {
        let cells: Vec<&str> = line.split_whitespace().collect();
        let [form, upos, head, relation, rest @ ..] = cells.as_slice() else {
            out.push('\n');
            n = 0;
            continue;
        };
        n += 1;
        let feats = rest.first().unwrap_or(&"_");
        out += &format!("{n}\t{form}\t{form}\t{upos}\t_\t{feats}\t{head}\t{relation}\t_\t_\n");
    }
    conllu::read(&(out + "\n")).unwrap()
}

fn cast(published: &str, sentences: &[Sentence]) -> Cast {
    let document = Document { published: Some(published.parse().unwrap()), ..Document::default() };
    who().resolve(&document, sentences)
}

/// `CODE/name` of the actors of a token's noun phrase, joined.
fn of(cast: &Cast, sentence: usize, token: usize) -> String {
    let all = cast.of(sentence, token).into_iter().map(|r| match r.actor.name {
        Some(name) => format!("{}/{name}", r.actor.code),
        None => r.actor.code,
    });
    all.collect::<Vec<_>>().join(" + ")
}

fn people(cast: &Cast) -> Vec<String> {
    let show = |p: &kroniek_model::Person| {
        format!("{} {} {}", p.name, p.of.code, p.office.as_deref().unwrap_or("-"))
    };
    cast.people().iter().map(show).collect()
}

/// A text read without trees.
fn plain(published: &str, text: &str) -> (Vec<Sentence>, Cast) {
    let document = Document {
        published: Some(published.parse().unwrap()),
        text: text.to_owned(),
        paragraphs: vec![Paragraph::verbatim(ParagraphKind::Body, Field::Text, text, 0)],
        ..Document::default()
    };
    let parser = Parser::new(&Source::Embedded, "nl").unwrap();
    let parser = parser.with_engine(Box::new(kroniek_parser::engine::Bare));
    let sentences = parser.parse(&document);
    let cast = who().resolve(&document, &sentences);
    (sentences, cast)
}

#[test]
fn a_title_and_its_name_are_one_actor() {
    let s = sentences(
        "De DET 3 det
         Russische ADJ 3 amod
         president NOUN 6 nsubj Number=Sing
         Vladimir PROPN 3 appos
         Poetin PROPN 4 flat
         belde VERB 0 root",
    );
    let cast = cast("2022-03-01", &s);
    assert_eq!(of(&cast, 0, 2), "RUS/Vladimir Poetin");
    assert_eq!(of(&cast, 0, 4), "RUS/Vladimir Poetin");
    assert_eq!(of(&cast, 0, 1), "RUS", "the adjective alone is the state");
    assert_eq!(people(&cast), ["Vladimir Poetin RUS president"]);
}

#[test]
fn a_list_stands_for_all_its_members_also_where_the_tree_is_wrong() {
    let right = "Rusland PROPN 5 nsubj
         , PUNCT 3 punct
         China PROPN 1 conj
         en CCONJ 6 cc
         stemden VERB 0 root
         India PROPN 1 conj";
    let flat = "Rusland PROPN 6 nsubj
         , PUNCT 6 punct
         China PROPN 6 dep
         en CCONJ 6 cc
         India PROPN 6 dep
         stemden VERB 0 root";
    assert_eq!(of(&cast("2024-01-01", &sentences(right)), 0, 0), "RUS + CHN + IND");
    assert_eq!(of(&cast("2024-01-01", &sentences(flat)), 0, 0), "RUS + CHN + IND");
}

#[test]
fn leaders_of_several_states_are_several() {
    let s = sentences(
        "Leiders NOUN 6 nsubj Number=Plur
         van ADP 3 case
         Rusland PROPN 1 nmod
         en CCONJ 5 cc
         India PROPN 3 conj
         kwamen VERB 0 root",
    );
    assert_eq!(of(&cast("2025-08-31", &s), 0, 0), "RUS + IND");
}

#[test]
fn a_state_before_a_body_is_its_actor_and_the_body_its_sector() {
    let (_, cast) = plain("2022-03-01", "Het Russische leger trok zich terug.");
    let body = cast.mentions().iter().find(|m| m.kind == Kind::Body).unwrap();
    assert_eq!(body.actors[0].code, "RUS");
    assert_eq!(body.actors[0].sector, Some(kroniek_model::Sector::Mil));
}

#[test]
fn an_unknown_person_is_introduced_by_office_and_state() {
    for text in [
        "Volgens Pelle Zonderland, de Iraanse ambassadeur in Moskou, is dat onzin.",
        "Dat zei de Iraanse ambassadeur Pelle Zonderland in Moskou.",
        "De Iraanse ambassadeur in Moskou, Pelle Zonderland, ontkent dat.",
    ] {
        let (_, cast) = plain("2023-01-11", text);
        assert_eq!(people(&cast), ["Pelle Zonderland IRN ambassador"], "{text}");
    }
}

#[test]
fn a_bare_family_name_joins_the_full_name_before_it() {
    let (_, cast) = plain(
        "2023-01-11",
        "De Mongoolse minister Pelle Zonderland kwam. Volgens Zonderland is dat goed.",
    );
    let named: Vec<_> = cast.mentions().iter().filter(|m| m.kind == Kind::Name).collect();
    assert_eq!(named.len(), 2);
    assert!(named.iter().all(|m| m.actors[0].name.as_deref() == Some("Pelle Zonderland")));
}

#[test]
fn a_family_name_means_who_held_the_office_then() {
    let at = |day: &str, text: &str| people(&plain(day, text).1);
    assert_eq!(at("2003-03-20", "Ze spraken met president Bush."), ["Bush USA president"]);
    assert_eq!(at("2015-01-01", "Premier Rutte kwam."), ["Rutte NLD prime minister"]);
    assert_eq!(
        at("2025-01-01", "Ze spraken met NAVO-chef Rutte."),
        ["Rutte @NATO secretary-general"]
    );
}

#[test]
fn former_offices_are_said_so() {
    let (_, cast) = plain("2022-02-21", "Dat zei de Franse oud-president Nicolas Sarkozy.");
    assert_eq!(people(&cast), ["Nicolas Sarkozy FRA former president"]);
}

#[test]
fn compounds_with_a_hyphen_name_their_parts() {
    let actors = |text: &str| {
        let (_, cast) = plain("2022-02-21", text);
        let all = cast.mentions().iter().flat_map(|m| &m.actors).map(|a| a.code.clone());
        all.collect::<std::collections::BTreeSet<_>>().into_iter().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(actors("Een Chinees-Russische patrouille."), "CHN RUS");
    assert_eq!(actors("Op de NAVO-top werd gepraat."), "@NATO");
    assert_eq!(actors("Dat zei VN-chef Guterres."), "@UN");
    assert_eq!(actors("Ook de regering-Biden wil dat."), "USA");
}

#[test]
fn a_capital_acts_unless_it_is_a_place() {
    let (_, cast) = plain("2022-02-21", "Moskou sprak dat in Peking tegen.");
    let kinds: Vec<Kind> = cast.mentions().iter().map(|m| m.kind).collect();
    assert_eq!(kinds, [Kind::Metonym, Kind::Place]);
    let place = cast.place(0, 4).unwrap();
    assert_eq!((place.name.as_str(), place.country.as_deref()), ("Peking", Some("CHN")));
}

#[test]
fn teams_ships_and_papers_are_no_actors() {
    for text in [
        "Oranje verloor de finale van Duitsland na een strafschop.",
        "Het Spaanse elftal won.",
        "Het vliegdekschip USS Ronald Reagan voer uit.",
    ] {
        let (_, cast) = plain("2014-07-13", text);
        let named = cast.mentions().iter().filter(|m| matches!(m.kind, Kind::State | Kind::Name));
        assert_eq!(named.count(), 0, "{text}: {:?}", cast.mentions());
    }
}

#[test]
fn a_relative_pronoun_stands_for_what_its_clause_modifies() {
    let s = sentences(
        "Servië PROPN 6 nsubj
         , PUNCT 4 punct
         dat PRON 4 nsubj
         twijfelt VERB 1 acl:relcl
         , PUNCT 4 punct
         wacht VERB 0 root",
    );
    assert_eq!(of(&cast("2022-06-06", &s), 0, 2), "SRB");
}

#[test]
fn an_article_that_opens_a_quotation_is_nobody_and_an_office_is_no_initial() {
    let named = |text: &str| people(&plain("2023-04-04", text).1);
    assert!(named("Finland is lid: 'Een goede dag voor de veiligheid'.").is_empty());
    let khan = named("Aanklager Karim Khan van het Internationaal Strafhof sprak.");
    assert_eq!(khan, ["Karim Khan @ICC prosecutor"]);
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 64, failure_persistence: None, ..ProptestConfig::default()
    })]

    #[test]
    fn no_text_breaks_the_cast(words in prop::collection::vec(
        prop::sample::select(vec![
            "De", "de", "Russische", "president", "Poetin", "en", ",", "China", "zijn", "ambtgenoot",
            "hij", "beide", "landen", "van", "minister", "Buitenlandse", "Zaken", "NAVO-top", "\"", "—",
            "het", "leger", "die", "twee", "leiders", "Xi", "Jinping", "in", "Moskou", "oud-premier", "'s",
        ]), 0..40)) {
        let text = words.join(" ");
        let (sentences, cast) = plain("2024-05-05", &text);
        for m in cast.mentions() {
            let n = sentences[m.sentence].tokens.len();
            prop_assert!(m.tokens.end <= n && m.tokens.contains(&m.head) && !m.tokens.is_empty());
            prop_assert!((0.0..=1.0).contains(&m.strength));
            prop_assert!(m.antecedent.is_none_or(|i| i < cast.mentions().len()));
        }
    }
}
