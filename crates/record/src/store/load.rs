//! Claims back out of the store.

use super::{Key, sql::unpacked};
use crate::merge::{Member, Said};
use kroniek_model::{Claim, StableId, When};
use rusqlite::{Connection, OptionalExtension, Row, types::Type};
use std::{cell::RefCell, collections::HashMap, sync::Arc};

/// What [`Loader`] reads. What a person rejected is not there.
const MEMBERS: &str = "SELECT c.id, c.report, s.origin, r.published, ifnull(c.fixed, c.body), c.verdict IS NOT NULL, c.event
     FROM claims c JOIN reports r ON r.id = c.report JOIN sketches s ON s.id = r.sketch
     WHERE c.verdict IS NOT 'rejected' AND";

/// A claim as a person changed it, what merging sees of it, and the event that it is in.
pub struct Loaded {
    pub member: Member,
    pub said: Arc<Said>,
    pub event: Option<StableId>,
}

/// Body and publication date, and what they come to.
type Read = HashMap<(Vec<u8>, Option<String>), (Arc<Claim>, Arc<Said>)>;

/// Reads claims; what many copies say in the same words is unpacked once.
pub struct Loader<'c> {
    conn: &'c Connection,
    read: RefCell<Read>,
}

impl<'c> Loader<'c> {
    pub fn new(conn: &'c Connection) -> Self {
        Loader { conn, read: RefCell::default() }
    }

    /// One claim; none where it is not there, or rejected.
    pub fn one(&self, id: StableId) -> rusqlite::Result<Option<Loaded>> {
        let sql = format!("{MEMBERS} c.id = ?1");
        self.conn.prepare_cached(&sql)?.query_row([Key(id)], |r| self.loaded(r)).optional()
    }

    /// The claims of an event, sorted by identifier.
    pub fn event(&self, event: StableId) -> rusqlite::Result<Vec<Loaded>> {
        let sql = format!("{MEMBERS} c.event = ?1 ORDER BY c.id");
        self.conn.prepare_cached(&sql)?.query_map([Key(event)], |r| self.loaded(r))?.collect()
    }

    fn loaded(&self, row: &Row) -> rusqlite::Result<Loaded> {
        let published: Option<String> = row.get(3)?;
        let when = published.as_ref().and_then(|p| p.parse::<When>().ok());
        let (claim, said) = self.said(row, published, when.as_ref())?;
        let member = Member {
            id: row.get::<_, Key>(0)?.0,
            doc: row.get::<_, Key>(1)?.0,
            origin: row.get::<_, Key>(2)?.0,
            published: when,
            checked: row.get(5)?,
            claim,
        };
        Ok(Loaded { member, said, event: row.get::<_, Option<Key>>(6)?.map(|k| k.0) })
    }

    fn said(
        &self,
        row: &Row,
        published: Option<String>,
        when: Option<&When>,
    ) -> rusqlite::Result<(Arc<Claim>, Arc<Said>)> {
        let body = row.get_ref(4)?.as_blob()?.to_vec();
        let key = (body, published);
        if let Some((claim, said)) = self.read.borrow().get(&key) {
            return Ok((claim.clone(), said.clone()));
        }
        let failed = |e| rusqlite::Error::FromSqlConversionFailure(4, Type::Blob, Box::new(e));
        let claim: Arc<Claim> = Arc::new(unpacked(&key.0).map_err(failed)?);
        let said = Arc::new(Said::of(when, &claim));
        self.read.borrow_mut().insert(key, (claim.clone(), said.clone()));
        Ok((claim, said))
    }
}

/// The claims of an event, sorted by identifier.
pub fn members(c: &Connection, event: StableId) -> rusqlite::Result<Vec<Member>> {
    Ok(Loader::new(c).event(event)?.into_iter().map(|l| l.member).collect())
}
