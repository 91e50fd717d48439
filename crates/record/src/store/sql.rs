//! How values lie in columns.

use flate2::{Compress, Compression, Decompress, FlushCompress, FlushDecompress, Status as Step};
use kroniek_model::{EventType, StableId, Status};
use rusqlite::{
    Connection, Error, Params, Row,
    types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef},
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Number, Value};
use std::cell::RefCell;

/// An identifier as a signed number in the same order: the highest bit is flipped.
#[derive(Debug, Clone, Copy)]
pub struct Key(pub StableId);

impl Key {
    /// The number as a value of a question made at run time.
    pub fn value(self) -> rusqlite::types::Value {
        ((self.0.0 ^ FLIP) as i64).into()
    }
}

const FLIP: u64 = 1 << 63;

impl ToSql for Key {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(((self.0.0 ^ FLIP) as i64).into())
    }
}

impl FromSql for Key {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Ok(Key(StableId(value.as_i64()? as u64 ^ FLIP)))
    }
}

/// A value as JSON text.
#[derive(Debug)]
pub struct Json<T>(pub T);

impl<T: Serialize> ToSql for Json<T> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(lean(&self.0)?.into())
    }
}

impl<T: DeserializeOwned> FromSql for Json<T> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let text = value.as_str()?;
        serde_json::from_str(text).map(Json).map_err(|e| FromSqlError::Other(e.into()))
    }
}

/// A value as packed JSON.
#[derive(Debug)]
pub struct Packed<T>(pub T);

impl<T: Serialize> ToSql for Packed<T> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(pack_body(&lean(&self.0)?).into())
    }
}

impl<T: DeserializeOwned> FromSql for Packed<T> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        unpacked(value.as_blob()?).map(Packed)
    }
}

/// What is packed as JSON.
pub fn unpacked<T: DeserializeOwned>(bytes: &[u8]) -> FromSqlResult<T> {
    serde_json::from_slice(&unpack(bytes)?).map_err(|e| FromSqlError::Other(e.into()))
}

/// A text that is packed.
#[derive(Debug)]
pub struct Text(pub String);

impl ToSql for Text {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(pack(&self.0).into())
    }
}

impl FromSql for Text {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let bytes = unpack(value.as_blob()?)?;
        String::from_utf8(bytes).map(Text).map_err(|e| FromSqlError::Other(e.into()))
    }
}

/// JSON without what is null.
pub fn lean(value: &impl Serialize) -> rusqlite::Result<String> {
    let failed = |e: serde_json::Error| Error::ToSqlConversionFailure(e.into());
    let mut tree = serde_json::to_value(value).map_err(failed)?;
    strip(&mut tree);
    serde_json::to_string(&tree).map_err(failed)
}

fn strip(tree: &mut Value) {
    match tree {
        Value::Object(fields) => {
            fields.retain(|_, v| !v.is_null());
            fields.values_mut().for_each(strip);
        }
        Value::Array(items) => items.iter_mut().for_each(strip),
        Value::Number(n) => {
            if let Some(short) = n.as_f64().filter(|_| n.is_f64()).and_then(shortest) {
                *n = short;
            }
        }
        _ => {}
    }
}

/// A number of 32 bits as short as it can be said: on its way through 64 bits 0.8 became 0.800000011920929.
fn shortest(x: f64) -> Option<Number> {
    let small = x as f32;
    let short: f64 = small.to_string().parse().ok()?;
    (f64::from(small) == x).then(|| Number::from_f64(short)).flatten()
}

const PLAIN: u8 = 0;
const DEFLATED: u8 = 1;
const BY_DICTIONARY: u8 = 2;

/// What bodies mostly say, so that it need not be said again in each: readings of the samples. Stores hold what was
/// packed with it; it never changes.
const DICTIONARY: &[u8] = include_bytes!("dictionary/2.txt");

thread_local! {
    // They are large, and made anew for every body they would cost more than what they do.
    static PACKER: RefCell<Compress> = RefCell::new(Compress::new(Compression::default(), false));
    static OPENER: RefCell<Decompress> = RefCell::new(Decompress::new(false));
}

/// A text: its own words are dictionary enough.
fn pack(text: &str) -> Vec<u8> {
    packed(text, DEFLATED, |_| true)
}

/// A body of JSON.
fn pack_body(text: &str) -> Vec<u8> {
    packed(text, BY_DICTIONARY, |packer| packer.set_dictionary(DICTIONARY).is_ok())
}

/// The packed text after its sign, or the plain one where that is shorter.
fn packed(text: &str, sign: u8, prepare: impl Fn(&mut Compress) -> bool) -> Vec<u8> {
    PACKER.with_borrow_mut(|packer| {
        packer.reset();
        let mut out = Vec::with_capacity(text.len() + 1);
        out.push(sign);
        let ready = prepare(packer);
        match packer.compress_vec(text.as_bytes(), &mut out, FlushCompress::Finish) {
            Ok(Step::StreamEnd) if ready => out,
            _ => [&[PLAIN], text.as_bytes()].concat(),
        }
    })
}

fn unpack(bytes: &[u8]) -> FromSqlResult<Vec<u8>> {
    match bytes {
        [PLAIN, text @ ..] => Ok(text.to_vec()),
        [DEFLATED, packed @ ..] => opened(packed, None),
        [BY_DICTIONARY, packed @ ..] => opened(packed, Some(DICTIONARY)),
        _ => Err(FromSqlError::InvalidType),
    }
}

fn opened(packed: &[u8], dictionary: Option<&[u8]>) -> FromSqlResult<Vec<u8>> {
    let failed = |e: flate2::DecompressError| FromSqlError::Other(e.into());
    OPENER.with_borrow_mut(|opener| {
        opener.reset(false);
        if let Some(dictionary) = dictionary {
            opener.set_dictionary(dictionary).map_err(failed)?;
        }
        let mut out = Vec::with_capacity(packed.len() * 5);
        loop {
            let read = opener.total_in() as usize;
            let flush = FlushDecompress::Finish;
            match opener.decompress_vec(&packed[read..], &mut out, flush).map_err(failed)? {
                Step::StreamEnd => return Ok(out),
                // No room left, or nothing left to read.
                _ if out.len() == out.capacity() => out.reserve(out.capacity().max(64)),
                _ => return Err(FromSqlError::InvalidType),
            }
        }
    })
}

/// A reading type as stores have it: its place in the guide's list, from 1.
pub fn type_nr(event_type: EventType) -> i64 {
    1 + EventType::ALL.iter().position(|t| *t == event_type).unwrap_or_default() as i64
}

/// A status as stores have it: its place in the guide's list, from 1.
pub fn status_nr(status: Status) -> i64 {
    1 + Status::ALL.iter().position(|s| *s == status).unwrap_or_default() as i64
}

/// The reading type of a number.
pub fn type_of(nr: i64) -> Option<EventType> {
    usize::try_from(nr - 1).ok().and_then(|at| EventType::ALL.get(at)).copied()
}

/// All rows of an answer.
pub fn list<T>(
    c: &Connection,
    sql: &str,
    params: impl Params,
    row: impl FnMut(&Row) -> rusqlite::Result<T>,
) -> rusqlite::Result<Vec<T>> {
    c.prepare_cached(sql)?.query_map(params, row)?.collect()
}

/// The identifier in the first column.
pub fn id(row: &Row) -> rusqlite::Result<StableId> {
    Ok(row.get::<_, Key>(0)?.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_comes_back() {
        let long = "Kort. ".repeat(5000);
        for text in ["", "a", "{\"code\":\"RUS\"}", &long] {
            assert_eq!(unpack(&pack(text)).expect("unpacked"), text.as_bytes());
            assert_eq!(unpack(&pack_body(text)).expect("unpacked"), text.as_bytes());
        }
        assert!(pack_body("{\"code\":\"RUS\"}").len() < 12 && pack(&long).len() < 200);
        assert!(
            unpack(&[]).is_err() && unpack(&[9, 1]).is_err() && unpack(&[1, 0xff, 0xff]).is_err()
        );
        let cut = &pack(&long)[..20];
        assert!(unpack(cut).is_err());
    }

    /// Stores are full of these numbers.
    #[test]
    fn types_and_statuses_keep_their_numbers() {
        let types: Vec<&str> = EventType::ALL.iter().map(|t| t.as_str()).collect();
        assert_eq!(
            types.join(" "),
            "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION \
             MOBILIZE COERCE ASSAULT"
        );
        let statuses: Vec<&str> = Status::ALL.iter().map(|s| s.as_str()).collect();
        assert_eq!(statuses.join(" "), "happened planned alleged denied hypothetical");
        assert_eq!((type_nr(EventType::Agree), type_nr(EventType::Assault)), (1, 16));
        assert_eq!((type_of(16), type_of(0)), (Some(EventType::Assault), None));
        assert_eq!(status_nr(Status::Happened), 1);
    }
}
