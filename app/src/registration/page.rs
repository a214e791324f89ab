//! The form, its check page, and what is said when nothing can be sent.

use domain::contact::EmailAddress;
use domain::event::Format;
use domain::language::Language;
use domain::registration::{Applicant, FieldProblem, Placement, Refusal, RegistrationField as Field, RegistrationForm};
use leptos::prelude::*;

use super::fields::Questions;
pub use super::flow::{Purpose, RegistrationView, Step};
use super::form::carried;
use crate::address;
use crate::appearance::{Appearance, set_appearance};
use crate::component::{
    AnswerRow, Answers, Banner, BannerKind, Breadcrumb, ButtonKind, ButtonLink, ChangeLink, Checkbox, ErrorSummary,
    EventBrief, HiddenField, Honeypot, Page, Section, Steps, SubmitButton, TextField, home_crumb,
};
use crate::event::appearance::picture;
use crate::event::island::SeatsLeft;
use crate::event::view::{place_short, seats};
use crate::form::island::FormKeeper;
use crate::services::{ContactDetails, use_now};
use crate::shell::needs_client;
use crate::text::{Text, use_text};

/// The title of the page, without the site's name.
pub fn title(view: &RegistrationView, text: Text) -> String {
    let words = text.registration();
    match (&view.step, &view.purpose) {
        (Step::Check { .. }, _) => words.check_title(),
        (_, Purpose::Change { .. }) => words.change_title(),
        (_, Purpose::Register) if offers_only_waiting(view) => words.waiting_title(),
        (_, Purpose::Register) => words.form_title(),
    }
    .into_owned()
}

/// The same, with what is registered for: so that a list of visited or of found pages tells one form from another.
pub fn head_title(view: &RegistrationView, text: Text) -> String {
    let title = title(view, text);
    match &view.purpose {
        Purpose::Register => {
            text.registration().title_for(&title, view.listed.event.title.text(text.language())).into_owned()
        }
        Purpose::Change { .. } => title,
    }
}

/// Whether something on the page has to be mended.
pub fn has_errors(view: &RegistrationView) -> bool {
    matches!(&view.step, Step::Fields { problems, .. } if !problems.is_empty()) || view.refusal.is_some()
}

fn offers_only_waiting(view: &RegistrationView) -> bool {
    let seats = view.listed.seats();
    seats.waiting > 0 || seats.free() == 0
}

/// Where the form posts to: its own page.
fn own_address(view: &RegistrationView, language: Language) -> String {
    match &view.purpose {
        Purpose::Register => address::register(language, &view.listed.event.code),
        Purpose::Change { link, .. } => format!("{}/change", address::my(language, link)),
    }
}

/// Where "leave" leads.
fn way_back(view: &RegistrationView, language: Language) -> String {
    match &view.purpose {
        Purpose::Register => address::event(language, &view.listed.event.code),
        Purpose::Change { link, .. } => address::my(language, link),
    }
}

/// `/events/{code}/register` and `/my/{token}/change`.
#[component]
pub fn RegistrationPage(
    /// Everything the page shows.
    view: RegistrationView,
) -> impl IntoView {
    needs_client();
    let (text, now) = (use_text(), use_now());
    let (words, language) = (text.registration(), text.language());
    let event = &view.listed.event;
    let is_change = matches!(view.purpose, Purpose::Change { .. });
    let mut trail = vec![home_crumb(text)];
    if !is_change {
        trail.push((address::localized(language, "/events"), text.event().list_title().into_owned()));
    }
    let back = if is_change {
        (way_back(&view, language), text.my().title().into_owned())
    } else {
        (address::event(language, &event.code), event.title.text(language).to_owned())
    };
    trail.push(back);
    let here = if is_change { text.my().change() } else { words.crumb() }.into_owned();
    let seats = seats(&view.listed, text, now);
    let lines = [Some(text.date().when(&event.when)), place_short(event, text)];
    let lines = lines.into_iter().flatten().collect::<Vec<_>>();
    let (code, class, seats_text) = (event.code.to_string(), seats.class.to_owned(), seats.text);
    let title_of_event = event.title.text(language).to_owned();
    let description = words.description_for(&text.date().when(&event.when), &title_of_event).into_owned();
    set_appearance(Appearance {
        canonical: Some(format!("/events/{}/register", event.code)),
        picture: Some(picture(event, text)),
        ..Appearance::default()
    });
    view! {
        <Page title=head_title(&view, text) description section=Section::Events has_errors=has_errors(&view) private=is_change>
            <Breadcrumb trail here/>
            <div class="columns columns-aside">
                <EventBrief label=words.brief_label().into_owned() title=title_of_event lines>
                    <SeatsLeft event=code language=language.code().to_owned() text=seats_text class/>
                </EventBrief>
                <FormKeeper
                    address=own_address(&view, language)
                    connection_lost=words.connection_lost().into_owned()
                    draft_restored=words.draft_restored().into_owned()
                    draft_discard=words.draft_discard().into_owned()
                    keeps_draft=!is_change
                >
                    <RegistrationContent view/>
                </FormKeeper>
            </div>
        </Page>
    }
}

/// What is exchanged when the form is answered: steps, errors, heading, form or check.
#[component]
pub fn RegistrationContent(
    /// Everything the page shows.
    view: RegistrationView,
) -> impl IntoView {
    let text = use_text();
    let words = text.registration();
    let problems = match &view.step {
        Step::Fields { problems, .. } => problems.clone(),
        _ => Vec::new(),
    };
    let step = if matches!(view.step, Step::Check { .. }) { 2 } else { 1 };
    let errors = problems
        .iter()
        .map(|(field, error)| (field.name().to_owned(), text.error().of_field(*field, *error)))
        .collect::<Vec<_>>();
    let refusal = view.refusal.map(|refusal| refusal_banner(&view, refusal, text));
    let renewed = view.renewed.then(|| {
        let title = words.key_renewed().into_owned();
        view! { <Banner kind=BannerKind::Information title>""</Banner> }
    });
    let heading = title(&view, text);
    let steps = (!matches!(view.step, Step::Refused)).then(|| view! { <Steps now=step/> });
    let content = match view.step.clone() {
        Step::Fields { focus, .. } => fields(&view, &problems, focus.as_deref(), text),
        Step::Check { applicant, placement } => check(&view, &applicant, placement, text),
        Step::Refused => refused(&view, text),
    };
    view! {
        {steps}
        {refusal}
        {renewed}
        <ErrorSummary errors/>
        <h1 tabindex="-1">{heading}</h1>
        {content}
    }
}

fn refusal_banner(view: &RegistrationView, refusal: Refusal, text: Text) -> AnyView {
    let words = text.registration();
    let (title, more) = match refusal {
        Refusal::NotOpenYet => {
            let opens = view.listed.event.window.opens_at.map(|at| text.date().instant(at)).unwrap_or_default();
            (words.refused_not_open(&opens), Some(words.refused_text()))
        }
        Refusal::Closed => (words.refused_closed(), Some(words.refused_text())),
        Refusal::EventCancelled | Refusal::UnknownEvent => (words.refused_cancelled(), Some(words.refused_text())),
        Refusal::OnlyWaiting => (words.refused_only_waiting(), Some(words.refused_only_waiting_text())),
        Refusal::TooManySeats { max } => (words.refused_too_many(max), None),
        Refusal::NotEnoughSeats { free } => (words.refused_not_enough(free), None),
        Refusal::AttendanceNotOffered => (words.refused_attendance(), None),
        Refusal::ChangedMeanwhile => (words.refused_changed(), Some(words.refused_changed_text())),
        Refusal::AlreadyCancelled | Refusal::UnknownRegistration => (words.refused_already_cancelled(), None),
        Refusal::NoOffer => (text.offer().none_banner(), None),
        Refusal::OfferEnded => (text.offer().lapsed_banner(), None),
    };
    let title = title.into_owned();
    let more = more.map(|more| view! { <p>{more}</p> });
    view! { <Banner kind=BannerKind::Warning title>{more}</Banner> }.into_any()
}

fn refused(view: &RegistrationView, text: Text) -> AnyView {
    let language = text.language();
    let (words, my) = (text.registration(), text.my());
    let back = way_back(view, language);
    let list = address::localized(language, "/events");
    let back_label = match view.purpose {
        Purpose::Register => my.event_page(),
        Purpose::Change { .. } => my.title(),
    }
    .into_owned();
    view! {
        <div class="button-row">
            <ButtonLink href=list label=words.other_events().into_owned()/>
            <ButtonLink href=back label=back_label kind=ButtonKind::Outline/>
        </div>
    }
    .into_any()
}

fn fields(view: &RegistrationView, problems: &[FieldProblem], focus: Option<&str>, text: Text) -> AnyView {
    let (words, language) = (text.registration(), text.language());
    let form = &view.form;
    let rules = view.rules();
    let questions = Questions { event: &view.listed.event, rules, form, problems, text };
    let email = if rules.is_change {
        let email = form.email.clone();
        view! {
            <div class="field">
                <p class="label">{words.email()}</p>
                <p>{email}</p>
                <p class="hint">{words.email_fixed()}</p>
            </div>
        }
        .into_any()
    } else {
        view! {
            <TextField name="email" label=words.email() value=form.email.clone() error=questions.error(Field::Email)
                hint=words.email_hint().into_owned() kind="email" autocomplete="email" size="input-long"/>
        }
        .into_any()
    };
    let consent = (!rules.is_change).then(|| {
        let mail = use_context::<ContactDetails>().unwrap_or_default().mail.replace('@', "_atmark_");
        view! {
            <div class="prose">
                <p>{words.privacy(&mail)}</p>
                <p><a href=address::localized(language, "/privacy")>{text.site().privacy()}</a></p>
            </div>
            <Checkbox name="consent" label=words.consent() checked={form.consent == "yes"}
                error=questions.error(Field::Consent)/>
        }
    });
    let focus = focus.map(|field| view! { <input type="hidden" name="focus" value=field.to_owned()/> });
    let (action, back) = (own_address(view, language), way_back(view, language));
    view! {
        <form class="form" action=action method="post" novalidate=true>
            <HiddenField name="key" value=form.key.clone()/>
            <HiddenField name="revision" value=form.revision.clone()/>
            {focus}
            <Honeypot typed=form.website.clone()/>
            {questions.attendance()}
            {questions.person(email, words.phone_hint().into_owned())}
            {questions.organisation()}
            {questions.interest()}
            <div class="form-part">
                {consent}
                <div class="button-row">
                    <SubmitButton label=words.to_check().into_owned() name="step" value="check"/>
                    <ButtonLink href=back label=words.give_up().into_owned() kind=ButtonKind::Text/>
                </div>
            </div>
        </form>
    }
    .into_any()
}

/// The answers as they were understood, line by line.
pub fn answer_rows(applicant: &Applicant, asks: Asks, text: Text) -> Vec<(&'static str, String, Vec<String>)> {
    let (words, language) = (text.registration(), text.language());
    let none = || words.none().into_owned();
    let lines = |said: &Option<String>| {
        said.as_deref().map_or_else(|| vec![none()], |said| said.lines().map(str::to_owned).collect())
    };
    let mut rows: Vec<(&'static str, String, Vec<String>)> = Vec::new();
    if asks.place {
        let value = words.attendance_value(applicant.attendance).to_owned();
        rows.push(("attendance", words.attendance_row().into_owned(), vec![value]));
    }
    if asks.seats {
        rows.push(("seats", words.seats().into_owned(), vec![words.seats_value(applicant.seats).into_owned()]));
    }
    let one = |name: &'static str, label: std::borrow::Cow<'static, str>, value: String| {
        (name, label.into_owned(), vec![value])
    };
    rows.push(one("name", words.name(), applicant.name.to_string()));
    rows.push(one("kana", words.kana(), applicant.kana.to_string()));
    rows.push(one("email", words.email(), applicant.email.as_ref().map_or_else(none, ToString::to_string)));
    let phone = applicant.phone.as_ref().map_or_else(none, ToString::to_string);
    rows.push(one("phone", words.phone(), phone));
    let kind = words.organisation_kind_value(applicant.organisation_kind);
    let organisation = match language {
        Language::Japanese => format!("{}（{kind}）", applicant.organisation),
        Language::English => format!("{} ({kind})", applicant.organisation),
    };
    rows.push(one("organisation", words.part_organisation(), organisation));
    rows.push(one("prefecture", words.prefecture(), applicant.prefecture.name(language).to_owned()));
    if asks.questions.topics {
        let topics = applicant.topics.iter().map(|topic| text.event().topic(*topic)).collect::<Vec<_>>();
        let between = match language {
            Language::Japanese => "、",
            Language::English => ", ",
        };
        let value = if topics.is_empty() { none() } else { topics.join(between) };
        rows.push(one("topics", words.topics(), value));
    }
    if asks.questions.question {
        rows.push(("question", words.question().into_owned(), lines(&applicant.question)));
    }
    if asks.questions.access_needs {
        rows.push(("access_needs", words.access_needs().into_owned(), lines(&applicant.access_needs)));
    }
    rows
}

/// What the form of an event asks beyond who comes.
#[derive(Debug, Clone, Copy)]
pub struct Asks {
    /// Whether one can choose how to take part.
    pub place: bool,
    /// Whether one registration may have several seats.
    pub seats: bool,
    /// The event's questions.
    pub questions: domain::event::Questions,
}

impl Asks {
    /// What the form of `event` asks.
    pub fn of(event: &domain::event::EventDraft) -> Self {
        Self {
            place: event.place.format == Format::Hybrid,
            seats: event.seats_per_registration > 1,
            questions: event.particulars.questions,
        }
    }
}

fn check(view: &RegistrationView, applicant: &Applicant, placement: Placement, text: Text) -> AnyView {
    let (words, language) = (text.registration(), text.language());
    let is_change = view.rules().is_change;
    let form: &RegistrationForm = &view.form;
    let action = own_address(view, language);
    let rows = answer_rows(applicant, Asks::of(&view.listed.event), text)
        .into_iter()
        .map(|(name, label, value)| {
            let is_fixed = is_change && name == "email";
            let change = (!is_fixed).then(|| ChangeLink::Button {
                name: "step",
                value: format!("edit:{name}"),
                // The part behind # survives the sending: the browser goes to the field.
                action: format!("{action}#{name}"),
            });
            AnswerRow { label, value, change }
        })
        .collect::<Vec<_>>();
    let typo = applicant.email.as_ref().and_then(EmailAddress::likely_typo).filter(|_| !is_change).map(|suggestion| {
        let title = words.typo_title().into_owned();
        view! { <Banner kind=BannerKind::Warning title><p>{words.typo(&suggestion)}</p></Banner> }
    });
    let (said, confirm, promised) = match (is_change, placement) {
        (true, _) => (words.not_done_yet_change(), words.confirm_change(), ""),
        (false, Placement::Seated) => (words.not_done_yet(), words.confirm(), "seat"),
        (false, Placement::Waiting { position }) => {
            (words.not_done_yet_waiting(position), words.confirm_waiting(), "line")
        }
    };
    let others = (view.refusal == Some(Refusal::OnlyWaiting)).then(|| {
        let list = address::localized(language, "/events");
        view! { <ButtonLink href=list label=words.other_events().into_owned() kind=ButtonKind::Text/> }
    });
    let carried = carried(form).into_iter().map(|(name, value)| view! { <HiddenField name value/> }).collect_view();
    view! {
        {typo}
        <form class="form" action=action method="post">
            {carried}
            <HiddenField name="promised" value=promised/>
            <Answers rows/>
            <div class="prose"><p>{said}</p></div>
            <div class="button-row">
                <SubmitButton label=confirm.into_owned() name="step" value="confirm"/>
                <SubmitButton label=words.back_to_form().into_owned() name="step" value="edit" kind=ButtonKind::Outline/>
                {others}
            </div>
        </form>
    }
    .into_any()
}
