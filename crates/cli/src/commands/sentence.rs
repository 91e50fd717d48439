//! `kroniek check SENTENCE`: what a sentence says of the record, and whether it is so as far as the record knows.

use super::{ask::open, dossier};
use crate::{
    args::{CheckArgs, Format, ReadingArgs},
    chain::Chain,
    show::{
        self, BAD, Chronicle, Column, FAINT, GOOD, Out, STRONG, Shape, date, names, short, styled,
        who,
    },
    ui,
};
use anyhow::Result;
use jiff::{Timestamp, tz::TimeZone};
use kroniek_model::{AboutRecord, Claim, When};
use kroniek_reader::Report;
use kroniek_record::{Checked, Finding, Record, Why};
use serde::Serialize;
use std::io::Write;

/// The answer as a whole.
#[derive(Debug, Serialize)]
struct Answer {
    sentence: String,
    /// When it is said.
    on: When,
    /// What it says of the record, each looked up.
    about_record: Vec<Looked>,
    /// What else was understood of it.
    understood: Vec<Claim>,
}

/// Something that the sentence says of the record, and what the record says of that.
#[derive(Debug, Serialize)]
struct Looked {
    #[serde(flatten)]
    claim: Claim,
    checked: Checked,
}

const LOOKED: &[Column<Looked>] = &[
    Column { name: "claim", shape: Shape::Both, cell: |r| about(&r.claim).claim },
    Column {
        name: "value",
        shape: Shape::Both,
        cell: |r| about(&r.claim).value.unwrap_or_default(),
    },
    Column { name: "type", shape: Shape::Both, cell: |r| r.claim.event_type.to_string() },
    Column { name: "kind", shape: Shape::Both, cell: |r| r.claim.kind.clone() },
    Column { name: "status", shape: Shape::Both, cell: |r| r.claim.status.to_string() },
    Column { name: "date", shape: Shape::Both, cell: |r| date(r.claim.date.as_ref()) },
    Column { name: "source", shape: Shape::Both, cell: |r| names(&r.claim.source) },
    Column { name: "target", shape: Shape::Both, cell: |r| names(&r.claim.target) },
    Column { name: "finding", shape: Shape::Both, cell: |r| r.checked.finding.to_string() },
    Column { name: "why", shape: Shape::Both, cell: |r| show::or_empty(r.checked.why) },
    Column { name: "counted", shape: Shape::Both, cell: |r| r.checked.counted.to_string() },
    Column {
        name: "examples",
        shape: Shape::Both,
        cell: |r| {
            let ids = r.checked.examples.iter().map(|e| short(e.event.id));
            ids.collect::<Vec<_>>().join(" ")
        },
    },
    Column {
        name: "sources",
        shape: Shape::Both,
        cell: |r| {
            r.checked.examples.iter().flat_map(|e| e.sources.clone()).collect::<Vec<_>>().join(" ")
        },
    },
];

/// Runs the command.
pub fn run(args: &CheckArgs) -> Result<()> {
    let record = open(&args.answer.store)?;
    let answer = answer(args, &record)?;
    match args.answer.show.format {
        Format::Json => dossier::object(&answer),
        Format::Csv => show::all(Format::Csv, LOOKED, show::out(), &answer.about_record),
        Format::Table => tell(&answer),
    }
}

fn answer(args: &CheckArgs, record: &Record) -> Result<Answer> {
    let on: When = match &args.on {
        Some(on) => on.clone(),
        None => Timestamp::now().to_zoned(TimeZone::UTC).date().into(),
    };
    let chain = Chain::load(&ReadingArgs {
        published: Some(on.to_string()),
        lang: args.lang,
        data: args.data.clone(),
        threads: None,
    })?;
    let (id, text) = ("-".to_owned(), args.what.clone());
    let read = chain.read(chain.document(Report { id, text, ..Report::default() }));
    let (says, understood): (Vec<_>, Vec<_>) =
        read.reading.events.into_iter().partition(|c| c.about_record.is_some());
    let look_up = |claim: Claim| {
        let checked = record.check(&claim, Some(claim.date.as_ref().unwrap_or(&on)), None)?;
        Ok(Looked { claim, checked })
    };
    let about_record = says.into_iter().map(look_up).collect::<Result<_>>()?;
    Ok(Answer { sentence: args.what.clone(), on, about_record, understood })
}

fn about(claim: &Claim) -> AboutRecord {
    claim.about_record.clone().unwrap_or_default()
}

fn tell(answer: &Answer) -> Result<()> {
    let mut out = show::out();
    answer.about_record.iter().try_for_each(|l| found(&mut out, l))?;
    if answer.about_record.is_empty() {
        nothing(&mut out, &answer.understood)?;
    }
    Ok(out.flush()?)
}

/// What the record says, what was understood, why, and the events for or against it.
fn found(out: &mut Out, l: &Looked) -> Result<()> {
    let finding = match l.checked.finding {
        Finding::Supported => styled(GOOD.bold(), ui::say("check.supported")),
        Finding::Contradicted => styled(BAD.bold(), ui::say("check.contradicted")),
        Finding::Unknown => styled(STRONG, ui::say("check.unknown")),
    };
    writeln!(out, "{finding}: {}", because(l))?;
    writeln!(out, "{}", styled(FAINT, format!("{}: {}", in_words(&l.claim), deed(&l.claim))))?;
    let mut chronicle = Chronicle::new(show::width());
    for (n, event) in l.checked.examples.iter().rev().enumerate() {
        if n == 0 {
            writeln!(out)?;
        }
        chronicle.event(out, event)?;
    }
    Ok(())
}

/// What was understood of the event itself.
fn deed(claim: &Claim) -> String {
    let target =
        if claim.is_mutual() { String::new() } else { format!(" → {}", names(&claim.target)) };
    let said = claim.said_by.as_ref().map(|s| ui::fill("by", &[&who(s)])).unwrap_or_default();
    let day =
        claim.date.as_ref().map_or_else(|| ui::say("explain.no-date").into(), When::to_string);
    let (source, kind) = (names(&claim.source), &claim.kind);
    format!("{} ({kind}), {source}{target}, {day}, {}{said}", claim.event_type, claim.status)
}

/// What is claimed.
fn in_words(claim: &Claim) -> String {
    let about = about(claim);
    let value = about.value.as_deref().unwrap_or("?");
    match about.claim.as_str() {
        "first" => ui::say("check.first").to_owned(),
        "first-since" => ui::fill("check.first-since", &[&value]),
        "nth" => ui::fill("check.nth", &[&value]),
        other => other.to_owned(),
    }
}

/// Why it is so, is not so or is not known.
fn because(l: &Looked) -> String {
    let words = match (l.checked.finding, l.checked.why, about(&l.claim).claim.as_str()) {
        (_, Some(Why::NoDate), _) => ui::say("check.no-date"),
        (_, Some(Why::NoValue), _) => ui::say("check.no-value"),
        (_, Some(Why::NotLookedUp), _) => ui::say("check.not-looked-up"),
        (_, Some(Why::TooShort), _) => ui::say("check.too-short"),
        (_, Some(Why::NoneThen), _) => ui::say("check.none-then"),
        (Finding::Supported, _, "first") => ui::say("check.none-before"),
        (Finding::Supported, _, "first-since") => ui::say("check.none-since"),
        (Finding::Contradicted, _, "first" | "first-since") => ui::say("check.others"),
        _ => return ui::fill("check.counted", &[&l.checked.counted]),
    };
    words.to_owned()
}

/// The sentence says nothing of the record: what it does say, and what to write instead.
fn nothing(out: &mut Out, understood: &[Claim]) -> Result<()> {
    if understood.is_empty() {
        return Ok(writeln!(out, "{}", ui::say("check.nothing"))?);
    }
    writeln!(out, "{}", ui::say("check.no-claim"))?;
    understood.iter().try_for_each(|c| writeln!(out, "  {}", deed(c)))?;
    let who: Vec<&str> = {
        let all = understood.iter().take(1).flat_map(|c| c.source.iter().chain(&c.target));
        all.map(|a| a.code.as_str()).collect()
    };
    let kind = understood.first().map_or("", |c| &c.kind);
    Ok(writeln!(out, "{}", ui::fill("check.instead", &[&who.join(","), &kind]))?)
}
