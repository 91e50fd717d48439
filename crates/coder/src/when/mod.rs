//! When: the dates of a report's events.

use kroniek_model::{Document, Sentence, Status, TimeMention, When};

/// The time expressions of a report and the dates that events get from them.
#[derive(Debug, Clone, Default)]
pub struct Timeline {
    published: Option<When>,
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
    /// Reads the time expressions of a report.
    pub fn new(document: &Document, _sentences: &[Sentence]) -> Timeline {
        Timeline { published: document.published.clone(), mentions: vec![] }
    }

    /// The time expressions, in text order.
    pub fn mentions(&self) -> &[TimeMention] {
        &self.mentions
    }

    /// The date of the event that a token sets off.
    pub fn of(&self, _sentence: usize, _trigger: usize, _status: Status) -> Dated {
        Dated { value: self.published.clone(), rule: "publication" }
    }

    /// Whether a date lies wholly after publication.
    pub fn is_future(&self, date: Option<&When>) -> bool {
        let after =
            |d: &When, p: &When| matches!((d.earliest(), p.latest()), (Some(d), Some(p)) if d > p);
        matches!((date, &self.published), (Some(d), Some(p)) if after(d, p))
    }
}
