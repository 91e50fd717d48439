//! GraphML (graphml.graphdrawing.org, 1.0): states, organisations and groups as nodes, each event as an edge between
//! every two of them that it sets against each other.

use crate::{
    Atlas, Exported, Exporter, Sink,
    columns::{Cell, Column, Row, int, real, short, text},
    pairs,
};
use quick_xml::{
    Writer,
    events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event as Xml},
};
use std::{collections::BTreeSet, io};

const NAMESPACE: &str = "http://graphml.graphdrawing.org/xmlns";

/// What a node says of its actor: name of the key, and how it is filled.
pub const NODE: &[(&str, &str)] = &[
    ("label", "name in English"),
    ("kind", "state, organisation or group"),
    ("wikidata", "identifier in Wikidata, where the world's tables have it"),
];

/// What an edge says of its event.
pub const EDGE: &[Column] = &[
    text("event", "identifier of the event", |r| Some(r.event.event.id.to_string())),
    text("type", "reading type, after PLOVER", |r| Some(r.event.event.event_type.to_string())),
    text("kind", "neutral kind", |r| Some(r.event.event.kind.clone())),
    text("status", "happened, planned, alleged, denied or hypothetical", |r| {
        Some(r.event.event.status.to_string())
    }),
    text("date", "when, as EDTF", |r| r.event.event.date.as_ref().map(ToString::to_string)),
    text(
        "day",
        "first day that the date may mean; of an event without a date the day of the first report",
        |r| r.event.day().map(|d| d.to_string()),
    ),
    int("quad", "quad class, 1 to 4", |r| r.codes().quad.map(i64::from)),
    real("score", "Goldstein-like score of the code, -10 to 10", |r| r.codes().score.map(short)),
    real("confidence", "how likely it is read rightly, 0 to 1", |r| {
        Some(short(r.event.event.confidence))
    }),
    int("mutual", "1 where both act and the edge's direction means nothing, else 0", |r| {
        Some(r.event.event.target.is_empty().into())
    }),
    text("source_name", "name of the person who acts", |r| r.actor?.name.clone()),
    text("target_name", "name of the person who undergoes it", |r| r.other?.name.clone()),
    int("reports", "number of reports that tell it", |r| Some(r.event.event.reports.into())),
    text("sentence", "the sentence that shows it best", |r| Some(r.event.sentence.clone())),
];

/// A graph that is written as it grows; in memory are only the codes of the nodes that stand in it.
pub struct GraphMl<'a> {
    xml: Writer<Sink<'a>>,
    atlas: &'a Atlas,
    nodes: BTreeSet<String>,
    edges: u64,
}

impl<'a> GraphMl<'a> {
    /// The beginning of a graph: what nodes and edges say.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn new(atlas: &'a Atlas, out: Sink<'a>) -> io::Result<Self> {
        let xml = Writer::new_with_indent(out, b' ', 1);
        let mut graph = GraphMl { xml, atlas, nodes: BTreeSet::new(), edges: 0 };
        graph.put(Xml::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        graph.begin("graphml", &[("xmlns", NAMESPACE)])?;
        for (name, _) in NODE {
            graph.key("node", name, "string")?;
        }
        for column in EDGE {
            graph.key("edge", column.name, kind(column.cell))?;
        }
        graph.begin("graph", &[("id", "kroniek"), ("edgedefault", "directed")])?;
        Ok(graph)
    }

    fn put(&mut self, event: Xml<'_>) -> io::Result<()> {
        self.xml.write_event(event)
    }

    fn begin(&mut self, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
        self.put(Xml::Start(BytesStart::new(name).with_attributes(attributes.iter().copied())))
    }

    fn end(&mut self, name: &str) -> io::Result<()> {
        self.put(Xml::End(BytesEnd::new(name)))
    }

    fn key(&mut self, of: &str, name: &str, kind: &str) -> io::Result<()> {
        let id = format!("{of}_{name}");
        let attributes = [("id", &*id), ("for", of), ("attr.name", name), ("attr.type", kind)];
        self.put(Xml::Empty(BytesStart::new("key").with_attributes(attributes)))
    }

    fn data(&mut self, of: &str, name: &str, value: &str) -> io::Result<()> {
        if value.is_empty() {
            return Ok(());
        }
        self.begin("data", &[("key", &format!("{of}_{name}"))])?;
        self.put(Xml::Text(BytesText::new(&allowed(value))))?;
        self.end("data")
    }

    /// Writes a node when it is first needed.
    fn node(&mut self, code: &str) -> io::Result<()> {
        if !self.nodes.insert(code.to_owned()) {
            return Ok(());
        }
        let atlas = self.atlas;
        self.begin("node", &[("id", &allowed(code))])?;
        let values = [atlas.name(code), sort(code), atlas.wikidata(code).unwrap_or_default()];
        for ((name, _), value) in NODE.iter().zip(values) {
            self.data("node", name, value)?;
        }
        self.end("node")
    }

    fn edge(&mut self, row: &Row) -> io::Result<()> {
        let (Some(a), Some(b)) = (row.actor, row.other) else { return Ok(()) };
        self.edges += 1;
        let id = format!("e{}", self.edges);
        let ends = [("id", &*id), ("source", &*allowed(&a.code)), ("target", &*allowed(&b.code))];
        self.begin("edge", &ends)?;
        for column in EDGE {
            self.data("edge", column.name, &column.cell.text(row))?;
        }
        self.end("edge")
    }
}

impl Exporter for GraphMl<'_> {
    fn event(&mut self, event: &Exported) -> io::Result<u64> {
        let before = self.edges;
        let e = &event.event;
        for actor in e.source.iter().chain(&e.target) {
            self.node(&actor.code)?;
        }
        for (nth, pair) in (0..).zip(pairs::once(e)) {
            let (actor, other) = pair.of(e);
            let number = self.edges + 1;
            self.edge(&Row { event, atlas: self.atlas, actor, other, nth, number })?;
        }
        Ok(self.edges - before)
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.end("graph")?;
        self.end("graphml")?;
        let mut out = self.xml.into_inner();
        out.write_all(b"\n")?;
        out.flush()
    }
}

/// What kind of actor a code is.
pub fn sort(code: &str) -> &'static str {
    match code.chars().next() {
        Some('@') => "organisation",
        Some('~') => "group",
        _ => "state",
    }
}

/// GraphML's name for a type.
fn kind(cell: Cell) -> &'static str {
    match cell {
        Cell::Int(_) => "int",
        Cell::Real(_) => "double",
        Cell::Text(_) | Cell::Day(_) | Cell::Texts(_) => "string",
    }
}

/// A text without the characters that XML 1.0 does not allow.
fn allowed(text: &str) -> String {
    let fits = |c: &char| !c.is_control() || matches!(c, '\t' | '\n' | '\r' | '\u{85}');
    text.chars().filter(fits).filter(|c| !matches!(c, '\u{fffe}' | '\u{ffff}')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_does_not_allow_falls_away() {
        assert_eq!(allowed("a\u{0}b\u{1b}[1mc\u{ffff}\nd"), "ab[1mc\nd");
    }
}
