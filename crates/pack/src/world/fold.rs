//! Spellings of one name made equal, by the letter rules of `world/folding.tsv`.

use super::mojibake;
use crate::{Complaints, Source, Table};
use std::collections::{HashMap, HashSet};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The table that the rules stand in.
pub const FOLDING: &str = "world/folding.tsv";

/// At most so many readings of one word are followed.
const READINGS: usize = 8;

/// Rules that make spellings of one name equal.
#[derive(Debug, Clone, Default)]
pub struct Folding {
    /// Letter rules by their first letter, longest first.
    letters: HashMap<char, Vec<Rule>>,
    /// Second readings of letters with diacritics.
    umlauts: HashMap<char, String>,
    whole: HashMap<String, String>,
    particles: HashSet<String>,
}

#[derive(Debug, Clone)]
struct Rule {
    from: Vec<char>,
    to: Vec<String>,
    start: bool,
    end: bool,
}

/// A name as it is compared: for each word that counts, every key it may have, the usual one first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FoldedName {
    /// Keys of the words, in order, without particles.
    pub words: Vec<Vec<String>>,
}

impl Folding {
    /// Reads the rules.
    ///
    /// # Errors
    /// Complaints about the table, or a rule whose place is not known.
    pub fn load(source: &Source) -> Result<Folding, Complaints> {
        let table = Table::read(source, FOLDING)?;
        let (mut folding, mut complaints) = (Folding::default(), Complaints::default());
        for row in table.rows() {
            let from = row.get("from");
            let Some(first) = from.chars().next() else {
                complaints.0.push(row.complaint("a rule needs letters that it reads"));
                continue;
            };
            match row.get("at") {
                "particle" => _ = folding.particles.insert(from.to_owned()),
                "umlaut" => _ = folding.umlauts.insert(first, row.get("to").to_owned()),
                "whole" => _ = folding.whole.insert(from.to_owned(), row.get("to").to_owned()),
                at @ ("" | "start" | "end") => {
                    let rule = Rule {
                        from: from.chars().collect(),
                        to: row.list("to").map(str::to_owned).collect(),
                        start: at == "start",
                        end: at == "end",
                    };
                    folding.letters.entry(first).or_default().push(rule);
                }
                at => {
                    let message = format!("`{at}` is none of start, end, whole, particle, umlaut");
                    complaints.0.push(row.complaint(message));
                }
            }
        }
        for rules in folding.letters.values_mut() {
            rules.sort_by_key(|r| std::cmp::Reverse((r.from.len(), r.start || r.end)));
        }
        complaints.or(folding)
    }

    /// Folds a name: mojibake undone, split at spaces and hyphens, possessive marks and particles left out.
    pub fn name(&self, name: &str) -> FoldedName {
        let name = mojibake::repair(name);
        let parts: Vec<&str> =
            name.split(|c: char| !c.is_alphabetic() && !"'’".contains(c)).collect();
        let words: Vec<&str> = parts.into_iter().filter(|w| !w.is_empty()).collect();
        let counts = |w: &&str| !self.particles.contains(&w.to_lowercase());
        let mut kept: Vec<&str> = words.iter().copied().filter(counts).collect();
        if kept.is_empty() {
            kept = words;
        }
        let words = kept.into_iter().map(|w| self.word(w)).filter(|k| !k[0].is_empty()).collect();
        FoldedName { words }
    }

    /// Whether a word is a particle, which is left out of keys.
    pub fn is_particle(&self, word: &str) -> bool {
        self.particles.contains(&word.to_lowercase())
    }

    /// Whether two spellings may name the same person: the same words, or one is a part of the other that news
    /// shortens names to.
    pub fn same(&self, a: &str, b: &str) -> bool {
        self.name(a).same(&self.name(b))
    }

    /// All keys of one word, the usual one first; never empty.
    pub fn word(&self, word: &str) -> Vec<String> {
        let plain: String = word.to_lowercase();
        let plain = plain.trim_end_matches("'s").trim_end_matches("’s");
        let mut readings = vec![stripped(plain)];
        if plain.chars().any(|c| self.umlauts.contains_key(&c)) {
            let expanded: String = plain
                .chars()
                .map(|c| self.umlauts.get(&c).cloned().unwrap_or_else(|| c.to_string()))
                .collect();
            readings.push(stripped(&expanded));
        }
        let mut keys = Vec::new();
        for reading in readings {
            match self.whole.get(&reading) {
                Some(key) => push_new(&mut keys, key.clone()),
                None => self.rewrite(&reading, &mut keys),
            }
        }
        keys.truncate(READINGS);
        keys
    }

    fn rewrite(&self, word: &str, keys: &mut Vec<String>) {
        let chars: Vec<char> = word.chars().collect();
        let mut open = vec![(0, String::new())];
        let mut done = Vec::new();
        // The usual readings lie on top of the stack, so that they come out first.
        while let Some((at, key)) = open.pop() {
            if at >= chars.len() {
                push_new(&mut done, single(&key));
                if done.len() >= READINGS {
                    break;
                }
                continue;
            }
            match self.rule_at(&chars, at) {
                Some(rule) => open.extend(
                    rule.to.iter().rev().map(|to| (at + rule.from.len(), format!("{key}{to}"))),
                ),
                None => open.push((at + 1, format!("{key}{}", chars[at]))),
            }
        }
        done.into_iter().for_each(|k| push_new(keys, k));
    }

    fn rule_at(&self, chars: &[char], at: usize) -> Option<&Rule> {
        self.letters.get(&chars[at])?.iter().find(|r| {
            chars[at..].starts_with(&r.from)
                && (!r.start || at == 0)
                && (!r.end || at + r.from.len() == chars.len())
        })
    }
}

impl FoldedName {
    /// Whether the two may name the same person; see [`Folding::same`].
    pub fn same(&self, other: &FoldedName) -> bool {
        let (short, long) =
            if self.words.len() <= other.words.len() { (self, other) } else { (other, self) };
        let (s, l) = (&short.words, &long.words);
        match s.len() {
            0 => false,
            _ if short.joined() == long.joined() => true,
            1 if l.len() == 1 => shares(&s[0], &l[0]),
            1 => shares(&s[0], &l[l.len() - 1]) || shares(&s[0], &l[0]),
            n if n == l.len() => all_meet(s, l) || is_turned(s, l),
            n => l.windows(n).any(|w| all_meet(s, w)) || (meet(&s[0], &l[0]) && within(s, l)),
        }
    }

    /// Whether first and last words of the two are the same.
    pub fn has_ends_of(&self, other: &FoldedName) -> bool {
        let ends = |a: Option<&Vec<String>>, b: Option<&Vec<String>>| {
            a.zip(b).is_some_and(|(a, b)| meet(a, b))
        };
        let family = self.words.last().zip(other.words.last());
        ends(self.words.first(), other.words.first()) && family.is_some_and(|(a, b)| shares(a, b))
    }

    /// The usual keys joined: the same for "Jong-un", "Jong Un" and "Jongun".
    pub fn joined(&self) -> String {
        self.words.iter().map(|w| w[0].as_str()).collect()
    }

    /// Whether there is nothing to compare.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

fn shares(a: &[String], b: &[String]) -> bool {
    a.iter().any(|k| b.contains(k))
}

fn meet(a: &[String], b: &[String]) -> bool {
    shares(a, b) || initial(a, b) || initial(b, a)
}

/// A single letter stands for the name that begins with it.
fn initial(a: &[String], b: &[String]) -> bool {
    a[0].chars().count() == 1 && b[0].chars().count() > 1 && b[0].starts_with(a[0].as_str())
}

/// Whether all words of two names are the same, but for initials of given names: "Mohammed B." is not just any Mohammed
/// whose family name begins so.
fn all_meet(a: &[Vec<String>], b: &[Vec<String>]) -> bool {
    let last = a.len().saturating_sub(1);
    a.iter().zip(b).enumerate().all(|(i, (x, y))| if i == last { shares(x, y) } else { meet(x, y) })
}

/// Family name first in one and last in the other.
fn is_turned(a: &[Vec<String>], b: &[Vec<String>]) -> bool {
    let n = a.len();
    n > 1 && (1..n).any(|k| all_meet(a, &[&b[k..], &b[..k]].concat()))
}

/// All words of the shorter among the longer's, in order.
fn within(short: &[Vec<String>], long: &[Vec<String>]) -> bool {
    let mut rest = long.iter();
    let last = short.len().saturating_sub(1);
    let mut words = short.iter().enumerate();
    words.all(|(i, s)| rest.any(|l| if i == last { shares(s, l) } else { meet(s, l) }))
}

fn push_new(keys: &mut Vec<String>, key: String) {
    if !keys.contains(&key) {
        keys.push(key);
    }
}

fn stripped(word: &str) -> String {
    let bare = |c: char| match c {
        'ø' => "o".to_owned(),
        'ł' => "l".to_owned(),
        'đ' => "d".to_owned(),
        'ı' => "i".to_owned(),
        'ß' => "ss".to_owned(),
        'æ' => "ae".to_owned(),
        c if c.is_alphanumeric() => c.to_string(),
        _ => String::new(),
    };
    word.nfd().filter(|c| !is_combining_mark(*c)).map(bare).collect()
}

fn single(key: &str) -> String {
    let mut out = String::with_capacity(key.len());
    for c in key.chars() {
        if !out.ends_with(c) {
            out.push(c);
        }
    }
    out
}
