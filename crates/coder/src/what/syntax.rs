//! Where a slot lies in a tree: from a trigger to the heads of the phrases that may fill a role.
//!
//! Subject and object are deep: what a passive turns round is turned back here, once, and what a light verb carries for
//! its noun ("brengt een bezoek aan") belongs to the noun.

use super::tree::Tree;
use kroniek_model::{Sentence, Upos};
use kroniek_pack::{frames::Slot, status::StatusWords};

/// A sentence with the words that decide how its tree is read.
#[derive(Clone, Copy)]
pub struct Syntax<'a> {
    /// The sentence.
    pub sentence: &'a Sentence,
    /// The language's words of mood and report, light verbs among them.
    pub words: &'a StatusWords,
    /// The sentence's tree, read downwards.
    pub tree: &'a Tree,
}

/// Longest chain of heads followed upwards: a guard against trees that are none.
const DEEPEST: usize = 40;
/// `place:obj`: the place that is the object ("nam Goma in").
const OBJECT: &str = "obj";
/// How many steps up, itself counted, the noun of a set phrase stands from its verb.
const NEAR: usize = 5;

impl<'a> Syntax<'a> {
    /// Heads of the phrases that stand in a slot of the trigger, nearest first, each once.
    pub fn heads(&self, trigger: usize, slot: &Slot) -> Vec<usize> {
        let mut found = match slot {
            Slot::Subject => self.subjects(trigger),
            Slot::Object => self.objects(trigger),
            Slot::Indirect => self.with_carrier(trigger, Self::indirect),
            Slot::Possessor => self.possessors(trigger),
            Slot::Adjective => {
                self.dependants(trigger, &["amod", "nmod", "compound", "flat"]).collect()
            }
            Slot::Part | Slot::Near | Slot::AnyPlace | Slot::Enemy | Slot::Itself => vec![],
            Slot::Head => self.modified(trigger).or(self.beside(trigger)).into_iter().collect(),
            Slot::Apposition => self.appositions(trigger),
            Slot::Predicate => {
                let of_copula = (self.sentence.tokens[trigger].relation() == "cop")
                    .then_some(self.sentence.tokens[trigger].head)
                    .flatten();
                self.dependants(trigger, &["xcomp", "advmod", "obl", "advcl", "ccomp"])
                    .chain(of_copula)
                    .collect()
            }
            Slot::Clause => {
                self.complements(trigger).into_iter().flat_map(|c| self.subjects(c)).collect()
            }
            Slot::Inside => self.inside(trigger),
            Slot::Doer => self.doers(trigger),
            Slot::Speaker => self.speaker(trigger).into_iter().collect(),
            Slot::Above => self.above(trigger),
            Slot::Place(of) if of == OBJECT => self.objects(trigger),
            Slot::Place(marker) => self.placed(trigger, marker),
            Slot::Case(marker) => self.phrases(trigger, marker),
        };
        let mut seen = Vec::new();
        found.retain(|h| *h != trigger && !seen.contains(h) && (seen.push(*h), true).1);
        found
    }

    /// Heads of a trigger's phrases with a marker.
    pub(super) fn phrases(&self, trigger: usize, marker: &str) -> Vec<usize> {
        let mut own = self.with_carrier(trigger, |s, t| s.marked(t, marker));
        own.extend(self.of_set_phrase(trigger).filter(|_| self.is_genitive(marker)));
        if own.is_empty() { self.marked_below(trigger, marker) } else { own }
    }

    /// The verb that carries a word's meaning: a light verb over a noun, any verb that an adjective goes with
    /// ("reageert ontstemd"), and what a copula says of its subject.
    pub fn carrier(&self, word: usize) -> Option<usize> {
        let token = &self.sentence.tokens[word];
        let head = token.head?;
        let verb = &self.sentence.tokens[head];
        let light =
            || [verb.base(), &verb.lemma].iter().any(|l| self.words.light.iter().any(|w| w == l));
        let carries = match (token.upos, token.relation()) {
            (_, "cop") => true,
            (Upos::Aux | Upos::Verb, "aux") => self.words.modal_present.contains_key(&token.lemma),
            (Upos::Adj, "xcomp" | "advmod" | "obl" | "advcl") => verb.upos == Upos::Verb,
            // A participle that says in what state one is ("reageerde geschokt").
            (Upos::Verb, "xcomp" | "advcl" | "obl") if self.is_participle(word) => {
                verb.upos == Upos::Verb && self.is_alone(word)
            }
            (
                Upos::Noun | Upos::Propn | Upos::Num | Upos::X | Upos::Adj,
                "obj" | "nsubj" | "obl" | "xcomp" | "compound" | "iobj",
            ) => verb.upos == Upos::Verb && light() && !self.is_aside(word),
            _ => false,
        };
        carries.then_some(head)
    }

    /// Who gets what a noun says: the subject of a light verb that turns the noun's sides round ("kreeg steun").
    pub fn receiver(&self, noun: usize) -> Option<usize> {
        let token = &self.sentence.tokens[noun];
        let verb = (token.upos == Upos::Noun).then(|| self.carrier(noun)).flatten()?;
        let receives = |l: &str| self.words.receiving.iter().any(|w| w == l);
        let verb_token = &self.sentence.tokens[verb];
        let active = receives(verb_token.base()) && !self.is_passive(verb);
        active.then(|| self.verb_subjects(verb).first().copied()).flatten()
    }

    /// The subject of the clause that an event noun is the occasion of.
    fn above(&self, noun: usize) -> Vec<usize> {
        let tokens = &self.sentence.tokens;
        let occasion = |a: &usize| {
            self.of_set_phrase(noun) == Some(*a)
                || self.marker(*a).is_some_and(|m| self.words.occasion.contains(m))
        };
        let told = |h: usize| self.dependants(h, &["nsubj", "cop"]).next().is_some();
        let verb = |&a: &usize| tokens[a].head.filter(|&h| tokens[h].upos == Upos::Verb || told(h));
        let top = self.ancestors(noun).take(NEAR).find(|a| occasion(a) && verb(a).is_some());
        let Some(clause) = top.as_ref().and_then(verb) else { return vec![] };
        let own = self.verb_subjects(clause);
        let outer = tokens[clause].head.filter(|_| tokens[clause].relation() == "xcomp");
        if own.is_empty() { outer.map_or(vec![], |h| self.verb_subjects(h)) } else { own }
    }

    /// What a noun governs that a treebank takes for a part of a preposition ("op uitnodiging van Macron").
    fn of_set_phrase(&self, noun: usize) -> Option<usize> {
        let token = &self.sentence.tokens[noun];
        let case = token.head.filter(|_| token.relation() == "fixed")?;
        self.sentence.tokens[case].head
    }

    /// What a word may be listed as: its lemma, its form, and, where the engine left a plural as it stands, that without
    /// its ending ("Leopard-tanks").
    pub fn listed_as(&self, word: usize) -> Vec<&'a str> {
        let token = &self.sentence.tokens[word];
        let form = self.tree.form(word);
        let whole = token.upos != Upos::Verb;
        let endings = self.words.plural.iter().filter(|_| whole);
        let mut all: Vec<_> = endings.filter_map(|e| form.strip_suffix(e.as_str())).collect();
        all.extend([token.lemma.as_str(), token.base(), form]);
        all
    }

    /// Whether a phrase only says what something is about, since when, in spite of what ("een veto over sancties").
    pub fn is_aside(&self, phrase: usize) -> bool {
        let marker = self.marker(phrase);
        marker.is_some_and(|m| self.words.according.contains(m) || self.words.aside.contains(m))
    }

    /// Whether a participle stands before the noun that it describes ("de beschoten stad").
    pub fn is_attribute(&self, word: usize) -> bool {
        self.sentence.tokens[word].relation() == "amod"
    }

    /// The uppermost clause that a verb is an infinitive complement of ("probeerden … te bestormen"), or itself.
    pub fn uppermost(&self, verb: usize) -> usize {
        let tokens = &self.sentence.tokens;
        let chain = self.ancestors(verb).zip(self.ancestors(verb).skip(1));
        let complement = chain.take_while(|(t, _)| tokens[*t].relation() == "xcomp");
        complement.last().map_or(verb, |(_, head)| head)
    }

    /// What measures and vessels hold: "miljoenen vluchtelingen", "een vliegtuig met hulpgoederen".
    pub fn contents(&self, heads: &[usize]) -> Vec<usize> {
        let holds = |&c: &usize| self.marker(c).is_none_or(|m| self.words.containing.contains(m));
        heads.iter().flat_map(|&h| self.dependants(h, &["nmod"]).filter(holds)).collect()
    }

    /// Whether a verb stands in the passive.
    pub fn is_passive(&self, verb: usize) -> bool {
        let marked =
            |c: usize| matches!(&*self.sentence.tokens[c].deprel, "aux:pass" | "nsubj:pass");
        (self.children(verb).any(marked) && !self.is_perfect(verb))
            || (self.is_participle(verb)
                && (self.has_agent(verb) || self.is_undergone(verb) || self.shares_passive(verb)))
    }

    /// Whether a participle shares the auxiliary of the passive that it stands beside ("is beroofd en bedreigd").
    fn shares_passive(&self, verb: usize) -> bool {
        let token = &self.sentence.tokens[verb];
        let first = token.head.filter(|_| token.relation() == "conj");
        let bare = || self.dependants(verb, &["aux", "nsubj", "obj"]).next().is_none();
        first.is_some_and(|f| self.is_participle(f) && bare() && self.is_passive(f))
    }

    /// Whether what a tree takes for a passive is the perfect of a verb that forms it so ("is toegetreden").
    fn is_perfect(&self, verb: usize) -> bool {
        let is_be = |a: usize| self.words.be.contains(&self.sentence.tokens[a].lemma);
        self.dependants(verb, &["aux"]).any(is_be)
            && self.words.is_perfect_with_be(self.sentence.tokens[verb].base())
    }

    /// Whether a participle under "zijn" tells what was done to its subject ("is ontboden"), not what that did ("is
    /// vertrokken").
    fn is_undergone(&self, verb: usize) -> bool {
        let is_be = |a: usize| self.words.be.contains(&self.sentence.tokens[a].lemma);
        self.dependants(verb, &["aux"]).any(is_be)
            && self.dependants(verb, &["obj"]).next().is_none()
            && !self.words.is_perfect_with_be(self.sentence.tokens[verb].base())
    }

    /// Direct dependants with one of the relations, with or without subtype.
    pub fn dependants(
        &self,
        head: usize,
        relations: &'a [&'a str],
    ) -> impl Iterator<Item = usize> + 'a {
        let sentence = self.sentence;
        self.children(head).filter(move |&c| {
            let t = &sentence.tokens[c];
            relations.iter().any(|r| *r == &*t.deprel || *r == t.relation())
        })
    }

    /// All tokens below a head, itself included, in text order.
    pub fn subtree(&self, head: usize) -> Vec<usize> {
        (0..self.sentence.tokens.len()).filter(|&i| self.is_under(i, head)).collect()
    }

    /// Whether `token` is `head` or lies below it.
    pub fn is_under(&self, token: usize, head: usize) -> bool {
        self.ancestors(token).any(|a| a == head)
    }

    /// The token and its heads up to the root.
    pub fn ancestors(&self, token: usize) -> impl Iterator<Item = usize> + 'a {
        let sentence = self.sentence;
        std::iter::successors(Some(token), move |&t| sentence.tokens.get(t)?.head).take(DEEPEST)
    }

    /// The words that mark a phrase ("met", "ten opzichte van"), as one lower-case string.
    pub fn marker(&self, head: usize) -> Option<&'a String> {
        self.tree.marker(head)
    }

    /// Direct dependants, in text order.
    pub fn children(&self, head: usize) -> impl Iterator<Item = usize> + 'a {
        self.tree.children(head).iter().copied()
    }

    /// What stands beside a noun: "de lidstaten Polen en Litouwen", "tien lidstaten, waaronder Nederland".
    fn appositions(&self, noun: usize) -> Vec<usize> {
        let bare = |d: &usize| self.marker(*d).is_none();
        let named = self.dependants(noun, &["nmod"]).filter(bare);
        self.dependants(noun, &["appos", "flat"]).chain(named).collect()
    }

    /// What a noun stands beside ("Turkije, lid van de NAVO").
    fn beside(&self, noun: usize) -> Option<usize> {
        let token = &self.sentence.tokens[noun];
        token.head.filter(|_| token.relation() == "appos")
    }

    /// What a participle or a relative clause stands with.
    pub fn modified(&self, trigger: usize) -> Option<usize> {
        let token = &self.sentence.tokens[trigger];
        matches!(token.relation(), "amod" | "acl").then_some(token.head)?
    }

    fn is_participle(&self, token: usize) -> bool {
        self.sentence.tokens[token].feat("VerbForm") == Some("Part")
    }

    /// Whether a word stands without arguments and auxiliaries of its own.
    fn is_alone(&self, word: usize) -> bool {
        let others = ["nsubj", "obj", "aux", "mark", "obl:agent"];
        let head = self.sentence.tokens[word].head;
        !self.children(word).any(|c| others.contains(&self.sentence.tokens[c].relation()))
            && head.is_some_and(|h| h.abs_diff(word) <= NEAR)
    }

    fn has_agent(&self, verb: usize) -> bool {
        self.dependants(verb, &["obl:agent"]).next().is_some()
    }

    /// Bare nominal dependants, whatever the relation: what a wrong relation may hide an object under, and the noun of a
    /// set phrase that a treebank takes for a particle ("legt beslag", "zei nee").
    pub fn bare(&self, verb: usize) -> Vec<usize> {
        let nominal = |c: &usize| {
            let t = &self.sentence.tokens[*c];
            let any = matches!(
                t.relation(),
                "obj" | "nsubj" | "obl" | "iobj" | "xcomp" | "nmod" | "fixed"
            );
            (any || t.relation() == "compound" && t.upos != Upos::Adp)
                && self.dependants(*c, &["case"]).next().is_none()
        };
        self.children(verb).filter(nominal).collect()
    }

    /// Nouns of set phrases ("in beslag", "op de vingers"), whatever their relations: they stand in the trigger's clause
    /// and have the marker one or two words before them.
    pub fn fixed(&self, trigger: usize, marker: &str) -> Vec<usize> {
        let tokens = &self.sentence.tokens;
        let marked = |i: usize| {
            tokens[i.saturating_sub(2)..i].iter().any(|t| t.form.eq_ignore_ascii_case(marker))
        };
        let near = |i: usize| self.ancestors(i).take(NEAR).any(|a| a == trigger);
        (0..tokens.len())
            .filter(|&i| tokens[i].upos == Upos::Noun && marked(i) && near(i))
            .collect()
    }

    /// Nouns of a verb's clause that no adposition leads in, whatever the tree makes of them ("legde Noord-Korea in 2006
    /// sancties op").
    pub fn loose_nouns(&self, verb: usize) -> Vec<usize> {
        let tokens = &self.sentence.tokens;
        let verbal = |&a: &usize| tokens[a].upos == Upos::Verb;
        let own = |i: usize| self.ancestors(i).take(NEAR).find(verbal) == Some(verb);
        let inside = |i: &usize| matches!(tokens[*i].upos, Upos::Det | Upos::Adj | Upos::Num);
        let led_in = |i: usize| {
            let before = (0..i).rev().find(|t| !inside(t));
            before.is_some_and(|t| tokens[t].upos == Upos::Adp)
        };
        (0..tokens.len())
            .filter(|&i| tokens[i].upos == Upos::Noun && own(i) && !led_in(i))
            .collect()
    }

    /// The particles that a tree gives a verb.
    pub fn particles(&self, verb: usize) -> impl Iterator<Item = String> {
        let forms = self.dependants(verb, &["compound:prt"]);
        let forms = forms.map(|p| self.tree.form(p).to_owned());
        forms.filter(|p| self.words.particle.contains(p))
    }

    /// Words after a verb, in its own clause, that look like a particle it was separated from: an adposition before
    /// another adposition, or at the end of a stretch.
    pub fn loose_particles(&self, verb: usize) -> Vec<String> {
        let tokens = &self.sentence.tokens;
        let ends = |i: usize| {
            tokens.get(i + 1).is_none_or(|t| {
                matches!(t.upos, Upos::Punct | Upos::Adp | Upos::Cconj | Upos::Sconj)
            }) || self.before_infinitive(verb, i)
        };
        let stretch =
            (verb + 1..tokens.len()).take_while(|&i| !matches!(tokens[i].form.as_str(), ";" | ":"));
        let words = stretch.filter(|&i| ends(i)).map(|i| self.tree.form(i).to_owned());
        words.filter(|w| self.words.particle.contains(w)).collect()
    }

    /// Whether a word stands between a verb and the marked infinitive that the verb governs ("riep hen op te gaan").
    fn before_infinitive(&self, verb: usize, word: usize) -> bool {
        self.dependants(verb, &["xcomp", "advcl", "ccomp"]).any(|c| {
            let infinitive = self.sentence.tokens[c].feat("VerbForm") == Some("Inf");
            infinitive && word < c && self.dependants(c, &["mark"]).next().is_some()
        })
    }

    /// Runs over the trigger and, for a noun, over the verb that carries it.
    pub(super) fn with_carrier(
        &self,
        trigger: usize,
        find: impl Fn(&Self, usize) -> Vec<usize>,
    ) -> Vec<usize> {
        let mut found = find(self, trigger);
        if let Some(verb) = self.carrier(trigger) {
            found.extend(find(self, verb));
        }
        found
    }

    /// Phrases that the tree hangs under another of the trigger's: under a verb's object ("maakt zich zorgen over
    /// Georgië"), under what precedes them ("de oproep van Guterres aan Israël", "werd door Dubai aan België uitgeleverd").
    /// A possessor belongs to what precedes it.
    fn marked_below(&self, trigger: usize, marker: &str) -> Vec<usize> {
        let mut above = self.objects(trigger);
        if !self.is_genitive(marker) {
            above.extend(self.dependants(trigger, &["nmod", "obl"]));
        }
        above.into_iter().flat_map(|o| self.marked(o, marker)).collect()
    }

    pub(super) fn is_genitive(&self, marker: &str) -> bool {
        self.words.genitive.iter().any(|g| g == marker)
    }

    fn marked(&self, trigger: usize, marker: &str) -> Vec<usize> {
        let phrases = self.dependants(trigger, &["obl", "nmod", "advcl", "xcomp", "obj", "iobj"]);
        // A copula's predicate may itself be the phrase: "is in Frankrijk".
        let own = self.dependants(trigger, &["cop"]).next().map(|_| trigger);
        phrases.chain(own).filter(|&d| self.marker(d).is_some_and(|m| m == marker)).collect()
    }

    /// Indirect objects, and a second bare noun phrase beside the object ("bood Indonesië excuses aan").
    fn indirect(&self, verb: usize) -> Vec<usize> {
        let mut found: Vec<_> = self.dependants(verb, &["iobj", "obl:arg"]).collect();
        let subject = self.own_subject(verb);
        let second = self.dependants(verb, &["nsubj"]).filter(|&s| Some(s) != subject);
        found.extend(second.filter(|&s| !self.is_relative(s)));
        let objects: Vec<_> = self.dependants(verb, &["obj"]).collect();
        found.extend(objects.iter().flat_map(|&o| self.dependants(o, &["nmod:poss"])));
        found.extend(objects.into_iter().rev().skip(1));
        found
    }

    fn possessors(&self, noun: usize) -> Vec<usize> {
        self.dependants(noun, &["nmod:poss", "det:poss"]).collect()
    }

    fn subjects(&self, trigger: usize) -> Vec<usize> {
        if let Some(verb) = self.carrier(trigger) {
            return self.verb_subjects(verb);
        }
        if self.says(trigger) {
            return self.who_says(trigger).into_iter().collect();
        }
        self.verb_subjects(trigger)
    }

    /// Who does what a verb says, in the active as in the passive.
    pub(super) fn verb_subjects(&self, verb: usize) -> Vec<usize> {
        if self.is_passive(verb) {
            return self.agents(verb);
        }
        let own: Vec<_> = self.own_subject(verb).into_iter().collect();
        if !own.is_empty() {
            return own;
        }
        if self.quotation(verb).is_some()
            && let Some(speaker) = self.dependants(verb, &["obj", "obl"]).find(|&s| s == verb + 1)
        {
            return vec![speaker];
        }
        let controlled = self.controlled(verb);
        if !controlled.is_empty() {
            return controlled;
        }
        let shared = self.enhanced(verb, "nsubj");
        let first = self.first_of_two_objects(verb);
        match (shared.is_empty(), first) {
            (false, _) => shared,
            (true, Some(first)) => vec![first],
            (true, None) => self.inherited(verb),
        }
    }

    /// Who does what a passive says, as the parser has it: the tree alone may take him for any other phrase, and any other
    /// phrase for him.
    fn agents(&self, verb: usize) -> Vec<usize> {
        let edges = self.sentence.enhanced.iter().filter(|d| d.head == verb);
        let acting: Vec<_> =
            edges.filter(|d| &*d.relation == "nsubj").map(|d| d.dependant).collect();
        self.dependants(verb, &["obl"]).filter(|c| acting.contains(c)).collect()
    }

    /// Who does what an infinitive says, where he is the object of the verb above ("beschuldigt Rwanda ervan … te steunen").
    fn controlled(&self, verb: usize) -> Vec<usize> {
        let token = &self.sentence.tokens[verb];
        let head = token.head.filter(|_| matches!(token.relation(), "xcomp" | "advcl"));
        let controls = |&h: &usize| {
            let base = self.sentence.tokens[h].base();
            self.words.object_control.iter().any(|w| w == base)
        };
        let Some(head) = head.filter(controls) else { return vec![] };
        let mut all = self.objects(head);
        all.extend(self.indirect(head));
        all
    }

    /// A verb has one subject: what else bears its relation is an object ("China steunt Pakistan"). Of a relative
    /// pronoun and a noun it is the noun ("de heffing die Trump oplegde").
    fn own_subject(&self, verb: usize) -> Option<usize> {
        if self.leaves_out_subject(verb) {
            return None;
        }
        let own: Vec<_> = self.dependants(verb, &["nsubj", "csubj"]).collect();
        let noun = own.iter().find(|&&s| !self.is_relative(s) && self.agrees(s, verb));
        noun.or(own.first()).copied()
    }

    /// Whether a second clause that begins with its finite verb shares the subject that the first begins with: what
    /// follows the verb is then no subject ("vertrekt zondag en zal Obama vragen").
    fn leaves_out_subject(&self, verb: usize) -> bool {
        let token = &self.sentence.tokens[verb];
        let Some(first) = token.head.filter(|_| token.relation() == "conj") else { return false };
        let (Some(begin), Some(finite)) =
            (self.dependants(verb, &["cc"]).next(), self.finite(verb))
        else {
            return false;
        };
        let subject_first =
            |f: usize| self.dependants(first, &["nsubj"]).next().is_some_and(|s| s < f);
        finite == begin + 1 && self.finite(first).is_some_and(subject_first)
    }

    /// The finite verb of a clause: its head or an auxiliary.
    fn finite(&self, verb: usize) -> Option<usize> {
        let is_finite = |&t: &usize| self.sentence.tokens[t].feat("VerbForm") == Some("Fin");
        Some(verb).filter(is_finite).or(self.dependants(verb, &["aux", "cop"]).find(is_finite))
    }

    /// Whether a noun may be the subject of a finite verb by its number.
    fn agrees(&self, noun: usize, verb: usize) -> bool {
        let number = |t: usize| self.sentence.tokens[t].feat("Number");
        let several = self.dependants(noun, &["conj"]).next().is_some();
        several || !matches!((number(noun), number(verb)), (Some(n), Some(v)) if n != v)
    }

    /// Whether a word is a relative pronoun.
    pub(super) fn is_relative(&self, token: usize) -> bool {
        self.sentence.tokens[token].feat("PronType") == Some("Rel")
    }

    /// The noun that a relative pronoun stands for; any other word itself.
    pub fn antecedent(&self, token: usize) -> usize {
        let clause = self.is_relative(token).then_some(self.sentence.tokens[token].head).flatten();
        let clause = clause.filter(|&c| self.sentence.tokens[c].relation() == "acl");
        clause.and_then(|c| self.sentence.tokens[c].head).unwrap_or(token)
    }

    /// A finite verb without a subject and with objects on both sides has its subject before it ("China waarschuwde
    /// Taiwan").
    fn first_of_two_objects(&self, verb: usize) -> Option<usize> {
        let finite = self.sentence.tokens[verb].feat("VerbForm") == Some("Fin");
        let bare = self.dependants(verb, &["nsubj", "csubj"]).next().is_none();
        let objects: Vec<_> = self.dependants(verb, &["obj"]).collect();
        let (first, last) = (*objects.first()?, *objects.last()?);
        (finite && bare && first < verb && last > verb).then_some(first)
    }

    pub(super) fn objects(&self, trigger: usize) -> Vec<usize> {
        let verb =
            if self.sentence.tokens[trigger].upos == Upos::Verb { trigger } else { return vec![] };
        if self.is_passive(verb) {
            let own: Vec<_> = self.dependants(verb, &["nsubj:pass", "nsubj"]).collect();
            return if own.is_empty() {
                self.modified(verb).into_iter().chain(self.inherited(verb)).collect()
            } else {
                own
            };
        }
        let second =
            self.dependants(verb, &["nsubj"]).filter(|&s| Some(s) != self.own_subject(verb));
        let subject = self.first_of_two_objects(verb);
        // Nothing stands beside a verb: "verwijt Stockholm dat …".
        let objects = self.dependants(verb, &["obj", "appos"]).filter(|&o| Some(o) != subject);
        let own: Vec<_> = objects.chain(second).collect();
        if own.is_empty()
            && self.is_participle(verb)
            && self.sentence.tokens[verb].relation() == "amod"
        {
            return self.modified(verb).into_iter().collect();
        }
        let own = if own.is_empty() { self.enhanced(verb, "obj") } else { own };
        if own.is_empty() { self.after_day(verb) } else { own }
    }

    /// Names that a wrong tree hangs on the bare phrase of time before them ("treft maandag Erdogan").
    fn after_day(&self, verb: usize) -> Vec<usize> {
        let bare = |&o: &usize| self.marker(o).is_none() && o > verb;
        let times = self.dependants(verb, &["obl"]).filter(bare);
        let hung = times.flat_map(|o| self.dependants(o, &["appos"]));
        hung.filter(|&n| self.sentence.tokens[n].upos == Upos::Propn).collect()
    }

    fn enhanced(&self, verb: usize, relation: &str) -> Vec<usize> {
        let fits = |r: &str| r == relation || r.split(':').next() == Some(relation);
        self.sentence
            .enhanced
            .iter()
            .filter(|d| d.head == verb && fits(&d.relation))
            .map(|d| d.dependant)
            .collect()
    }

    /// The subject that a clause without one shares with the clause it stands with or under.
    fn inherited(&self, verb: usize) -> Vec<usize> {
        let token = &self.sentence.tokens[verb];
        let Some(head) = token.head else { return vec![] };
        match token.relation() {
            "conj" | "xcomp" | "advcl" => {
                let head = self.clause_above(head);
                let own: Vec<_> = self.dependants(head, &["nsubj"]).collect();
                if own.is_empty() { self.agents(head) } else { own }
            }
            "acl" if self.is_participle(verb) => vec![head],
            _ => vec![],
        }
    }

    /// The clause that a word stands in: a wrong tree may hang a second clause on a noun of the first ("noemde het een
    /// provocatie en kondigde stappen aan").
    fn clause_above(&self, word: usize) -> usize {
        let verbal = |&t: &usize| {
            self.sentence.tokens[t].upos == Upos::Verb
                || self.dependants(t, &["cop", "nsubj"]).next().is_some()
        };
        self.ancestors(word).find(verbal).unwrap_or(word)
    }
}
