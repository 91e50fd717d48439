//! The layout of ICEWS's coded event data (Boschee et al. 2015, doi:10.7910/DVN/28075): twenty columns, tab-separated.

use crate::{
    columns::{Column, Row, day, empty, int, real, short, text},
    sectors,
};
use kroniek_model::{ActorRef, StableId};

/// What an integer of R holds: 31 bits.
const STORY_BITS: u32 = 31;

/// The person, else the body or state in English.
fn name(row: &Row, actor: Option<&ActorRef>) -> Option<String> {
    let actor = actor?;
    let name = actor.name.as_deref();
    Some(name.unwrap_or_else(|| row.atlas.name(&actor.code)).to_owned())
}

fn sector(actor: Option<&ActorRef>) -> Option<String> {
    actor?.sector.map(|s| sectors::words(s).to_owned())
}

/// The state in English.
fn country(row: &Row, actor: Option<&ActorRef>) -> Option<String> {
    let state = row.atlas.state(&actor?.code)?;
    Some(row.atlas.name(state).to_owned())
}

fn event_text(row: &Row) -> Option<String> {
    let known = row.codes().cameo.as_ref().and_then(|c| row.atlas.cameo.get(c));
    Some(known.unwrap_or(&row.event.event.kind).clone())
}

fn story(row: &Row) -> Option<i64> {
    let id = StableId::of(&[&row.event.first_source()?.doc]);
    i64::try_from(id.0 >> (u64::BITS - STORY_BITS)).ok()
}

fn place_country(row: &Row) -> Option<String> {
    let country = row.event.event.place.as_ref()?.country.as_ref()?;
    Some(row.atlas.name(country).to_owned())
}

/// The columns, in their order.
pub fn columns() -> Vec<Column> {
    vec![
        int(
            "Event ID",
            "number of the row in this file (R reads it as an integer, which holds no identifier of ours)",
            |r| i64::try_from(r.number).ok(),
        ),
        day(
            "Event Date",
            "first day that the date may mean; of an event without a date the day of the first report",
            |r| r.event.day(),
        ),
        text("Source Name", "name of who acts, of a state or body its name in English", |r| {
            name(r, r.actor)
        }),
        text("Source Sectors", "part of society, in the words of ICEWS that come nearest", |r| {
            sector(r.actor)
        }),
        text("Source Country", "state in English; empty for international organisations", |r| {
            country(r, r.actor)
        }),
        text("Event Text", "what the CAMEO code means, as in ontologies/cameo.tsv", event_text),
        text("CAMEO Code", "CAMEO event code, leading zero kept", |r| r.codes().cameo.clone()),
        real("Intensity", "Goldstein-like score of the code, -10 to 10", |r| {
            r.codes().score.map(short)
        }),
        text("Target Name", "name of who undergoes it; empty where nobody does", |r| {
            name(r, r.other)
        }),
        text("Target Sectors", "as Source Sectors", |r| sector(r.other)),
        text("Target Country", "as Source Country", |r| country(r, r.other)),
        int("Story ID", "31 bits of a hash of the first report's identifier", story),
        empty("Sentence Number"),
        text("Publisher", "paper or agency of the first report", |r| {
            r.event.first_source()?.outlet.clone()
        }),
        text("City", "place, as the report spells it", |r| {
            Some(r.event.event.place.as_ref()?.name.clone())
        }),
        empty("District"),
        empty("Province"),
        text("Country", "state that the place lies in, in English", place_country),
        empty("Latitude"),
        empty("Longitude"),
    ]
}
