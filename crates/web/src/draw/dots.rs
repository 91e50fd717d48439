//! Dots with labels that cover little of each other.

use super::{linked, one, spread::Place};
use maud::{Markup, html};

/// Height of a label, and width of one of its letters, about.
const LINE: f64 = 14.0;
const LETTER: f64 = 6.6;
/// How far above the foot of its frame the letters of a label stand.
const BASE: f64 = 3.5;

/// An actor in its place.
pub struct Spot<'a> {
    /// What stands beside it.
    pub label: &'a str,
    /// What it leads to.
    pub href: &'a str,
    /// All of it in words.
    pub words: &'a str,
    /// Its middle.
    pub at: Place,
    /// Its radius.
    pub radius: f64,
}

/// A rectangle: left, top, right, bottom.
type Frame = [f64; 4];

/// Which dots have labels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Labels {
    /// All.
    All,
    /// Those whose label covers little of others; the rest show theirs where one zooms in, or points at them.
    Free,
}

/// The part of a label that may cover others where it must stand free.
const COVERED: f64 = 0.08;

/// Dots on paper of a width and a height, those first whose labels are to find room first.
pub fn dots(dots: &[Spot], paper: (f64, f64), which: Labels) -> Markup {
    let frames = frames(dots, paper, which);
    html! {
        @for (dot, frame) in dots.iter().zip(frames) {
            (linked("dot", dot.href, dot.words, drawn(dot, frame)))
        }
    }
}

fn drawn(dot: &Spot, label: Option<Frame>) -> Markup {
    html! {
        circle cx=(one(dot.at.0)) cy=(one(dot.at.1)) r=(one(dot.radius)) {}
        @if let Some(frame) = label { text x=(one(frame[0])) y=(one(frame[3] - BASE)) { (dot.label) } }
    }
}

/// Where the labels stand: each beside its dot where it covers the least of dots and other labels.
fn frames(dots: &[Spot], paper: (f64, f64), which: Labels) -> Vec<Option<Frame>> {
    let around = |d: &Spot| {
        let ((x, y), r) = (d.at, d.radius);
        [x - r, y - r, x + r, y + r]
    };
    let mut taken: Vec<Frame> = dots.iter().map(around).collect();
    let mut out = Vec::new();
    for dot in dots {
        let covered =
            |f: &Frame| taken.iter().map(|t| common(f, t)).sum::<f64>() + outside(f, paper);
        let mut best = (f64::MAX, [0.0; 4]);
        for frame in beside(dot.at, dot.radius, wide(dot.label)) {
            let cost = covered(&frame);
            if cost < best.0 {
                best = (cost, frame);
            }
        }
        let stands = which == Labels::All || best.0 < COVERED * area(&best.1);
        taken.extend(stands.then_some(best.1));
        out.push(stands.then_some(best.1));
    }
    out
}

fn area(f: &Frame) -> f64 {
    (f[2] - f[0]) * (f[3] - f[1])
}

/// How wide a label is, about.
pub fn wide(label: &str) -> f64 {
    label.chars().count() as f64 * LETTER + 4.0
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
fn outside(f: &Frame, (wide, high): (f64, f64)) -> f64 {
    area(f) - common(f, &[0.0, 0.0, wide, high])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spot(label: &str) -> Spot<'_> {
        Spot { label, href: "/actors/RUS", words: "a < b", at: (0.0, 0.0), radius: 4.0 }
    }

    fn placed(dots: &[Spot], which: Labels) -> Vec<Option<Frame>> {
        frames(dots, (1000.0, 600.0), which)
    }

    #[test]
    fn labels_of_neighbours_do_not_cover_each_other() {
        let dot = |label, x| Spot { at: (x, 300.0), radius: 8.0, ..spot(label) };
        let frames = placed(&[dot("Rusland", 500.0), dot("China", 530.0)], Labels::All);
        let [Some(a), Some(b)] = frames[..] else { panic!("{frames:?}") };
        assert_eq!(common(&a, &b), 0.0, "{frames:?}");
    }

    #[test]
    fn a_label_at_the_rim_stays_on_the_paper() {
        let frames = placed(&[Spot { at: (996.0, 300.0), ..spot("Rusland") }], Labels::Free);
        assert_eq!(frames[0].map(|f| outside(&f, (1000.0, 600.0))), Some(0.0));
    }

    #[test]
    fn in_a_crowd_the_first_have_labels() {
        let dots: Vec<Spot> = (0..30)
            .map(|n| Spot { at: (500.0 + f64::from(n), 300.0), ..spot("Rusland") })
            .collect();
        let told = |which| placed(&dots, which).iter().flatten().count();
        assert_eq!(told(Labels::All), 30);
        assert!((1..20).contains(&told(Labels::Free)) && placed(&dots, Labels::Free)[0].is_some());
    }
}
