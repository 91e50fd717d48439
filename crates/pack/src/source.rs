//! Where the data folders come from: the binary itself, or a folder on disk.

use crate::Complaint;
use kroniek_model::StableId;
use rust_embed::RustEmbed;
use std::{borrow::Cow, collections::BTreeSet, fs, path::PathBuf};

#[derive(RustEmbed)]
#[folder = "../../packs"]
#[prefix = "packs/"]
struct Packs;

#[derive(RustEmbed)]
#[folder = "../../world"]
#[prefix = "world/"]
struct World;

#[derive(RustEmbed)]
#[folder = "../../ontologies"]
#[prefix = "ontologies/"]
struct Ontologies;

/// Endings of the files that decide how reports are read; what else lies beside them explains.
const TEXTS: [&str; 2] = ["tsv", "toml"];
const WEIGHTS: [&str; 2] = ["bin", "net"];

/// Hexadecimal digits of a version.
const DIGITS: usize = 12;

/// The data folders, by paths that begin with `packs/`, `world/` or `ontologies/`.
#[derive(Debug, Clone, Default)]
pub enum Source {
    /// Compiled into the binary.
    #[default]
    Embedded,
    /// A folder that holds `packs/`, `world/` and `ontologies/`.
    Folder(PathBuf),
}

impl Source {
    /// The bytes of a file, if it is there.
    pub fn bytes(&self, path: &str) -> Option<Cow<'static, [u8]>> {
        match self {
            Source::Embedded => embedded(path),
            Source::Folder(root) => fs::read(root.join(path)).ok().map(Cow::Owned),
        }
    }

    /// The text of a file.
    ///
    /// # Errors
    /// A complaint if the file is missing or not UTF-8.
    pub fn text(&self, path: &str) -> Result<String, Complaint> {
        let bytes =
            self.bytes(path).ok_or_else(|| Complaint::new(path, 0, "the file is missing"))?;
        String::from_utf8(bytes.into_owned()).map_err(|e| {
            let line = 1 + e.as_bytes()[..e.utf8_error().valid_up_to()]
                .iter()
                .filter(|&&b| b == b'\n')
                .count();
            Complaint::new(path, line, "not UTF-8: save the file as UTF-8")
        })
    }

    /// Paths of the files under a folder with an ending, sorted (`list("world/names", "tsv")`).
    pub fn list(&self, folder: &str, ending: &str) -> Vec<String> {
        let (prefix, suffix) = (format!("{folder}/"), format!(".{ending}"));
        let all: BTreeSet<String> = match self {
            Source::Embedded => all_embedded(),
            Source::Folder(root) => on_disk(root, folder),
        };
        all.into_iter().filter(|p| p.starts_with(&prefix) && p.ends_with(&suffix)).collect()
    }

    /// The version of a folder (`packs/nl`, `world`): 12 hexadecimal digits made from the tables and weights in it, the
    /// same on every machine, whatever the order of its files and the ends of their lines.
    pub fn version(&self, folder: &str) -> String {
        let mut parts: Vec<(String, Cow<'static, [u8]>)> = Vec::new();
        for (endings, text) in [(TEXTS, true), (WEIGHTS, false)] {
            for path in endings.iter().flat_map(|e| self.list(folder, e)) {
                let bytes = self.bytes(&path).unwrap_or_default();
                parts.push((path, if text { unix_lines(bytes) } else { bytes }));
            }
        }
        parts.sort();
        let each = parts.iter().flat_map(|(path, bytes)| [path.as_bytes(), bytes]);
        StableId::of_bytes(each).to_string()[..DIGITS].to_owned()
    }
}

fn unix_lines(bytes: Cow<'static, [u8]>) -> Cow<'static, [u8]> {
    match bytes.contains(&b'\r') {
        false => bytes,
        true => Cow::Owned(bytes.iter().copied().filter(|b| *b != b'\r').collect()),
    }
}

fn embedded(path: &str) -> Option<Cow<'static, [u8]>> {
    Packs::get(path).or_else(|| World::get(path)).or_else(|| Ontologies::get(path)).map(|f| f.data)
}

fn all_embedded() -> BTreeSet<String> {
    Packs::iter().chain(World::iter()).chain(Ontologies::iter()).map(Cow::into_owned).collect()
}

fn on_disk(root: &std::path::Path, folder: &str) -> BTreeSet<String> {
    let (mut found, mut open) = (BTreeSet::new(), vec![folder.to_owned()]);
    while let Some(dir) = open.pop() {
        for entry in fs::read_dir(root.join(&dir)).into_iter().flatten().flatten() {
            let path = format!("{dir}/{}", entry.file_name().to_string_lossy());
            match entry.file_type() {
                Ok(t) if t.is_dir() => open.push(path),
                Ok(_) => _ = found.insert(path),
                Err(_) => {}
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{env, path::Path, process};

    /// A folder for one test, gone with it.
    struct Data(PathBuf);

    impl Data {
        fn of(name: &str, files: &[(&str, &str)]) -> Data {
            let root = env::temp_dir().join(format!("kroniek-source-{}-{name}", process::id()));
            for (path, text) in files {
                let path = root.join(path);
                fs::create_dir_all(path.parent().unwrap_or(Path::new(""))).expect("made");
                fs::write(path, text).expect("written");
            }
            Data(root)
        }

        fn version(&self) -> String {
            Source::Folder(self.0.clone()).version("world")
        }
    }

    impl Drop for Data {
        fn drop(&mut self) {
            _ = fs::remove_dir_all(&self.0);
        }
    }

    const FILES: &[(&str, &str)] = &[("world/a.tsv", "code\nCHN\n"), ("world/b/c.toml", "x = 1\n")];

    #[test]
    fn a_version_is_that_of_the_content() {
        let version = Data::of("one", FILES).version();
        assert_eq!(
            version, "ac426a01c7c1",
            "written into records: the way of reckoning must not change"
        );
        let same = [FILES[1], ("world/a.tsv", "code\r\nCHN\r\n"), ("world/README.md", "?")];
        assert_eq!(Data::of("same", &same).version(), version);
        for (name, other) in [
            ("changed", ("world/a.tsv", "code\nRUS\n")),
            ("renamed", ("world/d.tsv", "code\nCHN\n")),
            ("weights", ("world/a.bin", "")),
        ] {
            let files: Vec<_> = FILES.iter().copied().chain([other]).collect();
            assert_ne!(Data::of(name, &files).version(), version, "{name}");
        }
    }

    #[test]
    fn every_folder_of_ours_has_a_version() {
        let of = |folder| Source::Embedded.version(folder);
        let all = BTreeSet::from([of("packs/nl"), of("world"), of("ontologies"), of("nowhere")]);
        assert_eq!(all.len(), 4);
    }
}
