//! An act on chosen registrations: what it would do, and what it did.

use domain::event::{Event, Standing};
use domain::input::FieldError;
use domain::registration::desk::{DeskActField, DeskActForm, DeskActKind, DeskRefusal};
use domain::registration::{Registration, RegistrationState};
use leptos::prelude::*;
use storage::{DeskActConsidered, DeskActReport};

use super::{one_address, roll_address, state_chip};
use crate::component::{
    Banner, BannerKind, ButtonKind, ButtonLink, ErrorSummary, HiddenField, SelectField, SubmitButton, TextArea,
};
use crate::services::{use_now, use_schedule};
use crate::staff::{DeskFrame, DeskPlace};
use crate::text::{Text, use_text};

/// An act before it is done, with everything its page shows.
#[derive(Debug, Clone)]
pub struct ActView {
    /// Which act.
    pub kind: DeskActKind,
    /// The event of the registrations.
    pub event: Event,
    /// What was typed.
    pub form: DeskActForm,
    /// Which showing of the form it is.
    pub key: String,
    /// Those who were chosen.
    pub chosen: Vec<Registration>,
    /// What would become of them, as far as it is known what is to be done.
    pub considered: Option<DeskActConsidered>,
    /// What is wrong in the form.
    pub problem: Option<(DeskActField, FieldError)>,
}

impl ActView {
    /// A page that knows nothing yet but what was sent.
    pub const fn new(kind: DeskActKind, event: Event, form: DeskActForm, key: String) -> Self {
        Self { kind, event, form, key, chosen: Vec::new(), considered: None, problem: None }
    }

    /// The status that this page is answered with.
    pub const fn status(&self) -> u16 {
        if self.problem.is_some() || self.chosen.is_empty() { 422 } else { 200 }
    }
}

#[component]
pub fn ActPage(
    /// Everything the page shows.
    view: ActView,
) -> impl IntoView {
    let text = use_text();
    let (words, language) = (text.desk_registration(), text.language());
    let back = roll_address(language, &view.event.code);
    let title = words.act_title(view.kind, view.chosen.len()).into_owned();
    if view.chosen.is_empty() {
        let title = words.act_button(view.kind).into_owned();
        return view! {
            <DeskFrame title place=DeskPlace::Registrations has_errors=true>
                <div class="desk-sheet stack">
                    <Banner kind=BannerKind::Warning title=words.nobody_chosen().into_owned()>""</Banner>
                    <p><a href=back>{words.to_list()}</a></p>
                </div>
            </DeskFrame>
        }
        .into_any();
    }
    let problem =
        view.problem.map(|(field, error)| (field.name().to_owned(), text.error().of_desk_act_field(field, error)));
    let errors: Vec<_> = problem.into_iter().collect();
    let has_errors = !errors.is_empty();
    let event = format!("{} {}", view.event.title.text(language), text.date().when(&view.event.when));
    let body = match &view.considered {
        Some(considered) => considered_view(&view, considered, &errors, text),
        None => names(&view.chosen, text),
    };
    let target = (view.kind == DeskActKind::Move).then(|| target_form(&view, &errors, text));
    view! {
        <DeskFrame title place=DeskPlace::Registrations has_errors>
            <div class="desk-sheet stack">
                <ErrorSummary errors/>
                <p>{event}</p>
                <p>{words.act_text(view.kind)}</p>
                {body}
                {target}
                <p><a href=back>{words.leave()}</a></p>
            </div>
        </DeskFrame>
    }
    .into_any()
}

/// What every form of the page carries on: the act, and who was chosen.
fn carried(view: &ActView) -> AnyView {
    let chosen = view.chosen.iter().map(|registration| {
        view! { <input type="hidden" name="pick" value=registration.reference.as_str().to_owned()/> }
    });
    view! {
        <HiddenField name="act" value=view.kind.slug()/>
        <HiddenField name="key" value=view.key.clone()/>
        {chosen.collect_view()}
    }
    .into_any()
}

fn action(view: &ActView, text: Text) -> String {
    format!("{}/act", roll_address(text.language(), &view.event.code))
}

fn names(chosen: &[Registration], text: Text) -> AnyView {
    let items = chosen.iter().map(|registration| view! { <li>{named(registration, None, text)}</li> }).collect_view();
    view! { <ul class="roll-names">{items}</ul> }.into_any()
}

fn named(registration: &Registration, said: Option<String>, text: Text) -> AnyView {
    let said = said.map(|said| view! { " "<span class="quiet">{said}</span> });
    view! {
        <a href=one_address(text.language(), &registration.reference)>{registration.applicant.name.to_string()}</a>
        " "<span class="roll-number">{registration.reference.to_string()}</span>" "
        {state_chip(registration, text)}
        {said}
    }
    .into_any()
}

fn considered_view(view: &ActView, considered: &DeskActConsidered, errors: &[(String, String)], text: Text) -> AnyView {
    let words = text.desk_registration();
    let possible: Vec<_> = considered
        .outcomes
        .iter()
        .filter_map(|outcome| Some((&outcome.registration, outcome.outcome.as_ref().ok()?)))
        .collect();
    let refused: Vec<_> = considered
        .outcomes
        .iter()
        .filter_map(|outcome| Some((&outcome.registration, *outcome.outcome.as_ref().err()?)))
        .collect();
    let is_move = view.kind == DeskActKind::Move;
    let items = possible
        .iter()
        .map(|(registration, state)| {
            let said = is_move.then(|| match state {
                RegistrationState::Waiting => words.will_wait().into_owned(),
                _ => words.will_sit().into_owned(),
            });
            view! { <li>{named(registration, said, text)}</li> }
        })
        .collect_view();
    let to = considered.to.as_ref().map(|to| {
        let when = text.date().when(&to.when);
        view! { <p><b>{words.moved_to(to.title.text(text.language()), &when)}</b></p> }
    });
    let silent = possible.iter().filter(|(registration, _)| registration.applicant.email.is_none()).count();
    let silent = (silent > 0).then(|| view! { <p>{words.to_be_called(silent)}</p> });
    let confirm = if possible.is_empty() {
        view! { <p><b>{words.nothing_possible()}</b></p> }.into_any()
    } else {
        confirm_form(view, possible.len(), errors, text)
    };
    view! {
        {to}
        <section aria-labelledby="possible">
            <h2 id="possible">{words.possible(possible.len())}</h2>
            <ul class="roll-names">{items}</ul>
        </section>
        {refusals(&refused, words.impossible(refused.len()).into_owned(), text)}
        <p>{words.mails(considered.mails, considered.moved_up)}</p>
        {silent}
        {confirm}
    }
    .into_any()
}

fn refusals(refused: &[(&Registration, DeskRefusal)], heading: String, text: Text) -> Option<AnyView> {
    let words = text.desk_registration();
    let items = refused
        .iter()
        .map(|(registration, refusal)| {
            let said = words.refusal(*refusal).into_owned();
            view! { <li>{named(registration, Some(said), text)}</li> }
        })
        .collect_view();
    (!refused.is_empty()).then(|| {
        view! {
            <section aria-labelledby="impossible">
                <h2 id="impossible">{heading}</h2>
                <ul class="roll-names roll-refused">{items}</ul>
            </section>
        }
        .into_any()
    })
}

fn confirm_form(view: &ActView, count: usize, errors: &[(String, String)], text: Text) -> AnyView {
    let words = text.desk_registration();
    let error = errors.iter().find(|(name, _)| name == "reason").map(|(_, error)| error.clone());
    let reason = (view.kind == DeskActKind::Cancel).then(|| {
        view! {
            <TextArea name="reason" label=words.reason() value=view.form.reason.clone() error=error
                hint=words.reason_hint().into_owned() required=false/>
        }
    });
    let target = (view.kind == DeskActKind::Move).then(|| {
        view! {
            <HiddenField name="to" value=view.form.to.clone()/>
            <HiddenField name="or_wait" value=view.form.or_wait.clone()/>
        }
    });
    let label = words.do_it(view.kind, count).into_owned();
    view! {
        <form class="form" method="post" action=action(view, text) novalidate=true>
            {carried(view)}
            {target}
            {reason}
            <div class="button-row"><SubmitButton label name="step" value="confirm"/></div>
        </form>
    }
    .into_any()
}

/// To which event: those to come, with the seats that are free there.
fn target_form(view: &ActView, errors: &[(String, String)], text: Text) -> AnyView {
    let words = text.desk_registration();
    let (schedule, now) = (use_schedule(), use_now());
    let is_open = view.considered.is_none();
    let is_choice = |event: &Event| event.code != view.event.code && !event.is_past(now);
    let choices = schedule.events().iter().filter(|listed| is_choice(&listed.event)).filter_map(|listed| {
        let (event, seats) = (&listed.event, listed.seats());
        let free = match event.capacity {
            Some(0) => return None,
            None => words.move_no_limit(),
            Some(_) if seats.waiting > 0 || seats.free() == 0 => words.move_full(seats.waiting),
            Some(_) => words.move_free(seats.free()),
        };
        let title = event.title.text(text.language());
        let when = text.date().when(&event.when);
        let is_same_kind = event.kind == view.event.kind;
        let label = [when.as_str(), title, &free].join(text.between());
        (event.standing() == Standing::Published).then(|| (is_same_kind, (event.code.to_string(), label)))
    });
    let (same, other): (Vec<_>, Vec<_>) = choices.partition(|(is_same_kind, _)| *is_same_kind);
    let kinds = |choices: Vec<(bool, (String, String))>| choices.into_iter().map(|(_, choice)| choice).collect();
    let groups = vec![(String::new(), kinds(same.into_iter().chain(other).collect()))];
    let error = errors.iter().find(|(name, _)| name == "to").map(|(_, error)| error.clone());
    let may_wait = view.form.or_wait == "yes";
    let fields = view! {
        <form class="form" method="post" action=action(view, text) novalidate=true>
            {carried(view)}
            <SelectField name="to" label=words.move_to() groups chosen=view.form.to.clone() prompt=words.move_prompt()
                error=error size="input-long"/>
            <p>
                <label>
                    <input type="checkbox" name="or_wait" value="yes" checked=may_wait/>
                    " "{words.or_wait()}
                </label>
            </p>
            <div class="button-row">
                <SubmitButton label=words.consider().into_owned() name="step" value="consider"
                    kind=if is_open { ButtonKind::Solid } else { ButtonKind::Outline }/>
            </div>
        </form>
    };
    if is_open {
        fields.into_any()
    } else {
        view! { <details><summary>{words.move_again()}</summary>{fields}</details> }.into_any()
    }
}

/// What an act did to each.
#[component]
pub fn ReportPage(
    /// Everything the page shows.
    report: DeskActReport,
) -> impl IntoView {
    let text = use_text();
    let (words, language) = (text.desk_registration(), text.language());
    let done: Vec<_> = report.outcomes.iter().filter(|(_, refusal)| refusal.is_none()).collect();
    let refused: Vec<_> =
        report.outcomes.iter().filter_map(|(registration, refusal)| Some((registration, (*refusal)?))).collect();
    let title = words.report_title(report.kind, done.len()).into_owned();
    let kind = if refused.is_empty() { BannerKind::Success } else { BannerKind::Warning };
    let to = report.to.as_ref().map(|to| {
        let when = text.date().when(&to.when);
        let href = roll_address(language, &to.code);
        view! { <p><a href=href>{words.moved_to(to.title.text(language), &when)}</a></p> }
    });
    let items = done.iter().map(|(registration, _)| view! { <li>{named(registration, None, text)}</li> });
    let items = items.collect_view();
    let has_done = !done.is_empty();
    let by = words.report_by(report.by.as_str(), &text.date().instant(report.at)).into_owned();
    let back = roll_address(language, &report.event.code);
    let refused_list = refusals(&refused, words.report_refused(refused.len()).into_owned(), text);
    let done_list = has_done.then(|| {
        view! {
            <section aria-labelledby="done">
                <h2 id="done">{words.report_done(done.len())}</h2>
                <ul class="roll-names">{items}</ul>
            </section>
        }
    });
    view! {
        <DeskFrame title=title.clone() place=DeskPlace::Registrations>
            <div class="desk-sheet stack">
                <Banner kind title><p>{by}</p></Banner>
                {to}
                {refused_list}
                {done_list}
                <ButtonLink href=back label=words.to_list().into_owned() kind=ButtonKind::Outline/>
            </div>
        </DeskFrame>
    }
    .into_any()
}
