//! Sentences too long to be scored pair by pair are cut at punctuation and joined again.

use super::Annotation;

/// The longest sentence, in words, that is parsed in one piece: every pair of its words is scored.
pub const LONGEST_SENTENCE: usize = 160;

/// The pieces of a sentence, each at most [`LONGEST_SENTENCE`] long, cut after the last punctuation in the second half
/// of what fits; where there is none, at the very length.
pub fn pieces<'a, 's>(sentence: &'a [&'s str]) -> impl Iterator<Item = &'a [&'s str]> {
    let mut rest = Some(sentence);
    std::iter::from_fn(move || {
        let all = rest?;
        if all.len() <= LONGEST_SENTENCE {
            rest = None;
            return Some(all);
        }
        let stop = |form: &&str| form.chars().all(|c| c.is_ascii_punctuation());
        let half = LONGEST_SENTENCE / 2;
        let last = all[half..LONGEST_SENTENCE].iter().rposition(stop);
        let (piece, left) = all.split_at(last.map_or(LONGEST_SENTENCE, |i| half + i + 1));
        rest = Some(left);
        Some(piece)
    })
}

/// One sentence of its pieces' words: later roots hang on the first.
pub fn join(pieces: impl Iterator<Item = Vec<Annotation>>) -> Vec<Annotation> {
    let mut out: Vec<Annotation> = Vec::new();
    for piece in pieces {
        if out.is_empty() {
            out = piece;
            continue;
        }
        let shift = out.len() as u32;
        let root = out.iter().position(|a| a.head == 0).unwrap_or(0) as u32 + 1;
        out.extend(piece.into_iter().map(|mut word| {
            if word.head == 0 {
                (word.head, word.deprel) = (root, "parataxis".into());
            } else {
                word.head += shift;
            }
            word
        }));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn cuts_fall_behind_punctuation() {
        let mut words = vec!["woord"; 300];
        words[100] = ",";
        let lengths: Vec<usize> = pieces(&words).map(<[&str]>::len).collect();
        assert_eq!(lengths, [101, 160, 39]);
    }

    proptest! {
        #[test]
        fn pieces_add_up(words in prop::collection::vec(prop::sample::select(vec!["a", ",", "b", "."]), 0..1000)) {
            let parts: Vec<&[&str]> = pieces(&words).collect();
            prop_assert!(parts.iter().all(|p| p.len() <= LONGEST_SENTENCE));
            prop_assert_eq!(parts.concat(), words);
        }
    }
}
