//! Who has had to do with whom so far: what the reader of a report keeps in mind.
//!
//! Where one side of a quarrel acts without a word about the other, it is the other side that it acts on.

use super::candidate::{Candidate, Fill};
use kroniek_model::{ActorRef, EventType, Status};

/// How many sentences back an act is still in mind.
const REACH: usize = 3;
/// How many sentences back an act may be answered.
const ANSWERED: usize = 8;
/// How well those fit whom an answer does not name.
const ANSWER: f32 = 0.6;

#[derive(Debug, Clone)]
struct Dealing {
    sentence: usize,
    event_type: EventType,
    /// Whether both sides stood where its words say, rather than somewhere around.
    firm: bool,
    source: Vec<ActorRef>,
    target: Vec<ActorRef>,
}

/// The acts that a report has told so far.
#[derive(Debug, Clone, Default)]
pub struct Dealings(Vec<Dealing>);

impl Dealings {
    /// Keeps an act in mind, and that who says so holds it against its doer.
    pub fn note(&mut self, told: &Candidate<'_>) {
        let Some(event_type) = told.event_type else { return };
        let (source, target) = (&*told.source.actors, &*told.target.actors);
        let act = |event_type, source: &[ActorRef], target: &[ActorRef]| Dealing {
            sentence: told.sentence,
            event_type,
            firm: told.is_firm(),
            source: source.to_vec(),
            target: target.to_vec(),
        };
        if let (Some(by), Status::Alleged) = (&told.said_by, told.status) {
            self.0.push(act(EventType::Accuse, std::slice::from_ref(by), source));
        }
        self.0.push(act(event_type, source, target));
    }

    /// The other side of the last act, hostile or not as asked for, in which one of these took part.
    pub fn counterpart(&self, of: &[ActorRef], hostile: bool, now: usize) -> Vec<ActorRef> {
        let mut recent = self.recent(hostile, now);
        recent.find_map(|d| d.other_side(of)).unwrap_or_default()
    }

    /// Who did the last act, hostile or not as asked for, that one of these underwent.
    pub fn doers_to(&self, of: &[ActorRef], hostile: bool, now: usize) -> Vec<ActorRef> {
        let undergone =
            |d: &&Dealing| d.target.iter().any(|a| is_one(a, of)) && d.is_strange_to(of);
        self.recent(hostile, now).find(undergone).map(|d| d.source.clone()).unwrap_or_default()
    }

    /// Who did last what a word of these types may name ("de inval", after an attack was told).
    pub fn doers_of(&self, types: &[EventType], of: &[ActorRef], now: usize) -> Vec<ActorRef> {
        // One and the same raid is an attack to one reporter and an arrest to another.
        let one_kind =
            |t: EventType, named: &EventType| t == *named || is_force(t) && is_force(*named);
        let meant = |d: &Dealing| types.iter().any(|t| one_kind(d.event_type, t));
        let same = |d: &&Dealing| d.firm && meant(d) && d.is_strange_to(of);
        let deed = self.0.iter().rev().filter(|d| d.sentence < now).find(same);
        deed.map(|d| d.source.clone()).unwrap_or_default()
    }

    /// Who did last what others may have an opinion about: everyone of a deal, else the one who acted.
    pub fn doers(&self, of: &[ActorRef], now: usize) -> Vec<ActorRef> {
        let recent = || {
            let told = self.0.iter().rev();
            told.filter(|d| d.sentence < now && d.sentence + REACH >= now)
                .filter(|d| d.firm && d.is_strange_to(of))
        };
        let talks = |d: &&Dealing| d.event_type == EventType::Consult;
        let deed = recent().find(|d| d.is_deed()).or_else(|| recent().find(talks));
        deed.map(|d| d.source.clone()).unwrap_or_default()
    }

    /// Who did the last act of these types that one of these underwent: whom a denial or a refusal answers.
    pub fn answered(&self, types: &[EventType], of: &[ActorRef], now: usize) -> Option<Fill> {
        let asked = |d: &&Dealing| {
            types.contains(&d.event_type)
                && d.target.iter().any(|a| is_one(a, of))
                && d.is_strange_to(of)
        };
        let mut told = self.0.iter().rev().filter(|d| d.sentence + ANSWERED >= now);
        let actors = told.find(asked)?.source.clone();
        Some(Fill {
            actors,
            fit: ANSWER,
            slot: "answered".into(),
            guessed: true,
            ..Fill::default()
        })
    }

    fn recent(&self, hostile: bool, now: usize) -> impl Iterator<Item = &Dealing> {
        let told =
            self.0.iter().rev().filter(move |d| d.sentence < now && d.sentence + REACH >= now);
        told.filter(move |d| d.event_type.is_conflict() == hostile)
    }
}

impl Dealing {
    /// Whether none of these did it.
    fn is_strange_to(&self, of: &[ActorRef]) -> bool {
        self.source.iter().all(|a| !is_one(a, of))
    }

    /// Whether it changed something, rather than only being said.
    fn is_deed(&self) -> bool {
        use EventType::{Accuse, Consult, Request, Support, Threaten};
        !matches!(self.event_type, Accuse | Consult | Request | Support | Threaten)
    }

    fn other_side(&self, of: &[ActorRef]) -> Option<Vec<ActorRef>> {
        let has = |side: &[ActorRef]| side.iter().any(|a| is_one(a, of));
        let other = match (has(&self.source), has(&self.target)) {
            (true, false) if self.target.is_empty() => &self.source,
            (true, false) => &self.target,
            (false, true) => &self.source,
            _ => return None,
        };
        let others: Vec<_> = other.iter().filter(|a| !is_one(a, of)).cloned().collect();
        (!others.is_empty()).then_some(others)
    }
}

fn is_force(event_type: EventType) -> bool {
    matches!(event_type, EventType::Assault | EventType::Coerce)
}

fn is_one(actor: &ActorRef, of: &[ActorRef]) -> bool {
    of.iter().any(|o| o.code == actor.code)
}
