//! The island of the desk's schedule: events are dragged, drawn out and copied by hand and by keyboard.
//!
//! What follows from a key or a movement is decided in `domain/src/timetable/editor.rs`; this only draws it. What is
//! sent is the form that the page itself sends without script, to the same address, and the sheet of the answer takes
//! the place of the old one. To add a key: its meaning in the machine, its name in `browser::keys`.

#[cfg(feature = "hydrate")]
mod browser;
pub mod island;

use serde::{Deserialize, Serialize};

/// What is announced. `{event}`, `{place}` and `{warning}` stand for what the sheet knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditorWords {
    /// An event is carried.
    pub taken: String,
    /// A copy of one is carried.
    pub copied: String,
    /// Where it would be put.
    pub over: String,
    /// It is put there.
    pub sent: String,
    /// It stays where it was.
    pub given_up: String,
    /// It cannot be moved.
    pub fixed: String,
    /// An answer is awaited.
    pub busy: String,
    /// There is nothing to undo.
    pub nothing: String,
    /// A move is undone.
    pub undoing: String,
    /// A move is done again.
    pub redoing: String,
    /// Something is shown before it is done.
    pub asked: String,
    /// No answer came.
    pub lost: String,
    /// The name of what is shown before something is done.
    pub dialog: String,
}
