//! Registering for an event: form, check, confirmation.
//!
//! The form answers on its own page and, with script, in place: see [`crate::form`].

pub(crate) mod fields;
pub mod flow;
pub mod form;
pub mod page;
