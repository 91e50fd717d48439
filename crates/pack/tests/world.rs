//! The tables of the world and the words for actors agree with each other.

use kroniek_pack::Source;
use kroniek_pack::world::{ActorWords, Validity, World, check, sector};
use std::collections::BTreeSet;

fn world() -> World {
    World::load(&Source::Embedded).unwrap_or_else(|e| panic!("{e}"))
}

fn dutch() -> ActorWords {
    ActorWords::load(&Source::Embedded, "nl").unwrap_or_else(|e| panic!("{e}"))
}

/// What stands twice in a list.
fn twice<'a>(all: impl Iterator<Item = &'a String>) -> Vec<&'a String> {
    let mut seen = BTreeSet::new();
    all.filter(|word| !seen.insert(word.as_str())).collect()
}

#[test]
fn the_tables_are_without_complaint() {
    let found = check(&Source::Embedded).unwrap_or_else(|e| panic!("{e}"));
    assert!(found.0.is_empty(), "{found}");
}

#[test]
fn words_of_office_and_bodies_name_known_actors_and_sectors() {
    let (world, words) = (world(), dutch());
    let fixed =
        words.offices.iter().flat_map(|o| &o.of).chain(words.bodies.iter().map(|b| &b.country));
    let unknown: Vec<_> = fixed.filter(|c| !c.is_empty() && world.actor(c).is_none()).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
    let sectors =
        words.offices.iter().map(|o| &o.sector).chain(words.bodies.iter().map(|b| &b.sector));
    let unknown: Vec<_> = sectors.filter(|s| !s.is_empty() && sector(s).is_none()).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}

#[test]
fn a_word_of_office_and_a_body_has_one_meaning() {
    let words = dutch();
    let ministers = words.portfolios.iter().flat_map(|p| p.names.iter().chain(&p.compounds));
    let none: [&String; 0] = [];
    assert_eq!(twice(words.offices.iter().flat_map(|o| &o.forms).chain(ministers)), none);
    assert_eq!(twice(words.bodies.iter().flat_map(|b| &b.forms)), none);
}

#[test]
fn membership_and_headship_go_by_date() {
    let world = world();
    let on = |day: &str| Validity::parse(day).unwrap_or(Validity::ALWAYS);
    assert!(world.is("GBR", "member", "@EU", on("2016-06-23")));
    assert!(!world.is("GBR", "member", "@EU", on("2021-06")));
    assert!(world.is("FIN", "member", "@NATO", on("2023-04-04")));
    assert!(!world.is("SWE", "member", "@NATO", on("2023-04-04")));
    assert_eq!(world.members("@BALTIC", on("2021-04")), ["EST", "LVA", "LTU"]);
    assert!(world.actor("@BALTIC").is_some_and(|a| a.collective));
    let head = |org: &str, role: &str, day: &str| {
        world.holders(org, role, on(day)).iter().map(|p| p.name.clone()).collect::<Vec<_>>()
    };
    assert_eq!(head("@NATO", "secretary-general", "2024-06"), ["Jens Stoltenberg"]);
    assert_eq!(head("@EU", "commission-president", "2012"), ["José Manuel Barroso"]);
    assert_eq!(head("~Hamas", "leader", "2024-05-01"), ["Ismail Haniyeh"]);
}
