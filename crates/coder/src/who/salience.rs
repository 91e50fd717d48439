//! Whom a word that refers back may mean: what was named before it, and how present that still is.

use super::mention::{Kind, Mention};
use super::read::Reader;
use kroniek_model::ActorRef;
use kroniek_pack::world::{ActorKind, Refers};
use std::ops::Range;

/// So many sentences back a pronoun or description still reaches.
const REACH: usize = 9;

/// What is asked of an antecedent.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted<'a> {
    pub refers: Refers,
    /// `m`, `f`, `n` or empty.
    pub gender: &'a str,
    /// Codes that it cannot be.
    pub except: &'a [String],
    /// Roles that the person must have one of; empty: any.
    pub roles: &'a [String],
    /// Form that the organisation must have (`court`); empty: any.
    pub form: &'a str,
    /// Groups of codes, of each of which it must be one.
    pub among: &'a [Vec<String>],
    /// Whether the roles are over.
    pub past: bool,
}

impl Wanted<'_> {
    /// Any actor of a kind.
    pub fn any(refers: Refers) -> Self {
        Wanted { refers, gender: "", except: &[], roles: &[], form: "", among: &[], past: false }
    }
}

/// An actor that may be meant.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub actor: ActorRef,
    /// Index in the order of [`Reader::mentions`] of its latest mention.
    pub mention: usize,
    pub score: f32,
}

impl Reader<'_> {
    /// Whether a role is the one wanted, or a narrower one (`foreign-minister` for `minister`, a head of state for
    /// `leader`).
    pub fn is_role(&self, role: &str, wanted: &str) -> bool {
        let wider = self.who.words.reference.wider.get(wanted);
        !wanted.is_empty()
            && (role == wanted
                || role.strip_suffix(wanted).is_some_and(|p| p.ends_with('-'))
                || wider.is_some_and(|w| w.iter().any(|r| r == role)))
    }

    /// Mentions before a token that may still be referred to, with how many sentences back.
    pub fn earlier(&self, s: usize, at: usize) -> impl Iterator<Item = (usize, &Mention, usize)> {
        self.within(s.saturating_sub(REACH)..s + 1).filter_map(move |(i, m)| {
            let before = m.sentence < s || m.tokens.end <= at;
            (before && !m.actors.is_empty()).then(|| (i, m, s - m.sentence))
        })
    }

    /// The mentions in a stretch of sentences, with their index: they stand in the order of the text.
    pub fn within(&self, sentences: Range<usize>) -> impl Iterator<Item = (usize, &Mention)> {
        let from = self.mentions.partition_point(|m| m.sentence < sentences.start);
        let till = self.mentions.partition_point(|m| m.sentence < sentences.end).max(from);
        self.mentions[from..till].iter().enumerate().map(move |(i, m)| (from + i, m))
    }

    /// The actors that may be meant at a token, the most present first.
    pub fn candidates(&self, s: usize, at: usize, wanted: &Wanted) -> Vec<Candidate> {
        let mut found: Vec<Candidate> = Vec::new();
        for (i, m, back) in self.earlier(s, at) {
            let weight = self.weight(m, back, s);
            for actor in &m.actors {
                let from_person = actor.name.is_some() || actor.office.is_some();
                let Some(actor) = self.as_wanted(actor, wanted) else { continue };
                let same =
                    |c: &&mut Candidate| c.actor.code == actor.code && c.actor.name == actor.name;
                // A person's state or group is less present than one named.
                let lent = from_person
                    && matches!(
                        wanted.refers,
                        Refers::State | Refers::Group | Refers::Organisation
                    );
                let share = if lent {
                    0.6
                } else if m.actors.len() > 1 {
                    0.7
                } else {
                    1.0
                };
                match found.iter_mut().find(same) {
                    Some(c) => {
                        // A second mention makes present, but less than a late one.
                        c.score = c.score.max(weight * share) + 0.12 * weight;
                        c.mention = i;
                    }
                    None => found.push(Candidate { actor, mention: i, score: weight * share }),
                }
            }
        }
        for c in &mut found {
            let told = self
                .mentions
                .iter()
                .filter(|m| m.actors.iter().any(|a| a.code == c.actor.code))
                .count();
            c.score *= 0.8 + 0.05 * (told.min(8) as f32);
        }
        found.sort_by(|a, b| b.score.total_cmp(&a.score).then(b.mention.cmp(&a.mention)));
        found
    }

    /// How present a mention is so many sentences later.
    fn weight(&self, m: &Mention, back: usize, s: usize) -> f32 {
        let recency = [1.0, 0.9, 0.6, 0.4, 0.28, 0.2, 0.15, 0.12, 0.1, 0.08][back.min(REACH)];
        let kind = match m.kind {
            Kind::Name | Kind::State | Kind::Organisation | Kind::Group => 1.0,
            Kind::Metonym | Kind::Title | Kind::Pronoun | Kind::Description => 0.9,
            Kind::Body | Kind::Inhabitant => 0.75,
            Kind::Adjective => 0.55,
            Kind::Modified | Kind::Place => 0.4,
        };
        let role = match self.relation(m) {
            "nsubj" if self.is_main(m) => 1.5,
            "nsubj" => 1.25,
            "obj" | "iobj" => 1.05,
            "root" | "parataxis" => 1.1,
            _ => 0.9,
        };
        let same_paragraph =
            self.views[m.sentence].sentence.paragraph == self.views[s].sentence.paragraph;
        recency * kind * role * if same_paragraph { 1.0 } else { 0.85 }
    }

    /// The relation of a mention's head, that of the list that it stands in counted as its own.
    pub fn relation(&self, m: &Mention) -> &str {
        let tokens = &self.views[m.sentence].sentence.tokens;
        let mut at = m.head;
        for _ in 0..8 {
            let relation = tokens[at].relation();
            match tokens[at].head {
                Some(head) if matches!(relation, "conj" | "appos" | "flat") => at = head,
                _ => return relation,
            }
        }
        ""
    }

    /// The actor as what is wanted: a person as his state where a state is wanted.
    pub fn as_wanted(&self, actor: &ActorRef, wanted: &Wanted) -> Option<ActorRef> {
        let kind = self.who.world.actor(&actor.code).map(|a| a.kind);
        let person = actor.name.is_some();
        let fits = match wanted.refers {
            Refers::Person => person || actor.office.is_some(),
            Refers::State => kind == Some(ActorKind::State),
            Refers::Organisation => kind == Some(ActorKind::Organisation),
            Refers::Group => kind == Some(ActorKind::Group),
            Refers::Any => true,
        };
        let formed = wanted.form.is_empty()
            || self.who.world.actor(&actor.code).is_some_and(|a| a.form == wanted.form);
        let open = formed
            && !wanted.except.contains(&actor.code)
            && wanted.among.iter().all(|g| g.contains(&actor.code));
        if !fits || !open || !self.has_gender(actor, wanted.gender) || !self.has_role(actor, wanted)
        {
            return None;
        }
        let stripped = ActorRef { start: None, end: None, text: None, ..actor.clone() };
        Some(match wanted.refers {
            Refers::State | Refers::Group | Refers::Organisation
                if actor.name.is_some() || actor.office.is_some() =>
            {
                ActorRef { code: actor.code.clone(), ..ActorRef::default() }
            }
            Refers::State => ActorRef { sector: None, ..stripped },
            _ => stripped,
        })
    }

    fn has_gender(&self, actor: &ActorRef, wanted: &str) -> bool {
        let entry = self.entry(actor);
        let gender = entry.map_or("", |e| e.gender.as_str());
        wanted.is_empty() || gender.is_empty() || gender == wanted
    }

    fn has_role(&self, actor: &ActorRef, wanted: &Wanted) -> bool {
        let Some(entry) = self.entry(actor) else { return wanted.roles.is_empty() };
        let fits = |role: &String| wanted.roles.iter().any(|r| self.is_role(role, r));
        wanted.roles.is_empty() || entry.held(wanted.past).any(fits)
    }

    /// The person of the report that an actor is.
    pub fn entry(&self, actor: &ActorRef) -> Option<&super::people::PersonEntry> {
        let name = actor.name.as_ref()?;
        self.persons.all.iter().find(|p| p.name == *name && p.code == actor.code)
    }

    /// The clause that a token stands in, by the token of its verb.
    pub fn clause(&self, s: usize, token: usize) -> usize {
        let tokens = &self.views[s].sentence.tokens;
        let mut at = token;
        for _ in 0..tokens.len() {
            let relation = tokens[at].relation();
            let clausal =
                matches!(relation, "root" | "advcl" | "ccomp" | "acl" | "parataxis" | "csubj")
                    || (relation == "conj"
                        && matches!(
                            tokens[at].upos,
                            kroniek_model::Upos::Verb | kroniek_model::Upos::Aux
                        ));
            match tokens[at].head {
                Some(head) if !clausal => at = head,
                _ => return at,
            }
        }
        at
    }

    /// The mention that is a clause's subject; for a clause joined to another without one of its own, that one's.
    pub fn subject(&self, s: usize, clause: usize) -> Option<(usize, &Mention)> {
        let sentence = self.views[s].sentence;
        let tokens = &sentence.tokens;
        let subjects: Vec<usize> = sentence.children_by(clause, "nsubj").collect();
        if subjects.is_empty() && tokens[clause].relation() == "conj" {
            let joined = tokens[clause].head.map(|h| self.clause(s, h)).filter(|&c| c != clause)?;
            return self.subject(s, joined);
        }
        let is = |m: &Mention| {
            let beside = matches!(tokens[m.head].relation(), "appos" | "flat");
            subjects.contains(&m.head)
                || (beside && tokens[m.head].head.is_some_and(|h| subjects.contains(&h)))
        };
        self.within(s..s + 1).find(|(_, m)| is(m) && !m.actors.is_empty())
    }

    /// Whether a mention stands in the main clause of its sentence.
    pub fn is_main(&self, m: &Mention) -> bool {
        let clause = self.clause(m.sentence, m.head);
        self.views[m.sentence].sentence.tokens[clause].head.is_none()
    }
}
