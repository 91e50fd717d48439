//! What a report counts with an event ("dertig keer", "55 landen"), and what it claims about the record ("zijn eerste
//! bezoek sinds 2018").

use super::{Read, syntax::Syntax};
use kroniek_model::{AboutRecord, NumberMention, Token, Upos, When};

/// Numbers that count something in the trigger's own phrase and clause; dates are none.
pub fn numbers(read: &Read<'_>, syntax: Syntax<'_>, trigger: usize) -> Vec<NumberMention> {
    let tokens = &syntax.sentence.tokens;
    let clause = syntax.carrier(trigger).unwrap_or(trigger);
    let counts = |i: &usize| tokens[*i].upos == Upos::Num && tokens[*i].relation() == "nummod";
    let mine = syntax.subtree(clause).into_iter().filter(counts);
    mine.filter(|&i| mention(read, &tokens[i]).is_none())
        .filter_map(|i| number(tokens, i))
        .collect()
}

fn number(tokens: &[Token], i: usize) -> Option<NumberMention> {
    let counted = tokens.get(tokens[i].head?)?;
    let digits: String = tokens[i]
        .form
        .chars()
        .filter(|c| *c != '.')
        .map(|c| if c == ',' { '.' } else { c })
        .collect();
    Some(NumberMention {
        value: digits.parse().ok(),
        unit: Some(counted.lemma.clone()),
        text: format!("{} {}", tokens[i].form, counted.form),
    })
}

/// What the trigger's phrase claims about the record: the first, or the most of its kind, ever or since a date.
pub fn about_record(read: &Read<'_>, syntax: Syntax<'_>, trigger: usize) -> Option<AboutRecord> {
    let tokens = &syntax.sentence.tokens;
    let words = syntax.words;
    let describes = |i: &usize| tokens[*i].head == Some(trigger) && tokens[*i].relation() == "amod";
    let claim = syntax.subtree(trigger).into_iter().filter(describes).find_map(|i| {
        if words.first.contains(&tokens[i].form.to_lowercase()) {
            Some("first")
        } else {
            (tokens[i].feat("Degree") == Some("Sup")).then_some("largest")
        }
    })?;
    let clause = syntax.carrier(trigger).unwrap_or(trigger);
    let is_since = |i: &usize| syntax.marker(*i).is_some_and(|m| words.since.contains(m));
    let since =
        syntax.subtree(clause).into_iter().filter(is_since).find_map(|i| mention(read, &tokens[i]));
    Some(match since.map(known_end) {
        Some(value) => AboutRecord { claim: format!("{claim}-since"), value },
        None => AboutRecord { claim: claim.to_owned(), value: None },
    })
}

/// The value of the time expression that a token belongs to.
fn mention<'a>(read: &'a Read<'_>, token: &Token) -> Option<&'a When> {
    // In text order, and never one within another.
    let mentions = read.timeline.mentions();
    let after = mentions.partition_point(|m| m.end <= token.span.start);
    mentions.get(after).filter(|m| m.span().overlaps(token.span)).map(|m| &m.value)
}

/// `2018` of `2018/..`.
fn known_end(since: &When) -> Option<String> {
    since.to_string().split('/').find(|end| !end.is_empty() && *end != "..").map(str::to_owned)
}
