//! From encoded words to answers: tag, lemma, head and relation.

use std::sync::Arc;

use ndarray::s;

use super::Annotation;
use super::dense::{
    Linear, Place, greatest, leaky, matrix, probabilities, product, view, view_mut,
};
use super::encoder::Encoded;
use super::file::{NetError, Parts};
use super::shape::Shape;
use super::{lemma, math, tree};

/// The heads of a net and the names of their answers.
#[derive(Clone, Debug)]
pub struct Heads {
    width: usize,
    tags: Tags,
    tag: Linear,
    classes: Vec<Class>,
    lemma: [Linear; 2],
    arc_dep: Linear,
    arc_turn: Linear,
    arc_head: Linear,
    arc_root: Vec<f32>,
    labels: Vec<Arc<str>>,
    label_dep: Linear,
    label_head: Linear,
    label_root: Vec<f32>,
    label: Linear,
    outside: Arc<str>,
}

/// Tags: for each its part of speech (by number) and features.
#[derive(Clone, Debug)]
struct Tags {
    upos: Vec<Arc<str>>,
    of: Vec<usize>,
    feats: Vec<Arc<str>>,
}

/// A lemma class: a rule, and whether a particle that stands apart is to be joined.
#[derive(Clone, Debug)]
struct Class {
    joins: bool,
    rule: String,
}

/// Rules tried before a form is taken for its own lemma.
const TRIES: usize = 8;

impl Heads {
    /// Takes the heads' parts.
    pub fn read(parts: &mut Parts, shape: &Shape) -> Result<Self, NetError> {
        let (d, arc, label) = (shape.width, shape.arc, shape.label);
        let tags = Tags::read(&lines(parts, "tags")?);
        let classes: Vec<Class> = lines(parts, "lemmas")?.iter().map(|l| Class::read(l)).collect();
        let labels: Vec<Arc<str>> =
            lines(parts, "labels")?.iter().map(|l| Arc::from(l.as_str())).collect();
        Ok(Self {
            width: d,
            tag: Linear::read(parts, "tag", d, tags.of.len())?,
            lemma: [
                Linear::read(parts, "lemma.inner", 2 * d, shape.lemma)?,
                Linear::read(parts, "lemma", shape.lemma, classes.len())?,
            ],
            arc_dep: Linear::read(parts, "arc.dep", d, arc)?,
            arc_turn: Linear::read(parts, "arc.turn", arc, arc)?,
            arc_head: Linear::read(parts, "arc.head", d, arc)?,
            arc_root: matrix(parts, "arc.root", 1, arc)?.data,
            label_dep: Linear::read(parts, "label.dep", d, label)?,
            label_head: Linear::read(parts, "label.head", d, label)?,
            label_root: matrix(parts, "label.root", 1, label)?.data,
            label: Linear::read(parts, "label", label, labels.len())?,
            tags,
            classes,
            labels,
            outside: "O".into(),
        })
    }

    /// The answers for sentences that lie one after another.
    pub fn read_off(&self, forms: &[&str], words: &Encoded, places: &[Place]) -> Vec<Annotation> {
        let heads = self.trees(words, places);
        let relations = self.relations(words, places, &heads);
        let mut tags = self.tag.run(&words.output);
        probabilities(&mut tags, self.tag.width());
        let lemmas = self.lemmas(forms, words);
        let mut out = Vec::with_capacity(forms.len());
        for &(start, n) in places {
            for r in start..start + n {
                let chances = &tags[r * self.tag.width()..(r + 1) * self.tag.width()];
                let (upos, feats) = self.tags.best(chances);
                let (_, lemma) = &lemmas[r];
                out.push(Annotation {
                    upos,
                    feats,
                    lemma: lemma.clone(),
                    full_lemma: lemma.clone(),
                    head: if heads[r] == n { 0 } else { heads[r] as u32 + 1 },
                    deprel: relations[r].clone(),
                    ner: self.outside.clone(),
                });
            }
            join_particles(&mut out[start..], &forms[start..], &lemmas[start..]);
        }
        out
    }

    fn trees(&self, words: &Encoded, places: &[Place]) -> Vec<usize> {
        let k = self.arc_root.len();
        let rows = words.output.len() / self.width;
        let dep = self.arc_turn.run(&self.arc_dep.run_leaky(&words.output));
        let head = self.arc_head.run_leaky(&words.output);
        let (dep, head) = (view(&dep, rows, k), view(&head, rows, k));
        let root = view(&self.arc_root, 1, k);
        let mut out = Vec::with_capacity(rows);
        for &(start, n) in places {
            let mut scores = vec![0.0; n * (n + 1)];
            let deps = dep.slice(s![start..start + n, ..]);
            let heads = head.slice(s![start..start + n, ..]);
            product(deps, heads.t(), 0.0, view_mut(&mut scores, n, n + 1).slice_move(s![.., ..n]));
            product(deps, root.t(), 0.0, view_mut(&mut scores, n, n + 1).slice_move(s![.., n..]));
            out.extend(tree::heads(&scores, n));
        }
        out
    }

    fn relations(&self, words: &Encoded, places: &[Place], heads: &[usize]) -> Vec<Arc<str>> {
        let width = self.label_root.len();
        let mut both = self.label_dep.run(&words.output);
        let head = self.label_head.run(&words.output);
        for &(start, n) in places {
            for r in start..start + n {
                let h = start + heads[r];
                let from = if heads[r] == n {
                    &self.label_root[..]
                } else {
                    &head[h * width..(h + 1) * width]
                };
                both[r * width..(r + 1) * width].iter_mut().zip(from).for_each(|(b, h)| *b += h);
            }
        }
        leaky(&mut both);
        let scores = self.label.run(&both);
        let best = greatest(&scores, self.labels.len());
        best.into_iter().map(|label| self.labels[label].clone()).collect()
    }

    /// Each word's lemma and whether a particle belongs to it.
    fn lemmas(&self, forms: &[&str], words: &Encoded) -> Vec<(bool, String)> {
        let d = self.width;
        let mut both = Vec::with_capacity(words.output.len() * 2);
        for (out, input) in words.output.chunks_exact(d).zip(words.input.chunks_exact(d)) {
            both.extend_from_slice(out);
            both.extend_from_slice(input);
        }
        let mut scores = self.lemma[1].run(&self.lemma[0].run_leaky(&both));
        let best = greatest(&scores, self.classes.len());
        let rows = best.into_iter().zip(scores.chunks_exact_mut(self.classes.len()));
        forms.iter().zip(rows).map(|(form, (best, row))| self.lemma(form, best, row)).collect()
    }

    fn lemma(&self, form: &str, mut best: usize, scores: &mut [f32]) -> (bool, String) {
        for _ in 0..TRIES {
            let class = &self.classes[best];
            if let Some(lemma) = lemma::apply(&class.rule, form).filter(|l| !l.is_empty()) {
                return (class.joins, lemma);
            }
            scores[best] = f32::NEG_INFINITY;
            best = math::argmax(scores);
        }
        (false, form.to_owned())
    }
}

/// Sets the full lemmas of words whose particle stands apart: the first word that hangs on them as `compound:prt`.
fn join_particles(words: &mut [Annotation], forms: &[&str], lemmas: &[(bool, String)]) {
    for i in 0..words.len() {
        let verb = words[i].head as usize;
        if &*words[i].deprel != "compound:prt" || verb == 0 || !lemmas[verb - 1].0 {
            continue;
        }
        if words[verb - 1].full_lemma == words[verb - 1].lemma {
            let joined = forms[i].to_lowercase() + &words[verb - 1].lemma;
            words[verb - 1].full_lemma = joined;
        }
    }
}

fn lines(parts: &Parts, name: &str) -> Result<Vec<String>, NetError> {
    let text = parts.texts.get(name).ok_or_else(|| NetError::Part(name.to_owned()))?;
    Ok(text.split('\n').map(str::to_owned).collect())
}

impl Class {
    fn read(line: &str) -> Self {
        let (joins, rule) = line.strip_prefix('+').map_or((false, line), |rule| (true, rule));
        Self { joins, rule: rule.to_owned() }
    }
}

impl Tags {
    fn read(lines: &[String]) -> Self {
        let mut tags = Self { upos: Vec::new(), of: Vec::new(), feats: Vec::new() };
        for line in lines {
            let (upos, feats) = line.split_once('|').unwrap_or((line, "_"));
            let known = tags.upos.iter().position(|u| &**u == upos);
            tags.of.push(known.unwrap_or(tags.upos.len()));
            if known.is_none() {
                tags.upos.push(upos.into());
            }
            tags.feats.push(feats.into());
        }
        tags
    }

    /// The part of speech whose tags are together the most likely, and the features of the best of them.
    fn best(&self, chances: &[f32]) -> (Arc<str>, Arc<str>) {
        let mut sums = vec![0.0; self.upos.len()];
        chances.iter().zip(&self.of).for_each(|(p, &u)| sums[u] += p);
        let upos = math::argmax(&sums);
        let of_it = |(p, u): (&f32, &usize)| if *u == upos { *p } else { -1.0 };
        let tags: Vec<f32> = chances.iter().zip(&self.of).map(of_it).collect();
        (self.upos[upos].clone(), self.feats[math::argmax(&tags)].clone())
    }
}
