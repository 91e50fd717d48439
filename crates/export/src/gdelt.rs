//! The layout of GDELT 2.0's table of events (codebook of 19 February 2015): 61 columns, tab-separated, no header.

use crate::{
    atlas::bare,
    columns::{Column, Row, empty, int, real, short, text},
    polecat::{SECTOR, sector},
};
use jiff::civil::Date;
use kroniek_model::StableId;

/// Bits of our identifiers that every reader holds exactly, also one that knows numbers of 64-bit floating point only;
/// they are the first 13 hexadecimal digits.
const BITS: u32 = 52;

/// The columns of one actor.
macro_rules! actor {
    ($side:literal, $of:ident) => {
        [
            text(
                concat!($side, "Code"),
                "state, organisation or group with its part of society behind it (RUSGOV)",
                |r| {
                    let actor = r.$of?;
                    let part = sector(r, r.$of).filter(|_| !actor.code.starts_with('@'));
                    Some(bare(&actor.code).to_owned() + &part.unwrap_or_default())
                },
            ),
            text(
                concat!($side, "Name"),
                "name of the person, else of the state or body in English, in capitals",
                |r| Some(r.atlas.called(r.$of?).to_uppercase()),
            ),
            text(
                concat!($side, "CountryCode"),
                "state, ISO 3166-1 alpha-3 (CAMEO's codes are these for nearly all states)",
                |r| r.atlas.state(&r.$of?.code).map(str::to_owned),
            ),
            text(
                concat!($side, "KnownGroupCode"),
                "organisation or group by its usual name, not by CAMEO's code",
                |r| {
                    Some(&r.$of?.code)
                        .filter(|c| c.starts_with(['@', '~']))
                        .map(|c| bare(c).to_owned())
                },
            ),
            empty(concat!($side, "EthnicCode")),
            empty(concat!($side, "Religion1Code")),
            empty(concat!($side, "Religion2Code")),
            text(concat!($side, "Type1Code"), SECTOR, |r| sector(r, r.$of)),
            empty(concat!($side, "Type2Code")),
            empty(concat!($side, "Type3Code")),
        ]
    };
}

/// The columns of one place, which we have only for the event.
macro_rules! place {
    ($side:literal, $kind:expr, $name:expr) => {
        [
            int(
                concat!($side, "Geo_Type"),
                "0 no place; of the event 4, a place in the world, where there is one",
                $kind,
            ),
            text(concat!($side, "Geo_FullName"), "of the event: place and state", $name),
            empty(concat!($side, "Geo_CountryCode")),
            empty(concat!($side, "Geo_ADM1Code")),
            empty(concat!($side, "Geo_ADM2Code")),
            empty(concat!($side, "Geo_Lat")),
            empty(concat!($side, "Geo_Long")),
            empty(concat!($side, "Geo_FeatureID")),
        ]
    };
}

fn id(row: &Row) -> Option<i64> {
    let event = row.event.event.id;
    let id = match row.nth {
        0 => event,
        nth => StableId::of(&[&event.to_string(), &nth.to_string()]),
    };
    i64::try_from(id.0 >> (u64::BITS - BITS)).ok()
}

fn year(day: Date) -> i64 {
    day.year().into()
}

fn month(day: Date) -> i64 {
    year(day) * 100 + i64::from(day.month())
}

fn number(day: Date) -> i64 {
    month(day) * 100 + i64::from(day.day())
}

/// The year with the part of it that has passed, reckoned as the codebook does: (month * 30 + day) / 365.
fn fraction(day: Date) -> f64 {
    let passed = (f64::from(day.month()) * 30.0 + f64::from(day.day())) / 365.0;
    ((f64::from(day.year()) + passed) * 1e4).round() / 1e4
}

/// The first letters of the event's code.
fn code(row: &Row, letters: usize) -> Option<String> {
    row.codes().cameo.as_ref().map(|c| c.chars().take(letters).collect())
}

fn place(row: &Row) -> Option<String> {
    let place = row.event.event.place.as_ref()?;
    Some(match &place.country {
        Some(country) => format!("{}, {}", place.name, row.atlas.name(country)),
        None => place.name.clone(),
    })
}

fn reference(row: &Row) -> Option<String> {
    let first = row.event.first_source()?;
    Some(first.url.clone().unwrap_or_else(|| first.doc.clone()))
}

/// The columns, in their order.
pub fn columns() -> Vec<Column> {
    let when = [
        int(
            "GLOBALEVENTID",
            "first 13 hexadecimal digits of our identifier as a number; further pairs of actors of one event have one of their own",
            id,
        ),
        int(
            "SQLDATE",
            "YYYYMMDD of the first day that the date may mean, of an event without a date of the first report",
            |r| r.event.day().map(number),
        ),
        int("MonthYear", "YYYYMM of that day", |r| r.event.day().map(month)),
        int("Year", "its year", |r| r.event.day().map(year)),
        real("FractionDate", "its year and (month * 30 + day) / 365", |r| {
            r.event.day().map(fraction)
        }),
    ];
    let what = [
        int(
            "IsRootEvent",
            "always 1: the record does not weigh where in a report an event stands",
            |_| Some(1),
        ),
        text("EventCode", "CAMEO event code, leading zero kept", |r| r.codes().cameo.clone()),
        text("EventBaseCode", "its first three digits", |r| code(r, 3)),
        text("EventRootCode", "its first two digits", |r| code(r, 2)),
        int(
            "QuadClass",
            "1 verbal co-operation, 2 material co-operation, 3 verbal conflict, 4 material conflict",
            |r| r.codes().quad.map(i64::from),
        ),
        real("GoldsteinScale", "Goldstein-like score of the code, -10 to 10", |r| {
            r.codes().score.map(short)
        }),
        int("NumMentions", "number of claims that tell it", |r| Some(r.event.event.claims.into())),
        int("NumSources", "number of reports that are no copies of each other", |r| {
            Some(r.event.event.independent.into())
        }),
        int("NumArticles", "number of reports", |r| Some(r.event.event.reports.into())),
        empty("AvgTone"),
    ];
    let told = [
        int("DATEADDED", "YYYYMMDD000000 of the first report's day", |r| {
            let day = r.event.event.first_published.as_ref()?.earliest()?;
            Some(number(day) * 1_000_000)
        }),
        text(
            "SOURCEURL",
            "address of the first report, its identifier where it has none",
            reference,
        ),
    ];
    let nowhere = |_: &Row| None::<String>;
    let places = [
        place!("Actor1", |_| Some(0), nowhere),
        place!("Actor2", |_| Some(0), nowhere),
        place!("Action", |r| Some(if r.event.event.place.is_some() { 4 } else { 0 }), place),
    ]
    .concat();
    let actors = [actor!("Actor1", actor), actor!("Actor2", other)].concat();
    [&when[..], &actors, &what, &places, &told].concat()
}
