//! The world: states, organisations and groups with their names, offices and who held them, people, places.

mod check;
mod fold;
mod lexicon;
mod load;
mod mojibake;
mod people;
mod validity;
mod words;

pub use check::check;
pub use fold::{FOLDING, FoldedName, Folding};
pub use lexicon::{Lexicon, surface_key};
pub use load::sector;
pub use people::{KnownPerson, People, Term};
pub use validity::Validity;
pub(crate) use words::titles;
pub use words::{
    ActorWords, Body, Counts, Description, Honorific, Kin, OfficePattern, OfficePrefix, OfficeWord,
    Portfolio, Pronoun, Reference, Refers,
};

use kroniek_model::Sector;
use std::collections::{HashMap, HashSet};

/// What kind of actor a code stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ActorKind {
    /// A state or territory.
    State,
    /// An international organisation.
    Organisation,
    /// An armed or political group.
    Group,
}

/// An actor that has a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// ISO 3166-1 alpha-3, `@NATO` or `~Hamas`.
    pub code: String,
    /// What it is.
    pub kind: ActorKind,
    /// Form of an organisation (`court`, `alliance`); empty for others.
    pub form: String,
    /// City in which an organisation sits, in Dutch; empty where there is none.
    pub seat: String,
    /// When it exists.
    pub valid: Validity,
    /// Usual names by language (`nl`, `en`).
    pub name: HashMap<&'static str, String>,
    /// Sector of a group.
    pub sector: Option<Sector>,
    /// State that a group belongs to.
    pub country: Option<String>,
    /// Whether the name means the states of a region together ("de Baltische staten"), who act rather than it.
    pub collective: bool,
}

impl Actor {
    /// Whether it is a part of the world that only adjectives tell of ("het West-Afrikaanse land"), never an actor.
    pub fn is_area(&self) -> bool {
        self.form == "area"
    }
}

/// What a name is to the actor it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NameKind {
    /// A full name or a shortened one.
    Name,
    /// An acronym.
    Acronym,
    /// An adjective ("Russische").
    Adjective,
    /// The first part of a compound, without its hyphen ("EU-").
    Prefix,
    /// A person of it ("Rus", "Russen").
    Inhabitant,
    /// The city in which its government sits.
    Capital,
    /// A building or seat that means its government.
    Government,
    /// A part of an organisation that acts for the whole.
    Organ,
    /// A city that means the organisation.
    Seat,
}

/// One name of one actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Name {
    /// Index of the actor in [`World::actors`].
    pub actor: usize,
    /// What it is to the actor.
    pub kind: NameKind,
    /// When it is in use.
    pub valid: Validity,
    /// For inhabitants: whether the form means several.
    pub plural: bool,
    /// For inhabitants: whether the form means a woman or women.
    pub feminine: bool,
}

/// An office of an actor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Office {
    /// Identifier (`RUS.president`).
    pub id: String,
    /// Code of the actor.
    pub actor: String,
    /// Role (`head-of-state`).
    pub role: String,
    /// Group of offices that one person cannot hold together.
    pub exclusive: Option<String>,
    /// The office in English.
    pub en: String,
    /// When it exists.
    pub valid: Validity,
}

/// A place that news names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownPlace {
    /// `city`, `region`, `island`, `sea`, `river`, `mountain`, `site`.
    pub kind: String,
    /// Code of the state it lies in; `None` for seas.
    pub country: Option<String>,
}

/// A state's part in an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    /// Code of the organisation.
    pub org: String,
    /// Code of the state.
    pub state: String,
    /// `member`, `candidate`, `observer`, `partner`.
    pub relation: String,
    /// When.
    pub valid: Validity,
}

/// The tables of `world/`, compiled for look-up.
#[derive(Debug, Clone, Default)]
pub struct World {
    /// States, organisations and groups.
    pub actors: Vec<Actor>,
    by_code: HashMap<String, usize>,
    names: HashMap<&'static str, Lexicon<Name>>,
    /// Offices.
    pub offices: Vec<Office>,
    office_by_id: HashMap<String, usize>,
    /// Known political persons, their terms in office among it.
    pub people: People,
    places: HashMap<&'static str, Lexicon<KnownPlace>>,
    /// Who belongs to which organisation.
    pub memberships: Vec<Membership>,
    family_first: HashSet<String>,
    /// How spellings of a name are made equal.
    pub folding: Folding,
}

/// The languages that names are given in.
pub const LANGUAGES: [&str; 2] = ["nl", "en"];

impl World {
    /// The actor of a code.
    pub fn actor(&self, code: &str) -> Option<&Actor> {
        self.by_code.get(code).map(|&i| &self.actors[i])
    }

    /// The place of a code's actor in [`World::actors`].
    pub fn index(&self, code: &str) -> Option<usize> {
        self.by_code.get(code).copied()
    }

    /// The names of actors in a language (`nl`, `en`).
    pub fn names(&self, lang: &str) -> Option<&Lexicon<Name>> {
        self.names.get(lang)
    }

    /// The names of places in a language.
    pub fn places(&self, lang: &str) -> Option<&Lexicon<KnownPlace>> {
        self.places.get(lang)
    }

    /// The office of an identifier.
    pub fn office(&self, id: &str) -> Option<&Office> {
        self.office_by_id.get(id).map(|&i| &self.offices[i])
    }

    /// Whether a state stands in a relation (`member`) to an organisation at some day of an interval.
    pub fn is(&self, state: &str, relation: &str, org: &str, at: Validity) -> bool {
        self.memberships.iter().any(|m| {
            m.state == state && m.org == org && m.relation == relation && m.valid.meets(at)
        })
    }

    /// The members of an organisation at some day of an interval, in table order.
    pub fn members(&self, org: &str, at: Validity) -> Vec<&str> {
        let of = |m: &&Membership| m.org == org && m.relation == "member" && m.valid.meets(at);
        self.memberships.iter().filter(of).map(|m| m.state.as_str()).collect()
    }

    /// States that have an office with a role (`monarch`) at some day of an interval.
    pub fn states_with(&self, role: &str, at: Validity) -> Vec<&str> {
        let has = |o: &&Office| o.role == role && o.valid.meets(at);
        self.offices.iter().filter(has).map(|o| o.actor.as_str()).collect()
    }

    /// Whether the people of a state are called by the first word of their name.
    pub fn is_family_first(&self, code: &str) -> bool {
        self.family_first.contains(code)
    }

    /// Who held an office of an actor with a role at some day of an interval, the latest first.
    pub fn holders(&self, actor: &str, role: &str, at: Validity) -> Vec<&KnownPerson> {
        let mut found: Vec<(i32, &KnownPerson)> = Vec::new();
        for office in self.offices.iter().filter(|o| o.actor == actor && o.role == role) {
            found.extend(self.people.holders(&office.id, at));
        }
        found.sort_by_key(|(from, p)| (std::cmp::Reverse(*from), p.name.clone()));
        found.into_iter().map(|(_, p)| p).collect()
    }
}
