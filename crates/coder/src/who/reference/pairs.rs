//! The two that a report tells of as facing each other: whom "beide landen" means where no list names them.

use crate::who::mention::{Kind, Mention};
use crate::who::read::Reader;
use crate::who::salience::Wanted;
use kroniek_model::ActorRef;
use kroniek_pack::world::Refers;
use std::collections::HashMap;
use std::ops::Range;

/// What is left a sentence later of how present a pair is.
const FADING: f32 = 0.5;
/// What is left however long ago it was: the matter of the report.
const LASTING: f32 = 0.3;
/// What a phrase or list of just the two adds.
const JOINT: f32 = 2.0;
/// What the first sentences keep besides: a report begins with its matter.
const LEADING: f32 = 0.2;
/// How many sentences that is: a headline and the one after it.
const LEAD: usize = 2;

/// Two actors that were told of together.
#[derive(Debug, Clone, Default)]
pub(super) struct Pair {
    pub actors: [ActorRef; 2],
    /// The latest mention of either.
    pub mention: usize,
    /// How much the report set them against each other; a sentence with both alone just before gives about 1.
    pub score: f32,
    /// Whether a plain list or one phrase named the two and nobody else.
    pub joint: bool,
}

/// An actor as wanted, and the mention that names it.
struct Named<'a> {
    actor: ActorRef,
    mention: &'a Mention,
    index: usize,
}

impl Reader<'_> {
    /// The pair that the report, up to a token, most tells of together; none of those excepted.
    pub(super) fn pair(
        &self,
        s: usize,
        at: usize,
        wanted: &Wanted,
        except: &[String],
    ) -> Option<Pair> {
        let mut found: HashMap<[Key; 2], Pair> = HashMap::new();
        for there in 0..=s {
            let back = (s - there) as i32;
            for pair in self.pairs_in(there, s, at, wanted) {
                let joint = if pair.joint { JOINT } else { 0.0 };
                let lasting = LASTING + if there < LEAD { LEADING } else { 0.0 };
                let present = pair.score * lasting + (pair.score + joint) * FADING.powi(back);
                let mut keys = pair.actors.each_ref().map(|a| key(a, wanted));
                keys.sort();
                let known = found.entry(keys).or_default();
                let score = known.score + present;
                // The latest words for them are the best.
                *known = Pair { score, ..pair };
            }
        }
        let open = |p: &Pair| p.actors.iter().all(|a| !except.contains(&a.code));
        found
            .into_values()
            .filter(open)
            .max_by(|a, b| a.score.total_cmp(&b.score).then(a.mention.cmp(&b.mention)))
    }

    /// The two that this sentence or the one before sets against each other.
    pub(super) fn pair_near(&self, s: usize, at: usize, wanted: &Wanted) -> Option<Pair> {
        (s.saturating_sub(1)..=s).rev().find_map(|there| {
            let pairs = self.pairs_in(there, s, at, wanted).into_iter();
            pairs.filter(|p| p.score > 1.0).max_by(|a, b| a.score.total_cmp(&b.score))
        })
    }

    /// The pairs of a sentence, each once.
    fn pairs_in(&self, there: usize, s: usize, at: usize, wanted: &Wanted) -> Vec<Pair> {
        let named = self.named_in(there, s, at, wanted);
        let same = |a: &ActorRef, b: &ActorRef| key(a, wanted) == key(b, wanted);
        let mut all: Vec<&ActorRef> = Vec::new();
        for n in &named {
            match all.iter_mut().find(|a| same(a, &n.actor)) {
                Some(known) => *known = &n.actor,
                None => all.push(&n.actor),
            }
        }
        // In a crowd each two have less to do with each other.
        let share = 1.0 / all.len().saturating_sub(1).max(1) as f32;
        let mut pairs = Vec::new();
        for (i, a) in all.iter().enumerate() {
            for b in &all[i + 1..] {
                let of = |actor: &ActorRef| -> Vec<&Named> {
                    named.iter().filter(|n| same(&n.actor, actor)).collect()
                };
                let (xs, ys) = (of(a), of(b));
                let any = |is: &dyn Fn(&Named, &Named) -> bool| {
                    xs.iter().any(|x| ys.iter().any(|y| is(x, y)))
                };
                let joint = any(&|x, y| self.is_joint(x, y));
                let faced = joint || any(&|x, y| self.face(x, y));
                if a.code == b.code && !faced {
                    continue;
                }
                let mention = xs.iter().chain(&ys).map(|n| n.index).max().unwrap_or_default();
                let actors = [(*a).clone(), (*b).clone()];
                let score = share + f32::from(u8::from(faced));
                pairs.push(Pair { actors, mention, score, joint });
            }
        }
        pairs
    }

    /// Whom a sentence names, as wanted, before a token of another or the same one.
    fn named_in(&self, there: usize, s: usize, at: usize, wanted: &Wanted) -> Vec<Named<'_>> {
        let before = |m: &Mention| there < s || m.tokens.end <= at;
        let one = |m: &Mention| !matches!(m.kind, Kind::Place);
        self.within(there..there + 1)
            .filter(|(_, m)| before(m) && one(m))
            .flat_map(|(index, mention)| {
                let actors = mention.actors.iter();
                let actors = actors.filter_map(|a| self.as_group_member(a, wanted));
                actors.map(move |actor| Named { actor, mention, index })
            })
            .collect()
    }

    /// Whether one phrase, or a plain list, names the two and nobody else.
    fn is_joint(&self, x: &Named, y: &Named) -> bool {
        if x.index == y.index {
            return x.mention.actors.len() == 2;
        }
        let listed = crate::who::lists::list_of(self, x.index);
        listed.is_some_and(|l| l.len() == 2 && l.contains(&y.index))
    }

    /// Whether one is the subject of a clause that the other has another part in.
    fn face(&self, x: &Named, y: &Named) -> bool {
        let s = x.mention.sentence;
        let acts = |n: &Named| self.relation(n.mention) == "nsubj";
        acts(x) != acts(y) && self.clause(s, x.mention.head) == self.clause(s, y.mention.head)
    }

    /// Codes of those who take another part in the same clause: whom a clause tells of is not among "beide landen" that
    /// he speaks to. A phrase within another's ("de band tussen beide landen") is open to all.
    pub(super) fn beside(&self, s: usize, at: usize, tokens: &Range<usize>) -> Vec<String> {
        let sentence = self.views[s].sentence;
        let clause = self.clause(s, at);
        let part = |t: usize| {
            sentence.tokens[t].head.filter(|&h| h == clause).map(|_| sentence.tokens[t].relation())
        };
        let Some(own) = part(at) else { return Vec::new() };
        let acts = own == "nsubj";
        let other = |m: &&Mention| {
            let place = m.kind == Kind::Place
                || m.tokens.start >= tokens.start && m.tokens.end <= tokens.end;
            let (relation, here) = (self.relation(m), self.clause(s, m.head) == clause);
            let later = m.tokens.start > at && relation == "obl";
            let object = later || matches!(relation, "obj" | "iobj");
            here && !place && if acts { object } else { relation == "nsubj" }
        };
        let mut codes: Vec<String> = self
            .within(s..s + 1)
            .map(|(_, m)| m)
            .filter(other)
            .flat_map(|m| m.actors.iter().map(|a| a.code.clone()))
            .collect();
        if !acts && let Some((_, m)) = self.subject(s, clause) {
            codes.extend(m.actors.iter().map(|a| a.code.clone()));
        }
        codes
    }
}

/// What tells an actor from others: states and parties by their code, persons by name too.
type Key = (String, Option<String>);

fn key(actor: &ActorRef, wanted: &Wanted) -> Key {
    let name = actor.name.clone().filter(|_| wanted.refers == Refers::Person);
    (actor.code.clone(), name)
}
