//! Dates as EDTF writes them.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// A date or interval in EDTF, with the first and last day that it may mean.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct When {
    text: String,
    first: Option<Date>,
    last: Option<Date>,
}

/// Why a text is no EDTF value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhenError(pub String);

impl fmt::Display for WhenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is no EDTF date", self.0)
    }
}

impl std::error::Error for WhenError {}

impl When {
    /// First day that it may mean; `None` where it is open at the beginning.
    pub fn earliest(&self) -> Option<Date> {
        self.first
    }

    /// Last day that it may mean; `None` where it is open at the end.
    pub fn latest(&self) -> Option<Date> {
        self.last
    }

    /// Number of days that it may mean; the largest number where it is open.
    pub fn days(&self) -> i64 {
        match (self.first, self.last) {
            (Some(a), Some(b)) => i64::from((b - a).get_days()) + 1,
            _ => i64::MAX,
        }
    }

    /// Whether the two share at least one day.
    pub fn overlaps(&self, other: &When) -> bool {
        let before = |end: Option<Date>, start: Option<Date>| matches!((end, start), (Some(e), Some(s)) if e < s);
        !before(self.last, other.first) && !before(other.last, self.first)
    }
}

impl From<Date> for When {
    fn from(day: Date) -> Self {
        When { text: day.to_string(), first: Some(day), last: Some(day) }
    }
}

impl FromStr for When {
    type Err = WhenError;
    fn from_str(s: &str) -> Result<Self, Self::Err> {
        let bad = || WhenError(s.to_owned());
        let (first, last) = match s.split_once('/') {
            None => point(s).map(|(a, b)| (Some(a), Some(b))).ok_or_else(bad)?,
            Some((a, b)) => {
                (end(a).ok_or_else(bad)?.map(|p| p.0), end(b).ok_or_else(bad)?.map(|p| p.1))
            }
        };
        Ok(When { text: s.to_owned(), first, last })
    }
}

/// One end of an interval: `Some(None)` where it is open.
fn end(s: &str) -> Option<Option<(Date, Date)>> {
    if s.is_empty() || s == ".." { Some(None) } else { point(s).map(Some) }
}

fn point(s: &str) -> Option<(Date, Date)> {
    let s = s.trim_end_matches(['~', '?', '%']);
    let mut parts = s.split('-');
    let year = parts.next().filter(|y| y.len() == 4)?;
    let low: i16 = year.replace('X', "0").parse().ok()?;
    let high: i16 = year.replace('X', "9").parse().ok()?;
    let day = |y, m, d| Date::new(y, m, d).ok();
    let Some(month) = parts.next().filter(|m| *m != "XX") else {
        return Some((day(low, 1, 1)?, day(high, 12, 31)?));
    };
    let month: i8 = month.parse().ok()?;
    let (from, to) = match month {
        1..=12 => (month, month),
        21..=23 => ((month - 20) * 3, (month - 20) * 3 + 2),
        24 => return Some((day(low, 12, 1)?, day(low + 1, 2, 1)?.last_of_month())),
        33..=36 => ((month - 33) * 3 + 1, (month - 33) * 3 + 3),
        _ => return None,
    };
    match parts.next().filter(|d| *d != "XX") {
        None => Some((day(low, from, 1)?, day(low, to, 1)?.last_of_month())),
        Some(d) => day(low, month, d.parse().ok()?).map(|d| (d, d)),
    }
}

impl TryFrom<String> for When {
    type Error = WhenError;
    fn try_from(s: String) -> Result<Self, Self::Error> {
        s.parse()
    }
}

impl From<When> for String {
    fn from(w: When) -> String {
        w.text
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_its_first_and_last_day() {
        let ends = |s: &str| {
            let w: When = s.parse().unwrap();
            let show = |d: Option<Date>| d.map_or("..".into(), |d| d.to_string());
            format!("{} {}", show(w.earliest()), show(w.latest()))
        };
        assert_eq!(ends("2024-06"), "2024-06-01 2024-06-30");
        assert_eq!(ends("199X"), "1990-01-01 1999-12-31");
        assert_eq!(ends("2020-34"), "2020-04-01 2020-06-30");
        assert_eq!(ends("2018/.."), "2018-01-01 ..");
        assert!("2024-13".parse::<When>().is_err() && "gisteren".parse::<When>().is_err());
    }
}
