//! What the command line says, in the language of who reads it. The words are data (`ui.tsv`).

use clap::ValueEnum;
use kroniek_pack::Table;
use std::{
    collections::HashMap,
    env,
    ffi::OsString,
    fmt::Display,
    sync::{LazyLock, OnceLock},
};

/// A language that the command line speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Ui {
    /// Dutch
    Nl,
    /// English
    #[default]
    En,
}

/// Where the system says which language it is to be, the first that is set.
const LOCALES: [&str; 3] = ["LC_ALL", "LC_MESSAGES", "LANG"];

/// Between the form for one and the form for any other number.
const FORMS: char = '|';

static CHOSEN: OnceLock<Ui> = OnceLock::new();

/// By key, the English and the Dutch.
static WORDS: LazyLock<HashMap<String, [String; 2]>> = LazyLock::new(|| {
    let table = Table::parse("ui.tsv", include_str!("ui.tsv"));
    let table = table.unwrap_or_else(|e| panic!("words of ours: {e}"));
    // What is said around other things begins or ends with a blank, which tables trim: `␣` in the words.
    let cell = |text: &str| text.replace('␣', " ");
    table
        .rows()
        .map(|r| (r.get("key").to_owned(), ["en", "nl"].map(|lang| cell(r.get(lang)))))
        .collect()
});

impl Ui {
    /// The language that a locale (`nl_NL.UTF-8`) asks for: English where it is none of ours.
    fn of_locale(locale: &str) -> Ui {
        let lang = locale.split(['_', '.', '@', '-']).next().unwrap_or_default();
        Ui::from_str(lang, true).unwrap_or_default()
    }

    fn of_system() -> Ui {
        let locale = LOCALES.iter().filter_map(|name| env::var(name).ok()).find(|l| !l.is_empty());
        locale.map(|l| Ui::of_locale(&l)).unwrap_or_default()
    }
}

/// Settles the language for the rest of the run: the one that the arguments ask for, or the environment, or the
/// system's. Help is said before the arguments are understood, so they are only looked through for it.
pub fn choose(args: &[OsString]) {
    let after = args.iter().skip_while(|a| *a != "--ui").nth(1);
    let joined = args.iter().find_map(|a| a.to_str()?.strip_prefix("--ui="));
    let asked = after.and_then(|a| a.to_str()).or(joined).map(str::to_owned);
    let asked = asked.or_else(|| env::var("KRONIEK_UI").ok());
    let asked = asked.and_then(|lang| Ui::from_str(&lang, true).ok());
    _ = CHOSEN.set(asked.unwrap_or_else(Ui::of_system));
}

/// The language of this run.
pub fn chosen() -> Ui {
    CHOSEN.get().copied().unwrap_or_default()
}

fn words(key: &str) -> Option<&'static str> {
    let [en, nl] = WORDS.get(key)?;
    Some(match chosen() {
        Ui::Nl => nl,
        Ui::En => en,
    })
}

/// The words of a key; the key itself where there are none, which a test finds.
pub fn say(key: &'static str) -> &'static str {
    words(key).unwrap_or(key)
}

/// The words of a key with its places filled.
pub fn fill(key: &'static str, values: &[&dyn Display]) -> String {
    filled(say(key), values)
}

/// The words of a key for a number of things, which is its first place.
pub fn count(key: &'static str, n: u64, others: &[&dyn Display]) -> String {
    let (one, more) = say(key).split_once(FORMS).unwrap_or((say(key), say(key)));
    let values: Vec<&dyn Display> =
        [&n as &dyn Display].into_iter().chain(others.iter().copied()).collect();
    filled(if n == 1 { one } else { more }, &values)
}

/// As [`count`], nothing where there are none.
pub fn some(key: &'static str, n: usize) -> String {
    if n == 0 { String::new() } else { count(key, n as u64, &[]) }
}

/// The heading of a column.
pub fn heading(name: &str) -> &str {
    words(&format!("column.{name}")).unwrap_or(name)
}

fn filled(words: &str, values: &[&dyn Display]) -> String {
    let mut out = String::new();
    let mut rest = words;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let (place, after) = after.split_once('}').unwrap_or((after, ""));
        if let Some(value) = place.parse().ok().and_then(|n: usize| values.get(n)) {
            out.push_str(&value.to_string());
        }
        rest = after;
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{collections::BTreeSet, fs, path::Path};

    fn sources(folder: &Path, into: &mut String) {
        for entry in fs::read_dir(folder).expect("listed") {
            let path = entry.expect("an entry").path();
            match path.is_dir() {
                true => sources(&path, into),
                false => *into += &fs::read_to_string(path).expect("UTF-8"),
            }
        }
    }

    /// The keys that the program asks for.
    fn asked() -> BTreeSet<String> {
        let mut text = String::new();
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut text);
        let mut keys = BTreeSet::new();
        for call in ["say", "fill", "count", "some"].map(|name| format!("ui::{name}(")) {
            let after = text.split(&call).skip(1).map(str::trim_start);
            keys.extend(
                after.filter_map(|t| Some(t.strip_prefix('"')?.split_once('"')?.0.to_owned())),
            );
        }
        keys
    }

    #[test]
    fn every_key_that_is_asked_for_has_words_and_every_word_is_asked_for() {
        let asked = asked();
        assert!(asked.len() > 60, "{asked:?}");
        for key in &asked {
            assert!(WORDS.contains_key(key), "{key}: no words");
        }
        for key in WORDS.keys().filter(|k| !k.starts_with("column.")) {
            assert!(asked.contains(key), "{key}: nobody says it");
        }
    }

    #[test]
    fn both_languages_fill_the_same_places() {
        let places = |text: &str| -> BTreeSet<String> {
            let ends = text.split('{').skip(1);
            ends.filter_map(|t| Some(t.split_once('}')?.0.to_owned())).collect()
        };
        for (key, [en, nl]) in WORDS.iter() {
            assert!(!en.is_empty() && !nl.is_empty(), "{key}");
            assert_eq!(places(en), places(nl), "{key}");
            assert_eq!(en.contains(FORMS), nl.contains(FORMS), "{key}");
        }
    }

    #[test]
    fn one_and_many_are_told_apart() {
        assert_eq!(count("count.reports", 1, &[]), "1 report");
        assert_eq!(count("count.reports", 0, &[]), "0 reports");
        assert_eq!(some("read.known", 0), "");
        assert_eq!(some("read.known", 3), ", 3 known already");
        assert_eq!(fill("export.done", &[&"a.csv", &2, &3]), "a.csv: 2 events, 3 rows");
    }

    #[test]
    fn a_locale_names_its_language() {
        let locales = ["nl_NL.UTF-8", "nl", "nl-BE", "en_US.UTF-8", "C", "", "de_DE"];
        let found = locales.map(Ui::of_locale);
        assert_eq!(found[..3], [Ui::Nl; 3]);
        assert_eq!(found[3..], [Ui::En; 4]);
    }
}
