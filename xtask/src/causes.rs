//! `xtask causes`: why the events of gold reports are missed, by the stage that loses them.

use crate::gold::{self, Engine};
use anyhow::{Result, anyhow};
use kroniek_coder::what::Considered;
use kroniek_eval::{Error, expand, score};
use kroniek_model::Sentence;
use kroniek_pack::{Source, ontology::Ontology};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
};

/// The stages at which an event is lost, the last that it reached first.
const CAUSES: [&str; 6] = [
    "roles filled, with others or dropped for its mood",
    "right type, nobody found on one side",
    "right type, only by turns of phrase that are not there",
    "another type, roles filled",
    "another type, roles not filled",
    "no word of the sentence means anything",
];

/// A table of causes with their shares, and where `listed` every event missed under it, with its sentence and what became
/// of the frames of its type there.
///
/// # Errors
/// A file cannot be read, or the data has faults.
pub fn run(folders: &[&str], listed: bool) -> Result<String> {
    let engine = Engine::load()?;
    let ontology = Ontology::load(&Source::Embedded).map_err(|c| anyhow!("{c}"))?;
    let (mut counts, mut list) = ([0; CAUSES.len()], String::new());
    for report in gold::reports(folders)? {
        let (document, sentences) = engine.parse(&report.text)?;
        let reading = serde_json::to_value(engine.coder.code(&document, &sentences))?;
        let considered = engine.coder.considered(&document, &sentences);
        for missed in missed(&report.gold, reading) {
            let types = types_of(&missed, &report.gold);
            let around = sentences_of(&sentences, &missed.quote);
            let fired: Vec<&Considered> =
                considered.iter().filter(|c| around.contains(&c.sentence)).collect();
            let same = of_type(&fired, &types, &ontology, &engine);
            let cause = cause(&fired, &same);
            counts[cause] += 1;
            writeln!(list, "{}\t{}\t{}\t{}", CAUSES[cause], missed.doc, missed.item, missed.quote)?;
            for c in same {
                writeln!(list, "\t{}\t{}", c.rule, c.outcome)?;
            }
        }
    }
    let all = counts.iter().sum::<usize>().max(1);
    let mut out = "| cause | missed | share |\n| --- | --- | --- |\n".to_owned();
    for (cause, n) in CAUSES.iter().zip(counts) {
        writeln!(out, "| {cause} | {n} | {:.0} % |", 100.0 * n as f64 / all as f64)?;
    }
    Ok(if listed { out + "\n" + &list } else { out })
}

fn missed(gold: &Value, reading: Value) -> Vec<Error> {
    let doc = gold["doc"].as_str().unwrap_or_default().to_owned();
    let (_, errors) = score(std::slice::from_ref(gold), &BTreeMap::from([(doc, reading)]));
    errors.into_iter().filter(|e| e.what == "missed").collect()
}

/// The types by which a missed event may be read.
fn types_of(missed: &Error, gold: &Value) -> BTreeSet<String> {
    let same = expand(gold).into_iter().filter(|i| i.quote == missed.quote);
    same.flat_map(|i| i.keys).map(|(event_type, ..)| event_type).collect()
}

/// The sentences that a quotation stands in; without spaces and case, since it may run over a line.
fn sentences_of(sentences: &[Sentence], quote: &str) -> Vec<usize> {
    let plain = |s: &str| s.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let quote = plain(quote).to_lowercase();
    let holds = |s: &Sentence| {
        let text = plain(&s.text()).to_lowercase();
        text.contains(&quote) || (text.len() > 8 && quote.contains(&text))
    };
    sentences.iter().enumerate().filter(|(_, s)| holds(s)).map(|(i, _)| i).collect()
}

/// Those of the right type.
fn of_type<'a>(
    fired: &[&'a Considered],
    types: &BTreeSet<String>,
    ontology: &Ontology,
    engine: &Engine,
) -> Vec<&'a Considered> {
    let frame = |c: &Considered| engine.coder.frames().all().iter().find(|f| f.id == c.rule);
    let right = |c: &&&Considered| {
        let kind = frame(c).and_then(|f| ontology.kind(&f.kind));
        kind.is_some_and(|k| types.contains(&k.event_type.to_string()))
    };
    fired.iter().filter(right).copied().collect()
}

fn cause(fired: &[&Considered], same: &[&Considered]) -> usize {
    let filled = |c: &Considered| c.outcome.contains("->");
    let demanded = |c: &Considered| c.outcome.contains("demands");
    match () {
        () if same.iter().any(|c| filled(c)) => 0,
        () if same.iter().any(|c| !demanded(c)) => 1,
        () if !same.is_empty() => 2,
        () if fired.iter().any(|c| filled(c)) => 3,
        () if !fired.is_empty() => 4,
        () => 5,
    }
}
