//! Filling a frame's roles from a tree.

use super::{
    Events, Spot,
    candidate::Fill,
    nearby::{Choice, Nearby, REACH, Side},
};
use crate::who::Kind;
use kroniek_model::{ActorRef, EventType, ParagraphKind, Upos};
use kroniek_pack::{
    frames::{Frame, Pattern, Slot, Sort, Symmetry},
    implicit::Implicit,
};

/// What the roles of one trigger are filled from.
#[derive(Clone, Copy)]
pub struct Roles<'a> {
    /// What words mean.
    pub events: &'a Events<'a>,
    /// The trigger, and what the report has told before it.
    pub spot: Spot<'a>,
    /// Words that the frame demands and that stand there: what depends on them belongs to the frame as well.
    pub phrase: &'a [usize],
    /// Whether the frame tells of a hostile act.
    pub hostile: bool,
    /// What one who is looked for around must be; anything where empty.
    pub sorts: &'a [Sort],
    /// Types of the acts that it answers.
    pub answers: &'a [EventType],
}

/// The rule by which a word means those who act on each other.
const RECIPROCAL: &str = "reciprocal";

/// Who stands where the other side should, if they are those who act.
enum Own {
    Nobody,
    EachOther,
    Same,
}

/// Explicit frames weaker than this are filled from around only by one who is all but certain.
const MAY_BE_SILENT: f32 = 0.7;
/// Frames weaker than this are filled from around only by one who is very likely.
const MAY_GUESS: f32 = 0.7;
/// How well those fit whose deed a phrase only names.
const DEED: f32 = 0.6;
/// How much less each further choice of slot fits than the one before it.
const NEXT_CHOICE: f32 = 0.93;

impl<'a> Roles<'a> {
    /// Whether the words that the frame demands, or forbids, stand where it says.
    pub fn admits(&self, frame: &Frame) -> bool {
        frame.with.iter().all(|(slot, patterns)| self.has(slot, patterns))
            && !frame.without.iter().any(|(slot, patterns)| self.has(slot, patterns))
    }

    /// Fills both sides.
    ///
    /// # Errors
    /// Why the frame does not hold.
    pub fn fill(&self, frame: &Frame) -> Result<(Fill, Fill), String> {
        let (phrase, sorts) = (&*self.phrase(frame), &*frame.target_is);
        Roles { phrase, sorts, ..*self }.fill_with_phrase(frame)
    }

    /// The words that a frame demands and that stand there.
    pub fn phrase(&self, frame: &Frame) -> Vec<usize> {
        frame.with.iter().flat_map(|(slot, patterns)| self.standing(slot, patterns)).collect()
    }

    fn fill_with_phrase(&self, frame: &Frame) -> Result<(Fill, Fill), String> {
        if frame.symmetry == Symmetry::Mutual
            && let Some((one, others)) = self.around_one(frame)
        {
            return Ok((one, others));
        }
        let (mut source, mut target) = self.received(frame).unwrap_or_else(|| {
            let named = || self.side(&frame.source, frame.symmetry, &Fill::default());
            let source = self.those_there(frame).unwrap_or_else(named);
            let mut target = self.side(&frame.target, Symmetry::Directed, &source);
            if target.actors.is_empty() && frame.symmetry == Symmetry::Directed {
                target = self.doers_of_deed(frame, &source);
            }
            (source, target)
        });
        if target.actors.is_empty() && !source.actors.is_empty() {
            match self.own_side(frame, &source) {
                Own::Nobody => {}
                Own::EachOther => return Ok((source, Fill::default())),
                Own::Same => return Err(format!("{} on both sides", source.names())),
            }
        }
        if source.actors.is_empty() && frame.source.contains(&Slot::Enemy) {
            source = self.side(&[Slot::Enemy], Symmetry::Directed, &target);
        }
        if frame.state.is_none() {
            self.complete(frame, &mut source, &mut target);
        }
        source.keep_sort(&frame.source_is);
        target.keep_sort(&frame.target_is);
        match frame.symmetry {
            Symmetry::Mutual if source.actors.len() == 1 && target.actors.len() > 1 => {
                apart(source, target)
            }
            Symmetry::Mutual => together(source, target)
                .map(|all| (all, Fill::default()))
                .ok_or_else(|| "it takes two, and only one was found".to_owned()),
            Symmetry::Directed => apart(source, target),
        }
    }

    /// Whose the deed is that a slot only names ("veroordeelden de inval", "schaarde zich achter het besluit"): the report
    /// has told.
    fn doers_of_deed(&self, frame: &Frame, source: &Fill) -> Fill {
        if source.actors.is_empty() {
            return Fill::default();
        }
        let mut heads = frame.target.iter().flat_map(|s| self.heads(s));
        let actors = heads.find_map(|h| self.doers_of(h, frame, &source.actors));
        Fill {
            actors: actors.unwrap_or_default(),
            fit: DEED,
            slot: "deed".into(),
            guessed: true,
            ..Fill::default()
        }
    }

    fn doers_of(&self, deed: usize, frame: &Frame, source: &[ActorRef]) -> Option<Vec<ActorRef>> {
        let listed = self.spot.syntax.listed_as(deed);
        let named = self.spot.syntax.words.deed.iter().any(|d| listed.contains(&d.as_str()))
            && self.spot.syntax.sentence.tokens[deed].upos != Upos::Sconj
            && self.spot.syntax.dependants(deed, &["nmod"]).next().is_none();
        let types = if self.events.is_reaction(frame) { self.deed_types(deed) } else { vec![] };
        let of_type = self.spot.dealings.doers_of(&types, source, self.spot.sentence);
        match of_type.is_empty() {
            true => named.then(|| self.spot.dealings.doers(source, self.spot.sentence)),
            false => Some(of_type),
        }
    }

    /// The types of event that a noun may name.
    fn deed_types(&self, noun: usize) -> Vec<EventType> {
        if self.spot.syntax.sentence.tokens[noun].upos != Upos::Noun {
            return vec![];
        }
        let frames = self.events.set_off(self.spot.syntax, noun).into_iter();
        frames.filter_map(|f| self.events.type_of(f)).collect()
    }

    /// Both sides of a noun under a verb that turns them round ("kreeg steun van Litouwen").
    fn received(&self, frame: &Frame) -> Option<(Fill, Fill)> {
        let receiver = self.spot.syntax.receiver(self.spot.trigger)?;
        let actors = self.actors(receiver);
        if frame.symmetry == Symmetry::Mutual || frame.target.is_empty() || actors.is_empty() {
            return None;
        }
        let target = Fill {
            actors,
            tokens: vec![receiver],
            fit: 1.0,
            slot: "receiver".into(),
            guessed: false,
        };
        let giver = self.spot.syntax.words.genitive.iter().cloned().map(Slot::Case);
        let own = frame.source.iter().filter(|s| **s != Slot::Subject).cloned();
        let slots: Vec<Slot> = own.chain(giver).collect();
        Some((self.side(&slots, frame.symmetry, &target), target))
    }

    /// Whether those who act stand in the slots of those who undergo it: several who do it to "each other", or one state
    /// with its own people, for whom nobody else is to be looked for.
    fn own_side(&self, frame: &Frame, source: &Fill) -> Own {
        let firm = |s: &&Slot| matches!(s, Slot::Object | Slot::Indirect | Slot::Case(_));
        let heads = frame.target.iter().filter(firm).flat_map(|s| self.heads(s));
        let named = |k: Kind| {
            matches!(
                k,
                Kind::Name | Kind::State | Kind::Inhabitant | Kind::Organisation | Kind::Group
            )
        };
        let each = |h: usize| self.spot.syntax.dependants(h, &["det", "nmod"]).chain([h]);
        let mentioned = heads.flat_map(|h| {
            each(h).flat_map(move |m| {
                self.spot.read.cast.of(self.spot.sentence, m).into_iter().map(move |r| (m == h, r))
            })
        });
        let mentioned =
            mentioned.filter(|(own, r)| (*own && named(r.kind)) || r.rule == RECIPROCAL);
        let mentioned = mentioned.map(|(_, r)| r);
        let found: Vec<_> = mentioned.map(|r| r.actor).collect();
        let acts = |code: &str| source.actors.iter().any(|a| a.code == code);
        let Some(first) = found.first().filter(|_| found.iter().all(|a| acts(&a.code))) else {
            return Own::Nobody;
        };
        if found.iter().any(|a| a.code != first.code) { Own::EachOther } else { Own::Same }
    }

    /// One who meets several ("voert gesprekken met de leiders van …"): the several did not all meet each other.
    fn around_one(&self, frame: &Frame) -> Option<(Fill, Fill)> {
        let mut sides = frame.source.iter().filter_map(|slot| {
            let mut side = Fill::default();
            let found = self.slot(slot, &side, &side);
            (!found.actors.is_empty()).then(|| merge(&mut side, found, slot, 1.0))?;
            Some(side)
        });
        let (one, others) = (sides.next()?, sides.next()?);
        let (one, others) = apart(one, others).ok()?;
        (one.actors.len() == 1 && others.actors.len() > 1).then_some((one, others))
    }

    fn has(&self, slot: &Slot, patterns: &[Pattern]) -> bool {
        !self.standing(slot, patterns).is_empty()
    }

    /// The words in a slot that fit one of the patterns.
    fn standing(&self, slot: &Slot, patterns: &[Pattern]) -> Vec<usize> {
        let fits = |h: &usize| {
            let names = self.spot.syntax.listed_as(*h);
            patterns.iter().any(|p| names.iter().any(|n| p.matches(n)))
        };
        let mut heads = self.spot.syntax.heads(self.spot.trigger, slot);
        match slot {
            Slot::Object | Slot::Predicate => {
                heads.extend(self.spot.syntax.bare(self.spot.trigger));
                heads.extend(self.spot.syntax.contents(&heads));
                if !patterns.contains(&Pattern::Ending(String::new())) {
                    heads.extend(self.spot.syntax.loose_nouns(self.spot.trigger));
                }
            }
            Slot::Case(marker) if !patterns.contains(&Pattern::Ending(String::new())) => {
                heads.extend(self.spot.syntax.fixed(self.spot.trigger, marker));
            }
            _ => {}
        }
        heads.iter_mut().for_each(|h| *h = self.spot.syntax.antecedent(*h));
        heads.retain(fits);
        heads
    }

    /// The first slot that holds an actor; of a mutual frame all of them together.
    fn side(&self, slots: &[Slot], symmetry: Symmetry, other: &Fill) -> Fill {
        let mut side = Fill::default();
        for (n, slot) in slots.iter().enumerate() {
            let found = self.slot(slot, &side, other);
            if found.actors.is_empty() {
                continue;
            }
            let fit =
                NEXT_CHOICE.powi(n as i32) * if *slot == Slot::Near { found.fit } else { 1.0 };
            merge(&mut side, found, slot, fit);
            if symmetry == Symmetry::Directed {
                break;
            }
        }
        side
    }

    fn slot(&self, slot: &Slot, taken: &Fill, other: &Fill) -> Fill {
        let mut fill = Fill::default();
        match slot {
            Slot::Near => return self.near(taken, other),
            Slot::Part => self.part(&mut fill),
            Slot::Itself => self.own(&mut fill, |k| k == Kind::Description),
            Slot::Adjective => self.adjective(&mut fill),
            Slot::AnyPlace => self.any_place(&mut fill),
            Slot::Enemy => fill.actors = self.enemies(other),
            Slot::Inside | Slot::Doer => self.spoken_of(slot, &mut fill, other),
            Slot::Speaker if self.heads(slot).is_empty() => fill.actors = self.spot.voice.implied(),
            Slot::Place(_) => self.heads_into(slot, &mut fill, |h| self.place_actors(h)),
            _ => self.heads_into(slot, &mut fill, |h| self.actors(h)),
        }
        // What both are to do together, neither asks of the other ("zei dat beide landen moeten …").
        let both = fill.actors.len() > 1 && other.names_one_of(&fill.actors);
        if both && matches!(slot, Slot::Clause | Slot::Subject) {
            return Fill::default();
        }
        fill.actors.retain(|a| !other.actors.iter().any(|o| same_mention(a, o)));
        fill
    }

    pub(super) fn actors(&self, token: usize) -> Vec<ActorRef> {
        let own = self.meant(token);
        if own.is_empty() { self.owners(token) } else { own }
    }

    fn meant(&self, token: usize) -> Vec<ActorRef> {
        self.spot.voice.meant(
            &self.spot.syntax.sentence.tokens[token],
            self.spot.read.cast.of(self.spot.sentence, token),
        )
    }

    /// Whose the thing is that a phrase names ("het besluit van Trump", "Trumps besluit", "het Amerikaanse besluit"), or
    /// what it is called ("buurland Mali"); a number that stands alone may hang under it ("verweet de drie een mentaliteit").
    fn owners(&self, token: usize) -> Vec<ActorRef> {
        let genitive = |d: &usize| {
            self.spot.syntax.marker(*d).is_some_and(|m| self.spot.syntax.words.genitive.contains(m))
        };
        let of: Vec<usize> =
            self.spot.syntax.dependants(token, &["nmod"]).filter(genitive).collect();
        let beside = self.spot.syntax.dependants(token, &["nmod:poss", "amod", "appos", "nummod"]);
        let owners: Vec<_> = of.iter().copied().chain(beside).flat_map(|d| self.meant(d)).collect();
        let lies_in = |&d: &usize| self.country_of_place(d);
        if owners.is_empty() { of.iter().filter_map(lies_in).collect() } else { owners }
    }

    /// The state that the place a word names lies in.
    fn country_of_place(&self, token: usize) -> Option<ActorRef> {
        let code =
            self.spot.read.cast.place(self.spot.sentence, token).and_then(|p| p.country.clone())?;
        Some(ActorRef { code, ..ActorRef::default() })
    }

    /// The actors of a phrase, or else the state that the place it names lies in.
    pub(super) fn place_actors(&self, token: usize) -> Vec<ActorRef> {
        let actors = self.actors(token);
        if !actors.is_empty() {
            return actors;
        }
        let country =
            self.spot.read.cast.place(self.spot.sentence, token).and_then(|p| p.country.clone());
        match country {
            Some(code) => vec![ActorRef { code, ..ActorRef::default() }],
            None => self.place_within(token),
        }
    }

    /// Where the thing is that a phrase of place names ("aan de grens met Polen", "een markt in Cherson").
    fn place_within(&self, token: usize) -> Vec<ActorRef> {
        let below = self.spot.syntax.dependants(token, &["nmod"]);
        let found = below.map(|d| (d, self.actors(d))).find_map(|(d, actors)| {
            let country =
                || self.spot.read.cast.place(self.spot.sentence, d).and_then(|p| p.country.clone());
            match actors.is_empty() {
                true => country().map(|code| vec![ActorRef { code, ..ActorRef::default() }]),
                false => Some(actors),
            }
        });
        found.unwrap_or_default()
    }

    /// Where a slot lies: at the trigger, or at the phrase that it forms an idiom with ("steekt de loftrompet over").
    fn heads(&self, slot: &Slot) -> Vec<usize> {
        let mut heads = self.spot.syntax.heads(self.spot.trigger, slot);
        if let Some((subject, object)) = self.out_of_order() {
            match slot {
                Slot::Subject => return vec![subject],
                Slot::Object if object.is_some() => heads = object.into_iter().collect(),
                Slot::Object => heads.retain(|&h| h != subject),
                _ => {}
            }
        }
        if matches!(slot, Slot::Case(_) | Slot::Place(_)) {
            heads.extend(self.phrase.iter().flat_map(|&w| self.spot.syntax.heads(w, slot)));
        }
        heads
    }

    /// Actors around a finite verb that a tree takes for the wrong things: without other signs the first is the subject
    /// ("Xi nodigde Trump uit"), the second, if there is one, the object.
    fn out_of_order(&self) -> Option<(usize, Option<usize>)> {
        let finite =
            |&d: &usize| self.spot.syntax.sentence.tokens[d].feat("VerbForm") == Some("Fin");
        let auxiliary = self.spot.syntax.dependants(self.spot.trigger, &["aux"]).find(finite);
        let verb = Some(self.spot.trigger).filter(finite).or(auxiliary)?;
        let subjects =
            self.spot.syntax.dependants(self.spot.trigger, &["nsubj"]).collect::<Vec<_>>();
        let second = match subjects[..] {
            [] => None,
            [second] if second > verb && self.is_bare_name(second) => Some(second),
            _ => return None,
        };
        let first = self
            .spot
            .syntax
            .dependants(self.spot.trigger, &["obj", "advmod", "obl", "nmod", "iobj", "nummod"])
            .find(|d| *d < verb)
            .filter(|&d| self.is_bare_actor(d))?;
        let passive = self.spot.syntax.is_passive(self.spot.trigger);
        (!passive).then_some((first, second))
    }

    /// An actor, or a name that may be one ("de Krim").
    fn is_bare_name(&self, token: usize) -> bool {
        let name = self.spot.syntax.sentence.tokens[token].upos == Upos::Propn;
        let bare = || self.spot.syntax.dependants(token, &["case"]).next().is_none();
        self.is_bare_actor(token) || (name && bare())
    }

    fn is_bare_actor(&self, token: usize) -> bool {
        self.spot.syntax.sentence.tokens[token].upos != Upos::Pron
            && self.spot.syntax.dependants(token, &["case"]).next().is_none()
            && !self.spot.read.cast.of(self.spot.sentence, token).is_empty()
    }

    fn heads_into(&self, slot: &Slot, fill: &mut Fill, resolve: impl Fn(usize) -> Vec<ActorRef>) {
        for head in self.heads(slot) {
            let actors = resolve(head);
            if !actors.is_empty() {
                fill.tokens.push(head);
                add(&mut fill.actors, actors);
            }
        }
    }

    /// Attackers of those on the other side, if the report speaks of them.
    fn enemies(&self, other: &Fill) -> Vec<ActorRef> {
        let attacked = |code: &str| other.actors.iter().any(|a| a.code == code);
        let spoken_of = |code: &str| self.spot.read.prominence.share(code) > 0.0;
        let attackers = self
            .spot
            .read
            .wars
            .iter()
            .filter(|(by, on)| attacked(on) && spoken_of(by))
            .map(|(by, _)| by);
        attackers.map(|code| ActorRef { code: code.clone(), ..ActorRef::default() }).collect()
    }

    /// Actors that the first part of the trigger names ("NAVO-top", "de drie NAVO-landen").
    fn part(&self, fill: &mut Fill) {
        let own = self.spot.read.cast.of(self.spot.sentence, self.spot.trigger);
        let described = own.iter().filter(|r| r.kind == Kind::Description);
        let within = described.flat_map(|r| &self.spot.read.cast.mentions()[r.mention].within);
        let within = within.map(|code| ActorRef { code: code.clone(), ..ActorRef::default() });
        add(&mut fill.actors, within.collect());
        self.own(fill, |k| !matches!(k, Kind::Modified | Kind::Adjective | Kind::Description));
    }

    /// Actors that the trigger's own words name.
    fn own(&self, fill: &mut Fill, fits: impl Fn(Kind) -> bool) {
        let found = self
            .spot
            .read
            .cast
            .of(self.spot.sentence, self.spot.trigger)
            .into_iter()
            .filter(|r| fits(r.kind));
        add(&mut fill.actors, found.map(|r| r.actor).collect());
    }

    fn adjective(&self, fill: &mut Fill) {
        for head in self.spot.syntax.heads(self.spot.trigger, &Slot::Adjective) {
            let found = self
                .spot
                .read
                .cast
                .of(self.spot.sentence, head)
                .into_iter()
                .filter(|r| r.kind == Kind::Adjective);
            add(&mut fill.actors, found.map(|r| r.actor).collect());
        }
        self.own(fill, |k| k == Kind::Modified || k == Kind::Adjective);
    }

    fn any_place(&self, fill: &mut Fill) {
        let clause = self.spot.syntax.carrier(self.spot.trigger).unwrap_or(self.spot.trigger);
        for token in self.spot.syntax.subtree(self.spot.syntax.uppermost(clause)) {
            let named = self
                .spot
                .read
                .cast
                .of(self.spot.sentence, token)
                .iter()
                .any(|r| r.kind == Kind::Place);
            if named || self.spot.read.cast.place(self.spot.sentence, token).is_some() {
                fill.actors = self.place_actors(token);
                fill.actors.truncate(1);
                fill.tokens.push(token);
                return;
            }
        }
    }

    /// Looks around for a side that no slot fills; one at most, and none where nothing else is found.
    fn complete(&self, frame: &Frame, source: &mut Fill, target: &mut Fill) {
        let Some((side, known)) = open(frame, source, target) else { return };
        // Of what is only described nobody need be told who did it: "de beschoten stad".
        if side == Side::Source && self.spot.syntax.is_attribute(self.spot.trigger) {
            return;
        }
        let sorts = if side == Side::Source { &frame.source_is } else { &frame.target_is };
        let found = Roles { sorts, ..*self }.nearby(side, &known, self.least(frame));
        match side {
            Side::Source => *source = found,
            Side::Target => *target = found,
        }
    }

    /// The side that a frame's slots leave open, who stands on the other, and who may fill it.
    pub fn choices(&self, frame: &Frame) -> Option<(Side, Vec<ActorRef>, Vec<Choice<'a>>)> {
        let source = self.side(&frame.source, frame.symmetry, &Fill::default());
        let target = self.side(&frame.target, Symmetry::Directed, &source);
        let (side, known) = open(frame, &source, &target)?;
        let choices = self.around(REACH).choices(side, &known);
        Some((side, known, choices))
    }

    fn nearby(&self, side: Side, known: &[ActorRef], least: f32) -> Fill {
        // A heading is about what comes after it, not before.
        let reach = if self.is_heading() { 0 } else { REACH };
        self.around(reach).find(self.events.implicit, least, side, known)
    }

    /// How likely one who is looked for around a frame must be: words as common as "gaan" mean an event mostly with both
    /// sides beside them.
    fn least(&self, frame: &Frame) -> f32 {
        let Implicit { least, firm, sure, .. } = *self.events.implicit;
        match frame.strength {
            s if frame.explicit && s < MAY_BE_SILENT => sure,
            s if frame.explicit || s < MAY_GUESS => firm,
            _ => least,
        }
    }

    fn is_heading(&self) -> bool {
        self.spot.read.sentences[self.spot.sentence].kind == ParagraphKind::Heading
    }

    fn around(&self, reach: usize) -> Nearby<'a> {
        let Roles { spot, hostile, sorts, .. } = *self;
        Nearby { spot, hostile, sorts, reach }
    }

    fn near(&self, taken: &Fill, other: &Fill) -> Fill {
        let used: Vec<ActorRef> = taken.actors.iter().chain(&other.actors).cloned().collect();
        let answered = self.spot.dealings.answered(self.answers, &other.actors, self.spot.sentence);
        answered.unwrap_or_else(|| self.nearby(Side::Target, &used, self.events.implicit.least))
    }
}

/// The side that nobody stands on, and who stands on the other; of a mutual frame, where one stands alone.
fn open(frame: &Frame, source: &Fill, target: &Fill) -> Option<(Side, Vec<ActorRef>)> {
    let known: Vec<ActorRef> = source.actors.iter().chain(&target.actors).cloned().collect();
    let first = known.first()?;
    let alone = known.iter().all(|a| a.code == first.code);
    let side = match frame.symmetry {
        Symmetry::Mutual => alone.then_some(Side::Target)?,
        Symmetry::Directed if source.actors.is_empty() => Side::Source,
        Symmetry::Directed if target.actors.is_empty() => Side::Target,
        Symmetry::Directed => return None,
    };
    Some((side, known))
}

/// Adds actors, each once.
pub(super) fn add(all: &mut Vec<ActorRef>, more: Vec<ActorRef>) {
    for actor in more {
        if !all.iter().any(|a| a.code == actor.code && a.name == actor.name) {
            all.push(actor);
        }
    }
}

fn merge(side: &mut Fill, found: Fill, slot: &Slot, fit: f32) {
    side.fit = if side.actors.is_empty() { fit } else { side.fit.max(fit) };
    side.slot =
        if side.slot.is_empty() { slot.to_string() } else { format!("{} + {slot}", side.slot) };
    side.guessed |= found.guessed;
    add(&mut side.actors, found.actors);
    side.tokens.extend(found.tokens);
}

fn same_mention(a: &ActorRef, b: &ActorRef) -> bool {
    a.code == b.code && (a.start == b.start || (a.name == b.name && a.sector == b.sector))
}

/// Everyone on one side: there must be two that differ in code.
fn together(source: Fill, target: Fill) -> Option<Fill> {
    let mut all = source;
    if !target.actors.is_empty() {
        all.fit = if all.actors.is_empty() { target.fit } else { all.fit * target.fit };
        all.slot = format!("{} & {}", all.slot, target.slot);
        all.tokens.extend(&target.tokens);
        all.guessed |= target.guessed;
        add(&mut all.actors, target.actors);
    }
    let first = all.actors.first()?.code.clone();
    all.actors.iter().any(|a| a.code != first).then_some(all)
}

/// Two sides: within one state only where two parts of its society face each other.
fn apart(source: Fill, mut target: Fill) -> Result<(Fill, Fill), String> {
    let inner = |a: &ActorRef, b: &ActorRef| {
        a.sector.is_some() && b.sector.is_some() && a.sector != b.sector
    };
    target.actors.retain(|t| source.actors.iter().all(|s| s.code != t.code || inner(s, t)));
    match (source.actors.is_empty(), target.actors.is_empty()) {
        (false, false) => Ok((source, target)),
        (true, _) => Err("nobody was found who does it".into()),
        (false, true) => Err(format!("nobody was found to whom {} does it", source.actors[0].code)),
    }
}
