//! All about an actor: offices, years, partners, latest.

use super::{
    EventRow, Filter, StateRow,
    find::Who,
    network::{Parts, days},
    people::{Office, PeopleFilter},
    relation::{LATEST, Period, Tally, TypeCount, ranked, states_filter, tally},
};
use crate::{
    Record,
    day::{Day, year_month},
    error::Result,
    store::{Key, NO_YEAR, list, side, status_nr, type_nr, type_of},
};
use kroniek_model::{StableId, When};
use rusqlite::{Connection, params, params_from_iter};
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
    /// States of affairs, those told of last first; at most [`Dossier::STATES`], [`Record::states`] has them all.
    pub states: Vec<StateRow>,
    /// With how many others, in how many ways, the actor stood or stands, as far as anything is said of it: at
    /// whatever time, whatever the filter's days.
    pub relations: u64,
}

impl Dossier {
    /// How many states of affairs a dossier names.
    pub const STATES: usize = 40;
}

impl Record {
    /// The dossier of a state, an organisation, a group or a person, within a filter's bounds.
    ///
    /// # Errors
    /// Nobody in the record goes by the name, or the store cannot be read.
    pub fn actor(&self, name: &str, filter: &Filter) -> Result<Dossier> {
        self.actor_as_of(name, filter, None)
    }

    /// The same, with those states of affairs that held at the end of a date.
    ///
    /// # Errors
    /// Nobody in the record goes by the name, or the store cannot be read.
    pub fn actor_as_of(
        &self,
        name: &str,
        filter: &Filter,
        as_of: Option<&When>,
    ) -> Result<Dossier> {
        let who = self.who(name)?;
        let mine = Filter { actors: vec![name.to_owned()], ..filter.clone() };
        let most = PeopleFilter {
            actor: Some(name.to_owned()),
            limit: Some(MOST),
            ..PeopleFilter::default()
        };
        let offices = self.people(&most)?;
        let (names, codes) = match &who {
            Who::Code(code, _) => (Vec::new(), vec![code.clone()]),
            Who::Persons(ids) if ids.is_empty() => introduced(&offices),
            Who::Persons(ids) => self.ask(|c| spellings(c, ids))?,
        };
        let (tally, years, types) = self.counts_by_year(&who, &mine)?;
        let page = |newest_first, limit| Filter {
            newest_first,
            limit: Some(limit),
            offset: 0,
            ..mine.clone()
        };
        let (states, relations) = self.newest_states(&states_filter(&mine, as_of))?;
        Ok(Dossier {
            partners: self.partners(&who, filter)?,
            offices,
            first: self.events(&page(false, 1))?.pop(),
            latest: self.events(&page(true, LATEST))?,
            states,
            relations,
            codes,
            names,
            tally,
            years,
            types,
        })
    }

    fn counts_by_year(&self, who: &Who, filter: &Filter) -> Result<Years> {
        match who {
            Who::Code(_, nr) if is_counted(filter) => self.ask(|c| counted_years(c, *nr, filter)),
            _ => self.walked_years(filter),
        }
    }

    /// Counts by looking at each event.
    fn walked_years(&self, filter: &Filter) -> Result<Years> {
        let query = filter.query(self)?;
        let sql = format!("SELECT w.day, w.type, w.status, w.quad {}", query.from());
        let mut sums = Sums::default();
        self.ask(|c| {
            let mut ask = c.prepare_cached(&sql)?;
            let mut rows = ask.query(params_from_iter(&query.values))?;
            while let Some(r) = rows.next()? {
                let (day, quad): (Day, Option<u8>) = (r.get(0)?, side(r.get(3)?, r.get(2)?));
                let year = if day == Day::MIN { NO_YEAR } else { year_month(day).0 };
                sums.add(year, r.get(1)?, |t| t.count(quad, 1));
            }
            Ok(())
        })?;
        Ok(sums.done())
    }

    fn partners(&self, who: &Who, filter: &Filter) -> Result<Vec<Partner>> {
        let mut out = self.ask(|c| match who {
            Who::Code(_, nr) => of_code(c, *nr, filter),
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

/// All together, by year, and by type.
type Years = (Tally, Vec<Period>, Vec<TypeCount>);

/// What is counted of an actor.
#[derive(Default)]
struct Sums {
    all: Tally,
    years: BTreeMap<i32, Tally>,
    types: BTreeMap<i64, u64>,
}

impl Sums {
    fn add(&mut self, year: i32, of_type: i64, count: impl Fn(&mut Tally)) {
        let before = self.all.events;
        count(&mut self.all);
        if year != NO_YEAR {
            count(self.years.entry(year).or_default());
        }
        *self.types.entry(of_type).or_default() += self.all.events - before;
    }

    fn done(self) -> Years {
        let year = |(y, tally)| Period { period: format!("{y:04}"), tally };
        let named = |(nr, n)| (type_of(nr).map_or(String::new(), |t| t.to_string()), n);
        (
            self.all,
            self.years.into_iter().map(year).collect(),
            ranked(self.types.into_iter().map(named).collect()),
        )
    }
}

/// Whether the store has counted what a filter asks for.
fn is_counted(f: &Filter) -> bool {
    let bounded = f.from.is_some() || f.to.is_some() || f.known_by.is_some();
    !bounded && f.kinds.is_empty() && f.text.is_none() && f.actors.len() == 1
}

fn counted_years(c: &Connection, actor: i64, filter: &Filter) -> rusqlite::Result<Years> {
    let mut sums = Sums::default();
    let sql = "SELECT year, type, status, events, cooperation, conflict FROM actor_years WHERE actor = ?1";
    let mut ask = c.prepare_cached(sql)?;
    let mut rows = ask.query([actor])?;
    let types: Vec<i64> = filter.types.iter().map(|t| type_nr(*t)).collect();
    let statuses: Vec<i64> = filter.statuses.iter().map(|s| status_nr(*s)).collect();
    let any = |wanted: &[i64], nr: i64| wanted.is_empty() || wanted.contains(&nr);
    while let Some(r) = rows.next()? {
        let (of_type, part) = (r.get(1)?, tally(r, 3)?);
        if any(&types, of_type) && any(&statuses, r.get(2)?) {
            sums.add(r.get(0)?, of_type, |t| *t += part);
        }
    }
    Ok(sums.done())
}

fn of_code(c: &Connection, actor: i64, filter: &Filter) -> rusqlite::Result<Vec<Partner>> {
    let mut with: BTreeMap<i64, Tally> = BTreeMap::new();
    for part in Parts::of(c, filter)?.0 {
        let sql = "SELECT a, b, events, cooperation, conflict FROM exchanges
                   WHERE span = ?1 AND nr BETWEEN ?2 AND ?3 AND (a = ?4 OR b = ?4) AND a > 0";
        let mut ask = c.prepare_cached(sql)?;
        let mut rows = ask.query(params![part.span, part.lo, part.hi, actor])?;
        while let Some(r) = rows.next()? {
            let (a, b): (i64, i64) = (r.get(0)?, r.get(1)?);
            *with.entry(if a == actor { b } else { a }).or_default() += tally(r, 2)?;
        }
    }
    named(c, with)
}

/// Partners by their codes.
fn named(c: &Connection, with: BTreeMap<i64, Tally>) -> rusqlite::Result<Vec<Partner>> {
    let mut code = c.prepare_cached("SELECT code FROM actors WHERE nr = ?1")?;
    let mut partner = |(nr, tally): (i64, Tally)| {
        Ok(Partner { code: code.query_row([nr], |r| r.get(0))?, tally })
    };
    with.into_iter().map(&mut partner).collect()
}

fn of_persons(
    c: &Connection,
    ids: &[StableId],
    (lo, hi): (Day, Day),
) -> rusqlite::Result<Vec<Partner>> {
    let marks = vec!["?"; ids.len()].join(", ");
    let keys = || params_from_iter(ids.iter().map(|id| Key(*id)));
    let own = format!(
        "SELECT DISTINCT a.nr FROM persons p JOIN actors a ON a.code = p.code WHERE p.id IN ({marks})"
    );
    let own: Vec<i64> = list(c, &own, keys(), |r| r.get(0))?;
    let sql = format!(
        "SELECT DISTINCT event, status, quad, actors FROM event_persons
         WHERE person IN ({marks}) AND day BETWEEN {lo} AND {hi}"
    );
    let mut with: BTreeMap<i64, Tally> = BTreeMap::new();
    let mut ask = c.prepare_cached(&sql)?;
    let mut rows = ask.query(keys())?;
    while let Some(r) = rows.next()? {
        let (quad, all): (Option<u8>, String) = (side(r.get(2)?, r.get(1)?), r.get(3)?);
        for nr in all.split(' ').filter_map(|n| n.parse().ok()).filter(|n| !own.contains(n)) {
            with.entry(nr).or_default().count(quad, 1);
        }
    }
    named(c, with)
}
