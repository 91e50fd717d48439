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
use rusqlite::{Connection, Row, params};
use serde::Serialize;
use std::{cmp::Reverse, collections::HashMap};

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

/// How long the periods are over which something is followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Pace {
    /// Years: `2025`.
    #[default]
    Year,
    /// Quarters of a year: `2025-Q3`.
    Quarter,
    /// Months: `2025-08`.
    Month,
}

impl Pace {
    /// Months that make a period.
    fn months(self) -> i32 {
        match self {
            Pace::Year => 12,
            Pace::Quarter => 3,
            Pace::Month => 1,
        }
    }

    /// What the period of a number is called.
    fn name(self, nr: i32) -> String {
        match self {
            Pace::Year => format!("{nr:04}"),
            Pace::Quarter => format!("{:04}-Q{}", nr.div_euclid(4), nr.rem_euclid(4) + 1),
            Pace::Month => format!("{:04}-{:02}", nr.div_euclid(12), nr.rem_euclid(12) + 1),
        }
    }
}

/// Exchanges of all and of one by year, which are counted as events come in.
const BY_YEAR: &str = "SELECT all_of.nr, ifnull(own.events, 0), all_of.events
    FROM exchanges all_of LEFT JOIN exchanges own
      ON own.span = 1 AND own.nr = all_of.nr AND own.a = 0 AND own.b = ?1
    WHERE all_of.span = 1 AND all_of.nr BETWEEN ?2 / ?4 AND ?3 / ?4 AND all_of.a = 0 AND all_of.b = 0
    ORDER BY all_of.nr";

/// Exchanges of all and of one by some months, summed over pairs.
const BY_MONTHS: &str = "SELECT nr / ?4, sum(iif(?1 IN (a, b), events, 0)), sum(events)
    FROM exchanges WHERE span = 2 AND nr BETWEEN ?2 AND ?3 AND a > 0 AND a < b
    GROUP BY nr / ?4 ORDER BY nr / ?4";

/// An actor's share of the conversation in a period.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Share {
    /// The period.
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
        self.ask(|c| {
            let mut pairs: HashMap<(i64, i64), Tally> = HashMap::new();
            for part in Parts::of(c, filter)?.0 {
                let sql = "SELECT a, b, events, cooperation, conflict FROM exchanges
                           WHERE span = ?1 AND nr BETWEEN ?2 AND ?3 AND a > 0 AND a < b";
                let mut ask = c.prepare_cached(sql)?;
                let mut rows = ask.query(params![part.span, part.lo, part.hi])?;
                while let Some(r) = rows.next()? {
                    *pairs.entry((r.get(0)?, r.get(1)?)).or_default() += tally(r, 2)?;
                }
            }
            let code = |r: &Row| Ok((r.get(0)?, r.get(1)?));
            let codes = list(c, "SELECT nr, code FROM actors ORDER BY code", [], code)?;
            Ok(network(&pairs, &codes))
        })
    }

    /// An actor's share of the conversation period by period: how isolated it was when. Periods of which the record
    /// tells no exchange at all are left out.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn shares(&self, code: &str, pace: Pace, filter: &Filter) -> Result<Vec<Share>> {
        let nr = self.code(code)?.map_or(-1, |(_, nr)| nr);
        let (lo, hi) = months(filter);
        let sql = if pace == Pace::Year { BY_YEAR } else { BY_MONTHS };
        let share = |r: &Row| {
            Ok(Share {
                period: pace.name(r.get(0)?),
                events: r.get::<_, i64>(1)? as u64,
                of: r.get::<_, i64>(2)? as u64,
            })
        };
        self.ask(|c| list(c, sql, params![nr, lo, hi, pace.months()], share))
    }
}

/// A stretch of years or months, or all time, as exchanges are counted.
pub(super) struct Part {
    pub span: i32,
    pub lo: i32,
    pub hi: i32,
}

/// The fewest stretches that make up the months of a filter.
pub(super) struct Parts(pub Vec<Part>);

impl Parts {
    pub(super) fn of(c: &Connection, filter: &Filter) -> rusqlite::Result<Self> {
        if filter.from.is_none() && filter.to.is_none() {
            return Ok(Parts(vec![Part { span: 0, lo: 0, hi: 0 }]));
        }
        // What is not there need not be asked for.
        // Each by itself is one look into the key; both at once would be a walk over all.
        let sql = "SELECT (SELECT min(nr) FROM exchanges WHERE span = 2),
                          (SELECT max(nr) FROM exchanges WHERE span = 2)";
        let there: (Option<i32>, Option<i32>) =
            c.prepare_cached(sql)?.query_row([], |r| Ok((r.get(0)?, r.get(1)?)))?;
        let (lo, hi) = months(filter);
        Ok(Parts::between(lo.max(there.0.unwrap_or(0)), hi.min(there.1.unwrap_or(-1))))
    }

    /// Months from `lo` to `hi`, both included: whole years as such.
    fn between(lo: i32, hi: i32) -> Self {
        let (first, after) = ((lo + 11).div_euclid(12), (hi + 1).div_euclid(12));
        let parts = match first < after {
            false => vec![Part { span: 2, lo, hi }],
            true => vec![
                Part { span: 2, lo, hi: first * 12 - 1 },
                Part { span: 1, lo: first, hi: after - 1 },
                Part { span: 2, lo: after * 12, hi },
            ],
        };
        Parts(parts.into_iter().filter(|p| p.lo <= p.hi).collect())
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

/// The graph of pairs by the numbers of actors; `codes` are these numbers with the codes, sorted by code.
fn network(pairs: &HashMap<(i64, i64), Tally>, codes: &[(i64, String)]) -> Network {
    let most = codes.iter().map(|(nr, _)| *nr).max().unwrap_or_default() as usize;
    let mut told = vec![false; most + 1];
    pairs.keys().for_each(|(a, b)| (told[*a as usize], told[*b as usize]) = (true, true));
    let codes: Vec<&(i64, String)> = codes.iter().filter(|(nr, _)| told[*nr as usize]).collect();
    let mut at = vec![0; most + 1];
    codes.iter().enumerate().for_each(|(i, (nr, _))| at[*nr as usize] = i);
    let pair = |((a, b), tally): (&(i64, i64), &Tally)| {
        let (a, b) = (at[*a as usize], at[*b as usize]);
        (a.min(b), a.max(b), *tally)
    };
    let mut pairs: Vec<(usize, usize, Tally)> = pairs.iter().map(pair).collect();
    pairs.sort_unstable_by_key(|(a, b, tally)| (Reverse(tally.events), *a, *b));
    let all: u64 = pairs.iter().map(|(_, _, t)| t.events).sum();
    let mut events = vec![0; codes.len()];
    for (a, b, tally) in &pairs {
        events[*a] += tally.events;
        events[*b] += tally.events;
    }
    let weights: Vec<_> = pairs.iter().map(|(a, b, t)| (*a, *b, t.cooperation as f64)).collect();
    let blocs = crate::blocs::blocs(codes.len(), &weights);
    let node = |i: usize| Node {
        code: codes[i].1.clone(),
        events: events[i],
        share: events[i] as f64 / all.max(1) as f64,
        bloc: blocs[i],
    };
    let mut order: Vec<usize> = (0..codes.len()).collect();
    order.sort_by_key(|i| (Reverse(events[*i]), *i));
    let edge = |(a, b, tally): (usize, usize, Tally)| Edge {
        a: codes[a].1.clone(),
        b: codes[b].1.clone(),
        tally,
    };
    Network {
        nodes: order.into_iter().map(node).collect(),
        edges: pairs.into_iter().map(edge).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_made_up_of_whole_years_where_they_can() {
        let parts = |lo, hi| -> Vec<(i32, i32, i32)> {
            Parts::between(lo, hi).0.iter().map(|p| (p.span, p.lo, p.hi)).collect()
        };
        assert_eq!(parts(24, 47), [(1, 2, 3)]);
        assert_eq!(parts(22, 49), [(2, 22, 23), (1, 2, 3), (2, 48, 49)]);
        assert_eq!(parts(25, 34), [(2, 25, 34)]);
        assert_eq!(parts(25, 40), [(2, 25, 40)]);
        assert_eq!(parts(25, 47), [(2, 25, 35), (1, 3, 3)]);
        assert_eq!(parts(5, 4), []);
    }
}
