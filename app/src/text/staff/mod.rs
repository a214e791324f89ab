//! What the desk says. One file for each of its places.

mod accounts;
mod desk;
mod entrance;
mod event;
mod event_form;
mod inquiry;
mod own_account;

pub use accounts::AccountsText;
pub use desk::DeskText;
pub use entrance::EntranceText;
pub use event::EventDeskText;
pub use event_form::EventFormText;
pub use inquiry::DeskInquiryText;
pub use own_account::OwnAccountText;
