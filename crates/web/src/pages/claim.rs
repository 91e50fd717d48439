//! How a claim came to be.

use super::{event, marks};
use crate::{ask::Ask, parts, trouble::Trouble, view::View};
use kroniek_model::Step;
use kroniek_record::Explained;
use maud::{Markup, html};
use serde::Serialize;

/// How a claim came to be.
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub struct ClaimPage(Explained);

/// The claim of the address.
///
/// # Errors
/// There is none, or the record cannot be read.
pub fn view(ask: &Ask) -> Result<ClaimPage, Trouble> {
    Ok(ClaimPage(ask.record.explain(ask.param("id"))?))
}

impl View for ClaimPage {
    fn title(&self, ask: &Ask) -> String {
        ask.t("claim.title").to_owned()
    }

    fn html(&self, ask: &Ask) -> Markup {
        let c = &self.0.claim.claim;
        html! {
            p.kicker {
                span class={ "kind " (parts::hue(c.codes.quad)) } { (ask.words.name("kind", &c.kind)) }
                (parts::status(ask, c.status))
            }
            h1 { (parts::headline(ask, &c.source, &c.target)) }
            @if let Some(id) = self.0.claim.event {
                p { a href={ "/events/" (id) } { (ask.t("claim.event")) } }
            }
            (event::claim(ask, &self.0.claim))
            @for e in c.evidence.iter().skip(1) { blockquote { p { (marks::sentence(ask, c, e)) } } }
            (self.steps(ask))
            (self.lost(ask))
            (self.corrections(ask))
            p.versions { (versions(&self.0)) }
        }
    }
}

impl ClaimPage {
    fn steps(&self, ask: &Ask) -> Markup {
        let c = &self.0.claim.claim;
        html! {
            section {
                h2.section { (ask.t("claim.steps")) }
                ul.rules { @for e in &c.evidence { li { code { (e.rule) } } } }
                @if !c.steps.is_empty() { (steps(ask, &c.steps)) }
            }
        }
    }

    fn lost(&self, ask: &Ask) -> Markup {
        let lost = &self.0.claim.claim.lost;
        html! {
            @if !lost.is_empty() {
                section {
                    h2.section { (ask.t("claim.lost")) }
                    ul lang="en" { @for l in lost { li { code { (l.rule) } ": " (l.why) } } }
                }
            }
        }
    }

    fn corrections(&self, ask: &Ask) -> Markup {
        let all = &self.0.corrections;
        html! {
            @if !all.is_empty() {
                section {
                    h2.section { (ask.t("corrections.title")) }
                    ul { @for logged in all { li { (super::corrections::entry(ask, logged)) } } }
                }
            }
        }
    }
}

fn steps(ask: &Ask, steps: &[Step]) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label=(ask.t("claim.steps")) {
            table {
                thead { tr {
                    @for head in ["part", "rule", "note"] { th scope="col" { (ask.t(&format!("claim.{head}"))) } }
                } }
                tbody lang="en" {
                    @for s in steps { tr { th scope="row" { (s.part) } td { code { (s.rule) } } td { (s.note) } } }
                }
            }
        }
    }
}

fn versions(e: &Explained) -> String {
    let v = &e.report.versions;
    format!("kroniek {}, pack {}, ontology {}, world {}", v.kroniek, v.pack, v.ontology, v.world)
}
