//! An event on its way into a file.

use crate::ExportError;
use jiff::civil::Date;
use kroniek_model::When;
use kroniek_record::{Event, EventRow, Origin, Record};

/// An event with the sentence that shows it and where its reports came from.
#[derive(Debug, Clone, PartialEq)]
pub struct Exported {
    /// The event.
    pub event: Event,
    /// The sentence of its lead claim, white space single.
    pub sentence: String,
    /// Reports that tell of it, the earliest first; at most [`EventRow::SOURCES`], [`Event::reports`] counts them all.
    pub sources: Vec<Origin>,
}

impl Exported {
    /// Looks up where the reports of an event came from.
    pub(crate) fn of(record: &Record, row: EventRow) -> Result<Self, ExportError> {
        let mut sources = Vec::new();
        for doc in &row.sources {
            sources.extend(record.origin(doc)?);
        }
        let sentence = row.sentence.split_whitespace().collect::<Vec<_>>().join(" ");
        Ok(Exported { event: row.event, sentence, sources })
    }

    /// The report that told of it first.
    pub fn first_source(&self) -> Option<&Origin> {
        self.sources.first()
    }

    /// The first day that its date may mean, or the last where that is open; of one without a date the first day on
    /// which it was reported.
    pub fn day(&self) -> Option<Date> {
        let day = |w: &When| w.earliest().or(w.latest());
        let event = &self.event;
        event.date.as_ref().and_then(day).or(event.first_published.as_ref().and_then(day))
    }
}
