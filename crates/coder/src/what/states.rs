//! States of affairs: what holds over a time, told as such or begun and ended by events.

use super::candidate::Candidate;
use kroniek_model::{ActorRef, CodeRef, Evidence, StateClaim, Status, When};
use kroniek_pack::ontology::{Change, Effect};

/// The states of affairs of a report, each once.
#[derive(Debug, Default)]
pub struct States(Vec<StateClaim>);

impl States {
    /// Notes what a candidate tells of, and what its effects begin or end; of what is told as such only what is so counts.
    pub fn follow<'e>(
        &mut self,
        candidate: &Candidate<'_>,
        effects: impl Iterator<Item = &'e Effect>,
        shows: &Evidence,
    ) {
        if let Some(relation) = &candidate.frame.state
            && candidate.status == Status::Happened
        {
            self.note(relation, pairs(candidate, false), (None, None), shows);
        }
        for effect in effects {
            let date = candidate.date.clone();
            let time = match effect.change {
                Change::Begins => (date, None),
                Change::Ends => (None, date),
                Change::Shows => (None, None),
                Change::Stops => {
                    self.stop(&effect.relation, &pairs(candidate, effect.reversed), date.as_ref());
                    continue;
                }
            };
            self.note(&effect.relation, pairs(candidate, effect.reversed), time, shows);
        }
    }

    /// Ends what is known to hold between two, whichever way round.
    fn stop(&mut self, relation: &str, pairs: &[(CodeRef, CodeRef)], date: Option<&When>) {
        let between = |s: &StateClaim| {
            let (a, b) = (&s.subject.code, &s.object.code);
            pairs.iter().any(|(c, d)| (a, b) == (&c.code, &d.code) || (b, a) == (&c.code, &d.code))
        };
        let known = self.0.iter_mut().filter(|s| s.relation == relation && between(s));
        known.for_each(|s| s.to = s.to.take().or_else(|| date.cloned()));
    }

    /// All of them, in text order.
    pub fn into_claims(self) -> Vec<StateClaim> {
        self.0
    }

    fn note(
        &mut self,
        relation: &str,
        pairs: Vec<(CodeRef, CodeRef)>,
        (from, to): (Option<When>, Option<When>),
        shows: &Evidence,
    ) {
        let mutual = StateClaim::MUTUAL.contains(&relation);
        for (subject, object) in pairs {
            let same = |s: &&mut StateClaim| {
                let known = (&s.subject.code, &s.object.code);
                let (a, b) = (&subject.code, &object.code);
                s.relation == relation && (known == (a, b) || mutual && known == (b, a))
            };
            match self.0.iter_mut().find(same) {
                Some(known) => {
                    known.from = known.from.take().or_else(|| from.clone());
                    known.to = known.to.take().or_else(|| to.clone());
                }
                None => self.0.push(StateClaim {
                    subject,
                    relation: relation.to_owned(),
                    object,
                    from: from.clone(),
                    to: to.clone(),
                    evidence: vec![shows.clone()],
                }),
            }
        }
    }
}

/// Who stands in the state to whom: every source to every target, turned round where that is the effect, or everyone to
/// everyone after them. Whoever is the subject stands for his state, whom it befalls may be a person.
fn pairs(c: &Candidate<'_>, reversed: bool) -> Vec<(CodeRef, CodeRef)> {
    let bare = |a: &ActorRef| CodeRef { code: a.code.clone(), name: None };
    let named = |a: &ActorRef| CodeRef { code: a.code.clone(), name: a.name.clone() };
    let (source, target) = (&c.source.actors, &c.target.actors);
    let all: Vec<_> = if target.is_empty() {
        let after = |i: usize| source[i + 1..].iter().map(move |b| (bare(&source[i]), bare(b)));
        (0..source.len()).flat_map(after).collect()
    } else {
        let turn = |a, b| if reversed { (bare(b), bare(a)) } else { (bare(a), named(b)) };
        source.iter().flat_map(|a| target.iter().map(move |b| turn(a, b))).collect()
    };
    all.into_iter().filter(|(a, b)| a.code != b.code).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_holds_both_ways_is_noted_once() {
        let code = |code: &str| CodeRef { code: code.into(), name: None };
        let (one, other) = ((code("CHN"), code("RUS")), (code("RUS"), code("CHN")));
        for (relation, noted) in [("treaty", 1), ("allied", 1), ("sanctions", 2)] {
            let mut states = States::default();
            let pairs = vec![one.clone(), other.clone(), one.clone()];
            states.note(relation, pairs, (None, None), &Evidence::default());
            assert_eq!(states.into_claims().len(), noted, "{relation}");
        }
    }
}
