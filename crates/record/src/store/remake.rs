//! Older stores brought up to date where SQL alone cannot.

use super::{Json, Key, Packed, counts, list, settle, write, write_event};
use crate::event::Event;
use kroniek_model::{CodeRef, Person, StableId};
use rusqlite::{Connection, Row, Transaction, params};

/// Version 2: what reports yield beside claims is packed together, and all that follows from claims is made anew.
pub fn second(tx: &Transaction) -> rusqlite::Result<()> {
    let reports = list(tx, "SELECT id, day, published FROM reports ORDER BY id", [], |r| {
        Ok((r.get::<_, Key>(0)?.0, r.get(1)?, r.get::<_, Option<String>>(2)?))
    })?;
    for (id, day, published) in reports {
        let rest = rest(tx, id)?;
        tx.execute("UPDATE reports SET rest = ?2 WHERE id = ?1", params![Key(id), Packed(&rest)])?;
        let published = published.and_then(|p| p.parse().ok());
        write::follow(tx, (id, day, published.as_ref()), &rest)?;
    }
    tx.execute_batch(
        "DROP TABLE people; DROP TABLE states;
         ALTER TABLE reports DROP COLUMN times; ALTER TABLE reports DROP COLUMN warnings;",
    )?;
    settle::settle_all(tx)?;
    Ok(())
}

/// Version 3: the doubts of events that are there.
pub fn third(tx: &Transaction) -> rusqlite::Result<()> {
    let mut ask = tx.prepare("SELECT body FROM events")?;
    let mut rows = ask.query([])?;
    while let Some(row) = rows.next()? {
        write_event::doubt(tx, &row.get::<_, Packed<Event>>(0)?.0)?;
    }
    Ok(())
}

/// Version 4: events are made anew by what merging knows of days since, and exchanges are counted anew.
pub fn fourth(tx: &Transaction) -> rusqlite::Result<()> {
    settle::settle_all(tx)?;
    counts::recount(tx)
}

fn rest(c: &Connection, report: StableId) -> rusqlite::Result<write::Rest> {
    let id = [Key(report)];
    let of = |column: &str| format!("SELECT {column} FROM reports WHERE id = ?1");
    let states = "SELECT body FROM states WHERE report = ?1 ORDER BY nth";
    let people = "SELECT name, code, office FROM people WHERE report = ?1 ORDER BY nth";
    Ok(write::Rest {
        people: list(c, people, id, person)?,
        states: list(c, states, id, |r| Ok(r.get::<_, Json<_>>(0)?.0))?,
        times: c.query_row(&of("times"), id, |r| Ok(r.get::<_, Json<_>>(0)?.0))?,
        warnings: c.query_row(&of("warnings"), id, |r| Ok(r.get::<_, Json<_>>(0)?.0))?,
    })
}

fn person(r: &Row) -> rusqlite::Result<Person> {
    let of = CodeRef { code: r.get(1)?, name: None };
    Ok(Person { name: r.get(0)?, of, office: r.get(2)? })
}
