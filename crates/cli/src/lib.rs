//! The command line of Kroniek: arguments, files, threads, progress, exit codes. It joins the stages and knows no rule
//! about language or events.

mod args;
mod atlas;
mod batch;
mod chain;
mod commands;
mod help;
mod house;
mod interrupt;
mod meter;
mod show;
mod trouble;
mod ui;
mod version;
mod whole;

pub use args::Cli;
pub use chain::{Chain, Read, effects};

use args::Command;
use std::{ffi::OsString, process::ExitCode};
use trouble::Trouble;

/// Runs the command that arguments say, the program's name before them; the exit status is 0 where all went well, 1
/// where something could not be read, 2 for wrong use.
pub fn run(args: Vec<OsString>) -> ExitCode {
    ui::choose(&args);
    let cli = Cli::of(args);
    let mut trouble = Trouble::new();
    let done = match cli.command {
        Command::Read(args) => commands::read::run(&args, &mut trouble),
        Command::Timeline(args) => commands::ask::timeline(&args),
        Command::Events(args) => commands::ask::events(&args),
        Command::Actor(args) => commands::dossier::actor(&args),
        Command::Relation(args) => commands::dossier::relation(&args),
        Command::Compare(args) => commands::compare::run(&args),
        Command::Network(args) => commands::network::run(&args),
        Command::People(args) => commands::ask::people(&args),
        Command::States(args) => commands::ask::states(&args),
        Command::Claims(args) => commands::ask::claims(&args),
        Command::Explain(args) => commands::explain::run(&args),
        Command::Reports(args) => commands::ask::reports(&args),
        Command::Correct(args) => commands::correct::run(&args),
        Command::Export(args) => commands::export::run(&args, &mut trouble),
        Command::Serve(args) => commands::serve::run(&args, &trouble),
        Command::Backup(args) => commands::ask::backup(&args),
        Command::Code(args) => commands::code::run(&args, &mut trouble),
        Command::Parse(args) => commands::parse::run(&args),
        Command::Eval(args) => commands::eval::run(&args, &mut trouble),
        Command::Check(args) => commands::check::run(&args, &mut trouble),
    };
    trouble.exit(done)
}
