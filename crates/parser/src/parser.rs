//! Documents read into sentences.

use crate::engine::{self, Annotation, Bare, Engine};
use crate::enhance::enhance;
use crate::plain::plain;
use crate::settle;
use crate::text::{self, LONGEST_SENTENCE, ends::Ends};
use kroniek_model::{Document, Field, Paragraph, ParagraphKind, Sentence, Span, Token, Upos};
use kroniek_pack::{Complaint, GrammarRules, Source, TextRules};
use std::{borrow::Cow, ops::Range};

/// How many sentences are given to the engine at once.
const BATCH: usize = 512;
/// Said of a file of weights that cannot be used.
const DAMAGED: &str = "no whole file of weights: train it again or take it away";

/// Reads documents of one language into sentences.
pub struct Parser {
    rules: TextRules,
    grammar: GrammarRules,
    ends: Option<Ends>,
    engine: Box<dyn Engine>,
}

impl Parser {
    /// A parser for a language (`nl`) by the data of its pack.
    ///
    /// # Errors
    /// A complaint if the pack's `text.toml` or `grammar.toml` is missing or malformed, its `offices.toml` is malformed, or
    /// its weights are damaged.
    pub fn new(source: &Source, lang: &str) -> Result<Parser, Complaint> {
        Ok(Parser {
            rules: TextRules::read(source, lang)?,
            grammar: GrammarRules::read(source, lang)?,
            ends: ends(source, lang)?,
            engine: engine(source, lang)?,
        })
    }

    /// The same parser with another engine.
    pub fn with_engine(self, engine: Box<dyn Engine>) -> Parser {
        Parser { engine, ..self }
    }

    /// The sentences of a report, in text order; noise is not read.
    pub fn parse(&self, document: &Document) -> Vec<Sentence> {
        self.parse_noting(document, &mut Vec::new())
    }

    /// As [`Parser::parse`]; adds what a person should know of how it was read to `warnings`.
    pub fn parse_noting(&self, document: &Document, warnings: &mut Vec<String>) -> Vec<Sentence> {
        let mut forced = 0;
        let mut sentences = Vec::new();
        for (index, paragraph) in document.paragraphs.iter().enumerate() {
            if paragraph.kind != ParagraphKind::Noise {
                forced += self.cut_into(index, paragraph, &mut sentences);
            }
        }
        if forced > 0 {
            warnings.push(format!(
                "{forced} sentences of more than {LONGEST_SENTENCE} words and marks were cut at a mark"
            ));
        }
        self.annotate(&mut sentences);
        sentences
    }

    /// The sentences of a bare text; blank lines part its paragraphs.
    pub fn parse_text(&self, text: &str) -> Vec<Sentence> {
        self.parse(&Document {
            paragraphs: paragraphs(text),
            text: text.to_owned(),
            ..Document::default()
        })
    }

    /// Tags, lemmas, trees and names for sentences whose tokens are given; what they had is replaced.
    pub fn annotate(&self, sentences: &mut [Sentence]) {
        for batch in sentences.chunks_mut(BATCH) {
            let forms: Vec<Vec<Cow<str>>> =
                batch.iter().map(|s| s.tokens.iter().map(|t| plain(&t.form)).collect()).collect();
            let views: Vec<Vec<&str>> =
                forms.iter().map(|s| s.iter().map(|f| &**f).collect()).collect();
            let annotations = self.engine.annotate(&views);
            for (sentence, annotations) in batch.iter_mut().zip(annotations) {
                for (token, annotation) in sentence.tokens.iter_mut().zip(annotations) {
                    fill(token, annotation);
                }
                enhance(&self.grammar, sentence);
            }
        }
        settle::names(sentences);
    }

    fn cut_into(&self, index: usize, paragraph: &Paragraph, out: &mut Vec<Sentence>) -> usize {
        let text: Vec<char> = paragraph.text.chars().collect();
        let whole = matches!(paragraph.kind, ParagraphKind::Heading | ParagraphKind::Stamp);
        let cut = text::cut(&self.rules, self.ends.as_ref(), &text, whole);
        out.extend(cut.sentences.iter().map(|range| Sentence {
            paragraph: index,
            field: paragraph.field,
            kind: paragraph.kind,
            tokens: cut.tokens[range.clone()].iter().map(|t| token(paragraph, &text, t)).collect(),
            enhanced: Vec::new(),
        }));
        cut.forced
    }
}

/// The learned opinion on sentence ends, if the pack has one.
fn ends(source: &Source, lang: &str) -> Result<Option<Ends>, Complaint> {
    let file = format!("packs/{lang}/weights/ends.bin");
    let Some(bytes) = source.bytes(&file) else { return Ok(None) };
    let ends = Ends::from_bytes(&bytes).map(Some);
    ends.ok_or_else(|| Complaint::new(&file, 0, DAMAGED))
}

/// The engine by the pack's weights, or by the file that `KRONIEK_ENGINE` names (a developers' door).
fn engine(source: &Source, lang: &str) -> Result<Box<dyn Engine>, Complaint> {
    let named = std::env::var("KRONIEK_ENGINE").ok();
    let file = named.clone().or_else(|| source.list(&format!("packs/{lang}/weights"), "net").pop());
    let Some(file) = file else { return Ok(Box::new(Bare)) };
    let bytes = match named {
        Some(path) => std::fs::read(path).ok().map(Into::into),
        None => source.bytes(&file),
    };
    let engine = bytes.as_deref().and_then(engine::open);
    engine.ok_or_else(|| Complaint::new(&file, 0, DAMAGED))
}

fn token(paragraph: &Paragraph, text: &[char], range: &Range<usize>) -> Token {
    let form: String = text[range.clone()].iter().collect();
    Token {
        span: paragraph.original(Span::new(range.start as u32, range.end as u32)),
        lemma: form.clone(),
        form,
        joined: None,
        upos: Upos::X,
        feats: "".into(),
        head: None,
        deprel: "".into(),
        entity: None,
        space_after: text.get(range.end).is_none_or(|c| c.is_whitespace()),
    }
}

fn fill(token: &mut Token, annotation: Annotation) {
    token.upos = annotation.upos;
    token.feats = annotation.feats;
    token.lemma = match token.form.contains(char::is_alphanumeric) {
        true => annotation.lemma,
        false => token.form.clone(),
    };
    token.joined = None;
    token.head = annotation.head.checked_sub(1);
    token.deprel = annotation.deprel;
    token.entity = annotation.entity;
}

/// The stretches of a text between blank lines.
fn paragraphs(text: &str) -> Vec<Paragraph> {
    let (mut out, mut open, mut start, mut at) = (Vec::new(), String::new(), 0, 0);
    for line in text.split_inclusive('\n') {
        if line.trim().is_empty() {
            close(&mut out, &mut open, start);
        } else {
            if open.is_empty() {
                start = at;
            }
            open.push_str(line);
        }
        at += line.chars().count() as u32;
    }
    close(&mut out, &mut open, start);
    out
}

fn close(out: &mut Vec<Paragraph>, open: &mut String, start: u32) {
    if !open.is_empty() {
        out.push(Paragraph::verbatim(ParagraphKind::Body, Field::Text, open, start));
        open.clear();
    }
}
