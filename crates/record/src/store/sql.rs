//! How values lie in columns.

use kroniek_model::StableId;
use rusqlite::{
    Connection, Error, Params, Row,
    types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef},
};
use serde::{Serialize, de::DeserializeOwned};

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
        let text = serde_json::to_string(&self.0);
        text.map(Into::into).map_err(|e| Error::ToSqlConversionFailure(e.into()))
    }
}

impl<T: DeserializeOwned> FromSql for Json<T> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let text = value.as_str()?;
        serde_json::from_str(text).map(Json).map_err(|e| FromSqlError::Other(e.into()))
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
