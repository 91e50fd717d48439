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

/// There were no newspapers before (the first known is of 1605).
const FIRST_YEAR: i16 = 1600;

/// A publication date as reports give it: EDTF (`2025`, `2025-09`, a time stamp), `20250902`, or a day with its year
/// in words or numbers; `None` where it is no date, or none that a report can have.
pub(crate) fn published(given: &str) -> Option<When> {
    let given = given.trim();
    let when = given.parse().ok().or_else(|| compact(given)).or_else(|| day_in(given))?;
    possible(&when).then_some(when)
}

fn possible(when: &When) -> bool {
    when.earliest().is_some_and(|day| day.year() >= FIRST_YEAR)
}

fn compact(given: &str) -> Option<When> {
    let digits = given.len() == 8 && given.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| format!("{}-{}-{}", &given[..4], &given[4..6], &given[6..]).parse().ok())?
}

/// The first day with a year that stands in a text such as "Tue, 2 Sep 2025 10:00" or an address.
pub(crate) fn day_in(text: &str) -> Option<When> {
    days(text, None).into_iter().find(possible)
}

/// A publication date known by year or month only, made a day by the first day in `furniture` that lies in it.
pub(crate) fn narrowed(known: &When, dated: &[String]) -> Option<When> {
    let year = known.earliest()?.year();
    let mut days = dated.iter().flat_map(|text| days(text, Some(year)));
    days.find(|day| known.days() > 1 && known.contains(day))
}

/// The days named in a text; one without a year is taken to lie in `year`.
fn days(text: &str, year: Option<i16>) -> Vec<When> {
    static DAYS: LazyLock<Regex> = LazyLock::new(|| {
        let figures = r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})";
        let words = r"(\d{1,2})[ ./-](\d{1,2}|\p{L}+)\.?(?:[ ./-](\d{4}))?";
        regex(&format!(r"\b{figures}\b|\b{words}\b"))
    });
    DAYS.captures_iter(text).filter_map(|c| day(&c, year)).collect()
}

fn day(found: &regex::Captures<'_>, year: Option<i16>) -> Option<When> {
    let part = |i: usize| found.get(i).map(|m| m.as_str());
    let number = |i: usize| part(i).and_then(|p| p.parse::<i16>().ok());
    let iso = |year: i16, month: i16, day: i16| {
        format!("{year:04}-{month:02}-{day:02}").parse::<When>().ok()
    };
    if let (Some(year), Some(month), Some(day)) = (number(1), number(2), number(3)) {
        return iso(year, month, day);
    }
    // "16.42" is a time of day unless a year follows.
    let month = match number(5) {
        Some(month) => number(6).map(|_| month)?,
        None => i16::from(*furniture().months.get(&part(5)?.to_lowercase())?),
    };
    iso(number(6).or(year)?, month, number(4)?)
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
        assert_eq!(published("20250902"), Some(when("2025-09-02")));
        assert_eq!(published("Tue, 02 Sep 2025 10:00:00 GMT"), Some(when("2025-09-02")));
        assert_eq!(published("2-9-2025"), Some(when("2025-09-02")));
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
