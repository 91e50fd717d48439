//! What passes from whom to whom, layer by layer: events of a stretch of time, and states of affairs as of a day.

use super::{filter, period::Period, sample::sample};
use crate::{ask::Ask, house::Layer, trouble::Trouble};
use kroniek_model::{ActorRef, Status, When};
use kroniek_record::{Event, Filter, StateFilter, Total};
use serde::Serialize;
use std::{cmp::Reverse, collections::BTreeMap};

/// Events of a layer that are looked at; of more, as many of every part of the time.
const EVENTS: usize = 400;
/// States of affairs of a layer that are looked at, the newest.
const STATES: usize = 150;

/// What passes from one to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Passage {
    /// Its layer.
    pub layer: String,
    /// Who.
    pub from: String,
    /// Whom.
    pub to: String,
    /// Its events.
    pub events: u64,
    /// Those that happened; the others are planned, possible, alleged or denied.
    pub happened: u64,
    /// Whether a state of affairs of the layer holds between them on the day asked for.
    pub in_force: bool,
}

/// How much of a layer there is.
#[derive(Debug, Serialize)]
pub struct Count {
    /// Its name.
    pub layer: String,
    /// Its events in the stretch of time.
    pub events: u64,
    /// Whether these are all; else there are at least so many.
    pub counted_all: bool,
    /// So many of them were looked at, some of every part of the time.
    pub read: u64,
}

/// From whom to whom.
type Ends = (String, String);

/// What passes in a stretch of time, most first, and how much there is of each layer; by the filters of the address.
///
/// # Errors
/// A field means nothing, nobody goes by a name, or the record cannot be read.
pub fn passages(
    ask: &Ask,
    shown: Period,
    as_of: &When,
) -> Result<(Vec<Passage>, Vec<Count>), Trouble> {
    let chosen = filter::filter(ask)?;
    let (mut all, mut counts) = (Vec::new(), Vec::new());
    for layer in layers(ask)? {
        let (found, count) = of_layer(ask, layer, &chosen, shown, as_of)?;
        all.extend(found.into_values());
        counts.push(count);
    }
    all.retain(|p| concerns(p, &chosen.actors));
    all.sort_by_key(|p| {
        (Reverse((p.events, p.in_force)), p.layer.clone(), p.from.clone(), p.to.clone())
    });
    Ok((all, counts))
}

/// The layers that the address names, or all.
fn layers<'a>(ask: &Ask<'a>) -> Result<Vec<&'a Layer>, Trouble> {
    let all = ask.app.atlas.layers();
    let named: Vec<&str> = ask.query.all("layer").collect();
    match named.iter().find(|name| all.iter().all(|l| l.name != **name)) {
        Some(none) => Err(Trouble::Value("layer", (*none).to_owned())),
        None => Ok(all
            .iter()
            .filter(|l| named.is_empty() || named.contains(&l.name.as_str()))
            .collect()),
    }
}

fn of_layer(
    ask: &Ask,
    layer: &Layer,
    chosen: &Filter,
    shown: Period,
    as_of: &When,
) -> Result<(BTreeMap<Ends, Passage>, Count), Trouble> {
    let mut found = BTreeMap::new();
    let kinds: Vec<String> = layer.kinds.iter().map(|(kind, _)| kind.clone()).collect();
    // A filter without kinds would ask for all.
    let (total, events) = match kinds.is_empty() {
        true => (Total::NONE, Vec::new()),
        false => sample(ask, Filter { kinds, ..chosen.clone() }, shown, EVENTS)?,
    };
    for event in &events {
        for ends in ends(event, layer) {
            let passage = entry(&mut found, layer, ends);
            passage.events += 1;
            passage.happened += u64::from(event.status == Status::Happened);
        }
    }
    for ends in in_force(ask, layer, &chosen.actors, as_of)? {
        entry(&mut found, layer, ends).in_force = true;
    }
    let Total { total, counted_all } = total;
    let (layer, read) = (layer.name.clone(), events.len() as u64);
    Ok((found, Count { layer, events: total, counted_all, read }))
}

fn entry<'a>(found: &'a mut BTreeMap<Ends, Passage>, layer: &Layer, ends: Ends) -> &'a mut Passage {
    found.entry(ends.clone()).or_insert_with(|| Passage {
        layer: layer.name.clone(),
        from: ends.0,
        to: ends.1,
        events: 0,
        happened: 0,
        in_force: false,
    })
}

/// From whom to whom an event goes; where all stand on one side, from each to each.
fn ends(event: &Event, layer: &Layer) -> Vec<Ends> {
    let reversed = layer.kinds.iter().any(|(kind, reversed)| *kind == event.kind && *reversed);
    let (from, to) = (codes(&event.source), codes(&event.target));
    let (from, to) = if to.is_empty() { (from.clone(), from) } else { (from, to) };
    let (from, to) = if reversed { (to, from) } else { (from, to) };
    let pairs = from.iter().flat_map(|a| to.iter().map(move |b| (a.clone(), b.clone())));
    pairs.filter(|(a, b)| a != b).collect()
}

/// The codes of a side, each once.
fn codes(side: &[ActorRef]) -> Vec<String> {
    let mut codes: Vec<String> = side.iter().map(|who| who.code.clone()).collect();
    codes.sort();
    codes.dedup();
    codes
}

/// Between whom a state of affairs of a layer holds on a day.
fn in_force(
    ask: &Ask,
    layer: &Layer,
    actors: &[String],
    as_of: &When,
) -> Result<Vec<Ends>, Trouble> {
    if layer.relations.is_empty() {
        return Ok(Vec::new());
    }
    let asked = StateFilter {
        as_of: Some(as_of.clone()),
        known_by: ask.query.date("known_by")?,
        actors: actors.to_vec(),
        relations: layer.relations.iter().map(|(relation, _)| relation.clone()).collect(),
        limit: Some(STATES),
        newest_first: true,
    };
    let rows = ask.record.states(&asked)?;
    let reversed =
        |relation: &str| layer.relations.iter().any(|(r, reversed)| r == relation && *reversed);
    let ends = rows.into_iter().map(|row| match reversed(&row.relation) {
        true => (row.object.code, row.subject.code),
        false => (row.subject.code, row.object.code),
    });
    Ok(ends.filter(|(a, b)| a != b).collect())
}

/// Whether the actors that are asked for are at its ends: one of them, or of several two. Persons have no code, and may
/// stand behind any.
fn concerns(p: &Passage, actors: &[String]) -> bool {
    let codes: Vec<&String> = actors.iter().filter(|a| is_code(a)).collect();
    let ends = [&p.from, &p.to].into_iter().filter(|end| codes.contains(end)).count();
    ends >= codes.len().min(2)
}

/// Whether it is an actor's code: a state's, an organisation's or a group's.
fn is_code(actor: &str) -> bool {
    actor.starts_with(['@', '~'])
        || actor.len() == 3 && actor.chars().all(|c| c.is_ascii_uppercase())
}
