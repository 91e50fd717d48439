//! What follows from a tree without standing in it, after the enhanced graphs of Universal Dependencies
//! (<https://universaldependencies.org/u/overview/enhanced-syntax.html>), derived here and nowhere else.
//!
//! * a separated particle is joined to its verb;
//! * a passive's agent is its `nsubj`, its subject its `obj`;
//! * a subject is shared by co-ordinated predicates and by infinitives under control, an object by verbs before it;
//! * a relative pronoun's part is played by the head of its clause;
//! * what is only an example of the object ("bezocht onder meer China") is the object.

use kroniek_model::{Dependency, Sentence, Upos};
use kroniek_pack::GrammarRules;

/// How many steps up a chain of predicates a subject is looked for.
const LONGEST_CHAIN: usize = 8;

/// Fills [`kroniek_model::Token::joined`] and [`Sentence::enhanced`].
pub fn enhance(rules: &GrammarRules, sentence: &mut Sentence) {
    join_particles(sentence);
    let view = View::new(rules, sentence);
    let mut edges = Vec::new();
    for verb in 0..sentence.tokens.len() {
        view.relative(verb, &mut edges);
        view.shared(verb, &mut edges);
        view.shared_object(verb, &mut edges);
        view.example(verb, &mut edges);
    }
    for verb in 0..sentence.tokens.len() {
        view.passive(verb, &mut edges);
    }
    edges.sort();
    edges.dedup();
    sentence.enhanced = edges;
}

/// Joins each separated particle to the lemma of its verb; an engine that has joined it already is read back.
fn join_particles(sentence: &mut Sentence) {
    for i in 0..sentence.tokens.len() {
        let token = &sentence.tokens[i];
        let (true, Some(verb)) = (&*token.deprel == "compound:prt", token.head) else { continue };
        let with_words = sentence.tokens.iter().any(|t| t.head == Some(i));
        if with_words || token.upos == Upos::Verb {
            continue; // "neemt in beslag", "laat zien": an expression of several words, not one verb parted
        }
        let particle = token.form.to_lowercase();
        let verb = &mut sentence.tokens[verb];
        let begun = verb.lemma.strip_prefix(&particle).filter(|rest| rest.chars().count() > 2);
        let form_has_it = verb.form.to_lowercase().starts_with(&particle);
        match begun.map(str::to_owned) {
            Some(rest) if !form_has_it => {
                verb.joined = Some(std::mem::replace(&mut verb.lemma, rest))
            }
            _ => verb.joined = Some(format!("{particle}{}", verb.lemma)),
        }
    }
}

struct View<'a> {
    rules: &'a GrammarRules,
    sentence: &'a Sentence,
    children: Vec<Vec<usize>>,
}

impl<'a> View<'a> {
    fn new(rules: &'a GrammarRules, sentence: &'a Sentence) -> Self {
        let mut children = vec![Vec::new(); sentence.tokens.len()];
        for (i, token) in sentence.tokens.iter().enumerate() {
            if let Some(siblings) = token.head.and_then(|h| children.get_mut(h)) {
                siblings.push(i);
            }
        }
        View { rules, sentence, children }
    }

    fn deprel(&self, i: usize) -> &str {
        &self.sentence.tokens[i].deprel
    }

    fn relation(&self, i: usize) -> &str {
        self.sentence.tokens[i].relation()
    }

    fn child(&self, head: usize, relation: &str) -> Option<usize> {
        self.children[head].iter().copied().find(|&c| self.relation(c) == relation)
    }

    fn is_passive(&self, verb: usize) -> bool {
        self.children[verb].iter().any(|&c| matches!(self.deprel(c), "nsubj:pass" | "aux:pass"))
    }

    /// The subject that stands in the tree, or the noun that a relative pronoun in its place stands for.
    fn own_subject(&self, verb: usize) -> Option<usize> {
        let subject = self.child(verb, "nsubj")?;
        Some(self.antecedent(subject).unwrap_or(subject))
    }

    /// The noun that a relative pronoun stands for: the head of the relative clause it is in.
    fn antecedent(&self, pronoun: usize) -> Option<usize> {
        let token = &self.sentence.tokens[pronoun];
        if token.feat("PronType") != Some("Rel") {
            return None;
        }
        let up = |&i: &usize| self.sentence.tokens[i].head;
        let clause = std::iter::successors(Some(pronoun), up)
            .take(LONGEST_CHAIN)
            .find(|&i| self.deprel(i) == "acl:relcl")?;
        self.sentence.tokens[clause].head
    }

    /// The noun plays the part of the relative pronoun.
    fn relative(&self, pronoun: usize, out: &mut Vec<Dependency>) {
        let token = &self.sentence.tokens[pronoun];
        let plays = matches!(token.relation(), "nsubj" | "obj" | "iobj" | "obl");
        if let (true, Some(noun), Some(head)) = (plays, self.antecedent(pronoun), token.head) {
            out.push(edge(noun, head, &token.deprel));
        }
    }

    /// What a preposition brings as an example is the object of a verb that has none.
    fn example(&self, noun: usize, out: &mut Vec<Dependency>) {
        let tokens = &self.sentence.tokens;
        let (true, Some(verb)) = (self.relation(noun) == "obl", tokens[noun].head) else { return };
        let words = self.child(noun, "case").and_then(|c| tokens.get(c..c + 2));
        let spelt = words.map(|w| format!("{} {}", w[0].form, w[1].form).to_lowercase());
        let open = self.child(verb, "obj").is_none() && !self.is_passive(verb);
        if open && spelt.is_some_and(|w| self.rules.examples.contains(&w)) {
            out.push(edge(noun, verb, "obj"));
        }
    }

    /// A predicate without a subject of its own has that of the predicate it hangs on.
    fn shared(&self, verb: usize, out: &mut Vec<Dependency>) {
        if self.child(verb, "nsubj").is_some() || self.child(verb, "csubj").is_some() {
            return;
        }
        if let Some(subject) = self.subject(verb, 0).filter(|&s| s != verb) {
            let relation = if self.is_passive(verb) { "nsubj:pass" } else { "nsubj" };
            out.push(edge(subject, verb, relation));
        }
    }

    /// An object after the last of several verbs is that of all: "zij verzamelen en publiceren gegevens".
    fn shared_object(&self, verb: usize, out: &mut Vec<Dependency>) {
        let Some(first) = self.sentence.tokens[verb].head else { return };
        let co_ordinate =
            self.deprel(verb) == "conj" && self.sentence.tokens[verb].upos == Upos::Verb;
        if !co_ordinate || self.is_passive(verb) || self.child(verb, "obj").is_some() {
            return;
        }
        if let Some(object) = self.child(first, "obj").filter(|&o| o > verb) {
            out.push(edge(object, verb, "obj"));
        }
    }

    /// Who is the subject of a predicate, by its own or by whose it shares.
    fn subject(&self, verb: usize, steps: usize) -> Option<usize> {
        if steps > LONGEST_CHAIN {
            return None;
        }
        if let Some(own) = self.own_subject(verb) {
            return Some(own);
        }
        let above = self.sentence.tokens[verb].head?;
        match self.relation(verb) {
            "conj" if self.is_predicate(verb) && self.is_predicate(above) => {
                self.subject(above, steps + 1)
            }
            "xcomp" if self.is_predicate(verb) => self.controller(above, steps),
            "advcl" | "ccomp" if self.is_infinitive(verb) => self.controller(above, steps),
            _ => None,
        }
    }

    /// Who does what an infinitive under `verb` says.
    fn controller(&self, verb: usize, steps: usize) -> Option<usize> {
        let base = self.sentence.tokens[verb].base();
        let passive = self.is_passive(verb);
        let by_object = self.rules.object_control.contains(base) && !passive;
        let by_receiver = !self.rules.subject_control.contains(base) && !passive;
        let receiver = by_receiver.then(|| self.child(verb, "iobj")).flatten();
        let object = || by_object.then(|| self.child(verb, "obj")).flatten();
        match receiver.or_else(object) {
            Some(object) => Some(self.antecedent(object).unwrap_or(object)),
            None => self.subject(verb, steps + 1),
        }
    }

    fn is_predicate(&self, i: usize) -> bool {
        let verb = matches!(self.sentence.tokens[i].upos, Upos::Verb | Upos::Aux);
        verb || self.child(i, "cop").is_some()
    }

    fn is_infinitive(&self, i: usize) -> bool {
        self.sentence.tokens[i].feat("VerbForm") == Some("Inf")
    }

    /// The roles of a passive as its active would have them.
    fn passive(&self, verb: usize, out: &mut Vec<Dependency>) {
        if !self.is_passive(verb)
            && !self.children[verb].iter().any(|&c| self.deprel(c) == "obl:agent")
        {
            return;
        }
        let agents = self.children[verb].iter().filter(|&&c| self.is_agent(c));
        let mut roles: Vec<Dependency> = agents.map(|&a| edge(a, verb, "nsubj")).collect();
        let subjects = self.children[verb].iter().filter(|&&c| self.deprel(c) == "nsubj:pass");
        roles.extend(subjects.map(|&s| edge(self.antecedent(s).unwrap_or(s), verb, "obj")));
        let shared = out.iter().filter(|d| d.head == verb && &*d.relation == "nsubj:pass");
        roles.extend(shared.map(|d| edge(d.dependant, verb, "obj")));
        out.extend(roles);
    }

    /// Whether a phrase is a passive's agent: by the word that leads it in, or where there is none by its relation.
    fn is_agent(&self, i: usize) -> bool {
        let case = self.child(i, "case").map(|c| self.sentence.tokens[c].form.to_lowercase());
        let led = case.map(|c| self.rules.agent.contains(&c));
        self.relation(i) == "obl" && led.unwrap_or(self.deprel(i) == "obl:agent")
    }
}

fn edge(dependant: usize, head: usize, relation: &str) -> Dependency {
    Dependency { dependant, head, relation: relation.into() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conllu;
    use kroniek_pack::Source;

    /// A sentence from lines of form, lemma, part of speech, features, head and relation.
    fn sentence(lines: &str) -> Sentence {
        let row = |(i, line): (usize, &str)| {
            let c: Vec<&str> = line.split_whitespace().collect();
            format!(
                "{}\t{}\t{}\t{}\t_\t{}\t{}\t{}\t_\t_\n",
                i + 1,
                c[0],
                c[1],
                c[2],
                c[3],
                c[4],
                c[5]
            )
        };
        let lines = lines.lines().map(str::trim).filter(|l| !l.is_empty());
        let text: String = lines.enumerate().map(row).collect();
        conllu::read(&text).unwrap().remove(0)
    }

    /// The edges as `dependant relation head` in forms.
    fn edges(lines: &str) -> Vec<String> {
        let rules = GrammarRules::read(&Source::Embedded, "nl").unwrap();
        let mut s = sentence(lines);
        enhance(&rules, &mut s);
        let form = |i: usize| s.tokens[i].form.clone();
        s.enhanced
            .iter()
            .map(|d| format!("{} {} {}", form(d.dependant), d.relation, form(d.head)))
            .collect()
    }

    #[test]
    fn a_particle_is_joined_whether_the_engine_has_joined_it_or_not() {
        for lemma in ["halen", "uithalen"] {
            let mut s = sentence(&format!(
                "Zij zij PRON _ 2 nsubj\nhaalde {lemma} VERB _ 0 root\nuit uit ADP _ 2 compound:prt"
            ));
            join_particles(&mut s);
            assert_eq!((s.tokens[1].lemma.as_str(), s.tokens[1].base()), ("halen", "uithalen"));
        }
        let mut s = sentence(
            "op op ADP _ 3 compound:prt\nte te ADP _ 3 mark\noproepen oproepen VERB _ 0 root",
        );
        join_particles(&mut s);
        assert_eq!(s.tokens[2].lemma, "oproepen");
    }

    #[test]
    fn an_example_is_the_object_of_a_verb_that_has_none() {
        let tree = |second: &str| {
            edges(&format!(
                "Zij zij PRON _ 2 nsubj
                 bezocht bezoeken VERB VerbForm=Fin 0 root
                 onder onder ADP _ 5 case
                 {second} veel DET _ 5 det
                 Cuba Cuba PROPN _ 2 obl"
            ))
        };
        assert_eq!(tree("meer"), ["Cuba obj bezocht"]);
        assert!(tree("veel").is_empty());
    }

    #[test]
    fn the_agent_of_a_passive_is_its_subject() {
        let found = edges(
            "Kim Kim PROPN _ 3 nsubj:pass
             werd worden AUX _ 3 aux:pass
             ontvangen ontvangen VERB VerbForm=Part 0 root
             door door ADP _ 5 case
             Xi Xi PROPN _ 3 obl",
        );
        assert_eq!(found, ["Kim obj ontvangen", "Xi nsubj ontvangen"]);
    }

    #[test]
    fn what_another_word_leads_in_is_no_agent_whatever_the_engine_calls_it() {
        let found = edges(
            "Kim Kim PROPN _ 3 nsubj:pass
             werd worden AUX _ 3 aux:pass
             beschuldigd beschuldigen VERB VerbForm=Part 0 root
             van van ADP _ 5 case
             verraad verraad NOUN _ 3 obl:agent",
        );
        assert_eq!(found, ["Kim obj beschuldigd"]);
    }

    #[test]
    fn predicates_side_by_side_share_their_subject() {
        let found = edges(
            "Xi Xi PROPN _ 2 nsubj
             sprak spreken VERB VerbForm=Fin 0 root
             en en CCONJ _ 5 cc
             werd worden AUX _ 5 aux:pass
             toegejuicht toejuichen VERB VerbForm=Part 2 conj",
        );
        assert_eq!(found, ["Xi nsubj:pass toegejuicht", "Xi obj toegejuicht"].map(String::from));
    }

    #[test]
    fn infinitives_are_controlled_by_subject_or_object() {
        let tree = |verb: &str, lemma: &str| {
            edges(&format!(
                "Xi Xi PROPN _ 2 nsubj
                 {verb} {lemma} VERB VerbForm=Fin 0 root
                 Kim Kim PROPN _ 2 obj
                 te te ADP _ 5 mark
                 vertrekken vertrekken VERB VerbForm=Inf 2 xcomp"
            ))
        };
        assert_eq!(tree("dwong", "dwingen"), ["Kim nsubj vertrekken"]);
        assert_eq!(tree("beloofde", "beloven"), ["Xi nsubj vertrekken"]);
    }

    #[test]
    fn who_is_given_something_does_what_the_infinitive_says_unless_it_was_promised() {
        let tree = |verb: &str, lemma: &str| {
            edges(&format!(
                "Xi Xi PROPN _ 2 nsubj
                 {verb} {lemma} VERB VerbForm=Fin 0 root
                 Kim Kim PROPN _ 2 iobj
                 te te ADP _ 5 mark
                 vertrekken vertrekken VERB VerbForm=Inf 2 xcomp"
            ))
        };
        assert_eq!(tree("ried", "aanraden"), ["Kim nsubj vertrekken"]);
        assert_eq!(tree("beloofde", "beloven"), ["Xi nsubj vertrekken"]);
    }

    #[test]
    fn an_object_after_the_last_of_several_verbs_is_that_of_all() {
        let found = edges(
            "zij zij PRON _ 2 nsubj
             veroordelen veroordelen VERB VerbForm=Fin 0 root
             en en CCONJ _ 4 cc
             bestraffen bestraffen VERB VerbForm=Fin 2 conj
             Iran Iran PROPN _ 2 obj",
        );
        assert_eq!(found, ["zij nsubj bestraffen", "Iran obj bestraffen"]);
    }

    #[test]
    fn the_noun_plays_the_part_of_its_relative_pronoun() {
        let found = edges(
            "leiders leider NOUN _ 0 root
             die die PRON PronType=Rel 4 nsubj
             Xi Xi PROPN _ 4 obj
             steunden steunen VERB VerbForm=Fin 1 acl:relcl
             en en CCONJ _ 6 cc
             spraken spreken VERB VerbForm=Fin 4 conj",
        );
        assert_eq!(found, ["leiders nsubj steunden", "leiders nsubj spraken"]);
    }

    #[test]
    fn a_chain_that_turns_in_a_circle_ends() {
        let found = edges("a a VERB _ 2 conj\nb b VERB _ 1 conj");
        assert!(found.is_empty());
    }
}
