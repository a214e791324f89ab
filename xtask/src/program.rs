//! The program: the clients, the site made of them, and the server that carries the site.

use std::path::PathBuf;

use crate::{
    client,
    command::Wasm,
    compression::Effort,
    failure::Outcome,
    site,
    step::run,
    wasm_toolchain::{Purpose, WasmToolchain},
    workspace::Workspace,
};

/// The client and the site as a release carries them.
pub(crate) fn release_site(workspace: &Workspace, wasm: Wasm) -> Outcome {
    let toolchain = WasmToolchain::find_or_make(workspace, wasm)?;
    let clients = client::compile_all(workspace, toolchain, Purpose::Release)?;
    site::assemble(workspace, &clients, Effort::Smallest)
}

/// Builds everything that a release is made of and says where the program is.
pub(crate) fn release(workspace: &Workspace, wasm: Wasm) -> Outcome<PathBuf> {
    release_site(workspace, wasm)?;
    let mut cargo = workspace.cargo();
    cargo
        .args(["build", "--package", "server", "--bin", "telework-network", "--release", "--locked"])
        .env("TELEWORK_SITE", workspace.site());
    run("compiling the server (the first time takes minutes)", &mut cargo)?;
    Ok(workspace.program("release"))
}

/// The same for somebody who changes it every minute: quick to build, slow to run, large to load.
pub(crate) fn development(workspace: &Workspace, toolchain: WasmToolchain) -> Outcome<PathBuf> {
    let clients = client::compile_all(workspace, toolchain, Purpose::Development)?;
    site::assemble(workspace, &clients, Effort::Quick)?;
    let mut cargo = workspace.cargo();
    cargo
        .args(["build", "--package", "server", "--bin", "telework-network", "--locked"])
        .env("TELEWORK_SITE", workspace.site());
    run("compiling the server", &mut cargo)?;
    Ok(workspace.program("debug"))
}
