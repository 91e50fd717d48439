//! What a report counts with an event ("dertig keer", "55 landen").

use super::{Read, syntax::Syntax};
use kroniek_model::{NumberMention, Token, Upos, When};

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

/// The value of the time expression that a token belongs to.
pub fn mention<'a>(read: &'a Read<'_>, token: &Token) -> Option<&'a When> {
    // In text order, and never one within another.
    let mentions = read.timeline.mentions();
    let after = mentions.partition_point(|m| m.end <= token.span.start);
    mentions.get(after).filter(|m| m.span().overlaps(token.span)).map(|m| &m.value)
}
