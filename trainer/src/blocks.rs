//! Operations that know where sentences begin and end: attention, recurrence and scores of arcs.
//!
//! Sentences lie one after another in the rows; a [`Place`] says where.

use ndarray::s;

use crate::mat::{Mat, dot, product};
use crate::tape::{Node, Param, Tape, cross_entropy, divergence};
use kroniek_parser::net::math;
use kroniek_parser::net::shape::{REACH, distance};

/// Where a sentence lies: first row and number of rows.
pub type Place = (usize, usize);

impl Tape<'_> {
    /// Attention within sentences over `qkv` (queries, keys and values side by side) with `heads` heads and a learned
    /// bias for each distance (`bias` is heads by `2 REACH + 1`).
    pub fn attend(&mut self, qkv: Node, bias: Param, heads: usize, places: &[Place]) -> Node {
        let input = self.value(qkv);
        let width = input.cols / 3;
        let size = width / heads;
        let mut out = Mat::zeros(input.rows, width);
        let mut shares = Vec::with_capacity(places.len() * heads);
        let table = &self.weights.dense[bias.0];
        for &(start, n) in places {
            let rows = input.view();
            let rows = rows.slice(s![start..start + n, ..]);
            for h in 0..heads {
                let share = attention(&rows, table.row(h), h, size, width);
                let values = rows.slice(s![.., 2 * width + h * size..2 * width + (h + 1) * size]);
                let mut view = out.view_mut();
                let target = view.slice_mut(s![start..start + n, h * size..(h + 1) * size]);
                product(share.view(), values, 0.0, target);
                shares.push(share);
            }
        }
        let y = self.push(out);
        let places = places.to_vec();
        self.back(move |values, _, grads| {
            let Some(dy) = grads.take(y) else { return };
            let input = &values[qkv.0];
            let scale = 1.0 / (size as f32).sqrt();
            let mut dx = Mat::zeros(input.rows, input.cols);
            for (k, share) in shares.iter().enumerate() {
                let ((start, n), h) = (places[k / heads], k % heads);
                let cols = |part: usize| part * width + h * size..part * width + (h + 1) * size;
                let rows = start..start + n;
                let (whole, upstream) = (input.view(), dy.view());
                let up = upstream.slice(s![rows.clone(), h * size..(h + 1) * size]);
                let mut ds = Mat::zeros(n, n);
                product(up, whole.slice(s![rows.clone(), cols(2)]).t(), 0.0, ds.view_mut());
                let mut d_in = dx.view_mut();
                product(share.view().t(), up, 1.0, d_in.slice_mut(s![rows.clone(), cols(2)]));
                for i in 0..n {
                    let along = dot(ds.row(i), share.row(i));
                    for (j, (d, p)) in ds.row_mut(i).iter_mut().zip(share.row(i)).enumerate() {
                        *d = (*d - along) * p;
                        grads.dense[bias.0].data[h * (2 * REACH + 1) + distance(i, j)] += *d;
                        *d *= scale;
                    }
                }
                let keys = whole.slice(s![rows.clone(), cols(1)]);
                let queries = whole.slice(s![rows.clone(), cols(0)]);
                product(ds.view(), keys, 1.0, d_in.slice_mut(s![rows.clone(), cols(0)]));
                product(ds.view().t(), queries, 1.0, d_in.slice_mut(s![rows, cols(1)]));
            }
            grads.of(qkv, input).add(&dx);
        });
        y
    }

    /// A recurrence both ways (long short-term memory) over `gates` (`[forward 4h | backward 4h]`, what the input
    /// adds to input, forget, candidate and output gate) with recurrent weights `h` by `4h` each way.
    pub fn recur(&mut self, gates: Node, ways: [Param; 2], places: &[Place]) -> Node {
        let input = self.value(gates);
        let h = input.cols / 8;
        let mut out = Mat::zeros(input.rows, 2 * h);
        let runs = [0, 1].map(|way| {
            Run::forward(input, &self.weights.dense[ways[way].0], way, places, &mut out)
        });
        let y = self.push(out);
        self.back(move |values, weights, grads| {
            let Some(dy) = grads.take(y) else { return };
            let mut dx = Mat::zeros(dy.rows, 8 * h);
            for (way, run) in runs.iter().enumerate() {
                let (u, du) = (&weights.dense[ways[way].0], &mut grads.dense[ways[way].0]);
                run.backward(&dy, &values[y.0], u, du, &mut dx);
            }
            grads.of(gates, &dx).add(&dx);
        });
        y
    }

    /// Adds the loss of choosing heads. `dep` has a row a word, `head` one more for the root, the last.
    ///
    /// `gold` holds for each word the row of its head within its sentence, the sentence's length for the root;
    /// `wanted`, if given, holds the distribution to imitate instead (rows of sentence length + 1, one after another).
    pub fn choose_heads(
        &mut self,
        dep: Node,
        head: Node,
        places: &[Place],
        gold: &[usize],
        wanted: Option<&[f32]>,
        weight: f32,
    ) {
        let mut scores = arc_scores(self.value(dep), self.value(head), places);
        let mut at = 0;
        let mut loss = 0.0;
        for (&(start, n), s) in places.iter().zip(&mut scores) {
            for i in 0..n {
                let row = s.row_mut(i);
                match wanted {
                    Some(w) => loss += divergence(row, &w[at..at + n + 1], weight),
                    None if gold[start + i] == usize::MAX => row.fill(0.0),
                    None => loss += cross_entropy(row, gold[start + i], 0.0, weight),
                }
                at += n + 1;
            }
        }
        self.loss += loss;
        let places = places.to_vec();
        self.back(move |values, _, grads| {
            let (d, h) = (&values[dep.0], &values[head.0]);
            let (dv, hv) = (d.view(), h.view());
            let root = h.rows - 1;
            let (mut dd, mut dh) = (Mat::zeros(d.rows, d.cols), Mat::zeros(h.rows, h.cols));
            for (&(start, n), g) in places.iter().zip(&scores) {
                let rows = start..start + n;
                let g = g.view();
                let mut to = dd.view_mut();
                product(
                    g.slice(s![.., ..n]),
                    hv.slice(s![rows.clone(), ..]),
                    1.0,
                    to.slice_mut(s![rows.clone(), ..]),
                );
                product(
                    g.slice(s![.., n..]),
                    hv.slice(s![root.., ..]),
                    1.0,
                    to.slice_mut(s![rows.clone(), ..]),
                );
                let mut to = dh.view_mut();
                let deps = dv.slice(s![rows.clone(), ..]);
                product(g.slice(s![.., ..n]).t(), deps, 1.0, to.slice_mut(s![rows, ..]));
                product(g.slice(s![.., n..]).t(), deps, 1.0, to.slice_mut(s![root.., ..]));
            }
            grads.of(dep, d).add(&dd);
            grads.of(head, h).add(&dh);
        });
    }
}

/// Scores of every head for every word, sentence by sentence: words by words and, in the last column, the root.
/// No word is its own head.
pub fn arc_scores(dep: &Mat, head: &Mat, places: &[Place]) -> Vec<Mat> {
    let (dv, hv) = (dep.view(), head.view());
    let root = head.rows - 1;
    places
        .iter()
        .map(|&(start, n)| {
            let rows = start..start + n;
            let mut out = Mat::zeros(n, n + 1);
            let deps = dv.slice(s![rows.clone(), ..]);
            let mut view = out.view_mut();
            product(deps, hv.slice(s![rows, ..]).t(), 0.0, view.slice_mut(s![.., ..n]));
            product(deps, hv.slice(s![root.., ..]).t(), 0.0, view.slice_mut(s![.., n..]));
            for i in 0..n {
                out.row_mut(i)[i] = -1e9;
            }
            out
        })
        .collect()
}

fn attention(
    rows: &ndarray::ArrayView2<'_, f32>,
    bias: &[f32],
    h: usize,
    size: usize,
    width: usize,
) -> Mat {
    let n = rows.nrows();
    let queries = rows.slice(s![.., h * size..(h + 1) * size]);
    let keys = rows.slice(s![.., width + h * size..width + (h + 1) * size]);
    let mut share = Mat::zeros(n, n);
    product(queries, keys.t(), 0.0, share.view_mut());
    let scale = 1.0 / (size as f32).sqrt();
    for i in 0..n {
        let row = share.row_mut(i);
        row.iter_mut().enumerate().for_each(|(j, x)| *x = *x * scale + bias[distance(i, j)]);
        math::softmax(row);
    }
    share
}

/// What one way of a recurrence keeps for going back.
struct Run {
    way: usize,
    /// Rows taking part in each step, longest sentence first.
    steps: Vec<Vec<usize>>,
    /// Activated gates of every row.
    gates: Mat,
    cells: Mat,
}

impl Run {
    fn forward(input: &Mat, u: &Mat, way: usize, places: &[Place], out: &mut Mat) -> Self {
        let h = u.rows;
        let steps = steps(way, places);
        let mut run = Self {
            way,
            steps,
            gates: Mat::zeros(input.rows, 4 * h),
            cells: Mat::zeros(input.rows, h),
        };
        let mut before = Mat::zeros(places.len(), h);
        for (t, rows) in run.steps.iter().enumerate() {
            let mut pre = Mat::zeros(rows.len(), 4 * h);
            for (k, &r) in rows.iter().enumerate() {
                pre.row_mut(k).copy_from_slice(&input.row(r)[way * 4 * h..(way + 1) * 4 * h]);
            }
            product(before.view().slice(s![..rows.len(), ..]), u.view(), 1.0, pre.view_mut());
            for (k, &r) in rows.iter().enumerate() {
                let last = (t > 0).then(|| run.cells.row(run.steps[t - 1][k]).to_vec());
                let (p, hidden) = (pre.row_mut(k), before.row_mut(k));
                step(p, last.as_deref(), run.cells.row_mut(r), hidden);
                run.gates.row_mut(r).copy_from_slice(p);
                out.row_mut(r)[way * h..(way + 1) * h].copy_from_slice(hidden);
            }
        }
        run
    }

    fn backward(&self, dy: &Mat, y: &Mat, u: &Mat, du: &mut Mat, dx: &mut Mat) {
        let h = u.rows;
        let widest = self.steps.first().map_or(0, Vec::len);
        let (mut dh, mut dc) = (Mat::zeros(widest, h), Mat::zeros(widest, h));
        let mut dz = Mat::zeros(dy.rows, 4 * h);
        let mut earlier = Mat::zeros(dy.rows, h);
        for (t, rows) in self.steps.iter().enumerate().rev() {
            let mut ds = Mat::zeros(rows.len(), 4 * h);
            for (k, &r) in rows.iter().enumerate() {
                crate::mat::add(dh.row_mut(k), &dy.row(r)[self.way * h..(self.way + 1) * h]);
                let before = (t > 0).then(|| self.steps[t - 1][k]);
                if let Some(b) = before {
                    earlier.row_mut(r).copy_from_slice(&y.row(b)[self.way * h..(self.way + 1) * h]);
                }
                let last = before.map(|b| self.cells.row(b));
                step_back(
                    self.gates.row(r),
                    self.cells.row(r),
                    last,
                    dh.row(k),
                    dc.row_mut(k),
                    ds.row_mut(k),
                );
                dz.row_mut(r).copy_from_slice(ds.row(k));
            }
            let mut view = dh.view_mut();
            product(ds.view(), u.view().t(), 0.0, view.slice_mut(s![..rows.len(), ..]));
        }
        product(earlier.view().t(), dz.view(), 1.0, du.view_mut());
        for r in 0..dy.rows {
            dx.row_mut(r)[self.way * 4 * h..(self.way + 1) * 4 * h].copy_from_slice(dz.row(r));
        }
    }
}

fn steps(way: usize, places: &[Place]) -> Vec<Vec<usize>> {
    let mut order: Vec<Place> = places.to_vec();
    order.sort_by_key(|&(start, n)| (usize::MAX - n, start));
    let longest = order.first().map_or(0, |p| p.1);
    let row = |t: usize, (start, n): Place| if way == 0 { start + t } else { start + n - 1 - t };
    (0..longest).map(|t| order.iter().filter(|p| p.1 > t).map(|&p| row(t, p)).collect()).collect()
}

fn step(pre: &mut [f32], last: Option<&[f32]>, cell: &mut [f32], hidden: &mut [f32]) {
    let h = cell.len();
    for j in 0..h {
        let (i, f) = (math::sigmoid(pre[j]), math::sigmoid(pre[h + j]));
        let (g, o) = (math::tanh(pre[2 * h + j]), math::sigmoid(pre[3 * h + j]));
        cell[j] = i * g + last.map_or(0.0, |c| f * c[j]);
        hidden[j] = o * math::tanh(cell[j]);
        (pre[j], pre[h + j], pre[2 * h + j], pre[3 * h + j]) = (i, f, g, o);
    }
}

fn step_back(
    gates: &[f32],
    cell: &[f32],
    last: Option<&[f32]>,
    dh: &[f32],
    dc: &mut [f32],
    dz: &mut [f32],
) {
    let h = cell.len();
    for j in 0..h {
        let (i, f, g, o) = (gates[j], gates[h + j], gates[2 * h + j], gates[3 * h + j]);
        let t = math::tanh(cell[j]);
        let c = dc[j] + dh[j] * o * (1.0 - t * t);
        dz[j] = c * g * i * (1.0 - i);
        dz[h + j] = c * last.map_or(0.0, |l| l[j]) * f * (1.0 - f);
        dz[2 * h + j] = c * i * (1.0 - g * g);
        dz[3 * h + j] = dh[j] * t * o * (1.0 - o);
        dc[j] = c * f;
    }
}
