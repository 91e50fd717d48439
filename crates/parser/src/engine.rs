//! What an engine gives for each token, whatever it is built of.

use crate::conllu::entity_type;
use crate::net::{self, Net};
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

/// The engine that a file of weights holds; none if the file is damaged or of another kind.
pub fn open(bytes: &[u8]) -> Option<Box<dyn Engine>> {
    Net::from_bytes(bytes).ok().map(|net| Box::new(net) as Box<dyn Engine>)
}

impl Engine for Net {
    fn annotate(&self, sentences: &[Vec<&str>]) -> Vec<Vec<Annotation>> {
        let annotated = Net::annotate(self, sentences).into_iter();
        annotated.map(|s| s.into_iter().map(Annotation::from).collect()).collect()
    }
}

impl From<net::Annotation> for Annotation {
    fn from(said: net::Annotation) -> Self {
        let Ok(upos) = said.upos.parse();
        let entity = said.ner.split_once('-').and_then(|(place, kind)| {
            Some(EntityTag { kind: entity_type(kind)?, first: place != "I" })
        });
        Annotation {
            upos,
            feats: if &*said.feats == "_" { "".into() } else { said.feats },
            lemma: said.full_lemma,
            head: said.head as usize,
            deprel: said.deprel,
            entity,
        }
    }
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
