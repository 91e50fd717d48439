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
    /// Whether negation belongs to the words themselves.
    idiom: bool,
}

/// A relative clause.
const RELATIVE: &str = "acl:relcl";
/// Rules by which a clause is negated.
const NEGATIONS: [&str; 2] = ["negation", "negated-argument"];

impl Mood {
    /// Whether the trigger's own clause is negated.
    pub fn is_negated(syntax: Syntax<'_>, trigger: usize) -> bool {
        let mut mood = Mood::default();
        let reader = MoodReader { syntax, words: syntax.words, trigger };
        reader.clause(trigger, &mut mood);
        if let Some(verb) = syntax.carrier(trigger) {
            reader.clause(verb, &mut mood);
        }
        mood.steps.iter().any(|s| NEGATIONS.contains(&s.rule.as_str()))
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
        }
        reader.climb(clause, &mut mood);
        mood.speaker = mood.speaker.or_else(|| syntax.speaker(trigger));
        mood
    }

    fn set(&mut self, status: Status, rule: &str, word: &str) {
        if self.idiom && NEGATIONS.contains(&rule) {
            return;
        }
        // Denial survives what stands above it: "zegt dat X niet kwam"; the nearest word decides otherwise.
        if self.status.is_none() || status == Status::Denied {
            self.status = Some(status);
        }
        self.steps.push(Step { part: "status".into(), rule: rule.into(), note: word.into() });
    }

    fn apply(&mut self, effect: Effect, rule: &str, word: &str) {
        match effect.status() {
            Some(status) => self.set(status, rule, word),
            None if effect == Effect::Drop => {
                self.drop = true;
                self.steps.push(Step {
                    part: "status".into(),
                    rule: rule.into(),
                    note: word.into(),
                });
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
            let lemma = t.lemma.to_lowercase();
            if self.words.negation.contains(&lemma)
                && matches!(t.relation(), "advmod" | "det" | "mark" | "case" | "cc")
            {
                mood.set(Status::Denied, "negation", &t.form);
            } else if t.relation() == "aux" {
                self.modal(head, t, mood);
            } else if let Some(effect) = self.adverb(&lemma, child) {
                mood.apply(effect, "adverb", &t.form);
            } else if t.relation() == "mark" && self.words.condition.contains(&lemma) {
                mood.set(Status::Hypothetical, "condition", &t.form);
            } else if matches!(t.relation(), "obj" | "nsubj") && self.is_negated(child) {
                mood.set(Status::Denied, "negated-argument", &t.form);
            } else if t.relation() == "obl" || t.relation() == "nmod" {
                self.according(child, mood);
            }
        }
    }

    fn adverb(&self, lemma: &str, child: usize) -> Option<Effect> {
        let fixed =
            self.syntax.dependants(child, &["fixed"]).map(|i| self.token(i).lemma.to_lowercase());
        let phrase = std::iter::once(lemma.to_owned()).chain(fixed).collect::<Vec<_>>().join("_");
        self.words.adverb.get(&phrase).copied()
    }

    fn is_negated(&self, argument: usize) -> bool {
        self.syntax
            .dependants(argument, &["det", "advmod"])
            .any(|d| self.words.negation.contains(&self.token(d).lemma.to_lowercase()))
    }

    fn according(&self, phrase: usize, mood: &mut Mood) {
        let marker = self.syntax.marker(phrase);
        if marker.is_some_and(|m| self.words.according.contains(m)) {
            mood.speaker.get_or_insert(phrase);
        }
    }

    fn modal(&self, verb: usize, aux: &Token, mood: &mut Mood) {
        let past = aux.feat("Tense") == Some("Past");
        let perfect = self.syntax.dependants(verb, &["aux"]).any(|a| self.is_infinitive(a));
        let table = match (past, perfect && self.token(verb).feat("VerbForm") == Some("Part")) {
            (true, true) => &self.words.modal_perfect,
            (true, false) => &self.words.modal_past,
            _ => &self.words.modal_present,
        };
        if let Some(effect) = table.get(&aux.lemma) {
            mood.apply(*effect, "modal", &aux.form);
        }
    }

    fn is_infinitive(&self, i: usize) -> bool {
        self.token(i).feat("VerbForm") == Some("Inf")
    }

    /// The words above: verbs of saying, planning, denying; conditions that the clause hangs in.
    fn climb(&self, clause: usize, mood: &mut Mood) {
        let mut below = clause;
        for head in self.syntax.ancestors(clause).skip(1) {
            let relation = self.token(below).relation();
            // What a relative clause tells is told, whatever becomes of the noun that it stands with.
            if &*self.token(below).deprel == RELATIVE {
                return;
            }
            if relation == "nsubj" && below != clause {
                return;
            }
            if matches!(
                relation,
                "ccomp"
                    | "xcomp"
                    | "acl"
                    | "parataxis"
                    | "csubj"
                    | "obj"
                    | "obl"
                    | "nmod"
                    | "nsubj"
            ) {
                self.governor(head, below, mood);
            }
            if relation == "advcl" && self.has_condition(below) {
                mood.set(Status::Hypothetical, "condition", &self.token(below).form);
            }
            below = head;
        }
    }

    fn has_condition(&self, clause: usize) -> bool {
        self.syntax
            .dependants(clause, &["mark"])
            .any(|m| self.words.condition.contains(&self.token(m).lemma.to_lowercase()))
    }

    /// What a governing word does that is itself negated: "sluit niet uit dat", "gaat niet door".
    fn turned(&self, effect: Effect, head: usize) -> Effect {
        let negated = self
            .syntax
            .dependants(head, &["advmod"])
            .any(|d| self.words.negation.contains(&self.token(d).lemma.to_lowercase()));
        match (negated, effect) {
            (true, Effect::Denied) => Effect::Hypothetical,
            (true, Effect::Happened) => Effect::Denied,
            (true, Effect::Planned) => Effect::Denied,
            _ => effect,
        }
    }

    fn is_intransitive(&self, verb: usize) -> bool {
        self.syntax.dependants(verb, &["obj"]).next().is_none()
    }

    fn governor(&self, head: usize, below: usize, mood: &mut Mood) {
        let word = self.token(head);
        let clausal = matches!(
            self.token(below).relation(),
            "ccomp" | "xcomp" | "acl" | "parataxis" | "csubj"
        );
        if let Some(effect) =
            self.words.governor.get(word.base()).filter(|_| clausal || word.upos == Upos::Verb)
        {
            // A noun as plain object of "vragen" is what is asked for; as object of "plannen" what is planned. As subject
            // it is what is called off, or what stays away.
            let subject = self.token(below).relation() == "nsubj";
            let undergone = !subject || self.syntax.is_passive(head) || self.is_intransitive(head);
            if clausal || (undergone && effect.status() != Some(Status::Alleged)) {
                mood.apply(self.turned(*effect, head), "governor", &word.form);
            }
        }
        if clausal && self.words.speech.iter().any(|s| s == word.base()) && mood.speaker.is_none() {
            mood.speaker =
                self.syntax.heads(head, &kroniek_pack::frames::Slot::Subject).first().copied();
        }
    }
}
