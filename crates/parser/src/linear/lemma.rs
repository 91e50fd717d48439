//! Lemmas as edits of the form: what to cut and to put at either end.

use super::weights::mix;
use super::words::Word;

/// An edit: characters cut from the front, text put there, the same at the end, and whether capitals are kept.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Edit {
    keep_case: bool,
    front: (usize, String),
    end: (usize, String),
}

impl Edit {
    /// The edit that makes `lemma` of `form`, by their longest common stretch.
    #[cfg(feature = "train")]
    pub fn between(form: &str, lemma: &str) -> Edit {
        let keep_case = lemma.chars().any(char::is_uppercase);
        let form: Vec<char> = cased(form, keep_case);
        let lemma: Vec<char> = lemma.chars().collect();
        let (mut best, mut row) = ((0, 0, 0), vec![0usize; lemma.len() + 1]);
        for (i, letter) in form.iter().enumerate() {
            for j in (0..lemma.len()).rev() {
                row[j + 1] = if *letter == lemma[j] { row[j] + 1 } else { 0 };
                if row[j + 1] > best.2 {
                    best = (i + 1 - row[j + 1], j + 1 - row[j + 1], row[j + 1]);
                }
            }
        }
        let (i, j, n) = best;
        Edit {
            keep_case,
            front: (i, lemma[..j].iter().collect()),
            end: (form.len() - i - n, lemma[j + n..].iter().collect()),
        }
    }

    /// Carries out the edit; a form too short for it is only set in its case.
    pub fn apply(&self, form: &str) -> String {
        let form = cased(form, self.keep_case);
        if form.len() < self.front.0 + self.end.0 {
            return form.into_iter().collect();
        }
        let kept: String = form[self.front.0..form.len() - self.end.0].iter().collect();
        format!("{}{kept}{}", self.front.1, self.end.1)
    }

    /// As text, for a model file.
    pub fn write(&self) -> String {
        let (f, e) = (&self.front, &self.end);
        format!("{}\t{}\t{}\t{}\t{}", u8::from(self.keep_case), f.0, f.1, e.0, e.1)
    }

    /// Reads what [`Edit::write`] wrote.
    pub fn read(text: &str) -> Option<Edit> {
        let cells: Vec<&str> = text.split('\t').collect();
        let &[case, a, b, c, d] = cells.as_slice() else { return None };
        let part = |n: &str, text: &str| Some((n.parse().ok()?, text.to_owned()));
        Some(Edit { keep_case: case == "1", front: part(a, b)?, end: part(c, d)? })
    }
}

fn cased(form: &str, keep: bool) -> Vec<char> {
    match keep {
        true => form.chars().collect(),
        false => form.chars().flat_map(char::to_lowercase).collect(),
    }
}

/// Features for choosing an edit: the form and its ends with its tag.
pub fn features(word: &Word, tag: usize, out: &mut Vec<u64>) {
    out.clear();
    let tag = tag as u64 + 1;
    let parts =
        word.suffix.iter().chain(&word.prefix).chain([&word.form, &word.lower, &word.shape]);
    for (i, &part) in parts.enumerate() {
        out.push(mix(mix(i as u64, part), tag));
    }
    out.push(mix(99, tag));
    out.push(mix(mix(100, word.suffix[3]), mix(tag, word.prefix[1])));
    out.push(mix(mix(101, word.suffix[2]), 0));
}
