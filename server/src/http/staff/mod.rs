//! The desk's addresses: who is asked to sign in, who may come in, and what each page shows.
//!
//! To add a page: a handler in the file of its noun, its route in [`routes`] and its line in [`STAFF`], which the
//! test of all addresses × all roles walks through.

mod accounts;
mod announcements;
mod audit;
mod availability;
mod browser;
mod consultations;
mod cookie;
mod door;
mod entrance;
mod event_door;
mod event_form;
mod event_import;
mod event_repetition;
mod event_series;
mod event_tables;
mod event_template;
mod events;
mod experts;
mod exports;
mod external_calendars;
mod inquiries;
mod next;
mod outbox;
mod own_account;
mod passkey;
mod registrations;
mod schedule;
mod sent;
mod sign_in;
mod signed_in;
mod throttle;
mod today;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use domain::account::{AccountId, SessionRule};

use super::limits::Client;
use super::{Web, upload};
use crate::password::Passwords;
use throttle::Throttle;

pub(super) use signed_in::{AtTheCalendar, AtTheDesk, AtTheInbox, AtTheSecretariat, show};

/// How the desk is set.
#[derive(Debug, Clone, Copy)]
pub struct DeskOptions {
    /// How long somebody stays signed in.
    pub sessions: SessionRule,
    /// Whether accounts of the demo are let in: only while listening on the machine itself.
    pub demo_accounts: bool,
}

/// What the desk keeps in memory.
pub(super) struct DeskState {
    pub(super) options: DeskOptions,
    /// Where passwords are hashed.
    passwords: Passwords,
    /// Passwords that were tried, by network and address.
    guesses: Throttle<(Client, String)>,
    /// Second factors that were tried, by account.
    codes: Throttle<AccountId>,
}

impl DeskState {
    pub(super) fn new(options: DeskOptions) -> Self {
        Self { options, passwords: Passwords::default(), guesses: Throttle::default(), codes: Throttle::default() }
    }
}

/// Who may open an address of the desk; everybody else finds nothing there, or is asked to sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Admits {
    /// Whoever asks: it is how one signs in.
    Anybody,
    /// Whoever is signed in.
    Staff,
    /// The secretariat alone.
    Secretariat,
    /// The secretariat, and a helper at the door of their own event.
    DoorKeepers,
    /// The secretariat, and experts, who find there what is theirs.
    Responders,
}

/// The addresses of the desk, without the language in front, and whom each admits.
pub const STAFF: &[(&str, Admits)] = &[
    ("/staff", Admits::Staff),
    ("/staff/account", Admits::Staff),
    ("/staff/account/language", Admits::Staff),
    ("/staff/account/passkeys/challenge", Admits::Staff),
    ("/staff/account/passkeys/new", Admits::Staff),
    ("/staff/account/passkeys/remove", Admits::Staff),
    ("/staff/account/password", Admits::Staff),
    ("/staff/account/recovery-codes", Admits::Staff),
    ("/staff/account/second-factor", Admits::Staff),
    ("/staff/account/second-factor/remove", Admits::Staff),
    ("/staff/account/sessions", Admits::Staff),
    ("/staff/accounts", Admits::Secretariat),
    ("/staff/accounts/new", Admits::Secretariat),
    ("/staff/accounts/{id}", Admits::Secretariat),
    ("/staff/check-in/{code}", Admits::DoorKeepers),
    ("/staff/check-in/{code}/taps", Admits::DoorKeepers),
    ("/staff/door/leave", Admits::Anybody),
    ("/staff/door/{token}", Admits::Anybody),
    ("/staff/invitation/{token}", Admits::Anybody),
    ("/staff/reset", Admits::Anybody),
    ("/staff/reset/{token}", Admits::Anybody),
    ("/staff/sign-in", Admits::Anybody),
    ("/staff/sign-in/code", Admits::Anybody),
    ("/staff/sign-in/passkey", Admits::Anybody),
    ("/staff/sign-in/passkey/challenge", Admits::Anybody),
    ("/staff/sign-out", Admits::Anybody),
    ("/staff/events/new", Admits::Secretariat),
    ("/staff/events/{code}", Admits::Secretariat),
    ("/staff/events/{code}/door", Admits::Secretariat),
    ("/staff/events/{code}/edit", Admits::Secretariat),
    ("/staff/events/{code}/export", Admits::Secretariat),
    ("/staff/events/{code}/mail", Admits::Secretariat),
    ("/staff/events/{code}/registrations", Admits::Secretariat),
    ("/staff/events/{code}/registrations/act", Admits::Secretariat),
    ("/staff/events/{code}/registrations/acts/{id}", Admits::Secretariat),
    ("/staff/events/{code}/registrations/new", Admits::Secretariat),
    ("/staff/events/{code}/repeat", Admits::Secretariat),
    ("/staff/events/{code}/tables", Admits::Secretariat),
    ("/staff/schedule/export", Admits::Secretariat),
    ("/staff/schedule/import", Admits::Secretariat),
    ("/staff/schedule/templates", Admits::Secretariat),
    ("/staff/availability", Admits::Responders),
    ("/staff/availability/calendars", Admits::Responders),
    ("/staff/availability/feed", Admits::Responders),
    ("/staff/availability/terms", Admits::Responders),
    ("/staff/consultations", Admits::Responders),
    ("/staff/consultations/{reference}", Admits::Responders),
    ("/staff/consultations/{reference}/files/{id}", Admits::Responders),
    ("/staff/experts", Admits::Secretariat),
    ("/staff/experts/new", Admits::Secretariat),
    ("/staff/experts/week", Admits::Secretariat),
    ("/staff/experts/{code}", Admits::Secretariat),
    ("/staff/inquiries", Admits::Responders),
    ("/staff/inquiries/new", Admits::Secretariat),
    ("/staff/inquiries/{reference}", Admits::Responders),
    ("/staff/inquiries/{reference}/files/{id}", Admits::Responders),
    ("/staff/schedule", Admits::Secretariat),
    ("/staff/registrations", Admits::Secretariat),
    ("/staff/registrations/{reference}", Admits::Secretariat),
    ("/staff/registrations/{reference}/edit", Admits::Secretariat),
    ("/staff/audit", Admits::Secretariat),
    ("/staff/outbox", Admits::Secretariat),
    ("/staff/outbox/{id}", Admits::Secretariat),
];

/// The desk's routes; `at` puts the language in front of a path.
pub(super) fn routes(at: impl Fn(&str) -> String) -> Router<Web> {
    let uploads = DefaultBodyLimit::max(upload::LARGEST_UPLOAD);
    Router::new()
        .route(&at("/staff"), get(today::read))
        .route(&at("/staff/account"), get(own_account::read))
        .route(&at("/staff/account/language"), post(own_account::language))
        .route(&at("/staff/account/passkeys/challenge"), post(passkey::own_challenge))
        .route(&at("/staff/account/passkeys/new"), get(passkey::new_read).post(passkey::new_send))
        .route(&at("/staff/account/passkeys/remove"), post(passkey::remove))
        .route(&at("/staff/account/password"), post(own_account::password))
        .route(&at("/staff/account/recovery-codes"), post(own_account::recovery_codes))
        .route(
            &at("/staff/account/second-factor"),
            get(own_account::second_factor_read).post(own_account::second_factor_send),
        )
        .route(&at("/staff/account/second-factor/remove"), post(own_account::second_factor_remove))
        .route(&at("/staff/account/sessions"), post(own_account::sessions))
        .route(&at("/staff/accounts"), get(accounts::list))
        .route(&at("/staff/accounts/new"), get(accounts::invite_read).post(accounts::invite_send))
        .route(&at("/staff/accounts/{id}"), get(accounts::read).post(accounts::act))
        .route(&at("/staff/invitation/{token}"), get(entrance::invitation_read).post(entrance::invitation_send))
        .route(&at("/staff/reset"), get(entrance::reset_ask).post(entrance::reset_request))
        .route(&at("/staff/reset/{token}"), get(entrance::reset_read).post(entrance::reset_send))
        .route(&at("/staff/sign-in"), get(sign_in::read).post(sign_in::send))
        .route(&at("/staff/sign-in/code"), get(sign_in::code_read).post(sign_in::code_send))
        .route(&at("/staff/sign-in/passkey"), post(passkey::sign_in))
        .route(&at("/staff/sign-in/passkey/challenge"), post(passkey::sign_in_challenge))
        .route(&at("/staff/sign-out"), post(sign_in::sign_out))
        .route(&at("/staff/events/new"), get(event_form::new).post(event_form::create))
        .route(&at("/staff/events/{code}/repeat"), get(event_repetition::read).post(event_repetition::repeat))
        .route(&at("/staff/check-in/{code}"), get(door::read).post(door::act))
        .route(&at("/staff/check-in/{code}/taps"), post(door::taps))
        .route(&at("/staff/door/leave"), post(door::leave))
        .route(&at("/staff/door/{token}"), get(door::pass_read).post(door::pass_use))
        .route(&at("/staff/events/{code}/door"), get(event_door::read).post(event_door::act))
        .route(&at("/staff/events/{code}/edit"), get(event_form::edit).post(event_form::save))
        .route(&at("/staff/events/{code}/export"), get(exports::read).post(exports::take))
        .route(&at("/staff/events/{code}/mail"), get(announcements::read).post(announcements::write))
        .route(&at("/staff/events/{code}/tables"), get(event_tables::read).post(event_tables::save))
        .route(&at("/staff/events/{code}"), get(events::read).post(events::operate))
        .route(&at("/staff/schedule/export"), post(event_import::export))
        .route(&at("/staff/schedule/import"), get(event_import::read).post(event_import::bring).layer(uploads))
        .route(&at("/staff/schedule/templates"), get(event_template::read).post(event_template::act))
        .route(&at("/staff/availability"), get(availability::read).post(availability::change))
        .route(&at("/staff/availability/calendars"), get(external_calendars::read).post(external_calendars::act))
        .route(&at("/staff/availability/feed"), post(availability::feed))
        .route(&at("/staff/availability/terms"), get(availability::terms).post(availability::change_terms))
        .route(&at("/staff/consultations"), get(consultations::list).post(consultations::search))
        .route(&at("/staff/consultations/{reference}"), get(consultations::read).post(consultations::act))
        .route(&at("/staff/consultations/{reference}/files/{id}"), get(consultations::file))
        .route(&at("/staff/experts"), get(experts::list))
        .route(&at("/staff/experts/new"), get(experts::new).post(experts::add))
        .route(&at("/staff/experts/week"), get(experts::beside))
        .route(&at("/staff/experts/{code}"), get(experts::edit).post(experts::save))
        .route(&at("/staff/inquiries"), get(inquiries::inbox).post(inquiries::search))
        .route(&at("/staff/inquiries/new"), get(inquiries::call).post(inquiries::take_down))
        .route(&at("/staff/inquiries/{reference}"), get(inquiries::thread).post(inquiries::work).layer(uploads))
        .route(&at("/staff/inquiries/{reference}/files/{id}"), get(inquiries::file))
        .route(&at("/staff/schedule"), get(schedule::read).post(schedule::put))
        .route(&at("/staff/events/{code}/registrations"), get(registrations::roll).post(registrations::search_roll))
        .route(&at("/staff/events/{code}/registrations/act"), post(registrations::act))
        .route(&at("/staff/events/{code}/registrations/acts/{id}"), get(registrations::report))
        .route(&at("/staff/events/{code}/registrations/new"), get(registrations::new).post(registrations::take_down))
        .route(&at("/staff/registrations"), get(registrations::overview).post(registrations::search))
        .route(&at("/staff/registrations/{reference}"), get(registrations::read))
        .route(&at("/staff/registrations/{reference}/edit"), get(registrations::edit).post(registrations::change))
        .route(&at("/staff/audit"), get(audit::read).post(audit::save))
        .route(&at("/staff/outbox"), get(outbox::read).post(outbox::retry_all))
        .route(&at("/staff/outbox/{id}"), get(outbox::mail).post(outbox::retry))
}
