//! `/privacy`: what is stored, for what, for how long, and what stays on a visitor's own device.
//!
//! The rows repeat what `storage/migrations` and the forms hold: whoever adds a field there adds it here.

use jiff::civil::date;
use leptos::prelude::*;

use super::{list, paragraphs};
use crate::address::localized;
use crate::component::{ActionItem, ActionList, Chapter, ChaptersPage, Terms};
use crate::text::use_text;

/// The page.
#[component]
pub fn PrivacyPage() -> impl IntoView {
    let text = use_text();
    let words = text.privacy();
    let chapters = vec![
        Chapter {
            id: "purpose",
            heading: words.purpose_heading(),
            matter: view! {
                <p>{words.purpose_text()}</p>
                {list([words.purpose_registration(), words.purpose_inquiry(), words.purpose_figures()])}
                <p>{words.purpose_only()}</p>
            }
            .into_any(),
        },
        Chapter {
            id: "stored",
            heading: words.stored_heading(),
            matter: view! {
                <Terms rows=vec![
                    (words.stored_registration(), words.stored_registration_text()),
                    (words.stored_registration_more(), words.stored_registration_more_text()),
                    (words.stored_door(), words.stored_door_text()),
                    (words.stored_inquiry(), words.stored_inquiry_text()),
                    (words.stored_inquiry_more(), words.stored_inquiry_more_text()),
                    (words.stored_consultation(), words.stored_consultation_text()),
                    (words.stored_waiting(), words.stored_waiting_text()),
                    (words.stored_sheet(), words.stored_sheet_text()),
                    (words.stored_survey(), words.stored_survey_text()),
                    (words.stored_find(), words.stored_find_text()),
                    (words.stored_with_all(), words.stored_with_all_text()),
                ]/>
            }
            .into_any(),
        },
        Chapter {
            id: "kept",
            heading: words.kept_heading(),
            matter: view! {
                <Terms rows=vec![
                    (words.kept_registration(), words.kept_registration_text()),
                    (words.kept_inquiry(), words.kept_inquiry_text()),
                    (words.kept_consultation(), words.kept_consultation_text()),
                    (words.kept_mail(), words.kept_mail_text()),
                    (words.kept_draft(), words.kept_draft_text()),
                ]/>
                {paragraphs([words.kept_when(), words.kept_after()])}
            }
            .into_any(),
        },
        Chapter {
            id: "seen",
            heading: words.seen_heading(),
            matter: view! {
                {list([words.seen_secretariat(), words.seen_expert(), words.seen_helper(), words.seen_speaker()])}
                {paragraphs([words.seen_nobody_else()])}
            }
            .into_any(),
        },
        Chapter {
            id: "rights",
            heading: words.rights_heading(),
            matter: view! {
                {paragraphs([words.rights_self(), words.rights_request(), words.rights_proof()])}
                <ActionList items=vec![
                    ActionItem {
                        href: localized(text.language(), "/my/find"),
                        label: text.site().my_find().into_owned(),
                        note: String::new(),
                    },
                    ActionItem {
                        href: localized(text.language(), "/contact"),
                        label: text.contact().to_contact().into_owned(),
                        note: String::new(),
                    },
                ]/>
            }
            .into_any(),
        },
        Chapter {
            id: "device",
            heading: words.device_heading(),
            matter: view! {
                <p>{words.device_text()}</p>
                <Terms rows=vec![
                    (words.device_language(), words.device_language_text()),
                    (words.device_draft(), words.device_draft_text()),
                    (words.device_staff(), words.device_staff_text()),
                ]/>
                <p>{words.device_shared()}</p>
            }
            .into_any(),
        },
        Chapter {
            id: "others",
            heading: words.others_heading(),
            matter: paragraphs([words.others_text(), words.others_law()]).into_any(),
        },
        Chapter {
            id: "logs",
            heading: words.logs_heading(),
            matter: paragraphs([words.logs_text(), words.logs_network()]).into_any(),
        },
        Chapter {
            id: "responsible",
            heading: words.responsible_heading(),
            matter: paragraphs([words.responsible_text(), words.since(&text.date().day(date(2026, 11, 22)))])
                .into_any(),
        },
    ];
    view! { <ChaptersPage title=words.title() description=words.description() lead=words.lead() chapters/> }
}
