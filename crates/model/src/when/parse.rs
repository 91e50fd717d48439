//! EDTF as text to [`When`].

use super::{
    Bound, Point, When, WhenError,
    point::{Mark, Part, Year},
};
use std::str::FromStr;

impl FromStr for When {
    type Err = WhenError;

    /// Reads EDTF; what it reads it prints again, but for times of day and qualifiers that are not at the end.
    fn from_str(s: &str) -> Result<Self, Self::Err> {
        when(s).ok_or_else(|| WhenError(s.to_owned()))
    }
}

impl TryFrom<String> for When {
    type Error = WhenError;
    fn try_from(s: String) -> Result<Self, Self::Error> {
        s.parse()
    }
}

fn when(s: &str) -> Option<When> {
    let Some((a, b)) = s.split_once('/') else {
        return Some(When { start: Bound::At(point(s)?), end: None });
    };
    let (start, end) = (bound(a)?, bound(b)?);
    let ordered = match (start.point(), end.point()) {
        (Some(a), Some(b)) => a.first <= b.last,
        (None, None) => false,
        _ => true,
    };
    ordered.then_some(When { start, end: Some(end) })
}

fn bound(s: &str) -> Option<Bound> {
    match s {
        "" => Some(Bound::Unknown),
        ".." => Some(Bound::Open),
        _ => point(s).map(Bound::At),
    }
}

fn point(s: &str) -> Option<Point> {
    let (s, mark) = mark(strip_time(s)?);
    let (negative, s) = s.strip_prefix('-').map_or((false, s), |rest| (true, rest));
    let mut parts = s.split('-');
    let year = Year { negative, digits: year_digits(parts.next()?)? };
    let part = part(parts.next(), parts.next())?;
    if parts.next().is_some() { None } else { Point::new(year, part, mark) }
}

/// The date before the `T` of a time of day.
fn strip_time(s: &str) -> Option<&str> {
    match s.split_once('T') {
        None => Some(s),
        Some((date, time)) => (date.len() == 10 && time.contains(':')).then_some(date),
    }
}

fn mark(s: &str) -> (&str, Mark) {
    let (rest, uncertain, approximate) = match s.as_bytes().last() {
        Some(b'?') => (&s[..s.len() - 1], true, false),
        Some(b'~') => (&s[..s.len() - 1], false, true),
        Some(b'%') => (&s[..s.len() - 1], true, true),
        _ => (s, false, false),
    };
    (rest, Mark { uncertain, approximate })
}

fn year_digits(s: &str) -> Option<[u8; 4]> {
    let digits: [u8; 4] = s.as_bytes().try_into().ok()?;
    digits.iter().all(|d| d.is_ascii_digit() || *d == b'X').then_some(digits)
}

fn part(month: Option<&str>, day: Option<&str>) -> Option<Part> {
    let part = match (month, day) {
        (None, _) => Part::Whole,
        (Some("XX"), None) => Part::SomeMonth,
        (Some("XX"), Some("XX")) => Part::SomeDay,
        (Some(m), None) => match number(m)? {
            m @ 1..=12 => Part::Month(m),
            m => Part::Season(m),
        },
        (Some(m), Some(d)) => {
            let month = number(m).filter(|m| (1..=12).contains(m))?;
            if d == "XX" { Part::SomeDayOf(month) } else { Part::Day(month, number(d)?) }
        }
    };
    Some(part)
}

fn number(s: &str) -> Option<i8> {
    (s.len() == 2 && s.bytes().all(|b| b.is_ascii_digit())).then(|| s.parse().ok()).flatten()
}
