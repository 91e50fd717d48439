//! `kroniek network`: who with whom, and how large an actor's share of the conversation was.

use super::{
    ask::open,
    dossier::{object, section},
};
use crate::{
    args::{Format, NetworkArgs},
    show::{self, Column, Shape},
};
use anyhow::Result;
use kroniek_model::StableId;
use kroniek_record::{Edge, Filter, Latest, Node, Record, Share};
use serde::Serialize;
use std::io::Write;

/// What is counted, with the latest event that it counts.
#[derive(Debug, Serialize)]
struct Counted<R> {
    #[serde(flatten)]
    row: R,
    #[serde(flatten)]
    latest: Option<Latest>,
}

/// The network as it is printed.
#[derive(Debug, Serialize)]
struct Shown {
    nodes: Vec<Counted<Node>>,
    edges: Vec<Counted<Edge>>,
}

impl Shown {
    fn of(record: &Record, args: &NetworkArgs, filter: &Filter) -> Result<Self> {
        let network = record.network(filter)?;
        let most = args.limit.unwrap_or(usize::MAX);
        let node = |row: Node| -> Result<_> {
            Ok(Counted { latest: record.latest_of(&row.code, filter)?, row })
        };
        let edge = |row: Edge| -> Result<_> {
            Ok(Counted { latest: record.latest_between(&row.a, &row.b, filter)?, row })
        };
        Ok(Shown {
            nodes: network.nodes.into_iter().take(most).map(node).collect::<Result<_>>()?,
            edges: network.edges.into_iter().take(most).map(edge).collect::<Result<_>>()?,
        })
    }
}

/// Runs the command.
pub fn run(args: &NetworkArgs) -> Result<()> {
    let record = open(&args.answer.store)?;
    let filter = Filter { from: args.from.clone(), to: args.to.clone(), ..Filter::default() };
    let format = args.answer.show.format;
    if let Some(code) = &args.of {
        let shares = record.shares(code, args.by.into(), &filter)?;
        return show::all(format, SHARES, show::out(), &shares);
    }
    let shown = Shown::of(&record, args, &filter)?;
    match format {
        Format::Csv => show::all(Format::Csv, EDGES, show::out(), &shown.edges),
        Format::Json => object(&shown),
        Format::Table => {
            let mut out = show::out();
            section(&mut out, NODES, &shown.nodes)?;
            writeln!(out)?;
            section(&mut out, EDGES, &shown.edges)?;
            Ok(out.flush()?)
        }
    }
}

const fn both<R>(name: &'static str, cell: fn(&R) -> String) -> Column<R> {
    Column { name, shape: Shape::Both, cell }
}

const SHARES: &[Column<Share>] = &[
    both("period", |r| r.period.clone()),
    both("events", |r| r.events.to_string()),
    both("of", |r| r.of.to_string()),
    Column { name: "share", shape: Shape::Read, cell: |r| percent(share(r)) },
    Column { name: "share", shape: Shape::Data, cell: |r| format!("{:.4}", share(r)) },
    Column { name: "latest", shape: Shape::Read, cell: |r| latest(r.latest.as_ref(), show::short) },
    Column { name: "latest", shape: Shape::Data, cell: |r| latest(r.latest.as_ref(), full) },
    both("sources", |r| sources(r.latest.as_ref())),
];

/// 0 to 1.
fn share(of: &Share) -> f64 {
    of.events as f64 / of.of.max(1) as f64
}

const NODES: &[Column<Counted<Node>>] = &[
    both("code", |r| r.row.code.clone()),
    both("events", |r| r.row.events.to_string()),
    both("share", |r| percent(r.row.share)),
    both("bloc", |r| r.row.bloc.to_string()),
    Column { name: "latest", shape: Shape::Read, cell: |r| latest(r.latest.as_ref(), show::short) },
    Column { name: "latest", shape: Shape::Data, cell: |r| latest(r.latest.as_ref(), full) },
    both("sources", |r| sources(r.latest.as_ref())),
];

const EDGES: &[Column<Counted<Edge>>] = &[
    both("a", |r| r.row.a.clone()),
    both("b", |r| r.row.b.clone()),
    both("events", |r| r.row.tally.events.to_string()),
    both("cooperation", |r| r.row.tally.cooperation.to_string()),
    both("conflict", |r| r.row.tally.conflict.to_string()),
    Column { name: "latest", shape: Shape::Read, cell: |r| latest(r.latest.as_ref(), show::short) },
    Column { name: "latest", shape: Shape::Data, cell: |r| latest(r.latest.as_ref(), full) },
    both("sources", |r| sources(r.latest.as_ref())),
];

fn percent(share: f64) -> String {
    format!("{:.1} %", 100.0 * share)
}

fn latest(latest: Option<&Latest>, id: fn(StableId) -> String) -> String {
    latest.map_or(String::new(), |l| id(l.latest))
}

fn full(id: StableId) -> String {
    id.to_string()
}

fn sources(latest: Option<&Latest>) -> String {
    latest.map_or(String::new(), |l| l.sources.join(" "))
}
