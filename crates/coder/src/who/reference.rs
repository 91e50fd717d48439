//! Pronouns, descriptions and bare offices: "hij", "het land", "de twee leiders", "de president", "de regering".

mod groups;
mod offices;
mod owners;
mod pairs;
mod pronouns;

use super::mention::{Kind, Mention};
use super::phrase::{Before, Owner, is_office};
use super::read::Reader;
use super::salience::{Candidate, Wanted};
use kroniek_model::ActorRef;
use kroniek_pack::world::{ActorKind, Description, Name, Refers, sector};
use std::ops::Range;

/// A word that refers back.
struct Anaphor<'a> {
    s: usize,
    /// All its tokens.
    tokens: Range<usize>,
    /// Its noun or pronoun.
    at: usize,
    before: &'a Before,
    /// Names in the noun itself ("NAVO-land").
    names: &'a [Name],
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
        let same = |o: &Mention| o.tokens == m.tokens && o.kind == m.kind;
        let known = self.within(m.sentence..m.sentence + 1).find(|(_, o)| same(o)).map(|(i, _)| i);
        if let Some(i) = known {
            self.mentions[i] = m;
            return;
        }
        let key = |m: &Mention| (m.sentence, m.tokens.start, m.tokens.end);
        let at = self.mentions.partition_point(|o| key(o) <= key(&m));
        for other in &mut self.mentions {
            other.antecedent = other.antecedent.map(|i| i + usize::from(i >= at));
        }
        self.mentions.insert(at, m);
    }

    /// "de Hongaar": a person of that state whom the report named before.
    fn named_inhabitant(&self, s: usize, at: usize) -> Option<Mention> {
        let is = |m: &Mention| m.head == at && m.kind == Kind::Inhabitant;
        let (_, m) = self.within(s..s + 1).find(|(_, m)| is(m))?;
        let [state] = m.actors.as_slice() else { return None };
        let token = &self.views[s].sentence.tokens[at];
        let definite = self.who.before(&self.views[s], at).definite;
        if !definite || token.feat("Number") != Some("Sing") {
            return None;
        }
        let people = self.candidates(s, m.tokens.start, &Wanted::any(Refers::Person));
        let person = people.into_iter().find(|c| c.actor.code == state.code)?;
        let (tokens, found) = (m.tokens.clone(), (person.mention, 0.8));
        let rule = "inhabitant who was named";
        Some(self.resolved(s, tokens, Kind::Inhabitant, vec![person.actor], found, rule))
    }

    fn refer_at(&self, s: usize, at: usize) -> Option<Mention> {
        if let Some(m) = self.named_inhabitant(s, at) {
            return Some(m);
        }
        let view = &self.views[s];
        let office = self.phrases[s].iter().find(|p| p.core.start == at && p.name.is_none());
        let named = self.within(s..s + 1).any(|(_, m)| m.head == at && m.kind != Kind::Modified);
        if let Some(m) = Some(at).filter(|_| !named).and_then(|at| self.of_described(s, at, office))
        {
            return Some(m);
        }
        if let Some(m) = office.and_then(|p| self.held_office(p)) {
            return Some(m);
        }
        let described = office.is_some() && view.hit(at).is_some_and(|h| h.description.is_some());
        if let Some(m) = office.filter(|_| !described).and_then(|p| self.office_in_focus(p)) {
            return Some(m);
        }
        if named {
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
        let names = hit.names.as_slice();
        let a = Anaphor { s, tokens: before.start..end, at, before: &before, names };
        let described = hit.description.map(|i| &self.who.words.reference.description[i]);
        let found = described.and_then(|d| self.description(&a, d));
        let found = found.map(|m| Mention { within: self.codes(names), ..m });
        if let Some(found) = found.or_else(|| office.and_then(|p| self.office_in_focus(p))) {
            return Some(found);
        }
        let body = hit.body.filter(|_| !is_office(hit)).map(|i| &self.who.words.bodies[i])?;
        let definite = body.definite_means_state && (before.definite || before.own);
        let means_state = definite || body.bare_means_state;
        let code = if means_state { self.focus(&a)? } else { return None };
        let mut actor = self.bare(s, a.tokens.clone(), code);
        actor.sector = sector(&body.sector);
        Some(self.mention(s, a.tokens, Kind::Body, vec![actor], 0.55, "body of the state in focus"))
    }

    /// Codes of those that names may mean.
    fn codes(&self, names: &[Name]) -> Vec<String> {
        names.iter().map(|n| self.who.world.actors[n.actor].code.clone()).collect()
    }

    /// The state in focus at a noun: that of the outlet ("onze regering"), of the possessor, or of the report there.
    fn focus(&self, a: &Anaphor) -> Option<String> {
        if a.before.own {
            return self.own_state();
        }
        if let Some(Owner::Pronoun(p)) = a.before.owner {
            let m = self.within(a.s..a.s + 1).map(|(_, m)| m).find(|m| m.head == p);
            return m.and_then(|m| m.actors.first()).map(|a| a.code.clone());
        }
        if let Some(Owner::Run(r)) = a.before.owner {
            let person = self.persons.by_run.get(&(a.s, r))?;
            return Some(self.persons.all[*person].code.clone()).filter(|c| !c.is_empty());
        }
        if let Some(code) = self.same_noun(a) {
            return Some(code);
        }
        let wanted = Wanted::any(Refers::State);
        let present = self.candidates(a.s, a.tokens.start, &wanted);
        let acted_on = self.views[a.s].sentence.tokens[a.at].relation() != "nsubj";
        let subject = self.subject(a.s, self.clause(a.s, a.at)).filter(|_| acted_on);
        // "Blinken riep de junta op": what a state acts on is rather of the state that the report tells most of.
        let best = match subject {
            Some(_) => present.iter().rev().max_by_key(|c| self.told_of(&c.actor.code)),
            None => present.first(),
        };
        best.map(|c| c.actor.code.clone()).or_else(|| self.topic(a.s, a.at))
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

    fn description(&self, a: &Anaphor, d: &Description) -> Option<Mention> {
        // "Het Europese land" is one of the organisation's, "het Russische land" no description.
        let state = |n: &Name| self.who.world.actors[n.actor].kind == ActorKind::State;
        let named = a.before.of.iter().flatten().any(state);
        let open = !(named || a.before.indefinite);
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
        if let Some(m) = self.state_of_possessors(a, d).or_else(|| self.named_beside_it(a)) {
            return Some(m);
        }
        let among = self.among(a, d);
        if d.number == "plur" {
            return self.several(a, d, &among);
        }
        let except = self.excluded(a, d);
        let wanted = Wanted {
            refers: d.refers,
            gender: &d.gender,
            except: &except,
            roles: &d.roles,
            form: &d.form,
            among: &among,
            past: false,
        };
        let found = self.candidates(a.s, a.tokens.start, &wanted);
        let found = self.not_the_subject(a, d, found);
        let best = match d.relation.as_str() {
            "host" => self.host(a, &found)?,
            "guest" => self.guest(a, &found)?,
            _ => found.first().cloned().or_else(|| self.formed(a, &wanted))?,
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

    /// The last organisation of a form ("het hof"), however far back: few are of one.
    fn formed(&self, a: &Anaphor, wanted: &Wanted) -> Option<Candidate> {
        let before = self.within(0..a.s).filter(|_| !wanted.form.is_empty());
        let all =
            before.flat_map(|(mention, m)| m.actors.iter().map(move |actor| (mention, actor)));
        let fits = all.filter_map(|(mention, actor)| {
            let actor = self.as_wanted(actor, wanted)?;
            Some(Candidate { actor, mention, score: 0.0 })
        });
        fits.last()
    }

    /// A person told of by a description is not the subject of the same clause.
    fn not_the_subject(
        &self,
        a: &Anaphor,
        d: &Description,
        found: Vec<Candidate>,
    ) -> Vec<Candidate> {
        let subject = self
            .subject(a.s, self.clause(a.s, a.at))
            .filter(|(_, m)| d.refers == Refers::Person && m.tokens.end <= a.tokens.start);
        let is = |c: &Candidate| {
            let same = |o: &ActorRef| o.code == c.actor.code && o.name == c.actor.name;
            subject.is_some_and(|(_, m)| m.actors.iter().any(same))
        };
        found.into_iter().filter(|c| !is(c)).collect()
    }

    /// Groups of codes that a description must mean one of: its own, those of regions before it and of organisations in
    /// it.
    fn among(&self, a: &Anaphor, d: &Description) -> Vec<Vec<String>> {
        let world = &self.who.world;
        let members = |code: &String| match world.members(code, self.date) {
            none if none.is_empty() || d.refers == Refers::Organisation => vec![code.clone()],
            all => all.into_iter().map(str::to_owned).collect(),
        };
        let mut out = Vec::new();
        if !d.among.is_empty() {
            out.push(d.among.iter().flat_map(members).collect());
        }
        if !d.office.is_empty() {
            let states = world.states_with(&d.office, self.date);
            out.push(states.into_iter().map(str::to_owned).collect());
        }
        if matches!(d.relation.as_str(), "ally" | "member") {
            out.extend(self.members_of_subject(a));
        }
        let named = a.before.among.iter().chain(a.names).chain(a.before.of.iter().flatten());
        out.extend(named.map(|n| members(&world.actors[n.actor].code)));
        out
    }

    /// The members of the organisation that is the subject of a clause ("de NAVO steunt de bondgenoot").
    fn members_of_subject(&self, a: &Anaphor) -> Option<Vec<String>> {
        let (_, subject) = self.subject(a.s, self.clause(a.s, a.at))?;
        let [only] = subject.actors.as_slice() else { return None };
        let members = self.who.world.members(&only.code, self.date);
        (!members.is_empty()).then(|| members.into_iter().map(str::to_owned).collect())
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
        if !d.relation.is_empty() {
            let owners = self.possessors(a).into_iter().flat_map(|(_, owners)| owners);
            codes.extend(owners.map(|o| o.code));
        }
        if matches!(d.relation.as_str(), "other" | "ally") && d.number == "sing" && codes.is_empty()
        {
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
}
