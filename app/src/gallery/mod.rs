//! Every component in every state, for the eye and for browser tests; only the demo shows it.

pub mod page;
mod sample;
