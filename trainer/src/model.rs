//! The net as it is trained: vocabulary, shape, weights and the forward pass on a tape.

use std::collections::HashMap;

use kroniek_parser::net::features;
use kroniek_parser::net::shape::{Layer, REACH, SHAPE_WIDTH, SHAPES, Shape};

use crate::blocks::Place;
use crate::data::{Sentence, lemma_class};
use crate::mat::Mat;
use crate::random::Random;
use crate::tape::{Node, Param, Tape, Weights};

/// Strings and their numbers.
#[derive(Clone, Debug, Default)]
pub struct Index {
    /// The strings.
    pub names: Vec<String>,
    places: HashMap<String, usize>,
}

impl Index {
    /// Numbers strings by falling count (ties by the string), leaving out those rarer than `least`.
    pub fn count<'a>(items: impl Iterator<Item = String> + 'a, least: usize) -> Self {
        let mut counts: HashMap<String, usize> = HashMap::new();
        items.for_each(|i| *counts.entry(i).or_default() += 1);
        let mut kept: Vec<(String, usize)> =
            counts.into_iter().filter(|(_, n)| *n >= least).collect();
        kept.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        Self::new(kept.into_iter().map(|(s, _)| s).collect())
    }

    /// Numbers strings as they come.
    pub fn new(names: Vec<String>) -> Self {
        let places = names.iter().enumerate().map(|(i, s)| (s.clone(), i)).collect();
        Self { names, places }
    }

    /// The number of a string, `usize::MAX` if it has none.
    pub fn get(&self, name: &str) -> usize {
        self.places.get(name).copied().unwrap_or(usize::MAX)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.names.len()
    }
}

/// The dense weights by role.
#[derive(Clone, Debug)]
pub struct Roles {
    input: (Param, Param),
    input_norm: (Param, Param),
    layers: Vec<LayerRoles>,
    last_norm: (Param, Param),
    tag: (Param, Param),
    lemma: [(Param, Param); 2],
    arc_dep: (Param, Param),
    arc_turn: (Param, Param),
    arc_head: (Param, Param),
    arc_root: Param,
    label_dep: (Param, Param),
    label_head: (Param, Param),
    label_root: Param,
    label: (Param, Param),
}

#[derive(Clone, Debug)]
struct LayerRoles {
    norm: (Param, Param),
    main: (Param, Param),
    out: Option<(Param, Param)>,
    extra: Vec<Param>,
}

/// A net under training.
#[derive(Clone, Debug)]
pub struct Model {
    /// Its shape.
    pub shape: Shape,
    /// Known words (by key); row 0 of the table is for the others.
    pub words: Index,
    /// Tags: `UPOS|features`.
    pub tags: Index,
    /// Lemma classes.
    pub lemmas: Index,
    /// Relations.
    pub labels: Index,
    /// Its weights.
    pub weights: Weights,
    /// Which weight is which.
    pub roles: Roles,
}

/// A word ready for the net.
#[derive(Clone, Debug)]
pub struct Seen {
    word: u32,
    grams: Vec<u32>,
    shape: u32,
}

/// A sentence ready for the net, with its answers.
#[derive(Clone, Debug)]
pub struct Example {
    /// Its words.
    pub words: Vec<Seen>,
    /// Their tags.
    pub tags: Vec<usize>,
    /// Their lemma classes.
    pub lemmas: Vec<usize>,
    /// Rows of their heads; the sentence's length for the root.
    pub heads: Vec<usize>,
    /// Their relations.
    pub labels: Vec<usize>,
}

/// What a forward pass leaves.
pub struct Outcome {
    /// Encoded words, to be compared with the engine's.
    #[cfg(test)]
    pub encoded: Node,
    /// Scores of tags.
    pub tags: Node,
    /// Scores of lemma classes.
    pub lemmas: Node,
    /// Words as dependents.
    pub dep: Node,
    /// Words (and the root) as heads.
    pub head: Node,
    label_dep: Node,
    label_head: Node,
}

/// Shares of numbers dropped while training.
#[derive(Clone, Copy, Debug)]
pub struct Drops {
    /// Of words, replaced by the unknown word.
    pub word: f32,
    /// Of the input.
    pub input: f32,
    /// Within the encoder.
    pub layer: f32,
    /// Before the heads.
    pub head: f32,
}

/// Makes weights one by one.
pub struct Builder<'r> {
    /// Those made so far.
    pub weights: Weights,
    /// Source of first values.
    pub random: &'r mut Random,
}

impl Builder<'_> {
    fn put(&mut self, name: String, mat: Mat) -> Param {
        self.weights.names.push(name);
        self.weights.dense.push(mat);
        Param(self.weights.dense.len() - 1)
    }

    /// A matrix and a bias.
    pub fn linear(&mut self, name: &str, from: usize, to: usize) -> (Param, Param) {
        let w = Mat::glorot(from, to, self.random);
        (self.put(format!("{name}.w"), w), self.put(format!("{name}.b"), Mat::zeros(1, to)))
    }

    /// A gain and a bias.
    pub fn norm(&mut self, name: &str, width: usize) -> (Param, Param) {
        (
            self.put(format!("{name}.g"), Mat::filled(1, width, 1.0)),
            self.put(format!("{name}.b"), Mat::zeros(1, width)),
        )
    }

    fn layer(&mut self, name: &str, layer: &Layer, shape: &Shape) -> LayerRoles {
        let d = shape.width;
        let norm = self.norm(&format!("{name}.norm"), d);
        let (main, out, extra) = match *layer {
            Layer::Conv(_) => {
                (self.linear(&format!("{name}.main"), 3 * d, 2 * d), None, Vec::new())
            }
            Layer::Attend(heads) => {
                let main = self.linear(&format!("{name}.main"), d, 3 * shape.attention);
                let out = self.linear(&format!("{name}.out"), shape.attention, d);
                let bias = self.put(format!("{name}.bias"), Mat::zeros(heads, 2 * REACH + 1));
                (main, Some(out), vec![bias])
            }
            Layer::Recur(h) => {
                let main = self.linear(&format!("{name}.main"), d, 8 * h);
                let out = self.linear(&format!("{name}.out"), 2 * h, d);
                let ways = ["forward", "backward"].map(|way| {
                    let u = Mat::glorot(h, 4 * h, self.random);
                    self.put(format!("{name}.{way}"), u)
                });
                for way in 0..2 {
                    let bias = &mut self.weights.dense[main.1.0].data;
                    bias[way * 4 * h + h..way * 4 * h + 2 * h].fill(1.0);
                }
                (main, Some(out), ways.to_vec())
            }
        };
        LayerRoles { norm, main, out, extra }
    }
}

impl Model {
    /// A fresh net for what a treebank holds.
    pub fn new(shape: Shape, bank: &[Sentence], seed: u64) -> Self {
        let words = bank.iter().flatten();
        let keys = words.clone().map(|w| features::key(&features::normal(&w.form)));
        let known = Index::count(keys, 2);
        let tags = Index::count(words.clone().map(|w| format!("{}|{}", w.upos, w.feats)), 1);
        let labels = Index::count(words.map(|w| w.deprel.clone()), 1);
        let classes = bank.iter().flat_map(|s| (0..s.len()).map(|i| lemma_class(s, i)));
        let lemmas = Index::count(classes, 2);
        let sizes = [tags.len(), lemmas.len(), labels.len()];
        let (weights, roles) = weights(&shape, known.len(), sizes, &mut Random::new(seed, 1));
        Self { shape, words: known, tags, lemmas, labels, weights, roles }
    }

    /// Makes a form ready.
    pub fn see(&self, form: &str) -> Seen {
        let normal = features::normal(form);
        let key = features::key(&normal);
        let word = self.words.get(&key);
        Seen {
            word: if word == usize::MAX { 0 } else { word as u32 + 1 },
            grams: features::grams(&key, self.shape.buckets as u32),
            shape: features::shape(&normal, SHAPES as u32),
        }
    }

    /// Makes a sentence ready.
    pub fn example(&self, sentence: &Sentence) -> Example {
        let n = sentence.len();
        Example {
            words: sentence.iter().map(|w| self.see(&w.form)).collect(),
            tags: sentence
                .iter()
                .map(|w| self.tags.get(&format!("{}|{}", w.upos, w.feats)))
                .collect(),
            lemmas: (0..n).map(|i| self.lemmas.get(&lemma_class(sentence, i))).collect(),
            heads: sentence.iter().map(|w| if w.head == 0 { n } else { w.head - 1 }).collect(),
            labels: sentence.iter().map(|w| self.labels.get(&w.deprel)).collect(),
        }
    }

    /// Runs the net over sentences; returns where they lie and what came out.
    pub fn forward(
        &self,
        tape: &mut Tape<'_>,
        sentences: &[&[Seen]],
        drops: Drops,
    ) -> (Vec<Place>, Outcome) {
        let places = places(sentences);
        let input = self.input(tape, sentences, drops);
        let mut x = input;
        for (layer, roles) in self.shape.layers.iter().zip(&self.roles.layers) {
            let step = run_layer(tape, x, layer, roles, &places);
            let step = tape.dropout(step, drops.layer);
            x = tape.sum(x, step);
        }
        let encoded = tape.norm(x, self.roles.last_norm.0, self.roles.last_norm.1);
        let outcome = self.heads(tape, input, encoded, drops);
        (places, outcome)
    }

    fn input(&self, tape: &mut Tape<'_>, sentences: &[&[Seen]], drops: Drops) -> Node {
        let words: Vec<&Seen> = sentences.iter().flat_map(|s| s.iter()).collect();
        let mut ids: Vec<Vec<u32>> = words.iter().map(|w| vec![w.word]).collect();
        if let Some(random) = tape.random.as_mut() {
            ids.iter_mut().filter(|_| random.unit() < drops.word).for_each(|id| id[0] = 0);
        }
        let word = tape.bags(0, ids);
        let gram = tape.bags(1, words.iter().map(|w| w.grams.clone()).collect());
        let shape = tape.bags(2, words.iter().map(|w| vec![w.shape]).collect());
        let all = tape.concat(&[word, gram, shape]);
        let all = tape.dropout(all, drops.input);
        let x = tape.linear(all, self.roles.input.0, self.roles.input.1);
        let x = tape.norm(x, self.roles.input_norm.0, self.roles.input_norm.1);
        tape.dropout(x, drops.layer)
    }

    fn heads(&self, tape: &mut Tape<'_>, input: Node, encoded: Node, drops: Drops) -> Outcome {
        let r = &self.roles;
        let x = tape.dropout(encoded, drops.head);
        let tags = tape.linear(x, r.tag.0, r.tag.1);
        let both = tape.concat(&[x, input]);
        let inner = layer(tape, both, r.lemma[0], drops.head);
        let lemmas = tape.linear(inner, r.lemma[1].0, r.lemma[1].1);
        let dep = layer(tape, x, r.arc_dep, drops.head);
        let dep = tape.linear(dep, r.arc_turn.0, r.arc_turn.1);
        let head = layer(tape, x, r.arc_head, drops.head);
        let head = tape.with_row(head, r.arc_root);
        let label_dep = tape.linear(x, r.label_dep.0, r.label_dep.1);
        let label_head = tape.linear(x, r.label_head.0, r.label_head.1);
        let label_head = tape.with_row(label_head, r.label_root);
        Outcome {
            #[cfg(test)]
            encoded,
            tags,
            lemmas,
            dep,
            head,
            label_dep,
            label_head,
        }
    }

    /// Scores of relations for given heads (rows within the sentence, its length for the root).
    pub fn label(
        &self,
        tape: &mut Tape<'_>,
        out: &Outcome,
        places: &[Place],
        heads: &[usize],
        drops: Drops,
    ) -> Node {
        let root = tape.value(out.label_head).rows - 1;
        let rows = |&(start, n): &Place| {
            heads[start..start + n]
                .iter()
                .map(move |&h| if h >= n { root } else { start + h })
                .collect::<Vec<_>>()
        };
        let chosen = places.iter().flat_map(rows).collect();
        let head = tape.gather(out.label_head, chosen, 1);
        let both = tape.sum(out.label_dep, head);
        let both = tape.leaky(both);
        let both = tape.dropout(both, drops.head);
        tape.linear(both, self.roles.label.0, self.roles.label.1)
    }
}

fn layer(tape: &mut Tape<'_>, x: Node, role: (Param, Param), drop: f32) -> Node {
    let x = tape.linear(x, role.0, role.1);
    let x = tape.leaky(x);
    tape.dropout(x, drop)
}

fn run_layer(
    tape: &mut Tape<'_>,
    x: Node,
    layer: &Layer,
    roles: &LayerRoles,
    places: &[Place],
) -> Node {
    let x = tape.norm(x, roles.norm.0, roles.norm.1);
    let main = |tape: &mut Tape<'_>, x| tape.linear(x, roles.main.0, roles.main.1);
    let inner = match *layer {
        Layer::Conv(apart) => {
            let near = tape.gather(x, neighbours(places, apart), 3);
            let z = main(tape, near);
            tape.gate(z)
        }
        Layer::Attend(heads) => {
            let z = main(tape, x);
            tape.attend(z, roles.extra[0], heads, places)
        }
        Layer::Recur(_) => {
            let z = main(tape, x);
            tape.recur(z, [roles.extra[0], roles.extra[1]], places)
        }
    };
    match roles.out {
        Some((w, b)) => tape.linear(inner, w, b),
        None => inner,
    }
}

/// For every word the rows `apart` before, its own, and `apart` behind, within its sentence.
pub fn neighbours(places: &[Place], apart: usize) -> Vec<usize> {
    let mut out = Vec::new();
    for &(start, n) in places {
        for i in 0..n {
            let before = i.checked_sub(apart).map_or(usize::MAX, |j| start + j);
            let behind = if i + apart < n { start + i + apart } else { usize::MAX };
            out.extend([before, start + i, behind]);
        }
    }
    out
}

fn places(sentences: &[&[Seen]]) -> Vec<Place> {
    let mut start = 0;
    let place = |s: &&[Seen]| {
        start += s.len();
        (start - s.len(), s.len())
    };
    sentences.iter().map(place).collect()
}

fn weights(
    shape: &Shape,
    words: usize,
    [tags, lemmas, labels]: [usize; 3],
    random: &mut Random,
) -> (Weights, Roles) {
    let tables = vec![
        Mat::spread(words + 1, shape.word, 0.1, random),
        Mat::spread(shape.buckets, shape.gram, 0.1, random),
        Mat::spread(SHAPES, SHAPE_WIDTH, 0.1, random),
    ];
    let d = shape.width;
    let mut b = Builder { weights: Weights { tables, ..Weights::default() }, random };
    let input = b.linear("input", shape.word + shape.gram + SHAPE_WIDTH, d);
    let input_norm = b.norm("input.norm", d);
    let layers = shape
        .layers
        .iter()
        .enumerate()
        .map(|(i, l)| b.layer(&format!("layer{i}"), l, shape))
        .collect();
    let root = |b: &mut Builder<'_>, name: &str, n| {
        let row = Mat::spread(1, n, 0.1, b.random);
        b.put(name.to_owned(), row)
    };
    let roles = Roles {
        input,
        input_norm,
        layers,
        last_norm: b.norm("last.norm", d),
        tag: b.linear("tag", d, tags),
        lemma: [
            b.linear("lemma.inner", 2 * d, shape.lemma),
            b.linear("lemma", shape.lemma, lemmas),
        ],
        arc_dep: b.linear("arc.dep", d, shape.arc),
        arc_turn: b.linear("arc.turn", shape.arc, shape.arc),
        arc_head: b.linear("arc.head", d, shape.arc),
        arc_root: root(&mut b, "arc.root", shape.arc),
        label_dep: b.linear("label.dep", d, shape.label),
        label_head: b.linear("label.head", d, shape.label),
        label_root: root(&mut b, "label.root", shape.label),
        label: b.linear("label", shape.label, labels),
    };
    (b.weights, roles)
}
