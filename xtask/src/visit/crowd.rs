//! Many readers at once, while reports are read into the record.

use super::{
    addresses::{self, Address},
    client::Client,
    load, ms,
    pages::runtime,
    percentile, record,
};
use crate::{
    server::{Server, program},
    soak::copies,
};
use anyhow::{Context, Result, ensure};
use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::task::JoinSet;

/// Readers and seconds, unless said; more than the most are not taken.
const READERS: (usize, usize) = (200, 400);
const SECONDS: (usize, usize) = (60, 300);
/// Pages that one reader asks for at most.
const PAGES: usize = 20_000;
/// Reports that the writer has to read: more than it gets done.
const REPORTS: usize = 20_000;
/// What ninety-nine of a hundred pages must stay under.
const WANTED: Duration = Duration::from_secs(1);

/// What one reader saw.
#[derive(Default)]
struct Seen {
    /// Which page, and how long it took.
    times: Vec<(usize, Duration)>,
    errors: Vec<String>,
}

/// `xtask crowd [FILE [READERS [SECONDS [PROGRAM]]]]`: each reader asks for page after page without a pause. What is
/// read goes into a copy of the record.
///
/// # Errors
/// There is no such record or program, a page fails, or more than one of a hundred takes too long.
pub fn run(args: &[&str]) -> Result<String> {
    let (db, program) = (record(args.first()), program(args.get(3))?);
    let readers = number(args.get(1), READERS)?;
    let seconds = Duration::from_secs(number(args.get(2), SECONDS)? as u64);
    let dir = tempfile::tempdir_in(db.parent().filter(|p| p.is_dir()).unwrap_or(Path::new(".")))?;
    let copy = dir.path().join("crowd.db");
    fs::copy(&db, &copy).with_context(|| db.display().to_string())?;
    let server = Server::start(&program, &copy)?;
    let before = load();
    let (pages, seen, read) = runtime()?.block_on(async {
        let pages = Arc::new(addresses::all(&mut Client::of(&server.address)?).await?);
        let writer = Writer::start(&program, dir.path(), &copy)?;
        let seen = crowded(&server.address, &pages, readers, seconds).await?;
        anyhow::Ok((pages, seen, writer.stop()?))
    })?;
    let out = format!(
        "{readers} readers, {} s; {read} reports read meanwhile; {before} before, {} after\n{}",
        seconds.as_secs(),
        load(),
        told(&pages, &seen, seconds)
    );
    let times = sorted(seen.times.iter().map(|t| t.1));
    ensure!(read > 0, "{out}nothing was read meanwhile");
    ensure!(seen.errors.is_empty(), "{out}{} errors: {}", seen.errors.len(), seen.errors[0]);
    ensure!(percentile(&times, 99) < WANTED, "{out}too slow");
    Ok(out)
}

fn number(arg: Option<&&str>, (usual, most): (usize, usize)) -> Result<usize> {
    let n = arg.map_or(Ok(usual), |n| n.parse()).context("no number")?;
    ensure!((1..=most).contains(&n), "{n}: from 1 to {most}");
    Ok(n)
}

/// Lets readers read until the time is over.
async fn crowded(
    address: &str,
    pages: &Arc<Vec<Address>>,
    readers: usize,
    time: Duration,
) -> Result<Seen> {
    let (mut tasks, end) = (JoinSet::new(), Instant::now() + time);
    for n in 0..readers {
        let (pages, mut client) = (pages.clone(), Client::of(address)?);
        tasks.spawn(async move {
            let mut seen = Seen::default();
            // Each begins elsewhere, and goes on by steps of his own.
            for at in (0..PAGES).map(|i| (n * 7 + i * (1 + n % 5)) % pages.len()) {
                if Instant::now() >= end {
                    break;
                }
                match client.get(&pages[at].path).await {
                    Ok(page) => seen.times.push((at, page.took)),
                    Err(e) => seen.errors.push(format!("{e:#}")),
                }
            }
            seen
        });
    }
    let mut all = Seen::default();
    while let Some(seen) = tasks.join_next().await {
        let seen = seen?;
        all.times.extend(seen.times);
        all.errors.extend(seen.errors);
    }
    Ok(all)
}

/// A reading on one thread, in a process of its own.
struct Writer {
    process: Child,
    said: PathBuf,
}

impl Writer {
    fn start(program: &Path, dir: &Path, db: &Path) -> Result<Writer> {
        let reports = copies(REPORTS, 0, dir)?;
        let said = dir.join("said");
        let fixed = ["--limit", "0", "--progress", "lines", "--threads", "1", "--db"];
        let mut command = Command::new(program);
        command.arg("read").arg(reports).args(fixed).arg(db);
        command.stdout(Stdio::null()).stderr(fs::File::create(&said)?);
        Ok(Writer { process: command.spawn()?, said })
    }

    /// Ends it; how many reports it kept.
    fn stop(mut self) -> Result<usize> {
        let ended = self.process.try_wait()?;
        let said = fs::read_to_string(&self.said)?;
        ensure!(ended.is_none_or(|code| code.success()), "the reading failed: {said}");
        self.process.kill()?;
        self.process.wait()?;
        Ok(said.lines().filter(|l| l.starts_with("kept ")).count())
    }
}

fn sorted(times: impl Iterator<Item = Duration>) -> Vec<Duration> {
    let mut all: Vec<Duration> = times.collect();
    all.sort();
    all
}

/// All pages together, and each.
fn told(pages: &[Address], seen: &Seen, time: Duration) -> String {
    let all = sorted(seen.times.iter().map(|t| t.1));
    let mut out = format!(
        "{} pages, {:.0} a second, {} errors\n\n| page | times | median, ms | 99 %, ms | worst, ms |\n",
        all.len(),
        all.len() as f64 / time.as_secs_f64(),
        seen.errors.len()
    );
    out.push_str("| --- | ---: | ---: | ---: | ---: |\n");
    let mut row = |name: &str, times: &[Duration]| {
        let [median, most, worst] = [50, 99, 100].map(|p| ms(percentile(times, p)));
        _ = writeln!(out, "| {name} | {} | {median:.0} | {most:.0} | {worst:.0} |", times.len());
    };
    row("all", &all);
    for (n, page) in pages.iter().enumerate() {
        row(&page.name, &sorted(seen.times.iter().filter(|t| t.0 == n).map(|t| t.1)));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_crowd_is_bounded() {
        assert_eq!(number(None, READERS).expect("usual"), 200);
        assert_eq!(number(Some(&"7"), READERS).expect("said"), 7);
        assert!(number(Some(&"100000"), READERS).is_err() && number(Some(&"x"), SECONDS).is_err());
    }

    #[test]
    fn all_and_each_are_told() {
        let page = |name: &str| Address { name: name.into(), path: "/".into() };
        let times = vec![(0, Duration::from_millis(10)), (1, Duration::from_millis(30))];
        let seen = Seen { times, errors: Vec::new() };
        let told = told(&[page("a"), page("b")], &seen, Duration::from_secs(1));
        assert!(told.contains("| all | 2 | 10 | 30 | 30 |") && told.contains("| b | 1 | 30 |"));
    }
}
