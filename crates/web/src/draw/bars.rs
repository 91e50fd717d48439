//! Bars side by side over time: co-operation above the line, conflict below it.

use maud::{Markup, html};

/// One bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// What stands under it.
    pub label: String,
    /// Events of co-operation.
    pub cooperation: u64,
    /// Events of conflict.
    pub conflict: u64,
    /// All events.
    pub events: u64,
    /// All of it in words.
    pub words: String,
}

/// Width of a bar with the gap after it, height of one half, in units of the drawing.
const STEP: usize = 30;
const HALF: u64 = 60;
/// Room for the labels between the halves.
const LABEL: u64 = 16;
/// Labels that are legible side by side.
const LABELS: usize = 20;

/// The bars as a drawing with a name.
pub fn bars(all: &[Bar], name: &str) -> Markup {
    let most = all.iter().map(|b| b.cooperation.max(b.conflict)).max().unwrap_or(0).max(1);
    let high = |n: u64| n * HALF / most;
    let width = all.len() * STEP;
    let every = all.len().div_ceil(LABELS);
    let view = format!("0 0 {width} {}", 2 * HALF + LABEL);
    html! {
        svg.bars viewBox=(view) width=(width) role="img" aria-label=(name) {
            @for (n, bar) in all.iter().enumerate() {
                @let (x, good, bad) = (n * STEP, high(bar.cooperation), high(bar.conflict));
                g {
                    title { (bar.words) }
                    rect.good x=(x) y=(HALF - good) width=(STEP - 4) height=(good) {}
                    rect.bad x=(x) y=(HALF + LABEL) width=(STEP - 4) height=(bad) {}
                    @if n % every == 0 {
                        text x=(x + STEP / 2 - 2) y=(HALF + LABEL - 4) text-anchor="middle" { (bar.label) }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_highest_bar_fills_its_half() {
        let bar = |c, k| Bar {
            label: "2020".into(),
            cooperation: c,
            conflict: k,
            events: c + k,
            words: "<w>".into(),
        };
        let svg = bars(&[bar(4, 1), bar(0, 2)], "jaren").into_string();
        assert!(
            svg.contains(r#"y="0" width="26" height="60""#) && svg.contains("&lt;w&gt;"),
            "{svg}"
        );
        assert!(!svg.contains("style="));
        assert!(bars(&[], "leeg").into_string().contains("<svg"));
    }
}
