//! Uploads that are being read, and what came of them; kept while the server runs.

use kroniek_model::StableId;
use kroniek_record::Added;
use serde::Serialize;
use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

/// Uploads that are remembered; the oldest is forgotten for a new one.
const KEPT: usize = 50;

/// How far an upload is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Job {
    /// Its number.
    pub id: u64,
    /// Files or texts of the upload.
    pub files: usize,
    /// Of these, how many are done.
    pub files_done: usize,
    /// Reports that are read and in the record.
    pub reports: Vec<String>,
    /// What could not be read, and warnings, in words.
    pub complaints: Vec<String>,
    /// Events that it brought, sorted.
    pub new: Vec<StableId>,
    /// Events that it changed, sorted.
    pub changed: Vec<StableId>,
}

/// All uploads that are remembered.
#[derive(Debug, Default)]
pub struct Jobs(Mutex<BTreeMap<u64, Job>>);

impl Jobs {
    /// Begins to keep an upload of so many files; its number.
    pub fn begin(&self, files: usize) -> u64 {
        self.with(|jobs| {
            let id = jobs.keys().last().map_or(1, |last| last + 1);
            jobs.insert(id, Job { id, files, ..Job::default() });
            while jobs.len() > KEPT {
                jobs.pop_first();
            }
            id
        })
    }

    /// How far an upload is; nothing of one that is not remembered.
    pub fn get(&self, id: u64) -> Option<Job> {
        self.with(|jobs| jobs.get(&id).cloned())
    }

    /// Notes something of an upload.
    pub fn note(&self, id: u64, note: impl FnOnce(&mut Job)) {
        self.with(|jobs| jobs.get_mut(&id).map(note));
    }

    fn with<T>(&self, act: impl FnOnce(&mut BTreeMap<u64, Job>) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Job {
    /// Whether all of it is done.
    pub fn is_done(&self) -> bool {
        self.files_done == self.files
    }

    /// Notes a report that is in the record now.
    pub fn took(&mut self, doc: &str, added: Added) {
        self.reports.push(doc.to_owned());
        self.new.retain(|id| !added.gone.contains(id));
        self.changed.retain(|id| !added.gone.contains(id));
        self.new.extend(added.new);
        let known = |id: &StableId| !self.new.contains(id) && !self.changed.contains(id);
        let changed: Vec<_> = added.changed.into_iter().filter(known).collect();
        self.changed.extend(changed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_is_forgotten() {
        let jobs = Jobs::default();
        let first = jobs.begin(1);
        let last = (0..KEPT).map(|_| jobs.begin(1)).last();
        assert_eq!(jobs.get(first), None);
        assert_eq!(last, Some(first + KEPT as u64));
    }

    #[test]
    fn what_goes_again_is_no_news() {
        let id = StableId;
        let mut job = Job::default();
        job.took("a", Added { new: vec![id(1)], changed: vec![id(2)], ..Added::default() });
        job.took(
            "b",
            Added {
                new: vec![id(3)],
                changed: vec![id(1), id(2)],
                gone: vec![id(2)],
                ..Added::default()
            },
        );
        assert_eq!((job.new, job.changed), (vec![id(1), id(3)], vec![id(2)]));
    }
}
