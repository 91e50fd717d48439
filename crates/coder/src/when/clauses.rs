//! The clauses of a sentence: which token stands in which, how they hang together, and their tense.

use kroniek_model::{Sentence, Token, Upos};
use kroniek_pack::time::TenseWords;

/// How a clause stands to the time of telling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tense {
    /// "is", "komt".
    Present,
    /// "heeft gedaan".
    Perfect,
    /// "deed".
    Past,
    /// "had gedaan": before what is told.
    Pluperfect,
    /// "zal doen", "zou doen".
    Future,
    /// No finite verb.
    #[default]
    None,
}

/// How a clause hangs on the one above.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Bond {
    /// It hangs on none.
    #[default]
    Main,
    /// Beside another: "…, en zij deden".
    Beside,
    /// What is said, wanted, done: a complement.
    Complement,
    /// "toen …", "nadat …".
    Adverbial,
    /// Of a noun: "die …".
    Relative,
}

/// A clause.
#[derive(Debug, Clone, Default)]
pub struct Clause {
    /// The token that heads it.
    pub head: usize,
    /// The clause that it hangs on.
    pub parent: Option<usize>,
    /// How.
    pub bond: Bond,
    /// Its tense.
    pub tense: Tense,
}

/// The clauses of a sentence.
#[derive(Debug, Clone, Default)]
pub struct Clauses {
    /// In text order of their heads.
    pub all: Vec<Clause>,
    /// For each token the index of its clause.
    of: Vec<usize>,
    /// For each token its head.
    heads: Vec<Option<usize>>,
}

impl Clauses {
    /// Cuts a sentence into clauses by its tree; one clause where there is no tree.
    pub fn new(words: &TenseWords, sentence: &Sentence) -> Clauses {
        let n = sentence.tokens.len();
        let heads: Vec<Option<usize>> =
            sentence.tokens.iter().map(|t| t.head.filter(|&h| h < n)).collect();
        let tops: Vec<usize> = (0..n).filter(|&i| bond(sentence, i).is_some()).collect();
        let index = |i: usize| {
            let mut at = Some(i);
            for _ in 0..=n {
                let here = at?;
                if let Ok(clause) = tops.binary_search(&here) {
                    return Some(clause);
                }
                at = heads[here];
            }
            None
        };
        let of = (0..n).map(|i| index(i).unwrap_or(0)).collect();
        let clause = |&head: &usize| Clause {
            head,
            parent: heads[head].and_then(index),
            bond: bond(sentence, head).unwrap_or_default(),
            tense: tense(words, sentence, head),
        };
        let mut all: Vec<Clause> = tops.iter().map(clause).collect();
        if all.is_empty() {
            all.push(Clause::default());
        }
        Clauses { all, of, heads }
    }

    /// The clause of a token.
    pub fn of(&self, token: usize) -> usize {
        self.of.get(token).copied().unwrap_or(0)
    }

    /// Where a stretch of tokens hangs: the head of its topmost token, outside of it.
    pub fn anchor(&self, tokens: &std::ops::Range<usize>) -> Option<usize> {
        tokens
            .clone()
            .find_map(|i| self.heads.get(i).copied().flatten().filter(|h| !tokens.contains(h)))
    }

    /// The noun that a clause tells more of.
    pub fn antecedent(&self, clause: usize) -> Option<usize> {
        let clause = &self.all[clause];
        self.heads.get(clause.head).copied().flatten().filter(|_| clause.bond == Bond::Relative)
    }

    /// The clauses from a token's own up to the main one, the own first.
    pub fn upwards(&self, clause: usize) -> Vec<usize> {
        let (mut path, mut at) = (vec![clause], clause);
        while let Some(parent) = self.all[at].parent
            && !path.contains(&parent)
        {
            path.push(parent);
            at = parent;
        }
        path
    }
}

/// How a token heads a clause; `None` where it heads none.
fn bond(sentence: &Sentence, i: usize) -> Option<Bond> {
    let token = &sentence.tokens[i];
    match token.relation() {
        "root" => Some(Bond::Main),
        _ if token.head.is_none() => Some(Bond::Main).filter(|_| i == 0),
        "parataxis" if verbal(sentence, i) => Some(Bond::Beside),
        "conj" if verbal(sentence, i) => Some(Bond::Beside),
        "ccomp" | "csubj" => Some(Bond::Complement),
        "advcl" => Some(Bond::Adverbial),
        "acl" if verbal(sentence, i) => Some(Bond::Relative),
        _ => None,
    }
}

/// Whether a token is a verb, or is helped by one.
fn verbal(sentence: &Sentence, i: usize) -> bool {
    let helped = |c: usize| sentence.tokens[c].upos == Upos::Aux;
    matches!(sentence.tokens[i].upos, Upos::Verb | Upos::Aux) || sentence.children(i).any(helped)
}

/// The tense of the verb group under a clause's head.
pub fn tense(words: &TenseWords, sentence: &Sentence, head: usize) -> Tense {
    let helpers = sentence.children(head).filter(|&c| sentence.tokens[c].upos == Upos::Aux);
    let group: Vec<&Token> = helpers.chain([head]).map(|i| &sentence.tokens[i]).collect();
    let is = |t: &Token, form| t.feat("VerbForm") == Some(form);
    let Some(finite) = group.iter().copied().find(|t| is(t, "Fin")) else { return Tense::None };
    let form = finite.form.to_lowercase();
    let have = words.perfect.contains(&finite.lemma) && finite.relation() == "aux";
    // "ondertekend" ends as a present participle does; under an auxiliary it is none.
    let done =
        |t: &Token| is(t, "Part") && (have || !words.is_no_participle(&t.form.to_lowercase()));
    let participle = group.iter().any(|t| done(t));
    let perfect = group.iter().any(|t| is(t, "Inf") && words.perfect.contains(&t.lemma));
    if words.would.contains(&form) {
        return if participle && perfect { Tense::Perfect } else { Tense::Future };
    }
    let past = finite.feat("Tense") == Some("Past") || words.past.contains(&form);
    match past {
        true if have && participle => Tense::Pluperfect,
        true => Tense::Past,
        _ if have && participle => Tense::Perfect,
        _ if words.will.contains(&form) => Tense::Future,
        _ => Tense::Present,
    }
}
