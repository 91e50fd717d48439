//! What: frames over trees, their roles and their status, joined to one event once a report.

mod about;
mod candidate;
mod dealings;
mod figures;
mod join;
mod nearby;
mod open;
mod places;
mod roles;
mod speech;
mod states;
mod status;
mod syntax;
mod told;
mod tree;
mod voices;

pub use nearby::{FEATURES, Side};
pub use open::OpenRole;

use crate::{
    when::{Telling, Timeline},
    who::{Cast, Prominence},
};
use candidate::{Candidate, Fill};
use dealings::Dealings;
use kroniek_model::{
    ActorRef, Claim, Document, EventType, Evidence, Field, Indexed, Lost, ParagraphKind, Sentence,
    StateClaim, Status, Step, Upos,
};
use kroniek_pack::{
    frames::{Frame, Frames, TriggerClass},
    implicit::Implicit,
    ontology::Ontology,
    status::StatusWords,
    verbs::VerbForms,
};
use roles::Roles;
use states::States;
use status::Mood;
use syntax::Syntax;
use tree::Tree;
use voices::{Voice, Voices};

/// Reads events off trees.
pub struct Events<'a> {
    /// What words mean.
    pub frames: &'a Frames,
    /// What kinds mean.
    pub ontology: &'a Ontology,
    /// Mood, negation, report.
    pub words: &'a StatusWords,
    /// Who fills a role that is left open.
    pub implicit: &'a Implicit,
    /// Forms of verbs.
    pub verbs: &'a VerbForms,
}

/// A report as the earlier stages leave it.
pub struct Read<'a> {
    /// The report.
    pub document: &'a Document,
    /// Its title and text, counted through.
    pub title: Indexed<'a>,
    /// See [`Read::title`].
    pub text: Indexed<'a>,
    /// Its sentences.
    pub sentences: &'a [Sentence],
    /// Who is who.
    pub cast: &'a Cast,
    /// How much the report speaks of whom.
    pub prominence: &'a Prominence,
    /// When is when.
    pub timeline: &'a Timeline,
    /// Who is at war with whom when the report appears.
    pub wars: &'a [(String, String)],
}

/// A word of a report, and what the report has told before it.
#[derive(Clone, Copy)]
struct Spot<'r> {
    read: &'r Read<'r>,
    syntax: Syntax<'r>,
    sentence: usize,
    trigger: usize,
    dealings: &'r Dealings,
    voice: &'r Voice,
}

impl<'a> Events<'a> {
    /// All events of a report, each once, in text order, and the states of affairs that it tells of or that follow.
    pub fn read(&self, read: &Read<'_>) -> (Vec<Claim>, Vec<StateClaim>) {
        let (mut claims, mut states) = (Vec::new(), States::default());
        let keep = |spot: Spot<'_>, candidate: Candidate<'a>| {
            let shows = evidence(spot, &candidate.frame.id);
            let effects = self.ontology.effects_of(&candidate.frame.kind, candidate.status);
            states.follow(&candidate, effects, &shows);
            if let Some(claim) = self.claim(spot, candidate, shows) {
                claims.extend(self.accusation(read, &claim));
                claims.push(claim);
            }
        };
        self.walk(read, |spot| self.at(spot), keep);
        (join::join(claims), states.into_claims())
    }

    /// Every frame that a word of the report sets off, and what became of it: for `dump`.
    pub fn considered(&self, read: &Read<'_>) -> Vec<Considered> {
        let mut all = Vec::new();
        let see = |spot: Spot<'_>| {
            let (found, lost) = self.readings(spot);
            let kept = found.into_iter().map(|c| (c.frame.id.clone(), c.roles_text()));
            let lost = lost.into_iter().map(|l| (l.rule, l.why));
            all.extend(kept.chain(lost).map(|(rule, outcome)| Considered {
                sentence: spot.sentence,
                trigger: spot.trigger,
                rule,
                outcome,
            }));
            self.at(spot)
        };
        self.walk(read, see, |_, _| ());
        all
    }

    /// Goes through a report, sentence by sentence: `see` reads each word, `keep` is given what is no part of another
    /// reading of its sentence, which later sentences bear in mind.
    fn walk(
        &self,
        read: &Read<'_>,
        mut see: impl FnMut(Spot<'_>) -> Option<Candidate<'a>>,
        mut keep: impl FnMut(Spot<'_>, Candidate<'a>),
    ) {
        let (mut dealings, mut voices) = (Dealings::default(), Voices::default());
        for (sentence, tokens) in read.sentences.iter().enumerate() {
            let tree = Tree::new(tokens);
            let syntax = Syntax { sentence: tokens, words: self.words, tree: &tree };
            let voice = voices.hear(read, syntax, sentence);
            let spot = |trigger| Spot {
                read,
                syntax,
                sentence,
                trigger,
                dealings: &dealings,
                voice: &voice,
            };
            let all: Vec<_> = (0..tokens.tokens.len()).filter_map(|t| see(spot(t))).collect();
            let part = |c: &Candidate<'_>| all.iter().any(|other| c.is_part_of(other));
            let whole: Vec<_> = all.iter().filter(|c| !part(c)).cloned().collect();
            whole.iter().for_each(|c| keep(spot(c.trigger), c.clone()));
            // A headline says roughly what its text says better.
            if tokens.kind != ParagraphKind::Heading {
                whole.iter().for_each(|c| dealings.note(c));
            }
        }
    }

    /// The best reading at a word: the most specific sense, then the one whose roles fit best.
    fn at(&self, spot: Spot<'_>) -> Option<Candidate<'a>> {
        let (mut found, mut lost) = self.readings(spot);
        found.sort_by(|a, b| {
            let demands =
                |f: &Frame| f.with.len() + usize::from(f.negated) + usize::from(f.promised);
            let key = |c: &Candidate<'_>| (demands(c.frame), c.confidence());
            key(b).partial_cmp(&key(a)).unwrap_or(std::cmp::Ordering::Equal)
        });
        let mut found = found.into_iter();
        let mut best = found.next()?;
        lost.extend(found.map(|c| Lost {
            rule: c.frame.id.clone(),
            why: format!("{} fits better", best.frame.id),
        }));
        best.lost = lost;
        self.judge(spot, &mut best).then_some(best)
    }

    /// The frames that a word sets off: those whose roles are filled, and why the others are not.
    fn readings(&self, spot: Spot<'_>) -> (Vec<Candidate<'a>>, Vec<Lost>) {
        let (mut found, mut lost) = (Vec::new(), Vec::new());
        for frame in self.set_off(spot.syntax, spot.trigger) {
            if let Some(why) = unlike(frame, spot.syntax, spot.trigger) {
                lost.push(Lost { rule: frame.id.clone(), why: why.to_owned() });
                continue;
            }
            let roles = self.roles(spot, frame);
            if !roles.admits(frame) {
                lost.push(Lost { rule: frame.id.clone(), why: MISSING.to_owned() });
                continue;
            }
            let why = match roles.fill(frame) {
                Ok((source, target)) => {
                    let candidate = self.candidate(frame, spot, source, target);
                    found.extend(candidate.map(|c| Candidate { phrase: roles.phrase(frame), ..c }));
                    continue;
                }
                Err(why) => why,
            };
            lost.push(Lost { rule: frame.id.clone(), why });
        }
        (found, lost)
    }

    fn roles<'r>(&'r self, spot: Spot<'r>, frame: &Frame) -> Roles<'r> {
        let hostile = self.is_hostile(frame);
        let answers = self.ontology.answers(&frame.kind);
        Roles { events: self, spot, phrase: &[], hostile, sorts: &[], answers }
    }

    fn is_hostile(&self, frame: &Frame) -> bool {
        self.type_of(frame).is_some_and(EventType::is_conflict)
    }

    /// Whether a frame tells what somebody has to say of what another did.
    fn is_reaction(&self, frame: &Frame) -> bool {
        matches!(self.type_of(frame), Some(EventType::Accuse | EventType::Support))
    }

    /// Whether a frame tells of words or an attitude only.
    fn is_spoken(&self, frame: &Frame) -> bool {
        self.type_of(frame).is_some_and(is_spoken)
    }

    fn type_of(&self, frame: &Frame) -> Option<EventType> {
        self.ontology.kind(&frame.kind).map(|k| k.event_type)
    }

    fn set_off(&self, syntax: Syntax<'_>, trigger: usize) -> Vec<&'a Frame> {
        let token = &syntax.sentence.tokens[trigger];
        let Some(class) = class_of(token.upos) else { return vec![] };
        let words: Vec<(TriggerClass, String)> = match class {
            TriggerClass::Noun => {
                let listed = syntax.listed_as(trigger).into_iter().map(str::to_owned);
                with(class, listed.collect()).collect()
            }
            TriggerClass::Verb => {
                let participle = (token.feat("VerbForm") == Some("Part"))
                    .then(|| (TriggerClass::Adjective, token.form.to_lowercase()));
                with(class, self.lemmas(syntax, trigger)).chain(participle).collect()
            }
            // A participle may be tagged as an adjective, and an adjective as a participle.
            TriggerClass::Adjective => {
                let lemmas = self.lemmas(syntax, trigger);
                with(class, lemmas.clone()).chain(with(TriggerClass::Verb, lemmas)).collect()
            }
        };
        let mut found: Vec<&Frame> = Vec::new();
        for (class, word) in &words {
            for frame in self.frames.set_off_by(*class, word) {
                if !found.iter().any(|f| f.id == frame.id) {
                    found.push(frame);
                }
            }
        }
        found
    }

    /// What verb a word may be: as the engine says, by its irregular form, and either with a particle that stands apart.
    fn lemmas(&self, syntax: Syntax<'_>, trigger: usize) -> Vec<String> {
        let token = &syntax.sentence.tokens[trigger];
        let irregular = self.verbs.infinitive(&token.form);
        let simple: Vec<String> = [token.lemma.clone()].into_iter().chain(irregular).collect();
        let own = token.joined.as_deref().and_then(|j| j.strip_suffix(token.lemma.as_str()));
        let mut particles =
            own.map_or_else(|| syntax.loose_particles(trigger), |p| vec![p.to_owned()]);
        // A verb that means nothing with the particle that a tree gives it may have another ("drong er bij Xi op aan").
        let idle = |j: &str| self.frames.set_off_by(TriggerClass::Verb, j).is_empty();
        if own.is_some() && token.joined.as_deref().is_some_and(idle) {
            particles.extend(syntax.loose_particles(trigger));
        }
        // Of two verbs that share a tree's head each has its own particle: "riep terug en blies af".
        particles.extend(syntax.particles(trigger));
        let mut all = vec![token.base().to_owned()];
        all.extend(particles.iter().flat_map(|p| simple.iter().map(move |l| format!("{p}{l}"))));
        // A verb with a particle that is known is not the bare verb: "sluiten zich aan" closes nothing.
        let known = |l: &String| !self.frames.set_off_by(TriggerClass::Verb, l).is_empty();
        if !(token.joined.is_some() && all.iter().any(known)) {
            all.extend(simple);
        }
        if token.upos == Upos::Verb && !all.iter().any(known) {
            let regular = self.verbs.regular(&token.form, &self.words.particle);
            let apart =
                particles.iter().flat_map(|p| regular.iter().map(move |l| format!("{p}{l}")));
            all.extend(apart.chain(regular.iter().cloned()).filter(known).collect::<Vec<_>>());
        }
        all
    }

    fn candidate(
        &self,
        frame: &'a Frame,
        spot: Spot<'_>,
        source: Fill,
        target: Fill,
    ) -> Option<Candidate<'a>> {
        let event_type = self.type_of(frame);
        (event_type.is_some() || frame.state.is_some()).then_some(Candidate {
            frame,
            event_type,
            sentence: spot.sentence,
            trigger: spot.trigger,
            phrase: vec![],
            source,
            target,
            status: Status::Happened,
            said_by: None,
            date: None,
            steps: vec![],
            lost: vec![],
        })
    }

    /// Status, speaker and date; false where it is no event of the report.
    fn judge(&self, spot: Spot<'_>, candidate: &mut Candidate<'_>) -> bool {
        let Spot { read, syntax, voice, .. } = spot;
        let mood = Mood::of(syntax, candidate.trigger, candidate.frame.negated);
        if mood.drop {
            return false;
        }
        candidate.status = mood.status.or(candidate.frame.status).unwrap_or(Status::Happened);
        // A threat or a promise is made now, though its words speak of what is to come; so is a refusal ("zal nooit").
        let now = candidate.frame.status == Some(Status::Happened) || candidate.frame.negated;
        if now && mood.status != Some(Status::Denied) {
            candidate.status = Status::Happened;
        }
        if candidate.status == Status::Denied && candidate.event_type.is_some_and(is_word) {
            return false;
        }
        candidate.said_by = match mood.speaker {
            Some(s) => read.cast.of(candidate.sentence, s).into_iter().next().map(|r| r.actor),
            None => voice.implied().into_iter().next(),
        };
        let own = |by: &ActorRef| candidate.source.actors.iter().any(|a| a.code == by.code);
        let own = candidate.said_by.as_ref().is_some_and(own);
        candidate.said_by.take_if(|_| own);
        if candidate.status == Status::Happened && !own && is_claimed(candidate, &mood) {
            candidate.status = Status::Alleged;
        }
        let told = Telling {
            status: candidate.status,
            goes_on: goes_on(candidate),
            words: candidate.event_type.is_some_and(is_spoken),
        };
        let dated = read.timeline.of(candidate.sentence, candidate.trigger, told);
        let future = read.timeline.is_to_come(&dated);
        candidate.date = dated.value;
        let uncertain = candidate.status == Status::Alleged && mood.is_hedge();
        if (candidate.status == Status::Happened || uncertain) && future {
            candidate.status = Status::Planned;
        }
        candidate.explain(dated.rule, future, mood.steps);
        true
    }

    /// Who says that somebody did something hostile accuses him of it.
    fn accusation(&self, read: &Read<'_>, told: &Claim) -> Option<Claim> {
        let by = told
            .said_by
            .clone()
            .filter(|_| told.status == Status::Alleged && is_held_against(told))?;
        let name = self.words.word_against.as_deref()?;
        let kind = self.ontology.kind(name)?;
        let target: Vec<_> = told.source.iter().filter(|a| a.code != by.code).cloned().collect();
        (!target.is_empty()).then(|| Claim {
            event_type: kind.event_type,
            kind: name.to_owned(),
            codes: kind.codes(Status::Happened),
            status: Status::Happened,
            date: read.document.published.clone(),
            source: vec![by],
            target,
            said_by: None,
            steps: vec![Step {
                part: "frame".into(),
                rule: WORD_AGAINST.into(),
                note: told.kind.clone(),
            }],
            lost: vec![],
            ..told.clone()
        })
    }

    /// What a candidate claims to have happened; nothing where it tells of a state of affairs.
    fn claim(&self, spot: Spot<'_>, c: Candidate<'_>, shows: Evidence) -> Option<Claim> {
        let event_type = c.event_type?;
        let Spot { read, syntax, .. } = spot;
        let confidence = c.confidence();
        let codes =
            self.ontology.kind(&c.frame.kind).map(|k| k.codes(c.status)).unwrap_or_default();
        Some(Claim {
            event_type,
            kind: c.frame.kind.clone(),
            codes,
            status: c.status,
            date: c.date,
            place: place(spot, &c.source.actors),
            source: c.source.actors,
            target: c.target.actors,
            said_by: c.said_by,
            numbers: figures::numbers(read, syntax, c.trigger),
            about_record: about::about_record(read, syntax, c.trigger),
            confidence: (confidence * 100.0).round() / 100.0,
            evidence: vec![shows],
            steps: c.steps,
            lost: c.lost,
        })
    }
}

/// A frame that a word set off, and what became of it.
#[derive(Debug, Clone)]
pub struct Considered {
    /// Index of the sentence.
    pub sentence: usize,
    /// Index of the word.
    pub trigger: usize,
    /// The frame.
    pub rule: String,
    /// Its roles, or why they were not filled.
    pub outcome: String,
}

/// Why a frame is left out before its roles are looked for.
const MISSING: &str = "the words that it demands are not there";

/// What codes of non-state groups begin with.
const GROUP: char = '~';

/// The rule that reads one side's word against another.
const WORD_AGAINST: &str = "word-against";

fn class_of(upos: Upos) -> Option<TriggerClass> {
    Some(match upos {
        Upos::Verb | Upos::Aux => TriggerClass::Verb,
        Upos::Noun | Upos::Propn => TriggerClass::Noun,
        Upos::Adj => TriggerClass::Adjective,
        _ => return None,
    })
}

/// Words as triggers of a class.
fn with(class: TriggerClass, words: Vec<String>) -> impl Iterator<Item = (TriggerClass, String)> {
    words.into_iter().map(move |w| (class, w))
}

/// Why the mood of a clause is not the one that a frame demands.
fn unlike(frame: &Frame, syntax: Syntax<'_>, trigger: usize) -> Option<&'static str> {
    if frame.negated && !Mood::is_negated(syntax, trigger) {
        return Some("it is not negated");
    }
    let to_come = || {
        let status = Mood::of(syntax, trigger, false).status;
        matches!(status, Some(Status::Planned | Status::Hypothetical))
    };
    (frame.promised && !to_come()).then_some("it is not to come")
}

/// Whether what one does is held against him by who tells it: something hostile, but no request, or help for an armed
/// group.
fn is_held_against(told: &Claim) -> bool {
    let groups = !told.target.is_empty() && told.target.iter().all(|a| a.code.starts_with(GROUP));
    (told.event_type.is_conflict() && told.event_type != EventType::Request) || groups
}

/// Whether only somebody says that it happened: something hostile that another says, or anything that has a source named
/// for it. Who met whom is seldom in doubt.
fn is_claimed(c: &Candidate<'_>, mood: &Mood) -> bool {
    match c.event_type {
        _ if mood.is_fact => false,
        Some(EventType::Consult) | None => false,
        Some(t) if t.is_conflict() => c.said_by.is_some() || mood.by_hearsay,
        Some(_) => mood.by_hearsay,
    }
}

/// Whether it is no more than words: where they were not said, nothing happened that a record would keep.
fn is_word(event_type: EventType) -> bool {
    use EventType::{Accuse, Reject, Request, Threaten};
    matches!(event_type, Accuse | Reject | Request | Threaten)
}

/// Whether it is done with words alone.
fn is_spoken(event_type: EventType) -> bool {
    is_word(event_type) || event_type == EventType::Support
}

/// Whether it is of a sort that goes on: trade, shared work, help.
fn goes_on(c: &Candidate<'_>) -> bool {
    matches!(c.event_type, Some(EventType::Aid | EventType::Cooperate))
}

/// The place named in the trigger's own clause; a capital that acts for its state is none.
fn place(spot: Spot<'_>, doers: &[ActorRef]) -> Option<kroniek_model::Place> {
    let Spot { read, syntax, sentence, trigger, .. } = spot;
    let clause = syntax.carrier(trigger).unwrap_or(trigger);
    let at = |t: usize| syntax.sentence.tokens[t].span.start;
    let acts = |t: usize| doers.iter().any(|d| d.start == Some(at(t)));
    let named = syntax.subtree(clause).into_iter().filter(|t| !acts(*t));
    named.filter_map(|t| read.cast.place(sentence, t)).next().cloned()
}

fn evidence(spot: Spot<'_>, rule: &str) -> Evidence {
    let Spot { read, syntax: Syntax { sentence, .. }, trigger, .. } = spot;
    let span = sentence.span();
    let particle =
        sentence.children(trigger).filter(|&c| &*sentence.tokens[c].deprel == "compound:prt");
    let mut spans: Vec<_> = particle.chain([trigger]).map(|t| sentence.tokens[t].span).collect();
    spans.sort_unstable();
    let field = match sentence.field {
        Field::Title => &read.title,
        Field::Text => &read.text,
    };
    let text = field.slice(span).to_owned();
    Evidence {
        field: sentence.field,
        start: span.start,
        end: span.end,
        text,
        trigger: spans,
        rule: rule.to_owned(),
    }
}
