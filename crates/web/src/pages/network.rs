//! Who with whom in a stretch of time.

use super::{filter, pane::Pane, period::Period};
use crate::{
    ask::Ask,
    draw::{self, Dot, Lens, Tie},
    parts,
    trouble::Trouble,
    view::View,
};
use kroniek_model::When;
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
    /// The stretch of time, and which part of the drawing.
    #[serde(flatten)]
    pub pane: Pane,
    /// How many actors there are.
    pub actors: usize,
    /// How many pairs there are.
    pub pairs: usize,
    /// The busiest actors.
    pub nodes: Vec<Node>,
    /// The busiest pairs of these.
    pub edges: Vec<Edge>,
}

/// The network of the address.
///
/// # Errors
/// A date is none, or the record cannot be read.
pub fn view(ask: &Ask) -> Result<NetworkPage, Trouble> {
    let pane = Pane::of(ask)?;
    let day = |d| Some(When::from(d));
    let of = |p: Period| ask.network(day(p.from), day(p.to));
    let all = pane.shown.map(of).transpose()?.unwrap_or_default();
    let chosen = filter::actors(ask);
    let all = if chosen.is_empty() { all } else { Arc::new(around(&all, &chosen)) };
    let (actors, pairs) = (all.nodes.len(), all.edges.len());
    let nodes: Vec<Node> = all.nodes.iter().take(NODES).cloned().collect();
    let there = |code: &String| nodes.iter().any(|n| n.code == *code);
    let edges = all.edges.iter().filter(|e| there(&e.a) && there(&e.b)).take(EDGES);
    let edges = edges.cloned().collect();
    Ok(NetworkPage { pane, actors, pairs, nodes, edges })
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
            (self.pane.around(ask, dates(ask), |shown| self.drawing(ask, shown)))
        }
    }

    fn scripts(&self) -> &'static [&'static str] {
        &["moves.js"]
    }
}

impl NetworkPage {
    fn drawing(&self, ask: &Ask, shown: Period) -> Markup {
        let name = ask.t("network.drawing");
        let network = draw::network(&self.dots(ask), &self.ties(ask), self.pane.lens, name);
        let whole = [(ask.t("lens.whole").to_owned(), Lens::default())];
        html! {
            p.lead { (shown.words(ask)) }
            p { (self.told(ask)) }
            (self.pane.picture(ask, name, &whole, network))
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
