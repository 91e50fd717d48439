//! Reports that are copies of one another: an agency's text in three papers is one source.
//!
//! A text is known by the smallest hashes of its runs of words (MinHash; Broder 1997). Texts that share at least half
//! of their runs are alike, and so are texts that are alike to a common third. What is alike has one *origin*.

use super::{Key, id, list};
use crate::fold::fold;
use kroniek_model::StableId;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeSet;

/// Words in a run.
const RUN: usize = 4;
/// Hashes in a sketch: 12 bands of 3, so that texts with 70 % of their runs in common are compared in 99 of 100 cases.
const HASHES: usize = 36;
const BAND: usize = 3;
/// Equal hashes of 36 that make two texts alike.
const ALIKE: usize = 18;
/// Runs below which a text is known by itself only.
const FEWEST: usize = 12;

type Sketch = Vec<u32>;

/// Enters a text: its sketch's identifier, and the claims whose origin moved.
pub fn enter(c: &Connection, text: &str) -> rusqlite::Result<(StableId, Vec<StableId>)> {
    let folded = fold(text);
    let sketch = sketch(&folded);
    let blob: Vec<u8> = sketch.iter().flat_map(|h| h.to_le_bytes()).collect();
    let id = match sketch.is_empty() {
        true => StableId::of(&["text", &folded]),
        false => StableId::of(&["sketch", &hex(&sketch)]),
    };
    let mut put =
        c.prepare_cached("INSERT OR IGNORE INTO sketches (id, origin, words) VALUES (?1, ?1, ?2)")?;
    if put.execute(params![Key(id), blob])? == 0 || sketch.is_empty() {
        return Ok((id, Vec::new()));
    }
    let mut origins = BTreeSet::from([id]);
    for (other, origin) in sharing(c, &sketch)? {
        if !origins.contains(&origin) && alike(&sketch, &words(c, other)?) {
            origins.insert(origin);
        }
    }
    for band in bands(&sketch) {
        c.prepare_cached("INSERT OR IGNORE INTO bands (band, sketch) VALUES (?1, ?2)")?
            .execute(params![band, Key(id)])?;
    }
    Ok((id, unite(c, &origins)?))
}

/// Takes out the sketches that no report has any longer; returns the claims whose origin moved.
pub fn sweep(c: &Connection) -> rusqlite::Result<Vec<StableId>> {
    let sql = "SELECT id, origin FROM sketches s WHERE NOT EXISTS (SELECT 1 FROM reports r WHERE r.sketch = s.id)";
    let gone: Vec<(Key, Key)> = list(c, sql, [], |r| Ok((r.get(0)?, r.get(1)?)))?;
    let mut moved = Vec::new();
    for (id, origin) in gone {
        for band in bands(&words(c, id.0)?) {
            c.prepare_cached("DELETE FROM bands WHERE band = ?1 AND sketch = ?2")?
                .execute(params![band, id])?;
        }
        c.prepare_cached("DELETE FROM sketches WHERE id = ?1")?.execute([id])?;
        moved.extend(part(c, origin)?);
    }
    Ok(moved)
}

/// Finds anew which sketches of an origin still hang together.
fn part(c: &Connection, origin: Key) -> rusqlite::Result<Vec<StableId>> {
    let ids = list(c, "SELECT id FROM sketches WHERE origin = ?1 ORDER BY id", [origin], id)?;
    let sketches: Vec<Sketch> = ids.iter().map(|k| words(c, *k)).collect::<Result<_, _>>()?;
    let share = |a: &Sketch, b: &Sketch| bands(a).iter().any(|x| bands(b).contains(x));
    let mut home: Vec<usize> = (0..ids.len()).collect();
    for i in 0..ids.len() {
        for j in 0..i {
            if home[i] != home[j]
                && alike(&sketches[i], &sketches[j])
                && share(&sketches[i], &sketches[j])
            {
                let (keep, gone) = (home[i].min(home[j]), home[i].max(home[j]));
                home.iter_mut().filter(|h| **h == gone).for_each(|h| *h = keep);
            }
        }
    }
    let mut moved = Vec::new();
    for (i, id) in ids.iter().enumerate() {
        moved.extend(rename(c, *id, ids[home[i]])?);
    }
    Ok(moved)
}

/// Gives all of these origins the smallest of them.
fn unite(c: &Connection, origins: &BTreeSet<StableId>) -> rusqlite::Result<Vec<StableId>> {
    let mut moved = Vec::new();
    let Some(first) = origins.first() else { return Ok(moved) };
    for old in origins {
        for sketch in list(c, "SELECT id FROM sketches WHERE origin = ?1", [Key(*old)], id)? {
            moved.extend(rename(c, sketch, *first)?);
        }
    }
    Ok(moved)
}

/// Sets a sketch's origin; returns the claims of its reports if it was another.
fn rename(c: &Connection, sketch: StableId, origin: StableId) -> rusqlite::Result<Vec<StableId>> {
    let mut put =
        c.prepare_cached("UPDATE sketches SET origin = ?2 WHERE id = ?1 AND origin <> ?2")?;
    if put.execute(params![Key(sketch), Key(origin)])? == 0 {
        return Ok(Vec::new());
    }
    let sql = "SELECT c.id FROM claims c JOIN reports r ON r.id = c.report WHERE r.sketch = ?1";
    list(c, sql, [Key(sketch)], id)
}

fn sharing(c: &Connection, sketch: &Sketch) -> rusqlite::Result<BTreeSet<(StableId, StableId)>> {
    let mut ask = c.prepare_cached(
        "SELECT s.id, s.origin FROM bands b JOIN sketches s ON s.id = b.sketch WHERE b.band = ?1",
    )?;
    let mut out = BTreeSet::new();
    for band in bands(sketch) {
        let rows = ask.query_map([band], |r| Ok((r.get::<_, Key>(0)?.0, r.get::<_, Key>(1)?.0)))?;
        out.extend(rows.collect::<Result<Vec<_>, _>>()?);
    }
    Ok(out)
}

fn words(c: &Connection, sketch: StableId) -> rusqlite::Result<Sketch> {
    let mut ask = c.prepare_cached("SELECT words FROM sketches WHERE id = ?1")?;
    let blob: Option<Vec<u8>> = ask.query_row([Key(sketch)], |r| r.get(0)).optional()?;
    let four = |b: &[u8]| u32::from_le_bytes([b[0], b[1], b[2], b[3]]);
    Ok(blob.unwrap_or_default().chunks_exact(4).map(four).collect())
}

fn alike(a: &Sketch, b: &Sketch) -> bool {
    a.iter().zip(b).filter(|(x, y)| x == y).count() >= ALIKE
}

/// For each of 36 hash functions the smallest hash of the text's runs; empty for a short text.
fn sketch(folded: &str) -> Sketch {
    let words: Vec<&str> = folded.split_whitespace().collect();
    if words.len() < RUN + FEWEST {
        return Vec::new();
    }
    let runs: BTreeSet<u64> = words.windows(RUN).map(|w| StableId::of(w).0).collect();
    let smallest = |n: u64| {
        let seed = n.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        runs.iter().map(|h| (mixed(h ^ seed) >> 32) as u32).min().unwrap_or_default()
    };
    (0..HASHES as u64).map(smallest).collect()
}

/// A permutation of the 64-bit numbers (the finaliser of SplitMix64).
fn mixed(x: u64) -> u64 {
    let x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

fn bands(sketch: &Sketch) -> Vec<i64> {
    // Six bytes are enough to tell bands apart, and a third less to keep.
    let band =
        |(n, part): (usize, &[u32])| StableId::of(&[&n.to_string(), &hex(part)]).0 as i64 >> 17;
    sketch.chunks(BAND).enumerate().map(band).collect()
}

fn hex(hashes: &[u32]) -> String {
    hashes.iter().map(|h| format!("{h:08x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(from: usize, to: usize) -> String {
        (from..to).map(|n| format!("woord{n} ")).collect()
    }

    #[test]
    fn copies_are_alike_and_others_are_not() {
        let whole = sketch(&text(0, 300));
        assert!(alike(&whole, &sketch(&text(0, 270))));
        assert!(alike(&whole, &sketch(&text(20, 310))));
        assert!(!alike(&whole, &sketch(&text(200, 500))));
        assert!(sketch(&text(0, 10)).is_empty());
    }
}
