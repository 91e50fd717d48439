//! The history of two actors with each other.

use super::{actor, states};
use crate::{ask::Ask, parts, trouble::Trouble, view::View};
use kroniek_record::{Period, Relation, Tally};
use maud::{Markup, html};
use serde::Serialize;
use std::collections::BTreeMap;

/// The history of two actors with each other; states of affairs as of the day that is asked for.
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub struct Pair(Relation);

/// The pair of the address.
///
/// # Errors
/// Nobody goes by a name, a date is none, or the record cannot be read.
pub fn view(ask: &Ask) -> Result<Pair, Trouble> {
    let [a, b] = ["a", "b"].map(|p| ask.param(p)).map(|n| ask.names().code(n).unwrap_or(n));
    let as_of = ask.query.date("as_of")?;
    Ok(Pair(ask.record.relation_as_of(a, b, &actor::period(ask)?, as_of.as_ref())?))
}

impl View for Pair {
    fn title(&self, ask: &Ask) -> String {
        let [a, b] = &self.0.between;
        format!("{} – {}", ask.called(a), ask.called(b))
    }

    fn html(&self, ask: &Ask) -> Markup {
        let (r, [a, b]) = (&self.0, &self.0.between);
        let both = format!("{},{}", parts::part(a), parts::part(b));
        html! {
            p.kicker { (ask.t("pair.kicker")) }
            h1 {
                a href=(parts::actor_path(a, None)) { (ask.called(a)) } " – "
                a href=(parts::actor_path(b, None)) { (ask.called(b)) }
            }
            p.lead { (parts::tally_words(ask, &r.tally)) ". " (ask.words.count("pair.meetings", r.meetings)) }
            (parts::drawings(ask, &[a, b], &[a, b]))
            (actor::years(ask, &by_year(&r.months)))
            (actor::types(ask, &r.types, &both))
            @if let Some(first) = &r.first {
                section { h2.section { (ask.t("pair.first")) } (parts::chronicle(ask, std::slice::from_ref(first))) }
            }
            section {
                h2.section { (ask.t("overview.newest")) }
                (parts::chronicle(ask, &r.latest))
                p { a.more href={ "/events?actor=" (both) } { (ask.t("overview.all")) } }
            }
            (states::section(ask, &r.states, &format!("{a},{b}"), None))
        }
    }
}

fn by_year(months: &[Period]) -> Vec<Period> {
    let mut years: BTreeMap<String, Tally> = BTreeMap::new();
    for month in months {
        let year = month.period.rsplit_once('-').map_or(month.period.as_str(), |(year, _)| year);
        let sum = years.entry(year.to_owned()).or_default();
        sum.events += month.tally.events;
        sum.cooperation += month.tally.cooperation;
        sum.conflict += month.tally.conflict;
    }
    years.into_iter().map(|(period, tally)| Period { period, tally }).collect()
}
