//! The grammar of time expressions, as data (`packs/LANG/time.toml`).

mod file;
mod pattern;
mod shape;
mod value;

pub use pattern::Element;
pub use shape::Shape;
pub use value::{Op, Unit, Value};

use crate::{Complaints, Source};
use serde::Deserialize;
use std::{collections::HashSet, ops::Range};

/// How a language speaks of time.
#[derive(Debug, Clone, Default)]
pub struct TimeGrammar {
    /// Words and phrases (in lower case), the class that they belong to, and what they mean.
    pub words: Vec<(Vec<String>, String, Value)>,
    /// Shapes of written words, strongest first.
    pub shapes: Vec<ShapeRule>,
    /// Rules, strongest first.
    pub rules: Vec<Rule>,
    /// Words that tell past from future.
    pub tense: TenseWords,
}

/// A shape that makes a word a member of a class.
#[derive(Debug, Clone)]
pub struct ShapeRule {
    /// The shape.
    pub shape: Shape,
    /// The class.
    pub makes: String,
    /// What it means, with places for the fields of the shape.
    pub value: Value,
}

/// A sequence of words and classes, and what it means.
#[derive(Debug, Clone)]
pub struct Rule {
    /// Line of the rule in `time.toml`, counted from 1.
    pub line: usize,
    /// The class that it makes; [`TimeGrammar::TIME`] is a time expression.
    pub makes: String,
    /// Its elements. A class with `!` wants its first word in lower case, unless a sentence begins there.
    pub elements: Vec<Element>,
    /// The elements that belong to the expression.
    pub span: Range<usize>,
    /// What it means, with places for what the elements catch.
    pub value: Value,
}

impl Rule {
    /// The classes that it asks for.
    pub fn classes(&self) -> impl Iterator<Item = &str> {
        self.elements.iter().filter_map(|e| match e {
            Element::Class(name) => Some(name.trim_end_matches('!')),
            Element::Word(_) => None,
        })
    }
}

/// Words that tell past from future where no tree does.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TenseWords {
    /// Finite verbs in the past tense.
    pub past: HashSet<String>,
    /// Endings of finite verbs in the past tense.
    pub past_endings: Vec<String>,
    /// Words with such an ending that are none.
    pub not_past: HashSet<String>,
    /// Words that make their clause past, whatever its verb looks like.
    pub past_marks: HashSet<String>,
    /// Words with which "since" tells of something else than when it began ("the first since 2018").
    pub first_since: HashSet<String>,
    /// Words that tie a date to the noun before it rather than to the verb ("the treaty of 2015").
    pub of: HashSet<String>,
    /// Present forms of the future auxiliary.
    pub will: HashSet<String>,
    /// Past forms of the future auxiliary: what they govern was still to come, unless it is a perfect infinitive.
    pub would: HashSet<String>,
    /// Auxiliaries of the perfect, in the present tense.
    pub perfect: HashSet<String>,
    /// Auxiliaries of the passive in the present tense, which make a participle no perfect.
    pub passive: HashSet<String>,
    /// Participles: words, or what they begin and end with (`ge*d`); with `!` what none looks like.
    pub participles: Vec<String>,
    /// Words that look to the future.
    pub future: HashSet<String>,
    /// Verbs of saying in the present tense: what is said is past when it is printed.
    pub said: HashSet<String>,
    /// Nouns and participles of what is still to come ("geplande", "komende").
    pub to_come: HashSet<String>,
    /// Words that take up the date last spoken of.
    pub then: HashSet<String>,
    /// Words that say that a thing holds and has no date ("al jaren", "altijd").
    pub lasting: HashSet<String>,
    /// Conjunctions and relative words that open another clause.
    pub openers: HashSet<String>,
}

impl TenseWords {
    /// Whether a form (in lower case) looks like a past participle.
    pub fn is_participle(&self, form: &str) -> bool {
        !self.is_no_participle(form) && self.participles.iter().any(|p| fits(p, form))
    }

    /// Whether a form (in lower case) looks like no past participle can.
    pub fn is_no_participle(&self, form: &str) -> bool {
        self.participles.iter().filter_map(|p| p.strip_prefix('!')).any(|p| fits(p, form))
    }
}

/// Whether a form is a word, or begins and ends as `begin*end` says.
fn fits(pattern: &str, form: &str) -> bool {
    match pattern.split_once('*') {
        None => form == pattern,
        Some((begin, end)) => {
            let long = form.len() > begin.len() + end.len() + 1;
            long && form.starts_with(begin) && form.ends_with(end)
        }
    }
}

impl TimeGrammar {
    /// The class of whole time expressions.
    pub const TIME: &'static str = "time";
    /// The class of what looks like a time expression and is none.
    pub const NOTHING: &'static str = "nothing";
    /// The class of numbers that may be years: one that counts something is none.
    pub const YEAR: &'static str = "year";
    /// The class of words that the report itself has dated ("the invasion of 2014").
    pub const EVENT: &'static str = "event";

    /// Reads `packs/LANG/time.toml`.
    ///
    /// # Errors
    /// All complaints about the file.
    pub fn load(source: &Source, lang: &str) -> Result<TimeGrammar, Complaints> {
        file::load(source, lang)
    }
}
