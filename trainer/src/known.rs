//! What well-known names stand for: a list of this project's own (`trainer/data/…-known.tsv`), beside the lists of the world.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use anyhow::{Context, Result, bail};
use kroniek_parser::net::names::KINDS;

use crate::random::Random;
use crate::silver::{Lists, Stock};

/// How often a known name is in the stock, a template filled, and how many companies are coined.
const TIMES: usize = 2;
/// See [`TIMES`].
const FILLS: usize = 25;
/// See [`TIMES`].
const COINED: usize = 700;
/// Place of organisations among the [`KINDS`].
const ORGANISATION: usize = 2;
/// Place of other names among the [`KINDS`].
const OTHER: usize = 3;
/// Place in the stock of what has a name and is neither an adjective nor a people: events, works, products. Its blank is
/// `{THING}`, its mark that of other names.
pub const THINGS: usize = 4;

/// The file read.
#[derive(Clone, Debug, Default)]
pub struct KnownNames {
    names: Vec<(usize, String)>,
    templates: Vec<(usize, String)>,
    words: HashSet<String>,
    works: HashSet<String>,
    parts: (Vec<String>, Vec<String>),
}

impl KnownNames {
    /// Reads a file of rows `KIND⇥name|name|…`.
    ///
    /// # Errors
    /// When it cannot be read or holds an unknown kind.
    pub fn read(path: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
        text.parse().with_context(|| path.display().to_string())
    }

    fn add(&mut self, kind: &str, form: String) -> Result<()> {
        match (kind, KINDS.iter().position(|k| *k == kind)) {
            (_, Some(kind)) if form.contains('{') => self.templates.push((kind, form)),
            (_, Some(kind)) => self.names.push((kind, form)),
            ("word", _) => _ = self.words.insert(form),
            ("work", _) => _ = self.works.insert(form),
            ("part", _) => match form.strip_prefix('-') {
                Some(end) => self.parts.1.push(end.to_owned()),
                None => self.parts.0.push(form),
            },
            _ => bail!("no kind {kind}"),
        }
        Ok(())
    }

    /// Adds the names to the lists of the world, before whose word theirs goes; what the list itself gives two kinds, or
    /// the world calls a place and the list an organisation (a town and its club), is settled by neither.
    pub fn join(&self, lists: &mut Lists) {
        let mut own: HashMap<&str, HashSet<usize>> = HashMap::new();
        self.names.iter().for_each(|(kind, name)| _ = own.entry(name).or_default().insert(*kind));
        for (name, kinds) in own {
            let kind = *kinds.iter().next().expect("a kind");
            let town = kind == ORGANISATION && lists.get(name).is_some_and(|k| *k != kind);
            if kinds.len() > 1 || town {
                lists.remove(name);
            } else {
                lists.insert(name.to_owned(), kind);
            }
        }
    }

    /// Whether a word of the name says that it is an organisation's.
    pub fn names_organisation(&self, forms: &[String]) -> bool {
        forms.iter().any(|f| self.words.contains(&f.to_lowercase()))
    }

    /// Whether what stands in brackets behind a name says that it is a work's.
    pub fn tells_work(&self, behind: &[String]) -> bool {
        behind.iter().any(|f| self.works.contains(&f.to_lowercase()))
    }

    /// Adds the names to a stock, with templates filled and companies coined.
    pub fn supply(&self, stock: &mut Stock, seed: u64) {
        let mut random = Random::new(seed, 55);
        stock.resize(THINGS + 1, Vec::new());
        let shelf = |kind: usize| if kind == OTHER { THINGS } else { kind };
        let words = |name: &str| name.split(' ').map(str::to_owned).collect::<Vec<_>>();
        for (kind, template) in self.templates.iter().flat_map(|t| std::iter::repeat_n(t, FILLS)) {
            let name = template.split(' ').flat_map(|w| filled_word(w, stock, &mut random));
            let name = name.collect();
            stock[shelf(*kind)].push(name);
        }
        for (kind, name) in self.names.iter().flat_map(|n| std::iter::repeat_n(n, TIMES)) {
            stock[shelf(*kind)].push(words(name));
        }
        let (starts, ends) = &self.parts;
        for _ in 0..if starts.is_empty() || ends.is_empty() { 0 } else { COINED } {
            let (start, end) = (random.below(starts.len()), random.below(ends.len()));
            stock[ORGANISATION].push(vec![format!("{}{}", starts[start], ends[end])]);
        }
    }
}

impl std::str::FromStr for KnownNames {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> Result<Self> {
        let mut out = Self::default();
        for line in text.lines().filter(|l| !l.is_empty() && !l.starts_with('#')) {
            let (kind, forms) = line.split_once('\t').with_context(|| line.to_owned())?;
            forms.split('|').try_for_each(|form| out.add(kind, form.to_owned()))?;
        }
        Ok(out)
    }
}

/// A blank and what is written against it: `{PER}-prijs` is `("", PER, "-prijs")`.
pub fn blank(word: &str) -> Option<(&str, usize, &str)> {
    let (before, rest) = word.split_once('{')?;
    let (kind, behind) = rest.split_once('}')?;
    let thing = (kind == "THING").then_some(THINGS);
    Some((before, thing.or_else(|| KINDS.iter().position(|k| *k == kind))?, behind))
}

/// A word of a template filled from a stock: whole names alone, one word of them where something is written against them.
pub fn filled_word(word: &str, stock: &Stock, random: &mut Random) -> Vec<String> {
    let Some((before, kind, behind)) = blank(word) else { return vec![word.to_owned()] };
    let name = stock[kind][random.below(stock[kind].len())].clone();
    if before.is_empty() && behind.is_empty() {
        return name;
    }
    let inner = filled_word(behind, stock, random);
    vec![format!("{before}{}{}", name.last().map_or("", |n| n), inner.concat())]
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "# names\nORG\tAjax|Sparta|FC {LOC}\nLOC\tSparta|Europa\nMISC\tPrijs-{PER}\nword\tpartij\npart\tTele|-dus\n";

    #[test]
    fn names_come_before_the_world_unless_they_are_two_things() {
        let known: KnownNames = FILE.parse().unwrap();
        let mut lists: Lists =
            [("Europa", 2), ("Ajax", 1), ("Sparta", 1)].map(|(n, k)| (n.to_owned(), k)).into();
        known.join(&mut lists);
        assert_eq!(lists, [("Europa".to_owned(), 1)].into());
        assert!(known.names_organisation(&["Groene".into(), "Partij".into()]));
        assert!("what\tAjax".parse::<KnownNames>().is_err());
    }

    #[test]
    fn a_stock_gets_names_templates_and_coined_companies() {
        let known: KnownNames = FILE.parse().unwrap();
        let name = |s: &str| vec![s.split(' ').map(str::to_owned).collect::<Vec<_>>()];
        let mut stock = vec![name("Jan Smit"), name("Den Haag"), Vec::new(), Vec::new()];
        known.supply(&mut stock, 1);
        assert_eq!(stock[2].len(), FILLS + 2 * TIMES + COINED);
        assert!(
            stock[2].contains(&name("FC Den Haag")[0]) && stock[2].contains(&name("Teledus")[0])
        );
        assert_eq!(stock[THINGS][0], ["Prijs-Smit"]);
    }

    #[test]
    fn blanks_may_be_written_against() {
        assert_eq!(blank("{ORG}-top"), Some(("", 2, "-top")));
        assert_eq!(blank("anti-{LOC}"), Some(("anti-", 1, "")));
        assert_eq!(blank("{WHO}"), None);
    }
}
