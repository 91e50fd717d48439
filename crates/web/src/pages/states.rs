//! States of affairs: memberships, treaties, sanctions, wars, as of any day.

use super::filter;
use crate::{
    ask::Ask,
    parts,
    trouble::Trouble,
    view::{Csv, View},
};
use kroniek_model::CodeRef;
use kroniek_record::{Dossier, StateFilter, StateRow};
use maud::{Markup, html};
use serde::Serialize;

/// States of affairs on a page.
const PAGE: usize = 100;

/// States of affairs on a page about something else.
const SHOWN: usize = Dossier::STATES;

/// A page of states of affairs.
#[derive(Debug, Serialize)]
pub struct States {
    /// The number of this page, from 1.
    pub page: usize,
    /// Whether another page follows.
    pub more: bool,
    /// The states of affairs.
    pub states: Vec<StateRow>,
}

/// The states of affairs that the address asks for.
///
/// # Errors
/// A date is none, or the record cannot be read.
pub fn view(ask: &Ask) -> Result<States, Trouble> {
    let mut asked = as_of(ask)?;
    asked.actors = filter::actors(ask);
    asked.relations = ask.query.all("relation").map(str::to_owned).collect();
    let page = filter::page(ask)?;
    asked.limit = Some(page * PAGE + 1);
    let all = ask.record.states(&asked)?;
    let more = all.len() > page * PAGE;
    let states = all.into_iter().skip((page - 1) * PAGE).take(PAGE).collect();
    Ok(States { page, more, states })
}

fn as_of(ask: &Ask) -> Result<StateFilter, Trouble> {
    let (as_of, known_by) = (ask.query.date("as_of")?, ask.query.date("known_by")?);
    Ok(StateFilter { as_of, known_by, ..StateFilter::default() })
}

/// States of affairs on a page about these actors, the first of them, with the date picker; where it is known, with how
/// many relations there are in all.
pub fn section(ask: &Ask, rows: &[StateRow], actors: &str, relations: Option<u64>) -> Markup {
    let all = format!("/states{}", ask.query.with("actor", actors));
    html! {
        section #states {
            h2.section { (ask.t("states.title")) }
            (parts::as_of(ask))
            @if rows.is_empty() { p { (ask.t("states.none")) } } @else { (parts::states(ask, &rows[..rows.len().min(SHOWN)])) }
            @if rows.len() >= SHOWN { p {
                @if let Some(n) = relations { (ask.words.with("states.newest", &[("n", &ask.words.number(n))])) " " }
                a.more href=(all) { (ask.t("states.more")) }
            } }
        }
    }
}

impl View for States {
    fn title(&self, ask: &Ask) -> String {
        ask.t("states.title").to_owned()
    }

    fn html(&self, ask: &Ask) -> Markup {
        html! {
            h1 { (ask.t("states.title")) }
            p.lead { (ask.t("states.lead")) }
            (parts::as_of(ask))
            (relations(ask))
            @if self.page == 1 && !self.more { p { (ask.words.count("count.states", self.states.len() as u64)) } }
            @if !self.states.is_empty() { (parts::states(ask, &self.states)) }
            (parts::pager(ask, self.page, self.more))
        }
    }

    fn csv(&self) -> Option<Csv> {
        let columns = vec![
            "subject",
            "subject_name",
            "relation",
            "object",
            "object_name",
            "from",
            "to",
            "standing",
            "sources",
            "events",
            "sentence",
        ];
        Some(Csv { columns, rows: self.states.iter().map(row).collect() })
    }
}

/// Links to one relation at a time.
fn relations(ask: &Ask) -> Markup {
    let chosen = ask.query.get("relation");
    let mut all: Vec<(&str, &str)> = ask.words.group("relation.").collect();
    all.sort();
    html! {
        ul.types {
            li { a href={ (ask.path) (ask.query.with("relation", "")) } aria-current=[chosen.is_none().then_some("true")] { (ask.t("states.all")) } }
            @for (relation, name) in all {
                li {
                    a href={ (ask.path) (ask.query.with("relation", relation)) } aria-current=[(chosen == Some(relation)).then_some("true")] { (name) }
                }
            }
        }
    }
}

fn row(r: &StateRow) -> Vec<String> {
    let name = |who: &CodeRef| who.name.clone().unwrap_or_default();
    let date =
        |d: &Option<kroniek_model::When>| d.as_ref().map(ToString::to_string).unwrap_or_default();
    vec![
        r.subject.code.clone(),
        name(&r.subject),
        r.relation.clone(),
        r.object.code.clone(),
        name(&r.object),
        date(&r.from),
        date(&r.to),
        r.standing.map(|s| format!("{s:?}").to_lowercase()).unwrap_or_default(),
        r.sources.join(" "),
        r.events.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
        r.sentence.clone(),
    ]
}
