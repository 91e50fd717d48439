//! Who visited whom, sanctions and conflicts, over the earth.

use super::{
    filter, lens,
    passages::{Count, Passage, passages},
    period::{self, Period},
    years,
};
use crate::{
    ask::Ask,
    dates,
    draw::{self, Land, Lens, Stop, Way, globe},
    parts,
    trouble::Trouble,
    view::{Csv, View},
};
use kroniek_model::{Status, When};
use maud::{Markup, html};
use serde::Serialize;
use std::collections::BTreeMap;

/// What passes between two that is drawn and told below the drawing, the most of every layer.
const DRAWN: usize = 60;
/// What is told as JSON and CSV at most.
const TOLD: usize = 2000;
/// Boxes at the foot: as many as have room beside each other.
const NOWHERE: usize = 10;

/// Parts of the earth that links lead to: longitude and latitude of the middle, and how much larger.
const REGIONS: [(&str, (f64, f64), u32); 5] = [
    ("europe", (20.0, 50.0), 4),
    ("middle-east", (45.0, 30.0), 4),
    ("asia", (110.0, 25.0), 2),
    ("africa", (18.0, 3.0), 2),
    ("americas", (-85.0, 15.0), 2),
];

/// What the map shows.
#[derive(Debug, Serialize)]
pub struct MapPage {
    /// The stretch of time; none in an empty record.
    pub period: Option<[String; 2]>,
    /// The day on which states of affairs hold.
    pub as_of: Option<String>,
    /// How much of each layer there is.
    pub layers: Vec<Count>,
    /// How many there are who pass something to whom, layer by layer.
    pub in_all: usize,
    /// They, the most first.
    pub passages: Vec<Passage>,
    #[serde(skip)]
    shown: Option<Period>,
    #[serde(skip)]
    years: Vec<(i16, u64)>,
    #[serde(skip)]
    lens: Lens,
}

/// The map of the address.
///
/// # Errors
/// A field means nothing, nobody goes by a name, or the record cannot be read.
pub fn view(ask: &Ask) -> Result<MapPage, Trouble> {
    let (years, shown, lens) = (period::years(ask)?, years::shown(ask)?, lens::lens(ask)?);
    let last = shown.and_then(|p| p.to.to_string().parse::<When>().ok());
    let as_of = ask.query.date("as_of")?.or(last);
    let (mut passages, layers) = match (shown, &as_of) {
        (Some(shown), Some(day)) => passages(ask, shown, day)?,
        _ => Default::default(),
    };
    let in_all = passages.len();
    passages.truncate(TOLD);
    let period = shown.map(|p| [p.from, p.to].map(|d| d.to_string()));
    let as_of = as_of.map(|day| day.to_string());
    Ok(MapPage { period, as_of, layers, in_all, passages, shown, years, lens })
}

impl View for MapPage {
    fn title(&self, ask: &Ask) -> String {
        ask.t("map.title").to_owned()
    }

    fn html(&self, ask: &Ask) -> Markup {
        html! {
            h1 { (ask.t("map.title")) }
            p.lead { (ask.t("map.lead")) }
            (years::slider(ask, &self.years, self.shown))
            (form(ask))
            p.keys data-keys hidden { (ask.t("lens.keys")) }
            div #list {
                @match self.shown {
                    Some(shown) => (self.drawing(ask, shown)),
                    None => p { (ask.t("timeline.none")) },
                }
            }
            p.note { (ask.t("map.borders")) }
        }
    }

    fn csv(&self) -> Option<Csv> {
        let columns = vec!["layer", "from", "to", "events", "happened", "in_force"];
        let row = |p: &Passage| {
            let (layer, from, to) = (p.layer.clone(), p.from.clone(), p.to.clone());
            vec![
                layer,
                from,
                to,
                p.events.to_string(),
                p.happened.to_string(),
                p.in_force.to_string(),
            ]
        };
        Some(Csv { columns, rows: self.passages.iter().map(row).collect() })
    }

    fn scripts(&self) -> &'static [&'static str] {
        &["filter.js", "moves.js"]
    }
}

impl MapPage {
    fn drawing(&self, ask: &Ask, shown: Period) -> Markup {
        let drawn = drawn(&self.passages, ask);
        let as_of = self.as_of.as_deref().unwrap_or_default();
        let scene = Scene::new(ask, &drawn, shown, as_of);
        let name = ask.t("map.drawing");
        html! {
            p aria-live="polite" { strong { (shown.words(ask)) } ". " (self.told(ask, drawn.len())) }
            (lens::moves(ask, self.lens, &regions(ask)))
            div.scroll tabindex="0" role="region" aria-label=(name) {
                (draw::map(&scene.land(), &scene.stops, &scene.ways, self.lens, name))
            }
            (legend(ask))
            (table(ask, &drawn, &scene, as_of))
        }
    }

    /// How much there is of every layer, and how much of it is drawn.
    fn told(&self, ask: &Ask, drawn: usize) -> String {
        let mut out = Vec::new();
        for count in &self.layers {
            let n = ask.words.count(&format!("map.{}", count.layer), count.events);
            out.push(match count.read < count.events {
                true => ask
                    .words
                    .with("map.some", &[("n", &n), ("read", &ask.words.number(count.read))]),
                false => n,
            });
        }
        let left = match drawn < self.in_all {
            true => {
                let (n, of) =
                    (ask.words.number(drawn as u64), ask.words.number(self.in_all as u64));
                format!(" {}", ask.words.with("map.drawn", &[("n", &n), ("of", &of)]))
            }
            false => String::new(),
        };
        format!("{}.{left}", parts::join(ask.words, &out))
    }
}

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
struct Scene<'a> {
    ask: &'a Ask<'a>,
    codes: Vec<&'a str>,
    stops: Vec<Stop>,
    ways: Vec<Way>,
}

impl<'a> Scene<'a> {
    fn new(ask: &'a Ask<'a>, drawn: &[&'a Passage], shown: Period, as_of: &str) -> Self {
        let mut weights: BTreeMap<&str, u64> = BTreeMap::new();
        for p in drawn {
            for code in [&p.from, &p.to] {
                *weights.entry(code).or_default() += weight(p);
            }
        }
        let mut codes: Vec<&str> = weights.keys().copied().collect();
        codes.sort_by_key(|code| std::cmp::Reverse(weights[code]));
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
        Scene { ask, codes, stops, ways }
    }

    fn land(&self) -> Land {
        let atlas = &self.ask.app.atlas;
        let part = |code: &str| self.codes.contains(&code);
        Land { part: atlas.land(part), rest: atlas.land(|code| !part(code)) }
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

/// Parts of the earth by name.
fn regions(ask: &Ask) -> Vec<(String, Lens)> {
    let lens = |at, zoom| {
        let (x, y) = globe::project(at);
        Lens::new(zoom, (x / globe::PAPER.0, y / globe::PAPER.1))
    };
    let part = |(name, at, zoom): (&str, _, _)| {
        (ask.t(&format!("map.region.{name}")).to_owned(), lens(at, zoom))
    };
    let whole = (ask.t("map.region.world").to_owned(), Lens::default());
    std::iter::once(whole).chain(REGIONS.map(part)).collect()
}

fn form(ask: &Ask) -> Markup {
    let fields = ["layer", "actor", "from", "to", "status", "as_of", "known_by"];
    let open = fields.iter().any(|field| ask.query.get(field).is_some());
    let layers = ask.app.atlas.layers().iter().map(|l| l.name.as_str());
    html! {
        details.filter open[open] {
            summary { (ask.t("map.filter")) }
            form action=(ask.path) data-live="#list" {
                (filter::choice(ask, "layer", layers))
                (filter::field(ask, "actor", "text", "filter.actor.hint"))
                (filter::dates(ask))
                (filter::choice(ask, "status", Status::ALL.iter().map(|s| s.as_str())))
                (filter::field(ask, "as_of", "date", ""))
                (filter::field(ask, "known_by", "date", ""))
                (parts::kept(ask, &["layer", "actor", "from", "to", "year", "status", "as_of", "known_by", "lang"]))
                p.field {
                    button type="submit" { (ask.t("filter.apply")) }
                    " " a href=(ask.path) { (ask.t("filter.clear")) }
                }
            }
        }
    }
}

/// What lines and ends mean, by the lines themselves.
fn legend(ask: &Ask) -> Markup {
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

/// The same in words.
fn table(ask: &Ask, drawn: &[&Passage], scene: &Scene, as_of: &str) -> Markup {
    html! {
        @if drawn.is_empty() { p { (ask.t("timeline.none")) } }
        @else {
            h2.section { (ask.t("map.table")) }
            div.scroll tabindex="0" role="region" aria-label=(ask.t("map.table")) {
                table {
                    thead { tr { @for head in ["layer", "who", "whom", "much"] { th scope="col" { (ask.t(&format!("map.column.{head}"))) } } } }
                    tbody {
                        @for (p, way) in drawn.iter().zip(&scene.ways) {
                            tr {
                                td { (ask.words.name("layer", &p.layer)) }
                                td { (parts::coded(ask, &p.from)) }
                                td { (parts::coded(ask, &p.to)) }
                                td { a href=(way.href) { (much(ask, p, as_of)) } }
                            }
                        }
                    }
                }
            }
        }
    }
}
