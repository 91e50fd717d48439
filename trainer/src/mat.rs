//! Dense matrices by rows and their products.

use ndarray::linalg::general_mat_mul;
use ndarray::{ArrayView2, ArrayViewMut2};

use crate::random::Random;

/// A matrix by rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mat {
    /// Number of rows.
    pub rows: usize,
    /// Number of columns.
    pub cols: usize,
    /// `rows * cols` values, row after row.
    pub data: Vec<f32>,
}

impl Mat {
    /// A matrix of noughts.
    pub fn zeros(rows: usize, cols: usize) -> Self {
        Self { rows, cols, data: vec![0.0; rows * cols] }
    }

    /// A matrix of one value.
    pub fn filled(rows: usize, cols: usize, value: f32) -> Self {
        Self { rows, cols, data: vec![value; rows * cols] }
    }

    /// Evenly spread values within Glorot's bound.
    pub fn glorot(rows: usize, cols: usize, random: &mut Random) -> Self {
        let bound = (6.0 / (rows + cols) as f32).sqrt();
        Self::spread(rows, cols, bound, random)
    }

    /// Evenly spread values between `-bound` and `bound`.
    pub fn spread(rows: usize, cols: usize, bound: f32, random: &mut Random) -> Self {
        let data = (0..rows * cols).map(|_| (random.unit() * 2.0 - 1.0) * bound).collect();
        Self { rows, cols, data }
    }

    /// One row.
    pub fn row(&self, i: usize) -> &[f32] {
        &self.data[i * self.cols..(i + 1) * self.cols]
    }

    /// One row, to change.
    pub fn row_mut(&mut self, i: usize) -> &mut [f32] {
        &mut self.data[i * self.cols..(i + 1) * self.cols]
    }

    /// A view for products.
    pub fn view(&self) -> ArrayView2<'_, f32> {
        view(&self.data, self.rows, self.cols)
    }

    /// A view for products, to write.
    pub fn view_mut(&mut self) -> ArrayViewMut2<'_, f32> {
        ArrayViewMut2::from_shape((self.rows, self.cols), &mut self.data).expect("shape holds")
    }

    /// Adds another of the same shape.
    pub fn add(&mut self, other: &Mat) {
        add(&mut self.data, &other.data);
    }
}

/// A slice seen as a matrix by rows.
pub fn view(data: &[f32], rows: usize, cols: usize) -> ArrayView2<'_, f32> {
    ArrayView2::from_shape((rows, cols), &data[..rows * cols]).expect("shape holds")
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

/// Adds `from` to `to`, element by element.
pub fn add(to: &mut [f32], from: &[f32]) {
    to.iter_mut().zip(from).for_each(|(t, f)| *t += f);
}

/// The inner product, in sixteen lanes.
pub fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut lanes = [0.0f32; 16];
    let (a16, a_rest) = a.as_chunks::<16>();
    let (b16, b_rest) = b.as_chunks::<16>();
    for (x, y) in a16.iter().zip(b16) {
        for i in 0..16 {
            lanes[i] += x[i] * y[i];
        }
    }
    let rest: f32 = a_rest.iter().zip(b_rest).map(|(x, y)| x * y).sum();
    lanes.iter().sum::<f32>() + rest
}
