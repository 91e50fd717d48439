//! The neural engine: tags, lemmas, trees and names from trained weights, on plain matrix products.
//!
//! The forward pass of a net that the trainer has made: words become rows (own row, hashed character n-grams, shape),
//! a stack of layers sees them in their sentence, and heads read off tag, lemma rule, tree (bi-affine scores after
//! Dozat and Manning 2017) and relation. Nothing is kept between calls, so a [`Net`] may be shared by all threads, and a
//! sentence is annotated alike whatever stands beside it.

mod cut;
mod dense;
mod encoder;
pub mod features;
pub mod file;
mod heads;
pub mod lemma;
pub mod math;
pub mod names;
pub mod shape;
pub mod tree;
mod weights;

use std::sync::Arc;

pub use cut::LONGEST_SENTENCE;
pub use dense::Place;
pub use encoder::Encoded;
use encoder::Encoder;
pub use file::NetError;
use file::Parts;
use heads::Heads;
use names::Names;
use shape::Shape;

/// What the net says of a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annotation {
    /// Universal part of speech.
    pub upos: Arc<str>,
    /// Features as in UD, `_` for none.
    pub feats: Arc<str>,
    /// Lemma without split marks; of a verb whose particle stands apart, without the particle (`lossen` of `lost … op`).
    pub lemma: String,
    /// The lemma with the particle joined (`oplossen`); otherwise the same as `lemma`.
    pub full_lemma: String,
    /// Head: the word's number in the sentence from 1, 0 for the root.
    pub head: u32,
    /// Relation to the head.
    pub deprel: Arc<str>,
    /// Mark of a name: `O`, `B-PER`, `I-PER`, `B-LOC` and so on.
    pub ner: Arc<str>,
}

/// A trained net.
#[derive(Clone, Debug)]
pub struct Net {
    encoder: Encoder,
    heads: Heads,
    names: Option<Names>,
}

/// Words taken together in one pass: enough to feed matrix products, few enough to stay in a core's cache.
const BATCH: usize = 1024;

impl Net {
    /// Reads a net from a file of weights.
    ///
    /// # Errors
    /// When the bytes are not such a file, are damaged, or lack a part.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, NetError> {
        let mut parts = Parts::read(bytes)?;
        let shape = parts.texts.get("shape").and_then(|s| s.parse::<Shape>().ok());
        let shape = shape.ok_or_else(|| NetError::Part("shape".into()))?;
        let encoder = Encoder::read(&mut parts, &shape)?;
        let heads = Heads::read(&mut parts, &shape)?;
        Ok(Self { encoder, heads, names: Names::read(&mut parts, &shape)? })
    }

    /// Annotates sentences, each given as its words' forms.
    ///
    /// A sentence longer than [`LONGEST_SENTENCE`] is parsed in pieces cut at punctuation; the later pieces' roots
    /// hang on the first's as `parataxis`.
    pub fn annotate(&self, sentences: &[Vec<&str>]) -> Vec<Vec<Annotation>> {
        let pieces: Vec<&[&str]> = sentences.iter().flat_map(|s| cut::pieces(s)).collect();
        let mut done: Vec<Vec<Annotation>> = vec![Vec::new(); pieces.len()];
        for batch in batches(&pieces) {
            let taken: Vec<&[&str]> = batch.iter().map(|&i| pieces[i]).collect();
            for (i, words) in batch.into_iter().zip(self.annotate_batch(&taken)) {
                done[i] = words;
            }
        }
        let mut done = done.into_iter();
        sentences.iter().map(|s| cut::join(done.by_ref().take(cut::pieces(s).count()))).collect()
    }

    /// The encoded words of sentences that lie one after another: what all heads read, for training further ones.
    pub fn encode(&self, forms: &[&str], places: &[Place]) -> Encoded {
        self.encoder.run(forms, places)
    }

    fn annotate_batch(&self, sentences: &[&[&str]]) -> Vec<Vec<Annotation>> {
        let forms: Vec<&str> = sentences.concat();
        if forms.is_empty() {
            return sentences.iter().map(|_| Vec::new()).collect();
        }
        let mut start = 0;
        let place = |s: &&[&str]| -> Place {
            start += s.len();
            (start - s.len(), s.len())
        };
        let places: Vec<Place> = sentences.iter().filter(|s| !s.is_empty()).map(place).collect();
        let encoded = self.encoder.run(&forms, &places);
        let mut all = self.heads.read_off(&forms, &encoded, &places);
        if let Some(names) = &self.names {
            let marks = names.read_off(&forms, &encoded, &places);
            all.iter_mut().zip(marks).for_each(|(word, mark)| word.ner = mark);
        }
        let mut all = all.into_iter();
        sentences.iter().map(|s| all.by_ref().take(s.len()).collect()).collect()
    }
}

/// Sentences to be run together: of like length, since a recurrence takes as many steps as the longest has words.
fn batches(pieces: &[&[&str]]) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..pieces.len()).collect();
    order.sort_by_key(|&i| pieces[i].len());
    let mut out = vec![Vec::new()];
    let mut words = 0;
    for i in order {
        words += pieces[i].len();
        if words > BATCH {
            out.push(Vec::new());
            words = pieces[i].len();
        }
        if let Some(last) = out.last_mut() {
            last.push(i);
        }
    }
    out
}

#[cfg(test)]
mod tests;
