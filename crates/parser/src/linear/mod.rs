//! The linear engine: averaged perceptrons for tags, lemmas, trees and names. The floor that the neural one must beat.

mod arcs;
mod lemma;
mod names;
mod tagger;
#[cfg(feature = "train")]
pub mod train;
mod weights;
mod words;

use crate::engine::{Annotation, Engine};
use arcs::Item;
use kroniek_model::{Label, Upos};
use lemma::Edit;
use weights::{Score, Weights, best, hash};
use words::{Word, word};

/// First bytes of a model file.
const MAGIC: &[u8; 8] = b"KRLIN001";

/// The engine with its weights.
#[derive(Debug, Clone, Default)]
pub struct Linear {
    tags: Vec<Tag>,
    edits: Vec<Edit>,
    relations: Vec<Label>,
    tagger: Weights,
    lemmas: Weights,
    arcs: Weights,
    names: Weights,
}

/// A part of speech with features.
#[derive(Debug, Clone)]
struct Tag {
    name: String,
    upos: Upos,
    feats: Label,
}

impl Tag {
    /// Reads `NOUN Number=Sing`.
    fn new(name: &str) -> Tag {
        let (upos, feats) = name.split_once(' ').unwrap_or((name, ""));
        let Ok(upos) = upos.parse();
        Tag { name: name.to_owned(), upos, feats: feats.into() }
    }
}

impl Linear {
    /// Reads a model file's bytes; none if they are no whole model.
    pub fn from_bytes(bytes: &[u8]) -> Option<Linear> {
        let mut rest = bytes.strip_prefix(MAGIC.as_slice())?;
        let rest = &mut rest;
        let tags = weights::read_strings(rest)?.iter().map(|n| Tag::new(n)).collect();
        let edits =
            weights::read_strings(rest)?.iter().map(|e| Edit::read(e)).collect::<Option<_>>()?;
        let relations = weights::read_strings(rest)?.iter().map(|r| r.as_str().into()).collect();
        let [tagger, lemmas, arcs, names] = [
            Weights::read(rest)?,
            Weights::read(rest)?,
            Weights::read(rest)?,
            Weights::read(rest)?,
        ];
        Some(Linear { tags, edits, relations, tagger, lemmas, arcs, names })
    }

    /// The bytes that [`Linear::from_bytes`] reads.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        weights::write_strings(
            &self.tags.iter().map(|t| t.name.clone()).collect::<Vec<_>>(),
            &mut out,
        );
        weights::write_strings(&self.edits.iter().map(Edit::write).collect::<Vec<_>>(), &mut out);
        weights::write_strings(
            &self.relations.iter().map(|r| r.to_string()).collect::<Vec<_>>(),
            &mut out,
        );
        for weights in [&self.tagger, &self.lemmas, &self.arcs, &self.names] {
            weights.write(&mut out);
        }
        out
    }

    fn sentence(&self, forms: &[&str]) -> Vec<Annotation> {
        let words: Vec<Word> = forms.iter().map(|f| word(f)).collect();
        let tags = tagger::tag(&self.tagger, &words, |_, _| true);
        let lemmas: Vec<String> =
            (0..forms.len()).map(|i| self.lemma(forms[i], &words[i], tags[i])).collect();
        let names = names::tag(&self.names, &words);
        let tree = arcs::parse(&self.arcs, &self.items(&words, &tags, &lemmas));
        (0..forms.len())
            .map(|i| Annotation {
                upos: self.tags[tags[i]].upos,
                feats: self.tags[tags[i]].feats.clone(),
                lemma: lemmas[i].clone(),
                head: tree[i].0,
                deprel: match tree[i].0 {
                    0 => "root".into(),
                    _ => self.relations[tree[i].1].clone(),
                },
                entity: names[i],
            })
            .collect()
    }

    fn lemma(&self, form: &str, word: &Word, tag: usize) -> String {
        let (mut found, mut scores) = (Vec::new(), Vec::new());
        lemma::features(word, tag, &mut found);
        self.lemmas.score(&found, &mut scores);
        let lemma = self.edits[best(&scores, |_| true)].apply(form);
        if lemma.is_empty() { form.to_lowercase() } else { lemma }
    }

    fn items(&self, words: &[Word], tags: &[usize], lemmas: &[String]) -> Vec<Item> {
        let item = |i: usize| Item {
            word: words[i].clone(),
            lemma: hash(&lemmas[i]),
            tag: hash(&self.tags[tags[i]].name),
            pos: self.tags[tags[i]].upos as u64 + 50,
        };
        (0..words.len()).map(item).collect()
    }
}

impl Engine for Linear {
    fn annotate(&self, sentences: &[Vec<&str>]) -> Vec<Vec<Annotation>> {
        sentences.iter().map(|s| self.sentence(s)).collect()
    }
}
