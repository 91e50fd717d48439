//! `kroniek export`: events as a file for other programs.

use super::ask::open;
use crate::{
    args::{ExportArgs, Progress},
    atlas,
    chain::source,
    interrupt,
    meter::Meter,
    trouble::Trouble,
    ui,
    whole::Whole,
};
use anyhow::{Context, Result, bail};
use kroniek_export::{ExportError, Format, export};
use kroniek_model::Status;
use kroniek_record::{Filter, Record, RecordError};
use std::{
    io::{IsTerminal, stdout},
    ops::ControlFlow,
    path::Path,
};

/// Runs the command.
pub fn run(args: &ExportArgs, trouble: &mut Trouble) -> Result<()> {
    let target = args.output.as_deref();
    fits_terminal(args.format, target)?;
    let record = open(&args.store)?;
    let (filter, untold) = told(args.format, args.which.filter(), &record)?;
    let atlas = atlas::load(&source(args.data.as_deref()))?;
    // From here on a request to end leaves no half file behind.
    let stop = interrupt::watch()?;
    let whole = Whole::new(target)?;
    let meter = Meter::of(ui::say("meter.events"), args.progress == Progress::Auto, || {
        expected(&record, &filter)
    });
    trouble.above(meter.bar());
    let done = export(&record, &filter, &atlas, args.format, whole.sink(), || {
        meter.passed(1);
        if stop.asked() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    meter.finish();
    let done = match (done, target) {
        (Err(ExportError::Stopped), Some(_)) => bail!(ui::say("export.stopped")),
        (done, Some(path)) => done.with_context(|| path.display().to_string())?,
        (done, None) => done?,
    };
    whole.keep()?;
    left_out(args.format, done.left_out, untold, trouble);
    if let Some(path) = target {
        trouble.note(ui::fill("export.done", &[&path.display(), &done.events, &done.rows]));
    }
    Ok(())
}

fn fits_terminal(format: Format, target: Option<&Path>) -> Result<()> {
    if target.is_none() && !format.is_text() && stdout().is_terminal() {
        let what = ui::fill("export.terminal", &[&format]);
        return Err(RecordError::Argument(what).into());
    }
    Ok(())
}

/// The filter without the events that a format would tell wrongly, and how many those are.
fn told(format: Format, mut filter: Filter, record: &Record) -> Result<(Filter, u64)> {
    let (Some(told), true) = (format.statuses(), filter.statuses.is_empty()) else {
        return Ok((filter, 0));
    };
    let untold = Status::ALL.iter().copied().filter(|s| !told.contains(s)).collect();
    let others = Filter { statuses: untold, ..filter.clone() };
    filter.statuses = told.to_vec();
    Ok((filter, record.count_events(&others)?))
}

/// How many events will go by.
fn expected(record: &Record, filter: &Filter) -> Option<u64> {
    let all = record.count_events(filter).ok()?.saturating_sub(filter.offset as u64);
    Some(filter.limit.map_or(all, |n| all.min(n as u64)))
}

/// Tells what the file does not hold.
fn left_out(format: Format, uncoded: u64, untold: u64, trouble: &Trouble) {
    if uncoded > 0 {
        trouble.warn(ui::count("export.uncoded", uncoded, &[&format]));
    }
    if untold > 0 {
        trouble.warn(ui::count("export.untold", untold, &[&format]));
    }
}
