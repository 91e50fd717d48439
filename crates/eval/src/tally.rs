//! Counts and the figures made of them.

use serde::Serialize;
use std::collections::HashMap;

/// Counts by name.
#[derive(Debug, Default)]
pub struct Tally(HashMap<String, usize>);

/// Precision, recall and F1 with what they were counted over.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Figure {
    /// Share of what was predicted that is right.
    pub precision: f64,
    /// Share of gold that was found.
    pub recall: f64,
    /// Their harmonic mean.
    pub f1: f64,
    /// Items in gold.
    pub gold: usize,
    /// Items predicted.
    pub predicted: usize,
}

impl Tally {
    /// Adds to a count.
    pub fn add(&mut self, name: &str, n: usize) {
        *self.0.entry(name.to_owned()).or_default() += n;
    }

    /// Adds one where it is so.
    pub fn mark(&mut self, name: &str, so: bool) {
        self.add(name, usize::from(so));
    }

    fn get(&self, name: &str) -> usize {
        self.0.get(name).copied().unwrap_or(0)
    }

    /// The figure over `NAME_tp`, `NAME_pred`, `NAME_hit` and `NAME_gold`.
    pub fn figure(&self, name: &str) -> Figure {
        let n = |suffix: &str| self.get(&format!("{name}_{suffix}"));
        let share = |a: usize, b: usize| if b == 0 { 0.0 } else { a as f64 / b as f64 };
        let (p, r) = (share(n("tp"), n("pred")), share(n("hit"), n("gold")));
        let f1 = if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 };
        Figure {
            precision: round4(p),
            recall: round4(r),
            f1: round4(f1),
            gold: n("gold"),
            predicted: n("pred"),
        }
    }

    /// The share `NAME_ok` of `NAME_of`; `None` where there was nothing to ask.
    pub fn share(&self, name: &str) -> Option<f64> {
        let of = self.get(&format!("{name}_of"));
        (of > 0).then(|| round4(self.get(&format!("{name}_ok")) as f64 / of as f64))
    }
}

/// Four decimals, the nearest to the exact binary value and a tie to the even one, as the scorer's language rounds.
fn round4(x: f64) -> f64 {
    format!("{x:.4}").parse().unwrap_or(x)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_go_to_the_even_digit() {
        assert_eq!(round4(0.28125), 0.2812);
        assert_eq!(round4(0.09375), 0.0938);
        assert_eq!(round4(2.0 / 3.0), 0.6667);
    }
}
