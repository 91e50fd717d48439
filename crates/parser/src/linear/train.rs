//! Learning the linear engine's weights. The same data and seed give the same weights.

use super::arcs::{self, Item, Tree};
use super::lemma::{self, Edit};
use super::weights::learn::Perceptron;
use super::weights::{Score, Weights, best};
use super::words::{Word, word};
use super::{Linear, Tag, names, tagger};
use kroniek_model::{EntityTag, Sentence, Token};
use std::collections::BTreeSet;

/// A sentence with names: forms and tags.
pub type Named = Vec<(String, Option<EntityTag>)>;

/// Rounds over the data.
const ROUNDS: [usize; 4] = [8, 5, 14, 8];
/// Parts that tags for the tree's training are jackknifed in.
const PARTS: usize = 4;

/// A small generator of pseudo-random numbers (xorshift), for shuffles and exploration.
pub struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn shuffled(&mut self, n: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..n).collect();
        for i in (1..n).rev() {
            order.swap(i, (self.next() % (i as u64 + 1)) as usize);
        }
        order
    }
}

/// Features as the newest treebanks have them.
fn feats(token: &Token) -> String {
    let determiner = token.upos == kroniek_model::Upos::Det;
    let kept = |f: &&str| *f != "Mood=Ind" && !(determiner && f.starts_with("PronType="));
    token.feats.split('|').filter(kept).collect::<Vec<_>>().join("|")
}

fn tag_name(token: &Token) -> String {
    format!("{} {}", token.upos, feats(token)).trim_end().to_owned()
}

/// The lemma without marks, and without a particle that stands apart in the sentence.
fn lemma(sentence: &Sentence, i: usize) -> String {
    let token = &sentence.tokens[i];
    let particle = sentence.children(i).find(|&c| &*sentence.tokens[c].deprel == "compound:prt");
    let bare = particle.and_then(|c| {
        let particle = sentence.tokens[c].form.to_lowercase();
        token.lemma.strip_prefix(&particle)?.strip_prefix('_')
    });
    match token.lemma.as_str() {
        "_" => "_".to_owned(),
        whole => bare.unwrap_or(whole).replace('_', ""),
    }
}

struct Data {
    words: Vec<Vec<Word>>,
    tags: Vec<Vec<usize>>,
    edits: Vec<Vec<usize>>,
    trees: Vec<Tree>,
}

fn index<T: Ord>(all: &[T], one: &T) -> usize {
    all.binary_search(one).unwrap_or(0)
}

/// Learns all four from treebank sentences and sentences with names; `say` hears of the progress.
pub fn train(trees: &[Sentence], named: &[Named], seed: u64, say: &dyn Fn(&str)) -> Linear {
    let mut random = Random(seed | 1);
    let tags: Vec<String> = set(trees.iter().flat_map(|s| s.tokens.iter().map(tag_name)));
    let relations: Vec<String> =
        set(trees.iter().flat_map(|s| s.tokens.iter().map(|t| t.deprel.to_string())));
    let edit = |s: &Sentence, i: usize| Edit::between(&s.tokens[i].form, &lemma(s, i));
    let edits: Vec<Edit> =
        set(trees.iter().flat_map(|s| (0..s.tokens.len()).map(move |i| edit(s, i))));
    say(&format!("{} tags, {} relations, {} edits", tags.len(), relations.len(), edits.len()));
    let data = Data {
        words: trees.iter().map(|s| s.tokens.iter().map(|t| word(&t.form)).collect()).collect(),
        tags: trees
            .iter()
            .map(|s| s.tokens.iter().map(|t| index(&tags, &tag_name(t))).collect())
            .collect(),
        edits: trees
            .iter()
            .map(|s| (0..s.tokens.len()).map(|i| index(&edits, &edit(s, i))).collect())
            .collect(),
        trees: trees
            .iter()
            .map(|s| {
                let arc = |t: &Token| {
                    (t.head.map_or(0, |h| h + 1), index(&relations, &t.deprel.to_string()))
                };
                s.tokens.iter().map(arc).collect()
            })
            .collect(),
    };
    let mut linear = Linear {
        tags: tags.iter().map(|t| Tag::new(t)).collect(),
        relations: relations.iter().map(|r| r.as_str().into()).collect(),
        lemmas: lemmas(&data, edits.len(), &mut random),
        edits,
        ..Linear::default()
    };
    say("lemmas done");
    let all: Vec<usize> = (0..trees.len()).collect();
    linear.tagger = tags_of(&data, &all, tags.len(), ROUNDS[0], &mut random, say);
    let guessed = jackknife(&data, tags.len(), &mut random);
    say("tags jackknifed");
    let items: Vec<Vec<Item>> = (0..trees.len())
        .map(|s| {
            let lemmas: Vec<String> = (0..guessed[s].len())
                .map(|i| linear.lemma(&trees[s].tokens[i].form, &data.words[s][i], guessed[s][i]))
                .collect();
            linear.items(&data.words[s], &guessed[s], &lemmas)
        })
        .collect();
    linear.arcs = arcs_of(&data, &items, relations.len(), &mut random, say);
    linear.names = names_of(named, &mut random, say);
    linear
}

fn set<T: Ord>(all: impl Iterator<Item = T>) -> Vec<T> {
    all.collect::<BTreeSet<_>>().into_iter().collect()
}

fn lemmas(data: &Data, classes: usize, random: &mut Random) -> Weights {
    let mut weights = Perceptron::new(classes);
    let (mut found, mut scores) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS[1] {
        for s in random.shuffled(data.words.len()) {
            for (i, word) in data.words[s].iter().enumerate() {
                lemma::features(word, data.tags[s][i], &mut found);
                weights.score(&found, &mut scores);
                weights.learn(&found, data.edits[s][i], best(&scores, |_| true));
            }
        }
    }
    weights.finish(0.01)
}

fn tags_of(
    data: &Data,
    which: &[usize],
    classes: usize,
    rounds: usize,
    random: &mut Random,
    say: &dyn Fn(&str),
) -> Weights {
    let mut weights = Perceptron::new(classes);
    for round in 0..rounds {
        let mut right = 0;
        for n in random.shuffled(which.len()) {
            let s = which[n];
            right += tagger::learn(&mut weights, &data.words[s], &data.tags[s]);
        }
        say(&format!("tags round {round}: {right} right"));
    }
    weights.finish(0.01)
}

/// Tags of each part by a tagger that learned from the others.
fn jackknife(data: &Data, classes: usize, random: &mut Random) -> Vec<Vec<usize>> {
    let mut out = vec![Vec::new(); data.words.len()];
    for part in 0..PARTS {
        let rest: Vec<usize> = (0..data.words.len()).filter(|s| s % PARTS != part).collect();
        let weights = tags_of(data, &rest, classes, ROUNDS[0] / 2 + 1, random, &|_| ());
        for s in (0..data.words.len()).filter(|s| s % PARTS == part) {
            out[s] = tagger::tag(&weights, &data.words[s], |_, _| true);
        }
    }
    out
}

fn arcs_of(
    data: &Data,
    items: &[Vec<Item>],
    relations: usize,
    random: &mut Random,
    say: &dyn Fn(&str),
) -> Weights {
    let mut weights = Perceptron::new(arcs::classes(relations));
    for round in 0..ROUNDS[2] {
        for s in random.shuffled(items.len()) {
            let mut explore = || round > 0 && !random.next().is_multiple_of(10);
            arcs::learn(&mut weights, &items[s], &data.trees[s], &mut explore);
        }
        say(&format!("trees round {round}"));
    }
    weights.finish(0.01)
}

fn names_of(named: &[Named], random: &mut Random, say: &dyn Fn(&str)) -> Weights {
    let words: Vec<Vec<Word>> =
        named.iter().map(|s| s.iter().map(|(f, _)| word(f)).collect()).collect();
    let gold: Vec<Vec<usize>> = named
        .iter()
        .map(|s| names::classes(&s.iter().map(|(_, t)| *t).collect::<Vec<_>>()))
        .collect();
    let mut weights = Perceptron::new(names::CLASSES);
    for round in 0..ROUNDS[3] {
        let mut right = 0;
        for s in random.shuffled(named.len()) {
            right += tagger::learn(&mut weights, &words[s], &gold[s]);
        }
        say(&format!("names round {round}: {right} right"));
    }
    weights.finish(0.01)
}
