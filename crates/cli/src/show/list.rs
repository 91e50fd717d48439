//! One definition of a row, three ways to print it.

use super::{Table, width};
use crate::args::Format;
use anyhow::Result;
use serde::Serialize;
use std::io::Write;

/// One field of a row.
pub struct Column<R: 'static> {
    /// Its heading.
    pub name: &'static str,
    /// Whether tables and CSV have it, or one of the two.
    pub shape: Shape,
    /// What stands in it.
    pub cell: fn(&R) -> String,
}

/// Where a column is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Everywhere.
    Both,
    /// In tables only: fit to be read.
    Read,
    /// In CSV only: all there is.
    Data,
}

/// A list that is printed row by row.
pub struct List<R: 'static, W: Write> {
    columns: &'static [Column<R>],
    kind: Kind<W>,
}

enum Kind<W: Write> {
    Table(Table, W),
    /// How many objects were written.
    Json(usize, W),
    Csv(Box<csv::Writer<W>>),
}

impl<R: Serialize, W: Write> List<R, W> {
    /// An empty list.
    ///
    /// # Errors
    /// The header cannot be written.
    pub fn new(format: Format, columns: &'static [Column<R>], out: W) -> Result<Self> {
        let kind = match format {
            Format::Table => Kind::Table(Table::new(heads(columns, Shape::Read), width()), out),
            Format::Json => Kind::Json(0, out),
            Format::Csv => {
                let mut csv = csv::Writer::from_writer(out);
                csv.write_record(heads(columns, Shape::Data))?;
                Kind::Csv(Box::new(csv))
            }
        };
        Ok(List { columns, kind })
    }

    /// Prints a row.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn row(&mut self, row: &R) -> Result<()> {
        match &mut self.kind {
            Kind::Table(table, out) => table.row(out, cells(self.columns, Shape::Read, row))?,
            Kind::Csv(csv) => csv.write_record(cells(self.columns, Shape::Data, row))?,
            Kind::Json(n, out) => {
                write!(out, "{}", if *n == 0 { "[\n" } else { ",\n" })?;
                *n += 1;
                json(out, row)?;
            }
        }
        Ok(())
    }

    /// Ends the list.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn finish(self) -> Result<()> {
        match self.kind {
            Kind::Table(table, mut out) => {
                table.finish(&mut out)?;
                out.flush()?;
            }
            Kind::Csv(mut csv) => csv.flush()?,
            Kind::Json(n, mut out) => {
                writeln!(out, "{}", if n == 0 { "[]" } else { "\n]" })?;
                out.flush()?;
            }
        }
        Ok(())
    }
}

/// Prints a whole list.
///
/// # Errors
/// It cannot be written.
pub fn all<R: Serialize>(
    format: Format,
    columns: &'static [Column<R>],
    out: impl Write,
    rows: &[R],
) -> Result<()> {
    let mut list = List::new(format, columns, out)?;
    rows.iter().try_for_each(|r| list.row(r))?;
    list.finish()
}

/// Prints a value as one line of JSON, without a line's end.
///
/// # Errors
/// It cannot be written.
pub fn json(out: &mut impl Write, value: &impl Serialize) -> std::io::Result<()> {
    serde_json::to_writer(out, value).map_err(std::io::Error::from)
}

fn chosen<R>(
    columns: &'static [Column<R>],
    shape: Shape,
) -> impl Iterator<Item = &'static Column<R>> {
    columns.iter().filter(move |c| c.shape == Shape::Both || c.shape == shape)
}

fn heads<R>(columns: &'static [Column<R>], shape: Shape) -> Vec<&'static str> {
    chosen(columns, shape).map(|c| c.name).collect()
}

fn cells<R>(columns: &'static [Column<R>], shape: Shape, row: &R) -> Vec<String> {
    chosen(columns, shape).map(|c| (c.cell)(row)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: &[Column<(u8, &str)>] = &[
        Column { name: "n", shape: Shape::Both, cell: |r| r.0.to_string() },
        Column { name: "brief", shape: Shape::Read, cell: |r| r.1.chars().take(2).collect() },
        Column { name: "text", shape: Shape::Data, cell: |r| r.1.to_owned() },
    ];

    fn shown(format: Format, rows: &[(u8, &'static str)]) -> String {
        let mut out = Vec::new();
        all(format, COLUMNS, &mut out, rows).expect("written");
        anstream::adapter::strip_bytes(&out).into_vec().try_into().expect("UTF-8")
    }

    #[test]
    fn csv_is_quoted_and_headed() {
        let csv = shown(Format::Csv, &[(1, "a, \"b\"\nc"), (2, "d")]);
        assert_eq!(csv, "n,text\n1,\"a, \"\"b\"\"\nc\"\n2,d\n");
        assert_eq!(shown(Format::Csv, &[]), "n,text\n");
    }

    #[test]
    fn json_is_one_array() {
        for rows in [&[][..], &[(1, "a")], &[(1, "a"), (2, "b")]] {
            let json: Vec<(u8, String)> =
                serde_json::from_str(&shown(Format::Json, rows)).expect("JSON");
            assert_eq!(json.len(), rows.len());
        }
    }

    #[test]
    fn tables_have_the_columns_to_read() {
        assert_eq!(shown(Format::Table, &[(1, "abc")]), "n  brief\n1  ab\n");
    }
}
