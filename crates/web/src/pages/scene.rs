//! What is drawn on the map of what passes between actors, and the same in words.

use super::{passages::Passage, period::Period};
use crate::{
    ask::Ask,
    dates,
    draw::{self, Land, Stop, Way},
    parts,
};
use maud::{Markup, html};
use std::{cmp::Reverse, collections::BTreeMap};

/// What passes between two that is drawn and told below the drawing, the most of every layer.
const DRAWN: usize = 60;
/// Boxes at the foot: as many as have room beside each other.
const NOWHERE: usize = 10;

/// The most of every layer, but without those at the foot for whom there is no room.
fn drawn<'a>(passages: &'a [Passage], ask: &Ask) -> Vec<&'a Passage> {
    let mut so_far: BTreeMap<&str, usize> = BTreeMap::new();
    let mut nowhere: Vec<&str> = Vec::new();
    let mut room = |code: &'a str| {
        if ask.app.atlas.place(code).is_some() || nowhere.contains(&code) {
            return true;
        }
        nowhere.push(code);
        nowhere.len() <= NOWHERE
    };
    let mut out = Vec::new();
    for p in passages {
        let n = so_far.entry(p.layer.as_str()).or_default();
        if *n < DRAWN && room(&p.from) && room(&p.to) {
            *n += 1;
            out.push(p);
        }
    }
    out
}

/// What is drawn, as the drawing wants it.
pub struct Scene<'a> {
    ask: &'a Ask<'a>,
    as_of: &'a str,
    drawn: Vec<&'a Passage>,
    codes: Vec<&'a str>,
    /// Who takes part.
    pub stops: Vec<Stop>,
    /// What passes between them.
    pub ways: Vec<Way>,
}

impl<'a> Scene<'a> {
    /// What of these is drawn; states of affairs hold `as_of` a day.
    pub fn new(ask: &'a Ask<'a>, passages: &'a [Passage], shown: Period, as_of: &'a str) -> Self {
        let drawn = drawn(passages, ask);
        let mut weights: BTreeMap<&str, u64> = BTreeMap::new();
        for p in &drawn {
            for code in [&p.from, &p.to] {
                *weights.entry(code).or_default() += weight(p);
            }
        }
        let mut codes: Vec<&str> = weights.keys().copied().collect();
        codes.sort_by_key(|code| Reverse(weights[code]));
        let at: BTreeMap<&str, usize> =
            codes.iter().enumerate().map(|(i, code)| (*code, i)).collect();
        let stops = codes.iter().map(|code| stop(ask, code, weights[code])).collect();
        let way = |p: &&Passage| Way {
            from: at[p.from.as_str()],
            to: at[p.to.as_str()],
            layer: p.layer.clone(),
            weight: weight(p),
            sure: p.happened > 0 || p.in_force,
            href: href(ask, p, shown, as_of),
            words: words(ask, p, as_of),
        };
        let ways = drawn.iter().map(way).collect();
        Scene { ask, as_of, drawn, codes, stops, ways }
    }

    /// The land, that of those who take part by itself.
    pub fn land(&self) -> Land {
        let atlas = &self.ask.app.atlas;
        let part = |code: &str| self.codes.contains(&code);
        Land { part: atlas.land(part), rest: atlas.land(|code| !part(code)) }
    }

    /// The same in words.
    pub fn table(&self) -> Markup {
        let ask = self.ask;
        html! {
            @if self.drawn.is_empty() { p { (ask.t("timeline.none")) } }
            @else {
                h2.section { (ask.t("map.table")) }
                div.scroll tabindex="0" role="region" aria-label=(ask.t("map.table")) {
                    table {
                        thead { tr { @for head in ["layer", "who", "whom", "much"] { th scope="col" { (ask.t(&format!("map.column.{head}"))) } } } }
                        tbody {
                            @for (p, way) in self.drawn.iter().zip(&self.ways) {
                                tr {
                                    td { (ask.words.name("layer", &p.layer)) }
                                    td { (parts::coded(ask, &p.from)) }
                                    td { (parts::coded(ask, &p.to)) }
                                    td { a href=(way.href) { (much(ask, p, self.as_of)) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// How much there is of it; what is in force is more than nothing.
fn weight(p: &Passage) -> u64 {
    p.events + u64::from(p.in_force)
}

fn stop(ask: &Ask, code: &str, weight: u64) -> Stop {
    let label = ask.called(code).to_owned();
    Stop {
        href: parts::actor_path(code, None),
        words: ask.words.with("map.stop", &[("who", &label)]),
        at: ask.app.atlas.place(code),
        label,
        weight,
    }
}

/// Its events, or where there are none the states of affairs between the two.
fn href(ask: &Ask, p: &Passage, shown: Period, as_of: &str) -> String {
    let both = format!("{},{}", parts::part(&p.from), parts::part(&p.to));
    let layer = ask.app.atlas.layers().iter().find(|l| l.name == p.layer);
    let kinds: Vec<&str> =
        layer.iter().flat_map(|l| &l.kinds).map(|(kind, _)| kind.as_str()).collect();
    match p.events {
        0 => format!("/states?actor={both}&as_of={as_of}"),
        _ => format!(
            "/events?actor={both}&kind={}&from={}&to={}",
            kinds.join(","),
            shown.from,
            shown.to
        ),
    }
}

fn words(ask: &Ask, p: &Passage, as_of: &str) -> String {
    let layer = ask.words.name("layer", &p.layer);
    format!("{layer}: {} → {}: {}", ask.called(&p.from), ask.called(&p.to), much(ask, p, as_of))
}

/// How many events, of which how many are not said to have happened, and whether it is in force.
fn much(ask: &Ask, p: &Passage, as_of: &str) -> String {
    let mut out = Vec::new();
    if p.events > 0 {
        out.push(ask.words.count("count.events", p.events));
    }
    if p.happened < p.events {
        let n = ask.words.number(p.events - p.happened);
        out.push(ask.words.with("map.unsure", &[("n", &n)]));
    }
    if p.in_force {
        let day = as_of.parse().map_or_else(|_| as_of.to_owned(), |d| dates::date(ask.words, &d));
        out.push(ask.words.with("map.force", &[("date", &day)]));
    }
    out.join(", ")
}

/// What lines and ends mean, by the lines themselves.
pub fn legend(ask: &Ask) -> Markup {
    html! {
        ul.symbols aria-label=(ask.t("key.title")) {
            @for layer in ask.app.atlas.layers() {
                li { (draw::sample_way(&layer.name, true)) (ask.words.name("layer", &layer.name)) }
            }
            @if let Some(layer) = ask.app.atlas.layers().first() {
                li { (draw::sample_way(&layer.name, false)) (ask.t("map.key.unsure")) }
            }
            li { (ask.t("map.key.foot")) }
        }
    }
}
