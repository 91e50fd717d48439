//! Whom reports introduce: persons, with whose they are and in which office, from when to when and by which reports.

use super::find::Who;
use crate::{
    Record,
    day::{Day, Stretch},
    error::Result,
    fold::fold,
    store::Key,
};
use kroniek_model::{StableId, When};
use rusqlite::{Connection, OptionalExtension, Row, params, params_from_iter, types::Value};
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
                Who::Code(code, _) => {
                    conditions.push("o.code = ?".to_owned());
                    values.push(Value::Text(code));
                }
                Who::Persons(_) => {
                    let (words, texts) = named(name);
                    conditions.push(words);
                    values.extend(texts);
                }
            }
        }
        let day = |w: &When| Stretch::of(w);
        let lo = filter.from.as_ref().map_or(Day::MIN, |w| day(w).lo);
        let hi = filter.to.as_ref().map_or(Day::MAX, |w| day(w).hi);
        let asked = conditions.join(" AND ");
        self.ask(|c| {
            let mut told = offices(c, &asked, &values, (lo, hi))?;
            told.sort_by(|a, b| b.order().cmp(&a.order()).then_with(|| a.who.cmp(&b.who)));
            let page =
                told.into_iter().skip(filter.offset).take(filter.limit.unwrap_or(usize::MAX));
            page.map(|o| o.shown(c)).collect()
        })
    }

    /// Whether a report introduces somebody in whose name all these words stand.
    pub(super) fn is_introduced(&self, name: &str) -> Result<bool> {
        let (condition, words) = named(name);
        if words.is_empty() {
            return Ok(false);
        }
        let sql = format!("SELECT EXISTS (SELECT 1 FROM offices o WHERE {condition})");
        self.ask(|c| c.prepare(&sql)?.query_row(params_from_iter(&words), |r| r.get(0)))
    }
}

/// The condition that all words of a name stand in that of a person, and the words.
fn named(name: &str) -> (String, Vec<Value>) {
    let folded = fold(name);
    let words: Vec<Value> = folded.split_whitespace().map(|w| Value::Text(w.to_owned())).collect();
    let each = "' ' || o.folded || ' ' LIKE '% ' || ? || ' %'";
    (vec![each; words.len()].join(" AND "), words)
}

/// An office with the reports of a stretch of time that tell of it.
struct Told {
    /// Code, folded name and office.
    who: (String, String, String),
    name: String,
    reports: i64,
    /// Days and reports, dated ones before others; the first and the last.
    first: (Day, Key),
    last: (Day, Key),
}

impl Told {
    /// Those told of last and most often come first.
    fn order(&self) -> (Day, i64) {
        (self.last.0, self.reports)
    }

    /// Takes in the same office of a name that is spelled otherwise.
    fn join(&mut self, other: Told) {
        self.reports += other.reports;
        self.name = self.name.clone().min(other.name);
        if dated_first(&other.first) < dated_first(&self.first) {
            self.first = other.first;
        }
        if (other.last.0, other.last.1.0) > (self.last.0, self.last.1.0) {
            self.last = other.last;
        }
    }

    fn shown(self, c: &Connection) -> rusqlite::Result<Office> {
        let mut ask = c.prepare_cached("SELECT published, doc FROM reports WHERE id = ?1")?;
        let mut report = |id: Key| {
            ask.query_row([id], |r| Ok((r.get::<_, Option<String>>(0)?, r.get::<_, String>(1)?)))
        };
        let (first, last) = (report(self.first.1)?, report(self.last.1)?);
        let mut sources = vec![first.1, last.1];
        sources.dedup();
        let (code, _, office) = self.who;
        Ok(Office {
            name: self.name,
            code,
            office: Some(office).filter(|o| !o.is_empty()),
            first: first.0,
            last: last.0,
            reports: self.reports as u64,
            sources,
        })
    }
}

/// An undated report is first only where no other is.
fn dated_first((day, report): &(Day, Key)) -> (bool, Day, StableId) {
    (*day == Day::MIN, *day, report.0)
}

/// The offices that a condition on `offices o` chooses, each once, as reports of these days tell of them.
fn offices(
    c: &Connection,
    condition: &str,
    values: &[Value],
    days: (Day, Day),
) -> rusqlite::Result<Vec<Told>> {
    let sql = format!(
        "SELECT o.nr, o.code, o.folded, o.office, o.name, o.reports FROM offices o WHERE {condition}
         ORDER BY o.code, o.folded, o.office, o.name"
    );
    let mut out: Vec<Told> = Vec::new();
    let mut ask = c.prepare_cached(&sql)?;
    let mut rows = ask.query(params_from_iter(values))?;
    while let Some(r) = rows.next()? {
        let who = (r.get(1)?, r.get(2)?, r.get(3)?);
        let Some(told) = told(c, r.get(0)?, (who, r.get(4)?, r.get(5)?), days)? else { continue };
        match out.last_mut().filter(|o| o.who == told.who) {
            Some(same) => same.join(told),
            None => out.push(told),
        }
    }
    Ok(out)
}

/// One office as reports of these days tell of it, if any does.
fn told(
    c: &Connection,
    office: i64,
    (who, name, all): ((String, String, String), String, i64),
    (lo, hi): (Day, Day),
) -> rusqlite::Result<Option<Told>> {
    let end = |condition: &str, way: &str| {
        let sql = format!(
            "SELECT day, report FROM held WHERE office = ?1 AND day BETWEEN ?2 AND ?3 {condition}
             ORDER BY day {way}, report {way} LIMIT 1"
        );
        let row = |r: &Row| Ok((r.get(0)?, r.get(1)?));
        c.prepare_cached(&sql)?.query_row(params![office, lo, hi], row).optional()
    };
    let Some(last) = end("", "DESC")? else { return Ok(None) };
    let first = end("AND day > -2147483648", "ASC")?.unwrap_or(last);
    let reports = match (lo, hi) {
        (Day::MIN, Day::MAX) => all,
        _ => {
            let sql = "SELECT count(*) FROM held WHERE office = ?1 AND day BETWEEN ?2 AND ?3";
            c.prepare_cached(sql)?.query_row(params![office, lo, hi], |r| r.get(0))?
        }
    };
    Ok(Some(Told { who, name, reports, first, last }))
}
