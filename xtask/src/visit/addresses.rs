//! Which pages are asked for: each that the server has, of the busiest and of others.

use super::client::Client;
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::collections::BTreeMap;

/// A page: what it is called, and its address.
pub struct Address {
    /// In a table.
    pub name: String,
    /// Path and fields.
    pub path: String,
}

/// The place of an ordinary actor among the busiest.
const ORDINARY: usize = 60;

/// Every page that the server's own description has, and the heaviest questions to each.
///
/// # Errors
/// The server does not answer, holds too little, or has a page that nothing here asks for.
pub async fn all(client: &mut Client) -> Result<Vec<Address>> {
    let known = Known::of(client).await?;
    let mut all = known.pages();
    let document = client.json("/openapi.json").await?;
    for (path, what) in document["paths"].as_object().context("no paths")? {
        if what.get("get").is_none() || path.contains(".json") || path.contains(".csv") {
            continue;
        }
        let asked = all.iter().any(|a| is_of(path, &a.path));
        // What a page needs is only known here: a job of adding has an end, and an address afterwards none.
        ensure!(asked || !path.contains('{') || path == "/add/{job}", "{path}: not asked for");
        if !asked && !path.contains('{') {
            all.push(Address { name: path.clone(), path: path.clone() });
        }
    }
    Ok(all)
}

/// Whether an address is one of a path with `{open}` parts.
fn is_of(open: &str, path: &str) -> bool {
    let bare = path.split('?').next().unwrap_or_default();
    let (open, bare): (Vec<&str>, Vec<&str>) =
        (open.split('/').collect(), bare.split('/').collect());
    open.len() == bare.len() && open.iter().zip(&bare).all(|(o, b)| o.starts_with('{') || o == b)
}

/// What a record holds of everything.
struct Known {
    actors: Vec<String>,
    person: String,
    pair: [String; 2],
    event: String,
    claim: String,
    report: String,
    /// A year in the middle, and the last.
    years: [String; 2],
    frequent: String,
    rare: String,
}

impl Known {
    async fn of(client: &mut Client) -> Result<Known> {
        let index = client.json("/index.json").await?;
        let actors = client.json("/actors.json").await?;
        let actors: Vec<String> = rows(&actors["actors"]).map(|a| text(&a["code"])).collect();
        let busiest = actors.first().context("a record without actors")?;
        let dossier = client.json(&format!("/actors/{}.json", part(busiest))).await?;
        let (pair, event) = (&index["pairs"][0], text(&index["newest"][0]["id"]));
        let told = client.json(&format!("/events/{event}.json")).await?;
        let years: Vec<String> = rows(&dossier["years"]).map(|y| text(&y["period"])).collect();
        let last = years.last().context("an actor without years")?;
        let (frequent, rare) = words(&index["newest"])?;
        Ok(Known {
            person: text(&dossier["offices"][0]["name"]),
            pair: [text(&pair["a"]), text(&pair["b"])],
            claim: text(&told["told"][0]["id"]),
            report: text(&told["told"][0]["doc"]),
            years: [years[years.len() / 2].clone(), last.clone()],
            actors,
            event,
            frequent,
            rare,
        })
    }

    fn pages(&self) -> Vec<Address> {
        let one = part(&self.actors[0]);
        let some = part(&self.actors[ORDINARY.min(self.actors.len() - 1)]);
        let [a, b] = self.pair.each_ref().map(|code| part(code));
        let [year, last] = &self.years;
        let (man, often, rare) = (part(&self.person), part(&self.frequent), part(&self.rare));
        let pages = [
            ("overview", "/".to_owned()),
            ("events: newest", "/events".to_owned()),
            ("events: page 100", "/events?page=100".to_owned()),
            ("events: the busiest actor", format!("/events?actor={one}")),
            ("events: two actors", format!("/events?actor={a},{b}")),
            (
                "events: a type, an actor, a year",
                format!("/events?actor={one}&type=AID&from={year}&to={year}"),
            ),
            ("events: a frequent word", format!("/events?text={often}")),
            ("events: a rare word", format!("/events?text={rare}")),
            ("events: as known by a year", format!("/events?known_by={year}")),
            ("search: an actor, a year", format!("/search?q={one}+{year}")),
            ("search: a word", format!("/search?q={often}")),
            ("event", format!("/events/{}", self.event)),
            ("claim", format!("/claims/{}", self.claim)),
            ("timeline: the busiest pairs", "/timeline".to_owned()),
            ("timeline: the busiest actors", "/timeline?by=actor".to_owned()),
            (
                "timeline: the busiest actor, a month",
                format!("/timeline?lane={one}&from={year}-05-01&to={year}-05-31"),
            ),
            ("network: all years", "/network".to_owned()),
            ("network: a year", format!("/network?year={year}")),
            ("actors", "/actors".to_owned()),
            ("actors of a year", format!("/actors?from={year}&to={year}")),
            ("dossier: the busiest", format!("/actors/{one}")),
            (
                "dossier: the busiest, as of and known by",
                format!("/actors/{one}?as_of={year}&known_by={last}"),
            ),
            ("dossier: an ordinary one", format!("/actors/{some}")),
            ("dossier: a person", format!("/actors/{man}")),
            ("pair: the busiest", format!("/pairs/{a}/{b}")),
            ("pair: others", format!("/pairs/{one}/{some}")),
            ("states", "/states".to_owned()),
            ("states: as of a year", format!("/states?as_of={year}")),
            ("states: as of and known by", format!("/states?as_of={year}&known_by={last}")),
            ("states: the busiest actor", format!("/states?actor={one}")),
            ("reports", "/reports".to_owned()),
            ("reports: page 500", "/reports?page=500".to_owned()),
            ("report", format!("/reports/{}", part(&self.report))),
            ("review", "/review".to_owned()),
        ];
        pages.map(|(name, path)| Address { name: name.to_owned(), path }).into()
    }
}

fn rows(list: &Value) -> impl Iterator<Item = &Value> {
    list.as_array().into_iter().flatten()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// The word of these events' sentences that is in most of them, and one that is in one.
fn words(events: &Value) -> Result<(String, String)> {
    let mut found: BTreeMap<String, usize> = BTreeMap::new();
    for event in rows(events) {
        let sentence = text(&event["sentence"]);
        let mut words: Vec<&str> = sentence.split(|c: char| !c.is_alphabetic()).collect();
        words.sort();
        words.dedup();
        words
            .iter()
            .filter(|w| !w.is_empty())
            .for_each(|w| *found.entry((*w).to_owned()).or_default() += 1);
    }
    let most = found.iter().max_by_key(|(_, n)| **n);
    let least = found.iter().min_by_key(|(_, n)| **n);
    most.zip(least).map(|(a, b)| (a.0.clone(), b.0.clone())).context("no words")
}

/// Text as one part of an address: all but letters and digits by their numbers (RFC 3986).
fn part(text: &str) -> String {
    let byte = |b: u8| match b {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'~' => char::from(b).to_string(),
        b => format!("%{b:02X}"),
    };
    text.bytes().map(byte).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_belongs_to_its_path() {
        assert!(is_of("/pairs/{a}/{b}", "/pairs/RUS/%40UN?as_of=2020"));
        assert!(!is_of("/events/{id}", "/events?page=2") && !is_of("/events", "/states"));
    }

    #[test]
    fn words_are_told_apart_by_how_many_sentences_have_them() {
        let events =
            serde_json::json!([{ "sentence": "De een." }, { "sentence": "De ander, de ander." }]);
        let (often, rare) = words(&events).expect("words");
        assert_eq!(often, "De");
        assert_ne!(rare, "De");
        assert_eq!(part("Xi @é"), "Xi%20%40%C3%A9");
    }
}
