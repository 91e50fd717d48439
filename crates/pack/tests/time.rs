//! A grammar of time with faults is told fault by fault, with line and remedy.

use kroniek_pack::{Source, time::TimeGrammar};
use std::{fs, path::PathBuf};

/// A data folder that holds only this `time.toml`, removed when it goes out of scope.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str, text: &str) -> Folder {
        let root = std::env::temp_dir().join(format!("kroniek-time-{name}-{}", std::process::id()));
        fs::create_dir_all(root.join("packs/xx")).unwrap();
        fs::write(root.join("packs/xx/time.toml"), text).unwrap();
        Folder(root)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).unwrap_or_default();
    }
}

fn complaints(name: &str, text: &str) -> Vec<String> {
    let folder = Folder::new(name, text);
    let read = TimeGrammar::load(&Source::Folder(folder.0.clone()), "xx");
    read.map_or_else(|c| c.0.iter().map(ToString::to_string).collect(), |_| vec![])
}

const SOUND: &str = r#"
[words.number]
one = 1

[endings]
number = ["ish"]

[[shape]]
form = ["{y}"]
makes = "year"
value = "y"

[[rule]]
text = ["in [the] <year>|<number>"]
value = "year(year|number)"

[tense]
past = ["was"]
"#;

#[test]
fn a_sound_grammar_is_read_in_all_its_ways() {
    let folder = Folder::new("sound", SOUND);
    let grammar = TimeGrammar::load(&Source::Folder(folder.0.clone()), "xx").unwrap();
    assert_eq!((grammar.rules.len(), grammar.words.len(), grammar.shapes.len()), (4, 2, 1));
    assert!(grammar.tense.past.contains("was"));
}

#[test]
fn every_fault_is_told_with_its_line() {
    let text = SOUND
        .replace("one = 1", "one = \"now now\"")
        .replace("form = [\"{y}\"]", "form = [\"{q}\"]")
        .replace("value = \"year(year|number)\"", "value = \"yaer(year)\"");
    assert_eq!(
        complaints("faults", &text),
        [
            "packs/xx/time.toml:3: `now` is left over in value `now now`",
            "packs/xx/time.toml:8: `{q}` is no field",
            "packs/xx/time.toml:13: `yaer` with 1 arguments is not known",
        ]
    );
}

#[test]
fn classes_that_hang_loose_are_told() {
    let text = SOUND.replace("value = \"year(year|number)\"", "makes = \"yeer\"\nvalue = \"now\"");
    assert_eq!(
        complaints("loose", &text),
        ["packs/xx/time.toml:13: no rule asks for the class `yeer`"]
    );
    let text = SOUND.replace("<number>\"", "<nummer>\"").replace("year(year|number)", "now");
    assert_eq!(
        complaints("unmade", &text),
        ["packs/xx/time.toml:13: nothing makes the class `nummer`"]
    );
}

#[test]
fn what_is_no_toml_is_told_with_its_line() {
    let found = complaints("broken", "[words.number]\none = 1\n[[rule]\n");
    assert!(found.len() == 1 && found[0].starts_with("packs/xx/time.toml:3: "), "{found:?}");
}
