//! The actors of one report, by the tokens that stand for them.

use super::mention::{Mention, Resolved};
use kroniek_model::{Person, Place};
use std::{collections::HashMap, ops::Range};

/// The actors of one report.
#[derive(Debug, Clone, Default)]
pub struct Cast {
    pub(super) mentions: Vec<Mention>,
    /// For a sentence and token, the mentions of the noun phrase that the token heads, in text order.
    pub(super) by_token: HashMap<(usize, usize), Vec<usize>>,
    pub(super) people: Vec<Person>,
    pub(super) places: HashMap<(usize, usize), Place>,
}

impl Cast {
    /// Every mention of an actor, in text order.
    pub fn mentions(&self) -> &[Mention] {
        &self.mentions
    }

    /// The mentions in a stretch of sentences.
    pub fn mentions_in(&self, sentences: Range<usize>) -> &[Mention] {
        let at = |n: usize| self.mentions.partition_point(|m| m.sentence < n);
        &self.mentions[at(sentences.start)..at(sentences.end).max(at(sentences.start))]
    }

    /// The actors of the noun phrase headed by a token, those joined to it included; without repeats.
    pub fn of(&self, sentence: usize, token: usize) -> Vec<Resolved> {
        let mut found: Vec<Resolved> = Vec::new();
        for &mention in self.by_token.get(&(sentence, token)).into_iter().flatten() {
            let m = &self.mentions[mention];
            for actor in &m.actors {
                let twice = |r: &Resolved| r.actor.code == actor.code && r.actor.name == actor.name;
                if !found.iter().any(twice) {
                    found.push(Resolved {
                        actor: actor.clone(),
                        mention,
                        kind: m.kind,
                        strength: m.strength,
                        rule: m.rule,
                    });
                }
            }
        }
        found
    }

    /// The named political persons, in order of appearance.
    pub fn people(&self) -> &[Person] {
        &self.people
    }

    /// The place that a token names, where it is named as a place.
    pub fn place(&self, sentence: usize, token: usize) -> Option<&Place> {
        self.places.get(&(sentence, token))
    }
}
