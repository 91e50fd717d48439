//! What a report counts with an event ("dertig keer", "55 landen", "50 miljard euro", "honderden drones").

use super::{Read, syntax::Syntax};
use kroniek_model::{NumberMention, Token, Upos, When};

/// The least number word that multiplies the number before it.
const MULTIPLE: f64 = 1000.0;

/// Numbers that count something in the trigger's own phrase and clause, or whom it befell; dates are none.
pub fn numbers(read: &Read<'_>, syntax: Syntax<'_>, trigger: usize) -> Vec<NumberMention> {
    let tokens = &syntax.sentence.tokens;
    let clause = syntax.carrier(trigger).unwrap_or(trigger);
    let befell = befallen(syntax, clause).into_iter().flat_map(|s| syntax.subtree(s));
    let mine = syntax.subtree(clause).into_iter().chain(befell);
    mine.filter(|&i| mention(read, &tokens[i]).is_none())
        .filter_map(|i| told(syntax, i).or_else(|| untold(syntax, i)))
        .collect()
}

/// The subject of the clause that a noun is the occasion of, where they do nothing to another: "bij de aanval vielen
/// vijf doden".
fn befallen(syntax: Syntax<'_>, noun: usize) -> Option<usize> {
    let token = &syntax.sentence.tokens[noun];
    let occasion = token.upos == Upos::Noun && token.relation() == "obl";
    let verb = token.head.filter(|_| occasion && syntax.marker(noun).is_some())?;
    let does = syntax.dependants(verb, &["obj", "ccomp", "xcomp", "cop"]).next().is_some();
    syntax.dependants(verb, &["nsubj"]).next().filter(|_| !does)
}

/// A number with what it counts; the multiple that a number stands before is told with that.
fn told(syntax: Syntax<'_>, i: usize) -> Option<NumberMention> {
    let token = &syntax.sentence.tokens[i];
    let counts = token.upos == Upos::Num && token.relation() == "nummod";
    let counted = token.head.filter(|_| counts && !is_counted(syntax, i))?;
    if syntax.words.uncounted.contains(&syntax.sentence.tokens[counted].lemma) {
        return None;
    }
    let own = value(syntax, token);
    Some(match multiple(syntax, counted) {
        Some(times) => {
            let unit = counted_by(syntax, counted);
            mentioned(syntax, own.map(|v| v * times), &[i, counted], unit)
        }
        None => mentioned(syntax, own, &[i], Some(counted)),
    })
}

/// "Honderden drones".
fn untold(syntax: Syntax<'_>, i: usize) -> Option<NumberMention> {
    let form = syntax.sentence.tokens[i].form.to_lowercase();
    let unit = syntax.words.many.contains(&form).then(|| counted_by(syntax, i))??;
    Some(mentioned(syntax, None, &[i], Some(unit)))
}

fn mentioned(
    syntax: Syntax<'_>,
    value: Option<f64>,
    words: &[usize],
    unit: Option<usize>,
) -> NumberMention {
    let tokens = &syntax.sentence.tokens;
    let forms: Vec<&str> = words.iter().copied().chain(unit).map(|t| &*tokens[t].form).collect();
    NumberMention { value, unit: unit.map(|u| tokens[u].lemma.clone()), text: forms.join(" ") }
}

/// What a multiple or a round number counts: the noun that it stands with, or that hangs on it.
fn counted_by(syntax: Syntax<'_>, number: usize) -> Option<usize> {
    let token = &syntax.sentence.tokens[number];
    let noun = token.head.filter(|_| matches!(token.relation(), "nummod" | "det" | "amod"));
    let bare = |d: &usize| syntax.marker(*d).is_none();
    noun.or_else(|| syntax.dependants(number, &["nmod", "flat", "appos"]).find(bare))
}

/// The value of a number as it is written: in figures ("1.200", "3,5") or as a word.
fn value(syntax: Syntax<'_>, token: &Token) -> Option<f64> {
    let digits: String =
        token.form.chars().filter(|c| *c != '.').map(|c| if c == ',' { '.' } else { c }).collect();
    digits.parse().ok().or_else(|| syntax.words.count.get(&token.form.to_lowercase()).copied())
}

fn multiple(syntax: Syntax<'_>, i: usize) -> Option<f64> {
    let form = syntax.sentence.tokens[i].form.to_lowercase();
    syntax.words.count.get(&form).copied().filter(|v| *v >= MULTIPLE)
}

/// Whether a number is the multiple of another, which tells of it.
fn is_counted(syntax: Syntax<'_>, i: usize) -> bool {
    multiple(syntax, i).is_some() && syntax.dependants(i, &["nummod"]).next().is_some()
}

/// The value of the time expression that a token belongs to.
pub fn mention<'a>(read: &'a Read<'_>, token: &Token) -> Option<&'a When> {
    // In text order, and never one within another.
    let mentions = read.timeline.mentions();
    let after = mentions.partition_point(|m| m.end <= token.span.start);
    mentions.get(after).filter(|m| m.span().overlaps(token.span)).map(|m| &m.value)
}
