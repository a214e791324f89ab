//! The browser's half: compiled to WebAssembly, then bound to JavaScript.

use std::{
    fs,
    path::{Path, PathBuf},
};

use wasm_bindgen_cli_support::Bindgen;

use crate::{
    failure::{Failure, Outcome, While},
    step::run,
    wasm_toolchain::{Purpose, TARGET, WasmToolchain},
    workspace::Workspace,
};

/// Who a client is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Client {
    /// Everybody: what registering and asking need.
    Citizens,
    /// Experts at their week: the same, and that.
    Calendar,
    /// All others who work here: the same, and what the desk needs.
    Desk,
}

impl Client {
    pub(crate) const ALL: [Self; 3] = [Self::Citizens, Self::Calendar, Self::Desk];

    /// What its files are called.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Citizens => "telework",
            Self::Calendar => "calendar",
            Self::Desk => "desk",
        }
    }

    /// What the module is called that starts it.
    pub(crate) const fn start(self) -> &'static str {
        match self {
            Self::Citizens => "start.js",
            Self::Calendar => "calendar-start.js",
            Self::Desk => "desk-start.js",
        }
    }

    const fn features(self) -> &'static [&'static str] {
        match self {
            Self::Citizens => &[],
            Self::Calendar => &["--features", "calendar"],
            Self::Desk => &["--features", "desk"],
        }
    }
}

/// A client's two files.
pub(crate) struct Bound {
    /// The module that loads the WebAssembly and gives its functions names.
    pub(crate) script: String,
    /// The WebAssembly.
    pub(crate) wasm: Vec<u8>,
}

/// Compiles every client, and says where each is.
pub(crate) fn compile_all(
    workspace: &Workspace,
    toolchain: WasmToolchain,
    purpose: Purpose,
) -> Outcome<Vec<(Client, PathBuf)>> {
    Client::ALL.into_iter().map(|client| Ok((client, compile(workspace, toolchain, client, purpose)?))).collect()
}

/// Compiles a client in the workspace's profile for the purpose and says where it is.
fn compile(workspace: &Workspace, toolchain: WasmToolchain, client: Client, purpose: Purpose) -> Outcome<PathBuf> {
    let profile = match purpose {
        Purpose::Release => "wasm-release",
        Purpose::Development => "wasm-dev",
    };
    let mut cargo = toolchain.cargo(workspace, "build", purpose);
    cargo.args(["--package", "frontend", "--profile", profile, "--locked"]).args(client.features());
    let step = match client {
        Client::Citizens => "compiling the client (the first time takes minutes)",
        Client::Calendar => "compiling the calendar's client",
        Client::Desk => "compiling the desk's client",
    };
    run(step, &mut cargo)?;
    let folder = workspace.client_target().join(TARGET).join(profile);
    // Every client leaves the compiler under one name.
    let own = folder.join(format!("{}.wasm", client.name()));
    fs::copy(folder.join("frontend.wasm"), &own).while_doing(|| format!("keeping {}", own.display()))?;
    Ok(own)
}

/// Makes the JavaScript side of a compiled client.
pub(crate) fn bind(client: Client, wasm: &Path) -> Outcome<Bound> {
    let binding = || "binding the client to JavaScript".to_owned();
    let mut bindgen = Bindgen::new();
    let mut output = bindgen
        .input_path(wasm)
        .out_name(client.name())
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
    Ok(Bound { script: trimmed(output.js()), wasm: output.wasm_mut().emit_wasm() })
}

/// The script without comments and indentation, a tenth of its weight. A text that spans lines would be changed by
/// this; the bindings have none, and a script with one is left as it is.
fn trimmed(script: &str) -> String {
    if script.lines().any(|line| line.matches('`').count() % 2 == 1) {
        return script.to_owned();
    }
    let mut in_comment = false;
    let mut kept = String::with_capacity(script.len());
    for line in script.lines().map(str::trim) {
        let comment = in_comment || line.starts_with("/*");
        in_comment = comment && !line.ends_with("*/");
        if !comment && !line.is_empty() && !line.starts_with("//") {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::trimmed;

    #[test]
    fn comments_and_indentation_are_not_sent_to_browsers() {
        let script = "/**\n * @param {any} el\n */\nexport function wake(el) {\n    // why\n    /* so */\n\n    go(`a ${el}`);\n}\n";
        assert_eq!(trimmed(script), "export function wake(el) {\ngo(`a ${el}`);\n}\n");
    }

    #[test]
    fn a_text_over_several_lines_is_never_touched() {
        let script = "let text = `\n    // not a comment\n`;\n";
        assert_eq!(trimmed(script), script);
    }
}
