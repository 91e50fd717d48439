//! Where a role's filler is looked for, seen from the trigger.

use std::{convert::Infallible, fmt, str::FromStr};

/// A place in the clause or phrase where a role's filler may stand.
///
/// Subject and object are the deep ones: the object of an active verb is the subject of its passive.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Slot {
    /// `subj`: who does it. Of a noun: the subject of the verb that governs it.
    Subject,
    /// `obj`: who undergoes it.
    Object,
    /// `iobj`: to whom.
    Indirect,
    /// `poss`: possessor of a noun ("Poetins bezoek", "zijn bezoek").
    Possessor,
    /// `adj`: a state's adjective on a noun ("Amerikaanse sancties").
    Adjective,
    /// `part`: the first part of a hyphenated compound ("NAVO-top").
    Part,
    /// `head`: the noun that a participle or relative clause stands with.
    Head,
    /// `appos`: what stands beside a noun ("de lidstaten Polen en Litouwen").
    Apposition,
    /// `pred`: what is said of subject or object ("stelt verantwoordelijk", "noemt een vriend").
    Predicate,
    /// `clause`: subject of the clause that the trigger governs ("eist dat Rusland …").
    Clause,
    /// `inside`: any actor in the clause that the trigger governs.
    Inside,
    /// `doer`: any actor in it but those to whom a passive there is done ("zegt dat Polen is aangevallen").
    Doer,
    /// `speaker`: who says what the trigger tells ("…, zei de minister", "aldus", "volgens").
    Speaker,
    /// `above`: who does what the clause tells of which the trigger is the occasion ("na een gesprek met X zei Y").
    Above,
    /// `itself`: those whom the trigger itself refers to ("de drie NAVO-landen", "zijn bondgenoot").
    Itself,
    /// `place:in`: the state of the place in the phrase with that case marker.
    Place(String),
    /// `place`: the state of any place in the clause.
    AnyPlace,
    /// `enemy`: who is at war with the target, by the world's table of wars, if the report speaks of him.
    Enemy,
    /// `near`: another actor of the same sentence, or the one that the passage is about; weak.
    Near,
    /// Any other word: the phrase with that case marker (`met`, `tegen`).
    Case(String),
}

impl FromStr for Slot {
    type Err = Infallible;
    fn from_str(s: &str) -> Result<Self, Infallible> {
        Ok(match s {
            "subj" => Slot::Subject,
            "obj" => Slot::Object,
            "iobj" => Slot::Indirect,
            "poss" => Slot::Possessor,
            "adj" => Slot::Adjective,
            "part" => Slot::Part,
            "head" => Slot::Head,
            "appos" => Slot::Apposition,
            "pred" => Slot::Predicate,
            "clause" => Slot::Clause,
            "inside" => Slot::Inside,
            "doer" => Slot::Doer,
            "speaker" => Slot::Speaker,
            "above" => Slot::Above,
            "place" => Slot::AnyPlace,
            "near" => Slot::Near,
            "enemy" => Slot::Enemy,
            "itself" => Slot::Itself,
            case => match case.strip_prefix("place:") {
                Some(marker) => Slot::Place(marker.to_owned()),
                None => Slot::Case(case.to_owned()),
            },
        })
    }
}

impl fmt::Display for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Slot::Subject => "subj",
            Slot::Object => "obj",
            Slot::Indirect => "iobj",
            Slot::Possessor => "poss",
            Slot::Adjective => "adj",
            Slot::Part => "part",
            Slot::Head => "head",
            Slot::Apposition => "appos",
            Slot::Predicate => "pred",
            Slot::Clause => "clause",
            Slot::Inside => "inside",
            Slot::Doer => "doer",
            Slot::Speaker => "speaker",
            Slot::Above => "above",
            Slot::AnyPlace => "place",
            Slot::Near => "near",
            Slot::Enemy => "enemy",
            Slot::Itself => "itself",
            Slot::Case(marker) => marker,
            Slot::Place(marker) => return write!(f, "place:{marker}"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_print_as_they_are_written() {
        for s in [
            "subj", "obj", "poss", "place:in", "place", "near", "met", "clause", "pred", "appos",
            "enemy", "speaker", "above", "itself", "iobj", "head", "inside", "doer", "part", "adj",
        ] {
            assert_eq!(s.parse::<Slot>().unwrap().to_string(), s);
        }
    }
}
