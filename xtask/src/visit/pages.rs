//! Every page, one after another: how long the server takes over it, and what it weighs.

use super::{
    addresses::{self, Address},
    client::Client,
    load, ms, percentile, record,
};
use crate::server::{Server, program};
use anyhow::{Result, ensure};
use std::{
    collections::BTreeMap,
    fmt::Write as _,
    fs,
    time::{Duration, Instant},
};

/// Times that a page is asked for.
const RUNS: usize = 9;
/// What the median of every page must stay under.
const WANTED: Duration = Duration::from_millis(150);
/// Bytes of a page with all that it refers to, at most.
const HEAVIEST: usize = 300_000;

/// Figures of one page.
struct Figures {
    name: String,
    /// Bytes of the page itself, and with style, scripts and pictures.
    weight: [usize; 2],
    /// On the clock.
    first: Duration,
    median: Duration,
    worst: Duration,
    /// The median of what the server worked, all its threads together.
    worked: Duration,
}

/// `xtask pages [FILE [PROGRAM]]`.
///
/// # Errors
/// There is no such record or program, a page fails, takes too long or is too heavy.
pub fn run(args: &[&str]) -> Result<String> {
    let (db, program) = (record(args.first()), program(args.get(1))?);
    let before = Instant::now();
    let server = Server::start(&program, &db)?;
    let mut out = format!("served after {:.1} s; {}\n\n", before.elapsed().as_secs_f64(), load());
    let (figures, errors) = runtime()?.block_on(visited(&server))?;
    _ = writeln!(out, "{}{}", table(&figures), load());
    ensure!(errors.is_empty(), "{out}{}", errors.join("\n"));
    let slow = named(&figures, |f| f.median >= WANTED);
    let heavy = named(&figures, |f| f.weight[1] >= HEAVIEST);
    ensure!(slow.is_empty() && heavy.is_empty(), "{out}too slow: {slow}\ntoo heavy: {heavy}");
    Ok(out)
}

/// One thread, so that little is taken from the server.
pub fn runtime() -> Result<tokio::runtime::Runtime> {
    Ok(tokio::runtime::Builder::new_current_thread().enable_all().build()?)
}

/// Figures of the pages that came, and what is wrong with the others.
async fn visited(server: &Server) -> Result<(Vec<Figures>, Vec<String>)> {
    let mut client = Client::of(&server.address)?;
    let (mut out, mut errors, mut files) = (Vec::new(), Vec::new(), BTreeMap::new());
    for address in addresses::all(&mut client).await? {
        match asked(&mut client, server.id(), &address, &mut files).await {
            Ok(figures) => out.push(figures),
            Err(e) => errors.push(format!("{}: {e:#}", address.name)),
        }
    }
    Ok((out, errors))
}

async fn asked(
    client: &mut Client,
    server: u32,
    address: &Address,
    files: &mut BTreeMap<String, usize>,
) -> Result<Figures> {
    let (mut times, mut works, mut body) = (Vec::new(), Vec::new(), Default::default());
    for _ in 0..RUNS {
        let before = worked(server);
        let page = client.get(&address.path).await?;
        works.push(worked(server).saturating_sub(before));
        times.push(page.took);
        body = page.body;
    }
    let mut whole = body.len();
    for file in referred(&String::from_utf8_lossy(&body)) {
        if !files.contains_key(&file) {
            files.insert(file.clone(), client.get(&file).await?.body.len());
        }
        whole += files[&file];
    }
    let first = times.remove(0);
    times.sort();
    works.sort();
    Ok(Figures {
        name: address.name.clone(),
        weight: [body.len(), whole],
        first,
        median: percentile(&times, 50),
        worst: percentile(&times, 100),
        worked: percentile(&works, 50),
    })
}

/// The files of the server that a page refers to, each once.
fn referred(html: &str) -> Vec<String> {
    let from = html.split('"').filter(|part| part.starts_with("/assets/"));
    let mut all: Vec<String> = from.map(str::to_owned).collect();
    all.sort();
    all.dedup();
    all
}

/// Time that a program has worked on all its threads (`schedstat` in proc(5)); those that ended are not counted.
fn worked(process: u32) -> Duration {
    let tasks = fs::read_dir(format!("/proc/{process}/task")).into_iter().flatten().flatten();
    let of = |task: fs::DirEntry| -> Option<u64> {
        fs::read_to_string(task.path().join("schedstat")).ok()?.split(' ').next()?.parse().ok()
    };
    Duration::from_nanos(tasks.filter_map(of).sum())
}

fn named(figures: &[Figures], which: impl Fn(&Figures) -> bool) -> String {
    let names: Vec<&str> = figures.iter().filter(|f| which(f)).map(|f| &*f.name).collect();
    names.join("; ")
}

fn table(figures: &[Figures]) -> String {
    let mut out = String::from(
        "| page | KB | with files, KB | first, ms | median, ms | worst, ms | worked, ms |\n\
         | --- | ---: | ---: | ---: | ---: | ---: | ---: |\n",
    );
    for f in figures {
        let [own, all] = f.weight.map(|bytes| bytes as f64 / 1000.0);
        let [first, median, worst, worked] = [f.first, f.median, f.worst, f.worked].map(ms);
        _ = writeln!(
            out,
            "| {} | {own:.0} | {all:.0} | {first:.1} | {median:.1} | {worst:.1} | {worked:.1} |",
            f.name
        );
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_found_in_a_page_and_work_in_a_process() {
        let html = r#"<link href="/assets/a.css?v=1"><a href="/events">"/assets/a.css?v=1"</a>"#;
        assert_eq!(referred(html), ["/assets/a.css?v=1"]);
        assert!(worked(std::process::id()) > Duration::ZERO);
    }
}
