//! What the desk says. One file for each of its places.

mod accounts;
mod act;
mod announcement;
mod asked;
pub mod audit;
mod desk;
mod entrance;
mod event;
mod event_form;
mod export;
mod inquiry;
mod outbox;
mod own_account;
mod registration;
mod today;

pub use accounts::AccountsText;
pub use act::ActText;
pub use announcement::AnnouncementText;
pub use asked::AskedText;
pub use audit::AuditText;
pub use desk::DeskText;
pub use entrance::EntranceText;
pub use event::EventDeskText;
pub use event_form::EventFormText;
pub use export::ExportText;
pub use inquiry::DeskInquiryText;
pub use outbox::OutboxText;
pub use own_account::OwnAccountText;
pub use registration::DeskRegistrationText;
pub use today::TodayText;
