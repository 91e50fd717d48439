//! One EDTF date without interval: year, part of it, mark.

use jiff::civil::Date;
use std::fmt;

/// How fine a date is, coarse before fine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Precision {
    /// Open or unknown at every end.
    Unknown,
    /// Only the first digit of the year is known.
    Millennium,
    /// A hundred years (`18XX`).
    Century,
    /// Ten years (`199X`).
    Decade,
    /// A year.
    Year,
    /// Half a year or a third of it (EDTF 37 to 41).
    Half,
    /// A season or quarter (EDTF 21 to 36).
    Quarter,
    /// A month.
    Month,
    /// A day.
    Day,
}

/// A year's four digits; `X` where one is not specified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Year {
    pub negative: bool,
    pub digits: [u8; 4],
}

/// What of the year is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Part {
    Whole,
    /// EDTF 21 to 41: seasons, quarters, thirds, halves.
    Season(i8),
    Month(i8),
    /// `YYYY-XX`: one of its months.
    SomeMonth,
    Day(i8, i8),
    /// `YYYY-MM-XX`: one of its days.
    SomeDayOf(i8),
    /// `YYYY-XX-XX`.
    SomeDay,
}

/// Uncertain, approximate, or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(super) struct Mark {
    pub uncertain: bool,
    pub approximate: bool,
}

/// A date, with the first and last day that it may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Point {
    pub year: Year,
    pub part: Part,
    pub mark: Mark,
    pub first: Date,
    pub last: Date,
}

impl Year {
    /// A year that is known whole.
    pub fn known(year: i16) -> Year {
        let n = year.unsigned_abs();
        let digits = [1000, 100, 10, 1].map(|d| b'0' + (n / d % 10) as u8);
        Year { negative: year < 0, digits }
    }

    fn filled(self, with: u8) -> i16 {
        let n = self
            .digits
            .iter()
            .fold(0i16, |n, &d| n * 10 + i16::from(if d == b'X' { with } else { d } - b'0'));
        if self.negative { -n } else { n }
    }

    /// First and last year that it may mean.
    fn range(self) -> (i16, i16) {
        let (a, b) = (self.filled(b'0'), self.filled(b'9'));
        (a.min(b), a.max(b))
    }

    fn precision(self) -> Precision {
        match self.digits.iter().position(|&d| d == b'X') {
            None => Precision::Year,
            Some(3) => Precision::Decade,
            Some(2) => Precision::Century,
            Some(_) => Precision::Millennium,
        }
    }
}

impl Point {
    /// The date, if its days exist in the calendar that can be reckoned in (years -9999 to 9999).
    pub fn new(year: Year, part: Part, mark: Mark) -> Option<Point> {
        let (low, high) = year.range();
        let first = (low..=high).find_map(|y| ends(y, part))?.0;
        let last = (low..=high).rev().find_map(|y| ends(y, part))?.1;
        Some(Point { year, part, mark, first, last })
    }

    pub fn precision(&self) -> Precision {
        match self.part {
            _ if self.year.precision() < Precision::Year => self.year.precision(),
            Part::Whole | Part::SomeMonth | Part::SomeDay => Precision::Year,
            Part::Season(37..) => Precision::Half,
            Part::Season(_) => Precision::Quarter,
            Part::Month(_) | Part::SomeDayOf(_) => Precision::Month,
            Part::Day(..) => Precision::Day,
        }
    }
}

/// First and last day of a part of a year.
fn ends(year: i16, part: Part) -> Option<(Date, Date)> {
    let (first, months) = match part {
        Part::Day(m, d) => return Date::new(year, m, d).ok().map(|d| (d, d)),
        Part::Whole | Part::SomeMonth | Part::SomeDay => (1, 12),
        Part::Month(m) | Part::SomeDayOf(m) => (m, 1),
        Part::Season(code) => season(code)?,
    };
    let first = Date::new(year, first, 1).ok()?;
    let last = first.checked_add(jiff::Span::new().months(months - 1)).ok()?.last_of_month();
    Some((first, last))
}

/// First month of a season and how many it has (ISO 8601-2:2019, 4.8.1); a winter ends in the year after. Seasons
/// without a hemisphere are read as northern, by whole months as meteorology does.
fn season(code: i8) -> Option<(i8, i8)> {
    Some(match code {
        21..=24 => (3 * (code - 20), 3),
        25..=28 => (3 * (code - 24), 3),
        29..=32 => ([9, 12, 3, 6][code as usize - 29], 3),
        33..=36 => (3 * (code - 33) + 1, 3),
        37..=39 => (4 * (code - 37) + 1, 4),
        40..=41 => (6 * (code - 40) + 1, 6),
        _ => return None,
    })
}

impl fmt::Display for Year {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.negative { "-" } else { "" };
        let [a, b, c, d] = self.digits.map(char::from);
        write!(f, "{sign}{a}{b}{c}{d}")
    }
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match (self.uncertain, self.approximate) {
            (true, true) => "%",
            (true, false) => "?",
            (false, true) => "~",
            (false, false) => "",
        })
    }
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.year.fmt(f)?;
        match self.part {
            Part::Whole => Ok(()),
            Part::Season(m) | Part::Month(m) => write!(f, "-{m:02}"),
            Part::SomeMonth => f.write_str("-XX"),
            Part::Day(m, d) => write!(f, "-{m:02}-{d:02}"),
            Part::SomeDayOf(m) => write!(f, "-{m:02}-XX"),
            Part::SomeDay => f.write_str("-XX-XX"),
        }?;
        self.mark.fmt(f)
    }
}
