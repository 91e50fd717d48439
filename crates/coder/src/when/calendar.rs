//! Reckoning with the calendar: units that a date lies in, parts of them, feasts.

use jiff::{Span, civil::Date};
use kroniek_model::{Precision, When};
use kroniek_pack::time::Unit;

/// A date some days further; `None` beyond the calendar.
pub fn days(date: Date, n: i64) -> Option<Date> {
    date.checked_add(Span::new().try_days(n).ok()?).ok()
}

fn months(date: Date, n: i64) -> Option<Date> {
    date.checked_add(Span::new().try_months(n).ok()?).ok()
}

/// ISO weekday, 1 for Monday.
pub fn weekday(date: Date) -> i64 {
    i64::from(date.weekday().to_monday_one_offset())
}

/// How many months a unit has; `None` where it is reckoned in days.
pub fn months_in(unit: Unit) -> Option<i64> {
    Some(match unit {
        Unit::Day | Unit::Week | Unit::Weekend => return None,
        Unit::Month => 1,
        Unit::Quarter | Unit::Season => 3,
        Unit::Half => 6,
        Unit::Year => 12,
        Unit::Decade => 120,
        Unit::Century => 1200,
    })
}

/// The unit that a day lies in, `n` units further.
pub fn unit_at(day: Date, unit: Unit, n: i64) -> Option<When> {
    let Some(per) = months_in(unit) else { return day_unit_at(day, unit, n) };
    let day = months(day, n.checked_mul(per)?)?;
    let (y, m) = (day.year(), day.month());
    match unit {
        Unit::Month => When::of_month(y, m),
        Unit::Quarter => When::of_month(y, 33 + (m - 1) / 3),
        Unit::Season => When::of_month(if m < 3 { y - 1 } else { y }, 21 + (m + 9) % 12 / 3),
        Unit::Half => half(&When::of_year(y)?, i64::from((m - 1) / 6)),
        Unit::Year => When::of_year(y),
        Unit::Decade => When::of_decade(y),
        _ => When::of_century(y),
    }
}

fn day_unit_at(day: Date, unit: Unit, n: i64) -> Option<When> {
    if unit == Unit::Day {
        return days(day, n).map(When::from);
    }
    let monday = days(day, n.checked_mul(7)? + 1 - weekday(day))?;
    let first = if unit == Unit::Weekend { days(monday, 5)? } else { monday };
    When::of_days(first, days(monday, 6)?)
}

/// A day some units further, as fine as the unit: to the day for weeks, to the month for months.
pub fn shifted(day: Date, n: f64, unit: Unit) -> Option<When> {
    let whole = n.fract() == 0.0;
    match unit {
        Unit::Day | Unit::Weekend => days(day, n.round() as i64).map(When::from),
        Unit::Week => days(day, (7.0 * n).round() as i64).map(When::from),
        Unit::Month if !whole => days(day, (30.0 * n).round() as i64).map(When::from),
        Unit::Year | Unit::Decade | Unit::Century if whole => {
            let day = months(day, (n as i64).checked_mul(months_in(unit)?)?)?;
            if unit == Unit::Decade && n.abs() > 1.0 {
                When::of_decade(day.year())
            } else {
                When::of_year(day.year())
            }
        }
        _ => {
            let day = months(day, (n * months_in(unit)? as f64).round() as i64)?;
            When::of_month(day.year(), day.month())
        }
    }
}

/// The stretch of `n` units that begins (or, for a negative `n`, ends) on a day; its ends as fine as its length asks.
pub fn stretch(day: Date, n: f64, unit: Unit) -> Option<When> {
    let far = match unit {
        Unit::Year if n.abs() <= 1.5 => shifted(day, 12.0 * n, Unit::Month)?,
        _ => shifted(day, n, unit)?,
    };
    let near = match far.precision() {
        Precision::Day => When::from(day),
        Precision::Month => When::of_month(day.year(), day.month())?,
        _ => When::of_year(day.year())?,
    };
    if n < 0.0 { When::spanning(&far, &near) } else { When::spanning(&near, &far) }
}

/// The first (0), middle (1) or last (2) third: of a month by tens of days, of a year by four months.
pub fn third(whole: &When, k: i64) -> Option<When> {
    let (first, last) = (whole.earliest()?, whole.latest()?);
    let (y, m) = (first.year(), first.month());
    match (whole.is_interval(), whole.precision()) {
        (_, Precision::Day) if first == last => Some(whole.clone()),
        (false, Precision::Month) => {
            let from = days(first, 10 * k)?;
            When::of_days(from, if k == 2 { last } else { days(from, 9)? })
        }
        (false, Precision::Year) => {
            let from = 1 + 4 * k as i8;
            When::spanning(&When::of_month(y, from)?, &When::of_month(y, from + 3)?)
        }
        (false, Precision::Quarter) => unit_at(Date::new(y, m, 1).ok()?, Unit::Month, k),
        (false, Precision::Decade) => years(y, [(0, 3), (4, 6), (7, 9)], k),
        (false, Precision::Century) => years(y, [(0, 33), (33, 66), (66, 99)], k),
        _ => {
            let n = whole.days();
            let from = days(first, n * k / 3)?;
            When::of_days(from, days(first, (n * (k + 1) + 2) / 3 - 1)?.min(last))
        }
    }
}

fn years(first: i16, thirds: [(i16, i16); 3], k: i64) -> Option<When> {
    let (a, b) = *thirds.get(usize::try_from(k).ok()?)?;
    When::spanning(&When::of_year(first + a)?, &When::of_year(first + b)?)
}

/// The first (0) or second (1) half: of a year by months, of anything else by days.
pub fn half(whole: &When, k: i64) -> Option<When> {
    let (first, last) = (whole.earliest()?, whole.latest()?);
    if whole.precision() == Precision::Year && !whole.is_interval() {
        let from = 1 + 6 * k as i8;
        let ends = (When::of_month(first.year(), from)?, When::of_month(first.year(), from + 5)?);
        return When::spanning(&ends.0, &ends.1);
    }
    if whole.precision() < Precision::Year {
        let (from, n) = (first.year(), last.year() - first.year() + 1);
        let from = from + n / 2 * k as i16;
        return When::spanning(&When::of_year(from)?, &When::of_year(from + n / 2 - 1)?);
    }
    let middle = days(first, whole.days() / 2)?;
    if k == 0 { When::of_days(first, days(middle, -1)?) } else { When::of_days(middle, last) }
}

/// The nth unit within a time, counted from its end where `n` is negative.
pub fn nth_unit(n: i64, unit: Unit, whole: &When) -> Option<When> {
    let (first, last) = (whole.earliest()?, whole.latest()?);
    if unit == Unit::Half {
        return half(whole, if n == 1 { 0 } else { 1 });
    }
    let found = match unit {
        // The first seven days of a month, not the week that the calendar has there.
        Unit::Week => {
            let from = if n > 0 { days(first, 7 * (n - 1))? } else { days(last, 7 * n + 1)? };
            When::of_days(from, days(from, 6)?.min(last))
        }
        Unit::Weekend => {
            let saturday = nth_weekday(n, 6, whole)?.earliest()?;
            When::of_days(saturday, days(saturday, 1)?)
        }
        _ if n > 0 => unit_at(first, unit, n - 1),
        _ => unit_at(last, unit, n + 1),
    };
    found.filter(|w| w.overlaps(whole))
}

/// The nth weekday (1 for Monday) within a time, counted from its end where `n` is negative.
pub fn nth_weekday(n: i64, day: i64, whole: &When) -> Option<When> {
    let date = if n > 0 {
        let first = whole.earliest()?;
        days(first, (day - weekday(first)).rem_euclid(7) + 7 * (n - 1))?
    } else {
        let last = whole.latest()?;
        days(last, -(weekday(last) - day).rem_euclid(7) + 7 * (n + 1))?
    };
    whole.has_day(date).then(|| date.into())
}

/// Easter Sunday in the Gregorian calendar (Meeus, Astronomical Algorithms, chapter 8).
pub fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - b / 4 - g + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    Date::new(year, (n / 31) as i8, (n % 31 + 1) as i8).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn show(w: Option<When>) -> String {
        w.map_or("none".into(), |w| w.to_string())
    }

    #[test]
    fn easter_falls_where_it_fell() {
        for (y, m, d) in [
            (1961, 4, 2),
            (2000, 4, 23),
            (2008, 3, 23),
            (2019, 4, 21),
            (2024, 3, 31),
            (2025, 4, 20),
        ] {
            assert_eq!(easter(y), Some(date(y, m, d)));
        }
    }

    #[test]
    fn a_day_lies_in_its_units() {
        let day = date(2025, 9, 2);
        for (unit, n, value) in [
            (Unit::Day, -2, "2025-08-31"),
            (Unit::Week, -1, "2025-08-25/2025-08-31"),
            (Unit::Weekend, 0, "2025-09-06/2025-09-07"),
            (Unit::Month, -9, "2024-12"),
            (Unit::Quarter, 0, "2025-35"),
            (Unit::Season, 0, "2025-23"),
            (Unit::Season, -1, "2025-22"),
            (Unit::Half, 0, "2025-07/2025-12"),
            (Unit::Year, 1, "2026"),
            (Unit::Decade, -1, "201X"),
            (Unit::Century, -1, "19XX"),
        ] {
            assert_eq!(show(unit_at(day, unit, n)), value, "{unit:?} {n}");
        }
        assert_eq!(show(unit_at(date(2025, 1, 9), Unit::Season, 0)), "2024-24");
    }

    #[test]
    fn thirds_and_halves() {
        let part = |s: &str, k| show(third(&s.parse().unwrap(), k));
        assert_eq!(part("2025-03", 0), "2025-03-01/2025-03-10");
        assert_eq!(part("2025-02", 2), "2025-02-21/2025-02-28");
        assert_eq!(part("2019", 2), "2019-09/2019-12");
        assert_eq!(part("199X", 1), "1994/1996");
        assert_eq!(part("18XX", 0), "1800/1833");
        assert_eq!(part("2021-22", 2), "2021-08");
        assert_eq!(part("2025-09-01/2025-09-07", 0), "2025-09-01/2025-09-03");
        assert_eq!(show(half(&"2025-02".parse().unwrap(), 1)), "2025-02-15/2025-02-28");
    }

    #[test]
    fn the_nth_within() {
        let year = "2014-09".parse().unwrap();
        assert_eq!(show(nth_weekday(3, 2, &year)), "2014-09-16");
        assert_eq!(show(nth_weekday(-1, 1, &year)), "2014-09-29");
        assert_eq!(show(nth_weekday(5, 3, &year)), "none");
        assert_eq!(show(nth_unit(-1, Unit::Week, &year)), "2014-09-24/2014-09-30");
        assert_eq!(show(nth_unit(-1, Unit::Day, &year)), "2014-09-30");
        assert_eq!(show(nth_unit(40, Unit::Day, &year)), "none");
    }

    #[test]
    fn stretches_are_as_fine_as_they_are_short() {
        let day = date(2025, 9, 2);
        assert_eq!(show(stretch(day, -3.0, Unit::Day)), "2025-08-30/2025-09-02");
        assert_eq!(show(stretch(day, 2.0, Unit::Month)), "2025-09/2025-11");
        assert_eq!(show(stretch(day, -1.0, Unit::Year)), "2024-09/2025-09");
        assert_eq!(show(stretch(day, -10.0, Unit::Year)), "2015/2025");
        assert_eq!(show(shifted(day, -1.5, Unit::Year)), "2024-03");
        assert_eq!(show(shifted(day, 0.5, Unit::Year)), "2026-03");
    }
}
