//! All about an actor: offices, years, partners, latest.

use super::{
    EventRow, Filter, StateFilter, StateRow,
    find::Who,
    network::{days, months},
    people::{Office, PeopleFilter},
    relation::{LATEST, Period, Tally, TypeCount, ranked, tally},
};
use crate::{
    Record,
    day::{Day, year_month},
    error::Result,
    store::{Key, list},
};
use kroniek_model::StableId;
use rusqlite::{Connection, Row, params, params_from_iter};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// How many partners, persons and offices a dossier names.
const MOST: usize = 20;

/// Somebody with whom an actor had to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Partner {
    /// State, organisation or group.
    pub code: String,
    /// What passed between the two.
    #[serde(flatten)]
    pub tally: Tally,
}

/// All about an actor.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Dossier {
    /// The code, or the codes that a person stands under.
    pub codes: Vec<String>,
    /// How the name is spelled, for a person.
    pub names: Vec<String>,
    /// All events.
    #[serde(flatten)]
    pub tally: Tally,
    /// Years, in order.
    pub years: Vec<Period>,
    /// Types, most frequent first.
    pub types: Vec<TypeCount>,
    /// With whom, most often first; at most 20.
    pub partners: Vec<Partner>,
    /// Persons and offices, latest and most often first; at most 20.
    pub offices: Vec<Office>,
    /// The first event.
    pub first: Option<EventRow>,
    /// The latest events, newest first.
    pub latest: Vec<EventRow>,
    /// States of affairs.
    pub states: Vec<StateRow>,
}

impl Record {
    /// The dossier of a state, an organisation, a group or a person, within a filter's bounds.
    ///
    /// # Errors
    /// Nobody in the record goes by the name, or the store cannot be read.
    pub fn actor(&self, name: &str, filter: &Filter) -> Result<Dossier> {
        let who = self.who(name)?;
        let mine = Filter { actors: vec![name.to_owned()], ..filter.clone() };
        let most = PeopleFilter {
            actor: Some(name.to_owned()),
            limit: Some(MOST),
            ..PeopleFilter::default()
        };
        let offices = self.people(&most)?;
        let (names, codes) = match &who {
            Who::Code(code) => (Vec::new(), vec![code.clone()]),
            Who::Persons(ids) if ids.is_empty() => introduced(&offices),
            Who::Persons(ids) => self.ask(|c| spellings(c, ids))?,
        };
        let (tally, years, types) = self.counts_by_year(&mine)?;
        let page = |newest_first, limit| Filter {
            newest_first,
            limit: Some(limit),
            offset: 0,
            ..mine.clone()
        };
        let states = StateFilter {
            actors: vec![name.to_owned()],
            known_by: filter.known_by.clone(),
            ..StateFilter::default()
        };
        Ok(Dossier {
            partners: self.partners(&who, filter)?,
            offices,
            first: self.events(&page(false, 1))?.pop(),
            latest: self.events(&page(true, LATEST))?,
            states: self.states(&states)?,
            codes,
            names,
            tally,
            years,
            types,
        })
    }

    fn counts_by_year(&self, filter: &Filter) -> Result<(Tally, Vec<Period>, Vec<TypeCount>)> {
        let query = filter.query(self)?;
        let sql = format!("SELECT w.day, w.type, w.quad {}", query.from);
        let (mut tally, mut years) = (Tally::default(), BTreeMap::<i32, Tally>::new());
        let mut types: BTreeMap<String, u64> = BTreeMap::new();
        self.ask(|c| {
            let mut ask = c.prepare_cached(&sql)?;
            let mut rows = ask.query(params_from_iter(&query.values))?;
            while let Some(r) = rows.next()? {
                let (day, quad): (Day, Option<u8>) = (r.get(0)?, r.get(2)?);
                tally.count(quad, 1);
                if day != Day::MIN {
                    years.entry(year_month(day).0).or_default().count(quad, 1);
                }
                let of_type = r.get_ref(1)?.as_str()?;
                match types.get_mut(of_type) {
                    Some(n) => *n += 1,
                    None => drop(types.insert(of_type.to_owned(), 1)),
                }
            }
            Ok(())
        })?;
        let year = |(y, tally)| Period { period: format!("{y:04}"), tally };
        Ok((tally, years.into_iter().map(year).collect(), ranked(types)))
    }

    fn partners(&self, who: &Who, filter: &Filter) -> Result<Vec<Partner>> {
        let mut out = self.ask(|c| match who {
            Who::Code(code) => of_code(c, code, months(filter)),
            Who::Persons(ids) => of_persons(c, ids, days(filter)),
        })?;
        out.sort_by(|a, b| b.tally.events.cmp(&a.tally.events).then_with(|| a.code.cmp(&b.code)));
        out.truncate(MOST);
        Ok(out)
    }
}

/// Names and codes of persons whom reports introduce and tell nothing of.
fn introduced(offices: &[Office]) -> (Vec<String>, Vec<String>) {
    let each_once = |of: fn(&Office) -> &String| {
        let all: BTreeSet<&String> = offices.iter().map(of).collect();
        all.into_iter().cloned().collect()
    };
    (each_once(|o| &o.name), each_once(|o| &o.code))
}

fn spellings(c: &Connection, ids: &[StableId]) -> rusqlite::Result<(Vec<String>, Vec<String>)> {
    let marks = vec!["?"; ids.len()].join(", ");
    let of = |column: &str| {
        let sql = format!(
            "SELECT DISTINCT {column} FROM persons WHERE id IN ({marks}) ORDER BY {column}"
        );
        list(c, &sql, params_from_iter(ids.iter().map(|id| Key(*id))), |r| r.get(0))
    };
    Ok((of("name")?, of("code")?))
}

fn partner(r: &Row) -> rusqlite::Result<Partner> {
    Ok(Partner { code: r.get(0)?, tally: tally(r, 1)? })
}

fn of_code(c: &Connection, code: &str, (lo, hi): (i32, i32)) -> rusqlite::Result<Vec<Partner>> {
    let of = |other: &str, own: &str, but: &str| {
        format!(
            "SELECT {other}, sum(events), sum(cooperation), sum(conflict) FROM pair_months
             WHERE {own} = ?1 AND month BETWEEN ?2 AND ?3 {but} GROUP BY {other}"
        )
    };
    let sql = format!("{} UNION ALL {}", of("b", "a", ""), of("a", "b", "AND a <> b"));
    list(c, &sql, params![code, lo, hi], partner)
}

fn of_persons(
    c: &Connection,
    ids: &[StableId],
    (lo, hi): (Day, Day),
) -> rusqlite::Result<Vec<Partner>> {
    let marks = vec!["?"; ids.len()].join(", ");
    let sql = format!(
        "SELECT x.code, count(*), sum(ifnull(p.quad IN (1, 2), 0)), sum(ifnull(p.quad IN (3, 4), 0))
         FROM (SELECT DISTINCT event, quad FROM event_persons
               WHERE person IN ({marks}) AND day BETWEEN {lo} AND {hi}) p
         JOIN event_actors x INDEXED BY event_actors_by_event ON x.event = p.event
         WHERE x.code NOT IN (SELECT code FROM persons WHERE id IN ({marks}))
         GROUP BY x.code"
    );
    let twice = ids.iter().chain(ids).map(|id| Key(*id));
    list(c, &sql, params_from_iter(twice), partner)
}
