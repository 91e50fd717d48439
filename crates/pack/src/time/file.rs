//! `time.toml` as it is written, checked and compiled.

use super::{Rule, ShapeRule, TenseWords, TimeGrammar, Value, pattern, shape::Shape};
use crate::{Complaints, Source, read_toml};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use toml::Spanned;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TimeFile {
    words: BTreeMap<String, BTreeMap<Spanned<String>, Plain>>,
    /// Endings that make further words of a class: `maandag` and `ochtend` give `maandagochtend`.
    #[serde(default)]
    endings: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    shape: Vec<Spanned<ShapeEntry>>,
    rule: Vec<Spanned<Entry>>,
    tense: TenseWords,
}

/// A word's value: a number, or anything that a rule could say.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
enum Plain {
    Number(f64),
    Text(String),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ShapeEntry {
    form: Vec<String>,
    makes: String,
    value: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    text: Vec<String>,
    #[serde(default = "time")]
    makes: String,
    value: String,
}

fn time() -> String {
    TimeGrammar::TIME.to_owned()
}

/// One file on its way to a grammar.
struct Builder {
    path: String,
    text: String,
    grammar: TimeGrammar,
    complaints: Complaints,
}

pub(super) fn load(source: &Source, lang: &str) -> Result<TimeGrammar, Complaints> {
    let path = format!("packs/{lang}/time.toml");
    let file: TimeFile = read_toml(source, &path).map_err(|c| Complaints(vec![c]))?;
    let text = source.text(&path).map_err(|c| Complaints(vec![c]))?;
    let grammar = TimeGrammar { tense: file.tense, ..TimeGrammar::default() };
    let mut builder = Builder { path, text, grammar, complaints: Complaints::default() };
    builder.words(file.words, &file.endings);
    builder.shapes(file.shape);
    builder.rules(file.rule);
    builder.loose_classes();
    builder.complaints.or(builder.grammar)
}

impl Builder {
    fn complain(&mut self, at: usize, message: String) {
        let line = 1 + self.text[..at.min(self.text.len())].matches('\n').count();
        self.complaints.add(&self.path, line, message);
    }

    fn words(
        &mut self,
        classes: BTreeMap<String, BTreeMap<Spanned<String>, Plain>>,
        endings: &BTreeMap<String, Vec<String>>,
    ) {
        for (class, words) in classes {
            let endings = endings.get(&class).map_or(&[][..], Vec::as_slice);
            for (word, value) in words {
                let value = match value {
                    Plain::Number(n) => Ok(Value::Number(n)),
                    Plain::Text(t) => Value::parse(&t, &|_| None),
                };
                match value {
                    Ok(value) => self.word(&class, word.get_ref(), endings, &value),
                    Err(message) => self.complain(word.span().start, message),
                }
            }
        }
    }

    fn word(&mut self, class: &str, word: &str, endings: &[String], value: &Value) {
        let forms = std::iter::once(word.to_lowercase())
            .chain(endings.iter().map(|e| format!("{}{e}", word.to_lowercase())));
        for form in forms {
            let words = form.split_whitespace().map(str::to_owned).collect();
            self.grammar.words.push((words, class.to_owned(), value.clone()));
        }
    }

    fn shapes(&mut self, entries: Vec<Spanned<ShapeEntry>>) {
        for entry in entries {
            let (at, entry) = (entry.span().start, entry.into_inner());
            for form in &entry.form {
                match shape(form, &entry) {
                    Ok(rule) => self.grammar.shapes.push(rule),
                    Err(message) => self.complain(at, message),
                }
            }
        }
    }

    fn rules(&mut self, entries: Vec<Spanned<Entry>>) {
        for entry in entries {
            let (at, entry) = (entry.span().start, entry.into_inner());
            let line = 1 + self.text[..at.min(self.text.len())].matches('\n').count();
            for text in &entry.text {
                match rules(text, &entry, line) {
                    Ok(rules) => self.grammar.rules.extend(rules),
                    Err(message) => self.complain(at, message),
                }
            }
        }
    }

    /// Complains of classes that rules ask for and nothing makes, and of those that rules make and none asks for.
    fn loose_classes(&mut self) {
        let g = &self.grammar;
        let made: HashSet<&str> = (g.words.iter().map(|w| w.1.as_str()))
            .chain(g.shapes.iter().map(|s| s.makes.as_str()))
            .chain(g.rules.iter().map(|r| r.makes.as_str()))
            .chain([TimeGrammar::EVENT])
            .collect();
        let asked: HashSet<&str> = (g.rules.iter().flat_map(Rule::classes))
            .chain([TimeGrammar::TIME, TimeGrammar::NOTHING])
            .collect();
        let mut loose = BTreeSet::new();
        for rule in &g.rules {
            for class in rule.classes().filter(|c| !made.contains(c)) {
                loose.insert((rule.line, format!("nothing makes the class `{class}`")));
            }
            if !asked.contains(rule.makes.as_str()) {
                loose.insert((rule.line, format!("no rule asks for the class `{}`", rule.makes)));
            }
        }
        for (line, message) in loose {
            self.complaints.add(&self.path, line, message);
        }
        self.complaints.0.sort();
    }
}

fn shape(form: &str, entry: &ShapeEntry) -> Result<ShapeRule, String> {
    let shape = Shape::parse(form)?;
    let value = Value::parse(&entry.value, &|name| shape.slot(name))?;
    Ok(ShapeRule { shape, makes: entry.makes.clone(), value })
}

fn rules(text: &str, entry: &Entry, line: usize) -> Result<Vec<Rule>, String> {
    let one = |s: pattern::Sequence| {
        let value = Value::parse(&entry.value, &|name| s.slot(name))?;
        Ok(Rule { line, makes: entry.makes.clone(), elements: s.elements, span: s.span, value })
    };
    pattern::parse(text)?.into_iter().map(one).collect()
}
