//! Where the data folders come from: the binary itself, or a folder on disk.

use crate::Complaint;
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
