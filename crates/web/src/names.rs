//! What actors are called, and whom a name means.

use crate::house::Name;
use kroniek_record::fold;
use std::collections::HashMap;

/// The names of actors in every language of the interface.
#[derive(Debug, Default)]
pub struct Names {
    usual: HashMap<(String, &'static str), String>,
    by_fold: HashMap<String, String>,
    longest: usize,
}

impl Names {
    /// Orders names for look-up; of two actors with one name the first is meant.
    pub fn new(all: Vec<Name>) -> Self {
        let mut names = Names::default();
        for name in all {
            let folded = fold(&name.text);
            names.longest = names.longest.max(folded.split(' ').count());
            if !folded.is_empty() {
                names.by_fold.entry(folded).or_insert_with(|| name.code.clone());
            }
            if name.usual {
                names.usual.entry((name.code, name.lang)).or_insert(name.text);
            }
        }
        names
    }

    /// What an actor is called in a language; the code without its sign where it has no name.
    pub fn of<'a>(&'a self, code: &'a str, lang: &'static str) -> &'a str {
        let bare = || code.trim_start_matches(['@', '~']);
        self.usual.get(&(code.to_owned(), lang)).map_or_else(bare, String::as_str)
    }

    /// The code of the actor that goes by a name or a code, however it is spelled.
    pub fn code(&self, text: &str) -> Option<&str> {
        self.by_fold.get(&fold(text)).map(String::as_str)
    }

    /// Words of the longest name.
    pub fn longest(&self) -> usize {
        self.longest
    }

    /// Codes and names in a language, by name, to choose from.
    pub fn all(&self, lang: &'static str) -> Vec<(&str, &str)> {
        let mine = self.usual.iter().filter(|((_, l), _)| *l == lang);
        let mut all: Vec<_> =
            mine.map(|((code, _), name)| (code.as_str(), name.as_str())).collect();
        all.sort_by_key(|(code, name)| (fold(name), *code));
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(code: &str, lang: &'static str, text: &str, usual: bool) -> Name {
        Name { code: code.into(), lang, text: text.into(), usual }
    }

    #[test]
    fn names_are_found_however_they_are_spelled() {
        let names = Names::new(vec![
            name("TUR", "nl", "Turkije", true),
            name("TUR", "en", "Türkiye", false),
            name("~Hamas", "nl", "Hamas", true),
        ]);
        assert_eq!(names.code("TURKIYE"), Some("TUR"));
        assert_eq!(names.of("TUR", "nl"), "Turkije");
        assert_eq!(names.of("@SCO", "nl"), "SCO");
        assert_eq!(names.code("Atlantis"), None);
        assert_eq!(names.all("nl"), [("~Hamas", "Hamas"), ("TUR", "Turkije")]);
    }
}
