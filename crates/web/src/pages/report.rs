//! A report: its text with every reading marked in its place.

use super::marks::{self, Mark};
use crate::{ask::Ask, dates::time, parts, trouble::Trouble, view::View};
use kroniek_model::{Field, Span, TimeMention};
use kroniek_record::{ClaimRow, ReportRow};
use maud::{Markup, html};
use serde::Serialize;

/// A report, its text, and what was read in it.
#[derive(Debug, Serialize)]
pub struct ReportPage {
    /// The report.
    #[serde(flatten)]
    pub report: ReportRow,
    /// Its text as the record keeps it; all spans count in it.
    pub text: String,
    /// What it claims, in its order, as people corrected it.
    pub told: Vec<ClaimRow>,
    /// Time expressions and their values.
    pub times: Vec<TimeMention>,
    /// Page furniture: never read.
    pub noise: Vec<Span>,
}

/// The report of the address.
///
/// # Errors
/// There is none, or the record cannot be read.
pub fn view(ask: &Ask) -> Result<ReportPage, Trouble> {
    let doc = ask.param("doc");
    let (report, text) = ask.record.report(doc)?;
    let mut told = ask.record.claims_of_report(doc)?;
    told.sort_by_key(|t| t.claim.evidence.first().map(|e| (e.field != Field::Title, e.start)));
    let times = ask.record.reading(doc)?.times;
    Ok(ReportPage { noise: ask.app.house.noise(&text), report, text, told, times })
}

impl View for ReportPage {
    fn title(&self, _: &Ask) -> String {
        self.report.title.clone().unwrap_or_else(|| self.report.doc.clone())
    }

    fn html(&self, ask: &Ask) -> Markup {
        let r = &self.report;
        html! {
            p.kicker {
                (ask.t("report.kicker"))
                @if let Some(outlet) = &r.outlet { " · " (outlet) }
                @if let Some(day) = &r.published { " · " (time(ask.words, day)) }
            }
            h1 { @match &r.title { Some(t) => (marks::marked(t, 0, &self.marks(ask, Field::Title))), None => (r.doc) } }
            @if r.title.is_some() { p.doc { code { (r.doc) } } }
            @if let Some(url) = &r.url { p.url { (url) } }
            @if !r.warnings.is_empty() { ul.warnings { @for w in &r.warnings { li lang="en" { (w) } } } }
            (legend(ask))
            div.report {
                div.text lang=[r.lang.as_deref()] { (marks::marked(&self.text, 0, &self.marks(ask, Field::Text))) }
                aside aria-labelledby="readings" {
                    h2.section #readings { (ask.words.count("count.claims", self.told.len() as u64)) }
                    ol.readings { @for told in &self.told { (reading(ask, told)) } }
                }
            }
        }
    }
}

impl ReportPage {
    /// Everything that was read in the text or the title.
    fn marks(&self, ask: &Ask, field: Field) -> Vec<Mark> {
        let mut out = Vec::new();
        for told in &self.told {
            let to = format!("c{}", told.id);
            for e in told.claim.evidence.iter().filter(|e| e.field == field) {
                let (span, note, to) =
                    (Span::new(e.start, e.end), String::new(), Some(to.as_str()));
                out.push(Mark { span, class: "read", note, to: None });
                out.extend(marks::of_claim(ask, &told.claim, e, to));
            }
        }
        for t in self.times.iter().filter(|t| t.field == field) {
            let note = format!("{}: {}", ask.t("column.date"), t.value);
            out.push(Mark { span: t.span(), class: "time", note, to: None });
        }
        if field == Field::Text {
            let noise =
                |span: &Span| Mark { span: *span, class: "noise", note: String::new(), to: None };
            out.extend(self.noise.iter().map(noise));
        }
        out
    }
}

fn legend(ask: &Ask) -> Markup {
    html! {
        p.legend {
            @for class in ["trigger", "source", "target", "speaker", "time", "noise"] {
                span class={ "mark " (class) } { (ask.t(&format!("mark.{class}"))) } " "
            }
        }
    }
}

fn reading(ask: &Ask, told: &ClaimRow) -> Markup {
    let c = &told.claim;
    html! {
        li id={ "c" (told.id) } {
            p.kicker {
                span class={ "kind " (parts::hue(c.codes.quad)) } { (ask.words.name("kind", &c.kind)) }
                (parts::status(ask, c.status))
                @if let Some(v) = told.verdict { " · " span.verdict { (ask.words.name("verdict", &v.to_string())) } }
            }
            p.headline {
                @match told.event {
                    Some(id) => { a href={ "/events/" (id) } { (parts::headline(ask, &c.source, &c.target)) } }
                    None => (parts::headline(ask, &c.source, &c.target)),
                }
            }
            p.sources {
                @if let Some(day) = &c.date { (time(ask.words, day)) " · " }
                a href={ "/claims/" (told.id) } { (ask.t("claim.explain")) }
                @if let Some(e) = c.evidence.first() { " · " code { (e.rule) } }
            }
        }
    }
}
