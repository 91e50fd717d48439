//! The dates spoken of so far in a report: what "later", "that day" and "a year after the invasion" reckon from.

use super::resolve::{Context, Side};
use kroniek_model::{Precision, Sentence, Upos, When};
use std::{collections::HashMap, ops::Range};

/// What has been told of when, up to some point of a report.
#[derive(Debug, Default)]
pub struct Spoken {
    /// Publication, or the stamp of the item of a liveblog.
    now: Option<When>,
    last: Option<When>,
    day: Option<When>,
    told: Option<When>,
    events: HashMap<String, When>,
}

impl Spoken {
    /// The beginning of a report.
    pub fn new(published: Option<&When>) -> Spoken {
        Spoken { now: published.cloned(), ..Spoken::default() }
    }

    /// Publication, or the day of the item that is being read.
    pub fn now(&self) -> Option<&When> {
        self.now.as_ref()
    }

    /// The dates of nouns that something was told of.
    pub fn events(&self) -> &HashMap<String, When> {
        &self.events
    }

    /// What an expression reckons from.
    pub fn context(&self, side: Side) -> Context<'_> {
        let (focus, focus_day, told) = (self.last.as_ref(), self.day.as_ref(), self.told.as_ref());
        Context { now: self.now(), focus, focus_day, told, side }
    }

    /// A new item begins, stamped with a day.
    pub fn stamped(&mut self, day: When) {
        *self = Spoken {
            now: Some(day),
            events: std::mem::take(&mut self.events),
            ..Spoken::default()
        };
    }

    /// Takes in a date, and what it is the date of.
    pub fn add(&mut self, value: &When, side: Side, sentence: &Sentence, tokens: &Range<usize>) {
        if value.days() <= 2 {
            self.day = Some(value.clone());
            let news = self.now().is_some_and(|now| !now.is_before(value));
            let later = self.told.as_ref().is_none_or(|t| t.is_before(value));
            if side == Side::Past && news && later {
                self.told = Some(value.clone());
            }
        }
        if value.precision() >= Precision::Month && !value.is_open() {
            for noun in nouns(sentence, tokens) {
                self.events.insert(noun, value.clone());
            }
        }
        self.last = Some(value.clone());
    }
}

/// The nouns that a time expression dates: the one it hangs on, or subject and object of its verb.
fn nouns(sentence: &Sentence, tokens: &Range<usize>) -> Vec<String> {
    let all = &sentence.tokens;
    let noun = |i: &usize| all[*i].upos == Upos::Noun && !tokens.contains(i);
    let above = |i: usize| all[i].head.filter(|h| !tokens.contains(h));
    let Some(anchor) = tokens.clone().find_map(above) else { return vec![] };
    let role = |i: &usize| matches!(all[*i].relation(), "nsubj" | "obj");
    let below = sentence.children(anchor).filter(role);
    below.chain([anchor]).filter(noun).map(|i| all[i].form.to_lowercase()).collect()
}
