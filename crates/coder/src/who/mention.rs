//! What stands in a report for an actor.

use kroniek_model::ActorRef;
use std::ops::Range;

/// How words name an actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A person's name, with or without a title.
    Name,
    /// An office without a name ("de Chinese president").
    Title,
    /// A state by its name.
    State,
    /// A state's adjective ("Russische").
    Adjective,
    /// People of a state ("de Russen").
    Inhabitant,
    /// A capital or seat of government that stands for a state.
    Metonym,
    /// An international organisation.
    Organisation,
    /// An armed or political group.
    Group,
    /// A part of a state ("het Russische leger", "de regering").
    Body,
    /// A noun that a state modifies and that may stand for it ("Russisch gas").
    Modified,
    /// A state or city named as the place of something.
    Place,
    /// A pronoun.
    Pronoun,
    /// A common noun that refers back ("het land", "beide leiders").
    Description,
}

/// Words that stand for one or more actors.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// Index of the sentence.
    pub sentence: usize,
    /// The tokens that belong to it, determiner and title included.
    pub tokens: Range<usize>,
    /// The token that heads it in the tree.
    pub head: usize,
    /// How the words name the actor.
    pub kind: Kind,
    /// Whom it stands for: usually one, several for "beide landen" and "Chinees-Russische".
    pub actors: Vec<ActorRef>,
    /// How sure it is that the words stand for an actor, and this one: 0 to 1.
    pub strength: f32,
    /// Index of the mention that it refers back to.
    pub antecedent: Option<usize>,
    /// The rule that resolved it.
    pub rule: &'static str,
    /// Whether it is a possessor ("Poetins", "zijn").
    pub possessive: bool,
    /// Codes of those in whom the words place the actors: the organisation of "de drie NAVO-landen".
    pub within: Vec<String>,
}

/// One actor of a noun phrase.
#[derive(Debug, Clone, PartialEq)]
pub struct Resolved {
    /// Who.
    pub actor: ActorRef,
    /// Index of the mention in [`super::Cast::mentions`].
    pub mention: usize,
    /// How the words name the actor.
    pub kind: Kind,
    /// How sure it is, 0 to 1.
    pub strength: f32,
    /// The rule that resolved it.
    pub rule: &'static str,
}
