//! `xtask score`: readings of gold reports, scored by the program and by the annotation guide's scorer.

use crate::metadata::root;
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::{
    fmt::Write,
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

const FIGURES: [&str; 9] =
    ["events", "strict", "pairs", "hedged", "people", "states", "dates", "status", "undated"];

/// Reports of the shared folder that are scored together: a name, the gold, the texts, and how their names begin.
struct Set {
    name: &'static str,
    gold: &'static str,
    texts: &'static str,
    begin: &'static [&'static str],
    held: bool,
}

const SETS: [Set; 5] = [
    Set { name: "seeds", gold: "gold/seeds", texts: "seeds", begin: &[""], held: false },
    dev("d1-d3", &["d1", "d2", "d3"], false),
    dev("e1-e3", &["e1", "e2", "e3"], false),
    dev("d4", &["d4"], true),
    dev("e4", &["e4"], true),
];

const fn dev(name: &'static str, begin: &'static [&'static str], held: bool) -> Set {
    Set { name, gold: "gold/dev/gold", texts: "gold/dev/texts", begin, held }
}

/// Scores the sets of the folder `shared` that lies beside the repository or above it, each apart; those held out only
/// if asked for. Only totals are shown.
///
/// # Errors
/// No such folder, a reading fails, or the two scorers do not agree.
pub fn shared(held: bool) -> Result<String> {
    let shared =
        root().ancestors().skip(1).map(|a| a.join("shared")).find(|s| s.join("gold").is_dir());
    let shared = shared.context("no folder ../shared with gold reports")?;
    let mut out = String::new();
    for set in SETS.iter().filter(|s| held || !s.held) {
        let work = fresh(set.name)?;
        let (gold, texts) = (work.join("gold"), work.join("texts"));
        copy(&shared.join(set.gold), &gold, set.begin, "json")?;
        copy(&shared.join(set.texts), &texts, set.begin, "txt")?;
        out += &scored(set.name, &gold, &texts, &work)?;
    }
    Ok(out)
}

/// Scores readings of the reports in one folder against the gold in another.
///
/// # Errors
/// A reading fails, or the two scorers do not agree.
pub fn folders(gold: &Path, texts: &Path) -> Result<String> {
    scored("reports", gold, texts, &fresh("folders")?)
}

/// An empty folder to work in.
fn fresh(name: &str) -> Result<PathBuf> {
    let dir = root().join("target/score").join(name);
    if dir.exists() {
        fs::remove_dir_all(&dir)?;
    }
    fs::create_dir_all(&dir)?;
    Ok(dir)
}

fn copy(from: &Path, to: &Path, begin: &[&str], ending: &str) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from).with_context(|| from.display().to_string())? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let ours = begin.iter().any(|b| name.starts_with(b));
        if ours && path.extension().is_some_and(|e| e == ending) {
            fs::copy(&path, to.join(name))?;
        }
    }
    Ok(())
}

fn scored(name: &str, gold: &Path, texts: &Path, work: &Path) -> Result<String> {
    let predictions = work.join("predictions.jsonl");
    fs::write(&predictions, kroniek(&["code".as_ref(), texts])?)?;
    let ours = kroniek(&["eval".as_ref(), gold, &predictions, "--json".as_ref()])?;
    let ours: Value = serde_json::from_slice(&ours).context("kroniek eval")?;
    let theirs = by_python(gold, &predictions)?;
    for figure in FIGURES {
        if ours[figure] != theirs[figure] {
            bail!("{name}, {figure}: {} by eval, {} by score.py", ours[figure], theirs[figure]);
        }
    }
    Ok(table(name, &ours))
}

/// The output of the program, as this workspace builds it.
///
/// # Errors
/// It cannot be built or run, or fails.
pub fn kroniek(args: &[&Path]) -> Result<Vec<u8>> {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(["run", "--quiet", "--package", "kroniek"]);
    command.args(if cfg!(debug_assertions) { &[][..] } else { &["--release"] });
    command.args(["--manifest-path".as_ref(), root().join("Cargo.toml").as_path(), "--".as_ref()]);
    output(command.args(args))
}

fn by_python(gold: &Path, predictions: &Path) -> Result<Value> {
    let scorer = root().join("crates/eval/tests/score.py");
    let mut command = Command::new("python3");
    let json = output(command.args([&scorer, gold, predictions, Path::new("--json")]))?;
    serde_json::from_slice(&json).context("score.py")
}

fn output(command: &mut Command) -> Result<Vec<u8>> {
    let done = command.stderr(Stdio::inherit()).output();
    let done = done.with_context(|| format!("{command:?} cannot be run"))?;
    if !done.status.success() {
        bail!("{command:?} failed");
    }
    Ok(done.stdout)
}

fn table(name: &str, scores: &Value) -> String {
    let mut out = format!("{name}: {} reports\n", scores["reports"]);
    for figure in FIGURES {
        let value = &scores[figure];
        _ = match value.get("f1") {
            Some(f1) => {
                let [f1, p, r] = [f1, &value["precision"], &value["recall"]].map(decimals);
                writeln!(out, "  {figure:8} {f1}  precision {p}  recall {r}  of {}", value["gold"])
            }
            None => writeln!(out, "  {figure:8} {}", decimals(value)),
        };
    }
    out
}

fn decimals(figure: &Value) -> String {
    figure.as_f64().map_or("-".into(), |f| format!("{f:.4}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_shows_shares_and_figures() {
        let figure = serde_json::json!({"precision": 0.5, "recall": 1.0, "f1": 0.66667, "gold": 4});
        let scores = serde_json::json!({"reports": 3, "events": figure, "dates": 0.25});
        let shown = table("some", &scores);
        assert!(shown.starts_with("some: 3 reports\n"));
        assert!(
            shown.contains("events   0.6667  precision 0.5000  recall 1.0000  of 4"),
            "{shown}"
        );
        assert!(shown.contains("dates    0.2500"), "{shown}");
        assert!(shown.contains("undated  -"), "{shown}");
    }
}
