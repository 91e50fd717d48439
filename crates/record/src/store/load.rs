//! Claims back out of the store.

use super::{Key, Packed, list};
use crate::merge::Member;
use kroniek_model::{Claim, StableId, When};
use rusqlite::{Connection, Row};

/// What [`member`] reads.
const MEMBERS: &str =
    "SELECT c.id, c.report, s.origin, r.published, ifnull(c.fixed, c.body), c.verdict IS NOT NULL
     FROM claims c JOIN reports r ON r.id = c.report JOIN sketches s ON s.id = r.sketch";

fn member(row: &Row) -> rusqlite::Result<Member> {
    let published: Option<String> = row.get(3)?;
    Ok(Member {
        id: row.get::<_, Key>(0)?.0,
        doc: row.get::<_, Key>(1)?.0,
        origin: row.get::<_, Key>(2)?.0,
        published: published.and_then(|p| p.parse::<When>().ok()),
        checked: row.get(5)?,
        claim: row.get::<_, Packed<Claim>>(4)?.0,
    })
}

/// One claim, as a person changed it; none where a person rejected it.
pub fn one(c: &Connection, id: StableId) -> rusqlite::Result<Option<Member>> {
    use rusqlite::OptionalExtension;
    let sql = format!("{MEMBERS} WHERE c.id = ?1 AND c.verdict IS NOT 'rejected'");
    c.prepare_cached(&sql)?.query_row([Key(id)], member).optional()
}

/// The claims of an event, sorted by identifier.
pub fn members(c: &Connection, event: StableId) -> rusqlite::Result<Vec<Member>> {
    let sql = format!("{MEMBERS} WHERE c.event = ?1 ORDER BY c.id");
    list(c, &sql, [Key(event)], member)
}
