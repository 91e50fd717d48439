//! Tables as text: comma- or tab-separated.

use crate::{
    Atlas, Exported, Exporter, Sink,
    columns::{Column, Row},
    pairs::Pair,
};
use csv::{QuoteStyle, Writer, WriterBuilder};
use kroniek_record::Event;
use std::io;

/// How rows are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// With commas and a header, quoted where needed (RFC 4180).
    Commas,
    /// With tabs and a header, never quoted.
    Tabs,
    /// With tabs and without a header, never quoted.
    BareTabs,
}

/// A table as text.
pub struct Delimited<'a> {
    writer: Writer<Sink<'a>>,
    dialect: Dialect,
    columns: Vec<Column>,
    pairs: fn(&Event) -> Vec<Pair>,
    atlas: &'a Atlas,
    rows: u64,
}

impl<'a> Delimited<'a> {
    /// A table of these columns with a row for each pair of actors that `pairs` gives.
    ///
    /// # Errors
    /// The header cannot be written.
    pub fn new(
        dialect: Dialect,
        columns: Vec<Column>,
        pairs: fn(&Event) -> Vec<Pair>,
        atlas: &'a Atlas,
        out: Sink<'a>,
    ) -> io::Result<Self> {
        let builder = match dialect {
            Dialect::Commas => WriterBuilder::new(),
            Dialect::Tabs | Dialect::BareTabs => {
                let mut tabs = WriterBuilder::new();
                tabs.delimiter(b'\t').quote_style(QuoteStyle::Never);
                tabs
            }
        };
        let mut writer = builder.from_writer(out);
        if dialect != Dialect::BareTabs {
            writer.write_record(columns.iter().map(|c| c.name))?;
        }
        Ok(Delimited { writer, dialect, columns, pairs, atlas, rows: 0 })
    }
}

impl Exporter for Delimited<'_> {
    fn event(&mut self, event: &Exported) -> io::Result<u64> {
        let pairs = (self.pairs)(&event.event);
        for (nth, pair) in (0..).zip(&pairs) {
            self.rows += 1;
            let (actor, other) = pair.of(&event.event);
            let row = Row { event, atlas: self.atlas, actor, other, nth, number: self.rows };
            let cells = self.columns.iter().map(|c| match self.dialect {
                Dialect::Commas => c.cell.text(&row),
                Dialect::Tabs | Dialect::BareTabs => unquoted(&c.cell.text(&row)),
            });
            self.writer.write_record(cells)?;
        }
        Ok(pairs.len() as u64)
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.writer.flush()
    }
}

/// A text that needs no quotes: on one line, without tabs and double quotes.
fn unquoted(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('"', "'")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_between_tabs_is_one_line_without_quotes() {
        assert_eq!(unquoted("de \"groene\tlijn\"\nvan 1967"), "de 'groene lijn' van 1967");
    }
}
