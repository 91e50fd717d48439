//! Of too many events some of every part of the time.

use super::period::Period;
use crate::{ask::Ask, draw, trouble::Trouble};
use jiff::civil::Date;
use kroniek_record::{EventRow, Filter};
use std::collections::HashSet;

/// How many events a filter asks for in a stretch of time, and of them at most so many, the newest first: of too many
/// some of every part of the time, so that no part looks empty that is not.
///
/// # Errors
/// Nobody goes by a name, or the record cannot be read.
pub fn sample(
    ask: &Ask,
    filter: Filter,
    shown: Period,
    most: usize,
) -> Result<(u64, Vec<EventRow>), Trouble> {
    let filter =
        Filter { newest_first: true, limit: Some(most), offset: 0, ..within(filter, shown) };
    let total = ask.record.count_events(&filter)?;
    let events = match total > most as u64 {
        true => spread(ask, &filter, shown, most)?,
        false => ask.record.events(&filter)?,
    };
    Ok((total, events))
}

fn within(filter: Filter, p: Period) -> Filter {
    let [from, to] = [p.from, p.to].map(|d| d.to_string().parse().ok());
    Filter { from, to, ..filter }
}

fn spread(
    ask: &Ask,
    filter: &Filter,
    shown: Period,
    most: usize,
) -> Result<Vec<EventRow>, Trouble> {
    let ticks = draw::Scale::new(shown.from, shown.to, draw::WIDTH).ticks();
    let limit = Some(most.div_ceil(ticks.len().max(1)));
    let (mut seen, mut out) = (HashSet::new(), Vec::new());
    let part = |(first, last): (Date, Date)| Period {
        from: first.max(shown.from),
        to: last.min(shown.to),
    };
    for part in ticks.into_iter().rev().map(part) {
        let rows = ask.record.events(&Filter { limit, ..within(filter.clone(), part) })?;
        out.extend(rows.into_iter().filter(|row| seen.insert(row.event.id)));
    }
    Ok(out)
}
