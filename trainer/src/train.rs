//! The training of tags, lemmas and trees.

use std::path::PathBuf;
use std::time::Instant;

use anyhow::Result;

use crate::adam::Adam;
use crate::data::Sentence;
use crate::model::{Drops, Example, Model, Seen};
use crate::random::Random;
use crate::score::evaluate;
use crate::store;
use crate::tape::{Grads, Tape};
use crate::teach::{self, Soft};

/// How to train.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Passes over the data.
    pub epochs: usize,
    /// Passes after which to stop; the rate falls as for all.
    pub stop: usize,
    /// Words in a step.
    pub batch: usize,
    /// Greatest rate.
    pub rate: f32,
    /// Weight decay.
    pub decay: f32,
    /// What is dropped.
    pub drops: Drops,
    /// Label smoothing of tags, lemmas and relations.
    pub smoothing: f32,
    /// Seed of everything random.
    pub seed: u64,
    /// Passes between scorings.
    pub every: usize,
    /// Where to write the best net.
    pub out: PathBuf,
}

/// A batch is always cut into so many parts, whatever the machine: sums, and so weights, depend on it.
const SHARDS: usize = 4;

/// What to learn from: gold sentences, then raw ones that teachers have answered.
pub struct Material {
    /// All examples.
    pub examples: Vec<Example>,
    /// Soft answers to imitate instead of the examples' own, if there are teachers.
    pub soft: Vec<Soft>,
    /// How many examples are gold; of the others a pass takes one in `turns`.
    pub gold: usize,
    /// See `gold`.
    pub turns: usize,
}

impl Material {
    /// Gold sentences alone.
    pub fn gold(model: &Model, bank: &[Sentence]) -> Self {
        let examples: Vec<Example> = bank.iter().map(|s| model.example(s)).collect();
        Self { gold: examples.len(), examples, soft: Vec::new(), turns: 1 }
    }

    /// Has teachers answer the gold sentences and some raw ones; `share` is what gold answers keep.
    pub fn taught(
        model: &Model,
        bank: &[Sentence],
        teachers: &[Model],
        raw: &[Vec<String>],
        share: f32,
    ) -> Self {
        let mut own = Self::gold(model, bank);
        let seen: Vec<Vec<Seen>> = own.examples.iter().map(|e| e.words.clone()).collect();
        let heads: Vec<Vec<usize>> = own.examples.iter().map(|e| e.heads.clone()).collect();
        for ((mut soft, _), example) in
            teach::opinions(teachers, &seen, Some(&heads)).into_iter().zip(&own.examples)
        {
            teach::mix(&mut soft, example, share);
            soft.lemmas = Vec::new();
            own.soft.push(soft);
        }
        let seen: Vec<Vec<Seen>> =
            raw.iter().map(|s| s.iter().map(|f| model.see(f)).collect()).collect();
        for ((mut soft, tree), words) in
            teach::opinions(teachers, &seen, None).into_iter().zip(seen.clone())
        {
            own.examples.push(teach::pseudo(words, &soft, tree));
            soft.lemmas = Vec::new();
            own.soft.push(soft);
        }
        own.turns = 3;
        own
    }

    fn pass(&self, epoch: usize) -> Vec<usize> {
        let raw = (self.gold..self.examples.len()).filter(|i| i % self.turns == epoch % self.turns);
        (0..self.gold).chain(raw).collect()
    }

    fn words(&self, pass: &[usize]) -> usize {
        pass.iter().map(|&i| self.examples[i].words.len()).sum()
    }
}

/// Trains a net; the one with the best development score is on disk afterwards.
pub fn train(model: &mut Model, material: &Material, dev: &[Sentence], plan: &Plan) -> Result<()> {
    let steps =
        (0..plan.epochs).map(|e| material.words(&material.pass(e)).div_ceil(plan.batch)).sum();
    let mut adam = Adam::new(&model.weights);
    let (mut step, mut best, start) = (0, 0.0, Instant::now());
    for epoch in 0..plan.epochs.min(plan.stop) {
        let mut loss = 0.0;
        let mut random = Random::new(plan.seed, 1000 + epoch as u64);
        let batches = batches(&material.examples, material.pass(epoch), plan.batch, &mut random);
        for batch in &batches {
            let grads = gradients(model, material, batch, plan, step as u64);
            loss += grads.iter().map(|g| g.1).sum::<f64>();
            let rate = rate(plan.rate, step, steps);
            adam.step(
                &mut model.weights,
                grads.into_iter().map(|g| g.0).collect(),
                rate,
                plan.decay,
            );
            step += 1;
        }
        let seconds = start.elapsed().as_secs();
        println!(
            "epoch {} step {step}/{steps} loss {:.4} {seconds}s",
            epoch + 1,
            loss / batches.len() as f64
        );
        if (epoch + 1) % plan.every == 0 || epoch + 1 == plan.epochs {
            let figures = evaluate(model, dev);
            println!("  dev {figures}");
            if figures.las() > best {
                best = figures.las();
                std::fs::write(&plan.out, store::save(model).write(usize::MAX))?;
            }
        }
    }
    Ok(())
}

/// Rises over the first twentieth (at most 500 steps), then falls along a cosine to nought.
fn rate(top: f32, step: usize, steps: usize) -> f32 {
    let warm = (steps / 20).clamp(1, 500);
    if step < warm {
        return top * (step + 1) as f32 / warm as f32;
    }
    let share = (step - warm) as f32 / (steps - warm).max(1) as f32;
    top * 0.5 * (1.0 + (share * std::f32::consts::PI).cos()).max(0.0)
}

fn batches(
    examples: &[Example],
    mut order: Vec<usize>,
    size: usize,
    random: &mut Random,
) -> Vec<Vec<usize>> {
    random.shuffle(&mut order);
    let mut out = vec![Vec::new()];
    let mut words = 0;
    for i in order {
        if words >= size {
            out.push(Vec::new());
            words = 0;
        }
        words += examples[i].words.len();
        out.last_mut().expect("never empty").push(i);
    }
    out
}

fn gradients(
    model: &Model,
    material: &Material,
    batch: &[usize],
    plan: &Plan,
    step: u64,
) -> Vec<(Grads, f64)> {
    let shards = shards(&material.examples, batch);
    let weight = 1.0 / material.words(batch).max(1) as f32;
    std::thread::scope(|scope| {
        let run = |(k, shard): (usize, &Vec<usize>)| {
            let random = Random::new(plan.seed, (step << 8) + k as u64 + (1 << 40));
            let shard = shard.clone();
            scope.spawn(move || backward(model, material, &shard, plan, weight, random))
        };
        let threads: Vec<_> = shards.iter().enumerate().map(run).collect();
        threads.into_iter().map(|t| t.join().expect("a part of a batch")).collect()
    })
}

/// Shares out a batch so that all parts have about as many words.
fn shards(examples: &[Example], batch: &[usize]) -> Vec<Vec<usize>> {
    let mut order = batch.to_vec();
    order.sort_by_key(|&i| (usize::MAX - examples[i].words.len(), i));
    let mut shards = vec![(0, Vec::new()); SHARDS];
    for i in order {
        let least = shards.iter_mut().min_by_key(|s| s.0).expect("shards");
        least.0 += examples[i].words.len();
        least.1.push(i);
    }
    shards.into_iter().map(|s| s.1).filter(|s| !s.is_empty()).collect()
}

fn backward(
    model: &Model,
    material: &Material,
    part: &[usize],
    plan: &Plan,
    weight: f32,
    random: Random,
) -> (Grads, f64) {
    let part_of: Vec<&Example> = part.iter().map(|&i| &material.examples[i]).collect();
    let sentences: Vec<&[Seen]> = part_of.iter().map(|e| e.words.as_slice()).collect();
    let mut tape = Tape::new(&model.weights, Some(random));
    let (places, out) = model.forward(&mut tape, &sentences, plan.drops);
    let all = |f: fn(&Example) -> &Vec<usize>| {
        part_of.iter().flat_map(|e| f(e).iter().copied()).collect::<Vec<_>>()
    };
    let heads = all(|e| &e.heads);
    tape.choose(out.lemmas, &all(|e| &e.lemmas), plan.smoothing, 0.7 * weight);
    let relations = model.label(&mut tape, &out, &places, &heads, plan.drops);
    if material.soft.is_empty() {
        tape.choose(out.tags, &all(|e| &e.tags), plan.smoothing, weight);
        tape.choose_heads(out.dep, out.head, &places, &heads, None, weight);
        tape.choose(relations, &all(|e| &e.labels), plan.smoothing, weight);
    } else {
        let soft = |f: fn(&Soft) -> &Vec<f32>| {
            part.iter().flat_map(|&i| f(&material.soft[i]).iter().copied()).collect::<Vec<_>>()
        };
        tape.imitate(out.tags, &soft(|s| &s.tags), weight);
        tape.choose_heads(out.dep, out.head, &places, &heads, Some(&soft(|s| &s.arcs)), weight);
        tape.imitate(relations, &soft(|s| &s.labels), weight);
    }
    let loss = tape.loss;
    (tape.backward(), loss)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Word;
    use crate::score::NO_DROPS;

    fn bank() -> Vec<Sentence> {
        let word = |(form, lemma, upos, head, rel): &(&str, &str, &str, usize, &str)| Word {
            form: (*form).into(),
            lemma: (*lemma).into(),
            upos: (*upos).into(),
            feats: "_".into(),
            head: *head,
            deprel: (*rel).into(),
        };
        let a = [
            ("Hij", "hij", "PRON", 2, "nsubj"),
            ("loopt", "lopen", "VERB", 0, "root"),
            ("weg", "weg", "ADP", 2, "case"),
        ];
        let b = [("Zij", "zij", "PRON", 2, "nsubj"), ("loopt", "lopen", "VERB", 0, "root")];
        let c = [("Loop", "lopen", "VERB", 0, "root")];
        vec![
            a.iter().map(word).collect(),
            b.iter().map(word).collect(),
            c.iter().map(word).collect(),
        ]
    }

    fn plan() -> Plan {
        Plan {
            epochs: 30,
            stop: 30,
            batch: 4,
            rate: 0.01,
            decay: 0.0,
            drops: NO_DROPS,
            smoothing: 0.1,
            seed: 3,
            every: 100,
            out: std::env::temp_dir().join(format!("kroniek-trainer-{}.net", std::process::id())),
        }
    }

    fn model() -> Model {
        let shape =
            "layers=c1,a2,r3 width=6 word=4 gram=4 buckets=50 attention=4 arc=4 label=4 lemma=4";
        Model::new(shape.parse().unwrap(), &bank(), 5)
    }

    fn pass(model: &Model) -> (Grads, f64) {
        let material = Material::gold(model, &bank());
        let plan = Plan { smoothing: 0.0, ..plan() };
        backward(model, &material, &[0, 1, 2], &plan, 1.0, Random::new(1, 1))
    }

    fn close(numeric: f64, exact: f32, place: &str) {
        let error = (numeric - f64::from(exact)).abs() / (1.0 + numeric.abs());
        assert!(error < 0.02, "{place}: {numeric} {exact}");
    }

    #[test]
    fn gradients_agree_with_small_steps() {
        let model = model();
        let (grads, _) = pass(&model);
        let step = 5e-4;
        for (k, name) in model.weights.names.iter().enumerate() {
            for i in (0..model.weights.dense[k].data.len()).step_by(7) {
                let moved = |by: f32| {
                    let mut m = model.clone();
                    m.weights.dense[k].data[i] += by;
                    pass(&m).1
                };
                let slope = (moved(step) - moved(-step)) / f64::from(2.0 * step);
                close(slope, grads.dense[k].data[i], &format!("{name}[{i}]"));
            }
        }
    }

    #[test]
    fn gradients_of_tables_agree_with_small_steps() {
        let model = model();
        let (grads, _) = pass(&model);
        let rows = &grads.tables[1];
        for (place, &id) in rows.ids.iter().enumerate().step_by(5) {
            let moved = |by: f32| {
                let mut m = model.clone();
                m.weights.tables[1].row_mut(id as usize)[2] += by;
                pass(&m).1
            };
            let slope = (moved(1e-3) - moved(-1e-3)) / 2e-3;
            close(slope, rows.data[place * 4 + 2], &format!("row {id}"));
        }
    }

    #[test]
    fn the_shipped_engine_computes_what_was_trained() {
        let model = model();
        let net =
            kroniek_parser::net::Net::from_bytes(&store::save(&model).write(usize::MAX)).unwrap();
        for sentence in bank() {
            let forms: Vec<&str> = sentence.iter().map(|w| w.form.as_str()).collect();
            let seen: Vec<Seen> = forms.iter().map(|f| model.see(f)).collect();
            let mut tape = Tape::new(&model.weights, None);
            let (_, out) = model.forward(&mut tape, &[&seen], NO_DROPS);
            let (wanted, found) =
                (&tape.value(out.encoded).data, net.encode(&forms, &[(0, forms.len())]).output);
            assert_eq!(wanted.len(), found.len());
            assert!(wanted.iter().zip(&found).all(|(a, b)| (a - b).abs() < 1e-4));
        }
        let figures = crate::score::of_engine(&net, &bank());
        let (ours, theirs) = (evaluate(&model, &bank()), figures);
        assert_eq!(
            (ours.labelled, ours.upos, ours.lemmas),
            (theirs.labelled, theirs.upos, theirs.lemmas)
        );
    }

    #[test]
    fn same_seed_same_weights_and_the_bank_is_learnt() {
        let run = || {
            let mut m = model();
            let material = Material::gold(&m, &bank());
            train(&mut m, &material, &bank(), &plan()).unwrap();
            m
        };
        let (a, b) = (run(), run());
        std::fs::remove_file(plan().out).unwrap();
        assert_eq!(a.weights.dense, b.weights.dense);
        assert_eq!(evaluate(&a, &bank()).labelled, 6);
    }
}
