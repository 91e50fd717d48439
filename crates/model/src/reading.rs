//! All that one report yields.

use crate::{Claim, CodeRef, Evidence, Span, When};
use serde::{Deserialize, Serialize};

/// A named political person in a report.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Person {
    /// Fullest name that the report gives.
    pub name: String,
    /// State or organisation.
    pub of: CodeRef,
    /// Office in English, as the report gives it.
    pub office: Option<String>,
}

/// A state of affairs that holds over a time (`member`, `at-war`, `treaty`, `sanctions`, `warrant`, `supplies`,
/// `allied`).
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct StateClaim {
    /// Who.
    pub subject: CodeRef,
    /// What holds.
    pub relation: String,
    /// With, on or of whom.
    pub object: CodeRef,
    /// Since when.
    pub from: Option<When>,
    /// Until when.
    pub to: Option<When>,
    /// The words that show it.
    pub evidence: Vec<Evidence>,
}

impl StateClaim {
    /// Relations, by the annotation guide.
    pub const RELATIONS: &[&str] =
        &["member", "at-war", "treaty", "sanctions", "warrant", "supplies", "allied"];
    /// Of those the ones that hold both ways, whoever is named first.
    pub const MUTUAL: &[&str] = &["treaty", "allied"];
}

/// A time expression and its value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TimeMention {
    /// Which text the span counts in; left out of JSON where it is the text.
    #[serde(default, rename = "in", skip_serializing_if = "is_text")]
    pub field: crate::Field,
    /// First code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// The words.
    pub text: String,
    /// The value as EDTF.
    pub value: When,
}

fn is_text(field: &crate::Field) -> bool {
    *field == crate::Field::Text
}

impl TimeMention {
    /// Where it stands.
    pub fn span(&self) -> Span {
        Span::new(self.start, self.end)
    }
}

/// What read the report: program and data, so that a reading can be repeated.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Versions {
    /// The program.
    pub kroniek: String,
    /// Language pack and its version, made from its content (`nl 5be19c2e04d1`).
    pub pack: String,
    /// Version of the ontology tables, made from their content.
    pub ontology: String,
    /// Version of the world tables, made from their content.
    pub world: String,
}

/// All that one report yields: the contract's one JSON object a report.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Reading {
    /// The report's identifier.
    pub doc: String,
    /// Language it was read in.
    pub lang: String,
    /// Publication date.
    pub published: Option<When>,
    /// Who did what to whom.
    pub events: Vec<Claim>,
    /// Named political persons.
    pub people: Vec<Person>,
    /// States of affairs.
    pub states: Vec<StateClaim>,
    /// Time expressions.
    pub times: Vec<TimeMention>,
    /// What read it.
    pub versions: Versions,
    /// What a person should know of how it was read.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<String>,
}
