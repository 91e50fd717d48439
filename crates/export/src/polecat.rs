//! The layout of POLECAT (Halterman et al. 2023, doi:10.7910/DVN/AJGVIT): PLOVER types and modes, tab-separated.

use crate::{
    atlas::bare,
    columns::{Column, Row, day, empty, real, short, text},
    sectors,
};
use kroniek_model::ActorRef;

/// How a column is filled with [`sector`].
pub const SECTOR: &str = "part of society, CAMEO's code; IGO or NGO for organisations";

/// The columns of one side.
macro_rules! side {
    ($side:literal, $of:ident) => {
        [
            text(
                concat!($side, " Name"),
                "name of the person, else of the state or body in English",
                |r| Some(r.atlas.called(r.$of?).to_owned()),
            ),
            text(
                concat!($side, " Country"),
                "state, ISO 3166-1 alpha-3; empty for international organisations",
                |r| r.atlas.state(&r.$of?.code).map(str::to_owned),
            ),
            text(concat!($side, " COW"), "number in the Correlates of War state system", |r| {
                r.atlas.cow(&r.$of?.code).map(str::to_owned)
            }),
            text(concat!("Primary ", $side, " Sector"), SECTOR, |r| sector(r, r.$of)),
            text(concat!($side, " Sectors"), "the same: we give one", |r| sector(r, r.$of)),
            text(concat!($side, " Title"), "office in English, as the report gives it", |r| {
                r.$of?.office.clone()
            }),
            text(
                concat!($side, " Name Raw"),
                "the words of the report where it is known which, else the code",
                |r| {
                    let actor = r.$of?;
                    Some(actor.text.clone().unwrap_or_else(|| bare(&actor.code).to_owned()))
                },
            ),
            empty(concat!("Wikipedia ", $side, " ID")),
        ]
    };
}

/// The sector's code, also of an organisation.
pub fn sector(row: &Row, actor: Option<&ActorRef>) -> Option<String> {
    let actor = actor?;
    let body = || match actor.code.starts_with('@') {
        true if row.atlas.actors.get(&actor.code).is_some_and(|k| k.private) => Some("NGO"),
        true => Some("IGO"),
        false => None,
    };
    actor.sector.map(sectors::code).or_else(body).map(str::to_owned)
}

/// The quad class in words.
fn quad(row: &Row) -> Option<String> {
    let words = match row.codes().quad? {
        1 => "VERBAL COOPERATION",
        2 => "MATERIAL COOPERATION",
        3 => "VERBAL CONFLICT",
        4 => "MATERIAL CONFLICT",
        _ => return None,
    };
    Some(words.to_owned())
}

/// Our identifier; further rows of one event have their number behind it.
fn id(row: &Row) -> Option<String> {
    let id = row.event.event.id;
    Some(if row.nth == 0 { id.to_string() } else { format!("{id}-{}", row.nth + 1) })
}

fn event_type(row: &Row) -> Option<String> {
    let event = &row.event.event;
    Some(event.codes.plover.clone().unwrap_or_else(|| event.event_type.to_string()))
}

/// The columns, in their order.
pub fn columns() -> Vec<Column> {
    let what = [
        text(
            "Event ID",
            "identifier of the event; further pairs of actors of one event end in -2, -3, …",
            id,
        ),
        day(
            "Event Date",
            "first day that the date may mean; of an event without a date the day of the first report",
            |r| r.event.day(),
        ),
        text(
            "Event Type",
            "PLOVER event type, our reading type where the tables derive none",
            event_type,
        ),
        text("Event Mode", "PLOVER mode", |r| r.codes().mode.clone()),
        real("Intensity", "Goldstein-like score of the code, -10 to 10", |r| {
            r.codes().score.map(short)
        }),
        text("Quad Code", "quad class in words", quad),
        empty("Contexts"),
    ];
    let place = [
        text("Placename", "place, as the report spells it", |r| {
            Some(r.event.event.place.as_ref()?.name.clone())
        }),
        empty("City"),
        empty("District"),
        empty("Province"),
        text("Country", "state that the place lies in, ISO 3166-1 alpha-3", |r| {
            r.event.event.place.as_ref()?.country.clone()
        }),
        empty("Latitude"),
        empty("Longitude"),
        empty("GeoNames ID"),
        text("Raw Placename", "the same as Placename", |r| {
            Some(r.event.event.place.as_ref()?.name.clone())
        }),
        empty("Feature Type"),
    ];
    let report = [
        text("Source", "paper or agency of the first report", |r| {
            r.event.first_source()?.outlet.clone()
        }),
        text("Publication Date", "when the first report appeared, EDTF", |r| {
            r.event.event.first_published.as_ref().map(ToString::to_string)
        }),
        empty("Story People"),
        empty("Story Organizations"),
        empty("Story Locations"),
        text("Language", "language of the first report, ISO 639-1", |r| {
            r.event.first_source()?.lang.clone()
        }),
        text("Version", "the program", |_| {
            Some(concat!("kroniek ", env!("CARGO_PKG_VERSION")).to_owned())
        }),
    ];
    let actors = [side!("Actor", actor), side!("Recipient", other)].concat();
    [&what[..], &actors, &place, &report].concat()
}
