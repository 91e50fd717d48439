//! A folder for one test, and the binary run in it.

use serde_json::Value;
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};
use tempfile::TempDir;

/// Where a test works.
pub struct Bench(TempDir);

/// What a command left behind.
#[derive(Debug)]
pub struct Done {
    pub status: i32,
    pub out: String,
    pub err: String,
}

impl Bench {
    pub fn new() -> Self {
        Bench(tempfile::tempdir().expect("a folder"))
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a file, with the folders that it lies in.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, content).expect("written");
    }

    /// The command, not run yet, without colour and with nothing of the tester's own settings.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kroniek"));
        command.args(args).current_dir(self.0.path());
        for name in ["KRONIEK_DB", "KRONIEK_DATA", "KRONIEK_UI", "CLICOLOR_FORCE"] {
            command.env_remove(name);
        }
        command.env("LC_ALL", "C");
        command
    }

    pub fn run(&self, args: &[&str]) -> Done {
        done(self.command(args).output().expect("run"))
    }

    /// Runs a command that must go well, and reads its answer as JSON.
    pub fn json(&self, args: &[&str]) -> Value {
        let done = self.run(&[args, &["--format", "json"]].concat());
        assert_eq!(done.status, 0, "{args:?}: {}", done.err);
        serde_json::from_str(&done.out).unwrap_or_else(|e| panic!("{args:?}: {e}: {}", done.out))
    }

    /// Everything that a record says, as text that can be compared.
    pub fn everything(&self, db: &str) -> String {
        let mut out = String::new();
        for args in [&["events"][..], &["reports"], &["states"]] {
            let done = self.run(&[args, &["--db", db, "--format", "json"]].concat());
            assert_eq!(done.status, 0, "{}", done.err);
            out += &done.out;
        }
        for doc in strings(&self.json(&["reports", "--db", db]), "doc") {
            out += &self.run(&["claims", "--report", &doc, "--db", db, "--format", "csv"]).out;
        }
        out
    }
}

pub fn done(output: Output) -> Done {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    let status = output.status.code().expect("it ended by itself");
    Done { status, out: text(output.stdout), err: text(output.stderr) }
}

/// One field of each object of an array.
pub fn strings(rows: &Value, field: &str) -> Vec<String> {
    let rows = rows.as_array().expect("an array");
    rows.iter().map(|r| r[field].as_str().unwrap_or_default().to_owned()).collect()
}

/// The reports of the gold cases, which were written for this project.
pub fn reports() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/gold/reports");
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).expect("cases").map(|e| e.expect("a file").path()).collect();
    files.sort();
    let report = |f: &PathBuf| {
        let stem = f.file_stem().expect("a name").to_string_lossy().into_owned();
        (stem, fs::read_to_string(f).expect("UTF-8"))
    };
    files.iter().map(report).collect()
}

/// One line of JSONL.
pub fn line(id: &str, published: &str, text: &str) -> String {
    serde_json::json!({ "id": id, "published": published, "text": text }).to_string() + "\n"
}
