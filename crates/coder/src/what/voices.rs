//! Whose words a sentence is: quotations that run on over sentences, labels ("Zelenski: …"), and who "we" are.

use super::{Read, syntax::Syntax};
use crate::who::Resolved;
use kroniek_model::{ActorRef, Token};

/// The rule by which "ons land" is that of the outlet.
const OWN_STATE: &str = "state of the outlet";
/// After how many sentences nobody remembers who spoke.
const REACH: usize = 2;

/// Whose words a sentence is.
#[derive(Debug, Clone, Default)]
pub struct Voice {
    /// Who speaks in it or is quoted.
    pub speaker: Vec<ActorRef>,
    /// Whether its own words do not say so.
    pub is_implied: bool,
}

impl Voice {
    /// Who speaks where the sentence itself does not say so.
    pub fn implied(&self) -> Vec<ActorRef> {
        if self.is_implied { self.speaker.clone() } else { vec![] }
    }

    /// Whom a word stands for, of whom it was found to mean: "wij" and "ons land" are the speaker's, where somebody
    /// speaks.
    pub fn meant(&self, token: &Token, found: Vec<Resolved>) -> Vec<ActorRef> {
        let first = token.feat("Person") == Some("1");
        if !self.speaker.is_empty() && (first || found.iter().any(|r| r.rule == OWN_STATE)) {
            return self.speaker.clone();
        }
        found.into_iter().map(actor).collect()
    }
}

/// Who has spoken so far in a report.
#[derive(Debug, Clone, Default)]
pub struct Voices {
    /// Whether a quotation is still open, and in which paragraph.
    open: bool,
    paragraph: usize,
    /// Who spoke last, and in which sentence.
    last: (usize, Vec<ActorRef>),
}

impl Voices {
    /// Reads the next sentence.
    pub fn hear(&mut self, read: &Read<'_>, syntax: Syntax<'_>, index: usize) -> Voice {
        let quoted = self.follow_quotation(syntax);
        let named = |t: usize| read.cast.of(index, t).into_iter().map(actor).collect::<Vec<_>>();
        let own: Vec<ActorRef> =
            speakers(syntax).map(named).find(|a| !a.is_empty()).unwrap_or_default();
        let label =
            || (0..syntax.tree.label()).map(named).find(|a| !a.is_empty()).unwrap_or_default();
        let implied = if own.is_empty() { label() } else { vec![] };
        let before = quoted && own.is_empty() && implied.is_empty() && self.last.0 + REACH >= index;
        let voice = match before {
            true => Voice { speaker: self.last.1.clone(), is_implied: true },
            false if own.is_empty() => Voice { speaker: implied, is_implied: true },
            false => Voice { speaker: own, is_implied: false },
        };
        if !voice.speaker.is_empty() {
            self.last = (index, voice.speaker.clone());
        } else if let Some(subject) = subject(syntax).map(named).filter(|a| is_person(a)) {
            self.last = (index, subject);
        }
        voice
    }

    /// Whether the sentence begins within a quotation; a new paragraph of it opens it anew.
    fn follow_quotation(&mut self, syntax: Syntax<'_>) -> bool {
        let sentence = syntax.sentence;
        self.open &= sentence.paragraph == self.paragraph;
        self.paragraph = sentence.paragraph;
        let opens = |t: &Token| matches!(mark(t), Mark::Opening | Mark::Either);
        let quoted = self.open || sentence.tokens.first().is_some_and(opens);
        for token in &sentence.tokens {
            match mark(token) {
                Mark::Opening => self.open = true,
                Mark::Closing => self.open = false,
                Mark::Either => self.open = !self.open,
                Mark::None => {}
            }
        }
        quoted
    }
}

/// A mark of quotation.
enum Mark {
    Opening,
    Closing,
    Either,
    None,
}

fn mark(token: &Token) -> Mark {
    match token.form.as_str() {
        "‘" | "“" | "„" | "«" => Mark::Opening,
        "’" | "”" | "»" => Mark::Closing,
        "\"" | "'" => Mark::Either,
        _ => Mark::None,
    }
}

fn actor(r: Resolved) -> ActorRef {
    r.actor
}

fn is_person(actors: &[ActorRef]) -> bool {
    actors.len() == 1 && (actors[0].name.is_some() || actors[0].office.is_some())
}

/// Subjects of the verbs of saying, and those according to whom it is so.
fn speakers<'a>(syntax: Syntax<'a>) -> impl Iterator<Item = usize> + 'a {
    let tokens = 0..syntax.sentence.tokens.len();
    tokens.filter_map(move |t| match syntax.says(t) {
        true => syntax.who_says(t),
        false => syntax.names_source(t).then_some(t),
    })
}

/// The subject of the main clause.
fn subject(syntax: Syntax<'_>) -> Option<usize> {
    let root = syntax.sentence.tokens.iter().position(|t| t.head.is_none())?;
    syntax.dependants(root, &["nsubj"]).next()
}
