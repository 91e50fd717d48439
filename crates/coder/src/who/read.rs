//! Reads a report from names to cast.

use super::gazetteer::Hit;
use super::mention::{Kind, Mention};
use super::people::{Joiner, Persons, is_past};
use super::phrase::{Before, Phrase, is_office, is_state_adjective};
use super::view::View;
use super::{Cast, Who};
use kroniek_model::{ActorRef, CodeRef, Document, EntityType, Person, Place, Sentence, Upos};
use kroniek_pack::world::{ActorKind, Name, NameKind, Refers, Validity, sector};
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// A report on its way to a cast.
pub(super) struct Reader<'a> {
    pub who: &'a Who,
    pub document: &'a Document,
    pub date: Validity,
    pub views: Vec<View<'a>>,
    pub phrases: Vec<Vec<Phrase>>,
    pub persons: Persons,
    /// Actors that the report names beyond doubt.
    pub explicit: HashSet<usize>,
    pub mentions: Vec<Mention>,
    pub places: HashMap<(usize, usize), Place>,
}

/// The cast of a report.
pub(super) fn read(who: &Who, document: &Document, sentences: &[Sentence]) -> Cast {
    let date = Validity::of(document.published.as_ref());
    let mut views: Vec<View> = sentences.iter().map(|s| View::new(who, s)).collect();
    View::mark_possessives(&mut views, &who.words.reference.possessive);
    let phrases: Vec<Vec<Phrase>> =
        views.iter().enumerate().map(|(i, v)| who.phrases(v, i)).collect();
    let explicit = explicit(&views);
    let persons = Joiner { who, date, explicit: &explicit }.persons(&views, &phrases);
    let mut reader = Reader {
        who,
        document,
        date,
        explicit,
        views,
        phrases,
        persons,
        mentions: Vec::new(),
        places: HashMap::new(),
    };
    reader.read_names();
    reader.read_persons();
    reader.sort();
    if reader.place_persons() {
        reader.mentions.retain(|m| !matches!(m.kind, Kind::Name | Kind::Title));
        reader.read_persons();
        reader.sort();
    }
    reader.refer();
    reader.cast()
}

/// Actors of which some name has no other reading.
fn explicit(views: &[View]) -> HashSet<usize> {
    let hits = views.iter().flat_map(|v| v.hits.iter().flatten());
    let sure = hits.filter_map(|h| {
        let first = h.names.first()?.actor;
        (h.compound || h.names.iter().all(|n| n.actor == first)).then_some(first)
    });
    sure.collect()
}

impl Reader<'_> {
    /// The reading of an ambiguous name: in force at the date, named elsewhere in the report, full name before metonym.
    pub fn choose<'n>(&self, names: &'n [Name]) -> Option<&'n Name> {
        let known = |n: &&Name| self.explicit.contains(&n.actor);
        let preferred: Vec<Name> = names.iter().filter(known).copied().collect();
        let chosen = self.who.choose(&preferred, self.date)?;
        names.iter().find(|n| *n == chosen)
    }

    fn chosen(&self, names: &[Name]) -> Option<Name> {
        self.choose(names).or_else(|| self.who.choose(names, self.date)).copied()
    }

    pub fn code(&self, names: &[Name]) -> Option<String> {
        self.chosen(names).map(|n| self.who.world.actors[n.actor].code.clone())
    }

    /// States, organisations, groups, adjectives and bodies: all that is no person.
    fn read_names(&mut self) {
        for s in 0..self.views.len() {
            for at in 0..self.views[s].len() {
                let found = match self.views[s].hit(at).cloned() {
                    Some(hit) if self.is_counted(s, at, &hit) => None,
                    Some(hit)
                        if !hit.names.is_empty() && !is_office(&hit) && hit.body.is_none() =>
                    {
                        self.read_name(s, at, &hit)
                    }
                    Some(hit) if hit.pronoun.is_some() || is_office(&hit) => None,
                    Some(hit) if hit.place.is_some() => {
                        self.read_place(s, at, &hit);
                        None
                    }
                    hit => self.read_noun(s, at, hit.as_ref()),
                };
                self.mentions.extend(found);
            }
        }
    }

    /// "de drie NAVO-landen", "het NAVO-land": some that were named, not the organisation.
    fn is_counted(&self, s: usize, at: usize, hit: &Hit) -> bool {
        let Some(d) = hit.description.map(|i| &self.who.words.reference.description[i]) else {
            return false;
        };
        let before = self.who.before(&self.views[s], at);
        let one = d.refers == Refers::State
            && d.number == "sing"
            && (before.definite || before.indefinite);
        !hit.names.is_empty() && (one || before.definite && before.count.is_some())
    }

    fn read_name(&mut self, s: usize, at: usize, hit: &Hit) -> Option<Mention> {
        if self.is_part_of_other(s, at, hit) || self.who.is_regional(hit) {
            return None;
        }
        let range = at..at + hit.len;
        let before = self.who.before(&self.views[s], at);
        if hit.compound {
            let codes = hit.names.iter().map(|n| self.who.world.actors[n.actor].code.clone());
            let actors = codes.map(|c| self.bare(s, range.clone(), c)).collect();
            return Some(self.mention(s, range, Kind::Adjective, actors, 0.9, "adjectives"));
        }
        let name = self.chosen(&people_of(self.in_context(s, at, hit), &before))?;
        let place = self.is_place(s, before.start);
        let (kind, strength, rule) = self.kind(&name, place);
        let actor = self.named(s, range.clone(), &name);
        if kind == Kind::Place || matches!(name.kind, NameKind::Capital) {
            self.note_place(s, range.clone(), &actor.code);
        }
        let head = range.clone();
        let tokens = if matches!(kind, Kind::Adjective) { range } else { before.start..range.end };
        let actors = self.together(s, head.clone(), &name).unwrap_or_else(|| vec![actor]);
        let mut m = self.mention(s, tokens, kind, actors, strength, rule);
        m.head = self.views[s].head(head);
        m.possessive = hit.possessive;
        Some(m)
    }

    /// The readings that the next word leaves: an adjective stands before a noun, an inhabitant does not.
    fn in_context(&self, s: usize, at: usize, hit: &Hit) -> Vec<Name> {
        let is_adjective = |n: &Name| n.kind == NameKind::Adjective;
        let view = &self.views[s];
        let next = view.sentence.tokens.get(at + hit.len);
        let listed =
            view.keys.get(at + hit.len).is_some_and(|k| self.who.gazetteer.small.and.contains(k))
                && is_state_adjective(view.hit(at + hit.len + 1));
        let before_noun = listed
            || view.sentence.tokens[at].upos == Upos::Adj
            || next.is_some_and(|t| {
                matches!(t.upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::X | Upos::Num)
                    && t.form.chars().any(char::is_alphanumeric)
            });
        let (adjectives, others): (Vec<Name>, Vec<Name>) =
            hit.names.iter().copied().partition(is_adjective);
        match (before_noun, adjectives.is_empty(), others.is_empty()) {
            (true, false, _) | (_, _, true) => adjectives,
            _ => others,
        }
    }

    fn is_no_adjective(&self, s: usize, at: usize, hit: &Hit) -> bool {
        self.in_context(s, at, hit).iter().any(|n| n.kind != NameKind::Adjective)
    }

    fn kind(&self, name: &Name, place: bool) -> (Kind, f32, &'static str) {
        let actor = &self.who.world.actors[name.actor];
        match (name.kind, actor.kind) {
            (NameKind::Adjective, _) => (Kind::Adjective, 0.9, "adjective"),
            (NameKind::Prefix, _) => (Kind::Adjective, 0.8, "prefix"),
            (NameKind::Inhabitant, _) => (Kind::Inhabitant, 0.85, "inhabitant"),
            (NameKind::Capital | NameKind::Government | NameKind::Name, ActorKind::State)
                if place =>
            {
                (Kind::Place, 0.35, "place")
            }
            (NameKind::Capital | NameKind::Seat, _) => (Kind::Metonym, 0.75, "capital"),
            (NameKind::Government, _) => (Kind::Metonym, 0.9, "seat of government"),
            (_, ActorKind::State) => (Kind::State, 0.95, "name"),
            (_, ActorKind::Organisation) => (Kind::Organisation, 0.95, "organisation"),
            (_, ActorKind::Group) => (Kind::Group, 0.95, "group"),
        }
    }

    /// Whether a preposition of place stands before a token.
    fn is_place(&self, s: usize, at: usize) -> bool {
        let small = &self.who.gazetteer.small;
        let Some(key) = at.checked_sub(1).map(|i| &self.views[s].keys[i]) else { return false };
        small.place.contains(key) && !small.weak_place.contains(key)
    }

    /// Whether the name is a part of a longer one that is no actor ("Washington Open", "FC Luxemburg").
    fn is_part_of_other(&self, s: usize, at: usize, hit: &Hit) -> bool {
        let not = &self.who.words.reference.not_actor;
        let view = &self.views[s];
        let is =
            |list: &[String], i: usize| i < view.len() && list.iter().any(|w| w == view.form(i));
        let sport = |i: usize| i < view.len() && not.sport.iter().any(|w| *w == view.keys[i]);
        is(&not.after, at + hit.len)
            || (at > 0 && is(&not.before, at - 1))
            || sport(at + hit.len)
            || self.is_part_of_name(s, at, hit)
            || (self.is_sport(s) && !hit.names.iter().any(|n| n.kind == NameKind::Government))
    }

    /// Whether the tagger sees a longer name of an organisation that begins or ends with this one, and no part of which
    /// is known by itself: "Paris Saint-Germain", "University of Washington".
    fn is_part_of_name(&self, s: usize, at: usize, hit: &Hit) -> bool {
        let view = &self.views[s];
        let tokens = &view.sentence.tokens;
        let organised = |i: usize| {
            tokens.get(i).and_then(|t| t.entity).filter(|e| e.kind == EntityType::Organisation)
        };
        let new = |i: usize| {
            let capital = view.form(i).chars().next().is_some_and(char::is_uppercase);
            capital && view.hit(i).is_none() && view.start[i].is_none_or(|b| view.hit(b).is_none())
        };
        let end = at + hit.len;
        let goes_on =
            organised(at).is_some() && organised(end).is_some_and(|e| !e.first) && new(end);
        let foreign = at > 1
            && organised(at).is_some_and(|e| !e.first)
            && self.who.words.reference.not_actor.joints.contains(&view.keys[at - 1])
            && new(at - 2);
        goes_on || foreign
    }

    /// Whether a sentence is one of sport: two of its words are.
    fn is_sport(&self, s: usize) -> bool {
        let not = &self.who.words.reference.not_actor;
        let view = &self.views[s];
        let of_sport = |i: &usize| {
            not.sport_context.iter().any(|w| w == view.form(*i))
                || not.sport.iter().any(|w| *w == view.keys[*i])
        };
        let scored = (0..view.len()).any(|i| is_score(view.form(i)));
        (0..view.len()).filter(of_sport).count() + usize::from(scored) >= 2
    }

    fn note_place(&mut self, s: usize, range: Range<usize>, code: &str) {
        let name = self.views[s].text(range.clone());
        let (name, _) = self.who.without_possessive(&name);
        let place = Place { name, country: Some(code.to_owned()) };
        for i in range {
            self.places.insert((s, i), place.clone());
        }
    }

    fn read_place(&mut self, s: usize, at: usize, hit: &Hit) {
        let Some(known) = &hit.place else { return };
        let range = at..at + hit.len;
        let place =
            Place { name: self.views[s].text(range.clone()), country: known.country.clone() };
        for i in range {
            self.places.insert((s, i), place.clone());
        }
    }

    /// A common noun that a state modifies or owns: a body of it, or anything else of it.
    fn read_noun(&mut self, s: usize, at: usize, hit: Option<&Hit>) -> Option<Mention> {
        let view = &self.views[s];
        let token = &view.sentence.tokens[at];
        let body = hit.and_then(|h| h.body).map(|i| &self.who.words.bodies[i]);
        let covered = view.start[at].is_some() && hit.is_none();
        if covered || (body.is_none() && token.upos != Upos::Noun) {
            return None;
        }
        let len = hit.map_or(1, |h| h.len);
        let before = self.who.before(view, at);
        let fixed = body.map(|b| b.country.clone()).filter(|c| !c.is_empty());
        let (of, end) = self.owners(s, at + len, &before, hit, body.is_some());
        let codes = match (of.is_empty(), fixed) {
            (true, Some(code)) => vec![code],
            (true, None) => return None,
            _ => of,
        };
        let range = before.start..end;
        let mut actors: Vec<ActorRef> =
            codes.into_iter().map(|c| self.bare(s, range.clone(), c)).collect();
        let (kind, strength, rule) = match body {
            Some(body) => {
                actors.iter_mut().for_each(|a| a.sector = sector(&body.sector));
                (Kind::Body, 0.85, "body")
            }
            None => (Kind::Modified, 0.4, "noun of a state"),
        };
        let mut m = self.mention(s, range, kind, actors, strength, rule);
        m.head = self.views[s].head(at..at + len);
        Some(m)
    }

    /// Whose a noun is: by adjectives and possessors before it, a compound's first part, or "van" after it.
    fn owners(
        &self,
        s: usize,
        end: usize,
        before: &Before,
        hit: Option<&Hit>,
        body: bool,
    ) -> (Vec<String>, usize) {
        let mut codes: Vec<String> = before.of.iter().filter_map(|n| self.code(n)).collect();
        if let Some(names) = hit.map(|h| &h.names).filter(|n| !n.is_empty()) {
            codes.extend(self.code(names));
        }
        if !codes.is_empty() {
            return (codes, end);
        }
        let view = &self.views[s];
        if hit.is_some_and(|h| self.is_seated(s, end, h)) {
            return (codes, end);
        }
        let small = &self.who.gazetteer.small;
        let joins = |k: &String| {
            small.of_whom.contains(k)
                || (body && (small.from_where.contains(k) || small.place.contains(k)))
        };
        if !view.keys.get(end).is_some_and(joins) {
            return (codes, end);
        }
        let definite = view.keys.get(end + 1).is_some_and(|k| small.definite.contains(k));
        let at = end + 1 + usize::from(definite);
        if let Some((code, end)) = self.person_after(s, end + 1).filter(|_| body) {
            return (vec![code], end);
        }
        match view.hit(at).filter(|h| !h.names.is_empty() && !h.possessive) {
            Some(h) if self.is_no_adjective(s, at, h) && h.body.is_none() => {
                (self.code(&h.names).into_iter().collect(), at + h.len)
            }
            _ => (codes, end),
        }
    }

    /// The code of the person whom a name, or an office and a name, beginning at a token mean, and where they end: "het
    /// regime van Assad", "de regering van premier Rutte".
    fn person_after(&self, s: usize, at: usize) -> Option<(String, usize)> {
        let titled = self.phrases[s].iter().find(|p| p.tokens.start == at && p.name.is_some());
        let name = titled.and_then(|p| p.name).unwrap_or(at);
        let run = self.views[s].run_at(name)?;
        let person = &self.persons.all[*self.persons.by_run.get(&(s, name))?];
        let end = titled.map_or(run.tokens.end, |p| p.tokens.end);
        Some((person.code.clone(), end)).filter(|(code, _)| !code.is_empty())
    }

    /// "Het hof in Den Haag", where the report names a court that sits there.
    fn is_seated(&self, s: usize, end: usize, hit: &Hit) -> bool {
        let words = &self.who.words.reference.description;
        let Some(d) = hit.description.map(|i| &words[i]).filter(|d| !d.form.is_empty()) else {
            return false;
        };
        let view = &self.views[s];
        let named = view.hit(end + 1).map(|h| view.text(end + 1..end + 1 + h.len));
        self.explicit
            .iter()
            .map(|&i| &self.who.world.actors[i])
            .any(|a| a.form == d.form && !a.seat.is_empty() && named.as_ref() == Some(&a.seat))
    }

    fn sort(&mut self) {
        self.mentions.sort_by_key(|m| (m.sentence, m.tokens.start, m.tokens.end));
    }

    /// Named persons and offices.
    fn read_persons(&mut self) {
        for s in 0..self.views.len() {
            let mut in_phrase = HashSet::new();
            for p in self.phrases[s].clone() {
                in_phrase.extend(p.name);
                let found = self.read_phrase(&p);
                self.mentions.extend(found);
            }
            for run in self.views[s].runs.clone() {
                let Some(&person) = self.persons.by_run.get(&(s, run.tokens.start)) else {
                    continue;
                };
                if in_phrase.contains(&run.tokens.start) {
                    continue;
                }
                let actors = self.person(s, run.tokens.clone(), person);
                let mut m = self.mention(
                    s,
                    run.tokens.clone(),
                    Kind::Name,
                    actors,
                    0.95,
                    "name of a person",
                );
                m.possessive = run.possessive;
                self.mentions.push(m);
            }
        }
    }

    fn read_phrase(&mut self, p: &Phrase) -> Option<Mention> {
        let s = p.sentence;
        if let Some(name) = p.name {
            let person = *self.persons.by_run.get(&(s, name))?;
            let actors = self.person(s, p.tokens.clone(), person);
            return Some(self.mention(
                s,
                p.tokens.clone(),
                Kind::Name,
                actors,
                0.97,
                "title and name",
            ));
        }
        let mut codes: Vec<String> = p.of.iter().filter_map(|n| self.code(n)).collect();
        if codes.is_empty() {
            codes = p.titles.iter().find(|t| t.of.len() == 1).map(|t| t.of.clone())?;
        }
        let actors = codes.into_iter().map(|c| self.office(s, p, c)).collect();
        let mut m =
            self.mention(s, p.tokens.clone(), Kind::Title, actors, 0.85, "office of a state");
        m.head = self.views[s].head(p.core.clone());
        Some(m)
    }

    /// The holder of an office that has no name here.
    pub fn office(&self, s: usize, p: &Phrase, code: String) -> ActorRef {
        let mut actor = self.bare(s, p.tokens.clone(), code);
        let title = p.titles.first();
        actor.office = title.map(|t| t.en.clone());
        actor.sector = title.and_then(|t| sector(&t.sector));
        let Some(role) = title.map(|t| t.role.as_str()).filter(|_| !p.plural && !p.indefinite)
        else {
            return actor;
        };
        let past = p.means.iter().any(|m| is_past(m));
        let holds = |e: &&super::people::PersonEntry| {
            e.code == actor.code && e.held(past).any(|r| self.is_role(r, role))
        };
        let here = self.persons.all.iter().find(holds);
        if let Some(entry) = here.filter(|_| past || p.means.is_empty()) {
            actor.name = Some(entry.name.clone());
            actor.person.clone_from(&entry.known);
        } else if p.means.is_empty() {
            let holders = self.who.world.holders(&actor.code, role, self.date);
            actor.person = holders.first().map(|k| k.id.clone());
        }
        actor
    }

    fn person(&self, s: usize, tokens: Range<usize>, person: usize) -> Vec<ActorRef> {
        let entry = &self.persons.all[person];
        if entry.code.is_empty() {
            return Vec::new();
        }
        vec![ActorRef { ..self.worded(s, tokens, entry.actor()) }]
    }

    /// An actor by its code, with the words that name it.
    pub fn bare(&self, s: usize, tokens: Range<usize>, code: String) -> ActorRef {
        self.worded(s, tokens, ActorRef { code, ..ActorRef::default() })
    }

    fn named(&self, s: usize, tokens: Range<usize>, name: &Name) -> ActorRef {
        let actor = &self.who.world.actors[name.actor];
        let mut found = self.bare(s, tokens, actor.code.clone());
        found.sector = actor.sector;
        found
    }

    /// The states that a name means together, where it is no actor of its own ("de Baltische staten").
    fn together(&self, s: usize, tokens: Range<usize>, name: &Name) -> Option<Vec<ActorRef>> {
        let actor = &self.who.world.actors[name.actor];
        let states = self.who.world.members(&actor.code, self.date);
        (actor.collective && !states.is_empty()).then(|| {
            states.into_iter().map(|c| self.bare(s, tokens.clone(), c.to_owned())).collect()
        })
    }

    pub fn worded(&self, s: usize, tokens: Range<usize>, actor: ActorRef) -> ActorRef {
        let view = &self.views[s];
        let all = &view.sentence.tokens[tokens.clone()];
        ActorRef {
            start: all.first().map(|t| t.span.start),
            end: all.last().map(|t| t.span.end),
            text: Some(view.text(tokens)),
            ..actor
        }
    }

    pub fn mention(
        &self,
        s: usize,
        tokens: Range<usize>,
        kind: Kind,
        actors: Vec<ActorRef>,
        strength: f32,
        rule: &'static str,
    ) -> Mention {
        Mention {
            sentence: s,
            head: self.views[s].head(tokens.clone()),
            tokens,
            kind,
            actors,
            strength,
            antecedent: None,
            rule,
            possessive: false,
            within: vec![],
        }
    }

    fn cast(self) -> Cast {
        let people = self.people();
        let by_token = super::lists::by_token(&self);
        Cast { mentions: self.mentions, by_token, people, places: self.places }
    }

    /// The political persons, in order of appearance.
    fn people(&self) -> Vec<Person> {
        let mut all: Vec<_> = self
            .persons
            .all
            .iter()
            .filter(|p| p.person && p.political && !p.code.is_empty())
            .collect();
        all.sort_by_key(|p| p.first);
        all.into_iter()
            .map(|p| Person {
                name: p.name.clone(),
                of: CodeRef { code: p.code.clone(), name: None },
                office: p.office.clone(),
            })
            .collect()
    }
}

/// "De Polen", where "Polen" is the state: after an article the people, where a name has both readings.
fn people_of(names: Vec<Name>, before: &Before) -> Vec<Name> {
    let people = |n: &&Name| n.kind == NameKind::Inhabitant && n.plural;
    let found: Vec<Name> = names.iter().filter(people).copied().collect();
    if before.definite && !found.is_empty() { found } else { names }
}

/// Whether a word is the score of a match: "2-1".
fn is_score(form: &str) -> bool {
    let few = |n: &str| matches!(n.len(), 1 | 2) && n.chars().all(|c| c.is_ascii_digit());
    form.split_once(['-', '–']).is_some_and(|(a, b)| few(a) && few(b))
}
