//! Universal parts of speech (Universal Dependencies, version 2).

use std::{fmt, str::FromStr};

macro_rules! upos {
    ($($variant:ident $tag:literal $doc:literal),* $(,)?) => {
        /// A universal part of speech (UD version 2); everything unknown is [`Upos::X`].
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
        pub enum Upos { $(#[doc = $doc] $variant,)* #[default] #[doc = "Other, or not known."] X }

        impl Upos {
            /// The tag as CoNLL-U writes it.
            pub fn as_str(self) -> &'static str {
                match self { $(Upos::$variant => $tag,)* Upos::X => "X" }
            }
        }

        impl FromStr for Upos {
            type Err = std::convert::Infallible;
            fn from_str(tag: &str) -> Result<Self, Self::Err> {
                Ok(match tag { $($tag => Upos::$variant,)* _ => Upos::X })
            }
        }
    };
}

upos! {
    Adj "ADJ" "Adjective.",
    Adp "ADP" "Adposition.",
    Adv "ADV" "Adverb.",
    Aux "AUX" "Auxiliary.",
    Cconj "CCONJ" "Co-ordinating conjunction.",
    Det "DET" "Determiner.",
    Intj "INTJ" "Interjection.",
    Noun "NOUN" "Noun.",
    Num "NUM" "Numeral.",
    Part "PART" "Particle.",
    Pron "PRON" "Pronoun.",
    Propn "PROPN" "Proper noun.",
    Punct "PUNCT" "Punctuation.",
    Sconj "SCONJ" "Subordinating conjunction.",
    Sym "SYM" "Symbol.",
    Verb "VERB" "Verb.",
}

impl fmt::Display for Upos {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
