//! Who says what a clause tells: verbs of saying above, beside and after it.

use super::syntax::Syntax;
use kroniek_model::Upos;

impl Syntax<'_> {
    /// The head of the quotation that a verb of saying comes after (", waarschuwde zij"): it hangs below what is quoted.
    pub fn quotation(&self, verb: usize) -> Option<usize> {
        let token = &self.sentence.tokens[verb];
        let after_comma = verb > 0 && self.sentence.tokens[verb - 1].upos == Upos::Punct;
        let inverted = self.dependants(verb, &["nsubj"]).all(|s| s > verb);
        // A tree may take it for one clause more: "X is schuldig, klonk het in Wenen".
        let beside = match token.relation() {
            "parataxis" => true,
            "conj" => self.says(verb) && self.dependants(verb, &["nsubj"]).next().is_some(),
            _ => false,
        };
        (beside && after_comma && inverted).then_some(token.head)?
    }

    /// The phrase that names who says what the trigger tells: the subject of a verb of saying above it or after it, or
    /// "aldus de minister".
    pub fn speaker(&self, trigger: usize) -> Option<usize> {
        let mut chain: Vec<usize> = self.ancestors(trigger).collect();
        // What a relative clause adds, the reporter adds.
        let aside =
            |&&t: &&usize| &*self.sentence.tokens[t].deprel != "acl:relcl" && !self.goes_on(t);
        chain.truncate(chain.iter().take_while(aside).count() + 1);
        chain.iter().enumerate().find_map(|(i, &clause)| {
            let below = i.checked_sub(1).map(|b| chain[b]);
            let reports = below.is_some_and(|b| self.is_reported(b)) && self.says(clause);
            let own = reports.then(|| self.who_says(clause)).flatten();
            own.or_else(|| self.speaker_beside(clause))
        })
    }

    /// Who says what a verb of saying tells: its subject, or where it was said if nobody is named ("klonk het in
    /// Parijs", "in Moskou wordt dat ontkend").
    pub fn who_says(&self, verb: usize) -> Option<usize> {
        let there = |p: &usize| self.marker(*p).is_some_and(|m| self.words.said_at.contains(m));
        let place = || self.dependants(verb, &["obl"]).find(there);
        let subject = self.verb_subjects(verb).first().copied();
        match self.words.sounds.iter().any(|w| w == self.sentence.tokens[verb].base()) {
            true => place(),
            false => subject.or_else(|| self.is_passive(verb).then(place).flatten()),
        }
    }

    /// Whether a clause goes on with what stands before it ("…, wat Parijs ontkende"), whatever its tree calls it.
    pub fn goes_on(&self, clause: usize) -> bool {
        let token = &self.sentence.tokens[clause];
        let after = token.head.is_some_and(|h| h < clause);
        let first = || {
            self.subtree(clause).into_iter().find(|&t| self.sentence.tokens[t].upos != Upos::Punct)
        };
        matches!(token.relation(), "advcl" | "acl" | "parataxis")
            && after
            && first().is_some_and(|t| self.is_relative(t))
    }

    /// Who says it, in words that hang below the clause itself: "…, zei hij", "…, aldus de minister".
    fn speaker_beside(&self, clause: usize) -> Option<usize> {
        self.dependants(clause, &["parataxis", "conj", "obl", "nmod"]).find_map(|d| {
            if self.names_source(d) {
                return Some(d);
            }
            let says = self.quotation(d).is_some() && self.says(d);
            says.then(|| self.who_says(d)).flatten()
        })
    }

    /// Whether a clause is what the word above tells: a complement, or a quotation before it or after its colon.
    pub(super) fn is_reported(&self, clause: usize) -> bool {
        let token = &self.sentence.tokens[clause];
        let colon = |h: usize| {
            let between = self.sentence.tokens.get(h..clause).unwrap_or_default();
            h > clause || between.iter().any(|t| t.form == ":")
        };
        match token.relation() {
            "ccomp" | "xcomp" => true,
            "parataxis" => token.head.is_some_and(colon),
            _ => false,
        }
    }

    /// Whether a phrase names according to whom it is so ("volgens Kiev").
    pub(super) fn names_source(&self, phrase: usize) -> bool {
        self.marker(phrase).is_some_and(|m| self.words.according.contains(m))
    }

    /// Whether a word is a verb of saying.
    pub(super) fn says(&self, verb: usize) -> bool {
        let base = self.sentence.tokens[verb].base();
        self.words.speech.iter().any(|s| s == base)
    }
}
