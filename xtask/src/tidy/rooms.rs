//! The walls between the rooms: who may import whom.

use crate::metadata::{Metadata, Package};

/// A room and the rooms that it may import; tests may import any.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("kroniek-model", &[]),
    ("kroniek-reader", &["kroniek-model"]),
    ("kroniek-pack", &["kroniek-model"]),
    ("kroniek-parser", &["kroniek-model", "kroniek-pack"]),
    ("kroniek-coder", &["kroniek-model", "kroniek-pack"]),
    ("kroniek-record", &["kroniek-model"]),
    ("kroniek-eval", &["kroniek-model"]),
    ("kroniek-export", &["kroniek-model", "kroniek-record"]),
    ("kroniek-web", &["kroniek-model", "kroniek-record"]),
];

/// Those that join the rooms, and the trainer.
const MAY_IMPORT_ALL: &[&str] = &["kroniek", "xtask", "trainer"];

/// Imports that no wall allows, and rooms that the table does not know.
pub fn faults(metadata: &Metadata) -> Vec<String> {
    let ours: Vec<&str> = metadata.ours().map(|p| p.name.as_str()).collect();
    metadata.ours().flat_map(|room| of(room, &ours)).collect()
}

fn of(room: &Package, ours: &[&str]) -> Vec<String> {
    let place = room.manifest_path.display();
    if MAY_IMPORT_ALL.contains(&room.name.as_str()) {
        return Vec::new();
    }
    let Some((_, may)) = MAY_IMPORT.iter().find(|(name, _)| *name == room.name) else {
        return vec![format!("{place}: a room that xtask/src/tidy/rooms.rs does not know")];
    };
    let imported = room.dependencies.iter().filter(|d| d.kind.as_deref() != Some("dev"));
    let names = imported.map(|d| d.name.as_str()).filter(|d| ours.contains(d));
    names
        .filter(|d| !may.contains(d))
        .map(|d| format!("{place}: {} may not import {d} (ARCHITECTURE.md)", room.name))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metadata::Dependency;

    fn room(name: &str, imports: &[(&str, Option<&str>)]) -> Package {
        let dependency = |(name, kind): &(&str, Option<&str>)| Dependency {
            name: (*name).to_owned(),
            kind: kind.map(str::to_owned),
        };
        Package {
            name: name.to_owned(),
            version: String::new(),
            license: None,
            source: None,
            dependencies: imports.iter().map(dependency).collect(),
            manifest_path: "Cargo.toml".into(),
        }
    }

    #[test]
    fn stages_do_not_import_each_other_but_their_tests_may() {
        let ours = ["kroniek-parser", "kroniek-coder", "kroniek-model"];
        let wrong = room("kroniek-coder", &[("kroniek-parser", None), ("kroniek-model", None)]);
        assert_eq!(of(&wrong, &ours).len(), 1);
        let right = room("kroniek-coder", &[("kroniek-parser", Some("dev")), ("serde", None)]);
        assert!(of(&right, &ours).is_empty());
    }

    #[test]
    fn an_unknown_room_is_a_fault() {
        assert_eq!(of(&room("kroniek-attic", &[]), &[]).len(), 1);
    }
}
