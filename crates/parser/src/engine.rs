//! What an engine gives for each token, whatever it is built of.

use kroniek_model::{EntityTag, Label, Upos};

/// What an engine says of one token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Annotation {
    /// Universal part of speech.
    pub upos: Upos,
    /// Universal features in UD's order and notation, empty where none.
    pub feats: Label,
    /// Dictionary form without marks of compounding.
    pub lemma: String,
    /// The head's position counted from 1; 0 for the root.
    pub head: usize,
    /// Universal relation to the head, with subtype.
    pub deprel: Label,
    /// The name that the token belongs to.
    pub entity: Option<EntityTag>,
}

/// Reads sentences: tags, lemmas, trees and names.
///
/// An engine is a pure function: the same sentences give the same annotations, in whatever company and thread.
pub trait Engine: Send + Sync {
    /// Annotates each token of each sentence; the outer and inner lengths are those given, each tree has one root.
    fn annotate(&self, sentences: &[Vec<&str>]) -> Vec<Vec<Annotation>>;
}

/// The engine of a language without weights: every token stands as given, under the first of its sentence.
#[derive(Debug, Clone, Copy, Default)]
pub struct Bare;

impl Engine for Bare {
    fn annotate(&self, sentences: &[Vec<&str>]) -> Vec<Vec<Annotation>> {
        sentences
            .iter()
            .map(|s| s.iter().enumerate().map(|(i, form)| bare(i, form)).collect())
            .collect()
    }
}

fn bare(index: usize, form: &str) -> Annotation {
    let word = form.chars().any(char::is_alphanumeric);
    let deprel = match (index, word) {
        (0, _) => "root",
        (_, true) => "dep",
        (_, false) => "punct",
    };
    Annotation {
        upos: if word { Upos::X } else { Upos::Punct },
        feats: "".into(),
        lemma: form.to_lowercase(),
        head: usize::from(index > 0),
        deprel: deprel.into(),
        entity: None,
    }
}
