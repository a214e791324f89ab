//! `docs/accessibility/result.json`: what the browser tests found, as `/accessibility` shows it.
//!
//! The tests note in Playwright's report what their judges found (`end2end/audit.ts`): an annotation `axe` or `html`
//! with the number of faults, and `browser` with its version. Only a whole run is written down, and only where it says
//! something new: the page is part of the program, so a change costs a build.

use std::{collections::BTreeSet, fs};

use serde_json::{Value, json};

use crate::{
    browser,
    failure::{Failure, Outcome, While},
    step::say,
    workspace::Workspace,
};

/// The tests that bring every page to the judges.
const TESTS: &str = "accessibility.spec.ts";
/// The tools whose versions stand in the tests' lock file: their name, and their package.
const TOOLS: [(&str, &str); 3] =
    [("axe-core", "axe-core"), ("html-validate", "html-validate"), ("Playwright", "@playwright/test")];

/// Writes down what a whole run of the browser tests found.
pub(crate) fn keep(workspace: &Workspace, report: &str) -> Outcome {
    let lock = browser::folder(workspace).join("package-lock.json");
    let lock = fs::read_to_string(&lock).while_doing(|| format!("reading {}", lock.display()))?;
    let result = result(report, &lock)?;
    let file = workspace.root().join("docs/accessibility/result.json");
    if fs::read_to_string(&file).is_ok_and(|known| known == result) {
        return Ok(());
    }
    fs::write(&file, &result).while_doing(|| format!("writing {}", file.display()))?;
    say("docs/accessibility/result.json tells what this run found; the next build shows it on /accessibility");
    Ok(())
}

/// The file's content from Playwright's report and the lock file.
fn result(report: &str, lock: &str) -> Outcome<String> {
    let read = |text: &str, what: &str| -> Outcome<Value> {
        serde_json::from_str(text).while_doing(|| format!("reading {what}"))
    };
    let report = read(report, "the report of the browser tests")?;
    let lock = read(lock, "end2end/package-lock.json")?;
    let mut found = Found::default();
    for suite in list(&report["suites"]) {
        found.look_into(suite);
    }
    // The moment at which the run began: this tool asks no clock.
    let day = report["stats"]["startTime"].as_str().and_then(|moment| moment.get(..10));
    let (Some(day), Some(browser), false) = (day, &found.browser, found.pages.is_empty()) else {
        return Err(Failure::new("The browser tests have brought no page to axe, so there is no result to keep."));
    };
    let mut tools = Vec::new();
    for (name, package) in TOOLS {
        let version = lock["packages"][format!("node_modules/{package}")]["version"].as_str();
        let version = version.ok_or_else(|| Failure::new(format!("end2end/package-lock.json has no {package}.")))?;
        tools.push(json!({ "name": name, "version": version }));
    }
    tools.push(json!({ "name": "Chromium", "version": browser }));
    let result = json!({
        "date": day,
        "pages": found.pages.len(),
        "axe_violations": found.axe,
        "html_errors": found.html,
        "tools": tools,
    });
    let text = serde_json::to_string_pretty(&result).while_doing(|| "writing the result".into())?;
    Ok(text + "\n")
}

/// What the judges found in all pages.
#[derive(Debug, Default, PartialEq, Eq)]
struct Found {
    /// The titles of the tests that brought a page to axe: one for each page, or state of one, and language.
    pages: BTreeSet<String>,
    axe: u64,
    html: u64,
    browser: Option<String>,
}

impl Found {
    /// Suites hold suites, and at last the tests.
    fn look_into(&mut self, suite: &Value) {
        for inner in list(&suite["suites"]) {
            self.look_into(inner);
        }
        for spec in list(&suite["specs"]) {
            if !spec["file"].as_str().is_some_and(|file| file.ends_with(TESTS)) {
                continue;
            }
            let title = spec["title"].as_str().unwrap_or_default();
            // A test that was tried again counts as it ended.
            let ended = list(&spec["tests"]).iter().filter_map(|test| list(&test["results"]).last());
            for note in ended.flat_map(|result| list(&result["annotations"])) {
                let said = note["description"].as_str().unwrap_or_default();
                match note["type"].as_str() {
                    Some("axe") => {
                        self.pages.insert(title.to_owned());
                        self.axe += said.parse::<u64>().unwrap_or(0);
                    }
                    Some("html") => self.html += said.parse::<u64>().unwrap_or(0),
                    Some("browser") => self.browser = Some(said.to_owned()),
                    _ => {}
                }
            }
        }
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::result;

    fn lock() -> String {
        json!({ "packages": {
            "node_modules/axe-core": { "version": "4.13.0" },
            "node_modules/html-validate": { "version": "10.9.0" },
            "node_modules/@playwright/test": { "version": "1.65.1" },
        } })
        .to_string()
    }

    fn test(notes: &[(&str, &str)]) -> Value {
        let notes: Vec<_> = notes.iter().map(|(kind, said)| json!({ "type": kind, "description": said })).collect();
        json!({ "results": [{ "annotations": [{ "type": "axe", "description": "9" }] }, { "annotations": notes }] })
    }

    fn report(file: &str) -> String {
        let home = [test(&[("html", "0"), ("axe", "0"), ("axe", "0"), ("browser", "156.0.1")]), test(&[("html", "1")])];
        let about = [test(&[("html", "0"), ("axe", "2"), ("browser", "156.0.1")])];
        json!({
            "stats": { "startTime": "2026-11-22T15:28:38.620Z" },
            "suites": [{
                "specs": [{ "title": "home (ja)", "file": file, "tests": home }],
                "suites": [{ "specs": [{ "title": "about (ja)", "file": file, "tests": about }] }],
            }],
        })
        .to_string()
    }

    #[test]
    fn a_page_counts_once_and_faults_count_as_the_last_try_found_them() {
        let kept: Value = serde_json::from_str(&result(&report("accessibility.spec.ts"), &lock()).unwrap()).unwrap();
        assert_eq!(kept["date"], "2026-11-22");
        assert_eq!(kept["pages"], 2);
        assert_eq!(kept["axe_violations"], 2);
        assert_eq!(kept["html_errors"], 1);
        assert_eq!(kept["tools"][0], json!({ "name": "axe-core", "version": "4.13.0" }));
        assert_eq!(kept["tools"][3], json!({ "name": "Chromium", "version": "156.0.1" }));
    }

    #[test]
    fn a_run_that_tried_no_page_leaves_no_result() {
        assert!(result(&report("home.spec.ts"), &lock()).is_err());
        assert!(result("{}", &lock()).is_err());
        assert!(result(&report("accessibility.spec.ts"), "{}").is_err());
    }

    #[test]
    fn the_file_that_is_kept_is_as_this_tool_writes_it() {
        let kept = include_str!("../../docs/accessibility/result.json");
        let value: Value = serde_json::from_str(kept).unwrap();
        assert_eq!(serde_json::to_string_pretty(&value).unwrap() + "\n", kept);
    }
}
