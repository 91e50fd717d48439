//! What names stand for, settled over a whole report.
//!
//! A sentence alone often cannot say whether "Barak" is a person, a place or a company; the report that names "Ehud
//! Barak" elsewhere can, and so can most of the sentences that name him. This is the one step of reading names that looks
//! beyond the sentence, and it only retypes names.

use kroniek_model::{EntityTag, EntityType, Sentence, Token};
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// Gives every name the kind that it has in most places of the report, and then makes persons of names that are the tail
/// of a person's longer name.
pub fn names(sentences: &mut [Sentence]) {
    let most = most(sentences);
    retype(sentences, |name| most.get(name).copied());
    let tails = tails(sentences);
    retype(sentences, |name| tails.contains(name).then_some(EntityType::Person));
}

/// The kind of each name in more than half of its places, where there is one.
fn most(sentences: &[Sentence]) -> HashMap<String, EntityType> {
    let mut counts: HashMap<String, HashMap<EntityType, usize>> = HashMap::new();
    for tokens in sentences.iter().map(|s| &s.tokens) {
        for span in spans(tokens) {
            let Some(kind) = kind(&tokens[span.start]) else { continue };
            *counts.entry(text(&tokens[span])).or_default().entry(kind).or_default() += 1;
        }
    }
    let winner = |counts: HashMap<EntityType, usize>| {
        let all: usize = counts.values().sum();
        counts.into_iter().find(|(_, n)| 2 * n > all).map(|(kind, _)| kind)
    };
    counts.into_iter().filter_map(|(name, counts)| Some((name, winner(counts)?))).collect()
}

/// The tails of all persons' names of several words: "van der Berg" and "der Berg" and "Berg" of "Jan van der Berg".
fn tails(sentences: &[Sentence]) -> HashSet<String> {
    let mut out = HashSet::new();
    for tokens in sentences.iter().map(|s| &s.tokens) {
        for span in spans(tokens).filter(|s| kind(&tokens[s.start]) == Some(EntityType::Person)) {
            out.extend((span.start + 1..span.end).map(|from| text(&tokens[from..span.end])));
        }
    }
    out.retain(|tail| tail.starts_with(char::is_uppercase));
    out
}

fn kind(token: &Token) -> Option<EntityType> {
    token.entity.map(|e| e.kind)
}

fn text(tokens: &[Token]) -> String {
    tokens.iter().map(|t| t.form.as_str()).collect::<Vec<_>>().join(" ")
}

/// Where names stand: a first token and those that continue it.
fn spans(tokens: &[Token]) -> impl Iterator<Item = Range<usize>> + use<> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for (i, entity) in tokens.iter().map(|t| t.entity).enumerate() {
        match (entity, out.last_mut()) {
            (Some(tag), Some(span)) if !tag.first && span.end == i => span.end = i + 1,
            (Some(_), _) => out.push(i..i + 1),
            (None, _) => {}
        }
    }
    out.into_iter()
}

/// Retypes the names for which there is a kind to give.
fn retype(sentences: &mut [Sentence], given: impl Fn(&str) -> Option<EntityType>) {
    for tokens in sentences.iter_mut().map(|s| &mut s.tokens) {
        for span in spans(tokens) {
            let Some(kind) = given(&text(&tokens[span.clone()])) else { continue };
            for tag in tokens[span].iter_mut().filter_map(|t| t.entity.as_mut()) {
                *tag = EntityTag { kind, ..*tag };
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use EntityType::{Location, Organisation, Person};

    fn sentence(words: &[(&str, Option<(EntityType, bool)>)]) -> Sentence {
        let row = |(i, (form, _)): (usize, &(&str, _))| {
            format!("{}\t{form}\t_\tX\t_\t_\t{i}\tdep\t_\t_\n", i + 1)
        };
        let text: String = words.iter().enumerate().map(row).collect();
        let mut sentence = crate::conllu::read(&text).unwrap().remove(0);
        for (token, (_, entity)) in sentence.tokens.iter_mut().zip(words) {
            token.entity = entity.map(|(kind, first)| EntityTag { kind, first });
        }
        sentence
    }

    fn kinds(sentence: &Sentence) -> Vec<Option<EntityType>> {
        sentence.tokens.iter().map(kind).collect()
    }

    #[test]
    fn a_surname_follows_the_full_name_wherever_that_stands() {
        let mut report = [
            sentence(&[("Barak", Some((Location, true))), ("sprak", None)]),
            sentence(&[("Ehud", Some((Person, true))), ("Barak", Some((Person, false)))]),
        ];
        names(&mut report);
        assert_eq!(kinds(&report[0]), [Some(Person), None]);
    }

    #[test]
    fn surnames_of_several_words_and_other_names() {
        let mut report = [
            sentence(&[
                ("Jan", Some((Person, true))),
                ("van", Some((Person, false))),
                ("Den", Some((Person, false))),
                ("Berg", Some((Person, false))),
            ]),
            sentence(&[("Den", Some((Organisation, true))), ("Berg", Some((Organisation, false)))]),
            sentence(&[("Assen", Some((Location, true))), ("van", Some((Location, true)))]),
        ];
        names(&mut report);
        assert_eq!(kinds(&report[1]), [Some(Person), Some(Person)]);
        assert_eq!(kinds(&report[2]), [Some(Location), Some(Location)]);
    }

    #[test]
    fn most_places_of_a_name_settle_its_kind() {
        let mut report = [Location, Person, Person].map(|k| sentence(&[("Katz", Some((k, true)))]));
        names(&mut report);
        assert_eq!(report.each_ref().map(kinds), [[Some(Person)], [Some(Person)], [Some(Person)]]);
    }

    #[test]
    fn nothing_happens_without_full_names_and_with_as_many_of_each() {
        let mut report = [
            sentence(&[("Barak", Some((Person, true)))]),
            sentence(&[("Barak", Some((Location, true)))]),
        ];
        names(&mut report);
        assert_eq!(kinds(&report[1]), [Some(Location)]);
    }
}
