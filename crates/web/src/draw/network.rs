//! Who with whom: nodes as large as they are busy, edges as thick as there were events, their colour and their dashes by
//! what there was more of, blocs shaded.

use super::{
    one,
    spread::{Place, spread},
};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// Width and height of the drawing, and how far from its rim nodes stay.
const WIDE: f64 = 1120.0;
const HIGH: f64 = 760.0;
const EDGE: f64 = 60.0;
/// Height of a label, and width of one of its letters, about.
const LINE: f64 = 14.0;
const LETTER: f64 = 6.6;

/// An actor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dot {
    /// What it is called.
    pub label: String,
    /// What it leads to.
    pub href: String,
    /// All of it in words.
    pub words: String,
    /// Its events.
    pub events: u64,
    /// The number of its bloc.
    pub bloc: usize,
}

/// What passed between two actors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tie {
    /// The one, by its place among the dots.
    pub a: usize,
    /// The other.
    pub b: usize,
    /// Its events.
    pub events: u64,
    /// Those of co-operation.
    pub cooperation: u64,
    /// `good`, `bad` or `plain`: what there was more of.
    pub hue: &'static str,
    /// What it leads to.
    pub href: String,
    /// All of it in words.
    pub words: String,
}

/// A rectangle: left, top, right, bottom.
type Frame = [f64; 4];

/// The network as a drawing with a name.
pub fn network(dots: &[Dot], ties: &[Tie], name: &str) -> Markup {
    let at = places(dots, ties);
    let most = dots.iter().map(|d| d.events).max().unwrap_or(1).max(1);
    let radius: Vec<f64> = dots.iter().map(|d| 4.0 + 14.0 * share(d.events, most)).collect();
    let busiest = ties.iter().map(|t| t.events).max().unwrap_or(1).max(1);
    let labels = labels(dots, &at, &radius);
    html! {
        svg.network viewBox={ "0 0 " (WIDE) " " (HIGH) } role="group" aria-label=(name) {
            @for shape in shades(dots, &at) { path.bloc d=(shape) {} }
            @for t in ties { (tie(t, at[t.a], at[t.b], 1.0 + 7.0 * share(t.events, busiest))) }
            @for ((d, place), (r, label)) in dots.iter().zip(&at).zip(radius.iter().zip(&labels)) {
                a.dot href=(d.href) aria-label=(d.words) {
                    title { (d.words) }
                    circle cx=(one(place.0)) cy=(one(place.1)) r=(one(*r)) {}
                    text x=(one(label[0])) y=(one(label[3] - 3.5)) { (d.label) }
                }
            }
        }
    }
}

/// How large something is next to the largest, by area.
fn share(n: u64, most: u64) -> f64 {
    (n as f64 / most as f64).sqrt()
}

/// Co-operation draws together; conflict keeps in sight.
fn places(dots: &[Dot], ties: &[Tie]) -> Vec<Place> {
    let blocs: Vec<usize> = dots.iter().map(|d| d.bloc).collect();
    let busiest = ties.iter().map(|t| t.events).max().unwrap_or(1).max(1);
    let strength = |t: &Tie| 0.15 * share(t.events, busiest) + 0.5 * share(t.cooperation, busiest);
    let edges: Vec<_> = ties.iter().map(|t| (t.a, t.b, strength(t))).collect();
    spread(&blocs, &edges, WIDE, HIGH, EDGE)
}

fn tie(t: &Tie, a: Place, b: Place, wide: f64) -> Markup {
    html! {
        a href=(t.href) class={ "tie-" (t.hue) } aria-label=(t.words) {
            title { (t.words) }
            line x1=(one(a.0)) y1=(one(a.1)) x2=(one(b.0)) y2=(one(b.1)) stroke-width=(one(wide)) {}
        }
    }
}

/// A tie by itself, for the legend.
pub fn line(hue: &str) -> Markup {
    html! {
        svg.sample width="34" height="12" aria-hidden="true" {
            g class={ "tie-" (hue) } { line x1="1" y1="6" x2="33" y2="6" stroke-width="4" {} }
        }
    }
}

/// The shade of a bloc by itself, for the legend.
pub fn shade() -> Markup {
    html! { svg.sample width="34" height="12" aria-hidden="true" { rect.shade width="34" height="12" {} } }
}

/// The outlines of blocs of two or more.
fn shades(dots: &[Dot], at: &[Place]) -> Vec<String> {
    let mut blocs: BTreeMap<usize, Vec<Place>> = BTreeMap::new();
    for (dot, place) in dots.iter().zip(at) {
        blocs.entry(dot.bloc).or_default().push(*place);
    }
    blocs.into_values().filter(|b| b.len() > 1).map(|b| outline(&hull(b))).collect()
}

fn outline(corners: &[Place]) -> String {
    let corner = |&(x, y): &Place| format!("{} {}", one(x), one(y));
    format!("M{}z", corners.iter().map(corner).collect::<Vec<_>>().join("L"))
}

/// The convex hull (Andrew 1979, monotone chain).
fn hull(mut points: Vec<Place>) -> Vec<Place> {
    points.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let mut lower = chain(points.iter());
    let mut upper = chain(points.iter().rev());
    lower.pop();
    upper.pop();
    lower.append(&mut upper);
    lower
}

fn chain<'a>(points: impl Iterator<Item = &'a Place>) -> Vec<Place> {
    let mut out: Vec<Place> = Vec::new();
    for &p in points {
        while let [.., a, b] = out[..]
            && (b.0 - a.0) * (p.1 - a.1) - (b.1 - a.1) * (p.0 - a.0) <= 0.0
        {
            out.pop();
        }
        out.push(p);
    }
    out
}

/// Where the labels stand: each, the busiest first, beside its dot where it covers the least of dots and other labels.
fn labels(dots: &[Dot], at: &[Place], radius: &[f64]) -> Vec<Frame> {
    let around = |(p, r): (&Place, &f64)| [p.0 - r, p.1 - r, p.0 + r, p.1 + r];
    let mut taken: Vec<Frame> = at.iter().zip(radius).map(around).collect();
    let mut out = Vec::new();
    for ((dot, place), r) in dots.iter().zip(at).zip(radius) {
        let wide = dot.label.chars().count() as f64 * LETTER + 4.0;
        let covered = |f: &Frame| taken.iter().map(|t| common(f, t)).sum::<f64>() + outside(f);
        let mut best = (f64::MAX, [0.0; 4]);
        for frame in beside(*place, *r, wide) {
            let cost = covered(&frame);
            if cost < best.0 {
                best = (cost, frame);
            }
        }
        taken.push(best.1);
        out.push(best.1);
    }
    out
}

/// Frames of a label around a dot, the best to read first.
fn beside((x, y): Place, r: f64, wide: f64) -> [Frame; 8] {
    let (right, left, half) = (x + r + 3.0, x - r - 3.0 - wide, x - wide / 2.0);
    let (level, above, below) = (y - LINE / 2.0, y - r - LINE, y + r);
    let corners = [
        (right, level),
        (left, level),
        (half, above),
        (half, below),
        (right - 4.0, above + 4.0),
        (right - 4.0, below - 4.0),
        (left + 4.0, above + 4.0),
        (left + 4.0, below - 4.0),
    ];
    corners.map(|(x, y)| [x, y, x + wide, y + LINE])
}

/// The area that two frames share.
fn common(a: &Frame, b: &Frame) -> f64 {
    let across = (a[2].min(b[2]) - a[0].max(b[0])).max(0.0);
    across * (a[3].min(b[3]) - a[1].max(b[1])).max(0.0)
}

/// The area of a frame that is off the paper.
fn outside(f: &Frame) -> f64 {
    (f[2] - f[0]) * (f[3] - f[1]) - common(f, &[0.0, 0.0, WIDE, HIGH])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dot(label: &str, events: u64, bloc: usize) -> Dot {
        Dot {
            label: label.into(),
            href: format!("/actors/{label}"),
            words: "a < b".into(),
            events,
            bloc,
        }
    }

    fn bond(a: usize, b: usize, events: u64, hue: &'static str) -> Tie {
        Tie { a, b, events, cooperation: events, hue, href: "/pairs/A/B".into(), words: "x".into() }
    }

    #[test]
    fn the_same_network_is_the_same_picture() {
        let dots: Vec<Dot> =
            (0..30).map(|n| dot(&format!("N{n}"), 30 - n, n as usize % 3)).collect();
        let ties: Vec<Tie> = (1..30).map(|n| bond(n / 2, n, n as u64, "good")).collect();
        let picture = || network(&dots, &ties, "net").into_string();
        assert_eq!(picture(), picture());
        assert!(!picture().contains("style=") && picture().contains("a &lt; b"));
        assert_eq!(picture().matches(r#"class="bloc""#).count(), 3);
    }

    #[test]
    fn nothing_and_one_are_drawn() {
        assert!(network(&[], &[], "leeg").into_string().contains("<svg"));
        let one = network(&[dot("A", 0, 0)], &[], "een").into_string();
        assert!(one.contains("<circle") && !one.contains("bloc") && !one.contains("NaN"), "{one}");
    }

    #[test]
    fn a_tie_tells_its_side() {
        let picture = network(&[dot("A", 1, 0), dot("B", 1, 1)], &[bond(0, 1, 1, "bad")], "n");
        assert!(picture.into_string().contains(r#"class="tie-bad""#));
    }

    #[test]
    fn a_hull_goes_around() {
        let points = vec![(0.0, 0.0), (1.0, 1.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0)];
        assert_eq!(hull(points), [(0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0)]);
        assert_eq!(hull(vec![(0.0, 0.0), (1.0, 0.0)]).len(), 2);
    }

    #[test]
    fn labels_of_neighbours_do_not_cover_each_other() {
        let dots = [dot("Rusland", 5, 0), dot("China", 4, 0)];
        let frames = labels(&dots, &[(500.0, 300.0), (530.0, 300.0)], &[8.0, 8.0]);
        assert_eq!(common(&frames[0], &frames[1]), 0.0, "{frames:?}");
    }
}
