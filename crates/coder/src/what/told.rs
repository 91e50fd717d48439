//! What a trigger tells of: the clauses that it governs, and who stands in them.

use super::{
    candidate::Fill,
    roles::{Roles, add},
    syntax::Syntax,
};
use kroniek_pack::frames::{Frame, Slot};

impl Syntax<'_> {
    /// The clauses that a verb or noun governs.
    pub fn complements(&self, trigger: usize) -> Vec<usize> {
        let told = |s: &Self, c: &usize| {
            s.sentence.tokens[*c].relation() != "parataxis" || s.is_reported(*c)
        };
        let mut found = self.with_carrier(trigger, |s, t| {
            let below = s.dependants(t, &["ccomp", "xcomp", "acl", "csubj", "parataxis"]);
            below.filter(|c| told(s, c)).collect()
        });
        // What the object is for: "gaf hun een week om te vertrekken".
        let of_object = |o: usize| self.dependants(o, &["acl"]);
        let infinitive = |&c: &usize| &*self.sentence.tokens[c].deprel == "acl";
        found.extend(self.objects(trigger).into_iter().flat_map(of_object).filter(infinitive));
        found
    }

    /// All words of the clauses that a trigger governs, or of the quotation that it comes after.
    pub(super) fn inside(&self, trigger: usize) -> Vec<usize> {
        let below = self.complements(trigger).into_iter().flat_map(|c| self.subtree(c));
        let quoted = self.quotation(trigger).into_iter().flat_map(|q| self.subtree(q));
        below.chain(quoted.filter(|&t| !self.is_under(t, trigger))).collect()
    }

    /// All that stands inside but those to whom a passive is done, and whose they are: what a word of its own leads in
    /// ("het verdrag met Pakistan is geschonden") may still have done it.
    pub(super) fn doers(&self, trigger: usize) -> Vec<usize> {
        let told = self.complements(trigger).into_iter().chain(self.quotation(trigger));
        let passive = told.filter(|&verb| self.is_passive(verb));
        let undergone: Vec<_> = passive.flat_map(|verb| self.objects(verb)).collect();
        let belongs = |t: &usize| self.marker(*t).is_none_or(|m| self.is_genitive(m));
        let mut inside = self.inside(trigger);
        inside.retain(|&t| !self.ancestors(t).take_while(belongs).any(|a| undergone.contains(&a)));
        inside
    }

    /// The words in one of the slots above, those first that what is told is about: its subject, then what stands beside
    /// that, then what lies deeper.
    fn spoken_of(&self, trigger: usize, slot: &Slot) -> Vec<Vec<usize>> {
        let mut told = self.complements(trigger);
        told.extend(self.quotation(trigger));
        let subjects: Vec<_> = told.iter().flat_map(|&c| self.verb_subjects(c)).collect();
        let mut layers: Vec<Vec<usize>> = Vec::new();
        for word in self.heads(trigger, slot) {
            let depth = self.ancestors(word).position(|a| told.contains(&a)).unwrap_or_default();
            let layer = if subjects.contains(&word) { 0 } else { depth.max(1) };
            layers.resize_with(layers.len().max(layer + 1), Vec::new);
            layers[layer].push(word);
        }
        layers
    }
}

impl Roles<'_> {
    /// Those of a place that a clause begins with, where its subject is nobody else ("in Parijs vinden ze dat …"); of what
    /// is done there, and not only said, others are spoken of.
    pub(super) fn those_there(&self, frame: &Frame) -> Option<Fill> {
        let syntax = self.spot.syntax;
        let verb = syntax.carrier(self.spot.trigger).unwrap_or(self.spot.trigger);
        let tokens = &syntax.sentence.tokens;
        let they = |&s: &usize| syntax.words.they.contains(&tokens[s].lemma);
        let subject = syntax.dependants(verb, &["nsubj"]).find(they);
        let subject = subject.filter(|_| self.events.is_spoken(frame))?;
        let said_at = |m: &String| syntax.words.said_at.contains(m);
        let clauses = [verb].into_iter().chain(syntax.dependants(verb, &["xcomp"]));
        let mut phrases = clauses.flat_map(|c| syntax.dependants(c, &["obl"]));
        let place = phrases.find(|&p| p < subject && syntax.marker(p).is_some_and(said_at))?;
        let fill = Fill {
            actors: self.place_actors(place),
            tokens: vec![place],
            fit: 1.0,
            slot: "there".into(),
            guessed: false,
        };
        (!fill.actors.is_empty()).then_some(fill)
    }

    /// Whom what is told is about: the first in it who are not those who tell it, nor among whom they are ("dat beide landen
    /// …").
    pub(super) fn spoken_of(&self, slot: &Slot, fill: &mut Fill, other: &Fill) {
        for layer in self.spot.syntax.spoken_of(self.spot.trigger, slot) {
            for word in layer {
                let actors = self.actors(word);
                if !actors.is_empty() && !other.names_one_of(&actors) {
                    fill.tokens.push(word);
                    add(&mut fill.actors, actors);
                }
            }
            if !fill.actors.is_empty() {
                return;
            }
        }
    }
}
