//! What is said of states of affairs: by reports, and by what events do to them.

use super::{Json, Key, Packed, list, load, names};
use crate::{
    day::{Day, Stretch},
    event::Event,
    merge::Member,
    query::Effect,
};
use kroniek_model::{ActorRef, CodeRef, StableId, StateClaim, When};
use rusqlite::{Connection, params};

/// Place in the list of a saying that an event makes.
pub const BY_EVENT: i64 = -1;
/// The same for an event that makes it only by some of its claims.
pub const BY_CLAIMS: i64 = -2;

/// What a report or an event says of a matter.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Saying {
    pub begins: Option<String>,
    pub holds: Option<String>,
    pub ends: Option<String>,
}

/// An event's doing: who stands how to whom, and since or until when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    pub subject: CodeRef,
    pub relation: String,
    pub object: CodeRef,
    pub saying: Saying,
}

/// Enters what a report says of a state of affairs.
pub fn stated(
    c: &Connection,
    (report, nth): (StableId, usize),
    published: Option<&When>,
    state: &StateClaim,
) -> rusqlite::Result<()> {
    let matter = matter(c, &state.subject, &state.relation, &state.object)?;
    let known = published.map_or(Day::MAX, |w| Stretch::of(w).lo);
    let text = |w: &When| w.to_string();
    let saying = Saying {
        begins: state.from.as_ref().map(text),
        holds: published.filter(|day| holds(state, day)).map(text),
        ends: state.to.as_ref().map(text),
    };
    put(c, matter, known, (report, nth as i64), &saying)
}

/// Whether a state of affairs holds on the day of the report.
fn holds(state: &StateClaim, published: &When) -> bool {
    let p = Stretch::of(published);
    state.from.as_ref().is_none_or(|f| Stretch::of(f).lo <= p.lo)
        && state.to.as_ref().is_none_or(|t| Stretch::of(t).hi >= p.hi)
}

/// Takes out what a report of that day says of a state of affairs.
pub fn unstated(
    c: &Connection,
    (report, nth): (StableId, usize),
    day: Option<Day>,
    state: &StateClaim,
) -> rusqlite::Result<()> {
    let matter = matter(c, &state.subject, &state.relation, &state.object)?;
    let known = day.unwrap_or(Day::MAX);
    c.prepare_cached(
        "DELETE FROM sayings WHERE matter = ?1 AND known = ?2 AND source = ?3 AND nth = ?4",
    )?
    .execute(params![matter, known, Key(report), nth as i64])?;
    Ok(())
}

/// Enters anew what an event does to states of affairs, and what it would do if only some of its claims were known.
pub fn made(
    c: &Connection,
    event: &Event,
    members: &[Member],
    effects: &[Effect],
) -> rusqlite::Result<()> {
    let known = event.first_published.as_ref().map_or(Day::MAX, |w| Stretch::of(w).lo);
    for done in doings(event, effects) {
        let matter = matter(c, &done.subject, &done.relation, &done.object)?;
        put(c, matter, known, (event.id, BY_EVENT), &done.saying)?;
    }
    for m in members {
        for effect in
            effects.iter().filter(|e| e.kind == m.claim.kind && e.status == m.claim.status)
        {
            for (subject, object) in sides(&m.claim.source, &m.claim.target, effect) {
                let matter = matter(c, &subject, &effect.relation, &object)?;
                put(c, matter, known, (event.id, BY_CLAIMS), &Saying::default())?;
            }
        }
    }
    Ok(())
}

/// Takes out what an event says.
pub fn unmade(c: &Connection, event: StableId) -> rusqlite::Result<()> {
    c.prepare_cached("DELETE FROM sayings WHERE source = ?1 AND nth < 0")?.execute([Key(event)])?;
    Ok(())
}

/// What an event does to states of affairs.
pub fn doings(event: &Event, effects: &[Effect]) -> Vec<Done> {
    let Some(date) = event.date.as_ref().or(event.first_published.as_ref()) else {
        return Vec::new();
    };
    let date = Some(date.to_string());
    let mut out = Vec::new();
    for effect in effects.iter().filter(|e| e.kind == event.kind && e.status == event.status) {
        let saying = match effect.begins {
            true => Saying { begins: date.clone(), ..Saying::default() },
            false => Saying { ends: date.clone(), ..Saying::default() },
        };
        for (subject, object) in sides(&event.source, &event.target, effect) {
            let (subject, object) = ordered(&effect.relation, &subject, &object);
            let (relation, saying) = (effect.relation.clone(), saying.clone());
            out.push(Done { subject: subject.clone(), relation, object: object.clone(), saying });
        }
    }
    out
}

/// Who stands to whom after an event: every source to every target, and all to each other where it is mutual; what is
/// ended so is ended whichever way round it stood. Whoever does it stands for his state; whom it befalls may be a person.
fn sides(s: &[ActorRef], t: &[ActorRef], effect: &Effect) -> Vec<(CodeRef, CodeRef)> {
    let bare = |a: &ActorRef| CodeRef { code: a.code.clone(), name: None };
    let named = |a: &ActorRef| CodeRef { code: a.code.clone(), name: a.name.clone() };
    let mut out = Vec::new();
    for (i, a) in s.iter().enumerate() {
        match (t.is_empty(), effect.reversed) {
            (true, _) => out.extend(s[i + 1..].iter().map(|b| (bare(a), bare(b)))),
            (false, true) => out.extend(t.iter().map(|b| (bare(b), bare(a)))),
            (false, false) => out.extend(t.iter().map(|b| (bare(a), named(b)))),
        }
    }
    if t.is_empty() && !effect.begins {
        let turned: Vec<_> = out.iter().map(|(a, b)| (b.clone(), a.clone())).collect();
        out.extend(turned);
    }
    out
}

/// The two in the order in which a relation has them.
fn ordered<'a>(
    relation: &str,
    subject: &'a CodeRef,
    object: &'a CodeRef,
) -> (&'a CodeRef, &'a CodeRef) {
    match StateClaim::MUTUAL.contains(&relation) && subject > object {
        true => (object, subject),
        false => (subject, object),
    }
}

/// The number of a matter, entered if it is new.
fn matter(
    c: &Connection,
    subject: &CodeRef,
    relation: &str,
    object: &CodeRef,
) -> rusqlite::Result<i64> {
    let (subject, object) = ordered(relation, subject, object);
    let name = |who: &'_ CodeRef| who.name.clone().unwrap_or_default();
    let (one, other) = (name(subject), name(object));
    let of = params![subject.code, relation, object.code, one, other];
    names::actor(c, &subject.code)?;
    names::actor(c, &object.code)?;
    c.prepare_cached(
        "INSERT OR IGNORE INTO matters (subject, relation, object, subject_name, object_name)
         VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(of)?;
    c.prepare_cached(
        "SELECT nr FROM matters WHERE subject = ?1 AND relation = ?2 AND object = ?3
         AND subject_name = ?4 AND object_name = ?5",
    )?
    .query_row(of, |r| r.get(0))
}

fn put(
    c: &Connection,
    matter: i64,
    known: Day,
    (source, nth): (StableId, i64),
    s: &Saying,
) -> rusqlite::Result<()> {
    c.prepare_cached(
        "INSERT OR IGNORE INTO sayings (matter, known, source, nth, begins, holds, ends)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![matter, known, Key(source), nth, s.begins, s.holds, s.ends])?;
    Ok(())
}

/// What events do to states of affairs, as the store was told last.
pub fn effects(c: &Connection) -> rusqlite::Result<Vec<Effect>> {
    let sql = "SELECT body FROM effects ORDER BY body";
    list(c, sql, [], |r| Ok(r.get::<_, Json<Effect>>(0)?.0))
}

/// Tells the store what events do to states of affairs, and enters it for all events that it has.
pub fn set_effects(c: &Connection, effects: &[Effect]) -> rusqlite::Result<()> {
    c.execute_batch("DELETE FROM effects; DELETE FROM sayings WHERE nth < 0")?;
    for effect in effects {
        c.execute("INSERT OR IGNORE INTO effects (body) VALUES (?1)", [Json(effect)])?;
    }
    // Kinds of claims may differ within an event: each event that has a claim of such a kind may be touched.
    let sql = "SELECT id, body FROM events ORDER BY id";
    let mut ask = c.prepare(sql)?;
    let mut rows = ask.query([])?;
    while let Some(row) = rows.next()? {
        let event: Event = row.get::<_, Packed<_>>(1)?.0;
        let members = load::members(c, event.id)?;
        made(c, &event, &members, effects)?;
    }
    Ok(())
}
