//! The form of a new inquiry: what it is about, the fields, the check.

use domain::contact::EmailAddress;
use domain::event::Topic;
use domain::inquiry::{InquiryDraft, InquiryField as Field, InquiryForm, Refusal};
use domain::language::Language;
use leptos::prelude::*;

pub use super::flow::{HeldFile, InquiryView, Step};
use super::form::carried;
use crate::address::localized;
use crate::component::{
    AnswerRow, Answers, Banner, BannerKind, Breadcrumb, ButtonKind, ButtonLink, ChangeLink, Checkbox, Choice,
    ChoiceCards, ContactDetails, ErrorSummary, FileField, FormPart, HiddenField, Honeypot, Page, Section, SelectField,
    Steps, SubmitButton, TextArea, TextField, home_crumb, prefecture_groups,
};
use crate::faq::topic::FaqOfTopic;
use crate::form::island::FormKeeper;
use crate::shell::needs_client;
use crate::text::{Text, use_text};

/// What a browser offers first where files are chosen; what is taken is decided by their content.
pub(crate) const ACCEPTED: &str = ".pdf,.png,.jpg,.jpeg,.gif,.webp,.txt,.csv,.docx,.xlsx,.pptx";

/// Where the form posts to.
fn own_address(language: Language) -> String {
    localized(language, "/inquiries/new")
}

/// The title of the page, without the site's name.
pub fn title(view: &InquiryView, text: Text) -> String {
    let words = text.inquiry();
    if matches!(view.step, Step::Check { .. }) { words.check_title() } else { words.title() }.into_owned()
}

/// Whether something on the page has to be mended.
pub fn has_errors(view: &InquiryView) -> bool {
    matches!(&view.step, Step::Fields { problems, files, refusal, .. }
        if !problems.is_empty() || !files.is_empty() || refusal.is_some())
}

/// `/inquiries/new`
#[component]
pub fn InquiryPage(
    /// Everything the page shows.
    view: InquiryView,
) -> impl IntoView {
    let text = use_text();
    let (words, language) = (text.inquiry(), text.language());
    let trail = vec![home_crumb(text)];
    let (heading, has_errors) = (title(&view, text), has_errors(&view));
    let content = if view.step == Step::Topic {
        view! { <TopicChoice/> }.into_any()
    } else {
        needs_client();
        let lost = text.registration();
        view! {
            <FormKeeper
                address=own_address(language)
                connection_lost=lost.connection_lost().into_owned()
                draft_restored=lost.draft_restored().into_owned()
                draft_discard=lost.draft_discard().into_owned()
                keeps_draft=true
            >
                <InquiryContent view/>
            </FormKeeper>
        }
        .into_any()
    };
    view! {
        <Page title=heading description=words.description().into_owned() section=Section::Ask has_errors>
            <Breadcrumb trail here=words.crumb().into_owned()/>
            <div class="reading stack">{content}</div>
        </Page>
    }
}

/// The first question: what it is about. Each answer is a page with its frequently asked questions.
#[component]
fn TopicChoice() -> impl IntoView {
    let text = use_text();
    let (words, language) = (text.inquiry(), text.language());
    let topics = Topic::ALL
        .into_iter()
        .map(|topic| {
            let href = format!("{}?topic={}", own_address(language), topic.slug());
            view! {
                <li>
                    <a class="topic-card" href=href>
                        <b>{text.event().topic(topic)}</b>
                        <small>{words.topic_detail(topic)}</small>
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <h1>{words.title()}</h1>
        <p class="lead">{words.lead()}</p>
        <section class="stack" aria-labelledby="topics">
            <h2 id="topics">{words.topic()}</h2>
            <ul class="topic-cards">{topics}</ul>
        </section>
        <p>{words.by_phone()}</p>
    }
}

/// What is exchanged when the form is answered: steps, errors, heading, form or check.
#[component]
pub fn InquiryContent(
    /// Everything the page shows.
    view: InquiryView,
) -> impl IntoView {
    let text = use_text();
    let words = text.inquiry();
    let heading = title(&view, text);
    let renewed = view.renewed.then(|| {
        let title = words.key_renewed().into_owned();
        view! { <Banner kind=BannerKind::Information title>""</Banner> }
    });
    let (now, errors, refusal) = match &view.step {
        Step::Fields { problems, files, refusal, .. } => {
            let fields =
                problems.iter().map(|(field, error)| (field.name(), text.error().of_inquiry_field(*field, *error)));
            let files = files.iter().map(|problem| (Field::Attachments.name(), text.error().of_attachment(problem)));
            let errors: Vec<_> = fields.chain(files).map(|(name, said)| (name.to_owned(), said)).collect();
            (1, errors, *refusal)
        }
        Step::Topic | Step::Check { .. } => (2, Vec::new(), None),
    };
    let refusal = refusal.map(|refusal| {
        let title = refusal_words(refusal, text);
        view! { <Banner kind=BannerKind::Warning title>""</Banner> }
    });
    let content = match view.step.clone() {
        Step::Check { draft } => check(&view, &draft, text),
        Step::Fields { focus, .. } => fields(&view, focus.as_deref(), text),
        Step::Topic => fields(&view, None, text),
    };
    view! {
        <Steps now/>
        {refusal}
        {renewed}
        <ErrorSummary errors/>
        <h1 tabindex="-1">{heading}</h1>
        {content}
    }
}

/// Why a message is not taken, in words.
pub(super) fn refusal_words(refusal: Refusal, text: Text) -> String {
    let words = text.inquiry();
    match refusal {
        Refusal::UnknownInquiry | Refusal::UnknownColleague | Refusal::ChangedMeanwhile => words.refused_changed(),
        Refusal::Closed => words.refused_closed(),
        Refusal::ClosedTooLongAgo => words.closed_for_good_text(),
        Refusal::AlreadyOpen => words.refused_open(),
        Refusal::TooManyMessages { max } => words.refused_many(max),
        Refusal::TooManyBytes { .. } => words.refused_bytes(),
        Refusal::NoRoom => words.refused_room(),
    }
    .into_owned()
}

/// The field for files, and those that have come already.
pub(crate) fn file_field(held: &[HeldFile], error: Option<String>, text: Text) -> AnyView {
    let words = text.inquiry();
    let waiting = (!held.is_empty()).then(|| {
        let files = held.iter().map(|file| view! { <li>{file_line(&file.name, file.bytes, text)}</li> }).collect_view();
        view! {
            <div class="field">
                <p class="label">{words.held()}</p>
                <ul class="plain-list">{files}</ul>
                <p class="hint">{words.held_note()}</p>
                <Checkbox name="drop_files" label=words.drop_files() checked=false/>
            </div>
        }
    });
    view! {
        {waiting}
        <FileField name="attachments" label=words.attachments() hint=words.attachments_hint() accept=ACCEPTED error/>
    }
    .into_any()
}

/// A file's name and size.
pub(crate) fn file_line(name: &str, bytes: u64, text: Text) -> String {
    text.inquiry().file(name, bytes.div_ceil(1024)).into_owned()
}

fn fields(view: &InquiryView, focus: Option<&str>, text: Text) -> AnyView {
    let (words, language) = (text.inquiry(), text.language());
    let form = &view.form;
    let (problems, files): (&[_], &[_]) = match &view.step {
        Step::Fields { problems, files, .. } => (problems, files),
        Step::Topic | Step::Check { .. } => (&[], &[]),
    };
    let error = |field: Field| {
        let found = problems.iter().find(|(wrong, _)| *wrong == field);
        found.map(|(_, error)| text.error().of_inquiry_field(field, *error))
    };
    let file_error = (!files.is_empty())
        .then(|| files.iter().map(|problem| text.error().of_attachment(problem)).collect::<Vec<_>>().join(" "));
    let chosen = view.topic().filter(|_| focus != Some("topic"));
    let topic = if let Some(topic) = chosen {
        view! {
            <HiddenField name="topic" value=topic.slug()/>
            <p class="topic-chosen">
                <span class="chip">{text.event().topic(topic)}</span>
                " "
                <a href=own_address(language)>{words.topic_change()}</a>
            </p>
        }
        .into_any()
    } else {
        let choice = |topic: Topic| Choice {
            value: topic.slug().to_owned(),
            label: text.event().topic(topic).to_owned(),
            detail: Some(words.topic_detail(topic).to_owned()),
        };
        let choices = Topic::ALL.into_iter().map(choice).collect::<Vec<_>>();
        view! {
            <ChoiceCards name="topic" legend=words.topic() choices chosen=vec![form.topic.clone()]
                error=error(Field::Topic)/>
        }
        .into_any()
    };
    // Whoever has begun to write has looked already.
    let faq = chosen.filter(|_| form.message.is_empty() && problems.is_empty()).map(|topic| {
        view! {
            <section class="section" aria-labelledby="faq">
                <h2 id="faq">{words.faq_heading(text.event().topic(topic))}</h2>
                <p>{words.faq_lead()}</p>
                <FaqOfTopic topic/>
            </section>
        }
    });
    let mail = use_context::<ContactDetails>().unwrap_or_default().mail.replace('@', "_atmark_");
    let focus = focus.map(|field| view! { <HiddenField name="focus" value=field.to_owned()/> });
    let files = file_field(&view.held, file_error, text);
    let message = view! {
        <TextArea name="message" label=words.message() value=form.message.clone() error=error(Field::Message)
            hint=words.message_hint().into_owned() rows=8/>
    };
    let email = view! {
        <TextField name="email" label=words.email() value=form.email.clone() error=error(Field::Email)
            hint=words.email_hint().into_owned() kind="email" autocomplete="email" size="input-long"/>
    };
    let name = view! {
        <TextField name="name" label=words.name() value=form.name.clone() error=error(Field::Name) required=false
            autocomplete="name"/>
    };
    let organisation = view! {
        <TextField name="organisation" label=words.organisation() value=form.organisation.clone()
            error=error(Field::Organisation) required=false autocomplete="organization" size="input-long"/>
    };
    let phone = view! {
        <TextField name="phone" label=words.phone() value=form.phone.clone() error=error(Field::Phone)
            hint=words.phone_hint().into_owned() required=false kind="tel" autocomplete="tel" size="input-medium"/>
    };
    let prefecture = view! {
        <SelectField name="prefecture" label=words.prefecture() groups=prefecture_groups(language)
            chosen=form.prefecture.clone() prompt=words.prefecture_prompt() error=error(Field::Prefecture)
            hint=words.prefecture_hint().into_owned() required=false/>
    };
    let consent = view! {
        <Checkbox name="consent" label=words.consent() checked={form.consent == "yes"} error=error(Field::Consent)/>
    };
    view! {
        {faq}
        <form class="form" action=own_address(language) method="post" enctype="multipart/form-data" novalidate=true>
            <HiddenField name="key" value=form.key.clone()/>
            {focus}
            <Honeypot typed=form.website.clone()/>
            <FormPart legend=words.form_heading().into_owned()>{topic}{message}{files}{email}</FormPart>
            <FormPart legend=words.part_optional().into_owned()>{name}{organisation}{phone}{prefecture}</FormPart>
            <div class="form-part">
                <div class="prose"><p>{words.privacy(&mail)}</p></div>
                {consent}
                <div class="button-row">
                    <SubmitButton label=words.to_check().into_owned() name="step" value="check"/>
                    <ButtonLink href=localized(language, "/") label=words.give_up().into_owned() kind=ButtonKind::Text/>
                </div>
            </div>
        </form>
    }
    .into_any()
}

/// The answers as they were understood, line by line.
fn answer_rows(draft: &InquiryDraft, held: &[HeldFile], text: Text) -> Vec<(&'static str, String, Vec<String>)> {
    let (words, language) = (text.inquiry(), text.language());
    let inquirer = &draft.inquirer;
    let or_none = |value: Option<String>| vec![value.unwrap_or_else(|| words.none().into_owned())];
    let files = match held {
        [] => or_none(None),
        held => held.iter().map(|file| file_line(&file.name, file.bytes, text)).collect(),
    };
    let message = draft.message.as_str().lines().map(str::to_owned).collect();
    vec![
        ("topic", words.topic_row().into_owned(), vec![text.event().topic(draft.topic).to_owned()]),
        ("message", words.message().into_owned(), message),
        ("attachments", words.files().into_owned(), files),
        ("email", words.email().into_owned(), or_none(inquirer.reach.email().map(ToString::to_string))),
        ("name", words.name().into_owned(), or_none(inquirer.name.as_ref().map(ToString::to_string))),
        (
            "organisation",
            words.organisation().into_owned(),
            or_none(inquirer.organisation.as_ref().map(ToString::to_string)),
        ),
        ("phone", words.phone().into_owned(), or_none(inquirer.reach.phone().map(ToString::to_string))),
        (
            "prefecture",
            words.prefecture().into_owned(),
            or_none(inquirer.prefecture.map(|prefecture| prefecture.name(language).to_owned())),
        ),
    ]
}

fn check(view: &InquiryView, draft: &InquiryDraft, text: Text) -> AnyView {
    let (words, language) = (text.inquiry(), text.language());
    let form: &InquiryForm = &view.form;
    let action = own_address(language);
    let rows = answer_rows(draft, &view.held, text)
        .into_iter()
        .map(|(name, label, value)| {
            // The part behind # survives the sending: the browser goes to the field.
            let action = format!("{action}#{name}");
            let change = Some(ChangeLink::Button { name: "step", value: format!("edit:{name}"), action });
            AnswerRow { label, value, change }
        })
        .collect::<Vec<_>>();
    let typo = draft.inquirer.reach.email().and_then(EmailAddress::likely_typo).map(|suggestion| {
        let title = words.typo_title().into_owned();
        view! { <Banner kind=BannerKind::Warning title><p>{words.typo(&suggestion)}</p></Banner> }
    });
    let carried = carried(form).into_iter().map(|(name, value)| view! { <HiddenField name value/> }).collect_view();
    view! {
        {typo}
        <form class="form" action=action method="post">
            {carried}
            <Answers rows/>
            <div class="prose"><p>{words.not_done_yet()}</p></div>
            <div class="button-row">
                <SubmitButton label=words.confirm().into_owned() name="step" value="confirm"/>
                <SubmitButton label=words.back_to_form().into_owned() name="step" value="edit" kind=ButtonKind::Outline/>
            </div>
        </form>
    }
    .into_any()
}
