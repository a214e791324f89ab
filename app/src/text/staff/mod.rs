//! What the desk says. One file for each of its places.

mod accounts;
mod act;
pub mod audit;
mod desk;
mod door;
mod entrance;
mod event;
mod event_door;
mod event_form;
mod inquiry;
mod outbox;
mod own_account;
mod today;

pub use accounts::AccountsText;
pub use act::ActText;
pub use audit::AuditText;
pub use desk::DeskText;
pub use door::DoorText;
pub use entrance::EntranceText;
pub use event::EventDeskText;
pub use event_door::EventDoorText;
pub use event_form::EventFormText;
pub use inquiry::DeskInquiryText;
pub use outbox::OutboxText;
pub use own_account::OwnAccountText;
pub use today::TodayText;
