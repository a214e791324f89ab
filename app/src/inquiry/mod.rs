//! Asking: topic, form, check; then the thread with its answers.
//!
//! The forms answer on their own page and, with script, in place: see [`crate::form`]. Only what
//! carries files always goes as a whole page: a file cannot be kept between two answers.

pub mod flow;
pub mod form;
pub mod page;
pub mod thread;
