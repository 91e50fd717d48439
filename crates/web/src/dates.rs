//! Dates as people write them.

use crate::{draw::Step, words::Words};
use jiff::civil::Date;
use kroniek_model::{Precision, When};
use maud::{Markup, html};

/// A date in the words of a language: `2 september 2025`, `september 2025`, `omstreeks 1998`, `vanaf 2024`.
pub fn date(words: &Words, when: &When) -> String {
    let plain = match (when.is_interval(), when.start(), when.end()) {
        (false, ..) => point(words, when),
        (true, Some(a), Some(b)) => stretch(words, &a, &b),
        (true, Some(a), None) => words.with("date.from", &[("date", &point(words, &a))]),
        (true, None, Some(b)) => words.with("date.until", &[("date", &point(words, &b))]),
        (true, None, None) => when.to_string(),
    };
    let about = if when.is_approximate() { words.t("date.about") } else { "{date}" };
    let sure = if when.is_uncertain() { " (?)" } else { "" };
    about.replace("{date}", &plain) + sure
}

/// From one date to another, what both share told once: `1–3 september 2025`.
fn stretch(words: &Words, a: &When, b: &When) -> String {
    match (a.day(), b.day()) {
        (Some(x), Some(y)) => days(words, x, y),
        _ => format!("{} – {}", point(words, a), point(words, b)),
    }
}

fn days(words: &Words, first: Date, last: Date) -> String {
    let end = day(words, last);
    let same = first.year() == last.year();
    match (same, same && first.month() == last.month()) {
        (_, true) => {
            words.with("date.days", &[("first", &first.day().to_string()), ("last", &end)])
        }
        (true, _) => {
            let start = day(words, first).replace(&format!(" {}", first.year()), "");
            format!("{start} – {end}")
        }
        _ => format!("{} – {end}", day(words, first)),
    }
}

fn point(words: &Words, when: &When) -> String {
    let (Some(first), Some(last)) = (when.earliest(), when.latest()) else {
        return when.to_string();
    };
    match when.precision() {
        Precision::Day if first == last => day(words, first),
        Precision::Month => format!("{} {}", month(words, first), first.year()),
        Precision::Year => first.year().to_string(),
        Precision::Unknown => when.to_string(),
        _ => days(words, first, last),
    }
}

/// A day: `2 september 2025`.
pub fn day(words: &Words, day: Date) -> String {
    let (d, y) = (day.day().to_string(), day.year().to_string());
    words.with("date.day", &[("day", &d), ("month", month(words, day)), ("year", &y)])
}

/// A day, a month or a year as it stands over an axis: `2 sep 2025`, `sep 2025`, `2025`.
pub fn tick(words: &Words, day: Date, step: Step) -> String {
    let month = words.t("date.short").split(' ').nth(day.month() as usize - 1).unwrap_or_default();
    match step {
        Step::Day | Step::Week => format!("{} {month} {}", day.day(), day.year()),
        Step::Months(_) => format!("{month} {}", day.year()),
        Step::Years(_) => day.year().to_string(),
    }
}

fn month(words: &Words, day: Date) -> &str {
    let all: Vec<&str> = words.t("date.months").split(' ').collect();
    all.get(day.month() as usize - 1).copied().unwrap_or_default()
}

/// A date as an element that machines read too.
pub fn time(words: &Words, when: &When) -> Markup {
    let text = date(words, when);
    match when.day() {
        Some(day) => html! { time datetime=(day) { (text) } },
        None => html! { time title=(when) { (text) } },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_short() {
        let day = Date::constant(2025, 3, 2);
        let nl = |step| tick(Words::of("nl"), day, step);
        assert_eq!(nl(Step::Week), "2 mrt 2025");
        assert_eq!(nl(Step::Months(3)), "mrt 2025");
        assert_eq!(nl(Step::Years(1)), "2025");
        for lang in crate::words::LANGUAGES {
            assert_eq!(Words::of(lang).t("date.short").split(' ').count(), 12);
        }
    }

    #[test]
    fn dates_are_told_as_precisely_as_they_are_known() {
        let nl = |edtf: &str| date(Words::of("nl"), &edtf.parse().expect("EDTF"));
        assert_eq!(nl("2025-09-02"), "2 september 2025");
        assert_eq!(nl("2025-09"), "september 2025");
        assert_eq!(nl("2025"), "2025");
        assert_eq!(nl("1998~"), "omstreeks 1998");
        assert_eq!(nl("2025-09-02?"), "2 september 2025 (?)");
        assert_eq!(nl("2025-09-01/2025-09-03"), "1–3 september 2025");
        assert_eq!(nl("2025-08-31/2025-09-03"), "31 augustus – 3 september 2025");
        assert_eq!(nl("2024-12-31/2025-01-02"), "31 december 2024 – 2 januari 2025");
        assert_eq!(nl("2024/2025-03"), "2024 – maart 2025");
        assert_eq!(nl("2024/.."), "vanaf 2024");
        assert_eq!(nl("../2024-05"), "tot en met mei 2024");
        assert_eq!(nl("199X"), "1 januari 1990 – 31 december 1999");
        let en = date(Words::of("en"), &"2025-09-02".parse().expect("EDTF"));
        assert_eq!(en, "2 September 2025");
    }
}
