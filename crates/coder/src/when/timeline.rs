//! The dates of events.

use super::Found;
use kroniek_model::{Status, TimeMention, When};

/// The time expressions of a report and the dates that events get from them.
#[derive(Debug, Clone, Default)]
pub struct Timeline {
    published: Option<When>,
    found: Vec<Found>,
    mentions: Vec<TimeMention>,
}

/// A date and the rule that gave it.
#[derive(Debug, Clone, Default)]
pub struct Dated {
    /// The date; `None` where the report does not say.
    pub value: Option<When>,
    /// The rule that decided.
    pub rule: &'static str,
}

impl Timeline {
    pub(super) fn new(published: Option<When>, found: Vec<Found>) -> Timeline {
        let mentions = found.iter().map(|f| f.mention.clone()).collect();
        Timeline { published, found, mentions }
    }

    /// The time expressions, in text order.
    pub fn mentions(&self) -> &[TimeMention] {
        &self.mentions
    }

    /// The date of the event that a token sets off.
    pub fn of(&self, sentence: usize, trigger: usize, _status: Status) -> Dated {
        let here = self.found.iter().filter(|f| f.sentence == sentence);
        let nearest = here.min_by_key(|f| f.expression.tokens.start.abs_diff(trigger));
        match nearest {
            Some(f) => Dated { value: Some(f.mention.value.clone()), rule: "sentence" },
            None => Dated { value: self.published.clone(), rule: "publication" },
        }
    }

    /// Whether a date lies wholly after publication.
    pub fn is_future(&self, date: Option<&When>) -> bool {
        matches!((date, &self.published), (Some(d), Some(p)) if p.is_before(d))
    }
}
