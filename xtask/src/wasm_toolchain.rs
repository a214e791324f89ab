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
    /// The toolchain that builds everything else.
    Installed,
    /// Debian's compiler, which builds the standard library together with the client. It takes unstable options to do
    /// so, and with those that are small too: the library built for size, without texts for panics nobody can read.
    Debian,
}

impl WasmToolchain {
    /// Takes the first way that works and says which.
    pub(crate) fn find_or_make(workspace: &Workspace, wanted: Wasm) -> Outcome<Self> {
        if wanted == Wasm::Debian {
            prepare_debian(workspace)?;
            return Ok(Self::Debian);
        }
        if standard_library_is_installed(workspace) {
            say("WebAssembly: the installed toolchain has its standard library");
            return Ok(Self::Installed);
        }
        let memory = Memory::of(workspace);
        if memory.says_debian() && debian_lacks()?.is_empty() {
            say("WebAssembly: Debian's compiler and sources, as last time");
            return Ok(Self::Debian);
        }
        if program_on_path("rustup").is_some() {
            let mut rustup = workspace.command("rustup");
            let added = run(
                "fetching the standard library for WebAssembly (rustup target add)",
                rustup.args(["target", "add", TARGET]),
            );
            if added.is_ok() && standard_library_is_installed(workspace) {
                return Ok(Self::Installed);
            }
            say("rustup could not fetch it; trying Debian's own sources");
        }
        prepare_debian(workspace)?;
        memory.keep_debian()?;
        Ok(Self::Debian)
    }

    /// Whether it has lints; Debian packs them apart from the compiler.
    pub(crate) fn can_lint(self) -> bool {
        self == Self::Installed || Path::new("/usr/bin/clippy-driver").exists()
    }

    /// `cargo VERB` for the client's target, in the client's own target folder.
    pub(crate) fn cargo(self, workspace: &Workspace, verb: &str) -> Command {
        let mut command = match self {
            Self::Installed => {
                let mut command = workspace.cargo();
                command.arg(verb);
                command
            }
            Self::Debian => {
                let mut command = workspace.command(DEBIAN_CARGO);
                command
                    .args([verb, "-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"])
                    .env("RUSTC", DEBIAN_RUSTC)
                    .env("RUSTC_BOOTSTRAP", "1")
                    .env(
                        "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
                        "-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=none",
                    );
                // Left by the toolchain that called us; each would bend Debian's cargo back to that one.
                for name in ["RUSTUP_TOOLCHAIN", "CARGO", "RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "RUSTC_WRAPPER"] {
                    command.env_remove(name);
                }
                command
            }
        };
        command.args(["--target", TARGET]).env("CARGO_TARGET_DIR", workspace.client_target());
        command
    }
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

/// Remembers that rustup failed here, so that the next build does not wait for it to fail again.
struct Memory(PathBuf);

impl Memory {
    fn of(workspace: &Workspace) -> Self {
        Self(workspace.client_target().join("way-to-wasm"))
    }

    fn says_debian(&self) -> bool {
        fs::read_to_string(&self.0).is_ok_and(|word| word.trim() == "debian")
    }

    fn keep_debian(&self) -> Outcome {
        let noting = || format!("noting the way to WebAssembly in {}", self.0.display());
        if let Some(folder) = self.0.parent() {
            fs::create_dir_all(folder).while_doing(noting)?;
        }
        fs::write(&self.0, "debian\n").while_doing(noting)
    }
}
