//! What passes between actors over the earth. A layer has a line of its own and an end of its own, so that neither
//! colour nor pattern alone tells it: a visit is a blue line with an arrow, a sanction an orange line of dashes that ends at
//! a bar, force a dark line that ends in a cross. Who has no place on earth stands at the foot.

use super::{
    dots::{Labels, Spot, dots, wide},
    globe::{PAPER, UNITS},
    lens::{Lens, within},
    linked, one,
    spread::Place,
};
use maud::{Markup, html};

/// Height of the foot, and of a box in it.
const FOOT: f64 = 44.0;
const BOX: f64 = 22.0;
/// Height of the whole drawing.
const HIGH: f64 = PAPER.1 + FOOT;
/// How far a line bends aside, in parts of its length, so that those of two directions, and of two layers, lie apart.
const BENDS: [(&str, f64); 2] = [("visit", 0.16), ("sanction", 0.23)];
const BEND: f64 = 0.09;
/// Room between a line and the dot that it goes to.
const ROOM: f64 = 2.5;

/// Land, as a path in tenths of a unit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Land {
    /// Of those who take part.
    pub part: String,
    /// Of all others.
    pub rest: String,
}

/// An actor.
#[derive(Debug, Clone, PartialEq)]
pub struct Stop {
    /// What it is called.
    pub label: String,
    /// What it leads to.
    pub href: String,
    /// All of it in words.
    pub words: String,
    /// Where it is; without a place it stands at the foot.
    pub at: Option<Place>,
    /// How much there is of it.
    pub weight: u64,
}

/// What passes from one to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// Who, by its place among the stops.
    pub from: usize,
    /// Whom.
    pub to: usize,
    /// Its layer: `visit`, `sanction` or `conflict`.
    pub layer: String,
    /// How much there is of it.
    pub weight: u64,
    /// Whether it took place or holds; else it is only planned, possible, alleged or denied.
    pub sure: bool,
    /// What it leads to.
    pub href: String,
    /// All of it in words.
    pub words: String,
}

/// A stop in its place.
struct Put<'a> {
    stop: &'a Stop,
    at: Place,
    radius: f64,
    seen: bool,
}

impl<'a> Put<'a> {
    fn spot(&self) -> Spot<'a> {
        let Stop { label, href, words, .. } = self.stop;
        Spot { label, href, words, at: self.at, radius: self.radius }
    }
}

/// The map as a drawing with a name; what lies outside the lens is left out.
pub fn map(land: &Land, stops: &[Stop], ways: &[Way], lens: Lens, name: &str) -> Markup {
    let put = put(stops, lens);
    let most = ways.iter().map(|w| w.weight).max().unwrap_or(1).max(1);
    let seen = |w: &&Way| match (stops[w.from].at, stops[w.to].at) {
        (Some(_), Some(_)) => put[w.from].seen || put[w.to].seen,
        _ => put[w.from].seen && put[w.to].seen,
    };
    let (foot, earth): (Vec<&Way>, Vec<&Way>) = ways
        .iter()
        .filter(seen)
        .partition(|w| stops[w.from].at.is_none() || stops[w.to].at.is_none());
    let shown = put.iter().filter(|p| p.seen && p.stop.at.is_some());
    let spots: Vec<Spot> = shown.map(Put::spot).collect();
    html! {
        svg.map viewBox={ "0 0 " (PAPER.0) " " (HIGH) } role="group" aria-label=(name) {
            svg width=(PAPER.0) height=(PAPER.1) {
                rect.sea width=(PAPER.0) height=(PAPER.1) {}
                g transform=(lens.matrix(PAPER, 1.0 / UNITS)) {
                    path.land d=(land.rest) {}
                    path.land.part d=(land.part) {}
                }
                @for w in &earth { (way(w, &put, most)) }
            }
            @for w in &foot { (way(w, &put, most)) }
            (dots(&spots, PAPER, Labels::Free))
            @for p in put.iter().filter(|p| p.stop.at.is_none()) { (plate(p)) }
        }
    }
}

fn put(stops: &[Stop], lens: Lens) -> Vec<Put<'_>> {
    let most = stops.iter().map(|s| s.weight).max().unwrap_or(1).max(1);
    let nowhere = stops.iter().filter(|s| s.at.is_none()).count();
    let mut nth = 0.0;
    let mut put = Vec::new();
    for stop in stops {
        let at = match stop.at {
            Some(at) => lens.put(at, PAPER),
            None => {
                nth += 1.0;
                (PAPER.0 * (nth - 0.5) / nowhere as f64, HIGH - BOX / 2.0 - 1.0)
            }
        };
        let radius = match stop.at {
            Some(_) => 2.5 + 4.5 * (stop.weight as f64 / most as f64).sqrt(),
            None => BOX / 2.0,
        };
        let seen = stop.at.is_none() || within(at, PAPER);
        put.push(Put { stop, at, radius, seen });
    }
    put
}

fn way(w: &Way, put: &[Put], most: u64) -> Markup {
    let (from, to) = (&put[w.from], &put[w.to]);
    let aside = BENDS.iter().find(|(layer, _)| *layer == w.layer).map_or(BEND, |(_, by)| *by);
    let (bend, end) = bend(from.at, to.at, aside, to.radius + ROOM);
    let thick = 1.2 + 3.3 * (w.weight as f64 / most as f64).sqrt();
    let [a, b, c] = [from.at, bend, end].map(pair);
    let shape = html! {
        path.line d={ "M" (a) "Q" (b) " " (c) } stroke-width=(one(thick)) {}
        path.end d=(tip(&w.layer, bend, end, 4.0 + thick)) {}
    };
    linked(&class(&w.layer, w.sure), &w.href, &w.words, shape)
}

fn class(layer: &str, sure: bool) -> String {
    format!("way-{layer}{}", if sure { "" } else { " unsure" })
}

fn pair((x, y): Place) -> String {
    format!("{} {}", one(x), one(y))
}

/// Where a line bends to, and where it ends: so far before the middle of the dot that it goes to.
fn bend(a: Place, b: Place, aside: f64, before: f64) -> (Place, Place) {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let middle = ((a.0 + b.0) / 2.0 + dy * aside, (a.1 + b.1) / 2.0 - dx * aside);
    let back = along(b, middle, before);
    (middle, back)
}

/// So far from one place to another, at most half the way.
fn along(from: Place, to: Place, far: f64) -> Place {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let long = dx.hypot(dy).max(1e-9);
    let part = far.min(long / 2.0) / long;
    (from.0 + dx * part, from.1 + dy * part)
}

/// The end of a line that comes from somewhere: an arrow, a bar or a cross, so large.
fn tip(layer: &str, from: Place, end: Place, size: f64) -> String {
    let back = along(end, from, size);
    let (dx, dy) = (end.0 - back.0, end.1 - back.1);
    // Right and left of a place, so far.
    let side = |at: Place, by: f64| pair((at.0 - dy * by, at.1 + dx * by));
    match layer {
        "visit" => format!("M{}L{}L{}z", side(back, 0.55), pair(end), side(back, -0.55)),
        "sanction" => format!("M{}L{}", side(end, 0.9), side(end, -0.9)),
        _ => {
            let (near, far) =
                ([back, end].map(|at| side(at, 0.5)), [back, end].map(|at| side(at, -0.5)));
            format!("M{}L{}M{}L{}", near[0], far[1], far[0], near[1])
        }
    }
}

/// One that has no place, at the foot.
fn plate(p: &Put) -> Markup {
    let wide = wide(&p.stop.label) + 10.0;
    let shape = html! {
        rect x=(one(p.at.0 - wide / 2.0)) y=(one(p.at.1 - BOX / 2.0)) width=(one(wide)) height=(BOX) {}
        text x=(one(p.at.0)) y=(one(p.at.1 + 4.0)) text-anchor="middle" { (p.stop.label) }
    };
    linked("plate", &p.stop.href, &p.stop.words, shape)
}

/// A line by itself, for the legend.
pub fn sample_way(layer: &str, sure: bool) -> Markup {
    let (from, end) = ((2.0, 7.0), (36.0, 7.0));
    html! {
        svg.sample.map width="42" height="14" aria-hidden="true" {
            g class=(class(layer, sure)) {
                path.line d={ "M" (pair(from)) "L" (pair(end)) } stroke-width="2" {}
                path.end d=(tip(layer, from, end, 6.0)) {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stop(label: &str, at: Option<Place>) -> Stop {
        let (href, words) = (format!("/actors/{label}"), "a < b".into());
        Stop { label: label.into(), href, words, at, weight: 1 }
    }

    fn way(from: usize, to: usize, layer: &str) -> Way {
        let (href, words) = ("/events".into(), "x".into());
        Way { from, to, layer: layer.into(), weight: 2, sure: true, href, words }
    }

    fn drawn(stops: &[Stop], ways: &[Way], lens: Lens) -> String {
        map(&Land::default(), stops, ways, lens, "kaart").into_string()
    }

    #[test]
    fn the_same_map_is_the_same_picture() {
        let stops = [stop("A", Some((100.0, 100.0))), stop("B", Some((300.0, 200.0)))];
        let picture = || drawn(&stops, &[way(0, 1, "visit")], Lens::default());
        assert_eq!(picture(), picture());
        assert!(!picture().contains("style=") && picture().contains("a &lt; b"));
        assert!(picture().contains(r#"class="way-visit""#));
    }

    #[test]
    fn nothing_is_drawn_of_nothing() {
        let none = drawn(&[], &[], Lens::default());
        assert!(none.contains("<svg") && !none.contains("NaN"), "{none}");
    }

    #[test]
    fn who_is_nowhere_stands_at_the_foot() {
        let stops = [stop("NAVO", None), stop("A", Some((100.0, 100.0)))];
        let picture = drawn(&stops, &[way(0, 1, "sanction")], Lens::default());
        assert!(picture.contains(r#"class="plate""#) && picture.contains("way-sanction"));
    }

    #[test]
    fn what_is_outside_the_lens_is_left_out() {
        let stops = [stop("A", Some((10.0, 10.0))), stop("B", Some((30.0, 20.0)))];
        let lens = Lens::new(8, (0.9, 0.9));
        let picture = drawn(&stops, &[way(0, 1, "visit")], lens);
        assert!(!picture.contains("<circle") && !picture.contains("way-"), "{picture}");
        let near = drawn(&stops, &[way(0, 1, "visit")], Lens::new(8, (0.0, 0.0)));
        assert_eq!(near.matches("<circle").count(), 2);
    }

    #[test]
    fn every_layer_has_an_end_of_its_own() {
        let ends = ["visit", "sanction", "conflict"].map(|l| tip(l, (0.0, 0.0), (50.0, 0.0), 6.0));
        assert!(
            ends[0].ends_with('z')
                && ends[1].matches('M').count() == 1
                && ends[2].matches('M').count() == 2
        );
    }

    #[test]
    fn what_is_not_sure_looks_so() {
        let stops = [stop("A", Some((10.0, 10.0))), stop("B", Some((30.0, 20.0)))];
        let doubt = Way { sure: false, ..way(0, 1, "visit") };
        assert!(drawn(&stops, &[doubt], Lens::default()).contains("way-visit unsure"));
    }

    proptest::proptest! {
        #[test]
        fn there_and_back_are_two_lines_that_end_at_their_dots(x in 0.0..1000.0f64, y in 0.0..400.0f64) {
            let (a, b) = ((500.0, 200.0), (x, y));
            let far = (x - 500.0).hypot(y - 200.0);
            proptest::prop_assume!(far > 40.0);
            let ((there, end), (back, _)) = (bend(a, b, BEND, 9.0), bend(b, a, BEND, 9.0));
            proptest::prop_assert!((there.0 - back.0).hypot(there.1 - back.1) > far * BEND);
            proptest::prop_assert!(((end.0 - x).hypot(end.1 - y) - 9.0).abs() < 1e-6);
        }
    }
}
