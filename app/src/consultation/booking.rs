//! `/consultations/{token}`: the form for the time that is held, and its check.

use domain::availability::Meeting;
use domain::consultation::{
    Client, ConsultationField as Field, ConsultationForm, ConsultationProblem, ConsultationRefusal as Refusal,
    Entitlement, HOLD_EXTENSIONS,
};
use domain::contact::EmailAddress;
use domain::organisation::OrganisationKind;
use domain::person::PersonName;
use leptos::prelude::*;

use super::flow::{BookingView, Step};
use super::form::carried;
use super::island::HoldCountdown;
use super::query::time_word;
use crate::address;
use crate::component::contact::use_contact_details;
use crate::component::{
    AnswerRow, Answers, Banner, BannerKind, Breadcrumb, ButtonKind, ChangeLink, Checkbox, Choice, ChoiceCards,
    ErrorSummary, EventBrief, FormPart, HiddenField, Honeypot, Page, Section, SelectField, Steps, SubmitButton,
    TextArea, TextField, home_crumb, prefecture_groups,
};
use crate::services::use_now;
use crate::shell::needs_client;
use crate::text::{Text, use_text};

/// The form and its check.
#[component]
pub fn BookingPage(
    /// Everything the page shows.
    view: BookingView,
) -> impl IntoView {
    let text = use_text();
    let (words, language) = (text.consultation(), text.language());
    let problems: &[ConsultationProblem] = match &view.step {
        Step::Fields { problems, .. } => problems,
        Step::Check { .. } => &[],
    };
    let errors = problems
        .iter()
        .map(|(field, error)| (field.name().to_owned(), text.error().of_consultation_field(*field, *error)))
        .collect::<Vec<_>>();
    let has_errors = !errors.is_empty() || view.refusal.is_some();
    let (now, title) = match view.step {
        Step::Fields { .. } => (1, words.form_title()),
        Step::Check { .. } => (2, words.check_title()),
    };
    let hold = &view.hold;
    let mut lines = vec![text.date().slot(hold.slot), text.event().topic(hold.wish.topic).to_owned()];
    match &view.table {
        Some(table) => lines.extend(text.event_table().facts(table).map(|(_, said)| said)),
        None => lines.push(words.meeting_value(hold.wish.meeting)),
    }
    lines.push(view.expert.profile.name.text(language).to_owned());
    let way = match &view.table {
        Some(table) => (address::event_tables(language, &table.event), text.event_table().crumb().into_owned()),
        None => (address::localized(language, "/consultations"), words.title().into_owned()),
    };
    let trail = vec![home_crumb(text), way];
    let renewed = view.renewed.then(|| {
        let title = words.renewed().into_owned();
        view! { <Banner kind=BannerKind::Information title>""</Banner> }
    });
    let refusal = view.refusal.as_ref().map(|refusal| refusal_banner(refusal, text));
    let content = match &view.step {
        Step::Fields { problems, focus } => fields(&view, problems, focus.as_deref(), text),
        Step::Check { client, entitlement, to_confirm } => check(&view, client, *entitlement, *to_confirm, text),
    };
    let countdown = countdown(&view, text);
    let brief_title = text.date().slot_hours(hold.slot);
    view! {
        <Page title=title.clone() section=Section::Consult has_errors private=true>
            <Breadcrumb trail here=words.crumb().into_owned()/>
            <div class="columns columns-aside">
                <EventBrief label=words.brief_label().into_owned() title=brief_title lines/>
                <div class="stack">
                    <Steps now/>
                    {refusal}
                    {renewed}
                    <ErrorSummary errors/>
                    <h1 tabindex="-1">{title}</h1>
                    {countdown}
                    {content}
                </div>
            </div>
        </Page>
    }
}

fn refusal_banner(refusal: &Refusal, text: Text) -> AnyView {
    let words = text.consultation();
    let phone = use_contact_details().phone;
    let (title, more) = match refusal {
        Refusal::HoldEnded { .. } => (words.refused_ended(), words.refused_kept_text()),
        Refusal::HoldExtendedEnough => (words.refused_extended(), words.refused_extended_text()),
        Refusal::NoneLeft => (words.refused_none_left(), words.refused_none_left_text(&phone)),
        Refusal::Paused => (words.refused_paused(), words.refused_paused_text(&phone)),
        _ => (words.refused_taken(), words.refused_kept_text()),
    };
    let title = title.into_owned();
    view! { <Banner kind=BannerKind::Warning title><p>{more}</p></Banner> }.into_any()
}

/// Until when the time is held, and how to have longer; or that this is over.
pub(super) fn held(view: &BookingView, is_check: bool, text: Text) -> AnyView {
    if view.is_on_offer(use_now()) {
        return on_offer(view, text);
    }
    let words = text.consultation();
    let more = HOLD_EXTENSIONS.saturating_sub(view.hold.extensions);
    let (title, said) = if view.hold.lives_at(use_now()) {
        let until = text.date().time(view.hold.until.in_tokyo().time());
        (words.held_until(&until), (more > 0).then(|| words.held_more(more)))
    } else {
        let said = if more > 0 { words.ended_open() } else { words.refused_extended_text() };
        (words.ended_title(), Some(said))
    };
    let step = if is_check { "extend:check" } else { "extend" };
    let extend = (more > 0).then(|| {
        view! { <button type="submit" class="button button-outline" name="step" value=step>{words.extend()}</button> }
    });
    view! {
        <div class="open-held" data-left=view.seconds_left(use_now()).to_string()>
            <p><strong>{title}</strong></p>
            {said.map(|said| view! { <p>{said}</p> })}
            <div class="button-row">
                {extend}
                <button type="submit" class="button button-text" name="step" value="release">{words.release()}</button>
            </div>
        </div>
    }
    .into_any()
}

/// What tells the time that is left, where script runs and the hold is short.
fn countdown(view: &BookingView, text: Text) -> Option<AnyView> {
    let now = use_now();
    if !view.hold.lives_at(now) || view.is_on_offer(now) || !view.alternatives().is_empty() {
        return None;
    }
    needs_client();
    let words = text.consultation();
    let address = address::consultation_hold(text.language(), &view.token);
    let left = |minutes: u32| words.minutes_left(minutes).into_owned();
    let over = words.ended_said().into_owned();
    Some(view! { <HoldCountdown address five=left(5) two=left(2) one=left(1) over/> }.into_any())
}

/// Until when the time is kept for whoever has waited for it: long enough, so that nothing has to be extended.
fn on_offer(view: &BookingView, text: Text) -> AnyView {
    let words = text.waiting();
    let until = text.date().instant(view.hold.until);
    view! {
        <div class="open-held">
            <p><strong>{words.offered_brief()}</strong></p>
            <p>{words.offer_until(&until)} {words.offer_silence()}</p>
        </div>
    }
    .into_any()
}

/// Other times, which go on with what was typed.
fn alternatives(view: &BookingView, text: Text) -> Option<AnyView> {
    let buttons = view.alternatives().iter().map(|slot| {
        let value = format!("instead:{}", time_word(slot.starts_at));
        view! {
            <li><button type="submit" class="button button-outline" name="step" value=value>{text.date().slot(*slot)}</button></li>
        }
    });
    let buttons = buttons.collect::<Vec<_>>();
    (!buttons.is_empty()).then(|| {
        view! {
            <section aria-labelledby="instead">
                <h2 id="instead">{text.consultation().alternatives()}</h2>
                <ul class="open-times open-times-wide">{buttons}</ul>
            </section>
        }
        .into_any()
    })
}

/// What was typed, and what is wrong with it.
struct Questions<'a> {
    form: &'a ConsultationForm,
    problems: &'a [ConsultationProblem],
    meeting: Meeting,
    text: Text,
}

impl Questions<'_> {
    fn error(&self, field: Field) -> Option<String> {
        let problem = self.problems.iter().find(|(wrong, _)| *wrong == field);
        problem.map(|(_, error)| self.text.error().of_consultation_field(field, *error))
    }

    fn question(&self) -> AnyView {
        let (words, form) = (self.text.consultation(), self.form);
        let question = view! {
            <TextArea name="question" label=words.question() value=form.question.clone() error=self.error(Field::Question)
                hint=words.question_hint().into_owned() rows=6/>
        };
        view! { <FormPart legend=words.part_question().into_owned()>{question}</FormPart> }.into_any()
    }

    fn organisation(&self) -> AnyView {
        let (words, shared, form) = (self.text.consultation(), self.text.registration(), self.form);
        let name = view! {
            <TextField name="organisation" label=shared.organisation() value=form.organisation.clone()
                error=self.error(Field::Organisation) autocomplete="organization" size="input-long"/>
        };
        let kana = view! {
            <TextField name="organisation_kana" label=words.organisation_kana() value=form.organisation_kana.clone()
                error=self.error(Field::OrganisationKana) required=false size="input-long"/>
        };
        let choice = |kind: OrganisationKind| Choice {
            value: kind.slug().to_owned(),
            label: shared.organisation_kind_value(kind).to_owned(),
            detail: None,
        };
        let choices = vec![
            choice(OrganisationKind::SmallCompany),
            choice(OrganisationKind::LocalGovernment),
            choice(OrganisationKind::SupportOrganisation),
            choice(OrganisationKind::Other),
        ];
        let kind = view! {
            <ChoiceCards name="organisation_kind" legend=shared.organisation_kind() choices
                chosen=vec![form.organisation_kind.clone()] error=self.error(Field::OrganisationKind)/>
        };
        let number = view! {
            <TextField name="corporate_number" label=words.corporate_number() value=form.corporate_number.clone()
                error=self.error(Field::CorporateNumber) hint=words.corporate_number_hint().into_owned() required=false
                inputmode="numeric" size="input-medium"/>
        };
        let prefecture = view! {
            <SelectField name="prefecture" label=shared.prefecture() groups=prefecture_groups(self.text.language())
                chosen=form.prefecture.clone() prompt=shared.prefecture_prompt() error=self.error(Field::Prefecture)/>
        };
        let employees = view! {
            <TextField name="employees" label=words.employees() value=form.employees.clone()
                error=self.error(Field::Employees) required=false inputmode="numeric" size="input-short"/>
        };
        let visited = if let Meeting::OnSite(prefecture) = self.meeting { Some(prefecture) } else { None };
        let address = visited.map(|prefecture| {
            let hint = words.address_hint(prefecture.name(self.text.language())).into_owned();
            view! {
                <TextField name="address" label=words.address() value=form.address.clone() error=self.error(Field::Address)
                    hint autocomplete="street-address" size="input-long"/>
            }
        });
        let legend = words.part_organisation().into_owned();
        view! { <FormPart legend>{name}{kana}{kind}{number}{prefecture}{employees}{address}</FormPart> }.into_any()
    }

    fn person(&self) -> AnyView {
        let (words, shared, form) = (self.text.consultation(), self.text.registration(), self.form);
        let name = view! {
            <TextField name="name" label=shared.name() value=form.name.clone() error=self.error(Field::Name)
                hint=shared.name_hint().into_owned() autocomplete="name"/>
        };
        let kana = view! {
            <TextField name="kana" label=shared.kana() value=form.kana.clone() error=self.error(Field::Kana)
                hint=shared.kana_hint().into_owned()/>
        };
        let email = view! {
            <TextField name="email" label=shared.email() value=form.email.clone() error=self.error(Field::Email)
                hint=shared.email_hint().into_owned() kind="email" autocomplete="email" size="input-long"/>
        };
        let phone = view! {
            <TextField name="phone" label=shared.phone() value=form.phone.clone() error=self.error(Field::Phone)
                hint=words.phone_hint().into_owned() required={matches!(self.meeting, Meeting::OnSite(_))} kind="tel"
                autocomplete="tel" size="input-medium"/>
        };
        view! {
            <FormPart legend=words.part_person().into_owned()>
                <div class="pair">{name}{kana}</div>
                {email}
                {phone}
            </FormPart>
        }
        .into_any()
    }

    fn people(&self) -> AnyView {
        let (words, shared, form) = (self.text.consultation(), self.text.registration(), self.form);
        let typed = |place: usize| form.people.get(place).cloned().unwrap_or_default();
        let second = view! {
            <TextField name="people" label=words.second_person() value=typed(0) error=self.error(Field::People)
                hint=words.people_hint().into_owned() required=false/>
        };
        let third = view! { <TextField name="third_person" label=words.third_person() value=typed(1) required=false/> };
        let needs = view! {
            <TextArea name="access_needs" label=shared.access_needs() value=form.access_needs.clone()
                error=self.error(Field::AccessNeeds) hint=words.access_needs_hint().into_owned() required=false/>
        };
        let legend = words.part_people().into_owned();
        view! { <FormPart legend>{second}{third}{needs}</FormPart> }.into_any()
    }

    fn notes(&self) -> AnyView {
        let (words, form) = (self.text.consultation(), self.form);
        let mail = use_contact_details().mail.replace('@', "_atmark_");
        let language = self.text.language();
        let is_at_table = matches!(self.meeting, Meeting::AtTable(_));
        let cancelling = if is_at_table { self.text.event_table().note_cancel() } else { words.note_cancel() };
        view! {
            <div class="prose">
                <h2>{words.notes_heading()}</h2>
                <ul>
                    <li>{words.note_free()}</li>
                    <li>{cancelling}</li>
                    <li>{words.note_pause()}</li>
                    <li>{words.privacy(&mail)} " " <a href=address::localized(language, "/privacy")>{self.text.site().privacy()}</a></li>
                </ul>
            </div>
            <Checkbox name="consent" label=words.consent() checked={form.consent == "yes"} error=self.error(Field::Consent)/>
        }
        .into_any()
    }
}

fn fields(view: &BookingView, problems: &[ConsultationProblem], focus: Option<&str>, text: Text) -> AnyView {
    let form = &view.form;
    let questions = Questions { form, problems, meeting: view.hold.wish.meeting, text };
    let focus = focus.map(|field| view! { <HiddenField name="focus" value=field.to_owned()/> });
    let others = alternatives(view, text);
    let held = others.is_none().then(|| held(view, false, text));
    view! {
        <form class="form" action=address::consultation_hold(text.language(), &view.token) method="post" novalidate=true>
            <HiddenField name="key" value=form.key.clone()/>
            {focus}
            <Honeypot typed=form.website.clone()/>
            // Enter in a field presses the first button: this one.
            <button type="submit" class="visually-hidden" tabindex="-1" aria-hidden="true" name="step" value="check"></button>
            {others}
            {held}
            {questions.question()}
            {questions.organisation()}
            {questions.person()}
            {questions.people()}
            <div class="form-part">
                {questions.notes()}
                <div class="button-row"><SubmitButton label=text.registration().to_check().into_owned() name="step" value="check"/></div>
            </div>
        </form>
    }
    .into_any()
}

/// The answers as they were understood, line by line: the field's name, its label, what was answered.
pub(super) fn answer_rows(client: &Client, text: Text) -> Vec<(&'static str, String, Vec<String>)> {
    let (words, shared, language) = (text.consultation(), text.registration(), text.language());
    let or_none = |value: Option<String>| vec![value.unwrap_or_else(|| shared.none().into_owned())];
    let lines = |said: &str| said.lines().map(str::to_owned).collect::<Vec<_>>();
    let organisation = &client.organisation;
    let kind = shared.organisation_kind_value(organisation.kind).to_owned();
    let row = |name: &'static str, label: std::borrow::Cow<'static, str>, value: Vec<String>| {
        (name, label.into_owned(), value)
    };
    let mut rows = vec![
        row("question", words.part_question(), lines(&client.question)),
        row("organisation", shared.organisation(), vec![organisation.name.to_string()]),
        row(
            "organisation_kana",
            words.organisation_kana(),
            or_none(organisation.kana.as_ref().map(ToString::to_string)),
        ),
        row("organisation_kind", shared.organisation_kind(), vec![kind]),
        row("corporate_number", words.corporate_number(), {
            or_none(organisation.corporate_number.as_ref().map(|number| number.as_str().to_owned()))
        }),
        row("prefecture", shared.prefecture(), vec![organisation.prefecture.name(language).to_owned()]),
        row("employees", words.employees(), or_none(organisation.employees.map(|count| count.to_string()))),
    ];
    if let Some(address) = &client.address {
        rows.push(row("address", words.address(), vec![address.clone()]));
    }
    let needs = client.access_needs.as_deref().map_or_else(|| or_none(None), lines);
    let people = client.people.iter().map(PersonName::to_string).collect::<Vec<_>>();
    let people = (!people.is_empty()).then(|| people.join(text.between()));
    rows.extend([
        row("name", shared.name(), vec![client.name.to_string()]),
        row("kana", shared.kana(), vec![client.kana.to_string()]),
        row("email", shared.email(), or_none(client.email.as_ref().map(ToString::to_string))),
        row("phone", shared.phone(), or_none(client.phone.as_ref().map(ToString::to_string))),
        row("people", words.people(), or_none(people)),
        row("access_needs", shared.access_needs(), needs),
    ]);
    rows
}

fn check(view: &BookingView, client: &Client, entitlement: Entitlement, to_confirm: bool, text: Text) -> AnyView {
    let (words, shared) = (text.consultation(), text.registration());
    let action = address::consultation_hold(text.language(), &view.token);
    let answers = answer_rows(client, text).into_iter().map(|(name, label, value)| {
        // The part behind # survives the sending: the browser goes to the field.
        let action = format!("{action}#{name}");
        let change = Some(ChangeLink::Button { name: "step", value: format!("edit:{name}"), action });
        AnswerRow { label, value, change }
    });
    let left = AnswerRow {
        label: words.left_row().into_owned(),
        value: vec![words.left_value(entitlement.left()).into_owned()],
        change: None,
    };
    let rows = answers.chain([left]).collect::<Vec<_>>();
    let typo = client.email.as_ref().and_then(EmailAddress::likely_typo).map(|suggestion| {
        let title = shared.typo_title().into_owned();
        view! { <Banner kind=BannerKind::Warning title><p>{shared.typo(&suggestion)}</p></Banner> }
    });
    let carried =
        carried(&view.form).into_iter().map(|(name, value)| view! { <HiddenField name value/> }).collect_view();
    let said = if to_confirm { words.not_done_yet_request() } else { words.not_done_yet() };
    view! {
        {typo}
        <form class="form" action=action method="post">
            {carried}
            {held(view, true, text)}
            <Answers rows/>
            <div class="prose"><p>{said}</p></div>
            <div class="button-row">
                <SubmitButton label=words.confirm().into_owned() name="step" value="confirm"/>
                <SubmitButton label=shared.back_to_form().into_owned() name="step" value="edit" kind=ButtonKind::Outline/>
            </div>
        </form>
    }
    .into_any()
}
