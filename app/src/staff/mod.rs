//! The desk: what staff see. Every page stands in one frame ([`desk::DeskFrame`]); a feature's pages for staff are in
//! its own file here.
//!
//! To add a page: a file here, a variant of [`StaffPage`], a route in `server/src/http/staff/`, its words in
//! `app/src/text/staff/`.

pub mod audit;
pub mod desk;
pub mod outbox;
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
    /// `/staff`: what there is to do today; none for whoever is not of the secretariat.
    Today(Option<today::TodayView>),
    /// `/staff/outbox`: the mails.
    Outbox(outbox::OutboxView),
    /// `/staff/outbox/{id}`: one of them.
    Mail(outbox::MailView),
    /// `/staff/audit`: who did what.
    Audit(audit::AuditView),
}

/// The page `page` on the desk of `desk`.
#[component]
pub fn StaffView(desk: Desk, page: StaffPage) -> impl IntoView {
    provide_context(desk);
    match page {
        StaffPage::Today(view) => view! { <today::TodayPage view/> }.into_any(),
        StaffPage::Outbox(view) => view! { <outbox::OutboxPage view/> }.into_any(),
        StaffPage::Mail(view) => view! { <outbox::MailPage view/> }.into_any(),
        StaffPage::Audit(view) => view! { <audit::AuditListPage view/> }.into_any(),
    }
}
