//! The figures of `docs/benchmarks.md`. What is measured, and how, is in `server/src/bin/bench/`.

use crate::{command::Wasm, failure::Outcome, program, step::run, workspace::Workspace};

/// Builds the release and measures it.
pub(crate) fn measure(workspace: &Workspace, wasm: Wasm, arguments: &[String]) -> Outcome {
    let program = program::release(workspace, wasm)?;
    let mut cargo = workspace.cargo();
    cargo
        .args(["run", "--package", "server", "--bin", "bench", "--release", "--locked", "--"])
        .args(arguments)
        .env("TELEWORK_SITE", workspace.site())
        .env("TELEWORK_PROGRAM", program);
    run("measuring", &mut cargo)
}
