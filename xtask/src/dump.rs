//! `xtask dump SENTENCE`: one sentence through every stage, to read.

use anyhow::{Context, Result, anyhow};
use kroniek_coder::Coder;
use kroniek_model::{ActorRef, Claim, Document, Reading, Sentence, StateClaim};
use kroniek_pack::Source;
use kroniek_parser::Parser;
use std::{fmt::Write, io::Cursor};

/// The language that sentences are read in.
const LANG: &str = "nl";

/// What each stage makes of a text, published on a date in EDTF.
///
/// # Errors
/// The text is empty, the date is none, or the data has faults.
pub fn run(text: &str, published: Option<&str>) -> Result<String> {
    let parser = Parser::new(&Source::Embedded, LANG).map_err(|c| anyhow!("{c}"))?;
    let coder = Coder::load(&Source::Embedded, LANG).map_err(|c| anyhow!("{c}"))?;
    let document = document(text, published)?;
    let sentences = parser.parse(&document);
    let mut out = String::new();
    paragraphs(&mut out, &document)?;
    for (i, sentence) in sentences.iter().enumerate() {
        writeln!(out, "\n{}\n{}", heading("sentence", i), kroniek_parser::draw(sentence))?;
    }
    mentions(&mut out, &coder, &document, &sentences)?;
    frames(&mut out, &coder, &document, &sentences)?;
    reading(&mut out, &coder.code(&document, &sentences))?;
    Ok(out)
}

fn document(text: &str, published: Option<&str>) -> Result<Document> {
    let line = serde_json::json!({"id": "dump", "text": text, "published": published}).to_string();
    let report = kroniek_reader::read_jsonl(Cursor::new(line)).next().context("nothing to read")?;
    Ok(report.map_err(|e| anyhow!("{e}"))?.document())
}

fn heading(what: &str, number: usize) -> String {
    format!("── {what} {}", number + 1)
}

fn paragraphs(out: &mut String, document: &Document) -> Result<()> {
    let published = document.published.as_ref().map_or("undated".into(), ToString::to_string);
    writeln!(out, "── report, {published}")?;
    for warning in &document.warnings {
        writeln!(out, "warning: {warning}")?;
    }
    for p in &document.paragraphs {
        writeln!(out, "{:?}: {}", p.kind, p.text)?;
    }
    Ok(())
}

fn mentions(out: &mut String, coder: &Coder, document: &Document, all: &[Sentence]) -> Result<()> {
    let cast = coder.cast(document, all);
    writeln!(out, "── who")?;
    for m in cast.mentions() {
        let tokens = &all[m.sentence].tokens[m.tokens.clone()];
        let words: Vec<_> = tokens.iter().map(|t| &*t.form).collect();
        let (words, kind) = (words.join(" "), format!("{:?}", m.kind));
        writeln!(out, "{words:32} {kind:12} {} ({}, {:.2})", who(&m.actors), m.rule, m.strength)?;
    }
    for p in cast.people() {
        let office = p.office.as_deref().unwrap_or("no office");
        writeln!(out, "person: {} of {}, {office}", p.name, p.of.code)?;
    }
    Ok(())
}

fn frames(out: &mut String, coder: &Coder, document: &Document, all: &[Sentence]) -> Result<()> {
    writeln!(out, "── frames considered")?;
    for c in coder.considered(document, all) {
        writeln!(out, "{:20} {:28} {}", all[c.sentence].tokens[c.trigger].form, c.rule, c.outcome)?;
    }
    Ok(())
}

fn reading(out: &mut String, reading: &Reading) -> Result<()> {
    writeln!(out, "── when")?;
    for t in &reading.times {
        writeln!(out, "{:32} {}", t.text, t.value)?;
    }
    for (i, c) in reading.events.iter().enumerate() {
        writeln!(out, "{}", heading("claim", i))?;
        claim(out, c)?;
    }
    for (i, s) in reading.states.iter().enumerate() {
        writeln!(out, "{}", heading("state of affairs", i))?;
        state(out, s)?;
    }
    Ok(())
}

fn claim(out: &mut String, c: &Claim) -> Result<()> {
    let date = c.date.as_ref().map_or("undated".into(), ToString::to_string);
    let target = if c.is_mutual() { String::new() } else { format!(" -> {}", who(&c.target)) };
    writeln!(out, "{} ({}) {date} {}", c.event_type, c.kind, c.status)?;
    writeln!(out, "  {}{target}  {:.2}", who(&c.source), c.confidence)?;
    if let Some(by) = &c.said_by {
        writeln!(out, "  said by {}", who(std::slice::from_ref(by)))?;
    }
    if let Some(place) = &c.place {
        writeln!(out, "  in {} ({})", place.name, place.country.as_deref().unwrap_or("?"))?;
    }
    for s in &c.steps {
        writeln!(out, "  + {:8} {:24} {}", s.part, s.rule, s.note)?;
    }
    for l in &c.lost {
        writeln!(out, "  - {:33} {}", l.rule, l.why)?;
    }
    Ok(())
}

fn state(out: &mut String, s: &StateClaim) -> Result<()> {
    let end =
        |w: &Option<_>| w.as_ref().map_or("..".into(), |w: &kroniek_model::When| w.to_string());
    let object = s.object.name.as_deref().unwrap_or(&s.object.code);
    writeln!(
        out,
        "{} {} {object}  {} to {}",
        s.subject.code,
        s.relation,
        end(&s.from),
        end(&s.to)
    )?;
    Ok(())
}

fn who(actors: &[ActorRef]) -> String {
    let one = |a: &ActorRef| match &a.name {
        Some(name) => format!("{}/{name}", a.code),
        None => a.code.clone(),
    };
    actors.iter().map(one).collect::<Vec<_>>().join(" + ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stage_shows() {
        let out = run("Poetin bezocht maandag China.", Some("2025-09-03")).unwrap();
        for stage in ["report, 2025-09-03", "sentence 1", "who", "frames considered", "when"] {
            assert!(out.contains(&format!("── {stage}")), "{stage} is missing:\n{out}");
        }
        assert!(out.contains("2025-09-01"), "{out}");
        assert!(out.contains("RUS/Poetin"), "{out}");
    }

    #[test]
    fn nothing_is_no_report() {
        assert!(run("", None).is_err());
    }
}
