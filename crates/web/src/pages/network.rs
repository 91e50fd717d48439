//! Who with whom in a stretch of time.

use super::{
    filter,
    period::{self, Period},
};
use crate::{
    ask::Ask,
    draw::{self, Dot, Tie},
    parts,
    trouble::Trouble,
    view::View,
};
use jiff::civil::Date;
use kroniek_record::{Edge, Filter, Node, Tally};
use maud::{Markup, html};
use serde::Serialize;
use std::collections::HashMap;

/// Actors that are drawn, the busiest.
const NODES: usize = 60;
/// Pairs that are drawn, the busiest.
const EDGES: usize = 220;

/// The network of a stretch of time.
#[derive(Debug, Serialize)]
pub struct NetworkPage {
    /// The stretch of time; none in an empty record.
    pub period: Option<[String; 2]>,
    /// How many actors there are.
    pub actors: usize,
    /// How many pairs there are.
    pub pairs: usize,
    /// The busiest actors.
    pub nodes: Vec<Node>,
    /// The busiest pairs of these.
    pub edges: Vec<Edge>,
    #[serde(skip)]
    shown: Option<Period>,
    #[serde(skip)]
    years: Vec<(i16, u64)>,
}

/// The network of the address.
///
/// # Errors
/// A date is none, or the record cannot be read.
pub fn view(ask: &Ask) -> Result<NetworkPage, Trouble> {
    let years = period::years(ask)?;
    let shown = of_year(ask)?.map_or_else(|| period::period(ask), |p| Ok(Some(p)))?;
    let day = |d: Date| d.to_string().parse().ok();
    let of = |p: Period| Filter { from: day(p.from), to: day(p.to), ..Filter::default() };
    let all = shown.map(|p| ask.record.network(&of(p))).transpose()?.unwrap_or_default();
    let (actors, pairs) = (all.nodes.len(), all.edges.len());
    let nodes: Vec<Node> = all.nodes.into_iter().take(NODES).collect();
    let there = |code: &String| nodes.iter().any(|n| n.code == *code);
    let edges = all.edges.into_iter().filter(|e| there(&e.a) && there(&e.b)).take(EDGES).collect();
    let period = shown.map(|p| [p.from, p.to].map(|d| d.to_string()));
    Ok(NetworkPage { period, actors, pairs, nodes, edges, shown, years })
}

/// The year of the slider.
fn of_year(ask: &Ask) -> Result<Option<Period>, Trouble> {
    let Some(said) = ask.query.get("year") else { return Ok(None) };
    let wrong = || Trouble::Value("year", said.to_owned());
    let year: i16 = said.parse().map_err(|_| wrong())?;
    let day = |month, day| Date::new(year, month, day).map_err(|_| wrong());
    Ok(Some(Period { from: day(1, 1)?, to: day(12, 31)? }))
}

impl View for NetworkPage {
    fn title(&self, ask: &Ask) -> String {
        ask.t("network.title").to_owned()
    }

    fn html(&self, ask: &Ask) -> Markup {
        html! {
            h1 { (ask.t("network.title")) }
            (slider(ask, &self.years, self.shown))
            (dates(ask))
            @match self.shown {
                Some(shown) => (self.drawing(ask, shown)),
                None => p.lead { (ask.t("timeline.none")) },
            }
        }
    }
}

impl NetworkPage {
    fn drawing(&self, ask: &Ask, shown: Period) -> Markup {
        html! {
            p.lead { (shown.words(ask)) }
            p { (self.told(ask)) }
            div.scroll tabindex="0" role="region" aria-label=(ask.t("network.drawing")) {
                (draw::network(&self.dots(ask), &self.ties(ask), ask.t("network.drawing")))
            }
            ul.symbols aria-label=(ask.t("key.title")) {
                @for hue in ["good", "bad", "plain"] {
                    li { (draw::line(hue)) (ask.t(&format!("network.{hue}"))) }
                }
                li { (draw::shade()) (ask.t("network.bloc")) }
            }
        }
    }

    /// How many actors and pairs there are, and how many of them are drawn.
    fn told(&self, ask: &Ask) -> String {
        let n = |n: usize| ask.words.number(n as u64);
        let (actors, pairs) = (n(self.actors), n(self.pairs));
        if (self.nodes.len(), self.edges.len()) == (self.actors, self.pairs) {
            return ask.words.with("network.all", &[("actors", &actors), ("pairs", &pairs)]);
        }
        let (nodes, edges) = (n(self.nodes.len()), n(self.edges.len()));
        let values = [("nodes", &nodes), ("actors", &actors), ("edges", &edges), ("pairs", &pairs)];
        ask.words.with("network.told", &values.map(|(name, value)| (name, value.as_str())))
    }

    fn dots(&self, ask: &Ask) -> Vec<Dot> {
        let dot = |n: &Node| Dot {
            label: ask.called(&n.code).to_owned(),
            href: parts::actor_path(&n.code, None),
            words: format!(
                "{}: {}",
                ask.called(&n.code),
                ask.words.count("count.events", n.events)
            ),
            events: n.events,
            bloc: n.bloc,
        };
        self.nodes.iter().map(dot).collect()
    }

    fn ties(&self, ask: &Ask) -> Vec<Tie> {
        let at: HashMap<&str, usize> =
            self.nodes.iter().enumerate().map(|(i, n)| (n.code.as_str(), i)).collect();
        let tie = |e: &Edge| {
            Some(Tie {
                a: *at.get(e.a.as_str())?,
                b: *at.get(e.b.as_str())?,
                events: e.tally.events,
                cooperation: e.tally.cooperation,
                hue: hue(&e.tally),
                href: format!("/pairs/{}/{}", parts::part(&e.a), parts::part(&e.b)),
                words: format!(
                    "{} – {}: {}",
                    ask.called(&e.a),
                    ask.called(&e.b),
                    parts::tally_words(ask, &e.tally)
                ),
            })
        };
        self.edges.iter().filter_map(tie).collect()
    }
}

/// What there was more of.
fn hue(t: &Tally) -> &'static str {
    match t.cooperation.cmp(&t.conflict) {
        std::cmp::Ordering::Greater => "good",
        std::cmp::Ordering::Less => "bad",
        std::cmp::Ordering::Equal => "plain",
    }
}

/// A slider through the years of the record, and links to those beside the one that is shown.
fn slider(ask: &Ask, years: &[(i16, u64)], shown: Option<Period>) -> Markup {
    let (Some((first, _)), Some((last, _))) = (years.first(), years.last()) else {
        return html! {};
    };
    let at = shown.map_or(*last, |p| p.to.year()).clamp(*first, *last);
    let near = |year: i16| (*first..=*last).contains(&year).then_some(year);
    let link = |year: i16| format!("{}?year={year}", ask.path);
    html! {
        form.slider action=(ask.path) {
            label for="year" { (ask.t("field.year")) }
            span.number { (first) }
            input #year type="range" name="year" min=(first) max=(last) value=(at) list="years";
            span.number { (last) }
            datalist #years { @for (year, _) in years { option value=(year) {} } }
            button type="submit" { (ask.t("asof.show")) }
            @if let Some(year) = near(at - 1) { a rel="prev" href=(link(year)) { "← " (year) } }
            strong { @if shown.is_some_and(|p| p.days() < 367) { (at) } }
            @if let Some(year) = near(at + 1) { a rel="next" href=(link(year)) { (year) " →" } }
            a href=(ask.path) { (ask.t("timeline.all")) }
        }
    }
}

/// Any stretch of time.
fn dates(ask: &Ask) -> Markup {
    html! {
        details.filter {
            summary { (ask.t("network.dates")) }
            form action=(ask.path) {
                (filter::field(ask, "from", "text", "filter.date.hint"))
                (filter::field(ask, "to", "text", "filter.date.hint"))
                p.field { button type="submit" { (ask.t("filter.apply")) } }
            }
        }
    }
}
