//! How much a report speaks of whom, and of whom together.

use super::Cast;
use std::collections::{BTreeSet, HashMap};

/// Shares of a report's mentions, and sentences that two actors share.
#[derive(Debug, Clone, Default)]
pub struct Prominence {
    mentions: usize,
    of: HashMap<String, usize>,
    together: HashMap<(String, String), usize>,
}

/// Sentences with more actors than this are lists: who stands in them together has little to do with each other.
const LIST: usize = 12;

impl Prominence {
    /// Counts the mentions of a report.
    pub fn of(cast: &Cast) -> Self {
        let mut all = Prominence::default();
        for sentence in cast.mentions().chunk_by(|a, b| a.sentence == b.sentence) {
            let codes: Vec<&str> =
                sentence.iter().flat_map(|m| &m.actors).map(|a| a.code.as_str()).collect();
            for code in &codes {
                all.mentions += 1;
                *all.of.entry((*code).to_owned()).or_default() += 1;
            }
            all.count_pairs(&codes.into_iter().collect());
        }
        all
    }

    fn count_pairs(&mut self, codes: &BTreeSet<&str>) {
        if codes.len() > LIST {
            return;
        }
        for a in codes {
            for b in codes.iter().filter(|b| *b > a) {
                *self.together.entry(((*a).to_owned(), (*b).to_owned())).or_default() += 1;
            }
        }
    }

    /// The share of all mentions that name an actor, 0 to 1.
    pub fn share(&self, code: &str) -> f32 {
        let n = self.of.get(code).copied().unwrap_or(0);
        n as f32 / self.mentions.max(1) as f32
    }

    /// In how many sentences two actors are both named.
    pub fn together(&self, a: &str, b: &str) -> usize {
        let (a, b) = if a <= b { (a, b) } else { (b, a) };
        self.together.get(&(a.to_owned(), b.to_owned())).copied().unwrap_or(0)
    }
}
