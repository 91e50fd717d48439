//! Who stands how to whom: the matters of which something is said, and the order in which they are answered.

use super::StateFilter;
use crate::{
    Record,
    day::{Day, Stretch},
    error::Result,
    fold::fold,
    store::{list, sayings},
};
use kroniek_model::{CodeRef, When};
use rusqlite::{Connection, Row, params_from_iter, types::Value};
use std::cmp::Reverse;

/// Who stands how to whom, by whatever name of the persons.
#[derive(Debug, PartialEq)]
pub(super) struct Matter {
    pub nr: i64,
    pub subject: CodeRef,
    pub relation: String,
    pub object: CodeRef,
}

impl Matter {
    fn of(r: &Row) -> rusqlite::Result<Self> {
        let who = |at: usize| -> rusqlite::Result<CodeRef> {
            let name: String = r.get(at + 1)?;
            Ok(CodeRef { code: r.get(at)?, name: Some(name).filter(|n| !n.is_empty()) })
        };
        Ok(Matter { nr: r.get(0)?, subject: who(1)?, relation: r.get(3)?, object: who(4)? })
    }

    /// Relation and codes.
    fn between(&self) -> (&str, &str, &str) {
        (&self.subject.code, &self.relation, &self.object.code)
    }

    /// What stands in order: relation and codes, then names.
    fn order(&self) -> impl Ord + '_ {
        (self.between(), self.subject.name.as_deref(), self.object.name.as_deref())
    }

    /// How many letters the names have.
    pub fn letters(&self) -> usize {
        let of = |who: &CodeRef| who.name.as_ref().map_or(0, |n| n.chars().count());
        of(&self.subject) + of(&self.object)
    }
}

/// The matters that a filter asks for, in SQL.
pub(super) struct About {
    condition: String,
    values: Vec<Value>,
}

impl Record {
    /// The matters that a filter asks for; its days and limit do not count.
    pub(super) fn about(&self, filter: &StateFilter) -> Result<About> {
        let (mut all, mut values) = (vec!["1".to_owned()], Vec::new());
        for who in &filter.actors {
            match self.code(who)? {
                Some((code, _)) => {
                    all.push("(subject = ? OR object = ?)".to_owned());
                    values.extend([Value::Text(code.clone()), Value::Text(code)]);
                }
                None => {
                    let named: Vec<Value> =
                        self.names_of(who)?.into_iter().map(Value::Text).collect();
                    let marks = vec!["?"; named.len()].join(", ");
                    all.push(format!("(subject_name IN ({marks}) OR object_name IN ({marks}))"));
                    values.extend(named.iter().cloned().chain(named.clone()));
                }
            }
        }
        if !filter.relations.is_empty() {
            let marks = vec!["?"; filter.relations.len()].join(", ");
            all.push(format!("relation IN ({marks})"));
            values.extend(filter.relations.iter().map(|r| Value::Text(r.clone())));
        }
        Ok(About { condition: all.join(" AND "), values })
    }

    /// The names in states of affairs that all words of a text stand in.
    fn names_of(&self, text: &str) -> Result<Vec<String>> {
        let sql = "SELECT subject_name FROM matters WHERE subject_name <> ''
                   UNION SELECT object_name FROM matters WHERE object_name <> ''";
        let mut all: Vec<String> = self.ask(|c| list(c, sql, [], |r| r.get(0)))?;
        let folded = fold(text);
        all.retain(|name| has_words(&fold(name), &folded));
        Ok(all)
    }
}

/// A matter, as [`Matter::of`] reads it.
const COLUMNS: &str = "nr, subject, subject_name, relation, object, object_name";

/// Hands on matters in order, those between the same two codes together, until there is no more need of any.
pub(super) fn in_order(
    c: &Connection,
    about: &About,
    mut take: impl FnMut(Vec<Matter>) -> rusqlite::Result<bool>,
) -> rusqlite::Result<()> {
    let sql = format!(
        "SELECT {COLUMNS} FROM matters WHERE {}
         ORDER BY subject, relation, object, subject_name, object_name",
        about.condition
    );
    let mut ask = c.prepare_cached(&sql)?;
    let mut alike: Vec<Matter> = Vec::new();
    for next in ask.query_map(params_from_iter(&about.values), Matter::of)? {
        let next = next?;
        let is_other = alike.first().is_some_and(|first| first.between() != next.between());
        if is_other && !take(std::mem::take(&mut alike))? {
            return Ok(());
        }
        alike.push(next);
    }
    take(alike).map(|_| ())
}

/// Matters between the same two codes.
pub(super) struct Alike {
    /// The last day on which they were told of, by that of the filter; none where no dated report tells of them.
    newest: Option<Day>,
    /// Whether anything is said of them, at whatever time: a matter stays when nothing is said of it any longer.
    pub is_told: bool,
    pub matters: Vec<Matter>,
}

/// Matters, those told of last first.
pub(super) fn newest_first(
    c: &Connection,
    about: &About,
    known_by: Option<&When>,
) -> rusqlite::Result<Vec<Alike>> {
    // The largest day stands for what is undated.
    let by = known_by.map_or(Day::MAX, |w| Stretch::of(w).hi).min(Day::MAX - 1);
    let sql = format!(
        "SELECT {COLUMNS}, (SELECT max(known) FROM sayings WHERE matter = nr AND known <= {by}),
                EXISTS (SELECT 1 FROM sayings WHERE matter = nr AND nth >= {})
         FROM matters WHERE {}",
        sayings::BY_EVENT,
        about.condition
    );
    let row = |r: &Row| Ok((Matter::of(r)?, r.get(6)?, r.get(7)?));
    let mut all: Vec<(Matter, Option<Day>, bool)> =
        list(c, &sql, params_from_iter(&about.values), row)?;
    all.sort_by(|(a, ..), (b, ..)| a.order().cmp(&b.order()));
    let mut out = grouped(all);
    out.sort_by_key(|alike| Reverse(alike.newest));
    Ok(out)
}

/// Those between the same two codes, which stand one after another, together.
fn grouped(all: Vec<(Matter, Option<Day>, bool)>) -> Vec<Alike> {
    let mut out: Vec<Alike> = Vec::new();
    for (matter, newest, is_told) in all {
        match out.last_mut().filter(|last| last.matters[0].between() == matter.between()) {
            Some(last) => {
                last.newest = last.newest.max(newest);
                last.is_told |= is_told;
                last.matters.push(matter);
            }
            None => out.push(Alike { newest, is_told, matters: vec![matter] }),
        }
    }
    out
}

/// Whether all words of a text stand in a name; both folded.
pub(super) fn has_words(name: &str, text: &str) -> bool {
    !name.is_empty() && text.split(' ').all(|w| name.split(' ').any(|n| n == w))
}
