//! Who: every mention of a political actor in a report, and whom it stands for.
//!
//! Surface evidence first (names of the tables by longest match, capitals, words of office), the tree where it adds
//! something (heads, lists, subjects), reference over salience last. No word of a language stands here: all come from
//! the language's tables.

mod cast;
mod gazetteer;
mod introduce;
mod lists;
mod mention;
mod people;
mod phrase;
mod place;
mod prominence;
mod read;
mod reference;
mod salience;
mod view;

pub use cast::Cast;
pub use mention::{Kind, Mention, Resolved};
pub use prominence::Prominence;

use gazetteer::Gazetteer;
use kroniek_model::{Document, Sentence};
use kroniek_pack::world::{ActorWords, Name, NameKind, Validity, World, sector};
use std::sync::Arc;

/// Finds the actors of reports in one language.
#[derive(Debug, Clone)]
pub struct Who {
    world: Arc<World>,
    words: Arc<ActorWords>,
    gazetteer: Gazetteer,
}

impl Who {
    /// From the world's tables and a language's words.
    pub fn new(world: Arc<World>, words: Arc<ActorWords>) -> Self {
        let gazetteer = Gazetteer::new(Arc::clone(&world), Arc::clone(&words));
        Who { world, words, gazetteer }
    }

    /// The actors of a report.
    pub fn resolve(&self, document: &Document, sentences: &[Sentence]) -> Cast {
        read::read(self, document, sentences)
    }

    /// Whether the tables know a person of this full name.
    fn knows_full(&self, name: &str) -> bool {
        self.world.people.is_full_name(&self.world.folding.name(name))
    }

    /// A name without the ending that makes it a possessor, and whether it had one.
    fn without_possessive(&self, name: &str) -> (String, bool) {
        let plain = name.replace('’', "'");
        for ending in &self.words.reference.possessive {
            let Some(stem) = plain.strip_suffix(ending.as_str()) else { continue };
            if ending.starts_with('\'') || self.is_stem(stem, &plain) {
                let n = name.chars().count() - ending.chars().count();
                return (name.chars().take(n).collect(), true);
            }
        }
        (name.to_owned(), false)
    }

    /// Whether the tables know a person by the stem of a name and none by the name with its ending.
    fn is_stem(&self, stem: &str, name: &str) -> bool {
        if name.contains(' ') {
            return self.knows_full(stem);
        }
        let knows =
            |w: &str| self.world.folding.word(w).iter().any(|k| self.world.people.has_word(k));
        stem.chars().count() > 2 && knows(stem) && !knows(name)
    }

    /// The reading of an ambiguous name that fits the date, full names before metonyms.
    fn choose<'a>(&self, names: &'a [Name], date: Validity) -> Option<&'a Name> {
        let rank = |n: &Name| match n.kind {
            NameKind::Name | NameKind::Acronym | NameKind::Adjective | NameKind::Prefix => 0,
            NameKind::Organ | NameKind::Inhabitant => 1,
            NameKind::Seat | NameKind::Government => 2,
            NameKind::Capital => 3,
        };
        names.iter().min_by_key(|n| (!n.valid.meets(date), rank(n)))
    }
}
