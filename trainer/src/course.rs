//! `trainer names`: a names head on a finished net, from snippets with silver marks to rounds over a treebank whose names
//! it has marked itself.

use crate::data::{self, Named};
use crate::known::KnownNames;
use crate::names::{self, Head, Marked, NamesPlan};
use crate::options::{Options, USE};
use crate::silver::{self, Known, Stock};
use anyhow::{Context, Result};
use kroniek_parser::net::Net;
use kroniek_parser::net::file::Parts;
use kroniek_parser::net::names::KINDS;
use kroniek_parser::net::shape::Shape;
use std::path::Path;

/// Trains a names head and adds it to the net's file.
///
/// # Errors
/// What is missing on the command line, or a file that cannot be read.
pub fn run(options: &Options) -> Result<()> {
    let bytes = std::fs::read(options.one("net")?)?;
    let mut parts = Parts::read(&bytes)?;
    let shape: Shape = parts.texts["shape"].parse().map_err(anyhow::Error::msg)?;
    let course = Course::read(options, Net::from_bytes(&bytes)?, shape.width)?;
    let mut head = course.begin()?;
    for round in 0..options.number("rounds", 1)? {
        head = course.round(&head, round)?;
    }
    let mut head = course.finish(head)?;
    course.lean(&mut head)?;
    names::save(&head, &mut parts);
    Ok(std::fs::write(options.one("out")?, parts.write(usize::MAX))?)
}

/// What a head learns from, and how.
struct Course<'a> {
    options: &'a Options,
    net: Net,
    /// Of the net's encoder.
    width: usize,
    own: KnownNames,
    known: Known,
    snippets: Vec<Marked>,
    bank: Vec<data::Sentence>,
    tests: Vec<(&'a str, Vec<Named>)>,
    plan: NamesPlan,
}

impl<'a> Course<'a> {
    fn read(options: &'a Options, net: Net, width: usize) -> Result<Self> {
        let own = KnownNames::read(Path::new(options.one("known")?))?;
        let mut lists = silver::lists(Path::new(options.one("world")?), "nl")?;
        own.join(&mut lists);
        let snippets =
            silver::snippets(&net, &read(options, "snippets", data::names)?, &lists, &own);
        println!("{} listed names, {} snippets", lists.len(), snippets.len());
        let tests = options.all("test").into_iter();
        Ok(Course {
            bank: read(options, "train", data::treebank)?,
            tests: tests.map(|t| Ok((t, data::names(Path::new(t))?))).collect::<Result<_>>()?,
            plan: plan(options)?,
            known: Known { counts: silver::counts(&snippets), lists },
            options,
            net,
            width,
            own,
            snippets,
        })
    }

    /// The head that is given, or one trained on the snippets.
    fn begin(&self) -> Result<Head> {
        let first = NamesPlan { epochs: self.options.number("first", 2)?, ..self.plan };
        let head = match self.options.all("head").last() {
            Some(file) => {
                names::load(self.width, &Parts::read(&std::fs::read(file)?)?).context("no head")?
            }
            None => names::train(&self.net, Err(self.width), &self.snippets, first),
        };
        self.report(&head);
        Ok(head)
    }

    /// A new head, trained on what the last one made of the treebank.
    fn round(&self, head: &Head, round: u64) -> Result<Head> {
        let typed = silver::typed(&self.net, head, &self.bank, &self.known);
        let one_in = self.options.number("one-in", 4)?;
        let mut all: Vec<_> = self.snippets.iter().skip(3).step_by(one_in).cloned().collect();
        all.extend(typed.iter().cloned());
        all.extend(self.varied(&typed, round)?);
        let head = names::train(&self.net, Err(self.width), &all, self.plan);
        self.report(&head);
        Ok(head)
    }

    /// The treebank with other names in it, and patterns filled with names.
    fn varied(&self, typed: &[Marked], round: u64) -> Result<Vec<Marked>> {
        let seed = self.plan.seed;
        let mut stock: Stock = silver::stock(&[&self.snippets, typed].concat(), &self.known.lists);
        self.own.supply(&mut stock, seed + round);
        let mut all = Vec::new();
        for copy in 0..self.options.number("copies", 2)? {
            all.extend(silver::renamed(typed, &stock, seed + 10 * round + copy));
        }
        let times = self.options.number("times", 25)?;
        for path in self.options.all("patterns") {
            all.extend(silver::filled(Path::new(path), &stock, times, seed + round)?);
        }
        Ok(all)
    }

    /// The head trained further on gold names, where there are any.
    fn finish(&self, head: Head) -> Result<Head> {
        let gold = read(self.options, "gold", data::names)?;
        if gold.is_empty() {
            return Ok(head);
        }
        let gold: Vec<Marked> = gold.iter().map(names::certain).collect();
        let plan = NamesPlan { epochs: self.options.number("gold-epochs", 6)?, ..self.plan };
        let head = names::train(&self.net, Ok(head), &gold, plan);
        self.report(&head);
        Ok(head)
    }

    /// Makes kinds of names likelier, or less so, as the command line says.
    fn lean(&self, head: &mut Head) -> Result<()> {
        for lean in self.options.all("lean") {
            let (kind, by) = lean.split_once('=').context(USE)?;
            head.lean(KINDS.iter().position(|k| *k == kind), by.parse()?);
            self.report(head);
        }
        Ok(())
    }

    fn report(&self, head: &Head) {
        for (test, gold) in &self.tests {
            println!("{test}: {}", names::evaluate(head, &self.net, gold));
        }
    }
}

fn plan(options: &Options) -> Result<NamesPlan> {
    Ok(NamesPlan {
        epochs: options.number("epochs", 4)?,
        batch: options.number("batch", 64)?,
        rate: options.number("rate", 0.002)?,
        drop: options.number("drop", 0.3)?,
        seed: options.number("seed", 1)?,
    })
}

/// All that the files of an option hold.
fn read<T>(options: &Options, key: &str, file: impl Fn(&Path) -> Result<Vec<T>>) -> Result<Vec<T>> {
    let mut all = Vec::new();
    for path in options.all(key) {
        all.extend(file(Path::new(path))?);
    }
    Ok(all)
}
