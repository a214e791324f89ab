//! Inquiries at the desk: the inbox, one of them beside it, and taking a call.

pub mod call;
pub mod flow;
pub mod inbox;
pub mod thread;

pub use call::{CallPage, CallView};
pub use flow::{DeskQuery, DeskThread, Done, InboxListing};
pub use inbox::InboxPage;
pub use thread::DeskThreadPage;
