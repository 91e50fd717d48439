//! Frames: senses of verbs and nouns with their roles, as data (`packs/LANG/frames/*.toml`).

mod example;
mod file;
mod pattern;
mod slot;

pub use example::{Example, Expected};
pub use pattern::{Classes, Pattern};
pub use slot::Slot;

use crate::{Complaints, Source};
use kroniek_model::{ActorRef, Status};
use std::collections::HashMap;

/// Part of speech of a trigger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TriggerClass {
    /// A verb, with its particle.
    Verb,
    /// A noun that names an event.
    Noun,
    /// An adjective or participle in predicative use ("is woedend op").
    Adjective,
}

/// How a frame's actors stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Symmetry {
    /// One side acts on the other.
    #[default]
    Directed,
    /// All do it together: everyone found is a source.
    Mutual,
}

/// What an actor is, by its code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sort {
    /// A state, or somebody of it.
    State,
    /// An international organisation.
    Organisation,
    /// An armed or political group.
    Group,
    /// A person, by name or by office.
    Person,
}

impl Sort {
    /// Whether an actor is of this sort.
    pub fn holds(self, actor: &ActorRef) -> bool {
        let first = actor.code.as_bytes().first();
        match self {
            Sort::State => !matches!(first, Some(b'@' | b'~')),
            Sort::Organisation => first == Some(&b'@'),
            Sort::Group => first == Some(&b'~'),
            Sort::Person => actor.name.is_some() || actor.office.is_some(),
        }
    }
}

/// One sense of some words: what it means and where its roles are found.
#[derive(Debug, Clone)]
pub struct Frame {
    /// `nl/visit.2`: language, file and number in it.
    pub id: String,
    /// The neutral kind.
    pub kind: String,
    /// What sets it off.
    pub triggers: Vec<(TriggerClass, Pattern)>,
    /// Words that must stand in certain slots; all of them.
    pub with: Vec<(Slot, Vec<Pattern>)>,
    /// Words that must not.
    pub without: Vec<(Slot, Vec<Pattern>)>,
    /// Who acts, by preference.
    pub source: Vec<Slot>,
    /// Who undergoes, by preference.
    pub target: Vec<Slot>,
    /// What the source must be; anything where empty.
    pub source_is: Vec<Sort>,
    /// What the target must be; anything where empty.
    pub target_is: Vec<Sort>,
    /// Whether sides are apart.
    pub symmetry: Symmetry,
    /// Whether both sides must stand in its own slots: words too common to look around for who is meant.
    pub explicit: bool,
    /// Whether it means this under negation only ("niet ingaan op" is a refusal): the negation is then part of it.
    pub negated: bool,
    /// Whether it means this only of what is still to come ("zal hard terugslaan" is a threat now).
    pub promised: bool,
    /// Status that the words themselves give, before mood and negation.
    pub status: Option<Status>,
    /// How often it means this where its slots are filled, 0 to 1, as judged by its author.
    pub strength: f32,
    /// A state of affairs that it tells of, and no event at all (`member` of "X is lid van Y").
    pub state: Option<String>,
    /// Sentences and what is to be read in them.
    pub examples: Vec<Example>,
}

/// All frames of a language, found by lemma.
#[derive(Debug, Clone, Default)]
pub struct Frames {
    all: Vec<Frame>,
    words: HashMap<(TriggerClass, String), Vec<usize>>,
    sounds: HashMap<String, Vec<usize>>,
    endings: HashMap<(TriggerClass, String), Vec<usize>>,
    beginnings: Vec<(TriggerClass, String, usize)>,
}

/// Shortest ending that a compound is tried by, in characters.
const SHORTEST_ENDING: usize = 3;

impl Frames {
    /// Reads `packs/LANG/frames/*.toml` and `packs/LANG/classes.toml`.
    ///
    /// # Errors
    /// All complaints about those files.
    pub fn load(source: &Source, lang: &str) -> Result<Frames, Complaints> {
        file::load(source, lang).map(Frames::new)
    }

    fn new(all: Vec<Frame>) -> Frames {
        let mut frames = Frames::default();
        for (i, frame) in all.iter().enumerate() {
            for (class, pattern) in &frame.triggers {
                match pattern {
                    Pattern::Word(w) => {
                        frames.words.entry((*class, w.clone())).or_default().push(i);
                        if *class == TriggerClass::Verb {
                            frames.sounds.entry(sound(w)).or_default().push(i);
                        }
                    }
                    Pattern::Ending(e) => {
                        frames.endings.entry((*class, e.clone())).or_default().push(i)
                    }
                    Pattern::Beginning(b) => frames.beginnings.push((*class, b.clone(), i)),
                }
            }
        }
        frames.all = all;
        frames
    }

    /// All frames, in file order.
    pub fn all(&self) -> &[Frame] {
        &self.all
    }

    /// Frames that a word may set off, in file order, each once.
    pub fn set_off_by(&self, class: TriggerClass, lemma: &str) -> Vec<&Frame> {
        let mut found: Vec<usize> =
            self.words.get(&(class, lemma.to_owned())).cloned().unwrap_or_default();
        if found.is_empty() && class == TriggerClass::Verb {
            found.extend(self.sounds.get(&sound(lemma)).into_iter().flatten());
        }
        for (i, _) in lemma.char_indices() {
            let ending = &lemma[i..];
            if ending.chars().count() < SHORTEST_ENDING {
                break;
            }
            found.extend(self.endings.get(&(class, ending.to_owned())).into_iter().flatten());
        }
        found.extend(
            self.beginnings
                .iter()
                .filter(|(c, b, _)| *c == class && lemma.starts_with(b.as_str()))
                .map(|b| b.2),
        );
        found.sort_unstable();
        found.dedup();
        found.into_iter().map(|i| &self.all[i]).collect()
    }
}

/// A verb as it sounds: a lemma guessed from an inflected form may err in the letters that inflection doubles or
/// sharpens ("stemen" of "stemde", "straven" of "straft").
fn sound(lemma: &str) -> String {
    let sharp = |c| match c {
        'v' => 'f',
        'z' => 's',
        c => c,
    };
    let mut letters: Vec<char> = lemma.chars().map(sharp).collect();
    letters.dedup();
    letters.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::sound;

    #[test]
    fn lemmas_that_differ_by_inflection_sound_alike() {
        for (one, other) in
            [("stemen", "stemmen"), ("straven", "straffen"), ("martellen", "martelen")]
        {
            assert_eq!(sound(one), sound(other));
        }
        assert_ne!(sound("lopen"), sound("leven"));
    }
}
