//! Names as the scorer compares them: spellings folded, family names matched.

use serde_json::Value;
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;

/// Spellings made one, in this order.
const FOLDS: [(&str, &str); 9] = [
    ("oe", "u"),
    ("ou", "u"),
    ("tsj", "ch"),
    ("sj", "sh"),
    ("zj", "zh"),
    ("ij", "i"),
    ("y", "i"),
    ("w", "v"),
    ("kh", "ch"),
];
/// States whose people write the family name first.
const FAMILY_FIRST: [&str; 10] =
    ["CHN", "PRK", "KOR", "VNM", "TWN", "JPN", "KHM", "HUN", "SGP", "HKG"];

/// A name as its folded words of two letters and more.
pub fn fold(name: &str) -> Vec<String> {
    let mut s: String = name.nfkd().filter(char::is_ascii).collect::<String>().to_lowercase();
    for (from, to) in FOLDS {
        s = s.replace(from, to);
    }
    let mut single = String::new();
    for c in s.chars() {
        if !single.ends_with(c) || c == '\n' {
            single.push(c);
        }
    }
    single
        .split(|c: char| !c.is_ascii_lowercase())
        .filter(|t| t.len() > 1)
        .map(str::to_owned)
        .collect()
}

/// Code and name of an actor, written as an object or as `CODE/Name`.
pub fn actor(value: &Value) -> (String, String) {
    match value {
        Value::String(s) => {
            let (code, name) = s.split_once('/').unwrap_or((s, ""));
            (code.to_owned(), name.to_owned())
        }
        other => {
            let field =
                |f: &str| other.get(f).and_then(Value::as_str).unwrap_or_default().to_owned();
            (field("code"), field("name"))
        }
    }
}

/// The codes of `A|B`, each of them acceptable.
pub fn codes(code: &str) -> BTreeSet<String> {
    code.split('|').filter(|c| !c.is_empty()).map(str::to_owned).collect()
}

/// A person: folded name and acceptable codes.
pub type PersonKey = (Vec<String>, BTreeSet<String>);

/// The people of a report.
pub fn people(report: &Value) -> Vec<PersonKey> {
    let list = report.get("people").and_then(Value::as_array);
    let person = |p: &Value| {
        let of = p.get("of").map(actor).unwrap_or_default().0;
        (fold(p.get("name").and_then(Value::as_str).unwrap_or_default()), codes(&of))
    };
    list.into_iter().flatten().map(person).collect()
}

/// Whether the family name of one is among the other's, and a given name too where both have one.
pub fn same_person(a: &PersonKey, b: &PersonKey) -> bool {
    let (Some(a_last), Some(b_last)) = (a.0.last(), b.0.last()) else { return false };
    let shares_code = a.1.is_empty() || b.1.is_empty() || !a.1.is_disjoint(&b.1);
    let family_first = a.1.union(&b.1).any(|c| FAMILY_FIRST.contains(&c.as_str()));
    let family = b.0.contains(a_last) || a.0.contains(b_last) || (a.0[0] == b.0[0] && family_first);
    let words = |p: &PersonKey| p.0.iter().cloned().collect::<BTreeSet<_>>();
    let shared = words(a).intersection(&words(b)).count();
    let initials = a_last == b_last && a.0[0].as_bytes()[0] == b.0[0].as_bytes()[0];
    shares_code && family && (a.0.len().min(b.0.len()) == 1 || shared >= 2 || initials)
}
