//! What the desk says. One file for each of its places.

mod desk;

pub use desk::DeskText;
