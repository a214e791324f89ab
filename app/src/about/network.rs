//! `/about`: what the network is and does, for whom, and who stands behind it.

use jiff::civil::date;
use leptos::prelude::*;

use super::contact::Ministry;
use super::{list, paragraphs};
use crate::address::localized;
use crate::component::{ActionItem, ActionList, Chapter, ChaptersPage, DatedStep, DatedSteps, Terms};
use crate::text::use_text;

/// The page.
#[component]
pub fn AboutPage() -> impl IntoView {
    let text = use_text();
    let words = text.about();
    let action = |path: &str, label: std::borrow::Cow<'static, str>| ActionItem {
        href: localized(text.language(), path),
        label: label.into_owned(),
        note: String::new(),
    };
    let first_event = date(2020, 8, 18);
    let history = vec![
        DatedStep {
            iso: "2020-07".to_owned(),
            when: text.date().month(date(2020, 7, 1)),
            text: words.history_start().into_owned(),
            done: true,
        },
        DatedStep {
            iso: first_event.to_string(),
            when: text.date().day(first_event),
            text: words.history_event().into_owned(),
            done: true,
        },
    ];
    let phases = [words.phase_survey(), words.phase_preparation(), words.phase_follow()];
    let phases = phases.map(|phase| view! { <li>{phase}</li> }).collect_view();
    let chapters = vec![
        Chapter {
            id: "work",
            heading: words.work_heading(),
            matter: view! {
                <p>{words.work_text()}</p>
                <Terms rows=vec![
                    (words.seminar(), words.seminar_text()),
                    (words.consultation(), words.consultation_text()),
                    (words.inquiry(), words.inquiry_text()),
                ]/>
                <ActionList items=vec![
                    action("/events", text.site().events()),
                    action("/inquiries/new", text.site().ask()),
                ]/>
            }
            .into_any(),
        },
        Chapter {
            id: "audience",
            heading: words.audience_heading(),
            matter: view! {
                {list([words.audience_companies(), words.audience_governments()])}
                {paragraphs([words.audience_free()])}
            }
            .into_any(),
        },
        Chapter {
            id: "consulting",
            heading: words.consulting_heading(),
            matter: view! {
                {paragraphs([words.consulting_text(), words.disciplines()])}
                <Terms rows=vec![
                    (words.discipline_ict(), words.discipline_ict_text()),
                    (words.discipline_personnel(), words.discipline_personnel_text()),
                ]/>
                <p>{words.phases()}</p>
                <ol>{phases}</ol>
            }
            .into_any(),
        },
        Chapter {
            id: "history",
            heading: words.history_heading(),
            matter: view! { <DatedSteps steps=history/> }.into_any(),
        },
        Chapter {
            id: "partners",
            heading: words.partners_heading(),
            matter: view! {
                <Terms rows=vec![
                    (words.partner_mic(), words.partner_mic_text()),
                    (words.partner_mhlw(), words.partner_mhlw_text()),
                    (words.partner_support(), words.partner_support_text()),
                    (words.partner_governments(), words.partner_governments_text()),
                ]/>
                <ActionList items=vec![action("/organizations", words.to_organisations())]/>
            }
            .into_any(),
        },
        Chapter {
            id: "responsible",
            heading: words.responsible_heading(),
            matter: view! {
                {paragraphs([words.responsible_text(), words.responsible_desk()])}
                <ActionList items=vec![action("/contact", text.contact().to_contact())]/>
                <h3>{text.contact().ministry_heading()}</h3>
                <Ministry/>
            }
            .into_any(),
        },
    ];
    view! { <ChaptersPage title=words.title() description=words.description() lead=words.lead() chapters/> }
}
