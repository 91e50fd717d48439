//! Versions of the schema, and the way from each to the next.

use super::remake;
use crate::error::{RecordError, Result};
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};
use std::path::Path;

/// A step from one version to the next: what SQL can say of it, then what only the program can.
struct Step {
    sql: &'static str,
    then: fn(&Transaction) -> rusqlite::Result<()>,
}

/// What version `n` adds stands at place `n - 1`.
const STEPS: &[Step] = &[
    Step { sql: include_str!("../schema/001.sql"), then: |_| Ok(()) },
    Step { sql: include_str!("../schema/002.sql"), then: remake::second },
    Step { sql: include_str!("../schema/003.sql"), then: remake::third },
    Step { sql: include_str!("../schema/004.sql"), then: remake::fourth },
];

/// "KRNK": says in the file's head that it is ours.
const APPLICATION: i64 = 0x4b52_4e4b;
/// Bytes of a page in a new file: a report's text mostly fits.
const PAGE: i64 = 8192;

/// Makes the schema in an empty file, or brings an older one up to date; each step in a transaction of its own.
pub fn bring_up_to_date(conn: &mut Connection, path: &Path) -> Result<()> {
    let known = STEPS.len() as i64;
    let found = version(conn, path)?;
    if found > known {
        return Err(RecordError::Newer { path: path.to_path_buf(), found, known });
    }
    let failed = |e| RecordError::of(path, e);
    if found == 0 {
        conn.pragma_update(None, "page_size", PAGE).map_err(failed)?;
    }
    // A backup comes without it.
    if !conn.is_readonly("main").unwrap_or(true) {
        conn.pragma_update(None, "journal_mode", "WAL").map_err(failed)?;
    }
    // Tables are made anew under others that refer to them.
    conn.pragma_update(None, "foreign_keys", false).map_err(failed)?;
    (found..known).try_for_each(|n| step(conn, n).map_err(failed))
}

/// Whether there is a record of an older version, which is brought up to date when it is opened.
pub fn is_older(path: &Path) -> bool {
    let conn = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY);
    let found = conn.map(|c| version(&c, path));
    matches!(found, Ok(Ok(found)) if (1..STEPS.len() as i64).contains(&found))
}

fn step(conn: &mut Connection, n: i64) -> rusqlite::Result<()> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another program may have done it while this one waited.
    if pragma(&tx, "user_version")? == n {
        let step = &STEPS[n as usize];
        tx.execute_batch(step.sql)?;
        (step.then)(&tx)?;
        tx.pragma_update(None, "application_id", APPLICATION)?;
        tx.pragma_update(None, "user_version", n + 1)?;
    }
    tx.commit()
}

/// The schema version of the file, 0 for an empty one.
fn version(conn: &Connection, path: &Path) -> Result<i64> {
    let ask = || -> rusqlite::Result<(i64, i64, i64)> {
        let tables = conn.query_row("SELECT count(*) FROM sqlite_schema", [], |r| r.get(0))?;
        Ok((pragma(conn, "application_id")?, pragma(conn, "user_version")?, tables))
    };
    match ask().map_err(|e| RecordError::of(path, e))? {
        (APPLICATION, version, _) => Ok(version),
        (0, 0, 0) => Ok(0),
        _ => Err(RecordError::NotARecord(path.to_path_buf())),
    }
}

fn pragma(conn: &Connection, name: &str) -> rusqlite::Result<i64> {
    conn.query_row(&format!("PRAGMA {name}"), [], |r| r.get(0))
}
