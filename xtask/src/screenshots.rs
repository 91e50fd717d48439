//! Pictures of the pages, for the README: the program reads the reports of this repository, serves them, and a browser
//! without a window looks at them.

use crate::server::Server;
use anyhow::{Context, Result, bail, ensure};
use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// Programs that can take a picture of a page, the first that is there.
const BROWSERS: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];

/// How long a browser may take over a page.
const PATIENCE: Duration = Duration::from_secs(60);

/// How long until somebody looks again whether a browser is done.
const MOMENT: Duration = Duration::from_millis(50);

/// The largest picture, in bytes: they are kept with the source.
const LARGEST: u64 = 100_000;

/// What the program is asked for the event whose page is taken: its identifier follows the rules of the day.
const EVENT: [&str; 7] = ["events", "--kind", "meet", "--from", "2018-07-16", "--to", "2018-07-16"];

/// A picture: name of the file, page, width and height of the window, and pixels to a unit of it. Windows are as large as
/// [`LARGEST`] leaves them.
const PICTURES: [(&str, &str, u32, u32, &str); 7] = [
    ("front", "/", 1000, 500, "1"),
    ("event", "/events/EVENT", 1000, 500, "1"),
    ("dossier", "/actors/RUS", 1000, 700, "1"),
    ("report", "/reports/2023-03-17-strafhof", 900, 440, "1"),
    ("timeline", "/timeline", 1000, 700, "1"),
    ("network", "/network?from=2018&to=2019", 1000, 600, "1"),
    ("map", "/map?year=2018", 1000, 960, "0.6"),
];

/// Takes all pictures anew, into `docs/screens/`.
///
/// # Errors
/// There is no browser, the program or the browser fails or takes too long, or a picture is too large.
pub fn run() -> Result<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let browser = browser()?;
    let program = built(&root)?;
    let work = root.join("target/screens");
    fs::create_dir_all(&work)?;
    let db = work.join("kroniek.db");
    if db.exists() {
        fs::remove_file(&db)?;
    }
    read(&program, &root, &db)?;
    let event = event(&program, &db)?;
    let server = Server::start(&program, &db)?;
    let folder = root.join("docs/screens");
    fs::create_dir_all(&folder)?;
    let mut out = String::new();
    for (name, page, width, height, scale) in PICTURES {
        let file = folder.join(format!("{name}.png"));
        let size = format!("--window-size={width},{height}");
        let address = format!("{}{}", server.address, page.replace("EVENT", &event));
        let scale = format!("--force-device-scale-factor={scale}");
        let to = format!("--screenshot={}", file.display());
        picture(&browser, &work, [&size, &scale, &to, &address])?;
        let bytes = fs::metadata(&file).with_context(|| format!("{address}: no picture"))?.len();
        ensure!(bytes < LARGEST, "{name}: {bytes} bytes; choose a smaller window");
        _ = writeln!(out, "{bytes:>6} bytes  docs/screens/{name}.png");
    }
    Ok(out)
}

/// A browser of this machine.
fn browser() -> Result<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let all = BROWSERS.iter().flat_map(|b| std::env::split_paths(&path).map(move |p| p.join(b)));
    all.into_iter()
        .find(|b| b.is_file())
        .with_context(|| format!("no browser ({}); install chromium", BROWSERS.join(", ")))
}

/// The program as it stands, built if need be.
fn built(root: &Path) -> Result<PathBuf> {
    let args = ["build", "--package", "kroniek", "--bin", "kroniek"];
    let done = Command::new(env!("CARGO")).args(args).current_dir(root).status()?;
    ensure!(done.success(), "the program cannot be built");
    Ok(root.join("target/debug/kroniek"))
}

fn read(program: &Path, root: &Path, db: &Path) -> Result<()> {
    let mut command = Command::new(program);
    command.args(["read", "samples", "cases/news/reports", "--limit", "0", "--db"]).arg(db);
    let done = command.current_dir(root).output()?;
    ensure!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    Ok(())
}

fn event(program: &Path, db: &Path) -> Result<String> {
    let mut command = Command::new(program);
    let done = command.args(EVENT).args(["--format", "json", "--db"]).arg(db).output()?;
    let rows: serde_json::Value = serde_json::from_slice(&done.stdout)?;
    Ok(rows[0]["id"].as_str().context("no meeting in Helsinki")?.to_owned())
}

fn picture(browser: &Path, work: &Path, args: [&str; 4]) -> Result<()> {
    let mut command = Command::new(browser);
    // Only pages of our own are opened, so that it may run where its sandbox cannot.
    command.args(["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--lang=en"]);
    command.args(["--accept-lang=en"]);
    command.arg(format!("--user-data-dir={}", work.join("browser").display())).args(args);
    within(&mut command, PATIENCE)
}

/// Runs a command to its end, but no longer than so long.
fn within(command: &mut Command, patience: Duration) -> Result<()> {
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            ensure!(status.success(), "{command:?}: {status}");
            return Ok(());
        }
        if start.elapsed() > patience {
            child.kill()?;
            child.wait()?;
            bail!("{command:?}: not done after {} seconds", patience.as_secs());
        }
        thread::sleep(MOMENT);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_takes_too_long_is_stopped() {
        assert!(within(&mut Command::new("true"), PATIENCE).is_ok());
        assert!(within(&mut Command::new("false"), PATIENCE).is_err());
        let told = within(Command::new("sleep").arg("600"), Duration::ZERO);
        assert!(told.is_err_and(|e| e.to_string().contains("not done")));
    }
}
