//! Products of rows with weights, which are laid out once, when they are read, as the processor's vectors want them.
//!
//! A general product lays out both its factors anew each time, which for the few rows of a short report takes as long
//! as the product itself. Sums run in the order that `matrixmultiply` has, so both give the same bits.

use super::dense::{product, view, view_mut};
use super::file::Matrix;
use pulp::{Arch, Simd, WithSimd, bytemuck};

/// Vectors side by side in a panel.
const WIDE: usize = 2;
/// Rows taken at once: with a panel's vectors they fill the registers that AVX2 has.
const ROWS: usize = 6;
/// Terms that are summed up before they are added to the result.
const DEPTH: usize = 256;

/// A matrix that rows are multiplied with.
#[derive(Clone, Debug)]
pub struct Weights {
    /// Length of the rows that are multiplied with it.
    pub rows: usize,
    /// Length of the rows that come out.
    pub cols: usize,
    layout: Layout,
}

#[derive(Clone, Debug)]
enum Layout {
    /// Stretches of columns, each by rows, filled up with noughts.
    Panels(Vec<f32>),
    /// By rows, for a processor without vectors that we know of.
    Plain(Vec<f32>),
}

impl Weights {
    /// Adds the products of `x`'s rows to the rows of `out`.
    pub fn add(&self, x: &[f32], out: &mut [f32]) {
        let Weights { rows, cols, .. } = *self;
        match &self.layout {
            Layout::Panels(panels) => Arch::new().dispatch(Product { x, rows, panels, cols, out }),
            Layout::Plain(data) => {
                let n = x.len() / rows;
                product(view(x, n, rows), view(data, rows, cols), 1.0, view_mut(out, n, cols));
            }
        }
    }
}

impl From<Matrix> for Weights {
    fn from(matrix: Matrix) -> Self {
        let width = Arch::new().dispatch(Width);
        let layout = match width {
            WIDE => Layout::Plain(matrix.data),
            width => Layout::Panels(panels(&matrix, width)),
        };
        Weights { rows: matrix.rows, cols: matrix.cols, layout }
    }
}

fn panels(matrix: &Matrix, width: usize) -> Vec<f32> {
    let mut out = Vec::with_capacity(matrix.rows * matrix.cols.next_multiple_of(width));
    for from in (0..matrix.cols).step_by(width) {
        for row in matrix.data.chunks_exact(matrix.cols) {
            let part = &row[from..matrix.cols.min(from + width)];
            out.extend_from_slice(part);
            out.resize(out.len() + width - part.len(), 0.0);
        }
    }
    out
}

/// How many columns a panel has.
struct Width;

impl WithSimd for Width {
    type Output = usize;

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) -> usize {
        WIDE * S::F32_LANES
    }
}

struct Product<'a> {
    x: &'a [f32],
    rows: usize,
    panels: &'a [f32],
    cols: usize,
    out: &'a mut [f32],
}

impl WithSimd for Product<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Product { x, rows, panels, cols, out } = self;
        let width = WIDE * S::F32_LANES;
        for (panel, from) in panels.chunks_exact(rows * width).zip((0..).step_by(width)) {
            let tile = Tile { simd, panel: S::as_simd_f32s(panel).0, rows, cols, from };
            for (x, out) in x.chunks(ROWS * rows).zip(out.chunks_mut(ROWS * cols)) {
                match x.len() / rows {
                    6 => tile.add::<6>(x, out),
                    5 => tile.add::<5>(x, out),
                    4 => tile.add::<4>(x, out),
                    3 => tile.add::<3>(x, out),
                    2 => tile.add::<2>(x, out),
                    _ => tile.add::<1>(x, out),
                }
            }
        }
    }
}

/// A panel, for a few rows.
struct Tile<'a, S: Simd> {
    simd: S,
    panel: &'a [S::f32s],
    rows: usize,
    cols: usize,
    from: usize,
}

impl<S: Simd> Tile<'_, S> {
    #[inline(always)]
    fn add<const M: usize>(&self, x: &[f32], out: &mut [f32]) {
        let mut done = 0;
        for panel in self.panel.chunks(DEPTH * WIDE) {
            let depth = panel.len() / WIDE;
            let sums = self.sums::<M>(&x[done..], depth, panel);
            for (sums, out) in sums.iter().zip(out.chunks_exact_mut(self.cols)) {
                let sums: &[f32] = bytemuck::cast_slice(sums);
                out[self.from..].iter_mut().zip(sums).for_each(|(o, s)| *o += s);
            }
            done += depth;
        }
    }

    /// Sums over `depth` terms of rows that begin in `x` and are `rows` long.
    #[inline(always)]
    fn sums<const M: usize>(
        &self,
        x: &[f32],
        depth: usize,
        panel: &[S::f32s],
    ) -> [[S::f32s; WIDE]; M] {
        let simd = self.simd;
        let mut rows = [&x[..depth]; M];
        for (m, row) in rows.iter_mut().enumerate() {
            *row = &x[m * self.rows..m * self.rows + depth];
        }
        let mut sums = [[simd.splat_f32s(0.0); WIDE]; M];
        for (k, weights) in panel.as_chunks::<WIDE>().0.iter().enumerate().take(depth) {
            for (row, sums) in rows.iter().zip(&mut sums) {
                let x = simd.splat_f32s(row[k]);
                for (sum, weight) in sums.iter_mut().zip(weights) {
                    *sum = simd.mul_add_e_f32s(x, *weight, *sum);
                }
            }
        }
        sums
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn products_are_those_of_the_library(
            (n, rows, cols) in (0usize..20, 1usize..600, 1usize..80),
            seed in any::<u32>(),
        ) {
            let mut state = seed;
            let mut numbers = |count: usize| -> Vec<f32> {
                let mut next = || {
                    state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    (state >> 8) as f32 / 8_388_608.0 - 1.0
                };
                (0..count).map(|_| next()).collect()
            };
            let (x, data, start) = (numbers(n * rows), numbers(rows * cols), numbers(n * cols));
            let mut wanted = start.clone();
            let to = view_mut(&mut wanted, n, cols);
            product(view(&x, n, rows), view(&data, rows, cols), 1.0, to);
            let mut found = start;
            Weights::from(Matrix { rows, cols, data }).add(&x, &mut found);
            for (a, b) in wanted.iter().zip(&found) {
                prop_assert!((a - b).abs() <= 1e-4, "{a} is not {b}");
            }
        }
    }
}
