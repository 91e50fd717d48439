//! The dense parts of the forward pass: each takes rows of words and gives rows of words.
//!
//! What is `…_wide` is compiled once for each width of vectors that a processor may have; the function without that
//! ending calls the one that fits, and gives the same bits on all.

#![expect(
    clippy::needless_lifetimes,
    reason = "with_simd makes a type of the arguments, whose lifetimes need names"
)]

use ndarray::linalg::general_mat_mul;
use ndarray::{ArrayView2, ArrayViewMut2};
use pulp::{Arch, Simd, with_simd};

use super::file::{Matrix, NetError, Parts};
use super::math;
use super::shape::distance;
use super::weights::Weights;

/// Where a sentence lies: first row and number of rows.
pub type Place = (usize, usize);

/// A slice as a matrix by rows of `cols` values, every `stride` values apart.
pub fn view(data: &[f32], rows: usize, cols: usize) -> ArrayView2<'_, f32> {
    ArrayView2::from_shape((rows, cols), &data[..rows * cols])
        .expect("rows times columns values were taken")
}

/// The same to write to.
pub fn view_mut(data: &mut [f32], rows: usize, cols: usize) -> ArrayViewMut2<'_, f32> {
    ArrayViewMut2::from_shape((rows, cols), &mut data[..rows * cols])
        .expect("rows times columns values were taken")
}

/// `c = a b + keep c`.
pub fn product(
    a: ArrayView2<'_, f32>,
    b: ArrayView2<'_, f32>,
    keep: f32,
    mut c: ArrayViewMut2<'_, f32>,
) {
    general_mat_mul(1.0, &a, &b, keep, &mut c);
}

/// Takes a matrix of the given shape out of the parts.
pub fn matrix(parts: &mut Parts, name: &str, rows: usize, cols: usize) -> Result<Matrix, NetError> {
    let found = parts.matrices.remove(name).filter(|m| m.rows == rows && m.cols == cols);
    found.ok_or_else(|| NetError::Part(name.to_owned()))
}

/// `x w + b`.
#[derive(Clone, Debug)]
pub struct Linear {
    weight: Weights,
    bias: Vec<f32>,
}

impl Linear {
    /// From the parts `name.w` and `name.b`.
    pub fn read(parts: &mut Parts, name: &str, from: usize, to: usize) -> Result<Self, NetError> {
        let weight = matrix(parts, &format!("{name}.w"), from, to)?.into();
        let bias = matrix(parts, &format!("{name}.b"), 1, to)?.data;
        Ok(Self { weight, bias })
    }

    /// Width of the result.
    pub fn width(&self) -> usize {
        self.weight.cols
    }

    /// Runs over `x`, rows of the weight's height.
    pub fn run(&self, x: &[f32]) -> Vec<f32> {
        let rows = x.len() / self.weight.rows;
        let mut out = Vec::with_capacity(rows * self.weight.cols);
        (0..rows).for_each(|_| out.extend_from_slice(&self.bias));
        self.weight.add(x, &mut out);
        out
    }

    /// Runs and keeps a tenth of what is below nought.
    pub fn run_leaky(&self, x: &[f32]) -> Vec<f32> {
        let mut out = self.run(x);
        leaky(&mut out);
        out
    }
}

/// Turns each row of scores into probabilities.
#[with_simd(probabilities = Arch::new())]
#[inline(always)]
pub fn probabilities_wide<'a, S: Simd>(_: S, scores: &'a mut [f32], width: usize) {
    scores.chunks_exact_mut(width).for_each(math::softmax);
}

/// The greatest value's place in each row of scores, the first of equals.
#[with_simd(greatest = Arch::new())]
#[inline(always)]
pub fn greatest_wide<'a, S: Simd>(_: S, scores: &'a [f32], width: usize) -> Vec<usize> {
    scores.chunks_exact(width).map(math::argmax).collect()
}

/// Keeps a tenth of what is below nought.
pub fn leaky(x: &mut [f32]) {
    x.iter_mut().for_each(|v| *v = if *v > 0.0 { *v } else { 0.1 * *v });
}

/// Layer normalisation.
#[derive(Clone, Debug)]
pub struct Norm {
    gain: Vec<f32>,
    bias: Vec<f32>,
}

impl Norm {
    /// From the parts `name.g` and `name.b`.
    pub fn read(parts: &mut Parts, name: &str, width: usize) -> Result<Self, NetError> {
        let gain = matrix(parts, &format!("{name}.g"), 1, width)?.data;
        let bias = matrix(parts, &format!("{name}.b"), 1, width)?.data;
        Ok(Self { gain, bias })
    }

    /// Runs over rows.
    pub fn run(&self, x: &[f32]) -> Vec<f32> {
        let mut out = vec![0.0; x.len()];
        norm(x, &self.gain, &self.bias, &mut out);
        out
    }
}

/// Adds some rows of a table to `sum` and parts it by the root of their number.
#[with_simd(mean_into = Arch::new())]
#[inline(always)]
pub fn mean_into_wide<'a, S: Simd>(_: S, table: &'a Matrix, rows: &'a [u32], sum: &'a mut [f32]) {
    for &row in rows {
        sum.iter_mut().zip(table.row(row as usize)).for_each(|(s, x)| *s += x);
    }
    let scale = 1.0 / (rows.len() as f32).sqrt();
    sum.iter_mut().for_each(|s| *s *= scale);
}

#[with_simd(norm = Arch::new())]
#[inline(always)]
fn norm_wide<'a, S: Simd>(
    _: S,
    x: &'a [f32],
    gain: &'a [f32],
    bias: &'a [f32],
    out: &'a mut [f32],
) {
    for (row, out) in x.chunks_exact(gain.len()).zip(out.chunks_exact_mut(gain.len())) {
        math::layer_norm(row, gain, bias, out);
    }
}

/// Every word's row between the rows `apart` words before and behind it; noughts beyond the sentence.
pub fn neighbours(x: &[f32], width: usize, apart: usize, places: &[Place]) -> Vec<f32> {
    let mut out = vec![0.0; x.len() * 3];
    for &(start, n) in places {
        for i in 0..n {
            let r = start + i;
            let to = &mut out[r * 3 * width..(r + 1) * 3 * width];
            if i >= apart {
                to[..width].copy_from_slice(&x[(r - apart) * width..(r - apart + 1) * width]);
            }
            to[width..2 * width].copy_from_slice(&x[r * width..(r + 1) * width]);
            if i + apart < n {
                to[2 * width..].copy_from_slice(&x[(r + apart) * width..(r + apart + 1) * width]);
            }
        }
    }
    out
}

/// Adds to `x` the first half of each row of `z` times the logistic function of the second.
#[with_simd(add_gated = Arch::new())]
#[inline(always)]
pub fn add_gated_wide<'a, S: Simd>(_: S, x: &'a mut [f32], z: &'a [f32], width: usize) {
    for (x, z) in x.chunks_exact_mut(width).zip(z.chunks_exact(2 * width)) {
        let (a, b) = z.split_at(width);
        for ((x, a), b) in x.iter_mut().zip(a).zip(b) {
            *x += a * math::sigmoid(*b);
        }
    }
}

/// Attention within sentences over queries, keys and values side by side; `bias` has a row a head.
pub fn attend(qkv: &[f32], bias: &Matrix, places: &[Place]) -> Vec<f32> {
    let heads = bias.rows;
    let rows: usize = places.iter().map(|p| p.1).sum();
    let width = qkv.len() / (3 * rows.max(1));
    let size = width / heads;
    let scale = 1.0 / (size as f32).sqrt();
    let mut out = vec![0.0; rows * width];
    let mut share = Vec::new();
    for &(start, n) in places {
        let whole = &qkv[start * 3 * width..(start + n) * 3 * width];
        for h in 0..heads {
            let part = |k: usize| {
                let all = view(whole, n, 3 * width);
                all.slice_move(ndarray::s![.., k * width + h * size..k * width + (h + 1) * size])
            };
            share.clear();
            share.resize(n * n, 0.0);
            product(part(0), part(1).reversed_axes(), 0.0, view_mut(&mut share, n, n));
            shares(&mut share, n, bias.row(h), scale);
            let to = view_mut(&mut out[start * width..], n, width);
            product(
                view(&share, n, n),
                part(2),
                0.0,
                to.slice_move(ndarray::s![.., h * size..(h + 1) * size]),
            );
        }
    }
    out
}

/// Turns scores of words for words into shares.
#[with_simd(shares = Arch::new())]
#[inline(always)]
fn shares_wide<'a, S: Simd>(_: S, scores: &'a mut [f32], n: usize, bias: &'a [f32], scale: f32) {
    for (i, row) in scores.chunks_exact_mut(n).enumerate() {
        row.iter_mut().enumerate().for_each(|(j, x)| *x = *x * scale + bias[distance(i, j)]);
        math::softmax(row);
    }
}

/// A recurrence both ways over what the input adds to the gates (`[forward 4h | backward 4h]`).
pub fn recur(gates: &[f32], ways: &[Weights; 2], places: &[Place]) -> Vec<f32> {
    let h = ways[0].rows;
    let rows = gates.len() / (8 * h);
    let mut out = vec![0.0; rows * 2 * h];
    let mut order = places.to_vec();
    order.sort_by_key(|&(start, n)| (usize::MAX - n, start));
    for (way, weights) in ways.iter().enumerate() {
        run_way(gates, weights, way, &order, &mut out);
    }
    out
}

fn run_way(gates: &[f32], weights: &Weights, way: usize, order: &[Place], out: &mut [f32]) {
    let h = weights.rows;
    let longest = order.first().map_or(0, |p| p.1);
    let (mut hidden, mut cells) = (vec![0.0; order.len() * h], vec![0.0; order.len() * h]);
    let mut pre = Vec::new();
    for t in 0..longest {
        let active = order.iter().take_while(|p| p.1 > t).count();
        pre.clear();
        let row = |&(start, n): &Place| if way == 0 { start + t } else { start + n - 1 - t };
        for place in &order[..active] {
            let from = row(place) * 8 * h + way * 4 * h;
            pre.extend_from_slice(&gates[from..from + 4 * h]);
        }
        weights.add(&hidden[..active * h], &mut pre);
        steps(&pre, &mut cells, &mut hidden, h);
        for (k, place) in order[..active].iter().enumerate() {
            let to = row(place) * 2 * h + way * h;
            out[to..to + h].copy_from_slice(&hidden[k * h..(k + 1) * h]);
        }
    }
}

/// A step of all sequences that still go on.
#[with_simd(steps = Arch::new())]
#[inline(always)]
fn steps_wide<'a, S: Simd>(
    _: S,
    pre: &'a [f32],
    cells: &'a mut [f32],
    hidden: &'a mut [f32],
    h: usize,
) {
    let state = cells.chunks_exact_mut(h).zip(hidden.chunks_exact_mut(h));
    pre.chunks_exact(4 * h).zip(state).for_each(|(pre, (cell, hidden))| step(pre, cell, hidden));
}

#[inline(always)]
fn step(pre: &[f32], cell: &mut [f32], hidden: &mut [f32]) {
    let h = cell.len();
    let (input, rest) = pre.split_at(h);
    let (forget, rest) = rest.split_at(h);
    let (candidate, output) = rest.split_at(h);
    for j in 0..h {
        let kept = math::sigmoid(forget[j]) * cell[j];
        cell[j] = math::sigmoid(input[j]) * math::tanh(candidate[j]) + kept;
        hidden[j] = math::sigmoid(output[j]) * math::tanh(cell[j]);
    }
}
