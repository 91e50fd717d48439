//! Which events are asked for, as SQL.

use super::{events::Total, find::Who};
use crate::{
    Record,
    day::{Day, Stretch},
    error::{RecordError, Result},
    store::{Key, status_nr, type_nr},
};
use kroniek_model::{EventType, StableId, Status, When};
use rusqlite::{Connection, params_from_iter, types::Value};

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
    /// `FROM … WHERE …`, without what has to be looked at in each.
    walk: String,
    /// A condition that has to be looked at in each; its values are the last.
    late: Option<String>,
    pub values: Vec<Value>,
    /// The column with the event's identifier.
    pub id: &'static str,
    /// `ORDER BY …`.
    pub order: String,
    /// `LIMIT …`.
    pub page: String,
}

impl Query {
    /// `FROM … WHERE …`.
    pub fn from(&self) -> String {
        match &self.late {
            Some(late) => format!("FROM (SELECT w.* {}) w WHERE {late}", self.walk),
            None => self.walk.clone(),
        }
    }

    /// Whether claims of each have to be looked at.
    pub fn is_looked_at(&self) -> bool {
        self.late.is_some()
    }

    /// How many there are of the first so many that are walked over, and of those that have to be looked at.
    pub fn total(&self, c: &Connection) -> rusqlite::Result<Total> {
        let (most, which) = match &self.late {
            Some(late) => (Total::LOOKED_AT, late.as_str()),
            None => (Total::WALKED, "1"),
        };
        let sql = format!(
            "SELECT count(*), ifnull(sum({which}), 0) FROM (SELECT w.* {} LIMIT {most}) w",
            self.walk
        );
        c.prepare_cached(&sql)?.query_row(params_from_iter(&self.values), |r| {
            let (walked, total): (i64, i64) = (r.get(0)?, r.get(1)?);
            Ok(Total { total: total as u64, counted_all: (walked as usize) < most })
        })
    }
}

/// Claims that answer a search above which it is cheaper to walk over the events and look at each: in a record of a
/// million events a page of a search then takes as long either way.
const FREQUENT: usize = 40_000;

impl Filter {
    /// Looks up the actors and writes the question.
    pub(super) fn query(&self, record: &Record) -> Result<Query> {
        let who = self.actors.iter().map(|a| record.who(a)).collect::<Result<Vec<_>>>()?;
        let search = self.text.as_deref().map(matching).transpose()?;
        let frequent = search.as_ref().map_or(Ok(false), |s| record.is_frequent(s))?;
        let searched = search.as_ref().filter(|_| !frequent && who.is_empty());
        let mut q = searched.map_or_else(|| Builder::new(&who), |words| Builder::found(words));
        let day = |d: Day| vec![Value::Integer(d.into())];
        if let Some(from) = &self.from {
            q.condition("w.hi >= ?", day(Stretch::of(from).lo));
        }
        if let Some(to) = &self.to {
            q.condition("w.day <= ?", day(Stretch::of(to).hi));
        }
        q.any("w.type", self.types.iter().map(|t| type_nr(*t)));
        // What it was as known then is not what it is now: that is looked at when it is told.
        if self.known_by.is_none() {
            q.any("w.status", self.statuses.iter().map(|s| status_nr(*s)));
        }
        q.any_kind(&self.kinds);
        if let Some(known) = &self.known_by {
            q.of_event("known <= ?", day(Stretch::of(known).hi));
        }
        if let Some(words) = search.filter(|_| searched_otherwise(&q)) {
            q.told_in(words, frequent);
        }
        Ok(Query {
            walk: q.sql(),
            late: q.late,
            values: q.values,
            id: q.id,
            order: self.order(q.id),
            page: self.page(),
        })
    }

    fn order(&self, id: &str) -> String {
        let way = if self.newest_first { "DESC" } else { "ASC" };
        format!("ORDER BY w.day {way}, w.hi {way}, {id} {way}")
    }

    /// Of events as they were known then it can only be said when they are told which of them count.
    pub(super) fn pages_later(&self) -> bool {
        self.known_by.is_some() && !self.statuses.is_empty()
    }

    fn page(&self) -> String {
        let limit = self.limit.map_or(-1, |n| i64::try_from(n).unwrap_or(i64::MAX));
        match self.pages_later() {
            true => String::new(),
            false => format!("LIMIT {limit} OFFSET {}", self.offset),
        }
    }
}

impl Record {
    /// Whether so many claims answer a search that they are better not gathered.
    fn is_frequent(&self, words: &str) -> Result<bool> {
        let sql = format!(
            "SELECT count(*) FROM (SELECT 1 FROM evidence WHERE evidence MATCH ?1 LIMIT {FREQUENT})"
        );
        let found: i64 = self.ask(|c| c.prepare_cached(&sql)?.query_row([words], |r| r.get(0)))?;
        Ok(found as usize >= FREQUENT)
    }
}

/// Whether the walk is over something else than what the search found.
fn searched_otherwise(q: &Builder) -> bool {
    q.table != FOUND
}

struct Builder {
    table: &'static str,
    id: &'static str,
    /// How many identifiers the walked person has.
    persons: usize,
    conditions: Vec<String>,
    /// See [`Query`].
    late: Option<String>,
    values: Vec<Value>,
}

/// An event can stand under two spellings of a name, and is told once.
const EVENT_PERSONS: &str =
    "(SELECT DISTINCT event, day, hi, type, status, quad FROM event_persons WHERE person IN";

/// The events whose claims a search found, each once.
const FOUND: &str = "(SELECT DISTINCT t.event, t.day, t.hi, t.type, t.status, t.quad
    FROM evidence f CROSS JOIN told t ON t.nr = f.rowid WHERE evidence MATCH ?)";

impl Builder {
    /// Walks the events of the first two codes, of one, of the first person, or all; other actors are conditions.
    fn new(who: &[Who]) -> Self {
        let mut codes: Vec<i64> = Vec::new();
        let mut persons: Vec<&Vec<StableId>> = Vec::new();
        for w in who {
            match w {
                Who::Code(_, nr) => codes.push(*nr),
                Who::Persons(ids) => persons.push(ids),
            }
        }
        codes.sort();
        codes.dedup();
        let mut q = Builder::walking(&codes, &persons);
        for code in codes.into_iter().skip(2) {
            let there = "SELECT 1 FROM event_actors x WHERE x.actor = ? AND x.day = w.day AND x.hi = w.hi AND x.event =";
            q.condition(&format!("EXISTS ({there} {})", q.id), vec![Value::Integer(code)]);
        }
        let walked = usize::from(q.table == EVENT_PERSONS);
        for ids in persons.into_iter().skip(walked) {
            let there =
                format!("SELECT event FROM event_persons WHERE person IN {}", marks(ids.len()));
            q.condition(&format!("{} IN ({there})", q.id), keys(ids));
        }
        q
    }

    fn found(words: &str) -> Self {
        Builder {
            table: FOUND,
            id: "w.event",
            persons: 0,
            conditions: Vec::new(),
            late: None,
            values: vec![Value::Text(words.to_owned())],
        }
    }

    fn walking(codes: &[i64], persons: &[&Vec<StableId>]) -> Self {
        let (table, id) = match (codes, persons) {
            ([], []) => ("events", "w.id"),
            ([], _) => (EVENT_PERSONS, "w.event"),
            ([_], _) => ("event_actors", "w.event"),
            _ => ("event_pairs", "w.event"),
        };
        let (conditions, values) = (Vec::new(), Vec::new());
        let mut q = Builder { table, id, persons: 0, conditions, late: None, values };
        let nr = |code: &i64| vec![Value::Integer(*code)];
        match (codes, persons) {
            ([], []) => {}
            ([], [ids, ..]) => (q.persons, q.values) = (ids.len(), keys(ids)),
            ([one], _) => q.condition("w.actor = ?", nr(one)),
            ([a, b, ..], _) => {
                q.condition("w.a = ?", nr(a));
                q.condition("w.b = ?", nr(b));
            }
        }
        q
    }

    fn condition(&mut self, sql: &str, values: Vec<Value>) {
        self.conditions.push(sql.to_owned());
        self.values.extend(values);
    }

    /// A condition on what only the event itself says; the index over the chronicle says it too.
    fn of_event(&mut self, sql: &str, values: Vec<Value>) {
        match self.table {
            "events" => self.condition(&format!("w.{sql}"), values),
            _ => {
                let there = "SELECT 1 FROM events e INDEXED BY events_by_day
                    WHERE e.day = w.day AND e.hi = w.hi AND e.id =";
                self.condition(&format!("EXISTS ({there} {} AND e.{sql})", self.id), values);
            }
        }
    }

    fn any(&mut self, column: &str, wanted: impl Iterator<Item = i64>) {
        let wanted: Vec<Value> = wanted.map(Value::Integer).collect();
        if !wanted.is_empty() {
            self.condition(&format!("{column} IN {}", marks(wanted.len())), wanted);
        }
    }

    fn any_kind(&mut self, wanted: &[String]) {
        let values: Vec<Value> = wanted.iter().map(|s| Value::Text(s.clone())).collect();
        let marks = marks(values.len());
        match (self.table, values.is_empty()) {
            (_, true) => {}
            ("events", _) => self.condition(&format!("w.kind IN {marks}"), values),
            _ => {
                let there = "SELECT 1 FROM events e INDEXED BY events_by_kind WHERE e.kind IN";
                let this = format!("e.day = w.day AND e.hi = w.hi AND e.id = {}", self.id);
                self.condition(&format!("EXISTS ({there} {marks} AND {this})"), values);
            }
        }
    }

    /// A condition that a claim of the event answers a search; the last one.
    fn told_in(&mut self, words: String, frequent: bool) {
        let (words, id) = (Value::Text(words), self.id);
        if frequent {
            self.late = Some(format!(
                "EXISTS (SELECT 1 FROM claims c INDEXED BY claims_by_event CROSS JOIN evidence f
                         WHERE c.event = {id} AND f.rowid = c.nr AND evidence MATCH ?)"
            ));
            self.values.push(words);
        } else {
            let found = "SELECT t.event FROM evidence f CROSS JOIN told t ON t.nr = f.rowid
                         WHERE evidence MATCH ?";
            self.condition(&format!("{id} IN ({found})"), vec![words]);
        }
    }

    fn sql(&self) -> String {
        let all = self.conditions.join(" AND ");
        let filter = if all.is_empty() { String::new() } else { format!(" WHERE {all}") };
        match self.table {
            FOUND => format!("FROM {FOUND} w{filter}"),
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
    use kroniek_model::{Claim, Codes, Document, Evidence, Reading};

    fn visit(date: &str, text: &str) -> Claim {
        let evidence = vec![Evidence { text: text.to_owned(), ..Evidence::default() }];
        Claim {
            event_type: EventType::Consult,
            kind: "visit".into(),
            codes: Codes::default(),
            status: Status::Happened,
            date: date.parse().ok(),
            place: None,
            source: Vec::new(),
            target: Vec::new(),
            said_by: None,
            numbers: Vec::new(),
            about_record: None,
            confidence: 0.5,
            evidence,
            steps: Vec::new(),
            lost: Vec::new(),
        }
    }

    #[test]
    fn a_search_that_is_looked_up_of_each_finds_what_is_gathered() {
        let mut record = Record::in_memory().expect("record");
        let mut told = Vec::new();
        for (n, text) in ["het bezoek", "geen woord", "een bezoek"].into_iter().enumerate() {
            told.push(visit(&format!("2025-09-0{}", n + 1), text));
        }
        let doc = Document { id: "een".into(), text: "Kort.".into(), ..Document::default() };
        let reading = Reading { doc: "een".into(), events: told, ..Reading::default() };
        record.add(&doc, &reading).expect("added");
        let total = |frequent| {
            let mut q = Builder::new(&[]);
            q.told_in("\"bezoek\"".to_owned(), frequent);
            let (order, page) = (String::new(), String::new());
            let q = Query { walk: q.sql(), late: q.late, values: q.values, id: q.id, order, page };
            assert_eq!(q.is_looked_at(), frequent);
            record.ask(|c| q.total(c)).expect("total")
        };
        assert_eq!(total(true), Total { total: 2, counted_all: true });
        assert_eq!(total(true), total(false));
    }

    #[test]
    fn searches_are_words_whatever_stands_in_them() {
        assert_eq!(
            matching("NEAR(a) \"Den Haag\" tops*").expect("words"),
            "\"NEAR(a)\" \"Den Haag\" \"tops\"*"
        );
        assert!(matching(" ** - ").is_err());
    }
}
