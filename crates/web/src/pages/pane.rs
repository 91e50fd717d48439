//! A drawing of a stretch of years that is looked at through a lens: what the map and the network have around theirs.

use super::{
    lens,
    period::{self, Period},
    years,
};
use crate::{ask::Ask, draw::Lens, trouble::Trouble};
use maud::{Markup, html};
use serde::Serialize;

/// What the address says of it.
#[derive(Debug, Serialize)]
pub struct Pane {
    /// The stretch of time; none in an empty record.
    #[serde(rename = "period")]
    pub shown: Option<Period>,
    /// Which part of the drawing.
    #[serde(skip)]
    pub lens: Lens,
    #[serde(skip)]
    years: Vec<(i16, u64)>,
}

impl Pane {
    /// The pane of the address.
    ///
    /// # Errors
    /// A field means nothing, or the record cannot be read.
    pub fn of(ask: &Ask) -> Result<Pane, Trouble> {
        Ok(Pane { shown: years::shown(ask)?, lens: lens::lens(ask)?, years: period::years(ask)? })
    }

    /// The slider, a form, and what a stretch of time has to show.
    pub fn around(&self, ask: &Ask, form: Markup, list: impl FnOnce(Period) -> Markup) -> Markup {
        html! {
            (years::slider(ask, &self.years, self.shown))
            (form)
            p.keys data-keys hidden { (ask.t("lens.keys")) }
            div #list {
                @match self.shown {
                    Some(shown) => (list(shown)),
                    None => p.lead { (ask.t("timeline.none")) },
                }
            }
        }
    }

    /// A picture, below the links that move it and those to `parts` of it.
    pub fn picture(
        &self,
        ask: &Ask,
        name: &str,
        parts: &[(String, Lens)],
        picture: Markup,
    ) -> Markup {
        html! {
            (lens::moves(ask, self.lens, parts))
            div.scroll tabindex="0" role="region" aria-label=(name) { (picture) }
        }
    }
}
