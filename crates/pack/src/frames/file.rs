//! The frame files as they are written, checked and compiled.

use super::{Classes, Example, Frame, Pattern, Slot, Sort, Symmetry, TriggerClass};
use crate::{Complaints, Source, read_toml};
use kroniek_model::Status;
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};

/// A file: frames of one kind, or of several related kinds.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FrameFile {
    /// Kind of every frame that names none itself.
    kind: Option<String>,
    frame: Vec<toml::Spanned<Entry>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    kind: Option<String>,
    #[serde(default)]
    verb: Vec<String>,
    #[serde(default)]
    noun: Vec<String>,
    #[serde(default)]
    adjective: Vec<String>,
    #[serde(default)]
    with: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    without: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    source: Vec<String>,
    #[serde(default)]
    target: Vec<String>,
    #[serde(default)]
    source_is: Vec<Sort>,
    #[serde(default)]
    target_is: Vec<Sort>,
    #[serde(default)]
    mutual: bool,
    #[serde(default)]
    explicit: bool,
    #[serde(default)]
    negated: bool,
    #[serde(default)]
    promised: bool,
    status: Option<Status>,
    strength: Option<f32>,
    state: Option<String>,
    #[serde(default)]
    examples: Vec<String>,
    #[serde(default)]
    not: Vec<String>,
}

/// Strength of a frame that states none: right more often than not where its slots are filled.
const USUAL_STRENGTH: f32 = 0.8;

pub(super) fn load(source: &Source, lang: &str) -> Result<Vec<Frame>, Complaints> {
    let mut complaints = Complaints::default();
    let classes_file = format!("packs/{lang}/classes.toml");
    let classes = complaints.take(read_toml::<HashMap<String, Vec<String>>>(source, &classes_file));
    let classes = Classes::new(classes.unwrap_or_default());
    let mut frames = Vec::new();
    for path in source.list(&format!("packs/{lang}/frames"), "toml") {
        let Some(file) = complaints.take(read_toml::<FrameFile>(source, &path)) else { continue };
        let text = source.text(&path).unwrap_or_default();
        let stem = path.rsplit('/').next().unwrap_or(&path).trim_end_matches(".toml");
        for (n, entry) in file.frame.into_iter().enumerate() {
            let line = 1 + text[..entry.span().start.min(text.len())].matches('\n').count();
            let id = format!("{lang}/{stem}.{}", n + 1);
            match compile(id, file.kind.as_deref(), entry.into_inner(), &classes) {
                Ok(frame) => frames.push(frame),
                Err(message) => complaints.add(&path, line, message),
            }
        }
    }
    complaints.or(frames)
}

fn compile(
    id: String,
    kind: Option<&str>,
    entry: Entry,
    classes: &Classes,
) -> Result<Frame, String> {
    let kind = entry
        .kind
        .as_deref()
        .or(entry.state.as_deref())
        .or(kind)
        .ok_or("no `kind`, neither here nor at the top of the file")?
        .to_owned();
    let triggers = triggers(&entry, classes)?;
    if triggers.is_empty() {
        return Err("no trigger: give `verb`, `noun` or `adjective`".into());
    }
    if entry.source.is_empty() {
        return Err("no `source`: who does it?".into());
    }
    let mut examples =
        entry.examples.iter().map(|e| Example::parse(e)).collect::<Result<Vec<_>, _>>()?;
    examples.extend(entry.not.iter().map(|e| Example::not(e)));
    Ok(Frame {
        id,
        kind,
        triggers,
        with: constraints(&entry.with, classes)?,
        without: constraints(&entry.without, classes)?,
        source: slots(&entry.source),
        target: slots(&entry.target),
        symmetry: if entry.mutual { Symmetry::Mutual } else { Symmetry::Directed },
        explicit: entry.explicit,
        negated: entry.negated,
        promised: entry.promised,
        source_is: entry.source_is,
        target_is: entry.target_is,
        status: entry.status,
        strength: entry.strength.unwrap_or(USUAL_STRENGTH),
        state: entry.state,
        examples,
    })
}

fn triggers(entry: &Entry, classes: &Classes) -> Result<Vec<(TriggerClass, Pattern)>, String> {
    let mut all = Vec::new();
    for (class, words) in [
        (TriggerClass::Verb, &entry.verb),
        (TriggerClass::Noun, &entry.noun),
        (TriggerClass::Adjective, &entry.adjective),
    ] {
        all.extend(classes.expand(words)?.into_iter().map(|p| (class, p)));
    }
    Ok(all)
}

fn slots(texts: &[String]) -> Vec<Slot> {
    texts.iter().map(|s| s.parse().unwrap_or_else(|never| match never {})).collect()
}

fn constraints(
    entry: &BTreeMap<String, Vec<String>>,
    classes: &Classes,
) -> Result<Vec<(Slot, Vec<Pattern>)>, String> {
    let one = |(slot, words): (&String, &Vec<String>)| {
        let slot = slot.parse().unwrap_or_else(|never: std::convert::Infallible| match never {});
        Ok((slot, classes.expand(words)?))
    };
    entry.iter().map(one).collect()
}
