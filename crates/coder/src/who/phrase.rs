//! Offices with whose they are and who holds them: "de Russische president Vladimir Poetin", "Kazem Jalali, de Iraanse
//! ambassadeur in Moskou", "leiders van Rusland en India".

use super::Who;
use super::gazetteer::{Hit, Title};
use super::view::View;
use kroniek_model::Upos;
use kroniek_pack::world::{Name, NameKind};
use std::ops::Range;

/// Whose office it is, where another mention says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Owner {
    /// A possessive pronoun at a token.
    Pronoun(usize),
    /// A run of capitals at a token ("Trumps minister").
    Run(usize),
}

/// A noun phrase about an office.
#[derive(Debug, Clone, Default)]
pub(super) struct Phrase {
    pub sentence: usize,
    /// From determiner to the end of the name or of what belongs to the office.
    pub tokens: Range<usize>,
    /// The words of office alone.
    pub core: Range<usize>,
    pub titles: Vec<Title>,
    /// What prefixes mean (`former`).
    pub means: Vec<String>,
    /// Names of the actors it belongs to, each with its readings.
    pub of: Vec<Vec<Name>>,
    pub owner: Option<Owner>,
    /// The body that the office is in, where no state modifies it ("woordvoerder van de Mossad").
    pub within: Option<usize>,
    /// First token of the run that names the holder.
    pub name: Option<usize>,
    pub counterpart: bool,
    /// Whether a noun that is no office introduces the name.
    pub introduced: bool,
    /// Whether only what stands beside the name or says on whose behalf tells whose the holder is.
    pub beside: bool,
    pub kin: bool,
    pub plural: bool,
    pub definite: bool,
    pub indefinite: bool,
    /// "Geen minister".
    pub negated: bool,
    /// Names of where an ambassador is posted.
    pub post: Option<Vec<Name>>,
    /// Where a relative or honorific says so.
    pub gender: String,
}

/// What stands before a noun.
#[derive(Debug, Clone, Default)]
pub(super) struct Before {
    pub start: usize,
    pub of: Vec<Vec<Name>>,
    pub means: Vec<String>,
    pub owner: Option<Owner>,
    pub definite: bool,
    pub indefinite: bool,
    /// Whether a determiner or possessor closes it on the left.
    pub closed: bool,
    /// Number word or word for both.
    pub count: Option<usize>,
    pub other: bool,
    pub own: bool,
    pub adjectives: usize,
    /// Regions of which a state must be ("het West-Afrikaanse land").
    pub among: Vec<Name>,
}

impl Who {
    /// All phrases about offices of a sentence, in text order.
    pub(super) fn phrases(&self, view: &View, sentence: usize) -> Vec<Phrase> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < view.len() {
            match view.hit(at).filter(|h| is_office(h) && !is_verb(view, at)) {
                Some(_) => {
                    let phrase = self.phrase(view, sentence, at);
                    at = phrase.tokens.end.max(at + 1);
                    found.push(phrase);
                }
                None => at += 1,
            }
        }
        self.introduced(view, sentence, &mut found);
        self.told_beside(view, sentence, &mut found);
        self.listed(view, &mut found);
        found.sort_by_key(|p| p.tokens.start);
        found
    }

    fn phrase(&self, view: &View, sentence: usize, at: usize) -> Phrase {
        let before = self.before(view, at);
        let mut p = Phrase {
            sentence,
            tokens: before.start..at,
            core: at..at,
            of: before.of,
            means: before.means,
            owner: before.owner,
            definite: before.definite || before.closed,
            indefinite: before.indefinite,
            negated: view
                .keys
                .get(before.start)
                .is_some_and(|k| before.indefinite && self.gazetteer.small.none.contains(k)),
            ..Phrase::default()
        };
        let mut end = self.take_office(view, at, &mut p);
        while let Some(next) = self.next_office(view, end) {
            end = self.take_office(view, next, &mut p);
        }
        p.core.end = end;
        p.tokens.end = end;
        p.plural = self.is_plural(view, at);
        self.take_name(view, &mut p);
        if p.name.is_none() {
            self.take_owner(view, &mut p);
            self.take_name(view, &mut p);
        } else {
            self.take_portfolio(view, &mut p);
            self.take_owner(view, &mut p);
        }
        if p.name.is_none() {
            self.take_apposition(view, &mut p, before.adjectives > 0);
        }
        p
    }

    /// Notes the office at a token; the token after it.
    fn take_office(&self, view: &View, at: usize, p: &mut Phrase) -> usize {
        let Some(hit) = view.hit(at) else { return at + 1 };
        p.means.extend(hit.means.iter().cloned());
        if let Some(title) = &hit.office {
            p.titles.push(title.clone());
        }
        if let Some(gender) = &hit.kin {
            p.kin = hit.office.is_none();
            p.gender.clone_from(gender);
        }
        p.counterpart |= hit.counterpart;
        if !hit.names.is_empty() {
            p.of.push(hit.names.clone());
        }
        at + hit.len
    }

    /// A second office of the same person ("vicepremier en buitenlandminister Prévot").
    fn next_office(&self, view: &View, end: usize) -> Option<usize> {
        let joined = view.keys.get(end).is_some_and(|k| self.gazetteer.small.and.contains(k));
        let next = if joined { end + 1 } else { end };
        let second = view.hit(next).filter(|h| h.office.is_some() && h.names.is_empty())?;
        let named = view.run_at(next + second.len).is_some();
        (named || !joined).then_some(next)
    }

    fn is_plural(&self, view: &View, at: usize) -> bool {
        let hit = view.hit(at).map_or(1, |h| h.len);
        (at..at + hit).any(|i| {
            let t = &view.sentence.tokens[i];
            t.upos == Upos::Noun && t.feat("Number") == Some("Plur")
        })
    }

    /// The holder's name right after, an honorific between passed over.
    fn take_name(&self, view: &View, p: &mut Phrase) {
        let mut at = p.tokens.end;
        while let Some(hit) = view.hit(at).filter(|h| h.honorific.is_some() && h.office.is_none()) {
            at += hit.len;
        }
        if let Some(run) = view.run_at(at) {
            p.name = Some(at);
            p.tokens.end = run.tokens.end;
        }
    }

    /// "minister Yu Woo-ik van Hereniging".
    fn take_portfolio(&self, view: &View, p: &mut Phrase) {
        let end = p.tokens.end;
        if !view.keys.get(end).is_some_and(|k| self.gazetteer.small.of_whom.contains(k)) {
            return;
        }
        let Some(hit) = view.hit(end + 1) else { return };
        let Some(portfolio) = hit.portfolio.map(|i| &self.words.portfolios[i]) else { return };
        for title in p.titles.iter_mut().filter(|t| t.role == "minister") {
            title.role.clone_from(&portfolio.role);
            title.en.clone_from(&portfolio.en);
        }
        p.tokens.end = end + 1 + hit.len;
    }

    /// "van Rusland en India", "van de NAVO".
    fn take_owner(&self, view: &View, p: &mut Phrase) {
        let mut at = p.tokens.end;
        let small = &self.gazetteer.small;
        // Whence somebody is says whose he is, where nothing else does ("minister X vanuit Praag"); of one without a
        // name only what hangs on the office ("een onderminister uit Washington", not "keerde de premier uit Praag terug").
        let whence = p.of.is_empty() && (p.name.is_some() || hangs_on(view, at, &p.core));
        let joins =
            |k: &String| small.of_whom.contains(k) || (whence && small.from_where.contains(k));
        if !view.keys.get(at).is_some_and(joins) {
            return self.skip_post(view, p);
        }
        let mut found = Vec::new();
        loop {
            let mut next = at + 1;
            if view.keys.get(next).is_some_and(|k| self.gazetteer.small.definite.contains(k)) {
                next += 1;
            }
            let Some(hit) = view.hit(next).filter(|h| !h.names.is_empty() && !h.possessive) else {
                break;
            };
            if hit.names.iter().all(|n| n.kind == NameKind::Adjective) {
                break;
            }
            found.push(hit.names.clone());
            at = next + hit.len;
            let joined =
                view.keys.get(at).is_some_and(|k| k == "," || self.gazetteer.small.and.contains(k));
            if !joined || !p.plural {
                break;
            }
        }
        if !found.is_empty() {
            p.tokens.end = at;
            p.of.extend(found);
        } else if p.of.is_empty() {
            self.take_body(view, p);
        }
    }

    /// "van het Oekraïense ministerie van Buitenlandse Zaken".
    fn take_body(&self, view: &View, p: &mut Phrase) {
        let from = p.tokens.end + 1;
        // A determiner and a few adjectives at most stand between.
        let body = (from..(from + 5).min(view.len()))
            .find(|&i| view.hit(i).is_some_and(|h| h.body.is_some()));
        let Some(at) = body else { return };
        let before = self.before(view, at);
        if before.start == from && !before.of.is_empty() {
            p.of.extend(before.of);
            p.tokens.end = at + view.hit(at).map_or(1, |h| h.len);
        } else if before.start == from {
            p.within = view.hit(at).and_then(|h| h.body);
            p.tokens.end = at + view.hit(at).map_or(1, |h| h.len);
            // "de leider van het leger van Myanmar".
            if p.within.is_some_and(|i| self.words.bodies[i].country.is_empty()) {
                self.take_state(view, p);
                self.take_wider_body(view, p);
            }
        }
    }

    /// The body of one state that an office's own words lie in: "van de commissie Buitenlandse Zaken in de Doema".
    fn take_wider_body(&self, view: &View, p: &mut Phrase) {
        let (small, from) = (&self.gazetteer.small, p.tokens.end);
        if !p.of.is_empty() {
            return;
        }
        let joins = |i: usize| {
            let k = &view.keys[i];
            small.of_whom.contains(k) || small.place.contains(k) || small.definite.contains(k)
        };
        let near = from..(from + 9).min(view.len());
        let inside = near
            .take_while(|&i| {
                !closes(view, i) && !matches!(view.sentence.tokens[i].upos, Upos::Verb | Upos::Aux)
            })
            .filter(|&i| i > from && joins(i - 1));
        let fixed = inside
            .filter_map(|i| view.hit(i)?.body)
            .find(|&b| !self.words.bodies[b].country.is_empty());
        p.within = fixed.or(p.within);
    }

    /// "van Myanmar", after a body that is no state's own.
    fn take_state(&self, view: &View, p: &mut Phrase) {
        let small = &self.gazetteer.small;
        let end = p.tokens.end;
        if !view.keys.get(end).is_some_and(|k| small.of_whom.contains(k)) {
            return;
        }
        let definite = view.keys.get(end + 1).is_some_and(|k| small.definite.contains(k));
        let at = end + 1 + usize::from(definite);
        let named = |h: &&Hit| h.names.iter().any(|n| n.kind != NameKind::Adjective);
        if let Some(hit) = view.hit(at).filter(named).filter(|h| !h.possessive) {
            p.of.push(hit.names.clone());
            p.tokens.end = at + hit.len;
        }
    }

    /// "in Moskou" after an ambassador: where he sits, not whose he is.
    fn skip_post(&self, view: &View, p: &mut Phrase) {
        let end = p.tokens.end;
        let place = view.keys.get(end).is_some_and(|k| self.gazetteer.small.place.contains(k));
        let posted = p.titles.iter().any(Title::is_posted);
        if let Some(hit) = view.hit(end + 1).filter(|h| place && posted && !h.names.is_empty()) {
            p.post = Some(hit.names.clone());
            p.tokens.end = end + 1 + hit.len;
        }
    }

    /// A name set off by a comma, after ("de president, Xi Jinping,") or before ("Xi Jinping, de president").
    fn take_apposition(&self, view: &View, p: &mut Phrase, modified: bool) {
        let comma = |i: usize| view.keys.get(i).is_some_and(|k| k == ",");
        if let Some(i) = p.tokens.start.checked_sub(1).filter(|&i| comma(i))
            && let Some(run) = view.run_before(i)
            && !p.plural
            && !p.counterpart
            && (!p.indefinite || (run.tagged && self.ends(view, p.tokens.end)))
        {
            p.name = Some(run.tokens.start);
            p.tokens.start = run.tokens.start;
            return;
        }
        let after = p.tokens.end;
        let told = modified || !p.of.is_empty() || p.post.is_some();
        let named = p.definite && told && !p.plural;
        let run = view.run_at(after + 1).filter(|_| comma(after) && named);
        if let Some(run) = run.filter(|r| closes(view, r.tokens.end)) {
            p.name = Some(run.tokens.start);
            p.tokens.end = run.tokens.end;
        }
    }

    /// Whether a phrase of office ends before a token: by a sign, or by what says whose it is or tells more.
    fn ends(&self, view: &View, at: usize) -> bool {
        let small = &self.gazetteer.small;
        let more = |k: &String| small.of_whom.contains(k) || small.relative.contains(k);
        closes(view, at) || view.keys.get(at).is_some_and(more)
    }

    /// What stands before a noun that begins at a token: adjectives of states, prefixes, a determiner or possessor.
    pub(super) fn before(&self, view: &View, at: usize) -> Before {
        let mut b = Before { start: at, ..Before::default() };
        while b.start > 0 && !b.closed && self.step(view, &mut b) {}
        b.of.reverse();
        b
    }

    /// Takes one more word on the left; whether there was one that belongs.
    fn step(&self, view: &View, b: &mut Before) -> bool {
        let at = b.start - 1;
        if let Some(run) = view.run_before(b.start) {
            if run.possessive {
                b.owner = Some(Owner::Run(run.tokens.start));
                b.start = run.tokens.start;
                b.closed = true;
            }
            return run.possessive;
        }
        if self.step_determiner(view, b, at) {
            return true;
        }
        match view.hit_before(b.start) {
            Some((start, hit)) => self.step_hit(view, b, start, hit),
            None => self.step_word(view, b, at),
        }
    }

    /// A determiner closes a phrase on the left.
    fn step_determiner(&self, view: &View, b: &mut Before, at: usize) -> bool {
        let (small, key) = (&self.gazetteer.small, &view.keys[at]);
        let upos = view.sentence.tokens[at].upos;
        let definite = small.definite.contains(key);
        let indefinite = small.indefinite.contains(key);
        let is = (definite || indefinite) && matches!(upos, Upos::Det | Upos::Pron | Upos::X);
        if is {
            b.definite |= definite;
            b.indefinite = indefinite;
            b.closed = true;
            b.start = at;
        }
        is
    }

    /// A small word or an adjective.
    fn step_word(&self, view: &View, b: &mut Before, at: usize) -> bool {
        let (small, key) = (&self.gazetteer.small, &view.keys[at]);
        if small.both.contains(key) {
            b.count = Some(2);
            b.definite = true;
        } else if small.other.contains(key) {
            b.other = true;
        } else if small.own.contains(key) {
            b.own = true;
            b.definite = true;
            b.closed = true;
        } else if let Some(n) = self.number(key) {
            b.count = Some(n);
        } else if key == "," || small.and.contains(key) {
            // "Amerikaanse en Russische troepen": only between two adjectives of states.
            let adjective = is_state_adjective(view.hit_before(at).map(|(_, h)| h));
            if b.of.is_empty() || !adjective {
                return false;
            }
        } else if is_adjective(view, at) {
            b.adjectives += 1;
        } else {
            return false;
        }
        b.start = at;
        true
    }

    /// How many a number word or figures count.
    fn number(&self, key: &str) -> Option<usize> {
        self.words.reference.numbers.get(key).copied().or_else(|| key.parse().ok())
    }

    /// Whether a hit is the adjective of a region, which is no actor.
    pub(super) fn is_regional(&self, hit: &Hit) -> bool {
        let of_region = |n: &Name| {
            let actor = &self.world.actors[n.actor];
            n.kind == NameKind::Adjective && (actor.collective || actor.is_area())
        };
        !hit.names.is_empty() && hit.names.iter().all(of_region)
    }

    fn step_hit(&self, view: &View, b: &mut Before, start: usize, hit: &Hit) -> bool {
        // "Het zijn landen" has a verb.
        let verb = matches!(view.sentence.tokens[start].relation(), "cop" | "aux");
        let owns = |i: usize| self.words.reference.pronoun[i].possessive && !verb;
        if hit.pronoun.is_some_and(owns) {
            b.owner = Some(Owner::Pronoun(start));
            b.closed = true;
            b.definite = true;
        } else if hit.possessive {
            b.of.push(hit.names.clone());
            b.closed = true;
            b.definite = true;
        } else if is_state_adjective(Some(hit)) {
            b.adjectives += 1;
            match self.is_regional(hit) {
                true => b.among.extend(&hit.names),
                false => push_parts(hit, &mut b.of),
            }
        } else if !hit.means.is_empty() && hit.office.is_none() {
            b.means.extend(hit.means.iter().cloned());
        } else if hit.honorific.is_some() && hit.office.is_none() {
        } else if is_adjective(view, start)
            && hit.len == 1
            && hit.office.is_none()
            && hit.names.is_empty()
            && hit.body.is_none()
        {
            b.adjectives += 1;
        } else {
            return false;
        }
        b.start = start;
        true
    }
}

/// Whether a sign at a token closes what a comma set off.
fn closes(view: &View, at: usize) -> bool {
    view.keys.get(at).is_none_or(|k| matches!(k.as_str(), "," | "." | ")" | ":"))
}

/// Whether a word of office is a verb where it stands ("Guterres veroordeelde de coup").
pub(super) fn is_verb(view: &View, at: usize) -> bool {
    let token = &view.sentence.tokens[at];
    token.upos == Upos::Verb && token.feat("VerbForm") == Some("Fin")
}

/// Whether a hit is a word of office, a relative or a counterpart.
pub(super) fn is_office(hit: &Hit) -> bool {
    hit.office.is_some() || hit.counterpart || hit.kin.is_some()
}

pub(super) fn is_state_adjective(hit: Option<&Hit>) -> bool {
    hit.is_some_and(|h| !h.possessive && h.names.iter().any(|n| n.kind == NameKind::Adjective))
}

/// Adds the actors of an adjective: all parts of a compound, else one with its readings.
pub(super) fn push_parts(hit: &Hit, of: &mut Vec<Vec<Name>>) {
    let adjectives = hit.names.iter().filter(|n| n.kind == NameKind::Adjective).copied();
    if hit.compound {
        // The caller reads from right to left.
        let parts: Vec<Name> = adjectives.collect();
        of.extend(parts.into_iter().rev().map(|n| vec![n]));
    } else {
        of.push(adjectives.collect());
    }
}

/// Whether a token may be an adjective before a noun.
fn is_adjective(view: &View, at: usize) -> bool {
    let t = &view.sentence.tokens[at];
    match t.upos {
        Upos::Adj | Upos::Num => true,
        Upos::Verb => t.feat("VerbForm") == Some("Part"),
        _ => false,
    }
}

/// Whether the tree hangs a preposition's noun on a phrase.
fn hangs_on(view: &View, preposition: usize, phrase: &Range<usize>) -> bool {
    let head_of = |t: usize| view.sentence.tokens.get(t).and_then(|t| t.head);
    head_of(preposition).and_then(head_of).is_some_and(|h| phrase.contains(&h))
}
