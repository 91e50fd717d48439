//! Drawings: pure functions from data to SVG. No style attributes (the Content-Security-Policy forbids them): classes
//! of the style sheet give colours (`good`, `bad`, `plain`), so that dark mode and print follow.

mod bars;
mod dots;
pub mod globe;
mod lens;
mod map;
mod network;
mod scale;
pub mod spread;
mod timeline;

pub use bars::{Bar, bars};
pub use lens::Lens;
pub use map::{Land, Stop, Way, map, sample_way};
pub use network::{Dot, Tie, line, network, shade};
pub use scale::{Scale, Step};
pub use timeline::{Lane, Mark, Tick, Timeline, WIDTH, sample, timeline};

use maud::{Markup, html};

/// A mark that leads somewhere, with all of it in words for who points at it and who does not see it.
fn linked(class: &str, href: &str, words: &str, shape: Markup) -> Markup {
    html! {
        a class=(class) href=(href) aria-label=(words) { title { (words) } (shape) }
    }
}

/// A number with one decimal at most: as fine as a screen shows.
fn one(x: f64) -> String {
    let text = format!("{x:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}
