//! Claims back out of the store.

use super::{Key, sql::unpacked};
use crate::merge::{Fact, Member, Said};
use kroniek_model::{Claim, StableId, When};
use rusqlite::{Connection, OptionalExtension, Row, types::Type};
use std::{cell::RefCell, collections::HashMap, sync::Arc};

/// What [`Loader`] reads. What a person rejected is not there.
const MEMBERS: &str = "SELECT c.id, c.report, s.origin, r.published, ifnull(c.fixed, c.body), c.verdict IS NOT NULL, c.event
     FROM claims c JOIN reports r ON r.id = c.report JOIN sketches s ON s.id = r.sketch
     WHERE c.verdict IS NOT 'rejected' AND";

/// A claim as a person changed it, what merging sees of it, and the event that it is in. Of why it was read so, and in
/// which words, nothing is kept: it is most of a claim, and no event is made of it.
pub struct Loaded {
    pub member: Member,
    pub said: Arc<Said>,
    pub event: Option<StableId>,
}

impl Loaded {
    /// The claim as merging sees it.
    pub fn fact(&self) -> Fact {
        Fact { id: self.member.id, doc: self.member.doc, said: self.said.clone() }
    }
}

/// Bodies that are remembered: some megabytes of them, and more than mostly hang together.
const BODIES: usize = 2048;
/// Claims of which it is remembered what they say, copies among them: a few megabytes.
const CLAIMS: usize = 1 << 17;

/// Reads claims; what many say in the same words is unpacked once. It remembers what it read lately, and no more of it
/// however many claims there are.
pub struct Loader<'c> {
    conn: &'c Connection,
    lately: RefCell<Lately>,
}

/// A claim's body, and when its report appeared.
type Body = (Vec<u8>, Option<String>);

/// What was read lately.
#[derive(Default)]
struct Lately {
    bodies: HashMap<Body, Known>,
    /// What claims say; each stands among the bodies too.
    said: HashMap<StableId, Arc<Said>>,
}

/// What a body comes to.
#[derive(Clone)]
struct Known {
    claim: Arc<Claim>,
    said: Arc<Said>,
    published: Option<When>,
}

impl<'c> Loader<'c> {
    pub fn new(conn: &'c Connection) -> Self {
        Loader { conn, lately: RefCell::default() }
    }

    /// Where it reads.
    pub fn conn(&self) -> &'c Connection {
        self.conn
    }

    /// One claim; none where it is not there, or rejected.
    pub fn one(&self, id: StableId) -> rusqlite::Result<Option<Loaded>> {
        let sql = format!("{MEMBERS} c.id = ?1");
        self.conn.prepare_cached(&sql)?.query_row([Key(id)], |r| self.loaded(r)).optional()
    }

    /// What one claim says. Claims must not be changed while the loader is in use; their events may.
    pub fn said(&self, id: StableId) -> rusqlite::Result<Option<Arc<Said>>> {
        if let Some(said) = self.lately.borrow().said.get(&id) {
            return Ok(Some(said.clone()));
        }
        Ok(self.one(id)?.map(|l| l.said))
    }

    /// The claims of an event, sorted by identifier.
    pub fn event(&self, event: StableId) -> rusqlite::Result<Vec<Loaded>> {
        let sql = format!("{MEMBERS} c.event = ?1 ORDER BY c.id");
        self.conn.prepare_cached(&sql)?.query_map([Key(event)], |r| self.loaded(r))?.collect()
    }

    fn loaded(&self, row: &Row) -> rusqlite::Result<Loaded> {
        let id = row.get::<_, Key>(0)?.0;
        let Known { claim, said, published } = self.known(row)?;
        self.lately.borrow_mut().said.insert(id, said.clone());
        let member = Member {
            id,
            doc: row.get::<_, Key>(1)?.0,
            origin: row.get::<_, Key>(2)?.0,
            published,
            checked: row.get(5)?,
            claim,
        };
        Ok(Loaded { member, said, event: row.get::<_, Option<Key>>(6)?.map(|k| k.0) })
    }

    fn known(&self, row: &Row) -> rusqlite::Result<Known> {
        let body: Body = (row.get_ref(4)?.as_blob()?.to_vec(), row.get(3)?);
        if let Some(known) = self.lately.borrow().bodies.get(&body) {
            return Ok(known.clone());
        }
        let failed = |e| rusqlite::Error::FromSqlConversionFailure(4, Type::Blob, Box::new(e));
        let claim: Claim = unpacked(&body.0).map_err(failed)?;
        let published = body.1.as_ref().and_then(|p| p.parse::<When>().ok());
        let said = Arc::new(Said::of(published.as_ref(), &claim));
        let known = Known { claim: Arc::new(bare(claim)), said, published };
        self.lately.borrow_mut().keep(body, known.clone());
        Ok(known)
    }
}

impl Lately {
    /// Keeps what a body comes to; where there is no room for it, all else is forgotten.
    fn keep(&mut self, body: Body, known: Known) {
        if self.bodies.len() >= BODIES || self.said.len() >= CLAIMS {
            *self = Lately::default();
        }
        self.bodies.insert(body, known);
    }
}

/// A claim without what explains it.
fn bare(claim: Claim) -> Claim {
    Claim { evidence: Vec::new(), steps: Vec::new(), lost: Vec::new(), ..claim }
}

/// The claims of an event, sorted by identifier, without what explains them.
pub fn members(c: &Connection, event: StableId) -> rusqlite::Result<Vec<Member>> {
    Ok(Loader::new(c).event(event)?.into_iter().map(|l| l.member).collect())
}
