//! A role's filler where no slot holds one: the likeliest other actor around the trigger.
//!
//! Trees are wrong in one relation out of six, and Dutch leaves out what the reader knows: who is spoken of most, and
//! together with the side that is known, is often the one. The weights are data, learned from reports with readings.

use super::{
    Spot,
    candidate::{Fill, is_of},
};
use crate::who::{Kind, Mention};
use kroniek_model::ActorRef;
use kroniek_pack::{
    frames::Sort,
    implicit::{Implicit, Weights},
};

/// Which role is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Who acts.
    Source,
    /// Who undergoes.
    Target,
}

/// What may speak for a mention. In the trigger's sentence it stands `below` the trigger, in its `clause`, `above` it
/// (the clause describes it) or `elsewhere`, maybe `first`; or else in the sentence just `before`, or further `back`
/// (the logarithm of how many sentences). It may be the `counterpart` of those known in an act told shortly before, as
/// hostile as this one, or not (`turned`).
pub const FEATURES: [&str; 18] = [
    "bias",
    "share",
    "together",
    "below",
    "clause",
    "above",
    "elsewhere",
    "first",
    "before",
    "back",
    "several",
    "group",
    "weak",
    "subject",
    "person",
    "distance",
    "counterpart",
    "turned",
];

/// How many sentences back a filler may stand.
pub const REACH: usize = 4;

/// A mention that may fill a role.
#[derive(Debug, Clone)]
pub struct Choice<'a> {
    /// Where.
    pub mention: &'a Mention,
    /// Whom it names, with those joined to it.
    pub actors: Vec<ActorRef>,
    /// Values of [`FEATURES`].
    pub features: [f32; FEATURES.len()],
}

/// Around which word, and how far back.
#[derive(Clone, Copy)]
pub struct Nearby<'a> {
    /// The trigger, and what the report has told before it.
    pub spot: Spot<'a>,
    /// Whether the frame tells of a hostile act.
    pub hostile: bool,
    /// What those looked for must be; anything where empty.
    pub sorts: &'a [Sort],
    /// How many sentences before may be looked at.
    pub reach: usize,
}

impl<'a> Nearby<'a> {
    /// The actors of the likeliest mention that names none of those known; empty where none is likely enough.
    pub fn find(&self, weights: &Implicit, least: f32, side: Side, known: &[ActorRef]) -> Fill {
        let table = match side {
            Side::Source => &weights.source,
            Side::Target => &weights.target,
        };
        let scored = self.choices(side, known).into_iter().map(|c| (probability(table, &c), c));
        scored
            .filter(|(fit, _)| *fit >= least)
            .max_by(|(a, c), (b, d)| {
                let here = |c: &Choice<'_>| c.mention.sentence == self.spot.sentence;
                here(c).cmp(&here(d)).then(a.total_cmp(b)).then(c.place().cmp(&d.place()))
            })
            .map_or_else(Fill::default, |(fit, c)| self.fill(fit, self.whole_side(c, known)))
    }

    /// One of those who acted on somebody together stands for all of them: whoever denies what three accuse him of
    /// contradicts all three.
    fn whole_side(&self, choice: Choice<'a>, known: &[ActorRef]) -> Choice<'a> {
        let side = self.spot.dealings.doers_to(known, self.hostile, self.spot.sentence);
        let part = choice.actors.iter().all(|a| among(std::slice::from_ref(a), &side));
        match choice.mention.sentence < self.spot.sentence
            && part
            && side.len() > choice.actors.len()
        {
            true => Choice { actors: side, ..choice },
            false => choice,
        }
    }

    /// The mentions that may fill a role, those of the sentence and of the ones before it.
    pub fn choices(&self, side: Side, known: &[ActorRef]) -> Vec<Choice<'a>> {
        let sentences = self.spot.sentence.saturating_sub(self.reach)..self.spot.sentence + 1;
        let mentions = self.spot.read.cast.mentions_in(sentences).iter();
        mentions.filter_map(|m| self.choice(m, side, known)).collect()
    }

    fn choice(&self, mention: &'a Mention, side: Side, known: &[ActorRef]) -> Option<Choice<'a>> {
        let here = mention.sentence == self.spot.sentence;
        let aside = here && self.spot.syntax.is_aside(mention.head);
        if side == Side::Source && mention.kind == Kind::Place || aside {
            return None;
        }
        let named = self.spot.read.cast.of(mention.sentence, mention.head).into_iter();
        let actors: Vec<_> = named.map(|r| r.actor).collect();
        let fresh = actors.iter().all(|a| known.iter().all(|k| k.code != a.code));
        (fresh && actors.iter().any(|a| is_of(a, self.sorts))).then(|| Choice {
            mention,
            features: self.features(mention, &actors, known),
            actors,
        })
    }

    fn features(
        &self,
        m: &Mention,
        actors: &[ActorRef],
        known: &[ActorRef],
    ) -> [f32; FEATURES.len()] {
        let is = |so: bool| f32::from(u8::from(so));
        let back = self.spot.sentence - m.sentence;
        let here = back == 0;
        let clause = self.spot.syntax.carrier(self.spot.trigger).unwrap_or(self.spot.trigger);
        let below = here && self.spot.syntax.is_under(m.head, self.spot.trigger);
        let inside = here && !below && self.spot.syntax.is_under(m.head, clause);
        let above = here && !below && !inside && self.spot.syntax.is_under(clause, m.head);
        [
            1.0,
            mean(actors.iter().map(|a| self.spot.read.prominence.share(&a.code))),
            mean(actors.iter().map(|a| self.together(a, known))),
            is(below),
            is(inside),
            is(above),
            is(here && !below && !inside && !above),
            is(here && m.head < self.spot.trigger),
            is(back == 1),
            (back as f32).ln().max(0.0),
            (actors.len() as f32).ln(),
            is(m.kind == Kind::Group),
            is(matches!(m.kind, Kind::Place | Kind::Adjective | Kind::Modified)),
            is(self.spot.read.sentences[m.sentence].tokens[m.head].relation() == "nsubj"),
            is(matches!(m.kind, Kind::Name | Kind::Title)),
            if here { (m.head.abs_diff(self.spot.trigger) as f32).ln_1p() } else { 0.0 },
            is(among(
                actors,
                &self.spot.dealings.counterpart(known, self.hostile, self.spot.sentence),
            )),
            is(among(
                actors,
                &self.spot.dealings.counterpart(known, !self.hostile, self.spot.sentence),
            )),
        ]
    }

    /// The logarithm of one and the sentences that an actor shares with those known.
    fn together(&self, actor: &ActorRef, known: &[ActorRef]) -> f32 {
        let shared = known.iter().map(|k| self.spot.read.prominence.together(&k.code, &actor.code));
        (shared.sum::<usize>() as f32).ln_1p()
    }

    fn fill(&self, fit: f32, choice: Choice<'_>) -> Fill {
        let here = choice.mention.sentence == self.spot.sentence;
        Fill {
            actors: choice.actors,
            tokens: if here { vec![choice.mention.head] } else { vec![] },
            fit,
            slot: if here { "nearby" } else { "before" }.into(),
            guessed: true,
        }
    }
}

impl Choice<'_> {
    fn place(&self) -> (usize, usize) {
        (self.mention.sentence, self.mention.head)
    }
}

/// The logistic value of a choice, 0 to 1.
fn probability(weights: &Weights, choice: &Choice<'_>) -> f32 {
    let features = FEATURES.iter().zip(choice.features);
    let logit: f32 = features.filter_map(|(name, value)| Some(weights.get(*name)? * value)).sum();
    1.0 / (1.0 + (-logit).exp())
}

fn among(actors: &[ActorRef], others: &[ActorRef]) -> bool {
    actors.iter().any(|a| others.iter().any(|o| o.code == a.code))
}

fn mean(values: impl ExactSizeIterator<Item = f32>) -> f32 {
    let n = values.len().max(1) as f32;
    values.sum::<f32>() / n
}
