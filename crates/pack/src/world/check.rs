//! What is wrong with the tables of `world/`: wrong facts are worse than missing ones.

use super::load::{self, tables};
use super::{Validity, World};
use crate::{Complaint, Complaints, Row, Source, Table};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Checks the tables of `world/`: codes and identifiers used twice or not known, dates that are none, two holders of
/// one office at a time, one person in two offices that exclude each other, names that fold to nothing.
///
/// # Errors
/// Complaints about tables that cannot be read at all.
pub fn check(source: &Source) -> Result<Complaints, Complaints> {
    let world = World::load(source)?;
    let mut found = Complaints::default();
    let actors =
        [tables(source, "states")?, tables(source, "organisations")?, tables(source, "groups")?]
            .concat();
    let all = |kind: &str| tables(source, kind);
    once(&actors, "code", &mut found);
    once(&actors, "wikidata", &mut found);
    once(&all("offices")?, "id", &mut found);
    for kind in ["states", "organisations", "groups", "names", "members", "offices", "holders"] {
        dates(&all(kind)?, &mut found);
    }
    known(&world, &all("names")?, "code", &mut found);
    known(&world, &all("members")?, "org", &mut found);
    known(&world, &all("members")?, "state", &mut found);
    known(&world, &all("offices")?, "actor", &mut found);
    known(&world, &all("persons")?, "of", &mut found);
    known(&world, &all("places")?, "country", &mut found);
    kinds(&all("names")?, &mut found);
    let holders = all("holders")?;
    offices(&world, &holders, &mut found);
    folds(&world, &holders, &mut found);
    folds(&world, &all("persons")?, &mut found);
    terms(&world, &holders, &mut found);
    found.0.sort();
    Ok(found)
}

fn rows(tables: &[Table]) -> impl Iterator<Item = Row<'_>> {
    tables.iter().flat_map(Table::rows)
}

fn once(tables: &[Table], column: &str, found: &mut Complaints) {
    let mut seen: HashMap<&str, Complaint> = HashMap::new();
    for row in rows(tables) {
        let Some(value) = row.some(column) else { continue };
        match seen.get(value) {
            Some(first) => {
                let message =
                    format!("{column} `{value}` stands at {}:{} too", first.file, first.line);
                found.0.push(row.complaint(message));
            }
            None => _ = seen.insert(value, row.complaint("")),
        }
    }
}

fn dates(tables: &[Table], found: &mut Complaints) {
    for row in rows(tables) {
        if let Err(message) = Validity::parse(row.get("valid")) {
            found.0.push(row.complaint(message));
        }
    }
}

fn known(world: &World, tables: &[Table], column: &str, found: &mut Complaints) {
    let codes = load::codes(world);
    for row in rows(tables) {
        if let Some(code) = row.list(column).find(|c| !codes.contains_key(c)) {
            found.0.push(
                row.complaint(format!("{column} `{code}` is no state, organisation or group")),
            );
        }
    }
}

fn kinds(tables: &[Table], found: &mut Complaints) {
    for row in rows(tables) {
        if load::name_kind(row.get("kind")).is_none() {
            found.0.push(row.complaint(format!("`{}` is no kind of name", row.get("kind"))));
        }
        if row.list("forms").next().is_none() {
            found.0.push(row.complaint("no form"));
        }
    }
}

fn offices(world: &World, tables: &[Table], found: &mut Complaints) {
    for row in rows(tables) {
        if world.office(row.get("office")).is_none() {
            found.0.push(row.complaint(format!("office `{}` is not known", row.get("office"))));
        }
        if !matches!(row.get("gender"), "" | "m" | "f") {
            found
                .0
                .push(row.complaint(format!("gender `{}` is neither m nor f", row.get("gender"))));
        }
    }
}

fn folds(world: &World, tables: &[Table], found: &mut Complaints) {
    for row in rows(tables) {
        if world.folding.name(row.get("person")).is_empty() {
            found.0.push(row.complaint(format!("`{}` folds to nothing", row.get("person"))));
        }
    }
}

/// A row of holders, with what is compared.
struct Held<'a> {
    row: Row<'a>,
    valid: Validity,
}

/// Two in one office, or one in two that exclude each other.
fn terms(world: &World, tables: &[Table], found: &mut Complaints) {
    let mut by_office: BTreeMap<&str, Vec<Held>> = BTreeMap::new();
    let mut by_group: BTreeMap<(&str, &str), Vec<Held>> = BTreeMap::new();
    for row in rows(tables) {
        let Ok(valid) = Validity::parse(row.get("valid")) else { continue };
        by_office.entry(row.get("office")).or_default().push(Held { row, valid });
        let group = world.office(row.get("office")).and_then(|o| o.exclusive.as_deref());
        if let Some(group) = group {
            by_group.entry((group, row.get("person"))).or_default().push(Held { row, valid });
        }
    }
    let shared: HashSet<&str> =
        world.offices.iter().filter(|o| is_shared(&o.role)).map(|o| o.id.as_str()).collect();
    for (office, held) in by_office.iter().filter(|(o, _)| !shared.contains(**o)) {
        clashes(held, found, |a, b| {
            format!("{office}: {} and {} at one time", a.row.get("person"), b.row.get("person"))
        });
    }
    for ((group, person), held) in &by_group {
        clashes(held, found, |a, b| {
            format!("{person} holds {} and {} ({group})", a.row.get("office"), b.row.get("office"))
        });
    }
}

/// Offices that several hold together.
fn is_shared(role: &str) -> bool {
    let shared = [
        "presidency",
        "captain-regent",
        "co-prince",
        "ambassador",
        "spokesman",
        "deputy-head-of-government",
    ];
    shared.contains(&role)
}

fn clashes(held: &[Held], found: &mut Complaints, message: impl Fn(&Held, &Held) -> String) {
    for (i, b) in held.iter().enumerate() {
        for a in &held[..i] {
            let differs = a.row.get("person") != b.row.get("person")
                || a.row.get("office") != b.row.get("office");
            if differs && a.valid.overlaps(b.valid) {
                found.0.push(b.row.complaint(message(a, b)));
            }
        }
    }
}
