//! Page furniture as data: the rules of `data/furniture.toml`, compiled once.

use kroniek_model::ParagraphKind;
use regex::{Regex, RegexBuilder};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

/// Blocks longer than this (in code points) are never furniture as a whole.
const WHOLE: usize = 300;
/// A rule for the end of a block sees this many bytes at most.
const TAIL: usize = 400;

/// Where a rule looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum At {
    Whole,
    About,
    Start,
    End,
    Inline,
    Stamp,
    Dateline,
}

/// One rule, compiled.
#[derive(Debug)]
pub(crate) struct Rule {
    pub at: At,
    pattern: Regex,
    /// What text before it in the block is, where that is no whole sentence.
    pub before: Option<ParagraphKind>,
    /// What text after it is, where that is no whole sentence.
    pub after: Option<ParagraphKind>,
    /// Whether a day in it is the day of publication.
    pub dated: bool,
    /// Whether it is for the top of the page only.
    pub head: bool,
}

impl Rule {
    /// Whether the rule may be used here: some are for the top of the page only.
    pub fn holds(&self, head: bool) -> bool {
        head || !self.head
    }

    /// Where the furniture lies in `text`, in bytes.
    fn find(&self, text: &str) -> Option<Range<usize>> {
        let found = self.pattern.captures(text)?;
        found.get(1).or_else(|| found.get(0)).map(|m| m.range())
    }
}

/// All rules.
pub(crate) struct Furniture {
    rules: Vec<Rule>,
    /// Names of months, lower case, with their numbers.
    pub months: BTreeMap<String, u8>,
    /// Word parts that keep their hyphen at the end of a line.
    pub prefixes: Vec<String>,
    /// Words before which a hyphen stands for a left-out half ("in- en uitvoer").
    pub conjunctions: Vec<String>,
    glued: Glued,
}

impl Furniture {
    /// The rule under which the whole block is furniture.
    pub fn whole(&self, block: &str, head: bool) -> Option<&Rule> {
        if block.len() > 4 * WHOLE || block.chars().count() > WHOLE {
            return None;
        }
        self.at(At::Whole)
            .chain(self.at(At::About))
            .find(|r| r.holds(head) && r.pattern.is_match(block))
    }

    /// The first rule that finds furniture at the beginning of the block, with its range in bytes.
    pub fn start(&self, block: &str, head: bool) -> Option<(&Rule, Range<usize>)> {
        self.at(At::Start)
            .filter(|r| r.holds(head))
            .find_map(|r| r.find(block).map(|found| (r, found)))
    }

    /// The same for the end of the block.
    pub fn end(&self, block: &str, head: bool) -> Option<(&Rule, Range<usize>)> {
        let mut from = block.len().saturating_sub(TAIL);
        while !block.is_char_boundary(from) {
            from += 1;
        }
        self.at(At::End).filter(|r| r.holds(head)).find_map(|r| {
            let found = r.find(&block[from..])?;
            Some((r, from + found.start..from + found.end))
        })
    }

    /// All furniture inside the block.
    pub fn inline(&self, block: &str, head: bool) -> Vec<(&Rule, Range<usize>)> {
        self.at(At::Inline)
            .filter(|r| r.holds(head))
            .flat_map(|r| r.pattern.find_iter(block).map(move |m| (r, m.range())))
            .collect()
    }

    /// The time that a liveblog item begins with and the furniture behind it, in bytes.
    pub fn stamp(&self, line: &str) -> Option<(Range<usize>, Range<usize>)> {
        self.parted(At::Stamp, line)
    }

    /// The place of a dateline and the furniture behind it, in bytes.
    pub fn dateline(&self, block: &str) -> Option<(Range<usize>, Range<usize>)> {
        self.parted(At::Dateline, block)
    }

    fn parted(&self, at: At, block: &str) -> Option<(Range<usize>, Range<usize>)> {
        self.at(at).find_map(|r| {
            let found = r.pattern.captures(block)?;
            let place = found.get(1)?.range();
            let rest = place.end..found.get(0)?.end();
            Some((place, rest))
        })
    }

    /// Whether the word, with its capital, begins a sentence and no name.
    pub fn opens(&self, word: &str) -> bool {
        self.glued.opens.contains(word)
    }

    /// Whether the word begins sentences, but names too.
    pub fn article(&self, word: &str) -> bool {
        self.glued.articles.contains(word)
    }

    /// Whether a name or a phrase must follow the word, so that no heading ends in it.
    pub fn leads_on(&self, word: &str) -> bool {
        self.glued.leads_on.contains(word)
    }

    /// Whether the word looks like an adjective of a place, which has a capital in mid-sentence.
    pub fn adjective(&self, word: &str) -> bool {
        self.glued.adjectives.iter().any(|end| word.ends_with(end.as_str()))
    }

    fn at(&self, at: At) -> impl Iterator<Item = &Rule> {
        self.rules.iter().filter(move |r| r.at == at)
    }
}

#[derive(Deserialize)]
struct Data {
    words: BTreeMap<String, Vec<String>>,
    months: BTreeMap<String, Vec<String>>,
    patterns: BTreeMap<String, String>,
    hyphens: Hyphens,
    glued: Glued,
    rule: Vec<RuleData>,
}

#[derive(Deserialize)]
struct Hyphens {
    kept: Vec<String>,
    before: Vec<String>,
}

#[derive(Deserialize)]
struct Glued {
    opens: BTreeSet<String>,
    articles: BTreeSet<String>,
    leads_on: BTreeSet<String>,
    adjectives: Vec<String>,
}

#[derive(Deserialize)]
struct RuleData {
    at: At,
    pattern: String,
    before: Option<ParagraphKind>,
    after: Option<ParagraphKind>,
    #[serde(default)]
    dated: bool,
    #[serde(default)]
    head: bool,
}

/// The rules that are compiled into the binary.
pub(crate) fn furniture() -> &'static Furniture {
    static FURNITURE: LazyLock<Furniture> = LazyLock::new(|| {
        let data = include_str!("../data/furniture.toml");
        // The data is our own and a test opens it: it cannot fail on a user's machine.
        open(data).unwrap_or_else(|e| panic!("data/furniture.toml: {e}"))
    });
    &FURNITURE
}

fn open(toml: &str) -> Result<Furniture, Box<dyn std::error::Error>> {
    let data: Data = toml::from_str(toml)?;
    let months = numbered(&data.months)?;
    let mut names = data.words.clone();
    names.insert("month".into(), months.keys().cloned().collect());
    let mut parts: BTreeMap<String, String> =
        names.iter().map(|(name, words)| (name.clone(), any_of(words))).collect();
    parts.extend(data.patterns.clone());
    let rules = data.rule.iter().map(|r| compile(r, &parts)).collect::<Result<_, _>>()?;
    let Hyphens { kept: prefixes, before: conjunctions } = data.hyphens;
    Ok(Furniture { rules, months, prefixes, conjunctions, glued: data.glued })
}

fn numbered(
    months: &BTreeMap<String, Vec<String>>,
) -> Result<BTreeMap<String, u8>, std::num::ParseIntError> {
    let mut out = BTreeMap::new();
    for (number, names) in months {
        let number: u8 = number.parse()?;
        out.extend(names.iter().map(|name| (name.clone(), number)));
    }
    Ok(out)
}

/// Any of the words, the longest first, so that a short one never hides a longer one.
fn any_of(words: &[String]) -> String {
    let mut words: Vec<String> = words.iter().map(|w| regex::escape(w)).collect();
    words.sort_by_key(|w| std::cmp::Reverse(w.len()));
    format!(r"\b(?:{})\b", words.join("|"))
}

fn compile(
    rule: &RuleData,
    parts: &BTreeMap<String, String>,
) -> Result<Rule, Box<dyn std::error::Error>> {
    let body = expand(&rule.pattern, parts, 0)?;
    let anchored = match rule.at {
        At::Whole => format!("^(?:{body})$"),
        At::Start | At::Stamp | At::Dateline => format!("^(?:{body})"),
        At::End => format!("(?:{body})$"),
        At::About | At::Inline => body,
    };
    let pattern = RegexBuilder::new(&anchored).size_limit(1 << 26).build()?;
    let RuleData { at, before, after, dated, head, .. } = *rule;
    Ok(Rule { at, pattern, before, after, dated, head })
}

/// Puts the named parts in; parts may name parts, but not in a circle.
fn expand(pattern: &str, parts: &BTreeMap<String, String>, depth: usize) -> Result<String, String> {
    if depth > 8 {
        return Err(format!("parts of `{pattern}` name each other in a circle"));
    }
    let mut pieces = pattern.split('%');
    let mut out = pieces.next().unwrap_or_default().to_owned();
    while let (Some(name), rest) = (pieces.next(), pieces.next()) {
        let part =
            parts.get(name).ok_or_else(|| format!("`{pattern}` names unknown `%{name}%`"))?;
        out.push_str(&format!("(?:{})", expand(part, parts, depth + 1)?));
        out.push_str(rest.unwrap_or_default());
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_open_and_months_are_numbered() {
        assert_eq!(furniture().months["maart"], 3);
        assert_eq!(furniture().months["oct"], 10);
    }

    #[test]
    fn unknown_and_circular_parts_are_refused() {
        let parts =
            BTreeMap::from([("a".to_owned(), "%b%".to_owned()), ("b".into(), "%a%".into())]);
        assert!(expand("x%a%", &parts, 0).is_err_and(|e| e.contains("circle")));
        assert!(expand("%c%", &parts, 0).is_err_and(|e| e.contains("unknown `%c%`")));
    }

    #[test]
    fn a_group_narrows_what_is_furniture() {
        let (rule, range) = furniture().start("EPA Een huis in het dorp", true).expect("a credit");
        assert_eq!((range, rule.after), (0..3, Some(ParagraphKind::Caption)));
    }
}
