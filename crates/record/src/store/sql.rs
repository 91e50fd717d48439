//! How values lie in columns.

use flate2::{Compression, read::DeflateDecoder, write::DeflateEncoder};
use kroniek_model::StableId;
use rusqlite::{
    Connection, Error, Params, Row,
    types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef},
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Number, Value};
use std::io::{Read, Write};

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
        Ok(pack(&lean(&self.0)?).into())
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

fn pack(text: &str) -> Vec<u8> {
    let mut packer = DeflateEncoder::new(vec![DEFLATED], Compression::default());
    let packed = packer.write_all(text.as_bytes()).and_then(|()| packer.finish());
    match packed {
        Ok(bytes) if bytes.len() <= text.len() => bytes,
        _ => [&[PLAIN], text.as_bytes()].concat(),
    }
}

fn unpack(bytes: &[u8]) -> FromSqlResult<Vec<u8>> {
    match bytes {
        [PLAIN, text @ ..] => Ok(text.to_vec()),
        [DEFLATED, packed @ ..] => {
            let mut out = Vec::with_capacity(packed.len() * 3);
            let mut from = DeflateDecoder::new(packed);
            from.read_to_end(&mut out).map_err(|e| FromSqlError::Other(e.into()))?;
            Ok(out)
        }
        _ => Err(FromSqlError::InvalidType),
    }
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
