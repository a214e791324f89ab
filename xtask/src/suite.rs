//! Every test: the crates', this tool's and the browser's.

use std::{fs, path::Path, process::Command};

use serde_json::Value;

use crate::{
    accessibility, browser,
    command::Wasm,
    failure::{Failure, Outcome, While},
    program,
    step::{run, say},
    workspace::{Workspace, program_on_path},
};

/// The crates of the server's side. `frontend` is never among them: one build with both would give `app` both of its
/// halves at once. This tool is tested by itself, so that it shares what `cargo xtask` compiled.
pub(crate) const HOST_CRATES: [&str; 10] =
    ["--package", "domain", "--package", "storage", "--package", "app", "--features", "app/ssr", "--package", "server"];

/// Builds the release and runs all tests, browser tests last and against that release. The words go to Playwright.
pub(crate) fn pass(workspace: &Workspace, wasm: Wasm, arguments: &[String]) -> Outcome {
    // What is missing for the browser is said now, not after ten minutes of compiling.
    let browser = browser::prepare(workspace)?;
    let program = program::release(workspace, wasm)?;

    // All are run, so that one run tells everything that is broken.
    let runs = [
        ("the crates' tests", crates(workspace, "test", &HOST_CRATES)),
        ("the examples in the documentation", examples(workspace)),
        ("the build tool's tests", crates(workspace, "tool", &["--package", "xtask"])),
        ("the browser tests", browser_tests(workspace, &browser, &program, arguments)),
    ];
    let failed: Vec<&str> = runs.iter().filter(|(_, outcome)| outcome.is_err()).map(|(name, _)| *name).collect();
    for (_, outcome) in &runs {
        if let Err(failure) = outcome {
            say(&failure.to_string());
        }
    }
    if failed.is_empty() {
        say("every test passed");
        Ok(())
    } else {
        Err(Failure::new(format!("Not passed: {}.", failed.join(", "))))
    }
}

/// Those too that are left out by hand because they take minutes.
fn crates(workspace: &Workspace, profile: &str, selection: &[&str]) -> Outcome {
    let mut cargo = workspace.cargo();
    if program_on_path("cargo-nextest").is_some() {
        cargo.args(["nextest", "run", "--no-fail-fast", "--no-tests", "pass", "--run-ignored", "all", "--locked"]);
        cargo.args(["--cargo-profile", profile]).args(selection);
    } else {
        cargo.args(["test", "--no-fail-fast", "--lib", "--bins", "--tests", "--locked", "--profile", profile]);
        cargo.args(selection).args(["--", "--include-ignored"]);
    }
    run(&format!("testing {}", names(selection)), &mut cargo)
}

/// Nextest does not run the examples in documentation.
fn examples(workspace: &Workspace) -> Outcome {
    let mut cargo = workspace.cargo();
    cargo.args(["test", "--doc", "--no-fail-fast", "--quiet", "--locked"]).args(HOST_CRATES);
    run("testing the examples in the documentation", &mut cargo)
}

fn names(selection: &[&str]) -> String {
    let named = selection.windows(2).filter(|pair| pair[0] == "--package").map(|pair| pair[1]);
    named.collect::<Vec<_>>().join(", ")
}

fn browser_tests(workspace: &Workspace, browser: &browser::Browser, program: &Path, arguments: &[String]) -> Outcome {
    let report = workspace.target().join("browser-tests.json");
    if report.exists() {
        fs::remove_file(&report).while_doing(|| format!("removing {}", report.display()))?;
    }
    let mut playwright = Command::new("npx");
    playwright
        .current_dir(browser::folder(workspace))
        .args(["playwright", "test", "--reporter=list,json"])
        .args(arguments)
        .env("PLAYWRIGHT_JSON_OUTPUT_NAME", &report)
        .env("TELEWORK_PROGRAM", program);
    browser.tell(&mut playwright);
    let outcome = run("testing in the browser", &mut playwright);
    let text = fs::read_to_string(&report).while_doing(|| "The browser tests left no report".into())?;
    let totals = Totals::read(&text).ok_or_else(|| Failure::new("The report of the browser tests has no totals."))?;
    say(&format!("browser tests: {totals}"));
    if totals.passed == 0 && arguments.is_empty() {
        return Err(Failure::new("No browser test ran."));
    }
    // A part of the tests tells nothing of the whole site.
    let kept = if arguments.is_empty() { accessibility::keep(workspace, &text) } else { Ok(()) };
    outcome.and(kept)
}

/// How the browser tests ended.
#[derive(Debug, PartialEq, Eq)]
struct Totals {
    passed: u64,
    failed: u64,
    /// Passed, but not at the first try; counted as passed too.
    flaky: u64,
    skipped: u64,
}

impl Totals {
    fn read(report: &str) -> Option<Self> {
        let report: Value = serde_json::from_str(report).ok()?;
        let count = |name: &str| report["stats"][name].as_u64();
        let flaky = count("flaky")?;
        Some(Self {
            passed: count("expected")? + flaky,
            failed: count("unexpected")?,
            flaky,
            skipped: count("skipped")?,
        })
    }
}

impl std::fmt::Display for Totals {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} passed, {} failed, {} skipped", self.passed, self.failed, self.skipped)?;
        if self.flaky > 0 { write!(formatter, " ({} of the passed only when tried again)", self.flaky) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::{HOST_CRATES, Totals, names};

    #[test]
    fn the_totals_of_playwright_are_read() {
        let totals = Totals::read(r#"{"stats":{"expected":7,"unexpected":1,"flaky":2,"skipped":3}}"#).unwrap();
        assert_eq!(totals.to_string(), "9 passed, 1 failed, 3 skipped (2 of the passed only when tried again)");
        assert_eq!(Totals::read("{}"), None);
    }

    #[test]
    fn the_client_is_never_built_together_with_the_server() {
        assert_eq!(names(&HOST_CRATES), "domain, storage, app, server");
        assert!(HOST_CRATES.iter().all(|word| !word.contains("hydrate")));
    }
}
