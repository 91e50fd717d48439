//! Days as numbers, and the stretch of days that an EDTF value covers.

use jiff::civil::Date;
use kroniek_model::When;

/// A day, counted from 1970-01-01 (day 0) in the proleptic Gregorian calendar.
pub type Day = i32;

/// Days from the first to the last that a date may mean, both included; `Day::MIN` and `Day::MAX` where it is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stretch {
    /// First day.
    pub lo: Day,
    /// Last day.
    pub hi: Day,
}

impl Stretch {
    /// The stretch of an EDTF value.
    pub fn of(when: &When) -> Self {
        let day = |d: Date| civil(d.year().into(), d.month() as u32, d.day() as u32);
        Stretch {
            lo: when.earliest().map_or(Day::MIN, day),
            hi: when.latest().map_or(Day::MAX, day),
        }
    }

    /// Number of days, saturating where an end is open.
    pub fn len(self) -> i64 {
        match self.lo == Day::MIN || self.hi == Day::MAX {
            true => i64::MAX,
            false => i64::from(self.hi) - i64::from(self.lo) + 1,
        }
    }

    /// Days between the two: 0 where they share one, 1 where they are neighbours.
    pub fn distance(self, other: Stretch) -> i64 {
        let gap = |a: Stretch, b: Stretch| i64::from(b.lo) - i64::from(a.hi);
        gap(self, other).max(gap(other, self)).max(0)
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Stretch) -> bool {
        self.lo <= other.lo && other.hi <= self.hi
    }
}

/// Day number of a civil date (Howard Hinnant, `days_from_civil`).
fn civil(year: i32, month: u32, day: u32) -> Day {
    let y = year - i32::from(month <= 2);
    let era = y.div_euclid(400);
    let of_era = y.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year as i32 - 719_468
}

/// Year and month of a day (Howard Hinnant, `civil_from_days`).
pub fn year_month(day: Day) -> (i32, u32) {
    let z = i64::from(day) + 719_468;
    let era = z.div_euclid(146_097);
    let doe = z.rem_euclid(146_097);
    let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let month = if mp < 10 { mp + 3 } else { mp - 9 };
    ((yoe + era * 400 + i64::from(month <= 2)) as i32, month as u32)
}

/// The month of a day as one number: twelve times the year, and the month from 0.
pub fn month_of(day: Day) -> i32 {
    let (year, month) = year_month(day);
    year * 12 + month as i32 - 1
}

/// The first day of a month by its number.
pub fn first_of(month: i32) -> Day {
    civil(month.div_euclid(12), month.rem_euclid(12) as u32 + 1, 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stretch(s: &str) -> (Day, Day) {
        let s = Stretch::of(&s.parse().expect("EDTF"));
        (s.lo, s.hi)
    }

    #[test]
    fn days_count_from_1970() {
        assert_eq!(stretch("1970-01-01"), (0, 0));
        assert_eq!(stretch("2025-09-03"), (20_334, 20_334));
        assert_eq!(year_month(20_334), (2025, 9));
        assert_eq!(year_month(-1), (1969, 12));
        assert_eq!([0, 30, 31, -1].map(|d| first_of(month_of(d))), [0, 0, 31, -31]);
    }

    #[test]
    fn coarse_dates_cover_all_their_days() {
        assert_eq!(stretch("2024").1 - stretch("2024").0, 365);
        assert_eq!(stretch("2024-02").1, civil(2024, 2, 29));
        assert_eq!(stretch("2025-24"), (civil(2025, 12, 1), civil(2026, 2, 28)));
        assert_eq!(stretch("199X"), (civil(1990, 1, 1), civil(1999, 12, 31)));
        assert_eq!(stretch("2024/.."), (civil(2024, 1, 1), Day::MAX));
        assert_eq!(stretch("../2027"), (Day::MIN, civil(2027, 12, 31)));
    }

    #[test]
    fn distance_is_none_where_they_touch() {
        let s = |a: &str| Stretch::of(&a.parse().expect("EDTF"));
        assert_eq!(s("2025-09").distance(s("2025-09-30")), 0);
        assert_eq!(s("2025-09-01").distance(s("2025-09-02")), 1);
        assert_eq!(s("2024/..").distance(s("../2023")), 1);
        assert!(s("2025").contains(s("2025-03")));
    }
}
