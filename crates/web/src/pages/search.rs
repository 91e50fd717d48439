//! A search in words: what it was understood as, and the events that it means.

use super::{
    events::csv,
    filter::{self, PAGE},
    understand::Meaning,
};
use crate::{
    ask::Ask,
    dates::date,
    parts,
    trouble::Trouble,
    view::{Csv, View},
};
use kroniek_record::{EventRow, Filter, RecordError, Total};
use maud::{Markup, html};
use serde::Serialize;

/// What a search came to.
#[derive(Debug, Serialize)]
pub struct Search {
    /// What it was understood as.
    pub meaning: Meaning,
    /// How many events there are on all pages.
    #[serde(flatten)]
    pub total: Total,
    /// The number of this page, from 1.
    pub page: usize,
    /// Whether another page follows.
    pub more: bool,
    /// The events, newest first.
    pub events: Vec<EventRow>,
}

/// The search of the address.
///
/// # Errors
/// The record cannot be read.
pub fn view(ask: &Ask) -> Result<Search, Trouble> {
    let (text, page) = (ask.query.get("q").unwrap_or_default(), filter::page(ask)?);
    let meaning = Meaning::of(text, ask);
    let asked = Filter { limit: Some(PAGE + 1), offset: (page - 1) * PAGE, ..meaning.filter() };
    let found = match text.is_empty() {
        true => Ok(Vec::new()),
        false => ask.record.events(&asked),
    };
    let (mut events, total) = match found {
        // An actor of the world tables of whom the record has nothing is no mistake.
        Err(RecordError::Nobody(_)) => (Vec::new(), Total::NONE),
        found => {
            (found?, if text.is_empty() { Total::NONE } else { ask.record.total_events(&asked)? })
        }
    };
    let more = events.len() > PAGE;
    events.truncate(PAGE);
    Ok(Search { meaning, total, page, more, events })
}

impl View for Search {
    fn title(&self, ask: &Ask) -> String {
        match ask.query.get("q") {
            Some(q) => ask.words.with("search.title", &[("q", q)]),
            None => ask.t("search.label").to_owned(),
        }
    }

    fn html(&self, ask: &Ask) -> Markup {
        html! {
            h1 { (self.title(ask)) }
            (self.understood(ask))
            p.lead { (parts::total(ask.words, self.total)) }
            @if self.events.is_empty() { p { (ask.t("search.none")) } }
            (parts::chronicle(ask, &self.events))
            (parts::pager(ask, self.page, self.more))
        }
    }

    fn csv(&self) -> Option<Csv> {
        Some(csv(&self.events))
    }
}

impl Search {
    /// What was understood, each with where it leads.
    fn understood(&self, ask: &Ask) -> Markup {
        let m = &self.meaning;
        html! {
            ul.types.understood {
                @for a in &m.actors { li { (parts::coded(ask, a)) } }
                @if let [a, b, ..] = &m.actors[..] {
                    li { a href={ "/pairs/" (parts::part(a)) "/" (parts::part(b)) } { (ask.called(a)) " – " (ask.called(b)) } }
                }
                @for t in &m.types { li { (ask.words.name("type", t.as_str())) } }
                @if let Some(when) = &m.when { li { (date(ask.words, when)) } }
                @for w in &m.words { li { "“" (w) "”" } }
                @if ask.query.get("q").is_some() { li { a href={ "/events" (self.address()) } { (ask.t("search.refine")) } } }
            }
        }
    }

    /// The same as fields of the list of events.
    fn address(&self) -> String {
        let (m, mut out) = (&self.meaning, form_urlencoded::Serializer::new(String::from("?")));
        let types: Vec<String> = m.types.iter().map(ToString::to_string).collect();
        let when = m.when.as_ref().map(ToString::to_string).unwrap_or_default();
        for (name, value) in [
            ("actor", m.actors.join(",")),
            ("type", types.join(",")),
            ("from", when.clone()),
            ("to", when),
            ("text", m.words.join(" ")),
        ] {
            if !value.is_empty() {
                out.append_pair(name, &value);
            }
        }
        out.finish()
    }
}
