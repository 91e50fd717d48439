//! Events that another may be one with, for a person to join.

use super::{correct, event::EventPage};
use crate::{ask::Ask, parts, trouble::Trouble};
use kroniek_model::When;
use kroniek_record::{Event, EventRow, Filter, merge::may_be_one};
use maud::{Markup, html};
use serde::Serialize;

/// Days around an event in which others between the same are looked for.
const NEAR: i64 = 14;
/// Days around it in which another may be the same.
const SAME: i64 = 3;
/// Events that are shown, of either sort.
const SHOWN: usize = 8;
/// Events that are looked at for them.
const LOOKED_AT: usize = 40;

/// Events at about the same time between the same actors.
#[derive(Debug, Serialize)]
pub struct Alike {
    /// Those of its kind a few days off: reports may have given it another date.
    pub same: Vec<EventRow>,
    /// Others.
    pub near: Vec<EventRow>,
}

impl Alike {
    /// The events that are like one.
    ///
    /// # Errors
    /// The record cannot be read.
    pub fn of(ask: &Ask, event: &Event) -> Result<Self, Trouble> {
        let of_kind = |f: Filter| Filter { kinds: vec![event.kind.clone()], ..f };
        let mut same = asked(ask, around(event, SAME).map(of_kind))?;
        same.retain(|r| r.event.id != event.id && may_be_one(event, &r.event));
        same.truncate(SHOWN);
        let mut near = asked(ask, around(event, NEAR))?;
        near.retain(|r| r.event.id != event.id && same.iter().all(|s| s.event.id != r.event.id));
        near.truncate(SHOWN);
        Ok(Alike { same, near })
    }

    /// Each with a button that joins it to the event of the page.
    pub fn html(&self, ask: &Ask, page: &EventPage) -> Markup {
        html! {
            @for (title, rows) in [("event.same", &self.same), ("event.near", &self.near)] {
                @if !rows.is_empty() {
                    section {
                        h2.section { (ask.t(title)) }
                        @for row in rows {
                            div.mergeable { (parts::event(ask, row, 3)) (correct::merge_form(ask, page, row)) }
                        }
                    }
                }
            }
        }
    }
}

fn asked(ask: &Ask, filter: Option<Filter>) -> Result<Vec<EventRow>, Trouble> {
    Ok(filter.map_or(Ok(Vec::new()), |f| ask.record.events(&f))?)
}

/// What was between its first actors so many days around it; none where it has no date at all.
fn around(e: &Event, days: i64) -> Option<Filter> {
    let when = e.date.as_ref().or(e.first_published.as_ref())?;
    let days = jiff::Span::new().days(days);
    let from = when.earliest().and_then(|d| d.checked_sub(days).ok()).map(When::from);
    let to = when.latest().and_then(|d| d.checked_add(days).ok()).map(When::from);
    let mut actors: Vec<String> = [e.source.first(), e.target.first()]
        .into_iter()
        .flatten()
        .map(|a| a.code.clone())
        .collect();
    actors.dedup();
    if e.target.is_empty() {
        actors.extend(e.source.get(1).map(|a| a.code.clone()));
    }
    Some(Filter { from, to, actors, limit: Some(LOOKED_AT), ..Filter::default() })
}
