//! Names as tags: begin, inside, end, single, outside (BIOES) for each type.

use super::tagger;
use super::weights::Score;
use super::words::Word;
use kroniek_model::{EntityTag, EntityType};

/// Types in class order.
const TYPES: [EntityType; 4] =
    [EntityType::Person, EntityType::Location, EntityType::Organisation, EntityType::Other];

/// Number of classes: outside, and begin, inside, end, single of each type.
#[cfg(feature = "train")]
pub const CLASSES: usize = 1 + 4 * TYPES.len();

/// Place in a name (0 begin, 1 inside, 2 end, 3 single) and type of a class other than 0.
fn parts(class: usize) -> Option<(usize, usize)> {
    let n = class.checked_sub(1)?;
    Some((n % 4, n / 4))
}

/// Whether a class may follow another.
fn allowed(last: Option<usize>, class: usize) -> bool {
    let open = last.and_then(parts).filter(|&(place, _)| place < 2).map(|(_, kind)| kind);
    match (open, parts(class)) {
        (Some(kind), Some((1 | 2, k))) => k == kind,
        (Some(_), _) => false,
        (None, Some((1 | 2, _))) => false,
        (None, _) => true,
    }
}

/// The names of a sentence.
pub fn tag(weights: &impl Score, words: &[Word]) -> Vec<Option<EntityTag>> {
    let entity = |class| {
        let (place, kind) = parts(class)?;
        Some(EntityTag { kind: TYPES[kind], first: matches!(place, 0 | 3) })
    };
    tagger::tag(weights, words, allowed).into_iter().map(entity).collect()
}

/// The classes of a sentence's gold names.
#[cfg(feature = "train")]
pub fn classes(gold: &[Option<EntityTag>]) -> Vec<usize> {
    let class = |i: usize| {
        let Some(tag) = gold[i] else { return 0 };
        let last = !matches!(gold.get(i + 1), Some(Some(next)) if !next.first);
        let place = match (tag.first, last) {
            (true, false) => 0,
            (false, false) => 1,
            (false, true) => 2,
            (true, true) => 3,
        };
        1 + 4 * TYPES.iter().position(|&t| t == tag.kind).unwrap_or(3) + place
    };
    (0..gold.len()).map(class).collect()
}
