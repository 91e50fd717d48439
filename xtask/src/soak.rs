//! Long readings: memory as the record grows, the same record whatever the number of threads, and readings that are
//! killed again and again. Too long for every run of the tests; Linux only, as memory is read from `/proc`.

use anyhow::{Context, Result, bail, ensure};
use jiff::{
    ToSpan,
    civil::{Date, date},
};
use std::{
    collections::BTreeSet,
    fmt::Write as _,
    fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

/// Lines of the table of memory.
const STEPS: usize = 10;
/// Memory at the end may be this many times that at a fifth of the way; the store's cache fills meanwhile.
const FLAT: f64 = 1.5;

/// Memory that a reading may hold, in kB.
const MOST: u64 = 500_000;

/// A killed reading goes on for less than this after the report that it was to be killed at: about a batch.
const MOMENTS: u64 = 80;

/// Reports that are read while readings are killed: some batches.
const KILLED: usize = 150;

/// Days from one round of the samples to the next, and what that makes of them: an archive of many years, whose events
/// rest on a few reports each, or one day told again and again, whose events rest on hundreds.
const APART: [(u32, &str); 2] = [(7, "archive"), (0, "copies")];

/// The day that the first round appears.
const FIRST: Date = date(1990, 1, 1);

/// `xtask soak [REPORTS [PROGRAM]]`.
///
/// # Errors
/// See [`Soak::memory`].
pub fn memory(args: &[&str]) -> Result<String> {
    let reports = number(args.first(), 2000)?;
    Soak::of(reports, args.get(1))?.memory()
}

/// `xtask soak kills [TIMES [PROGRAM]]`.
///
/// # Errors
/// See [`Soak::kills`].
pub fn kills(args: &[&str]) -> Result<String> {
    Soak::of(KILLED, args.get(1))?.kills(number(args.first(), 200)?)
}

fn number(arg: Option<&&str>, default: usize) -> Result<usize> {
    arg.map_or(Ok(default), |n| n.parse().with_context(|| format!("`{n}` is no number")))
}

/// What a soak works with.
struct Soak {
    /// The program; a release build says most.
    binary: PathBuf,
    /// Number of copies.
    reports: usize,
}

impl Soak {
    /// With a program, or the release build of this one, and the reports in `samples/`.
    fn of(reports: usize, program: Option<&&str>) -> Result<Soak> {
        Ok(Soak { binary: crate::server::program(program)?, reports })
    }

    /// Reads an archive, and the same reports again and again, each with one thread and with four: the tables of memory,
    /// and whether the records are the same.
    ///
    /// # Errors
    /// The program fails, memory grows with the record, or the records differ.
    fn memory(&self) -> Result<String> {
        let mut out = String::new();
        for (apart, name) in APART {
            let dir = folder(name)?;
            copies(self.reports, apart, &dir)?;
            self.held(&dir, name, &mut out)?;
            fs::remove_dir_all(&dir)?;
        }
        Ok(out)
    }

    /// What reading the reports in a folder holds.
    fn held(&self, dir: &Path, name: &str, out: &mut String) -> Result<()> {
        for threads in ["4", "1"] {
            _ = writeln!(out, "{name}, {threads} threads\n reports      MB");
            let steps = self.measured(dir, threads)?;
            for (reports, kb) in &steps {
                _ = writeln!(out, "{reports:>8} {:>7.1}", *kb as f64 / 1000.0);
            }
            ensure!(is_flat(&steps), "{out}memory grows with the record");
            ensure!(steps.iter().all(|s| s.1 < MOST), "{out}more than {} MB", MOST / 1000);
        }
        let one = self.events(dir, "1.db")?;
        ensure!(one == self.events(dir, "4.db")?, "{out}1 and 4 threads: the records differ");
        _ = writeln!(out, "1 and 4 threads: the same record ({} bytes of events)", one.len());
        Ok(())
    }

    /// Kills readings of the copies `times` times, each some moments after some more reports, and lets one come to its
    /// end.
    ///
    /// # Errors
    /// Something that was told to be kept is lost, or the record is another than that of a reading in peace.
    fn kills(&self, times: usize) -> Result<String> {
        let dir = folder("kills")?;
        copies(self.reports, 0, &dir)?;
        self.finish(&dir, "calm.db")?;
        let calm = self.everything(&dir, "calm.db")?;
        let mut kept = BTreeSet::new();
        let mut killed = 0;
        for n in 0..times {
            // Points that are spread but the same in every soak: multiples of a large odd number.
            let spread = n.wrapping_mul(2_654_435_761);
            let moments = Duration::from_millis((spread / 97) as u64 % MOMENTS);
            killed += usize::from(self.killed(&dir, spread % 97, moments, &mut kept)?);
            let known = self.known(&dir)?;
            ensure!(kept.is_subset(&known), "lost after kill {n}: {:?}", kept.difference(&known));
            if known.len() == self.reports {
                ensure!(self.everything(&dir, "kill.db")? == calm, "another record after kill {n}");
                kept.clear();
                fs::remove_file(dir.join("kill.db"))?;
            }
        }
        self.finish(&dir, "kill.db")?;
        ensure!(self.everything(&dir, "kill.db")? == calm, "the record is another than in peace");
        fs::remove_dir_all(&dir)?;
        Ok(format!("{killed} of {times} readings killed; nothing lost, nothing twice\n"))
    }

    fn start(&self, dir: &Path, db: &str, threads: &str) -> Result<Child> {
        let fixed = ["read", "copies.jsonl", "--limit", "0", "--progress", "lines"];
        let mut command = Command::new(&self.binary);
        command.args(fixed).args(["--db", db, "--threads", threads]).current_dir(dir);
        let child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn();
        child.with_context(|| format!("{}: cannot be run", self.binary.display()))
    }

    /// Memory in kB after each tenth of the reports.
    fn measured(&self, dir: &Path, threads: &str) -> Result<Vec<(usize, u64)>> {
        let mut child = self.start(dir, &format!("{threads}.db"), threads)?;
        let (mut steps, mut reports, mut said) = (Vec::new(), 0, String::new());
        for line in BufReader::new(child.stderr.take().context("no pipe")?).lines() {
            let line = line?;
            if !line.starts_with("kept ") {
                said = line;
                continue;
            }
            reports += 1;
            if reports % (self.reports / STEPS).max(1) == 0 {
                steps.extend(resident(child.id()).map(|kb| (reports, kb)));
            }
        }
        ensure!(child.wait()?.success(), "the reading failed: {said}");
        ensure!(reports == self.reports, "{reports} of {} reports were kept", self.reports);
        Ok(steps)
    }

    /// Kills a reading some moments after so many reports; `false` where it was at its end before.
    fn killed(
        &self,
        dir: &Path,
        after: usize,
        moments: Duration,
        kept: &mut BTreeSet<String>,
    ) -> Result<bool> {
        let mut child = self.start(dir, "kill.db", "4")?;
        let (mut seen, mut said) = (0, String::new());
        for line in BufReader::new(child.stderr.take().context("no pipe")?).lines() {
            let line = line?;
            let Some(report) = line.strip_prefix("kept ") else {
                said = line;
                continue;
            };
            kept.insert(report.to_owned());
            seen += 1;
            if seen == after + 1 {
                std::thread::sleep(moments);
                child.kill()?;
            }
        }
        let ended = child.wait()?;
        // A program that was killed has no exit status.
        ensure!(ended.code().is_none_or(|code| code == 0), "the reading failed: {said}");
        Ok(ended.code().is_none())
    }

    /// Lets a reading come to its end.
    fn finish(&self, dir: &Path, db: &str) -> Result<()> {
        let done = self.start(dir, db, "4")?.wait_with_output()?;
        let said = String::from_utf8_lossy(&done.stderr);
        ensure!(done.status.success(), "{}", said.lines().last().unwrap_or_default());
        Ok(())
    }

    fn known(&self, dir: &Path) -> Result<BTreeSet<String>> {
        let json = self.ask(dir, &["reports", "--db", "kill.db"])?;
        let rows: Vec<serde_json::Value> = serde_json::from_slice(&json)?;
        Ok(rows.iter().filter_map(|r| Some(r["doc"].as_str()?.to_owned())).collect())
    }

    fn events(&self, dir: &Path, db: &str) -> Result<Vec<u8>> {
        self.ask(dir, &["events", "--db", db])
    }

    /// All that a record says.
    fn everything(&self, dir: &Path, db: &str) -> Result<Vec<u8>> {
        let asked = ["events", "states", "reports", "network"];
        let each = asked.iter().map(|what| self.ask(dir, &[what, "--db", db]));
        Ok(each.collect::<Result<Vec<_>>>()?.concat())
    }

    fn ask(&self, dir: &Path, args: &[&str]) -> Result<Vec<u8>> {
        let mut command = Command::new(&self.binary);
        let done = command.args(args).args(["--format", "json"]).current_dir(dir).output()?;
        ensure!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        Ok(done.stdout)
    }
}

/// A folder for what is read and written.
fn folder(name: &str) -> Result<PathBuf> {
    let dir = std::env::temp_dir().join(format!("kroniek-soak-{name}-{}", std::process::id()));
    fs::create_dir_all(&dir)?;
    Ok(dir)
}

/// So many copies of the reports in `samples/` under other names, one a line, as a file in a folder. Each round of them
/// appears so many days after the last; with 0 days all have the dates that they give themselves.
///
/// # Errors
/// There are no samples, or the file cannot be written.
pub fn copies(reports: usize, apart: u32, dir: &Path) -> Result<PathBuf> {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../samples");
    let (texts, file) = (texts(&samples)?, dir.join("copies.jsonl"));
    let mut lines = String::new();
    for n in 0..reports {
        let (id, text) = &texts[n % texts.len()];
        let published = appears(n / texts.len(), apart)?;
        let report =
            serde_json::json!({ "id": format!("{id}-{n}"), "published": published, "text": text });
        _ = writeln!(lines, "{report}");
    }
    fs::write(&file, lines)?;
    Ok(file)
}

/// When a round appears; `None` where it says so itself.
fn appears(round: usize, apart: u32) -> Result<Option<String>> {
    if apart == 0 {
        return Ok(None);
    }
    let days = i64::from(apart) * i64::try_from(round)?;
    Ok(Some(FIRST.checked_add(days.days())?.to_string()))
}

fn texts(samples: &Path) -> Result<Vec<(String, String)>> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(samples)?.map(|e| Ok(e?.path())).collect::<Result<_>>()?;
    files.retain(|f| f.extension().is_some_and(|e| e == "txt"));
    files.sort();
    if files.is_empty() {
        bail!("{}: no .txt reports in it", samples.display());
    }
    let report = |f: &PathBuf| {
        let stem = f.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        Ok((stem, fs::read_to_string(f)?))
    };
    files.iter().map(report).collect()
}

/// Memory that a process holds, in kB; none where it is gone.
fn resident(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|l| l.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}

/// Whether memory at the end is not much more than it was early on.
fn is_flat(steps: &[(usize, u64)]) -> bool {
    match (steps.get(STEPS / 5 - 1), steps.last()) {
        (Some((_, early)), Some((_, late))) => *late as f64 <= FLAT * *early as f64,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flat_is_little_growth() {
        let steps = |last: u64| vec![(1, 50), (2, 100), (3, 110), (4, last)];
        assert!(is_flat(&steps(140)) && !is_flat(&steps(160)) && is_flat(&[]));
    }

    #[test]
    fn rounds_appear_one_after_another_or_when_they_say() {
        let third = |apart| appears(2, apart).expect("a date");
        assert_eq!((third(7).as_deref(), third(0)), (Some("1990-01-15"), None));
    }

    #[test]
    fn the_memory_of_this_process_is_known() {
        assert!(resident(std::process::id()).is_some_and(|kb| kb > 100));
    }
}
