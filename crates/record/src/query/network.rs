//! Who with whom over a period: the graph, its blocs, and how much of the conversation each takes part in.

use super::{
    Filter,
    relation::{Tally, tally},
};
use crate::{
    Record,
    day::{Day, Stretch, month_of},
    error::Result,
    store::list,
};
use rusqlite::{Row, params};
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
    /// The network of all actors in the months that a filter's dates touch; its other conditions are not looked at.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn network(&self, filter: &Filter) -> Result<Network> {
        let (lo, hi) = months(filter);
        let sql = "SELECT a, b, sum(events), sum(cooperation), sum(conflict) FROM pair_months
                   WHERE a <> b AND month BETWEEN ?1 AND ?2 GROUP BY a, b";
        let pair = |r: &Row| Ok(((r.get(0)?, r.get(1)?), tally(r, 2)?));
        let pairs = self.ask(|c| list(c, sql, params![lo, hi], pair))?;
        Ok(network(pairs.into_iter().collect()))
    }

    /// An actor's share of the conversation year by year: how isolated it was when.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn shares(&self, code: &str, filter: &Filter) -> Result<Vec<Share>> {
        let (lo, hi) = months(filter);
        let sql =
            "SELECT month / 12, sum(events), sum((a = ?1 OR b = ?1) * events) FROM pair_months
                   WHERE a <> b AND month BETWEEN ?2 AND ?3 GROUP BY month / 12 ORDER BY 1";
        let share = |r: &Row| {
            Ok(Share {
                period: format!("{:04}", r.get::<_, i32>(0)?),
                events: r.get::<_, i64>(2)? as u64,
                of: r.get::<_, i64>(1)? as u64,
            })
        };
        self.ask(|c| list(c, sql, params![code, lo, hi], share))
    }
}

/// The days that a filter's dates bound.
pub(super) fn days(filter: &Filter) -> (Day, Day) {
    let lo = filter.from.as_ref().map_or(Day::MIN, |w| Stretch::of(w).lo);
    (lo, filter.to.as_ref().map_or(Day::MAX, |w| Stretch::of(w).hi))
}

/// The months that they touch; what has no date, and was published at no known time, is in none.
pub(super) fn months(filter: &Filter) -> (i32, i32) {
    let (lo, hi) = days(filter);
    (month_of(lo.max(Day::MIN + 31)), month_of(hi))
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
