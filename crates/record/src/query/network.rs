//! Who with whom over a period: the graph, its blocs, and how much of the conversation each takes part in.

use super::{
    Filter, Latest, latest,
    relation::{Tally, tally},
};
use crate::{
    Record,
    day::{Day, Stretch, first_of, month_of},
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
    /// The span that exchanges are counted by, months of such a span, and how many of them make a period.
    fn spans(self) -> (i32, i32, i32) {
        match self {
            Pace::Year => (1, 12, 1),
            Pace::Quarter => (2, 1, 3),
            Pace::Month => (2, 1, 1),
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

/// Exchanges of all and of one, which are counted by year and by month as events come in: looked up one span after
/// another, as all pairs of actors stand between two.
const SHARES: &str = "WITH RECURSIVE spans (nr) AS (SELECT ?3 UNION ALL SELECT nr + 1 FROM spans WHERE nr < ?4)
    SELECT spans.nr / ?5, sum(ifnull(own.events, 0)), sum(all_of.events)
    FROM spans CROSS JOIN exchanges all_of ON (all_of.span, all_of.nr, all_of.a, all_of.b) = (?2, spans.nr, 0, 0)
    LEFT JOIN exchanges own ON (own.span, own.nr, own.a, own.b) = (?2, spans.nr, 0, ?1)
    GROUP BY 1 ORDER BY 1";

/// An actor's share of the conversation in a period.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Share {
    /// The period.
    pub period: String,
    /// Exchanges that it takes part in.
    pub events: u64,
    /// All exchanges in the record.
    pub of: u64,
    /// The latest event that it takes part in then.
    #[serde(flatten)]
    pub latest: Option<Latest>,
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
        let (span, months, of) = pace.spans();
        let row = |r: &Row| Ok((r.get(0)?, r.get::<_, i64>(1)? as u64, r.get::<_, i64>(2)? as u64));
        self.ask(|c| {
            let spans = (lo.div_euclid(months), hi.div_euclid(months));
            let Some((lo, hi)) = counted(c, span, spans)? else { return Ok(Vec::new()) };
            let all: Vec<(i32, u64, u64)> = list(c, SHARES, params![nr, span, lo, hi, of], row)?;
            let share = |(period, events, of_all)| {
                let month = |n: i32| first_of(n * months * of);
                let latest = latest::of_actor(c, nr, (month(period), month(period + 1) - 1))?;
                Ok(Share { period: pace.name(period), events, of: of_all, latest })
            };
            all.into_iter().map(share).collect()
        })
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
        Ok(counted(c, 2, months(filter))?
            .map_or(Parts(Vec::new()), |(lo, hi)| Parts::between(lo, hi)))
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

/// Those of the spans from the one to the other, both included, in which exchanges can be; none where there are none.
fn counted(
    c: &Connection,
    span: i32,
    (lo, hi): (i32, i32),
) -> rusqlite::Result<Option<(i32, i32)>> {
    // Each by itself is one look into the key; both at once would be a walk over all.
    let sql = "SELECT (SELECT min(nr) FROM exchanges WHERE span = ?1),
                      (SELECT max(nr) FROM exchanges WHERE span = ?1)";
    let there: (Option<i32>, Option<i32>) =
        c.prepare_cached(sql)?.query_row([span], |r| Ok((r.get(0)?, r.get(1)?)))?;
    let both = there.0.zip(there.1).map(|(first, last)| (lo.max(first), hi.min(last)));
    Ok(both.filter(|(lo, hi)| lo <= hi))
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
