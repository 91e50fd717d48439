//! Who: a mention of a political actor, resolved.

use serde::{Deserialize, Serialize};

/// Part of a society that an actor belongs to (after CAMEO's primary role codes).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Sector {
    /// Government.
    Gov,
    /// Armed forces.
    Mil,
    /// Parliament.
    Leg,
    /// Courts and prosecution.
    Jud,
    /// Police and border guards.
    Cop,
    /// Intelligence services.
    Spy,
    /// Media.
    Med,
    /// Business.
    Bus,
    /// Political opposition.
    Opp,
    /// Armed groups.
    Reb,
    /// Civilians.
    Cvl,
}

/// An actor in a claim: who it is, and the words that say so.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ActorRef {
    /// State (ISO 3166-1 alpha-3), organisation (`@NATO`) or group (`~Hamas`).
    pub code: String,
    /// Person's or body's name, as the report spells it.
    pub name: Option<String>,
    /// Office in English, as the report gives it.
    pub office: Option<String>,
    /// Part of the society.
    pub sector: Option<Sector>,
    /// First code point of the words in the evidence's field; `None` where nothing in the text says it.
    pub start: Option<u32>,
    /// One past the last code point.
    pub end: Option<u32>,
    /// The words.
    pub text: Option<String>,
    /// Stable identifier of the person in the world tables or the record, where known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
}

/// An actor by its code alone.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct CodeRef {
    /// State, organisation or group code.
    pub code: String,
    /// Name of the person, where it is one (a warrant's target).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}
