//! The words of the interface, from a data file a language (`i18n/`).

use std::{collections::HashMap, sync::LazyLock};

/// Languages of the interface; the first is the one where nobody asks for another.
pub const LANGUAGES: [&str; 2] = ["nl", "en"];

static ALL: LazyLock<[Words; 2]> = LazyLock::new(|| {
    [
        Words::load("nl", include_str!("../i18n/nl.toml")),
        Words::load("en", include_str!("../i18n/en.toml")),
    ]
});

/// The words of one language, by dotted keys (`nav.events`).
#[derive(Debug)]
pub struct Words {
    /// The language's code.
    pub lang: &'static str,
    texts: HashMap<String, String>,
}

impl Words {
    /// The words of a language; of the first where there are none.
    pub fn of(lang: &str) -> &'static Words {
        ALL.iter().find(|w| w.lang == lang).unwrap_or(&ALL[0])
    }

    fn load(lang: &'static str, file: &str) -> Words {
        let mut texts = HashMap::new();
        // A test reads both files; a fault in one would show its keys.
        if let Ok(table) = file.parse::<toml::Table>() {
            gather("", &toml::Value::Table(table), &mut texts);
        }
        Words { lang, texts }
    }

    /// The text of a key; the key itself where there is none.
    pub fn t<'a>(&'a self, key: &'a str) -> &'a str {
        self.texts.get(key).map_or(key, String::as_str)
    }

    /// The text of a key, if there is one.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.texts.get(key).map(String::as_str)
    }

    /// The name of something in a group (`kind.visit`); what has none is called as it is, hyphens as blanks.
    pub fn name(&self, group: &str, what: &str) -> String {
        let named = self.get(&format!("{group}.{what}"));
        named.map_or_else(|| what.replace('-', " "), str::to_owned)
    }

    /// The text of a key with `{name}` replaced by what it stands for.
    pub fn with(&self, key: &str, values: &[(&str, &str)]) -> String {
        let text = self.t(key).to_owned();
        values.iter().fold(text, |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
    }

    /// A number of things: `KEY.one` or `KEY.many`, with `{n}` as the number.
    pub fn count(&self, key: &str, n: u64) -> String {
        let form = if n == 1 { "one" } else { "many" };
        self.with(&format!("{key}.{form}"), &[("n", &self.number(n))])
    }

    /// A number with its thousands parted.
    pub fn number(&self, n: u64) -> String {
        let digits = n.to_string();
        let mut out = String::new();
        for (i, digit) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                out += self.t("number.thousands");
            }
            out.push(digit);
        }
        out
    }

    /// All keys and texts that begin so, without the beginning.
    pub fn group<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.texts.iter().filter_map(move |(k, v)| Some((k.strip_prefix(prefix)?, v.as_str())))
    }
}

fn gather(path: &str, value: &toml::Value, into: &mut HashMap<String, String>) {
    match value {
        toml::Value::Table(table) => {
            for (key, value) in table {
                let dot = if path.is_empty() { "" } else { "." };
                gather(&format!("{path}{dot}{key}"), value, into);
            }
        }
        toml::Value::String(text) => drop(into.insert(path.to_owned(), text.clone())),
        other => drop(into.insert(path.to_owned(), other.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn keys(words: &Words) -> BTreeSet<&String> {
        words.texts.keys().collect()
    }

    #[test]
    fn both_languages_say_the_same_things() {
        let (nl, en) = (keys(Words::of("nl")), keys(Words::of("en")));
        assert!(nl.len() > 100, "i18n/nl.toml is read");
        // What is searched by may be said in more or fewer words.
        let other: Vec<_> =
            nl.symmetric_difference(&en).filter(|k| !k.starts_with("search.word.")).collect();
        assert!(other.is_empty(), "in one language only: {other:?}");
    }

    /// Keys that are written out in the sources, by the calls that take one.
    fn asked_for(folder: &std::path::Path, into: &mut BTreeSet<String>) {
        for entry in std::fs::read_dir(folder).expect("sources") {
            let path = entry.expect("a file").path();
            if path.is_dir() {
                asked_for(&path, into);
                continue;
            }
            let text = std::fs::read_to_string(&path).expect("text");
            for call in [".t(\"", ".with(\"", ".count(\""] {
                for rest in text.split(call).skip(1) {
                    let key = rest.split('"').next().unwrap_or_default();
                    let whole =
                        if call == ".count(\"" { format!("{key}.one") } else { key.to_owned() };
                    if key.contains('.') {
                        into.insert(whole);
                    }
                }
            }
        }
    }

    #[test]
    fn every_key_that_a_page_asks_for_has_words() {
        let mut keys = BTreeSet::new();
        asked_for(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut keys);
        assert!(keys.len() > 80, "the sources are read");
        keys.remove("no.such");
        let words = Words::of("nl");
        let none: Vec<_> = keys.iter().filter(|k| words.get(k).is_none()).collect();
        assert!(none.is_empty(), "no words: {none:?}");
    }

    #[test]
    fn every_type_and_status_has_a_name() {
        let types = kroniek_model::EventType::ALL.iter();
        let types = types.flat_map(|t| [format!("type.{t}"), format!("search.word.{t}")]);
        let statuses = kroniek_model::Status::ALL.iter().map(|s| format!("status.{s}"));
        for key in types.chain(statuses) {
            for lang in LANGUAGES {
                assert!(Words::of(lang).get(&key).is_some(), "{lang}: {key}");
            }
        }
    }

    #[test]
    fn numbers_and_counts_are_told_in_the_language() {
        assert_eq!(Words::of("nl").number(1_234_567), "1.234.567");
        assert_eq!(Words::of("en").number(123), "123");
        assert_eq!(Words::of("en").count("count.events", 1), "1 event");
        assert_eq!(Words::of("nl").count("count.events", 2000), "2.000 gebeurtenissen");
    }

    #[test]
    fn what_has_no_word_shows_itself() {
        assert_eq!(Words::of("xx").lang, "nl");
        assert_eq!(Words::of("en").t("no.such"), "no.such");
        assert_eq!(Words::of("en").name("kind", "do-something-odd"), "do something odd");
    }
}
