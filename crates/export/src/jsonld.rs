//! JSON-LD 1.1 in the terms of schema.org: an event is an `Event` and an `Action`, its context stands in the file.

use crate::{Atlas, Exported, Exporter, Sink, atlas::bare, columns::short};
use kroniek_model::{ActorRef, Place, Status, When};
use kroniek_record::Origin;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use std::{
    collections::BTreeMap,
    io::{self, Write},
};

/// The meaning of every key, so that no reader needs the network.
const CONTEXT: &str = include_str!("context.json");

/// What need not be written as a number in a name after `urn:kroniek:` (RFC 8141 and RFC 3986's unreserved).
const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A graph that is written event by event; its actors stand at its end and are held until then.
pub struct JsonLd<'a> {
    out: Sink<'a>,
    atlas: &'a Atlas,
    actors: BTreeMap<String, Actor>,
    events: u64,
}

/// An event, which is also an act of somebody.
#[derive(Serialize)]
struct Node<'a> {
    #[serde(rename = "@id")]
    id: String,
    #[serde(rename = "@type")]
    types: [&'static str; 2],
    identifier: String,
    name: String,
    description: &'a str,
    #[serde(rename = "startDate", skip_serializing_if = "Option::is_none")]
    start: Option<String>,
    #[serde(rename = "endDate", skip_serializing_if = "Option::is_none")]
    end: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<&'a When>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    agent: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    object: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    participant: Vec<String>,
    #[serde(rename = "saidBy", skip_serializing_if = "Option::is_none")]
    said_by: Option<String>,
    #[serde(rename = "actionStatus", skip_serializing_if = "Option::is_none")]
    action: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    location: Option<Location<'a>>,
    #[serde(rename = "subjectOf", skip_serializing_if = "Vec::is_empty")]
    told: Vec<Article<'a>>,
    #[serde(rename = "type")]
    event_type: &'static str,
    kind: &'a str,
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    plover: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mode: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cameo: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    quad: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<f64>,
    confidence: f64,
    claims: u32,
    reports: u32,
    independent: u32,
}

/// Where it took place.
#[derive(Serialize)]
struct Location<'a> {
    #[serde(rename = "@type")]
    sort: &'static str,
    name: &'a str,
    #[serde(rename = "containedInPlace", skip_serializing_if = "Option::is_none")]
    within: Option<String>,
}

/// A report.
#[derive(Serialize)]
struct Article<'a> {
    #[serde(rename = "@id")]
    id: String,
    #[serde(rename = "@type")]
    sort: &'static str,
    identifier: &'a str,
    #[serde(rename = "datePublished", skip_serializing_if = "Option::is_none")]
    published: Option<&'a When>,
    #[serde(rename = "inLanguage", skip_serializing_if = "Option::is_none")]
    lang: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<&'a str>,
}

/// A state, organisation, group or person.
#[derive(Serialize)]
struct Actor {
    #[serde(rename = "@id")]
    id: String,
    #[serde(rename = "@type")]
    sort: &'static str,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    identifier: Option<String>,
    #[serde(rename = "actsFor", skip_serializing_if = "Option::is_none")]
    of: Option<String>,
    #[serde(rename = "sameAs", skip_serializing_if = "Option::is_none")]
    same: Option<String>,
}

impl<'a> JsonLd<'a> {
    /// The beginning of a graph, with its context.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn new(atlas: &'a Atlas, mut out: Sink<'a>) -> io::Result<Self> {
        write!(out, "{{\n\"@context\": {},\n\"@graph\": [", CONTEXT.trim_end())?;
        Ok(JsonLd { out, atlas, actors: BTreeMap::new(), events: 0 })
    }

    fn put(&mut self, node: &impl Serialize, first: bool) -> io::Result<()> {
        self.out.write_all(if first { b"\n" } else { b",\n" })?;
        Ok(serde_json::to_writer(&mut self.out, node)?)
    }

    /// The names of some actors, who are remembered.
    fn side(&mut self, side: &[ActorRef]) -> Vec<String> {
        side.iter().map(|a| self.actor(a)).collect()
    }

    fn actor(&mut self, actor: &ActorRef) -> String {
        let body = self.body(&actor.code);
        let Some(name) = &actor.name else { return body };
        let known = actor.person.as_ref().filter(|p| is_wikidata(p));
        let id = match known {
            Some(known) => urn("person", known),
            None => urn("person", &format!("{}/{name}", actor.code)),
        };
        self.actors.entry(id.clone()).or_insert_with(|| Actor {
            id: id.clone(),
            sort: "Person",
            name: name.clone(),
            identifier: None,
            of: Some(body),
            same: known.map(|known| entity(known)),
        });
        id
    }

    /// The name of a state, organisation or group.
    fn body(&mut self, code: &str) -> String {
        let (id, atlas) = (urn("actor", code), self.atlas);
        self.actors.entry(id.clone()).or_insert_with(|| Actor {
            id: id.clone(),
            sort: if bare(code) == code { "Country" } else { "Organization" },
            name: atlas.name(code).to_owned(),
            identifier: Some(code.to_owned()),
            of: None,
            same: atlas.wikidata(code).map(entity),
        });
        id
    }

    fn location<'e>(&mut self, place: &'e Place) -> Location<'e> {
        let within = place.country.as_deref().map(|c| self.body(c));
        Location { sort: "Place", name: &place.name, within }
    }

    /// What happened in a few words: its kind, who, and to whom.
    fn name(&self, event: &Exported) -> String {
        let names = |side: &[ActorRef]| {
            let name = |a: &ActorRef| {
                a.name.clone().unwrap_or_else(|| self.atlas.name(&a.code).to_owned())
            };
            side.iter().map(name).collect::<Vec<_>>().join(", ")
        };
        let e = &event.event;
        match (names(&e.source), names(&e.target)) {
            (who, whom) if whom.is_empty() => format!("{}: {who}", e.kind),
            (who, whom) => format!("{}: {who} → {whom}", e.kind),
        }
    }
}

impl Exporter for JsonLd<'_> {
    fn event(&mut self, event: &Exported) -> io::Result<u64> {
        let e = &event.event;
        let (acting, undergoing) = (self.side(&e.source), self.side(&e.target));
        let mutual = undergoing.is_empty() && acting.len() > 1;
        let (agent, participant) = if mutual { (Vec::new(), acting) } else { (acting, Vec::new()) };
        let node = Node {
            id: urn("event", &e.id.to_string()),
            types: ["Event", "Action"],
            identifier: e.id.to_string(),
            name: self.name(event),
            description: &event.sentence,
            start: e.date.as_ref().and_then(When::earliest).map(|d| d.to_string()),
            end: e.date.as_ref().and_then(When::latest).map(|d| d.to_string()),
            date: e.date.as_ref(),
            agent,
            object: undergoing,
            participant,
            said_by: e.said_by.as_ref().map(|a| self.actor(a)),
            action: action(e.status),
            location: e.place.as_ref().map(|p| self.location(p)),
            told: event.sources.iter().map(article).collect(),
            event_type: e.event_type.as_str(),
            kind: &e.kind,
            status: e.status.as_str(),
            plover: e.codes.plover.as_deref(),
            mode: e.codes.mode.as_deref(),
            cameo: e.codes.cameo.as_deref(),
            quad: e.codes.quad,
            score: e.codes.score.map(short),
            confidence: short(e.confidence),
            claims: e.claims,
            reports: e.reports,
            independent: e.independent,
        };
        self.put(&node, self.events == 0)?;
        self.events += 1;
        Ok(1)
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        for (nth, actor) in (self.events..).zip(std::mem::take(&mut self.actors).into_values()) {
            self.put(&actor, nth == 0)?;
        }
        self.out.write_all(b"\n]\n}\n")?;
        self.out.flush()
    }
}

fn article(origin: &Origin) -> Article<'_> {
    Article {
        id: urn("report", &origin.doc),
        sort: "NewsArticle",
        identifier: &origin.doc,
        published: origin.published.as_ref(),
        lang: origin.lang.as_deref(),
        url: origin.url.as_deref(),
        publisher: origin.outlet.as_deref(),
    }
}

/// schema.org's status of an act, where it has one.
fn action(status: Status) -> Option<&'static str> {
    match status {
        Status::Happened => Some("https://schema.org/CompletedActionStatus"),
        Status::Planned => Some("https://schema.org/PotentialActionStatus"),
        Status::Alleged | Status::Denied | Status::Hypothetical => None,
    }
}

fn urn(sort: &str, name: &str) -> String {
    format!("urn:kroniek:{sort}:{}", utf8_percent_encode(name, KEPT))
}

fn is_wikidata(id: &str) -> bool {
    id.strip_prefix('Q').is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
}

fn entity(wikidata: &str) -> String {
    format!("http://www.wikidata.org/entity/{wikidata}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_what_a_urn_allows() {
        assert_eq!(urn("actor", "@NATO"), "urn:kroniek:actor:%40NATO");
        assert_eq!(urn("person", "CHN/Xi \"é\""), "urn:kroniek:person:CHN%2FXi%20%22%C3%A9%22");
        assert!(is_wikidata("Q148") && !is_wikidata("Q") && !is_wikidata("Qatar"));
    }
}
