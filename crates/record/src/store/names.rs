//! Numbers of actors.

use crate::fold::fold;
use rusqlite::{Connection, OptionalExtension, params};

/// The number of an actor, which he gets when he is first told of.
pub fn actor(c: &Connection, code: &str) -> rusqlite::Result<i64> {
    if let Some(nr) = known(c, code)? {
        return Ok(nr);
    }
    c.prepare_cached("INSERT INTO actors (code, folded) VALUES (?1, ?2)")?
        .execute(params![code, fold(code)])?;
    Ok(c.last_insert_rowid())
}

/// The number of an actor that is told of.
pub fn known(c: &Connection, code: &str) -> rusqlite::Result<Option<i64>> {
    let sql = "SELECT nr FROM actors WHERE code = ?1";
    c.prepare_cached(sql)?.query_row([code], |r| r.get(0)).optional()
}
