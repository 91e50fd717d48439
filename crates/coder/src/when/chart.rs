//! Time expressions in a sentence: what rules make of its words, and which of it is kept.

use super::matcher::{Matcher, Symbol};
use kroniek_model::{EntityType, Sentence, Token, Upos, When};
use kroniek_pack::time::{Op, Value};
use std::{collections::HashMap, ops::Range};

/// A time expression before it has a date.
#[derive(Debug, Clone, PartialEq)]
pub struct Expression {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// What it means.
    pub value: Value,
    /// Line of the rule in `time.toml`.
    pub line: usize,
}

/// Something found in the sentence.
#[derive(Debug)]
struct Item {
    symbol: Symbol,
    end: usize,
    /// Whether it is written in lower case, or begins a sentence.
    lower: bool,
    /// The rule that made it; `None` for words and shapes.
    rule: Option<usize>,
    value: Value,
}

/// Tokens that are tried together as one written word where no space parts them.
const LONGEST_JOIN: usize = 5;

/// Rounds after which no rule finds anything new in any sentence that was ever seen; a guard against grammars that
/// feed themselves.
const ROUNDS: usize = 10;

struct Chart<'a> {
    matcher: &'a Matcher,
    items: Vec<Vec<Item>>,
    changed: bool,
}

/// The time expressions of a sentence, in text order, none overlapping another.
///
/// `events` are words that something earlier in the report dated.
pub fn read(
    matcher: &Matcher,
    sentence: &Sentence,
    events: &HashMap<String, When>,
) -> Vec<Expression> {
    let items = sentence.tokens.iter().map(|_| Vec::new()).collect();
    let mut chart = Chart { matcher, items, changed: false };
    chart.words(sentence, events);
    if chart.items.iter().all(|at| at.iter().all(|i| i.rule.is_none() && is_literal(i))) {
        return vec![];
    }
    for _ in 0..ROUNDS {
        chart.changed = false;
        chart.round();
        if !chart.changed {
            break;
        }
    }
    let mut found = chart.choose();
    found.retain(|e| !is_person(sentence, &e.tokens));
    found
}

/// Whether some tokens are part of a person's name that goes on beside them ("Mei Li").
fn is_person(sentence: &Sentence, tokens: &Range<usize>) -> bool {
    let inner = |i: usize| {
        let entity = sentence.tokens.get(i).and_then(|t| t.entity);
        entity.is_some_and(|e| e.kind == EntityType::Person && !e.first)
    };
    inner(tokens.start) || inner(tokens.end)
}

/// Literal words carry no meaning of their own.
fn is_literal(item: &Item) -> bool {
    matches!(item.value, Value::Call(Op::Nothing, _))
}

impl Chart<'_> {
    fn words(&mut self, sentence: &Sentence, events: &HashMap<String, When>) {
        let tokens = &sentence.tokens;
        let forms: Vec<String> = tokens.iter().map(|t| t.form.to_lowercase()).collect();
        for i in 0..tokens.len() {
            let lower = is_lower(tokens, i);
            if let Some(symbol) = self.matcher.literal(&forms[i]) {
                let value = Value::Call(Op::Nothing, vec![]);
                self.items[i].push(Item { symbol, end: i + 1, lower, rule: None, value });
            }
            for phrase in self.matcher.phrases(&forms[i]) {
                let end = i + 1 + phrase.rest.len();
                if forms.get(i + 1..end).is_some_and(|rest| rest == phrase.rest) {
                    let (symbol, value) = (phrase.class, phrase.value.clone());
                    self.items[i].push(Item { symbol, end, lower, rule: None, value });
                }
            }
            if let Some(when) = events.get(&forms[i]) {
                let (symbol, value) = (self.matcher.event, Value::Date(when.clone()));
                self.items[i].push(Item { symbol, end: i + 1, lower, rule: None, value });
            }
            self.shapes(sentence, i, lower);
        }
    }

    fn shapes(&mut self, sentence: &Sentence, i: usize, lower: bool) {
        let tokens = &sentence.tokens;
        let shaped = |c: char| c.is_ascii_digit() || "'’‘".contains(c) || "IVXQK".contains(c);
        if !tokens[i].form.starts_with(shaped) {
            return;
        }
        let mut word = String::new();
        for end in i + 1..=tokens.len().min(i + LONGEST_JOIN) {
            word.push_str(&tokens[end - 1].form);
            for (symbol, value) in self.matcher.shapes(&word) {
                if symbol != self.matcher.year || !counts(sentence, i) {
                    self.items[i].push(Item { symbol, end, lower, rule: None, value });
                }
            }
            if tokens[end - 1].space_after {
                break;
            }
        }
    }

    /// Runs every rule from every token once.
    fn round(&mut self) {
        let mut path = Vec::new();
        let mut found = Vec::new();
        for at in 0..self.items.len() {
            if !self.items[at].is_empty() {
                self.walk(at, 0, &mut path, &mut found);
            }
        }
        for (start, item) in found {
            self.add(start, item);
        }
    }

    fn walk(
        &self,
        at: usize,
        node: usize,
        path: &mut Vec<(usize, usize)>,
        found: &mut Vec<(usize, Item)>,
    ) {
        for &rule in self.matcher.ends(node) {
            found.push(self.make(rule, path));
        }
        let Some(items) = self.items.get(at) else {
            let last = self.matcher.end().and_then(|end| self.matcher.step(node, end));
            for &rule in last.map_or(&[][..], |n| self.matcher.ends(n)) {
                found.push(self.make(rule, path));
            }
            return;
        };
        for (n, item) in items.iter().enumerate() {
            let lower = item.lower.then(|| self.matcher.lower(item.symbol)).flatten();
            for symbol in [Some(item.symbol), lower].into_iter().flatten() {
                if let Some(next) = self.matcher.step(node, symbol) {
                    path.push((at, n));
                    self.walk(item.end, next, path, found);
                    path.pop();
                }
            }
        }
    }

    fn make(&self, number: usize, path: &[(usize, usize)]) -> (usize, Item) {
        let rule = self.matcher.rule(number);
        let items: Vec<&Item> = path.iter().map(|&(at, n)| &self.items[at][n]).collect();
        let caught: Vec<&Value> = items.iter().map(|i| &i.value).collect();
        let (first, last) = (rule.span.start, rule.span.end - 1);
        let item = Item {
            symbol: rule.class,
            end: items[last].end,
            lower: items[first].lower,
            rule: Some(number),
            value: rule.value.fill(&caught),
        };
        (path[first].0, item)
    }

    /// Keeps what is new, or by a stronger rule than what was there.
    fn add(&mut self, start: usize, item: Item) {
        let here = &mut self.items[start];
        match here.iter_mut().find(|i| i.symbol == item.symbol && i.end == item.end) {
            None => here.push(item),
            Some(old) if old.rule.is_none() || old.rule < item.rule => return,
            Some(old) if old.rule == item.rule && old.value == item.value => return,
            Some(old) => *old = item,
        }
        self.changed = true;
    }

    /// The longest first; of two as long what is no date, then the stronger rule.
    fn choose(&self) -> Vec<Expression> {
        let wanted = [self.matcher.nothing, self.matcher.time];
        let mut all: Vec<(usize, &Item)> = (self.items.iter().enumerate())
            .flat_map(|(start, items)| items.iter().map(move |i| (start, i)))
            .filter(|(_, i)| wanted.contains(&i.symbol))
            .collect();
        all.sort_by_key(|(start, i)| {
            (*start as isize - i.end as isize, i.symbol != self.matcher.nothing, i.rule, *start)
        });
        let mut kept: Vec<(usize, &Item)> = Vec::new();
        for (start, item) in all {
            if kept.iter().all(|(s, i)| item.end <= *s || i.end <= start) {
                kept.push((start, item));
            }
        }
        kept.retain(|(_, i)| i.symbol == self.matcher.time);
        kept.sort_by_key(|(start, _)| *start);
        let expression = |(start, item): (usize, &Item)| Expression {
            tokens: start..item.end,
            value: item.value.clone(),
            line: item.rule.map_or(0, |r| self.matcher.rule(r).line),
        };
        kept.into_iter().map(expression).collect()
    }
}

/// Whether a capital here is only the sentence's.
fn is_lower(tokens: &[Token], i: usize) -> bool {
    let capital = tokens[i].form.starts_with(char::is_uppercase);
    let opens = |t: &Token| !t.form.contains(char::is_alphanumeric);
    !capital || tokens[..i].iter().all(opens)
}

/// Whether a number counts what follows it ("2000 dorpen"): then it is no year.
fn counts(sentence: &Sentence, i: usize) -> bool {
    let token = &sentence.tokens[i];
    let head = token.head.filter(|&h| h > i && h <= i + 2 && token.relation() == "nummod");
    let noun = |h: usize| {
        let t = &sentence.tokens[h];
        t.upos == Upos::Noun
            && t.feat("Number") == Some("Plur")
            && t.form.starts_with(char::is_lowercase)
    };
    head.is_some_and(noun)
}
