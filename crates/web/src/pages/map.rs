//! Who visited whom, sanctions and conflicts, over the earth.

use super::{
    filter,
    pane::Pane,
    passages::{Count, Passage, passages},
    period::Period,
    scene::{self, Scene},
};
use crate::{
    ask::Ask,
    draw::{self, Lens, globe},
    parts,
    trouble::Trouble,
    view::{Csv, View},
};
use kroniek_model::{Status, When};
use maud::{Markup, html};
use serde::Serialize;

/// What is told as JSON and CSV at most.
const TOLD: usize = 2000;

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
    /// The stretch of time, and which part of the drawing.
    #[serde(flatten)]
    pub pane: Pane,
    /// The day on which states of affairs hold.
    pub as_of: Option<When>,
    /// How much of each layer there is.
    pub layers: Vec<Count>,
    /// How many there are who pass something to whom, layer by layer.
    pub in_all: usize,
    /// They, the most first.
    pub passages: Vec<Passage>,
}

/// The map of the address.
///
/// # Errors
/// A field means nothing, nobody goes by a name, or the record cannot be read.
pub fn view(ask: &Ask) -> Result<MapPage, Trouble> {
    let pane = Pane::of(ask)?;
    let as_of = ask.query.date("as_of")?.or(pane.shown.map(|p| p.to.into()));
    let (mut passages, layers) = match (pane.shown, &as_of) {
        (Some(shown), Some(day)) => passages(ask, shown, day)?,
        _ => Default::default(),
    };
    let in_all = passages.len();
    passages.truncate(TOLD);
    Ok(MapPage { pane, as_of, layers, in_all, passages })
}

impl View for MapPage {
    fn title(&self, ask: &Ask) -> String {
        ask.t("map.title").to_owned()
    }

    fn html(&self, ask: &Ask) -> Markup {
        html! {
            h1 { (ask.t("map.title")) }
            p.lead { (ask.t("map.lead")) }
            (self.pane.around(ask, form(ask), |shown| self.drawing(ask, shown)))
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
        let as_of = self.as_of.as_ref().map(When::to_string).unwrap_or_default();
        let scene = Scene::new(ask, &self.passages, shown, &as_of);
        let name = ask.t("map.drawing");
        let map = draw::map(&scene.land(), &scene.stops, &scene.ways, self.pane.lens, name);
        html! {
            p aria-live="polite" { strong { (shown.words(ask)) } ". " (self.told(ask, scene.ways.len())) }
            (self.pane.picture(ask, name, &regions(ask), map))
            (scene::legend(ask))
            (scene.table())
        }
    }

    /// How much there is of every layer, and how much of it is drawn.
    fn told(&self, ask: &Ask, drawn: usize) -> String {
        let mut out = Vec::new();
        for count in &self.layers {
            let n = ask.words.count(&format!("map.{}", count.layer), count.events);
            let n = parts::least(ask.words, n, count.counted_all);
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
    let fields = ["layer", "actor", "status", "as_of", "known_by"];
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
                // Empty ones too: the module that zooms fills them in.
                @for name in ["year", "zoom", "at"] { input type="hidden" name=(name) value=(ask.query.get(name).unwrap_or_default()); }
                p.field {
                    button type="submit" { (ask.t("filter.apply")) }
                    " " a href=(ask.path) { (ask.t("filter.clear")) }
                }
            }
        }
    }
}
