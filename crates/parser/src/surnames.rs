//! Persons named in full once and by surname later, settled over a whole report.
//!
//! A sentence alone often cannot say whether "Barak" is a person, a place or a company; the report that names "Ehud
//! Barak" elsewhere can. This is the one step of reading names that looks beyond the sentence, and it only retypes names.

use kroniek_model::{EntityTag, EntityType, Sentence, Token};
use std::collections::HashSet;
use std::ops::Range;

/// Makes persons of names that are the tail of a person's longer name in the same report.
pub fn settle(sentences: &mut [Sentence]) {
    let tails = tails(sentences);
    for sentence in sentences {
        for span in spans(&sentence.tokens) {
            if tails.contains(&text(&sentence.tokens[span.clone()])) {
                retype(&mut sentence.tokens[span]);
            }
        }
    }
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

fn retype(tokens: &mut [Token]) {
    for tag in tokens.iter_mut().filter_map(|t| t.entity.as_mut()) {
        *tag = EntityTag { kind: EntityType::Person, ..*tag };
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
        settle(&mut report);
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
        settle(&mut report);
        assert_eq!(kinds(&report[1]), [Some(Person), Some(Person)]);
        assert_eq!(kinds(&report[2]), [Some(Location), Some(Location)]);
    }

    #[test]
    fn nothing_happens_without_full_names() {
        let mut report = [
            sentence(&[("Barak", Some((Person, true)))]),
            sentence(&[("Barak", Some((Location, true)))]),
        ];
        settle(&mut report);
        assert_eq!(kinds(&report[1]), [Some(Location)]);
    }
}
