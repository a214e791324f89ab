//! The words, in every language.
//!
//! Each sentence stands once, Japanese and English one under the other, so that whoever changes the
//! one sees the other; a sentence that is missing in a language does not compile. One file for each
//! feature. Numbers and dates are put into words here too: pages and mails only say what they want
//! to tell.
//!
//! To add a sentence, add a line to the feature's `texts!`; to add a feature, a file, and its method
//! on [`Text`].

pub mod about;
pub mod accessibility;
pub mod appearance;
pub mod component;
pub mod consultation;
pub mod consultation_sheet;
pub mod consultation_survey;
pub mod contact;
pub mod date;
pub mod easy;
pub mod error;
pub mod event;
pub mod event_table;
pub mod faq;
pub mod feed;
pub mod home;
pub mod inquiry;
pub mod mail;
pub mod my;
pub mod offer;
pub mod privacy;
pub mod registration;
pub mod ruby;
pub mod site;
pub mod staff;
pub mod support_organisation;
pub mod waiting;

use domain::language::Language;
use domain::reference::ReferenceNumber;
use leptos::prelude::use_context;

/// Defines a group of sentences, each in Japanese and in English.
///
/// ```ignore
/// texts! {
///     /// Words about seats.
///     pub SeatText {
///         /// The state of an event with seats.
///         seats_left(left: u32) => format!("残り{left}席"), format!("{left} seats left");
///     }
/// }
/// ```
macro_rules! texts {
    (
        $(#[$group_doc:meta])*
        pub $group:ident {
            $( $(#[$doc:meta])* $name:ident ( $($argument:ident : $kind:ty),* $(,)? ) => $ja:expr , $en:expr ; )*
        }
    ) => {
        $(#[$group_doc])*
        #[derive(Debug, Clone, Copy)]
        pub struct $group(pub(crate) domain::language::Language);

        impl $group {
            $(
                $(#[$doc])*
                #[doc = concat!("\n\n`", stringify!($ja), "`")]
                pub fn $name(self, $($argument: $kind),*) -> std::borrow::Cow<'static, str> {
                    match self.0 {
                        domain::language::Language::Japanese => std::borrow::Cow::from($ja),
                        domain::language::Language::English => std::borrow::Cow::from($en),
                    }
                }
            )*
        }
    };
}
pub(crate) use texts;

/// All words in one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Text(pub Language);

impl Text {
    /// The words of the language with this code; Japanese where there is none such.
    pub fn of_code(code: &str) -> Self {
        Self(Language::from_code(code).unwrap_or(Language::Japanese))
    }

    /// The language.
    pub const fn language(self) -> Language {
        self.0
    }

    /// A reference number as it is said on the phone.
    pub fn spoken(self, reference: &ReferenceNumber) -> String {
        match self.0 {
            Language::Japanese => reference.spoken_japanese(),
            Language::English => reference.spoken_english(),
        }
    }

    /// What stands between the parts of an enumeration.
    pub const fn between(self) -> &'static str {
        match self.0 {
            Language::Japanese => "、",
            Language::English => ", ",
        }
    }

    /// Dates, times and numbers.
    pub const fn date(self) -> date::DateText {
        date::DateText(self.0)
    }

    /// What stands around every page.
    pub const fn site(self) -> site::SiteText {
        site::SiteText(self.0)
    }

    /// What the parts say that every page uses.
    pub const fn component(self) -> component::ComponentText {
        component::ComponentText(self.0)
    }

    /// What others show of the site.
    pub const fn appearance(self) -> appearance::AppearanceText {
        appearance::AppearanceText(self.0)
    }

    /// The home page.
    pub const fn home(self) -> home::HomeText {
        home::HomeText(self.0)
    }

    /// Events and their list.
    pub const fn event(self) -> event::EventText {
        event::EventText(self.0)
    }

    /// The tables of a consultation meeting.
    pub const fn event_table(self) -> event_table::EventTableText {
        event_table::EventTableText(self.0)
    }

    /// Questions and answers.
    pub const fn faq(self) -> faq::FaqText {
        faq::FaqText(self.0)
    }

    /// Feeds, open data, and their description.
    pub const fn feed(self) -> feed::FeedText {
        feed::FeedText(self.0)
    }

    /// The registration form, its check and its confirmation.
    pub const fn registration(self) -> registration::RegistrationText {
        registration::RegistrationText(self.0)
    }

    /// Asking a question and following its answer.
    pub const fn inquiry(self) -> inquiry::InquiryText {
        inquiry::InquiryText(self.0)
    }

    /// Finding a consultation, booking it, and its own page.
    pub const fn consultation(self) -> consultation::ConsultationText {
        consultation::ConsultationText(self.0)
    }

    /// Waiting for a consultation.
    pub const fn waiting(self) -> waiting::WaitingText {
        waiting::WaitingText(self.0)
    }

    /// An applicant's own page.
    pub const fn my(self) -> my::MyText {
        my::MyText(self.0)
    }

    /// Seats on offer.
    pub const fn offer(self) -> offer::OfferText {
        offer::OfferText(self.0)
    }

    /// Support organisations.
    pub const fn support_organisation(self) -> support_organisation::SupportOrganisationText {
        support_organisation::SupportOrganisationText(self.0)
    }

    /// What is wrong, said so that it can be mended.
    pub const fn error(self) -> error::ErrorText {
        error::ErrorText(self.0)
    }

    /// What the network is.
    pub const fn about(self) -> about::AboutText {
        about::AboutText(self.0)
    }

    /// How to reach us.
    pub const fn contact(self) -> contact::ContactText {
        contact::ContactText(self.0)
    }

    /// What is done with personal data.
    pub const fn privacy(self) -> privacy::PrivacyText {
        privacy::PrivacyText(self.0)
    }

    /// The accessibility statement.
    pub const fn accessibility(self) -> accessibility::AccessibilityText {
        accessibility::AccessibilityText(self.0)
    }

    /// The core of the site in easy words.
    pub const fn easy(self) -> easy::EasyText {
        easy::EasyText(self.0)
    }

    /// Signing in, invitations and resets.
    pub const fn entrance(self) -> staff::EntranceText {
        staff::EntranceText(self.0)
    }

    /// One's own account.
    pub const fn own_account(self) -> staff::OwnAccountText {
        staff::OwnAccountText(self.0)
    }

    /// Passkeys of staff.
    pub const fn passkey(self) -> staff::PasskeyText {
        staff::PasskeyText(self.0)
    }

    /// The accounts of all.
    pub const fn accounts(self) -> staff::AccountsText {
        staff::AccountsText(self.0)
    }

    /// What stands around every page of the desk.
    pub const fn desk(self) -> staff::DeskText {
        staff::DeskText(self.0)
    }

    /// An event at the desk.
    pub const fn event_desk(self) -> staff::EventDeskText {
        staff::EventDeskText(self.0)
    }

    /// The list at an event's door.
    pub const fn door(self) -> staff::DoorText {
        staff::DoorText(self.0)
    }

    /// An event's door at the desk.
    pub const fn event_door(self) -> staff::EventDoorText {
        staff::EventDoorText(self.0)
    }

    /// The form of an event.
    pub const fn event_form(self) -> staff::EventFormText {
        staff::EventFormText(self.0)
    }

    /// Taking registrations away.
    pub const fn export(self) -> staff::ExportText {
        staff::ExportText(self.0)
    }

    /// Writing to registrants.
    pub const fn announcement(self) -> staff::AnnouncementText {
        staff::AnnouncementText(self.0)
    }

    /// Which registrations a form is about.
    pub const fn asked(self) -> staff::AskedText {
        staff::AskedText(self.0)
    }

    /// The edit of a whole series.
    pub const fn event_series(self) -> staff::EventSeriesText {
        staff::EventSeriesText(self.0)
    }

    /// Templates of events.
    pub const fn event_template(self) -> staff::EventTemplateText {
        staff::EventTemplateText(self.0)
    }

    /// The tables of a consultation meeting at the desk.
    pub const fn event_table_desk(self) -> staff::EventTableDeskText {
        staff::EventTableDeskText(self.0)
    }

    /// Files of events.
    pub const fn event_import(self) -> staff::EventImportText {
        staff::EventImportText(self.0)
    }

    /// Inquiries at the desk.
    pub const fn desk_inquiry(self) -> staff::DeskInquiryText {
        staff::DeskInquiryText(self.0)
    }

    /// Registrations at the desk.
    pub const fn desk_registration(self) -> staff::DeskRegistrationText {
        staff::DeskRegistrationText(self.0)
    }

    /// The desk's first page.
    pub const fn today(self) -> staff::TodayText {
        staff::TodayText(self.0)
    }

    /// The desk's schedule.
    pub const fn timetable(self) -> staff::TimetableText {
        staff::TimetableText(self.0)
    }

    /// The desk's outbox.
    pub const fn outbox(self) -> staff::OutboxText {
        staff::OutboxText(self.0)
    }

    /// The sheet before a consultation.
    pub const fn consultation_sheet(self) -> consultation_sheet::ConsultationSheetText {
        consultation_sheet::ConsultationSheetText(self.0)
    }

    /// The survey after a consultation.
    pub const fn consultation_survey(self) -> consultation_survey::ConsultationSurveyText {
        consultation_survey::ConsultationSurveyText(self.0)
    }

    /// Experts' calendars.
    pub const fn availability(self) -> staff::AvailabilityText {
        staff::AvailabilityText(self.0)
    }

    /// The editor of an expert's calendar.
    pub const fn calendar_editor(self) -> staff::CalendarEditorText {
        staff::CalendarEditorText(self.0)
    }

    /// Consultations at the desk.
    pub const fn desk_consultation(self) -> staff::DeskConsultationText {
        staff::DeskConsultationText(self.0)
    }

    /// Calendars that experts keep elsewhere.
    pub const fn external_calendar(self) -> staff::ExternalCalendarText {
        staff::ExternalCalendarText(self.0)
    }

    /// The desk's pages about experts.
    pub const fn expert_desk(self) -> staff::ExpertDeskText {
        staff::ExpertDeskText(self.0)
    }

    /// The desk's audit.
    pub const fn audit(self) -> staff::AuditText {
        staff::AuditText(self.0)
    }

    /// Mails.
    pub const fn mail(self) -> mail::MailText {
        mail::MailText(self.0)
    }
}

/// The words of the page that is being rendered. Without a page around it, Japanese.
pub fn use_text() -> Text {
    use_context::<Text>().unwrap_or(Text(Language::Japanese))
}
