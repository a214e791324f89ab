//! What the desk says. One file for each of its places.

mod accounts;
mod act;
pub mod audit;
mod desk;
mod entrance;
mod event;
mod event_form;
mod event_import;
mod event_series;
mod event_template;
mod inquiry;
mod outbox;
mod own_account;
mod passkey;
mod registration;
mod schedule;
mod today;

pub use accounts::AccountsText;
pub use act::ActText;
pub use audit::AuditText;
pub use desk::DeskText;
pub use entrance::EntranceText;
pub use event::EventDeskText;
pub use event_form::EventFormText;
pub use event_import::EventImportText;
pub use event_series::EventSeriesText;
pub use event_template::EventTemplateText;
pub use inquiry::DeskInquiryText;
pub use outbox::OutboxText;
pub use own_account::OwnAccountText;
pub use passkey::PasskeyText;
pub use registration::DeskRegistrationText;
pub use schedule::TimetableText;
pub use today::TodayText;
