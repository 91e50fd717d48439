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
