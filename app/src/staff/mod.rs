//! The desk: what staff see. Every page stands in one frame ([`desk::DeskFrame`]); a feature's pages for staff are in
//! its own file here.
//!
//! To add a page: a file here, a variant of [`StaffPage`], a route in `server/src/http/staff/`, its words in
//! `app/src/text/staff/`.

pub mod desk;
pub mod inquiry;
pub mod today;

use domain::account::Account;
use leptos::prelude::*;

pub use desk::{DeskFrame, DeskPlace};

/// Who looks at a page of the desk, and what waits for them.
#[derive(Debug, Clone)]
pub struct Desk {
    /// Whose desk it is.
    pub account: Account,
    /// How many inquiries wait for an answer.
    pub inquiries_waiting: u64,
}

/// A page of the desk with everything it shows.
#[derive(Debug, Clone)]
pub enum StaffPage {
    /// `/staff/inquiries/new`: an inquiry by phone.
    Call(Box<inquiry::CallView>),
    /// `/staff/inquiries`
    Inbox(Box<inquiry::InboxListing>),
    /// `/staff/inquiries/{reference}`
    Inquiry(Box<inquiry::DeskThread>),
    /// `/staff`: what there is to do today.
    Today,
}

/// The page `page` on the desk of `desk`.
#[component]
pub fn StaffView(desk: Desk, page: StaffPage) -> impl IntoView {
    provide_context(desk);
    match page {
        StaffPage::Call(view) => view! { <inquiry::CallPage view=*view/> }.into_any(),
        StaffPage::Inbox(listing) => view! { <inquiry::InboxPage listing=*listing/> }.into_any(),
        StaffPage::Inquiry(thread) => view! { <inquiry::DeskThreadPage thread=*thread/> }.into_any(),
        StaffPage::Today => view! { <today::TodayPage/> }.into_any(),
    }
}
