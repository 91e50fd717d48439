//! Patterns over lemmas: a word, a compound's ending, a beginning, or a named class of words.

use std::collections::HashMap;

/// What a lemma must look like.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Pattern {
    /// The lemma itself.
    Word(String),
    /// `*bezoek`: the word or a compound that ends in it.
    Ending(String),
    /// `wapen*`: the word or a compound that begins with it.
    Beginning(String),
}

impl Pattern {
    /// Reads a pattern; `*` may stand at one end.
    pub fn new(text: &str) -> Pattern {
        match (text.strip_prefix('*'), text.strip_suffix('*')) {
            (Some(ending), _) => Pattern::Ending(ending.to_owned()),
            (_, Some(beginning)) => Pattern::Beginning(beginning.to_owned()),
            _ => Pattern::Word(text.to_owned()),
        }
    }

    /// Whether a lemma fits.
    pub fn matches(&self, lemma: &str) -> bool {
        match self {
            Pattern::Word(w) => lemma == w,
            Pattern::Ending(e) => lemma.ends_with(e.as_str()),
            Pattern::Beginning(b) => lemma.starts_with(b.as_str()),
        }
    }
}

/// Named classes of words (`@sanction`), shared by the frames of a language.
#[derive(Debug, Clone, Default)]
pub struct Classes(HashMap<String, Vec<String>>);

impl Classes {
    /// Classes by name; a class may hold other classes.
    pub fn new(classes: HashMap<String, Vec<String>>) -> Self {
        Classes(classes)
    }

    /// The patterns that words and classes stand for.
    ///
    /// # Errors
    /// The name of a class that does not exist, or that holds itself.
    pub fn expand(&self, words: &[String]) -> Result<Vec<Pattern>, String> {
        let mut out = Vec::new();
        self.expand_into(words, &mut out, 0)?;
        Ok(out)
    }

    fn expand_into(
        &self,
        words: &[String],
        out: &mut Vec<Pattern>,
        depth: usize,
    ) -> Result<(), String> {
        const DEEPEST: usize = 8;
        for word in words {
            match word.strip_prefix('@') {
                None => out.push(Pattern::new(word)),
                Some(name) if depth < DEEPEST => {
                    let inner = self
                        .0
                        .get(name)
                        .ok_or_else(|| format!("no class `@{name}` in classes.toml"))?;
                    self.expand_into(inner, out, depth + 1)?;
                }
                Some(name) => return Err(format!("class `@{name}` holds itself")),
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_fit_words_and_compounds() {
        assert!(
            Pattern::new("*bezoek").matches("staatsbezoek")
                && Pattern::new("*bezoek").matches("bezoek")
        );
        assert!(
            Pattern::new("wapen*").matches("wapenlevering")
                && !Pattern::new("wapen").matches("wapens")
        );
    }

    #[test]
    fn a_class_that_holds_itself_is_told() {
        let c = Classes::new([("a".into(), vec!["@a".into()])].into());
        assert_eq!(c.expand(&["@a".into()]), Err("class `@a` holds itself".into()));
    }
}
