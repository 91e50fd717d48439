//! The files that pages use: one style sheet and a few modules, carried by the binary.

use crate::{app::App, guard::Visit, trouble::Trouble, view::sent};
use axum::{
    Extension,
    extract::{Path, State},
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use kroniek_model::StableId;
use std::sync::Arc;

struct Asset {
    name: &'static str,
    media_type: &'static str,
    text: &'static str,
}

const CSS: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";

const ASSETS: &[Asset] = &[
    Asset { name: "style.css", media_type: CSS, text: include_str!("../assets/style.css") },
    Asset { name: "filter.js", media_type: SCRIPT, text: include_str!("../assets/filter.js") },
    Asset { name: "review.js", media_type: SCRIPT, text: include_str!("../assets/review.js") },
    Asset { name: "moves.js", media_type: SCRIPT, text: include_str!("../assets/moves.js") },
    Asset { name: "drop.js", media_type: SCRIPT, text: include_str!("../assets/drop.js") },
    Asset {
        name: "icon.svg",
        media_type: "image/svg+xml",
        text: include_str!("../assets/icon.svg"),
    },
];

/// The address of a file; it changes with its content, so that browsers may keep it for good.
pub fn address(name: &str) -> String {
    let text = ASSETS.iter().find(|a| a.name == name).map_or("", |a| a.text);
    format!("/assets/{name}?v={:.8}", StableId::of(&[text]).to_string())
}

/// Answers with a file.
pub async fn asset(
    State(app): State<Arc<App>>,
    visit: Extension<Visit>,
    Path(name): Path<String>,
) -> Response {
    let Some(asset) = ASSETS.iter().find(|a| a.name == name) else {
        return crate::app::refused(Trouble::NoPage, State(app), visit).await;
    };
    let mut response = sent(StatusCode::OK, asset.media_type, asset.text);
    let forever = HeaderValue::from_static("private, max-age=31536000, immutable");
    response.headers_mut().insert(header::CACHE_CONTROL, forever);
    response
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    /// Relative luminance of `#rrggbb` (WCAG 2.2, section on contrast).
    fn luminance(colour: &str) -> f64 {
        let part = |at: usize| {
            let c = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).expect("hex")) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
    }

    fn contrast(a: &str, b: &str) -> f64 {
        let (x, y) = (luminance(a), luminance(b));
        (x.max(y) + 0.05) / (x.min(y) + 0.05)
    }

    #[test]
    fn every_ink_is_legible_on_every_paper_by_day_and_by_night() {
        let css = include_str!("../assets/style.css");
        for scheme in css.split(":root {").skip(1).take(2) {
            let lines = scheme.split('}').next().unwrap_or_default().lines();
            let colours: HashMap<&str, &str> = lines
                .filter_map(|l| l.trim().strip_prefix("--")?.strip_suffix(';')?.split_once(": "))
                .filter(|(_, value)| value.starts_with('#'))
                .collect();
            let papers = ["paper", "field", "good-wash", "bad-wash", "plain-wash", "time-wash"];
            let inks = [
                ("ink", &papers[..]),
                ("soft", &papers[..2]),
                ("good", &papers[..1]),
                ("bad", &papers[..1]),
                ("plain", &papers[..1]),
            ];
            for (ink, papers) in inks {
                for paper in papers {
                    let ratio = contrast(colours[ink], colours[paper]);
                    assert!(ratio >= 4.5, "{ink} on {paper}: {ratio:.2}");
                }
            }
            // Edges of fields and the ring of the focus need less.
            for edge in ["line", "focus"] {
                assert!(contrast(colours[edge], colours["paper"]) >= 3.0, "{edge}");
            }
        }
    }
}
