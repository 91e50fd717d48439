//! Whom reports introduce: persons, with whose they are and in which office, from when to when and by which reports.

use super::find::Who;
use crate::{Record, day::Stretch, error::Result, fold::fold, store::list};
use kroniek_model::When;
use rusqlite::{Row, params_from_iter, types::Value};
use serde::Serialize;

/// An office as reports give it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Office {
    /// Name of the person, as one of them spells it.
    pub name: String,
    /// State or organisation.
    pub code: String,
    /// Office, in English; none where the reports give none.
    pub office: Option<String>,
    /// First publication date of a report that says so.
    pub first: Option<String>,
    /// Last publication date of a report that says so.
    pub last: Option<String>,
    /// Number of reports that say so.
    pub reports: u64,
    /// The first and the last report that say so.
    pub sources: Vec<String>,
}

/// Which persons; all conditions hold together, an empty one asks nothing.
#[derive(Debug, Clone, Default)]
pub struct PeopleFilter {
    /// Code of whose they are, or words of the name.
    pub actor: Option<String>,
    /// Told of in reports that appeared on this date or later.
    pub from: Option<When>,
    /// Told of in reports that appeared by this date.
    pub to: Option<When>,
    /// At most so many.
    pub limit: Option<usize>,
    /// After so many.
    pub offset: usize,
}

/// Publication date and identifier of a report in one text, so that the least is the first; the sign between stands
/// in neither. An undated report (`none`) is first or last only where no other is.
fn dated(none: &str) -> String {
    format!("ifnull(r.published, '{none}') || char(9) || r.doc")
}

impl Record {
    /// Persons and their offices, those told of last and most often first.
    ///
    /// # Errors
    /// Nobody in the record goes by the name, or the store cannot be read.
    pub fn people(&self, filter: &PeopleFilter) -> Result<Vec<Office>> {
        let mut conditions = vec!["1".to_owned()];
        let mut values = Vec::new();
        if let Some(name) = &filter.actor {
            match self.who(name)? {
                Who::Code(code) => {
                    conditions.push("p.code = ?".to_owned());
                    values.push(Value::Text(code));
                }
                Who::Persons(_) => {
                    let (words, texts) = named(name);
                    conditions.push(words);
                    values.extend(texts);
                }
            }
        }
        let days = [
            ("r.day >= ?", filter.from.as_ref().map(|w| Stretch::of(w).lo)),
            ("r.day <= ?", filter.to.as_ref().map(|w| Stretch::of(w).hi)),
        ];
        for (condition, day) in days {
            if let Some(day) = day {
                conditions.push(condition.to_owned());
                values.push(Value::Integer(day.into()));
            }
        }
        let limit = filter.limit.map_or(-1, |n| i64::try_from(n).unwrap_or(i64::MAX));
        let sql =
            format!(
            "SELECT p.name, p.code, p.office, min({}), max({}), count(DISTINCT r.id), max(r.day)
             FROM people p JOIN reports r ON r.id = p.report WHERE {}
             GROUP BY p.folded, p.code, p.office
             ORDER BY 7 DESC, 6 DESC, p.folded, p.code, p.office LIMIT {limit} OFFSET {}",
            dated("~"), dated(""), conditions.join(" AND "), filter.offset
        );
        self.ask(|c| list(c, &sql, params_from_iter(&values), office))
    }

    /// Whether a report introduces somebody in whose name all these words stand.
    pub(super) fn is_introduced(&self, name: &str) -> Result<bool> {
        let (condition, words) = named(name);
        if words.is_empty() {
            return Ok(false);
        }
        let sql = format!("SELECT EXISTS (SELECT 1 FROM people p WHERE {condition})");
        self.ask(|c| c.prepare(&sql)?.query_row(params_from_iter(&words), |r| r.get(0)))
    }
}

/// The condition that all words of a name stand in that of a person, and the words.
fn named(name: &str) -> (String, Vec<Value>) {
    let folded = fold(name);
    let words: Vec<Value> = folded.split_whitespace().map(|w| Value::Text(w.to_owned())).collect();
    let each = "' ' || p.folded || ' ' LIKE '% ' || ? || ' %'";
    (vec![each; words.len()].join(" AND "), words)
}

fn office(r: &Row) -> rusqlite::Result<Office> {
    let (first, last): (String, String) = (r.get(3)?, r.get(4)?);
    let (first, of_first) = first.split_once('\t').unwrap_or_default();
    let (last, of_last) = last.split_once('\t').unwrap_or_default();
    let date = |text: &str| Some(text.to_owned()).filter(|t| !t.is_empty() && t != "~");
    let mut sources = vec![of_first.to_owned(), of_last.to_owned()];
    sources.dedup();
    Ok(Office {
        name: r.get(0)?,
        code: r.get(1)?,
        office: r.get(2)?,
        first: date(first),
        last: date(last),
        reports: r.get::<_, i64>(5)? as u64,
        sources,
    })
}
