//! A stretch of time as a stretch of paper, with ticks from days to centuries.

use jiff::{ToSpan, civil::Date};

/// Ticks that stand legibly side by side.
const TICKS: i32 = 14;

/// How far apart ticks stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// A day.
    Day,
    /// Seven days from Monday on.
    Week,
    /// So many months, counted from January.
    Months(i8),
    /// So many years, counted from the year 0.
    Years(i16),
}

const STEPS: [Step; 13] = [
    Step::Day,
    Step::Week,
    Step::Months(1),
    Step::Months(3),
    Step::Years(1),
    Step::Years(2),
    Step::Years(5),
    Step::Years(10),
    Step::Years(20),
    Step::Years(50),
    Step::Years(100),
    Step::Years(200),
    Step::Years(1000),
];

impl Step {
    /// Days, about.
    fn days(self) -> i32 {
        match self {
            Step::Day => 1,
            Step::Week => 7,
            Step::Months(n) => 30 * i32::from(n),
            Step::Years(n) => 365 * i32::from(n),
        }
    }

    /// The first day of the step in which a day lies.
    fn begin(self, day: Date) -> Date {
        match self {
            Step::Day => day,
            Step::Week => {
                let since = day.weekday().to_monday_zero_offset();
                day.saturating_sub(i64::from(since).days())
            }
            Step::Months(n) => {
                let month = (day.month() - 1) / n * n + 1;
                Date::new(day.year(), month, 1).unwrap_or(day)
            }
            Step::Years(n) => Date::new(day.year().div_euclid(n) * n, 1, 1).unwrap_or(day),
        }
    }

    /// The first day of the step after one that begins so.
    fn next(self, begin: Date) -> Date {
        match self {
            Step::Day => begin.saturating_add(1.day()),
            Step::Week => begin.saturating_add(7.days()),
            Step::Months(n) => begin.saturating_add(i64::from(n).months()),
            Step::Years(n) => begin.saturating_add(i64::from(n).years()),
        }
    }
}

/// A stretch of time as a stretch of paper.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    from: Date,
    days: i32,
    width: f64,
}

impl Scale {
    /// The days from `from` to `to`, both included, on so many units of paper.
    pub fn new(from: Date, to: Date, width: f64) -> Self {
        Scale { from, days: (between(from, to) + 1).max(1), width }
    }

    /// Where a day begins, from 0 to the width; days outside lie on the edge.
    pub fn x(&self, day: Date) -> f64 {
        let days = between(self.from, day).clamp(0, self.days);
        f64::from(days) * self.width / f64::from(self.days)
    }

    /// From where to where a stretch of days lies, both included.
    pub fn span(&self, first: Date, last: Date) -> (f64, f64) {
        (self.x(first), self.x(last.saturating_add(1.day())))
    }

    /// The finest step whose ticks are legible.
    pub fn step(&self) -> Step {
        let legible = |s: &&Step| self.days / s.days() <= TICKS;
        STEPS.iter().find(legible).copied().unwrap_or(Step::Years(1000))
    }

    /// First and last day of every step that touches the stretch.
    pub fn ticks(&self) -> Vec<(Date, Date)> {
        let (step, last) = (self.step(), self.from.saturating_add(i64::from(self.days - 1).days()));
        let mut out = Vec::new();
        let mut at = step.begin(self.from);
        while at <= last {
            let next = step.next(at);
            out.push((at, next.saturating_sub(1.day())));
            if next <= at {
                break;
            }
            at = next;
        }
        out
    }
}

/// Days from one to the other; fewer than none where it is before.
pub fn between(from: Date, to: Date) -> i32 {
    (to - from).get_days()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scale(from: &str, to: &str) -> Scale {
        Scale::new(from.parse().expect("day"), to.parse().expect("day"), 1000.0)
    }

    #[test]
    fn ticks_go_from_days_to_centuries() {
        for (from, to, step, ticks, first) in [
            ("2025-09-01", "2025-09-07", Step::Day, 7, "2025-09-01"),
            ("2025-08-01", "2025-09-30", Step::Week, 10, "2025-07-28"),
            ("2025-01-15", "2025-12-31", Step::Months(1), 12, "2025-01-01"),
            ("2023-02-01", "2025-12-31", Step::Months(3), 12, "2023-01-01"),
            ("2015-01-01", "2025-12-31", Step::Years(1), 11, "2015-01-01"),
            ("1946-01-01", "2025-12-31", Step::Years(10), 9, "1940-01-01"),
            ("0001-01-01", "2025-12-31", Step::Years(200), 11, "0000-01-01"),
        ] {
            let s = scale(from, to);
            let all = s.ticks();
            assert_eq!((s.step(), all.len()), (step, ticks), "{from}/{to}");
            assert_eq!(all[0].0.to_string(), first);
        }
    }

    #[test]
    fn days_lie_in_their_place_and_none_off_the_paper() {
        let s = scale("2025-01-01", "2025-01-10");
        let day = |d: &str| d.parse().expect("day");
        assert_eq!(s.span(day("2025-01-01"), day("2025-01-01")), (0.0, 100.0));
        assert_eq!(s.span(day("2024-01-01"), day("2026-01-01")), (0.0, 1000.0));
        assert_eq!(s.span(day("2025-01-10"), day("2025-01-10")), (900.0, 1000.0));
    }

    #[test]
    fn the_end_of_time_is_an_end() {
        assert!(Scale::new(Date::MIN, Date::MAX, 1.0).ticks().len() < 30);
        assert_eq!(Scale::new(Date::MAX, Date::MAX, 1.0).ticks().len(), 1);
    }
}
