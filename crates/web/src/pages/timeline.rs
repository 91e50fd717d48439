//! Events in lanes along time.

use super::{
    filter,
    period::{self, Period},
    sample::sample,
};
use crate::{
    ask::Ask,
    draw::{self, Lane, Mark, Tick},
    parts,
    trouble::Trouble,
    view::View,
};
use kroniek_model::{ActorRef, StableId, Status, When};
use kroniek_record::{Event, Filter, Network, Total};
use maud::{Markup, html};
use serde::{Serialize, Serializer};
use std::{cmp::Reverse, collections::HashSet};

/// Lanes at most.
const LANES: usize = 8;
/// Events of a lane that are looked at; of more, as many of every part of the time.
const EVENTS: usize = 150;
/// Marks of a lane at most, so that a page stays light.
const MARKS: usize = 70;

/// Events in lanes.
#[derive(Debug, Serialize)]
pub struct TimelinePage {
    /// The stretch of time; none in an empty record.
    #[serde(rename = "period")]
    pub shown: Option<Period>,
    /// The lanes, in the order that was asked for, or the busiest first.
    pub lanes: Vec<Row>,
}

/// A lane.
#[derive(Debug, Serialize)]
pub struct Row {
    /// The actor, or the two.
    pub actors: Vec<String>,
    /// How many events there are.
    #[serde(flatten)]
    pub total: Total,
    /// They, the oldest first, in brief; of too many those of which most is told, some of every part of the time.
    #[serde(serialize_with = "briefly")]
    pub events: Vec<Event>,
}

/// An event as the drawing shows it; all of it stands on its own page.
#[derive(Debug, Serialize)]
struct Brief<'a> {
    id: StableId,
    date: &'a Option<When>,
    first_published: &'a Option<When>,
    kind: &'a str,
    quad: Option<u8>,
    status: Status,
    source: Vec<&'a str>,
    target: Vec<&'a str>,
    reports: u32,
}

fn briefly<S: Serializer>(events: &[Event], to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(events.iter().map(Brief::of))
}

impl<'a> Brief<'a> {
    fn of(e: &'a Event) -> Self {
        let codes = |side: &'a [ActorRef]| side.iter().map(|who| who.code.as_str()).collect();
        Brief {
            id: e.id,
            date: &e.date,
            first_published: &e.first_published,
            kind: &e.kind,
            quad: e.codes.quad,
            status: e.status,
            source: codes(&e.source),
            target: codes(&e.target),
            reports: e.reports,
        }
    }
}

/// The lanes of the address.
///
/// # Errors
/// A field means nothing, nobody goes by a name, or the record cannot be read.
pub fn view(ask: &Ask) -> Result<TimelinePage, Trouble> {
    let Some(shown) = period::period(ask)? else {
        return Ok(TimelinePage { shown: None, lanes: Vec::new() });
    };
    let (from, to) = (Some(shown.from.into()), Some(shown.to.into()));
    let chosen = Filter { from, to, ..filter::filter(ask)? };
    let lanes = lanes(ask, &chosen)?;
    let row = |who| row(ask, &chosen, shown, who);
    let lanes = lanes.into_iter().map(row).collect::<Result<_, _>>()?;
    Ok(TimelinePage { shown: Some(shown), lanes })
}

/// Who has a lane: those of the address, or the busiest.
fn lanes(ask: &Ask, chosen: &Filter) -> Result<Vec<Vec<String>>, Trouble> {
    let code = |name: &str| ask.names().code(name.trim()).unwrap_or(name.trim()).to_owned();
    let pair = |lane: &str| lane.split(':').take(2).map(code).collect();
    let named: Vec<Vec<String>> = ask.query.all("lane").take(LANES).map(pair).collect();
    if !named.is_empty() {
        return Ok(named);
    }
    let network = ask.network(chosen.from.clone(), chosen.to.clone())?;
    Ok(match ask.query.get("by") {
        Some("actor") => busiest(&network, &chosen.actors),
        _ => pairs(&network, &chosen.actors),
    })
}

fn busiest(network: &Network, with: &[String]) -> Vec<Vec<String>> {
    let others = network.nodes.iter().filter(|n| !with.contains(&n.code));
    others.take(LANES).map(|n| vec![n.code.clone()]).collect()
}

/// The busiest pairs; of an actor that is asked for, with whom; of several, and of a person, themselves.
fn pairs(network: &Network, with: &[String]) -> Vec<Vec<String>> {
    let of = |a: &str, b: &str| with.iter().all(|w| w == a || w == b);
    let edges = network.edges.iter().filter(|e| of(&e.a, &e.b)).take(LANES);
    let pairs: Vec<_> = edges.map(|e| vec![e.a.clone(), e.b.clone()]).collect();
    if pairs.is_empty() && !with.is_empty() { vec![with.to_vec()] } else { pairs }
}

fn row(ask: &Ask, chosen: &Filter, shown: Period, actors: Vec<String>) -> Result<Row, Trouble> {
    let mut all = chosen.actors.clone();
    all.extend(actors.iter().filter(|a| !chosen.actors.contains(a)).cloned());
    let filter = Filter { actors: all, ..chosen.clone() };
    let (total, mut events) = sample(ask, filter, shown, EVENTS)?;
    events.reverse();
    // Those that most tell of find room first; what finds none would make the page heavy.
    let mut order: Vec<&Event> = events.iter().collect();
    order.sort_by_key(|e| (Reverse(e.reports), e.id));
    let kept: HashSet<StableId> = order.into_iter().take(MARKS).map(|e| e.id).collect();
    events.retain(|e| kept.contains(&e.id));
    Ok(Row { actors, total, events })
}

impl View for TimelinePage {
    fn title(&self, ask: &Ask) -> String {
        ask.t("timeline.title").to_owned()
    }

    fn html(&self, ask: &Ask) -> Markup {
        html! {
            h1 { (ask.t("timeline.title")) }
            (form(ask))
            p.keys data-keys hidden { (ask.t("timeline.keys")) }
            div #list {
                @match self.shown {
                    Some(shown) => (self.drawing(ask, shown)),
                    None => p.lead { (ask.t("timeline.none")) },
                }
            }
        }
    }

    fn scripts(&self) -> &'static [&'static str] {
        &["filter.js", "moves.js"]
    }
}

impl TimelinePage {
    fn drawing(&self, ask: &Ask, shown: Period) -> Markup {
        let tick = |(at, label, href)| Tick { at, label, href };
        let lanes: Vec<Lane> = self.lanes.iter().map(|row| lane(ask, shown, row)).collect();
        let ticks = shown.ticks(ask, draw::WIDTH).into_iter().map(tick).collect();
        let picture = draw::Timeline { from: shown.from, to: shown.to, ticks, lanes };
        let told = |lane: &Lane, left| told(ask, lane, left);
        html! {
            p.lead aria-live="polite" { (shown.words(ask)) }
            (period::moves(ask, shown))
            @if self.lanes.iter().all(|l| l.total.total == 0) { p { (ask.t("timeline.none")) } }
            div.scroll tabindex="0" role="region" aria-label=(ask.t("timeline.drawing")) {
                (draw::timeline(&picture, ask.t("timeline.drawing"), &told))
            }
            (legend(ask))
        }
    }
}

/// How many events a lane has, and how many of them are not drawn.
fn told(ask: &Ask, lane: &Lane, left: u64) -> String {
    let events = parts::total(ask.words, lane.total);
    match left {
        0 => events,
        left => {
            let left = ask.words.number(left);
            ask.words.with("timeline.left", &[("events", &events), ("left", &left)])
        }
    }
}

fn lane(ask: &Ask, shown: Period, row: &Row) -> Lane {
    let names: Vec<&str> = row.actors.iter().map(|code| ask.called(code)).collect();
    let href = match &row.actors[..] {
        [a, b] => format!("/pairs/{}/{}", parts::part(a), parts::part(b)),
        actors => format!("/actors/{}", actors.first().map(|a| parts::part(a)).unwrap_or_default()),
    };
    let mut events: Vec<&Event> = row.events.iter().collect();
    events.sort_by_key(|e| (Reverse(e.reports), e.id));
    let marks = events.into_iter().filter_map(|e| mark(ask, shown, e)).collect();
    Lane { label: names.join(" – "), href, total: row.total, marks }
}

/// An event in its place; none where neither its date nor its reports' are known.
fn mark(ask: &Ask, shown: Period, e: &Event) -> Option<Mark> {
    let when = e.date.as_ref().or(e.first_published.as_ref())?;
    Some(Mark {
        first: when.earliest().unwrap_or(shown.from).max(shown.from),
        last: when.latest().unwrap_or(shown.to).min(shown.to),
        dated: e.date.is_some(),
        hue: parts::hue(e.codes.quad),
        status: e.status.as_str(),
        href: format!("/events/{}", e.id),
        words: words(ask, e),
    })
}

fn words(ask: &Ask, e: &Event) -> String {
    let mut who = vec![parts::side(ask, &e.source), parts::side(ask, &e.target)];
    who.retain(|side| !side.is_empty());
    let kind = ask.words.name("kind", &e.kind);
    let status = match e.status {
        Status::Happened => String::new(),
        other => format!(" ({})", ask.words.name("status", other.as_str())),
    };
    format!("{}: {kind}{status}: {}", parts::day_of(ask, e), who.join(" → "))
}

fn form(ask: &Ask) -> Markup {
    let types = kroniek_model::EventType::ALL.iter().map(|t| t.as_str());
    let statuses = Status::ALL.iter().map(|s| s.as_str());
    let open = ["lane", "by", "actor", "type", "status", "text", "known_by"]
        .iter()
        .any(|field| ask.query.get(field).is_some());
    html! {
        details.filter open[open] {
            summary { (ask.t("filter.title")) }
            form action=(ask.path) data-live="#list" {
                (filter::field(ask, "lane", "text", "filter.lane.hint"))
                (filter::choice(ask, "by", ["actor"].into_iter()))
                (filter::field(ask, "actor", "text", "filter.actor.hint"))
                (filter::dates(ask))
                (filter::choice(ask, "type", types))
                (filter::choice(ask, "status", statuses))
                (filter::field(ask, "text", "text", "filter.text.hint"))
                (filter::field(ask, "known_by", "date", ""))
                @if let Some(kind) = ask.query.get("kind") { input type="hidden" name="kind" value=(kind); }
                p.field {
                    button type="submit" { (ask.t("filter.apply")) }
                    " " a href=(ask.path) { (ask.t("filter.clear")) }
                }
            }
        }
    }
}

/// What shapes and outlines mean, by the shapes themselves.
fn legend(ask: &Ask) -> Markup {
    use draw::sample as key;
    html! {
        ul.symbols aria-label=(ask.t("key.title")) {
            li { (key("good", "happened", false, true)) (ask.t("key.good")) }
            li { (key("bad", "happened", false, true)) (ask.t("key.bad")) }
            li { (key("plain", "happened", false, true)) (ask.t("key.plain")) }
            @for status in Status::ALL.iter().filter(|s| **s != Status::Happened) {
                li { (key("good", status.as_str(), false, true)) (ask.words.name("status", status.as_str())) }
            }
            li { (key("good", "happened", true, true)) (ask.t("key.span")) }
            li { (key("good", "happened", false, false)) (ask.t("key.undated")) }
        }
    }
}
