//! Who with whom over a period: the graph, its blocs, and how much of the conversation each takes part in.

use super::{Filter, relation::Tally};
use crate::{
    Record,
    day::{Day, Stretch, year_month},
    error::Result,
    store::list,
};
use rusqlite::params;
use serde::Serialize;
use std::collections::BTreeMap;

/// What passed between two actors.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Edge {
    /// The actor whose code sorts first.
    pub a: String,
    /// The other.
    pub b: String,
    /// What passed between them.
    #[serde(flatten)]
    pub tally: Tally,
}

/// An actor in the network.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Node {
    /// State, organisation or group.
    pub code: String,
    /// Its events with others.
    pub events: u64,
    /// Share of all exchanges between actors that it takes part in, 0 to 1: near 0 is isolated.
    pub share: f64,
    /// Number of its bloc, 0 for the largest: those who co-operate more with each other than chance would have it.
    pub bloc: usize,
}

/// Who with whom.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Network {
    /// Actors, most events first.
    pub nodes: Vec<Node>,
    /// Pairs, most events first.
    pub edges: Vec<Edge>,
}

/// An actor's share of the conversation in a year.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Share {
    /// The year.
    pub period: String,
    /// Exchanges that it takes part in.
    pub events: u64,
    /// All exchanges in the record.
    pub of: u64,
}

impl Record {
    /// The network of all actors within a filter's dates; its other conditions are not looked at.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn network(&self, filter: &Filter) -> Result<Network> {
        let (lo, hi) = bounds(filter);
        let sql = "SELECT a, b, quad, count(*) FROM event_pairs
                   WHERE facing = 1 AND a <> b AND day BETWEEN ?1 AND ?2 GROUP BY a, b, quad";
        let found = self.ask(|c| {
            list(c, sql, params![lo, hi], |r| {
                let n = r.get::<_, i64>(3)? as u64;
                Ok((
                    (r.get::<_, String>(0)?, r.get::<_, String>(1)?),
                    r.get::<_, Option<u8>>(2)?,
                    n,
                ))
            })
        })?;
        let mut pairs: BTreeMap<(String, String), Tally> = BTreeMap::new();
        for (pair, quad, n) in found {
            pairs.entry(pair).or_default().count(quad, n);
        }
        Ok(network(pairs))
    }

    /// An actor's share of the conversation year by year: how isolated it was when.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn shares(&self, code: &str, filter: &Filter) -> Result<Vec<Share>> {
        let (lo, hi) = bounds(filter);
        let by_year = |condition: &str| {
            let sql = format!(
                "SELECT day, count(*) FROM event_pairs WHERE facing = 1 AND a <> b AND day BETWEEN ?1 AND ?2
                 AND ({condition}) GROUP BY day"
            );
            let days = self.ask(|c| {
                list(c, &sql, params![lo, hi, code], |r| {
                    Ok((r.get::<_, Day>(0)?, r.get::<_, i64>(1)?))
                })
            })?;
            let mut years: BTreeMap<i32, u64> = BTreeMap::new();
            for (day, n) in days.into_iter().filter(|(day, _)| *day != Day::MIN) {
                *years.entry(year_month(day).0).or_default() += n as u64;
            }
            Ok::<_, crate::RecordError>(years)
        };
        let (all, own) = (by_year("?3 = ?3")?, by_year("a = ?3 OR b = ?3")?);
        let share = |(year, of): (i32, u64)| Share {
            period: format!("{year:04}"),
            events: own.get(&year).copied().unwrap_or_default(),
            of,
        };
        Ok(all.into_iter().map(share).collect())
    }
}

fn bounds(filter: &Filter) -> (Day, Day) {
    let lo = filter.from.as_ref().map_or(Day::MIN, |w| Stretch::of(w).lo);
    (lo, filter.to.as_ref().map_or(Day::MAX, |w| Stretch::of(w).hi))
}

fn network(pairs: BTreeMap<(String, String), Tally>) -> Network {
    let mut codes: Vec<&String> = pairs.keys().flat_map(|(a, b)| [a, b]).collect();
    codes.sort();
    codes.dedup();
    let at = |code: &String| codes.binary_search(&code).unwrap_or_default();
    let all: u64 = pairs.values().map(|t| t.events).sum();
    let mut events = vec![0; codes.len()];
    let mut weights = Vec::new();
    for ((a, b), tally) in &pairs {
        events[at(a)] += tally.events;
        events[at(b)] += tally.events;
        weights.push((at(a), at(b), tally.cooperation as f64));
    }
    let blocs = crate::blocs::blocs(codes.len(), &weights);
    let mut nodes: Vec<Node> = (0..codes.len())
        .map(|i| Node {
            code: codes[i].clone(),
            events: events[i],
            share: events[i] as f64 / all.max(1) as f64,
            bloc: blocs[i],
        })
        .collect();
    nodes.sort_by(|x, y| y.events.cmp(&x.events).then_with(|| x.code.cmp(&y.code)));
    let mut edges: Vec<Edge> =
        pairs.into_iter().map(|((a, b), tally)| Edge { a, b, tally }).collect();
    edges.sort_by(|x, y| {
        y.tally.events.cmp(&x.tally.events).then_with(|| (&x.a, &x.b).cmp(&(&y.a, &y.b)))
    });
    Network { nodes, edges }
}
