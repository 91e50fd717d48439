//! Greedy tagging from left to right: part of speech with features, and names.

use super::weights::{Score, best, mix};
use super::words::{Word, at};

/// Features of the token at `i` given the classes chosen so far.
fn features(words: &[Word], classes: &[usize], i: usize, out: &mut Vec<u64>) {
    out.clear();
    let p = i as isize;
    let (w, lower) = (&words[i], |d: isize| at(words, p + d, |w| w.lower));
    let class = |d: isize| at(classes, p - d, |&c| c as u64 + 1000);
    let mut id = 0;
    let mut add = |a: u64, b: u64| {
        id += 1;
        out.push(mix(mix(id, a), b));
    };
    add(0, 0);
    add(w.form, 0);
    add(w.lower, 0);
    w.suffix.iter().for_each(|&s| add(s, 0));
    w.prefix.iter().for_each(|&s| add(s, 0));
    add(w.shape, u64::from(i == 0));
    add(w.shape, w.suffix[2]);
    for d in [-2, -1, 1, 2] {
        add(lower(d), 0);
        add(at(words, p + d, |w| w.suffix[2]), 0);
        add(at(words, p + d, |w| w.shape), w.shape);
    }
    add(lower(-1), w.lower);
    add(lower(1), w.lower);
    add(lower(-1), lower(1));
    add(class(1), 0);
    add(class(1), class(2));
    add(class(1), w.lower);
    add(class(1), w.suffix[2]);
    add(class(1), lower(1));
    add(mix(class(1), class(2)), w.lower);
    add(class(2), lower(-1));
    add(class(1), at(words, p + 1, |w| w.suffix[2]));
    add(class(1), w.shape);
}

/// Tags a sentence; `allowed(previous, class)` bars classes by the one before.
pub fn tag(
    weights: &impl Score,
    words: &[Word],
    allowed: impl Fn(Option<usize>, usize) -> bool,
) -> Vec<usize> {
    let (mut classes, mut found, mut scores) = (Vec::new(), Vec::new(), Vec::new());
    for i in 0..words.len() {
        features(words, &classes, i, &mut found);
        weights.score(&found, &mut scores);
        let last = classes.last().copied();
        classes.push(best(&scores, |c| allowed(last, c)));
    }
    classes
}

/// Learns from a sentence with its own guesses as context.
#[cfg(feature = "train")]
pub fn learn(
    weights: &mut super::weights::learn::Perceptron,
    words: &[Word],
    gold: &[usize],
) -> usize {
    let (mut classes, mut found, mut scores) = (Vec::new(), Vec::new(), Vec::new());
    for (i, &right) in gold.iter().enumerate() {
        features(words, &classes, i, &mut found);
        weights.score(&found, &mut scores);
        let guess = best(&scores, |_| true);
        weights.learn(&found, right, guess);
        classes.push(guess);
    }
    classes.iter().zip(gold).filter(|(a, b)| a == b).count()
}
