//! A slider through the years of the record, for drawings of a stretch of time.

use super::period::{self, Period};
use crate::{ask::Ask, parts, trouble::Trouble};
use jiff::civil::Date;
use maud::{Markup, html};

/// The stretch of time of the address: from one date to another, or where neither is said a `year`.
///
/// # Errors
/// A field means nothing, or the record cannot be read.
pub fn shown(ask: &Ask) -> Result<Option<Period>, Trouble> {
    of_year(ask)?.map_or_else(|| period::period(ask), |p| Ok(Some(p)))
}

/// The year of the slider.
fn of_year(ask: &Ask) -> Result<Option<Period>, Trouble> {
    let dates = ["from", "to"].iter().any(|name| ask.query.get(name).is_some());
    let Some(said) = ask.query.get("year").filter(|_| !dates) else { return Ok(None) };
    let wrong = || Trouble::Value("year", said.to_owned());
    let year: i16 = said.parse().map_err(|_| wrong())?;
    let day = |month, day| Date::new(year, month, day).map_err(|_| wrong());
    Ok(Some(Period { from: day(1, 1)?, to: day(12, 31)? }))
}

/// The slider, and links to the years beside the one that is shown; whatever else the address asks for stays.
pub fn slider(ask: &Ask, years: &[(i16, u64)], shown: Option<Period>) -> Markup {
    let (Some((first, _)), Some((last, _))) = (years.first(), years.last()) else {
        return html! {};
    };
    let at = shown.map_or(*last, |p| p.to.year()).clamp(*first, *last);
    let near = |year: i16| (*first..=*last).contains(&year).then_some(year);
    let of = |year: &str| {
        let fields = [("year", year), ("from", ""), ("to", ""), ("as_of", "")];
        format!("{}{}", ask.path, ask.query.with_all(&fields))
    };
    let link = |year: i16| of(&year.to_string());
    html! {
        form.slider action=(ask.path) {
            label for="year" { (ask.t("field.year")) }
            span.number { (first) }
            input #year type="range" name="year" min=(first) max=(last) value=(at) list="years";
            span.number { (last) }
            datalist #years { @for (year, _) in years { option value=(year) {} } }
            (parts::kept(ask, &["year", "from", "to", "as_of", "lang"]))
            button type="submit" { (ask.t("asof.show")) }
            @if let Some(year) = near(at - 1) { a rel="prev" href=(link(year)) { "← " (year) } }
            strong { @if shown.is_some_and(|p| p.days() < 367) { (at) } }
            @if let Some(year) = near(at + 1) { a rel="next" href=(link(year)) { (year) " →" } }
            a href=(of("")) { (ask.t("timeline.all")) }
        }
    }
}
