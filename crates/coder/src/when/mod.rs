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
use resolve::Context;
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
        let (mut found, mut focus) = (Vec::new(), None);
        for (i, sentence) in sentences.iter().enumerate() {
            for expression in chart::read(&self.matcher, sentence) {
                let side = tense::side(&self.tense, sentence, &expression.tokens);
                let context = Context { now: published.as_ref(), focus: focus.as_ref(), side };
                let Some(value) = context.resolve(&expression.value) else { continue };
                let mention = mention(sentence, &expression, value.clone());
                focus = Some(value);
                found.push(Found { sentence: i, expression, mention });
            }
        }
        let places = sentences.iter().map(|s| self.place(s)).collect();
        Timeline::new(published, found, places)
    }
}

impl Times {
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
            then: has(&self.tense.then),
            verbs: sentence.tokens.iter().map(verb).collect(),
            lasting: has(&self.tense.lasting),
        }
    }
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
