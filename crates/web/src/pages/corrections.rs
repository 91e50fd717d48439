//! The log of corrections.

use super::{filter, form::Form};
use crate::{
    ask::Ask,
    parts,
    trouble::Trouble,
    view::{Csv, View},
};
use kroniek_model::{ActorRef, CodeRef};
use kroniek_record::{Action, Fix, Logged};
use maud::{Markup, html};
use serde::Serialize;

/// Corrections on a page.
const PAGE: usize = 50;

/// A page of the log, the latest first.
#[derive(Debug, Serialize)]
pub struct Corrections {
    /// The number of this page, from 1.
    pub page: usize,
    /// Whether another page follows.
    pub more: bool,
    /// The corrections.
    pub corrections: Vec<Logged>,
}

/// A page of the log.
///
/// # Errors
/// The record cannot be read.
pub fn view(ask: &Ask) -> Result<Corrections, Trouble> {
    let all = ask.record.corrections()?;
    let page = filter::page(ask)?;
    let more = all.len() > page * PAGE;
    let corrections = all.into_iter().rev().skip((page - 1) * PAGE).take(PAGE).collect();
    Ok(Corrections { page, more, corrections })
}

impl View for Corrections {
    fn title(&self, ask: &Ask) -> String {
        ask.t("corrections.title").to_owned()
    }

    fn html(&self, ask: &Ask) -> Markup {
        html! {
            h1 { (ask.t("corrections.title")) }
            p { a href="/review" { (ask.t("corrections.back")) } }
            @if self.corrections.is_empty() { p { (ask.t("corrections.none")) } }
            ul.log {
                @for logged in &self.corrections {
                    li class=[(!logged.counts).then_some("undone")] {
                        (entry(ask, logged)) " " (undo(ask, logged))
                    }
                }
            }
            (parts::pager(ask, self.page, self.more))
        }
    }

    fn csv(&self) -> Option<Csv> {
        let row = |l: &Logged| {
            let (c, ids) = (&l.correction, l.correction.anchors());
            let ids: Vec<String> = ids.map(|a| a.claim.to_string()).collect();
            let (does, value) = (name(&c.action).to_owned(), value(&c.action));
            let id = l.id.to_string();
            vec![
                id,
                c.at.clone(),
                c.who.clone(),
                l.counts.to_string(),
                does,
                value,
                ids.join(" "),
                c.why.clone(),
            ]
        };
        let columns = vec!["id", "at", "who", "counts", "does", "value", "claims", "why"];
        Some(Csv { columns, rows: self.corrections.iter().map(row).collect() })
    }
}

/// A button that takes a correction back.
pub fn undo(ask: &Ask, logged: &Logged) -> Markup {
    html! {
        @if logged.counts && !matches!(logged.correction.action, Action::Undo { .. }) {
            form.inline method="post" action={ "/corrections/" (logged.id) "/undo" } data-key="u" {
                input type="hidden" name=(Form::PROOF) value=(ask.app.guard.form());
                input type="hidden" name="who" value=(ask.who);
                input type="hidden" name="back" value={ (ask.path) (ask.query.with("lang", "")) };
                button type="submit" { (ask.t("review.undo")) " " kbd { "u" } }
            }
        }
    }
}

/// A correction in a line: when, who, what, why.
pub fn entry(ask: &Ask, logged: &Logged) -> Markup {
    let c = &logged.correction;
    let first = c.anchors().next();
    html! {
        time datetime=(c.at) { (c.at.get(..16).unwrap_or(&c.at).replace('T', " ")) }
        " " strong { (c.who) } ": " (ask.words.name("correction", name(&c.action)))
        @let value = value(&c.action);
        @if !value.is_empty() { " " (value) }
        @if let Some(a) = first {
            ", " a href={ "/claims/" (a.claim) } { "“" (shortened(&a.sentence)) "”" }
        }
        @if !c.why.is_empty() { ", " em { (c.why) } }
        @if !logged.counts { " (" (ask.t("corrections.undone")) ")" }
    }
}

fn shortened(sentence: &str) -> String {
    const LONGEST: usize = 90;
    match sentence.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", sentence[..at].trim_end()),
        None => sentence.to_owned(),
    }
}

fn name(action: &Action) -> &'static str {
    match action {
        Action::Accept { .. } => "accept",
        Action::Reject { .. } => "reject",
        Action::Change { .. } => "change",
        Action::Merge { .. } => "merge",
        Action::Split { .. } => "split",
        Action::Alias { .. } => "alias",
        Action::Part { .. } => "part",
        Action::Undo { .. } => "undo",
    }
}

fn value(action: &Action) -> String {
    let code = |c: &CodeRef| c.name.as_ref().map_or(c.code.clone(), |n| format!("{}/{n}", c.code));
    match action {
        Action::Change { fix, .. } => fixed(fix),
        Action::Alias { from, to } | Action::Part { from, to, .. } => {
            format!("{} = {}", code(from), code(to))
        }
        Action::Undo { correction } => correction.to_string(),
        _ => String::new(),
    }
}

fn fixed(fix: &Fix) -> String {
    let side = |all: &[ActorRef]| {
        let one = |a: &ActorRef| a.name.clone().unwrap_or_else(|| a.code.clone());
        all.iter().map(one).collect::<Vec<_>>().join(", ")
    };
    match fix {
        Fix::Type(v) => v.to_string(),
        Fix::Kind(v) => v.clone(),
        Fix::Status(v) => v.to_string(),
        Fix::Date(v) => v.as_ref().map_or("-".into(), ToString::to_string),
        Fix::Place(v) => v.as_ref().map_or("-".into(), |p| p.name.clone()),
        Fix::Source(v) | Fix::Target(v) => side(v),
    }
}
