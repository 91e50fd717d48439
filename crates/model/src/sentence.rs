//! Sentences and tokens as Universal Dependencies has them, with the spans that lead back to the report.

use crate::{Field, ParagraphKind, Span, Upos};
use std::sync::Arc;

/// A shared short string: a relation or a feature bundle.
pub type Label = Arc<str>;

/// One sentence of a report.
#[derive(Debug, Clone)]
pub struct Sentence {
    /// Index of its paragraph in [`crate::Document::paragraphs`].
    pub paragraph: usize,
    /// Which text its spans count in.
    pub field: Field,
    /// What its paragraph is on the page.
    pub kind: ParagraphKind,
    /// Its tokens, in text order.
    pub tokens: Vec<Token>,
    /// Edges that the tree does not hold but that follow from it: shared and controlled subjects, relative
    /// pronouns resolved to their head, passive agents. Sorted by dependant, then head.
    pub enhanced: Vec<Dependency>,
}

/// A syntactic word (UD: no Dutch token is split further).
#[derive(Debug, Clone)]
pub struct Token {
    /// Where it stands in the report's field as given.
    pub span: Span,
    /// The form, repaired.
    pub form: String,
    /// Dictionary form, lower case but for names, without marks of compounding (`grondwet`, not `grond_wet`).
    pub lemma: String,
    /// Lemma with a separated particle joined to it (`uithalen` on `haalde` of "haalde … uit"); `None` where there
    /// is no particle.
    pub joined: Option<String>,
    /// Universal part of speech.
    pub upos: Upos,
    /// Universal features as UD writes them (`Number=Sing|Tense=Past|VerbForm=Fin`), empty where none.
    pub feats: Label,
    /// Index of the head in the sentence; `None` for the root.
    pub head: Option<usize>,
    /// Universal relation to the head, with subtype (`nsubj:pass`).
    pub deprel: Label,
    /// Name that the token belongs to.
    pub entity: Option<EntityTag>,
    /// Whether white space follows in the repaired text.
    pub space_after: bool,
}

/// An edge beside the tree.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Dependency {
    /// The dependant's index.
    pub dependant: usize,
    /// The head's index.
    pub head: usize,
    /// Universal relation, `nsubj` and `obj` mostly.
    pub relation: Label,
}

/// What a name names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EntityType {
    /// A person.
    Person,
    /// A place.
    Location,
    /// An organisation.
    Organisation,
    /// Any other name.
    Other,
}

/// A token's part in a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct EntityTag {
    /// What the name names.
    pub kind: EntityType,
    /// Whether the name begins here.
    pub first: bool,
}

impl Token {
    /// The lemma that frames are found by: with its particle where one was separated from it.
    pub fn base(&self) -> &str {
        self.joined.as_deref().unwrap_or(&self.lemma)
    }

    /// The relation without its subtype (`nsubj` of `nsubj:pass`).
    pub fn relation(&self) -> &str {
        self.deprel.find(':').map_or(&*self.deprel, |subtype| &self.deprel[..subtype])
    }

    /// Value of a universal feature (`feat("Tense")` is `Some("Past")`).
    pub fn feat(&self, name: &str) -> Option<&str> {
        self.feats.split('|').find_map(|f| f.strip_prefix(name)?.strip_prefix('='))
    }
}

impl Sentence {
    /// The span from the first to the last token; empty for a sentence without tokens.
    pub fn span(&self) -> Span {
        match (self.tokens.first(), self.tokens.last()) {
            (Some(a), Some(b)) => a.span.cover(b.span),
            _ => Span::default(),
        }
    }

    /// Indices of the direct dependants of `head` in the tree, in text order.
    pub fn children(&self, head: usize) -> impl Iterator<Item = usize> + '_ {
        (0..self.tokens.len()).filter(move |&i| self.tokens[i].head == Some(head))
    }

    /// Direct dependants of `head` by relation (without subtype).
    pub fn children_by<'a>(
        &'a self,
        head: usize,
        relation: &'a str,
    ) -> impl Iterator<Item = usize> + 'a {
        self.children(head).filter(move |&i| self.tokens[i].relation() == relation)
    }

    /// The sentence as it is read: forms with the white space that stood between them.
    pub fn text(&self) -> String {
        let mut out = String::new();
        for (i, t) in self.tokens.iter().enumerate() {
            out.push_str(&t.form);
            if t.space_after && i + 1 < self.tokens.len() {
                out.push(' ');
            }
        }
        out
    }
}
