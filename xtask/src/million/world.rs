//! Who there is in a synthetic record, what they do, and the words that it is told in. Nothing of it means anything:
//! it is as skewed as news is, and as long.

use super::chance::{Chance, Skewed};
use anyhow::{Result, anyhow};
use kroniek_model::EventType;
use kroniek_pack::{Source, ontology::Ontology};

/// States, organisations and groups.
const ACTORS: usize = 450;
/// Takes the edge off the skew, so that the busiest actor is in about 10 % of the events.
const FLAT: f64 = 4.5;
/// Persons known of an actor.
const PERSONS: usize = 12;
/// Others that an actor mostly has to do with.
const CIRCLE: usize = 12;
/// Different words.
const WORDS: usize = 50_000;
const PLACES: usize = 3000;

/// How often each reading type is read in hundred events, from readings of newspapers.
const TYPES: &[(EventType, f64)] = &[
    (EventType::Consult, 26.0),
    (EventType::Accuse, 14.0),
    (EventType::Sanction, 10.0),
    (EventType::Assault, 8.0),
    (EventType::Agree, 8.0),
    (EventType::Request, 7.0),
    (EventType::Support, 7.0),
    (EventType::Reject, 5.0),
    (EventType::Coerce, 5.0),
    (EventType::Threaten, 4.0),
    (EventType::Aid, 3.0),
    (EventType::Cooperate, 2.5),
    (EventType::Concede, 2.0),
    (EventType::Retreat, 1.5),
    (EventType::Mobilize, 1.5),
    (EventType::Protest, 1.5),
];

/// All that events are made of.
pub struct World {
    /// Codes, the busiest first.
    pub actors: Vec<String>,
    busy: Skewed,
    circles: Vec<Vec<usize>>,
    near: Skewed,
    /// Names of the persons of each actor, the best known first.
    pub persons: Vec<Vec<String>>,
    known: Skewed,
    /// Places with the actor that they lie in.
    pub places: Vec<(String, usize)>,
    /// Words, the most frequent first.
    pub words: Vec<String>,
    often: Skewed,
    /// Kinds with their reading type.
    kinds: Vec<(String, EventType)>,
    usual: Skewed,
    /// The tables that codes come from.
    pub ontology: Ontology,
}

impl World {
    /// The same world always.
    ///
    /// # Errors
    /// The ontology tables have faults.
    pub fn new() -> Result<Self> {
        let mut chance = Chance::new(1);
        let ontology = Ontology::load(&Source::Embedded).map_err(|c| anyhow!("{c}"))?;
        let kinds: Vec<(String, EventType)> = ontology
            .kinds()
            .into_iter()
            .filter_map(|k| Some((k.to_owned(), ontology.kind(k)?.event_type)))
            .collect();
        let usual = Skewed::by(kinds.iter().map(|k| weight(&kinds, k.1)));
        let busy = Skewed::new(ACTORS, FLAT);
        let circle = |chance: &mut Chance| (0..CIRCLE).map(|_| busy.draw(chance)).collect();
        let name = |chance: &mut Chance| format!("{} {}", capital(chance, 2), capital(chance, 3));
        Ok(World {
            actors: (0..ACTORS).map(code).collect(),
            circles: (0..ACTORS).map(|_| circle(&mut chance)).collect(),
            near: Skewed::new(CIRCLE, 1.0),
            persons: (0..ACTORS)
                .map(|_| (0..PERSONS).map(|_| name(&mut chance)).collect())
                .collect(),
            known: Skewed::new(PERSONS, 1.0),
            places: (0..PLACES)
                .map(|_| (capital(&mut chance, 3), busy.draw(&mut chance)))
                .collect(),
            words: (0..WORDS).map(|n| word(&mut chance, (n + 10).ilog10() as usize)).collect(),
            often: Skewed::new(WORDS, 1.5),
            busy,
            kinds,
            usual,
            ontology,
        })
    }

    /// An actor.
    pub fn actor(&self, chance: &mut Chance) -> usize {
        self.busy.draw(chance)
    }

    /// With whom an actor has to do: mostly somebody of his circle.
    pub fn partner(&self, chance: &mut Chance, of: usize) -> usize {
        match chance.percent(60.0) {
            true => self.circles[of][self.near.draw(chance)],
            false => self.busy.draw(chance),
        }
    }

    /// The place in its list of a person of an actor.
    pub fn person(&self, chance: &mut Chance) -> usize {
        self.known.draw(chance)
    }

    /// A word as often as its place in the list says.
    pub fn word(&self, chance: &mut Chance) -> &str {
        &self.words[self.often.draw(chance)]
    }

    /// A kind and its reading type.
    pub fn kind(&self, chance: &mut Chance) -> &(String, EventType) {
        &self.kinds[self.usual.draw(chance)]
    }
}

/// The share of one of the kinds of a type.
fn weight(kinds: &[(String, EventType)], of: EventType) -> f64 {
    let all = TYPES.iter().find(|t| t.0 == of).map_or(1.0, |t| t.1);
    all / kinds.iter().filter(|k| k.1 == of).count().max(1) as f64
}

/// Three letters; of the later ones some are organisations and groups.
fn code(n: usize) -> String {
    let letter = |n: usize| char::from(b'A' + (n % 26) as u8);
    let three: String = [n / 26, n, n * 7 + n / 26].map(letter).iter().collect();
    match n % 9 {
        4 => format!("@{three}{}", letter(n / 3)),
        7 => format!("~{three}{}", letter(n / 3)),
        _ => three,
    }
}

fn word(chance: &mut Chance, syllables: usize) -> String {
    let first = ["b", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "w", "st"];
    let second = ["a", "e", "i", "o", "u", "aa", "ee", "ij", "oe", "an", "en", "er", "in", "or"];
    (0..syllables).map(|_| format!("{}{}", chance.one(&first), chance.one(&second))).collect()
}

fn capital(chance: &mut Chance, syllables: usize) -> String {
    let small = word(chance, syllables);
    let (first, rest) = small.split_at(1);
    first.to_uppercase() + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_busiest_is_in_a_tenth_of_the_events_and_codes_differ() {
        let world = World::new().expect("world");
        let mut chance = Chance::new(3);
        let of = |chance: &mut Chance| {
            let a = world.actor(chance);
            a == 0 || world.partner(chance, a) == 0
        };
        let busy = (0..20_000).filter(|_| of(&mut chance)).count();
        assert!((1500..2700).contains(&busy), "{busy}");
        let codes: std::collections::BTreeSet<_> = world.actors.iter().collect();
        assert_eq!(codes.len(), ACTORS);
    }
}
