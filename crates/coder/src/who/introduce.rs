//! Names that no word of office introduces: after people of a state ("de Oostenrijker Kamran Ghaderi"), or told of beside
//! ("Hilde Johnson, de Noorse die de missie leidt") or as speaking for somebody ("die namens Nederland onderhandelt").

use super::Who;
use super::phrase::{Phrase, is_state_adjective};
use super::view::{Run, View};
use kroniek_model::{EntityType, Upos};
use kroniek_pack::world::{ActorKind, Name, NameKind};
use std::ops::Range;

/// So many tokens after a comma still tell of the name before it.
const BESIDE: usize = 18;

/// Whose somebody is.
#[derive(Debug)]
enum Whose {
    Actor(Vec<Name>),
    Actors(Vec<Vec<Name>>),
    /// Of the state of a body, by its index.
    Body(usize),
}

impl Who {
    /// Names after people of a state or another noun that a state modifies: "de Oostenrijkers Kamran Ghaderi en …",
    /// "de Belgische hulpverlener Olivier Vandecasteele".
    pub(super) fn introduced(&self, view: &View, sentence: usize, found: &mut Vec<Phrase>) {
        for run in &view.runs {
            let at = run.tokens.start;
            if at == 0 || found.iter().any(|p| p.tokens.contains(&at)) {
                continue;
            }
            let people = view.hit_before(at).filter(|(_, h)| {
                !h.possessive && h.names.iter().any(|n| n.kind == NameKind::Inhabitant)
            });
            let (start, of, plural) = match people {
                Some((start, hit)) if !is_state_adjective(Some(hit)) => {
                    let is = |n: &&Name| n.kind == NameKind::Inhabitant;
                    let names: Vec<Name> = hit.names.iter().filter(is).copied().collect();
                    let plural = names.iter().any(|n| n.plural);
                    (self.before(view, start).start, vec![names], plural)
                }
                _ => {
                    let noun = &view.sentence.tokens[at - 1];
                    let before = self.before(view, at - 1);
                    if noun.upos != Upos::Noun || before.of.is_empty() || !is_person_like(view, run)
                    {
                        continue;
                    }
                    (before.start, before.of, noun.feat("Number") == Some("Plur"))
                }
            };
            found.push(Phrase {
                sentence,
                tokens: start..run.tokens.end,
                core: at - 1..at,
                of,
                plural,
                introduced: true,
                name: Some(at),
                ..Phrase::default()
            });
        }
    }

    /// Names of which only what stands beside them tells whose they are, or the words on whose behalf they act.
    pub(super) fn told_beside(&self, view: &View, sentence: usize, found: &mut Vec<Phrase>) {
        let open: Vec<&Run> = view
            .runs
            .iter()
            .filter(|r| r.tagged && !found.iter().any(|p| p.tokens.contains(&r.tokens.start)))
            .collect();
        for run in open {
            let beside = self.beside(view, run).and_then(|span| self.whose(view, span));
            let Some(whose) = beside.or_else(|| self.on_behalf(view, run)) else { continue };
            let (of, within) = match whose {
                Whose::Actor(names) => (vec![names], None),
                Whose::Actors(of) => (of, None),
                Whose::Body(i) => (Vec::new(), Some(i)),
            };
            found.push(Phrase {
                sentence,
                tokens: run.tokens.clone(),
                core: run.tokens.clone(),
                of,
                within,
                introduced: true,
                beside: true,
                name: Some(run.tokens.start),
                ..Phrase::default()
            });
        }
    }

    /// The further names of a plural office, "de ministers Blinken en Austin", and those of whom it is told as examples,
    /// "activisten, onder wie Samar Badawi".
    pub(super) fn listed(&self, view: &View, found: &mut Vec<Phrase>) {
        let mut more = Vec::new();
        for p in found.iter().filter(|p| p.plural) {
            let first = p.name.map_or_else(|| self.example(view, p.tokens.end), |_| None);
            let mut end = first.map_or(p.tokens.end, |at| at - 1);
            while let Some(run) = view.run_at(end + 1).filter(|_| p.name.or(first).is_some()) {
                let key = &view.keys[end];
                let joined = key == "," || self.gazetteer.small.and.contains(key);
                if !joined && first != Some(run.tokens.start) {
                    break;
                }
                let name = Some(run.tokens.start);
                more.push(Phrase { tokens: run.tokens.clone(), name, ..p.clone() });
                end = run.tokens.end;
            }
        }
        more.retain(|m| !found.iter().any(|p| p.name == m.name));
        found.extend(more);
    }

    /// The token after words that bring an example of what ends at a token: ", onder wie".
    fn example(&self, view: &View, end: usize) -> Option<usize> {
        let words = &self.words.reference.examples;
        let brought = |from: usize, n: usize| {
            let keys = view.keys.get(from..from + n).unwrap_or_default().join(" ");
            words.contains(&keys).then_some(from + n)
        };
        // A comma and the rest of a verb may stand between ("pakte activisten op, onder wie").
        (end..end + 3).find_map(|from| (1..=3).rev().find_map(|n| brought(from, n)))
    }

    /// What a comma sets off after a name and the tree attaches to it.
    fn beside(&self, view: &View, run: &Run) -> Option<Range<usize>> {
        let start = run.tokens.end + 1;
        if view.keys.get(start - 1)? != "," {
            return None;
        }
        let closes = |i: &usize| matches!(view.keys[*i].as_str(), "," | "." | ":" | ";" | ")");
        let end = (start..view.len().min(start + BESIDE)).find(closes)?;
        let tells = |i: usize| {
            let t = &view.sentence.tokens[i];
            matches!(t.relation(), "appos" | "acl")
                && t.head.is_some_and(|h| run.tokens.contains(&h))
        };
        (start..end).any(tells).then_some(start..end)
    }

    /// The first in a stretch that says whose somebody is.
    fn whose(&self, view: &View, span: Range<usize>) -> Option<Whose> {
        span.clone().find_map(|i| {
            let opens = || self.before(view, i).start == span.start;
            let Some(hit) = view.hit(i) else {
                let noun = view.sentence.tokens[i].upos == Upos::Noun;
                let of = if noun && opens() { self.before(view, i).of } else { Vec::new() };
                return (!of.is_empty()).then_some(Whose::Actors(of));
            };
            let inhabitant: Vec<Name> = hit.names.iter().filter(is_one_of_them).copied().collect();
            if !inhabitant.is_empty() && opens() && !stands_before_noun(view, i + hit.len) {
                return Some(Whose::Actor(inhabitant));
            }
            if let Some(body) = hit.body {
                let of = self.before(view, i).of;
                let fixed = !self.words.bodies[body].country.is_empty();
                return match of.is_empty() {
                    false => Some(Whose::Actors(of)),
                    true => fixed.then_some(Whose::Body(body)),
                };
            }
            self.acts_for(view, i)
        })
    }

    /// The actor named at a token, where the words before it say that somebody acts for it: "namens Nederland", "van de
    /// NAVO".
    fn acts_for(&self, view: &View, at: usize) -> Option<Whose> {
        let small = &self.gazetteer.small;
        let hit = view.hit(at).filter(|h| !h.possessive)?;
        let definite = at > 0 && small.definite.contains(&view.keys[at - 1]);
        let joint = &view.keys[at.checked_sub(1 + usize::from(definite))?];
        let behalf = small.on_behalf.contains(joint);
        let names: Vec<Name> = hit
            .names
            .iter()
            .filter(|n| {
                let organised = self.world.actors[n.actor].kind == ActorKind::Organisation;
                let named = matches!(n.kind, NameKind::Name | NameKind::Acronym | NameKind::Organ);
                named && (behalf || (organised && small.of_whom.contains(joint)))
            })
            .copied()
            .collect();
        (!names.is_empty()).then_some(Whose::Actor(names))
    }

    /// "X stuurt namens Nederland troepen": whom the subject of a clause acts for.
    fn on_behalf(&self, view: &View, run: &Run) -> Option<Whose> {
        let tokens = &view.sentence.tokens;
        let subject = view.head(run.tokens.clone());
        let verb = tokens[subject].head.filter(|_| tokens[subject].relation() == "nsubj")?;
        let marked = (0..view.len())
            .filter(|&i| self.gazetteer.small.on_behalf.contains(&view.keys[i]))
            .flat_map(|i| [i + 1, i + 2]);
        let mut named = marked.filter(|&i| {
            view.hit(i).is_some_and(|h| tokens[view.head(i..i + h.len)].head == Some(verb))
        });
        named.find_map(|i| self.acts_for(view, i))
    }
}

/// Whether a name means one person of a state.
fn is_one_of_them(name: &&Name) -> bool {
    name.kind == NameKind::Inhabitant && !name.plural
}

fn stands_before_noun(view: &View, at: usize) -> bool {
    view.sentence.tokens.get(at).is_some_and(|t| matches!(t.upos, Upos::Noun | Upos::Adj))
}

/// Whether a run that a common noun introduces looks like a person's name: tagged so, or of several words without
/// figures after a noun that is no body, organisation or place.
fn is_person_like(view: &View, run: &Run) -> bool {
    let plain = run.tokens.len() > 1 && !run.name.chars().any(char::is_numeric);
    let other = run
        .tokens
        .clone()
        .any(|i| view.sentence.tokens[i].entity.is_some_and(|e| e.kind != EntityType::Person));
    let noun = view.hit_before(run.tokens.start);
    let body = noun.is_some_and(|(_, h)| h.body.is_some());
    (run.tagged && !body) || (plain && !other && noun.is_none())
}
