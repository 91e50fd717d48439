//! What the world's tables know of actors by their codes; the caller fills it.

use kroniek_model::ActorRef;
use std::collections::BTreeMap;

/// An actor with a code, as other data name it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    /// Name in English.
    pub name: String,
    /// ISO 3166-1 alpha-2 of a state.
    pub iso2: Option<String>,
    /// Number in the Correlates of War state system of a state.
    pub cow: Option<String>,
    /// Identifier in Wikidata (`Q148`).
    pub wikidata: Option<String>,
    /// State that a group belongs to.
    pub country: Option<String>,
    /// Whether it is no body of states but of citizens.
    pub private: bool,
}

/// Actors by their codes, and the words of event codes.
#[derive(Debug, Clone, Default)]
pub struct Atlas {
    /// Actors by code (`CHN`, `@NATO`, `~Hamas`).
    pub actors: BTreeMap<String, Known>,
    /// What CAMEO's codes mean, in English.
    pub cameo: BTreeMap<String, String>,
}

impl Atlas {
    /// The English name of a code; the code itself without its mark where no table has it.
    pub fn name<'a>(&'a self, code: &'a str) -> &'a str {
        let known = self.actors.get(code).map(|k| k.name.as_str()).filter(|n| !n.is_empty());
        known.unwrap_or(bare(code))
    }

    /// The name of a person, of all others the English name.
    pub fn called<'a>(&'a self, actor: &'a ActorRef) -> &'a str {
        actor.name.as_deref().unwrap_or_else(|| self.name(&actor.code))
    }

    /// The state that a code is, or that its group belongs to; none for organisations.
    pub fn state<'a>(&'a self, code: &'a str) -> Option<&'a str> {
        match code.chars().next() {
            None | Some('@') => None,
            Some('~') => self.actors.get(code).and_then(|k| k.country.as_deref()),
            Some(_) => Some(code),
        }
    }

    /// The number of a code's state in the Correlates of War.
    pub fn cow(&self, code: &str) -> Option<&str> {
        let state = self.state(code)?;
        self.actors.get(state).and_then(|k| k.cow.as_deref())
    }

    /// Identifier of a code in Wikidata.
    pub fn wikidata(&self, code: &str) -> Option<&str> {
        self.actors.get(code).and_then(|k| k.wikidata.as_deref())
    }
}

/// A code without the mark of an organisation or group.
pub fn bare(code: &str) -> &str {
    code.trim_start_matches(['@', '~'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_belongs_to_its_state_and_an_organisation_to_none() {
        let mut atlas = Atlas::default();
        let group = Known { country: Some("PSE".into()), ..Known::default() };
        atlas.actors.insert("~Hamas".into(), group);
        atlas.actors.insert("PSE".into(), Known { cow: Some("667".into()), ..Known::default() });
        assert_eq!((atlas.state("~Hamas"), atlas.cow("~Hamas")), (Some("PSE"), Some("667")));
        assert_eq!(
            (atlas.state("@UN"), atlas.state("CHN"), atlas.state("")),
            (None, Some("CHN"), None)
        );
        assert_eq!((atlas.name("~Hamas"), atlas.name("@UN")), ("Hamas", "UN"));
    }
}
