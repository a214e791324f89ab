//! Consultations as citizens meet them: finding a time, holding it, booking it, and their own page.
//!
//! Choosing a time holds it for ten minutes, and the form for it stands at an address of that hold. Everything is plain
//! links and forms; with script other times are shown without a reload, and the form says how long one is still held.

pub mod island;
pub mod server;

#[cfg(feature = "ssr")]
pub mod booking;
#[cfg(feature = "ssr")]
pub mod expert;
#[cfg(feature = "ssr")]
pub mod flow;
#[cfg(feature = "ssr")]
pub mod form;
#[cfg(feature = "ssr")]
pub mod moving;
#[cfg(feature = "ssr")]
pub mod own;
#[cfg(feature = "ssr")]
pub mod page;
#[cfg(feature = "ssr")]
pub mod query;
#[cfg(feature = "ssr")]
pub mod search;
#[cfg(feature = "ssr")]
pub mod sheet;
#[cfg(feature = "ssr")]
pub mod survey;
#[cfg(feature = "ssr")]
mod times;
#[cfg(feature = "ssr")]
pub mod waiting;

#[cfg(feature = "ssr")]
pub use booking::BookingPage;
#[cfg(feature = "ssr")]
pub use expert::ExpertPage;
#[cfg(feature = "ssr")]
pub use moving::MovePage;
#[cfg(feature = "ssr")]
pub use own::{ConfirmPage, ConsultationCancelPage, OwnConsultationPage};
#[cfg(feature = "ssr")]
pub use page::SearchPage;
#[cfg(feature = "ssr")]
pub use waiting::{LeavePage, OwnWaitingPage, WaitPage};
