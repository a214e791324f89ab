//! Where things are.

use std::{
    ffi::{OsStr, OsString},
    path::{Path, PathBuf},
    process::Command,
};

use crate::failure::{Failure, Outcome};

/// The folders that the tool reads and writes.
#[derive(Debug, Clone)]
pub(crate) struct Workspace {
    root: PathBuf,
    target: PathBuf,
}

impl Workspace {
    /// The workspace that the current folder belongs to, with the target folder that cargo itself would take.
    pub(crate) fn find() -> Outcome<Self> {
        let here = std::env::current_dir().map_err(|cause| Failure::new(format!("No current folder: {cause}")))?;
        let root = here
            .ancestors()
            .find(|folder| folder.join("xtask/Cargo.toml").is_file() && folder.join("Cargo.lock").is_file())
            .ok_or_else(|| Failure::new("Call `cargo xtask` from inside the repository."))?
            .to_path_buf();
        let target = match variable("CARGO_TARGET_DIR") {
            Some(folder) => here.join(folder),
            None => root.join("target"),
        };
        Ok(Self { root, target })
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Cargo's folder for everything that runs on this machine.
    pub(crate) fn target(&self) -> &Path {
        &self.target
    }

    /// Cargo's folder for the client. Its own, because its compiler may be another one, and two compilers in one
    /// folder make each other's work stale.
    pub(crate) fn client_target(&self) -> PathBuf {
        self.target.join("client")
    }

    /// The finished site: hashed files, their compressed forms and `manifest.json`.
    pub(crate) fn site(&self) -> PathBuf {
        self.target.join("site")
    }

    /// The program in one of cargo's profile folders (`release` or `debug`).
    pub(crate) fn program(&self, profile: &str) -> PathBuf {
        self.target.join(profile).join(format!("telework-network{}", std::env::consts::EXE_SUFFIX))
    }

    /// A command that runs in the root with our target folder.
    pub(crate) fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root).env("CARGO_TARGET_DIR", &self.target);
        command
    }

    /// The cargo that called us.
    pub(crate) fn cargo(&self) -> Command {
        let mut cargo = self.command(variable("CARGO").unwrap_or_else(|| "cargo".into()));
        // `cargo run` sets this for us. A build script that looks at it (ring's) would run again, and with it half of
        // the build, each time somebody builds with and without this tool by turns.
        cargo.env_remove("CARGO_MANIFEST_DIR");
        // Flags of the environment stand in the place of those in `.cargo/config.toml`.
        for name in ["RUSTFLAGS", "RUSTDOCFLAGS"] {
            if let Some(flags) = variable(name) {
                cargo.env(name, [flags, ERASE_COMPONENTS.into()].join(OsStr::new(" ")));
            }
        }
        cargo
    }
}

/// How every view of the client and the server is compiled, as `.cargo/config.toml` has it.
const ERASE_COMPONENTS: &str = "--cfg erase_components";

/// A variable of the environment.
#[expect(clippy::disallowed_methods, reason = "the build tool is called with an environment and has no configuration")]
pub(crate) fn variable(name: &str) -> Option<OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}

/// Where a program of this name would be found, were it called.
pub(crate) fn program_on_path(name: &str) -> Option<PathBuf> {
    let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    std::env::split_paths(&variable("PATH")?).map(|folder| folder.join(&name)).find(|file| file.is_file())
}
