//! Prints the actors of reports: `who FILE…` every mention and person, `who --people FILE…` one JSON object a report
//! as `score.py` takes it; `--trees` prints the trees too,
//! `--time` how long the parts took.
#![allow(clippy::print_stdout)]

use anyhow::{Result, anyhow};
use kroniek_coder::who::{Cast, Who};
use kroniek_model::Sentence;
use kroniek_pack::{ActorWords, Source, World};
use kroniek_parser::Parser;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

fn main() -> Result<()> {
    let (flags, files): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|a| a.starts_with("--"));
    let timed = flags.iter().any(|f| f == "--time");
    let start = Instant::now();
    let source = Source::Embedded;
    let world = Arc::new(World::load(&source).map_err(|e| anyhow!("{e}"))?);
    let with_world = start.elapsed();
    let words = Arc::new(ActorWords::load(&source, "nl").map_err(|e| anyhow!("{e}"))?);
    let with_words = start.elapsed();
    let who = Who::new(world, words);
    let loaded = start.elapsed();
    let (mut parsing, mut resolving) = (Duration::ZERO, Duration::ZERO);
    let parser = Parser::new(&source, "nl").map_err(|e| anyhow!("{e}"))?;
    let paths: Vec<PathBuf> = files.iter().map(PathBuf::from).collect();
    for report in kroniek_reader::read(&paths) {
        let document = report.map_err(|e| anyhow!("{e}"))?.document();
        let start = Instant::now();
        let sentences = parser.parse(&document);
        parsing += start.elapsed();
        let start = Instant::now();
        let cast = who.resolve(&document, &sentences);
        resolving += start.elapsed();
        if flags.iter().any(|f| f == "--people") {
            let line = serde_json::json!({"doc": document.id, "people": cast.people()});
            println!("{line}");
        } else {
            if flags.iter().any(|f| f == "--trees") {
                sentences.iter().for_each(|s| println!("{}", kroniek_parser::draw(s)));
            }
            print(&sentences, &cast);
        }
    }
    if timed {
        println!(
            "world {with_world:?}, and words {with_words:?}, and compiled {loaded:?}; parsed in {parsing:?}, actors found in {resolving:?}"
        );
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
