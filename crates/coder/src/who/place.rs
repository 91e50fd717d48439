//! Persons of whom only what stands around tells whose they are: relatives, officers of a place, those whom a later
//! sentence calls by office or people.

use super::gazetteer::{Hit, Title};
use super::mention::{Kind, Mention};
use super::people::PersonEntry;
use super::read::Reader;
use super::salience::Wanted;
use kroniek_pack::world::{Name, NameKind, Refers};

impl Reader<'_> {
    /// Gives persons that only a title shows the state of whom they are kin to, else that which is most present there;
    /// whether there were any.
    pub(super) fn place_persons(&mut self) -> bool {
        let mut placed = false;
        for i in 0..self.persons.all.len() {
            let p = &self.persons.all[i];
            if !p.code.is_empty() {
                continue;
            }
            if let Some((code, titles)) = self.told_later(i) {
                let entry = &mut self.persons.all[i];
                entry.code = code;
                entry.political = true;
                entry.roles.extend(titles.iter().map(|t| t.role.clone()));
                entry.office = titles.first().map(|t| t.en.clone());
                placed = true;
                continue;
            }
            if !p.political {
                continue;
            }
            let (s, at) = p.first;
            let wanted = Wanted { except: &p.not, ..Wanted::any(Refers::State) };
            let present =
                || self.candidates(s, at, &wanted).into_iter().next().map(|c| c.actor.code);
            let code = self.kin_code(i).or_else(|| self.local_place(i));
            let code = code.or_else(|| self.opening_place(s, at));
            let code = code.or_else(present).or_else(|| self.topic(s, at));
            placed |= code.is_some();
            self.persons.all[i].code = code.unwrap_or_default();
        }
        placed
    }

    /// The code of another of the same family name, for somebody who is told of as a relative.
    fn kin_code(&self, i: usize) -> Option<String> {
        let p = &self.persons.all[i];
        if let Some(owner) = p.kin_of.and_then(|at| self.persons.by_run.get(&at)) {
            return Some(self.persons.all[*owner].code.clone()).filter(|c| !c.is_empty());
        }
        let family = p.folded.words.last()?;
        let same = |o: &&PersonEntry| {
            !o.code.is_empty() && o.folded.words.last().is_some_and(|w| w == family)
        };
        let relative = self.persons.all.iter().filter(|_| p.kin).find(same)?;
        Some(relative.code.clone())
    }

    /// The state that the report was last in, for those whose office is one of a place (an officer of police).
    fn local_place(&self, i: usize) -> Option<String> {
        let p = &self.persons.all[i];
        let local = &self.who.words.reference.local_roles;
        p.roles.iter().find(|r| local.contains(r))?;
        let near = self.within(p.first.0.saturating_sub(2)..p.first.0 + 1);
        let before = near.filter(|(_, m)| m.kind == Kind::Place);
        let (_, m) = before.filter(|(_, m)| (m.sentence, m.tokens.start) < p.first).last()?;
        m.actors.first().map(|a| a.code.clone())
    }

    /// The state of the place that a sentence opens with, where somebody later in its main clause is the subject: "In
    /// Moskou dreigde onderminister X". The seat of an organisation says nothing of him.
    fn opening_place(&self, s: usize, at: usize) -> Option<String> {
        let (_, m) = self.within(s..s + 1).find(|(_, m)| m.kind == Kind::Place)?;
        let view = &self.views[s];
        let seat = |h: &Hit| h.names.iter().any(|n| n.kind == NameKind::Seat);
        let opens = view.begins(m.tokens.start.saturating_sub(1)) && m.tokens.end <= at;
        let plain = (m.tokens.clone()).all(|i| !view.hit(i).is_some_and(seat));
        let subject = self.subject_of(s, at)?;
        let acts = self.views[s].sentence.tokens[self.clause(s, subject)].head.is_none();
        (opens && plain && acts).then(|| m.actors.first().map(|a| a.code.clone())).flatten()
    }

    /// The token by which the phrase that a token stands in is the subject of a clause.
    fn subject_of(&self, s: usize, at: usize) -> Option<usize> {
        let tokens = &self.views[s].sentence.tokens;
        let mut i = at;
        // Deeper nesting than this is a faulty tree.
        for _ in 0..8 {
            match tokens[i].relation() {
                "nsubj" => return Some(i),
                "flat" | "appos" | "nmod" => i = tokens[i].head?,
                _ => return None,
            }
        }
        None
    }

    /// The state that a report speaks of at a token: the first named in the sentence, else in those before, else after.
    pub fn topic(&self, s: usize, at: usize) -> Option<String> {
        let state = |m: &&Mention| {
            m.actors.first().is_some_and(|a| !a.code.starts_with(['@', '~']) && !a.code.is_empty())
        };
        let inside =
            self.mentions.iter().find(|m| m.sentence == s && m.tokens.end <= at && state(m));
        let earlier = || {
            let last = self
                .mentions
                .iter()
                .filter(|m| m.sentence < s)
                .filter(state)
                .map(|m| m.sentence)
                .max()?;
            self.mentions.iter().filter(|m| m.sentence == last).find(state)
        };
        let later = || self.mentions.iter().filter(|m| m.sentence >= s).find(state);
        inside.or_else(earlier).or_else(later).map(|m| m.actors[0].code.clone())
    }

    /// Whose somebody is that the same sentence or the next calls by an office or by his people alone: "Chris Stevens is
    /// omgekomen. De Amerikaanse ambassadeur stikte in de rook." Both must be subjects of main clauses.
    fn told_later(&self, i: usize) -> Option<(String, Vec<Title>)> {
        let p = &self.persons.all[i];
        let (s, at) = p.first;
        if !p.tagged || p.folded.words.len() < 2 || !self.is_main_subject(s, at) {
            return None;
        }
        (s..self.views.len().min(s + 2)).find_map(|there| {
            let after = |token: usize| there > s || token > at;
            let by_office = self.phrases[there].iter().find_map(|f| {
                let open = f.name.is_none() && f.owner.is_none() && !f.counterpart && !f.plural;
                let fits = open && f.definite && f.means.is_empty() && after(f.core.start);
                let title = f.titles.first().filter(|t| fits && !t.role.is_empty())?;
                let code = self.code(f.of.first().filter(|_| f.of.len() == 1)?)?;
                let known = self.who.world.holders(&code, &title.role, self.date);
                let held = (!title.is_posted() && !known.is_empty())
                    || self
                        .persons
                        .all
                        .iter()
                        .any(|e| e.code == code && e.roles.contains(&title.role));
                let gender =
                    p.gender.is_empty() || title.gender.is_empty() || p.gender == title.gender;
                let head = self.views[there].head(f.core.clone());
                (!held && gender && self.is_main_subject(there, head))
                    .then(|| (code, f.titles.clone()))
            });
            by_office.or_else(|| self.told_by_people(there, after))
        })
    }

    /// The state of "de Zwitserse", where that is the subject and nobody else of it was named.
    fn told_by_people(
        &self,
        s: usize,
        after: impl Fn(usize) -> bool,
    ) -> Option<(String, Vec<Title>)> {
        let view = &self.views[s];
        (0..view.len()).filter(|&t| after(t)).find_map(|t| {
            let one = |n: &&Name| n.kind == NameKind::Inhabitant && !n.plural;
            let names: Vec<Name> = view.hit(t)?.names.iter().filter(one).copied().collect();
            let alone = !names.is_empty()
                && self.who.before(view, t).definite
                && self.is_main_subject(s, t)
                && !self.stands_before_noun(s, t + 1);
            let code = self.code(&names).filter(|_| alone)?;
            let other = self.persons.all.iter().any(|e| e.code == code);
            (!other).then(|| (code, Vec::new()))
        })
    }

    fn stands_before_noun(&self, s: usize, at: usize) -> bool {
        let token = self.views[s].sentence.tokens.get(at);
        token.is_some_and(|t| t.upos == kroniek_model::Upos::Noun)
    }

    /// Whether a token is, or belongs to, the subject of a sentence's main clause or of one joined to it.
    fn is_main_subject(&self, s: usize, at: usize) -> bool {
        let tokens = &self.views[s].sentence.tokens;
        self.subject_of(s, at).is_some_and(|t| {
            let verb = &tokens[self.clause(s, t)];
            verb.head.is_none() || matches!(verb.relation(), "conj" | "parataxis")
        })
    }
}
