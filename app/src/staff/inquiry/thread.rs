//! `/staff/inquiries/{reference}`: what was said, what colleagues noted, and what can be done.

use std::borrow::Cow;

use domain::inquiry::desk::{Channel, DeskField as Field, DeskForm, DeskInquiry, Note};
use domain::inquiry::{Author, Inquirer, InquiryState, Message, Refusal, Respondent};
use domain::time::Timestamp;
use leptos::prelude::*;

use super::flow::{DeskQuery, DeskThread, Done};
use super::inbox::{InboxList, due_view, name_of, small};
use crate::address::localized;
use crate::component::form::options;
use crate::component::{Banner, BannerKind, ButtonKind, Chip, ErrorSummary, HiddenField, TextArea, phone_link};
use crate::event::view::paragraphs;
use crate::inquiry::page::{file_field, file_line};
use crate::staff::{DeskFrame, DeskPlace};
use crate::text::{Text, use_text};

/// The id of the form of the page: what stands in its head belongs to it too.
const WORK: &str = "work";

/// `/staff/inquiries/{reference}`
#[component]
pub fn DeskThreadPage(
    /// Everything the page shows.
    thread: DeskThread,
) -> impl IntoView {
    let text = use_text();
    let inquiry = &thread.at_desk.inquiry;
    let errors = errors(&thread, text);
    let has_errors = !errors.is_empty() || thread.refusal.is_some();
    let head = head(&thread, text);
    let forms = forms(&thread, text);
    let here = inquiry.reference.clone();
    view! {
        <DeskFrame title=inquiry.subject.clone() place=DeskPlace::Inquiries has_errors head>
            <div class="inbox inbox-open">
                <InboxList listing=thread.listing.clone() here/>
                <div class="inbox-thread">
                    {banner(&thread, text)}
                    <ErrorSummary errors/>
                    {messages(&thread, text)}
                    {history(&thread.at_desk, text)}
                    {forms}
                </div>
            </div>
        </DeskFrame>
    }
    .into_any()
}

fn head(thread: &DeskThread, text: Text) -> AnyView {
    let (words, language) = (text.desk_inquiry(), text.language());
    let DeskInquiry { inquiry, channel, assignee, .. } = &thread.at_desk;
    let back = DeskQuery::list_address(language, thread.listing.wish.view, thread.listing.wish.page);
    let phone = (*channel == Channel::Phone).then(|| view! { <Chip label=words.by_phone()/> });
    let aside = inquiry.set_aside.is_some().then(|| view! { <Chip label=words.set_aside()/> });
    let due = inquiry.reply_due.map(|day| due_view(day, text));
    let assignee = match assignee {
        Some(colleague) => words.looked_after_by(colleague.name.as_str()),
        None => words.looked_after_by_nobody(),
    };
    view! {
        <div class="inbox-head">
            <a class="inbox-back" href=back>{words.back()}</a>
            <p class="chip-list">
                <Chip label=text.event().topic(inquiry.topic)/>
                <Chip label=words.state(inquiry.state) strong=true/>
                {phone}
                {aside}
                <span translate="no">{inquiry.reference.to_string()}</span>
                <span>{assignee}</span>
            </p>
            {assigning(thread, text)}
        </div>
        <h1>{inquiry.subject.clone()}</h1>
        <p class="inbox-facts">{due} {who(&inquiry.inquirer, text)}</p>
    }
    .into_any()
}

/// Who asks, and how they are reached.
fn who(inquirer: &Inquirer, text: Text) -> AnyView {
    let Inquirer { reach, name, organisation, prefecture } = inquirer;
    let parts = [
        organisation.as_ref().map(ToString::to_string),
        Some(name_of(name.as_ref(), text)),
        prefecture.map(|prefecture| prefecture.name(text.language()).to_owned()),
    ];
    let parts: Vec<_> = parts.into_iter().flatten().collect();
    let email = reach.email().map(|email| view! { <span>{email.to_string()}</span> });
    let phone = reach.phone().map(|phone| view! { <a href=phone_link(phone.as_digits())>{phone.to_string()}</a> });
    view! { <span>{parts.join(text.between())}</span> {email} {phone} }.into_any()
}

/// Who looks after it, for those who may decide that. It belongs to the form of the page: what is typed there stays.
fn assigning(thread: &DeskThread, text: Text) -> Option<AnyView> {
    if thread.colleagues.is_empty() {
        return None;
    }
    let words = text.desk_inquiry();
    let assignee = thread.at_desk.assignee.as_ref().map(|colleague| colleague.id);
    let has_problem = thread.problems.iter().any(|(field, _)| *field == Field::Assignee);
    let chosen = match (&thread.form.assignee, assignee) {
        (typed, _) if !typed.is_empty() => typed.clone(),
        (_, Some(id)) => id.0.to_string(),
        (_, None) => String::new(),
    };
    let colleagues = thread.colleagues.iter().map(|colleague| {
        (colleague.id.0.to_string(), words.colleague(colleague.name.as_str(), colleague.role).into_owned())
    });
    let groups = vec![(String::new(), colleagues.collect())];
    let take = (assignee != Some(thread.listing.responder.account())).then(|| {
        view! { <button type="submit" class=small(ButtonKind::Outline) form=WORK name="act" value="take">{words.take()}</button> }
    });
    let form = view! {
        <div class="inbox-assign">
            <label for="assignee">{words.assignee()}</label>
            <select class="input" id="assignee" name="assignee" form=WORK aria-invalid=has_problem.then_some("true")>
                {options(groups, &chosen, words.nobody().into_owned())}
            </select>
            <button type="submit" class=small(ButtonKind::Outline) form=WORK name="act" value="assign">{words.assign()}</button>
            {take}
        </div>
    };
    Some(form.into_any())
}

fn own_address(thread: &DeskThread, text: Text) -> String {
    let query = DeskQuery { view: thread.listing.wish.view, ..DeskQuery::default() };
    query.address(text.language(), &thread.at_desk.inquiry.reference)
}

fn banner(thread: &DeskThread, text: Text) -> Option<AnyView> {
    let words = text.desk_inquiry();
    let nothing_more = String::new();
    let (kind, title, said): (_, Cow<'static, str>, _) = if let Some(refusal) = thread.refusal {
        (BannerKind::Warning, refused(refusal, text), nothing_more)
    } else if let Some(done) = thread.done {
        let title = match done {
            Done::Answered => words.done_answered(),
            Done::Noted => words.done_noted(),
            Done::Assigned => words.done_assigned(),
            Done::Closed => words.done_closed(),
            Done::Reopened => words.done_reopened(),
            Done::TakenDown => words.done_taken_down(),
        };
        let number = &thread.at_desk.inquiry.reference;
        // Whoever calls is told the number while they are on the phone.
        let said = if done == Done::TakenDown { text.spoken(number) } else { nothing_more };
        (BannerKind::Success, title, said)
    } else if thread.at_desk.inquiry.set_aside.is_some() {
        (BannerKind::Information, words.set_aside(), words.set_aside_note().into_owned())
    } else {
        return None;
    };
    let said = (!said.is_empty()).then(|| view! { <p>{said}</p> });
    Some(view! { <Banner kind title>{said}</Banner> }.into_any())
}

fn refused(refusal: Refusal, text: Text) -> Cow<'static, str> {
    let words = text.desk_inquiry();
    match refusal {
        Refusal::Closed | Refusal::ClosedTooLongAgo => words.refused_closed(),
        Refusal::UnknownColleague => words.refused_colleague(),
        Refusal::NoRoom | Refusal::TooManyBytes { .. } => words.refused_room(),
        Refusal::UnknownInquiry
        | Refusal::AlreadyOpen
        | Refusal::ChangedMeanwhile
        | Refusal::TooManyMessages { .. } => words.refused_changed(),
    }
}

fn errors(thread: &DeskThread, text: Text) -> Vec<(String, String)> {
    let fields =
        thread.problems.iter().map(|(field, error)| (field.name(), text.error().of_desk_field(*field, *error)));
    let files = thread.files.iter().map(|problem| (Field::Attachments.name(), text.error().of_attachment(problem)));
    fields.chain(files).map(|(name, said)| (name.to_owned(), said)).collect()
}

/// What stands in the thread, in the order in which it was written.
fn messages(thread: &DeskThread, text: Text) -> AnyView {
    let words = text.desk_inquiry();
    let DeskInquiry { inquiry, notes, .. } = &thread.at_desk;
    // What was not yet there when somebody began to write is marked.
    let seen = |typed: &str, all: usize| typed.parse().unwrap_or(all);
    let DeskForm { seen_messages, seen_notes, .. } = &thread.form;
    let (seen_messages, seen_notes) = (seen(seen_messages, inquiry.messages.len()), seen(seen_notes, notes.len()));
    let messages =
        inquiry.messages.iter().enumerate().map(|(at, message)| {
            (message.written_at, message_view(&thread.at_desk, message, at >= seen_messages, text))
        });
    let notes = notes.iter().enumerate().map(|(at, note)| (note.written_at, note_view(note, at >= seen_notes, text)));
    let mut written: Vec<(Timestamp, AnyView)> = messages.chain(notes).collect();
    written.sort_by_key(|(at, _)| *at);
    let written: Vec<_> = written.into_iter().map(|(_, view)| view).collect();
    view! {
        <section aria-labelledby="thread">
            <h2 class="visually-hidden" id="thread">{words.thread()}</h2>
            <ol class="inbox-messages">{written}</ol>
        </section>
    }
    .into_any()
}

fn message_view(at_desk: &DeskInquiry, message: &Message, is_new: bool, text: Text) -> AnyView {
    let (words, language) = (text.desk_inquiry(), text.language());
    let inquirer = &at_desk.inquiry.inquirer;
    let (class, name, what) = match &message.author {
        Author::Citizen => {
            ("inbox-message", name_of(inquirer.name.as_ref(), text), Some(words.channel(at_desk.channel)))
        }
        Author::Respondent(by) => {
            let name = match (at_desk.writer(message.id), by) {
                (Some(colleague), _) => colleague.name.to_string(),
                (None, Respondent::Expert { name, .. }) => name.to_string(),
                (None, Respondent::Secretariat) => text.inquiry().secretariat().into_owned(),
            };
            ("inbox-message inbox-message-ours", name, None)
        }
    };
    let what = what.map(|what| view! { <span class="quiet">{what}</span> });
    let reference = at_desk.inquiry.reference.as_str();
    let files = message
        .attachments
        .iter()
        .map(|file| {
            let href = localized(language, &format!("/staff/inquiries/{reference}/files/{}", file.id.0));
            view! { <li><a href=href download=true>{file_line(file.name.as_str(), file.bytes, text)}</a></li> }
        })
        .collect::<Vec<_>>();
    let files = (!files.is_empty()).then(|| {
        view! {
            <div>
                <p class="label">{words.files()}</p>
                <ul>{files}</ul>
            </div>
        }
    });
    let id = format!("message-{}", message.id.0);
    view! {
        <li class=class id=id>
            <p class="inbox-by">
                <b>{name}</b>
                {what}
                {marked(is_new, text)}
                {moment(message.written_at, text)}
            </p>
            {paragraphs(message.text.as_str())}
            {files}
        </li>
    }
    .into_any()
}

fn note_view(note: &Note, is_new: bool, text: Text) -> AnyView {
    view! {
        <li class="inbox-note">
            <p class="inbox-by">
                <span class="inbox-lock">{text.desk_inquiry().note_mark()}</span>
                <b>{note.by.name.to_string()}</b>
                {marked(is_new, text)}
                {moment(note.written_at, text)}
            </p>
            {paragraphs(note.text.as_str())}
        </li>
    }
    .into_any()
}

fn marked(is_new: bool, text: Text) -> Option<AnyView> {
    is_new.then(|| view! { <Chip label=text.desk_inquiry().new_since() strong=true/> }.into_any())
}

fn moment(at: Timestamp, text: Text) -> AnyView {
    let iso = at.in_tokyo().strftime("%Y-%m-%dT%H:%M+09:00").to_string();
    view! { <time class="quiet" datetime=iso>{text.date().instant(at)}</time> }.into_any()
}

fn history(at_desk: &DeskInquiry, text: Text) -> AnyView {
    let words = text.desk_inquiry();
    let lines = at_desk
        .history
        .iter()
        .map(|entry| {
            let by = entry.by.as_ref().map_or_else(|| words.citizen().into_owned(), |by| by.name.to_string());
            view! { <li>{moment(entry.at, text)} " " <b>{by}</b> " " {words.deed(&entry.deed).into_owned()}</li> }
        })
        .collect_view();
    view! {
        <details class="inbox-history">
            <summary>{words.history()}</summary>
            <ol>{lines}</ol>
        </details>
    }
    .into_any()
}

/// What can be done: answer and end it, or take it up again; and always note something. It is one form: whichever button is
/// pressed, nothing that is half written is lost.
fn forms(thread: &DeskThread, text: Text) -> AnyView {
    let words = text.desk_inquiry();
    let is_closed = thread.at_desk.inquiry.state == InquiryState::Closed;
    let (act, label) = if is_closed { ("reopen", words.reopen()) } else { ("close", words.close()) };
    let answer = (!is_closed || !thread.form.answer.is_empty()).then(|| answer_form(thread, text));
    let note_error = error(thread, Field::Note, text);
    let is_open = note_error.is_some() || !thread.form.note.is_empty();
    view! {
        <form class="inbox-work" id=WORK method="post" action=own_address(thread, text) enctype="multipart/form-data" novalidate=true>
            <Carried form=thread.form.clone()/>
            {answer}
            <details class="inbox-note-form" open=is_open>
                <summary>{words.note_heading()}</summary>
                <div class="form">
                    <TextArea name="note" label=words.note() value=thread.form.note.clone() error=note_error
                        hint=words.note_hint().into_owned() rows=4/>
                    <div class="button-row">
                        <button type="submit" class=small(ButtonKind::Outline) name="act" value="note">{words.send_note()}</button>
                    </div>
                </div>
            </details>
            <p class="inbox-end">
                <button type="submit" class=small(ButtonKind::Text) name="act" value=act>{label}</button>
            </p>
        </form>
    }
    .into_any()
}

fn error(thread: &DeskThread, field: Field, text: Text) -> Option<String> {
    let found = thread.problems.iter().find(|(wrong, _)| *wrong == field);
    found.map(|(_, error)| text.error().of_desk_field(field, *error))
}

fn answer_form(thread: &DeskThread, text: Text) -> AnyView {
    let words = text.desk_inquiry();
    let has_mail = thread.at_desk.inquiry.inquirer.reach.email().is_some();
    let (hint, button) = if has_mail {
        (words.answer_hint(), words.send_answer())
    } else {
        (words.answer_by_phone_hint(), words.keep_answer())
    };
    let file_error = (!thread.files.is_empty())
        .then(|| thread.files.iter().map(|problem| text.error().of_attachment(problem)).collect::<Vec<_>>().join(" "));
    let after = vec![
        ("wait".to_owned(), words.then_wait().into_owned()),
        ("close".to_owned(), words.then_close().into_owned()),
    ];
    view! {
        <section class="inbox-answer" aria-labelledby="answer-heading">
            <h2 id="answer-heading">{words.answer_heading()}</h2>
            <div class="form">
                <TextArea name="answer" label=words.answer() value=thread.form.answer.clone()
                    error=error(thread, Field::Answer, text) hint=hint.into_owned() rows=8/>
                {file_field(&thread.held, file_error, text)}
                <div class="inbox-send">
                    <label for="then">{words.then()}</label>
                    <select class="input" id="then" name="then">
                        {options(vec![(String::new(), after)], &thread.form.then, String::new())}
                    </select>
                    <button type="submit" class=small(ButtonKind::Solid) name="act" value="answer">{button}</button>
                </div>
            </div>
        </section>
    }
    .into_any()
}

/// What a form carries without showing it: which showing it is, and what its page has shown.
#[component]
fn Carried(form: DeskForm) -> impl IntoView {
    view! {
        <HiddenField name="key" value=form.key/>
        <HiddenField name="note_key" value=form.note_key/>
        <HiddenField name="revision" value=form.revision/>
        <HiddenField name="seen_messages" value=form.seen_messages/>
        <HiddenField name="seen_notes" value=form.seen_notes/>
    }
}
