//! The README names every command.

use anyhow::{Context, Result};
use clap::CommandFactory;
use kroniek_cli::Cli;
use std::{fs, path::Path};

/// Commands of the program that the README does not name as `kroniek COMMAND`.
///
/// # Errors
/// There is no README.
pub fn faults(root: &Path) -> Result<Vec<String>> {
    let readme = fs::read_to_string(root.join("README.md")).context("README.md")?;
    let commands = Cli::command();
    let names = commands.get_subcommands().map(|c| c.get_name().to_owned());
    Ok(missing(&readme, names))
}

fn missing(readme: &str, names: impl Iterator<Item = String>) -> Vec<String> {
    let named = |n: &String| {
        readme.contains(&format!("kroniek {n} ")) || readme.contains(&format!("kroniek {n}`"))
    };
    names.filter(|n| !named(n)).map(|n| format!("README.md: `kroniek {n}` is not named")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_named_with_the_program() {
        let names = || ["code", "read"].map(str::to_owned).into_iter();
        assert_eq!(missing("`kroniek code PATH`, read", names()).len(), 1);
        assert!(missing("`kroniek code`\n`kroniek read PATH`", names()).is_empty());
    }
}
