//! The record behind the pages: a few connections that read, one that writes.

use crate::memo::Memo;
use kroniek_model::When;
use kroniek_record::{Counts, Filter, Network, Record, RecordError, Result};
use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::sync::{AcquireError, OwnedSemaphorePermit, Semaphore};

/// Connections that read at once; more readers wait for one another.
const READERS: usize = 8;

/// Networks that are kept: of a large record each takes some ten megabytes.
const NETWORKS: usize = 8;

/// A store with its connections, opened as they are needed.
#[derive(Debug)]
pub struct Store {
    path: PathBuf,
    turns: Arc<Semaphore>,
    idle: Mutex<Vec<Record>>,
    writer: Mutex<Record>,
    /// Versions can be told apart on one connection only.
    watch: Mutex<Record>,
    networks: Memo<Between, Network>,
    counts: Memo<(), Counts>,
}

/// From when to when, where there are bounds.
type Between = (Option<When>, Option<When>);

/// A connection that reads, handed back when dropped.
#[derive(Debug)]
pub struct Reader<'a> {
    store: &'a Store,
    record: Option<Record>,
}

impl Store {
    /// Opens the record in `path`, made if it is not there.
    ///
    /// # Errors
    /// As [`Record::open`].
    pub fn open(path: &Path) -> Result<Self> {
        let writer = Record::open(path)?;
        let watch = Mutex::new(Record::open_existing(path)?);
        Ok(Store {
            path: path.to_owned(),
            turns: Arc::new(Semaphore::new(READERS)),
            idle: Mutex::default(),
            writer: Mutex::new(writer),
            watch,
            networks: Memo::of(NETWORKS),
            counts: Memo::of(1),
        })
    }

    /// Who with whom in the months that these dates touch, asked by a connection that reads.
    ///
    /// # Errors
    /// The record cannot be read.
    pub fn network(
        &self,
        reader: &Record,
        from: Option<When>,
        to: Option<When>,
    ) -> Result<Arc<Network>> {
        let between = Filter { from: from.clone(), to: to.clone(), ..Filter::default() };
        self.networks.get(self.version()?, (from, to), || reader.network(&between))
    }

    /// How much there is of everything, asked by a connection that reads.
    ///
    /// # Errors
    /// The record cannot be read.
    pub fn counts(&self, reader: &Record) -> Result<Arc<Counts>> {
        self.counts.get(self.version()?, (), || reader.counts())
    }

    /// A number that is another whenever the record has changed.
    ///
    /// # Errors
    /// The record cannot be read.
    pub fn version(&self) -> Result<i64> {
        lock(&self.watch).version()
    }

    /// Waits for a turn to read; the connection itself is taken by [`Store::reader`].
    ///
    /// # Errors
    /// Never while the server runs.
    pub async fn turn(&self) -> std::result::Result<OwnedSemaphorePermit, AcquireError> {
        self.turns.clone().acquire_owned().await
    }

    /// A connection that reads.
    ///
    /// # Errors
    /// The record is gone or cannot be read.
    pub fn reader(&self) -> Result<Reader<'_>> {
        let idle = lock(&self.idle).pop();
        let record = match idle {
            Some(record) => record,
            None => Record::open_existing(&self.path)?,
        };
        Ok(Reader { store: self, record: Some(record) })
    }

    /// The connection that writes; whoever has it is the only one in this program.
    pub fn writer(&self) -> MutexGuard<'_, Record> {
        lock(&self.writer)
    }
}

impl Reader<'_> {
    /// The record to ask.
    ///
    /// # Errors
    /// Never: it is there until the reader is dropped.
    pub fn record(&self) -> Result<&Record> {
        self.record.as_ref().ok_or_else(|| RecordError::Missing(self.store.path.clone()))
    }
}

impl Drop for Reader<'_> {
    fn drop(&mut self) {
        lock(&self.store.idle).extend(self.record.take());
    }
}

/// What a panic left behind is whole all the same: every change is one transaction.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
