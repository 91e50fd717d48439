//! Verb forms of a language, as data: irregular ones (`packs/LANG/verbs.tsv`) and the marks of regular inflection.

use crate::{
    Complaints, Source, Table,
    grammar::{GrammarRules, Inflection},
};
use std::collections::HashMap;

/// Infinitives by form: what the engine's lemma is corrected by where it names no verb that is known.
#[derive(Debug, Clone, Default)]
pub struct VerbForms {
    irregular: HashMap<String, String>,
    regular: Inflection,
}

/// Shortest form that a compound may end in, in bytes: below it too many words end so by chance.
const SHORTEST_TAIL: usize = 3;
/// Shortest stem that a regular form may have, in bytes.
const SHORTEST_STEM: usize = 3;

impl VerbForms {
    /// Reads `packs/LANG/verbs.tsv` and the inflection of `packs/LANG/grammar.toml`.
    ///
    /// # Errors
    /// Complaints about those files.
    pub fn load(source: &Source, lang: &str) -> Result<VerbForms, Complaints> {
        let mut forms = HashMap::new();
        for row in Table::read(source, &format!("packs/{lang}/verbs.tsv"))?.rows() {
            for form in ["present", "past", "pasts", "participle"] {
                forms
                    .entry(row.get(form).to_owned())
                    .or_insert_with(|| row.get("lemma").to_owned());
            }
        }
        let grammar = GrammarRules::read(source, lang).map_err(|c| Complaints(vec![c]))?;
        Ok(VerbForms { irregular: forms, regular: grammar.regular })
    }

    /// The infinitive of a form, or of a compound that ends in one (`ontbood`, `uitgeroepen`).
    pub fn infinitive(&self, form: &str) -> Option<String> {
        let form = form.to_lowercase();
        form.char_indices()
            .map(|(i, _)| i)
            .take_while(|i| form.len() - i >= SHORTEST_TAIL)
            .find_map(|i| {
                let lemma = self.irregular.get(&form[i..])?;
                Some(format!("{}{lemma}", &form[..i]))
            })
    }

    /// The infinitives that a form may be of by regular inflection, with one of the particles or none.
    pub fn regular(&self, form: &str, particles: &[String]) -> Vec<String> {
        let form = form.to_lowercase();
        let parts = particles.iter().map(String::as_str).chain([""]);
        let guessed = parts
            .flat_map(|p| form.strip_prefix(p).map(|rest| self.infinitives(p, rest)))
            .flatten();
        // The plural of the present is the infinitive.
        std::iter::once(form.clone()).chain(guessed).collect()
    }

    fn infinitives(&self, particle: &str, rest: &str) -> Vec<String> {
        let Inflection { infinitive, participle, endings } = &self.regular;
        let participle = rest.strip_prefix(participle.as_str()).map(without_diaeresis);
        let stems = [Some(rest.to_owned()), participle].into_iter().flatten();
        let bare = |s: String| {
            let cut = move |e: &String| Some(s.strip_suffix(e.as_str())?.to_owned());
            endings.iter().filter_map(cut).collect::<Vec<_>>()
        };
        let long = stems.flat_map(bare).filter(|s| s.len() >= SHORTEST_STEM);
        long.map(|s| format!("{particle}{s}{infinitive}")).collect()
    }
}

/// A stem without the diaeresis that a prefix gives its first letter ("geënterd").
fn without_diaeresis(stem: &str) -> String {
    let mut letters = stem.chars();
    let first = letters.next().map(|c| match c {
        'ë' => 'e',
        'ï' => 'i',
        'ö' => 'o',
        'ü' => 'u',
        c => c,
    });
    first.into_iter().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_and_compounds_lead_to_their_infinitive() {
        let verbs = VerbForms::load(&Source::Embedded, "nl").unwrap_or_else(|e| panic!("{e}"));
        for (form, lemma) in
            [("trof", "treffen"), ("uitgeroepen", "uitroepen"), ("Ontbood", "ontbieden")]
        {
            assert_eq!(verbs.infinitive(form).as_deref(), Some(lemma));
        }
        assert_eq!(verbs.infinitive("xyz"), None);
        let particles = ["op".to_owned()];
        for (form, lemma) in
            [("geënterd", "enteren"), ("opgehitst", "ophitsen"), ("beticht", "betichten")]
        {
            assert!(verbs.regular(form, &particles).contains(&lemma.to_owned()), "{form}");
        }
    }
}
