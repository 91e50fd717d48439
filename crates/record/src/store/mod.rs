//! The embedded store: one SQLite file, one writer, any number of readers.

mod add;
mod copies;
pub(crate) mod correct;
mod counts;
mod linked;
mod load;
mod names;
mod remake;
pub(crate) mod sayings;
mod schema;
mod settle;
mod sql;
mod trial;
mod write;
mod write_event;

pub use add::{Added, Preview, content_hash};
pub(crate) use counts::{NO_YEAR, side};
pub(crate) use load::members;
use sql::lean;
pub(crate) use sql::{Json, Key, Packed, Text, id, list, status_nr, type_nr, type_of};
pub use trial::Trial;
pub(crate) use write::Rest;

use crate::{
    error::{RecordError, Result},
    query::Effect,
};
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior, config::DbConfig};
use std::{
    path::{Path, PathBuf},
    time::Duration,
};

/// How long a writer waits for another before it gives up.
const PATIENCE: Duration = Duration::from_secs(10);

/// Statements that are kept ready: more than reading and correcting use, so that none is parsed again and again.
const STATEMENTS: usize = 256;

/// Bytes of the file that whoever asks looks at where the system keeps them, instead of in a copy of his own: many who
/// ask at once then neither copy nor wait for one another. SQLite takes no more than two gigabytes.
const MAPPED: i64 = 1 << 31;

/// A record of what reports claim.
#[derive(Debug)]
pub struct Record {
    conn: Connection,
    path: PathBuf,
}

impl Record {
    /// Opens the record in `path`, made if it is not there, and brings an older one up to date.
    ///
    /// # Errors
    /// The file is something else, newer than this program, locked, or may not be written to.
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        let record = Record::open_with(path.as_ref(), flags)?;
        match record.ask(|c| c.is_readonly("main"))? {
            true => Err(RecordError::ReadOnly(record.path)),
            false => Ok(record),
        }
    }

    /// Opens a record that must be there, to ask it or to change it; one that may not be written to can be asked.
    ///
    /// # Errors
    /// As [`Record::open`], and [`RecordError::Missing`].
    pub fn open_existing(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        if !path.is_file() {
            return Err(RecordError::Missing(path.to_path_buf()));
        }
        let record = match Record::open_with(path, OpenFlags::SQLITE_OPEN_READ_WRITE) {
            Err(RecordError::ReadOnly(_)) if is_at_rest(path) => Record::open_at_rest(path)?,
            opened => opened?,
        };
        record.ask(|c| c.pragma_update(None, "mmap_size", MAPPED))?;
        Ok(record)
    }

    /// Whether there is a record of an older version: opening it brings it up to date, which may take minutes where it
    /// holds a million events.
    pub fn is_older(path: impl AsRef<Path>) -> bool {
        schema::is_older(path.as_ref())
    }

    /// A record in memory, gone when dropped.
    ///
    /// # Errors
    /// None but for want of memory.
    pub fn in_memory() -> Result<Self> {
        let path = PathBuf::from(":memory:");
        let conn = Connection::open_in_memory().map_err(|e| RecordError::of(&path, e))?;
        Record::prepared(conn, path)
    }

    fn open_with(path: &Path, flags: OpenFlags) -> Result<Self> {
        let conn = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)
            .map_err(|e| RecordError::of(path, e))?;
        Record::prepared(conn, path.to_path_buf())
    }

    /// Opens a record in a folder where not even the files that readers share can be made. SQLite is told that
    /// nobody changes it meanwhile.
    fn open_at_rest(path: &Path) -> Result<Self> {
        let uri = format!("file:{}?immutable=1", escaped(path));
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
        let conn = Connection::open_with_flags(uri, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)
            .map_err(|e| RecordError::of(path, e))?;
        Record::prepared(conn, path.to_path_buf())
    }

    fn prepared(mut conn: Connection, path: PathBuf) -> Result<Self> {
        let failed = |e| RecordError::of(&path, e);
        conn.busy_timeout(PATIENCE).map_err(failed)?;
        conn.set_prepared_statement_cache_capacity(STATEMENTS);
        // Else what is asked for is looked at in planning, and statements are parsed anew for each value.
        conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map_err(failed)?;
        schema::bring_up_to_date(&mut conn, &path)?;
        conn.pragma_update(None, "foreign_keys", true).map_err(failed)?;
        conn.pragma_update(None, "synchronous", "NORMAL").map_err(failed)?;
        conn.pragma_update(None, "cache_size", -64_000).map_err(failed)?;
        Ok(Record { conn, path })
    }

    /// Tells the record what events do to states of affairs; it keeps that, and looks at all its events anew if it was
    /// told otherwise before.
    ///
    /// # Errors
    /// It was told otherwise before, and cannot be written.
    pub fn set_effects(&mut self, effects: &[Effect]) -> Result<()> {
        match self.told_effects()? == sorted(effects) {
            true => Ok(()),
            false => self.change(|tx| sayings::set_effects(tx, &sorted(effects))),
        }
    }

    /// Whether the record was told other effects before, so that [`Record::set_effects`] takes minutes where it is large.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn has_other_effects(&self, effects: &[Effect]) -> Result<bool> {
        let told = self.told_effects()?;
        Ok(!told.is_empty() && told != sorted(effects))
    }

    fn told_effects(&self) -> Result<Vec<Effect>> {
        Ok(sorted(&self.ask(sayings::effects)?))
    }

    /// A number that is another whenever somebody else has changed the record since this connection was asked last.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn version(&self) -> Result<i64> {
        self.ask(|c| c.prepare_cached("PRAGMA data_version")?.query_row([], |r| r.get(0)))
    }

    /// The file that it lies in.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether the file holds together, by the database's own check; costs a read of the whole file.
    ///
    /// # Errors
    /// [`RecordError::Damaged`] with the first complaint.
    pub fn check_integrity(&self) -> Result<()> {
        let said: String =
            self.ask(|c| c.query_row("PRAGMA integrity_check(1)", [], |r| r.get(0)))?;
        match said.as_str() {
            "ok" => Ok(()),
            _ => Err(RecordError::Damaged { path: self.path.clone(), what: said }),
        }
    }

    /// Copies the record as it stands into a new file, while others read and write.
    ///
    /// # Errors
    /// `to` is there already or cannot be written.
    pub fn back_up(&self, to: impl AsRef<Path>) -> Result<()> {
        let to = to.as_ref();
        if to.exists() {
            let what = format!("{}: is there already; name a new file", to.display());
            return Err(RecordError::Argument(what));
        }
        let name = to.to_string_lossy();
        self.conn.execute("VACUUM INTO ?1", [&name]).map(|_| ()).map_err(|e| RecordError::of(to, e))
    }

    /// Asks the database; what it complains of is told with the file's name.
    pub(crate) fn ask<T>(
        &self,
        question: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T> {
        question(&self.conn).map_err(|e| RecordError::of(&self.path, e))
    }

    /// Changes the database in one transaction: all of it is kept, or nothing.
    pub(crate) fn change<T>(
        &mut self,
        change: impl FnOnce(&Transaction) -> rusqlite::Result<T>,
    ) -> Result<T> {
        let path = &self.path;
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate);
        tx.and_then(|tx| {
            let out = change(&tx)?;
            tx.commit()?;
            Ok(out)
        })
        .map_err(|e| RecordError::of(path, e))
    }
}

/// Whether no log of a writer lies beside the record, so that the file holds all there is.
fn is_at_rest(path: &Path) -> bool {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    std::fs::metadata(log).map_or(true, |log| log.len() == 0)
}

/// A path as SQLite's file names take it (RFC 3986): what would end the path stands as its number.
fn escaped(path: &Path) -> String {
    let mut out = String::new();
    for c in path.to_string_lossy().chars() {
        match c {
            '%' | '?' | '#' => out += &format!("%{:02X}", c as u32),
            _ => out.push(c),
        }
    }
    out
}

/// Effects in their order, each once.
fn sorted(effects: &[Effect]) -> Vec<Effect> {
    let mut all = effects.to_vec();
    all.sort();
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use kroniek_model::{Document, Reading};

    fn report(id: &str, text: &str) -> (Document, Reading) {
        let doc = Document { id: id.into(), text: text.into(), ..Document::default() };
        (doc, Reading { doc: id.into(), ..Reading::default() })
    }

    #[test]
    fn a_full_disk_is_said_and_loses_nothing() {
        let mut record = Record::in_memory().expect("record");
        let (doc, reading) = report("a", "Kort.");
        record.add(&doc, &reading).expect("added");
        let pages: i64 =
            record.conn.query_row("PRAGMA page_count", [], |r| r.get(0)).expect("count");
        record.conn.pragma_update(None, "max_page_count", pages + 2).expect("set");
        // Text that does not pack.
        let long: String =
            (0..200_000u64).map(|n| format!("{:x}", n.wrapping_mul(n) % 9973)).collect();
        let (doc, reading) = report("b", &long);
        assert!(matches!(record.add(&doc, &reading), Err(RecordError::Full(_))));
        assert_eq!(record.counts().expect("counts").reports, 1);
        record.conn.pragma_update(None, "max_page_count", 1 << 20).expect("set");
        assert_eq!(record.add(&doc, &reading).expect("added").added, 1);
    }

    #[test]
    fn what_may_not_be_written_is_said() {
        let mut record = Record::in_memory().expect("record");
        record.conn.pragma_update(None, "query_only", true).expect("set");
        let (doc, reading) = report("a", "Kort.");
        assert!(matches!(record.add(&doc, &reading), Err(RecordError::ReadOnly(_))));
    }

    #[test]
    fn a_record_at_rest_is_asked_without_a_trace_and_not_changed() {
        let dir = tempfile::tempdir().expect("folder");
        let path = dir.path().join("50% #1?.db");
        let (doc, reading) = report("a", "Kort.");
        Record::open(&path).expect("made").add(&doc, &reading).expect("added");
        assert!(is_at_rest(&path));
        let mut record = Record::open_at_rest(&path).expect("opened");
        assert_eq!(record.counts().expect("counts").reports, 1);
        let files = std::fs::read_dir(dir.path()).expect("listed").count();
        assert_eq!(files, 1, "files beside the record");
        let (doc, reading) = report("b", "Ook kort.");
        assert!(matches!(record.add(&doc, &reading), Err(RecordError::ReadOnly(_))));
        let copy = dir.path().join("copy.db");
        record.back_up(&copy).expect("copied");
        assert_eq!(
            Record::open_existing(copy).expect("opened").counts().expect("counts").reports,
            1
        );
    }

    #[test]
    fn while_it_is_written_to_it_is_not_at_rest() {
        let dir = tempfile::tempdir().expect("folder");
        let path = dir.path().join("a.db");
        let (doc, reading) = report("a", "Kort.");
        let mut record = Record::open(&path).expect("made");
        record.add(&doc, &reading).expect("added");
        assert!(!is_at_rest(&path));
        drop(record);
        assert!(is_at_rest(&path));
    }

    #[test]
    fn a_second_writer_is_told_to_wait() {
        let dir = tempfile::tempdir().expect("folder");
        let path = dir.path().join("a.db");
        let mut one = Record::open(&path).expect("made");
        let two = Record::open(&path).expect("opened");
        two.conn.execute_batch("BEGIN IMMEDIATE").expect("begun");
        one.conn.busy_timeout(Duration::from_millis(1)).expect("set");
        let (doc, reading) = report("a", "Kort.");
        assert!(matches!(one.add(&doc, &reading), Err(RecordError::Locked(_))));
        // Whoever only asks is not kept waiting.
        assert_eq!(one.counts().expect("counts").reports, 0);
        two.conn.execute_batch("COMMIT").expect("done");
        assert_eq!(one.add(&doc, &reading).expect("added").added, 1);
    }
}
