//! When a row of the world holds: an EDTF interval as a pair of sortable days.

use kroniek_model::When;

/// First and last day on which something holds, as numbers `yyyymmdd` that sort like the days do.
///
/// A month or year alone begins at its day 0 and ends at its day 99, so that overlaps are decided in favour of
/// holding: `2012` and `2012-12-31` overlap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Validity {
    /// First day.
    pub from: i32,
    /// Last day.
    pub to: i32,
}

impl Validity {
    /// Throughout all time.
    pub const ALWAYS: Validity = Validity { from: i32::MIN, to: i32::MAX };

    /// Reads a date (`2012-05`) or interval (`2012-05-07/..`, `../1989`); an empty text holds always.
    ///
    /// # Errors
    /// The text itself where it is no such date.
    pub fn parse(text: &str) -> Result<Validity, String> {
        let plain: String = text.chars().filter(|c| !"~?%".contains(*c)).collect();
        let bad = || format!("`{text}` is no date or interval in EDTF");
        match plain.split_once('/') {
            None if plain.is_empty() => Ok(Validity::ALWAYS),
            None => Ok(Validity {
                from: day(&plain, 0).ok_or_else(bad)?,
                to: day(&plain, 99).ok_or_else(bad)?,
            }),
            Some((from, to)) => {
                let end = |t: &str, open, fill| if open_end(t) { Some(open) } else { day(t, fill) };
                let from = end(from, i32::MIN, 0).ok_or_else(bad)?;
                let to = end(to, i32::MAX, 99).ok_or_else(bad)?;
                if from > to { Err(bad()) } else { Ok(Validity { from, to }) }
            }
        }
    }

    /// The interval of a date in a report; always where there is none or it cannot be placed.
    pub fn of(when: Option<&When>) -> Validity {
        let text = when.map(ToString::to_string).unwrap_or_default();
        Validity::parse(&text).unwrap_or(Validity::ALWAYS)
    }

    /// Whether both hold on some day.
    pub fn meets(self, other: Validity) -> bool {
        self.from <= other.to && other.from <= self.to
    }

    /// Whether it ended before the other begins.
    pub fn is_before(self, other: Validity) -> bool {
        self.to < other.from
    }

    /// Whether the two surely share more than the day, month or year in which one ends and the other begins.
    pub fn overlaps(self, other: Validity) -> bool {
        let (a, b) = (self.certain(), other.certain());
        a.from < b.to && b.from < a.to
    }

    /// The part in which it holds whatever day of a month or year its ends mean; none where `from` lies after `to`.
    fn certain(self) -> Validity {
        let last_of = |day: i32| match (day % 10_000, day % 100) {
            (0, _) => day + 9_999,
            (_, 0) => day + 99,
            _ => day,
        };
        let first_of = |day: i32| match (day % 10_000, day % 100) {
            (9_999, _) => day - 9_999,
            (_, 99) => day - 99,
            _ => day,
        };
        Validity { from: last_of(self.from), to: first_of(self.to) }
    }

    /// How far `other` lies outside, in days counted roughly (`yyyymmdd` steps); 0 where they meet.
    pub fn distance(self, other: Validity) -> i64 {
        let gap = |a: i32, b: i32| i64::from(a) - i64::from(b);
        gap(other.from, self.to).max(gap(self.from, other.to)).max(0)
    }
}

fn open_end(text: &str) -> bool {
    text.is_empty() || text == ".."
}

/// `yyyymmdd`, what is missing filled with `fill` (months and days go up to 99).
fn day(text: &str, fill: i32) -> Option<i32> {
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |t| (-1, t));
    let mut parts = digits.split('-');
    let year: i32 = parts.next().filter(|y| y.len() >= 3).and_then(|y| decade(y, fill))?;
    let mut part = || match parts.next() {
        None => Some(fill),
        Some(p) => p.parse::<i32>().ok().filter(|n| (0..=31).contains(n)),
    };
    let (month, day) = (part()?, part()?);
    parts.next().is_none().then_some(sign * (year * 10_000) + month * 100 + day)
}

/// A year, `199X` read as its first or last year.
fn decade(year: &str, fill: i32) -> Option<i32> {
    year.replace('X', if fill == 0 { "0" } else { "9" }).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn v(text: &str) -> Validity {
        Validity::parse(text).unwrap()
    }

    #[test]
    fn intervals_meet_by_day_and_by_precision() {
        assert!(v("2012-05-07/..").meets(v("2025-09-02")));
        assert!(!v("1999-12-31/2008-05-07").meets(v("2025")));
        assert!(v("../1989").meets(v("1989-12-31")));
        assert!(v("2012").meets(v("2012-12-31/2013")));
        assert!(v("").meets(v("1815")));
        assert!(v("199X").meets(v("1999-06")));
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for bad in ["gisteren", "12", "2012-05-07-09x", "2020/2019", "2012-ab"] {
            assert!(Validity::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_successor_on_the_same_day_does_not_overlap() {
        assert!(!v("1999-12-31/2008-05-07").overlaps(v("2008-05-07/2012-05-07")));
        assert!(v("1999/2008").overlaps(v("2007/2012")));
        assert!(!v("1999/2008-05").overlaps(v("2008-05/2012")));
        assert!(!v("1999/2008").overlaps(v("2008-03-01/..")));
        assert!(v("1999/2008-06").overlaps(v("2008-03/..")));
        assert_eq!(v("2008/2010").distance(v("2009")), 0);
        assert!(v("2008/2010").distance(v("2015")) < v("2008/2010").distance(v("2018")));
    }
}
