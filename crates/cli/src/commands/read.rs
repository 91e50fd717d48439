//! `kroniek read`: reports into the record, and what is new as a chronicle.

use super::{
    again,
    code::{bytes, reports},
    news::News,
};
use crate::{
    args::{Progress, ReadArgs},
    batch,
    chain::{self, Chain, Read},
    interrupt,
    meter::Meter,
    trouble::Trouble,
    ui,
};
use anyhow::{Result, bail};
use kroniek_model::Document;
use kroniek_reader::{ReadError, Report, Reports};
use kroniek_record::{Record, content_hash};
use rayon::prelude::*;

/// Reports that go into the record in one transaction, at most; the same whatever the number of threads, so that the
/// record comes out the same.
pub const TOGETHER: usize = 32;

/// Runs the command.
pub fn run(args: &ReadArgs, trouble: &mut Trouble) -> Result<()> {
    batch::threads(args.reading.threads)?;
    let chain = Chain::load(&args.reading)?;
    if args.again {
        return again::run(args, &chain, trouble);
    }
    trouble.note_if_older(&args.store.db);
    let mut record = Record::open(&args.store.db)?;
    chain::tell_effects(&mut record, args.reading.data.as_deref(), trouble)?;
    let stop = interrupt::watch()?;
    let meter = Meter::new(args.progress == Progress::Auto, &args.paths);
    trouble.above(meter.bar());
    let mut intake = Intake {
        record,
        news: News::default(),
        acknowledge: args.progress == Progress::Lines,
        meter,
    };
    let mut reports = reports(&args.paths);
    let done = intake.take_in(&chain, &mut reports, trouble, &stop);
    intake.meter.finish();
    intake.left_out(&reports, trouble);
    // What stopped the reading says more than what may have stopped the telling after it.
    let told = intake.tell(args, trouble);
    done.and(told)?;
    if stop.asked() {
        bail!(ui::say("read.stopped"));
    }
    if intake.news.seen() == 0 && !trouble.any() {
        bail!(ui::say("read.none"));
    }
    Ok(())
}

/// The record with what was done to it so far.
struct Intake {
    record: Record,
    news: News,
    /// Whether each report that is safe is told.
    acknowledge: bool,
    meter: Meter,
}

impl Intake {
    /// Reads batch after batch; while one is read on all threads, the one before it is written.
    fn take_in(
        &mut self,
        chain: &Chain,
        reports: &mut Reports,
        trouble: &mut Trouble,
        stop: &interrupt::Stop,
    ) -> Result<()> {
        let mut written: Vec<Read> = Vec::new();
        loop {
            let batch =
                if stop.asked() { Vec::new() } else { batch::next(reports, TOGETHER, bytes) };
            if batch.is_empty() && written.is_empty() {
                return Ok(());
            }
            let fresh = self.sift(chain, batch, trouble)?;
            let mut read: Vec<Read> = Vec::new();
            // What is written is written on this thread: on one of the others, now on this and now on that, each would
            // come to hold as much memory as writing ever took.
            rayon::in_place_scope(|others| {
                others.spawn(|_| read = fresh.into_par_iter().map(|d| chain.read(d)).collect());
                self.keep(&written)
            })?;
            read.iter().for_each(|r| warn(&r.document, trouble));
            written = read;
        }
    }

    /// Sets aside what the record knows and what cannot be read.
    fn sift(
        &mut self,
        chain: &Chain,
        batch: Vec<Result<Report, ReadError>>,
        trouble: &mut Trouble,
    ) -> Result<Vec<Document>> {
        let cut = |report: Result<Report, ReadError>| {
            report.map(|r| chain.document(r)).map(|d| (content_hash(&d), d))
        };
        let mut fresh = Vec::new();
        for report in batch.into_par_iter().map(cut).collect::<Vec<_>>() {
            match report {
                Err(e) => {
                    self.news.unreadable += 1;
                    trouble.tell(e);
                }
                Ok((hash, doc)) if self.record.has(&doc.id, hash)? => {
                    let versions = chain.coder().versions();
                    self.news.known += 1;
                    self.news.older += usize::from(!self.record.knows(&doc.id, hash, versions)?);
                    self.meter.passed(1);
                }
                Ok((_, doc)) => fresh.push(doc),
            }
        }
        Ok(fresh)
    }

    /// Writes one batch, whole or not at all.
    fn keep(&mut self, batch: &[Read]) -> Result<()> {
        if batch.is_empty() {
            return Ok(());
        }
        let pairs: Vec<_> = batch.iter().map(|r| (&r.document, &r.reading)).collect();
        self.news.add(self.record.add_many(&pairs)?);
        self.meter.passed(batch.len() as u64);
        if self.acknowledge {
            self.meter.acknowledge(batch.iter().map(|r| r.document.id.as_str()));
        }
        Ok(())
    }

    /// Prints what is new, and in a line what was done.
    fn tell(&self, args: &ReadArgs, trouble: &Trouble) -> Result<()> {
        self.news.print(&self.record, args.show.format, args.limit)?;
        self.news.sum_up(&self.record, trouble)
    }

    /// Tells of files in folders whose names say that they hold no reports.
    fn left_out(&self, reports: &Reports, trouble: &Trouble) {
        let skipped = reports.skipped();
        if let Some(first) = &skipped.first {
            let first = first.display();
            trouble.warn(match skipped.count {
                1 => ui::fill("read.left-out", &[&first]),
                all => ui::fill("read.left-out-many", &[&first, &(all - 1)]),
            });
        }
    }
}

pub fn warn(document: &Document, trouble: &Trouble) {
    document.warnings.iter().for_each(|w| trouble.warn(format!("{}: {w}", document.id)));
}
