//! Help, versions and wrong use.

use crate::bench::Bench;

const COMMANDS: &[&str] = &[
    "read", "timeline", "events", "actor", "relation", "compare", "network", "people", "states",
    "claims", "explain", "reports", "correct", "export", "backup", "code", "parse", "eval",
    "check",
];

#[test]
fn every_command_has_help_with_an_example() {
    let bench = Bench::new();
    let all = bench.run(&["--help"]);
    assert_eq!(all.status, 0);
    for command in COMMANDS {
        assert!(all.out.contains(&format!("\n  {command} ")), "{command}: {}", all.out);
        let help = bench.run(&[command, "--help"]);
        assert_eq!(help.status, 0);
        assert!(help.out.contains("Example") && help.out.contains("kroniek "), "{}", help.out);
    }
}

#[test]
fn the_version_names_data_and_licences() {
    let done = Bench::new().run(&["--version"]);
    for what in
        ["kroniek 0.", "ontology ", "pack nl ", "world ", "MIT OR Apache-2.0", "CC BY-SA 4.0"]
    {
        assert!(done.out.contains(what), "{what}: {}", done.out);
    }
}

#[test]
fn wrong_use_is_status_2() {
    let bench = Bench::new();
    for args in [
        &["tijdlijn"][..],
        &["read"],
        &["events", "--from", "gisteren"],
        &["events", "--type", "DANCE"],
        &["events", "--format", "xml"],
        &["claims"],
        &["export"],
        &["export", "--format", "xlsx"],
    ] {
        let done = bench.run(args);
        assert_eq!(done.status, 2, "{args:?}: {}", done.err);
        assert!(!done.err.is_empty());
    }
}
