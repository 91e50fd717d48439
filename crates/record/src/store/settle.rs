//! After claims came or went: which events they are now. Only what is linked with them is looked at.

use super::{Key, Packed, correct, id, lean, list, load, sayings, write, write_event};
use crate::{
    day::Day,
    event::Event,
    merge::{APART, Fact, Member, Said, Verdict, blend, cluster, same},
    query::Effect,
};
use kroniek_model::StableId;
use rusqlite::{Connection, OptionalExtension, params};
use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    sync::Arc,
};

/// How far before a claim's first day others of its event may begin: a month, and the week around a publication.
const BEFORE: Day = 38;
/// The same for claims of long stretches: twelve months.
const LONG_BEFORE: Day = 366;

/// What is to be settled.
#[derive(Debug, Default)]
pub struct Change {
    /// Claims that are new, or whose neighbours or origin changed.
    pub dirty: BTreeSet<StableId>,
    /// Events that lost claims, with those they lost.
    lost: BTreeMap<StableId, Vec<StableId>>,
}

/// Events by what became of them, each list sorted.
#[derive(Debug, Default)]
pub struct Settled {
    pub new: Vec<StableId>,
    pub changed: Vec<StableId>,
    pub gone: Vec<StableId>,
    /// All claims that were looked at, with their events.
    pub claims: BTreeSet<StableId>,
}

impl Change {
    /// Notes claims that are about to be taken out: their events, and the claims linked with them.
    pub fn remember(&mut self, c: &Connection, going: &BTreeSet<StableId>) -> rusqlite::Result<()> {
        for id in going {
            if let Some(event) = event_of(c, *id)? {
                self.lost.entry(event).or_default().push(*id);
            }
        }
        self.dirty.extend(Linked::with(c, going)?.facts.into_keys());
        Ok(())
    }
}

/// Makes all events anew, as the rules of merging are now.
pub fn settle_all(c: &Connection) -> rusqlite::Result<Settled> {
    let claims =
        list(c, "SELECT id FROM claims WHERE verdict IS NOT 'rejected' ORDER BY id", [], id)?;
    c.execute_batch("DELETE FROM slots")?;
    for claim in &claims {
        if let Some(l) = load::Loader::new(c).one(*claim)? {
            write::slots(c, *claim, &l.said)?;
        }
    }
    let mut all = Settled::default();
    for claim in claims {
        if all.claims.contains(&claim) {
            continue;
        }
        let part = settle(c, Change { dirty: BTreeSet::from([claim]), ..Change::default() })?;
        all.new.extend(part.new);
        all.changed.extend(part.changed);
        all.gone.extend(part.gone);
        all.claims.extend(part.claims);
    }
    Ok(all)
}

/// Makes the events of the changed claims, and of all linked with them, anew.
pub fn settle(c: &Connection, change: Change) -> rusqlite::Result<Settled> {
    let linked = Linked::with(c, &change.dirty)?;
    let effects = sayings::effects(c)?;
    let mut before: BTreeMap<StableId, Option<String>> = BTreeMap::new();
    for event in linked.events.iter().chain(change.lost.keys()) {
        before.insert(*event, body(c, *event)?);
    }
    let facts: Vec<Fact> = linked.facts.values().cloned().collect();
    let bonds = correct::bonds(c, linked.facts.keys())?;
    let mut out = Settled::default();
    let mut standing = BTreeSet::new();
    for ids in cluster(&facts, &bonds) {
        let members: Vec<Member> = ids.iter().map(|id| linked.members[id].clone()).collect();
        let Some(event) = blend(&members) else { continue };
        standing.insert(event.id);
        let old = before.get(&event.id).cloned().flatten();
        let placed = place(c, (&event, &members, &effects), old, &mut out)?;
        let moved: Vec<_> =
            ids.iter().filter(|id| linked.at.get(id) != Some(&Some(event.id))).collect();
        for id in &moved {
            c.prepare_cached("UPDATE claims SET event = ?2 WHERE id = ?1")?
                .execute([Key(**id), Key(event.id)])?;
        }
        if placed || !moved.is_empty() {
            write_event::tell(c, &event)?;
        }
    }
    for gone in before.keys().filter(|e| !standing.contains(e)) {
        write_event::erase(c, *gone)?;
        redirect(c, &linked, *gone)?;
        out.gone.push(*gone);
    }
    out.claims = linked.facts.into_keys().collect();
    Ok(out)
}

/// Writes an event if it is new or says something else now; whether it did.
fn place(
    c: &Connection,
    (event, members, effects): (&Event, &[Member], &[Effect]),
    old: Option<String>,
    out: &mut Settled,
) -> rusqlite::Result<bool> {
    if old.as_ref().is_some_and(|old| lean(event).is_ok_and(|new| new == *old)) {
        return Ok(false);
    }
    match old {
        None => out.new.push(event.id),
        Some(_) => {
            write_event::erase(c, event.id)?;
            out.changed.push(event.id);
        }
    }
    write_event::write(c, event, members, effects)?;
    Ok(true)
}

/// An event as it stands in the store, in the words that it would be written in now.
fn body(c: &Connection, event: StableId) -> rusqlite::Result<Option<String>> {
    let mut ask = c.prepare_cached("SELECT body FROM events WHERE id = ?1")?;
    let old = ask.query_row([Key(event)], |r| r.get::<_, Packed<Event>>(0)).optional()?;
    old.map(|e| lean(&e.0)).transpose()
}

fn event_of(c: &Connection, claim: StableId) -> rusqlite::Result<Option<StableId>> {
    let mut ask = c.prepare_cached("SELECT event FROM claims WHERE id = ?1")?;
    let row: Option<Option<Key>> = ask.query_row([Key(claim)], |r| r.get(0)).optional()?;
    Ok(row.flatten().map(|k| k.0))
}

/// Where the identifier of an event leads that is no more: to where most of its claims went, of several the one that
/// sorts first. While the claim that named it stands, that claim leads there by itself.
fn redirect(c: &Connection, linked: &Linked, gone: StableId) -> rusqlite::Result<()> {
    if event_of(c, gone)?.is_some() {
        return Ok(());
    }
    let mut heirs: BTreeMap<StableId, usize> = BTreeMap::new();
    for (claim, _) in linked.at.iter().filter(|(_, event)| **event == Some(gone)) {
        if let Some(heir) = event_of(c, *claim)? {
            *heirs.entry(heir).or_default() += 1;
        }
    }
    let most = heirs.iter().max_by_key(|(id, n)| (**n, std::cmp::Reverse(**id)));
    if let Some((heir, _)) = most {
        c.prepare_cached("INSERT OR REPLACE INTO redirects (old, new) VALUES (?1, ?2)")?
            .execute([Key(gone), Key(*heir)])?;
    }
    Ok(())
}

/// Claims linked with some, directly or through others, as they stand in the store; all claims of an event or none.
struct Linked<'c> {
    loader: load::Loader<'c>,
    facts: BTreeMap<StableId, Fact>,
    members: BTreeMap<StableId, Member>,
    /// The event that each is in.
    at: BTreeMap<StableId, Option<StableId>>,
    events: BTreeSet<StableId>,
    /// Whose neighbours are yet to be looked for.
    ahead: Vec<StableId>,
}

impl<'c> Linked<'c> {
    fn with(c: &'c Connection, ids: &BTreeSet<StableId>) -> rusqlite::Result<Self> {
        let mut all = Linked {
            loader: load::Loader::new(c),
            facts: BTreeMap::new(),
            members: BTreeMap::new(),
            at: BTreeMap::new(),
            events: BTreeSet::new(),
            ahead: Vec::new(),
        };
        for id in ids.iter() {
            all.take(*id)?;
        }
        all.spread(c)?;
        Ok(all)
    }

    /// Looks for the neighbours of all that are ahead, once for what several say in the same words.
    fn spread(&mut self, c: &Connection) -> rusqlite::Result<()> {
        let bound = correct::any_bonds(c)?;
        let mut looked: HashSet<Arc<Said>> = HashSet::new();
        while let Some(id) = self.ahead.pop() {
            if bound {
                correct::bound_to(c, id)?.into_iter().try_for_each(|b| self.take(b))?;
            }
            let said = self.facts[&id].said.clone();
            if !looked.insert(said.clone()) {
                continue;
            }
            for other in near(c, &said)? {
                self.take_if(other, &said)?;
            }
        }
        Ok(())
    }

    /// Takes in a claim if it tells of the same event; two of one report too, which is more than needed.
    fn take_if(&mut self, id: StableId, said: &Said) -> rusqlite::Result<()> {
        if self.facts.contains_key(&id) {
            return Ok(());
        }
        match self.loader.one(id)? {
            Some(l) if matches!(same(said, &l.said, false), Verdict::Same(_)) => self.put(l),
            _ => Ok(()),
        }
    }

    fn take(&mut self, id: StableId) -> rusqlite::Result<()> {
        if self.facts.contains_key(&id) {
            return Ok(());
        }
        self.loader.one(id)?.map_or(Ok(()), |l| self.put(l))
    }

    /// Puts in a claim and the others of its event.
    fn put(&mut self, loaded: load::Loaded) -> rusqlite::Result<()> {
        let event = loaded.event;
        self.put_one(loaded);
        if let Some(event) = event.filter(|e| self.events.insert(*e)) {
            for l in self.loader.event(event)? {
                self.put_one(l);
            }
        }
        Ok(())
    }

    fn put_one(&mut self, loaded: load::Loaded) {
        let load::Loaded { member, said, event } = loaded;
        let id = member.id;
        if !self.facts.contains_key(&id) {
            self.ahead.push(id);
            self.at.insert(id, event);
            self.facts.insert(id, Fact { id, doc: member.doc, said });
            self.members.insert(id, member);
        }
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
