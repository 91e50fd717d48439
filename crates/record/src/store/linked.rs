//! Claims that hang together: all that one of them may be joined with, directly or through others.

use super::{
    correct, id, list,
    load::{Loaded, Loader},
};
use crate::{
    day::Day,
    merge::{APART, Said, Verdict, same},
};
use kroniek_model::StableId;
use rusqlite::{Connection, params};
use std::{
    collections::{BTreeMap, BTreeSet, HashSet, btree_map::Entry},
    sync::Arc,
};

/// How far before a claim's first day others of its event may begin: a month, and the week around a publication.
const BEFORE: Day = 38;
/// The same for claims of long stretches: twelve months.
const LONG_BEFORE: Day = 366;

/// Claims linked with one, directly or through others, as they stand in the store; all claims of an event or none.
/// Nothing outside has to do with them, so that their events are found without it.
///
/// A war's reports may hang together for years: what is held of each is little, and shared where they say the same.
pub struct Linked<'c> {
    loader: &'c Loader<'c>,
    /// What is linked; nothing where the first claim is not there, or rejected.
    pub claims: BTreeMap<StableId, Loaded>,
    /// The events that they are in, each by its number of claims.
    pub events: BTreeMap<StableId, usize>,
    /// Whose neighbours are yet to be looked for.
    ahead: Vec<StableId>,
}

impl<'c> Linked<'c> {
    /// All that is linked with a claim.
    pub fn with(loader: &'c Loader<'c>, first: StableId) -> rusqlite::Result<Self> {
        let (claims, events, ahead) = Default::default();
        let mut all = Linked { loader, claims, events, ahead };
        all.take(first)?;
        all.spread()?;
        Ok(all)
    }

    /// Looks for the neighbours of all that are ahead, once for what several say in the same words.
    fn spread(&mut self) -> rusqlite::Result<()> {
        let c = self.loader.conn();
        let bound = correct::any_bonds(c)?;
        let mut looked: HashSet<Arc<Said>> = HashSet::new();
        while let Some(id) = self.ahead.pop() {
            if bound {
                correct::bound_to(c, id)?.into_iter().try_for_each(|b| self.take(b))?;
            }
            let said = self.claims[&id].said.clone();
            if looked.insert(said.clone()) {
                self.take_like(&said)?;
            }
        }
        Ok(())
    }

    /// Takes in the claims that tell of the same event as what is said; two of one report too, which is more than
    /// needed. What several say in the same words is compared once.
    fn take_like(&mut self, said: &Said) -> rusqlite::Result<()> {
        let mut others = Vec::new();
        for id in near(self.loader.conn(), said)? {
            if !self.claims.contains_key(&id) {
                others.extend(self.loader.said(id)?.map(|other| (other, id)));
            }
        }
        others.sort_by_key(|(other, _)| Arc::as_ptr(other));
        for alike in others.chunk_by(|a, b| Arc::ptr_eq(&a.0, &b.0)) {
            if matches!(same(said, &alike[0].0, false), Verdict::Same(_)) {
                alike.iter().try_for_each(|(_, id)| self.take(*id))?;
            }
        }
        Ok(())
    }

    fn take(&mut self, id: StableId) -> rusqlite::Result<()> {
        if self.claims.contains_key(&id) {
            return Ok(());
        }
        self.loader.one(id)?.map_or(Ok(()), |l| self.put(l))
    }

    /// Puts in a claim and the others of its event.
    fn put(&mut self, loaded: Loaded) -> rusqlite::Result<()> {
        let event = loaded.event;
        self.put_one(loaded);
        if let Some(event) = event.filter(|e| !self.events.contains_key(e)) {
            let all = self.loader.event(event)?;
            self.events.insert(event, all.len());
            all.into_iter().for_each(|l| self.put_one(l));
        }
        Ok(())
    }

    fn put_one(&mut self, loaded: Loaded) {
        let id = loaded.member.id;
        if let Entry::Vacant(free) = self.claims.entry(id) {
            free.insert(loaded);
            self.ahead.push(id);
        }
    }

    /// Whether these claims, sorted, are what an event is made of in the store, all of it and nothing else.
    pub fn are_an_event(&self, ids: &[StableId]) -> bool {
        let event = ids.first().copied();
        event.is_some_and(|e| self.events.get(&e) == Some(&ids.len()))
            && ids.iter().all(|id| self.claims[id].event == event)
    }
}

/// Claims that share a key with what is said and begin about when it does.
fn near(c: &Connection, said: &Said) -> rusqlite::Result<BTreeSet<StableId>> {
    let Some(slot) = said.slot() else { return Ok(BTreeSet::new()) };
    let before = if slot.long { LONG_BEFORE } else { BEFORE };
    let last =
        if slot.long { slot.lo.saturating_add(LONG_BEFORE) } else { slot.hi.saturating_add(APART) };
    let sql = "SELECT claim FROM slots WHERE key = ?1 AND lo BETWEEN ?2 AND ?3";
    let mut out = BTreeSet::new();
    for key in said.keys() {
        let window = params![key as i64, slot.lo.saturating_sub(before), last];
        out.extend(list(c, sql, window, id)?);
    }
    Ok(out)
}
