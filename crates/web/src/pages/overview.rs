//! The first page: what the record holds.

use crate::{
    ask::Ask,
    parts::{self, coded, tally_bar},
    trouble::Trouble,
    view::View,
};
use kroniek_model::Status;
use kroniek_record::{Counts, Edge, EventRow, Filter};
use maud::{Markup, html};
use serde::Serialize;

/// Newest events that it shows.
const NEWEST: usize = 12;
/// Planned events that it shows.
const PLANNED: usize = 6;
/// Pairs that it shows.
const PAIRS: usize = 12;

/// What the record holds.
#[derive(Debug, Serialize)]
pub struct Overview {
    /// How much there is of everything.
    pub counts: Counts,
    /// What happened last.
    pub newest: Vec<EventRow>,
    /// What is planned latest.
    pub planned: Vec<EventRow>,
    /// Who had most to do with whom.
    pub pairs: Vec<Edge>,
}

/// What the record holds.
///
/// # Errors
/// The record cannot be read.
pub fn view(ask: &Ask) -> Result<Overview, Trouble> {
    let newest = |statuses: &[Status], limit| Filter {
        statuses: statuses.to_vec(),
        newest_first: true,
        limit: Some(limit),
        ..Filter::default()
    };
    let network = ask.network(None, None)?;
    let pairs = network.edges.iter().take(PAIRS).cloned().collect();
    Ok(Overview {
        counts: Counts::clone(&*ask.app.store.counts(ask.record)?),
        newest: ask.record.events(&newest(&[Status::Happened], NEWEST))?,
        planned: ask.record.events(&newest(&[Status::Planned], PLANNED))?,
        pairs,
    })
}

impl View for Overview {
    fn title(&self, ask: &Ask) -> String {
        ask.t("overview.title").to_owned()
    }

    fn html(&self, ask: &Ask) -> Markup {
        html! {
            h1.hidden { (ask.t("overview.title")) }
            p.holds { (holds(ask, &self.counts)) }
            @if self.counts.reports == 0 { (empty(ask)) }
            div.front {
                section.lead-column aria-labelledby="newest" {
                    h2.section #newest { (ask.t("overview.newest")) }
                    (parts::chronicle(ask, &self.newest))
                    p { a.more href="/events" { (ask.t("overview.all")) } }
                }
                aside {
                    (pairs(ask, &self.pairs))
                    (planned(ask, &self.planned))
                }
            }
        }
    }
}

fn holds(ask: &Ask, c: &Counts) -> String {
    let w = ask.words;
    let [events, reports, actors] = [
        w.count("count.events", c.events),
        w.count("count.reports", c.reports),
        w.count("count.actors", c.actors),
    ];
    w.with("overview.holds", &[("events", &events), ("reports", &reports), ("actors", &actors)])
}

fn empty(ask: &Ask) -> Markup {
    html! { p.lead { (ask.t("overview.empty")) " " a href="/add" { (ask.t("nav.add")) } } }
}

fn pairs(ask: &Ask, pairs: &[Edge]) -> Markup {
    let most = pairs.first().map_or(1, |p| p.tally.events);
    html! {
        section aria-labelledby="pairs" {
            h2.section #pairs { (ask.t("overview.pairs")) }
            ol.pairs {
                @for pair in pairs {
                    li {
                        a href={ "/pairs/" (parts::part(&pair.a)) "/" (parts::part(&pair.b)) } {
                            (ask.called(&pair.a)) " – " (ask.called(&pair.b))
                        }
                        span.number { (ask.words.number(pair.tally.events)) }
                        (tally_bar(ask, &pair.tally, most))
                    }
                }
            }
            p.legend {
                span.key.good { (ask.t("legend.good")) } " "
                span.key.bad { (ask.t("legend.bad")) } " "
                span.key.plain { (ask.t("legend.plain")) }
            }
        }
    }
}

fn planned(ask: &Ask, rows: &[EventRow]) -> Markup {
    html! {
        @if !rows.is_empty() {
            section aria-labelledby="planned" {
                h2.section #planned { (ask.t("overview.planned")) }
                ul.brief {
                    @for row in rows {
                        li {
                            span.date { (parts::day_of(ask, &row.event)) }
                            " " a href={ "/events/" (row.event.id) } {
                                (ask.words.name("kind", &row.event.kind)) ": "
                                (parts::headline(ask, &row.event.source, &row.event.target))
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A list of actors by their codes, parted by commas.
pub fn list(ask: &Ask, codes: &[String]) -> Markup {
    html! { @for (n, code) in codes.iter().enumerate() { @if n > 0 { ", " } (coded(ask, code)) } }
}
