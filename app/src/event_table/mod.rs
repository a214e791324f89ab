//! The tables of a consultation meeting as citizens meet them: which times are open, and the way to the form for one.
//!
//! Choosing a time holds it as every other (see [`crate::consultation`]); the form, the countdown and the page behind the
//! secret link are those of consultations.

pub mod flow;
pub mod page;
