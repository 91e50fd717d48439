//! Reverse-mode gradients: every operation notes how its gradient flows back.

use std::collections::HashMap;

use crate::mat::{Mat, add, product};
use crate::random::Random;
use kroniek_parser::net::math;

/// A value on the tape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node(pub usize);

/// A dense weight, by its place in the list of weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Param(pub usize);

/// What a model learns: dense weights and tables of rows that are touched sparsely.
#[derive(Clone, Debug, Default)]
pub struct Weights {
    /// Names of the dense weights.
    pub names: Vec<String>,
    /// The dense weights.
    pub dense: Vec<Mat>,
    /// The embedding tables.
    pub tables: Vec<Mat>,
}

/// Gradients of the rows of one table that a batch touched.
#[derive(Debug, Default)]
pub struct Rows {
    places: HashMap<u32, usize>,
    /// Touched rows, in the order of first touch.
    pub ids: Vec<u32>,
    /// Their gradients.
    pub data: Vec<f32>,
}

impl Rows {
    /// Adds `scale` times a gradient to a row.
    pub fn add(&mut self, id: u32, grad: &[f32], scale: f32) {
        let next = self.ids.len();
        let place = *self.places.entry(id).or_insert(next);
        if place == next {
            self.ids.push(id);
            self.data.resize((next + 1) * grad.len(), 0.0);
        }
        let start = place * grad.len();
        let row = &mut self.data[start..start + grad.len()];
        row.iter_mut().zip(grad).for_each(|(r, g)| *r += g * scale);
    }
}

/// Gradients of one backward pass.
#[derive(Debug)]
pub struct Grads {
    nodes: Vec<Option<Mat>>,
    /// Of the dense weights.
    pub dense: Vec<Mat>,
    /// Of the tables.
    pub tables: Vec<Rows>,
}

impl Grads {
    fn new(weights: &Weights, nodes: usize) -> Self {
        Self {
            nodes: vec![None; nodes],
            dense: weights.dense.iter().map(|m| Mat::zeros(m.rows, m.cols)).collect(),
            tables: weights.tables.iter().map(|_| Rows::default()).collect(),
        }
    }

    /// The gradient of a node, made if it has none yet.
    pub fn of(&mut self, node: Node, like: &Mat) -> &mut Mat {
        self.nodes[node.0].get_or_insert_with(|| Mat::zeros(like.rows, like.cols))
    }

    /// Takes a node's gradient away; `None` if nothing flowed to it.
    pub fn take(&mut self, node: Node) -> Option<Mat> {
        self.nodes[node.0].take()
    }

    fn give(&mut self, node: Node, grad: Mat) {
        match &mut self.nodes[node.0] {
            Some(old) => old.add(&grad),
            slot => *slot = Some(grad),
        }
    }
}

type Back = Box<dyn FnOnce(&[Mat], &Weights, &mut Grads)>;

/// The tape of one forward pass.
pub struct Tape<'w> {
    /// The weights read.
    pub weights: &'w Weights,
    /// Values so far.
    pub values: Vec<Mat>,
    backs: Vec<Back>,
    /// The loss so far.
    pub loss: f64,
    /// Source of dropout; `None` when not training.
    pub random: Option<Random>,
}

impl<'w> Tape<'w> {
    /// An empty tape.
    pub fn new(weights: &'w Weights, random: Option<Random>) -> Self {
        Self { weights, values: Vec::new(), backs: Vec::new(), loss: 0.0, random }
    }

    /// The value of a node.
    pub fn value(&self, node: Node) -> &Mat {
        &self.values[node.0]
    }

    /// Puts a value on the tape.
    pub fn push(&mut self, value: Mat) -> Node {
        self.values.push(value);
        Node(self.values.len() - 1)
    }

    /// Notes how to go back, when training.
    pub fn back(&mut self, f: impl FnOnce(&[Mat], &Weights, &mut Grads) + 'static) {
        if self.random.is_some() {
            self.backs.push(Box::new(f));
        }
    }

    /// Runs back over the tape.
    pub fn backward(self) -> Grads {
        let mut grads = Grads::new(self.weights, self.values.len());
        for back in self.backs.into_iter().rev() {
            back(&self.values, self.weights, &mut grads);
        }
        grads
    }

    /// `x w + b`.
    pub fn linear(&mut self, x: Node, w: Param, b: Param) -> Node {
        let input = self.value(x);
        let weight = &self.weights.dense[w.0];
        let bias = &self.weights.dense[b.0];
        let mut out = Mat::zeros(input.rows, weight.cols);
        for i in 0..out.rows {
            out.row_mut(i).copy_from_slice(&bias.data);
        }
        product(input.view(), weight.view(), 1.0, out.view_mut());
        let y = self.push(out);
        self.back(move |values, weights, grads| {
            let Some(dy) = grads.take(y) else { return };
            let input = &values[x.0];
            let weight = &weights.dense[w.0];
            product(input.view().t(), dy.view(), 1.0, grads.dense[w.0].view_mut());
            for i in 0..dy.rows {
                add(&mut grads.dense[b.0].data, dy.row(i));
            }
            product(dy.view(), weight.view().t(), 1.0, grads.of(x, input).view_mut());
        });
        y
    }

    /// Layer normalisation of every row.
    pub fn norm(&mut self, x: Node, gain: Param, bias: Param) -> Node {
        let input = self.value(x);
        let (g, b) = (&self.weights.dense[gain.0], &self.weights.dense[bias.0]);
        let mut out = Mat::zeros(input.rows, input.cols);
        for i in 0..input.rows {
            math::layer_norm(input.row(i), &g.data, &b.data, out.row_mut(i));
        }
        let y = self.push(out);
        self.back(move |values, weights, grads| {
            let Some(dy) = grads.take(y) else { return };
            let input = &values[x.0];
            let mut dx = Mat::zeros(input.rows, input.cols);
            let (mut dg, mut db) = (vec![0.0; input.cols], vec![0.0; input.cols]);
            for i in 0..input.rows {
                norm_back(
                    input.row(i),
                    dy.row(i),
                    &weights.dense[gain.0].data,
                    dx.row_mut(i),
                    &mut dg,
                    &mut db,
                );
            }
            add(&mut grads.dense[gain.0].data, &dg);
            add(&mut grads.dense[bias.0].data, &db);
            grads.give(x, dx);
        });
        y
    }

    /// Drops a share `p` of the numbers and scales the rest; nothing when not training.
    pub fn dropout(&mut self, x: Node, p: f32) -> Node {
        if p <= 0.0 || self.random.is_none() {
            return x;
        }
        let mask = self.mask(self.value(x).data.len(), p);
        let input = self.value(x);
        let data = input.data.iter().zip(&mask).map(|(a, m)| a * m).collect();
        let out = Mat { rows: input.rows, cols: input.cols, data };
        let y = self.push(out);
        self.back(move |_, _, grads| {
            let Some(mut dy) = grads.take(y) else { return };
            dy.data.iter_mut().zip(&mask).for_each(|(d, m)| *d *= m);
            grads.give(x, dy);
        });
        y
    }

    fn mask(&mut self, n: usize, p: f32) -> Vec<f32> {
        let keep = 1.0 / (1.0 - p);
        let cut = (p * 65536.0) as u64;
        let Some(random) = self.random.as_mut() else { return vec![1.0; n] };
        let mut mask = Vec::with_capacity(n + 3);
        while mask.len() < n {
            let bits = random.bits();
            mask.extend((0..4).map(|i| if (bits >> (16 * i)) & 0xffff < cut { 0.0 } else { keep }));
        }
        mask.truncate(n);
        mask
    }

    /// The sum of two nodes of one shape.
    pub fn sum(&mut self, a: Node, b: Node) -> Node {
        let mut out = self.value(a).clone();
        out.add(self.value(b));
        let y = self.push(out);
        self.back(move |_, _, grads| {
            let Some(dy) = grads.take(y) else { return };
            grads.give(a, dy.clone());
            grads.give(b, dy);
        });
        y
    }

    /// The gated half: the first half of the columns times the logistic function of the second.
    pub fn gate(&mut self, x: Node) -> Node {
        let input = self.value(x);
        let half = input.cols / 2;
        let mut out = Mat::zeros(input.rows, half);
        for i in 0..input.rows {
            let (a, b) = input.row(i).split_at(half);
            for ((o, a), b) in out.row_mut(i).iter_mut().zip(a).zip(b) {
                *o = a * math::sigmoid(*b);
            }
        }
        let y = self.push(out);
        self.back(move |values, _, grads| {
            let Some(dy) = grads.take(y) else { return };
            let input = &values[x.0];
            let mut dx = Mat::zeros(input.rows, input.cols);
            for i in 0..input.rows {
                let (a, b) = input.row(i).split_at(half);
                let (da, db) = dx.row_mut(i).split_at_mut(half);
                for j in 0..half {
                    let s = math::sigmoid(b[j]);
                    let d = dy.row(i)[j];
                    da[j] = d * s;
                    db[j] = d * a[j] * s * (1.0 - s);
                }
            }
            grads.give(x, dx);
        });
        y
    }

    /// Nought for what is below nought, but for a tenth of it.
    pub fn leaky(&mut self, x: Node) -> Node {
        let input = self.value(x);
        let data = input.data.iter().map(|&v| if v > 0.0 { v } else { 0.1 * v }).collect();
        let out = Mat { rows: input.rows, cols: input.cols, data };
        let y = self.push(out);
        self.back(move |values, _, grads| {
            let Some(mut dy) = grads.take(y) else { return };
            let input = &values[x.0];
            dy.data
                .iter_mut()
                .zip(&input.data)
                .for_each(|(d, v)| *d *= if *v > 0.0 { 1.0 } else { 0.1 });
            grads.give(x, dy);
        });
        y
    }

    /// Nodes side by side.
    pub fn concat(&mut self, parts: &[Node]) -> Node {
        let rows = self.value(parts[0]).rows;
        let widths: Vec<usize> = parts.iter().map(|&p| self.value(p).cols).collect();
        let cols = widths.iter().sum();
        let mut data = Vec::with_capacity(rows * cols);
        for i in 0..rows {
            for &p in parts {
                data.extend_from_slice(self.value(p).row(i));
            }
        }
        let y = self.push(Mat { rows, cols, data });
        let parts = parts.to_vec();
        self.back(move |values, _, grads| {
            let Some(dy) = grads.take(y) else { return };
            let mut start = 0;
            for (&p, &width) in parts.iter().zip(&widths) {
                let dp = grads.of(p, &values[p.0]);
                for i in 0..rows {
                    add(dp.row_mut(i), &dy.row(i)[start..start + width]);
                }
                start += width;
            }
        });
        y
    }

    /// Chosen rows; `usize::MAX` chooses a row of noughts. Several columns of choices stand side by side.
    pub fn gather(&mut self, x: Node, choices: Vec<usize>, columns: usize) -> Node {
        let input = self.value(x);
        let width = input.cols;
        let rows = choices.len() / columns;
        let mut data = vec![0.0; choices.len() * width];
        for (out, &c) in data.chunks_exact_mut(width).zip(&choices) {
            if c != usize::MAX {
                out.copy_from_slice(input.row(c));
            }
        }
        let y = self.push(Mat { rows, cols: width * columns, data });
        self.back(move |values, _, grads| {
            let Some(dy) = grads.take(y) else { return };
            let dx = grads.of(x, &values[x.0]);
            for (d, &c) in dy.data.chunks_exact(width).zip(&choices) {
                if c != usize::MAX {
                    add(dx.row_mut(c), d);
                }
            }
        });
        y
    }

    /// A learned row below the rows of `x`.
    pub fn with_row(&mut self, x: Node, row: Param) -> Node {
        let mut out = self.value(x).clone();
        out.data.extend_from_slice(&self.weights.dense[row.0].data);
        out.rows += 1;
        let y = self.push(out);
        self.back(move |_, _, grads| {
            let Some(mut dy) = grads.take(y) else { return };
            let last = dy.data.split_off(dy.data.len() - dy.cols);
            dy.rows -= 1;
            add(&mut grads.dense[row.0].data, &last);
            grads.give(x, dy);
        });
        y
    }

    /// Sums of table rows, one bag of rows a result row, each divided by the root of its size.
    pub fn bags(&mut self, table: usize, bags: Vec<Vec<u32>>) -> Node {
        let source = &self.weights.tables[table];
        let width = source.cols;
        let mut out = Mat::zeros(bags.len(), width);
        for (i, bag) in bags.iter().enumerate() {
            let row = out.row_mut(i);
            for &id in bag {
                add(row, source.row(id as usize));
            }
            let scale = 1.0 / (bag.len() as f32).sqrt();
            row.iter_mut().for_each(|x| *x *= scale);
        }
        let y = self.push(out);
        self.back(move |_, _, grads| {
            let Some(dy) = grads.take(y) else { return };
            for (i, bag) in bags.iter().enumerate() {
                let scale = 1.0 / (bag.len() as f32).sqrt();
                for &id in bag {
                    grads.tables[table].add(id, dy.row(i), scale);
                }
            }
        });
        y
    }

    /// Adds `weight` times the cross-entropy against target columns (`usize::MAX`: no target) to the loss.
    pub fn choose(&mut self, logits: Node, targets: &[usize], smoothing: f32, weight: f32) {
        let input = self.value(logits);
        let mut grad = input.clone();
        let mut loss = 0.0;
        for (i, &target) in targets.iter().enumerate() {
            let row = grad.row_mut(i);
            if target == usize::MAX {
                row.fill(0.0);
            } else {
                loss += cross_entropy(row, target, smoothing, weight);
            }
        }
        self.loss += loss;
        self.back(move |_, _, grads| grads.give(logits, grad));
    }

    /// Adds the cross-entropy against given distributions, row by row, to the loss.
    pub fn imitate(&mut self, logits: Node, wanted: &[f32], weight: f32) {
        let mut grad = self.value(logits).clone();
        let width = grad.cols;
        let mut loss = 0.0;
        for (row, wanted) in grad.data.chunks_exact_mut(width).zip(wanted.chunks_exact(width)) {
            loss += divergence(row, wanted, weight);
        }
        self.loss += loss;
        self.back(move |_, _, grads| grads.give(logits, grad));
    }
}

/// Replaces scores by the gradient of the cross-entropy against a wanted distribution; returns the loss.
pub fn divergence(row: &mut [f32], wanted: &[f32], weight: f32) -> f64 {
    math::softmax(row);
    let mut loss = 0.0;
    for (p, q) in row.iter_mut().zip(wanted) {
        if *q > 0.0 {
            loss -= f64::from(*q) * f64::from(p.max(1e-12)).ln();
        }
        *p = (*p - q) * weight;
    }
    loss * f64::from(weight)
}

/// Replaces scores by the gradient of the cross-entropy with a target; returns the loss.
pub fn cross_entropy(row: &mut [f32], target: usize, smoothing: f32, weight: f32) -> f64 {
    math::softmax(row);
    let loss = -f64::from(row[target].max(1e-12)).ln();
    let open = row.iter().filter(|p| **p > 1e-30).count().max(1) as f32;
    for p in row.iter_mut().filter(|p| **p > 1e-30) {
        *p -= smoothing / open;
    }
    row[target] -= 1.0 - smoothing;
    row.iter_mut().for_each(|g| *g *= weight);
    loss * f64::from(weight)
}

fn norm_back(x: &[f32], dy: &[f32], gain: &[f32], dx: &mut [f32], dg: &mut [f32], db: &mut [f32]) {
    let n = x.len() as f32;
    let (mean, scale) = math::moments(x);
    let (mut total, mut along) = (0.0, 0.0);
    for j in 0..x.len() {
        let hat = (x[j] - mean) * scale;
        let d = dy[j] * gain[j];
        dg[j] += dy[j] * hat;
        db[j] += dy[j];
        total += d;
        along += d * hat;
    }
    for j in 0..x.len() {
        let hat = (x[j] - mean) * scale;
        dx[j] = scale * (dy[j] * gain[j] - total / n - hat * along / n);
    }
}
