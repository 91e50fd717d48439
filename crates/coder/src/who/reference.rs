//! Pronouns, descriptions and bare offices: "hij", "het land", "de twee leiders", "de president", "de regering".

mod offices;

use super::mention::{Kind, Mention};
use super::phrase::{Before, Owner, is_office};
use super::read::Reader;
use super::salience::{Candidate, Wanted};
use kroniek_model::{ActorRef, Upos};
use kroniek_pack::world::{Description, Pronoun, Refers, sector};
use std::ops::Range;

/// A word that refers back.
struct Anaphor<'a> {
    s: usize,
    /// All its tokens.
    tokens: Range<usize>,
    /// Its noun or pronoun.
    at: usize,
    before: &'a Before,
}

impl Reader<'_> {
    /// Resolves all words that refer back, in text order, so that each may rest on those before.
    pub(super) fn refer(&mut self) {
        for s in 0..self.views.len() {
            for at in 0..self.views[s].len() {
                let found = self.refer_at(s, at);
                self.insert(found);
            }
        }
    }

    /// Puts a mention in its place, and what rests on later ones in theirs.
    fn insert(&mut self, found: Option<Mention>) {
        let Some(m) = found else { return };
        let same =
            |o: &Mention| o.sentence == m.sentence && o.tokens == m.tokens && o.kind == m.kind;
        if let Some(old) = self.mentions.iter_mut().find(|o| same(o)) {
            *old = m;
            return;
        }
        let key = |m: &Mention| (m.sentence, m.tokens.start, m.tokens.end);
        let at = self.mentions.partition_point(|o| key(o) <= key(&m));
        for other in &mut self.mentions {
            other.antecedent = other.antecedent.map(|i| i + usize::from(i >= at));
        }
        self.mentions.insert(at, m);
    }

    fn refer_at(&self, s: usize, at: usize) -> Option<Mention> {
        let view = &self.views[s];
        let office = self.phrases[s].iter().find(|p| p.core.start == at && p.name.is_none());
        if let Some(m) = office.and_then(|p| self.bare_office(p)) {
            return Some(m);
        }
        if self.mentions.iter().any(|m| m.sentence == s && m.head == at && m.kind != Kind::Modified)
        {
            return None;
        }
        let Some(hit) = view.hit(at) else { return self.bare_number(s, at) };
        let end = at + hit.len;
        if let Some(pronoun) = hit.pronoun.map(|i| &self.who.words.reference.pronoun[i]) {
            return self.pronoun(s, at..end, pronoun);
        }
        if hit.reciprocal {
            let (i, m) = self.subject(s, self.clause(s, at))?;
            let actors = self.group_of(i).unwrap_or_else(|| m.actors.clone());
            return Some(self.resolved(s, at..end, Kind::Pronoun, actors, (i, 0.8), "reciprocal"));
        }
        if !hit.names.is_empty() && hit.description.is_none() && hit.body.is_none() {
            return None;
        }
        let before = self.who.before(view, at);
        let a = Anaphor { s, tokens: before.start..end, at, before: &before };
        let described = hit.description.map(|i| &self.who.words.reference.description[i]);
        if let Some(found) = described.and_then(|d| self.description(&a, d)) {
            return Some(found);
        }
        let body = hit.body.filter(|_| !is_office(hit)).map(|i| &self.who.words.bodies[i])?;
        let means_state = body.definite_means_state && (before.definite || before.own);
        let code = if means_state { self.focus(&a)? } else { return None };
        let mut actor = self.bare(s, a.tokens.clone(), code);
        actor.sector = sector(&body.sector);
        Some(self.mention(s, a.tokens, Kind::Body, vec![actor], 0.55, "body of the state in focus"))
    }

    /// The state in focus at a noun: that of the outlet ("onze regering"), of the possessor, or of the report there.
    fn focus(&self, a: &Anaphor) -> Option<String> {
        if a.before.own {
            return self.own_state();
        }
        if let Some(Owner::Pronoun(p)) = a.before.owner {
            let m = self.mentions.iter().find(|m| m.sentence == a.s && m.head == p);
            return m.and_then(|m| m.actors.first()).map(|a| a.code.clone());
        }
        if let Some(Owner::Run(r)) = a.before.owner {
            let person = self.persons.by_run.get(&(a.s, r))?;
            return Some(self.persons.all[*person].code.clone()).filter(|c| !c.is_empty());
        }
        let wanted = Wanted::any(Refers::State);
        self.candidates(a.s, a.tokens.start, &wanted)
            .first()
            .map(|c| c.actor.code.clone())
            .or_else(|| self.topic(a.s, a.at))
    }

    /// The state of the outlet.
    fn own_state(&self) -> Option<String> {
        let outlets = &self.who.words.reference.outlets;
        let said = [self.document.outlet.as_deref(), self.document.url.as_deref()];
        let marked = |mark: &String| said.iter().flatten().any(|t| t.contains(mark.as_str()));
        let marked = outlets.iter().find(|o| o.marks.iter().any(marked));
        let own = marked.or_else(|| {
            // Of equals the first is taken.
            outlets.iter().rev().max_by_key(|o| self.told_of(&o.state))
        });
        own.map(|o| o.state.clone())
    }

    /// How often the report names an actor.
    fn told_of(&self, code: &str) -> usize {
        self.mentions.iter().filter(|m| m.actors.iter().any(|a| a.code == code)).count()
    }

    fn resolved(
        &self,
        s: usize,
        tokens: Range<usize>,
        kind: Kind,
        actors: Vec<ActorRef>,
        (antecedent, strength): (usize, f32),
        rule: &'static str,
    ) -> Mention {
        let worded = actors.into_iter().map(|a| self.worded(s, tokens.clone(), a)).collect();
        let mut m = self.mention(s, tokens, kind, worded, strength, rule);
        m.antecedent = Some(antecedent);
        m
    }

    fn pronoun(&self, s: usize, tokens: Range<usize>, p: &Pronoun) -> Option<Mention> {
        let at = tokens.start;
        let token = &self.views[s].sentence.tokens[at];
        let expletive =
            matches!(token.relation(), "expl" | "det" | "fixed" | "mark" | "cop" | "aux");
        let pronoun = matches!(token.upos, Upos::Pron | Upos::X | Upos::Noun | Upos::Adj);
        let opens = self.views[s].begins(at) && token.relation() == "nsubj";
        let possible = p.last || (pronoun && !expletive);
        if !possible || (p.opening && !opens) {
            return None;
        }
        let possessive = p.possessive
            && matches!(token.relation(), "nmod" | "dep")
            && token.feat("Case") != Some("Acc");
        let plural = p.number == "plur" || (p.number.is_empty() && self.is_plural_pronoun(s, at));
        let mut m = if p.last || p.first {
            self.last_named(s, tokens, p)
        } else if plural {
            self.plural_pronoun(s, tokens)
        } else if p.gender == "n" {
            self.neuter(s, tokens)
        } else {
            self.singular(s, tokens, p, possessive)
        }?;
        m.possessive = possessive;
        Some(m)
    }

    /// Whether "ze" means several: by its verb, or as an object.
    fn is_plural_pronoun(&self, s: usize, at: usize) -> bool {
        let tokens = &self.views[s].sentence.tokens;
        let token = &tokens[at];
        let verb = token.head.unwrap_or(at);
        let number = |i: usize| tokens[i].feat("Number");
        let auxiliary = self.views[s]
            .sentence
            .children(verb)
            .find(|&c| matches!(tokens[c].relation(), "aux" | "cop") && number(c).is_some());
        match token.relation() {
            "nsubj" => auxiliary.map_or(number(verb), number) == Some("Plur"),
            _ => true,
        }
    }

    fn singular(
        &self,
        s: usize,
        tokens: Range<usize>,
        p: &Pronoun,
        possessive: bool,
    ) -> Option<Mention> {
        let at = tokens.start;
        let clause = self.clause(s, at);
        let subject = self.subject(s, clause);
        if possessive
            && let Some((i, m)) = subject.filter(|(_, m)| m.tokens.end <= at && self.owns(m, p))
        {
            let actors = m.actors.clone();
            return Some(self.resolved(
                s,
                tokens,
                Kind::Pronoun,
                actors,
                (i, 0.85),
                "possessor is the subject",
            ));
        }
        if possessive && subject.is_none() && self.has_subject_before(s, clause, at) {
            return None;
        }
        let own = self.views[s].sentence.tokens[at].relation() == "nsubj";
        let blocked = subject.filter(|_| !possessive && !own).map(|(_, m)| m.actors.clone());
        let wanted = Wanted { gender: &p.gender, ..Wanted::any(Refers::Person) };
        let open = |c: &Candidate| {
            !blocked
                .as_ref()
                .is_some_and(|b| b.iter().any(|a| a.name == c.actor.name && a.code == c.actor.code))
        };
        let mut found: Vec<Candidate> =
            self.candidates(s, at, &wanted).into_iter().filter(open).collect();
        if found.is_empty() && possessive && p.thing {
            let any = Wanted { refers: Refers::Any, gender: "", ..wanted };
            found = self.candidates(s, at, &any);
        }
        let best = found.first()?;
        let clear = found.get(1).is_none_or(|next| best.score > 1.3 * next.score);
        let strength = if clear { 0.8 } else { 0.65 };
        Some(self.resolved(
            s,
            tokens,
            Kind::Pronoun,
            vec![best.actor.clone()],
            (best.mention, strength),
            "pronoun",
        ))
    }

    /// Whether a clause has a noun for its subject before a token.
    fn has_subject_before(&self, s: usize, clause: usize, at: usize) -> bool {
        let sentence = self.views[s].sentence;
        sentence
            .children_by(clause, "nsubj")
            .any(|c| c < at && matches!(sentence.tokens[c].upos, Upos::Noun | Upos::Propn))
    }

    /// Whether a subject may be whom a possessive pronoun of the same clause means.
    fn owns(&self, m: &Mention, p: &Pronoun) -> bool {
        let [actor] = m.actors.as_slice() else { return false };
        match self.entry(actor) {
            Some(entry) => entry.gender.is_empty() || entry.gender == p.gender,
            None => p.thing,
        }
    }

    /// "het" for a state or organisation that was the subject before.
    fn neuter(&self, s: usize, tokens: Range<usize>) -> Option<Mention> {
        let all = &self.views[s].sentence.tokens;
        let token = &all[tokens.start];
        let acts = token.head.is_some_and(|h| all[h].upos == Upos::Verb);
        if token.relation() != "nsubj" || token.upos != Upos::Pron || !acts {
            return None;
        }
        let own = self.clause(s, tokens.start);
        let named = |m: &&(usize, &Mention, usize)| {
            matches!(m.1.kind, Kind::State | Kind::Description | Kind::Organisation)
                && m.1.actors.len() == 1
        };
        let (i, m, _) = self
            .earlier(s, tokens.start)
            .filter(|(_, m, back)| *back <= 1 && self.relation(m) == "nsubj")
            .filter(|(_, m, _)| m.sentence != s || self.clause(s, m.head) != own)
            .filter(|m| named(&m))
            .max_by_key(|(i, m, _)| (m.sentence, self.is_main(m), *i))?;
        Some(self.resolved(s, tokens, Kind::Pronoun, m.actors.clone(), (i, 0.5), "neuter pronoun"))
    }

    fn last_named(&self, s: usize, tokens: Range<usize>, p: &Pronoun) -> Option<Mention> {
        let plain = |m: &&(usize, &Mention, usize)| {
            matches!(
                m.1.kind,
                Kind::Name | Kind::State | Kind::Title | Kind::Organisation | Kind::Group
            )
        };
        let all: Vec<(usize, &Mention, usize)> = self
            .earlier(s, tokens.start)
            .filter(|m| plain(&m) && (!p.opening || m.2 > 0))
            .collect();
        let nearest = all.last()?.1.sentence;
        let mut there = all.into_iter().filter(|(_, m, _)| m.sentence == nearest);
        let (i, m, _) = if p.first { there.next() } else { there.next_back() }?;
        let actor = if p.first { m.actors.first() } else { m.actors.last() }?;
        Some(self.resolved(s, tokens, Kind::Pronoun, vec![actor.clone()], (i, 0.8), "latter"))
    }

    fn plural_pronoun(&self, s: usize, tokens: Range<usize>) -> Option<Mention> {
        let at = tokens.start;
        let own = self.clause(s, at);
        let subject = self.views[s].sentence.tokens[at].relation() == "nsubj";
        let possessive = self.views[s].sentence.tokens[at].relation() == "nmod";
        if possessive {
            match self.subject(s, own).filter(|(_, m)| m.tokens.end <= at) {
                Some((i, m))
                    if self.is_plural(m) || m.actors.len() > 1 || self.group_of(i).is_some() =>
                {
                    let actors = self.group_of(i).unwrap_or_else(|| m.actors.clone());
                    let rule = "possessor is the subject";
                    return Some(self.resolved(s, tokens, Kind::Pronoun, actors, (i, 0.8), rule));
                }
                None if self.has_subject_before(s, own, at) => return None,
                _ => {}
            }
        }
        // An object does not mean the subject of its own clause.
        let blocked = self.subject(s, own).filter(|_| !subject && !possessive).map(|(i, _)| i);
        let several = |m: &Mention| m.actors.len() > 1 || self.is_plural(m);
        let single = self
            .earlier(s, at)
            .filter(|(i, m, back)| {
                several(m) && *back <= 2 && Some(*i) != blocked && m.kind != Kind::Adjective
            })
            .max_by(|a, b| self.presence(a, s).total_cmp(&self.presence(b, s)));
        if let Some((i, m, _)) = single {
            let actors = self.group_of(i).unwrap_or_else(|| m.actors.clone());
            return Some(self.resolved(
                s,
                tokens,
                Kind::Pronoun,
                actors,
                (i, 0.65),
                "plural pronoun",
            ));
        }
        let (i, actors) = self.group(s, at, Refers::Any, None, &[])?;
        Some(self.resolved(s, tokens, Kind::Pronoun, actors, (i, 0.5), "plural pronoun of a list"))
    }

    fn presence(&self, (i, m, back): &(usize, &Mention, usize), _s: usize) -> f32 {
        let subject = if self.relation(m) == "nsubj" { 1.4 } else { 1.0 };
        subject / (1.0 + *back as f32) + *i as f32 * 1e-4
    }

    /// Whether the words of a mention are plural.
    fn is_plural(&self, m: &Mention) -> bool {
        self.views[m.sentence].sentence.tokens[m.head].feat("Number") == Some("Plur")
            && matches!(
                m.kind,
                Kind::Inhabitant | Kind::Body | Kind::Title | Kind::Description | Kind::Pronoun
            )
    }

    /// The actors of the list that a mention stands in.
    fn group_of(&self, i: usize) -> Option<Vec<ActorRef>> {
        let list = super::lists::list_of(self, i)?;
        Some(distinct(list.into_iter().flat_map(|j| self.mentions[j].actors.clone()).collect()))
    }

    /// The group of a size that was named together and is most present, else the most present ones.
    fn group(
        &self,
        s: usize,
        at: usize,
        refers: Refers,
        size: Option<usize>,
        except: &[String],
    ) -> Option<(usize, Vec<ActorRef>)> {
        let wanted = Wanted::any(refers);
        let present = self.candidates(s, at, &wanted);
        let score = |a: &ActorRef| {
            let same = |c: &&Candidate| c.actor.code == a.code && c.actor.name == a.name;
            present.iter().find(same).map_or(0.0, |c| c.score)
        };
        let mut best: Option<(f32, usize, Vec<ActorRef>)> = None;
        // A longer list is remembered longer.
        let reach = if size.is_some_and(|n| n > 2) { usize::MAX } else { 3 };
        for (i, m, back) in self.earlier(s, at).filter(|(_, _, back)| *back <= reach) {
            let Some(actors) = self.named_together(i, m, &wanted, except) else { continue };
            if size.is_some_and(|n| actors.len() != n) {
                continue;
            }
            let mean = actors.iter().map(score).sum::<f32>() / actors.len() as f32;
            let value = mean + 0.5 / (1.0 + back as f32);
            if best.as_ref().is_none_or(|(v, ..)| value >= *v) {
                best = Some((value, i, actors));
            }
        }
        if let Some((value, i, actors)) =
            self.named_beside(s, at, &wanted, size.unwrap_or(2), except)
            && best.as_ref().is_none_or(|(v, ..)| value + 0.2 > *v)
        {
            return Some((i, actors));
        }
        if let Some((_, i, actors)) = best {
            return Some((i, actors));
        }
        // More than two that were never named together are too many to guess.
        let size = size.unwrap_or(2);
        if size > 2 {
            return None;
        }
        let open = present.iter().filter(|c| !except.contains(&c.actor.code));
        let chosen: Vec<&Candidate> = open.take(size).collect();
        let last = chosen.iter().map(|c| c.mention).max()?;
        (chosen.len() == size)
            .then(|| (last, chosen.into_iter().map(|c| c.actor.clone()).collect()))
    }

    /// The actors of the nearest sentence that names just so many, with how present they are.
    fn named_beside(
        &self,
        s: usize,
        at: usize,
        wanted: &Wanted,
        size: usize,
        except: &[String],
    ) -> Option<(f32, usize, Vec<ActorRef>)> {
        (s.saturating_sub(2)..=s).rev().find_map(|there| {
            let plain = |m: &Mention| {
                !matches!(m.kind, Kind::Adjective | Kind::Modified | Kind::Place | Kind::Body)
            };
            let mentions: Vec<(usize, &Mention, usize)> =
                self.earlier(s, at).filter(|(_, m, _)| m.sentence == there && plain(m)).collect();
            let actors = mentions.iter().flat_map(|(_, m, _)| &m.actors);
            let all = distinct(actors.filter_map(|a| self.as_group_member(a, wanted)).collect());
            let open = all.iter().all(|a| !except.contains(&a.code));
            let value = 1.0 / (1.0 + (s - there) as f32);
            (all.len() == size && open).then(|| (value, mentions[0].0, all))
        })
    }

    /// The actors that are wanted of the list that a mention stands in; none where it names one alone.
    fn named_together(
        &self,
        i: usize,
        m: &Mention,
        wanted: &Wanted,
        except: &[String],
    ) -> Option<Vec<ActorRef>> {
        let all = if m.actors.len() > 1 { m.actors.clone() } else { self.group_of(i)? };
        let kept = distinct(all.iter().filter_map(|a| self.as_group_member(a, wanted)).collect());
        let open: Vec<ActorRef> =
            kept.iter().filter(|a| !except.contains(&a.code)).cloned().collect();
        (kept.len() > 1 && !open.is_empty()).then_some(open)
    }

    fn as_group_member(&self, actor: &ActorRef, wanted: &Wanted) -> Option<ActorRef> {
        match wanted.refers {
            Refers::Any => Some(ActorRef { start: None, end: None, text: None, ..actor.clone() }),
            _ => self.as_wanted(actor, wanted),
        }
    }

    fn description(&self, a: &Anaphor, d: &Description) -> Option<Mention> {
        let open = a.before.of.is_empty() && !a.before.indefinite;
        if !open || !(a.before.definite || a.before.count.is_some() && a.before.closed) {
            return None;
        }
        if a.before.own && d.refers == Refers::State && d.number == "sing" {
            let actor = self.bare(a.s, a.tokens.clone(), self.own_state()?);
            return Some(self.mention(
                a.s,
                a.tokens.clone(),
                Kind::Description,
                vec![actor],
                0.85,
                "state of the outlet",
            ));
        }
        if d.number == "plur" {
            let size = d.count.or(a.before.count);
            let except = self.excluded(a, d);
            let (i, actors) = self.group(a.s, a.tokens.start, d.refers, size, &except)?;
            let strength = if size == Some(actors.len()) { 0.75 } else { 0.55 };
            return Some(self.resolved(
                a.s,
                a.tokens.clone(),
                Kind::Description,
                actors,
                (i, strength),
                "description of several",
            ));
        }
        let except = self.excluded(a, d);
        let wanted = Wanted {
            refers: d.refers,
            gender: &d.gender,
            except: &except,
            roles: &d.roles,
            form: &d.form,
        };
        let found = self.candidates(a.s, a.tokens.start, &wanted);
        let best = match d.relation.as_str() {
            "host" => self.host(a, &found)?,
            "guest" => self.guest(a, &found)?,
            _ => found.first()?.clone(),
        };
        Some(self.resolved(
            a.s,
            a.tokens.clone(),
            Kind::Description,
            vec![best.actor],
            (best.mention, 0.65),
            "description",
        ))
    }

    /// Codes that a description of the other one cannot mean: the subject of its clause, and whose other one it is.
    fn excluded(&self, a: &Anaphor, d: &Description) -> Vec<String> {
        let clause = self.clause(a.s, a.at);
        let subject = self
            .subject(a.s, clause)
            .filter(|(_, m)| m.head != a.at && m.tokens.end <= a.tokens.start);
        // "Hij is het land ontvlucht": a person's own state may be meant, a state's own not.
        let states = subject.iter().flat_map(|(_, m)| &m.actors);
        let states =
            states.filter(|a| !d.relation.is_empty() || (a.name.is_none() && a.office.is_none()));
        let mut codes: Vec<String> = states.map(|a| a.code.clone()).collect();
        if d.relation == "other" && d.number == "sing" && codes.is_empty() {
            let wanted = Wanted::any(Refers::State);
            let first = self.candidates(a.s, a.tokens.start, &wanted).into_iter().next();
            codes.extend(first.map(|c| c.actor.code));
        }
        codes
    }

    /// The country that the report was last in.
    fn here(&self, a: &Anaphor) -> Option<String> {
        let before = self.mentions.iter().filter(|m| (m.sentence, m.head) < (a.s, a.at));
        let place = before.rev().find(|m| m.kind == Kind::Place)?;
        place.actors.first().map(|p| p.code.clone())
    }

    fn host(&self, a: &Anaphor, found: &[Candidate]) -> Option<Candidate> {
        let here = self.here(a);
        let at_home = |c: &&Candidate| Some(&c.actor.code) == here.as_ref();
        let person = found.iter().filter(at_home).find(|c| c.actor.name.is_some());
        person.or_else(|| found.iter().find(at_home)).or(found.first()).cloned()
    }

    fn guest(&self, a: &Anaphor, found: &[Candidate]) -> Option<Candidate> {
        let here = self.here(a);
        found.iter().find(|c| Some(&c.actor.code) != here.as_ref()).cloned()
    }

    /// A number word that stands for those it counts ("de twee spraken").
    fn bare_number(&self, s: usize, at: usize) -> Option<Mention> {
        let view = &self.views[s];
        let size = *self.who.words.reference.numbers.get(&view.keys[at])?;
        let token = &view.sentence.tokens[at];
        let definite = at > 0 && self.who.gazetteer.small.definite.contains(&view.keys[at - 1]);
        if !definite
            || token.relation() == "nummod"
            || view.hit(at + 1).is_some_and(|h| h.description.is_some())
        {
            return None;
        }
        let next_noun = view.sentence.tokens.get(at + 1).is_some_and(|t| t.upos == Upos::Noun);
        let people = self.group(s, at, Refers::Person, Some(size), &[]);
        let (i, actors) = people
            .or_else(|| self.group(s, at, Refers::Any, Some(size), &[]))
            .filter(|_| !next_noun)?;
        Some(self.resolved(
            s,
            at - 1..at + 1,
            Kind::Description,
            actors,
            (i, 0.65),
            "number of those named",
        ))
    }
}

fn distinct(actors: Vec<ActorRef>) -> Vec<ActorRef> {
    let mut out: Vec<ActorRef> = Vec::new();
    for a in actors {
        if !out.iter().any(|o| o.code == a.code && o.name == a.name) {
            out.push(a);
        }
    }
    out
}
