//! Names of one or more words, found in a text by their longest match.

use std::collections::HashMap;

/// A word as names are compared by: small letters without diacritics, one kind of apostrophe and hyphen.
pub fn surface_key(word: &str) -> String {
    use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    word.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).map(plain).collect()
}

fn plain(c: char) -> char {
    match c {
        '’' | '‘' | 'ʼ' | '`' | '´' => '\'',
        '‐' | '‑' | '–' => '-',
        'ø' => 'o',
        'ł' => 'l',
        'đ' => 'd',
        'ı' => 'i',
        c => c,
    }
}

/// Whether a word of a text may stand for a word of a name: capitals that the name has must be there, unless the
/// name writes an acronym in capitals that the text writes as a word (NAVO, Navo).
fn case_fits(name: &str, word: &str) -> bool {
    let upper = |s: &str| s.chars().filter(|c| c.is_uppercase()).count();
    let first = |s: &str| s.chars().next().is_some_and(char::is_uppercase);
    upper(word) >= upper(name) || (first(word) && name.chars().count() > 3) || !first(name)
}

/// Names of one or more words, each with what it stands for.
#[derive(Debug, Clone)]
pub struct Lexicon<T> {
    by_first: HashMap<String, Vec<Entry<T>>>,
}

#[derive(Debug, Clone)]
struct Entry<T> {
    /// The words as the table writes them, with their keys.
    words: Box<[(String, String)]>,
    value: T,
}

impl<T> Default for Lexicon<T> {
    fn default() -> Self {
        Lexicon { by_first: HashMap::new() }
    }
}

impl<T> Lexicon<T> {
    /// Adds a name, its words parted by white space; a name without words is left out.
    pub fn add(&mut self, name: &str, value: T) {
        let words: Box<[_]> =
            name.split_whitespace().map(|w| (w.to_owned(), surface_key(w))).collect();
        if let Some((_, key)) = words.first() {
            self.by_first.entry(key.clone()).or_default().push(Entry { words, value });
        }
    }

    /// Puts longer names before shorter ones; to be called once all are added.
    pub fn finish(&mut self) {
        for entries in self.by_first.values_mut() {
            entries.sort_by_key(|e| std::cmp::Reverse(e.words.len()));
        }
    }

    /// The longest names that begin the words given (each a form and its [`surface_key`]): how many words they have,
    /// and all they stand for.
    pub fn longest<'a>(&'a self, words: &[(&str, &str)]) -> Option<(usize, Vec<&'a T>)> {
        let mut found: Option<(usize, Vec<&T>)> = None;
        for entry in self.by_first.get(words.first()?.1)? {
            if found.as_ref().is_some_and(|(n, _)| *n > entry.words.len()) {
                break;
            }
            if entry.fits(words) {
                found.get_or_insert((entry.words.len(), Vec::new())).1.push(&entry.value);
            }
        }
        found
    }

    /// What a name stands for, given alone.
    pub fn get(&self, name: &str) -> Vec<&T> {
        let keys: Vec<_> = name.split_whitespace().map(|w| (w, surface_key(w))).collect();
        let words: Vec<_> = keys.iter().map(|(w, k)| (*w, k.as_str())).collect();
        self.longest(&words).filter(|(n, _)| *n == words.len()).map_or(Vec::new(), |(_, v)| v)
    }
}

impl<T> Entry<T> {
    fn fits(&self, words: &[(&str, &str)]) -> bool {
        self.words.len() <= words.len()
            && self.words.iter().zip(words).all(|((n, k), (w, wk))| k == wk && case_fits(n, w))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn states() -> Lexicon<&'static str> {
        let mut l = Lexicon::default();
        for (name, code) in [
            ("Verenigde Staten", "USA"),
            ("Verenigde Staten van Amerika", "USA"),
            ("NAVO", "@NATO"),
            ("VS", "USA"),
            ("Israël", "ISR"),
            ("Unie", "@EU"),
        ] {
            l.add(name, code);
        }
        l.finish();
        l
    }

    #[test]
    fn the_longest_name_wins() {
        let keyed: Vec<_> =
            "Verenigde Staten van Amerika".split(' ').map(|w| (w, w.to_lowercase())).collect();
        let words: Vec<_> = keyed.iter().map(|(w, k)| (*w, k.as_str())).collect();
        assert_eq!(states().longest(&words), Some((4, vec![&"USA"])));
        assert_eq!(states().longest(&words[..3]), Some((2, vec![&"USA"])));
    }

    #[test]
    fn case_and_diacritics_fold_only_where_news_does() {
        assert_eq!(states().get("Israel"), [&"ISR"]);
        assert_eq!(states().get("Navo"), [&"@NATO"]);
        assert_eq!(states().get("NAVO"), [&"@NATO"]);
        assert!(states().get("unie").is_empty());
        assert!(states().get("vs").is_empty());
        assert_eq!(states().get("ISRAËL"), [&"ISR"]);
    }
}
