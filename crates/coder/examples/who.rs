//! Prints the actors of reports: `who FILE…` every mention and person, `who --people FILE…` one JSON object a report
//! as `score.py` takes it.
#![allow(clippy::print_stdout)]

use anyhow::{Result, anyhow};
use kroniek_coder::who::{Cast, Who};
use kroniek_model::Sentence;
use kroniek_pack::{ActorWords, Source, World};
use kroniek_parser::{
    Annotation, Engine, Parser,
    conllu::entity_type,
    net::{self, Net},
};
use std::path::PathBuf;
use std::sync::Arc;

fn main() -> Result<()> {
    let (flags, files): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|a| a.starts_with("--"));
    let source = Source::Embedded;
    let world = Arc::new(World::load(&source).map_err(|e| anyhow!("{e}"))?);
    let words = Arc::new(ActorWords::load(&source, "nl").map_err(|e| anyhow!("{e}"))?);
    let who = Who::new(world, words);
    let mut parser = Parser::new(&source, "nl").map_err(|e| anyhow!("{e}"))?;
    if let Ok(path) = std::env::var("NET") {
        let net = Net::from_bytes(&std::fs::read(path)?).map_err(|e| anyhow!("{e}"))?;
        parser = parser.with_engine(Box::new(Trained(net)));
    }
    let paths: Vec<PathBuf> = files.iter().map(PathBuf::from).collect();
    for report in kroniek_reader::read(&paths) {
        let document = report.map_err(|e| anyhow!("{e}"))?.document();
        let sentences = parser.parse(&document);
        let cast = who.resolve(&document, &sentences);
        if flags.iter().any(|f| f == "--people") {
            let line = serde_json::json!({"doc": document.id, "people": cast.people()});
            println!("{line}");
        } else {
            print(&sentences, &cast);
        }
    }
    Ok(())
}

fn print(sentences: &[Sentence], cast: &Cast) {
    for (i, sentence) in sentences.iter().enumerate() {
        println!("\n# {}", sentence.text());
        for m in cast.mentions().iter().filter(|m| m.sentence == i) {
            let actors: Vec<String> = m
                .actors
                .iter()
                .map(|a| format!("{}/{}", a.code, a.name.as_deref().unwrap_or("")))
                .collect();
            let text = m.actors.first().and_then(|a| a.text.clone()).unwrap_or_default();
            println!(
                "  {:?} {:.2} [{text}] = {} ({})",
                m.kind,
                m.strength,
                actors.join(" + "),
                m.rule
            );
        }
    }
    println!();
    for p in cast.people() {
        println!("{} / {} / {}", p.name, p.of.code, p.office.as_deref().unwrap_or("-"));
    }
}

/// The trained net as an engine.
struct Trained(Net);

impl Engine for Trained {
    fn annotate(&self, sentences: &[Vec<&str>]) -> Vec<Vec<Annotation>> {
        self.0
            .annotate(sentences)
            .into_iter()
            .map(|s| s.into_iter().map(annotation).collect())
            .collect()
    }
}

fn annotation(a: net::Annotation) -> Annotation {
    let entity = a.ner.split_once('-').and_then(|(place, kind)| {
        Some(kroniek_model::EntityTag { kind: entity_type(kind)?, first: place == "B" })
    });
    Annotation {
        upos: a.upos.parse().unwrap_or_default(),
        feats: if &*a.feats == "_" { "".into() } else { a.feats },
        lemma: a.lemma,
        head: a.head as usize,
        deprel: a.deprel,
        entity,
    }
}
