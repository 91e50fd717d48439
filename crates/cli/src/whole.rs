//! Files that are there whole or not at all.

use crate::ui;
use anyhow::{Context, Result};
use kroniek_export::Sink;
use std::{
    fs::{self, File},
    io::{BufWriter, stdout},
    path::{Path, PathBuf},
};
use tempfile::NamedTempFile;

/// Where output goes.
pub enum Whole {
    /// Standard output.
    Out,
    /// What is no plain file (a pipe, `/dev/null`): written as it comes.
    Stream(File),
    /// A file beside the one that it becomes in the end.
    File(NamedTempFile, PathBuf),
}

impl Whole {
    /// Gets ready to write a file, or standard output. A file that is there stays as it is until the end.
    ///
    /// # Errors
    /// No file can be made in its folder.
    pub fn new(path: Option<&Path>) -> Result<Whole> {
        let Some(path) = path else { return Ok(Whole::Out) };
        let failed = || ui::fill("file.unwritable", &[&path.display()]);
        // A link stays a link to the file that is written.
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        if path.is_dir() {
            anyhow::bail!(ui::fill("file.folder", &[&path.display()]));
        }
        if path.exists() && !path.is_file() {
            return Ok(Whole::Stream(
                File::options().write(true).open(&path).with_context(failed)?,
            ));
        }
        let folder = path.parent().filter(|f| !f.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new("."));
        if !folder.is_dir() {
            anyhow::bail!(ui::fill("file.nowhere", &[&path.display()]));
        }
        let temp = beside(folder).with_context(failed)?;
        Ok(Whole::File(temp, path))
    }

    /// What writes into it.
    pub fn sink(&self) -> Sink<'_> {
        match self {
            Whole::Out => Box::new(BufWriter::new(stdout())),
            Whole::Stream(file) => Box::new(BufWriter::new(file)),
            Whole::File(temp, _) => Box::new(BufWriter::new(temp.as_file())),
        }
    }

    /// Puts the file in its place, once it is safe on the disk.
    ///
    /// # Errors
    /// It cannot be put there; what was there before is there still.
    pub fn keep(self) -> Result<()> {
        if let Whole::File(temp, path) = self {
            let failed = || ui::fill("file.unwritable", &[&path.display()]);
            temp.as_file().sync_all().with_context(failed)?;
            temp.persist(&path).with_context(failed)?;
        }
        Ok(())
    }
}

/// A file with the rights of any other new file, gone unless it is kept.
fn beside(folder: &Path) -> std::io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".kroniek-").suffix(".part");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn a_file_is_there_whole_or_not_at_all() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("a.csv");
        fs::write(&path, "before").expect("written");
        let whole = Whole::new(Some(&path)).expect("ready");
        whole.sink().write_all(b"half").expect("written");
        drop(whole);
        assert_eq!(fs::read_to_string(&path).expect("read"), "before");
        let whole = Whole::new(Some(&path)).expect("ready");
        whole.sink().write_all(b"after").expect("written");
        whole.keep().expect("kept");
        assert_eq!(fs::read_to_string(&path).expect("read"), "after");
        assert_eq!(fs::read_dir(dir.path()).expect("listed").count(), 1);
    }

    #[test]
    fn a_folder_is_no_file_and_must_be_there() {
        let dir = tempfile::tempdir().expect("a folder");
        assert!(Whole::new(Some(dir.path())).is_err());
        assert!(Whole::new(Some(&dir.path().join("none/a.csv"))).is_err());
    }
}
