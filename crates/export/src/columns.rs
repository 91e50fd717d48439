//! Rows and columns: each column says its name, its type, what stands in it, and how it is filled.

use crate::{Atlas, Exported};
use jiff::civil::Date;
use kroniek_model::{ActorRef, Codes};

/// What a row is made of.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    /// The event.
    pub event: &'a Exported,
    /// What is known of codes.
    pub atlas: &'a Atlas,
    /// Who acts, where a row is a pair of actors.
    pub actor: Option<&'a ActorRef>,
    /// Who undergoes, where a row is a pair of actors.
    pub other: Option<&'a ActorRef>,
    /// Which row of the event it is, from 0.
    pub nth: u64,
    /// Which row of the file it is, from 1.
    pub number: u64,
}

impl Row<'_> {
    /// The codes of the event's kind and status.
    pub fn codes(&self) -> &Codes {
        &self.event.event.codes
    }
}

/// A column.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Its heading.
    pub name: &'static str,
    /// How it is filled, for the documentation.
    pub filled: &'static str,
    /// What stands in it.
    pub cell: Cell,
}

/// What stands in a column, by its type.
#[derive(Debug, Clone, Copy)]
pub enum Cell {
    /// A text.
    Text(fn(&Row) -> Option<String>),
    /// A whole number.
    Int(fn(&Row) -> Option<i64>),
    /// A number.
    Real(fn(&Row) -> Option<f64>),
    /// A day.
    Day(fn(&Row) -> Option<Date>),
    /// Several texts.
    Texts(fn(&Row) -> Vec<String>),
}

/// Between several texts of one cell.
const AMONG: &str = ";";

impl Cell {
    /// As text: days as ISO 8601 has them, several texts parted by semicolons, nothing where there is nothing.
    pub fn text(self, row: &Row) -> String {
        fn shown(value: Option<impl ToString>) -> String {
            value.map(|v| v.to_string()).unwrap_or_default()
        }
        match self {
            Cell::Text(of) => of(row).unwrap_or_default(),
            Cell::Int(of) => shown(of(row)),
            Cell::Real(of) => shown(of(row)),
            Cell::Day(of) => shown(of(row)),
            Cell::Texts(of) => of(row).join(AMONG),
        }
    }

    /// The type, in words.
    pub fn kind(self) -> &'static str {
        match self {
            Cell::Text(_) => "text",
            Cell::Int(_) => "whole number",
            Cell::Real(_) => "number",
            Cell::Day(_) => "day",
            Cell::Texts(_) => "texts",
        }
    }
}

/// A column of texts.
pub const fn text(
    name: &'static str,
    filled: &'static str,
    cell: fn(&Row) -> Option<String>,
) -> Column {
    Column { name, filled, cell: Cell::Text(cell) }
}

/// A column of whole numbers.
pub const fn int(
    name: &'static str,
    filled: &'static str,
    cell: fn(&Row) -> Option<i64>,
) -> Column {
    Column { name, filled, cell: Cell::Int(cell) }
}

/// A column of numbers.
pub const fn real(
    name: &'static str,
    filled: &'static str,
    cell: fn(&Row) -> Option<f64>,
) -> Column {
    Column { name, filled, cell: Cell::Real(cell) }
}

/// A column of days.
pub const fn day(
    name: &'static str,
    filled: &'static str,
    cell: fn(&Row) -> Option<Date>,
) -> Column {
    Column { name, filled, cell: Cell::Day(cell) }
}

/// A column of several texts each.
pub const fn texts(
    name: &'static str,
    filled: &'static str,
    cell: fn(&Row) -> Vec<String>,
) -> Column {
    Column { name, filled, cell: Cell::Texts(cell) }
}

/// A column of another layout that we have nothing for.
pub const fn empty(name: &'static str) -> Column {
    text(name, "empty: the record has nothing for it", |_| None)
}

/// A number of 32 bits as short as it can be said: 0.8 and not 0.800000011920929.
pub fn short(number: f32) -> f64 {
    number.to_string().parse().unwrap_or_else(|_| f64::from(number))
}
