//! A claim: who did what to whom, when, where, how certain, according to which sentence.

use crate::{ActorRef, Field, Sector, Span, StableId, When};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

macro_rules! names {
    ($(#[$meta:meta])* $name:ident, $case:literal { $($variant:ident $text:literal $doc:literal),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = $case)]
        pub enum $name { $(#[doc = $doc] $variant,)* }

        impl $name {
            /// All values, in declaration order.
            pub const ALL: &'static [$name] = &[$($name::$variant),*];

            /// The name as JSON has it.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text,)* }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl FromStr for $name {
            type Err = String;
            fn from_str(s: &str) -> Result<Self, Self::Err> {
                Self::ALL.iter().copied().find(|v| v.as_str().eq_ignore_ascii_case(s)).ok_or_else(|| {
                    let all: Vec<_> = Self::ALL.iter().map(|v| v.as_str()).collect();
                    format!("`{s}` is none of {}", all.join(", "))
                })
            }
        }
    };
}

names! {
    /// Reading type, after PLOVER (see the annotation guide).
    EventType, "UPPERCASE" {
        Agree "AGREE" "Promise, offer, sign co-operation.",
        Consult "CONSULT" "Meet, visit, call, negotiate.",
        Support "SUPPORT" "Praise, endorse, thank, recognise.",
        Concede "CONCEDE" "Give in, ease sanctions, release.",
        Cooperate "COOPERATE" "Trade, exercise together, extradite.",
        Aid "AID" "Give arms, troops in support, money, asylum.",
        Retreat "RETREAT" "Cease-fire, withdraw, surrender.",
        Request "REQUEST" "Ask, demand, propose, invite.",
        Accuse "ACCUSE" "Criticise, condemn, blame, investigate.",
        Reject "REJECT" "Refuse, veto, deny a charge.",
        Threaten "THREATEN" "Threaten, warn of a consequence.",
        Protest "PROTEST" "Demonstrate, strike, boycott.",
        Sanction "SANCTION" "Punish or cut relations without force.",
        Mobilize "MOBILIZE" "Show or prepare force.",
        Coerce "COERCE" "Arrest, seize, annex, blockade, hack.",
        Assault "ASSAULT" "Attack, invade, shell, kill.",
    }
}

names! {
    /// How certain a claim is.
    Status, "lowercase" {
        Happened "happened" "Asserted; under way counts.",
        Planned "planned" "Announced, scheduled, intended.",
        Alleged "alleged" "Somebody's claim that the reporter does not make.",
        Denied "denied" "Said not to have happened, or not to be so.",
        Hypothetical "hypothetical" "Could, would, if.",
    }
}

/// Codes derived by the ontology tables from kind and status.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Codes {
    /// PLOVER event type.
    pub plover: Option<String>,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// CAMEO event code.
    pub cameo: Option<String>,
    /// Quad class: 1 verbal co-operation, 2 material co-operation, 3 verbal conflict, 4 material conflict.
    pub quad: Option<u8>,
    /// Goldstein-like score, -10 (most conflict) to 10 (most co-operation).
    pub score: Option<f32>,
}

/// Where an event took place.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct Place {
    /// Name as the report spells it.
    pub name: String,
    /// State that it lies in, ISO 3166-1 alpha-3, where known.
    pub country: Option<String>,
}

/// A number that the report gives with an event ("dertig keer", "55 landen").
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct NumberMention {
    /// The value, where the words fix one.
    pub value: Option<f64>,
    /// What is counted, as a lemma of the report's language.
    pub unit: Option<String>,
    /// The words.
    pub text: String,
}

/// What a report claims about the record itself ("first visit since 2018").
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct AboutRecord {
    /// `first`, `first-since`, `nth`, `largest-since`, ...
    pub claim: String,
    /// The year, date or number that it turns on.
    pub value: Option<String>,
}

/// The words that show a claim, and the rule that read them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Evidence {
    /// Which text of the report.
    #[serde(rename = "in")]
    pub field: Field,
    /// First code point of the sentence.
    pub start: u32,
    /// One past its last code point.
    pub end: u32,
    /// The sentence as given.
    pub text: String,
    /// The words that triggered the frame.
    pub trigger: Vec<Span>,
    /// The frame and the pattern in it (`nl/host.1`).
    pub rule: String,
}

/// One step on the way to a claim, for `explain`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Step {
    /// Which part decided: `frame`, `source`, `target`, `date`, `status`, `place`, ...
    pub part: String,
    /// The rule's name.
    pub rule: String,
    /// What it saw, in plain words.
    pub note: String,
}

impl Step {
    /// The part that dates an event.
    pub const DATE: &'static str = "date";
    /// Its rules that find the date in the event's own words; by the others it is presumed, from what stands around it
    /// or from when the report appeared.
    pub const IN_WORDS: [&'static str; 2] = ["own", "clause"];
}

/// A reading that was considered and not kept, for `explain`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Lost {
    /// The rule that proposed it.
    pub rule: String,
    /// Why it lost.
    pub why: String,
}

/// One thing that somebody did to, with or about somebody else, as one report tells it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// Reading type.
    #[serde(rename = "type")]
    pub event_type: EventType,
    /// Neutral kind that the frame means (`host`, `sign-agreement`).
    pub kind: String,
    /// Derived codes.
    #[serde(flatten)]
    pub codes: Codes,
    /// How certain.
    pub status: Status,
    /// When, as EDTF; `None` where the report does not say.
    pub date: Option<When>,
    /// Where.
    pub place: Option<Place>,
    /// Who acts; all of them where it is mutual.
    pub source: Vec<ActorRef>,
    /// Who undergoes; empty where it is mutual.
    pub target: Vec<ActorRef>,
    /// Who says so, where it is not the reporter.
    pub said_by: Option<ActorRef>,
    /// Numbers given with it.
    #[serde(default)]
    pub numbers: Vec<NumberMention>,
    /// What it claims about the record.
    pub about_record: Option<AboutRecord>,
    /// How likely the claim is read rightly, 0 to 1.
    pub confidence: f32,
    /// The words that show it, strongest first.
    pub evidence: Vec<Evidence>,
    /// How it was arrived at.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Step>,
    /// What else was considered.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lost: Vec<Lost>,
}

impl Claim {
    /// The same bytes for the same reading of the same report, whatever else the report holds.
    pub fn id(&self, doc: &str) -> StableId {
        let at = self.evidence.first().map_or((0, 0), |e| (e.start, e.end));
        let who = |side: &[ActorRef]| {
            side.iter()
                .map(|a| format!("{}/{}", a.code, a.name.as_deref().unwrap_or("")))
                .collect::<Vec<_>>()
                .join("+")
        };
        StableId::of(&[
            doc,
            self.event_type.as_str(),
            &self.kind,
            &who(&self.source),
            &who(&self.target),
            &format!("{}-{}", at.0, at.1),
            self.status.as_str(),
        ])
    }

    /// Whether its own words give its date; `None` where the steps do not tell.
    pub fn is_dated_in_words(&self) -> Option<bool> {
        let mut rules =
            self.steps.iter().filter(|s| s.part == Step::DATE).map(|s| s.rule.as_str()).peekable();
        rules.peek()?;
        Some(rules.any(|r| Step::IN_WORDS.contains(&r)))
    }

    /// Whether all actors stand on one side.
    pub fn is_mutual(&self) -> bool {
        self.target.is_empty()
    }

    /// The sectors named on either side, without repeats.
    pub fn sectors(&self) -> Vec<Sector> {
        let mut all: Vec<_> =
            self.source.iter().chain(&self.target).filter_map(|a| a.sector).collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}

impl EventType {
    /// Whether who acts and who undergoes are one (meeting, agreeing, working together).
    pub fn is_symmetric(self) -> bool {
        matches!(self, EventType::Consult | EventType::Agree | EventType::Cooperate)
    }

    /// Whether it is conflict, verbal or material (PLOVER's quad classes 3 and 4).
    pub fn is_conflict(self) -> bool {
        !matches!(
            self,
            EventType::Agree
                | EventType::Consult
                | EventType::Support
                | EventType::Concede
                | EventType::Cooperate
                | EventType::Aid
                | EventType::Retreat
        )
    }
}
