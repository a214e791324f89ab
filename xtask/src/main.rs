//! The build tool: everything between a fresh clone and a page in a browser, or a passed test.
//!
//! `cargo xtask help` lists the commands. A command is a file here and a line in [`perform`]; long steps go through
//! [`step`], so that nobody waits without knowing for what.

mod accessibility;
mod bench;
mod browser;
mod check;
mod client;
mod command;
mod compression;
mod debian;
mod failure;
mod program;
mod serve;
mod site;
mod size;
mod step;
mod stylesheet;
mod suite;
mod wasm_toolchain;
mod workspace;

use std::process::ExitCode;

use crate::{
    command::{Command, HELP},
    failure::Outcome,
    step::say,
    workspace::Workspace,
};

fn main() -> ExitCode {
    let done = Command::parse(std::env::args().skip(1)).and_then(perform);
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            say(&failure.to_string());
            ExitCode::FAILURE
        }
    }
}

fn perform(command: Command) -> Outcome {
    if command == Command::Help {
        eprintln!("{HELP}");
        return Ok(());
    }
    let workspace = Workspace::find()?;
    match command {
        Command::Build(wasm) => {
            let program = program::release(&workspace, wasm)?;
            say(&format!("the program is {}", program.display()));
            Ok(())
        }
        Command::Serve { wasm, watch: false, arguments } => serve::once(&workspace, wasm, &arguments),
        Command::Serve { wasm, watch: true, arguments } => serve::on_every_change(&workspace, wasm, &arguments),
        Command::Test { wasm, arguments } => suite::pass(&workspace, wasm, &arguments),
        Command::Check(wasm) => check::pass(&workspace, wasm),
        Command::Size(wasm) => size::report(&workspace, wasm),
        Command::Bench { wasm, arguments } => bench::measure(&workspace, wasm, &arguments),
        Command::Help => Ok(()),
    }
}
