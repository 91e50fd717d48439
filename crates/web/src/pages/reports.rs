//! The reports that the record has.

use super::filter;
use crate::{
    ask::Ask,
    dates::time,
    parts,
    trouble::Trouble,
    view::{Csv, View},
};
use kroniek_record::ReportRow;
use maud::{Markup, html};
use serde::Serialize;

/// Reports on a page.
const PAGE: usize = 100;

/// A page of the list of reports.
#[derive(Debug, Serialize)]
pub struct Reports {
    /// The number of this page, from 1.
    pub page: usize,
    /// Whether another page follows.
    pub more: bool,
    /// The reports, by date.
    pub reports: Vec<ReportRow>,
}

/// A page of the list of reports.
///
/// # Errors
/// The record cannot be read.
pub fn view(ask: &Ask) -> Result<Reports, Trouble> {
    let page = filter::page(ask)?;
    let mut reports = ask.record.reports(Some(PAGE + 1), (page - 1) * PAGE)?;
    let more = reports.len() > PAGE;
    reports.truncate(PAGE);
    Ok(Reports { page, more, reports })
}

impl View for Reports {
    fn title(&self, ask: &Ask) -> String {
        ask.t("reports.title").to_owned()
    }

    fn html(&self, ask: &Ask) -> Markup {
        html! {
            h1 { (ask.t("reports.title")) }
            div.scroll tabindex="0" role="region" aria-label=(ask.t("reports.title")) {
                table {
                    thead { tr {
                        @for head in ["report", "published", "outlet", "claims", "copies"] {
                            th scope="col" { (ask.t(&format!("column.{head}"))) }
                        }
                    } }
                    tbody {
                        @for r in &self.reports {
                            tr {
                                th scope="row" { a href={ "/reports/" (parts::part(&r.doc)) } { (r.title.as_deref().unwrap_or(&r.doc)) } }
                                td { @if let Some(day) = &r.published { (time(ask.words, day)) } }
                                td { (r.outlet.as_deref().unwrap_or_default()) }
                                td.number { (r.claims) }
                                td.number { (r.copies) }
                            }
                        }
                    }
                }
            }
            (parts::pager(ask, self.page, self.more))
        }
    }

    fn csv(&self) -> Option<Csv> {
        let text = |o: &Option<String>| o.clone().unwrap_or_default();
        let row = |r: &ReportRow| {
            let day = r.published.as_ref().map(ToString::to_string);
            vec![
                r.doc.clone(),
                text(&day),
                text(&r.lang),
                text(&r.outlet),
                text(&r.title),
                text(&r.url),
                r.claims.to_string(),
                r.copies.to_string(),
            ]
        };
        let columns =
            vec!["doc", "published", "lang", "outlet", "title", "url", "claims", "copies"];
        Some(Csv { columns, rows: self.reports.iter().map(row).collect() })
    }
}
