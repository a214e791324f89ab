//! What the desk says. One file for each of its places.

mod act;
pub mod audit;
mod desk;
mod outbox;
mod today;

pub use act::ActText;
pub use audit::AuditText;
pub use desk::DeskText;
pub use outbox::OutboxText;
pub use today::TodayText;
