//! What a search means: actors, years and months, kinds of event; what is none of these is looked for as a word.

use crate::{ask::Ask, names::Names, words::Words};
use kroniek_model::{EventType, When};
use kroniek_record::{Filter, Record, RecordError, fold};
use serde::Serialize;

/// What a search means.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Meaning {
    /// Codes, and names of persons whom the record knows.
    pub actors: Vec<String>,
    /// Reading types, any of them.
    pub types: Vec<EventType>,
    /// The period, as EDTF.
    pub when: Option<When>,
    /// Words to be looked for in the evidence.
    pub words: Vec<String>,
}

impl Meaning {
    /// What a search means.
    pub fn of(text: &str, ask: &Ask) -> Meaning {
        let known = |name: &str| is_known(ask.record, name);
        read(text, ask.names(), ask.words, known)
    }

    /// The filter that asks for it.
    pub fn filter(&self) -> Filter {
        Filter {
            actors: self.actors.clone(),
            types: self.types.clone(),
            from: self.when.clone(),
            to: self.when.clone(),
            text: Some(self.words.join(" ")).filter(|w| !w.is_empty()),
            newest_first: true,
            ..Filter::default()
        }
    }
}

fn is_known(record: &Record, name: &str) -> bool {
    let asked = Filter { actors: vec![name.to_owned()], limit: Some(1), ..Filter::default() };
    !matches!(record.events(&asked), Err(RecordError::Nobody(_)))
}

/// Reads a search word by word, the longest names first.
fn read(text: &str, names: &Names, words: &Words, known: impl Fn(&str) -> bool) -> Meaning {
    let all: Vec<&str> = text.split_whitespace().collect();
    let mut out = Meaning::default();
    let mut at = 0;
    while at < all.len() {
        at += actor(&all[at..], names, &mut out)
            .or_else(|| date(&all[at..], words, &mut out))
            .or_else(|| kind(all[at], words, &mut out))
            .unwrap_or_else(|| rest(all[at], words, &known, &mut out));
    }
    out
}

/// An actor of the world tables; how many words name it.
fn actor(all: &[&str], names: &Names, out: &mut Meaning) -> Option<usize> {
    let longest = names.longest().min(all.len());
    let named = |n: &usize| names.code(&all[..*n].join(" "));
    let n = (1..=longest).rev().find(|n| named(n).is_some())?;
    let code = named(&n)?.to_owned();
    if !out.actors.contains(&code) {
        out.actors.push(code);
    }
    Some(n)
}

/// A date as EDTF or a month with a year.
fn date(all: &[&str], words: &Words, out: &mut Meaning) -> Option<usize> {
    let year = |w: &&str| w.len() == 4 && w.chars().all(|c| c.is_ascii_digit());
    let month = words.t("date.months").split(' ').position(|m| fold(m) == fold(all[0]));
    let (n, edtf) = match (month, all.get(1).filter(|w| year(w))) {
        (Some(m), Some(y)) => (2, format!("{y}-{:02}", m + 1)),
        _ => (1, all[0].to_owned()),
    };
    let dated = edtf.starts_with(|c: char| c.is_ascii_digit()) && edtf.len() >= 4;
    let when: When = edtf.parse().ok().filter(|_| dated)?;
    out.when = Some(match &out.when {
        Some(before) => span(before, &when).unwrap_or(when),
        None => when,
    });
    Some(n)
}

/// From one date to another.
fn span(a: &When, b: &When) -> Option<When> {
    let (first, last) = (a.earliest().min(b.earliest())?, a.latest().max(b.latest())?);
    format!("{first}/{last}").parse().ok()
}

/// A kind of event, by the words that the interface's language has for it; `word*` is a beginning.
fn kind(word: &str, words: &Words, out: &mut Meaning) -> Option<usize> {
    let folded = fold(word);
    let fits = |pattern: &str| match pattern.strip_suffix('*') {
        Some(beginning) => folded.starts_with(&fold(beginning)),
        None => folded == fold(pattern),
    };
    let meant = EventType::ALL
        .iter()
        .find(|t| words.t(&format!("search.word.{t}")).split(' ').any(fits))?;
    if !out.types.contains(meant) {
        out.types.push(*meant);
    }
    Some(1)
}

/// A person whom the record knows, a word that means nothing here, or one to look for.
fn rest(word: &str, words: &Words, known: impl Fn(&str) -> bool, out: &mut Meaning) -> usize {
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
    let small = words.t("search.small").split(' ').any(|s| s == fold(bare));
    if !bare.is_empty() && !small {
        let person = bare.starts_with(char::is_uppercase) && known(bare);
        let list = if person { &mut out.actors } else { &mut out.words };
        list.push(bare.to_owned());
    }
    1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::house::Name;

    fn meant(text: &str) -> Meaning {
        let name = |code: &str, text: &str| Name {
            code: code.into(),
            lang: "nl",
            text: text.into(),
            usual: true,
        };
        let names = Names::new(vec![
            name("RUS", "Rusland"),
            name("USA", "Verenigde Staten"),
            name("@NATO", "NAVO"),
        ]);
        read(text, &names, Words::of("nl"), |w| ["Poetin", "Xi"].contains(&w))
    }

    #[test]
    fn persons_and_a_year() {
        let m = meant("Poetin Xi 2023");
        assert_eq!(m.actors, ["Poetin", "Xi"]);
        assert_eq!(m.when.map(|w| w.to_string()), Some("2023".into()));
        assert!(m.types.is_empty() && m.words.is_empty());
    }

    #[test]
    fn a_kind_of_event_and_a_state() {
        let m = meant("sancties tegen Rusland");
        assert_eq!((m.actors, m.types), (vec!["RUS".to_owned()], vec![EventType::Sanction]));
        assert!(m.words.is_empty());
    }

    #[test]
    fn long_names_months_and_words() {
        let m = meant("Verenigde Staten graan september 2022");
        assert_eq!((m.actors, m.words), (vec!["USA".to_owned()], vec!["graan".to_owned()]));
        assert_eq!(m.when.map(|w| w.to_string()), Some("2022-09".into()));
        let m = meant("navo 2014 2016");
        assert_eq!(m.when.map(|w| w.to_string()), Some("2014-01-01/2016-12-31".into()));
        assert!(meant("").actors.is_empty());
    }
}
