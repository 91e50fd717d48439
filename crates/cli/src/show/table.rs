//! A table fitted to the terminal.

use super::{
    STRONG, styled,
    words::{columns, on_one_line, wrapped},
};
use crate::ui;
use std::io::{Result, Write};

/// Rows that are looked at to find out how wide columns are; later ones are fitted to those.
const LOOKED_AT: usize = 500;
/// Columns are not made narrower than this to fit a terminal.
const NARROWEST: usize = 10;
/// Blanks between columns.
const GAP: usize = 2;

/// A table that is written as it grows.
pub struct Table {
    /// Columns of the terminal; none for lines as long as they come.
    width: Option<usize>,
    headings: Vec<String>,
    held: Vec<Vec<String>>,
    /// Width of each column, once it is settled.
    fitted: Option<Vec<usize>>,
}

impl Table {
    /// A table with these headings; `width` as [`super::width`] gives it.
    pub fn new(
        headings: impl IntoIterator<Item = impl Into<String>>,
        width: Option<usize>,
    ) -> Self {
        let headings: Vec<String> = headings.into_iter().map(Into::into).collect();
        let headings = headings.iter().map(|h| ui::heading(h).to_owned()).collect();
        Table { width, headings, held: Vec::new(), fitted: None }
    }

    /// Adds a row.
    pub fn row(&mut self, out: &mut impl Write, cells: Vec<String>) -> Result<()> {
        let cells: Vec<String> = cells.iter().map(|c| on_one_line(c)).collect();
        match &self.fitted {
            Some(widths) => write_row(out, widths, &cells, self.width.is_some()),
            None => {
                self.held.push(cells);
                if self.held.len() == LOOKED_AT { self.settle(out) } else { Ok(()) }
            }
        }
    }

    /// Writes what was held back; a table without rows has no headings either.
    pub fn finish(mut self, out: &mut impl Write) -> Result<()> {
        if self.fitted.is_none() && !self.held.is_empty() { self.settle(out) } else { Ok(()) }
    }

    fn settle(&mut self, out: &mut impl Write) -> Result<()> {
        let widths = self.widths();
        let wrap = self.width.is_some();
        let line = self.headings.iter().zip(&widths).map(|(h, w)| padded(h, *w));
        let line = line.collect::<Vec<_>>().join(&" ".repeat(GAP));
        writeln!(out, "{}", styled(STRONG, line.trim_end()))?;
        for row in std::mem::take(&mut self.held) {
            write_row(out, &widths, &row, wrap)?;
        }
        self.fitted = Some(widths);
        Ok(())
    }

    /// As wide as the widest cell; the widest columns give way where the terminal is narrower.
    fn widths(&self) -> Vec<usize> {
        let mut widths: Vec<usize> = self.headings.iter().map(|h| columns(h)).collect();
        for row in &self.held {
            for (w, cell) in widths.iter_mut().zip(row) {
                *w = (*w).max(columns(cell));
            }
        }
        let room = self.width.unwrap_or(usize::MAX);
        while widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1) > room {
            match widths.iter_mut().max() {
                Some(widest) if *widest > NARROWEST => *widest -= 1,
                _ => break,
            }
        }
        widths
    }
}

fn write_row(out: &mut impl Write, widths: &[usize], cells: &[String], wrap: bool) -> Result<()> {
    let cell = |(c, w): (&String, &usize)| if wrap { wrapped(c, *w) } else { vec![c.clone()] };
    let cells: Vec<Vec<String>> = cells.iter().zip(widths).map(cell).collect();
    let height = cells.iter().map(Vec::len).max().unwrap_or(0);
    for n in 0..height {
        let piece = |(c, w): (&Vec<String>, &usize)| padded(c.get(n).map_or("", |s| s), *w);
        let line = cells.iter().zip(widths).map(piece).collect::<Vec<_>>();
        writeln!(out, "{}", line.join(&" ".repeat(GAP)).trim_end())?;
    }
    Ok(())
}

fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(columns(text))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(width: Option<usize>, rows: &[[&str; 2]]) -> String {
        let mut out = Vec::new();
        let mut table = Table::new(["who", "sentence"], width);
        for row in rows {
            table.row(&mut out, row.map(str::to_owned).to_vec()).expect("written");
        }
        table.finish(&mut out).expect("written");
        anstream::adapter::strip_bytes(&out).into_vec().try_into().expect("UTF-8")
    }

    #[test]
    fn columns_line_up_and_a_row_stays_a_line_without_a_terminal() {
        let text = shown(None, &[["CHN", "een\nlange zin"], ["São Tomé", "kort"]]);
        assert_eq!(text, "who       sentence\nCHN       een lange zin\nSão Tomé  kort\n");
    }

    #[test]
    fn the_widest_column_gives_way_to_the_terminal() {
        let text = shown(Some(20), &[["CHN", "een lange zin die niet past"]]);
        assert!(text.lines().all(|l| l.chars().count() <= 20), "{text}");
        assert!(text.lines().count() > 2, "{text}");
    }

    #[test]
    fn rows_beyond_those_looked_at_are_written_too() {
        let text = shown(None, &vec![["a", "b"]; LOOKED_AT + 3]);
        assert_eq!(text.lines().count(), LOOKED_AT + 4);
        assert_eq!(shown(None, &[]), "");
    }
}
