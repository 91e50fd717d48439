//! The command line in Dutch: tables and messages, never what other programs read.

use crate::bench::{Bench, done, line};

const VISIT: &str =
    "De Chinese president Xi Jinping ontving maandag zijn Russische ambtgenoot Vladimir Poetin.";

fn bench() -> Bench {
    let bench = Bench::new();
    bench.file("in.jsonl", line("een", "2025-09-03", VISIT));
    bench
}

#[test]
fn it_speaks_the_language_that_is_asked_for() {
    let bench = bench();
    let read = bench.run(&["read", "in.jsonl", "--ui", "nl"]);
    assert!(
        read.err.contains("1 nieuw bericht: ") && read.err.contains("bevat 1 bericht, "),
        "{}",
        read.err
    );
    let table = bench.run(&["events", "--ui", "nl"]).out;
    assert!(table.starts_with("datum ") && table.contains(" bronnen "), "{table}");
    assert!(bench.run(&["--ui", "en", "events"]).out.starts_with("date "));
    let dossier = bench.run(&["actor", "CHN", "--ui", "nl"]).out;
    assert!(dossier.contains("gebeurtenissen: ") && dossier.contains("met wie"), "{dossier}");
    let id = bench.json(&["events"])[0]["id"].as_str().expect("id").to_owned();
    let explained = bench.run(&["explain", &id, "--ui", "nl"]).out;
    assert!(
        explained.contains("hoe het gelezen is") && explained.contains("[wie: "),
        "{explained}"
    );
    let nobody = bench.run(&["actor", "Sinterklaas", "--ui", "nl"]);
    assert!(
        nobody.status == 1 && nobody.err.starts_with("fout: `Sinterklaas`: niemand"),
        "{}",
        nobody.err
    );
    assert_eq!(bench.run(&["events", "--ui", "fr"]).status, 2);
}

#[test]
fn help_and_what_is_wrong_are_said_in_dutch() {
    let bench = bench();
    let help = bench.run(&["--help", "--ui", "nl"]);
    assert!(
        help.status == 0 && help.out.contains("\nGebruik: kroniek [OPTIES] <COMMANDO>"),
        "{}",
        help.out
    );
    assert!(
        help.out.contains("Lees berichten in het register") && help.out.contains("Voorbeelden:"),
        "{}",
        help.out
    );
    let events = bench.run(&["events", "--help", "--ui=nl"]).out;
    for english in ["Usage", "Options", "default:", "Which events", "At most", "Possible values"] {
        assert!(!events.contains(english), "{english}: {events}");
    }
    let mut command = bench.command(&["events", "--format", "xml"]);
    let wrong = done(command.env("KRONIEK_UI", "nl").output().expect("run"));
    assert!(
        wrong.status == 2 && wrong.err.starts_with("fout: ongeldige waarde 'xml' voor '"),
        "{}",
        wrong.err
    );
    bench.file("foto.txt", [0u8, 159, 146, 150, 0, 1, 2]);
    let unread = bench.run(&["read", "foto.txt", "weg.txt", "--ui", "nl"]);
    assert!(unread.status == 1 && unread.err.contains("controleer het pad"), "{}", unread.err);
    assert!(unread.err.contains("geen tekstbestand"), "{}", unread.err);
    assert!(bench.run(&["--help"]).out.contains("\nUsage: kroniek [OPTIONS] <COMMAND>"));
}

#[test]
fn the_system_says_which_language_it_is() {
    let bench = bench();
    assert_eq!(bench.run(&["read", "in.jsonl"]).status, 0);
    let first = |name: &str, value: &str| {
        let mut command = bench.command(&["events"]);
        command.env_remove("LC_ALL").env_remove("LC_MESSAGES").env_remove("LANG").env(name, value);
        done(command.output().expect("run")).out.split_whitespace().next().map(str::to_owned)
    };
    assert_eq!(first("LANG", "nl_NL.UTF-8").as_deref(), Some("datum"));
    assert_eq!(first("LC_ALL", "nl_BE").as_deref(), Some("datum"));
    assert_eq!(first("KRONIEK_UI", "nl").as_deref(), Some("datum"));
    assert_eq!(first("LANG", "de_DE.UTF-8").as_deref(), Some("date"));
}

#[test]
fn what_other_programs_read_is_the_same_in_every_language() {
    let bench = bench();
    assert_eq!(bench.run(&["read", "in.jsonl"]).status, 0);
    for args in [
        &["events", "--format", "csv"][..],
        &["events", "--format", "json"],
        &["export", "--format", "csv"],
    ] {
        let dutch = bench.run(&[args, &["--ui", "nl"]].concat());
        assert_eq!(dutch.out, bench.run(args).out, "{args:?}");
    }
}
