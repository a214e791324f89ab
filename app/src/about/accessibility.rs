//! `/accessibility`: what we aim at, how it is tried, what was found, and where we fall short.

use leptos::prelude::*;

use super::result::{TestResult, latest};
use super::{list, paragraphs};
use crate::address::localized;
use crate::component::{ActionItem, ActionList, Chapter, ChaptersPage, ContactMail, ContactPhone, Table, Terms};
use crate::text::{Text, use_text};

/// The page.
#[component]
pub fn AccessibilityPage() -> impl IntoView {
    let text = use_text();
    let words = text.accessibility();
    let chapters = vec![
        Chapter {
            id: "aim",
            heading: words.aim_heading(),
            matter: view! {
                <p>{words.aim_text()}</p>
                {list([words.aim_jis(), words.aim_wcag()])}
                <p>{words.aim_scope()}</p>
            }
            .into_any(),
        },
        Chapter {
            id: "tests",
            heading: words.tests_heading(),
            matter: view! {
                <p>{words.tests_text()}</p>
                <Terms rows=vec![
                    (words.test_axe(), words.test_axe_text()),
                    (words.test_html(), words.test_html_text()),
                    (words.test_keyboard(), words.test_keyboard_text()),
                    (words.test_script(), words.test_script_text()),
                    (words.test_narrow(), words.test_narrow_text()),
                    (words.test_letters(), words.test_letters_text()),
                    (words.test_colours(), words.test_colours_text()),
                    (words.test_print(), words.test_print_text()),
                ]/>
            }
            .into_any(),
        },
        Chapter { id: "result", heading: words.result_heading(), matter: result(text, latest()) },
        Chapter {
            id: "limits",
            heading: words.limits_heading(),
            matter: view! {
                <p>{words.limits_text()}</p>
                {list([
                    words.limit_people(),
                    words.limit_automatic(),
                    words.limit_organisers(),
                    words.limit_events(),
                    words.limit_map(),
                    words.limit_files(),
                ])}
            }
            .into_any(),
        },
        Chapter {
            id: "tell",
            heading: words.tell_heading(),
            matter: view! {
                {paragraphs([words.tell_text(), words.tell_when(), words.tell_instead()])}
                <ActionList items=vec![ActionItem {
                    href: localized(text.language(), "/inquiries/new"),
                    label: text.site().write_inquiry().into_owned(),
                    note: text.site().answered_within().into_owned(),
                }]/>
                <ContactPhone/>
                <dl class="terms"><ContactMail/></dl>
            }
            .into_any(),
        },
    ];
    view! { <ChaptersPage title=words.title() description=words.description() lead=words.lead() chapters/> }
}

/// What the last run found, and with what.
fn result(text: Text, latest: Option<&TestResult>) -> AnyView {
    let words = text.accessibility();
    let Some(result) = latest else { return view! { <p>{words.result_none()}</p> }.into_any() };
    let verdict = if result.axe_violations == 0 && result.html_errors == 0 {
        words.result_sound()
    } else {
        words.result_faults()
    };
    let rows = vec![
        (words.result_day(), text.date().day(result.date).into()),
        (words.result_pages(), words.result_pages_count(result.pages)),
        (words.result_axe(), words.result_count(result.axe_violations)),
        (words.result_html(), words.result_count(result.html_errors)),
    ];
    let tools = result.tools.iter().map(|tool| vec![tool.name.clone(), tool.version.clone()]).collect();
    let head = vec![words.tool_name().into_owned(), words.tool_version().into_owned()];
    view! {
        <p><strong>{verdict}</strong></p>
        <Terms rows/>
        <Table caption=words.tools_caption() head rows=tools/>
        <p class="quiet">{words.result_source()}</p>
    }
    .into_any()
}
