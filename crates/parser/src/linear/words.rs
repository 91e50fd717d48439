//! Hashes of a word's form, its parts and its shape: what all features are made of.

use super::weights::{hash, mix};

/// A word's hashes.
#[derive(Debug, Clone)]
pub struct Word {
    /// The form.
    pub form: u64,
    /// The form in lower case.
    pub lower: u64,
    /// Its last 1 to 6 characters in lower case (the whole where it is shorter).
    pub suffix: [u64; 6],
    /// Its first 1 to 4 characters in lower case.
    pub prefix: [u64; 4],
    /// Kinds of its characters, runs shortened: `Xx-Xx`.
    pub shape: u64,
}

/// The hashes of a word of up to 60 characters; of a longer one only its ends count.
pub fn word(form: &str) -> Word {
    let lower: Vec<char> = form.chars().take(60).flat_map(char::to_lowercase).collect();
    let of = |part: &[char]| hash(&part.iter().collect::<String>());
    let n = lower.len();
    Word {
        form: hash(form),
        lower: of(&lower),
        suffix: std::array::from_fn(|i| of(&lower[n.saturating_sub(i + 1)..])),
        prefix: std::array::from_fn(|i| of(&lower[..n.min(i + 1)])),
        shape: shape(form),
    }
}

fn shape(form: &str) -> u64 {
    let mut last = (' ', 0);
    form.chars().take(40).fold(7, |h, c| {
        let kind = match c {
            c if c.is_uppercase() => 'X',
            c if c.is_alphabetic() => 'x',
            c if c.is_numeric() => '9',
            c => c,
        };
        last = if last.0 == kind { (kind, last.1 + 1) } else { (kind, 1) };
        if last.1 > 2 { h } else { mix(h, kind as u64) }
    })
}

/// The word at `i`, or a fixed hash outside the sentence.
pub fn at<T>(items: &[T], i: isize, hash: impl Fn(&T) -> u64) -> u64 {
    usize::try_from(i).ok().and_then(|i| items.get(i)).map_or(i.signum() as u64 ^ 77, hash)
}
