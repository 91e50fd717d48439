//! All about a state, an organisation, a group or a person.

use super::{overview, states};
use crate::{
    ask::Ask,
    dates::date,
    draw::{Bar, bars},
    parts,
    trouble::Trouble,
    view::View,
};
use kroniek_record::{Dossier, Filter, Office, Partner, Period, Tally, TypeCount};
use maud::{Markup, html};
use serde::Serialize;
use std::collections::BTreeSet;

/// Persons with offices that it shows.
const OFFICES: usize = 12;

/// Years that are drawn with those in which nothing happened.
const MOST_YEARS: i32 = 60;

/// All about an actor.
#[derive(Debug, Serialize)]
pub struct ActorPage {
    /// As the address names it.
    pub name: String,
    /// All that the record knows; its states of affairs as of the day that is asked for.
    #[serde(flatten)]
    pub dossier: Dossier,
}

/// The actor of the address.
///
/// # Errors
/// Nobody goes by the name, a date is none, or the record cannot be read.
pub fn view(ask: &Ask) -> Result<ActorPage, Trouble> {
    let asked = ask.param("name");
    let known = ask.names().code(asked).unwrap_or(asked);
    let as_of = ask.query.date("as_of")?;
    let dossier = ask.record.actor_as_of(known, &period(ask)?, as_of.as_ref())?;
    Ok(ActorPage { name: known.to_owned(), dossier })
}

/// The period of the address.
///
/// # Errors
/// A date is none.
pub fn period(ask: &Ask) -> Result<Filter, Trouble> {
    let q = &ask.query;
    let (from, to, known_by) = (q.date("from")?, q.date("to")?, q.date("known_by")?);
    Ok(Filter { from, to, known_by, ..Filter::default() })
}

impl View for ActorPage {
    fn title(&self, ask: &Ask) -> String {
        match self.dossier.names.iter().max_by_key(|n| n.chars().count()) {
            Some(name) => name.clone(),
            None => ask.called(&self.name).to_owned(),
        }
    }

    fn html(&self, ask: &Ask) -> Markup {
        let d = &self.dossier;
        html! {
            p.kicker { (ask.t("actor.kicker")) }
            h1 { (self.title(ask)) }
            @if !d.names.is_empty() {
                p.lead { (overview::list(ask, &d.codes)) @if d.names.len() > 1 { " · " (d.names.join(", ")) } }
            } @else { p.lead { code { (self.name) } } }
            p { (parts::tally_words(ask, &d.tally)) }
            (parts::drawings(ask, &[&self.name], &self.codes()))
            (years(ask, &d.years))
            (types(ask, &d.types, &self.name))
            div.front {
                div {
                    section {
                        h2.section { (ask.t("overview.newest")) }
                        (parts::chronicle(ask, &d.latest))
                        p { a.more href={ "/events?actor=" (parts::part(&self.name)) } { (ask.t("overview.all")) } }
                    }
                }
                aside {
                    (partners(ask, &d.partners, &self.name))
                    (offices(ask, &d.offices))
                }
            }
            (states::section(ask, &d.states, &self.name, Some(d.relations)))
        }
    }
}

impl ActorPage {
    /// The codes that it goes by: of a person those of the states and bodies.
    fn codes(&self) -> Vec<&str> {
        self.dossier.codes.iter().map(String::as_str).collect()
    }
}

/// A bar a year.
pub fn years(ask: &Ask, years: &[Period]) -> Markup {
    let bar = |p: &Period| Bar {
        label: p.period.clone(),
        cooperation: p.tally.cooperation,
        conflict: p.tally.conflict,
        events: p.tally.events,
        words: format!("{}: {}", p.period, parts::tally_words(ask, &p.tally)),
    };
    let all: Vec<Bar> = without_gaps(years).iter().map(bar).collect();
    html! {
        @if all.len() > 1 {
            figure.years { (bars(&all, ask.t("actor.years"))) figcaption { (ask.t("actor.years")) } }
        }
    }
}

/// Every year from the first to the last, those of which nothing is known empty.
fn without_gaps(years: &[Period]) -> Vec<Period> {
    let number = |p: &Period| p.period.parse::<i32>().ok();
    let (first, last) = (years.first().and_then(number), years.last().and_then(number));
    let (Some(first), Some(last)) = (first, last) else { return years.to_vec() };
    if last.saturating_sub(first) > MOST_YEARS {
        return years.to_vec();
    }
    let of = |y: i32| years.iter().find(|p| number(p) == Some(y)).cloned();
    let none = |y: i32| Period { period: format!("{y:04}"), tally: Tally::default() };
    (first..=last).map(|y| of(y).unwrap_or_else(|| none(y))).collect()
}

/// How often which type, each a link to those events.
pub fn types(ask: &Ask, types: &[TypeCount], actors: &str) -> Markup {
    html! {
        ul.types {
            @for t in types {
                li {
                    a href={ "/events?actor=" (actors) "&type=" (t.event_type) } { (ask.words.name("type", &t.event_type)) }
                    " " span.number { (ask.words.number(t.events)) }
                }
            }
        }
    }
}

fn partners(ask: &Ask, partners: &[Partner], name: &str) -> Markup {
    let most = partners.first().map_or(1, |p| p.tally.events);
    html! {
        @if !partners.is_empty() {
            section {
                h2.section { (ask.t("actor.partners")) }
                ol.pairs {
                    @for p in partners {
                        li {
                            a href={ "/pairs/" (parts::part(name)) "/" (parts::part(&p.code)) } { (ask.called(&p.code)) }
                            span.number { (ask.words.number(p.tally.events)) }
                            (parts::tally_bar(ask, &p.tally, most))
                        }
                    }
                }
            }
        }
    }
}

/// Those whose office a report gives, each person once.
fn named(offices: &[Office]) -> Vec<&Office> {
    let mut seen = BTreeSet::new();
    let all = offices.iter().filter(|o| o.office.is_some());
    all.filter(|o| seen.insert((o.name.clone(), o.code.clone()))).take(OFFICES).collect()
}

fn offices(ask: &Ask, offices: &[Office]) -> Markup {
    let day = |d: &Option<String>| {
        d.as_ref().and_then(|d| d.parse().ok()).map(|d| date(ask.words, &d)).unwrap_or_default()
    };
    html! {
        @if !offices.is_empty() {
            section {
                h2.section { (ask.t("actor.offices")) }
                ul.brief {
                    @for o in named(offices) {
                        li {
                            a href=(parts::actor_path(&o.code, Some(&o.name))) { (o.name) }
                            @if let Some(office) = &o.office { span.office lang="en" { ", " (office) } }
                            " " span.date { (day(&o.first)) @if o.first != o.last { " – " (day(&o.last)) } }
                        }
                    }
                }
            }
        }
    }
}
