//! The binary `kroniek`.

use std::{env, process::ExitCode};

fn main() -> ExitCode {
    kroniek_cli::run(env::args_os().collect())
}
