//! From what a person types to what is in the record: beginnings of identifiers, codes, names.

use crate::{
    Record,
    error::{RecordError, Result},
    fold::fold,
    store::Key,
};
use kroniek_model::StableId;
use rusqlite::OptionalExtension;

/// An actor as the record knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Who {
    /// A state, organisation or group, with its number in the store.
    Code(String, i64),
    /// Persons whose name it is; none where reports introduce somebody of that name and tell nothing of him.
    Persons(Vec<StableId>),
}

/// How many identifiers an error about an ambiguous beginning names.
const EXAMPLES: usize = 5;

impl Record {
    /// The actor that goes by a code or a name.
    pub(crate) fn who(&self, text: &str) -> Result<Who> {
        if let Some((code, nr)) = self.code(text)? {
            return Ok(Who::Code(code, nr));
        }
        match self.persons(text)? {
            ids if ids.is_empty() && !self.is_introduced(text)? => {
                Err(RecordError::Nobody(text.to_owned()))
            }
            ids => Ok(Who::Persons(ids)),
        }
    }

    pub(super) fn code(&self, text: &str) -> Result<Option<(String, i64)>> {
        let folded = fold(text);
        self.ask(|c| {
            let sql = "SELECT code, nr FROM actors a WHERE folded = ?1 AND (
                    EXISTS (SELECT 1 FROM event_actors e WHERE e.actor = a.nr)
                    OR EXISTS (SELECT 1 FROM matters m JOIN sayings s ON s.matter = m.nr
                               WHERE m.subject = a.code OR m.object = a.code))
                ORDER BY code = ?2 DESC, code LIMIT 1";
            c.prepare_cached(sql)?
                .query_row([&folded, text], |r| Ok((r.get(0)?, r.get(1)?)))
                .optional()
        })
    }

    /// Persons in whose name all these words stand.
    fn persons(&self, text: &str) -> Result<Vec<StableId>> {
        let words: Vec<String> = fold(text).split_whitespace().map(str::to_owned).collect();
        if words.is_empty() {
            return Ok(Vec::new());
        }
        self.ask(|c| {
            let each = "' ' || folded || ' ' LIKE '% ' || ? || ' %'";
            let all = vec![each; words.len()].join(" AND ");
            let mut ask =
                c.prepare(&format!("SELECT DISTINCT id FROM persons WHERE {all} ORDER BY id"))?;
            let rows =
                ask.query_map(rusqlite::params_from_iter(&words), |r| Ok(r.get::<_, Key>(0)?.0))?;
            rows.collect()
        })
    }

    /// The event that an identifier, or a beginning of one, leads to: of the event itself, of one of its claims, or
    /// of an event that has since been joined with others.
    ///
    /// # Errors
    /// Nothing, or more than one event, goes by it.
    pub fn find_event(&self, prefix: &str) -> Result<StableId> {
        let (lo, hi) = range(prefix)?;
        let sqls = [
            "SELECT id FROM events WHERE id BETWEEN ?1 AND ?2 LIMIT 6",
            "SELECT DISTINCT event FROM claims WHERE id BETWEEN ?1 AND ?2 AND event IS NOT NULL LIMIT 6",
        ];
        for sql in sqls {
            match self.ids(sql, lo, hi)?[..] {
                [] => {}
                [id] => return Ok(id),
                ref many => return Err(ambiguous(prefix, many)),
            }
        }
        self.redirected(prefix, lo, hi)
    }

    fn redirected(&self, prefix: &str, lo: StableId, hi: StableId) -> Result<StableId> {
        let sql = "SELECT DISTINCT new FROM redirects WHERE old BETWEEN ?1 AND ?2 LIMIT 6";
        match self.ids(sql, lo, hi)?[..] {
            [] => Err(RecordError::Unknown(prefix.to_owned())),
            // Each redirect leads to an event that stood later: the chain ends.
            [id] => self.find_event(&id.to_string()),
            ref many => Err(ambiguous(prefix, many)),
        }
    }

    /// The claim that an identifier, or a beginning of one, belongs to.
    ///
    /// # Errors
    /// Nothing, or more than one claim, goes by it.
    pub fn find_claim(&self, prefix: &str) -> Result<StableId> {
        let (lo, hi) = range(prefix)?;
        match self.ids("SELECT id FROM claims WHERE id BETWEEN ?1 AND ?2 LIMIT 6", lo, hi)?[..] {
            [] => Err(RecordError::Unknown(prefix.to_owned())),
            [id] => Ok(id),
            ref many => Err(ambiguous(prefix, many)),
        }
    }

    fn ids(&self, sql: &str, lo: StableId, hi: StableId) -> Result<Vec<StableId>> {
        self.ask(|c| {
            let mut ask = c.prepare_cached(sql)?;
            let rows = ask.query_map([Key(lo), Key(hi)], |r| Ok(r.get::<_, Key>(0)?.0))?;
            rows.collect()
        })
    }
}

/// The first and last identifier that begin so.
fn range(prefix: &str) -> Result<(StableId, StableId)> {
    let hex = prefix.len() <= 16 && prefix.chars().all(|c| c.is_ascii_hexdigit());
    let fill = |c: &str| format!("{prefix}{}", c.repeat(16 - prefix.len())).try_into().ok();
    match (hex && !prefix.is_empty()).then(|| (fill("0"), fill("f"))) {
        Some((Some(lo), Some(hi))) => Ok((lo, hi)),
        _ => Err(RecordError::Argument(format!(
            "`{prefix}`: no identifier; give up to 16 of 0-9 and a-f, as the lists show them"
        ))),
    }
}

fn ambiguous(prefix: &str, ids: &[StableId]) -> RecordError {
    RecordError::Ambiguous {
        prefix: prefix.to_owned(),
        examples: ids.iter().take(EXAMPLES).map(ToString::to_string).collect(),
    }
}
