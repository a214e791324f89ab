//! Packages of Debian and its kin: which are here, and installing them where that is allowed.

use std::{path::Path, process::Command};

use crate::{
    failure::{Failure, Outcome},
    step::{output_of, run},
};

/// Whether this machine installs software with apt.
pub(crate) fn is_here() -> bool {
    Path::new("/etc/debian_version").exists() && Path::new("/usr/bin/apt-get").exists()
}

/// Whether a package is installed.
pub(crate) fn has(package: &str) -> bool {
    output_of(Command::new("dpkg-query").args(["--show", "--showformat=${db:Status-Status}", package]))
        .is_ok_and(|status| status == "installed")
}

/// Installs packages as root; anyone else is told the command.
pub(crate) fn install(what: &str, packages: &[String]) -> Outcome {
    let names = packages.join(" ");
    if !is_here() {
        return Err(Failure::new(format!("Please install {what} with the means of this system.")));
    }
    if output_of(Command::new("id").arg("-u")).is_ok_and(|user| user.trim() != "0") {
        return Err(Failure::new(format!("Please install {what}: `sudo apt-get install {names}`.")));
    }
    let get = || {
        let mut command = Command::new("apt-get");
        command.env("DEBIAN_FRONTEND", "noninteractive");
        command
    };
    let doing = format!("installing {what} ({names})");
    let wanted = || {
        let mut command = get();
        command.args(["install", "--quiet", "--quiet", "--yes", "--no-install-recommends"]).args(packages);
        command
    };
    // A bare machine has old lists or none; asking for new ones first would cost everybody else half a minute.
    run(&doing, &mut wanted()).or_else(|_| {
        run("fetching Debian's package lists", get().args(["update", "--quiet"]))?;
        run(&doing, &mut wanted())
    })
}
