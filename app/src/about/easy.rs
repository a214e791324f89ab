//! `/easy`: the core of the site in やさしい日本語, every kanji with its reading; in English, in plain words.

use std::borrow::Cow;

use leptos::prelude::*;

use crate::address::localized;
use crate::component::{Chapter, ChaptersPage, ContactPhone, Ruby};
use crate::text::use_text;

/// The page.
#[component]
pub fn EasyPage() -> impl IntoView {
    let text = use_text();
    let words = text.easy();
    let link = |path: &str, label: Cow<'static, str>| {
        let href = localized(text.language(), path);
        view! { <p><a href=href><Ruby marked=label/></a></p> }
    };
    let chapters = vec![
        Chapter {
            id: "work",
            heading: words.work_heading(),
            matter: view! {
                {said([words.work_telework(), words.work_help(), words.work_who(), words.work_where(), words.work_state()])}
                {items([words.work_seminar(), words.work_consultation(), words.work_inquiry()])}
            }
            .into_any(),
        },
        Chapter {
            id: "cost",
            heading: words.cost_heading(),
            matter: said([words.cost_free(), words.cost_account(), words.cost_call()]).into_any(),
        },
        Chapter {
            id: "find",
            heading: words.find_heading(),
            matter: view! {
                {steps([words.find_open(), words.find_place(), words.find_choose()])}
                {said([words.find_online()])}
                {link("/events", words.find_link())}
            }
            .into_any(),
        },
        Chapter {
            id: "register",
            heading: words.register_heading(),
            matter: view! {
                {steps([
                    words.register_open(),
                    words.register_write(),
                    words.register_check(),
                    words.register_send(),
                    words.register_number(),
                ])}
                {said([words.register_mail(), words.register_change(), words.register_lost()])}
                {link("/my/find", words.register_link())}
            }
            .into_any(),
        },
        Chapter {
            id: "ask",
            heading: words.ask_heading(),
            matter: view! {
                {said([words.ask_anything()])}
                {steps([words.ask_topic(), words.ask_write(), words.ask_send()])}
                {said([words.ask_answer(), words.ask_days()])}
                {link("/inquiries/new", words.ask_link())}
            }
            .into_any(),
        },
        Chapter {
            id: "phone",
            heading: words.phone_heading(),
            matter: view! {
                <ContactPhone/>
                {said([words.phone_hours(), words.phone_closed(), words.phone_year_end(), words.phone_language()])}
            }
            .into_any(),
        },
    ];
    view! {
        <ChaptersPage
            title=words.title()
            description=words.description()
            lead=words.lead()
            contents=words.contents()
            has_readings=true
            chapters
        />
    }
}

/// One sentence a line.
fn said(sentences: impl IntoIterator<Item = Cow<'static, str>>) -> impl IntoView {
    sentences.into_iter().map(|sentence| view! { <p><Ruby marked=sentence/></p> }).collect_view()
}

/// Things beside one another.
fn items(sentences: impl IntoIterator<Item = Cow<'static, str>>) -> impl IntoView {
    let items = sentences.into_iter().map(|sentence| view! { <li><Ruby marked=sentence/></li> }).collect_view();
    view! { <ul>{items}</ul> }
}

/// Things to do one after another.
fn steps(sentences: impl IntoIterator<Item = Cow<'static, str>>) -> impl IntoView {
    let items = sentences.into_iter().map(|sentence| view! { <li><Ruby marked=sentence/></li> }).collect_view();
    view! { <ol>{items}</ol> }
}
