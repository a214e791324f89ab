//! The browser's half: compiled to WebAssembly, then bound to JavaScript.

use std::path::{Path, PathBuf};

use wasm_bindgen_cli_support::Bindgen;

use crate::{
    failure::{Failure, Outcome, While},
    step::run,
    wasm_toolchain::{TARGET, WasmToolchain},
    workspace::Workspace,
};

/// The client's two files.
pub(crate) struct Bound {
    /// The module that loads the WebAssembly and gives its functions names.
    pub(crate) script: String,
    /// The WebAssembly.
    pub(crate) wasm: Vec<u8>,
}

/// Compiles the client in one of the workspace's two profiles for it, `wasm-release` and `wasm-dev`.
pub(crate) fn compile(workspace: &Workspace, toolchain: WasmToolchain, profile: &str) -> Outcome<PathBuf> {
    let mut cargo = toolchain.cargo(workspace, "build");
    cargo.args(["--package", "frontend", "--profile", profile, "--locked"]);
    run("compiling the client (the first time takes minutes)", &mut cargo)?;
    Ok(workspace.client_target().join(TARGET).join(profile).join("frontend.wasm"))
}

/// Makes the JavaScript side of a compiled client.
pub(crate) fn bind(wasm: &Path) -> Outcome<Bound> {
    let binding = || "binding the client to JavaScript".to_owned();
    let mut bindgen = Bindgen::new();
    let mut output = bindgen
        .input_path(wasm)
        .out_name("telework")
        .web(true)
        .while_doing(binding)?
        .typescript(false)
        // Our own start script passes the address, which carries a content hash.
        .omit_default_module_path(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate_output()
        .while_doing(binding)?;
    // Each crate that binds anything is in the list; only few bring a text.
    let mut inline = output.snippets().iter().filter(|(_, texts)| !texts.is_empty()).map(|(name, _)| name);
    if let Some(name) = inline.next().or_else(|| output.local_modules().keys().next()) {
        return Err(Failure::new(format!(
            "A crate of the client brings JavaScript files of its own ({name}), which the site does not serve."
        )));
    }
    Ok(Bound { script: output.js().to_owned(), wasm: output.wasm_mut().emit_wasm() })
}
