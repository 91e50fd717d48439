//! Apache Parquet: the columns of CSV with their types, an event a row, Snappy-packed.

use crate::{
    Atlas, Exported, Exporter, Sink,
    columns::{Cell, Column, Row},
    event::COLUMNS,
};
use jiff::civil::{Date, date};
use parquet::{
    basic::Compression,
    data_type::{ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type},
    errors::{ParquetError, Result},
    file::{
        properties::WriterProperties,
        writer::{SerializedColumnWriter, SerializedFileWriter, SerializedRowGroupWriter},
    },
    schema::parser::parse_message_type,
};
use std::{io, sync::Arc};

/// Rows that are held and written together: what bounds memory, and what a reader takes at a time.
const TOGETHER: usize = 16_384;

/// Day 0 of Parquet's days.
const EPOCH: Date = date(1970, 1, 1);

/// A file of events.
pub struct Parquet<'a> {
    writer: SerializedFileWriter<Sink<'a>>,
    atlas: &'a Atlas,
    held: Vec<Held>,
    rows: usize,
    number: u64,
}

/// The values of a column that are not written yet. `there` says of each row, of each text in it, how much of its path
/// is there (Parquet's definition levels), `again` whether it goes on in the same row (repetition levels).
struct Held {
    values: Values,
    there: Vec<i16>,
    again: Vec<i16>,
}

enum Values {
    Texts(Vec<ByteArray>),
    Ints(Vec<i64>),
    Reals(Vec<f64>),
    Days(Vec<i32>),
}

impl<'a> Parquet<'a> {
    /// The beginning of a file.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn new(atlas: &'a Atlas, out: Sink<'a>) -> io::Result<Self> {
        let schema = parse_message_type(&schema()).map_err(failed)?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by(concat!("kroniek ", env!("CARGO_PKG_VERSION")).to_owned())
            .build();
        let writer = SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties));
        let held = COLUMNS.iter().map(|c| Held::of(c.cell)).collect();
        Ok(Parquet { writer: writer.map_err(failed)?, atlas, held, rows: 0, number: 0 })
    }

    /// Writes the rows that are held.
    fn put(&mut self) -> Result<()> {
        let mut group = self.writer.next_row_group()?;
        for held in &mut self.held {
            held.put(&mut group)?;
        }
        group.close()?;
        self.rows = 0;
        Ok(())
    }
}

impl Exporter for Parquet<'_> {
    fn event(&mut self, event: &Exported) -> io::Result<u64> {
        self.number += 1;
        let (atlas, number) = (self.atlas, self.number);
        let row = Row { event, atlas, actor: None, other: None, nth: 0, number };
        for (held, column) in self.held.iter_mut().zip(COLUMNS) {
            held.hold(column.cell, &row);
        }
        self.rows += 1;
        if self.rows == TOGETHER {
            self.put().map_err(failed)?;
        }
        Ok(1)
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        if self.rows > 0 {
            self.put().map_err(failed)?;
        }
        self.writer.into_inner().map_err(failed)?.flush()
    }
}

impl Held {
    fn of(cell: Cell) -> Held {
        let values = match cell {
            Cell::Text(_) | Cell::Texts(_) => Values::Texts(Vec::new()),
            Cell::Int(_) => Values::Ints(Vec::new()),
            Cell::Real(_) => Values::Reals(Vec::new()),
            Cell::Day(_) => Values::Days(Vec::new()),
        };
        Held { values, there: Vec::new(), again: Vec::new() }
    }

    fn hold(&mut self, cell: Cell, row: &Row) {
        match (cell, &mut self.values) {
            (Cell::Text(of), Values::Texts(all)) => {
                one(&mut self.there, all, of(row).map(|t| bytes(&t)))
            }
            (Cell::Int(of), Values::Ints(all)) => one(&mut self.there, all, of(row)),
            (Cell::Real(of), Values::Reals(all)) => one(&mut self.there, all, of(row)),
            (Cell::Day(of), Values::Days(all)) => one(&mut self.there, all, of(row).map(days)),
            (Cell::Texts(of), Values::Texts(all)) => {
                let texts = of(row);
                // A list that is there and empty has one place without a value.
                self.there.extend(if texts.is_empty() { vec![0] } else { vec![1; texts.len()] });
                self.again.extend((0..texts.len().max(1)).map(|n| i16::from(n > 0)));
                all.extend(texts.iter().map(|t| bytes(t)));
            }
            // A column holds what its cells give: see `of`.
            _ => {}
        }
    }

    fn put<W: io::Write + Send>(
        &mut self,
        group: &mut SerializedRowGroupWriter<'_, W>,
    ) -> Result<()> {
        let missing = || ParquetError::General("fewer columns than the schema has".to_owned());
        let mut column: SerializedColumnWriter<'_> = group.next_column()?.ok_or_else(missing)?;
        let (there, again) = (std::mem::take(&mut self.there), std::mem::take(&mut self.again));
        let again = (!again.is_empty()).then_some(&*again);
        let there = Some(&*there);
        match &mut self.values {
            Values::Texts(all) => {
                column.typed::<ByteArrayType>().write_batch(&std::mem::take(all), there, again)?
            }
            Values::Ints(all) => {
                column.typed::<Int64Type>().write_batch(&std::mem::take(all), there, again)?
            }
            Values::Reals(all) => {
                column.typed::<DoubleType>().write_batch(&std::mem::take(all), there, again)?
            }
            Values::Days(all) => {
                column.typed::<Int32Type>().write_batch(&std::mem::take(all), there, again)?
            }
        };
        column.close()
    }
}

fn one<T>(there: &mut Vec<i16>, all: &mut Vec<T>, value: Option<T>) {
    there.push(value.is_some().into());
    all.extend(value);
}

fn bytes(text: &str) -> ByteArray {
    ByteArray::from(text.as_bytes().to_vec())
}

fn days(day: Date) -> i32 {
    (day - EPOCH).get_days()
}

/// The schema in Parquet's own words: a list is there in every row, empty where there is nothing.
fn schema() -> String {
    let columns: String = COLUMNS.iter().map(field).collect();
    format!("message event {{ {columns} }}")
}

fn field(column: &Column) -> String {
    let name = column.name;
    match column.cell {
        Cell::Text(_) => format!("optional binary {name} (STRING); "),
        Cell::Int(_) => format!("optional int64 {name}; "),
        Cell::Real(_) => format!("optional double {name}; "),
        Cell::Day(_) => format!("optional int32 {name} (DATE); "),
        Cell::Texts(_) => format!(
            "required group {name} (LIST) {{ repeated group list {{ required binary element (STRING); }} }} "
        ),
    }
}

fn failed(e: ParquetError) -> io::Error {
    match e {
        ParquetError::External(e) => match e.downcast::<io::Error>() {
            Ok(e) => *e,
            Err(e) => io::Error::other(e),
        },
        e => io::Error::other(e),
    }
}
