//! The program as a server of pages, for as long as something is wanted of it.

use anyhow::{Context, Result, ensure};
use std::{
    fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

/// A server, as long as it is kept.
pub struct Server {
    process: Child,
    /// Where it is: `http://localhost:PORT`.
    pub address: String,
}

impl Server {
    /// At any free port of this machine.
    ///
    /// # Errors
    /// The program cannot be run, or does not say where it is.
    pub fn start(program: &Path, db: &Path) -> Result<Server> {
        let mut command = Command::new(program);
        command.args(["serve", "--port", "0", "--ui", "en", "--db"]).arg(db);
        let process = command.stderr(Stdio::piped()).stdout(Stdio::null()).spawn();
        let process = process.with_context(|| program.display().to_string())?;
        let mut server = Server { process, address: String::new() };
        let mut lines = BufReader::new(server.process.stderr.take().context("no pipe")?).lines();
        let said = lines.next().context("the server says nothing")??;
        server.address = address(&said).with_context(|| said.clone())?;
        Ok(server)
    }

    /// Its number among the processes.
    pub fn id(&self) -> u32 {
        self.process.id()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Whatever has ended already needs no killing.
        _ = self.process.kill();
        _ = self.process.wait();
    }
}

/// A program that is named, or the release build of this one, made if need be.
///
/// # Errors
/// There is no such program, or it cannot be built.
pub fn program(named: Option<&&str>) -> Result<PathBuf> {
    if let Some(named) = named {
        return fs::canonicalize(named).with_context(|| (*named).to_owned());
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let args = ["build", "--release", "--package", "kroniek", "--bin", "kroniek"];
    let done = Command::new(env!("CARGO")).args(args).current_dir(&root).status()?;
    ensure!(done.success(), "the program cannot be built");
    Ok(root.join("target/release/kroniek"))
}

/// The address in what the server says.
fn address(said: &str) -> Option<String> {
    let from = said.find("http://")?;
    let rest = &said[from..];
    let end = rest.find([';', ' ']).unwrap_or(rest.len());
    Some(rest[..end].trim_end_matches('/').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_found_in_what_the_server_says() {
        let said = "a.db at http://localhost:4123/; Ctrl-C stops";
        assert_eq!(address(said).as_deref(), Some("http://localhost:4123"));
        assert_eq!(address("in use"), None);
    }
}
