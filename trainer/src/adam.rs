//! Adam (Kingma and Ba 2015); rows of tables are moved only when a batch touches them.

use crate::mat::Mat;
use crate::tape::{Grads, Weights};

/// Moments of all weights.
pub struct Adam {
    dense: Vec<(Mat, Mat)>,
    tables: Vec<(Mat, Mat)>,
    step: i32,
}

/// Decay of the mean gradient.
const MEAN: f32 = 0.9;
/// Decay of the mean square.
const SQUARE: f32 = 0.98;
/// The greatest norm of a gradient.
const CLIP: f32 = 2.0;

impl Adam {
    /// Moments of nought.
    pub fn new(weights: &Weights) -> Self {
        let moments = |ms: &[Mat]| {
            ms.iter().map(|m| (Mat::zeros(m.rows, m.cols), Mat::zeros(m.rows, m.cols))).collect()
        };
        Self { dense: moments(&weights.dense), tables: moments(&weights.tables), step: 0 }
    }

    /// Moves the weights against the sum of the gradients; returns the gradient's norm.
    pub fn step(
        &mut self,
        weights: &mut Weights,
        mut grads: Vec<Grads>,
        rate: f32,
        decay: f32,
    ) -> f32 {
        let mut total = grads.remove(0);
        for other in grads {
            merge(&mut total, other, weights);
        }
        let norm = norm(&total);
        let clip = if norm > CLIP { CLIP / norm } else { 1.0 };
        self.step += 1;
        let unbias = (1.0 - SQUARE.powi(self.step)).sqrt() / (1.0 - MEAN.powi(self.step));
        for ((w, g), (m, v)) in weights.dense.iter_mut().zip(&total.dense).zip(&mut self.dense) {
            let keep = if w.rows > 1 { 1.0 - rate * decay } else { 1.0 };
            w.data.iter_mut().for_each(|x| *x *= keep);
            update(&mut w.data, &g.data, &mut m.data, &mut v.data, rate * unbias, clip);
        }
        for ((w, g), (m, v)) in weights.tables.iter_mut().zip(&total.tables).zip(&mut self.tables) {
            for (grad, &id) in g.data.chunks_exact(w.cols).zip(&g.ids) {
                let id = id as usize;
                update(w.row_mut(id), grad, m.row_mut(id), v.row_mut(id), rate * unbias, clip);
            }
        }
        norm
    }
}

fn merge(total: &mut Grads, other: Grads, weights: &Weights) {
    total.dense.iter_mut().zip(&other.dense).for_each(|(t, o)| t.add(o));
    for ((t, o), w) in total.tables.iter_mut().zip(other.tables).zip(&weights.tables) {
        for (row, &id) in o.data.chunks_exact(w.cols).zip(&o.ids) {
            t.add(id, row, 1.0);
        }
    }
}

fn norm(grads: &Grads) -> f32 {
    let square = |x: &[f32]| f64::from(crate::mat::dot(x, x));
    let dense: f64 = grads.dense.iter().map(|m| square(&m.data)).sum();
    let tables: f64 = grads.tables.iter().map(|t| square(&t.data)).sum();
    (dense + tables).sqrt() as f32
}

fn update(w: &mut [f32], g: &[f32], m: &mut [f32], v: &mut [f32], rate: f32, clip: f32) {
    for (((w, g), m), v) in w.iter_mut().zip(g).zip(m).zip(v) {
        let g = g * clip;
        *m = MEAN * *m + (1.0 - MEAN) * g;
        *v = SQUARE * *v + (1.0 - SQUARE) * g * g;
        *w -= rate * *m / (v.sqrt() + 1e-8);
    }
}
