//! Changes that are looked at before they are kept.

use super::{
    Record,
    add::{Added, Known, add_all},
};
use crate::{
    error::{RecordError, Result},
    query::{EventRow, rows},
};
use kroniek_model::{Document, Reading, StableId};
use rusqlite::{Transaction, TransactionBehavior};
use std::path::Path;

/// A change under way: nobody else sees it, and nobody else may write, until it is kept. Dropped, it never was.
#[derive(Debug)]
pub struct Trial<'r> {
    tx: Transaction<'r>,
    path: &'r Path,
}

impl Record {
    /// Begins a change that may still be taken back.
    ///
    /// # Errors
    /// The store cannot be written.
    pub fn try_out(&mut self) -> Result<Trial<'_>> {
        let path = &self.path;
        let tx = self.conn.transaction_with_behavior(TransactionBehavior::Immediate);
        Ok(Trial { tx: tx.map_err(|e| RecordError::of(path, e))?, path })
    }
}

impl Trial<'_> {
    /// Puts new readings in the place of those that the record has of these reports, whatever read them. The reports
    /// are taken to say what they said, so that they are known when they come in again.
    ///
    /// # Errors
    /// The store cannot be written.
    pub fn read_again(&self, reports: &[(&Document, &Reading)]) -> Result<Added> {
        self.told(add_all(&self.tx, reports, Known::Replace))
    }

    /// Events as they would be, by their identifiers; what is not there is left out.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn event_rows(&self, ids: &[StableId]) -> Result<Vec<EventRow>> {
        self.told(rows(&self.tx, ids))
    }

    /// Makes the change, whole or not at all.
    ///
    /// # Errors
    /// The store cannot be written.
    pub fn keep(self) -> Result<()> {
        let path = self.path;
        self.tx.commit().map_err(|e| RecordError::of(path, e))
    }

    fn told<T>(&self, done: rusqlite::Result<T>) -> Result<T> {
        done.map_err(|e| RecordError::of(self.path, e))
    }
}
