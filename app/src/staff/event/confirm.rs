//! A change before it is made: what changes, whom it concerns, what they will read.

use domain::language::Language;
use domain::notice::NoticeKind;
use leptos::prelude::*;

use super::difference::{Differences, differences};
use super::warned::Warnings;
use super::{EventConfirmView, MailSample, address};
use crate::component::{ButtonKind, ButtonLink, SubmitButton};
use crate::staff::{DeskFrame, DeskPlace};
use crate::text::{Text, use_text};

#[component]
pub fn EventConfirmPage(view: EventConfirmView) -> impl IntoView {
    let text = use_text();
    let words = text.event_desk();
    let EventConfirmView { considered, act, action, carried, others, mails, is_new_warning } = view;
    let before = &considered.before.event;
    let back = address(text.language(), &before.code);
    let changes = differences(before, &considered.decision.draft, text);
    let changes = (!changes.is_empty()).then(|| {
        view! {
            <section aria-labelledby="changes">
                <h2 id="changes">{words.confirm_changes()}</h2>
                <Differences differences=changes/>
            </section>
        }
    });
    let planned = considered.decision.publish_at.map(|at| {
        view! { <p>{words.planned_label()}" "{text.date().instant(at)}</p> }
    });
    let people = considered.people;
    let (notice, consultations) = (considered.decision.notice, considered.consultations);
    let told = match (notice, people, consultations) {
        (None, ..) => Some(words.confirm_quiet()),
        (Some(_), 0, 0) => Some(words.confirm_nobody()),
        (Some(_), 0, _) => None,
        (Some(_), people, _) => Some(words.confirm_people(people)),
    };
    let at_tables = (consultations > 0).then(|| match notice {
        Some(NoticeKind::EventChanged) => words.confirm_places(consultations),
        _ => words.confirm_consultations(consultations),
    });
    let told = told.into_iter().chain(at_tables).map(|told| view! { <p><strong>{told}</strong></p> }).collect_view();
    let mails = mails.into_iter().map(|mail| sample(mail, text)).collect_view();
    let warnings = considered.warnings.clone();
    let carried = carried
        .into_iter()
        .filter(|(name, _)| name != "warning" && name != "step")
        .chain(warnings.iter().map(|warning| ("warning".to_owned(), warning.word())))
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect_view();
    let title = before.title.text(text.language()).to_owned();
    let head = view! {
        <h1>{words.confirm_title(act)}</h1>
        <p class="quiet">{title}</p>
    }
    .into_any();
    view! {
        <DeskFrame title=words.confirm_title(act).into_owned() place=DeskPlace::Schedule has_errors=is_new_warning head>
            <div class="desk-sheet stack">
                <Warnings warnings others/>
                {changes}
                {planned}
                {told}
                {mails}
                <form method="post" action=action>
                    {carried}
                    <div class="button-row">
                        <SubmitButton name="step" value="confirm" label=words.confirm_button(people).into_owned()/>
                        <ButtonLink href=back label=words.confirm_back().into_owned() kind=ButtonKind::Outline/>
                    </div>
                </form>
            </div>
        </DeskFrame>
    }
}

/// A mail as somebody would get it, with its subject.
pub(crate) fn sample(mail: MailSample, text: Text) -> impl IntoView {
    let words = text.event_desk();
    let MailSample { language, subject, text: said } = mail;
    let id = match language {
        Language::Japanese => "mail-ja",
        Language::English => "mail-en",
    };
    let heading = words.confirm_mail(&words.language(language));
    let lines = said.lines().map(|line| view! { <span class="line">{line.to_owned()}</span> }).collect_view();
    view! {
        <section class="mail-sample" aria-labelledby=id>
            <h2 id=id>{heading}</h2>
            <p class="quiet">{words.confirm_mail_note()}</p>
            <p><b>{words.confirm_subject()}</b><span lang=language.code()>{subject}</span></p>
            <p class="mail-text" lang=language.code()>{lines}</p>
        </section>
    }
}
