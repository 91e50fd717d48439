//! Dates made from numbers and from other dates.

use super::{
    Bound, Point, When,
    point::{Mark, Part, Year},
};
use jiff::civil::Date;

impl From<Date> for When {
    fn from(day: Date) -> Self {
        let part = Part::Day(day.month(), day.day());
        let (year, mark) = (Year::known(day.year()), Mark::default());
        let point = Point { year, part, mark, first: day, last: day };
        When { start: Bound::At(point), end: None }
    }
}

impl When {
    fn at(year: Year, part: Part) -> Option<When> {
        let point = Point::new(year, part, Mark::default())?;
        Some(When { start: Bound::At(point), end: None })
    }

    /// A year, -9999 to 9999.
    pub fn of_year(year: i16) -> Option<When> {
        When::at(Year::known(year), Part::Whole)
    }

    /// A month, or a season, quarter, third or half by its EDTF code (21 to 41).
    pub fn of_month(year: i16, month: i8) -> Option<When> {
        let part = if month > 12 { Part::Season(month) } else { Part::Month(month) };
        When::at(Year::known(year), part).filter(|_| month > 0)
    }

    /// The ten years that a year lies in.
    pub fn of_decade(year: i16) -> Option<When> {
        When::unspecified(year, 1)
    }

    /// The hundred years that a year lies in, counted as EDTF does (`18XX` is 1800 to 1899).
    pub fn of_century(year: i16) -> Option<When> {
        When::unspecified(year, 2)
    }

    fn unspecified(year: i16, digits: usize) -> Option<When> {
        let mut year = Year::known(year);
        year.digits[4 - digits..].fill(b'X');
        When::at(year, Part::Whole)
    }

    /// From the first day of one to the last of the other; `None` where that is no stretch of time, or both ends are
    /// open.
    pub fn spanning(from: &When, to: &When) -> Option<When> {
        let (start, end) = (from.start, to.end.unwrap_or(to.start));
        match (start.point(), end.point()) {
            (Some(a), Some(b)) if a.first > b.last => None,
            (None, None) => None,
            (Some(a), Some(b)) if a == b => Some(When { start, end: None }),
            _ => Some(When { start, end: Some(end) }),
        }
    }

    /// All days from the first to the last, as a month or year where they fill one; `None` where they stand the wrong
    /// way round.
    pub fn of_days(first: Date, last: Date) -> Option<When> {
        if first == last {
            return Some(first.into());
        }
        let fits = |w: &When| w.earliest() == Some(first) && w.latest() == Some(last);
        let whole = [When::of_year(first.year()), When::of_month(first.year(), first.month())];
        let whole = whole.into_iter().flatten().find(fits);
        whole.or_else(|| When::spanning(&first.into(), &last.into()))
    }

    /// From its first day on, without end (`2018/..`); itself where it has no first day.
    pub fn onwards(&self) -> When {
        match self.start {
            Bound::At(_) => When { start: self.start, end: Some(Bound::Open) },
            _ => self.clone(),
        }
    }

    /// Up to its last day (`../2018`); itself where it has no last day.
    pub fn up_to(&self) -> When {
        match self.end.unwrap_or(self.start) {
            end @ Bound::At(_) => When { start: Bound::Open, end: Some(end) },
            _ => self.clone(),
        }
    }

    /// The same, marked as approximate.
    pub fn approximately(&self) -> When {
        let mark = |b: Bound| match b {
            Bound::At(p) => Bound::At(Point { mark: Mark { approximate: true, ..p.mark }, ..p }),
            other => other,
        };
        When { start: mark(self.start), end: self.end.map(mark) }
    }
}
