//! Spelling folded for comparison: accents, case and punctuation do not tell names or words apart.

use kroniek_model::StableId;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// `text` in lower case without accents, its words parted by single spaces.
pub fn fold(text: &str) -> String {
    let plain: String = text
        .nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .map(|c| if c.is_alphanumeric() { base(c) } else { ' ' })
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Letters that Unicode does not take apart into a letter and a mark.
fn base(c: char) -> char {
    match c {
        'ø' => 'o',
        'ł' => 'l',
        'đ' | 'ð' => 'd',
        'ħ' => 'h',
        'ı' => 'i',
        c => c,
    }
}

/// Hashes of the longer words of a sentence, sorted, each once.
pub fn words(text: &str) -> Vec<u32> {
    const SHORTEST: usize = 4;
    let mut all: Vec<u32> = fold(text)
        .split(' ')
        .filter(|w| w.chars().count() >= SHORTEST)
        .map(|w| StableId::of(&[w]).0 as u32)
        .collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Share of the words that two sorted sets have in common (Jaccard), in thousandths; 0 for two empty sets.
pub fn likeness(a: &[u32], b: &[u32]) -> u32 {
    let common = a.iter().filter(|w| b.binary_search(w).is_ok()).count();
    let all = a.len() + b.len() - common;
    (common * 1000).checked_div(all).unwrap_or(0) as u32
}

/// Whether two folded words differ by at most one letter in five (two at most): one name in two spellings.
pub fn near(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let allowed = (a.len().min(b.len()) / 5 + usize::from(a.len().max(b.len()) >= 6)).min(2);
    a.len().abs_diff(b.len()) <= allowed && edits(&a, &b) <= allowed
}

/// Letters to put in, leave out or change to make one of the other (Levenshtein).
fn edits(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let change = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = change.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_case_and_marks_fold() {
        assert_eq!(fold("Recep Tayyip Erdoğan"), "recep tayyip erdogan");
        assert_eq!(fold("  LØkke-Rasmussen "), "lokke rasmussen");
    }

    #[test]
    fn spellings_of_a_name_are_near() {
        assert!(near("poetin", "putin"));
        assert!(near("zelensky", "zelenski"));
        assert!(!near("macron", "merz"));
        assert!(!near("xi", "li"));
    }

    #[test]
    fn likeness_counts_shared_words() {
        assert_eq!(likeness(&words("Rutte ontvangt Biden"), &words("Biden ontvangt Rutte")), 1000);
        assert_eq!(likeness(&words("alpha beta"), &words("gamma delta")), 0);
        assert_eq!(likeness(&[], &[]), 0);
    }
}
