//! The binary `kroniek`.

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    kroniek_cli::run(kroniek_cli::Cli::parse())
}
