//! How two dates lie to each other.

use super::When;
use jiff::civil::Date;
use std::cmp::Ordering;

/// Whether an end lies before a beginning; an open one never does.
fn before(end: Option<Date>, start: Option<Date>) -> bool {
    matches!((end, start), (Some(e), Some(s)) if e < s)
}

impl When {
    /// Whether the two share at least one day.
    pub fn overlaps(&self, other: &When) -> bool {
        !self.is_before(other) && !other.is_before(self)
    }

    /// Whether all of it lies before all of the other.
    pub fn is_before(&self, other: &When) -> bool {
        before(self.latest(), other.earliest())
    }

    /// Earlier or later, equal where both may mean the same days; `None` where they overlap without being equal.
    pub fn compare(&self, other: &When) -> Option<Ordering> {
        if self.is_before(other) {
            Some(Ordering::Less)
        } else if other.is_before(self) {
            Some(Ordering::Greater)
        } else {
            (self.ends() == other.ends()).then_some(Ordering::Equal)
        }
    }

    /// Whether every day of the other is one of its own.
    pub fn contains(&self, other: &When) -> bool {
        let starts = self.earliest().is_none_or(|a| other.earliest().is_some_and(|b| a <= b));
        let ends = self.latest().is_none_or(|a| other.latest().is_some_and(|b| b <= a));
        starts && ends
    }

    /// Whether a day may be meant.
    pub fn has_day(&self, day: Date) -> bool {
        self.earliest().is_none_or(|a| a <= day) && self.latest().is_none_or(|b| day <= b)
    }

    /// The days that both may mean; the narrower as it stands where it lies inside the other. `None` where there is
    /// no such day.
    pub fn intersect(&self, other: &When) -> Option<When> {
        if self.contains(other) {
            return Some(other.clone());
        }
        if other.contains(self) {
            return Some(self.clone());
        }
        if !self.overlaps(other) {
            return None;
        }
        let first = self.earliest().max(other.earliest());
        let last = [self.latest(), other.latest()].into_iter().flatten().min();
        match (first, last) {
            (Some(a), Some(b)) => When::of_days(a, b),
            (Some(a), None) => Some(When::from(a).onwards()),
            (None, Some(b)) => Some(When::from(b).up_to()),
            (None, None) => None,
        }
    }

    fn ends(&self) -> (Option<Date>, Option<Date>) {
        (self.earliest(), self.latest())
    }
}
