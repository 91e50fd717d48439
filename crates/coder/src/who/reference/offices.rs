//! Offices without a name: "de president", "zijn ambtgenoot", "zijn Russische ambtgenoot".

use super::Anaphor;
use crate::who::mention::{Kind, Mention};
use crate::who::people::is_past;
use crate::who::phrase::{Owner, Phrase};
use crate::who::read::Reader;
use crate::who::salience::Wanted;
use kroniek_model::{ActorRef, Upos};
use kroniek_pack::world::Refers;

impl Reader<'_> {
    /// An office without name and state that somebody in the report holds.
    pub(super) fn held_office(&self, p: &Phrase) -> Option<Mention> {
        if let Some(m) = self.predicate(p) {
            return Some(m);
        }
        let word =
            p.titles.first().filter(|t| p.of.is_empty() && t.of.len() == 1 && !p.counterpart);
        if is_named(p) && word.is_none() {
            return self.counterpart_of(p);
        }
        if p.counterpart {
            return self.counterpart(p);
        }
        let s = p.sentence;
        let title = p.titles.first().filter(|_| !p.plural)?;
        // "De Republikein": the word itself says whose he is.
        let among: Vec<Vec<String>> = word.map(|t| t.of.clone()).into_iter().collect();
        let roles = [title.role.clone()];
        let owned = matches!(p.owner, Some(Owner::Pronoun(_) | Owner::Run(_)));
        let past = p.means.iter().any(|m| is_past(m));
        let open = p.definite && !owned && !title.role.is_empty() && (past || p.means.is_empty());
        let wanted = Wanted {
            gender: &title.gender,
            roles: &roles,
            past,
            among: &among,
            ..Wanted::any(Refers::Person)
        };
        let held = self
            .candidates(s, p.tokens.start, &wanted)
            .into_iter()
            .find(|c| open && self.entry(&c.actor).is_some_and(|e| past || !e.past))?;
        Some(self.resolved(
            s,
            p.tokens.clone(),
            Kind::Title,
            vec![held.actor],
            (held.mention, 0.75),
            "office held in the report",
        ))
    }

    /// What somebody is said to be or to become: "Myint Swe wordt interim-president".
    fn predicate(&self, p: &Phrase) -> Option<Mention> {
        let s = p.sentence;
        let run = self.views[s].subject_of_predicate(p.core.clone()).filter(|_| !p.plural)?;
        let person = *self.persons.by_run.get(&(s, run.tokens.start))?;
        let entry = &self.persons.all[person];
        let (i, _) = self
            .within(s..s + 1)
            .find(|(_, m)| m.kind == Kind::Name && m.tokens.contains(&run.tokens.start))?;
        let actor = Some(entry.actor()).filter(|a| !a.code.is_empty())?;
        let tokens = p.tokens.clone();
        Some(self.resolved(s, tokens, Kind::Title, vec![actor], (i, 0.75), "said of the subject"))
    }

    /// An office without name and state: that of the state in focus.
    pub(super) fn office_in_focus(&self, p: &Phrase) -> Option<Mention> {
        let s = p.sentence;
        let word = &self.views[s].sentence.tokens[p.core.start];
        // "Met militair eerbetoon": an adjective that looks like an office.
        let adjective = word.upos == Upos::Adj && word.relation() == "amod";
        if is_named(p) || p.counterpart || p.plural || p.titles.is_empty() || adjective {
            return None;
        }
        let before = self.who.before(&self.views[s], p.core.start);
        let tokens = p.tokens.clone();
        let a = Anaphor { s, tokens, at: p.core.start, before: &before, names: &[] };
        let code = self.focus(&a)?;
        let actor = self.office(s, p, code);
        let mut m = self.mention(
            s,
            p.tokens.clone(),
            Kind::Title,
            vec![actor],
            0.5,
            "office of the state in focus",
        );
        m.head = self.views[s].head(p.core.clone());
        Some(m)
    }

    /// "zijn ambtgenoot": another who was named with the same office.
    fn counterpart(&self, p: &Phrase) -> Option<Mention> {
        let s = p.sentence;
        let owner = self.owner(p)?;
        let roles = self.entry(&owner).map(|e| e.roles.clone()).unwrap_or_default();
        let except = [owner.code.clone()];
        let wanted = Wanted { except: &except, roles: &roles, ..Wanted::any(Refers::Person) };
        let c = self.candidates(s, p.tokens.start, &wanted).into_iter().next()?;
        Some(self.resolved(
            s,
            p.tokens.clone(),
            Kind::Title,
            vec![c.actor],
            (c.mention, 0.6),
            "counterpart",
        ))
    }

    /// "zijn Russische ambtgenoot": the holder of the possessor's office in that state.
    fn counterpart_of(&self, p: &Phrase) -> Option<Mention> {
        let s = p.sentence;
        if !p.counterpart || !p.titles.is_empty() {
            return None;
        }
        let owner = self.owner(p)?;
        let role = self.entry(&owner)?.roles.first()?.clone();
        let (i, _) = self.within(s..s + 1).find(|(_, m)| m.tokens == p.tokens)?;
        let code = self.mentions[i].actors.first()?.code.clone();
        let here = self.persons.all.iter().find(|e| e.code == code && e.roles.contains(&role))?;
        let actor = self.worded(s, p.tokens.clone(), here.actor());
        let mut m = self.mention(
            s,
            p.tokens.clone(),
            Kind::Title,
            vec![actor],
            0.8,
            "counterpart of a state",
        );
        m.head = self.views[s].head(p.core.clone());
        Some(m)
    }

    /// Whom a possessive before a phrase means; the subject where there is none.
    fn owner(&self, p: &Phrase) -> Option<ActorRef> {
        let s = p.sentence;
        match p.owner {
            Some(Owner::Pronoun(at)) => {
                let m = self.within(s..s + 1).map(|(_, m)| m).find(|m| m.head == at);
                m.and_then(|m| m.actors.first().cloned())
            }
            Some(Owner::Run(at)) => {
                let person = self.persons.by_run.get(&(s, at))?;
                Some(self.persons.all[*person].actor())
            }
            None => {
                let (_, m) = self.subject(s, self.clause(s, p.core.start))?;
                m.actors.first().cloned()
            }
        }
    }
}

/// Whether words say whose an office is.
fn is_named(p: &Phrase) -> bool {
    !p.of.is_empty() || p.titles.iter().any(|t| t.of.len() == 1)
}
