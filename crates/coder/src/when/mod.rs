//! When: the time expressions of a report, and the dates of its events.

mod calendar;
mod chart;
mod clauses;
mod matcher;
mod place;
mod resolve;
mod spoken;
mod tense;
mod timeline;

pub use timeline::{Dated, Telling, Timeline};

use chart::Expression;
use kroniek_model::{Document, ParagraphKind, Sentence, TimeMention, When};
use kroniek_pack::{
    Complaints, Source,
    time::{TenseWords, TimeGrammar},
};
use matcher::Matcher;
use place::Place;
use resolve::Side;
use spoken::Spoken;

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

    /// Reads the time expressions of a report. The stamp of a liveblog's item dates what follows and is none of them.
    pub fn read(&self, document: &Document, sentences: &[Sentence]) -> Timeline {
        let mut spoken = Spoken::new(document.published.as_ref());
        let (mut found, mut places, mut stamp) = (Vec::new(), Vec::new(), None);
        for (i, sentence) in sentences.iter().enumerate() {
            let here = self.sentence(i, sentence, &mut spoken);
            if sentence.kind == ParagraphKind::Stamp {
                if let Some(day) = here.iter().map(|f| &f.mention.value).find(|w| w.day().is_some())
                {
                    spoken.stamped(day.clone());
                    stamp = Some(day.clone());
                }
            } else {
                found.extend(here);
            }
            places.push(Place::new(&self.tense, sentence, stamp.clone()));
        }
        Timeline::new(document.published.clone(), found, places)
    }

    fn sentence(&self, index: usize, sentence: &Sentence, spoken: &mut Spoken) -> Vec<Found> {
        let mut found = Vec::new();
        for expression in chart::read(&self.matcher, sentence, spoken.events()) {
            let of_noun = self.of_noun(sentence, &expression);
            let side = match tense::side(&self.tense, sentence, &expression.tokens) {
                Side::Future if of_noun => Side::Unknown,
                side => side,
            };
            let Some(value) = spoken.context(side).resolve(&expression.value) else { continue };
            spoken.add(&value, side, sentence, &expression.tokens);
            let mention = mention(sentence, &expression, value);
            found.push(Found { sentence: index, expression, of_noun, mention });
        }
        found
    }

    fn of_noun(&self, sentence: &Sentence, expression: &Expression) -> bool {
        let before = expression.tokens.start.checked_sub(1).map(|i| &sentence.tokens[i]);
        before.is_some_and(|t| self.tense.of.contains(&t.form.to_lowercase()))
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
