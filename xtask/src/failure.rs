//! What the tool says when it cannot go on: one sentence with the mend in it.

use std::fmt;

/// A sentence for the person at the terminal. It says what is wrong and what to do.
#[derive(Debug)]
pub(crate) struct Failure(String);

/// What every step of the tool gives back.
pub(crate) type Outcome<T = ()> = Result<T, Failure>;

impl Failure {
    pub(crate) fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Puts what was being tried in front of a cause.
pub(crate) trait While<T> {
    /// `file.read().while_doing(|| "reading the manifest".into())?`
    fn while_doing(self, what: impl FnOnce() -> String) -> Outcome<T>;
}

impl<T, E: fmt::Display> While<T> for Result<T, E> {
    fn while_doing(self, what: impl FnOnce() -> String) -> Outcome<T> {
        self.map_err(|cause| Failure(format!("{}: {cause}", what())))
    }
}
