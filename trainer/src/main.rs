//! The trainer of a language's net: reads treebanks, learns tags, lemmas, trees and names, writes weights.

mod adam;
mod blocks;
mod course;
mod data;
mod known;
mod mat;
mod model;
mod names;
mod options;
mod random;
mod score;
mod silver;
mod store;
mod tape;
mod teach;
mod train;

use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result, bail};

use kroniek_parser::net::file::Parts;
use kroniek_parser::net::{Annotation, Net};
use model::{Drops, Model};
use options::{Options, USE};
use train::Plan;

fn main() -> Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.split_first() {
        Some((verb, rest)) if verb == "train" => train_net(&Options::read(rest)?),
        Some((verb, rest)) if verb == "score" => score_net(rest),
        Some((verb, rest)) if verb == "names" => course::run(&Options::read(rest)?),
        Some((verb, rest)) if verb == "check-names" => check_names(rest),
        Some((verb, rest)) if verb == "together" => score_together(rest),
        Some((verb, rest)) if verb == "pack" => pack_net(rest),
        Some((verb, rest)) if verb == "check" => check_net(rest),
        _ => bail!("{USE}"),
    }
}

fn train_net(o: &Options) -> Result<()> {
    let mut bank = Vec::new();
    for path in o.all("train") {
        bank.extend(data::treebank(Path::new(path))?);
    }
    let dev = data::treebank(Path::new(o.one("dev")?))?;
    let plan = Plan {
        epochs: o.number("epochs", 40)?,
        stop: o.number("stop", usize::MAX)?,
        batch: o.number("batch", 1200)?,
        rate: o.number("rate", 0.002)?,
        decay: o.number("decay", 0.01)?,
        drops: Drops {
            word: o.number("drop-word", 0.15)?,
            input: o.number("drop-input", 0.25)?,
            layer: o.number("drop-layer", 0.2)?,
            head: o.number("drop-head", 0.33)?,
        },
        smoothing: o.number("smoothing", 0.03)?,
        seed: o.number("seed", 1)?,
        every: o.number("every", 2)?,
        out: PathBuf::from(o.one("out")?),
    };
    let shape = o.all("shape").last().unwrap_or(&"").parse().map_err(anyhow::Error::msg)?;
    let mut model = match o.all("from").last() {
        Some(from) => load(from)?,
        None => Model::new(shape, &bank, plan.seed),
    };
    println!("{} | {plan:?}", model.shape);
    println!(
        "{} sentences, {} known words, {} tags, {} lemma classes",
        bank.len(),
        model.words.len(),
        model.tags.len(),
        model.lemmas.len()
    );
    let teachers = o.all("teacher").into_iter().map(load).collect::<Result<Vec<Model>>>()?;
    let material = if teachers.is_empty() {
        train::Material::gold(&model, &bank)
    } else {
        let mut raw = Vec::new();
        for path in o.all("raw") {
            raw.extend(data::raw(Path::new(path))?);
        }
        println!("{} teachers, {} raw sentences", teachers.len(), raw.len());
        train::Material::taught(&model, &bank, &teachers, &raw, o.number("gold-share", 0.5)?)
    };
    train::train(&mut model, &material, &dev, &plan)
}

/// Writes a net's weights as bytes, as they are shipped.
fn pack_net(args: &[String]) -> Result<()> {
    let [from, to] = args else { bail!("{USE}") };
    let parts = Parts::read(&std::fs::read(from)?)?;
    Ok(std::fs::write(to, parts.write(8))?)
}

/// Scores the engine that ships, with its times on one core.
fn check_net(args: &[String]) -> Result<()> {
    let (file, banks) = args.split_first().context(USE)?;
    let start = Instant::now();
    let bytes = std::fs::read(file)?;
    let net = Net::from_bytes(&bytes)?;
    println!("{} bytes, loaded in {} ms", bytes.len(), start.elapsed().as_millis());
    for bank in banks {
        let sentences = data::treebank(Path::new(bank))?;
        let start = Instant::now();
        let figures = score::of_engine(&net, &sentences);
        let seconds = start.elapsed().as_secs_f64();
        println!("{bank}: {figures} | {:.0} words a second", figures.words as f64 / seconds);
    }
    Ok(())
}

/// Scores the names of the engine that ships; `--show` prints the words with gold and guessed marks instead.
fn check_names(args: &[String]) -> Result<()> {
    let show = args.iter().any(|a| a == "--show");
    let files: Vec<&String> = args.iter().filter(|a| *a != "--show").collect();
    let (net, files) = files.split_first().context(USE)?;
    let net = Net::from_bytes(&std::fs::read(net)?)?;
    for file in files {
        let gold = data::names(Path::new(file))?;
        let forms: Vec<Vec<&str>> =
            gold.iter().map(|s| s.forms.iter().map(String::as_str).collect()).collect();
        let start = Instant::now();
        let found = net.annotate(&forms);
        let seconds = start.elapsed().as_secs_f64();
        let marks = |words: &Vec<_>| words.iter().map(|a: &Annotation| a.ner.to_string()).collect();
        let marks: Vec<Vec<String>> = found.iter().map(marks).collect();
        if show {
            for (i, s) in gold.iter().enumerate() {
                let lines = s.forms.iter().zip(&s.marks).zip(&marks[i]).zip(&found[i]);
                lines.for_each(|(((f, g), m), a)| println!("{f}\t{g}\t{m}\t{}", a.upos));
                println!();
            }
            continue;
        }
        let figures = names::compare(&gold, |i| names::names_of(&marks[i]));
        let settled = names::settled(&gold, &marks);
        let words: usize = forms.iter().map(Vec::len).sum();
        println!("{file}: {figures} | {:.0} words a second", words as f64 / seconds);
        println!("  settled over reports: {}", names::compare(&gold, |i| settled[i].clone()));
    }
    Ok(())
}

/// Scores what several nets say together: `BANK NET…`.
fn score_together(args: &[String]) -> Result<()> {
    let (bank, nets) = args.split_first().context(USE)?;
    let bank = data::treebank(Path::new(bank))?;
    let teachers = nets.iter().map(|n| load(n)).collect::<Result<Vec<Model>>>()?;
    let seen: Vec<_> =
        bank.iter().map(|s| s.iter().map(|w| teachers[0].see(&w.form)).collect()).collect();
    let mut figures = score::Figures::default();
    for (gold, (soft, tree)) in bank.iter().zip(teach::opinions(&teachers, &seen, None)) {
        figures.add(&score::compare(gold, &teach::reading(&teachers[0], gold, &soft, &tree)));
    }
    println!("{figures}");
    Ok(())
}

fn load(path: &str) -> Result<Model> {
    store::load(&Parts::read(&std::fs::read(path)?)?)
}

fn score_net(args: &[String]) -> Result<()> {
    let (net, banks) = args.split_first().context(USE)?;
    let model = load(net)?;
    for bank in banks {
        println!("{bank}: {}", score::evaluate(&model, &data::treebank(Path::new(bank))?));
    }
    Ok(())
}
