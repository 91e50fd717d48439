//! Figures on gold tokens: attachment, tags, features and lemmas, as in CoNLL 2018.

use kroniek_parser::net::{Annotation, Net, lemma, math, tree};

use crate::blocks::{Place, arc_scores};
use crate::data::{self, Sentence};
use crate::model::{Drops, Model, Outcome, Seen};
use crate::tape::Tape;

/// Counts of right answers.
#[derive(Clone, Copy, Debug, Default)]
pub struct Figures {
    /// Words.
    pub words: usize,
    /// Right heads.
    pub heads: usize,
    /// Right heads with right relations, subtypes apart.
    pub labelled: usize,
    /// Right parts of speech.
    pub upos: usize,
    /// Right features.
    pub feats: usize,
    /// Right lemmas, split marks and case apart.
    pub lemmas: usize,
}

impl Figures {
    /// Adds other counts.
    pub fn add(&mut self, other: &Figures) {
        self.words += other.words;
        self.heads += other.heads;
        self.labelled += other.labelled;
        self.upos += other.upos;
        self.feats += other.feats;
        self.lemmas += other.lemmas;
    }

    /// Labelled attachment, per cent.
    pub fn las(&self) -> f64 {
        self.percent(self.labelled)
    }

    fn percent(&self, n: usize) -> f64 {
        100.0 * n as f64 / self.words.max(1) as f64
    }
}

impl std::fmt::Display for Figures {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [uas, las, upos] = [self.heads, self.labelled, self.upos].map(|n| self.percent(n));
        let [feats, lemma] = [self.feats, self.lemmas].map(|n| self.percent(n));
        write!(f, "UAS {uas:.2} LAS {las:.2} UPOS {upos:.2} FEATS {feats:.2} lemma {lemma:.2}")
    }
}

/// No dropping.
pub const NO_DROPS: Drops = Drops { word: 0.0, input: 0.0, layer: 0.0, head: 0.0 };

/// Scores a net on a treebank, on four threads.
pub fn evaluate(model: &Model, bank: &[Sentence]) -> Figures {
    let chunks: Vec<&[Sentence]> = bank.chunks(40).collect();
    let mut total = Figures::default();
    std::thread::scope(|scope| {
        let mine = |k: usize| {
            chunks.iter().skip(k).step_by(4).map(|c| score(model, c)).collect::<Vec<_>>()
        };
        let threads: Vec<_> = (0..4).map(|k| scope.spawn(move || mine(k))).collect();
        let threads: Vec<_> = threads;
        for t in threads {
            t.join().expect("scoring").iter().for_each(|f| total.add(f));
        }
    });
    total
}

fn score(model: &Model, bank: &[Sentence]) -> Figures {
    let seen: Vec<Vec<Seen>> =
        bank.iter().map(|s| s.iter().map(|w| model.see(&w.form)).collect()).collect();
    let slices: Vec<&[Seen]> = seen.iter().map(Vec::as_slice).collect();
    let mut tape = Tape::new(&model.weights, None);
    let (places, out) = model.forward(&mut tape, &slices, NO_DROPS);
    let heads = trees(&tape, &out, &places);
    let labels = model.label(&mut tape, &out, &places, &heads, NO_DROPS);
    let mut figures = Figures::default();
    for (sentence, &(start, n)) in bank.iter().zip(&places) {
        let guess: Vec<data::Word> = (0..n)
            .map(|i| {
                let r = start + i;
                let tag = &model.tags.names[best_tag(model, tape.value(out.tags).row(r))];
                let (upos, feats) = tag.split_once('|').unwrap_or((tag, "_"));
                data::Word {
                    form: sentence[i].form.clone(),
                    upos: upos.to_owned(),
                    feats: feats.to_owned(),
                    lemma: best_lemma(model, tape.value(out.lemmas).row(r), &sentence[i].form),
                    head: if heads[r] == n { 0 } else { heads[r] + 1 },
                    deprel: model.labels.names[math::argmax(tape.value(labels).row(r))].clone(),
                }
            })
            .collect();
        figures.add(&compare(sentence, &guess));
    }
    figures
}

/// Scores the engine as shipped on a treebank.
pub fn of_engine(net: &Net, bank: &[Sentence]) -> Figures {
    let forms: Vec<Vec<&str>> =
        bank.iter().map(|s| s.iter().map(|w| w.form.as_str()).collect()).collect();
    let mut total = Figures::default();
    for (gold, found) in bank.iter().zip(net.annotate(&forms)) {
        let word = |(g, a): (&data::Word, Annotation)| data::Word {
            form: g.form.clone(),
            upos: a.upos.to_string(),
            feats: a.feats.to_string(),
            lemma: a.full_lemma,
            head: a.head as usize,
            deprel: a.deprel.to_string(),
        };
        let guess: Vec<data::Word> = gold.iter().zip(found).map(word).collect();
        total.add(&compare(gold, &guess));
    }
    total
}

/// Best trees for all sentences, one after another.
pub fn trees(tape: &Tape<'_>, out: &Outcome, places: &[Place]) -> Vec<usize> {
    let scores = arc_scores(tape.value(out.dep), tape.value(out.head), places);
    scores.iter().flat_map(|s| tree::heads(&s.data, s.rows)).collect()
}

/// The best tag of the part of speech whose tags are together the most likely.
fn best_tag(model: &Model, scores: &[f32]) -> usize {
    let mut p = scores.to_vec();
    math::softmax(&mut p);
    let upos = |i: usize| model.tags.names[i].split('|').next().unwrap_or_default();
    let mut sums: Vec<(&str, f32)> = Vec::new();
    for (i, p) in p.iter().enumerate() {
        match sums.iter_mut().find(|s| s.0 == upos(i)) {
            Some(s) => s.1 += p,
            None => sums.push((upos(i), *p)),
        }
    }
    let top = sums.iter().max_by(|a, b| a.1.total_cmp(&b.1)).map_or("", |s| s.0);
    (0..p.len()).filter(|&i| upos(i) == top).max_by(|&a, &b| p[a].total_cmp(&p[b])).unwrap_or(0)
}

/// The lemma of the best class that fits; `+` before it if a particle is to be joined.
pub fn best_lemma(model: &Model, scores: &[f32], form: &str) -> String {
    let mut order: Vec<usize> = (0..scores.len()).collect();
    order.sort_by(|&a, &b| scores[b].total_cmp(&scores[a]));
    for i in order.into_iter().take(20) {
        let class = &model.lemmas.names[i];
        let (plus, rule) = class.strip_prefix('+').map_or(("", class.as_str()), |r| ("+", r));
        if let Some(lemma) = lemma::apply(rule, form) {
            return format!("{plus}{lemma}");
        }
    }
    form.to_owned()
}

/// Compares a guessed sentence with the gold one.
pub fn compare(gold: &[data::Word], guess: &[data::Word]) -> Figures {
    let main = |rel: &str| rel.split(':').next().unwrap_or_default().to_owned();
    let mut f = Figures { words: gold.len(), ..Figures::default() };
    for (i, (g, s)) in gold.iter().zip(guess).enumerate() {
        let head = g.head == s.head;
        f.heads += usize::from(head);
        f.labelled += usize::from(head && main(&g.deprel) == main(&s.deprel));
        f.upos += usize::from(g.upos == s.upos);
        f.feats += usize::from(g.feats == s.feats);
        let joined = match s.lemma.strip_prefix('+') {
            Some(rest) => data::particle(guess, i).unwrap_or_default() + rest,
            None => s.lemma.clone(),
        };
        let wanted = data::unmarked(&g.lemma).to_lowercase();
        f.lemmas += usize::from(g.lemma == "_" || wanted == joined.to_lowercase());
    }
    f
}
