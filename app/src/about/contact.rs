//! `/contact`: every way to reach the secretariat, and the ministry's own.

use leptos::prelude::*;

use super::{list, paragraphs};
use crate::address::localized;
use crate::component::{
    ActionItem, ActionList, Chapter, ChaptersPage, ClosedAhead, ContactMail, ContactPhone, ContactWrite, phone_link,
};
use crate::text::use_text;

/// The ministry's division, as the numbers are written in Japan.
const MINISTRY_PHONE: &str = "03-5253-5920";
/// Its fax.
const MINISTRY_FAX: &str = "03-5253-5924";
/// How many spans of closed days the page tells: those of about half a year.
const SPANS_TOLD: usize = 6;

/// The page.
#[component]
pub fn ContactPage() -> impl IntoView {
    let text = use_text();
    let (words, site) = (text.contact(), text.site());
    let action = |path: &str, label: std::borrow::Cow<'static, str>, note: std::borrow::Cow<'static, str>| ActionItem {
        href: localized(text.language(), path),
        label: label.into_owned(),
        note: note.into_owned(),
    };
    let chapters = vec![
        Chapter {
            id: "phone",
            heading: words.phone_heading(),
            matter: view! {
                <ContactPhone/>
                <dl class="terms">
                    <div>
                        <dt>{words.hours()}</dt>
                        <dd><span class="line">{site.hours()}</span><span class="line">{site.closed()}</span></dd>
                    </div>
                    <ClosedAhead count=SPANS_TOLD/>
                </dl>
                <p>{words.phone_note()}</p>
            }
            .into_any(),
        },
        Chapter {
            id: "write",
            heading: words.write_heading(),
            matter: view! {
                {list([words.write_needs(), words.write_files(), words.write_follow()])}
                <p>{words.write_answer()}</p>
                <div class="button-row"><ContactWrite/></div>
            }
            .into_any(),
        },
        Chapter {
            id: "mail",
            heading: words.mail_heading(),
            matter: view! { <dl class="terms"><ContactMail/></dl> }.into_any(),
        },
        Chapter {
            id: "sooner",
            heading: words.sooner_heading(),
            matter: view! {
                <ActionList items=vec![
                    action("/faq", site.questions(), words.sooner_questions()),
                    action("/my/find", site.my_find(), words.sooner_find()),
                    action("/organizations", site.organisations(), words.sooner_organisations()),
                ]/>
            }
            .into_any(),
        },
        Chapter {
            id: "ministry",
            heading: words.ministry_heading(),
            matter: view! {
                {paragraphs([words.ministry_text()])}
                <Ministry/>
            }
            .into_any(),
        },
    ];
    view! { <ChaptersPage title=words.title() description=words.description() lead=words.lead() chapters/> }
}

/// The ministry's division with phone and fax, as one dials them from Japan and from anywhere.
#[component]
pub fn Ministry() -> impl IntoView {
    let words = use_text().contact();
    let abroad = |number: &str| format!("+81 {}", number.trim_start_matches('0').replace('-', " "));
    view! {
        <dl class="terms">
            <div>
                <dt>{words.ministry_division()}</dt>
                <dd>{words.ministry_name()}</dd>
            </div>
            <div>
                <dt>{words.ministry_phone()}</dt>
                <dd>
                    <a class="whole" href=phone_link(MINISTRY_PHONE)>{abroad(MINISTRY_PHONE)}</a>
                    " "
                    <span class="whole quiet">{words.from_japan(MINISTRY_PHONE)}</span>
                </dd>
            </div>
            <div>
                <dt>{words.ministry_fax()}</dt>
                <dd>
                    <span class="whole">{abroad(MINISTRY_FAX)}</span>
                    " "
                    <span class="whole quiet">{words.from_japan(MINISTRY_FAX)}</span>
                </dd>
            </div>
        </dl>
        <p class="quiet">{words.ministry_form()}</p>
    }
}
