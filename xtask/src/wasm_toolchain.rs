//! A compiler for `wasm32-unknown-unknown`: found, fetched or, where no download of Rust's own is possible, made from
//! the sources that Debian ships.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    command::Wasm,
    debian,
    failure::{Failure, Outcome, While},
    step::{output_of, run, say},
    workspace::{Workspace, program_on_path},
};

/// The target's name, in cargo's words.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// What Debian calls its own newest compiler and sources; it keeps them current for its browsers.
const DEBIAN_PACKAGES: [&str; 4] = ["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm"];
const DEBIAN_CARGO: &str = "/usr/bin/cargo";
const DEBIAN_RUSTC: &str = "/usr/bin/rustc";
/// A link to the linker, which is a package of its own and bears that package's name.
const DEBIAN_LINKER: &str = "/usr/bin/rust-lld";

/// A compiler that can build the client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WasmToolchain {
    /// The toolchain that builds everything else, with the standard library that Rust ships for it.
    Plain,
    /// The same; a release builds the standard library anew, together with the client (see [`SMALL`]).
    Installed,
    /// Debian's compiler, which can only build the standard library anew.
    Debian,
}

/// What a compilation of the client is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// To be loaded over somebody's telephone.
    Release,
    /// To be read: lints, and a development build whose panics have a text.
    Development,
}

/// Builds the standard library with the client, so that it can follow the options below. They are unstable: the
/// compiler must be told that it may (`RUSTC_BOOTSTRAP`), and a newer one may have renamed them, which
/// [`understands_small`] finds out first.
const BUILD_STD: &str = "-Zbuild-std=std,panic_abort";
const BUILD_STD_SMALL: &str = "-Zbuild-std-features=optimize_for_size";
/// Leaves out what only a developer reads: where and with which words a panic happened. A seventh of the WebAssembly,
/// measured with brotli.
const SMALL: &str = "-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=none";

impl WasmToolchain {
    /// Takes the first way that works and says which.
    pub(crate) fn find_or_make(workspace: &Workspace, wanted: Wasm) -> Outcome<Self> {
        if wanted == Wasm::Debian {
            prepare_debian(workspace)?;
            return Ok(Self::Debian);
        }
        let memory = Memory::of(workspace);
        let debian = || memory.has("debian") && debian_lacks().is_ok_and(|lacking| lacking.is_empty());
        if !standard_library_is_installed(workspace) {
            if debian() {
                say("WebAssembly: Debian's compiler and sources, as last time");
                return Ok(Self::Debian);
            }
            if !fetched(workspace, "the standard library for WebAssembly", &["target", "add", TARGET])
                || !standard_library_is_installed(workspace)
            {
                say("WebAssembly: rustup cannot fetch the standard library; trying Debian's own sources");
                prepare_debian(workspace)?;
                memory.keep("debian")?;
                return Ok(Self::Debian);
            }
        }
        if wanted == Wasm::Plain {
            say("WebAssembly: the installed toolchain, with the standard library as it is");
            return Ok(Self::Plain);
        }
        if !sources_are_installed(workspace) && !memory.has("no-sources") {
            let sources = "the standard library's sources, for a smaller client";
            if !fetched(workspace, sources, &["component", "add", "rust-src"]) {
                memory.keep("no-sources")?;
            }
        }
        if sources_are_installed(workspace) && understands_small(workspace) {
            say("WebAssembly: the installed toolchain, with the standard library built for size");
            Ok(Self::Installed)
        } else {
            say("WebAssembly: the installed toolchain; with its sources the client would be a seventh smaller");
            Ok(Self::Plain)
        }
    }

    /// Whether it has lints; Debian packs them apart from the compiler.
    pub(crate) fn can_lint(self) -> bool {
        self != Self::Debian || Path::new("/usr/bin/clippy-driver").exists()
    }

    /// `cargo VERB` for the client's target, in the client's own target folder.
    pub(crate) fn cargo(self, workspace: &Workspace, verb: &str, purpose: Purpose) -> Command {
        let mut command = if self == Self::Debian { workspace.command(DEBIAN_CARGO) } else { workspace.cargo() };
        command.args([verb, "--target", TARGET]).env("CARGO_TARGET_DIR", workspace.client_target());
        if self == Self::Debian {
            // Left by the toolchain that called us; each would bend Debian's cargo back to that one.
            for name in ["RUSTUP_TOOLCHAIN", "CARGO", "RUSTC_WRAPPER"] {
                command.env_remove(name);
            }
            command.env("RUSTC", DEBIAN_RUSTC);
        }
        let small = self != Self::Plain && purpose == Purpose::Release;
        if self == Self::Debian || small {
            command.arg(BUILD_STD).env("RUSTC_BOOTSTRAP", "1");
        }
        if small {
            command.arg(BUILD_STD_SMALL).env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", SMALL);
            // They would stand before ours.
            command.env_remove("RUSTFLAGS").env_remove("CARGO_ENCODED_RUSTFLAGS");
        }
        command
    }
}

/// Asks rustup for a part of the toolchain; whether it came.
fn fetched(workspace: &Workspace, what: &str, words: &[&str]) -> bool {
    program_on_path("rustup").is_some()
        && run(&format!("fetching {what} (rustup {})", words.join(" ")), workspace.command("rustup").args(words))
            .is_ok()
}

/// Whether the installed toolchain has the sources of its standard library.
fn sources_are_installed(workspace: &Workspace) -> bool {
    output_of(workspace.command("rustc").args(["--print", "sysroot"]))
        .is_ok_and(|sysroot| Path::new(sysroot.trim()).join("lib/rustlib/src/rust/library/Cargo.lock").is_file())
}

/// Whether this compiler knows the unstable options by the names that we know.
fn understands_small(workspace: &Workspace) -> bool {
    let mut rustc = workspace.command("rustc");
    rustc.env("RUSTC_BOOTSTRAP", "1").args(["--print", "cfg", "--target", TARGET]).args(SMALL.split(' '));
    output_of(&mut rustc).is_ok()
}

/// The compiler names the folder of a target's libraries even where there is none, so we look into it.
fn standard_library_is_installed(workspace: &Workspace) -> bool {
    let mut rustc = workspace.command("rustc");
    output_of(rustc.args(["--print", "target-libdir", "--target", TARGET])).is_ok_and(|folder| {
        fs::read_dir(folder.trim()).is_ok_and(|files| {
            files.flatten().any(|file| {
                let name = file.file_name();
                let name = name.to_string_lossy();
                name.starts_with("libstd-") && name.ends_with(".rlib")
            })
        })
    })
}

/// Sees that Debian's packages are here, or ends with the sentence that names the mend.
fn prepare_debian(workspace: &Workspace) -> Outcome {
    let lacking = debian_lacks()?;
    if !lacking.is_empty() {
        debian::install("Debian's Rust compiler with its sources, for the client", &lacking).map_err(|cause| {
            Failure::new(format!(
                "The client needs a standard library for WebAssembly. With a network: `rustup target add {TARGET}`. On \
                 Debian as root: `apt-get install {}`. ({cause})",
                DEBIAN_PACKAGES.join(" ")
            ))
        })?;
        // The linker's name is known only once the compiler is there.
        let lacking = debian_lacks()?;
        if !lacking.is_empty() {
            debian::install("the linker of Debian's Rust compiler", &lacking)?;
        }
    }
    let version = output_of(workspace.command(DEBIAN_RUSTC).arg("--version").env_remove("RUSTUP_TOOLCHAIN"))?;
    say(&format!(
        "WebAssembly: the standard library is built from Debian's sources with {} (a minute the first time)",
        version.trim()
    ));
    Ok(())
}

/// The packages still to install.
fn debian_lacks() -> Outcome<Vec<String>> {
    if !debian::is_here() {
        return Err(Failure::new(format!(
            "The client needs a standard library for WebAssembly: `rustup target add {TARGET}` (https://rustup.rs). \
             Where that cannot be downloaded, build on Debian, whose own sources serve instead."
        )));
    }
    let mut lacking: Vec<String> =
        DEBIAN_PACKAGES.iter().filter(|package| !debian::has(package)).map(ToString::to_string).collect();
    if let Ok(linker) = fs::read_link(DEBIAN_LINKER)
        && !Path::new("/usr/bin").join(&linker).exists()
    {
        lacking.extend(linker.file_name().map(|name| name.to_string_lossy().into_owned()));
    }
    Ok(lacking)
}

/// Remembers what rustup could not fetch here, so that the next build does not wait for it to fail again.
struct Memory(PathBuf);

impl Memory {
    fn of(workspace: &Workspace) -> Self {
        Self(workspace.client_target().join("way-to-wasm"))
    }

    fn has(&self, word: &str) -> bool {
        fs::read_to_string(&self.0).is_ok_and(|text| text.lines().any(|line| line == word))
    }

    fn keep(&self, word: &str) -> Outcome {
        let noting = || format!("noting the way to WebAssembly in {}", self.0.display());
        if let Some(folder) = self.0.parent() {
            fs::create_dir_all(folder).while_doing(noting)?;
        }
        let known = fs::read_to_string(&self.0).unwrap_or_default();
        fs::write(&self.0, format!("{known}{word}\n")).while_doing(noting)
    }
}
