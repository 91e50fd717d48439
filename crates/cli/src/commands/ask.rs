//! The commands that list: `timeline`, `events`, `claims`, `people`, `states`, `reports`; and `backup`.

use crate::{
    args::{
        BackupArgs, ClaimsArgs, Format, ListArgs, PeopleArgs, ReportsArgs, StatesArgs, StoreArgs,
    },
    show::{self, CHECKED, CLAIMS, Chronicle, EVENTS, List, PEOPLE, REPORTS, STATES},
    trouble::Trouble,
    ui,
};
use anyhow::{Context, Result};
use kroniek_record::{EventRow, Filter, PeopleFilter, Record, StateFilter};
use std::io::Write;

/// Opens the record to ask it.
pub fn open(store: &StoreArgs) -> Result<Record> {
    Trouble::new().note_if_older(&store.db);
    Ok(Record::open_existing(&store.db)?)
}

/// `kroniek timeline`.
pub fn timeline(args: &ListArgs) -> Result<()> {
    let (record, filter) = (open(&args.answer.store)?, args.which.filter());
    if args.answer.show.format != Format::Table {
        return events(args);
    }
    let (mut out, mut chronicle) = (show::out(), Chronicle::new(show::width()));
    each(&record, &filter, |row| Ok(chronicle.event(&mut out, row)?))?;
    Ok(out.flush()?)
}

/// `kroniek events`.
pub fn events(args: &ListArgs) -> Result<()> {
    list_events(&open(&args.answer.store)?, &args.which.filter(), args.answer.show.format)
}

/// Prints the events of a filter as a list.
pub fn list_events(record: &Record, filter: &Filter, format: Format) -> Result<()> {
    let mut list = List::new(format, EVENTS, show::out())?;
    each(record, filter, |row| list.row(row))?;
    list.finish()
}

/// Visits events one by one until printing one fails.
fn each(
    record: &Record,
    filter: &Filter,
    mut print: impl FnMut(&EventRow) -> Result<()>,
) -> Result<()> {
    let mut done = Ok(());
    record.each_event(filter, |row| {
        if done.is_ok() {
            done = print(&row);
        }
    })?;
    done
}

/// `kroniek claims`.
pub fn claims(args: &ClaimsArgs) -> Result<()> {
    let record = open(&args.answer.store)?;
    if args.about_record {
        let rows = record.about_record(&args.which.filter())?;
        return show::all(args.answer.show.format, CHECKED, show::out(), &rows);
    }
    let rows = match (&args.report, &args.id) {
        (Some(doc), _) => {
            record.report(doc).context(ui::say("claims.reports"))?;
            record.claims_of_report(doc)?
        }
        (None, id) => record.claims(id.as_deref().unwrap_or_default())?,
    };
    show::all(args.answer.show.format, CLAIMS, show::out(), &rows)
}

/// `kroniek people`.
pub fn people(args: &PeopleArgs) -> Result<()> {
    let filter = PeopleFilter {
        actor: args.actor.clone(),
        from: args.from.clone(),
        to: args.to.clone(),
        limit: args.page.limit,
        offset: args.page.offset,
    };
    let rows = open(&args.answer.store)?.people(&filter)?;
    show::all(args.answer.show.format, PEOPLE, show::out(), &rows)
}

/// `kroniek states`.
pub fn states(args: &StatesArgs) -> Result<()> {
    let filter = StateFilter {
        as_of: args.as_of.clone(),
        known_by: args.known_by.clone(),
        actors: args.actor.clone(),
        relations: args.relation.clone(),
        limit: args.limit,
        newest_first: false,
    };
    let rows = open(&args.answer.store)?.states(&filter)?;
    show::all(args.answer.show.format, STATES, show::out(), &rows)
}

/// `kroniek reports`.
pub fn reports(args: &ReportsArgs) -> Result<()> {
    let rows = open(&args.answer.store)?.reports(args.page.limit, args.page.offset)?;
    show::all(args.answer.show.format, REPORTS, show::out(), &rows)
}

/// `kroniek backup`.
pub fn backup(args: &BackupArgs) -> Result<()> {
    open(&args.store)?.back_up(&args.to)?;
    let mut out = show::out();
    let (to, from) = (args.to.display(), args.store.db.display());
    writeln!(out, "{}", ui::fill("backup.done", &[&to, &from]))?;
    Ok(out.flush()?)
}
