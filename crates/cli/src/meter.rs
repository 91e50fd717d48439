//! How far a long command is: a bar on a terminal, nothing elsewhere.

use crate::ui;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use kroniek_reader::{Format, sources};
use std::{
    io::Write,
    path::{Path, PathBuf},
    time::Duration,
};

/// Shows progress on standard error.
pub struct Meter {
    bar: ProgressBar,
}

impl Meter {
    /// A bar where it is wanted and standard error is a terminal; with an end where the number of reports is known.
    pub fn new(wanted: bool, paths: &[PathBuf]) -> Self {
        Meter::of(ui::say("meter.reports"), wanted, || how_many(paths))
    }

    /// A bar for any things; how many there are is only asked where it shows.
    pub fn of(things: &str, wanted: bool, how_many: impl FnOnce() -> Option<u64>) -> Self {
        let target =
            if wanted { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(None, target);
        if !bar.is_hidden() {
            bar.enable_steady_tick(Duration::from_millis(120));
            let known = how_many();
            let shape = match known {
                Some(_) => ui::say("meter.of"),
                None => "{spinner} {pos} {msg}, {per_sec}, {elapsed}",
            };
            if let Ok(style) = ProgressStyle::with_template(shape) {
                bar.set_style(style);
            }
            bar.set_message(things.to_owned());
            known.into_iter().for_each(|n| bar.set_length(n));
        }
        Meter { bar }
    }

    /// The bar, to tell other things above it.
    pub fn bar(&self) -> &ProgressBar {
        &self.bar
    }

    /// So many more are done.
    pub fn passed(&self, more: u64) {
        self.bar.inc(more);
    }

    /// Tells which reports are safe in the record, a line each; a reader that went away is no trouble.
    pub fn acknowledge<'a>(&self, reports: impl Iterator<Item = &'a str>) {
        let lines: String = reports.map(|r| format!("kept {r}\n")).collect();
        _ = std::io::stderr().write_all(lines.as_bytes());
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

/// The number of reports under some paths, where each file holds one.
fn how_many(paths: &[PathBuf]) -> Option<u64> {
    let one = |format| matches!(format, Format::Text | Format::Html);
    if paths.iter().any(|p| p == Path::new("-")) {
        return None;
    }
    sources(paths).flatten().try_fold(0, |n, source| one(source.format).then_some(n + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_is_known_where_each_file_is_a_report() {
        let paths = |names: &[&str]| names.iter().map(PathBuf::from).collect::<Vec<_>>();
        let here = env!("CARGO_MANIFEST_DIR");
        assert_eq!(how_many(&paths(&[&format!("{here}/Cargo.toml")])), Some(1));
        assert_eq!(how_many(&paths(&["-"])), None);
    }
}
