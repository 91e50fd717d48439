//! A language's words for actors: offices, bodies of state, pronouns and descriptions.

use crate::{Complaint, Complaints, Source, read_toml};
use serde::Deserialize;
use std::collections::{HashMap, HashSet};

/// A word of office (`offices.toml`).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfficeWord {
    /// Dictionary form.
    pub lemma: String,
    /// Singular and plural forms, of one or more words.
    pub forms: Vec<String>,
    /// Role of world offices, or a wider class; empty where none.
    #[serde(default)]
    pub role: String,
    /// The office in English.
    pub en: String,
    /// Sector code; empty where it is that of whom he leads.
    #[serde(default)]
    pub sector: String,
    /// `m`, `f` or empty.
    #[serde(default)]
    pub gender: String,
    /// Actors that the word itself names.
    #[serde(default)]
    pub of: Vec<String>,
}

/// What a minister is minister of.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Portfolio {
    /// Dictionary form.
    pub lemma: String,
    /// Names after "minister van".
    pub names: Vec<String>,
    /// One-word forms.
    #[serde(default)]
    pub compounds: Vec<String>,
    /// Role of the minister.
    pub role: String,
    /// The minister in English.
    pub en: String,
    /// Sector code.
    #[serde(default)]
    pub sector: String,
}

/// Head, preposition and portfolio ("minister van Defensie").
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfficePattern {
    /// Words that begin it.
    pub heads: Vec<String>,
    /// Prepositions between.
    pub prepositions: Vec<String>,
    /// Role; empty: the portfolio's.
    #[serde(default)]
    pub role: String,
    /// English, `%` for the portfolio's without its last word.
    pub en: String,
}

/// Words that change an office's time or weight.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfficePrefix {
    /// `former`, `then`, `outgoing`, `acting`, `elect`, ...
    pub means: String,
    /// Words, and first parts ending in a hyphen.
    pub forms: Vec<String>,
}

/// People known by their relation to another.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kin {
    /// The words.
    pub forms: Vec<String>,
    /// `m` or `f`.
    pub gender: String,
}

/// Courtesy titles.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Honorific {
    /// The words.
    pub forms: Vec<String>,
    /// `m`, `f` or empty.
    #[serde(default)]
    pub gender: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Offices {
    office: Vec<OfficeWord>,
    portfolio: Vec<Portfolio>,
    pattern: Vec<OfficePattern>,
    prefix: Vec<OfficePrefix>,
    counterpart: Vec<String>,
    #[serde(default)]
    successor: Vec<String>,
    #[serde(default)]
    predecessor: Vec<String>,
    #[serde(default)]
    kin: Vec<Kin>,
    #[serde(default)]
    honorific: Vec<Honorific>,
}

/// Nouns and names that stand for a part of a state (`bodies.toml`).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Body {
    /// Singular and plural forms.
    pub forms: Vec<String>,
    /// Sector code.
    #[serde(default)]
    pub sector: String,
    /// Code of the actor, where the name fixes it.
    #[serde(default)]
    pub country: String,
    /// Whether the bare definite noun means the state in focus.
    #[serde(default)]
    pub definite_means_state: bool,
    /// Whether the noun does so without an article too ("betogers", "agenten"): who is meant is of the country told of.
    #[serde(default)]
    pub bare_means_state: bool,
    /// In English.
    pub en: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Bodies {
    body: Vec<Body>,
}

/// A pronoun and what it may stand for (`reference.toml`).
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Pronoun {
    /// The forms.
    pub forms: Vec<String>,
    /// `m`, `f`, `n` or empty.
    pub gender: String,
    /// `sing`, `plur` or empty where the form may be either.
    pub number: String,
    /// Whether it may be a subject.
    pub subject: bool,
    /// Whether it may be an object or follow a preposition.
    pub object: bool,
    /// Whether it may be a possessor.
    pub possessive: bool,
    /// Whether it may stand for a state or organisation too.
    pub thing: bool,
    /// Means the last named.
    pub last: bool,
    /// Means the first of two named.
    pub first: bool,
    /// Only as the subject that opens a sentence.
    pub opening: bool,
}

/// What a description refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Refers {
    /// A state.
    State,
    /// A person.
    Person,
    /// An international organisation.
    Organisation,
    /// An armed or political group.
    Group,
    /// Any actor.
    Any,
}

/// A common noun that refers to an actor told of before (`reference.toml`).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Description {
    /// The forms.
    pub forms: Vec<String>,
    /// What it may refer to.
    pub refers: Refers,
    /// `sing` or `plur`.
    pub number: String,
    /// `other`, `ally`, `member`, `host`, `guest`, `office` or empty.
    #[serde(default)]
    pub relation: String,
    /// `m`, `f` or empty.
    #[serde(default)]
    pub gender: String,
    /// Roles that the person must have one of; empty: any.
    #[serde(default)]
    pub roles: Vec<String>,
    /// Form that the organisation must have (`court`); empty: any.
    #[serde(default)]
    pub form: String,
    /// Codes of states, or of organisations whose members it must be one of; empty: any.
    #[serde(default)]
    pub among: Vec<String>,
    /// Role that an office of the state must have (`monarch` of a kingdom); empty: any.
    #[serde(default)]
    pub office: String,
    /// How many it means.
    #[serde(default)]
    pub count: Option<usize>,
}

/// Number words and what they count.
pub type Counts = HashMap<String, usize>;

/// States of outlets.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outlet {
    /// Code of the state.
    pub state: String,
    /// Parts of the outlet's name or address.
    pub marks: Vec<String>,
}

/// What shows that a name of a state is no actor.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct NotActor {
    /// Words after it.
    pub after: Vec<String>,
    /// Words before it.
    pub before: Vec<String>,
    /// Prepositions of other languages within names ("University of Washington").
    pub joints: Vec<String>,
    /// Nouns of sport.
    pub sport: Vec<String>,
    /// Words that make a sentence one of sport.
    pub sport_context: Vec<String>,
    /// Roles whose bearers are no political persons.
    pub bystander_roles: Vec<String>,
    /// Roles whose bearers are political persons only where the report says of which state.
    pub private_roles: Vec<String>,
}

/// Words of reference (`reference.toml`).
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Reference {
    /// Endings that make a name a possessor.
    pub possessive: Vec<String>,
    /// Roles that a wider word of office takes in ("leader").
    pub wider: HashMap<String, Vec<String>>,
    /// Words that bring an example of those just told of ("onder wie").
    pub examples: Vec<String>,
    /// Small words within names.
    pub name_particles: Vec<String>,
    /// Small first parts of names, with their hyphen.
    pub name_prefixes: Vec<String>,
    /// Definite determiners.
    pub definite: Vec<String>,
    /// Indefinite determiners.
    pub indefinite: Vec<String>,
    /// Those of them that say there is none.
    pub none: Vec<String>,
    /// Both of two.
    pub both: Vec<String>,
    /// Other than the one in focus.
    pub other: Vec<String>,
    /// Of the outlet's state.
    pub own: Vec<String>,
    /// States of outlets, the default first.
    pub outlets: Vec<Outlet>,
    /// Prepositions that say whose an office or body is.
    pub of_whom: Vec<String>,
    /// Prepositions that say whence a body is.
    pub from_where: Vec<String>,
    /// Prepositions before whom somebody acts for ("namens").
    pub on_behalf: Vec<String>,
    /// Prepositions that make a name a place.
    pub place_prepositions: Vec<String>,
    /// Of those, the ones after which a city may be a government.
    pub weak_place_prepositions: Vec<String>,
    /// Words that open a sentence with a capital and are no part of a name.
    pub openers: Vec<String>,
    /// Joins of a list.
    pub and: Vec<String>,
    /// Relative pronouns.
    pub relative: Vec<String>,
    /// Reflexive pronouns.
    pub reflexive: Vec<String>,
    /// Reciprocal pronouns.
    pub reciprocal: Vec<String>,
    /// Roles of those who act in the place where the report is (`mayor`).
    pub local_roles: Vec<String>,
    /// What shows that a name is no actor.
    pub not_actor: NotActor,
    /// Pronouns.
    pub pronoun: Vec<Pronoun>,
    /// Descriptions.
    pub description: Vec<Description>,
    /// Number words.
    pub numbers: Counts,
}

/// A language's words for actors.
#[derive(Debug, Clone, Default)]
pub struct ActorWords {
    /// Words of office.
    pub offices: Vec<OfficeWord>,
    /// What ministers are ministers of.
    pub portfolios: Vec<Portfolio>,
    /// How offices are built from portfolios.
    pub patterns: Vec<OfficePattern>,
    /// Words that change an office's time or weight.
    pub prefixes: Vec<OfficePrefix>,
    /// Words for the holder of the same office elsewhere.
    pub counterpart: Vec<String>,
    /// Words for who comes after in an office.
    pub successor: Vec<String>,
    /// Words for who came before.
    pub predecessor: Vec<String>,
    /// Relatives.
    pub kin: Vec<Kin>,
    /// Courtesy titles.
    pub honorifics: Vec<Honorific>,
    /// Bodies of state.
    pub bodies: Vec<Body>,
    /// Pronouns, descriptions and small words.
    pub reference: Reference,
    /// The language.
    pub lang: String,
}

impl ActorWords {
    /// Reads a language's `offices.toml`, `bodies.toml` and `reference.toml` under `packs/LANG/`.
    ///
    /// # Errors
    /// Complaints about each file that cannot be read.
    pub fn load(source: &Source, lang: &str) -> Result<ActorWords, Complaints> {
        let mut complaints = Complaints::default();
        let offices: Offices = complaints.take(toml(source, lang, "offices")).unwrap_or_default();
        let bodies: Bodies = complaints.take(toml(source, lang, "bodies")).unwrap_or_default();
        let reference = complaints.take(toml(source, lang, "reference")).unwrap_or_default();
        complaints.or(ActorWords {
            offices: offices.office,
            portfolios: offices.portfolio,
            patterns: offices.pattern,
            prefixes: offices.prefix,
            counterpart: offices.counterpart,
            successor: offices.successor,
            predecessor: offices.predecessor,
            kin: offices.kin,
            honorifics: offices.honorific,
            bodies: bodies.body,
            reference,
            lang: lang.to_owned(),
        })
    }
}

/// The offices that are one word ("minister", "secretaris-generaal"), in small letters: a name may follow them. None
/// where a language has no `packs/LANG/offices.toml`.
///
/// # Errors
/// A complaint if the file is malformed.
pub(crate) fn titles(source: &Source, lang: &str) -> Result<HashSet<String>, Complaint> {
    let has_offices = source.bytes(&format!("packs/{lang}/offices.toml")).is_some();
    let offices: Offices =
        if has_offices { toml(source, lang, "offices")? } else { Offices::default() };
    let forms = offices.office.iter().flat_map(|o| &o.forms);
    Ok(forms.filter(|f| !f.contains(' ')).map(|f| f.to_lowercase()).collect())
}

fn toml<T: serde::de::DeserializeOwned>(
    source: &Source,
    lang: &str,
    file: &str,
) -> Result<T, Complaint> {
    read_toml(source, &format!("packs/{lang}/{file}.toml"))
}
