//! Days of publication: the date line of a text, and days found in page furniture.

use crate::furniture::furniture;
use kroniek_model::When;
use regex::Regex;
use std::sync::LazyLock;

/// A date line found at the beginning of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DateLine {
    /// Its length in code points, the blank behind it included.
    pub len: u32,
    /// The date as written.
    pub date: String,
}

/// The ` date YYYY[-MM[-DD]] ` that a text may begin with.
pub(crate) fn date_line(text: &str) -> Option<DateLine> {
    static LINE: LazyLock<Regex> = LazyLock::new(|| {
        regex(r"^[\s\u{feff}]*(?i:date):?[ \t]+(\d{1,6}(?:-\d{1,2}){0,2})(?:\s|$)")
    });
    let found = LINE.captures(text)?;
    let len = found.get(0)?.as_str().chars().count() as u32;
    Some(DateLine { len, date: found.get(1)?.as_str().to_owned() })
}

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).unwrap_or_else(|e| panic!("pattern of ours: {e}"))
}

/// A date as reports give it (`2025`, `2025-09`, `2025-09-02`, or a time stamp that begins so), if there is such a
/// day.
pub(crate) fn published(given: &str) -> Option<When> {
    static ISO: LazyLock<Regex> =
        LazyLock::new(|| regex(r"^\s*(\d{4})(?:-?(\d{2})(?:-?(\d{2})(?:[T ].*)?)?)?\s*$"));
    let Some(found) = ISO.captures(given) else {
        return day_in(given).and_then(|day| published(&day));
    };
    let number = |i: usize| found.get(i).map(|m| m.as_str().parse::<u32>().unwrap_or(0));
    let (year, month, day) = (number(1)?, number(2), number(3));
    if year == 0 || !exists(year, month.unwrap_or(1), day.unwrap_or(1)) {
        return None;
    }
    when(year, month, day)
}

/// The first day with a year that stands in a text such as "Tue, 2 Sep 2025 10:00" or an address, as `YYYY-MM-DD`.
pub(crate) fn day_in(text: &str) -> Option<String> {
    days(text, "").into_iter().find(|day| ISO_DAY.is_match(day) && published(day).is_some())
}

static ISO_DAY: LazyLock<Regex> = LazyLock::new(|| regex(r"^\d{4}-\d{2}-\d{2}$"));

fn when(year: u32, month: Option<u32>, day: Option<u32>) -> Option<When> {
    let mut text = format!("{year:04}");
    for part in [month, day].into_iter().flatten() {
        text.push_str(&format!("-{part:02}"));
    }
    text.parse().ok()
}

/// Whether the Gregorian calendar has the day.
fn exists(year: u32, month: u32, day: u32) -> bool {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day)
}

/// A publication date known by year or month only, made a day by the first day in `furniture` that lies in it.
pub(crate) fn narrowed(known: &When, dated: &[String]) -> Option<When> {
    let known = known.to_string();
    if !matches!(known.len(), 4 | 7) {
        return None;
    }
    let days = dated.iter().flat_map(|text| days(text, &known));
    days.filter(|day| day.starts_with(&known)).find_map(|day| published(&day))
}

/// The days named in a piece of furniture, as ISO dates; one without a year is taken to lie in the year of `known`.
fn days(text: &str, known: &str) -> Vec<String> {
    static NUMBERS: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"\b(\d{4})[-/](\d{1,2})[-/](\d{1,2})\b|\b(\d{1,2})[ ./-](\d{1,2}|\p{L}+)\.?(?:[ ./-](\d{4}))?\b",
        )
    });
    NUMBERS.captures_iter(text).filter_map(|c| day(&c, known)).collect()
}

fn day(found: &regex::Captures<'_>, known: &str) -> Option<String> {
    let part = |i: usize| found.get(i).map(|m| m.as_str());
    let iso = |year: &str, month: u8, day: &str| format!("{year}-{month:02}-{day:0>2}");
    if let (Some(year), Some(month), Some(day)) = (part(1), part(2), part(3)) {
        return Some(iso(year, month.parse().ok()?, day));
    }
    let (day, name) = (part(4)?, part(5)?);
    let month = match name.parse() {
        // "16.42" is a time of day unless a year follows.
        Ok(month) => part(6).map(|_| month)?,
        Err(_) => *furniture().months.get(&name.to_lowercase())?,
    };
    Some(iso(part(6).or(known.get(..4))?, month, day))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn when(text: &str) -> When {
        text.parse().expect("EDTF")
    }

    #[test]
    fn date_lines_of_every_precision() {
        let found = date_line(" date 2025-09-02 De president").expect("a date line");
        assert_eq!((found.len, found.date.as_str()), (17, "2025-09-02"));
        assert_eq!(date_line("date 2021\ntekst").expect("a year").date, "2021");
        assert_eq!(date_line("De date was 2021"), None);
    }

    #[test]
    fn only_days_that_exist() {
        assert_eq!(published("2024-02-29"), Some(when("2024-02-29")));
        assert_eq!(published("2021-03"), Some(when("2021-03")));
        assert_eq!(published("2025-09-02T11:29:00+02:00"), Some(when("2025-09-02")));
        for wrong in ["0000-01-01", "0000", "2023-02-29", "2023-13", "2023-00-10", "gisteren", ""] {
            assert_eq!(published(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn furniture_makes_a_month_a_day() {
        let dated = |texts: &[&str]| texts.iter().map(|t| (*t).to_owned()).collect::<Vec<_>>();
        let month = when("2025-07");
        let found = |texts| narrowed(&month, &dated(texts));
        assert_eq!(found(&["Maandag 28 juli, 17:52 • Door Redactie"]), Some(when("2025-07-28")));
        assert_eq!(found(&["29/07/2025 om 07:12"]), Some(when("2025-07-29")));
        assert_eq!(found(&["https://krant.nl/2025/07/03/bericht"]), Some(when("2025-07-03")));
        assert_eq!(found(&["woensdag, 16:25"]), None);
        assert_eq!(found(&["2 maart 2019"]), None);
        assert_eq!(narrowed(&when("2025-07-01"), &dated(&["2 juli 2025"])), None);
    }
}
