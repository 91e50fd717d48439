//! The queue of what a person should look at: the least sure that reaches furthest first.

use super::{correct, corrections, filter, form::Form, login::go};
use crate::{
    ask::Ask,
    guard::keep_name,
    parts,
    trouble::Trouble,
    view::{Csv, View},
};
use axum::response::Response;
use kroniek_record::{EventRow, Logged, Reviewed};
use maud::{Markup, html};
use serde::Serialize;

/// Events on a page.
const PAGE: usize = 20;
/// Corrections that it shows to be undone.
const LAST: usize = 5;

/// An event of the queue.
#[derive(Debug, Serialize)]
pub struct Waiting {
    /// Says of a correction which version it was made for.
    pub version: String,
    /// The event.
    #[serde(flatten)]
    pub row: EventRow,
}

/// A page of the queue.
#[derive(Debug, Serialize)]
pub struct Queue {
    /// The number of this page, from 1.
    pub page: usize,
    /// Whether another page follows.
    pub more: bool,
    /// How much is done.
    pub progress: Reviewed,
    /// The events.
    pub events: Vec<Waiting>,
    /// The latest corrections.
    pub last: Vec<Logged>,
}

/// A page of the queue.
///
/// # Errors
/// The record cannot be read.
pub fn view(ask: &Ask) -> Result<Queue, Trouble> {
    let page = filter::page(ask)?;
    let mut rows = ask.record.to_review(PAGE + 1, (page - 1) * PAGE)?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let waiting = |row: EventRow| {
        let detail = ask.record.event(&row.event.id.to_string())?;
        Ok(Waiting { version: correct::version(&detail), row })
    };
    let events = rows.into_iter().map(waiting).collect::<Result<_, Trouble>>()?;
    let last = ask.record.corrections()?.into_iter().rev().take(LAST).collect();
    Ok(Queue { page, more, progress: ask.record.reviewed()?, events, last })
}

impl View for Queue {
    fn title(&self, ask: &Ask) -> String {
        ask.t("review.title").to_owned()
    }

    fn html(&self, ask: &Ask) -> Markup {
        html! {
            h1 { (ask.t("review.title")) }
            p.lead { (ask.t("review.lead")) }
            (self.progress(ask))
            p.keys { (ask.t("review.keys")) }
            (name(ask))
            @if self.events.is_empty() { p { (ask.t("review.none")) } }
            div.queue { @for (n, waiting) in self.events.iter().enumerate() { (item(ask, waiting, n)) } }
            (parts::pager(ask, self.page, self.more))
            @if !self.last.is_empty() {
                section data-review {
                    h2.section { (ask.t("review.last")) }
                    ul.log {
                        @for l in &self.last {
                            li class=[(!l.counts).then_some("undone")] { (corrections::entry(ask, l)) " " (corrections::undo(ask, l)) }
                        }
                    }
                    p { a href="/corrections" { (ask.t("corrections.title")) } }
                }
            }
        }
    }

    fn csv(&self) -> Option<Csv> {
        let rows: Vec<EventRow> = self.events.iter().map(|w| w.row.clone()).collect();
        Some(super::events::csv(&rows))
    }

    fn scripts(&self) -> &'static [&'static str] {
        &["review.js"]
    }
}

impl Queue {
    fn progress(&self, ask: &Ask) -> Markup {
        let p = self.progress;
        let (done, all) = (ask.words.number(p.judged), ask.words.number(p.events));
        html! {
            p {
                label for="progress" { (ask.words.with("review.progress", &[("done", &done), ("all", &all)])) }
                " " progress #progress max=(p.events.max(1)) value=(p.judged) { (done) " / " (all) }
            }
        }
    }
}

/// Keeps who reviews.
///
/// # Errors
/// None.
pub fn keep(_: &Ask, form: &Form) -> Result<Response, Trouble> {
    let mut response = go("/review");
    keep_name(&mut response, form.fields.get("who").unwrap_or_default());
    Ok(response)
}

/// The form that says who reviews.
fn name(ask: &Ask) -> Markup {
    html! {
        form.inline method="post" action="/review" {
            input type="hidden" name=(Form::PROOF) value=(ask.app.guard.form());
            label for="who" { (ask.t("review.who")) }
            input #who name="who" value=(ask.who) autocomplete="name" maxlength="80";
            button type="submit" { (ask.t("review.keep")) }
        }
    }
}

fn item(ask: &Ask, waiting: &Waiting, n: usize) -> Markup {
    let (row, e) = (&waiting.row, &waiting.row.event);
    let back = format!("{}{}", ask.path, ask.query.with("lang", ""));
    html! {
        div.waiting data-review tabindex="0" role="group" aria-labelledby={ "w" (n) } {
            div id={ "w" (n) } {
                p.date { (parts::day_of(ask, &row.event)) }
                (parts::event(ask, row, 2))
            }
            p.sure {
                (ask.t("column.confidence")) " " (format!("{:.0} %", e.confidence * 100.0)) ", "
                (ask.words.count("count.reports", e.reports.into()))
            }
            div.verdicts {
                (correct::verdicts(ask, e.id, &waiting.version, Some(&back)))
                a.button data-key="e" href={ "/events/" (e.id) "?back=" (parts::part(&back)) "#review" } { (ask.t("review.change")) " " kbd { "e" } }
                a.button data-key="m" href={ "/events/" (e.id) "?back=" (parts::part(&back)) "#merge" } { (ask.t("review.merge")) " " kbd { "m" } }
            }
        }
    }
}
