//! Which events are asked for, as SQL.

use super::find::Who;
use crate::{
    Record,
    day::{Day, Stretch},
    error::{RecordError, Result},
    store::Key,
};
use kroniek_model::{EventType, StableId, Status, When};
use rusqlite::types::Value;

/// Which events are asked for; all conditions hold together, an empty one asks nothing.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Events that last until this date or longer; one without a date counts by its first report.
    pub from: Option<When>,
    /// Events that begin by this date.
    pub to: Option<When>,
    /// Reading types, any of them.
    pub types: Vec<EventType>,
    /// Neutral kinds, any of them.
    pub kinds: Vec<String>,
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

/// A question about events ready to be asked: what is walked goes by `w`, which has the columns `day`, `hi`, `type`,
/// `status` and `quad`.
pub(super) struct Query {
    /// `FROM … WHERE …`.
    pub from: String,
    pub values: Vec<Value>,
    /// The column with the event's identifier.
    pub id: &'static str,
    /// `ORDER BY … LIMIT …`.
    pub order: String,
}

impl Filter {
    /// Looks up the actors and writes the question.
    pub(super) fn query(&self, record: &Record) -> Result<Query> {
        let who = self.actors.iter().map(|a| record.who(a)).collect::<Result<Vec<_>>>()?;
        let mut q = Builder::new(&who);
        let day = |d: Day| vec![Value::Integer(d.into())];
        if let Some(from) = &self.from {
            q.condition("w.hi >= ?", day(Stretch::of(from).lo));
        }
        if let Some(to) = &self.to {
            q.condition("w.day <= ?", day(Stretch::of(to).hi));
        }
        q.any("w.type", self.types.iter().map(|t| t.as_str()));
        q.any("w.status", self.statuses.iter().map(|s| s.as_str()));
        q.any_event("kind", &self.kinds);
        if let Some(known) = &self.known_by {
            q.of_event("known <= ?", day(Stretch::of(known).hi));
        }
        if let Some(words) = &self.text {
            let told = "SELECT c.event FROM evidence f JOIN claims c ON c.nr = f.rowid WHERE evidence MATCH ?";
            q.condition(&format!("{} IN ({told})", q.id), vec![Value::Text(matching(words)?)]);
        }
        Ok(Query { from: q.sql(), values: q.values, id: q.id, order: self.order(q.id) })
    }

    fn order(&self, id: &str) -> String {
        let way = if self.newest_first { "DESC" } else { "ASC" };
        let limit = self.limit.map_or(-1, |n| i64::try_from(n).unwrap_or(i64::MAX));
        let offset = self.offset;
        format!("ORDER BY w.day {way}, w.hi {way}, {id} {way} LIMIT {limit} OFFSET {offset}")
    }
}

struct Builder {
    table: &'static str,
    id: &'static str,
    /// How many identifiers the walked person has.
    persons: usize,
    conditions: Vec<String>,
    values: Vec<Value>,
}

/// An event can stand under two spellings of a name, and is told once.
const EVENT_PERSONS: &str =
    "(SELECT DISTINCT event, day, hi, type, status, quad FROM event_persons WHERE person IN";

impl Builder {
    /// Walks the events of the first two codes, of one, of the first person, or all; other actors are conditions.
    fn new(who: &[Who]) -> Self {
        let mut codes: Vec<&String> = Vec::new();
        let mut persons: Vec<&Vec<StableId>> = Vec::new();
        for w in who {
            match w {
                Who::Code(code) => codes.push(code),
                Who::Persons(ids) => persons.push(ids),
            }
        }
        codes.sort();
        codes.dedup();
        let mut q = Builder::walking(&codes, &persons);
        for code in codes.into_iter().skip(2) {
            let there = "SELECT 1 FROM event_actors x WHERE x.code = ? AND x.day = w.day AND x.hi = w.hi AND x.event =";
            q.condition(&format!("EXISTS ({there} {})", q.id), vec![Value::Text(code.clone())]);
        }
        let walked = usize::from(q.table == EVENT_PERSONS);
        for ids in persons.into_iter().skip(walked) {
            let there =
                format!("SELECT event FROM event_persons WHERE person IN {}", marks(ids.len()));
            q.condition(&format!("{} IN ({there})", q.id), keys(ids));
        }
        q
    }

    fn walking(codes: &[&String], persons: &[&Vec<StableId>]) -> Self {
        let (table, id) = match (codes, persons) {
            ([], []) => ("events", "w.id"),
            ([], _) => (EVENT_PERSONS, "w.event"),
            ([_], _) => ("event_actors", "w.event"),
            _ => ("event_pairs", "w.event"),
        };
        let mut q = Builder { table, id, persons: 0, conditions: Vec::new(), values: Vec::new() };
        let text = |code: &&String| vec![Value::Text((*code).clone())];
        match (codes, persons) {
            ([], []) => {}
            ([], [ids, ..]) => (q.persons, q.values) = (ids.len(), keys(ids)),
            ([one], _) => q.condition("w.code = ?", text(one)),
            ([a, b, ..], _) => {
                q.condition("w.a = ?", text(a));
                q.condition("w.b = ?", text(b));
            }
        }
        q
    }

    fn condition(&mut self, sql: &str, values: Vec<Value>) {
        self.conditions.push(sql.to_owned());
        self.values.extend(values);
    }

    /// A condition on what only the event itself says.
    fn of_event(&mut self, sql: &str, values: Vec<Value>) {
        match self.table {
            "events" => self.condition(&format!("w.{sql}"), values),
            _ => {
                let there = format!("SELECT 1 FROM events e WHERE e.id = {} AND e.{sql}", self.id);
                self.condition(&format!("EXISTS ({there})"), values);
            }
        }
    }

    fn any<'a>(&mut self, column: &str, wanted: impl Iterator<Item = &'a str>) {
        let wanted: Vec<Value> = wanted.map(|s| Value::Text(s.to_owned())).collect();
        if !wanted.is_empty() {
            self.condition(
                &format!("{column} IN ({})", vec!["?"; wanted.len()].join(", ")),
                wanted,
            );
        }
    }

    fn any_event(&mut self, column: &str, wanted: &[String]) {
        let values: Vec<Value> = wanted.iter().map(|s| Value::Text(s.clone())).collect();
        if !values.is_empty() {
            self.of_event(&format!("{column} IN {}", marks(values.len())), values);
        }
    }

    fn sql(&self) -> String {
        let all = self.conditions.join(" AND ");
        let filter = if all.is_empty() { String::new() } else { format!(" WHERE {all}") };
        match self.table {
            EVENT_PERSONS => format!("FROM {EVENT_PERSONS} {}) w{filter}", marks(self.persons)),
            table => format!("FROM {table} w{filter}"),
        }
    }
}

/// As many places for values, in brackets.
fn marks(n: usize) -> String {
    format!("({})", vec!["?"; n].join(", "))
}

fn keys(ids: &[StableId]) -> Vec<Value> {
    ids.iter().map(|id| Key(*id).value()).collect()
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
