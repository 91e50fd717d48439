//! All states, organisations and groups.

use super::filter;
use crate::{
    ask::Ask,
    parts,
    trouble::Trouble,
    view::{Csv, View},
};
use kroniek_record::Node;
use maud::{Markup, html};
use serde::Serialize;

/// Actors on a page.
const PAGE: usize = 100;

/// A page of the list of actors.
#[derive(Debug, Serialize)]
pub struct Actors {
    /// The number of this page, from 1.
    pub page: usize,
    /// Whether another page follows.
    pub more: bool,
    /// Actors with others to do, most events first.
    pub actors: Vec<Node>,
}

/// Actors of the period of the address.
///
/// # Errors
/// A date is none, or the record cannot be read.
pub fn view(ask: &Ask) -> Result<Actors, Trouble> {
    let (from, to) = (ask.query.date("from")?, ask.query.date("to")?);
    let network = ask.network(from, to)?;
    let page = filter::page(ask)?;
    let more = network.nodes.len() > page * PAGE;
    let actors = network.nodes.iter().skip((page - 1) * PAGE).take(PAGE).cloned().collect();
    Ok(Actors { page, more, actors })
}

impl View for Actors {
    fn title(&self, ask: &Ask) -> String {
        ask.t("actors.title").to_owned()
    }

    fn html(&self, ask: &Ask) -> Markup {
        html! {
            h1 { (ask.t("actors.title")) }
            ol.columns start=((self.page - 1) * PAGE + 1) {
                @for node in &self.actors {
                    li { (parts::coded(ask, &node.code)) " " span.number { (ask.words.number(node.events)) } }
                }
            }
            (parts::pager(ask, self.page, self.more))
        }
    }

    fn csv(&self) -> Option<Csv> {
        let row = |n: &Node| {
            vec![
                n.code.clone(),
                n.events.to_string(),
                format!("{:.5}", n.share),
                n.bloc.to_string(),
            ]
        };
        let columns = vec!["code", "events", "share", "bloc"];
        Some(Csv { columns, rows: self.actors.iter().map(row).collect() })
    }
}
