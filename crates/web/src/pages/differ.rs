//! Where the reports of an event contradict each other, and which report says what.

use crate::{ask::Ask, dates, parts};
use kroniek_model::When;
use kroniek_record::{Alternative, EventDetail};
use maud::{Markup, html};

/// All values that the reports give where they differ, the chosen one first, each with its reports.
pub fn section(ask: &Ask, detail: &EventDetail) -> Markup {
    let all = &detail.event.alternatives;
    html! {
        @if !all.is_empty() {
            section {
                h2.section { (ask.t("event.contradictions")) }
                dl.facts {
                    @for values in all.chunk_by(|a, b| a.field == b.field) {
                        dt { (ask.t(&format!("column.{}", values[0].field))) }
                        dd { @for a in values { div { strong { (value(ask, a)) } " " (told(ask, a, detail)) } } }
                    }
                }
            }
        }
    }
}

/// A value in the reader's words.
fn value(ask: &Ask, a: &Alternative) -> String {
    let day = || a.value.parse::<When>().map(|w| dates::date(ask.words, &w)).ok();
    let called = |code: &str| ask.called(code).to_owned();
    match a.field.as_str() {
        "date" => day().unwrap_or_else(|| a.value.clone()),
        "status" => ask.words.name("status", &a.value),
        "who" => a.value.split(" + ").map(called).collect::<Vec<_>>().join(", "),
        _ => a.value.clone(),
    }
}

/// How many sources of their own say so, and the reports.
fn told(ask: &Ask, a: &Alternative, detail: &EventDetail) -> Markup {
    html! {
        "(" (ask.words.count("count.independent", a.independent.into())) ": "
        @for (n, doc) in a.docs(&detail.told).into_iter().enumerate() {
            @if n > 0 { ", " }
            a href={ "/reports/" (parts::part(doc)) } { (doc) }
        }
        ")"
    }
}
