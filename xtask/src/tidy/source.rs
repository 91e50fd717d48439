//! Source files: their length, and that none prints where none should.

use anyhow::{Context, Result};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Lines of a file that is no list.
const LONGEST: usize = 600;

/// Where printing is the work.
const MAY_PRINT: &[&str] = &["crates/cli/", "xtask/", "trainer/"];

const PRINTING: &[&str] = &["println!", "print!", "eprintln!", "eprint!", "dbg!"];

/// A Rust file of the repository.
#[derive(Debug, Clone)]
pub struct File {
    /// Its path from the repository's folder, with `/`.
    pub path: String,
    /// Its text.
    pub text: String,
}

impl File {
    /// Whether it is a test, a bench or an example as a whole.
    pub fn is_test(&self) -> bool {
        let folders = ["/tests/", "/benches/", "/examples/"];
        folders.iter().any(|f| self.path.contains(f)) || self.path.ends_with("/tests.rs")
    }

    /// The text before the tests at its end.
    pub fn without_tests(&self) -> &str {
        self.text.split("\n#[cfg(test)]\nmod ").next().unwrap_or_default()
    }
}

/// The Rust files under the rooms, xtask and trainer, by path.
///
/// # Errors
/// A folder or file cannot be read.
pub fn files(root: &Path) -> Result<Vec<File>> {
    let mut paths = Vec::new();
    for folder in ["crates", "xtask", "trainer"] {
        walk(&root.join(folder), &mut paths)?;
    }
    paths.sort();
    let read = |p: PathBuf| {
        let text = fs::read_to_string(&p).with_context(|| p.display().to_string())?;
        let path = p.strip_prefix(root)?.to_string_lossy().replace('\\', "/");
        Ok(File { path, text })
    };
    paths.into_iter().map(read).collect()
}

fn walk(folder: &Path, into: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.is_dir() && !path.ends_with("target") {
            walk(&path, into)?;
        } else if path.extension().is_some_and(|e| e == "rs") {
            into.push(path);
        }
    }
    Ok(())
}

/// What is wrong with a file.
pub fn faults(file: &File) -> Vec<String> {
    length(file).into_iter().chain(prints(file)).collect()
}

fn length(file: &File) -> Option<String> {
    let lines = file.text.lines().count();
    (lines > LONGEST).then(|| format!("{}: {lines} lines, {LONGEST} allowed: split it", file.path))
}

fn prints(file: &File) -> Vec<String> {
    if MAY_PRINT.iter().any(|p| file.path.starts_with(p)) || file.is_test() {
        return Vec::new();
    }
    let printing = |line: &str| {
        let code = line.split("//").next().unwrap_or_default();
        PRINTING.iter().any(|p| code.contains(p))
    };
    let lines = file.without_tests().lines().enumerate().filter(|(_, l)| printing(l));
    lines.map(|(n, _)| format!("{}:{}: prints; only the cli does", file.path, n + 1)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, text: &str) -> File {
        File { path: path.to_owned(), text: text.to_owned() }
    }

    #[test]
    fn long_files_and_prints_are_faults() {
        assert_eq!(faults(&file("crates/a/src/lib.rs", &"\n".repeat(601))).len(), 1);
        assert!(faults(&file("crates/a/src/lib.rs", &"\n".repeat(600))).is_empty());
        let text = "fn a() {\n    println!();\n}\n";
        assert_eq!(
            faults(&file("crates/a/src/lib.rs", text)),
            ["crates/a/src/lib.rs:2: prints; only the cli does"]
        );
        assert!(faults(&file("crates/cli/src/lib.rs", text)).is_empty());
        assert!(faults(&file("crates/a/examples/a.rs", text)).is_empty());
    }

    #[test]
    fn tests_at_the_end_are_left_out() {
        let text = "fn a() {}\n#[cfg(test)]\nmod tests {\n println!();\n}\n";
        assert!(faults(&file("crates/a/src/lib.rs", text)).is_empty());
        assert!(file("crates/a/src/when/tests.rs", "").is_test());
    }
}
