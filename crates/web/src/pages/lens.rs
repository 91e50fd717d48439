//! Which part of a drawing the address asks for, and the links that move and zoom it.

use crate::{ask::Ask, draw::Lens, trouble::Trouble};
use maud::{Markup, html};

/// The lens of the address: `zoom` times as large around `at`, in hundredths of the drawing from the left and the top.
///
/// # Errors
/// A field means nothing.
pub fn lens(ask: &Ask) -> Result<Lens, Trouble> {
    let zoom = ask.query.number("zoom", 1)?;
    let at = ask.query.get("at").unwrap_or("50,50");
    let wrong = || Trouble::Value("at", at.to_owned());
    let (x, y) = at.split_once(',').ok_or_else(wrong)?;
    let part = |text: &str| text.trim().parse::<f64>().ok().filter(|n| n.is_finite());
    let (x, y) = part(x).zip(part(y)).ok_or_else(wrong)?;
    Ok(Lens::new(u32::try_from(zoom).unwrap_or(u32::MAX), (x / 100.0, y / 100.0)))
}

/// The same page through another lens.
pub fn link(ask: &Ask, lens: Lens) -> String {
    let (x, y) = lens.middle();
    let part = |at: f64| format!("{}", (at * 1000.0).round() / 10.0);
    let (zoom, at) = (lens.zoom().to_string(), format!("{},{}", part(x), part(y)));
    let whole = lens == Lens::default();
    let [zoom, at] = if whole { ["", ""] } else { [zoom.as_str(), at.as_str()] };
    format!("{}{}", ask.path, ask.query.with_all(&[("zoom", zoom), ("at", at)]))
}

/// Links that move and zoom, and those of the page to parts by name; they need no script.
pub fn moves(ask: &Ask, lens: Lens, parts: &[(String, Lens)]) -> Markup {
    let links = [
        ("in", lens.larger()),
        ("out", lens.smaller()),
        ("before", lens.moved(-1.0, 0.0)),
        ("after", lens.moved(1.0, 0.0)),
        ("up", lens.moved(0.0, -1.0)),
        ("down", lens.moved(0.0, 1.0)),
    ];
    html! {
        nav.moves aria-label=(ask.t("lens.label")) {
            p {
                @for (what, to) in links {
                    @if let Some(to) = to { a data-move=(what) href=(link(ask, to)) { (ask.t(&format!("lens.{what}"))) } " " }
                }
            }
            p {
                @for (name, to) in parts {
                    a href=(link(ask, *to)) aria-current=[(*to == lens).then_some("true")] { (name) } " "
                }
            }
        }
    }
}
