//! `kroniek eval`: readings against gold, with the figures of the annotation guide's scorer.

use super::code;
use crate::{args::EvalArgs, batch, chain::Chain, trouble::Trouble};
use anyhow::{Context, Result, bail};
use kroniek_eval::{Error, Figure, Scores, score};
use serde_json::Value;
use std::{collections::BTreeMap, fs, io::Write, path::Path};

/// Runs the command.
pub fn run(args: &EvalArgs, trouble: &mut Trouble) -> Result<()> {
    let gold = gold(&args.gold)?;
    let predictions = match (&args.predictions, &args.texts) {
        (Some(file), _) => from_file(file)?,
        (None, Some(texts)) => from_texts(args, texts, trouble)?,
        (None, None) => bail!("give readings, or --texts DIR"),
    };
    let (scores, errors) = score(&gold, &predictions);
    let mut out = std::io::stdout().lock();
    if args.json {
        writeln!(out, "{}", serde_json::to_string(&scores)?)?;
    } else {
        table(&mut out, &scores)?;
    }
    if args.errors {
        errors.iter().try_for_each(|e| error(&mut out, e))?;
    }
    Ok(())
}

fn gold(dir: &Path) -> Result<Vec<Value>> {
    let entries = fs::read_dir(dir)
        .with_context(|| format!("{}: the gold folder cannot be read", dir.display()))?;
    let mut files: Vec<_> = entries.filter_map(|e| Some(e.ok()?.path())).collect();
    files.retain(|f| f.extension().is_some_and(|e| e == "json"));
    files.sort();
    if files.is_empty() {
        bail!("{}: no gold (*.json) in it", dir.display());
    }
    files.iter().map(|f| json(f)).collect()
}

fn json(file: &Path) -> Result<Value> {
    let text = fs::read_to_string(file).with_context(|| file.display().to_string())?;
    serde_json::from_str(&text).with_context(|| format!("{}: not JSON", file.display()))
}

fn from_file(file: &Path) -> Result<BTreeMap<String, Value>> {
    let text =
        fs::read_to_string(file).with_context(|| format!("{}: cannot be read", file.display()))?;
    let lines = text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty());
    let one = |(n, line): (usize, &str)| {
        let value: Value = serde_json::from_str(line)
            .with_context(|| format!("{}:{}: not JSON", file.display(), n + 1))?;
        Ok((doc(&value), value))
    };
    lines.map(one).collect()
}

/// The report's identifier without a file's ending, as gold has it.
fn doc(reading: &Value) -> String {
    let doc = reading.get("doc").and_then(Value::as_str).unwrap_or_default();
    Path::new(doc).file_stem().map_or_else(String::new, |s| s.to_string_lossy().into_owned())
}

fn from_texts(
    args: &EvalArgs,
    texts: &Path,
    trouble: &mut Trouble,
) -> Result<BTreeMap<String, Value>> {
    batch::threads(args.reading.threads)?;
    let chain = Chain::load(&args.reading)?;
    let mut all = BTreeMap::new();
    code::each(&chain, kroniek_reader::read(&[texts.to_owned()]), trouble, |read, _| {
        let value = serde_json::to_value(&read.reading)?;
        all.insert(doc(&value), value);
        Ok(())
    })?;
    Ok(all)
}

fn table(out: &mut impl Write, s: &Scores) -> std::io::Result<()> {
    writeln!(out, "{:14} {}", "reports", s.reports)?;
    writeln!(out, "{:14} {}", "not predicted", s.not_predicted)?;
    let figures: [(&str, &Figure); 6] = [
        ("events", &s.events),
        ("strict", &s.strict),
        ("pairs", &s.pairs),
        ("hedged", &s.hedged),
        ("people", &s.people),
        ("states", &s.states),
    ];
    for (name, f) in figures {
        let Figure { precision, recall, f1, gold, predicted } = f;
        writeln!(
            out,
            "{name:14} precision {precision:.4}  recall {recall:.4}  f1 {f1:.4}  gold {gold}  predicted {predicted}"
        )?;
    }
    for (name, share) in [("dates", s.dates), ("status", s.status), ("undated", s.undated)] {
        writeln!(out, "{name:14} {}", share.map_or_else(|| "-".into(), |x| format!("{x:.4}")))?;
    }
    Ok(())
}

fn error(out: &mut impl Write, e: &Error) -> std::io::Result<()> {
    writeln!(out, "{}\t{}\t{}\t{}", e.doc, e.what, e.item, e.quote)
}
