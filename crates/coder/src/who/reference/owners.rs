//! Words that refer back by whose they are: "zijn land", "hun leiders", "de presidenten van beide landen".

use super::Anaphor;
use crate::who::mention::{Kind, Mention};
use crate::who::phrase::{Owner, Phrase};
use crate::who::read::Reader;
use crate::who::salience::Wanted;
use kroniek_model::ActorRef;
use kroniek_pack::world::{Description, Refers, sector};
use std::collections::HashSet;

impl Reader<'_> {
    /// Whose a noun is, by the possessor before it, with the mention that says so.
    pub(super) fn possessors(&self, a: &Anaphor) -> Option<(usize, Vec<ActorRef>)> {
        let head = match a.before.owner.as_ref()? {
            Owner::Pronoun(at) | Owner::Run(at) => *at,
        };
        let mut here = self.within(a.s..a.s + 1);
        let (i, m) = here.find(|(_, m)| m.tokens.contains(&head) && m.tokens.end <= a.at)?;
        Some((i, m.actors.clone())).filter(|(_, all)| !all.is_empty())
    }

    /// "zijn land", "hun legers": the states of the possessors.
    pub(super) fn state_of_possessors(&self, a: &Anaphor, d: &Description) -> Option<Mention> {
        if d.refers != Refers::State || !d.relation.is_empty() {
            return None;
        }
        let (i, owners) = self.possessors(a)?;
        if (owners.len() > 1) != (d.number == "plur") {
            return None;
        }
        let wanted = Wanted::any(Refers::State);
        let states: Option<Vec<ActorRef>> =
            owners.iter().map(|o| self.as_wanted(o, &wanted)).collect();
        let (tokens, found) = (a.tokens.clone(), (i, 0.75));
        Some(self.resolved(
            a.s,
            tokens,
            Kind::Description,
            states?,
            found,
            "state of the possessor",
        ))
    }

    /// "Zijn tegenstander, generaal Haftar,": whom a name set off by commas after it names.
    pub(super) fn named_beside_it(&self, a: &Anaphor) -> Option<Mention> {
        let view = &self.views[a.s];
        let comma = |i: usize| view.keys.get(i).is_some_and(|k| k == ",");
        let begins = |m: &Mention| {
            m.kind == Kind::Name && m.tokens.start == a.tokens.end + 1 && comma(m.tokens.end)
        };
        let mut here = self.within(a.s..a.s + 1).filter(|_| comma(a.tokens.end));
        let (i, m) = here.find(|(_, m)| begins(m) && m.actors.len() == 1)?;
        let (tokens, found) = (a.tokens.clone(), (i, 0.8));
        Some(self.resolved(
            a.s,
            tokens,
            Kind::Description,
            m.actors.clone(),
            found,
            "named beside it",
        ))
    }

    /// Whose the same noun was wherever the report said so before: "de Iraanse ambassade … de ambassade", "de VN-missie …
    /// de missie". What says more of the noun itself is stronger.
    pub(super) fn same_noun(&self, a: &Anaphor) -> Option<String> {
        let view = &self.views[a.s];
        let base = |s: usize, t: usize| self.views[s].sentence.tokens[t].base().to_lowercase();
        let word = base(a.s, a.at);
        let said = |m: &&Mention| {
            let whose =
                matches!(m.kind, Kind::Body | Kind::Title | Kind::Organisation | Kind::Group);
            whose && m.antecedent.is_none() && m.actors.len() == 1
        };
        let before = self.mentions.iter().filter(|m| (m.sentence, m.head) < (a.s, a.at));
        let same = before.filter(said).filter(|m| base(m.sentence, m.head).ends_with(&word));
        let codes: HashSet<&str> = same.map(|m| m.actors[0].code.as_str()).collect();
        let more = view
            .keys
            .get(a.tokens.end)
            .is_some_and(|k| self.who.gazetteer.small.of_whom.contains(k));
        let [only] = codes.into_iter().collect::<Vec<_>>()[..] else { return None };
        (!more).then(|| only.to_owned())
    }

    /// "De presidenten van beide landen", "het leger van het buurland": an office, body or persons of those whom the
    /// description after it means.
    pub(super) fn of_described(
        &self,
        s: usize,
        at: usize,
        office: Option<&Phrase>,
    ) -> Option<Mention> {
        let view = &self.views[s];
        let hit = view.hit(at)?;
        let persons = |i: usize| self.who.words.reference.description[i].refers == Refers::Person;
        let body = hit.body.map(|i| &self.who.words.bodies[i]);
        let open = office.is_some_and(|p| p.of.is_empty() && p.owner.is_none() && !p.counterpart);
        let fits =
            open || office.is_none() && (body.is_some() || hit.description.is_some_and(persons));
        let end = office.map_or(at + hit.len, |p| p.core.end);
        if !fits || !self.who.gazetteer.small.of_whom.contains(view.keys.get(end)?) {
            return None;
        }
        // A determiner and a few adjectives stand between.
        let mut after = end + 1..(end + 5).min(view.len());
        let noun = after.find(|&i| view.hit(i).is_some_and(|h| h.description.is_some()))?;
        let of = self.refer_at(s, noun)?;
        if of.kind != Kind::Description || of.tokens.start != end + 1 {
            return None;
        }
        let start = office.map_or_else(|| self.who.before(view, at).start, |p| p.tokens.start);
        let tokens = start..of.tokens.end;
        let of_one = |code: String| match office {
            Some(p) => self.office(s, p, code),
            None => ActorRef {
                sector: body.and_then(|b| sector(&b.sector)),
                code,
                ..ActorRef::default()
            },
        };
        let actors = of.actors.iter().map(|a| of_one(a.code.clone())).collect();
        let kind = if office.is_some() { Kind::Title } else { Kind::Body };
        let found = (of.antecedent?, of.strength);
        let mut m = self.resolved(s, tokens, kind, actors, found, "of whom a description means");
        m.head = view.head(at..end);
        Some(m)
    }
}
