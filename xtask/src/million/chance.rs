//! Chance that comes out the same on every machine.

/// A generator of numbers (SplitMix64; Steele and others 2014).
#[derive(Debug, Clone)]
pub struct Chance(u64);

impl Chance {
    /// The same seed gives the same numbers.
    pub fn new(seed: u64) -> Self {
        Chance(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let x = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        x ^ (x >> 31)
    }

    /// A number from 0 up to but not `n`; 0 for 0.
    pub fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.next()) * n as u128) >> 64) as usize
    }

    /// A number from 0 up to but not 1.
    pub fn part(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// True in so many of a hundred cases.
    pub fn percent(&mut self, of: f64) -> bool {
        self.part() * 100.0 < of
    }

    /// One of them.
    pub fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

/// Places of a list, the first drawn most: the nth in proportion to `1 / (n + flat)`.
#[derive(Debug, Clone)]
pub struct Skewed(Vec<f64>);

impl Skewed {
    /// Over `n` places.
    pub fn new(n: usize, flat: f64) -> Self {
        Skewed::by((0..n).map(|i| 1.0 / (i as f64 + flat)))
    }

    /// By weights of at least 0.
    pub fn by(weights: impl Iterator<Item = f64>) -> Self {
        let mut sum = 0.0;
        let sums = weights.map(|w| {
            sum += w;
            sum
        });
        Skewed(sums.collect())
    }

    /// A place.
    pub fn draw(&self, chance: &mut Chance) -> usize {
        let at = chance.part() * self.0.last().copied().unwrap_or_default();
        self.0.partition_point(|sum| *sum <= at).min(self.0.len() - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_is_drawn_most_and_a_seed_repeats() {
        let drawn = |seed| {
            let (mut chance, skewed) = (Chance::new(seed), Skewed::new(100, 1.0));
            (0..2000).map(|_| skewed.draw(&mut chance)).collect::<Vec<_>>()
        };
        let all = drawn(7);
        assert_eq!(all, drawn(7));
        let times = |n| all.iter().filter(|d| **d == n).count();
        assert!(times(0) > 250 && times(0) > 3 * times(9), "{} {}", times(0), times(9));
    }
}
