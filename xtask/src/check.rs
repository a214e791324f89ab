//! Format, lints and the rules for dependencies.

use crate::{
    command::Wasm,
    failure::{Failure, Outcome},
    step::{output_of, run, say},
    suite::HOST_CRATES,
    wasm_toolchain::{Purpose, WasmToolchain},
    workspace::{Workspace, program_on_path},
};

/// Runs every check and then says which did not pass.
pub(crate) fn pass(workspace: &Workspace, wasm: Wasm) -> Outcome {
    let checks = [
        ("format", format(workspace)),
        ("lints of the server's side", lints(workspace, &HOST_CRATES)),
        ("lints of the build tool", lints(workspace, &["--package", "xtask"])),
        ("lints of the client", client_lints(workspace, wasm)),
        ("rules for dependencies", dependencies(workspace)),
    ];
    let failed: Vec<&str> = checks.iter().filter(|(_, outcome)| outcome.is_err()).map(|(name, _)| *name).collect();
    for (_, outcome) in &checks {
        if let Err(failure) = outcome {
            say(&failure.to_string());
        }
    }
    if failed.is_empty() {
        say("every check passed");
        Ok(())
    } else {
        Err(Failure::new(format!("Not passed: {}.", failed.join(", "))))
    }
}

fn format(workspace: &Workspace) -> Outcome {
    run("checking the format", workspace.cargo().args(["fmt", "--all", "--check"]))
}

fn lints(workspace: &Workspace, selection: &[&str]) -> Outcome {
    let mut cargo = workspace.cargo();
    cargo.args(["clippy", "--all-targets", "--locked"]).args(selection).args(["--", "--deny", "warnings"]);
    run("linting", &mut cargo)
}

/// The browser's half of `app` is other code than the server's; it is linted as the client builds it.
fn client_lints(workspace: &Workspace, wasm: Wasm) -> Outcome {
    let toolchain = WasmToolchain::find_or_make(workspace, wasm)?;
    if !toolchain.can_lint() {
        say("the client is not linted: Debian's lints are the package `rust-web-clippy`");
        return Ok(());
    }
    let mut cargo = toolchain.cargo(workspace, "clippy", Purpose::Development);
    cargo
        .args(["--package", "frontend", "--package", "app", "--features", "app/calendar,app/desk", "--locked"])
        .args(["--", "--deny", "warnings"]);
    run("linting the client", &mut cargo)
}

fn dependencies(workspace: &Workspace) -> Outcome {
    if program_on_path("cargo-deny").is_none() {
        say("dependencies are not checked: `cargo install cargo-deny --locked` brings the tool for it");
        return Ok(());
    }
    let deny = |words: &[&str]| {
        let mut cargo = workspace.cargo();
        cargo.args(["deny", "--locked"]).args(words);
        cargo
    };
    run("checking dependencies against deny.toml", &mut deny(&["check", "bans", "licenses", "sources"]))?;
    // The list of known holes is fetched; without a network that is no fault of the dependencies.
    if output_of(&mut deny(&["fetch", "db"])).is_err() {
        say("known holes in dependencies are not checked: the RustSec database cannot be fetched");
        return Ok(());
    }
    run("checking dependencies for known holes", &mut deny(&["check", "--disable-fetch", "advisories"]))
}
