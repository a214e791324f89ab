//! One consultation: what was typed, what can be done, what was done.

use domain::consultation::{Consultation, Proposal};
use domain::language::Language;
use leptos::prelude::*;

use super::list::meeting_line;
use super::report::report;
use super::{ConsultationAct, ConsultationView};
use crate::address::desk_consultation;
use crate::address::localized;
use crate::component::form::options;
use crate::component::{
    AnswerRow, Banner, BannerKind, Chip, ErrorSummary, HiddenField, ReferenceView, TextArea, TextField,
};
use crate::consultation::sheet::{sheet_files, sheet_rows};
use crate::consultation::survey::survey_rows;
use crate::services::use_now;
use crate::staff::desk::moment;
use crate::staff::{DeskFrame, DeskPlace};
use crate::text::{Text, use_text};

#[component]
pub fn ConsultationPage(view: ConsultationView) -> impl IntoView {
    let text = use_text();
    let (words, language) = (text.desk_consultation(), text.language());
    let one = &view.desk.consultation;
    // A title stays in the browser's memory: it says the number and not the name.
    let title = format!("{} {}", words.title(), one.reference);
    let done = view.done.map(|act| done_banner(act, one, text));
    let errors = errors(&view, text);
    let head = view! {
        <p class="quiet"><a href=localized(language, "/staff/consultations")>{words.to_all()}</a></p>
        <div class="roll-head">
            <h1>{one.client.organisation.name.to_string()}</h1>
            <Chip label=words.state(one.state).into_owned() strong=one.state.is_to_come()/>
        </div>
    }
    .into_any();
    let spoken = match language {
        Language::Japanese => one.reference.spoken_japanese(),
        Language::English => one.reference.spoken_english(),
    };
    let number = one.reference.to_string();
    let (facts, proposal) = (facts(&view, text), one.proposal.map(|proposal| proposed(&view, proposal, text)));
    let (sheet, acts) = (sheet(&view, text), acts(&view, text));
    let (report, survey, side) = (report(&view, text), survey(&view, text), side(&view, text));
    view! {
        <DeskFrame title place=DeskPlace::Consultations has_errors=!errors.is_empty() head side>
            <div class="desk-sheet stack">
                {done}
                <ErrorSummary errors=errors/>
                <div><ReferenceView number spoken/></div>
                {facts}
                {proposal}
                {sheet}
                {acts}
                {report}
                {survey}
            </div>
        </DeskFrame>
    }
    .into_any()
}

fn done_banner(act: ConsultationAct, one: &Consultation, text: Text) -> AnyView {
    let words = text.desk_consultation();
    let told = act.is_told().then(|| match (&one.client.email, &one.client.phone) {
        (None, Some(phone)) => words.done_call(&phone.to_string()).into_owned(),
        _ => words.done_mail().into_owned(),
    });
    let told = told.map(|told| view! { <p>{told}</p> });
    view! { <Banner kind=BannerKind::Success title=words.done(act)>{told}</Banner> }.into_any()
}

/// What is wrong, with the id of the form or field that it is about.
fn errors(view: &ConsultationView, text: Text) -> Vec<(String, String)> {
    let mut errors = view.problems.clone();
    let refusal = view.refusal.as_ref().map(|refusal| {
        let field = match (view.sent.act.as_str(), refusal) {
            ("end" | "grant" | "lift", domain::consultation::ConsultationRefusal::ReasonMissing) => {
                format!("{}-reason", view.sent.act)
            }
            ("propose", _) => "day".to_owned(),
            ("report", _) => "findings".to_owned(),
            _ => "acts".to_owned(),
        };
        (field, text.desk_consultation().refusal(refusal))
    });
    errors.extend(refusal);
    errors
}

fn facts(view: &ConsultationView, text: Text) -> AnyView {
    let (words, language) = (text.desk_consultation(), text.language());
    let one = &view.desk.consultation;
    let (client, organisation) = (&one.client, &one.client.organisation);
    let meeting = match &one.table {
        Some(table) => meeting_line(table, text),
        None => text.availability().meeting(one.wish.meeting),
    };
    let mut rows: Vec<(String, String)> = vec![
        (words.when().into_owned(), words.slot(one.slot)),
        (
            words.where_and_what().into_owned(),
            format!("{meeting}{}{}", text.between(), text.event().topic(one.wish.topic)),
        ),
        (words.expert().into_owned(), view.desk.expert.profile.name.text(language).to_owned()),
        (words.client().into_owned(), format!("{}（{}）", client.name, client.kana)),
        (words.question().into_owned(), client.question.clone()),
        (words.kind().into_owned(), text.registration().organisation_kind_value(organisation.kind).to_owned()),
        (words.prefecture().into_owned(), organisation.prefecture.name(language).to_owned()),
    ];
    let mut put = |label: std::borrow::Cow<'static, str>, value: Option<String>| {
        rows.extend(value.map(|value| (label.into_owned(), value)));
    };
    put(text.event_table().row_venue(), one.table.as_ref().map(|table| text.event_table().place(table)));
    put(words.corporate_number(), organisation.corporate_number.as_ref().map(|number| number.as_str().to_owned()));
    put(words.employees(), organisation.employees.map(|count| count.to_string()));
    put(words.address(), client.address.clone());
    put(words.email(), client.email.as_ref().map(|email| email.as_str().to_owned()));
    put(words.phone(), client.phone.as_ref().map(ToString::to_string));
    let people: Vec<String> = client.people.iter().map(ToString::to_string).collect();
    put(words.people(), (!people.is_empty()).then(|| people.join(text.between())));
    put(words.access_needs(), client.access_needs.clone());
    put(words.end_reason(), one.end_reason.clone());
    put(words.booked_at(), Some(text.date().instant(one.created_at)));
    let rows = rows
        .into_iter()
        .map(|(label, value)| {
            let lines = value.lines().map(|line| view! { <span class="line">{line.to_owned()}</span> }).collect_view();
            view! { <div><dt>{label}</dt><dd>{lines}</dd></div> }
        })
        .collect_view();
    let free = one.state.is_to_come().then(|| {
        view! { <p class="quiet">{words.free_until(&text.date().instant(one.free_until))}</p> }
    });
    view! {
        <section aria-labelledby="typed">
            <h2 id="typed">{words.typed()}</h2>
            <dl class="desk-facts">{rows}</dl>
            {free}
        </section>
    }
    .into_any()
}

/// What somebody has answered.
fn answers(rows: Vec<AnswerRow>) -> AnyView {
    let rows = rows.into_iter().map(|row| {
        let lines = row.value.into_iter().map(|line| view! { <span class="line">{line}</span> }).collect_view();
        view! { <div><dt>{row.label}</dt><dd>{lines}</dd></div> }
    });
    view! { <dl class="desk-facts">{rows.collect_view()}</dl> }.into_any()
}

/// What the client says of it, where it is to be said.
fn survey(view: &ConsultationView, text: Text) -> Option<AnyView> {
    let words = text.consultation_survey();
    let said = view.desk.survey.as_ref();
    let is_asked = view.desk.consultation.may_answer_survey(use_now()).is_ok();
    let content = match said {
        Some(said) => answers(survey_rows(said, text)),
        None => view! { <p>{words.desk_none()}</p> }.into_any(),
    };
    (is_asked || said.is_some()).then(|| {
        view! {
            <section aria-labelledby="survey">
                <h2 id="survey">{words.desk_title()}</h2>
                {content}
            </section>
        }
        .into_any()
    })
}

/// What the client wrote beforehand.
fn sheet(view: &ConsultationView, text: Text) -> AnyView {
    let words = text.consultation_sheet();
    let standing = view.desk.consultation.sheet;
    let content = match (&view.desk.sheet.sheet, standing.saved_at) {
        (Some(sheet), Some(at)) => {
            let saved = words.desk_saved(&text.date().instant(at));
            view! {
                {answers(sheet_rows(sheet, text))}
                {sheet_files(&view.desk.sheet, &action(view, text), text)}
                <p class="quiet">{saved}</p>
            }
            .into_any()
        }
        _ => view! { <p>{words.desk_due(&text.date().instant(standing.due_at))}</p> }.into_any(),
    };
    view! {
        <section aria-labelledby="sheet">
            <h2 id="sheet">{words.desk_title()}</h2>
            {content}
        </section>
    }
    .into_any()
}

fn proposed(view: &ConsultationView, proposal: Proposal, text: Text) -> AnyView {
    let words = text.desk_consultation();
    let expert = view.experts.iter().find(|expert| expert.account == proposal.expert);
    let expert = expert.map(|expert| expert.profile.name.text(text.language()).to_owned());
    let standing = match proposal.outcome {
        Some(outcome) => words.outcome(outcome).into_owned(),
        None => words.proposal_waits(&text.date().instant(proposal.until)).into_owned(),
    };
    view! {
        <section aria-labelledby="proposal" class="desk-note">
            <h2 id="proposal">{words.proposal_title()}</h2>
            <p><b>{words.slot(proposal.slot)}</b>" "{expert}</p>
            <p>{standing}</p>
        </section>
    }
    .into_any()
}

/// What every form of the page carries.
pub(super) fn carried(view: &ConsultationView) -> AnyView {
    view! { <HiddenField name="revision" value=view.desk.consultation.revision.to_string()/> }.into_any()
}

pub(super) fn action(view: &ConsultationView, text: Text) -> String {
    desk_consultation(text.language(), &view.desk.consultation.reference)
}

fn button(act: ConsultationAct, text: Text) -> AnyView {
    let label = text.desk_consultation().act(act);
    view! { <button type="submit" class="button button-outline" name="act" value=act.slug()>{label}</button> }
        .into_any()
}

fn acts(view: &ConsultationView, text: Text) -> Option<AnyView> {
    use ConsultationAct as Act;
    let words = text.desk_consultation();
    let one = &view.desk.consultation;
    let now = use_now();
    let is_ahead = one.state.is_to_come() && now < one.slot.starts_at;
    let is_begun = now >= one.slot.starts_at;
    let mut simple = Vec::new();
    if is_ahead && one.may_confirm(one.revision, now).is_ok() {
        simple.push(Act::Confirm);
    }
    for (act, outcome) in [
        (Act::Attended, domain::consultation::Transition::Attend),
        (Act::Missed, domain::consultation::Transition::Miss),
    ] {
        if is_begun && one.may_note(outcome, one.revision, now).is_ok() {
            simple.push(act);
        }
    }
    if simple.is_empty() && !is_ahead {
        return view.refusal.as_ref().map(|_| view! { <p id="acts"></p> }.into_any());
    }
    let simple = simple.into_iter().map(|act| button(act, text)).collect_view();
    let not_moved = || view! { <p>{text.event_table_desk().not_moved()}</p> }.into_any();
    let propose = |view| if one.table.is_none() { propose(view, text) } else { not_moved() };
    let more = is_ahead.then(|| view! { {propose(view)}{cancel(view, text)}{end(view, text)} });
    Some(
        view! {
            <section aria-labelledby="acts">
                <h2 id="acts">{words.acts()}</h2>
                <form class="button-row" method="post" action=action(view, text)>
                    {carried(view)}
                    {simple}
                </form>
                {more}
            </section>
        }
        .into_any(),
    )
}

fn propose(view: &ConsultationView, text: Text) -> AnyView {
    let words = text.desk_consultation();
    let error = |name: &str| view.problems.iter().find(|(field, _)| field == name).map(|(_, said)| said.clone());
    let experts = view.experts.iter();
    let experts =
        experts.map(|one| (one.code.to_string(), one.profile.name.text(text.language()).to_owned())).collect();
    let chosen = if view.sent.expert.is_empty() { view.desk.expert.code.to_string() } else { view.sent.expert.clone() };
    let offered = view.next_open.iter().map(|slot| {
        let wall = slot.starts_at.in_tokyo();
        let iso = wall.strftime("%Y-%m-%dT%H:%M+09:00").to_string();
        view! { <li><time datetime=iso>{text.date().instant(slot.starts_at)}</time></li> }
    });
    let offered = (!view.next_open.is_empty()).then(|| {
        view! { <p>{words.next_open()}</p><ul>{offered.collect_view()}</ul> }
    });
    let is_open = matches!(view.sent.act.as_str(), "propose" | "move");
    view! {
        <details class="operation" id="propose" open=is_open>
            <summary><h3>{words.act(ConsultationAct::Propose)}</h3></summary>
            <form method="post" action=action(view, text) novalidate=true>
                {carried(view)}
                <p>{words.propose_hint()}</p>
                {offered}
                <TextField name="day" label=words.propose_day().into_owned() value=view.sent.day.clone() error=error("day") kind="date" size="input-medium"/>
                <TextField name="time" label=words.propose_time().into_owned() value=view.sent.time.clone() kind="time" size="input-medium"/>
                <div class="field">
                    <label for="expert">{words.expert()}</label>
                    <select class="input" id="expert" name="expert">{options(vec![(String::new(), experts)], &chosen, String::new())}</select>
                </div>
                <p>{words.move_hint()}</p>
                <div class="button-row">
                    {button(ConsultationAct::Propose, text)}
                    {button(ConsultationAct::Move, text)}
                </div>
            </form>
        </details>
    }
    .into_any()
}

/// A field for the reason of an act; what was typed into that of another is none of its.
fn reason(view: &ConsultationView, act: ConsultationAct, label: String) -> AnyView {
    let id = format!("{}-reason", act.slug());
    let value = if view.sent.act == act.slug() { view.sent.reason.clone() } else { String::new() };
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <input type="text" class="input" id=id name="reason" value=value autocomplete="off"/>
        </div>
    }
    .into_any()
}

/// Their client has called to give it up.
fn cancel(view: &ConsultationView, text: Text) -> AnyView {
    let words = text.desk_consultation();
    let free_until = view.desk.consultation.free_until;
    let counts = if use_now() < free_until { words.cancel_free() } else { words.cancel_late() };
    view! {
        <details class="operation" open={view.sent.act == "cancel"}>
            <summary><h3>{words.act(ConsultationAct::Cancel)}</h3></summary>
            <form method="post" action=action(view, text) novalidate=true>
                {carried(view)}
                <p>{counts}</p>
                {button(ConsultationAct::Cancel, text)}
            </form>
        </details>
    }
    .into_any()
}

fn end(view: &ConsultationView, text: Text) -> AnyView {
    let words = text.desk_consultation();
    let is_open = view.sent.act == "end";
    view! {
        <details class="operation" open=is_open>
            <summary><h3>{words.act(ConsultationAct::End)}</h3></summary>
            <form method="post" action=action(view, text) novalidate=true>
                {carried(view)}
                {reason(view, ConsultationAct::End, words.end_reason_label().into_owned())}
                {button(ConsultationAct::End, text)}
            </form>
        </details>
    }
    .into_any()
}

fn side(view: &ConsultationView, text: Text) -> AnyView {
    let words = text.desk_consultation();
    let entitlement = view.desk.entitlement;
    let strikes = (entitlement.strikes > 0).then(|| view! { <p>{words.strikes(entitlement.strikes)}</p> });
    let paused = entitlement.is_paused().then(|| view! { <p><strong>{words.paused()}</strong></p> });
    let forms = view.is_secretariat.then(|| entitlement_forms(view, text));
    let deeds = view.desk.history.iter().rev().map(|deed| {
        let who = deed.by.as_ref().map_or_else(|| words.by_applicant().into_owned(), ToString::to_string);
        view! { <li><p>{moment(deed.at, text)}" "<b>{text.audit().acts().act(deed.act)}</b>" "{who}</p></li> }
    });
    view! {
        <section aria-labelledby="entitlement">
            <h2 id="entitlement">{words.entitlement_title()}</h2>
            <p>{words.left(entitlement.left(), entitlement.allowed())}</p>
            {strikes}
            {paused}
            {forms}
        </section>
        <h2>{words.history()}</h2>
        <ol class="history">{deeds.collect_view()}</ol>
    }
    .into_any()
}

fn entitlement_forms(view: &ConsultationView, text: Text) -> AnyView {
    let words = text.desk_consultation();
    let error = view.problems.iter().find(|(field, _)| field == "count").map(|(_, said)| said.clone());
    let count = if view.sent.count.is_empty() { "1".to_owned() } else { view.sent.count.clone() };
    let lift = view.desk.entitlement.is_paused().then(|| {
        view! {
            <form class="form" method="post" action=action(view, text) novalidate=true>
                {reason(view, ConsultationAct::Lift, words.reason().into_owned())}
                {button(ConsultationAct::Lift, text)}
            </form>
        }
    });
    view! {
        <details class="operation" open=matches!(view.sent.act.as_str(), "grant")>
            <summary><h3>{words.grant()}</h3></summary>
            <form method="post" action=action(view, text) novalidate=true>
                <TextField name="count" label=words.grant_count().into_owned() value=count error inputmode="numeric" size="input-short"/>
                {reason(view, ConsultationAct::Grant, words.reason().into_owned())}
                {button(ConsultationAct::Grant, text)}
            </form>
        </details>
        {lift}
    }
    .into_any()
}

/// A field of several lines with what was typed into it.
pub(super) fn lines(
    name: &'static str,
    label: String,
    value: String,
    error: Option<String>,
    required: bool,
) -> AnyView {
    view! { <TextArea name label value error required/> }.into_any()
}
