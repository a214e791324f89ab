//! What the browser tests need: Node, the packages of `end2end`, a browser and a Japanese face for its letters.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    debian,
    failure::{Failure, Outcome},
    step::{output_of, run, say},
    workspace::{Workspace, program_on_path},
};

/// Debian's Chromium without windows: the same engine, and the tests are through with it in four fifths of the time.
const HEADLESS_SHELL: &str = "chromium-headless-shell";
/// Names under which systems install Chromium.
const CHROMIUM: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
/// A small face (9 MB) with every character that the pages use.
const JAPANESE_FACE: &str = "fonts-morisawa-bizud-gothic";

/// The browser that the tests drive.
pub(crate) enum Browser {
    /// The system's own.
    Installed(PathBuf),
    /// The one that Playwright downloaded for itself.
    Downloaded,
}

impl Browser {
    /// Tells Playwright's configuration which browser to start.
    pub(crate) fn tell(&self, playwright: &mut Command) {
        if let Self::Installed(program) = self {
            playwright.env("TELEWORK_CHROMIUM", program);
        }
    }
}

/// The folder of the browser tests.
pub(crate) fn folder(workspace: &Workspace) -> PathBuf {
    workspace.root().join("end2end")
}

/// Installs or names what is missing.
pub(crate) fn prepare(workspace: &Workspace) -> Outcome<Browser> {
    let folder = folder(workspace);
    if !folder.join("package.json").is_file() {
        return Err(Failure::new("end2end/package.json is missing, so there are no browser tests to pass."));
    }
    if program_on_path("npm").is_none() {
        install_or_name("Node.js for the browser tests", &["nodejs", "npm"])?;
    }
    npm_packages(&folder)?;
    let browser = browser(&folder)?;
    japanese_letters();
    Ok(browser)
}

/// `npm ci` writes a copy of the lock file last; while that is no older than ours, everything is in place.
fn npm_packages(folder: &Path) -> Outcome {
    let written = |name: &str| folder.join(name).metadata().and_then(|known| known.modified()).ok();
    let installed = written("node_modules/.package-lock.json");
    if installed.is_some() && installed >= written("package-lock.json") && installed >= written("package.json") {
        return Ok(());
    }
    let mut npm = Command::new("npm");
    npm.args(["ci", "--no-audit", "--no-fund"]).current_dir(folder).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    run("fetching the packages of the browser tests", &mut npm)
}

fn browser(folder: &Path) -> Outcome<Browser> {
    let shell = || program_on_path(HEADLESS_SHELL).map(Browser::Installed);
    let installed =
        || shell().or_else(|| CHROMIUM.iter().find_map(|name| program_on_path(name)).map(Browser::Installed));
    if let Some(browser) = shell() {
        return Ok(browser);
    }
    // Systems older than the package have Chromium itself.
    for package in [HEADLESS_SHELL, CHROMIUM[0]] {
        if debian::is_here() {
            // What cannot be installed is no failure as long as there is another browser.
            drop(debian::install("Chromium for the browser tests", &[package.to_owned()]));
        }
        if let Some(browser) = installed() {
            return Ok(browser);
        }
    }
    let mut playwright = Command::new("npx");
    playwright.args(["playwright", "install", "chromium"]).current_dir(folder);
    run("fetching a browser for the tests (playwright install)", &mut playwright).map(|()| Browser::Downloaded).map_err(
        |_| {
            Failure::new(
                "The browser tests need Chromium: install the package `chromium` of this system, or let `npx playwright \
                 install chromium` reach the network.",
            )
        },
    )
}

/// Without a Japanese face the pages still pass, but screenshots show boxes; so its absence is said, not fatal.
fn japanese_letters() {
    let knows = output_of(Command::new("fc-list").args([":lang=ja", "family"]));
    if knows.is_ok_and(|families| !families.trim().is_empty()) {
        return;
    }
    if let Err(failure) = install_or_name("a Japanese face for screenshots", &[JAPANESE_FACE]) {
        say(&failure.to_string());
    }
}

fn install_or_name(what: &str, packages: &[&str]) -> Outcome {
    debian::install(what, &packages.iter().map(ToString::to_string).collect::<Vec<_>>())
}
