//! Which events are asked for, as SQL.

use super::find::Who;
use crate::{
    Record,
    day::{Day, Stretch},
    error::{RecordError, Result},
    store::Key,
};
use kroniek_model::{EventType, Status, When};
use rusqlite::types::{ToSql, Value};

/// Which events are asked for; all conditions hold together, an empty one asks nothing.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Events whose date reaches into or past this one.
    pub from: Option<When>,
    /// Events whose date begins in or before this one.
    pub to: Option<When>,
    /// Reading types, any of them.
    pub types: Vec<EventType>,
    /// Statuses, any of them.
    pub statuses: Vec<Status>,
    /// Codes or names of persons, all of which take part; accents and case do not matter.
    pub actors: Vec<String>,
    /// Words that all stand in the evidence of one claim; accents and case do not matter, `"…"` keeps words together.
    pub text: Option<String>,
    /// Only what was published by the end of this date, told as it was known then.
    pub known_by: Option<When>,
    /// Latest first instead of earliest first.
    pub newest_first: bool,
    /// At most so many.
    pub limit: Option<usize>,
    /// After so many.
    pub offset: usize,
}

/// A question about events ready to be asked.
pub(super) struct Query {
    /// From `FROM` on, without order and limit.
    pub from: String,
    pub values: Vec<Value>,
    /// `ORDER BY … LIMIT …`.
    pub order: String,
}

impl Query {
    pub fn params(&self) -> Vec<&dyn ToSql> {
        self.values.iter().map(|v| v as &dyn ToSql).collect()
    }
}

impl Filter {
    /// Looks up the actors and writes the question.
    pub(super) fn query(&self, record: &Record) -> Result<Query> {
        let who = self.actors.iter().map(|a| record.who(a)).collect::<Result<Vec<_>>>()?;
        let mut q = Builder::new(&who);
        self.dates(&mut q);
        q.any("e.type", self.types.iter().map(|t| t.as_str()));
        q.any("e.status", self.statuses.iter().map(|s| s.as_str()));
        if let Some(words) = &self.text {
            q.condition(
                "e.id IN (SELECT c.event FROM evidence f JOIN claims c ON c.id = f.rowid WHERE evidence MATCH ?)",
                vec![Value::Text(matching(words)?)],
            );
        }
        let way = if self.newest_first { "DESC" } else { "ASC" };
        let limit = self.limit.map_or(-1, |n| i64::try_from(n).unwrap_or(i64::MAX));
        let (day, id) = q.sorted_by;
        Ok(Query {
            order: format!("ORDER BY {day} {way}, {id} {way} LIMIT {limit} OFFSET {}", self.offset),
            from: q.sql(),
            values: q.values,
        })
    }

    fn dates(&self, q: &mut Builder) {
        let day = |d: Day| vec![Value::Integer(d.into())];
        if let Some(from) = &self.from {
            q.condition("e.hi >= ?", day(Stretch::of(from).lo));
        }
        if let Some(to) = &self.to {
            let last = Stretch::of(to).hi;
            q.condition("e.lo <= ?", day(last));
            q.condition(&format!("{} <= ?", q.sorted_by.0), day(last));
        }
        if let Some(known) = &self.known_by {
            q.condition("e.known <= ?", day(Stretch::of(known).hi));
        }
    }
}

struct Builder {
    tables: String,
    conditions: Vec<String>,
    values: Vec<Value>,
    /// The columns of the table that is walked, so that its order serves.
    sorted_by: (&'static str, &'static str),
}

impl Builder {
    /// Walks the events of the first actor, or all.
    fn new(who: &[Who]) -> Self {
        let mut q = Builder {
            tables: "events e".to_owned(),
            conditions: Vec::new(),
            values: Vec::new(),
            sorted_by: ("e.day", "e.id"),
        };
        for (n, w) in who.iter().enumerate() {
            match w {
                Who::Code(code) if n == 0 => {
                    q.tables = "event_actors a CROSS JOIN events e ON e.id = a.event".to_owned();
                    q.sorted_by = ("a.day", "a.event");
                    q.condition("a.code = ?", vec![Value::Text(code.clone())]);
                }
                Who::Code(code) => q.condition(
                    "EXISTS (SELECT 1 FROM event_actors x WHERE x.code = ? AND x.day = e.day AND x.event = e.id)",
                    vec![Value::Text(code.clone())],
                ),
                Who::Persons(ids) => {
                    let marks = vec!["?"; ids.len()].join(", ");
                    q.condition(
                        &format!("e.id IN (SELECT event FROM event_persons WHERE person IN ({marks}))"),
                        ids.iter().map(|id| Key(*id).value()).collect(),
                    );
                }
            }
        }
        q
    }

    fn condition(&mut self, sql: &str, values: Vec<Value>) {
        self.conditions.push(sql.to_owned());
        self.values.extend(values);
    }

    fn any<'a>(&mut self, column: &str, wanted: impl Iterator<Item = &'a str>) {
        let wanted: Vec<Value> = wanted.map(|s| Value::Text(s.to_owned())).collect();
        if !wanted.is_empty() {
            let marks = vec!["?"; wanted.len()].join(", ");
            self.condition(&format!("{column} IN ({marks})"), wanted);
        }
    }

    fn sql(&self) -> String {
        let all = self.conditions.join(" AND ");
        let filter = if all.is_empty() { String::new() } else { format!(" WHERE {all}") };
        format!("FROM {}{filter}", self.tables)
    }
}

/// Words as the text index wants them: each quoted, so that no sign means anything, a trailing `*` kept.
pub(super) fn matching(words: &str) -> Result<String> {
    let mut out = Vec::new();
    for (n, piece) in words.split('"').enumerate() {
        let terms: Vec<&str> =
            if n % 2 == 1 { vec![piece] } else { piece.split_whitespace().collect() };
        for term in terms.into_iter().filter(|t| t.chars().any(char::is_alphanumeric)) {
            let (term, star) = match term.strip_suffix('*') {
                Some(t) => (t, "*"),
                None => (term, ""),
            };
            out.push(format!("\"{term}\"{star}"));
        }
    }
    match out.is_empty() {
        true => Err(RecordError::Argument(format!("`{words}`: no word to look for"))),
        false => Ok(out.join(" ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn searches_are_words_whatever_stands_in_them() {
        assert_eq!(
            matching("NEAR(a) \"Den Haag\" tops*").expect("words"),
            "\"NEAR(a)\" \"Den Haag\" \"tops\"*"
        );
        assert!(matching(" ** - ").is_err());
    }
}
