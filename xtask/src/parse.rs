//! `xtask score parse FILE.conllu[.xz]` and `xtask score names FILE.bio[.xz]`: the measures of the CoNLL 2018 shared task, from gold tokens and from raw text.

use anyhow::{Context, Result, anyhow};
use kroniek_model::{Document, Field, Paragraph, ParagraphKind, Sentence};
use kroniek_pack::Source;
use kroniek_parser::{Parser, conllu, eval};
use std::{fs, path::Path};

/// How many sentences make a paragraph of raw text.
const PARAGRAPH: usize = 5;

/// Scores the parser of `lang` on a CoNLL-U file (packed by xz or not) and gives the figures as text.
///
/// # Errors
/// The file cannot be read, or the pack is broken.
pub fn score(path: &Path, lang: &str) -> Result<String> {
    let gold = read(path)?;
    let parser = Parser::new(&Source::Embedded, lang).map_err(|c| anyhow!("{c}"))?;
    let mut given = gold.clone();
    parser.annotate(&mut given);
    let raw = parser.parse(&raw(&gold));
    let mut out = table("gold tokens", &gold, &given)?;
    out += &table("raw text", &gold, &raw)?;
    Ok(out)
}

/// Scores the names that the parser of `lang` finds on a file with a token and its tag on each line (CoNLL-2002), by
/// whole names, the type counted.
///
/// # Errors
/// The file cannot be read, or the pack is broken.
pub fn names(path: &Path, lang: &str) -> Result<String> {
    let parser = Parser::new(&Source::Embedded, lang).map_err(|c| anyhow!("{c}"))?;
    let gold = conllu::read_names(&text(path)?);
    let mut system = gold.clone();
    parser.annotate(&mut system);
    let mut out = String::new();
    for (name, score) in eval::names(&gold, &system) {
        out += &line(name, &score);
    }
    Ok(out)
}

fn line(name: &str, score: &eval::Score) -> String {
    let figures =
        [score.precision(), score.recall(), score.f1()].map(|f| format!("{:6.2}", 100.0 * f));
    format!("  {name:12} {}\n", figures.join(" "))
}

fn read(path: &Path) -> Result<Vec<Sentence>> {
    conllu::read(&text(path)?).with_context(|| format!("{}", path.display()))
}

/// The text of a file, unpacked if its name ends in `.xz`.
fn text(path: &Path) -> Result<String> {
    let bytes = fs::read(path).with_context(|| format!("{}", path.display()))?;
    let packed = path.extension().is_some_and(|e| e == "xz");
    let unpacked = if packed { unpacked(&bytes) } else { Ok(bytes) };
    let text = String::from_utf8(unpacked.with_context(|| format!("{}", path.display()))?);
    text.with_context(|| format!("{}", path.display()))
}

fn unpacked(mut bytes: &[u8]) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    lzma_rs::xz_decompress(&mut bytes, &mut out).map_err(|e| anyhow!("{e}"))?;
    Ok(out)
}

/// The sentences as running text in paragraphs of five.
fn raw(gold: &[Sentence]) -> Document {
    let mut document = Document::default();
    for sentences in gold.chunks(PARAGRAPH) {
        let texts: Vec<String> = sentences.iter().map(Sentence::text).collect();
        let text = texts.join(" ");
        let paragraph = Paragraph::verbatim(ParagraphKind::Body, Field::Text, &text, 0);
        document.paragraphs.push(paragraph);
    }
    document
}

fn table(name: &str, gold: &[Sentence], system: &[Sentence]) -> Result<String> {
    let scores = eval::compare(gold, system).map_err(|at| anyhow!("texts part at {at}"))?;
    let mut out = format!("{name}\n");
    for (measure, score) in scores.all() {
        out += &line(measure, &score);
    }
    Ok(out)
}
