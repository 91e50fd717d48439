//! The names head: trained on the finished, frozen encoder, from silver data that is cleaned and partly masked.

use kroniek_model::{Sentence, Token};
use kroniek_parser::net::file::{Matrix, Parts};
use kroniek_parser::net::names::{BUCKETS, KINDS, MARKS, OWN, STEPS, WIDTH, best_path, own_rows};
use kroniek_parser::net::{Encoded, Net, Place};
use kroniek_parser::{conllu, settle};

use crate::adam::Adam;
use crate::data::Named;
use crate::mat::Mat;
use crate::model::{Builder, neighbours};
use crate::random::Random;
use crate::tape::{Grads, Node, Param, Tape, Weights};

/// The mark of a word that teaches nothing.
pub const UNKNOWN: usize = usize::MAX;

/// A sentence with marks as numbers, [`UNKNOWN`] where nothing is known.
#[derive(Clone, Debug, Default)]
pub struct Marked {
    /// Forms.
    pub forms: Vec<String>,
    /// Marks.
    pub marks: Vec<usize>,
}

/// A name: first word, one past the last, kind.
pub type Name = (usize, usize, usize);

/// Number of a kind's mark: part 0 begins, 1 is inside, 2 ends, 3 stands alone.
fn mark(kind: usize, part: usize) -> usize {
    1 + kind * 4 + part
}

/// The names in a row of `B-`/`I-`/`O` marks; other kinds than ours are passed over.
pub fn names_of(marks: &[String]) -> Vec<Name> {
    let mut out: Vec<Name> = Vec::new();
    let mut open = false;
    for (i, text) in marks.iter().enumerate() {
        let kind = text.split_once('-').and_then(|(_, k)| KINDS.iter().position(|x| *x == k));
        let continued =
            open && text.starts_with('I') && out.last().map(|n| Some(n.2)) == Some(kind);
        match kind {
            Some(_) if continued => out.last_mut().expect("open").1 = i + 1,
            Some(kind) => out.push((i, i + 1, kind)),
            None => {}
        }
        open = kind.is_some();
    }
    out
}

/// Marks for names, outside elsewhere.
pub fn marks_of(n: usize, names: &[Name]) -> Vec<usize> {
    let mut out = vec![0; n];
    for &(from, to, kind) in names {
        for (i, m) in out.iter_mut().enumerate().take(to).skip(from) {
            *m = match (i == from, i + 1 == to) {
                (true, true) => mark(kind, 3),
                (true, false) => mark(kind, 0),
                (false, true) => mark(kind, 2),
                _ => mark(kind, 1),
            };
        }
    }
    out
}

/// A sentence whose marks are all to be relied on.
pub fn certain(sentence: &Named) -> Marked {
    let marks = marks_of(sentence.forms.len(), &names_of(&sentence.marks));
    Marked { forms: sentence.forms.clone(), marks }
}

/// The names that a path of marks spells.
pub fn spelt(path: &[usize]) -> Vec<Name> {
    let mut out = Vec::new();
    let mut from = 0;
    for (i, &m) in path.iter().enumerate().filter(|(_, m)| **m > 0) {
        let (kind, part) = ((m - 1) / 4, (m - 1) % 4);
        if part == 0 || part == 3 {
            from = i;
        }
        if part >= 2 {
            out.push((from, i + 1, kind));
        }
    }
    out
}

/// The names head under training.
#[derive(Clone, Debug)]
pub struct Head {
    /// Its weights; the only table is its own.
    pub weights: Weights,
    input: (Param, Param),
    stages: Vec<[(Param, Param); 2]>,
    last: (Param, Param),
    out: (Param, Param),
}

impl Head {
    /// A fresh head on an encoder of a width.
    pub fn new(width: usize, seed: u64) -> Self {
        let mut random = Random::new(seed, 7);
        let tables = vec![Mat::spread(BUCKETS, OWN, 0.1, &mut random)];
        let mut b =
            Builder { weights: Weights { tables, ..Weights::default() }, random: &mut random };
        let input = b.linear("names.input", 2 * width + OWN, WIDTH);
        let stage = |i: usize| {
            let norm = b.norm(&format!("names.layer{i}.norm"), WIDTH);
            [norm, b.linear(&format!("names.layer{i}.main"), 3 * WIDTH, 2 * WIDTH)]
        };
        let stages = (0..STEPS.len()).map(stage).collect();
        let last = b.norm("names.last", WIDTH);
        let out = b.linear("names.out", WIDTH, MARKS);
        Self { weights: b.weights, input, stages, last, out }
    }

    /// Adds to the scores of one kind's marks, or of the outside, so that it is chosen more often or less.
    pub fn lean(&mut self, kind: Option<usize>, by: f32) {
        let marks = kind.map_or(0..1, |k| mark(k, 0)..mark(k + 1, 0));
        self.weights.dense[self.out.1.0].data[marks].iter_mut().for_each(|b| *b += by);
    }

    fn forward(
        &self,
        tape: &mut Tape<'_>,
        encoded: Encoded,
        forms: &[&str],
        places: &[Place],
        drop: f32,
    ) -> Node {
        let width = encoded.output.len() / forms.len();
        let rows = |data: Vec<f32>| Mat { rows: forms.len(), cols: width, data };
        let (output, input) = (tape.push(rows(encoded.output)), tape.push(rows(encoded.input)));
        let own = tape.bags(0, forms.iter().map(|f| own_rows(f)).collect());
        let all = tape.concat(&[output, input, own]);
        let all = tape.dropout(all, drop);
        let mut x = tape.linear(all, self.input.0, self.input.1);
        for (apart, [norm, main]) in STEPS.iter().zip(&self.stages) {
            let y = tape.norm(x, norm.0, norm.1);
            let y = tape.gather(y, neighbours(places, *apart), 3);
            let y = tape.linear(y, main.0, main.1);
            let y = tape.gate(y);
            let y = tape.dropout(y, drop);
            x = tape.sum(x, y);
        }
        let x = tape.norm(x, self.last.0, self.last.1);
        let x = tape.dropout(x, drop);
        tape.linear(x, self.out.0, self.out.1)
    }

    /// Scores of marks for sentences, a matrix a sentence.
    pub fn scores(&self, net: &Net, sentences: &[&[String]]) -> Vec<Mat> {
        let mut out = Vec::new();
        for batch in sentences.chunks(40) {
            let (forms, places) = lay_out(batch);
            let mut tape = Tape::new(&self.weights, None);
            let scores = self.forward(&mut tape, net.encode(&forms, &places), &forms, &places, 0.0);
            let scores = tape.value(scores);
            let cut =
                |&(start, n): &Place| scores.data[start * MARKS..(start + n) * MARKS].to_vec();
            out.extend(places.iter().map(|p| Mat { rows: p.1, cols: MARKS, data: cut(p) }));
        }
        out
    }
}

/// A head from the parts of a net's file.
pub fn load(width: usize, parts: &Parts) -> Option<Head> {
    let mut head = Head::new(width, 0);
    let w = &mut head.weights;
    let names = w.names.iter().cloned().chain(["names.table".to_owned()]);
    for (name, m) in names.zip(w.dense.iter_mut().chain(&mut w.tables)) {
        m.data.clone_from(&parts.matrices.get(&name)?.data);
    }
    Some(head)
}

/// Adds a head to the parts of a net's file.
pub fn save(head: &Head, parts: &mut Parts) {
    let w = &head.weights;
    let names = w.names.iter().cloned().chain(["names.table".to_owned()]);
    for (name, m) in names.zip(w.dense.iter().chain(&w.tables)) {
        parts.matrices.insert(name, Matrix { rows: m.rows, cols: m.cols, data: m.data.clone() });
    }
}

fn lay_out<'a>(batch: &[&'a [String]]) -> (Vec<&'a str>, Vec<Place>) {
    let forms = batch.iter().flat_map(|s| s.iter().map(String::as_str)).collect();
    let mut start = 0;
    let place = |s: &&[String]| {
        start += s.len();
        (start - s.len(), s.len())
    };
    (forms, batch.iter().map(place).collect())
}

/// How to train a names head.
#[derive(Clone, Copy, Debug)]
pub struct NamesPlan {
    /// Passes over the data.
    pub epochs: usize,
    /// Sentences in a step.
    pub batch: usize,
    /// Greatest rate.
    pub rate: f32,
    /// Share of numbers dropped.
    pub drop: f32,
    /// Seed of everything random.
    pub seed: u64,
}

/// Trains a fresh head, or one further.
pub fn train(net: &Net, head: Result<Head, usize>, bank: &[Marked], plan: NamesPlan) -> Head {
    let mut head = head.unwrap_or_else(|width| Head::new(width, plan.seed));
    let cache = encode_all(net, bank);
    let mut adam = Adam::new(&head.weights);
    let per_epoch = bank.len().div_ceil(plan.batch);
    let steps = per_epoch * plan.epochs;
    let mut step = 0;
    for epoch in 0..plan.epochs {
        let mut order: Vec<usize> = (0..bank.len()).collect();
        Random::new(plan.seed, 500 + epoch as u64).shuffle(&mut order);
        let mut loss = 0.0;
        for batch in order.chunks(plan.batch) {
            let grads = gradients(&head, &cache, bank, batch, plan, step as u64);
            loss += grads.iter().map(|g| g.1).sum::<f64>();
            let rate = plan.rate
                * (1.0 - step as f32 / steps as f32)
                * ((step + 1) as f32 / 100.0).min(1.0);
            adam.step(&mut head.weights, grads.into_iter().map(|g| g.0).collect(), rate, 0.01);
            step += 1;
        }
        println!("names epoch {} loss {:.4}", epoch + 1, loss / per_epoch as f64);
    }
    head
}

/// The frozen encoder's rows for every sentence, once for all passes.
fn encode_all(net: &Net, bank: &[Marked]) -> Vec<Encoded> {
    let run = |part: &[Marked]| {
        let one = |s: &Marked| {
            let forms: Vec<&str> = s.forms.iter().map(String::as_str).collect();
            net.encode(&forms, &[(0, forms.len())])
        };
        part.iter().map(one).collect::<Vec<_>>()
    };
    std::thread::scope(|scope| {
        let run = &run;
        let parts: Vec<_> = bank
            .chunks(bank.len().div_ceil(4).max(1))
            .map(|p| scope.spawn(move || run(p)))
            .collect();
        parts.into_iter().flat_map(|p| p.join().expect("a part of the bank")).collect()
    })
}

fn joined(cache: &[Encoded], part: &[usize]) -> Encoded {
    let input = part.iter().flat_map(|&i| cache[i].input.iter().copied()).collect();
    Encoded { input, output: part.iter().flat_map(|&i| cache[i].output.iter().copied()).collect() }
}

fn gradients(
    head: &Head,
    cache: &[Encoded],
    bank: &[Marked],
    batch: &[usize],
    plan: NamesPlan,
    step: u64,
) -> Vec<(Grads, f64)> {
    let known = |i: &&usize| bank[**i].marks.iter().filter(|m| **m != UNKNOWN).count();
    let weight = 1.0 / batch.iter().map(|i| known(&i)).sum::<usize>().max(1) as f32;
    std::thread::scope(|scope| {
        let run = |(k, part): (usize, &[usize])| {
            let random = Random::new(plan.seed, (step << 8) + k as u64 + (1 << 41));
            let part = part.to_vec();
            scope.spawn(move || {
                let sentences: Vec<&[String]> =
                    part.iter().map(|&i| bank[i].forms.as_slice()).collect();
                let marks: Vec<usize> =
                    part.iter().flat_map(|&i| bank[i].marks.iter().copied()).collect();
                let (forms, places) = lay_out(&sentences);
                let mut tape = Tape::new(&head.weights, Some(random));
                let scores =
                    head.forward(&mut tape, joined(cache, &part), &forms, &places, plan.drop);
                tape.choose(scores, &marks, 0.02, weight);
                let loss = tape.loss;
                (tape.backward(), loss)
            })
        };
        let threads: Vec<_> = batch.chunks(batch.len().div_ceil(4)).enumerate().map(run).collect();
        threads.into_iter().map(|t| t.join().expect("a part of a batch")).collect()
    })
}

/// Precision and recall by kind.
#[derive(Clone, Debug, Default)]
pub struct NameFigures {
    /// For each kind: names right, guessed, wanted.
    pub kinds: [[usize; 3]; KINDS.len()],
}

impl NameFigures {
    /// F1 in per cent over some kinds together.
    pub fn f1(&self, kinds: &[usize]) -> f64 {
        let [right, guessed, wanted] =
            [0, 1, 2].map(|k| kinds.iter().map(|&i| self.kinds[i][k]).sum::<usize>() as f64);
        200.0 * right / (guessed + wanted).max(1.0)
    }
}

impl std::fmt::Display for NameFigures {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (kind, [right, guessed, wanted]) in KINDS.iter().zip(&self.kinds) {
            let percent = |of: &usize| 100.0 * *right as f64 / (*of).max(1) as f64;
            write!(f, "{kind} P {:.1} R {:.1} | ", percent(guessed), percent(wanted))?;
        }
        write!(
            f,
            "F1 persons, places, organisations {:.2}, all {:.2}",
            self.f1(&[0, 1, 2]),
            self.f1(&[0, 1, 2, 3])
        )
    }
}

/// Scores guessed names against gold ones.
pub fn compare(gold: &[Named], guess: impl Fn(usize) -> Vec<Name>) -> NameFigures {
    let mut figures = NameFigures::default();
    for (i, sentence) in gold.iter().enumerate() {
        let (wanted, found) = (names_of(&sentence.marks), guess(i));
        wanted.iter().for_each(|n| figures.kinds[n.2][2] += 1);
        found.iter().for_each(|n| figures.kinds[n.2][1] += 1);
        found.iter().filter(|n| wanted.contains(n)).for_each(|n| figures.kinds[n.2][0] += 1);
    }
    figures
}

/// The names in guessed marks after what whole reports settle.
pub fn settled(gold: &[Named], marks: &[Vec<String>]) -> Vec<Vec<Name>> {
    let mut sentences: Vec<Sentence> =
        gold.iter().zip(marks).map(|(s, m)| sentence(&s.forms, m)).collect();
    let opens: Vec<usize> =
        (0..gold.len()).filter(|&i| i == 0 || gold[i].opens).chain([gold.len()]).collect();
    opens.windows(2).for_each(|w| settle::names(&mut sentences[w[0]..w[1]]));
    let mark = |t: &Token| match t.entity {
        Some(tag) => {
            format!("{}-{}", if tag.first { "B" } else { "I" }, conllu::entity_name(tag.kind))
        }
        None => "O".to_owned(),
    };
    sentences.iter().map(|s| names_of(&s.tokens.iter().map(mark).collect::<Vec<_>>())).collect()
}

fn sentence(forms: &[String], marks: &[String]) -> Sentence {
    let row = |(i, (form, mark)): (usize, (&String, &String))| {
        format!("{}\t{form}\t_\tX\t_\t_\t{i}\tdep\t_\tNER={mark}\n", i + 1)
    };
    let text: String = forms.iter().zip(marks).enumerate().map(row).collect();
    conllu::read(&text).expect("well-formed rows").remove(0)
}

/// Scores a head.
pub fn evaluate(head: &Head, net: &Net, gold: &[Named]) -> NameFigures {
    let sentences: Vec<&[String]> = gold.iter().map(|s| s.forms.as_slice()).collect();
    let scores = head.scores(net, &sentences);
    compare(gold, |i| spelt(&best_path(&scores[i].data)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_names_go_both_ways() {
        let names = vec![(0, 1, 1), (2, 5, 0)];
        assert_eq!(spelt(&marks_of(6, &names)), names);
        let text: Vec<String> =
            ["B-LOC", "O", "B-PER", "I-PER", "I-PER", "I-ORG"].map(str::to_owned).to_vec();
        assert_eq!(names_of(&text), vec![(0, 1, 1), (2, 5, 0), (5, 6, 2)]);
    }

    #[test]
    fn surnames_are_settled_within_a_report() {
        let text = |s: &str| s.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let named = |forms: &str, opens| Named { forms: text(forms), marks: Vec::new(), opens };
        let gold = [named("Ehud Barak", true), named("Barak sprak", false), named("Barak", true)];
        let marks = [text("B-PER I-PER"), text("B-LOC O"), text("B-LOC")];
        assert_eq!(settled(&gold, &marks), [vec![(0, 2, 0)], vec![(0, 1, 0)], vec![(0, 1, 1)]]);
    }

    #[test]
    fn figures_count_whole_names() {
        let text = |s: &str| s.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let gold = vec![Named {
            forms: text("Jan Smit in Assen"),
            marks: text("B-PER I-PER O B-LOC"),
            opens: true,
        }];
        let figures = compare(&gold, |_| vec![(0, 2, 0), (3, 4, 2)]);
        assert_eq!(figures.kinds, [[1, 1, 1], [0, 0, 1], [0, 1, 0], [0, 0, 0]]);
        assert!((figures.f1(&[0, 1, 2]) - 50.0).abs() < 1e-9);
    }
}
