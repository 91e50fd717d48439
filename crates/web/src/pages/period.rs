//! The stretch of time that a drawing shows, and the links that move and zoom it.

use crate::{ask::Ask, dates, draw::Scale, trouble::Trouble};
use jiff::{ToSpan, civil::Date};
use kroniek_model::When;
use maud::{Markup, html};
use serde::Serialize;

/// Days that links zoom to.
const SPANS: [i32; 8] = [36_525, 10_958, 3_653, 1_096, 365, 91, 31, 7];
/// Of a hundred exchanges so many lie before and after what is shown where no dates are asked for.
const EDGE: u64 = 5;

/// A stretch of days, both ends included; serialised as the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(into = "[When; 2]")]
pub struct Period {
    /// The first day.
    pub from: Date,
    /// The last.
    pub to: Date,
}

impl From<Period> for [When; 2] {
    fn from(p: Period) -> Self {
        [p.from, p.to].map(When::from)
    }
}

/// The stretch of the address; where an end is missing, that of the years in which most took place; none in a record
/// without exchanges that is asked for no dates.
///
/// # Errors
/// A date is none, the end is before the beginning, or the record cannot be read.
pub fn period(ask: &Ask) -> Result<Option<Period>, Trouble> {
    let (from, to) = (ask.query.date("from")?, ask.query.date("to")?);
    let (from, to) = (from.and_then(|d| d.earliest()), to.and_then(|d| d.latest()));
    let usual = match (from, to) {
        (Some(_), Some(_)) => None,
        _ => usual(ask)?,
    };
    let from = from.or(usual.map(|p| p.from).filter(|d| to.is_none_or(|to| *d <= to))).or(to);
    let to = to.or(usual.map(|p| p.to).filter(|d| from.is_none_or(|from| from <= *d))).or(from);
    match (from, to) {
        (Some(from), Some(to)) if from > to => Err(Trouble::Value("to", to.to_string())),
        (Some(from), Some(to)) => Ok(Some(Period { from, to })),
        _ => Ok(None),
    }
}

/// Years and how many exchanges between actors each has.
///
/// # Errors
/// The record cannot be read.
pub fn years(ask: &Ask) -> Result<Vec<(i16, u64)>, Trouble> {
    let all = ask.record.shares("", Default::default(), &Default::default())?;
    Ok(all.iter().filter_map(|s| Some((s.period.parse().ok()?, s.of))).collect())
}

fn usual(ask: &Ask) -> Result<Option<Period>, Trouble> {
    let years = years(ask)?;
    let Some((first, last)) = most(&years) else { return Ok(None) };
    let (from, to) = (Date::new(first, 1, 1).ok(), Date::new(last, 12, 31).ok());
    Ok(from.zip(to).map(|(from, to)| Period { from, to }))
}

/// The years between which nearly all lies.
fn most(years: &[(i16, u64)]) -> Option<(i16, i16)> {
    let mut backwards = years.to_vec();
    backwards.reverse();
    Some((past_the_edge(years)?, past_the_edge(&backwards)?))
}

/// The first year up to which more lies than is left out.
fn past_the_edge(years: &[(i16, u64)]) -> Option<i16> {
    let all: u64 = years.iter().map(|(_, n)| n).sum();
    let mut sum = 0;
    let reached = |(_, n): &&(i16, u64)| {
        sum += n;
        sum * 100 > all * EDGE
    };
    years.iter().find(reached).map(|(year, _)| *year)
}

impl Period {
    /// How many days.
    pub fn days(self) -> i32 {
        (self.to - self.from).get_days() + 1
    }

    /// So many days around the same middle.
    fn around(self, days: i32) -> Self {
        let from = later(self.from, (self.days() - days) / 2);
        Period { from, to: later(from, days - 1) }
    }

    /// As many days, so many later.
    fn moved(self, days: i32) -> Self {
        Period { from: later(self.from, days), to: later(self.to, days) }
    }

    /// The same page for this stretch.
    pub fn link(self, ask: &Ask) -> String {
        let (from, to) = (self.from.to_string(), self.to.to_string());
        format!("{}{}", ask.path, ask.query.with_all(&[("from", &from), ("to", &to)]))
    }

    /// The stretch in words.
    pub fn words(self, ask: &Ask) -> String {
        let [from, to] = [self.from, self.to].map(|d| dates::day(ask.words, d));
        ask.words.with("timeline.lead", &[("from", &from), ("to", &to)])
    }

    /// Ticks of an axis of it: the first day, the label, a link to that day, month or year.
    pub fn ticks(self, ask: &Ask, width: f64) -> Vec<(Date, String, String)> {
        let scale = Scale::new(self.from, self.to, width);
        let step = scale.step();
        let tick = |(from, to): (Date, Date)| {
            (from, dates::tick(ask.words, from, step), Period { from, to }.link(ask))
        };
        scale.ticks().into_iter().map(tick).collect()
    }
}

/// Days later, within what calendars hold: the years from 1 to 9999.
fn later(day: Date, days: i32) -> Date {
    day.saturating_add(i64::from(days).days()).max(Date::constant(1, 1, 1))
}

/// Links that move and zoom; they need no script.
pub fn moves(ask: &Ask, p: Period) -> Markup {
    let half = (p.days() / 2).max(1);
    let links = [
        ("before", "timeline.before", p.moved(-half)),
        ("in", "timeline.in", p.around((p.days() / 2).max(1))),
        ("out", "timeline.out", p.around(p.days().saturating_mul(2).min(SPANS[0] * 20))),
        ("after", "timeline.after", p.moved(half)),
    ];
    html! {
        nav.moves aria-label=(ask.t("timeline.move")) {
            p { @for (what, words, to) in links { a data-move=(what) href=(to.link(ask)) { (ask.t(words)) } " " } }
            p {
                @for days in SPANS {
                    a href=(p.around(days).link(ask)) aria-current=[(p.days() == days).then_some("true")] {
                        (ask.t(&format!("timeline.span.{days}")))
                    } " "
                }
                a href={ (ask.path) (ask.query.with_all(&[("from", ""), ("to", "")])) } { (ask.t("timeline.all")) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_far_away_years_are_not_shown_unasked() {
        let years = [(1945, 1), (2023, 30), (2024, 40), (2025, 30), (2050, 1)];
        assert_eq!(most(&years), Some((2023, 2025)));
        assert_eq!(most(&[(2025, 1)]), Some((2025, 2025)));
        assert_eq!(most(&[]), None);
    }

    proptest::proptest! {
        #[test]
        fn zooming_keeps_the_middle_and_moving_the_length(days in 1i32..40_000, to in 1i32..40_000) {
            let from = Date::constant(1900, 1, 1);
            let p = Period { from, to: later(from, days - 1) };
            let zoomed = p.around(to);
            proptest::prop_assert_eq!(zoomed.days(), to);
            let middle = |p: Period| (p.from - from).get_days() * 2 + p.days();
            proptest::prop_assert!((middle(zoomed) - middle(p)).abs() <= 2);
            proptest::prop_assert_eq!(p.moved(to).days(), p.days());
        }
    }

    #[test]
    fn there_is_no_time_before_the_first_year() {
        let p = Period { from: Date::constant(1, 1, 1), to: Date::constant(1, 12, 31) };
        assert_eq!(p.moved(-100).from, Date::constant(1, 1, 1));
    }
}
