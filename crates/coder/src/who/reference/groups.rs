//! Several at once: "ze", "beide landen", "de twee leiders", "het drietal".

use crate::who::mention::{Kind, Mention};
use crate::who::read::Reader;
use crate::who::salience::{Candidate, Wanted};
use kroniek_model::{ActorRef, Upos};
use kroniek_pack::world::Refers;
use std::ops::Range;

/// The rule by which a number stands for those it counts.
const NUMBER: &str = "number of those named";

impl Reader<'_> {
    pub(super) fn plural_pronoun(&self, s: usize, tokens: Range<usize>) -> Option<Mention> {
        let at = tokens.start;
        let own = self.clause(s, at);
        let subject = self.views[s].sentence.tokens[at].relation() == "nsubj";
        let possessive = self.views[s].sentence.tokens[at].relation() == "nmod";
        if possessive {
            match self.subject(s, own).filter(|(_, m)| m.tokens.end <= at) {
                Some((i, m))
                    if self.is_plural(m) || m.actors.len() > 1 || self.group_of(i).is_some() =>
                {
                    let actors = self.group_of(i).unwrap_or_else(|| m.actors.clone());
                    let rule = "possessor is the subject";
                    return Some(self.resolved(s, tokens, Kind::Pronoun, actors, (i, 0.8), rule));
                }
                None if self.has_subject_before(s, own, at) => return None,
                _ => {}
            }
        }
        // An object does not mean the subject of its own clause.
        let blocked = self.subject(s, own).filter(|_| !subject && !possessive).map(|(i, _)| i);
        let several = |m: &Mention| m.actors.len() > 1 || self.is_plural(m);
        let single = self
            .earlier(s, at)
            .filter(|(i, m, back)| {
                several(m) && *back <= 2 && Some(*i) != blocked && m.kind != Kind::Adjective
            })
            .max_by(|a, b| self.presence(a).total_cmp(&self.presence(b)));
        if let Some((i, m, _)) = single {
            let actors = self.group_of(i).unwrap_or_else(|| m.actors.clone());
            return Some(self.resolved(
                s,
                tokens,
                Kind::Pronoun,
                actors,
                (i, 0.65),
                "plural pronoun",
            ));
        }
        let (i, actors) = self.group(s, at, &Wanted::any(Refers::Any), None, &[])?;
        Some(self.resolved(s, tokens, Kind::Pronoun, actors, (i, 0.5), "plural pronoun of a list"))
    }

    pub(super) fn presence(&self, (i, m, back): &(usize, &Mention, usize)) -> f32 {
        let subject = if self.relation(m) == "nsubj" { 1.4 } else { 1.0 };
        subject / (1.0 + *back as f32) + *i as f32 * 1e-4
    }

    /// Whether the words of a mention are plural.
    pub(super) fn is_plural(&self, m: &Mention) -> bool {
        self.views[m.sentence].sentence.tokens[m.head].feat("Number") == Some("Plur")
            && matches!(
                m.kind,
                Kind::Inhabitant | Kind::Body | Kind::Title | Kind::Description | Kind::Pronoun
            )
    }

    /// The actors of the list that a mention stands in.
    pub(super) fn group_of(&self, i: usize) -> Option<Vec<ActorRef>> {
        let list = crate::who::lists::list_of(self, i)?;
        Some(distinct(list.into_iter().flat_map(|j| self.mentions[j].actors.clone()).collect()))
    }

    /// The group of a size that was named together and is most present, else the most present ones.
    pub(super) fn group(
        &self,
        s: usize,
        at: usize,
        wanted: &Wanted,
        size: Option<usize>,
        except: &[String],
    ) -> Option<(usize, Vec<ActorRef>)> {
        let present = self.candidates(s, at, wanted);
        let mut best: Option<(f32, usize, Vec<ActorRef>)> = None;
        // A longer list is remembered longer.
        let reach = if size.is_some_and(|n| n > 2) { usize::MAX } else { 3 };
        for (i, m, back) in self.earlier(s, at).filter(|(_, _, back)| *back <= reach) {
            let Some(actors) = self.named_together(i, m, wanted, except) else { continue };
            if size.is_some_and(|n| actors.len() != n) {
                continue;
            }
            let value = mean(&present, &actors) + 0.5 / (1.0 + back as f32);
            if best.as_ref().is_none_or(|(v, ..)| value >= *v) {
                best = Some((value, i, actors));
            }
        }
        if let Some((value, i, actors)) =
            self.named_beside(s, at, wanted, size.unwrap_or(2), except)
            && best.as_ref().is_none_or(|(v, ..)| value + mean(&present, &actors) > *v)
        {
            return Some((i, actors));
        }
        if let Some((_, i, actors)) = best {
            return Some((i, actors));
        }
        // More than two that were never named together are too many to guess.
        let size = size.unwrap_or(2);
        if size > 2 {
            return None;
        }
        let open = present.iter().filter(|c| !except.contains(&c.actor.code));
        let mut chosen: Vec<&Candidate> = Vec::new();
        for c in open {
            // A state and its minister are one party.
            let twice = |o: &&Candidate| o.actor.code == c.actor.code;
            if chosen.len() < size && (wanted.refers == Refers::Person || !chosen.iter().any(twice))
            {
                chosen.push(c);
            }
        }
        let last = chosen.iter().map(|c| c.mention).max()?;
        (chosen.len() == size)
            .then(|| (last, chosen.into_iter().map(|c| c.actor.clone()).collect()))
    }

    /// The actors of the nearest sentence that names just so many, with how present they are.
    pub(super) fn named_beside(
        &self,
        s: usize,
        at: usize,
        wanted: &Wanted,
        size: usize,
        except: &[String],
    ) -> Option<(f32, usize, Vec<ActorRef>)> {
        (s.saturating_sub(2)..=s).rev().find_map(|there| {
            let plain = |m: &Mention| {
                !matches!(m.kind, Kind::Adjective | Kind::Modified | Kind::Place | Kind::Body)
            };
            let mentions: Vec<(usize, &Mention, usize)> =
                self.earlier(s, at).filter(|(_, m, _)| m.sentence == there && plain(m)).collect();
            let actors = mentions.iter().flat_map(|(_, m, _)| &m.actors);
            let all = distinct(actors.filter_map(|a| self.as_group_member(a, wanted)).collect());
            let open = all.iter().all(|a| !except.contains(&a.code));
            let value = 0.35 / (1.0 + (s - there) as f32);
            (all.len() == size && open).then(|| (value, mentions[0].0, all))
        })
    }

    /// The actors that are wanted of the list that a mention stands in; none where it names one alone.
    pub(super) fn named_together(
        &self,
        i: usize,
        m: &Mention,
        wanted: &Wanted,
        except: &[String],
    ) -> Option<Vec<ActorRef>> {
        let all = if m.actors.len() > 1 { m.actors.clone() } else { self.group_of(i)? };
        let kept = distinct(all.iter().filter_map(|a| self.as_group_member(a, wanted)).collect());
        let open: Vec<ActorRef> =
            kept.iter().filter(|a| !except.contains(&a.code)).cloned().collect();
        (kept.len() > 1 && !open.is_empty()).then_some(open)
    }

    pub(super) fn as_group_member(&self, actor: &ActorRef, wanted: &Wanted) -> Option<ActorRef> {
        match wanted.refers {
            Refers::Any => Some(ActorRef { start: None, end: None, text: None, ..actor.clone() }),
            _ => self.as_wanted(actor, wanted),
        }
    }

    /// A number word that stands for those it counts ("de twee spraken").
    pub(super) fn bare_number(&self, s: usize, at: usize) -> Option<Mention> {
        let view = &self.views[s];
        let size = *self.who.words.reference.numbers.get(&view.keys[at])?;
        let token = &view.sentence.tokens[at];
        let definite = at > 0 && self.who.gazetteer.small.definite.contains(&view.keys[at - 1]);
        // A tree may hang a number that stands alone under any word after it ("De vier beschuldigen").
        let counts = match token.relation() {
            "nummod" => !self.stands_alone(s, at),
            _ => view.sentence.tokens.get(at + 1).is_some_and(|t| t.upos == Upos::Noun),
        };
        if !definite || counts || view.hit(at + 1).is_some_and(|h| h.description.is_some()) {
            return None;
        }
        let people = self.group(s, at, &Wanted::any(Refers::Person), Some(size), &[]);
        let (i, actors) =
            people.or_else(|| self.group(s, at, &Wanted::any(Refers::Any), Some(size), &[]))?;
        let (tokens, found) = (at - 1..at + 1, (i, 0.65));
        let mut m = self.resolved(s, tokens, Kind::Description, actors, found, NUMBER);
        m.head = at;
        Some(m)
    }

    /// Whether nothing that a number could count follows it.
    fn stands_alone(&self, s: usize, at: usize) -> bool {
        self.views[s].sentence.tokens.get(at + 1).is_none_or(|next| match next.upos {
            Upos::Verb => next.feat("VerbForm") != Some("Part"),
            Upos::Aux | Upos::Adp | Upos::Det | Upos::Pron | Upos::Adv | Upos::Punct => true,
            _ => false,
        })
    }
}

/// How present actors are on average.
fn mean(present: &[Candidate], actors: &[ActorRef]) -> f32 {
    let score = |a: &ActorRef| {
        let same = |c: &&Candidate| c.actor.code == a.code && c.actor.name == a.name;
        present.iter().find(same).map_or(0.0, |c| c.score)
    };
    actors.iter().map(score).sum::<f32>() / actors.len() as f32
}

fn distinct(actors: Vec<ActorRef>) -> Vec<ActorRef> {
    let mut out: Vec<ActorRef> = Vec::new();
    for a in actors {
        if !out.iter().any(|o| o.code == a.code && o.name == a.name) {
            out.push(a);
        }
    }
    out
}
