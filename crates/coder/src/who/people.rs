//! The persons of one report: all mentions of a name joined, with state, office and gender.

use super::Who;
use super::phrase::{Owner, Phrase};
use super::view::{Run, View};
use kroniek_model::{ActorRef, Sector};
use kroniek_pack::world::{FoldedName, KnownPerson, Validity};
use std::collections::{HashMap, HashSet};

/// Where a run stands: sentence and first token.
pub(super) type At = (usize, usize);

/// One person of a report.
#[derive(Debug, Clone, Default)]
pub(super) struct PersonEntry {
    /// Fullest name that the report gives.
    pub name: String,
    pub folded: FoldedName,
    /// Code of state or organisation; empty where nothing says.
    pub code: String,
    /// Office in English.
    pub office: Option<String>,
    /// Roles that titles gave, or the tables.
    pub roles: Vec<String>,
    /// Roles that the tables say were over by then.
    pub past_roles: Vec<String>,
    pub sector: Option<Sector>,
    /// `m`, `f` or empty.
    pub gender: String,
    /// Identifier in the tables.
    pub known: Option<String>,
    /// Where first named.
    pub first: At,
    /// Whether anything shows a political person.
    pub political: bool,
    /// Whether told of as a former or late holder of the office.
    pub past: bool,
    /// Whether told of as somebody's relative.
    pub kin: bool,
    /// Codes of whose he cannot be: of the state that an ambassador is posted to.
    pub not: Vec<String>,
    /// Whether the tagger shows a person.
    pub tagged: bool,
    /// The run that names whose relative, where one does ("Moreaus vrouw").
    pub kin_of: Option<At>,
    /// Whether a title or the tagger or the tables show a person at all.
    pub person: bool,
}

/// The persons of a report and which run names whom.
#[derive(Debug, Clone, Default)]
pub(super) struct Persons {
    pub all: Vec<PersonEntry>,
    pub by_run: HashMap<At, usize>,
}

/// A run with the phrase that it is named in.
struct Named<'a> {
    at: At,
    run: &'a Run,
    phrase: Option<&'a Phrase>,
    folded: FoldedName,
}

/// A term that ended at most so long before a report (in `yyyymmdd` steps: about six years) still makes a bare family
/// name mean its holder.
const RECENT: i64 = 60_000;

/// Joins the runs of one report.
pub(super) struct Joiner<'a> {
    pub who: &'a Who,
    /// When the report was published.
    pub date: Validity,
    /// Actors that the report names beyond doubt.
    pub explicit: &'a HashSet<usize>,
}

impl Joiner<'_> {
    /// Joins the runs of a report to persons.
    pub fn persons(&self, views: &[View], phrases: &[Vec<Phrase>]) -> Persons {
        let mut named = self.named(views, phrases);
        named.retain(|n| !n.folded.is_empty());
        let mut persons = Persons::default();
        // Full names first, so that a family name earlier in the text (a headline) joins the full name later.
        for n in named.iter().filter(|n| n.folded.words.len() > 1) {
            self.place_full(&mut persons, n);
        }
        for n in named.iter().filter(|n| n.folded.words.len() == 1) {
            self.place_bare(&mut persons, n);
        }
        self.learn_predicates(&mut persons, views, phrases);
        persons
    }

    /// Takes the office of somebody unknown from what is said of him: "X wordt gezant voor Venezuela".
    fn learn_predicates(&self, persons: &mut Persons, views: &[View], phrases: &[Vec<Phrase>]) {
        let told = phrases.iter().flatten().filter(|p| p.name.is_none() && !p.plural && !p.negated);
        for p in told {
            let view = &views[p.sentence];
            let Some(run) = view.subject_of_predicate(p.core.clone()) else { continue };
            let Some(&at) = persons.by_run.get(&(p.sentence, run.tokens.start)) else { continue };
            let entry = &mut persons.all[at];
            if !entry.roles.is_empty() {
                continue;
            }
            if let Some(code) = self.code_of(p).filter(|_| entry.code.is_empty()) {
                entry.code = code;
            }
            self.learn(entry, p);
        }
    }

    fn named<'a>(&self, views: &'a [View], phrases: &'a [Vec<Phrase>]) -> Vec<Named<'a>> {
        let mut out = Vec::new();
        for (s, view) in views.iter().enumerate() {
            for run in &view.runs {
                let at = (s, run.tokens.start);
                let phrase = phrases[s].iter().find(|p| p.name == Some(run.tokens.start));
                out.push(Named { at, run, phrase, folded: self.who.world.folding.name(&run.name) });
            }
        }
        out
    }

    fn place_full(&self, persons: &mut Persons, n: &Named) {
        let code = n.phrase.and_then(|p| self.code_of(p));
        let same = |p: &PersonEntry| {
            p.folded.words.len() > 1
                && p.folded.same(&n.folded)
                && (p.code.is_empty() || code.as_ref().is_none_or(|c| *c == p.code))
        };
        let at = match persons.all.iter().position(same) {
            Some(at) => at,
            None => {
                let known = self.known(n, code.as_deref());
                let bare = n.phrase.is_none() && !n.run.tagged;
                if bare && (known.is_none() || n.run.determined) {
                    return;
                }
                persons.all.push(self.entry(n, known));
                persons.all.len() - 1
            }
        };
        self.join(persons, at, n);
    }

    fn place_bare(&self, persons: &mut Persons, n: &Named) {
        let code = n.phrase.and_then(|p| self.code_of(p));
        let titled = n.phrase.is_some();
        if !titled && n.run.determined {
            return;
        }
        if let Some(at) = self.antecedent(persons, n, code.as_deref()) {
            return self.join(persons, at, n);
        }
        let known = self.known(n, code.as_deref());
        let unlikely = n.run.closed || n.run.initial && !n.run.tagged || !is_word(&n.run.name);
        if !titled && (known.is_none() || unlikely) {
            return;
        }
        let same = |p: &PersonEntry| p.known.is_some() && p.known.as_ref() == known.map(|k| &k.id);
        if let Some(at) = persons.all.iter().position(same) {
            return self.join(persons, at, n);
        }
        persons.all.push(self.entry(n, known));
        let at = persons.all.len() - 1;
        self.join(persons, at, n);
    }

    /// The person of the report that a bare name means: the latest named before, else the first after.
    fn antecedent(&self, persons: &Persons, n: &Named, code: Option<&str>) -> Option<usize> {
        let word = &n.folded.words[0];
        let fits = |p: &PersonEntry| {
            let by_code = code.is_none_or(|c| p.code.is_empty() || p.code == c);
            let words = &p.folded.words;
            let is =
                |w: Option<&Vec<String>>| w.is_some_and(|w| w.iter().any(|k| word.contains(k)));
            by_code
                && (is(words.last())
                    || is(words.first())
                    || words.iter().skip(1).any(|w| is(Some(w))))
        };
        // A relative or former holder of the same family name is called so in full.
        let plain = |p: usize| !persons.all[p].kin && !persons.all[p].past;
        let before = persons.by_run.iter().filter(|(at, p)| **at < n.at && fits(&persons.all[**p]));
        let best = before.max_by_key(|(at, p)| (plain(**p), **at)).map(|(_, p)| *p);
        best.or_else(|| {
            let after = (0..persons.all.len()).filter(|&p| fits(&persons.all[p]));
            after.min_by_key(|&p| (!plain(p), p))
        })
    }

    fn join(&self, persons: &mut Persons, at: usize, n: &Named) {
        persons.by_run.insert(n.at, at);
        let code = n.phrase.and_then(|p| self.code_of(p));
        let entry = &mut persons.all[at];
        if n.folded.words.len() > entry.folded.words.len() {
            entry.name.clone_from(&n.run.name);
            entry.folded = n.folded.clone();
        }
        entry.first = entry.first.min(n.at);
        entry.tagged |= n.run.tagged;
        entry.person |= n.run.tagged || n.phrase.is_some() || n.run.known;
        if let Some(code) = code.filter(|_| entry.code.is_empty()) {
            entry.code = code;
        }
        if let Some(phrase) = n.phrase {
            self.learn(entry, phrase);
        }
    }

    /// Takes office, sector and gender from a title.
    fn learn(&self, entry: &mut PersonEntry, phrase: &Phrase) {
        let not = &self.who.words.reference.not_actor;
        entry.political |= phrase.introduced;
        for title in &phrase.titles {
            let private = phrase.of.is_empty() && not.private_roles.contains(&title.role);
            entry.political |= !private && !not.bystander_roles.contains(&title.role);
            if !title.role.is_empty() && !entry.roles.contains(&title.role) {
                entry.roles.push(title.role.clone());
            }
            if entry.gender.is_empty() {
                entry.gender.clone_from(&title.gender);
            }
            entry.sector = entry.sector.or_else(|| super::sector(&title.sector));
        }
        entry.political |= phrase.counterpart || phrase.kin;
        entry.kin |= phrase.kin;
        if let Some(Owner::Run(at)) = phrase.owner.as_ref().filter(|_| phrase.kin) {
            entry.kin_of = Some((phrase.sentence, *at));
        }
        let post = phrase.post.as_ref().and_then(|n| self.who.choose(n, self.date));
        entry.not.extend(post.map(|n| self.who.world.actors[n.actor].code.clone()));
        entry.past |= phrase.means.iter().any(|m| is_past(m));
        if entry.gender.is_empty() {
            entry.gender.clone_from(&phrase.gender);
        }
        if entry.office.is_none() && !phrase.titles.is_empty() {
            entry.office = Some(office(phrase));
        }
    }

    fn entry(&self, n: &Named, known: Option<&KnownPerson>) -> PersonEntry {
        let mut entry = PersonEntry {
            name: n.run.name.clone(),
            folded: n.folded.clone(),
            first: n.at,
            ..PersonEntry::default()
        };
        if let Some(k) = known {
            entry.code = self.side(&k.of);
            entry.gender.clone_from(&k.gender);
            entry.known = Some(k.id.clone());
            entry.political = true;
            entry.person = true;
            entry.sector = k.sector;
            let roles = k.terms_at(self.date).filter_map(|t| self.who.world.office(&t.office));
            entry.roles = roles.map(|o| o.role.clone()).collect();
            entry.roles.extend(self.role_of(&k.known_as));
            let over = k.terms.iter().filter(|t| t.valid.is_before(self.date));
            let over = over.filter_map(|t| self.who.world.office(&t.office));
            entry.past_roles = over.map(|o| o.role.clone()).collect();
        }
        let beside = n.phrase.is_some_and(|p| p.beside) && !entry.code.is_empty();
        if let Some(code) = n.phrase.filter(|_| !beside).and_then(|p| self.code_of(p)) {
            entry.code = code;
        }
        entry
    }

    /// The role of an office in English, whatever follows it ("ambassador to Libya").
    fn role_of(&self, office: &str) -> Option<String> {
        let is = |en: &str| {
            office.strip_prefix(en).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        };
        let all = self.who.words.offices.iter().filter(|o| !o.role.is_empty() && is(&o.en));
        all.max_by_key(|o| o.en.len()).map(|o| o.role.clone())
    }

    /// The code that a person of an actor acts under: the state for those of a political group in it.
    fn side(&self, of: &str) -> String {
        let group = self.who.world.actor(of).filter(|a| a.sector == Some(Sector::Opp));
        group.and_then(|g| g.country.clone()).unwrap_or_else(|| of.to_owned())
    }

    /// The known person that a name means at the report's date.
    fn known(&self, n: &Named, code: Option<&str>) -> Option<&KnownPerson> {
        let bare = n.folded.words.len() == 1;
        let titled = n.phrase.is_some_and(|p| !p.kin);
        let former = n.phrase.is_some_and(|p| !p.means.is_empty());
        let fits = |p: &&KnownPerson| {
            code.is_none_or(|c| p.of == c || !bare)
                && (bare || code == Some(p.of.as_str()) || self.spells(p, &n.folded))
                && (!bare || titled || self.is_family_name(p, &n.folded))
                && (!bare || former || p.distance(self.date) <= RECENT)
        };
        let candidates = self.who.world.people.named(&n.folded).into_iter().filter(fits);
        candidates.min_by_key(|p| {
            let other = code.is_some_and(|c| c != p.of);
            let named = self.who.world.index(&p.of).is_some_and(|i| self.explicit.contains(&i));
            let late = p.distance(self.date);
            (other, !self.has_role(p, n), late > 0, !named, late, self.rank(p), p.name.clone())
        })
    }

    /// Whether a name of several words spells one of a known person's: "Abdullah" is not just any Abdullah Rahman.
    fn spells(&self, person: &KnownPerson, name: &FoldedName) -> bool {
        let mut names = std::iter::once(&person.name).chain(&person.aka);
        names.any(|n| {
            let known = self.who.world.folding.name(n);
            known.words.len() > 1 && known.same(name)
        })
    }

    fn has_role(&self, person: &KnownPerson, n: &Named) -> bool {
        let roles = n.phrase.map(|p| &p.titles).into_iter().flatten().map(|t| &t.role);
        let mut held = person.terms_at(self.date).filter_map(|t| self.who.world.office(&t.office));
        let wanted: Vec<&String> = roles.collect();
        held.any(|o| wanted.contains(&&o.role))
    }

    /// Heads before ministers, where a family name alone leaves the choice.
    fn rank(&self, person: &KnownPerson) -> usize {
        let role = |t: &kroniek_pack::world::Term| {
            self.who.world.office(&t.office).map(|o| o.role.as_str())
        };
        let heads =
            ["head-of-state", "leader", "head-of-government", "monarch", "secretary-general"];
        person
            .terms
            .iter()
            .filter_map(role)
            .filter_map(|r| heads.iter().position(|h| *h == r))
            .min()
            .unwrap_or(heads.len())
    }

    /// Whether one word is the family name of a known person, in the order that the state's names have.
    fn is_family_name(&self, person: &KnownPerson, word: &FoldedName) -> bool {
        let names = std::iter::once(&person.name).chain(&person.aka);
        names.map(|n| self.who.world.folding.name(n)).any(|n| {
            let family = if self.who.world.is_family_first(&person.of) {
                n.words.first()
            } else {
                n.words.last()
            };
            family.is_some_and(|f| f.iter().any(|k| word.words[0].contains(k)))
        })
    }

    /// The actor that a phrase says an office belongs to.
    fn code_of(&self, phrase: &Phrase) -> Option<String> {
        if let Some(names) = phrase.of.first() {
            return self
                .who
                .choose(names, self.date)
                .map(|n| self.who.world.actors[n.actor].code.clone());
        }
        let named = phrase.titles.iter().find_map(|t| match t.of.as_slice() {
            [one] => Some(one.clone()),
            several => self.only_explicit(several),
        });
        let body = phrase.within.map(|i| self.who.words.bodies[i].country.clone());
        named.or(body.filter(|c| !c.is_empty()))
    }

    /// The one of several codes that the report names beyond doubt.
    fn only_explicit(&self, codes: &[String]) -> Option<String> {
        let named =
            |c: &&String| self.who.world.index(c).is_some_and(|i| self.explicit.contains(&i));
        let mut found = codes.iter().filter(named);
        found.next().filter(|_| found.next().is_none()).cloned()
    }
}

/// Whether a name is written as a word, not as an acronym or a compound.
fn is_word(name: &str) -> bool {
    let upper = name.chars().filter(|c| c.is_uppercase()).count();
    let length = name.chars().count();
    length > 1 && upper * 2 < length.max(3) && !name.chars().any(char::is_numeric)
}

/// Whether what a prefix means makes the office one that is over.
pub(super) fn is_past(meaning: &str) -> bool {
    matches!(meaning, "former" | "late" | "deposed")
}

/// The office as a phrase words it, in English.
fn office(phrase: &Phrase) -> String {
    let mut titles: Vec<&str> = phrase.titles.iter().map(|t| t.en.as_str()).collect();
    titles.dedup();
    let joined = titles.join(", ");
    let weight =
        phrase.means.iter().find(|m| !matches!(m.as_str(), "current" | "high" | "then" | "late"));
    weight.map_or(joined.clone(), |m| format!("{m} {joined}"))
}

impl PersonEntry {
    /// Roles held, or in the past.
    pub fn held(&self, past: bool) -> impl Iterator<Item = &String> {
        let told = self.roles.iter().filter(move |_| !past || self.past);
        told.chain(self.past_roles.iter().filter(move |_| past))
    }

    /// The person as an actor, without the words.
    pub fn actor(&self) -> ActorRef {
        ActorRef {
            code: self.code.clone(),
            name: Some(self.name.clone()),
            office: self.office.clone(),
            sector: self.sector,
            person: self.known.clone(),
            ..ActorRef::default()
        }
    }
}
