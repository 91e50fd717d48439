//! The files as readers that are not ours take them: pandas, pyarrow, networkx and rdflib, where they are installed.
//! `KRONIEK_PYTHON` names the Python that has them; with `KRONIEK_FOREIGN=all` none may be missing.

#![cfg(feature = "parquet")]

mod common;

use common::*;
use kroniek_export::Format;
use std::{fs, path::Path, process::Command};

#[test]
fn other_programs_read_what_we_write() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("foreign");
    fs::create_dir_all(&folder).expect("a folder");
    let record = record(&reports());
    for &format in Format::ALL {
        fs::write(folder.join(format.name()), exported(&record, format).0).expect("written");
    }
    let python = std::env::var_os("KRONIEK_PYTHON").unwrap_or_else(|| "python3".into());
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/foreign.py");
    let done = match Command::new(&python).arg(script).arg(&folder).output() {
        Ok(done) => done,
        Err(e) => {
            assert!(std::env::var_os("KRONIEK_FOREIGN").is_none(), "{}: {e}", python.display());
            return say(&format!("skipped: {}: {e}", python.display()));
        }
    };
    let told = String::from_utf8_lossy(&done.stdout);
    assert!(done.status.success(), "{told}{}", String::from_utf8_lossy(&done.stderr));
    assert_eq!(told.lines().count(), 4, "a reader said nothing: {told}");
    say(&told);
}

/// Past what holds back the output of tests that go well, so that it is seen what was skipped.
fn say(text: &str) {
    use std::io::Write;
    _ = writeln!(std::io::stderr(), "{}", text.trim_end());
}
