//! A candidate claim: a frame with its roles filled, before status, date and joining.

use kroniek_model::{ActorRef, EventType, Lost, Status, Step, When};
use kroniek_pack::frames::{Frame, Sort};

/// Actors found for a role, and where.
#[derive(Debug, Clone, Default)]
pub struct Fill {
    /// Who.
    pub actors: Vec<ActorRef>,
    /// Tokens that were resolved.
    pub tokens: Vec<usize>,
    /// How well the slot fits, 0 to 1: 1 for the frame's first choice.
    pub fit: f32,
    /// The slot, as the frame writes it.
    pub slot: String,
    /// Whether they were only found around the trigger.
    pub guessed: bool,
}

impl Fill {
    /// Codes and names of the actors.
    pub fn names(&self) -> String {
        let one = |a: &ActorRef| {
            a.name.as_ref().map_or_else(|| a.code.clone(), |n| format!("{}/{n}", a.code))
        };
        self.actors.iter().map(one).collect::<Vec<_>>().join(" + ")
    }

    /// Whether one of these, or another of the same code, stands here.
    pub fn names_one_of(&self, actors: &[ActorRef]) -> bool {
        actors.iter().any(|a| self.actors.iter().any(|own| own.code == a.code))
    }

    /// Leaves out actors of a sort that the frame does not take.
    pub fn keep_sort(&mut self, sorts: &[Sort]) {
        self.actors.retain(|a| is_of(a, sorts));
    }
}

/// Whether an actor is of one of the sorts that a frame takes; of any where it says none.
pub fn is_of(actor: &ActorRef, sorts: &[Sort]) -> bool {
    sorts.is_empty() || sorts.iter().any(|s| s.holds(actor))
}

/// A frame with its roles filled.
#[derive(Debug, Clone)]
pub struct Candidate<'a> {
    /// The frame.
    pub frame: &'a Frame,
    /// Reading type; none where it tells of a state of affairs only.
    pub event_type: Option<EventType>,
    /// Sentence index in the report.
    pub sentence: usize,
    /// Token that set it off.
    pub trigger: usize,
    /// Words that the frame demanded and found.
    pub phrase: Vec<usize>,
    /// Who acts.
    pub source: Fill,
    /// Who undergoes.
    pub target: Fill,
    /// How certain.
    pub status: Status,
    /// Who says so.
    pub said_by: Option<ActorRef>,
    /// When.
    pub date: Option<When>,
    /// How it was arrived at.
    pub steps: Vec<Step>,
    /// What else the trigger could have meant.
    pub lost: Vec<Lost>,
}

impl Candidate<'_> {
    /// Notes how it was arrived at: frame, roles, mood, date.
    pub fn explain(&mut self, date_rule: &str, future: bool, mood: Vec<Step>) {
        let frame = self.frame;
        self.step("frame", &frame.id, self.tells());
        for (part, fill) in [("source", self.source.clone()), ("target", self.target.clone())] {
            if !fill.actors.is_empty() {
                self.step(part, &fill.slot, fill.names());
            }
        }
        self.steps.extend(mood);
        let date = self.date.as_ref().map_or_else(|| "none".to_owned(), ToString::to_string);
        self.step(Step::DATE, date_rule, date);
        if future {
            self.step("status", "future date", "planned");
        }
    }

    /// What it is that it tells of: a type and kind of event, or a state of affairs.
    fn tells(&self) -> String {
        let state = self.frame.state.as_deref().unwrap_or_default();
        self.event_type
            .map_or_else(|| state.to_owned(), |t| format!("{t} as `{}`", self.frame.kind))
    }

    fn step(&mut self, part: &str, rule: &str, note: impl Into<String>) {
        self.steps.push(Step { part: part.to_owned(), rule: rule.to_owned(), note: note.into() });
    }

    /// Whether another reading has made this one's trigger a part of what its doer does: who lifts sanctions, breaks off a
    /// visit or asks for help does not impose, pay or give them by that; what a noun names under its verb ("kondigden
    /// sancties aan") is as certain as the verb says.
    pub fn is_part_of(&self, other: &Candidate<'_>) -> bool {
        let does = |a: &ActorRef| other.source.actors.iter().any(|b| a.code == b.code);
        other.trigger != self.trigger
            && (other.event_type, other.status) != (self.event_type, self.status)
            && other.phrase.contains(&self.trigger)
            && self.source.actors.iter().all(does)
    }

    /// Whether both sides stand in slots of its frame, rather than somewhere around.
    pub fn is_firm(&self) -> bool {
        !self.source.guessed && !self.target.guessed
    }

    /// Who does it to whom, with the slots they were found in.
    pub fn roles_text(&self) -> String {
        let side = |f: &Fill| format!("{} [{}]", f.names(), f.slot);
        format!("{} {} -> {}", self.tells(), side(&self.source), side(&self.target))
    }

    /// Evidence weighed: the frame's strength and how well its slots were filled.
    pub fn confidence(&self) -> f32 {
        let roles = if self.target.actors.is_empty() {
            self.source.fit
        } else {
            self.source.fit * self.target.fit
        };
        (self.frame.strength * roles.sqrt()).clamp(0.05, 0.99)
    }
}
