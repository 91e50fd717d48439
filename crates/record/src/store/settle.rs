//! After claims came or went: which events they are now. Only what is linked with them is looked at, and what hangs
//! together is settled by itself: memory holds no more at a time than the claims of a few events.

use super::{
    Key, Packed, correct, id, lean,
    linked::Linked,
    list,
    load::{Loaded, Loader},
    sayings, write, write_event,
};
use crate::{
    event::Event,
    merge::{Fact, Member, blend, cluster},
    query::Effect,
};
use kroniek_model::StableId;
use rusqlite::{Connection, OptionalExtension};
use std::collections::{BTreeMap, BTreeSet};

/// What is to be settled.
#[derive(Debug, Default)]
pub struct Change {
    /// Claims that are new, or whose neighbours or origin changed.
    pub dirty: BTreeSet<StableId>,
    /// Events that lost claims.
    lost: BTreeSet<StableId>,
}

/// Events by what became of them, each list sorted.
#[derive(Debug, Default)]
pub struct Settled {
    pub new: Vec<StableId>,
    pub changed: Vec<StableId>,
    pub gone: Vec<StableId>,
}

impl Change {
    /// Notes claims that are about to be taken out: their events, and the claims linked with them.
    pub fn remember(&mut self, c: &Connection, going: &BTreeSet<StableId>) -> rusqlite::Result<()> {
        let loader = Loader::new(c);
        let mut linked = BTreeSet::new();
        for id in going {
            self.lost.extend(event_of(c, *id)?);
            if !linked.contains(id) {
                linked.extend(Linked::with(&loader, *id)?.claims.into_keys());
            }
        }
        self.dirty.extend(linked);
        Ok(())
    }
}

/// Makes all events anew, as the rules of merging are now.
pub fn settle_all(c: &Connection) -> rusqlite::Result<Settled> {
    let claims =
        list(c, "SELECT id FROM claims WHERE verdict IS NOT 'rejected' ORDER BY id", [], id)?;
    c.execute_batch("DELETE FROM slots")?;
    let loader = Loader::new(c);
    for claim in &claims {
        if let Some(said) = loader.one(*claim)?.map(|l| l.said) {
            write::slots(c, *claim, &said)?;
        }
    }
    settle(c, Change { dirty: claims.into_iter().collect(), ..Change::default() })
}

/// Makes the events of the changed claims, and of all linked with them, anew.
pub fn settle(c: &Connection, change: Change) -> rusqlite::Result<Settled> {
    let Change { mut dirty, lost } = change;
    let loader = Loader::new(c);
    let mut settling = Settling::of(c, lost)?;
    while let Some(claim) = dirty.pop_first() {
        let linked = Linked::with(&loader, claim)?;
        let mut changed: BTreeSet<StableId> =
            linked.claims.keys().copied().filter(|id| dirty.remove(id)).collect();
        changed.insert(claim);
        settling.part(linked, &changed)?;
    }
    settling.end()
}

/// Settling under way: one part after another, each of claims that hang together.
struct Settling<'c> {
    c: &'c Connection,
    effects: Vec<Effect>,
    /// Events that are there now, of those looked at.
    standing: BTreeSet<StableId>,
    /// Events that may be no more, with how many of their claims went where.
    leaving: BTreeMap<StableId, Heirs>,
    out: Settled,
}

/// Events by how many claims of another they took in.
type Heirs = BTreeMap<StableId, usize>;

impl<'c> Settling<'c> {
    fn of(c: &'c Connection, lost: BTreeSet<StableId>) -> rusqlite::Result<Self> {
        Ok(Settling {
            c,
            effects: sayings::effects(c)?,
            standing: BTreeSet::new(),
            leaving: lost.into_iter().map(|event| (event, Heirs::new())).collect(),
            out: Settled::default(),
        })
    }

    /// Makes the events of claims that hang together, some of which are new or changed.
    fn part(&mut self, mut linked: Linked, changed: &BTreeSet<StableId>) -> rusqlite::Result<()> {
        let facts: Vec<Fact> = linked.claims.values().map(Loaded::fact).collect();
        let bonds = correct::bonds(self.c, linked.claims.keys())?;
        for ids in cluster(&facts, &bonds) {
            match linked.are_an_event(&ids) && !ids.iter().any(|id| changed.contains(id)) {
                true => self.standing.extend(ids.first()),
                false => self.event(ids.iter().filter_map(|id| linked.claims.remove(id)))?,
            }
        }
        for event in linked.events.keys() {
            match self.standing.contains(event) {
                true => _ = self.leaving.remove(event),
                false => _ = self.leaving.entry(*event).or_default(),
            }
        }
        Ok(())
    }

    /// Makes one event of its claims.
    fn event(&mut self, claims: impl Iterator<Item = Loaded>) -> rusqlite::Result<()> {
        let (members, from): (Vec<Member>, Vec<_>) = claims.map(|l| (l.member, l.event)).unzip();
        let Some(event) = blend(&members) else { return Ok(()) };
        self.standing.insert(event.id);
        let placed = self.place(&event, &members)?;
        let all = members.iter().zip(from);
        let moved: Vec<_> = all.filter(|(_, from)| *from != Some(event.id)).collect();
        for (member, from) in &moved {
            let sql = "UPDATE claims SET event = ?2 WHERE id = ?1";
            self.c.prepare_cached(sql)?.execute([Key(member.id), Key(event.id)])?;
            if let Some(from) = from {
                *self.leaving.entry(*from).or_default().entry(event.id).or_default() += 1;
            }
        }
        match placed || !moved.is_empty() {
            true => write_event::tell(self.c, &event),
            false => Ok(()),
        }
    }

    /// Writes an event if it is new or says something else now; whether it did.
    fn place(&mut self, event: &Event, members: &[Member]) -> rusqlite::Result<bool> {
        match body(self.c, event.id)? {
            Some(old) if old == lean(event)? => return Ok(false),
            Some(_) => {
                write_event::erase(self.c, event.id)?;
                self.out.changed.push(event.id);
            }
            None => self.out.new.push(event.id),
        }
        write_event::write(self.c, event, members, &self.effects)?;
        Ok(true)
    }

    /// Takes out what is no more. Last, as a claim that was read anew may give its event back its name.
    fn end(self) -> rusqlite::Result<Settled> {
        let Settling { c, standing, leaving, mut out, .. } = self;
        for (gone, heirs) in leaving.into_iter().filter(|(e, _)| !standing.contains(e)) {
            write_event::erase(c, gone)?;
            redirect(c, gone, &heirs)?;
            out.gone.push(gone);
        }
        for events in [&mut out.new, &mut out.changed] {
            events.sort_unstable();
            events.dedup();
        }
        Ok(out)
    }
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
fn redirect(c: &Connection, gone: StableId, heirs: &Heirs) -> rusqlite::Result<()> {
    if event_of(c, gone)?.is_some() {
        return Ok(());
    }
    let most = heirs.iter().max_by_key(|(id, n)| (**n, std::cmp::Reverse(**id)));
    if let Some((heir, _)) = most {
        c.prepare_cached("INSERT OR REPLACE INTO redirects (old, new) VALUES (?1, ?2)")?
            .execute([Key(gone), Key(*heir)])?;
    }
    Ok(())
}
