//! How a language's text is cut: its abbreviations, apostrophe words and sentence openers.

use crate::{Complaint, Source, read_toml, world::titles};
use serde::Deserialize;
use std::collections::HashSet;

/// Knowledge for cutting text into sentences and tokens (`packs/LANG/text.toml`).
///
/// All words are kept in lower case with `'` for every shape of apostrophe; abbreviations keep their last full stop.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TextRules {
    /// Abbreviations that never end a sentence.
    pub inner: HashSet<String>,
    /// Abbreviations that may end a sentence.
    pub closing: HashSet<String>,
    /// Abbreviations only where a number follows.
    pub before_number: HashSet<String>,
    /// Abbreviations only where a capital follows.
    pub before_capital: HashSet<String>,
    /// Names of months cut short: abbreviations where a number stands on one side.
    pub dates: HashSet<String>,
    /// Words that begin or end with an apostrophe.
    pub apostrophe: HashSet<String>,
    /// Endings after which a bare apostrophe is a possessive.
    pub possessive_after: HashSet<String>,
    /// Small words inside personal names.
    pub particles: HashSet<String>,
    /// Words that, capitalised, begin a sentence.
    pub starters: HashSet<String>,
    /// Words of office that a name may follow, from `offices.toml`.
    #[serde(skip)]
    pub titles: HashSet<String>,
}

impl TextRules {
    /// Reads the rules of a language.
    ///
    /// # Errors
    /// A complaint if the file is missing or malformed, or an abbreviation lacks its full stop.
    pub fn read(source: &Source, lang: &str) -> Result<TextRules, Complaint> {
        let file = format!("packs/{lang}/text.toml");
        let rules: TextRules = read_toml(source, &file)?;
        let rules = TextRules { titles: titles(source, lang)?, ..rules };
        let bare = rules.abbreviations().find(|a| !a.ends_with('.')).cloned();
        match bare {
            Some(a) => Err(Complaint::new(&file, 0, format!("\"{a}\" lacks its full stop"))),
            None => Ok(rules),
        }
    }

    fn abbreviations(&self) -> impl Iterator<Item = &String> {
        [&self.inner, &self.closing, &self.before_number, &self.before_capital, &self.dates]
            .into_iter()
            .flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dutch_rules_are_sound() {
        let rules = TextRules::read(&Source::Embedded, "nl").unwrap();
        assert!(rules.inner.contains("drs.") && rules.closing.contains("jl."));
        assert!(rules.titles.contains("premier") && rules.titles.contains("secretaris-generaal"));
        assert!(rules.abbreviations().all(|a| *a == a.to_lowercase()));
    }
}
