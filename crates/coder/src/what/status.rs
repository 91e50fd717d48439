//! How certain: mood, negation, report and condition, read from the words above and around a trigger.

use super::syntax::Syntax;
use kroniek_model::{Sentence, Status, Step, Token, Upos};
use kroniek_pack::status::{Effect, StatusWords};

/// What the words around a trigger make of its event.
#[derive(Debug, Clone, Default)]
pub struct Mood {
    /// The status they give, if any.
    pub status: Option<Status>,
    /// Head of the phrase that names who says so.
    pub speaker: Option<usize>,
    /// Whether it is no event at all (a question, something only asked for).
    pub drop: bool,
    /// What decided.
    pub steps: Vec<Step>,
    /// Whether somebody is named according to whom it is so.
    pub by_hearsay: bool,
    /// Whether the word for how it is said takes it for a fact ("bevestigen"), or it is spoken of as known.
    pub is_fact: bool,
    /// Whether negation belongs to the words themselves.
    idiom: bool,
}

/// A relative clause.
const RELATIVE: &str = "acl:relcl";
/// Rules by which a clause is negated.
const NEGATIONS: [&str; 2] = ["negation", "negated-argument"];
/// The rule of a modal that only reports ("zou").
const WOULD: &str = "would";
/// The rule by which a clause is a condition, or hangs on one.
const CONDITION: &str = "condition";
/// The rule of an adverb or a phrase.
const ADVERB: &str = "adverb";

impl Mood {
    /// Whether the trigger's own clause is negated.
    pub fn is_negated(syntax: Syntax<'_>, trigger: usize) -> bool {
        let mut mood = Mood::default();
        let reader = MoodReader { syntax, words: syntax.words, trigger };
        reader.clause(trigger, &mut mood);
        if let Some(verb) = syntax.carrier(trigger) {
            reader.clause(verb, &mut mood);
        }
        mood.has(&NEGATIONS)
    }

    /// Reads the mood of the clause that a trigger stands in. Of an idiom that is always negated the negation says
    /// nothing more.
    pub fn of(syntax: Syntax<'_>, trigger: usize, idiom: bool) -> Mood {
        let mut mood = Mood { idiom, ..Mood::default() };
        let reader = MoodReader { syntax, words: syntax.words, trigger };
        reader.question(&mut mood);
        let mut clause = trigger;
        reader.clause(clause, &mut mood);
        if let Some(verb) = syntax.carrier(trigger) {
            clause = verb;
            reader.clause(verb, &mut mood);
            reader.governor(verb, trigger, &mut mood);
        }
        reader.climb(clause, &mut mood);
        // What would happen if it did not happen, is nothing that did not.
        mood.drop |= mood.status == Some(Status::Denied) && mood.has(&[CONDITION]);
        mood.is_fact |= clause == trigger && reader.is_known(trigger);
        mood.speaker = mood.speaker.or_else(|| syntax.speaker(trigger));
        // What would be so, as somebody says, is what he says is so.
        if mood.speaker.is_some() && mood.status == Some(Status::Hypothetical) && mood.has(&[WOULD])
        {
            mood.status = Some(Status::Alleged);
        }
        mood
    }

    /// Whether only an adverb or a reporting modal makes it uncertain: of what is still to come it is then no hearsay.
    pub fn is_hedge(&self) -> bool {
        self.speaker.is_none() && self.has(&[ADVERB, WOULD])
    }

    fn has(&self, rules: &[&str]) -> bool {
        self.steps.iter().any(|s| rules.contains(&s.rule.as_str()))
    }

    fn set(&mut self, status: Status, rule: &str, word: &str) {
        if self.idiom && NEGATIONS.contains(&rule) {
            return;
        }
        // Denial survives what stands above it: "zegt dat X niet kwam"; the nearest word decides otherwise.
        if self.status.is_none() || status == Status::Denied {
            self.status = Some(status);
        }
        self.note(rule, word);
    }

    fn note(&mut self, rule: &str, word: &str) {
        self.steps.push(Step { part: "status".into(), rule: rule.into(), note: word.into() });
    }

    fn apply(&mut self, effect: Effect, rule: &str, word: &str) {
        match effect.status() {
            Some(status) => self.set(status, rule, word),
            None if effect == Effect::Drop => {
                self.drop = true;
                self.note(rule, word);
            }
            None => {}
        }
    }
}

struct MoodReader<'a> {
    syntax: Syntax<'a>,
    words: &'a StatusWords,
    trigger: usize,
}

impl<'a> MoodReader<'a> {
    fn sentence(&self) -> &'a Sentence {
        self.syntax.sentence
    }

    fn token(&self, i: usize) -> &'a Token {
        &self.sentence().tokens[i]
    }

    fn lemma(&self, i: usize) -> String {
        self.token(i).lemma.to_lowercase()
    }

    fn question(&self, mood: &mut Mood) {
        let last = self
            .sentence()
            .tokens
            .iter()
            .rev()
            .find(|t| !t.form.chars().all(|c| "\"'”’»)".contains(c)));
        if last.is_some_and(|t| t.form == "?") {
            mood.drop = true;
        }
    }

    /// Words of the clause itself: negation, modals, adverbs, its conjunction.
    fn clause(&self, head: usize, mood: &mut Mood) {
        // A modal that is itself the trigger ("moet weg, vindt Peking") says nothing about its own status.
        for child in self.syntax.children(head).filter(|&c| c != self.trigger) {
            let t = self.token(child);
            if self.negates(child) {
                mood.set(Status::Denied, "negation", &t.form);
            } else if t.relation() == "aux" {
                self.modal(head, child, mood);
            } else if let Some(effect) = self.adverb(child) {
                mood.apply(effect, ADVERB, &t.form);
            } else if matches!(t.relation(), "obj" | "nsubj") && self.is_negated(child) {
                mood.set(Status::Denied, "negated-argument", &t.form);
            } else if self.is_anyone(child) {
                mood.set(Status::Hypothetical, CONDITION, &t.form);
            }
        }
        self.hearsay(head, mood);
        if let Some(word) = self.condition_of(head).or_else(|| self.proviso(head)) {
            mood.set(Status::Hypothetical, CONDITION, &self.token(word).form);
        }
        if let Some(first) = self.shares_helpers(head) {
            let helpers = self.syntax.dependants(first, &["aux"]);
            helpers.for_each(|a| self.modal(first, a, mood));
        }
    }

    /// Whether a word negates the clause that it hangs on: itself ("niet", but not "niet alleen"), or in "nooit eerder",
    /// "niet langer".
    fn negates(&self, child: usize) -> bool {
        let is_no = |c: usize| {
            let only = |t: &Token| self.words.only.contains(&t.lemma.to_lowercase());
            self.words.negation.contains(&self.lemma(c))
                && !self.sentence().tokens.get(c + 1).is_some_and(only)
        };
        match self.token(child).relation() {
            "advmod" | "obl" if self.words.still.contains(&self.lemma(child)) => {
                self.syntax.dependants(child, &["advmod", "det"]).any(is_no)
            }
            "advmod" | "det" | "mark" | "case" | "cc" => is_no(child),
            _ => false,
        }
    }

    /// What an adverb or a phrase ("naar verwachting", "op het punt") makes of its clause; what only says that it is for
    /// later does so of the present.
    fn adverb(&self, child: usize) -> Option<Effect> {
        let fixed = self.syntax.dependants(child, &["fixed"]).map(|i| self.lemma(i));
        let marker = self.syntax.marker(child).map(|m| m.replace(' ', "_"));
        let own = std::iter::once(self.lemma(child)).chain(fixed).collect::<Vec<_>>().join("_");
        let phrase = marker.map_or_else(|| own.clone(), |m| format!("{m}_{own}"));
        let later = || {
            let clause = self.token(child).head?;
            (self.words.later.contains(&phrase) && !self.is_past(clause)).then_some(Effect::Planned)
        };
        self.words.adverb.get(&phrase).copied().or_else(later)
    }

    /// Whether a clause is told in the past or the perfect.
    fn is_past(&self, clause: usize) -> bool {
        let tokens = [clause].into_iter().chain(self.syntax.dependants(clause, &["aux"]));
        let past = |t: usize| {
            self.token(t).feat("Tense") == Some("Past")
                || self.token(t).feat("VerbForm") == Some("Part")
        };
        tokens.into_iter().any(past)
    }

    fn is_negated(&self, argument: usize) -> bool {
        self.syntax.dependants(argument, &["det", "advmod"]).any(|d| self.negates(d))
    }

    /// A subject that is anybody at all ("wie ons aanvalt, …").
    fn is_anyone(&self, child: usize) -> bool {
        self.token(child).relation() == "nsubj"
            && self.words.anyone.contains(&self.lemma(child))
            && self.token(child).head.is_some_and(|c| &*self.token(c).deprel != RELATIVE)
    }

    /// Who is named, anywhere in the clause, according to whom it is so.
    fn hearsay(&self, clause: usize, mood: &mut Mood) {
        let tokens = &self.sentence().tokens;
        let markers = (0..tokens.len()).filter(|&t| {
            tokens[t].relation() == "case" && self.words.according.contains(&self.lemma(t))
        });
        let phrases = markers.filter_map(|t| tokens[t].head);
        let above = |p: usize| self.syntax.ancestors(p).skip(1).find(|&a| self.is_clause(a));
        if let Some(phrase) = phrases.into_iter().find(|&p| above(p) == Some(clause)) {
            mood.speaker.get_or_insert(phrase);
            mood.by_hearsay = true;
        }
    }

    /// What a modal says of a verb. One that is no finite verb itself tells of the past: "had moeten komen" did not come.
    fn modal(&self, verb: usize, aux: usize, mood: &mut Mood) {
        let finite = |i: usize| self.token(i).feat("VerbForm") == Some("Fin");
        let helpers =
            || self.syntax.dependants(verb, &["aux"]).chain(self.syntax.dependants(aux, &["aux"]));
        let helper = (!finite(aux)).then(|| helpers().find(|&a| finite(a))).flatten();
        let helper = helper.filter(|&a| self.words.perfect.contains(&self.token(a).lemma));
        let past = |i: usize| self.token(i).feat("Tense") == Some("Past");
        let done = || {
            self.token(verb).feat("VerbForm") == Some("Part")
                && helpers()
                    .any(|a| !finite(a) && self.words.perfect.contains(&self.token(a).lemma))
        };
        let table = match helper {
            Some(a) if past(a) => &self.words.modal_perfect,
            Some(_) => return,
            None if past(aux) && done() => &self.words.modal_perfect,
            None if past(aux) => &self.words.modal_past,
            None => &self.words.modal_present,
        };
        if let Some(&effect) = table.get(&self.token(aux).lemma) {
            let reports = self.words.would.contains(&self.token(aux).lemma) && past(aux);
            mood.apply(effect, if reports { WOULD } else { "modal" }, &self.token(aux).form);
        }
    }

    /// The first of two clauses whose helping verbs the second shares ("zal A bezoeken en B ontmoeten").
    fn shares_helpers(&self, clause: usize) -> Option<usize> {
        let token = self.token(clause);
        let first = token.head.filter(|_| token.relation() == "conj")?;
        let form = |i: usize| self.token(i).feat("VerbForm").filter(|f| *f != "Fin");
        let bare = self.syntax.dependants(clause, &["aux", "nsubj"]).next().is_none();
        (bare && form(clause).is_some() && form(clause) == form(first)).then_some(first)
    }

    /// The words above: verbs of saying, planning, denying; conditions that the clause hangs in.
    fn climb(&self, clause: usize, mood: &mut Mood) {
        let (mut below, mut verbal) = (clause, true);
        for head in self.syntax.ancestors(clause).skip(1) {
            let relation = self.token(below).relation();
            if self.stands_apart(below, head) || (relation == "nsubj" && below != clause) {
                return;
            }
            if self.is_clausal(below) || matches!(relation, "obj" | "obl" | "nmod" | "nsubj") {
                self.governor(head, below, mood);
            }
            verbal &= !matches!(relation, "nmod" | "obl" | "appos");
            if verbal && (relation == "xcomp" || self.is_purpose(below)) {
                self.upper(head, below, mood);
            }
            if matches!(relation, "advcl" | "parataxis")
                && let Some(word) = self.condition_of(below)
            {
                mood.set(Status::Hypothetical, CONDITION, &self.token(word).form);
            }
            below = head;
        }
    }

    /// Whether what stands above says nothing of a word: of what a relative clause or an attribute tells, of what
    /// something happens after or in spite of, of what an adverbial clause tells, and of what is spoken of as known
    /// ("wil de sancties omzeilen").
    fn stands_apart(&self, below: usize, head: usize) -> bool {
        let token = self.token(below);
        let marker = || self.syntax.marker(below);
        match token.relation() {
            _ if &*token.deprel == RELATIVE || self.syntax.goes_on(below) => true,
            "amod" => true,
            "obl" | "nmod" | "advcl" if marker().is_some_and(|m| self.words.given.contains(m)) => {
                true
            }
            "advcl" => !self.is_infinitive(below) && self.condition_of(below).is_none(),
            "obj" | "nsubj" => {
                let concerned = self.is_light(head) || self.effect(head, below).is_some();
                below == self.trigger && self.is_known(below) && !concerned
            }
            _ => false,
        }
    }

    /// Whether a noun is spoken of as known.
    fn is_known(&self, noun: usize) -> bool {
        let known = |d: usize| {
            let t = self.token(d);
            t.feat("Definite") == Some("Def")
                || t.feat("Poss").is_some()
                || t.feat("PronType") == Some("Dem")
        };
        self.token(noun).upos == Upos::Noun
            && self.syntax.dependants(noun, &["det", "nmod:poss"]).any(known)
    }

    /// Whether a verb only carries the meaning of its noun.
    fn is_light(&self, verb: usize) -> bool {
        let token = self.token(verb);
        [token.base(), &token.lemma].iter().any(|l| self.words.light.iter().any(|w| w == l))
    }

    /// Mood of the clause that an infinitive hangs on: it holds for both. What a governor makes of it, and of its own
    /// negation, is said already.
    fn upper(&self, head: usize, below: usize, mood: &mut Mood) {
        let (known, word) = (mood.status, self.token(head));
        if self.token(below).relation() == "xcomp" && word.upos != Upos::Noun {
            self.modal(below, head, mood);
        }
        if self.effect(head, below).is_some() {
            return;
        }
        self.clause(head, mood);
        // A negated attempt to deny is no denial of what it is about.
        if known == Some(Status::Denied) {
            mood.status = known;
        }
    }

    /// The word that makes a clause a condition: its conjunction, or the finite verb that it begins with ("mocht hij
    /// komen, dan …").
    fn condition_of(&self, clause: usize) -> Option<usize> {
        if !self.is_clause(clause) {
            return None;
        }
        let first = self.syntax.dependants(clause, &["mark"]).next();
        first
            .filter(|&m| self.words.condition.contains(&self.lemma(m)))
            .or_else(|| self.inverted(clause))
    }

    fn is_clause(&self, head: usize) -> bool {
        matches!(self.token(head).upos, Upos::Verb | Upos::Aux)
            || self.syntax.dependants(head, &["cop", "aux", "nsubj"]).next().is_some()
    }

    /// The finite verb that begins a clause before the one that it hangs on.
    fn inverted(&self, clause: usize) -> Option<usize> {
        let token = self.token(clause);
        let head = token.head.filter(|&h| h > clause)?;
        let said = self.words.speech.iter().any(|s| s == self.token(head).base())
            || self.words.governor.contains_key(self.token(head).base());
        let word = |t: &Token| t.form.chars().any(char::is_alphanumeric);
        let first = self.syntax.subtree(clause).into_iter().find(|&i| word(self.token(i)))?;
        let own = first == clause || self.token(first).head == Some(clause);
        let finite = self.token(first).feat("VerbForm") == Some("Fin");
        let subject = self.syntax.dependants(clause, &["nsubj"]).next().is_some();
        (matches!(token.relation(), "advcl" | "parataxis") && !said && own && finite && subject)
            .then_some(first)
    }

    /// The condition on which alone the clause holds, where it is not told in the past.
    fn proviso(&self, clause: usize) -> Option<usize> {
        if self.is_past(clause) {
            return None;
        }
        let conditions = self.syntax.dependants(clause, &["advcl", "parataxis"]);
        conditions.filter_map(|c| self.condition_of(c)).find(|&w| {
            self.words.proviso.contains(&self.lemma(w)) || self.token(w).feat("VerbForm").is_some()
        })
    }

    /// Whether a clause is an infinitive that says what the one above is for ("om te …").
    fn is_purpose(&self, clause: usize) -> bool {
        self.token(clause).relation() == "advcl" && self.is_infinitive(clause)
    }

    fn is_infinitive(&self, i: usize) -> bool {
        self.token(i).feat("VerbForm") == Some("Inf")
    }

    /// What a governing word does that is itself negated: "sluit niet uit dat", "gaat niet door".
    fn turned(&self, effect: Effect, head: usize) -> Effect {
        let negated = self.syntax.dependants(head, &["advmod"]).any(|d| self.negates(d));
        match (negated, effect) {
            (true, Effect::Denied) => Effect::Hypothetical,
            (true, Effect::Happened) => Effect::Denied,
            (true, Effect::Planned) => Effect::Denied,
            _ => effect,
        }
    }

    fn is_clausal(&self, below: usize) -> bool {
        matches!(self.token(below).relation(), "acl" | "csubj")
            || self.syntax.is_reported(below)
            || self.is_purpose(below)
    }

    /// What a word, or the phrase that is said of a subject ("is van de baan"), does to what it governs. A modal's own
    /// tense decides over its infinitive.
    fn effect(&self, head: usize, below: usize) -> Option<Effect> {
        let word = self.token(head);
        let modal = self.token(below).relation() == "xcomp"
            && self.words.modal_present.contains_key(word.base());
        let known = self.words.governor.get(word.base()).filter(|_| !modal);
        let known = known.filter(|_| self.is_clausal(below) || word.upos == Upos::Verb);
        let phrase = || {
            self.syntax.dependants(head, &["cop"]).next()?;
            let phrase = format!("{}_{}", self.syntax.marker(head)?, self.lemma(head));
            self.words.governor.get(&phrase)
        };
        known.or_else(phrase).copied()
    }

    fn is_intransitive(&self, verb: usize) -> bool {
        self.syntax.dependants(verb, &["obj"]).next().is_none()
    }

    fn governor(&self, head: usize, below: usize, mood: &mut Mood) {
        let word = self.token(head);
        let relation = self.token(below).relation();
        let clausal = self.is_clausal(below);
        if let Some(effect) = self.effect(head, below) {
            // A noun as plain object of "vragen" is what is asked for; as object of "plannen" what is planned. As subject
            // it is what is called off, or what stays away. Whom one accuses "van" an attack is said to have made it.
            let undergone =
                relation != "nsubj" || self.syntax.is_passive(head) || self.is_intransitive(head);
            let claimed =
                || self.syntax.marker(below).is_some_and(|m| self.words.genitive.contains(m));
            if clausal || (undergone && (effect.status() != Some(Status::Alleged) || claimed())) {
                mood.apply(self.turned(effect, head), "governor", &word.form);
            }
        }
        if clausal && self.words.speech.iter().any(|s| s == word.base()) && mood.speaker.is_none() {
            mood.speaker =
                self.syntax.heads(head, &kroniek_pack::frames::Slot::Subject).first().copied();
            mood.is_fact |= self.words.factive.iter().any(|s| s == word.base());
        }
    }
}
