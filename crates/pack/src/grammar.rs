//! What a language's trees leave unsaid: agents of passives and who does what an infinitive says.

use crate::{Complaint, Source, read_toml};
use serde::Deserialize;
use std::collections::HashSet;

/// Grammar beyond the tree (`packs/LANG/grammar.toml`), all in lower case.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GrammarRules {
    /// Adpositions that lead in the agent of a passive.
    pub agent: HashSet<String>,
    /// Pairs of words that bring an example in the place of an object ("onder meer").
    #[serde(default)]
    pub examples: HashSet<String>,
    /// Verbs, with their particle joined, whose object does what the infinitive under them says.
    pub object_control: HashSet<String>,
    /// Verbs whose subject does so although somebody is told (an indirect object beside them).
    pub subject_control: HashSet<String>,
    /// How regular verbs are inflected.
    pub regular: Inflection,
}

/// The marks of inflection on a regular verb.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Inflection {
    /// Ending of the infinitive.
    pub infinitive: String,
    /// Prefix of the participle, after a particle if there is one.
    pub participle: String,
    /// Endings of finite forms and participles, longest first; the empty one among them.
    pub endings: Vec<String>,
}

impl GrammarRules {
    /// Reads the rules of a language.
    ///
    /// # Errors
    /// A complaint if the file is missing or malformed.
    pub fn read(source: &Source, lang: &str) -> Result<GrammarRules, Complaint> {
        read_toml(source, &format!("packs/{lang}/grammar.toml"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dutch_rules_can_be_read() {
        let rules = GrammarRules::read(&Source::Embedded, "nl").unwrap();
        assert!(rules.agent.contains("door") && rules.object_control.contains("oproepen"));
    }
}
