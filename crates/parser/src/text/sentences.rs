//! Finding where the sentences of a paragraph end.

use super::chars::*;
use super::ends::{Ends, Gap};
use kroniek_pack::TextRules;
use std::{collections::HashSet, ops::Range};

/// Log-odds over which the learned opinion ends a sentence where the rules see no end; set on the development texts so
/// that running text is left alone.
const SURE: f32 = 2.0;
/// The same before what may be a name: the office before it reads like a heading.
const SURE_OF_NAME: f32 = 4.0;

/// Cuts the tokens of a paragraph into sentences: ranges of `tokens` that follow each other without a gap.
pub fn sentences(
    rules: &TextRules,
    ends: Option<&Ends>,
    text: &[char],
    tokens: &[Range<usize>],
) -> Vec<Range<usize>> {
    let ByRule { starts, bracketed } = by_rule(rules, text, tokens);
    let (mut out, mut start) = (Vec::new(), 0);
    for at in 1..tokens.len() {
        let gap = Gap { text, tokens, start, at, rule: starts.contains(&at) };
        let learned = |ends: &Ends| ends.score(&gap) > sure(rules, ends, &gap);
        let open = gap.is_open() && !bracketed.contains(&at);
        if gap.rule || open && ends.is_some_and(learned) {
            out.push(start..at);
            start = at;
        }
    }
    if start < tokens.len() {
        out.push(start..tokens.len());
    }
    out
}

/// How sure the learned opinion must be that a sentence ends at a gap: between an office and what follows it with a
/// capital never, for the two read like a heading and a name's common word ("Koning | Mark").
fn sure(rules: &TextRules, ends: &Ends, gap: &Gap) -> f32 {
    let word = gap.token(gap.at);
    let opens = rules.starters.contains(&folded(word));
    let capital = word.first().is_some_and(|c| c.is_alphabetic()) && !opens;
    match capital {
        true if is_title(rules, gap.token(gap.at - 1)) => f32::INFINITY,
        true if !ends.knows(word) => SURE_OF_NAME,
        _ => SURE,
    }
}

/// Whether a word, or the last part of its compound ("EU-chef"), is one that goes before a name.
fn is_title(rules: &TextRules, word: &[char]) -> bool {
    let word = folded(word);
    let last = word.rsplit('-').next().unwrap_or_default();
    rules.titles.contains(&word) || rules.titles.contains(last)
}

/// What the rules say of a paragraph's tokens.
#[derive(Default)]
pub struct ByRule {
    /// Those that begin a sentence, but for the first of the paragraph.
    pub starts: HashSet<usize>,
    /// Those inside brackets, where no sentence ends.
    bracketed: HashSet<usize>,
}

/// Reads a paragraph by the rules alone.
pub fn by_rule(rules: &TextRules, text: &[char], tokens: &[Range<usize>]) -> ByRule {
    let finder = Finder { rules, text, tokens };
    let (mut out, mut open) = (ByRule::default(), Open::default());
    let mut at = 0;
    while at < tokens.len() {
        if open.brackets > 0 {
            out.bracketed.insert(at);
        }
        finder.note(&mut open, at);
        if at > 0 && open.brackets == 0 && finder.begins_item(at) {
            out.starts.insert(at);
        }
        let mut next = at + 1;
        if finder.may_end(at) {
            while next < tokens.len() && finder.closes(&open, next) {
                finder.note(&mut open, next);
                next += 1;
            }
            if open.brackets == 0 && next < tokens.len() && finder.ends(at, next) {
                out.starts.insert(next);
            }
        }
        at = next;
    }
    out
}

/// What stands open in the paragraph.
#[derive(Default)]
struct Open {
    brackets: usize,
    /// Whether the straight double quotation marks so far are odd in number.
    quote: bool,
}

struct Finder<'a> {
    rules: &'a TextRules,
    text: &'a [char],
    tokens: &'a [Range<usize>],
}

impl Finder<'_> {
    fn token(&self, i: usize) -> &[char] {
        &self.text[self.tokens[i].clone()]
    }

    /// Notes what token `i` opens or closes.
    fn note(&self, open: &mut Open, i: usize) {
        match self.token(i) {
            [c] if is_open_bracket(*c) && self.closes_soon(i) => open.brackets += 1,
            [c] if is_close_bracket(*c) => open.brackets = open.brackets.saturating_sub(1),
            ['"'] => open.quote = !open.quote,
            _ => {}
        }
    }

    /// Whether a bracket is closed within reach: one that never is must not hold back every later sentence end.
    fn closes_soon(&self, i: usize) -> bool {
        const REACH: usize = 60;
        (i + 1..self.tokens.len().min(i + REACH))
            .any(|j| matches!(self.token(j), [c] if is_close_bracket(*c)))
    }

    /// Whether token `i` is a bullet that stands alone before an item; between figures it multiplies.
    fn begins_item(&self, i: usize) -> bool {
        let alone = |i: usize| {
            let before = self.tokens[i - 1].end < self.tokens[i].start;
            before && self.tokens.get(i + 1).is_some_and(|n| n.start > self.tokens[i].end)
        };
        let figure = |i: usize| self.token(i).iter().all(|c| !c.is_alphabetic());
        matches!(self.token(i), [c] if is_bullet(*c)) && alone(i) && !figure(i + 1)
    }

    /// Whether token `i` is a mark or abbreviation that a sentence can end in.
    fn may_end(&self, i: usize) -> bool {
        match self.token(i) {
            [] => false,
            [c, ..] if is_terminal(*c) => true,
            word => {
                word.len() < 24
                    && word.ends_with(&['.'])
                    && !self.rules.inner.contains(&folded(word))
            }
        }
    }

    /// Whether a token closes a quotation or bracket: it stands against what precedes it, can do nothing but close, or
    /// is the partner of a mark that is open.
    fn closes(&self, open: &Open, i: usize) -> bool {
        let word = self.token(i);
        let against = self.tokens[i - 1].end == self.tokens[i].start;
        let apart = self.tokens.get(i + 1).is_none_or(|n| n.start > self.tokens[i].end);
        match word {
            ['\'', '\''] | ['”' | '»' | ')' | ']' | '}'] => true,
            ['"'] if !against => open.quote && apart,
            _ => {
                against
                    && (word.iter().all(|&c| is_closer(c)) || word.iter().all(|&c| is_terminal(c)))
            }
        }
    }

    /// Whether a sentence ends with the mark at `i`, the next beginning at `next`.
    fn ends(&self, i: usize, next: usize) -> bool {
        let Some((capital, word)) = self.opening(next) else { return false };
        if !capital {
            return false;
        }
        let mark = self.token(i);
        let first = mark.first().copied().unwrap_or_default();
        if is_terminal(first) {
            return true;
        }
        let starter = self.rules.starters.contains(&word);
        starter
            || self.rules.closing.contains(&folded(mark)) && mark.iter().any(|c| c.is_lowercase())
    }

    /// Whether the words from `i` on can open a sentence (a capital, a digit or an opening mark before them), and the first of them.
    fn opening(&self, i: usize) -> Option<(bool, String)> {
        let word = (i..self.tokens.len().min(i + 4))
            .map(|j| self.token(j))
            .find(|w| w.iter().any(|c| c.is_alphanumeric()))?;
        let first = word.iter().find(|c| c.is_alphanumeric())?;
        let opens = first.is_uppercase() || first.is_numeric() || !first.is_lowercase();
        let apostrophe = word.first().is_some_and(|&c| is_apostrophe(c))
            && self.rules.apostrophe.contains(&folded(word));
        Some((opens || apostrophe, folded(word)))
    }
}
