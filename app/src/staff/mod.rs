//! The desk: what staff see. Every page stands in one frame ([`desk::DeskFrame`]); a feature's pages for staff are in
//! its own file here.
//!
//! To add a page: a file here, a variant of [`StaffPage`], a route in `server/src/http/staff/`, its words in
//! `app/src/text/staff/`.

pub mod accounts;
pub mod announcement;
pub mod asked;
pub mod audit;
pub mod availability;
pub mod consultation;
pub mod desk;
pub mod desk_table;
pub mod door;
pub mod entrance;
pub mod event;
pub mod event_import;
pub mod event_template;
pub mod expert;
pub mod export;
pub mod external_calendar;
pub mod inquiry;
pub mod outbox;
pub mod own_account;
pub mod passkey;
pub mod registration;
pub mod schedule;
pub mod today;

use domain::account::{Account, RecoveryCode};
use leptos::prelude::*;

pub use desk::{DeskFrame, DeskPlace};
pub use desk_table::{DeskTable, columns};

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
    /// `/staff/availability`: an expert's calendar.
    Availability(Box<availability::AvailabilityView>),
    /// `/staff/availability/terms`
    AvailabilityTerms(Box<availability::AvailabilityView>),
    /// `/staff/availability/calendars`
    ExternalCalendars(Box<external_calendar::ExternalCalendarsView>),
    /// Bookings that a change of a calendar would leave outside its hours.
    CalendarConflict(Box<availability::CalendarConflictView>),
    /// Two versions of a calendar side by side.
    CalendarVersions(Box<availability::CalendarVersionsView>),
    /// `/staff/experts`
    Experts(Box<expert::ExpertsView>),
    /// `/staff/experts/new` and `/staff/experts/{code}`
    ExpertForm(Box<expert::ExpertFormView>),
    /// `/staff/experts/week`: all calendars side by side.
    ExpertsBeside(Box<availability::BesideView>),
    /// `/staff/consultations`
    Consultations(Box<consultation::ConsultationsView>),
    /// `/staff/consultations/{reference}`
    Consultation(Box<consultation::ConsultationView>),
    /// `/staff/events/{code}`: one event.
    Event(Box<event::EventDeskView>),
    /// `/staff/events/{code}/door`: helpers, attendance, thanks.
    EventDoor(Box<door::event::EventDoorView>),
    /// `/staff/events/new` and `/staff/events/{code}/edit`.
    EventForm(Box<event::form::EventFormView>),
    /// A change of an event before it is made.
    EventConfirm(Box<event::EventConfirmView>),
    /// `/staff/events/{code}/repeat`.
    EventRepetition(Box<event::repetition::RepetitionView>),
    /// The edit of a whole series before it is made.
    EventSeries(Box<event::series::SeriesConfirmView>),
    /// `/staff/events/{code}/tables`: the tables of its consultation meeting.
    EventTables(Box<event::tables::TablesDeskView>),
    /// `/staff/schedule/import`
    EventImport(Box<event_import::EventImportView>),
    /// `/staff/schedule/templates`
    EventTemplates(Box<event_template::TemplatesView>),
    /// Two versions of an event side by side.
    EventConflict(Box<event::EventConflictView>),
    /// `/staff/events/{code}/mail`: writing to registrants.
    Announcement(Box<announcement::AnnouncementView>),
    /// `/staff/events/{code}/export`: the choice of a form.
    Export(Box<export::ExportView>),
    /// The list for the door, to be printed.
    ExportList(Box<export::PaperView>),
    /// Badges, to be printed.
    ExportBadges(Box<export::BadgesView>),
    /// `/staff/accounts/{id}`
    Account(Box<accounts::AccountView>),
    /// `/staff/accounts/new`
    AccountInvite(Box<accounts::InviteView>),
    /// `/staff/accounts`
    Accounts(accounts::AccountsView),
    /// `/staff/account`
    OwnAccount(Box<own_account::OwnAccountView>),
    /// `/staff/account/passkeys/new`
    NewPasskey(Box<passkey::NewPasskeyView>),
    /// New recovery codes, shown once.
    RecoveryCodes(Vec<RecoveryCode>),
    /// `/staff/account/second-factor`
    SecondFactor(Box<own_account::SecondFactorView>),
    /// `/staff/schedule`: a month, a week, or a list.
    Schedule(Box<schedule::ScheduleView>),
    /// `/staff`: what there is to do today; none for whoever is not of the secretariat.
    Today(Option<today::TodayView>),
    /// `/staff` of a helper: the way to their door.
    OwnDoor(door::own::OwnDoorView),
    /// `/staff/outbox`: the mails.
    Outbox(outbox::OutboxView),
    /// `/staff/outbox/{id}`: one of them.
    Mail(outbox::MailView),
    /// `/staff/registrations`: all events, or what was looked for.
    Registrations(Box<registration::EventsView>),
    /// `/staff/events/{code}/registrations`
    Roll(Box<registration::RollView>),
    /// `/staff/registrations/{reference}`
    Registration(Box<registration::OneView>),
    /// `/staff/events/{code}/registrations/new` and `/staff/registrations/{reference}/edit`
    RegistrationForm(Box<registration::FormView>),
    /// An act on chosen registrations before it is done.
    RegistrationAct(Box<registration::ActView>),
    /// What such an act did.
    RegistrationReport(Box<storage::DeskActReport>),
    /// `/staff/audit`: who did what.
    Audit(audit::AuditView),
}

/// The page `page` on the desk of `desk`.
#[component]
pub fn StaffView(desk: Desk, page: StaffPage) -> impl IntoView {
    provide_context(desk);
    match page {
        StaffPage::Account(view) => view! { <accounts::AccountPage view=*view/> }.into_any(),
        StaffPage::AccountInvite(view) => view! { <accounts::InvitePage view=*view/> }.into_any(),
        StaffPage::Accounts(view) => view! { <accounts::AccountsPage view/> }.into_any(),
        StaffPage::OwnAccount(view) => view! { <own_account::OwnAccountPage view=*view/> }.into_any(),
        StaffPage::NewPasskey(view) => view! { <passkey::NewPasskeyPage view=*view/> }.into_any(),
        StaffPage::RecoveryCodes(codes) => view! { <own_account::RecoveryCodesPage codes/> }.into_any(),
        StaffPage::SecondFactor(view) => view! { <own_account::SecondFactorPage view=*view/> }.into_any(),
        StaffPage::Availability(view) => view! { <availability::page::AvailabilityPage view=*view/> }.into_any(),
        StaffPage::AvailabilityTerms(view) => view! { <availability::TermsPage view=*view/> }.into_any(),
        StaffPage::ExternalCalendars(view) => {
            view! { <external_calendar::page::ExternalCalendarsPage view=*view/> }.into_any()
        }
        StaffPage::CalendarConflict(view) => view! { <availability::CalendarConflictPage view=*view/> }.into_any(),
        StaffPage::CalendarVersions(view) => view! { <availability::CalendarVersionsPage view=*view/> }.into_any(),
        StaffPage::Experts(view) => view! { <expert::ExpertsPage view=*view/> }.into_any(),
        StaffPage::ExpertForm(view) => view! { <expert::ExpertFormPage view=*view/> }.into_any(),
        StaffPage::ExpertsBeside(view) => view! { <availability::BesidePage view=*view/> }.into_any(),
        StaffPage::Consultations(view) => view! { <consultation::ConsultationsPage view=*view/> }.into_any(),
        StaffPage::Consultation(view) => view! { <consultation::ConsultationPage view=*view/> }.into_any(),
        StaffPage::Announcement(view) => view! { <announcement::AnnouncementPage view=*view/> }.into_any(),
        StaffPage::Export(view) => view! { <export::ExportPage view=*view/> }.into_any(),
        StaffPage::ExportList(view) => view! { <export::list::ListPage view=*view/> }.into_any(),
        StaffPage::ExportBadges(view) => view! { <export::badges::BadgesPage view=*view/> }.into_any(),
        StaffPage::Event(view) => view! { <event::desk::EventDeskPage view=*view/> }.into_any(),
        StaffPage::EventConfirm(view) => view! { <event::confirm::EventConfirmPage view=*view/> }.into_any(),
        StaffPage::EventDoor(view) => view! { <door::event::EventDoorPage view=*view/> }.into_any(),
        StaffPage::EventForm(view) => view! { <event::form::EventFormPage view=*view/> }.into_any(),
        StaffPage::EventRepetition(view) => view! { <event::repetition::RepetitionPage view=*view/> }.into_any(),
        StaffPage::EventSeries(view) => view! { <event::series::SeriesConfirmPage view=*view/> }.into_any(),
        StaffPage::EventTables(view) => view! { <event::tables::TablesDeskPage view=*view/> }.into_any(),
        StaffPage::EventImport(view) => view! { <event_import::EventImportPage view=*view/> }.into_any(),
        StaffPage::EventTemplates(view) => view! { <event_template::TemplatesPage view=*view/> }.into_any(),
        StaffPage::EventConflict(view) => view! { <event::conflict::EventConflictPage view=*view/> }.into_any(),
        StaffPage::Call(view) => view! { <inquiry::CallPage view=*view/> }.into_any(),
        StaffPage::Inbox(listing) => view! { <inquiry::InboxPage listing=*listing/> }.into_any(),
        StaffPage::Inquiry(thread) => view! { <inquiry::DeskThreadPage thread=*thread/> }.into_any(),
        StaffPage::Schedule(view) => view! { <schedule::page::SchedulePage view=*view/> }.into_any(),
        StaffPage::Today(view) => view! { <today::TodayPage view/> }.into_any(),
        StaffPage::OwnDoor(view) => view! { <door::own::OwnDoorPage view/> }.into_any(),
        StaffPage::Outbox(view) => view! { <outbox::OutboxPage view/> }.into_any(),
        StaffPage::Mail(view) => view! { <outbox::MailPage view/> }.into_any(),
        StaffPage::Registrations(view) => view! { <registration::EventsPage view=*view/> }.into_any(),
        StaffPage::Roll(view) => view! { <registration::RollPage view=*view/> }.into_any(),
        StaffPage::Registration(view) => view! { <registration::OnePage view=*view/> }.into_any(),
        StaffPage::RegistrationForm(view) => view! { <registration::FormPage view=*view/> }.into_any(),
        StaffPage::RegistrationAct(view) => view! { <registration::ActPage view=*view/> }.into_any(),
        StaffPage::RegistrationReport(report) => view! { <registration::ReportPage report=*report/> }.into_any(),
        StaffPage::Audit(view) => view! { <audit::AuditListPage view/> }.into_any(),
    }
}
