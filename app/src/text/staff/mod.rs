//! What the desk says. One file for each of its places.

mod desk;
mod event;
mod event_form;

pub use desk::DeskText;
pub use event::EventDeskText;
pub use event_form::EventFormText;
