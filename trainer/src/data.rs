//! Reading what is learned from: treebanks in CoNLL-U and names in two-column files.

use std::collections::HashMap;
use std::path::Path;

use anyhow::{Context, Result};
use kroniek_parser::net::lemma;

/// A word of a treebank.
#[derive(Clone, Debug, Default)]
pub struct Word {
    /// As written.
    pub form: String,
    /// Universal part of speech.
    pub upos: String,
    /// Features, freed of what only one of the sources has.
    pub feats: String,
    /// Lemma as in the treebank, split marks included.
    pub lemma: String,
    /// Head from 1, 0 for the root.
    pub head: usize,
    /// Relation.
    pub deprel: String,
}

/// A sentence of a treebank.
pub type Sentence = Vec<Word>;

/// Reads a CoNLL-U file; ranges and empty nodes are passed over.
pub fn treebank(path: &Path) -> Result<Vec<Sentence>> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let mut out = Vec::new();
    let mut sentence = Sentence::new();
    for line in text.lines().chain([""]) {
        if line.is_empty() {
            if !sentence.is_empty() {
                out.push(std::mem::take(&mut sentence));
            }
        } else if !line.starts_with('#') {
            sentence.extend(word(line).with_context(|| format!("{}: {line}", path.display()))?);
        }
    }
    Ok(out)
}

fn word(line: &str) -> Result<Option<Word>> {
    let fields: Vec<&str> = line.split('\t').collect();
    anyhow::ensure!(fields.len() == 10, "not ten fields");
    if fields[0].contains(['-', '.']) {
        return Ok(None);
    }
    Ok(Some(Word {
        form: fields[1].to_owned(),
        upos: fields[3].to_owned(),
        feats: features(fields[3], fields[5]),
        lemma: fields[2].to_owned(),
        head: fields[6].parse()?,
        deprel: fields[7].to_owned(),
    }))
}

/// Features without `Mood=Ind` and without `PronType` of determiners, which the rebuilt files alone have.
pub fn features(upos: &str, feats: &str) -> String {
    let kept: Vec<&str> = feats
        .split('|')
        .filter(|f| *f != "Mood=Ind" && !(upos == "DET" && f.starts_with("PronType=")))
        .collect();
    if kept.is_empty() { "_".to_owned() } else { kept.join("|") }
}

/// The lemma without compound marks, freed of a particle that stands elsewhere, and whether it was freed of one.
///
/// `op_lossen` of `lost … op` is `lossen`, joined; of `opgelost` it is `oplossen`, not joined.
pub fn bare_lemma(sentence: &[Word], i: usize) -> (String, bool) {
    let word = &sentence[i];
    if word.lemma == "_" {
        return (word.lemma.clone(), false);
    }
    if let Some(particle) = particle(sentence, i)
        && let Some(rest) = word.lemma.strip_prefix(&particle)
        && let Some(rest) = rest.strip_prefix('_')
    {
        return (rest.replace('_', ""), true);
    }
    (unmarked(&word.lemma), false)
}

/// The form of the first separated particle of a word, in lower case.
pub fn particle(sentence: &[Word], i: usize) -> Option<String> {
    let found = sentence.iter().find(|w| w.head == i + 1 && w.deprel == "compound:prt");
    found.map(|w| w.form.to_lowercase())
}

/// A lemma without the marks between its parts.
pub fn unmarked(lemma: &str) -> String {
    if lemma.chars().all(|c| c == '_') { lemma.to_owned() } else { lemma.replace('_', "") }
}

/// The rule class of a word's lemma: `+` before it if a particle is to be joined.
pub fn lemma_class(sentence: &[Word], i: usize) -> String {
    let (bare, joined) = bare_lemma(sentence, i);
    let rule = lemma::rule(&sentence[i].form, &bare);
    if joined { format!("+{rule}") } else { rule }
}

/// A sentence with names: forms and their marks (`O`, `B-PER`, `I-PER` …).
#[derive(Clone, Debug, Default)]
pub struct Named {
    /// Forms.
    pub forms: Vec<String>,
    /// Marks.
    pub marks: Vec<String>,
    /// Whether a report begins here.
    pub opens: bool,
}

/// Reads lines of a form, perhaps more columns, and a mark; sentences end at empty lines or, where a file has none,
/// after a full stop.
pub fn names(path: &Path) -> Result<Vec<Named>> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let endless = !text.lines().any(|l| l.trim().is_empty());
    let mut out = Vec::new();
    let mut sentence = Named::default();
    for line in text.lines().chain([""]) {
        let fields: Vec<&str> = line.split_whitespace().collect();
        if let [form, .., mark] = fields[..] {
            if form == "-DOCSTART-" {
                sentence.opens = true;
                continue;
            }
            let form = form
                .split_once(':')
                .filter(|(l, f)| l.len() == 2 && !f.is_empty())
                .map_or(form, |p| p.1);
            sentence.forms.push(form.to_owned());
            sentence.marks.push(mark.to_owned());
            let full = endless && (form.ends_with('.') && mark == "O" && sentence.forms.len() > 8);
            if !full && sentence.forms.len() < 120 {
                continue;
            }
        }
        if !sentence.forms.is_empty() {
            out.push(std::mem::take(&mut sentence));
        }
    }
    Ok(out)
}

/// Whole sentences of a file of snippets, to be parsed by teachers: six words or more, closed by a stop, no leftovers of
/// page markup; of those that begin with the same three words no more than ten.
pub fn raw(path: &Path) -> Result<Vec<Vec<String>>> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut fresh = |s: &[String]| {
        let count = seen.entry(s[..3].join(" ")).or_default();
        *count += 1;
        *count <= 10
    };
    let whole = |s: &[String]| {
        let markup = |w: &String| w.contains(['\'', ']', '[', '|', '=', '*']);
        (6..=60).contains(&s.len()) && s.last().is_some_and(|w| w == ".") && !s.iter().any(markup)
    };
    let all = names(path)?.into_iter().map(|s| s.forms);
    Ok(all.filter(|s| whole(s) && fresh(s)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(form: &str, lemma: &str, head: usize, deprel: &str) -> Word {
        Word {
            form: form.into(),
            lemma: lemma.into(),
            head,
            deprel: deprel.into(),
            ..Word::default()
        }
    }

    #[test]
    fn separated_particles_leave_the_lemma() {
        let s = vec![
            word("Hij", "hij", 2, "nsubj"),
            word("lost", "op_lossen", 0, "root"),
            word("grondwetten", "grond_wet", 2, "obj"),
            word("op", "op", 2, "compound:prt"),
        ];
        assert_eq!(bare_lemma(&s, 1), ("lossen".into(), true));
        assert_eq!(bare_lemma(&s, 2), ("grondwet".into(), false));
        assert!(lemma_class(&s, 1).starts_with('+'));
    }

    #[test]
    fn features_of_one_source_are_dropped() {
        assert_eq!(features("DET", "Definite=Def|PronType=Art"), "Definite=Def");
        assert_eq!(features("PRON", "PronType=Prs"), "PronType=Prs");
        assert_eq!(features("VERB", "Mood=Ind"), "_");
    }
}
