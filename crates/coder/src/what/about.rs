//! What a report claims about the record itself with an event: the first of its kind, ever or since a date; the
//! fortieth; the largest.

use super::{Read, figures::mention, syntax::Syntax};
use kroniek_model::{AboutRecord, Token, Upos, When};
use kroniek_pack::status::StatusWords;

/// Which of its kind an event is said to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rank {
    Nth(usize),
    Most,
}

/// What the trigger's phrase or clause claims about the record.
pub fn about_record(read: &Read<'_>, syntax: Syntax<'_>, trigger: usize) -> Option<AboutRecord> {
    let clause = syntax.carrier(trigger).unwrap_or(trigger);
    let claim = match described(syntax, trigger).or_else(|| occasion(syntax, trigger, clause))? {
        Rank::Nth(1) => "first",
        Rank::Most => "largest",
        Rank::Nth(n) => {
            return Some(AboutRecord { claim: "nth".to_owned(), value: Some(n.to_string()) });
        }
    };
    Some(match since(read, syntax, clause) {
        Some(value) => AboutRecord { claim: format!("{claim}-since"), value },
        None => AboutRecord { claim: claim.to_owned(), value: None },
    })
}

/// The rank that a noun's own words give it.
fn described(syntax: Syntax<'_>, noun: usize) -> Option<Rank> {
    let tokens = &syntax.sentence.tokens;
    syntax.dependants(noun, &["amod"]).find_map(|i| rank(syntax.words, &tokens[i]))
}

fn rank(words: &StatusWords, token: &Token) -> Option<Rank> {
    let form = token.form.to_lowercase();
    let listed = || words.ordinal.iter().position(|o| *o == form).map(|at| at + 1);
    let first = || words.first.contains(&form).then_some(1);
    let figures = || {
        let number = |ending: &String| form.strip_suffix(ending.as_str())?.parse().ok();
        words.ordinal_ending.iter().find_map(number)
    };
    let most = || token.feat("Degree") == Some("Sup") && !words.latest.contains(&form);
    listed().or_else(first).or_else(figures).map(Rank::Nth).or_else(|| most().then_some(Rank::Most))
}

/// The rank that the clause has by an occasion: one that stands in it, or one that it describes.
fn occasion(syntax: Syntax<'_>, trigger: usize, clause: usize) -> Option<Rank> {
    let tokens = &syntax.sentence.tokens;
    let above = syntax.uppermost(clause);
    let mine = |&i: &usize| {
        let owner = syntax
            .ancestors(i)
            .skip(1)
            .find(|a| *a == trigger || *a == clause || tokens[*a].upos == Upos::Verb);
        owner.is_some_and(|o| [trigger, clause, above].contains(&o))
            || tokens[above].head == Some(i)
    };
    let counts =
        |&i: &usize| syntax.words.occasion_counted.contains(&tokens[i].form.to_lowercase());
    let ranked = |i: usize| described(syntax, i).filter(|r| *r != Rank::Most);
    let counted = (0..tokens.len()).filter(counts).filter(mine).find_map(ranked);
    counted.or_else(|| {
        (0..tokens.len()).filter(|&i| is_first_time(syntax, i)).find(mine).map(|_| Rank::Nth(1))
    })
}

/// Whether a phrase begins here that says that nothing of the kind was before.
fn is_first_time(syntax: Syntax<'_>, at: usize) -> bool {
    let tokens = &syntax.sentence.tokens;
    let begins = |phrase: &String| {
        let mut forms = tokens[at..].iter().map(|t| t.form.to_lowercase());
        phrase.split(' ').all(|word| forms.next().is_some_and(|f| f == word))
    };
    syntax.words.first_time.iter().any(begins)
}

/// Since when, where the clause says that: the date, if it is one.
fn since(read: &Read<'_>, syntax: Syntax<'_>, clause: usize) -> Option<Option<String>> {
    let (tokens, words) = (&syntax.sentence.tokens, syntax.words);
    let marked = |i: &usize, by: &[String]| syntax.marker(*i).is_some_and(|m| by.contains(m));
    let length = |i: &usize| {
        marked(i, &words.within) && words.period.contains(&tokens[*i].form.to_lowercase())
    };
    let value = |i: usize| mention(read, &tokens[i]).and_then(known_end);
    let all = syntax.subtree(clause);
    let dates: Vec<Option<String>> =
        all.iter().filter(|i| marked(i, &words.since)).map(|&i| value(i)).collect();
    let dated = dates.iter().find(|d| d.is_some()).or(dates.first()).cloned();
    dated.or_else(|| all.iter().any(length).then_some(None))
}

/// `2018` of `2018/..`.
fn known_end(since: &When) -> Option<String> {
    since.to_string().split('/').find(|end| !end.is_empty() && *end != "..").map(str::to_owned)
}
