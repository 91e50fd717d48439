//! All words and names that may stand for an actor, looked up by longest match.

use kroniek_pack::world::{
    ActorKind, ActorWords, Body, KnownPlace, Lexicon, Name, NameKind, OfficePattern, OfficeWord,
    Portfolio, World, surface_key,
};
use std::collections::HashSet;
use std::sync::Arc;

/// What a word of the language's tables is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Entry {
    Office(usize),
    Body(usize),
    Means(usize),
    Counterpart,
    Kin(usize),
    Honorific(usize),
    Portfolio(usize),
    Pronoun(usize),
    Description(usize),
    Reciprocal,
}

/// An office as its words say it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Title {
    /// Role (`head-of-state`), empty where none.
    pub role: String,
    /// In English.
    pub en: String,
    /// Sector code, empty where it is that of whom he leads.
    pub sector: String,
    /// `m`, `f` or empty.
    pub gender: String,
    /// Actors that the word itself names.
    pub of: Vec<String>,
}

impl Title {
    /// Whether a state has many who hold it, each sent somewhere.
    pub fn is_posted(&self) -> bool {
        matches!(self.role.as_str(), "ambassador" | "envoy" | "consul")
    }

    /// Makes the office one of a body: its state, and its sector ("Shell-topman").
    fn within(&mut self, body: &Body) {
        if !body.country.is_empty() {
            self.of = vec![body.country.clone()];
        }
        if body.sector == "BUS" {
            self.role = "business".to_owned();
        }
        self.sector.clone_from(&body.sector);
    }
}

/// All that a stretch of words may be.
#[derive(Debug, Clone, Default)]
pub(super) struct Hit {
    /// How many tokens.
    pub len: usize,
    /// Names of actors; several readings, or several parts of a compound (`compound`).
    pub names: Vec<Name>,
    /// Whether the names are parts of one compound that all count ("Chinees-Russische").
    pub compound: bool,
    /// Whether it bears a possessive ending.
    pub possessive: bool,
    pub office: Option<Title>,
    /// Index into the language's bodies.
    pub body: Option<usize>,
    /// What prefixes mean (`former`, `acting`).
    pub means: Vec<String>,
    pub counterpart: bool,
    /// Gender of a relative.
    pub kin: Option<String>,
    pub honorific: Option<String>,
    /// Index into the language's portfolios.
    pub portfolio: Option<usize>,
    /// Index into the language's pronouns.
    pub pronoun: Option<usize>,
    /// Index into the language's descriptions.
    pub description: Option<usize>,
    pub reciprocal: bool,
    pub place: Option<KnownPlace>,
}

/// Words and names, compiled.
#[derive(Debug, Clone)]
pub(super) struct Gazetteer {
    world: Arc<World>,
    words: Arc<ActorWords>,
    entries: Lexicon<Entry>,
    titles: Vec<Title>,
    pub small: Small,
}

/// Small words, by key.
#[derive(Debug, Clone, Default)]
pub(super) struct Small {
    pub definite: HashSet<String>,
    pub indefinite: HashSet<String>,
    pub none: HashSet<String>,
    pub both: HashSet<String>,
    pub other: HashSet<String>,
    pub own: HashSet<String>,
    pub of_whom: HashSet<String>,
    pub from_where: HashSet<String>,
    pub on_behalf: HashSet<String>,
    pub place: HashSet<String>,
    pub weak_place: HashSet<String>,
    pub and: HashSet<String>,
    pub openers: HashSet<String>,
    pub relative: HashSet<String>,
    pub particles: HashSet<String>,
}

/// Shortest second part of a compound written as one word.
const SHORTEST_HEAD: usize = 6;

impl Gazetteer {
    pub fn new(world: Arc<World>, words: Arc<ActorWords>) -> Self {
        let mut g = Gazetteer {
            world,
            entries: Lexicon::default(),
            titles: Vec::new(),
            small: small(&words),
            words,
        };
        g.add_offices();
        g.add_others();
        g.entries.finish();
        g
    }

    fn add_offices(&mut self) {
        let words = Arc::clone(&self.words);
        for office in &words.offices {
            self.add_title(office.forms.iter().cloned(), title(office));
        }
        for portfolio in &words.portfolios {
            self.add_title(portfolio.compounds.iter().cloned(), minister(portfolio));
            for pattern in &words.patterns {
                let role = if pattern.role.is_empty() { &portfolio.role } else { &pattern.role };
                let stem = portfolio.en.rsplit_once(' ').map_or("", |(stem, _)| stem);
                let title = Title {
                    role: role.clone(),
                    en: pattern.en.replace('%', stem),
                    sector: portfolio.sector.clone(),
                    ..Title::default()
                };
                if pattern.role != "ministry" {
                    self.add_title(spelled_out(pattern, portfolio), title);
                }
            }
        }
    }

    fn add_title(&mut self, forms: impl IntoIterator<Item = String>, title: Title) {
        let at = self.titles.len();
        self.titles.push(title);
        forms.into_iter().for_each(|f| self.entries.add(&f, Entry::Office(at)));
    }

    fn add_others(&mut self) {
        let words = Arc::clone(&self.words);
        let mut add = |forms: &[String], entry| {
            forms.iter().for_each(|f| self.entries.add(f.trim_end_matches('-'), entry));
        };
        words.bodies.iter().enumerate().for_each(|(i, b)| add(&b.forms, Entry::Body(i)));
        words.prefixes.iter().enumerate().for_each(|(i, p)| add(&p.forms, Entry::Means(i)));
        for list in [&words.counterpart, &words.successor, &words.predecessor] {
            add(list, Entry::Counterpart);
        }
        words.kin.iter().enumerate().for_each(|(i, k)| add(&k.forms, Entry::Kin(i)));
        words.honorifics.iter().enumerate().for_each(|(i, h)| add(&h.forms, Entry::Honorific(i)));
        words.portfolios.iter().enumerate().for_each(|(i, p)| add(&p.names, Entry::Portfolio(i)));
        let r = &words.reference;
        r.pronoun.iter().enumerate().for_each(|(i, p)| add(&p.forms, Entry::Pronoun(i)));
        r.description.iter().enumerate().for_each(|(i, d)| add(&d.forms, Entry::Description(i)));
        add(&r.reciprocal, Entry::Reciprocal);
    }

    /// The longest stretch of words from the first on that is anything known; `words` are forms with their keys.
    pub fn find(&self, words: &[(&str, &str)]) -> Option<Hit> {
        let (form, key) = *words.first()?;
        if let Some(plain) = self.whole(words) {
            return Some(if plain.len == 1 { self.with_parts(form, plain) } else { plain });
        }
        self.possessor(form, key).or_else(|| self.hyphenated(form)).or_else(|| self.joined(form))
    }

    /// A match of whole words.
    fn whole(&self, words: &[(&str, &str)]) -> Option<Hit> {
        let lang = self.words.lang.as_str();
        let entries = self.entries.longest(words);
        let names = self.world.names(lang).and_then(|l| l.longest(words));
        let english = self.world.names("en").filter(|_| lang != "en");
        let organisations = english.and_then(|l| l.longest(words)).map(|(n, v)| {
            (n, v.into_iter().filter(|n| self.is_foreign_name(n)).collect::<Vec<_>>())
        });
        let places = self.world.places(lang).and_then(|l| l.longest(words));
        let len = [
            entries.as_ref().map(|(n, _)| *n),
            names.as_ref().map(|(n, _)| *n),
            organisations.as_ref().filter(|(_, v)| !v.is_empty()).map(|(n, _)| *n),
            places.as_ref().map(|(n, _)| *n),
        ]
        .into_iter()
        .flatten()
        .max()?;
        let mut hit = Hit { len, ..Hit::default() };
        for entry in entries.into_iter().filter(|(n, _)| *n == len).flat_map(|(_, v)| v) {
            self.note(&mut hit, *entry);
        }
        for name in [names, organisations].into_iter().flatten().filter(|(n, _)| *n == len) {
            for n in name.1 {
                if !hit.names.iter().any(|o| o.actor == n.actor && o.kind == n.kind) {
                    hit.names.push(*n);
                }
            }
        }
        hit.place =
            places.filter(|(n, _)| *n == len).and_then(|(_, v)| v.first().map(|p| (*p).clone()));
        Some(hit)
    }

    /// Reports in one language use names of organisations in another, not their adjectives.
    fn is_foreign_name(&self, name: &Name) -> bool {
        let organisation = self.world.actors[name.actor].kind == ActorKind::Organisation;
        match name.kind {
            NameKind::Name | NameKind::Acronym => organisation,
            NameKind::Capital => true,
            _ => false,
        }
    }

    fn note(&self, hit: &mut Hit, entry: Entry) {
        match entry {
            Entry::Office(i) => _ = hit.office.get_or_insert_with(|| self.titles[i].clone()),
            Entry::Body(i) => _ = hit.body.get_or_insert(i),
            Entry::Means(i) => hit.means.push(self.words.prefixes[i].means.clone()),
            Entry::Counterpart => hit.counterpart = true,
            Entry::Kin(i) => hit.kin = Some(self.words.kin[i].gender.clone()),
            Entry::Honorific(i) => hit.honorific = Some(self.words.honorifics[i].gender.clone()),
            Entry::Portfolio(i) => hit.portfolio = Some(i),
            Entry::Pronoun(i) => _ = hit.pronoun.get_or_insert(i),
            Entry::Description(i) => _ = hit.description.get_or_insert(i),
            Entry::Reciprocal => hit.reciprocal = true,
        }
    }

    /// A name with a possessive ending.
    fn possessor(&self, form: &str, key: &str) -> Option<Hit> {
        for ending in &self.words.reference.possessive {
            let Some(stem_key) = key.strip_suffix(ending.as_str()) else { continue };
            // "USS" is no possessive of "US".
            if !form.replace('’', "'").ends_with(ending.as_str()) {
                continue;
            }
            let cut = form.chars().count() - ending.chars().count();
            let stem: String = form.chars().take(cut).collect();
            let hit = self.whole(&[(&stem, stem_key)]).filter(|h| !h.names.is_empty());
            if let Some(hit) = hit {
                let names = hit.names.into_iter().filter(|n| is_possessor(n.kind)).collect();
                return Some(Hit { possessive: true, len: 1, names, ..Hit::default() })
                    .filter(|h| !h.names.is_empty());
            }
        }
        None
    }

    /// A known compound with a hyphen with what its parts add: "NAVO-landen" stands for the NATO, and for some of the
    /// countries in it.
    fn with_parts(&self, form: &str, mut whole: Hit) -> Hit {
        if whole.names.is_empty() != whole.description.is_none()
            && let Some(parts) = self.hyphenated(form)
        {
            whole.description = whole.description.or(parts.description);
            if whole.names.is_empty() {
                whole.names = parts.names;
            }
        }
        whole
    }

    /// A compound with a hyphen: an actor or a prefix before, an office, body or adjective after.
    fn hyphenated(&self, form: &str) -> Option<Hit> {
        let cuts: Vec<usize> =
            form.char_indices().filter(|(_, c)| "-‑–".contains(*c)).map(|(i, _)| i).collect();
        for &cut in cuts.iter().rev() {
            let (first, rest) = form.split_at(cut);
            let rest = rest.trim_start_matches(['-', '‑', '–']);
            let known = |part: &str| {
                let key = surface_key(part);
                self.whole(&[(part, &key)])
                    .or_else(|| self.hyphenated(part))
                    .or_else(|| self.joined(part))
            };
            let Some(head) = known(first) else { continue };
            let means = head.means.clone();
            let tail = known(rest);
            match tail {
                Some(mut tail) if !means.is_empty() && (tail.office.is_some()) => {
                    tail.means.extend(means);
                    return Some(Hit { len: 1, ..tail });
                }
                Some(mut tail) if head.body.is_some() && tail.office.is_some() => {
                    let body = head.body.map(|i| &self.words.bodies[i]);
                    if let (Some(body), Some(title)) = (body, &mut tail.office) {
                        title.within(body);
                    }
                    return Some(Hit { len: 1, place: None, ..tail });
                }
                Some(mut tail) if !head.names.is_empty() => {
                    let both_adjectives = has_kind(&tail.names, NameKind::Adjective);
                    if both_adjectives {
                        let mut names = people_of(&head.names);
                        names.extend(tail.names.iter().filter(|n| n.kind == NameKind::Adjective));
                        return Some(Hit { len: 1, names, compound: true, ..Hit::default() });
                    }
                    tail.names =
                        head.names.iter().map(|n| Name { kind: NameKind::Prefix, ..*n }).collect();
                    return Some(Hit { len: 1, place: None, ..tail });
                }
                None if !head.names.is_empty()
                    && rest.chars().next().is_some_and(char::is_lowercase) =>
                {
                    let names =
                        head.names.iter().map(|n| Name { kind: NameKind::Prefix, ..*n }).collect();
                    return Some(Hit { len: 1, names, ..Hit::default() });
                }
                _ => {}
            }
        }
        None
    }

    /// A compound written as one word whose last part is a word of office or a body.
    fn joined(&self, form: &str) -> Option<Hit> {
        let key = surface_key(form);
        let chars: Vec<usize> = key.char_indices().map(|(i, _)| i).collect();
        for at in 3..chars.len().saturating_sub(SHORTEST_HEAD - 1) {
            let rest = &key[chars[at]..];
            let found = self.entries.longest(&[(rest, rest)]);
            let mut hit = Hit { len: 1, ..Hit::default() };
            for entry in found.into_iter().flat_map(|(_, v)| v) {
                if matches!(entry, Entry::Office(_) | Entry::Body(_)) {
                    self.note(&mut hit, *entry);
                }
            }
            if hit.office.is_some() || hit.body.is_some() {
                return Some(hit);
            }
        }
        None
    }
}

/// Whether a name of this kind bears a possessive ending ("Ruslands", not "Russens").
fn is_possessor(kind: NameKind) -> bool {
    !matches!(kind, NameKind::Adjective | NameKind::Prefix)
}

fn has_kind(names: &[Name], kind: NameKind) -> bool {
    names.iter().any(|n| n.kind == kind)
}

/// The readings of a compound's first part that make it an adjective: one an actor.
fn people_of(names: &[Name]) -> Vec<Name> {
    let mut out: Vec<Name> = Vec::new();
    for n in names {
        if !out.iter().any(|o| o.actor == n.actor) {
            out.push(Name { kind: NameKind::Adjective, ..*n });
        }
    }
    out
}

/// All phrases of a pattern with the names of a portfolio.
fn spelled_out(pattern: &OfficePattern, portfolio: &Portfolio) -> Vec<String> {
    let mut out = Vec::new();
    for head in &pattern.heads {
        for preposition in &pattern.prepositions {
            out.extend(portfolio.names.iter().map(|name| format!("{head} {preposition} {name}")));
        }
    }
    out
}

fn title(office: &OfficeWord) -> Title {
    Title {
        role: office.role.clone(),
        en: office.en.clone(),
        sector: office.sector.clone(),
        gender: office.gender.clone(),
        of: office.of.clone(),
    }
}

fn minister(portfolio: &Portfolio) -> Title {
    Title {
        role: portfolio.role.clone(),
        en: portfolio.en.clone(),
        sector: portfolio.sector.clone(),
        ..Title::default()
    }
}

fn small(words: &ActorWords) -> Small {
    let set = |list: &[String]| list.iter().map(|w| surface_key(w)).collect();
    let r = &words.reference;
    Small {
        definite: set(&r.definite),
        indefinite: set(&r.indefinite),
        none: set(&r.none),
        both: set(&r.both),
        other: set(&r.other),
        own: set(&r.own),
        of_whom: set(&r.of_whom),
        from_where: set(&r.from_where),
        on_behalf: set(&r.on_behalf),
        place: set(&r.place_prepositions),
        weak_place: set(&r.weak_place_prepositions),
        and: set(&r.and),
        openers: set(&r.openers),
        relative: set(&r.relative),
        particles: set(&r.name_particles),
    }
}
