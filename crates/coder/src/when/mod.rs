//! When: the time expressions of a report, and the dates of its events.

mod calendar;
mod chart;
mod clauses;
mod matcher;
mod resolve;
mod tense;
mod timeline;

pub use timeline::{Dated, Timeline};

use chart::Expression;
use clauses::Clauses;
use kroniek_model::{Document, Sentence, TimeMention, Token, Upos, When};
use kroniek_pack::{
    Complaints, Source,
    time::{TenseWords, TimeGrammar},
};
use matcher::Matcher;
use resolve::{Context, Side};
use std::collections::HashSet;
use timeline::Place;

/// A language's reading of time.
pub struct Times {
    matcher: Matcher,
    tense: TenseWords,
}

/// A time expression with its place and date.
#[derive(Debug, Clone)]
struct Found {
    sentence: usize,
    expression: Expression,
    /// Whether it belongs to the noun before it ("the treaty of 2015").
    of_noun: bool,
    mention: TimeMention,
}

impl Times {
    /// Reads `packs/LANG/time.toml`.
    ///
    /// # Errors
    /// All complaints about the file.
    pub fn load(source: &Source, lang: &str) -> Result<Times, Complaints> {
        let grammar = TimeGrammar::load(source, lang)?;
        Ok(Times { matcher: Matcher::new(&grammar), tense: grammar.tense })
    }

    /// Reads the time expressions of a report.
    pub fn read(&self, document: &Document, sentences: &[Sentence]) -> Timeline {
        let published = document.published.clone();
        let (mut found, mut past) = (Vec::new(), Spoken::default());
        for (i, sentence) in sentences.iter().enumerate() {
            for expression in chart::read(&self.matcher, sentence) {
                let of_noun = self.of_noun(sentence, &expression);
                let side = match tense::side(&self.tense, sentence, &expression.tokens) {
                    Side::Future if of_noun => Side::Unknown,
                    side => side,
                };
                let Some(value) = past.context(published.as_ref(), side).resolve(&expression.value)
                else {
                    continue;
                };
                let mention = mention(sentence, &expression, value.clone());
                past.add(value, side, published.as_ref());
                found.push(Found { sentence: i, expression, of_noun, mention });
            }
        }
        let places = sentences.iter().map(|s| self.place(s)).collect();
        Timeline::new(published, found, places)
    }
}

/// The dates spoken of so far.
#[derive(Default)]
struct Spoken {
    last: Option<When>,
    day: Option<When>,
    told: Option<When>,
}

impl Spoken {
    fn context<'a>(&'a self, now: Option<&'a When>, side: Side) -> Context<'a> {
        let (focus, focus_day, told) = (self.last.as_ref(), self.day.as_ref(), self.told.as_ref());
        Context { now, focus, focus_day, told, side }
    }

    fn add(&mut self, value: When, side: Side, published: Option<&When>) {
        if value.days() <= 2 {
            self.day = Some(value.clone());
            let news = published.is_some_and(|p| !p.is_before(&value));
            let later = self.told.as_ref().is_none_or(|t| t.is_before(&value));
            if side == Side::Past && news && later {
                self.told = Some(value.clone());
            }
        }
        self.last = Some(value);
    }
}

impl Times {
    fn of_noun(&self, sentence: &Sentence, expression: &Expression) -> bool {
        let before = expression.tokens.start.checked_sub(1).map(|i| &sentence.tokens[i]);
        before.is_some_and(|t| self.tense.of.contains(&t.form.to_lowercase()))
    }

    fn place(&self, sentence: &Sentence) -> Place {
        let has = |set: &HashSet<String>| {
            sentence.tokens.iter().any(|t| set.contains(&t.form.to_lowercase()))
        };
        let verb = |t: &Token| matches!(t.upos, Upos::Verb | Upos::Aux);
        Place {
            paragraph: sentence.paragraph,
            field: sentence.field,
            kind: Some(sentence.kind),
            clauses: Clauses::new(&self.tense, sentence),
            new: (0..sentence.tokens.len()).map(|i| is_new(sentence, i)).collect(),
            then: has(&self.tense.then),
            verbs: sentence.tokens.iter().map(verb).collect(),
            lasting: has(&self.tense.lasting),
            first: has(&self.tense.first_since),
        }
    }
}

/// Whether a token tells something new: a verb, the head of a clause, a noun without a mark of the known.
fn is_new(sentence: &Sentence, i: usize) -> bool {
    let is_verb = |i: usize| matches!(sentence.tokens[i].upos, Upos::Verb | Upos::Aux);
    let helped = || sentence.children(i).any(is_verb);
    let known = || {
        sentence.children(i).map(|c| &sentence.tokens[c]).any(|t| {
            t.feat("Definite") == Some("Def")
                || t.feat("Poss") == Some("Yes")
                || t.relation() == "nmod:poss"
        })
    };
    is_verb(i) || helped() || !known()
}

fn mention(sentence: &Sentence, expression: &Expression, value: When) -> TimeMention {
    let tokens = &sentence.tokens[expression.tokens.clone()];
    let span = tokens[0].span.cover(tokens[tokens.len() - 1].span);
    let mut text = String::new();
    for (i, token) in tokens.iter().enumerate() {
        text.push_str(&token.form);
        if token.space_after && i + 1 < tokens.len() {
            text.push(' ');
        }
    }
    TimeMention { field: sentence.field, start: span.start, end: span.end, text, value }
}
