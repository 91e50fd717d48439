//! Sparse linear scores: hashed features to weights of classes, and the averaged perceptron that learns them.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Passes on keys that are hashes already.
#[derive(Default)]
pub struct Plain(u64);

impl Hasher for Plain {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, _: &[u8]) {}
    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}

/// Rows by feature.
pub type Rows<T> = HashMap<u64, T, BuildHasherDefault<Plain>>;

/// Mixes two hashes.
pub fn mix(a: u64, b: u64) -> u64 {
    let h = (a.rotate_left(23) ^ b).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    h ^ (h >> 29)
}

/// Hash of a string.
pub fn hash(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

/// Adds the scores of classes for a set of features.
pub trait Score {
    /// Fills `scores` with the sum over `features`.
    fn score(&self, features: &[u64], scores: &mut Vec<f32>);
}

/// Learned weights.
#[derive(Debug, Clone, Default)]
pub struct Weights {
    /// Number of classes.
    pub classes: usize,
    /// For each feature the classes it speaks for or against.
    pub rows: Rows<Box<[(u16, f32)]>>,
}

impl Score for Weights {
    fn score(&self, features: &[u64], scores: &mut Vec<f32>) {
        scores.clear();
        scores.resize(self.classes, 0.0);
        for row in features.iter().filter_map(|f| self.rows.get(f)) {
            for &(class, weight) in row {
                scores[class as usize] += weight;
            }
        }
    }
}

impl Weights {
    /// Writes the weights.
    pub fn write(&self, out: &mut Vec<u8>) {
        out.extend((self.classes as u32).to_le_bytes());
        out.extend((self.rows.len() as u32).to_le_bytes());
        let mut rows: Vec<_> = self.rows.iter().collect();
        rows.sort_by_key(|(key, _)| **key);
        for (key, row) in rows {
            out.extend(key.to_le_bytes());
            out.extend((row.len() as u16).to_le_bytes());
            for (class, weight) in row {
                out.extend(class.to_le_bytes());
                out.extend(weight.to_le_bytes());
            }
        }
    }

    /// Reads what [`Weights::write`] wrote; none if the bytes end too soon.
    pub fn read(bytes: &mut &[u8]) -> Option<Weights> {
        let classes = u32::from_le_bytes(take(bytes)?) as usize;
        let n = u32::from_le_bytes(take(bytes)?) as usize;
        let mut rows = Rows::default();
        rows.reserve(n.min(1 << 24));
        for _ in 0..n {
            let key = u64::from_le_bytes(take(bytes)?);
            let length = u16::from_le_bytes(take(bytes)?);
            let cell = |bytes: &mut &[u8]| {
                let class = u16::from_le_bytes(take(bytes)?);
                let weight = f32::from_le_bytes(take(bytes)?);
                ((class as usize) < classes).then_some((class, weight))
            };
            rows.insert(key, (0..length).map(|_| cell(bytes)).collect::<Option<_>>()?);
        }
        Some(Weights { classes, rows })
    }
}

/// Takes a few bytes off the front.
pub fn take<const N: usize>(bytes: &mut &[u8]) -> Option<[u8; N]> {
    let (head, rest) = bytes.split_first_chunk()?;
    *bytes = rest;
    Some(*head)
}

/// Writes a list of strings.
pub fn write_strings(strings: &[String], out: &mut Vec<u8>) {
    let text = strings.join("\n");
    out.extend((text.len() as u32).to_le_bytes());
    out.extend(text.as_bytes());
}

/// Reads what [`write_strings`] wrote.
pub fn read_strings(bytes: &mut &[u8]) -> Option<Vec<String>> {
    let n = u32::from_le_bytes(take(bytes)?) as usize;
    let (text, rest) = bytes.split_at_checked(n)?;
    *bytes = rest;
    Some(std::str::from_utf8(text).ok()?.split('\n').map(str::to_owned).collect())
}

/// The class with the highest score among those allowed; the first of equals.
pub fn best(scores: &[f32], allowed: impl Fn(usize) -> bool) -> usize {
    let mut best = None;
    for (class, &score) in scores.iter().enumerate() {
        if allowed(class) && best.is_none_or(|(_, s)| score > s) {
            best = Some((class, score));
        }
    }
    best.map_or(0, |(class, _)| class)
}

/// The averaged perceptron (Freund and Schapire 1999; averages kept lazily).
#[cfg(feature = "train")]
pub mod learn {
    use super::*;

    #[derive(Clone, Copy)]
    struct Cell {
        class: u16,
        since: u32,
        weight: f32,
        total: f64,
    }

    /// Weights while they are learned.
    pub struct Perceptron {
        classes: usize,
        rows: Rows<Vec<Cell>>,
        step: u32,
    }

    impl Perceptron {
        /// All weights zero.
        pub fn new(classes: usize) -> Self {
            Perceptron { classes, rows: Rows::default(), step: 1 }
        }

        /// One example: moves weights from `guess` to `gold` where they differ.
        pub fn learn(&mut self, features: &[u64], gold: usize, guess: usize) {
            self.step += 1;
            if gold == guess {
                return;
            }
            for &feature in features {
                let row = self.rows.entry(feature).or_default();
                add(row, gold as u16, 1.0, self.step);
                add(row, guess as u16, -1.0, self.step);
            }
        }

        /// The averaged weights; those of less than `least` are dropped.
        pub fn finish(self, least: f32) -> Weights {
            let step = f64::from(self.step);
            let mut rows = Rows::default();
            for (key, cells) in self.rows {
                let average = |c: &Cell| {
                    let total = c.total + f64::from(c.weight) * f64::from(self.step - c.since);
                    (c.class, (total / step) as f32)
                };
                let row: Box<[_]> =
                    cells.iter().map(average).filter(|(_, w)| w.abs() >= least).collect();
                if !row.is_empty() {
                    rows.insert(key, row);
                }
            }
            Weights { classes: self.classes, rows }
        }
    }

    fn add(row: &mut Vec<Cell>, class: u16, by: f32, step: u32) {
        let at = row.iter().position(|c| c.class == class).unwrap_or_else(|| {
            row.push(Cell { class, since: step, weight: 0.0, total: 0.0 });
            row.len() - 1
        });
        let cell = &mut row[at];
        cell.total += f64::from(cell.weight) * f64::from(step - cell.since);
        cell.since = step;
        cell.weight += by;
    }

    impl Score for Perceptron {
        fn score(&self, features: &[u64], scores: &mut Vec<f32>) {
            scores.clear();
            scores.resize(self.classes, 0.0);
            for row in features.iter().filter_map(|f| self.rows.get(f)) {
                for cell in row {
                    scores[cell.class as usize] += cell.weight;
                }
            }
        }
    }
}
