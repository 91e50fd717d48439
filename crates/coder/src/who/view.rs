//! A sentence with what its words may be: names of actors, words of office, runs of capitals that may name a person.

use super::Who;
use super::gazetteer::Hit;
use kroniek_model::{EntityType, Sentence, Upos};
use kroniek_pack::world::{NameKind, surface_key};
use std::collections::HashSet;
use std::ops::Range;

/// Words that may be a person's name.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Run {
    pub tokens: Range<usize>,
    /// The name without a possessive ending.
    pub name: String,
    pub possessive: bool,
    /// Whether the tagger calls it a person.
    pub tagged: bool,
    /// Whether the tables know a person of this full name.
    pub known: bool,
    /// Whether it is one word that begins the sentence, so that its capital says nothing.
    pub initial: bool,
    /// Whether a determiner stands right before ("het vliegdekschip de Ronald Reagan").
    pub determined: bool,
    /// Whether what stands around shows that the words alone are no family name: a determiner or noun before, a capital
    /// beside.
    pub closed: bool,
}

/// A sentence with what its words may be.
#[derive(Debug, Clone)]
pub(super) struct View<'a> {
    pub sentence: &'a Sentence,
    /// Key of each token.
    pub keys: Vec<String>,
    /// What begins at each token.
    pub hits: Vec<Option<Hit>>,
    /// The token at which the hit or run that covers a token begins.
    pub start: Vec<Option<usize>>,
    /// Runs by their first token.
    pub runs: Vec<Run>,
}

impl<'a> View<'a> {
    pub fn new(who: &Who, sentence: &'a Sentence) -> Self {
        let n = sentence.tokens.len();
        let keys: Vec<String> = sentence.tokens.iter().map(|t| surface_key(&t.form)).collect();
        let mut view =
            View { sentence, keys, hits: vec![None; n], start: vec![None; n], runs: Vec::new() };
        let mut at = 0;
        while at < n {
            at = view.take(who, at);
        }
        view
    }

    /// Reads what begins at a token; the token after it.
    fn take(&mut self, who: &Who, at: usize) -> usize {
        if let Some(run) = self.known_run(who, at).or_else(|| self.compound_run(who, at)) {
            return self.put_run(run);
        }
        let hit = self.find(who, at);
        let tagged = self.tagged_end(at).filter(|end| end - at >= 2);
        if let (Some(end), Some(hit)) = (tagged, &hit)
            && (!hit.names.is_empty() || hit.place.is_some())
            && end - at > hit.len
            && self.is_name_word(at + hit.len)
        {
            let run = self.run(who, at..end, false);
            return self.put_run(run);
        }
        if let Some(hit) = hit.filter(|h| !self.is_titled_place(who, at, h)) {
            let end = at + hit.len;
            self.start[at..end].fill(Some(at));
            self.hits[at] = Some(hit);
            return end;
        }
        match self.unknown_run(who, at) {
            Some(run) => self.put_run(run),
            None => at + 1,
        }
    }

    /// Whether a word that the tables know only as a place stands right after an office ("emir Sabah").
    fn is_titled_place(&self, who: &Who, at: usize, hit: &Hit) -> bool {
        let only = hit.place.is_some()
            && hit.names.is_empty()
            && hit.body.is_none()
            && hit.office.is_none();
        let titled = || self.hit_before(at).is_some_and(|(_, h)| h.office.is_some());
        let joined = || at > 0 && who.gazetteer.small.and.contains(&self.keys[at - 1]);
        let listed = || joined() && self.run_before(at - 1).is_some();
        only && self.is_capital(who, at) && (titled() || listed())
    }

    /// A person's name in a compound with a body: "regering-Biden", "Trump-regering".
    fn compound_run(&self, who: &Who, at: usize) -> Option<Run> {
        let (first, last) = self.form(at).split_once(['-', '‑'])?;
        let find = |part: &str| who.gazetteer.find(&[(part, &surface_key(part))]);
        let is_body =
            |part: &str| find(part).is_some_and(|h| h.body.is_some() && h.names.is_empty());
        let is_person = |part: &str| {
            part.chars().next().is_some_and(char::is_uppercase)
                && who.world.folding.word(part).iter().any(|k| who.world.people.has_word(k))
                && find(part).is_none_or(|h| h.names.is_empty())
        };
        let name = match (is_person(first) && is_body(last), is_body(first) && is_person(last)) {
            (true, _) => first,
            (_, true) => last,
            _ => return None,
        };
        let run = self.run(who, at..at + 1, false);
        Some(Run { name: name.to_owned(), initial: false, determined: false, closed: false, ..run })
    }

    /// Takes the ending off the possessors of names that no table knows, where the report also names them without it
    /// ("Moreaus vrouw").
    pub fn mark_possessives(views: &mut [View], endings: &[String]) {
        let last = |name: &str| name.rsplit(' ').next().unwrap_or(name).to_owned();
        let plain: HashSet<String> =
            views.iter().flat_map(|v| &v.runs).map(|r| last(&r.name)).collect();
        for run in views.iter_mut().flat_map(|v| &mut v.runs).filter(|r| !r.possessive) {
            let stems = endings.iter().filter_map(|e| run.name.strip_suffix(e.as_str()));
            if let Some(stem) = stems.map(str::to_owned).find(|s| plain.contains(&last(s))) {
                run.name = stem;
                run.possessive = true;
            }
        }
    }

    fn put_run(&mut self, run: Run) -> usize {
        let end = run.tokens.end;
        self.start[run.tokens.clone()].fill(Some(run.tokens.start));
        self.runs.push(run);
        end
    }

    pub fn len(&self) -> usize {
        self.keys.len()
    }

    pub fn form(&self, at: usize) -> &str {
        &self.sentence.tokens[at].form
    }

    /// The hit that ends just before a token, with where it begins.
    pub fn hit_before(&self, at: usize) -> Option<(usize, &Hit)> {
        let start = self.start[at.checked_sub(1)?]?;
        self.hits[start].as_ref().filter(|h| start + h.len == at).map(|h| (start, h))
    }

    pub fn hit(&self, at: usize) -> Option<&Hit> {
        self.hits.get(at)?.as_ref()
    }

    /// The run that begins at a token.
    pub fn run_at(&self, at: usize) -> Option<&Run> {
        self.runs.iter().find(|r| r.tokens.start == at)
    }

    /// The run that ends just before a token.
    pub fn run_before(&self, at: usize) -> Option<&Run> {
        self.runs.iter().find(|r| r.tokens.end == at)
    }

    fn find(&self, who: &Who, at: usize) -> Option<Hit> {
        // No name has more words than this.
        let end = (at + 12).min(self.len());
        let words: Vec<(&str, &str)> =
            (at..end).map(|i| (self.form(i), self.keys[i].as_str())).collect();
        who.gazetteer.find(&words)
    }

    /// Whether a token may be a word of a name by its capital.
    pub fn is_capital(&self, who: &Who, at: usize) -> bool {
        let form = self.form(at);
        let rest =
            who.words.reference.name_prefixes.iter().find_map(|p| form.strip_prefix(p.as_str()));
        rest.unwrap_or(form).chars().next().is_some_and(char::is_uppercase)
            && !form.contains(|c: char| c.is_ascii_digit())
    }

    fn is_name_word(&self, at: usize) -> bool {
        at < self.len() && self.form(at).chars().any(char::is_uppercase)
    }

    /// Where the capitals that begin at a token end; small particles count between them.
    fn capitals_end(&self, who: &Who, at: usize) -> usize {
        let mut end = at + 1;
        loop {
            let mut next = end;
            while next < end + 3 && self.is_small(who, next) {
                next += 1;
            }
            if next < self.len() && self.is_capital(who, next) && self.is_word(next) {
                end = next + 1;
            } else {
                return end;
            }
        }
    }

    /// Whether a particle of names stands at a token, written small.
    fn is_small(&self, who: &Who, at: usize) -> bool {
        at < self.len()
            && who.gazetteer.small.particles.contains(&self.keys[at])
            && !self.is_capital(who, at)
    }

    fn is_word(&self, at: usize) -> bool {
        self.form(at).chars().any(char::is_alphabetic)
    }

    /// The longest stretch from a token that is the full name of a known person.
    fn known_run(&self, who: &Who, at: usize) -> Option<Run> {
        if !self.is_capital(who, at) || !self.is_word(at) {
            return None;
        }
        if self.begins(at) && who.gazetteer.small.openers.contains(&self.keys[at]) {
            return None;
        }
        let last = self.capitals_end(who, at).min(at + 7);
        if last >= at + 2 && who.world.people.has_particle_name(&self.text(at..at + 2)) {
            // "De Croo": the particle is a part of the family name, also where it opens the sentence.
            let run = self.run(who, at..at + 2, true);
            return Some(Run { initial: false, determined: false, closed: false, ..run });
        }
        (at + 2..=last).rev().find_map(|end| {
            if !self.is_capital(who, end - 1) {
                return None;
            }
            let mut run = self.run(who, at..end, true);
            let full = |name: &str| who.knows_full(name);
            let raw = self.text(at..end);
            if full(&raw) {
                run.name = raw;
                run.possessive = false;
                return Some(run);
            }
            full(&run.name).then_some(run)
        })
    }

    /// Capitals that no table knows.
    fn unknown_run(&self, who: &Who, at: usize) -> Option<Run> {
        if !self.is_capital(who, at) || !self.is_word(at) || self.is_small_word(who, at) {
            return None;
        }
        let tagged = self.tagged_end(at).unwrap_or(at);
        let last = match self.is_small(who, tagged) {
            // "Hussain Rasheed van de Universiteit": the tagger knows where a name ends before a particle.
            true if tagged > at => tagged,
            _ => self.capitals_end(who, at),
        };
        let mut end = at + 1;
        while end < last {
            let next = (end..last).find(|&i| self.is_capital(who, i))?;
            let hit = self.find(who, next);
            let known = next >= tagged && hit.as_ref().is_some_and(is_solid);
            // "emir Sabah van Koeweit", whatever the tagger says.
            let of_state = next > end && hit.as_ref().is_some_and(is_state);
            let apart = next >= tagged || self.sentence.tokens[at].upos != Upos::Propn;
            if known || of_state || (apart && self.known_run(who, next).is_some()) {
                break;
            }
            end = next + 1;
        }
        let run = self.run(who, at..end, false);
        let verb = |t: &kroniek_model::Token| {
            matches!(
                t.upos,
                Upos::Verb
                    | Upos::Aux
                    | Upos::Adv
                    | Upos::Adp
                    | Upos::Sconj
                    | Upos::Cconj
                    | Upos::Pron
                    | Upos::Det
                    | Upos::Num
            )
        };
        let first = &self.sentence.tokens[at];
        let no_name = self.opens(at) && verb(first) && first.entity.is_none();
        let adjective = end == at + 1 && first.upos == Upos::Adj && first.entity.is_none();
        if no_name || adjective || (end == at + 1 && !run.tagged && is_compound(&first.form)) {
            return None;
        }
        Some(run)
    }

    fn run(&self, who: &Who, tokens: Range<usize>, known: bool) -> Run {
        let raw = self.text(tokens.clone());
        let tagged = self.tagged(tokens.start, EntityType::Person);
        let (name, possessive) = who.without_possessive(&raw);
        let proper = self.sentence.tokens[tokens.start].upos == Upos::Propn;
        let initial = tokens.len() == 1 && self.begins(tokens.start) && !proper;
        let determined = self.is_determined(who, tokens.start);
        let closed = determined || self.is_beside(who, &tokens);
        Run { tokens, name, possessive, tagged, known, initial, determined, closed }
    }

    /// Whether nothing but punctuation stands before a token.
    pub fn begins(&self, at: usize) -> bool {
        (0..at).all(|i| !self.is_word(i))
    }

    /// Whether a token's capital says nothing: it begins the sentence, or a quotation or bracket within it.
    fn opens(&self, at: usize) -> bool {
        let mark = |b: usize| &self.sentence.tokens[b];
        let opened = at.checked_sub(1).map(mark);
        self.begins(at) || opened.is_some_and(|m| m.upos == Upos::Punct && !m.space_after)
    }

    /// Whether a determiner stands right before a token.
    fn is_determined(&self, who: &Who, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        let small = &who.gazetteer.small;
        let (token, key) = (&self.sentence.tokens[before], &self.keys[before]);
        let article = token.relation() == "det" || token.upos == Upos::X;
        // "USS Ronald Reagan".
        let acronym = token.form.len() > 1 && token.form.chars().all(char::is_uppercase);
        let names = self.hit_before(at).is_some_and(|(_, h)| !h.names.is_empty());
        (article && (small.definite.contains(key) || small.indefinite.contains(key)))
            || (acronym && !names)
    }

    /// Whether a common noun that is no office, or another capital, stands beside.
    fn is_beside(&self, who: &Who, tokens: &Range<usize>) -> bool {
        let noun = tokens.start.checked_sub(1).is_some_and(|i| {
            self.sentence.tokens[i].upos == Upos::Noun && self.hit_before(tokens.start).is_none()
        });
        let capital =
            tokens.end < self.len() && self.is_capital(who, tokens.end) && self.is_word(tokens.end);
        noun || capital
    }

    fn is_small_word(&self, who: &Who, at: usize) -> bool {
        let s = &who.gazetteer.small;
        let key = &self.keys[at];
        self.opens(at)
            && [
                &s.definite,
                &s.indefinite,
                &s.place,
                &s.and,
                &s.of_whom,
                &s.both,
                &s.own,
                &s.other,
                &s.openers,
            ]
            .iter()
            .any(|set| set.contains(key))
            && !self.tagged(at, EntityType::Person)
    }

    pub fn tagged(&self, at: usize, kind: EntityType) -> bool {
        self.sentence.tokens[at].entity.is_some_and(|e| e.kind == kind)
    }

    /// Where the person's name that the tagger begins at a token ends.
    fn tagged_end(&self, at: usize) -> Option<usize> {
        let tokens = &self.sentence.tokens;
        let first = tokens[at].entity?;
        if first.kind != EntityType::Person || !first.first {
            return None;
        }
        let more = tokens[at + 1..]
            .iter()
            .take_while(|t| t.entity.is_some_and(|e| e.kind == EntityType::Person && !e.first));
        Some(at + 1 + more.count())
    }

    /// The run that is the subject of a noun that says what somebody is or becomes.
    pub fn subject_of_predicate(&self, noun: Range<usize>) -> Option<&Run> {
        let tokens = &self.sentence.tokens;
        let head = self.head(noun);
        let is = |c: usize| matches!(tokens[c].relation(), "cop" | "aux");
        let verb = match tokens[head].relation() {
            "xcomp" => tokens[head].head?,
            _ if self.sentence.children(head).any(is) => head,
            _ => return None,
        };
        let subject = self.sentence.children_by(verb, "nsubj").next()?;
        self.runs.iter().find(|r| r.tagged && r.tokens.contains(&subject))
    }

    /// The words of a stretch, as they are read.
    pub fn text(&self, tokens: Range<usize>) -> String {
        let mut out = String::new();
        for i in tokens.clone() {
            out.push_str(self.form(i));
            if self.sentence.tokens[i].space_after && i + 1 < tokens.end {
                out.push(' ');
            }
        }
        out
    }

    /// The token that heads a stretch in the tree: the one whose head lies outside; the last where the tree is none.
    pub fn head(&self, tokens: Range<usize>) -> usize {
        let outside = |i: &usize| {
            let t = &self.sentence.tokens[*i];
            t.head.is_none_or(|h| !tokens.contains(&h)) && t.upos != Upos::Det
        };
        let last = tokens.end.saturating_sub(1);
        let mut heads = tokens.clone().filter(outside);
        heads.next().unwrap_or(last)
    }
}

/// Whether a hit is the name of an actor.
fn is_state(hit: &Hit) -> bool {
    hit.names.iter().any(|n| matches!(n.kind, NameKind::Name | NameKind::Acronym))
}

/// Whether a hit is more than a word that may also be part of a person's name.
fn is_solid(hit: &Hit) -> bool {
    !hit.names.is_empty() || hit.office.is_some() || hit.portfolio.is_some() || hit.body.is_some()
}

/// Whether a word is a compound with a hyphen whose last part is a common noun of some length ("Lockerbie-aanslag").
fn is_compound(form: &str) -> bool {
    let last = form.rsplit('-').next().unwrap_or(form);
    last.len() < form.len() && last.chars().count() > 5 && last.chars().all(char::is_lowercase)
}
