//! What a visitor asks for, as a page sees it.

use crate::{app::App, names::Names, trouble::Trouble, view::Format, words::Words};
use kroniek_model::When;
use kroniek_record::{Network, Record};
use std::{str::FromStr, sync::Arc};

/// A question, with all that an answer is made from.
pub struct Ask<'a> {
    /// The record, to be read.
    pub record: &'a Record,
    /// The server that it runs in.
    pub app: &'a Arc<App>,
    /// The words of the visitor's language.
    pub words: &'static Words,
    /// What the visitor calls himself; empty where he never said.
    pub who: &'a str,
    /// The path without the ending that says the format.
    pub path: &'a str,
    /// The parts of the path that a route leaves open, decoded.
    pub params: &'a [(String, String)],
    /// What stands behind the question mark.
    pub query: Query,
    /// How the answer is wanted.
    pub format: Format,
}

impl<'a> Ask<'a> {
    /// What actors are called.
    pub fn names(&self) -> &'a Names {
        &self.app.names
    }

    /// Who with whom in the months that these dates touch.
    ///
    /// # Errors
    /// The record cannot be read.
    pub fn network(&self, from: Option<When>, to: Option<When>) -> Result<Arc<Network>, Trouble> {
        Ok(self.app.store.network(self.record, from, to)?)
    }

    /// The text of a key in the visitor's language.
    pub fn t<'k>(&self, key: &'k str) -> &'k str {
        self.words.t(key)
    }

    /// An open part of the path.
    pub fn param(&self, name: &str) -> &str {
        self.params.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v)
    }

    /// What an actor is called in the visitor's language.
    pub fn called<'b>(&'b self, code: &'b str) -> &'b str {
        self.names().of(code, self.words.lang)
    }
}

/// The fields behind the question mark, or of a form.
#[derive(Debug, Clone, Default)]
pub struct Query(Vec<(String, String)>);

impl Query {
    /// Reads `a=1&b=2`.
    pub fn parse(text: &str) -> Self {
        Query(form_urlencoded::parse(text.as_bytes()).into_owned().collect())
    }

    /// The fields of a form.
    pub fn of(pairs: Vec<(String, String)>) -> Self {
        Query(pairs)
    }

    /// A field's first value that is not empty, without blanks around it.
    pub fn get(&self, name: &str) -> Option<&str> {
        let mine = self.0.iter().filter(|(n, _)| n == name);
        mine.map(|(_, v)| v.trim()).find(|v| !v.is_empty())
    }

    /// Whether a field is there, empty or not.
    pub fn says(&self, name: &str) -> bool {
        self.0.iter().any(|(n, _)| n == name)
    }

    /// All values of a field, given several times or parted by commas.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let mine = self.0.iter().filter(move |(n, _)| n == name);
        mine.flat_map(|(_, v)| v.split(',')).map(str::trim).filter(|v| !v.is_empty())
    }

    /// A date, as EDTF.
    ///
    /// # Errors
    /// It is no date.
    pub fn date(&self, name: &'static str) -> Result<Option<When>, Trouble> {
        let read = |v: &str| v.parse().map_err(|_| Trouble::Value(name, v.to_owned()));
        self.get(name).map(read).transpose()
    }

    /// All values of a field, each read as what it stands for.
    ///
    /// # Errors
    /// One of them means nothing.
    pub fn parsed<T: FromStr>(&self, name: &'static str) -> Result<Vec<T>, Trouble> {
        let read = |v: &str| v.parse().map_err(|_| Trouble::Value(name, v.to_owned()));
        self.all(name).map(read).collect()
    }

    /// A number, or `otherwise` where there is none.
    ///
    /// # Errors
    /// It is no number.
    pub fn number(&self, name: &'static str, otherwise: usize) -> Result<usize, Trouble> {
        let read = |v: &str| v.parse().map_err(|_| Trouble::Value(name, v.to_owned()));
        self.get(name).map_or(Ok(otherwise), read)
    }

    /// The same fields but for one, as they stand behind a question mark; nothing for an empty value.
    pub fn with(&self, name: &str, value: &str) -> String {
        let mut out = form_urlencoded::Serializer::new(String::new());
        out.extend_pairs(self.0.iter().filter(|(n, v)| n != name && !v.is_empty()));
        if !value.is_empty() {
            out.append_pair(name, value);
        }
        Some(out.finish()).filter(|q| !q.is_empty()).map_or(String::new(), |q| format!("?{q}"))
    }

    /// As [`Query::with`] with several fields.
    pub fn with_all(&self, fields: &[(&str, &str)]) -> String {
        let one = |query: Query, (name, value): &(&str, &str)| {
            Query::parse(query.with(name, value).trim_start_matches('?'))
        };
        fields.iter().fold(self.clone(), one).with("", "")
    }

    /// All fields in order.
    pub fn pairs(&self) -> &[(String, String)] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn whatever_a_field_holds_an_address_carries_it(value in "\\PC*\\S\\PC*", other in "[a-z]{1,5}") {
            let query = Query::parse(&format!("other={other}"));
            let address = query.with("name", &value);
            let back = Query::parse(address.trim_start_matches('?'));
            proptest::prop_assert_eq!(back.get("name"), Some(value.trim()));
            proptest::prop_assert_eq!(back.get("other"), Some(other.as_str()));
        }
    }

    #[test]
    fn fields_are_read_and_written() {
        let q = Query::parse("actor=CHN,RUS&actor=IRN&from=&to=2025-09&x=a%26b");
        assert_eq!(q.all("actor").collect::<Vec<_>>(), ["CHN", "RUS", "IRN"]);
        assert_eq!(q.get("from"), None);
        assert_eq!(q.date("to").ok().flatten().map(|w| w.to_string()), Some("2025-09".into()));
        assert!(matches!(q.date("x"), Err(Trouble::Value("x", _))));
        assert_eq!(q.with("actor", "USA"), "?to=2025-09&x=a%26b&actor=USA");
        assert_eq!(Query::parse("a=1").with("a", ""), "");
        assert_eq!(
            q.with_all(&[("from", "2020"), ("x", "")]),
            "?actor=CHN%2CRUS&actor=IRN&to=2025-09&from=2020"
        );
    }
}
