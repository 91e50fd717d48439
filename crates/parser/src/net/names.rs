//! The names head: persons, places, organisations and other names, a head of its own on the finished encoder.
//!
//! It sees the encoded words beside a small table of its own (hashed n-grams and whole words), adds a few gated
//! convolutions and picks the best sequence of marks that opens and closes every name (begin, inside, end, single).

use std::collections::HashMap;
use std::sync::Arc;

use super::dense::{Linear, Norm, Place, add_gated, matrix, mean_into, neighbours};
use super::encoder::Encoded;
use super::features;
use super::file::{Matrix, NetError, Parts};
use super::shape::Shape;

/// Width of the head's layers.
pub const WIDTH: usize = 96;
/// Width of its own table.
pub const OWN: usize = 48;
/// Rows of its own table.
pub const BUCKETS: usize = 16_384;
/// Steps of its convolutions: words apart.
pub const STEPS: [usize; 2] = [1, 1];
/// Kinds of names, in the order of their marks.
pub const KINDS: [&str; 4] = ["PER", "LOC", "ORG", "MISC"];
/// Number of marks: outside, then begin, inside, end and single of each kind.
pub const MARKS: usize = 1 + 4 * KINDS.len();

/// The rows of the head's own table that a form adds up.
pub fn own_rows(form: &str) -> Vec<u32> {
    let normal = features::normal(form);
    let mut rows = features::grams(&features::key(&normal), BUCKETS as u32);
    rows.push(features::whole(&normal, BUCKETS as u32));
    rows.push(features::shape(&normal, BUCKETS as u32));
    rows
}

/// The names head of a net.
#[derive(Clone, Debug)]
pub struct Names {
    table: Matrix,
    input: Linear,
    stages: Vec<(Norm, Linear)>,
    last: Norm,
    out: Linear,
    marks: Vec<Arc<str>>,
}

impl Names {
    /// Takes the head's parts; `None` if the file has none.
    pub fn read(parts: &mut Parts, shape: &Shape) -> Result<Option<Self>, NetError> {
        if !parts.matrices.contains_key("names.out.w") {
            return Ok(None);
        }
        let stage = |i: usize| {
            let norm = Norm::read(parts, &format!("names.layer{i}.norm"), WIDTH)?;
            Ok((norm, Linear::read(parts, &format!("names.layer{i}.main"), 3 * WIDTH, 2 * WIDTH)?))
        };
        let stages = (0..STEPS.len()).map(stage).collect::<Result<_, _>>()?;
        let mark = |prefix: &str| {
            KINDS.iter().map(move |kind| Arc::from(format!("{prefix}-{kind}"))).collect::<Vec<_>>()
        };
        Ok(Some(Self {
            table: matrix(parts, "names.table", BUCKETS, OWN)?,
            input: Linear::read(parts, "names.input", 2 * shape.width + OWN, WIDTH)?,
            stages,
            last: Norm::read(parts, "names.last", WIDTH)?,
            out: Linear::read(parts, "names.out", WIDTH, MARKS)?,
            marks: [vec![Arc::from("O")], mark("B"), mark("I")].concat(),
        }))
    }

    /// A mark (`O`, `B-PER`, `I-PER` …) for every word of sentences that lie one after another.
    pub fn read_off(&self, forms: &[&str], words: &Encoded, places: &[Place]) -> Vec<Arc<str>> {
        let mut x = self.input.run(&self.beside(forms, words));
        for (apart, (norm, main)) in STEPS.iter().zip(&self.stages) {
            let z = main.run(&neighbours(&norm.run(&x), WIDTH, *apart, places));
            add_gated(&mut x, &z, WIDTH);
        }
        let scores = self.out.run(&self.last.run(&x));
        let path = |&(start, n): &Place| best_path(&scores[start * MARKS..(start + n) * MARKS]);
        places.iter().flat_map(path).map(|mark| self.marks[plain(mark)].clone()).collect()
    }

    fn beside(&self, forms: &[&str], words: &Encoded) -> Vec<f32> {
        let width = words.output.len() / forms.len().max(1);
        let mut sums: HashMap<&str, Vec<f32>> = HashMap::with_capacity(forms.len());
        let mut out = Vec::with_capacity(forms.len() * (2 * width + OWN));
        for (r, &form) in forms.iter().enumerate() {
            out.extend_from_slice(&words.output[r * width..(r + 1) * width]);
            out.extend_from_slice(&words.input[r * width..(r + 1) * width]);
            out.extend_from_slice(sums.entry(form).or_insert_with(|| self.own(form)));
        }
        out
    }

    fn own(&self, form: &str) -> Vec<f32> {
        let rows = own_rows(form);
        let mut sum = vec![0.0; OWN];
        mean_into(&self.table, &rows, &mut sum);
        sum
    }
}

/// The place of a mark of the path among `O`, `B-…` and `I-…`.
fn plain(mark: usize) -> usize {
    let Some(m) = mark.checked_sub(1) else { return 0 };
    let (kind, part) = (m / 4, m % 4);
    if part == 0 || part == 3 { 1 + kind } else { 1 + KINDS.len() + kind }
}

/// Whether one mark may follow another; no mark stands for the ends of the sentence.
pub fn follows(before: Option<usize>, after: Option<usize>) -> bool {
    let part = |m: usize| (m.saturating_sub(1) % 4, m.saturating_sub(1) / 4);
    let open = before.filter(|&m| m > 0 && part(m).0 < 2).map(|m| part(m).1);
    let continues = after.filter(|&m| m > 0 && matches!(part(m).0, 1 | 2)).map(|m| part(m).1);
    open == continues
}

/// The best sequence of marks (Viterbi) for rows of scores.
pub fn best_path(scores: &[f32]) -> Vec<usize> {
    let n = scores.len() / MARKS;
    let mut total = [0.0f32; MARKS];
    let mut back: Vec<[u8; MARKS]> = Vec::with_capacity(n);
    for (i, row) in scores.chunks_exact(MARKS).enumerate() {
        let mut next = [f32::NEG_INFINITY; MARKS];
        let mut from = [0; MARKS];
        for m in 0..MARKS {
            if i == 0 {
                next[m] = if follows(None, Some(m)) { row[m] } else { f32::NEG_INFINITY };
                continue;
            }
            for &before in &BEFORE[m] {
                let sum = total[before as usize] + row[m];
                if sum > next[m] {
                    (next[m], from[m]) = (sum, before);
                }
            }
        }
        total = next;
        back.push(from);
    }
    let last = (0..MARKS)
        .filter(|&m| follows(Some(m), None))
        .max_by(|&a, &b| total[a].total_cmp(&total[b]));
    let mut path = vec![last.unwrap_or(0); n];
    for i in (1..n).rev() {
        path[i - 1] = back[i][path[i]] as usize;
    }
    path
}

/// The marks that may stand before each mark, padded by repeating the last.
const BEFORE: [[u8; 9]; MARKS] = before();

const fn before() -> [[u8; 9]; MARKS] {
    let mut table = [[0; 9]; MARKS];
    let mut m = 0;
    while m < MARKS {
        let inner = m > 0 && ((m - 1) % 4 == 1 || (m - 1) % 4 == 2);
        let kind = if m > 0 { (m - 1) / 4 } else { 0 };
        let mut k = 0;
        while k < 9 {
            let closed = if k == 0 { 0 } else { 1 + ((k - 1) / 2) * 4 + 2 + (k - 1) % 2 };
            table[m][k] =
                if inner { 1 + kind * 4 + if k == 0 { 0 } else { 1 } } else { closed } as u8;
            k += 1;
        }
        m += 1;
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_table_of_predecessors_says_what_the_rule_says() {
        for (after, listed) in BEFORE.iter().enumerate() {
            for before in 0..MARKS {
                let listed = listed.contains(&(before as u8));
                assert_eq!(listed, follows(Some(before), Some(after)), "{before} {after}");
            }
        }
    }

    #[test]
    fn marks_are_plain_outside() {
        assert_eq!([0, 1, 2, 3, 4, 5, 13, 16].map(plain), [0, 1, 5, 5, 1, 2, 4, 4]);
    }

    proptest! {
        #[test]
        fn every_path_opens_and_closes_its_names(scores in prop::collection::vec(-9.0f32..9.0, 0..20 * MARKS)) {
            let path = best_path(&scores);
            prop_assert_eq!(path.len(), scores.len() / MARKS);
            let mut before = None;
            for &m in &path {
                prop_assert!(follows(before, Some(m)));
                before = Some(m);
            }
            prop_assert!(follows(before, None));
        }
    }
}
