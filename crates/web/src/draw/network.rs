//! Who with whom: nodes as large as they are busy, edges as thick as there were events, their colour and their dashes by
//! what there was more of, blocs shaded.

use super::{
    dots::{Labels, Spot, dots as marks},
    lens::{Lens, within},
    linked, one,
    spread::{Place, spread},
};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// Width and height of the drawing, and how far from its rim nodes stay.
const WIDE: f64 = 1120.0;
const HIGH: f64 = 760.0;
const EDGE: f64 = 60.0;

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

/// The network as a drawing with a name; what lies outside the lens is left out.
pub fn network(dots: &[Dot], ties: &[Tie], lens: Lens, name: &str) -> Markup {
    let at: Vec<Place> =
        places(dots, ties).into_iter().map(|p| lens.put(p, (WIDE, HIGH))).collect();
    let seen: Vec<bool> = at.iter().map(|p| within(*p, (WIDE, HIGH))).collect();
    let most = dots.iter().map(|d| d.events).max().unwrap_or(1).max(1);
    let radius: Vec<f64> = dots.iter().map(|d| 4.0 + 14.0 * share(d.events, most)).collect();
    let busiest = ties.iter().map(|t| t.events).max().unwrap_or(1).max(1);
    let spot = |i: usize| {
        let Dot { label, href, words, .. } = &dots[i];
        Spot { label, href, words, at: at[i], radius: radius[i] }
    };
    let spots: Vec<Spot> = (0..dots.len()).filter(|i| seen[*i]).map(spot).collect();
    html! {
        svg.network viewBox={ "0 0 " (WIDE) " " (HIGH) } role="group" aria-label=(name) {
            @for shape in shades(dots, &at) { path.bloc d=(shape) {} }
            @for t in ties.iter().filter(|t| seen[t.a] || seen[t.b]) {
                (tie(t, at[t.a], at[t.b], 1.0 + 7.0 * share(t.events, busiest)))
            }
            (marks(&spots, (WIDE, HIGH), Labels::All))
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
    let line = html! {
        line x1=(one(a.0)) y1=(one(a.1)) x2=(one(b.0)) y2=(one(b.1)) stroke-width=(one(wide)) {}
    };
    linked(&format!("tie-{}", t.hue), &t.href, &t.words, line)
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
        let picture = || network(&dots, &ties, Lens::default(), "net").into_string();
        assert_eq!(picture(), picture());
        assert!(!picture().contains("style=") && picture().contains("a &lt; b"));
        assert_eq!(picture().matches(r#"class="bloc""#).count(), 3);
    }

    #[test]
    fn nothing_and_one_are_drawn() {
        assert!(network(&[], &[], Lens::default(), "leeg").into_string().contains("<svg"));
        let one = network(&[dot("A", 0, 0)], &[], Lens::default(), "een").into_string();
        assert!(one.contains("<circle") && !one.contains("bloc") && !one.contains("NaN"), "{one}");
    }

    #[test]
    fn a_tie_tells_its_side() {
        let picture = network(
            &[dot("A", 1, 0), dot("B", 1, 1)],
            &[bond(0, 1, 1, "bad")],
            Lens::default(),
            "n",
        );
        assert!(picture.into_string().contains(r#"class="tie-bad""#));
    }

    #[test]
    fn a_hull_goes_around() {
        let points = vec![(0.0, 0.0), (1.0, 1.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0)];
        assert_eq!(hull(points), [(0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0)]);
        assert_eq!(hull(vec![(0.0, 0.0), (1.0, 0.0)]).len(), 2);
    }

    #[test]
    fn a_lens_shows_a_part_and_the_letters_as_large_as_ever() {
        let dots: Vec<Dot> = (0..30).map(|n| dot(&format!("N{n}"), 30 - n, 0)).collect();
        let ties: Vec<Tie> = (1..30).map(|n| bond(n / 2, n, n as u64, "good")).collect();
        let circles =
            |lens| network(&dots, &ties, lens, "n").into_string().matches("<circle").count();
        let (all, part) = (circles(Lens::default()), circles(Lens::new(4, (0.5, 0.5))));
        assert!(all == 30 && part > 0 && part < 30, "{all} {part}");
    }
}
