//! What reading did to the record: counted, and told as a chronicle.

use crate::{
    args::Format,
    show::{self, Chronicle, EVENTS},
    trouble::Trouble,
    ui,
};
use anyhow::Result;
use kroniek_model::StableId;
use kroniek_record::{Added, EventDetail, EventRow, Filter, Record};
use std::{collections::BTreeSet, io::Write};

/// New events up to which each is looked up by itself; more are found by going through the whole record.
const FEW: usize = 1000;

/// What is new since the command began.
#[derive(Default)]
pub struct News {
    /// Reports that the record had already.
    pub known: usize,
    /// Reports of those that other versions have read.
    pub older: usize,
    /// Reports and files that could not be read.
    pub unreadable: usize,
    added: usize,
    replaced: usize,
    claims: usize,
    new: BTreeSet<StableId>,
    changed: BTreeSet<StableId>,
    /// Events that were there when the command began and are no more.
    gone: BTreeSet<StableId>,
}

impl News {
    /// Takes in what one batch did: an event that comes and goes within one command is no news.
    pub fn add(&mut self, batch: Added) {
        self.added += batch.added;
        self.replaced += batch.replaced;
        self.known += batch.skipped;
        self.claims += batch.claims;
        for id in batch.gone {
            self.changed.remove(&id);
            if !self.new.remove(&id) {
                self.gone.insert(id);
            }
        }
        for id in batch.new {
            let back = self.gone.remove(&id);
            if back {
                self.changed.insert(id)
            } else {
                self.new.insert(id)
            };
        }
        self.changed.extend(batch.changed.into_iter().filter(|id| !self.new.contains(id)));
    }

    /// Reports that were seen, whatever became of them.
    pub fn seen(&self) -> usize {
        self.added + self.replaced + self.known + self.unreadable
    }

    /// Prints new and changed events in the order of the chronicle, at most `limit`.
    ///
    /// # Errors
    /// The record cannot be read, or standard output not written.
    pub fn print(&self, record: &Record, format: Format, limit: usize) -> Result<()> {
        let all: BTreeSet<StableId> = self.new.union(&self.changed).copied().collect();
        if all.is_empty() && format == Format::Table || limit == 0 {
            return Ok(());
        }
        let rows = rows(record, &all, limit)?;
        if format != Format::Table {
            return show::all(format, EVENTS, show::out(), &rows);
        }
        let (mut out, mut chronicle) = (show::out(), Chronicle::new(show::width()));
        rows.iter().try_for_each(|r| chronicle.event(&mut out, r))?;
        match all.len() - rows.len() {
            0 => writeln!(out)?,
            more => writeln!(out, "\n{}\n", ui::fill("read.more", &[&more]))?,
        }
        Ok(out.flush()?)
    }

    /// Tells in a line what was done.
    ///
    /// # Errors
    /// The record cannot be read.
    pub fn sum_up(&self, record: &Record, trouble: &Trouble) -> Result<()> {
        let counts = record.counts()?;
        let reports = ui::count("count.reports", counts.reports, &[]);
        let events = ui::count("count.events", counts.events, &[]);
        let holds = ui::fill("read.holds", &[&record.path().display(), &reports, &events]);
        trouble.note(format!(
            "{}{}{}{}: {}, {}{}; {}",
            ui::count("read.new", self.added as u64, &[]),
            ui::some("read.anew", self.replaced),
            ui::some("read.known", self.known),
            ui::some("read.unreadable", self.unreadable),
            ui::count("read.claims", self.claims as u64, &[]),
            ui::count("read.events", self.new.len() as u64, &[]),
            ui::some("read.changed", self.changed.len()),
            holds,
        ));
        if self.older > 0 {
            trouble.note(ui::count("read.older", self.older as u64, &[]));
        }
        Ok(())
    }

    /// Events that are new, that say something else, and that are no more.
    pub fn events(&self) -> [Vec<StableId>; 3] {
        [&self.new, &self.changed, &self.gone].map(|ids| ids.iter().copied().collect())
    }
}

/// The first events of those asked for, in the order of the chronicle.
fn rows(record: &Record, ids: &BTreeSet<StableId>, limit: usize) -> Result<Vec<EventRow>> {
    let mut rows = Vec::new();
    if ids.len() > FEW {
        record.each_event(&Filter::default(), |row| {
            if rows.len() < limit && ids.contains(&row.event.id) {
                rows.push(row);
            }
        })?;
    } else {
        for id in ids {
            rows.push(row(record.event(&id.to_string())?));
        }
        rows.sort_by_key(|r| (day(r), r.event.id));
        rows.truncate(limit);
    }
    Ok(rows)
}

fn row(detail: EventDetail) -> EventRow {
    let lead = detail.told.iter().find(|c| c.id == detail.event.lead);
    let sentence = lead.and_then(|c| c.claim.evidence.first()).map(|e| e.text.clone());
    let mut sources: Vec<String> = detail.told.iter().map(|c| c.doc.clone()).collect();
    sources.dedup();
    sources.truncate(EventRow::SOURCES);
    EventRow { event: detail.event, sentence: sentence.unwrap_or_default(), sources }
}

/// The first day of an event, or of the first report of one without a date.
fn day(row: &EventRow) -> Option<String> {
    let when = row.event.date.as_ref().or(row.event.first_published.as_ref())?;
    Some(when.earliest()?.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn added(new: &[u64], changed: &[u64], gone: &[u64]) -> Added {
        let ids = |list: &[u64]| list.iter().copied().map(StableId).collect();
        Added { new: ids(new), changed: ids(changed), gone: ids(gone), ..Added::default() }
    }

    fn told(batches: &[Added]) -> (Vec<u64>, Vec<u64>) {
        let mut news = News::default();
        batches.iter().cloned().for_each(|b| news.add(b));
        let ids = |set: &BTreeSet<StableId>| set.iter().map(|i| i.0).collect();
        (ids(&news.new), ids(&news.changed))
    }

    #[test]
    fn what_comes_and_goes_is_no_news() {
        assert_eq!(
            told(&[added(&[1, 2], &[], &[]), added(&[3], &[2], &[1])]),
            (vec![2, 3], vec![])
        );
        assert_eq!(told(&[added(&[], &[7], &[8]), added(&[8], &[], &[7])]), (vec![], vec![8]));
    }
}
