//! Events, chosen by the fields of the address, a page at a time.

use super::filter::{self, PAGE};
use crate::{
    ask::Ask,
    parts,
    trouble::Trouble,
    view::{Csv, View},
};
use kroniek_model::ActorRef;
use kroniek_record::{EventRow, Total};
use maud::{Markup, html};
use serde::Serialize;

/// A page of a list of events.
#[derive(Debug, Serialize)]
pub struct Events {
    /// How many there are on all pages.
    #[serde(flatten)]
    pub total: Total,
    /// The number of this page, from 1.
    pub page: usize,
    /// Whether another page follows.
    pub more: bool,
    /// The events.
    pub events: Vec<EventRow>,
}

/// Events as the address asks for them.
///
/// # Errors
/// A field means nothing, or the record cannot be read.
pub fn view(ask: &Ask) -> Result<Events, Trouble> {
    let filter = filter::filter(ask)?;
    let mut events = ask.record.events(&filter)?;
    let more = events.len() > PAGE;
    events.truncate(PAGE);
    Ok(Events { total: ask.record.total_events(&filter)?, page: filter::page(ask)?, more, events })
}

impl View for Events {
    fn title(&self, ask: &Ask) -> String {
        ask.t("events.title").to_owned()
    }

    fn html(&self, ask: &Ask) -> Markup {
        html! {
            h1 { (ask.t("events.title")) }
            (filter::form(ask))
            div #list {
                p.lead aria-live="polite" { (parts::total(ask.words, self.total)) }
                (parts::chronicle(ask, &self.events))
                (parts::pager(ask, self.page, self.more))
            }
        }
    }

    fn csv(&self) -> Option<Csv> {
        Some(csv(&self.events))
    }

    fn scripts(&self) -> &'static [&'static str] {
        &["filter.js"]
    }
}

/// Events as rows, with the columns of `kroniek events --format csv` that say what happened.
pub fn csv(events: &[EventRow]) -> Csv {
    let columns = vec![
        "id",
        "type",
        "kind",
        "status",
        "date",
        "place",
        "country",
        "source",
        "source_names",
        "target",
        "target_names",
        "quad",
        "confidence",
        "reports",
        "sources",
        "sentence",
    ];
    Csv { columns, rows: events.iter().map(row).collect() }
}

fn row(row: &EventRow) -> Vec<String> {
    let e = &row.event;
    let text = |o: Option<String>| o.unwrap_or_default();
    let codes = |side: &[ActorRef]| joined(side.iter().map(|a| a.code.as_str()));
    let names = |side: &[ActorRef]| joined(side.iter().map(|a| a.name.as_deref().unwrap_or("")));
    vec![
        e.id.to_string(),
        e.event_type.to_string(),
        e.kind.clone(),
        e.status.to_string(),
        text(e.date.as_ref().map(ToString::to_string)),
        text(e.place.as_ref().map(|p| p.name.clone())),
        text(e.place.as_ref().and_then(|p| p.country.clone())),
        codes(&e.source),
        names(&e.source),
        codes(&e.target),
        names(&e.target),
        text(e.codes.quad.map(|q| q.to_string())),
        format!("{:.2}", e.confidence),
        e.reports.to_string(),
        row.sources.join(" "),
        row.sentence.clone(),
    ]
}

fn joined<'a>(parts: impl Iterator<Item = &'a str>) -> String {
    parts.collect::<Vec<_>>().join("+")
}
