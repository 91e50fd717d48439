//! States of affairs: what holds over a time, told as such or begun and ended by events.

use super::candidate::Candidate;
use kroniek_model::{ActorRef, CodeRef, Evidence, StateClaim, Status, When};

/// The states of affairs of a report, each once.
#[derive(Debug, Default)]
pub struct States(Vec<StateClaim>);

impl States {
    /// Notes what a candidate tells of, begins or ends; only what is so counts.
    pub fn follow(&mut self, candidate: &Candidate<'_>, shows: &Evidence) {
        if !matches!(candidate.status, Status::Happened) {
            return;
        }
        let frame = candidate.frame;
        if let Some(relation) = &frame.state {
            self.note(relation, candidate, None, None, shows);
        }
        if let Some(relation) = &frame.begins {
            self.note(relation, candidate, candidate.date.clone(), None, shows);
        }
        if let Some(relation) = &frame.ends {
            self.note(relation, candidate, None, candidate.date.clone(), shows);
        }
    }

    /// All of them, in text order.
    pub fn into_claims(self) -> Vec<StateClaim> {
        self.0
    }

    fn note(
        &mut self,
        relation: &str,
        c: &Candidate<'_>,
        from: Option<When>,
        to: Option<When>,
        shows: &Evidence,
    ) {
        for (subject, object) in pairs(c) {
            let same = |s: &&mut StateClaim| {
                s.relation == relation
                    && s.subject.code == subject.code
                    && s.object.code == object.code
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

/// Who stands in the state to whom: every source to every target, or everyone to everyone after them.
fn pairs(c: &Candidate<'_>) -> Vec<(CodeRef, CodeRef)> {
    let bare = |a: &ActorRef| CodeRef { code: a.code.clone(), name: None };
    let named = |a: &ActorRef| CodeRef { code: a.code.clone(), name: a.name.clone() };
    let (source, target) = (&c.source.actors, &c.target.actors);
    if target.is_empty() {
        let after = |i: usize| source[i + 1..].iter().map(move |b| (bare(&source[i]), bare(b)));
        return (0..source.len()).flat_map(after).collect();
    }
    source.iter().flat_map(|a| target.iter().map(move |b| (bare(a), named(b)))).collect()
}
