//! Dates as EDTF writes them (ISO 8601-2:2019): points of any precision, and intervals that may be open.

mod build;
mod compare;
mod parse;
mod point;
#[cfg(test)]
mod tests;

use jiff::civil::Date;
use point::Point;
pub use point::Precision;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A date or interval in EDTF, with the first and last day that it may mean.
///
/// Level 1 of the standard but for years beyond 9999, and of level 2 the unspecified digits, the quarters, thirds and
/// halves of a year. A time of day is read and dropped: days are as fine as the record goes.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct When {
    start: Bound,
    /// `None` where it is no interval.
    end: Option<Bound>,
}

/// One end of an interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Bound {
    /// A date.
    At(Point),
    /// Without end (`..`).
    Open,
    /// Not known (nothing between slash and edge).
    Unknown,
}

/// Why a text is no EDTF value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhenError(pub String);

impl fmt::Display for WhenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is no date in EDTF; write 2025, 2025-09 or 2025-09-02", self.0)
    }
}

impl std::error::Error for WhenError {}

impl Bound {
    fn point(self) -> Option<Point> {
        match self {
            Bound::At(p) => Some(p),
            Bound::Open | Bound::Unknown => None,
        }
    }
}

impl When {
    /// First day that it may mean; `None` where it is open at the beginning.
    pub fn earliest(&self) -> Option<Date> {
        self.start.point().map(|p| p.first)
    }

    /// Last day that it may mean; `None` where it is open at the end.
    pub fn latest(&self) -> Option<Date> {
        self.end.unwrap_or(self.start).point().map(|p| p.last)
    }

    /// Number of days that it may mean; the largest number where it is open.
    pub fn days(&self) -> i64 {
        match (self.earliest(), self.latest()) {
            (Some(a), Some(b)) => i64::from((b - a).get_days()) + 1,
            _ => i64::MAX,
        }
    }

    /// How fine it is; of an interval the finer of its ends.
    pub fn precision(&self) -> Precision {
        let ends = [Some(self.start), self.end];
        ends.into_iter()
            .flatten()
            .filter_map(Bound::point)
            .map(|p| p.precision())
            .max()
            .unwrap_or(Precision::Unknown)
    }

    /// The day, where it is exactly one.
    pub fn day(&self) -> Option<Date> {
        (self.earliest() == self.latest()).then(|| self.earliest()).flatten()
    }

    /// The date that it begins with; `None` where that end is open.
    pub fn start(&self) -> Option<When> {
        self.start.point().map(|p| When { start: Bound::At(p), end: None })
    }

    /// The date that it ends with, itself where it is no interval; `None` where that end is open.
    pub fn end(&self) -> Option<When> {
        let end = self.end.unwrap_or(self.start);
        end.point().map(|p| When { start: Bound::At(p), end: None })
    }

    /// Whether it has two ends, known or not.
    pub fn is_interval(&self) -> bool {
        self.end.is_some()
    }

    /// Whether one end is open or unknown.
    pub fn is_open(&self) -> bool {
        self.earliest().is_none() || self.latest().is_none()
    }

    /// Whether any part is marked as uncertain (`?` or `%`).
    pub fn is_uncertain(&self) -> bool {
        self.points().any(|p| p.mark.uncertain)
    }

    /// Whether any part is marked as approximate (`~` or `%`).
    pub fn is_approximate(&self) -> bool {
        self.points().any(|p| p.mark.approximate)
    }

    fn points(&self) -> impl Iterator<Item = Point> {
        [Some(self.start), self.end].into_iter().flatten().filter_map(Bound::point)
    }
}

impl From<When> for String {
    fn from(w: When) -> String {
        w.to_string()
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.end {
            None => f.pad(&self.start.to_string()),
            Some(end) => f.pad(&format!("{}/{end}", self.start)),
        }
    }
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Bound::At(point) => point.fmt(f),
            Bound::Open => f.write_str(".."),
            Bound::Unknown => Ok(()),
        }
    }
}
