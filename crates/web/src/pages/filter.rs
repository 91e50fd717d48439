//! Which events are asked for, from the address to the record's filter, and the form that sets it.

use crate::{ask::Ask, trouble::Trouble};
use kroniek_model::{EventType, Status};
use kroniek_record::Filter;
use maud::{Markup, html};

/// Events on a page.
pub const PAGE: usize = 40;
/// The last page that is answered: beyond it a list is to be narrowed.
const LAST: usize = 10_000;

/// The filter of an address: newest first unless said, one page and one event more.
///
/// # Errors
/// A value means nothing.
pub fn filter(ask: &Ask) -> Result<Filter, Trouble> {
    let q = &ask.query;
    let page = page(ask)?;
    Ok(Filter {
        from: q.date("from")?,
        to: q.date("to")?,
        types: q.parsed::<EventType>("type")?,
        kinds: q.all("kind").map(str::to_owned).collect(),
        statuses: q.parsed::<Status>("status")?,
        actors: actors(ask),
        text: q.get("text").map(str::to_owned),
        known_by: q.date("known_by")?,
        newest_first: q.get("order") != Some("oldest"),
        limit: Some(PAGE + 1),
        offset: (page - 1) * PAGE,
    })
}

/// The actors of an address: codes, or names as the world tables have them; others are left to the record.
pub fn actors(ask: &Ask) -> Vec<String> {
    let code = |name: &str| ask.names().code(name).unwrap_or(name).to_owned();
    ask.query.all("actor").map(code).collect()
}

/// The number of the page that is asked for, from 1.
///
/// # Errors
/// It is no number.
pub fn page(ask: &Ask) -> Result<usize, Trouble> {
    Ok(ask.query.number("page", 1)?.clamp(1, LAST))
}

/// The form that narrows a list of events.
pub fn form(ask: &Ask) -> Markup {
    let q = &ask.query;
    let any = ["actor", "from", "to", "type", "kind", "status", "text", "known_by", "order"];
    let open = any.iter().any(|name| q.get(name).is_some());
    html! {
        details.filter open[open] {
            summary { (ask.t("filter.title")) }
            form action="/events" data-live="#list" {
                (field(ask, "actor", "text", "filter.actor.hint"))
                (dates(ask))
                (choice(ask, "type", EventType::ALL.iter().map(|t| t.as_str())))
                (choice(ask, "status", Status::ALL.iter().map(|s| s.as_str())))
                (field(ask, "text", "text", "filter.text.hint"))
                (field(ask, "known_by", "date", ""))
                (choice(ask, "order", ["oldest"].into_iter()))
                @if let Some(kind) = q.get("kind") { input type="hidden" name="kind" value=(kind); }
                p.field {
                    button type="submit" { (ask.t("filter.apply")) }
                    @if open { " " a href="/events" { (ask.t("filter.clear")) } }
                }
            }
        }
    }
}

/// A field of the form with what the address says.
pub(super) fn field(ask: &Ask, name: &str, kind: &str, hint: &str) -> Markup {
    html! {
        p.field {
            label for={ "f-" (name) } { (ask.t(&format!("field.{name}"))) }
            input id={ "f-" (name) } name=(name) type=(kind) value=[ask.query.get(name)] placeholder=[(!hint.is_empty()).then(|| ask.t(hint))];
        }
    }
}

/// Fields for any stretch of time.
pub(super) fn dates(ask: &Ask) -> Markup {
    html! {
        (field(ask, "from", "text", "filter.date.hint"))
        (field(ask, "to", "text", "filter.date.hint"))
    }
}

/// A choice of the form.
pub(super) fn choice<'a>(ask: &Ask, name: &str, values: impl Iterator<Item = &'a str>) -> Markup {
    let chosen = ask.query.get(name);
    html! {
        p.field {
            label for={ "f-" (name) } { (ask.t(&format!("field.{name}"))) }
            select id={ "f-" (name) } name=(name) {
                option value="" { (ask.t(&format!("filter.any.{name}"))) }
                @for value in values {
                    option value=(value) selected[chosen == Some(value)] { (ask.words.name(name, value)) }
                }
            }
        }
    }
}
