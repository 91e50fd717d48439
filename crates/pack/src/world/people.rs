//! Known political persons: who held which office when, found by any spelling of their name.

use super::{FoldedName, Folding, Validity, surface_key};
use kroniek_model::Sector;
use std::collections::{HashMap, HashSet};

/// A time in an office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Identifier of the office.
    pub office: String,
    /// From when to when.
    pub valid: Validity,
}

/// A known political person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownPerson {
    /// Identifier: the Wikidata id, else the name.
    pub id: String,
    /// The usual full name in Dutch news.
    pub name: String,
    /// Other spellings that do not follow from transliteration.
    pub aka: Vec<String>,
    /// State, organisation or group (of the first office, where the person has one).
    pub of: String,
    /// Grammatical gender: `m`, `f`, or empty where not known.
    pub gender: String,
    /// Part of the society, where the table says so.
    pub sector: Option<Sector>,
    /// What the person is known as, in English, where no term says so ("opposition leader"); empty where one does.
    pub known_as: String,
    /// Offices held, in table order.
    pub terms: Vec<Term>,
    /// When the person is in the news, where no office says so.
    pub valid: Validity,
}

/// All known persons.
#[derive(Debug, Clone, Default)]
pub struct People {
    all: Vec<KnownPerson>,
    by_name: HashMap<String, usize>,
    by_office: HashMap<String, Vec<(Validity, usize)>>,
    by_word: HashMap<String, Vec<usize>>,
    folded: Vec<Vec<FoldedName>>,
    /// Family names of a particle and a word ("de croo").
    particled: HashSet<String>,
}

impl People {
    /// All persons.
    pub fn iter(&self) -> impl Iterator<Item = &KnownPerson> {
        self.all.iter()
    }

    /// Adds what one row says; rows with the same name and state are one person.
    pub(super) fn add(&mut self, person: KnownPerson) {
        let key = format!("{}\t{}", person.of, person.name);
        let at = *self.by_name.entry(key).or_insert_with(|| {
            self.all.push(KnownPerson { terms: Vec::new(), ..person.clone() });
            self.all.len() - 1
        });
        let known = &mut self.all[at];
        for term in person.terms {
            self.by_office.entry(term.office.clone()).or_default().push((term.valid, at));
            known.terms.push(term);
        }
        for aka in person.aka {
            if !known.aka.contains(&aka) {
                known.aka.push(aka);
            }
        }
        if known.known_as.is_empty() {
            known.known_as = person.known_as;
        }
        if known.gender.is_empty() {
            known.gender = person.gender;
        }
        if !person.id.is_empty() && known.id == known.name {
            known.id = person.id;
        }
    }

    /// Makes the index by folded words; to be called once all are added.
    pub(super) fn index(&mut self, folding: &Folding) {
        for (i, person) in self.all.iter().enumerate() {
            let names: Vec<FoldedName> =
                std::iter::once(&person.name).chain(&person.aka).map(|n| folding.name(n)).collect();
            let mut keys: Vec<&String> =
                names.iter().flat_map(|n| n.words.iter().flatten()).collect();
            keys.sort_unstable();
            keys.dedup();
            for key in keys {
                self.by_word.entry(key.clone()).or_default().push(i);
            }
            self.folded.push(names);
            let mut words = person.name.rsplit(' ');
            if let (Some(family), Some(particle)) = (words.next(), words.next())
                && folding.is_particle(particle)
            {
                self.particled.insert(surface_key(&format!("{particle} {family}")));
            }
        }
    }

    /// Whom a name may mean: the persons one of whose names it may spell or shorten.
    pub fn named(&self, name: &FoldedName) -> Vec<&KnownPerson> {
        let mut found: Vec<usize> = Vec::new();
        for key in name.words.last().into_iter().chain(name.words.first()).flatten() {
            for &i in self.by_word.get(key).into_iter().flatten() {
                if !found.contains(&i) && self.folded[i].iter().any(|n| n.same(name)) {
                    found.push(i);
                }
            }
        }
        found.into_iter().map(|i| &self.all[i]).collect()
    }

    /// Whether a name of several words is the full name of a known person: all its words, or his first and last with
    /// others between. Initials by which he is known are no words of it: "Aanklager Karim Khan" is not A.Q. Khan.
    pub fn is_full_name(&self, name: &FoldedName) -> bool {
        let spelled_out = |word: Option<&Vec<String>>| word.is_some_and(|w| w[0].len() > 1);
        let begins_with_word = spelled_out(name.words.first());
        spelled_out(name.words.last())
            && name.words.len() > 1
            && name.words.last().into_iter().chain(name.words.first()).flatten().any(|key| {
                let candidates = self.by_word.get(key).into_iter().flatten();
                candidates.flat_map(|&i| &self.folded[i]).any(|n| {
                    n.words.len() > 1
                        && (spelled_out(n.words.first()) || !begins_with_word)
                        && if n.words.len() >= name.words.len() {
                            n.same(name)
                        } else {
                            n.has_ends_of(name)
                        }
                })
            })
    }

    /// Whether a particle and a word are the family name of a known person ("De Croo").
    pub fn has_particle_name(&self, name: &str) -> bool {
        self.particled.contains(&surface_key(name))
    }

    /// Whether some known person has a word with this key in the name.
    pub fn has_word(&self, key: &str) -> bool {
        self.by_word.contains_key(key)
    }

    /// Who held an office at some day of an interval, with the first day of the term.
    pub fn holders(&self, office: &str, at: Validity) -> Vec<(i32, &KnownPerson)> {
        let terms = self.by_office.get(office).into_iter().flatten();
        terms.filter(|(v, _)| v.meets(at)).map(|(v, i)| (v.from, &self.all[*i])).collect()
    }
}

impl KnownPerson {
    /// How far a day lies from the person's time in office: 0 within; the table's `valid` where there is no office.
    pub fn distance(&self, at: Validity) -> i64 {
        let terms = self.terms.iter().map(|t| t.valid.distance(at));
        terms.min().unwrap_or_else(|| self.valid.distance(at))
    }

    /// The terms that run at some day of an interval.
    pub fn terms_at(&self, at: Validity) -> impl Iterator<Item = &Term> {
        self.terms.iter().filter(move |t| t.valid.meets(at))
    }
}
