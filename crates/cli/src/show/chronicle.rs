//! Events as a chronicle: day by day, each with the sentence that says so.

use super::{
    FAINT, Out, STRONG, date, names, of_quad, short, styled,
    words::{columns, on_one_line, wrapped},
};
use crate::ui;
use kroniek_model::Status;
use kroniek_record::EventRow;
use std::io::{Result, Write};

/// Blanks before what belongs to an event.
const INDENT: usize = 11;

/// A chronicle as it is written: it knows the last day that it named.
pub struct Chronicle {
    width: Option<usize>,
    day: Option<String>,
}

impl Chronicle {
    /// An empty chronicle for a terminal of so many columns; none for lines as long as they come.
    pub fn new(width: Option<usize>) -> Self {
        Chronicle { width, day: None }
    }

    /// Writes an event, and its day where that is another than the last.
    pub fn event(&mut self, out: &mut Out, row: &EventRow) -> Result<()> {
        let day = day(row);
        if self.day.as_ref() != Some(&day) {
            if self.day.is_some() {
                writeln!(out)?;
            }
            writeln!(out, "{}", styled(STRONG, &day))?;
            self.day = Some(day);
        }
        let kind = styled(of_quad(row.event.codes.quad), format!("{:<9}", row.event.event_type));
        self.indented(out, &kind, &deed(row), |l| l.to_owned())?;
        let sentence = format!("“{}”", on_one_line(&row.sentence));
        self.indented(out, "", &sentence, |l| l.to_owned())?;
        for contradiction in contradictions(row) {
            self.indented(out, "", &contradiction, |l| l.to_owned())?;
        }
        self.indented(out, "", &sources(row), |l| styled(FAINT, l))
    }

    fn indented(
        &self,
        out: &mut Out,
        head: &str,
        text: &str,
        style: impl Fn(&str) -> String,
    ) -> Result<()> {
        let lines = match self.width {
            Some(width) => wrapped(text, width.saturating_sub(INDENT + 2).max(20)),
            None => vec![text.to_owned()],
        };
        for (n, line) in lines.iter().enumerate() {
            let head = if n == 0 { head } else { "" };
            let used = columns(&anstream::adapter::strip_str(head).to_string());
            let blanks = " ".repeat(INDENT.saturating_sub(used));
            writeln!(out, "  {head}{blanks}{}", style(line))?;
        }
        Ok(())
    }
}

/// The day as EDTF; of an event without a date the day on which it was reported.
fn day(row: &EventRow) -> String {
    match (&row.event.date, &row.event.first_published) {
        (Some(day), _) => day.to_string(),
        (None, Some(day)) => ui::fill("reported", &[day]),
        (None, None) => ui::say("undated").to_owned(),
    }
}

/// Who, to whom, where, how certain and who says so.
fn deed(row: &EventRow) -> String {
    let e = &row.event;
    let mut out = names(&e.source);
    if !e.target.is_empty() {
        out += &format!(" → {}", names(&e.target));
    }
    if let Some(place) = &e.place {
        out += &format!(", {}", place.name);
    }
    let said = e.said_by.as_ref().map(|s| ui::fill("by", &[&super::who(s)])).unwrap_or_default();
    if e.status != Status::Happened || !said.is_empty() {
        out += &format!(" — {}{said}", e.status);
    }
    out
}

/// Each field in which the reports contradict each other, with all its values.
fn contradictions(row: &EventRow) -> Vec<String> {
    let e = &row.event;
    let told = |field: &str| {
        let of = e.alternatives.iter().filter(|a| a.field == field);
        let values: Vec<String> = of.map(|a| format!("{} ({})", a.value, a.independent)).collect();
        ui::fill("differ", &[&ui::heading(field), &values.join(", ")])
    };
    e.contradicted().into_iter().map(told).collect()
}

/// The reports that tell it, and the identifier to ask more by.
fn sources(row: &EventRow) -> String {
    let more = u64::from(row.event.reports).saturating_sub(row.sources.len() as u64);
    let more = if more > 0 { ui::fill("more", &[&more]) } else { String::new() };
    format!("{}{more} · {} {}", row.sources.join(", "), row.event.kind, short(row.event.id))
}

/// For tables: the date with its uncertainty, or the day of the first report in brackets.
pub fn dated(row: &EventRow) -> String {
    match (&row.event.date, &row.event.first_published) {
        (None, Some(day)) => format!("({day})"),
        (day, _) => date(day.as_ref()),
    }
}
