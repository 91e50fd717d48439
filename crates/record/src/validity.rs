//! From what is said of a state of affairs at different times to when it held: pure interval reckoning.

use crate::day::{Day, Stretch};
use kroniek_model::When;
use serde::Serialize;

/// What one source says of a state of affairs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Saying {
    /// It began.
    Begins(ByDay),
    /// It holds on these days.
    Holds(ByDay),
    /// It ended.
    Ends(ByDay),
}

/// A date that sorts by its first day, then the more precise first, then by its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ByDay(pub When);

impl ByDay {
    fn stretch(&self) -> Stretch {
        Stretch::of(&self.0)
    }

    fn key(&self) -> (Day, i64, String) {
        (self.stretch().lo, self.stretch().len(), self.0.to_string())
    }
}

impl PartialOrd for ByDay {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for ByDay {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.key().cmp(&other.key())
    }
}

/// How sure it is that something holds on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Standing {
    /// Between a beginning, or the first that was said of it, and an end, or the last that was said.
    Stated,
    /// After the last that was said of it; no end is known.
    Assumed,
}

/// One stretch of time over which a state of affairs held.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Episode {
    /// When it began, where that is known.
    pub from: Option<When>,
    /// When it ended, where that is known.
    pub to: Option<When>,
    /// The first day on which it is said to hold.
    pub seen: Option<Stretch>,
    /// Which sayings it rests on, by their place in what was given.
    pub rests_on: Vec<usize>,
}

impl Episode {
    /// Whether it holds on a day; `None` where it does not, or nothing is known so early.
    pub fn on(&self, day: Day) -> Option<Standing> {
        let begun = match (&self.from, self.seen) {
            (Some(from), _) => Stretch::of(from).lo <= day,
            (None, Some(seen)) => seen.lo <= day,
            (None, None) => false,
        };
        match &self.to {
            _ if !begun => None,
            Some(to) => (day <= Stretch::of(to).hi).then_some(Standing::Stated),
            None if self.seen.is_some_and(|s| day <= s.hi) => Some(Standing::Stated),
            None => Some(Standing::Assumed),
        }
    }

    fn see(&mut self, days: Stretch) {
        let seen = self.seen.get_or_insert(days);
        seen.lo = seen.lo.min(days.lo);
        seen.hi = seen.hi.max(days.hi);
    }

    /// Of two beginnings of the same episode the earlier, of two that may be one day the more precise.
    fn begin(&mut self, at: &When) {
        let better = |old: &When| Stretch::of(old).contains(Stretch::of(at));
        if self.from.as_ref().is_none_or(better) {
            self.from = Some(at.clone());
        }
    }

    fn has_ended_by(&self, day: Day) -> bool {
        self.to.as_ref().is_some_and(|to| Stretch::of(to).hi < day)
    }
}

/// The episodes that sayings come to, in order of time; the order of the sayings does not matter.
pub fn episodes(sayings: &[Saying]) -> Vec<Episode> {
    let mut order: Vec<usize> = (0..sayings.len()).collect();
    order.sort_by_key(|&i| (day_of(&sayings[i]), &sayings[i]));
    let mut out: Vec<Episode> = Vec::new();
    for i in order {
        let day = day_of(&sayings[i]);
        if out.last().is_none_or(|e| e.has_ended_by(day)) {
            out.push(Episode::default());
        }
        let Some(now) = out.last_mut() else { continue };
        now.rests_on.push(i);
        match &sayings[i] {
            Saying::Begins(at) => now.begin(&at.0),
            Saying::Holds(at) => now.see(at.stretch()),
            Saying::Ends(at) => now.to = Some(at.0.clone()),
        }
    }
    out
}

/// Where in time a saying counts: an end by its last day, all else by the first.
fn day_of(saying: &Saying) -> Day {
    match saying {
        Saying::Begins(at) | Saying::Holds(at) => at.stretch().lo,
        Saying::Ends(at) => at.stretch().hi,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(date: &str) -> ByDay {
        ByDay(date.parse().expect("EDTF"))
    }

    fn day(date: &str) -> Day {
        Stretch::of(&at(date).0).lo
    }

    #[test]
    fn begun_and_ended_and_begun_again() {
        let told = [
            Saying::Begins(at("2022-02-24")),
            Saying::Ends(at("2016")),
            Saying::Begins(at("2014")),
            Saying::Holds(at("2025-09-02")),
        ];
        let all = episodes(&told);
        assert_eq!(all.len(), 2);
        assert_eq!(all[0].on(day("2015-06-01")), Some(Standing::Stated));
        assert_eq!(all[0].on(day("2017-06-01")), None);
        assert_eq!(all[1].on(day("2021-06-01")), None);
        assert_eq!(all[1].on(day("2023-06-01")), Some(Standing::Stated));
        assert_eq!(all[1].on(day("2026-06-01")), Some(Standing::Assumed));
    }

    #[test]
    fn what_is_only_said_to_hold_is_not_known_before() {
        let all = episodes(&[Saying::Holds(at("2025-09-02")), Saying::Holds(at("2024-01-05"))]);
        assert_eq!(all.len(), 1);
        assert_eq!(all[0].on(day("2023-01-01")), None);
        assert_eq!(all[0].on(day("2024-06-01")), Some(Standing::Stated));
    }

    #[test]
    fn the_more_precise_beginning_of_one_is_kept() {
        let all = episodes(&[Saying::Begins(at("2022")), Saying::Begins(at("2022-02-24"))]);
        assert_eq!((all.len(), all[0].from.clone()), (1, Some(at("2022-02-24").0)));
    }

    #[test]
    fn an_end_alone_leaves_the_beginning_open() {
        let all = episodes(&[Saying::Ends(at("2019-08-02"))]);
        assert_eq!((all[0].from.clone(), all[0].to.clone()), (None, Some(at("2019-08-02").0)));
        assert_eq!(all[0].on(day("2019-01-01")), None);
    }
}
