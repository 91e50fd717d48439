//! Pronouns for one: "hij", "haar", "het", "laatstgenoemde".

use crate::who::mention::{Kind, Mention};
use crate::who::read::Reader;
use crate::who::salience::{Candidate, Wanted};
use kroniek_model::Upos;
use kroniek_pack::world::{Pronoun, Refers};
use std::ops::Range;

impl Reader<'_> {
    pub(super) fn pronoun(&self, s: usize, tokens: Range<usize>, p: &Pronoun) -> Option<Mention> {
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
    pub(super) fn is_plural_pronoun(&self, s: usize, at: usize) -> bool {
        let tokens = &self.views[s].sentence.tokens;
        let token = &tokens[at];
        let verb = token.head.unwrap_or(at);
        let number = |i: usize| tokens[i].feat("Number");
        let auxiliary = self.views[s]
            .sentence
            .children(verb)
            .find(|&c| matches!(tokens[c].relation(), "aux" | "cop") && number(c).is_some());
        match token.relation() {
            // A plural that looks like the infinitive may be read as one ("dat ze te hulp snellen").
            "nsubj" if auxiliary.is_none() && tokens[verb].feat("VerbForm") == Some("Inf") => true,
            "nsubj" => auxiliary.map_or(number(verb), number) == Some("Plur"),
            _ => true,
        }
    }

    pub(super) fn singular(
        &self,
        s: usize,
        tokens: Range<usize>,
        p: &Pronoun,
        possessive: bool,
    ) -> Option<Mention> {
        let at = tokens.start;
        let clause = self.clause(s, at);
        let subject = self.subject(s, clause);
        let wanted = Wanted { gender: &p.gender, ..Wanted::any(Refers::Person) };
        let mut people = self.candidates(s, at, &wanted);
        // "De twee premiers" are no he.
        people.retain(|c| c.actor.name.is_some() || self.mentions[c.mention].actors.len() == 1);
        // "Haar" is rather a woman's than a state's, which is neuter.
        let woman = || people.iter().any(|c| self.entry(&c.actor).is_some_and(|e| e.gender == "f"));
        let owns = |m: &Mention| {
            let thing = matches!(m.kind, Kind::State | Kind::Metonym) && p.gender == "f";
            m.tokens.end <= at && self.owns(m, p) && !(thing && woman())
        };
        if possessive && let Some((i, m)) = subject.filter(|(_, m)| owns(m)) {
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
        let open = |c: &Candidate| {
            !blocked
                .as_ref()
                .is_some_and(|b| b.iter().any(|a| a.name == c.actor.name && a.code == c.actor.code))
        };
        let mut found: Vec<Candidate> = people.iter().filter(|c| open(c)).cloned().collect();
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
    pub(super) fn has_subject_before(&self, s: usize, clause: usize, at: usize) -> bool {
        let sentence = self.views[s].sentence;
        sentence
            .children_by(clause, "nsubj")
            .any(|c| c < at && matches!(sentence.tokens[c].upos, Upos::Noun | Upos::Propn))
    }

    /// Whether a subject may be whom a possessive pronoun of the same clause means.
    pub(super) fn owns(&self, m: &Mention, p: &Pronoun) -> bool {
        let [actor] = m.actors.as_slice() else { return false };
        match self.entry(actor) {
            Some(entry) => entry.gender.is_empty() || entry.gender == p.gender,
            None => p.thing,
        }
    }

    /// "het" for a state or organisation that was the subject before.
    pub(super) fn neuter(&self, s: usize, tokens: Range<usize>) -> Option<Mention> {
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

    pub(super) fn last_named(
        &self,
        s: usize,
        tokens: Range<usize>,
        p: &Pronoun,
    ) -> Option<Mention> {
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
}
