//! What the last whole run of the browser tests found: `docs/accessibility/result.json`.
//!
//! `cargo xtask test` writes the file (`xtask/src/accessibility.rs`); the page says what stands in it,
//! so that nobody can say better of us than the tests do.

use std::sync::LazyLock;

use jiff::civil::Date;
use serde::Deserialize;

/// The result of one run.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct TestResult {
    /// The day of the run, in UTC.
    pub date: Date,
    /// How many screens were tried: each page, and each state of a page, in each language.
    pub pages: u32,
    /// How many elements axe found fault with.
    pub axe_violations: u32,
    /// How many errors the HTML validator found.
    pub html_errors: u32,
    /// With what it was tried.
    pub tools: Vec<Tool>,
}

/// A program that took part.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Tool {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
}

static LATEST: LazyLock<Option<TestResult>> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../../docs/accessibility/result.json")).ok());

/// The result of the last run; none when the file cannot be read, which a test forbids.
pub fn latest() -> Option<&'static TestResult> {
    LATEST.as_ref()
}

#[cfg(test)]
mod tests {
    use super::latest;

    #[test]
    fn the_file_of_the_last_run_can_be_read() {
        let result = latest().expect("docs/accessibility/result.json is as this module reads it");
        assert!(result.pages > 0);
        assert!(result.date >= jiff::civil::date(2026, 11, 22));
        for name in ["axe-core", "html-validate", "Playwright", "Chromium"] {
            let tool = result.tools.iter().find(|tool| tool.name == name);
            assert!(tool.is_some_and(|tool| tool.version.starts_with(|sign: char| sign.is_ascii_digit())), "{name}");
        }
    }
}
