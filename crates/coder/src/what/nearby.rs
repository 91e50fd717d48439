//! A role's filler where no slot holds one: the likeliest other actor around the trigger.
//!
//! Trees are wrong in one relation out of six, and Dutch leaves out what the reader knows: who else is spoken of in the
//! same clause, or does what the clause above tells, is often the one.

use super::{candidate::Fill, syntax::Syntax};
use crate::who::{Cast, Kind, Mention};
use kroniek_model::{ActorRef, Sentence, Upos};

/// Which role is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Who acts.
    Source,
    /// Who undergoes.
    Target,
}

/// Around which word, in which sentence.
#[derive(Clone, Copy)]
pub struct Nearby<'a> {
    /// The tree.
    pub syntax: Syntax<'a>,
    /// All sentences of the report.
    pub sentences: &'a [Sentence],
    /// Who is who.
    pub cast: &'a Cast,
    /// Index of the sentence.
    pub index: usize,
    /// The trigger.
    pub trigger: usize,
}

/// How well an actor fits that stands below the trigger, in its clause, as subject of a clause above it, and elsewhere
/// in the sentence.
const BELOW: f32 = 0.7;
const SAME_CLAUSE: f32 = 0.6;
const SUBJECT_ABOVE: f32 = 0.6;
const SAME_SENTENCE: f32 = 0.35;
/// One that the sentence before speaks of, as its subject or otherwise; each sentence further back halves it.
const SUBJECT_BEFORE: f32 = 0.4;
const BEFORE: f32 = 0.3;
/// How many sentences back somebody may stand.
const REACH: usize = 2;
/// An actor on the unusual side of the trigger, or one that is only a place, fits so much less.
const UNUSUAL: f32 = 0.8;

impl Nearby<'_> {
    /// The actors of the best other mention; empty where there is none.
    pub fn find(&self, side: Side, taken: &[&ActorRef]) -> Fill {
        let mine = self.cast.mentions_in(self.index..self.index + 1).iter();
        let free = mine.filter(|m| m.actors.iter().all(|a| taken.iter().all(|t| t.code != a.code)));
        let scored = free.filter_map(|m| Some((self.fit(m, side)?, m)));
        let closer = |m: &Mention| std::cmp::Reverse(m.head.abs_diff(self.trigger));
        let best = scored.max_by(|(a, m), (b, n)| a.total_cmp(b).then(closer(m).cmp(&closer(n))));
        best.map_or_else(Fill::default, |(fit, m)| Fill {
            actors: self.cast.of(self.index, m.head).into_iter().map(|r| r.actor).collect(),
            tokens: vec![m.head],
            fit,
            slot: "nearby".into(),
        })
    }

    /// The actors that the sentences before speak of, the nearest and most prominent first; empty where there are none.
    pub fn before(&self, taken: &[&ActorRef]) -> Fill {
        let reach = self.index.saturating_sub(REACH)..self.index;
        let mine = self.cast.mentions_in(reach).iter();
        let acts = |m: &&Mention| !matches!(m.kind, Kind::Place | Kind::Adjective | Kind::Modified);
        let free = |m: &&Mention| m.actors.iter().all(|a| taken.iter().all(|t| t.code != a.code));
        let scored = mine
            .filter(acts)
            .filter(free)
            .filter(|m| !m.actors.is_empty())
            .map(|m| (self.prominence(m), m));
        let best = scored.max_by(|(a, m), (b, n)| a.total_cmp(b).then(n.head.cmp(&m.head)));
        best.map_or_else(Fill::default, |(fit, m)| Fill {
            actors: self.cast.of(m.sentence, m.head).into_iter().map(|r| r.actor).collect(),
            tokens: vec![],
            fit,
            slot: "before".into(),
        })
    }

    fn prominence(&self, m: &Mention) -> f32 {
        let back = self.index - m.sentence - 1;
        let subject = self.sentences[m.sentence].tokens[m.head].relation() == "nsubj";
        let here = if subject { SUBJECT_BEFORE } else { BEFORE };
        here * m.strength / f32::powi(2.0, back as i32)
    }

    fn fit(&self, m: &Mention, side: Side) -> Option<f32> {
        if m.actors.is_empty()
            || (side == Side::Source && m.kind == Kind::Place)
            || self.is_aside(m.head)
        {
            return None;
        }
        let place = self.place(m.head);
        let usual = match side {
            Side::Source => m.head < self.trigger,
            Side::Target => m.kind != Kind::Place,
        };
        Some(place * m.strength * if usual { 1.0 } else { UNUSUAL })
    }

    fn place(&self, head: usize) -> f32 {
        let own = self.syntax.carrier(self.trigger).unwrap_or(self.trigger);
        if self.syntax.is_under(head, self.trigger) || self.syntax.is_under(self.trigger, head) {
            BELOW
        } else if self.clause(head) == self.clause(own) {
            SAME_CLAUSE
        } else if self.is_subject_above(head, own) {
            SUBJECT_ABOVE
        } else {
            SAME_SENTENCE
        }
    }

    /// The word that heads the clause of a token.
    fn clause(&self, token: usize) -> usize {
        let tokens = &self.syntax.sentence.tokens;
        let heads = |&t: &usize| {
            tokens[t].upos == Upos::Verb
                || matches!(tokens[t].relation(), "root" | "ccomp" | "advcl" | "acl" | "parataxis")
        };
        self.syntax.ancestors(token).find(heads).unwrap_or(token)
    }

    fn is_subject_above(&self, head: usize, below: usize) -> bool {
        let t = &self.syntax.sentence.tokens[head];
        t.relation() == "nsubj" && t.head.is_some_and(|h| self.syntax.is_under(below, h))
    }

    /// Whether the phrase only names who says so, or what it is about, since when, in spite of what.
    fn is_aside(&self, head: usize) -> bool {
        let words = self.syntax.words;
        self.syntax
            .marker(head)
            .is_some_and(|m| words.according.contains(&m) || words.aside.contains(&m))
    }
}
