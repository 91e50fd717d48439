//! States of affairs, as of a day and as known by a day.

use super::{Filter, events, find::Who};
use crate::{
    Record,
    day::Stretch,
    error::Result,
    event::Event,
    fold::fold,
    store::{Json, list, party},
    validity::{ByDay, Saying, Standing, episodes},
};
use kroniek_model::{CodeRef, StableId, StateClaim, Status, When};
use rusqlite::{Row, params_from_iter};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Relations that hold both ways: whoever is named first.
const MUTUAL: &[&str] = &["treaty", "allied"];

/// What events of a kind do to states of affairs; from the ontology tables.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Effect {
    /// Neutral kind of the event.
    pub kind: String,
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
    /// Reports that say so, by date.
    pub sources: Vec<String>,
    /// Events that began or ended it.
    pub events: Vec<StableId>,
}

/// A saying and where it comes from.
struct Told {
    saying: Saying,
    published: Option<When>,
    doc: Option<String>,
    sentence: String,
    event: Option<StableId>,
}

/// Subject, relation and object as they are grouped by; what is written out comes from the first that named them.
type Group = BTreeMap<(String, String, String), (CodeRef, CodeRef, Vec<Told>)>;

impl Record {
    /// Tells the record what events do to states of affairs; nothing of it is stored.
    pub fn set_effects(&mut self, effects: Vec<Effect>) {
        self.effects = effects;
    }

    /// States of affairs, each stretch of time a row, by subject, relation, object and time.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn states(&self, filter: &StateFilter) -> Result<Vec<StateRow>> {
        let mut groups = Group::new();
        self.stated(filter, &mut groups)?;
        self.effected(filter, &mut groups)?;
        let mut out = Vec::new();
        for ((_, relation, _), (subject, object, told)) in groups {
            out.extend(rows(&subject, &relation, &object, told, filter));
        }
        out.truncate(filter.limit.unwrap_or(usize::MAX));
        Ok(out)
    }

    pub(super) fn states_between(
        &self,
        a: &str,
        b: &str,
        filter: &Filter,
    ) -> Result<Vec<StateRow>> {
        let actors = vec![a.to_owned(), b.to_owned()];
        self.states(&StateFilter {
            actors,
            known_by: filter.known_by.clone(),
            ..Default::default()
        })
    }

    /// What reports say themselves.
    fn stated(&self, filter: &StateFilter, groups: &mut Group) -> Result<()> {
        let known = filter.known_by.as_ref().map_or(i32::MAX, |w| Stretch::of(w).hi);
        let about: Vec<String> = filter.actors.iter().map(|who| fold(who)).collect();
        let narrow = "AND (folded LIKE '% ' || ? || ' %')".repeat(about.len());
        let sql = format!(
            "SELECT s.body, r.doc, r.published FROM states s JOIN reports r ON r.id = s.report
             WHERE ifnull(s.day, -2147483648) <= {known} {narrow} ORDER BY r.day, r.doc, s.nth"
        );
        let found = self.ask(|c| list(c, &sql, params_from_iter(&about), stated))?;
        for (state, doc, published) in found {
            if filter.known_by.is_some() && published.is_none() {
                continue;
            }
            let sentence = state.evidence.first().map_or(String::new(), |e| e.text.clone());
            for saying in sayings(&state, published.as_ref()) {
                let (doc, published) = (Some(doc.clone()), published.clone());
                let told = Told { saying, published, doc, sentence: sentence.clone(), event: None };
                enter(groups, filter, &state.relation, &state.subject, &state.object, told);
            }
        }
        Ok(())
    }

    /// What follows from events.
    fn effected(&self, filter: &StateFilter, groups: &mut Group) -> Result<()> {
        if self.effects.is_empty() {
            return Ok(());
        }
        // Who is no code takes part in events by name, and what they do to states is done by states.
        let who = filter.actors.iter().map(|who| self.who(who)).collect::<Result<Vec<_>>>();
        if who.is_err() || who.is_ok_and(|all| all.iter().any(|w| !matches!(w, Who::Code(_)))) {
            return Ok(());
        }
        let asked = Filter {
            actors: filter.actors.clone(),
            kinds: self.effects.iter().map(|e| e.kind.clone()).collect(),
            statuses: vec![Status::Happened],
            known_by: filter.known_by.clone(),
            ..Filter::default()
        };
        let mut found = Vec::new();
        self.each_event(&asked, |row| found.push(row))?;
        for row in &found {
            for effect in self.effects.iter().filter(|e| e.kind == row.event.kind) {
                self.effect(effect, row, filter, groups);
            }
        }
        Ok(())
    }

    fn effect(
        &self,
        effect: &Effect,
        row: &events::EventRow,
        filter: &StateFilter,
        groups: &mut Group,
    ) {
        let Some(date) = row.event.date.clone().or_else(|| row.event.first_published.clone())
        else {
            return;
        };
        for (subject, object) in sides(&row.event, effect.reversed) {
            let at = ByDay(date.clone());
            let told = Told {
                saying: if effect.begins { Saying::Begins(at) } else { Saying::Ends(at) },
                published: row.event.first_published.clone(),
                doc: row.sources.first().cloned(),
                sentence: row.sentence.clone(),
                event: Some(row.event.id),
            };
            enter(groups, filter, &effect.relation, &subject, &object, told);
        }
    }
}

fn stated(r: &Row) -> rusqlite::Result<(StateClaim, String, Option<When>)> {
    let published: Option<String> = r.get(2)?;
    Ok((r.get::<_, Json<StateClaim>>(0)?.0, r.get(1)?, published.and_then(|p| p.parse().ok())))
}

/// A beginning and an end where they are given; that it holds on the day of the report, if that lies between.
fn sayings(state: &StateClaim, published: Option<&When>) -> Vec<Saying> {
    let mut out = Vec::new();
    if let Some(from) = &state.from {
        out.push(Saying::Begins(ByDay(from.clone())));
    }
    if let Some(to) = &state.to {
        out.push(Saying::Ends(ByDay(to.clone())));
    }
    if let Some(day) = published {
        let p = Stretch::of(day);
        let begun = state.from.as_ref().is_none_or(|f| Stretch::of(f).lo <= p.lo);
        let lasts = state.to.as_ref().is_none_or(|t| Stretch::of(t).hi >= p.hi);
        if begun && lasts {
            out.push(Saying::Holds(ByDay(day.clone())));
        }
    }
    out
}

/// Who stands to whom after an event: every source to every target, and all to each other where it is mutual.
fn sides(event: &Event, reversed: bool) -> Vec<(CodeRef, CodeRef)> {
    let bare = |a: &kroniek_model::ActorRef| CodeRef { code: a.code.clone(), name: None };
    let (s, t) = (&event.source, &event.target);
    let mut out = Vec::new();
    for (i, a) in s.iter().enumerate() {
        let others = if t.is_empty() { &s[i + 1..] } else { &t[..] };
        out.extend(others.iter().map(|b| (bare(a), bare(b))));
    }
    if reversed {
        out.iter_mut().for_each(|(a, b)| std::mem::swap(a, b));
    }
    out
}

fn enter(
    groups: &mut Group,
    filter: &StateFilter,
    relation: &str,
    subject: &CodeRef,
    object: &CodeRef,
    told: Told,
) {
    let wanted = filter.relations.is_empty() || filter.relations.iter().any(|r| r == relation);
    let about = |who: &String| is_called(subject, who) || is_called(object, who);
    if !wanted || !filter.actors.iter().all(about) {
        return;
    }
    let (mut a, mut b) = (subject, object);
    if MUTUAL.contains(&relation) && party(a) > party(b) {
        std::mem::swap(&mut a, &mut b);
    }
    let key = (party(a), relation.to_owned(), party(b));
    groups.entry(key).or_insert_with(|| (a.clone(), b.clone(), Vec::new())).2.push(told);
}

/// Whether somebody goes by a code, or by a name all words of which are his.
fn is_called(who: &CodeRef, text: &str) -> bool {
    let folded = fold(text);
    let name = who.name.as_deref().map(fold).unwrap_or_default();
    let mut words = folded.split(' ').peekable();
    fold(&who.code) == folded
        || (!name.is_empty() && words.all(|w| name.split(' ').any(|n| n == w)))
}

fn rows(
    subject: &CodeRef,
    relation: &str,
    object: &CodeRef,
    told: Vec<Told>,
    filter: &StateFilter,
) -> Vec<StateRow> {
    let sayings: Vec<Saying> = told.iter().map(|t| t.saying.clone()).collect();
    let day = filter.as_of.as_ref().map(|w| Stretch::of(w).hi);
    let mut out = Vec::new();
    for episode in episodes(&sayings) {
        let standing = day.map(|d| episode.on(d));
        if standing == Some(None) {
            continue;
        }
        let mut base: Vec<&Told> = episode.rests_on.iter().map(|i| &told[*i]).collect();
        base.sort_by_key(|t| (t.published.as_ref().map(Stretch::of), t.doc.clone()));
        let mut sources: Vec<String> = base.iter().filter_map(|t| t.doc.clone()).collect();
        sources.dedup();
        let mut events: Vec<StableId> = base.iter().filter_map(|t| t.event).collect();
        events.dedup();
        out.push(StateRow {
            subject: subject.clone(),
            relation: relation.to_owned(),
            object: object.clone(),
            from: episode.from.clone(),
            to: episode.to.clone(),
            standing: standing.flatten(),
            sentence: base.first().map_or(String::new(), |t| t.sentence.clone()),
            sources,
            events,
        });
    }
    out
}
