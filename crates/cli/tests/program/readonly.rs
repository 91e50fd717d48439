//! A record that may not be written to: it answers, and says why it does not change.

use crate::bench::{Bench, done, line};
use std::{
    fs::{self, Permissions},
    os::unix::{
        fs::{MetadataExt, PermissionsExt},
        process::CommandExt,
    },
    process::Command,
};

const VISIT: &str =
    "De Chinese president Xi Jinping ontving maandag zijn Russische ambtgenoot Vladimir Poetin.";

/// Nobody's number on Linux and elsewhere: whom no rights are left to.
const NOBODY: u32 = 65534;

/// A folder with a record, neither of which may be written to, with the program in it.
struct ReadOnly(Bench);

impl ReadOnly {
    fn new(folder: u32, file: u32) -> Self {
        let bench = Bench::new();
        bench.file("in.jsonl", line("een", "2025-09-03", VISIT));
        assert_eq!(bench.run(&["read", "in.jsonl"]).status, 0);
        fs::copy(env!("CARGO_BIN_EXE_kroniek"), bench.path("kroniek")).expect("copied");
        fs::set_permissions(bench.path("kroniek"), Permissions::from_mode(0o755)).expect("set");
        fs::set_permissions(bench.path("kroniek.db"), Permissions::from_mode(file)).expect("set");
        fs::set_permissions(bench.path("."), Permissions::from_mode(folder)).expect("set");
        ReadOnly(bench)
    }

    /// Runs the program as somebody whom rights bind: whom they do not, they would not test.
    fn run(&self, args: &[&str]) -> crate::bench::Done {
        let mut command = Command::new(self.0.path("kroniek"));
        command.args(args).current_dir(self.0.path(".")).env("LC_ALL", "C");
        if fs::metadata(self.0.path(".")).expect("there").uid() == 0 {
            command.uid(NOBODY).gid(NOBODY);
        }
        done(command.output().expect("run"))
    }
}

impl Drop for ReadOnly {
    fn drop(&mut self) {
        _ = fs::set_permissions(self.0.path("."), Permissions::from_mode(0o755));
    }
}

#[test]
fn a_record_in_a_folder_that_may_not_be_written_to_answers() {
    let bench = ReadOnly::new(0o555, 0o444);
    for args in [
        &["events", "--format", "json"][..],
        &["timeline"],
        &["actor", "CHN"],
        &["states"],
        &["reports"],
        &["export", "--format", "csv"],
    ] {
        let done = bench.run(args);
        assert!(done.status == 0 && done.err.is_empty(), "{args:?}: {}", done.err);
        assert!(
            args == ["states"] || done.out.contains("CHN") || done.out.contains("een"),
            "{}",
            done.out
        );
    }
    let left = fs::read_dir(bench.0.path(".")).expect("listed").count();
    assert_eq!(left, 3, "something was left beside the record");
}

#[test]
fn what_would_change_it_says_what_to_do() {
    for bench in [ReadOnly::new(0o555, 0o444), ReadOnly::new(0o777, 0o444)] {
        let id = bench.run(&["events", "--format", "csv"]);
        let id =
            id.out.lines().nth(1).expect("an event").split(',').next().expect("an id").to_owned();
        for args in
            [&["read", "in.jsonl"][..], &["correct", "reject", &id], &["read", "--again", "--all"]]
        {
            let done = bench.run(args);
            assert_eq!(done.status, 1, "{args:?}: {}", done.out);
            assert!(done.err.contains("may not be written to"), "{args:?}: {}", done.err);
        }
    }
}
