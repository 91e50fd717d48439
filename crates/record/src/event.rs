//! An event of the record: what its claims come to.

use crate::query::ClaimRow;
use kroniek_model::{
    AboutRecord, ActorRef, Codes, EventType, NumberMention, Place, StableId, Status, When,
};
use serde::{Deserialize, Serialize};

/// One thing that happened, or is said to have, as all claims of it together tell it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Identifier of its smallest claim.
    pub id: StableId,
    /// Reading type.
    #[serde(rename = "type")]
    pub event_type: EventType,
    /// Neutral kind.
    pub kind: String,
    /// Derived codes.
    #[serde(flatten)]
    pub codes: Codes,
    /// How certain.
    pub status: Status,
    /// When, as EDTF.
    pub date: Option<When>,
    /// Where.
    pub place: Option<Place>,
    /// Who acts, without places in a text; all of them where it is mutual.
    pub source: Vec<ActorRef>,
    /// Who undergoes.
    pub target: Vec<ActorRef>,
    /// Who says so, where no report says it by itself.
    pub said_by: Option<ActorRef>,
    /// Numbers given with it, each once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub numbers: Vec<NumberMention>,
    /// What its lead claim says about the record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about_record: Option<AboutRecord>,
    /// How likely it is read rightly, 0 to 1: that not every independent source was misread.
    pub confidence: f32,
    /// Number of claims.
    pub claims: u32,
    /// Number of reports.
    pub reports: u32,
    /// Number of reports that are no copies of each other.
    pub independent: u32,
    /// When it was first published.
    pub first_published: Option<When>,
    /// When it was last published.
    pub last_published: Option<When>,
    /// The claim whose sentence shows it best.
    pub lead: StableId,
    /// Where its claims contradict each other: all values, the chosen one first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alternatives: Vec<Alternative>,
}

/// One of several values that the claims of an event give.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Alternative {
    /// `status`, `date`, `place`, `number` or `who`.
    pub field: String,
    /// The value, as EDTF or in words.
    pub value: String,
    /// Number of independent sources that give it.
    pub independent: u32,
    /// The claims that give it, sorted.
    pub claims: Vec<StableId>,
}

impl Alternative {
    /// The reports whose claims give it, of all that tell of the event, each once.
    pub fn docs<'a>(&self, told: &'a [ClaimRow]) -> Vec<&'a str> {
        let mut out: Vec<&str> = Vec::new();
        for row in told.iter().filter(|t| self.claims.contains(&t.id)) {
            if !out.contains(&row.doc.as_str()) {
                out.push(&row.doc);
            }
        }
        out
    }
}

impl Event {
    /// The fields of which its claims say what cannot all be so, each once. A date that another is more precise about
    /// is no contradiction, nor is a plan that came true. Of places merging joins those of one state only, of which one
    /// may be the state itself.
    pub fn contradicted(&self) -> Vec<&str> {
        let mut fields: Vec<&str> = self.alternatives.iter().map(|a| a.field.as_str()).collect();
        fields.dedup();
        fields.retain(|f| self.excludes(f));
        fields
    }

    fn excludes(&self, field: &str) -> bool {
        let values: Vec<&str> = self
            .alternatives
            .iter()
            .filter(|a| a.field == field)
            .map(|a| a.value.as_str())
            .collect();
        match field {
            "date" => {
                let dates: Vec<When> = values.iter().filter_map(|v| v.parse().ok()).collect();
                dates.iter().any(|a| dates.iter().any(|b| !a.overlaps(b)))
            }
            "place" => false,
            "status" => values.contains(&Status::Denied.as_str()),
            _ => true,
        }
    }
}
