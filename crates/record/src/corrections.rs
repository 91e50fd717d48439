//! What people correct: an append-only log, and what of it counts. Corrections hold on to claims, not to events, and
//! to what a claim says rather than to its identifier, so that they last over every new reading.

use crate::fold::fold;
use kroniek_model::{ActorRef, Claim, CodeRef, Codes, EventType, Place, StableId, Status, When};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeSet, fmt, str::FromStr};

/// A correction: who, when, why, and what.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Correction {
    /// When it was made, as RFC 3339 in UTC (`2026-11-22T03:58:00Z`); corrections are applied in this order.
    pub at: String,
    /// Who made it.
    pub who: String,
    /// Why.
    pub why: String,
    /// What is corrected.
    #[serde(flatten)]
    pub action: Action,
}

/// What a correction does.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "lowercase")]
pub enum Action {
    /// These claims are read rightly.
    Accept {
        /// Which claims.
        claims: Vec<Anchor>,
    },
    /// These claims are misread: they tell of no event.
    Reject {
        /// Which claims.
        claims: Vec<Anchor>,
    },
    /// One part of these claims is another.
    Change {
        /// Which claims.
        claims: Vec<Anchor>,
        /// What it is instead.
        #[serde(flatten)]
        fix: Fix,
        /// The codes that follow from it, by the ontology tables.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        codes: Option<Codes>,
    },
    /// These claims tell of one event.
    Merge {
        /// Which claims.
        claims: Vec<Anchor>,
    },
    /// These claims tell of another event than those.
    Split {
        /// Which claims.
        claims: Vec<Anchor>,
        /// From which.
        from: Vec<Anchor>,
    },
    /// One actor goes by two codes or, under one code, by two names: whoever is the first is the second.
    Alias {
        /// The code, or the code and the name, that is not to stand.
        from: CodeRef,
        /// What is to stand instead.
        to: CodeRef,
    },
    /// In these claims an actor is another: two go by one name.
    Part {
        /// Which claims.
        claims: Vec<Anchor>,
        /// The code, or the code and the name, that stands there.
        from: CodeRef,
        /// Who is meant.
        to: CodeRef,
    },
    /// An earlier correction does not count.
    Undo {
        /// Its identifier.
        correction: StableId,
    },
}

/// A part of a claim and its value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "field", content = "value", rename_all = "lowercase")]
pub enum Fix {
    /// Reading type.
    Type(EventType),
    /// Neutral kind.
    Kind(String),
    /// How certain.
    Status(Status),
    /// When.
    Date(Option<When>),
    /// Where.
    Place(Option<Place>),
    /// Who acts.
    Source(Vec<ActorRef>),
    /// Who undergoes.
    Target(Vec<ActorRef>),
}

/// What a claim is known by, whatever reads it: the report, the sentence, the type and the actors.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// The claim's identifier when it was corrected.
    pub claim: StableId,
    /// The report.
    pub doc: String,
    /// The sentence.
    pub sentence: String,
    /// Reading type.
    #[serde(rename = "type")]
    pub event_type: EventType,
    /// Codes of who acts, sorted.
    pub source: Vec<String>,
    /// Codes of who undergoes, sorted.
    pub target: Vec<String>,
}

/// What a person said of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// It is read rightly.
    Accepted,
    /// It is read rightly but for what was changed.
    Changed,
    /// It is misread.
    Rejected,
}

/// A correction in the log.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Logged {
    /// Its identifier.
    pub id: StableId,
    /// Whether it counts: nobody undid it.
    pub counts: bool,
    /// The correction.
    #[serde(flatten)]
    pub correction: Correction,
}

impl Correction {
    /// The same for the same correction, wherever it was made.
    pub fn id(&self) -> StableId {
        StableId::of(&["correction", &serde_json::to_string(self).unwrap_or_default()])
    }

    /// The claims that it speaks of.
    pub fn anchors(&self) -> impl Iterator<Item = &Anchor> {
        let (claims, from): (&[Anchor], &[Anchor]) = match &self.action {
            Action::Accept { claims }
            | Action::Reject { claims }
            | Action::Change { claims, .. }
            | Action::Merge { claims }
            | Action::Part { claims, .. } => (claims, &[]),
            Action::Split { claims, from } => (claims, from),
            Action::Alias { .. } | Action::Undo { .. } => (&[], &[]),
        };
        claims.iter().chain(from)
    }
}

impl Anchor {
    /// What a claim is known by.
    pub fn of(doc: &str, id: StableId, claim: &Claim) -> Self {
        Anchor {
            claim: id,
            doc: doc.to_owned(),
            sentence: sentence(claim).to_owned(),
            event_type: claim.event_type,
            source: codes(&claim.source),
            target: codes(&claim.target),
        }
    }

    /// Whether a claim of the same report is the one meant: the very same, or the same type and actors in the same
    /// sentence, read by other rules.
    pub fn means(&self, id: StableId, claim: &Claim) -> bool {
        self.claim == id
            || self.event_type == claim.event_type
                && self.source == codes(&claim.source)
                && self.target == codes(&claim.target)
                && fold(&self.sentence) == fold(sentence(claim))
    }
}

fn sentence(claim: &Claim) -> &str {
    claim.evidence.first().map_or("", |e| &e.text)
}

fn codes(side: &[ActorRef]) -> Vec<String> {
    let all: BTreeSet<&String> = side.iter().map(|a| &a.code).collect();
    all.into_iter().cloned().collect()
}

impl Fix {
    /// Sets the part of the claim.
    pub fn apply(&self, claim: &mut Claim) {
        match self.clone() {
            Fix::Type(v) => claim.event_type = v,
            Fix::Kind(v) => claim.kind = v,
            Fix::Status(v) => claim.status = v,
            Fix::Date(v) => claim.date = v,
            Fix::Place(v) => claim.place = v,
            Fix::Source(v) => claim.source = v,
            Fix::Target(v) => claim.target = v,
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Verdict::Accepted => "accepted",
            Verdict::Changed => "changed",
            Verdict::Rejected => "rejected",
        })
    }
}

impl FromStr for Verdict {
    type Err = String;
    fn from_str(s: &str) -> Result<Self, Self::Err> {
        let all = [Verdict::Accepted, Verdict::Changed, Verdict::Rejected];
        all.into_iter().find(|v| v.to_string() == s).ok_or_else(|| format!("`{s}` is no verdict"))
    }
}

/// A log in the order in which it is applied, with what counts: a correction that is undone does not, and neither
/// does an undoing that is itself undone.
pub fn in_order(corrections: impl IntoIterator<Item = Correction>) -> Vec<Logged> {
    let logged = |correction: Correction| Logged { id: correction.id(), counts: true, correction };
    let mut log: Vec<Logged> = corrections.into_iter().map(logged).collect();
    log.sort_by(|a, b| (&a.correction.at, a.id).cmp(&(&b.correction.at, b.id)));
    log.dedup_by_key(|l| l.id);
    let mut undone: BTreeSet<StableId> = BTreeSet::new();
    for entry in log.iter_mut().rev() {
        entry.counts = !undone.contains(&entry.id);
        if let (true, Action::Undo { correction }) = (entry.counts, &entry.correction.action) {
            undone.insert(*correction);
        }
    }
    log
}

/// What the corrections that count make of a claim.
pub fn corrected(log: &[Logged], id: StableId, read: &Claim) -> (Option<Verdict>, Option<Claim>) {
    let mut verdict = None;
    let mut fixed: Option<Claim> = None;
    for entry in log.iter().filter(|l| l.counts) {
        let meant = |claims: &[Anchor]| claims.iter().any(|a| a.means(id, read));
        match &entry.correction.action {
            Action::Accept { claims } if meant(claims) => {
                verdict = Some(if fixed.is_some() { Verdict::Changed } else { Verdict::Accepted });
            }
            Action::Reject { claims } if meant(claims) => verdict = Some(Verdict::Rejected),
            Action::Change { claims, fix, codes } if meant(claims) => {
                let claim = fixed.get_or_insert_with(|| read.clone());
                fix.apply(claim);
                claim.codes = codes.clone().unwrap_or_else(|| claim.codes.clone());
                verdict = Some(Verdict::Changed);
            }
            Action::Part { claims, from, to } if meant(claims) => {
                if let Some(renamed) = renamed(fixed.as_ref().unwrap_or(read), from, to) {
                    fixed = Some(renamed);
                    verdict = Some(Verdict::Changed);
                }
            }
            Action::Alias { from, to } => {
                let claim = fixed.as_ref().unwrap_or(read);
                if let Some(renamed) = renamed(claim, from, to) {
                    fixed = Some(renamed);
                }
            }
            _ => {}
        }
    }
    (verdict, fixed)
}

/// The claim with one actor under another code or name; `None` where he is not in it.
fn renamed(claim: &Claim, from: &CodeRef, to: &CodeRef) -> Option<Claim> {
    let name = from.name.as_deref().map(fold);
    let is = |a: &ActorRef| {
        a.code == from.code && (name.is_none() || a.name.as_deref().map(fold) == name)
    };
    let mut out = claim.clone();
    let said_by = out.said_by.iter_mut();
    let all = out.source.iter_mut().chain(&mut out.target).chain(said_by);
    let mut found = false;
    for actor in all.filter(|a| is(a)) {
        found = true;
        actor.code = to.code.clone();
        if to.name.is_some() {
            actor.name = to.name.clone();
            actor.person = to.name.clone();
        }
    }
    found.then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(at: &str, action: Action) -> Correction {
        Correction { at: at.into(), who: "an".into(), why: "proef".into(), action }
    }

    #[test]
    fn an_undoing_can_be_undone() {
        let first = at("2026-01-01", Action::Reject { claims: vec![] });
        let undo = at("2026-01-02", Action::Undo { correction: first.id() });
        let again = at("2026-01-03", Action::Undo { correction: undo.id() });
        let counts = |log: &[&Correction]| -> Vec<bool> {
            in_order(log.iter().map(|c| (*c).clone())).iter().map(|l| l.counts).collect()
        };
        assert_eq!(counts(&[&undo, &first]), [false, true]);
        assert_eq!(counts(&[&again, &undo, &first, &first]), [true, false, true]);
    }

    #[test]
    fn a_correction_is_a_line_of_json_and_back() {
        let fix = Fix::Date("2025-09-01".parse().ok());
        let anchor = Anchor {
            claim: StableId(7),
            doc: "a".into(),
            sentence: "Zin.".into(),
            event_type: EventType::Consult,
            source: vec!["CHN".into()],
            target: vec![],
        };
        let c = at("2026-01-01", Action::Change { claims: vec![anchor], fix, codes: None });
        let line = serde_json::to_string(&c).expect("JSON");
        assert!(line.contains(r#""do":"change""#) && line.contains(r#""field":"date""#), "{line}");
        let back: Correction = serde_json::from_str(&line).expect("correction");
        assert_eq!((back.id(), back), (c.id(), c));
    }
}
