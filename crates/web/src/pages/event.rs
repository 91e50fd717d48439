//! An event with all that is known of it.

use super::{alike::Alike, correct, differ};
use crate::{
    ask::Ask,
    dates::{date, time},
    parts,
    trouble::Trouble,
    view::View,
};
use kroniek_model::ActorRef;
use kroniek_record::{ClaimRow, EventDetail, StateFilter, StateRow};
use maud::{Markup, html};
use serde::Serialize;

/// An event with all that is known of it.
#[derive(Debug, Serialize)]
pub struct EventPage {
    /// Says of a correction which version it was made for.
    pub version: String,
    /// The event, its claims, and how it came to be known.
    #[serde(flatten)]
    pub detail: EventDetail,
    /// States of affairs that it began or ended.
    pub states: Vec<StateRow>,
    /// Other events that it may be one with.
    #[serde(flatten)]
    pub alike: Alike,
}

/// The event of the address.
///
/// # Errors
/// There is none, or the record cannot be read.
pub fn view(ask: &Ask) -> Result<EventPage, Trouble> {
    let detail = ask.record.event(ask.param("id"))?;
    Ok(EventPage {
        version: correct::version(&detail),
        states: states(ask, &detail)?,
        alike: Alike::of(ask, &detail.event)?,
        detail,
    })
}

fn states(ask: &Ask, detail: &EventDetail) -> Result<Vec<StateRow>, Trouble> {
    let id = detail.event.id;
    let sides = [detail.event.source.first(), detail.event.target.first()];
    let actors: Vec<String> = sides.into_iter().flatten().map(|a| a.code.clone()).collect();
    let filter = StateFilter { actors, ..StateFilter::default() };
    let all = ask.record.states(&filter)?;
    Ok(all.into_iter().filter(|s| s.events.contains(&id)).collect())
}

impl View for EventPage {
    fn title(&self, ask: &Ask) -> String {
        let e = &self.detail.event;
        let who = [parts::side(ask, &e.source), parts::side(ask, &e.target)];
        let who: Vec<&str> = who.iter().map(String::as_str).filter(|s| !s.is_empty()).collect();
        format!("{}: {}", ask.words.name("kind", &e.kind), who.join(" – "))
    }

    fn html(&self, ask: &Ask) -> Markup {
        let e = &self.detail.event;
        html! {
            p.kicker {
                span class={ "kind " (parts::hue(e.codes.quad)) } { (ask.words.name("kind", &e.kind)) }
                (parts::status(ask, e.status))
            }
            h1 { (parts::headline(ask, &e.source, &e.target)) }
            (self.facts(ask))
            (differ::section(ask, &self.detail))
            (self.told(ask))
            (self.history(ask))
            @if !self.states.is_empty() {
                section {
                    h2.section { (ask.t("event.states")) }
                    (parts::states(ask, &self.states))
                }
            }
            (correct::forms(ask, self))
            (self.alike.html(ask, self))
        }
    }

    fn scripts(&self) -> &'static [&'static str] {
        &["review.js"]
    }
}

impl EventPage {
    /// Who, whom, when, where and the codes, as a list.
    fn facts(&self, ask: &Ask) -> Markup {
        let e = &self.detail.event;
        let sure = format!("{:.0} %", e.confidence * 100.0);
        html! {
            dl.facts {
                (sides(ask, "column.source", &e.source))
                @if !e.target.is_empty() { (sides(ask, "column.target", &e.target)) }
                dt { (ask.t("column.date")) }
                dd { @match &e.date { Some(d) => (time(ask.words, d)), None => (ask.t("date.none")) } }
                @if let Some(place) = &e.place {
                    dt { (ask.t("column.place")) }
                    dd { (place.name) @if let Some(c) = &place.country { " (" (parts::coded(ask, c)) ")" } }
                }
                @if let Some(says) = &e.said_by { dt { (ask.t("column.said_by")) } dd { (parts::actor(ask, says)) } }
                @if !e.numbers.is_empty() {
                    dt { (ask.t("column.numbers")) }
                    dd { (e.numbers.iter().map(|n| n.text.as_str()).collect::<Vec<_>>().join(", ")) }
                }
                dt { (ask.t("column.reach")) }
                dd {
                    (ask.words.count("count.reports", e.reports.into()))
                    ", " (ask.words.count("count.independent", e.independent.into()))
                }
                dt { (ask.t("column.confidence")) } dd { (sure) }
                dt { (ask.t("column.codes")) } dd.codes { (codes(self)) }
            }
        }
    }

    /// Every claim with its sentence, its report and how it was read.
    fn told(&self, ask: &Ask) -> Markup {
        html! {
            section {
                h2.section { (ask.t("event.told")) }
                @for told in &self.detail.told { (claim(ask, told)) }
            }
        }
    }

    fn history(&self, ask: &Ask) -> Markup {
        let stages = &self.detail.history;
        html! {
            @if stages.len() > 1 {
                section {
                    h2.section { (ask.t("event.history")) }
                    ol.history {
                        @for s in stages {
                            li {
                                @if let Some(day) = &s.published { (time(ask.words, day)) ": " }
                                (ask.words.name("status", s.status.as_str()))
                                @if let Some(day) = &s.date { ", " (date(ask.words, day)) }
                                " (" a href={ "/reports/" (parts::part(&s.doc)) } { (s.doc) } ")"
                            }
                        }
                    }
                }
            }
        }
    }
}

fn sides(ask: &Ask, name: &str, side: &[ActorRef]) -> Markup {
    html! {
        dt { (ask.t(name)) }
        dd {
            @for (n, who) in side.iter().enumerate() {
                @if n > 0 { ", " }
                (parts::actor(ask, who))
                @if let Some(office) = &who.office { span.office lang="en" { ", " (office) } }
            }
        }
    }
}

fn codes(page: &EventPage) -> String {
    let c = &page.detail.event.codes;
    let named = |name: &str, v: Option<String>| v.map(|v| format!("{name} {v}"));
    let all = [
        named("PLOVER", c.plover.clone()),
        c.mode.clone(),
        named("CAMEO", c.cameo.clone()),
        named("quad", c.quad.map(|q| q.to_string())),
        named("score", c.score.map(|s| s.to_string())),
    ];
    all.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// A claim: its sentence, and where it stands.
pub fn claim(ask: &Ask, told: &ClaimRow) -> Markup {
    let evidence = told.claim.evidence.first();
    html! {
        article.claim {
            @if let Some(e) = evidence { blockquote { p { (super::marks::sentence(ask, &told.claim, e)) } } }
            p.sources {
                a href={ "/reports/" (parts::part(&told.doc)) "#c" (told.id) } { (told.doc) }
                @if let Some(outlet) = &told.outlet { ", " (outlet) }
                @if let Some(day) = &told.published { ", " (time(ask.words, day)) }
                (parts::status(ask, told.claim.status))
                @if let Some(verdict) = told.verdict {
                    " · " span.verdict { (ask.words.name("verdict", &verdict.to_string())) }
                }
                " · " a href={ "/claims/" (told.id) } { (ask.t("claim.explain")) }
            }
        }
    }
}
