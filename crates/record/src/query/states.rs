//! States of affairs, as of a day and as known by a day.

use super::{
    events,
    matters::{self, Matter, has_words},
};
use crate::{
    Record,
    day::{Day, Stretch},
    error::Result,
    fold::fold,
    store::{Key, id, list, sayings},
    validity::{ByDay, Episode, Saying, Standing, episodes},
};
use kroniek_model::{CodeRef, StableId, Status, When};
use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};
use std::{cmp::Reverse, collections::BTreeSet};

/// What events of a kind do to states of affairs; from the ontology tables.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Effect {
    /// Neutral kind of the event.
    pub kind: String,
    /// How certain the event must be.
    pub status: Status,
    /// Relation of the state of affairs (`sanctions`, `member`).
    pub relation: String,
    /// Whether it begins it, or ends it.
    pub begins: bool,
    /// Whether the event's target is the subject of the state of affairs.
    #[serde(default)]
    pub reversed: bool,
}

/// Which states of affairs are asked for.
#[derive(Debug, Clone, Default)]
pub struct StateFilter {
    /// Those that held at the end of this date; all that are known without.
    pub as_of: Option<When>,
    /// As could be known from what was published by the end of this date.
    pub known_by: Option<When>,
    /// Codes or names of persons that it is all about.
    pub actors: Vec<String>,
    /// Relations, any of them.
    pub relations: Vec<String>,
    /// At most so many.
    pub limit: Option<usize>,
    /// What was told of last comes first; what no dated report tells of comes last.
    pub newest_first: bool,
}

/// A state of affairs over one stretch of time.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StateRow {
    /// Who.
    pub subject: CodeRef,
    /// What holds.
    pub relation: String,
    /// With, on or of whom.
    pub object: CodeRef,
    /// Since when, where it is known.
    pub from: Option<When>,
    /// Until when, where it is known.
    pub to: Option<When>,
    /// How sure it is on the day asked for.
    pub standing: Option<Standing>,
    /// The sentence that shows it first.
    pub sentence: String,
    /// Reports that say so, by date; at most [`StateRow::SOURCES`].
    pub sources: Vec<String>,
    /// Number of reports that say so.
    pub reports: u64,
    /// Events that began or ended it, by the day from which on they were known; as many at most.
    pub events: Vec<StableId>,
}

impl StateRow {
    /// How many reports and events a row names.
    pub const SOURCES: usize = 20;
}

/// A saying and where it comes from.
#[derive(Clone)]
struct Told {
    saying: Saying,
    known: Day,
    source: Source,
}

/// Where a saying comes from.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Source {
    /// A report, and the place in its list.
    Report(StableId, usize),
    /// An event.
    Event(StableId),
}

impl Record {
    /// States of affairs, each stretch of time a row, by subject, relation, object and time, or newest first.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn states(&self, filter: &StateFilter) -> Result<Vec<StateRow>> {
        if filter.newest_first {
            return Ok(self.newest_states(filter)?.0);
        }
        let about = self.about(filter)?;
        self.ask(|c| {
            let mut page = Page::of(c, filter)?;
            matters::in_order(c, &about, |alike| page.take(alike))?;
            Ok(page.done())
        })
    }

    /// States of affairs, those told of last first; and of how many twos and relations between them anything is said,
    /// at whatever time: a filter's days and limit do not count for that.
    ///
    /// The number says how much there is without working out what holds, which takes long for those of whom much is
    /// told.
    pub(super) fn newest_states(&self, filter: &StateFilter) -> Result<(Vec<StateRow>, u64)> {
        let about = self.about(filter)?;
        self.ask(|c| {
            let all = matters::newest_first(c, &about, filter.known_by.as_ref())?;
            let told = all.iter().filter(|alike| alike.is_told).count() as u64;
            let mut page = Page::of(c, filter)?;
            for alike in all {
                if !page.take(alike.matters)? {
                    break;
                }
            }
            Ok((page.done(), told))
        })
    }
}

/// What is answered of the matters that come by.
struct Page<'a> {
    c: &'a Connection,
    filter: &'a StateFilter,
    effects: Vec<Effect>,
    rows: Vec<StateRow>,
}

impl<'a> Page<'a> {
    fn of(c: &'a Connection, filter: &'a StateFilter) -> rusqlite::Result<Self> {
        Ok(Page { c, filter, effects: sayings::effects(c)?, rows: Vec::new() })
    }

    fn most(&self) -> usize {
        self.filter.limit.unwrap_or(usize::MAX)
    }

    /// Answers matters between the same two codes; `false` once the page is full.
    fn take(&mut self, alike: Vec<Matter>) -> rusqlite::Result<bool> {
        answer(self.c, alike, self.filter, &self.effects, &mut self.rows)?;
        Ok(self.rows.len() < self.most())
    }

    fn done(mut self) -> Vec<StateRow> {
        self.rows.truncate(self.most());
        self.rows
    }
}

/// Answers matters between the same two codes: those of one person, however spelled, together. A matter of which
/// nothing is said, any longer or yet, lends nobody its name.
fn answer(
    c: &Connection,
    alike: Vec<Matter>,
    filter: &StateFilter,
    effects: &[Effect],
    out: &mut Vec<StateRow>,
) -> rusqlite::Result<()> {
    let mut spoken_of = Vec::new();
    for matter in alike {
        let told = told_of(c, &matter, filter, effects)?;
        if !told.is_empty() {
            spoken_of.push((matter, told));
        }
    }
    for (matter, told) in by_person(spoken_of) {
        out.extend(rows(c, &matter, &told, filter)?);
    }
    Ok(())
}

/// Joins matters by the persons in them: a name all words of which stand in another's is the same man, who goes by the
/// fuller one.
fn by_person(mut all: Vec<(Matter, Vec<Told>)>) -> Vec<(Matter, Vec<Told>)> {
    let names = |m: &Matter| (m.subject.name.clone(), m.object.name.clone());
    all.sort_by_key(|(m, _)| (Reverse(m.letters()), names(m)));
    let mut out: Vec<(Matter, Vec<Told>)> = Vec::new();
    for (m, told) in all {
        let same = |full: &&mut (Matter, Vec<Told>)| {
            is_short_for(&m.subject, &full.0.subject) && is_short_for(&m.object, &full.0.object)
        };
        match out.iter_mut().find(same) {
            Some(full) => full.1.extend(told),
            None => out.push((m, told)),
        }
    }
    out.sort_by_key(|(m, _)| names(m));
    out
}

fn is_short_for(short: &CodeRef, full: &CodeRef) -> bool {
    match (&short.name, &full.name) {
        (None, None) => true,
        (Some(name), Some(full)) => has_words(&fold(full), &fold(name)),
        _ => false,
    }
}

/// What is said of a matter, as far as it was known by the day of the filter.
fn told_of(
    c: &Connection,
    matter: &Matter,
    filter: &StateFilter,
    effects: &[Effect],
) -> rusqlite::Result<Vec<Told>> {
    let by = filter.known_by.as_ref().map_or(Day::MAX, |w| Stretch::of(w).hi);
    // Without a bound only what events come to counts, not what some of their claims would have.
    let least = if filter.known_by.is_some() { sayings::BY_CLAIMS } else { sayings::BY_EVENT };
    let sql = "SELECT source, nth, begins, holds, ends, known FROM sayings
               WHERE matter = ?1 AND known <= ?2 AND nth >= ?3";
    let mut ask = c.prepare_cached(sql)?;
    let mut rows = ask.query(params![matter.nr, by, least])?;
    let (mut out, mut seen) = (Vec::new(), BTreeSet::new());
    while let Some(r) = rows.next()? {
        let (source, nth, known) = (id(r)?, r.get::<_, i64>(1)?, r.get(5)?);
        let read = sayings::Saying { begins: r.get(2)?, holds: r.get(3)?, ends: r.get(4)? };
        match (usize::try_from(nth), &filter.known_by) {
            // Whatever is undated could be known by no day.
            (Ok(_), Some(_)) if known == Day::MAX => {}
            (Ok(nth), _) => enter(&mut out, &read, known, Source::Report(source, nth)),
            (Err(_), None) => enter(&mut out, &read, known, Source::Event(source)),
            (Err(_), Some(day)) if seen.insert(source) => {
                for done in as_known(c, source, day, matter, effects)? {
                    enter(&mut out, &done, known, Source::Event(source));
                }
            }
            _ => {}
        }
    }
    Ok(out)
}

/// What an event as it was known then does to a matter.
fn as_known(
    c: &Connection,
    event: StableId,
    day: &When,
    matter: &Matter,
    effects: &[Effect],
) -> rusqlite::Result<Vec<sayings::Saying>> {
    let event = events::known(c, event, day)?;
    let done = event.map_or(Vec::new(), |e| sayings::doings(&e, effects));
    let of_this = |d: &sayings::Done| {
        d.relation == matter.relation
            && d.subject == matter.subject
            && d.object.code == matter.object.code
            && is_short_for(&matter.object, &d.object)
    };
    Ok(done.into_iter().filter(of_this).map(|d| d.saying).collect())
}

fn enter(out: &mut Vec<Told>, read: &sayings::Saying, known: Day, source: Source) {
    let mut put = |text: &Option<String>, make: fn(ByDay) -> Saying| {
        if let Some(at) = text.as_ref().and_then(|t| t.parse().ok()) {
            out.push(Told { saying: make(ByDay(at)), known, source });
        }
    };
    put(&read.begins, Saying::Begins);
    put(&read.ends, Saying::Ends);
    put(&read.holds, Saying::Holds);
}

fn rows(
    c: &Connection,
    matter: &Matter,
    told: &[Told],
    filter: &StateFilter,
) -> rusqlite::Result<Vec<StateRow>> {
    let said: Vec<Saying> = told.iter().map(|t| t.saying.clone()).collect();
    let day = filter.as_of.as_ref().map(|w| Stretch::of(w).hi);
    let mut out = Vec::new();
    for episode in episodes(&said) {
        let standing = day.map(|d| episode.on(d));
        if standing == Some(None) {
            continue;
        }
        if is_guessed(c, &episode, told)? {
            continue;
        }
        let base: BTreeSet<(Day, Source)> =
            episode.rests_on.iter().map(|i| (told[*i].known, told[*i].source)).collect();
        let (sentence, sources, reports) = shown(c, &base)?;
        let event = |(_, s): &(Day, Source)| match s {
            Source::Event(id) => Some(*id),
            Source::Report(..) => None,
        };
        out.push(StateRow {
            subject: matter.subject.clone(),
            relation: matter.relation.clone(),
            object: matter.object.clone(),
            from: episode.from.clone(),
            to: episode.to.clone(),
            standing: standing.flatten(),
            sentence,
            sources,
            reports,
            events: base.iter().filter_map(event).take(StateRow::SOURCES).collect(),
        });
    }
    Ok(out)
}

/// Whether all that is known is that two sides ended something together: which way round it stood is told by nothing.
fn is_guessed(c: &Connection, episode: &Episode, told: &[Told]) -> rusqlite::Result<bool> {
    for told in episode.rests_on.iter().map(|i| &told[*i]) {
        match (&told.saying, told.source) {
            (Saying::Ends(_), Source::Event(id)) if events::body(c, id)?.target.is_empty() => {}
            _ => return Ok(false),
        }
    }
    Ok(true)
}

fn doc_of(c: &Connection, claim: StableId) -> rusqlite::Result<String> {
    let sql = "SELECT r.doc FROM claims c JOIN reports r ON r.id = c.report WHERE c.id = ?1";
    c.prepare_cached(sql)?.query_row([Key(claim)], |r| r.get(0))
}

/// The sentence that shows a state of affairs first, the reports that say so, by date, and how many there are.
fn shown(
    c: &Connection,
    base: &BTreeSet<(Day, Source)>,
) -> rusqlite::Result<(String, Vec<String>, u64)> {
    let (mut sentence, mut docs) = (None, BTreeSet::new());
    let mut reports = BTreeSet::new();
    for (day, source) in base {
        let full = docs.len() >= StateRow::SOURCES;
        match source {
            Source::Report(id, nth) => {
                if reports.insert(*id) && !full {
                    let mut doc = c.prepare_cached("SELECT doc FROM reports WHERE id = ?1")?;
                    docs.insert((*day, doc.query_row([Key(*id)], |r| r.get::<_, String>(0))?));
                }
                if sentence.is_none() {
                    let rest = super::reports::rest(c, "id = ?1", Key(*id))?;
                    let shows = rest.states.get(*nth).and_then(|s| s.evidence.first());
                    sentence = shows.map(|e| e.text.clone());
                }
            }
            Source::Event(id) => {
                let sql = "SELECT DISTINCT report FROM claims WHERE event = ?1";
                reports.extend(list(c, sql, [Key(*id)], crate::store::id)?);
                if sentence.is_none() || !full {
                    let lead = events::body(c, *id)?.lead;
                    // The report whose sentence shows it: an earlier one may have told of a plan.
                    docs.insert((*day, doc_of(c, lead)?));
                    if sentence.is_none() {
                        sentence = Some(events::sentence(c, lead)?);
                    }
                }
            }
        }
    }
    let named: Vec<String> = docs.into_iter().map(|(_, doc)| doc).collect();
    let mut each_once: Vec<String> = Vec::new();
    for doc in named {
        if !each_once.contains(&doc) {
            each_once.push(doc);
        }
    }
    Ok((sentence.unwrap_or_default(), each_once, reports.len() as u64))
}
