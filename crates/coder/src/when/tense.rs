//! On which side of now a time expression lies, by the tense of its clause.

use super::{
    clauses::{self, Tense},
    resolve::Side,
};
use kroniek_model::{Sentence, Token, Upos};
use kroniek_pack::time::TenseWords;
use std::ops::Range;

/// The side that the clause around some tokens tells.
pub fn side(words: &TenseWords, sentence: &Sentence, tokens: &Range<usize>) -> Side {
    let near = tokens.start.saturating_sub(1)..tokens.end + 1;
    let to_come = |t: &Token| words.to_come.contains(&t.form.to_lowercase());
    if near.filter_map(|i| sentence.tokens.get(i)).any(to_come) {
        return Side::Future;
    }
    if past_mark(words, sentence, tokens) {
        return Side::Past;
    }
    if let Some(verb) = governor(sentence, tokens) {
        match by_tree(words, sentence, verb) {
            Side::Unknown => {}
            // What is told now may be of something past: "volgt op een top in april".
            Side::Future if of_circumstance(sentence, tokens, verb) => return Side::Unknown,
            side => return side,
        }
    }
    match by_words(words, sentence, clause(words, sentence, tokens)) {
        Side::Unknown => by_words(words, sentence, 0..sentence.tokens.len()),
        side => side,
    }
}

/// Whether a word between the same commas says that it is past.
fn past_mark(words: &TenseWords, sentence: &Sentence, tokens: &Range<usize>) -> bool {
    let comma = |i: &usize| matches!(sentence.tokens[*i].form.as_str(), "," | ";" | ":");
    let start = (0..tokens.start).rev().find(comma).map_or(0, |i| i + 1);
    let end = (tokens.end..sentence.tokens.len()).find(comma).unwrap_or(sentence.tokens.len());
    let mut around = (start..tokens.start).chain(tokens.end..end);
    around.any(|i| words.past_marks.contains(&sentence.tokens[i].form.to_lowercase()))
}

/// The first verb above some tokens in the tree.
fn governor(sentence: &Sentence, tokens: &Range<usize>) -> Option<usize> {
    let above = |i: usize| sentence.tokens[i].head;
    let top = tokens.clone().find(|&i| above(i).is_some_and(|h| !tokens.contains(&h)))?;
    let mut at = above(top);
    for _ in 0..sentence.tokens.len() {
        let i = at?;
        let helped = sentence.children(i).any(|c| sentence.tokens[c].upos == Upos::Aux);
        if matches!(sentence.tokens[i].upos, Upos::Verb | Upos::Aux) || helped {
            return Some(i);
        }
        at = above(i);
    }
    None
}

/// Whether some tokens tell more of a thing that has a marker under the verb, or of what tells more of it, and not of the
/// verb itself.
fn of_circumstance(sentence: &Sentence, tokens: &Range<usize>, verb: usize) -> bool {
    let out = |i: usize| sentence.tokens[i].head.filter(|h| !tokens.contains(h));
    let marked = |i: usize| sentence.children(i).any(|c| sentence.tokens[c].relation() == "case");
    let mut noun = tokens.clone().find_map(out).filter(|h| *h != verb);
    for _ in 0..sentence.tokens.len() {
        match noun.map(|n| (n, &sentence.tokens[n])) {
            Some((_, t)) if t.relation() == "nmod" => noun = t.head,
            Some((n, t)) => return t.relation() == "obl" && t.head == Some(verb) && marked(n),
            None => return false,
        }
    }
    false
}

/// The side by the verb and its auxiliaries; `Unknown` where none is finite.
fn by_tree(words: &TenseWords, sentence: &Sentence, verb: usize) -> Side {
    let said = |t: &Token| {
        t.feat("VerbForm") == Some("Fin") && words.said.contains(&t.form.to_lowercase())
    };
    match clauses::tense(words, sentence, verb) {
        Tense::None => Side::Unknown,
        Tense::Past | Tense::Perfect | Tense::Pluperfect => Side::Past,
        Tense::Present if said(&sentence.tokens[verb]) => Side::Past,
        Tense::Present | Tense::Future => Side::Future,
    }
}

/// The stretch between commas and openers of clauses that some tokens lie in.
fn clause(words: &TenseWords, sentence: &Sentence, tokens: &Range<usize>) -> Range<usize> {
    let breaks = |i: &usize| {
        let form = &sentence.tokens[*i].form;
        matches!(form.as_str(), "," | ";" | ":" | "(" | ")" | "–")
            || words.openers.contains(&form.to_lowercase())
    };
    let start = (0..tokens.start).rev().find(breaks).map_or(0, |i| i + 1);
    let end = (tokens.end..sentence.tokens.len()).find(breaks).unwrap_or(sentence.tokens.len());
    start..end
}

/// The side by the forms of words alone.
fn by_words(words: &TenseWords, sentence: &Sentence, clause: Range<usize>) -> Side {
    let forms: Vec<String> =
        sentence.tokens[clause].iter().map(|t| t.form.to_lowercase()).collect();
    let has = |set: &std::collections::HashSet<String>| forms.iter().any(|f| set.contains(f));
    let participle = forms.iter().any(|f| words.is_participle(f));
    if has(&words.would) {
        return if participle && has(&words.perfect) { Side::Past } else { Side::Future };
    }
    if has(&words.past) || participle && has(&words.perfect) {
        return Side::Past;
    }
    // Forms with a past ending that no list knows are trusted less than a known form of the present.
    if has(&words.passive) || has(&words.future) {
        return Side::Future;
    }
    let past = has(&words.said) || forms.iter().any(|f| is_past(words, f));
    if past { Side::Past } else { Side::Unknown }
}

fn is_past(words: &TenseWords, form: &str) -> bool {
    form.chars().count() > 4
        && words.past_endings.iter().any(|e| form.ends_with(e.as_str()))
        && !words.not_past.contains(form)
}
