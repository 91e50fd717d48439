//! Who with whom in a stretch of time.

use super::{
    filter, lens,
    period::{self, Period},
    years,
};
use crate::{
    ask::Ask,
    draw::{self, Dot, Lens, Tie},
    parts,
    trouble::Trouble,
    view::View,
};
use jiff::civil::Date;
use kroniek_record::{Edge, Network, Node, Tally};
use maud::{Markup, html};
use serde::Serialize;
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

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
    #[serde(skip)]
    lens: Lens,
}

/// The network of the address.
///
/// # Errors
/// A date is none, or the record cannot be read.
pub fn view(ask: &Ask) -> Result<NetworkPage, Trouble> {
    let years = period::years(ask)?;
    let (shown, lens) = (years::shown(ask)?, lens::lens(ask)?);
    let day = |d: Date| d.to_string().parse().ok();
    let all = shown.map(|p| ask.network(day(p.from), day(p.to))).transpose()?.unwrap_or_default();
    let chosen = filter::actors(ask);
    let all = if chosen.is_empty() { all } else { Arc::new(around(&all, &chosen)) };
    let (actors, pairs) = (all.nodes.len(), all.edges.len());
    let nodes: Vec<Node> = all.nodes.iter().take(NODES).cloned().collect();
    let there = |code: &String| nodes.iter().any(|n| n.code == *code);
    let edges = all.edges.iter().filter(|e| there(&e.a) && there(&e.b)).take(EDGES);
    let edges = edges.cloned().collect();
    let period = shown.map(|p| [p.from, p.to].map(|d| d.to_string()));
    Ok(NetworkPage { period, actors, pairs, nodes, edges, shown, years, lens })
}

/// Of a network the part around some actors: they, whoever has to do with them, and what passes between all these.
fn around(all: &Network, actors: &[String]) -> Network {
    let chosen = |code: &String| actors.contains(code);
    let with = all.edges.iter().filter(|e| chosen(&e.a) || chosen(&e.b));
    let near: HashSet<String> = with.flat_map(|e| [e.a.clone(), e.b.clone()]).collect();
    // The actors themselves come first, so that they are drawn however little they do.
    let (own, others): (Vec<Node>, Vec<Node>) =
        all.nodes.iter().filter(|n| near.contains(&n.code)).cloned().partition(|n| chosen(&n.code));
    let edges = all.edges.iter().filter(|e| near.contains(&e.a) && near.contains(&e.b)).cloned();
    Network { nodes: own.into_iter().chain(others).collect(), edges: edges.collect() }
}

impl View for NetworkPage {
    fn title(&self, ask: &Ask) -> String {
        ask.t("network.title").to_owned()
    }

    fn html(&self, ask: &Ask) -> Markup {
        html! {
            h1 { (ask.t("network.title")) }
            (years::slider(ask, &self.years, self.shown))
            (dates(ask))
            p.keys data-keys hidden { (ask.t("lens.keys")) }
            div #list {
                @match self.shown {
                    Some(shown) => (self.drawing(ask, shown)),
                    None => p.lead { (ask.t("timeline.none")) },
                }
            }
        }
    }

    fn scripts(&self) -> &'static [&'static str] {
        &["moves.js"]
    }
}

impl NetworkPage {
    fn drawing(&self, ask: &Ask, shown: Period) -> Markup {
        html! {
            p.lead { (shown.words(ask)) }
            p { (self.told(ask)) }
            (lens::moves(ask, self.lens, &[(ask.t("lens.whole").to_owned(), Lens::default())]))
            div.scroll tabindex="0" role="region" aria-label=(ask.t("network.drawing")) {
                (draw::network(&self.dots(ask), &self.ties(ask), self.lens, ask.t("network.drawing")))
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

/// Any stretch of time.
fn dates(ask: &Ask) -> Markup {
    html! {
        details.filter {
            summary { (ask.t("network.dates")) }
            form action=(ask.path) {
                (filter::field(ask, "actor", "text", "filter.actor.hint"))
                (filter::dates(ask))
                (parts::kept(ask, &["actor", "from", "to", "year", "lang"]))
                p.field { button type="submit" { (ask.t("filter.apply")) } }
            }
        }
    }
}
