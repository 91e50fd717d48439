//! `kroniek read --again`: what the rules as they are now make of the reports in the record, before it replaces what
//! they made of them then.

use super::{
    ask::open,
    difference::Difference,
    news::News,
    read::{TOGETHER, warn},
};
use crate::{
    args::{Progress, ReadArgs},
    chain::{Chain, Read},
    interrupt,
    meter::Meter,
    trouble::Trouble,
    ui,
};
use anyhow::{Result, bail};
use kroniek_reader::Report;
use kroniek_record::{Record, Trial};
use rayon::prelude::*;
use std::io::{BufRead, IsTerminal, Write, stderr, stdin};

/// Runs the command.
pub fn run(args: &ReadArgs, chain: &Chain, trouble: &mut Trouble) -> Result<()> {
    // What stands is asked beside the change under way, which nobody else sees.
    let (stands, mut record) = (open(&args.store)?, open(&args.store)?);
    let docs = match args.all {
        true => stands.docs()?,
        false => stands.docs_read_otherwise(chain.coder().versions())?,
    };
    if docs.is_empty() {
        trouble.note(ui::say("again.none"));
    }
    let stop = interrupt::watch()?;
    let wanted = args.progress == Progress::Auto;
    let meter = Meter::of(ui::say("meter.reports"), wanted, || Some(docs.len() as u64));
    trouble.above(meter.bar());
    let trial = record.try_out()?;
    let mut news = News::default();
    for batch in docs.chunks(TOGETHER) {
        if stop.asked() {
            break;
        }
        let read = read(&stands, chain, batch)?;
        read.iter().for_each(|r| warn(&r.document, trouble));
        let pairs: Vec<_> = read.iter().map(|r| (&r.document, &r.reading)).collect();
        news.add(trial.read_again(&pairs)?);
        meter.passed(batch.len() as u64);
    }
    meter.finish();
    if stop.asked() {
        bail!(ui::say("again.stopped"));
    }
    let difference = differing(&news, &stands, &trial)?;
    let reports = ui::count("count.reports", docs.len() as u64, &[]);
    let summed_up = ui::fill("again.anew", &[&reports, &difference]);
    difference.print(args.show.format, args.limit)?;
    trouble.note(summed_up);
    if docs.is_empty() { Ok(()) } else { settle(trial, args.yes, trouble) }
}

/// Reports of the record, read by the rules as they are now.
fn read(stands: &Record, chain: &Chain, docs: &[String]) -> Result<Vec<Read>> {
    let mut documents = Vec::new();
    for doc in docs {
        let (row, text) = stands.report(doc)?;
        documents.push(chain.document(Report {
            id: row.doc,
            published: row.published.map(|p| p.to_string()),
            title: row.title,
            url: row.url,
            outlet: row.outlet,
            text,
            ..Report::default()
        }));
    }
    Ok(documents.into_par_iter().map(|d| chain.read(d)).collect())
}

fn differing(news: &News, stands: &Record, trial: &Trial) -> Result<Difference> {
    let [new, changed, gone] = news.events();
    let same = stands.event_rows(&changed)?.into_iter().zip(trial.event_rows(&changed)?);
    Ok(Difference::of(trial.event_rows(&new)?, stands.event_rows(&gone)?, same.collect()))
}

/// Keeps the new readings, if that is wanted.
fn settle(trial: Trial, yes: bool, trouble: &Trouble) -> Result<()> {
    if !yes && !agreed()? {
        trouble.note(ui::say("again.nothing"));
        return Ok(());
    }
    trial.keep()?;
    trouble.note(ui::say("again.replaced"));
    Ok(())
}

/// Asks a person, if there is one.
fn agreed() -> Result<bool> {
    if !stdin().is_terminal() || !stderr().is_terminal() {
        return Ok(false);
    }
    write!(stderr(), "{}", ui::say("again.ask"))?;
    let mut answer = String::new();
    stdin().lock().read_line(&mut answer)?;
    Ok(answer.trim().eq_ignore_ascii_case(ui::say("again.yes")))
}
