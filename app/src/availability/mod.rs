//! The island of an expert's calendar: in a week hours are painted, moved and drawn out, in a month days are chosen, by hand
//! and by keyboard.
//!
//! What follows from a key or a movement is decided in `domain/src/availability/editor.rs`; this only draws it. What is
//! sent is a form like those that the page itself sends without script, to the same address, and the sheet of the answer
//! takes the place of the old one. Everything that is shown or said comes from the page: the client has no words. To add
//! a key: its meaning in the machine, its name in `browser::keys`, its line on the help sheet.

#[cfg(feature = "hydrate")]
mod browser;
pub mod island;
