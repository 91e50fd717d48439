//! Irregular verbs of a language, as data (`packs/LANG/verbs.tsv`).

use crate::{Complaints, Source, Table};
use std::collections::HashMap;

/// Infinitives by irregular form: what the engine's lemma is corrected by where it names no verb that is known.
#[derive(Debug, Clone, Default)]
pub struct IrregularVerbs(HashMap<String, String>);

/// Shortest form that a compound may end in, in bytes: below it too many words end so by chance.
const SHORTEST_TAIL: usize = 3;

impl IrregularVerbs {
    /// Reads `packs/LANG/verbs.tsv`.
    ///
    /// # Errors
    /// Complaints about that file.
    pub fn load(source: &Source, lang: &str) -> Result<IrregularVerbs, Complaints> {
        let mut forms = HashMap::new();
        for row in Table::read(source, &format!("packs/{lang}/verbs.tsv"))?.rows() {
            for form in ["present", "past", "pasts", "participle"] {
                forms
                    .entry(row.get(form).to_owned())
                    .or_insert_with(|| row.get("lemma").to_owned());
            }
        }
        Ok(IrregularVerbs(forms))
    }

    /// The infinitive of a form, or of a compound that ends in one (`ontbood`, `uitgeroepen`).
    pub fn infinitive(&self, form: &str) -> Option<String> {
        let form = form.to_lowercase();
        form.char_indices()
            .map(|(i, _)| i)
            .take_while(|i| form.len() - i >= SHORTEST_TAIL)
            .find_map(|i| {
                let lemma = self.0.get(&form[i..])?;
                Some(format!("{}{lemma}", &form[..i]))
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_and_compounds_lead_to_their_infinitive() {
        let verbs = IrregularVerbs::load(&Source::Embedded, "nl").unwrap_or_else(|e| panic!("{e}"));
        for (form, lemma) in
            [("trof", "treffen"), ("uitgeroepen", "uitroepen"), ("Ontbood", "ontbieden")]
        {
            assert_eq!(verbs.infinitive(form).as_deref(), Some(lemma));
        }
        assert_eq!(verbs.infinitive("xyz"), None);
    }
}
