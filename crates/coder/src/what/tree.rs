//! What frames ask of a sentence again and again, worked out once: dependants, forms in small letters, markers.

use kroniek_model::{Sentence, Token, Upos};

/// A sentence's tree, read downwards.
#[derive(Debug, Clone)]
pub struct Tree {
    /// Dependants of all tokens: those of one head together, in text order.
    children: Vec<usize>,
    /// For each token where its dependants begin in `children`; one more entry ends the last.
    starts: Vec<usize>,
    /// Forms in small letters.
    forms: Vec<String>,
    /// The words that mark each token's phrase.
    markers: Vec<Option<String>>,
    /// How many words at the begin only name who speaks.
    label: usize,
}

/// How many words before a colon may only name who speaks.
const LABEL: usize = 6;

impl Tree {
    /// Reads a sentence.
    pub fn new(sentence: &Sentence) -> Tree {
        let n = sentence.tokens.len();
        let label = label(sentence);
        // What only names who speaks is nothing of what he says, whatever the engine makes of it.
        let apart = |child: usize, head: usize| child < label && head > label;
        let heads = || {
            let tokens = sentence.tokens.iter().enumerate();
            tokens.map(|(i, t)| t.head.filter(|&h| h < n && !apart(i, h)))
        };
        let mut starts = vec![0; n + 1];
        heads().flatten().for_each(|h| starts[h + 1] += 1);
        (0..n).for_each(|i| starts[i + 1] += starts[i]);
        let mut children = vec![0; starts[n]];
        let mut next = starts.clone();
        for (child, head) in heads().enumerate() {
            if let Some(head) = head {
                children[next[head]] = child;
                next[head] += 1;
            }
        }
        let forms = sentence.tokens.iter().map(|t| t.form.to_lowercase()).collect();
        let mut tree = Tree { children, starts, forms, markers: vec![], label };
        tree.markers = (0..n).map(|head| tree.mark(sentence, head)).collect();
        tree
    }

    /// Direct dependants, in text order.
    pub fn children(&self, head: usize) -> &[usize] {
        &self.children[self.starts[head]..self.starts[head + 1]]
    }

    /// How many words at the sentence's begin only name who speaks ("Zelenski: …"); 0 where none do.
    pub fn label(&self) -> usize {
        self.label
    }

    /// The form in small letters.
    pub fn form(&self, token: usize) -> &str {
        &self.forms[token]
    }

    /// The words that mark a phrase ("met", "ten opzichte van"), as one lower-case string.
    pub fn marker(&self, head: usize) -> Option<&String> {
        self.markers[head].as_ref()
    }

    fn mark(&self, sentence: &Sentence, head: usize) -> Option<String> {
        let is =
            |&c: &usize, relations: &[&str]| relations.contains(&sentence.tokens[c].relation());
        let case = *self.children(head).iter().find(|c| is(c, &["case", "mark"]))?;
        let mut words = vec![case];
        words.extend(self.children(case).iter().filter(|c| is(c, &["fixed"])));
        words.sort_unstable();
        Some(words.iter().map(|&w| self.form(w)).collect::<Vec<_>>().join(" "))
    }
}

fn label(sentence: &Sentence) -> usize {
    let nominal = |t: &&Token| {
        matches!(t.upos, Upos::Propn | Upos::Noun | Upos::Adj | Upos::Det | Upos::Adp | Upos::Punct)
    };
    let words = sentence.tokens.iter().take(LABEL + 1).take_while(nominal);
    words.enumerate().find(|(_, t)| t.form == ":").map_or(0, |(i, _)| i)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn token(form: &str, head: Option<usize>, relation: &str) -> Token {
        Token {
            span: Default::default(),
            form: form.into(),
            lemma: form.into(),
            joined: None,
            upos: Upos::X,
            feats: "".into(),
            head,
            deprel: relation.into(),
            entity: None,
            space_after: true,
        }
    }

    fn sentence(tokens: Vec<Token>) -> Sentence {
        Sentence {
            paragraph: 0,
            field: kroniek_model::Field::Text,
            kind: kroniek_model::ParagraphKind::Body,
            tokens,
            enhanced: vec![],
        }
    }

    #[test]
    fn a_marker_of_several_words_is_one() {
        let words = [
            token("Ten", Some(3), "case"),
            token("opzichte", Some(0), "fixed"),
            token("van", Some(0), "fixed"),
            token("Iran", None, "root"),
        ];
        let tree = Tree::new(&sentence(words.to_vec()));
        assert_eq!(tree.marker(3).map(String::as_str), Some("ten opzichte van"));
        assert_eq!(tree.marker(0), None);
    }

    proptest! {
        #[test]
        fn dependants_are_those_that_have_the_head(
            heads in prop::collection::vec(prop::option::of(0usize..12), 0..12)
        ) {
            let tokens = heads.iter().map(|&h| token("a", h, "dep")).collect();
            let sentence = sentence(tokens);
            let tree = Tree::new(&sentence);
            for head in 0..heads.len() {
                prop_assert_eq!(
                    tree.children(head).to_vec(),
                    sentence.children(head).collect::<Vec<_>>()
                );
            }
        }
    }
}
