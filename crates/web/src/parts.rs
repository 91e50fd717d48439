//! Pieces that several pages are made of.

use crate::{ask::Ask, dates::time, words::Words};
use kroniek_model::{ActorRef, CodeRef, Status};
use kroniek_record::{Event, EventRow, StateRow, Tally, Total};
use maud::{Markup, html};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Actors of one side that a headline names; more are counted.
const NAMED: usize = 4;

/// A dot is written out too, so that no name ends as a format does.
const PART: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'~').remove(b'@');

/// Text as one part of a path.
pub fn part(text: &str) -> String {
    utf8_percent_encode(text, PART).to_string()
}

/// The address of an actor's dossier: of a person by the name, of all others by the code.
pub fn actor_path(code: &str, name: Option<&str>) -> String {
    format!("/actors/{}", part(name.unwrap_or(code)))
}

/// A state, an organisation or a group as a link to its dossier.
pub fn coded(ask: &Ask, code: &str) -> Markup {
    html! { a href=(actor_path(code, None)) { (ask.called(code)) } }
}

/// An actor with a link to the dossier: a person with the state or body, or that alone.
pub fn actor(ask: &Ask, who: &ActorRef) -> Markup {
    let named = who.name.as_deref().filter(|_| is_person(who));
    html! {
        @if let Some(name) = named {
            a href=(actor_path(&who.code, Some(name))) { (name) } " (" (coded(ask, &who.code)) ")"
        } @else { (coded(ask, &who.code)) }
    }
}

/// Whether an actor is a person: a name that is not the state's or body's own.
pub fn is_person(who: &ActorRef) -> bool {
    who.name.is_some() && who.person.is_some() || who.name.is_some() && who.office.is_some()
}

/// An actor in plain words.
pub fn called(ask: &Ask, who: &ActorRef) -> String {
    let of = ask.called(&who.code);
    match who.name.as_deref().filter(|_| is_person(who)) {
        Some(name) => format!("{name} ({of})"),
        None => of.to_owned(),
    }
}

/// One side of an event in plain words: the first few, and how many more.
pub fn side(ask: &Ask, side: &[ActorRef]) -> String {
    let mut names: Vec<String> = Vec::new();
    for who in side {
        let name = called(ask, who);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let more = names.len().saturating_sub(NAMED);
    names.truncate(NAMED);
    if more > 0 {
        names.push(ask.words.count("count.others", more as u64));
    }
    join(ask.words, &names)
}

/// `a, b en c`.
pub fn join(words: &Words, names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} {} {last}", first.join(", "), words.t("and")),
    }
}

/// Who and whom, as a headline.
pub fn headline(ask: &Ask, source: &[ActorRef], target: &[ActorRef]) -> Markup {
    html! {
        (side(ask, source))
        @if !target.is_empty() {
            " " span.arrow aria-hidden="true" { "→" } span.hidden { (ask.t("event.towards")) } " "
            (side(ask, target))
        }
    }
}

/// The class of an event's colour, by quad class: co-operation, conflict or neither.
pub fn hue(quad: Option<u8>) -> &'static str {
    match quad {
        Some(1 | 2) => "good",
        Some(3 | 4) => "bad",
        _ => "plain",
    }
}

/// What kind of event, how certain and where, in a line above the headline.
pub fn kicker(ask: &Ask, row: &EventRow) -> Markup {
    let e = &row.event;
    html! {
        p.kicker {
            span class={ "kind " (hue(e.codes.quad)) } { (ask.words.name("kind", &e.kind)) }
            (status(ask, e.status))
            @if let Some(place) = &e.place { " · " (place.name) }
        }
    }
}

/// A status, where it is worth a word: what happened needs none.
pub fn status(ask: &Ask, status: Status) -> Markup {
    html! {
        @if status != Status::Happened {
            " · " span class={ "status " (status) } { (ask.words.name("status", status.as_str())) }
        }
    }
}

/// An event of a list: headline, sentence, sources. `level` is that of its heading.
pub fn event(ask: &Ask, row: &EventRow, level: u8) -> Markup {
    let e = &row.event;
    let link = html! { a href={ "/events/" (e.id) } { (headline(ask, &e.source, &e.target)) } };
    html! {
        article class={ "event " (hue(e.codes.quad)) " " (e.status) } {
            (kicker(ask, row))
            @if level == 2 { h2.headline { (link) } } @else { h3.headline { (link) } }
            @if !row.sentence.is_empty() { blockquote { p { (row.sentence) } } }
            (sources(ask, row))
        }
    }
}

/// The reports that tell of an event, the first few.
fn sources(ask: &Ask, row: &EventRow) -> Markup {
    let more = u64::from(row.event.reports).saturating_sub(row.sources.len() as u64);
    html! {
        p.sources {
            @for (n, doc) in row.sources.iter().enumerate() {
                @if n > 0 { ", " }
                a href={ "/reports/" (part(doc)) } { (doc) }
            }
            @if more > 0 { " " (ask.words.count("count.more", more)) }
        }
    }
}

/// Events under the days on which they took place.
pub fn chronicle(ask: &Ask, rows: &[EventRow]) -> Markup {
    let mut days: Vec<(String, Vec<&EventRow>)> = Vec::new();
    for row in rows {
        let day = day_of(ask, &row.event);
        match days.last_mut() {
            Some((last, events)) if *last == day => events.push(row),
            _ => days.push((day, vec![row])),
        }
    }
    html! {
        div.chronicle {
            @for (day, rows) in &days {
                section.day {
                    h2.date { (day) }
                    div.events { @for row in rows { (event(ask, row, 3)) } }
                }
            }
        }
    }
}

/// How many events there are, or at least are.
pub fn total(words: &Words, total: Total) -> String {
    least(words, words.count("count.events", total.total), total.counted_all)
}

/// How many there are in words, where they were not all counted as the least that there are.
pub fn least(words: &Words, events: String, counted_all: bool) -> String {
    match counted_all {
        true => events,
        false => words.with("count.least", &[("events", &events)]),
    }
}

/// The day of an event in words; of one without a date the day on which it was reported.
pub fn day_of(ask: &Ask, event: &Event) -> String {
    match (&event.date, &event.first_published) {
        (Some(day), _) => crate::dates::date(ask.words, day),
        (None, Some(day)) => {
            let day = crate::dates::date(ask.words, day);
            ask.words.with("date.reported", &[("date", &day)])
        }
        (None, None) => ask.t("date.none").to_owned(),
    }
}

/// How much co-operation and conflict, as a bar with words for who does not see it.
pub fn tally_bar(ask: &Ask, tally: &Tally, most: u64) -> Markup {
    let permille = |n: u64| n * 1000 / most.max(1);
    let (good, bad) = (permille(tally.cooperation), permille(tally.conflict));
    let rest = permille(tally.events).saturating_sub(good + bad);
    let words = tally_words(ask, tally);
    html! {
        svg.bar viewBox="0 0 1000 10" preserveAspectRatio="none" role="img" aria-label=(words) {
            rect.good width=(good) height="10" {}
            rect.bad x=(good) width=(bad) height="10" {}
            rect.plain x=(good + bad) width=(rest) height="10" {}
        }
    }
}

/// How much co-operation and conflict in words.
pub fn tally_words(ask: &Ask, t: &Tally) -> String {
    let n = |n: u64| ask.words.number(n);
    let (good, bad) = (n(t.cooperation), n(t.conflict));
    let events = ask.words.count("count.events", t.events);
    ask.words.with("tally", &[("events", &events), ("good", &good), ("bad", &bad)])
}

/// Subject or object of a state of affairs.
pub fn party(ask: &Ask, who: &CodeRef) -> Markup {
    html! {
        @match &who.name {
            Some(name) => { a href=(actor_path(&who.code, Some(name))) { (name) } " (" (coded(ask, &who.code)) ")" }
            None => (coded(ask, &who.code)),
        }
    }
}

/// States of affairs as a table.
pub fn states(ask: &Ask, rows: &[StateRow]) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label=(ask.t("states.title")) {
            table {
                thead { tr {
                    @for head in ["subject", "relation", "object", "from", "to", "standing", "sources"] {
                        th scope="col" { (ask.t(&format!("column.{head}"))) }
                    }
                } }
                tbody {
                    @for row in rows {
                        tr {
                            th scope="row" { (party(ask, &row.subject)) }
                            td { (ask.words.name("relation", &row.relation)) }
                            td { (party(ask, &row.object)) }
                            td { @if let Some(from) = &row.from { (time(ask.words, from)) } }
                            td { @if let Some(to) = &row.to { (time(ask.words, to)) } }
                            td { @if let Some(s) = row.standing { (ask.words.name("standing", &format!("{s:?}").to_lowercase())) } }
                            td.sources {
                                @for (n, doc) in row.sources.iter().take(3).enumerate() {
                                    @if n > 0 { ", " }
                                    a href={ "/reports/" (part(doc)) } title=(row.sentence) { (doc) }
                                }
                                @if row.reports > 3 { " +" (row.reports - 3) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Links to the pages before and after this one of a long list.
pub fn pager(ask: &Ask, page: usize, more: bool) -> Markup {
    let link = |n: usize| format!("{}{}", ask.path, ask.query.with("page", &n.to_string()));
    html! {
        @if page > 1 || more {
            nav.pager aria-label=(ask.t("pager.label")) {
                @if page > 1 { a rel="prev" href=(link(page - 1)) { (ask.t("pager.before")) } }
                span { (ask.words.with("pager.page", &[("n", &page.to_string())])) }
                @if more { a rel="next" href=(link(page + 1)) { (ask.t("pager.after")) } }
            }
        }
    }
}

/// Date fields "as of" and "as known by", which every page with states has.
pub fn as_of(ask: &Ask) -> Markup {
    html! {
        form.asof action=(ask.path) {
            @for field in ["as_of", "known_by"] {
                span.field {
                    label for=(field) { (ask.t(&format!("field.{field}"))) }
                    input id=(field) name=(field) type="date" value=[ask.query.get(field)];
                }
            }
            (kept(ask, &["as_of", "known_by", "page", "lang"]))
            button type="submit" { (ask.t("asof.show")) }
        }
    }
}

/// What the address asks for besides, in a form that would lose it: all fields but those that the form has.
pub fn kept(ask: &Ask, own: &[&str]) -> Markup {
    let others = ask
        .query
        .pairs()
        .iter()
        .filter(|(name, value)| !own.contains(&name.as_str()) && !value.trim().is_empty());
    html! {
        @for (name, value) in others { input type="hidden" name=(name) value=(value); }
    }
}

/// Links to the drawings of some actors, in the stretch of time of the address. Nodes of the network are states,
/// organisations and groups: of a person it shows those that he stands for.
pub fn drawings(ask: &Ask, actors: &[&str], nodes: &[&str]) -> Markup {
    let kept = |names: &[&str]| -> String {
        let said = |name: &&str| Some(format!("&{name}={}", part(ask.query.get(name)?)));
        names.iter().filter_map(said).collect()
    };
    let joined =
        |all: &[&str], sign: &str| all.iter().map(|a| part(a)).collect::<Vec<_>>().join(sign);
    let (time, known) = (kept(&["from", "to"]), kept(&["from", "to", "known_by"]));
    html! {
        p.drawings {
            (ask.t("drawings.title")) " "
            a href={ "/timeline?lane=" (joined(actors, ":")) (known) } { (ask.t("nav.timeline")) } ", "
            a href={ "/network?actor=" (joined(nodes, ",")) (time) } { (ask.t("nav.network")) } ", "
            a href={ "/map?actor=" (joined(actors, ",")) (known) } { (ask.t("nav.map")) }
        }
    }
}
