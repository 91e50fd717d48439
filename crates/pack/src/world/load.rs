//! Reads the tables of `world/` into a [`World`].

use super::{
    Actor, ActorKind, Folding, KnownPerson, KnownPlace, LANGUAGES, Lexicon, Membership, Name,
    NameKind, Office, Term, Validity, World,
};
use crate::{Complaints, Row, Source, Table};
use kroniek_model::Sector;
use std::collections::HashMap;

/// The tables of one kind: `world/KIND.tsv` and all of `world/KIND/`.
pub(super) fn tables(source: &Source, kind: &str) -> Result<Vec<Table>, Complaints> {
    let single = format!("world/{kind}.tsv");
    let mut files = source.list(&format!("world/{kind}"), "tsv");
    if source.bytes(&single).is_some() {
        files.insert(0, single);
    }
    files.iter().map(|f| Table::read(source, f)).collect()
}

/// A sector by the code that tables write.
pub fn sector(text: &str) -> Option<Sector> {
    let all = [
        ("GOV", Sector::Gov),
        ("MIL", Sector::Mil),
        ("LEG", Sector::Leg),
        ("JUD", Sector::Jud),
        ("COP", Sector::Cop),
        ("SPY", Sector::Spy),
        ("MED", Sector::Med),
        ("BUS", Sector::Bus),
        ("OPP", Sector::Opp),
        ("REB", Sector::Reb),
        ("CVL", Sector::Cvl),
    ];
    all.into_iter().find(|(code, _)| *code == text).map(|(_, s)| s)
}

/// The kind of a name row; a form that ends in a hyphen is a prefix whatever the row says.
pub(super) fn name_kind(kind: &str) -> Option<NameKind> {
    Some(match kind {
        "name" => NameKind::Name,
        "acronym" => NameKind::Acronym,
        "adjective" => NameKind::Adjective,
        "inhabitant" => NameKind::Inhabitant,
        "capital" => NameKind::Capital,
        "government" => NameKind::Government,
        "organ" => NameKind::Organ,
        "seat" => NameKind::Seat,
        _ => return None,
    })
}

fn valid(row: &Row) -> Validity {
    Validity::parse(row.get("valid")).unwrap_or(Validity::ALWAYS)
}

impl World {
    /// Reads the tables. What a row says wrongly (an unknown code, a bad date) is left to [`super::check`]: such a
    /// row is passed over, so that one slip does not stop the program.
    ///
    /// # Errors
    /// Complaints about tables that cannot be read at all.
    pub fn load(source: &Source) -> Result<World, Complaints> {
        let mut world = World { folding: Folding::load(source)?, ..World::default() };
        for (kind, actor) in [
            ("states", ActorKind::State),
            ("organisations", ActorKind::Organisation),
            ("groups", ActorKind::Group),
        ] {
            each(source, kind, |row| world.add_actor(row, actor))?;
        }
        each(source, "names", |row| world.add_names(row))?;
        each(source, "name-order", |row| {
            if row.get("order") == "family-first" {
                world.family_first.insert(row.get("code").to_owned());
            }
        })?;
        each(source, "members", |row| world.add_membership(row))?;
        each(source, "offices", |row| world.add_office(row))?;
        let mut people = std::mem::take(&mut world.people);
        each(source, "holders", |row| {
            if let Some(p) = world.holder(row) {
                people.add(p);
            }
        })?;
        each(source, "persons", |row| people.add(person(row)))?;
        people.index(&world.folding);
        world.people = people;
        each(source, "places", |row| world.add_places(row))?;
        world.names.values_mut().for_each(Lexicon::finish);
        world.places.values_mut().for_each(Lexicon::finish);
        Ok(world)
    }

    fn add_actor(&mut self, row: &Row, kind: ActorKind) {
        let name = LANGUAGES.iter().map(|&l| (l, row.get(l).to_owned()));
        let actor = Actor {
            code: row.get("code").to_owned(),
            kind,
            form: row.get("kind").to_owned(),
            seat: row.get("seat").to_owned(),
            valid: valid(row),
            name: name.filter(|(_, n)| !n.is_empty()).collect(),
            sector: sector(row.get("sector")),
            country: row.some("country").map(str::to_owned),
            collective: row.get("kind") == "region",
        };
        let at = *self.by_code.entry(actor.code.clone()).or_insert(self.actors.len());
        if at == self.actors.len() {
            for (lang, name) in actor.name.iter().filter(|_| !actor.is_area()) {
                let all = self.names.entry(lang).or_default();
                all.add(name, plain(at, NameKind::Name, actor.valid));
            }
            self.actors.push(actor);
        }
    }

    fn add_names(&mut self, row: &Row) {
        let (Some(&actor), Some(kind)) =
            (self.by_code.get(row.get("code")), name_kind(row.get("kind")))
        else {
            return;
        };
        let Some(lang) = LANGUAGES.iter().find(|l| **l == row.get("lang")) else { return };
        let all = self.names.entry(lang).or_default();
        let cells = row.get("forms").split('|').map(str::trim).enumerate();
        for (i, form) in cells.filter(|(_, f)| !f.is_empty()) {
            let name = plain(actor, kind, valid(row));
            match form.strip_suffix('-') {
                Some(prefix) => all.add(prefix, Name { kind: NameKind::Prefix, ..name }),
                None if kind == NameKind::Inhabitant => {
                    all.add(form, Name { plural: i % 2 == 1, feminine: i >= 2, ..name });
                }
                None => all.add(form, name),
            }
        }
    }

    fn add_membership(&mut self, row: &Row) {
        self.memberships.push(Membership {
            org: row.get("org").to_owned(),
            state: row.get("state").to_owned(),
            relation: row.some("relation").unwrap_or("member").to_owned(),
            valid: valid(row),
        });
    }

    fn add_office(&mut self, row: &Row) {
        let office = Office {
            id: row.get("id").to_owned(),
            actor: row.get("actor").to_owned(),
            role: row.get("role").to_owned(),
            exclusive: row.some("exclusive").map(str::to_owned),
            en: row.get("en").to_owned(),
            valid: valid(row),
        };
        self.office_by_id.entry(office.id.clone()).or_insert(self.offices.len());
        self.offices.push(office);
    }

    fn holder(&self, row: &Row) -> Option<KnownPerson> {
        let office = self.office(row.get("office"))?;
        let term = Term { office: office.id.clone(), valid: valid(row) };
        let (of, known_as) = (office.actor.clone(), String::new());
        Some(KnownPerson { of, known_as, terms: vec![term], ..person(row) })
    }

    fn add_places(&mut self, row: &Row) {
        for lang in LANGUAGES {
            for form in row.list(lang) {
                let place = KnownPlace {
                    kind: row.get("kind").to_owned(),
                    // Where two states hold a place (a border), the first is taken.
                    country: row.list("country").next().map(str::to_owned),
                };
                self.places.entry(lang).or_default().add(form, place);
            }
        }
    }
}

fn plain(actor: usize, kind: NameKind, valid: Validity) -> Name {
    Name { actor, kind, valid, plural: false, feminine: false }
}

fn person(row: &Row) -> KnownPerson {
    let name = row.get("person").to_owned();
    KnownPerson {
        id: row.some("wikidata").unwrap_or(&name).to_owned(),
        aka: row.list("aka").map(str::to_owned).collect(),
        of: row.get("of").to_owned(),
        gender: row.get("gender").to_owned(),
        sector: sector(row.get("sector")),
        known_as: row.get("office").to_owned(),
        terms: Vec::new(),
        valid: valid(row),
        name,
    }
}

fn each(source: &Source, kind: &str, mut take: impl FnMut(&Row)) -> Result<(), Complaints> {
    for table in tables(source, kind)? {
        table.rows().for_each(|row| take(&row));
    }
    Ok(())
}

/// Names that a table gives, by code, for checks.
pub(super) fn codes(world: &World) -> HashMap<&str, &Actor> {
    world.actors.iter().map(|a| (a.code.as_str(), a)).collect()
}
