//! Of too many events some of every part of the time.

use super::period::Period;
use crate::{ask::Ask, draw, trouble::Trouble};
use jiff::civil::Date;
use kroniek_record::{Event, Filter, Total};
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
) -> Result<(Total, Vec<Event>), Trouble> {
    let filter =
        Filter { newest_first: true, limit: Some(most), offset: 0, ..within(filter, shown) };
    let total = ask.record.total_events(&filter)?;
    let events = match total.total > most as u64 || !total.counted_all {
        true => spread(ask, &filter, shown, most)?,
        false => ask.record.bare_events(&filter)?,
    };
    Ok((total, events))
}

fn within(filter: Filter, p: Period) -> Filter {
    let (from, to) = (Some(p.from.into()), Some(p.to.into()));
    Filter { from, to, ..filter }
}

fn spread(ask: &Ask, filter: &Filter, shown: Period, most: usize) -> Result<Vec<Event>, Trouble> {
    let ticks = draw::Scale::new(shown.from, shown.to, draw::WIDTH).ticks();
    let limit = Some(most.div_ceil(ticks.len().max(1)));
    let (mut seen, mut out) = (HashSet::new(), Vec::new());
    let part = |(first, last): (Date, Date)| Period {
        from: first.max(shown.from),
        to: last.min(shown.to),
    };
    for part in ticks.into_iter().rev().map(part) {
        let events = ask.record.bare_events(&Filter { limit, ..within(filter.clone(), part) })?;
        out.extend(events.into_iter().filter(|event| seen.insert(event.id)));
    }
    Ok(out)
}
