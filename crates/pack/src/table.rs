//! Tab-separated tables with a header, comments and line numbers.

use crate::{Complaint, Complaints, Source};

/// A table: named columns, and rows that know their line.
#[derive(Debug, Clone)]
pub struct Table {
    /// Path from the data folder.
    pub file: String,
    columns: Vec<String>,
    rows: Vec<(usize, Vec<String>)>,
}

/// One row of a table.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    table: &'a Table,
    /// Line in the file, counted from 1.
    pub line: usize,
    cells: &'a [String],
}

impl Table {
    /// Reads a table; `#` begins a comment line, the first other line names the columns.
    ///
    /// # Errors
    /// Complaints if the file is missing, has no header, or a row has more or fewer cells than it.
    pub fn read(source: &Source, file: &str) -> Result<Table, Complaints> {
        let text = source.text(file).map_err(|c| Complaints(vec![c]))?;
        Table::parse(file, &text)
    }

    /// As [`Table::read`], over a text.
    ///
    /// # Errors
    /// As [`Table::read`].
    pub fn parse(file: &str, text: &str) -> Result<Table, Complaints> {
        let cells = |l: &str| l.split('\t').map(|c| c.trim().to_owned()).collect::<Vec<_>>();
        let mut lines = text
            .lines()
            .enumerate()
            .map(|(i, l)| (i + 1, l.trim_end_matches('\r')))
            .filter(|(_, l)| !l.trim().is_empty() && !l.starts_with('#'));
        let Some((_, header)) = lines.next() else {
            return Err(Complaints(vec![Complaint::new(file, 0, "no header line")]));
        };
        let columns = cells(header);
        let mut complaints = Complaints::default();
        let mut rows = Vec::new();
        for (line, text) in lines {
            let mut row = cells(text);
            if row.len() > columns.len() {
                let message =
                    format!("{} cells where the header names {}", row.len(), columns.len());
                complaints.add(file, line, message);
            }
            row.resize(columns.len(), String::new());
            rows.push((line, row));
        }
        complaints.or(Table { file: file.to_owned(), columns, rows })
    }

    /// The rows, in file order.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|(line, cells)| Row { table: self, line: *line, cells })
    }
}

impl<'a> Row<'a> {
    /// The cell under a column; empty where the table has no such column.
    pub fn get(&self, column: &str) -> &'a str {
        let at = self.table.columns.iter().position(|c| c == column);
        at.and_then(|i| self.cells.get(i)).map_or("", String::as_str)
    }

    /// The cell, or `None` where it is empty.
    pub fn some(&self, column: &str) -> Option<&'a str> {
        Some(self.get(column)).filter(|c| !c.is_empty())
    }

    /// The values of a cell that holds several, parted by `|`.
    pub fn list(&self, column: &str) -> impl Iterator<Item = &'a str> {
        self.get(column).split('|').map(str::trim).filter(|c| !c.is_empty())
    }

    /// A complaint about this row.
    pub fn complaint(&self, message: impl Into<String>) -> Complaint {
        Complaint::new(&self.table.file, self.line, message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_know_their_line_and_short_rows_are_filled() {
        let t = Table::parse("x.tsv", "# about\ncode\tnl\n\nRUS\tRusland|Rusland-\nXYZ\n").unwrap();
        let rows: Vec<_> = t.rows().collect();
        assert_eq!((rows[0].line, rows[0].get("code")), (4, "RUS"));
        assert_eq!(rows[0].list("nl").collect::<Vec<_>>(), ["Rusland", "Rusland-"]);
        assert_eq!(rows[1].some("nl"), None);
    }

    #[test]
    fn a_row_too_long_is_told_with_its_line() {
        let e = Table::parse("x.tsv", "a\tb\n1\t2\t3\n").unwrap_err();
        assert_eq!(e.to_string(), "x.tsv:2: 3 cells where the header names 2\n");
    }
}
