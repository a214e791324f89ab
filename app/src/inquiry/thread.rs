//! The page of an inquiry: where it stands, what was said, and how to go on.

use domain::inquiry::{Author, FollowUpField as Field, Inquiry, InquiryState, Message, Respondent};
use domain::reference::SecretToken;
use leptos::prelude::*;

pub use super::flow::{Moment, ThreadView};
use super::page::{file_field, file_line, refusal_words};
use crate::address::{self, localized};
use crate::component::{
    Banner, BannerKind, ButtonLink, Chip, Choice, ChoiceCards, DatedStep, DatedSteps, ErrorSummary, HiddenField, Page,
    ReferenceView, Section, SubmitButton, TextArea,
};
use crate::services::use_now;
use crate::text::{Text, use_text};

/// `/inquiries/{token}`
#[component]
pub fn ThreadPage(
    /// Everything the page shows.
    view: ThreadView,
) -> impl IntoView {
    let text = use_text();
    let words = text.inquiry();
    let inquiry = &view.inquiry;
    let received = view.moment == Moment::Received;
    let banner = banner(&view, text);
    let errors = errors(&view, text);
    let has_errors = !errors.is_empty() || view.refusal.is_some();
    let title = if received { words.received_title() } else { words.thread_title(&inquiry.subject) }.into_owned();
    let number = inquiry.reference.to_string();
    let spoken = text.spoken(&inquiry.reference);
    let due = inquiry.reply_due.map(|day| text.date().day_of_year(day));
    let head = if received {
        let due = due.as_deref().map(|day| view! { <p><strong>{words.received_due(day)}</strong></p> });
        let mail = inquiry.inquirer.reach.email().map(|mail| view! { <p>{words.received_mail(mail.as_str())}</p> });
        view! {
            <section class="confirmation" aria-labelledby="done">
                <h1 id="done">{title.clone()}</h1>
                <ReferenceView number spoken/>
                {due}
            </section>
            {mail}
        }
        .into_any()
    } else {
        view! {
            <div class="page-head">
                <p class="chip-list">
                    <Chip label=words.state(inquiry.state) strong=true/>
                    <Chip label=text.event().topic(inquiry.topic)/>
                </p>
                <h1>{inquiry.subject.clone()}</h1>
            </div>
        }
        .into_any()
    };
    let messages = inquiry.messages.iter().map(|message| message_view(message, &view.link, text)).collect_view();
    let steps = steps(inquiry, text);
    let form = follow_up(&view, text);
    let facts = facts(inquiry, text);
    view! {
        <Page title description=words.thread_description().into_owned() section=Section::Ask has_errors private=true>
            {banner}
            <ErrorSummary errors/>
            <div class="sheet stack">{head}</div>
            <div class="columns columns-aside sheet">
                <aside class="facts aside" aria-labelledby="facts-heading">
                    <h2 class="visually-hidden" id="facts-heading">{words.facts_heading()}</h2>
                    {facts}
                    <DatedSteps steps/>
                </aside>
                <div class="stack">
                    <section aria-labelledby="thread">
                        <h2 class="visually-hidden" id="thread">{words.thread_heading()}</h2>
                        <ol class="thread">{messages}</ol>
                    </section>
                    {form}
                    <p class="quiet screen-only">{words.keep_link()}</p>
                </div>
            </div>
        </Page>
    }
}

fn banner(view: &ThreadView, text: Text) -> Option<AnyView> {
    let words = text.inquiry();
    let inquiry = &view.inquiry;
    let due = || {
        let day = inquiry.reply_due.map(|day| text.date().day_of_year(day));
        day.map(|day| words.sent_banner_due(&day).into_owned()).unwrap_or_default()
    };
    let (kind, title, said) = match (view.refusal, view.moment, inquiry.state) {
        (Some(refusal), ..) => (BannerKind::Warning, refusal_words(refusal, text), String::new()),
        (None, Moment::Received, _) | (None, Moment::Later, InquiryState::Received | InquiryState::InHand) => {
            return None;
        }
        (None, _, InquiryState::Closed) => {
            let more = if inquiry.may_reopen(use_now()).is_ok() {
                words.closed_banner_text()
            } else {
                words.closed_for_good_text()
            };
            (BannerKind::Information, words.closed_banner().into_owned(), more.into_owned())
        }
        (None, Moment::Written, _) => (BannerKind::Success, words.sent_banner().into_owned(), due()),
        (None, Moment::Reopened, _) => (BannerKind::Success, words.reopened_banner().into_owned(), due()),
        (None, Moment::Later, InquiryState::Answered) => {
            (BannerKind::Information, words.answered_banner().into_owned(), words.answered_banner_text().into_owned())
        }
    };
    let said = (!said.is_empty()).then(|| view! { <p>{said}</p> });
    Some(view! { <Banner kind title>{said}</Banner> }.into_any())
}

fn errors(view: &ThreadView, text: Text) -> Vec<(String, String)> {
    let fields =
        view.problems.iter().map(|(field, error)| (field.name(), text.error().of_follow_up_field(*field, *error)));
    let files = view.files.iter().map(|problem| (Field::Attachments.name(), text.error().of_attachment(problem)));
    fields.chain(files).map(|(name, said)| (name.to_owned(), said)).collect()
}

fn facts(inquiry: &Inquiry, text: Text) -> AnyView {
    let words = text.inquiry();
    let by = inquiry.last_answer().and_then(|answer| match &answer.author {
        Author::Respondent(by) => Some(respondent(by, text)),
        Author::Citizen => None,
    });
    let by = by.map(|(name, title)| {
        let title = title.map(|title| view! { <span class="line quiet" lang="ja">{title}</span> });
        view! { <div><dt>{words.handled_by()}</dt><dd>{name}{title}</dd></div> }
    });
    let due = inquiry.reply_due.map(|day| {
        view! {
            <div>
                <dt>{words.due()}</dt>
                <dd>
                    <time datetime=day.to_string()>{text.date().day_of_year(day)}</time>
                    <span class="line quiet">{words.due_note()}</span>
                </dd>
            </div>
        }
    });
    view! {
        <dl>
            <div><dt>{words.number()}</dt><dd><strong>{inquiry.reference.to_string()}</strong></dd></div>
            {by}
            {due}
        </dl>
    }
    .into_any()
}

/// The name that somebody who answers is shown by, and what they are called.
fn respondent(by: &Respondent, text: Text) -> (String, Option<String>) {
    match by {
        Respondent::Secretariat => (text.inquiry().secretariat().into_owned(), None),
        Respondent::Expert { name, title } => (name.to_string(), Some(title.clone())),
    }
}

fn steps(inquiry: &Inquiry, text: Text) -> Vec<DatedStep> {
    let words = text.inquiry();
    let step = |day: jiff::civil::Date, said: std::borrow::Cow<'static, str>, done: bool| DatedStep {
        iso: day.to_string(),
        when: text.date().day_of_year(day),
        text: said.into_owned(),
        done,
    };
    let mut steps = vec![step(inquiry.created_at.tokyo_date(), words.step_received(), true)];
    if let Some(at) = inquiry.in_hand_at {
        steps.push(step(at.tokyo_date(), words.step_in_hand(), true));
    }
    if let Some(answer) = inquiry.last_answer() {
        steps.push(step(answer.written_at.tokyo_date(), words.step_answered(), true));
    }
    if let Some(at) = inquiry.closed_at {
        steps.push(step(at.tokyo_date(), words.step_closed(), true));
    } else if let Some(day) = inquiry.reply_due {
        steps.push(step(day, words.step_due(), false));
    }
    steps
}

fn message_view(message: &Message, link: &SecretToken, text: Text) -> AnyView {
    let words = text.inquiry();
    let language = text.language();
    let (class, name, title) = match &message.author {
        Author::Citizen => ("message message-own", words.you().into_owned(), None),
        Author::Respondent(by) => {
            let (name, title) = respondent(by, text);
            ("message", name, title)
        }
    };
    let title = title.map(|title| view! { <span class="quiet" lang="ja">{title}</span> });
    let files = message
        .attachments
        .iter()
        .map(|file| {
            let href = format!("{}/files/{}", address::inquiry(language, link), file.id.0);
            view! { <li><a href=href download=true>{file_line(file.name.as_str(), file.bytes, text)}</a></li> }
        })
        .collect::<Vec<_>>();
    let files = (!files.is_empty()).then(|| {
        view! {
            <div>
                <p class="label">{words.files()}</p>
                <ul class="plain-list">{files}</ul>
            </div>
        }
    });
    let paragraphs = crate::event::view::paragraphs(message.text.as_str());
    view! {
        <li class=class>
            <p>
                <b>{name}</b>
                {title}
                <time class="quiet" datetime=message.written_at.in_tokyo().strftime("%Y-%m-%dT%H:%M+09:00").to_string()>
                    {text.date().instant(message.written_at)}
                </time>
            </p>
            <div class="prose">{paragraphs}</div>
            {files}
        </li>
    }
    .into_any()
}

/// The form under the thread: go on, end it, or take it up again.
fn follow_up(view: &ThreadView, text: Text) -> AnyView {
    let (words, language) = (text.inquiry(), text.language());
    let inquiry = &view.inquiry;
    let form = &view.form;
    let error = |field: Field| {
        let found = view.problems.iter().find(|(wrong, _)| *wrong == field);
        found.map(|(_, error)| text.error().of_follow_up_field(field, *error))
    };
    let file_error = (!view.files.is_empty())
        .then(|| view.files.iter().map(|problem| text.error().of_attachment(problem)).collect::<Vec<_>>().join(" "));
    let is_closed = inquiry.state == InquiryState::Closed;
    if is_closed && inquiry.may_reopen(use_now()).is_err() {
        let href = localized(language, "/inquiries/new");
        return view! {
            <div class="button-row"><ButtonLink href label=words.ask_anew().into_owned()/></div>
        }
        .into_any();
    }
    let is_answered = inquiry.state == InquiryState::Answered;
    let (heading, hint, button) = if is_closed {
        (words.reopen_heading(), words.reopen_hint(), words.reopen_button())
    } else if is_answered {
        (words.outcome_heading(), words.reply_hint(), words.send())
    } else {
        (words.write_heading(), words.write_hint(), words.send())
    };
    let outcome = if is_closed {
        view! { <HiddenField name="outcome" value="reopen"/> }.into_any()
    } else {
        let choice = |value: &str, label: std::borrow::Cow<'static, str>, detail: std::borrow::Cow<'static, str>| {
            Choice { value: value.to_owned(), label: label.into_owned(), detail: Some(detail.into_owned()) }
        };
        let choices = vec![
            choice("solved", words.outcome_solved(), words.outcome_solved_detail()),
            choice("more", words.outcome_more(), words.outcome_more_detail()),
        ];
        // While nothing has been answered one mostly has something to add.
        let chosen = if form.outcome.is_empty() && !is_answered { "more".to_owned() } else { form.outcome.clone() };
        view! { <ChoiceCards name="outcome" legend=words.outcome() choices chosen=vec![chosen] error=error(Field::Outcome)/> }
            .into_any()
    };
    view! {
        <section class="section screen-only" aria-labelledby="go-on">
            <h2 id="go-on">{heading}</h2>
            <form class="form" action=address::inquiry(language, &view.link) method="post" enctype="multipart/form-data" novalidate=true>
                <HiddenField name="key" value=form.key.clone()/>
                <HiddenField name="revision" value=form.revision.clone()/>
                {outcome}
                <TextArea name="text" label=words.reply() value=form.text.clone() error=error(Field::Text)
                    hint=hint.into_owned() required=false rows=5/>
                {file_field(&view.held, file_error, text)}
                <div class="button-row"><SubmitButton label=button.into_owned()/></div>
            </form>
            <p>{words.consult()}</p>
        </section>
    }
    .into_any()
}
