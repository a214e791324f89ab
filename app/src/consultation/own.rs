//! A consultation's own page behind a secret link: what was booked, what comes next, what can be done.

use std::borrow::Cow;

use domain::consultation::{
    Consultation, ConsultationRefusal as Refusal, ConsultationState, Proposal, ProposalAnswer, SharedReport, may_answer,
};
use domain::expert::ExpertEntry;
use domain::reference::SecretToken;
use domain::time::Timestamp;
use leptos::prelude::*;
use storage::StorageError;

use super::booking::answer_rows;
use super::query::ConsultationQuery;
use crate::component::contact::use_contact_details;
use crate::component::{
    ActionItem, ActionList, AnswerRow, Answers, Banner, BannerKind, Breadcrumb, ButtonKind, ButtonLink, DatedStep,
    DatedSteps, GiveUpPage, GivingUp, HiddenField, Page, ReferenceView, Section, Steps, SubmitButton, home_crumb,
};
use crate::services::{Services, use_now};
use crate::text::{Text, use_text};
use crate::{AppError, address};

/// What a secret link opens.
#[derive(Debug, Clone)]
pub struct OwnView {
    /// The link.
    pub link: SecretToken,
    /// The consultation as its client may see it.
    pub consultation: Consultation,
    /// Who gives it.
    pub expert: ExpertEntry,
    /// Who would give it at the time that is proposed, where one is.
    pub proposed: Option<ExpertEntry>,
    /// What the expert wrote after it.
    pub report: Option<SharedReport>,
    /// What has just happened.
    pub moment: OwnMoment,
}

/// What has just happened to a consultation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OwnMoment {
    /// Nothing: somebody looks at it.
    Later,
    /// It was booked.
    Booked,
    /// It was moved.
    Moved,
    /// The time that was proposed was taken.
    Accepted,
    /// The time that was proposed was declined.
    Declined,
    /// A rule said no.
    Refused(Refusal),
}

impl OwnMoment {
    /// The moment that an address names behind its question mark.
    pub fn of_query(query: Option<&str>) -> Self {
        match query {
            Some("moved") => Self::Moved,
            Some("accepted") => Self::Accepted,
            Some("declined") => Self::Declined,
            _ => Self::Later,
        }
    }
}

/// What the link in an expert's mail opens.
#[derive(Debug, Clone)]
pub struct ConfirmView {
    /// The link.
    pub link: SecretToken,
    /// The consultation.
    pub consultation: Consultation,
    /// What a rule said no to.
    pub refusal: Option<Refusal>,
}

impl Services {
    /// The consultation that `link` opens, with its expert.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where the link opens nothing; otherwise when the database cannot be used.
    pub async fn consultation_of(&self, link: &SecretToken, moment: OwnMoment) -> Result<OwnView, AppError> {
        let failed = |cause: StorageError| self.failed("reading a consultation", &cause);
        let now = self.clock.now();
        let mut found = self.storage.consultation_by_link(&link.hash()).await.map_err(failed)?;
        let has_lapsed = |proposal: Proposal| proposal.outcome.is_none() && !proposal.lives_at(now);
        if found.as_ref().and_then(|found| found.proposal).is_some_and(has_lapsed) {
            // Its time is over, and the job that says so has not come by yet.
            self.storage.consultations_sweep(now).await.map_err(failed)?;
            found = self.storage.consultation_by_link(&link.hash()).await.map_err(failed)?;
        }
        let consultation = found.ok_or(AppError::NotFound)?;
        let expert = self.storage.expert(consultation.expert).await.map_err(failed)?.ok_or(AppError::NotFound)?;
        let proposed = match consultation.proposal {
            Some(proposal) => self.storage.expert(proposal.expert).await.map_err(failed)?,
            None => None,
        };
        let report = self.storage.report_by_link(&link.hash()).await.map_err(failed)?;
        Ok(OwnView { link: link.clone(), consultation, expert, proposed, report, moment })
    }

    /// The consultation that waits for the expert to whom `link` was mailed.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where the link opens nothing; otherwise when the database cannot be used.
    pub async fn consultation_to_confirm(
        &self,
        link: &SecretToken,
        refusal: Option<Refusal>,
    ) -> Result<ConfirmView, AppError> {
        let found = self.storage.consultation_by_expert_link(&link.hash()).await;
        let found = found.map_err(|cause| self.failed("reading a consultation", &cause))?;
        Ok(ConfirmView { link: link.clone(), consultation: found.ok_or(AppError::NotFound)?, refusal })
    }
}

/// `/my/{token}` and `/my/{token}/registered`, for a consultation.
#[component]
pub fn OwnConsultationPage(
    /// Everything the page shows.
    view: OwnView,
) -> impl IntoView {
    let (text, now) = (use_text(), use_now());
    let words = text.consultation();
    let OwnView { link, consultation, expert, proposed, report, moment } = view;
    let own = address::my(text.language(), &link);
    let is_done = moment == OwnMoment::Booked && consultation.state.is_to_come();
    let title = match (is_done, consultation.state) {
        (true, ConsultationState::Requested) => words.done_requested(),
        (true, _) => words.done_booked(),
        (false, _) => words.own_title(),
    };
    let steps = is_done.then(|| view! { <Steps now=3/> });
    let crumb = (!is_done).then(|| {
        view! { <Breadcrumb trail=vec![home_crumb(text)] here=words.own_title().into_owned()/> }
    });
    let recipient = consultation.client.recipient().filter(|_| is_done);
    let mail = recipient.map(|recipient| view! { <p>{words.done_mail(recipient)}</p> });
    let banner = banner(&consultation, &moment, now, text);
    let proposal = may_answer(consultation.state, consultation.proposal, now).ok().zip(proposed);
    let proposal = proposal.map(|(proposal, expert)| proposal_box(proposal, &expert, own.clone(), text));
    let number = consultation.reference.to_string();
    let spoken = text.spoken(&consultation.reference);
    let page_title = if is_done { format!("{title} {number}") } else { title.clone().into_owned() };
    let next = consultation.state.is_to_come().then(|| {
        view! {
            <section class="section" aria-labelledby="next">
                <h2 id="next">{text.my().next_heading()}</h2>
                <DatedSteps steps=next_steps(&consultation, now, text)/>
            </section>
        }
    });
    let report = report.map(|report| reported(&report, &consultation, &expert, text));
    let items = actions(&consultation, &own, now, text);
    view! {
        <Page title=page_title description=words.own_description().into_owned() section=Section::Mine private=true>
            {crumb}
            {banner}
            <div class="columns columns-aside sheet">
                <div class="stack">
                    {steps}
                    <section class="confirmation" aria-labelledby="done">
                        <h1 id="done">{title}</h1>
                        <ReferenceView number spoken/>
                        <p class="my-state"><strong>{words.state(consultation.state)}</strong></p>
                    </section>
                    {mail}
                    {proposal}
                </div>
                <div class="stack">
                    {next}
                    {report}
                    <section class="section" aria-labelledby="record">
                        <h2 id="record">{text.my().record_heading()}</h2>
                        <Answers rows=record(&consultation, &expert, text)/>
                        <p class="quiet screen-only">{text.my().print_note()}</p>
                    </section>
                </div>
                <section class="section aside screen-only" aria-labelledby="act">
                    <h2 id="act">{text.my().actions_heading()}</h2>
                    <ActionList items/>
                    <p class="quiet">{text.my().keep_link()}</p>
                </section>
            </div>
        </Page>
    }
}

fn banner(consultation: &Consultation, moment: &OwnMoment, now: Timestamp, text: Text) -> Option<AnyView> {
    let words = text.consultation();
    let nothing = || Cow::Borrowed("");
    let (kind, title, said) = match (consultation.state, moment) {
        (ConsultationState::Cancelled, _) => {
            (BannerKind::Information, words.cancelled_banner(), words.cancelled_in_time())
        }
        (ConsultationState::CancelledLate, _) => {
            (BannerKind::Information, words.cancelled_banner(), words.cancelled_late())
        }
        (ConsultationState::Ended, _) => {
            let reason = consultation.end_reason.clone().unwrap_or_default();
            (BannerKind::Error, words.ended_banner(), Cow::Owned(reason))
        }
        (_, OwnMoment::Refused(refusal)) => {
            let (title, said) = refused(refusal, text);
            (BannerKind::Warning, title, said)
        }
        (_, OwnMoment::Moved) => (BannerKind::Success, words.moved_banner(), words.moved_text()),
        (_, OwnMoment::Accepted) => (BannerKind::Success, words.accepted_banner(), words.moved_text()),
        (_, OwnMoment::Declined) => (BannerKind::Success, words.declined_banner(), nothing()),
        _ if consultation.slot.ends_at() <= now => (BannerKind::Information, words.over_banner(), nothing()),
        _ => return None,
    };
    let title = title.into_owned();
    Some(view! { <Banner kind title><p>{said}</p></Banner> }.into_any())
}

/// Why something was not done to a consultation, in words.
pub(super) fn refused(refusal: &Refusal, text: Text) -> (Cow<'static, str>, Cow<'static, str>) {
    let words = text.consultation();
    match refusal {
        Refusal::NotOpen { why: Some(why), .. } => (words.refused_taken(), Cow::Owned(words.closure(*why))),
        Refusal::NotOpen { why: None, .. } => (words.refused_taken(), words.refused_other_text()),
        Refusal::AtTable => (text.event_table().not_moved(), text.event_table().not_moved_text()),
        Refusal::TooLateToMove => (words.refused_late(), words.refused_late_text(&use_contact_details().phone)),
        Refusal::NoProposal => (words.refused_proposal(), Cow::Borrowed("")),
        Refusal::ProposalEnded => (words.refused_proposal_ended(), words.refused_proposal_ended_text()),
        Refusal::ChangedMeanwhile => (words.refused_changed(), Cow::Borrowed("")),
        _ => (words.refused_over(), Cow::Borrowed("")),
    }
}

/// The time that is proposed, and two buttons. Opening the page decides nothing: scanners of mails open links.
fn proposal_box(proposal: Proposal, expert: &ExpertEntry, action: String, text: Text) -> AnyView {
    let words = text.consultation();
    let name = expert.profile.name.text(text.language());
    view! {
        <section class="section" aria-labelledby="proposal">
            <h2 id="proposal">{words.proposal_heading()}</h2>
            <p><strong>{words.proposal_lead(&text.date().slot(proposal.slot), name)}</strong></p>
            <p>{words.proposal_until(&text.date().instant(proposal.until))}</p>
            <form action=action method="post">
                <div class="button-row">
                    <SubmitButton label=words.accept().into_owned() name="answer" value=ProposalAnswer::Accept.slug()/>
                    <SubmitButton label=words.decline().into_owned() name="answer" value=ProposalAnswer::Decline.slug() kind=ButtonKind::Outline/>
                </div>
            </form>
        </section>
    }
    .into_any()
}

fn next_steps(consultation: &Consultation, now: Timestamp, text: Text) -> Vec<DatedStep> {
    let words = text.consultation();
    let step = |at: Timestamp, said: Cow<'static, str>| DatedStep {
        iso: at.tokyo_date().to_string(),
        when: text.date().day_of_year(at.tokyo_date()),
        text: said.into_owned(),
        done: at <= now,
    };
    let mut steps = vec![step(consultation.created_at, words.step_booked())];
    if let Ok(proposal) = may_answer(consultation.state, consultation.proposal, now) {
        let until = text.date().instant(proposal.until);
        steps.push(step(proposal.until.plus_seconds(-1), words.step_proposal(&until)));
    } else if consultation.state == ConsultationState::Requested {
        steps.push(DatedStep { done: false, ..step(consultation.created_at, words.step_to_confirm()) });
    }
    let until = text.date().instant(consultation.free_until);
    let changes = match consultation.table {
        Some(_) => text.event_table().step_changes(&until),
        None => words.step_changes(&until),
    };
    steps.push(step(consultation.free_until.plus_seconds(-1), changes));
    let (sheet, due) = (consultation.sheet, text.date().instant(consultation.sheet.due_at));
    let said = if sheet.saved_at.is_some() {
        text.consultation_sheet().step_done(&due)
    } else {
        text.consultation_sheet().step(&due)
    };
    let done = sheet.saved_at.is_some() || sheet.due_at <= now;
    steps.push(DatedStep { done, ..step(sheet.due_at.plus_seconds(-1), said) });
    steps.sort_by(|one, other| one.iso.cmp(&other.iso));
    let hours = text.date().slot_hours(consultation.slot);
    let meeting = match (&consultation.table, consultation.wish.meeting.prefecture()) {
        (Some(table), _) => Cow::Owned(text.event_table().step(table, &hours)),
        (None, Some(_)) => words.step_meeting_on_site(&hours),
        (None, None) => words.step_meeting_online(&hours),
    };
    steps.push(step(consultation.slot.starts_at, meeting));
    steps
}

fn plain(label: Cow<'static, str>, value: String) -> AnswerRow {
    AnswerRow { label: label.into_owned(), value: vec![value], change: None }
}

/// When, on what, how and with whom.
pub(super) fn brief_rows(consultation: &Consultation, expert: &ExpertEntry, text: Text) -> Vec<AnswerRow> {
    let words = text.consultation();
    let mut rows = vec![
        plain(words.row_when(), text.date().slot(consultation.slot)),
        plain(words.row_topic(), text.event().topic(consultation.wish.topic).to_owned()),
    ];
    rows.extend(whereabouts(consultation, text));
    rows.push(plain(words.row_expert(), expert.profile.name.text(text.language()).to_owned()));
    rows
}

/// How and where one meets.
fn whereabouts(consultation: &Consultation, text: Text) -> Vec<AnswerRow> {
    let words = text.consultation();
    match &consultation.table {
        Some(table) => {
            let facts = text.event_table().facts(table).into_iter();
            facts.map(|(label, value)| plain(Cow::Owned(label), value)).collect()
        }
        None => vec![plain(words.row_meeting(), words.meeting_value(consultation.wish.meeting))],
    }
}

fn record(consultation: &Consultation, expert: &ExpertEntry, text: Text) -> Vec<AnswerRow> {
    let answers = answer_rows(&consultation.client, text).into_iter();
    let answers = answers.map(|(_, label, value)| AnswerRow { label, value, change: None });
    brief_rows(consultation, expert, text).into_iter().chain(answers).collect()
}

/// What the expert wrote afterwards, and the way to the next appointment with them.
fn reported(report: &SharedReport, consultation: &Consultation, expert: &ExpertEntry, text: Text) -> AnyView {
    let words = text.consultation();
    let SharedReport { findings, advice, next_step } = report;
    let parts = [(words.findings(), findings), (words.advice(), advice), (words.next_step(), next_step)];
    let rows: Vec<AnswerRow> = parts
        .into_iter()
        .filter(|(_, said)| !said.is_empty())
        .map(|(label, said)| AnswerRow {
            label: label.into_owned(),
            value: said.lines().map(str::to_owned).collect(),
            change: None,
        })
        .collect();
    let again = ConsultationQuery {
        topic: Some(consultation.wish.topic),
        // A meeting is over with its day: where the next one is to be is asked anew.
        meeting: consultation.table.is_none().then_some(consultation.wish.meeting),
        expert: expert.is_shown.then(|| expert.code.clone()),
        ..ConsultationQuery::default()
    };
    let href = address::localized(text.language(), &again.address());
    let label = if expert.is_shown { words.next_appointment() } else { words.another() };
    view! {
        <section class="section" aria-labelledby="report">
            <h2 id="report">{words.report_heading()}</h2>
            <Answers rows/>
            <div class="button-row screen-only"><ButtonLink href label=label.into_owned()/></div>
        </section>
    }
    .into_any()
}

fn actions(consultation: &Consultation, own: &str, now: Timestamp, text: Text) -> Vec<ActionItem> {
    let (words, my) = (text.consultation(), text.my());
    let item = |href: String, label: Cow<'static, str>, note: Cow<'static, str>| ActionItem {
        href,
        label: label.into_owned(),
        note: note.into_owned(),
    };
    let mut items = Vec::new();
    if consultation.state.is_to_come() && now < consultation.slot.ends_at() {
        items.push(item(format!("{own}.ics"), my.calendar(), my.calendar_note()));
    }
    items.extend(sheet_action(consultation, own, now, text));
    if consultation.may_answer_survey(now).is_ok() {
        let survey = text.consultation_survey();
        items.push(item(format!("{own}/survey"), survey.action(), survey.action_note()));
    }
    if consultation.may_move(now).is_ok() {
        items.push(item(format!("{own}/move"), words.change(), words.change_note()));
    }
    if consultation.cancelling(now).is_ok() {
        let note = if now < consultation.free_until { words.cancel_note_free() } else { words.cancel_note_late() };
        items.push(item(format!("{own}/cancel"), words.cancel(), note));
    }
    let meeting = consultation.table.as_ref().filter(|_| consultation.state.is_to_come());
    items.extend(meeting.map(|table| {
        item(address::event(text.language(), &table.event), text.event_table().to_event(), Cow::Borrowed(""))
    }));
    items.push(item(address::localized(text.language(), "/consultations"), words.another(), Cow::Borrowed("")));
    items
}

/// The way to the sheet: to write it, to change it, or to see what was written.
fn sheet_action(consultation: &Consultation, own: &str, now: Timestamp, text: Text) -> Option<ActionItem> {
    let words = text.consultation_sheet();
    let (is_open, is_written) =
        (consultation.may_write_sheet(0, 0, now).is_ok(), consultation.sheet.saved_at.is_some());
    let label = match (is_open, is_written) {
        (true, false) => words.action(),
        (true, true) => words.action_done(),
        (false, true) => words.action_late(),
        (false, false) => return None,
    };
    let due = text.date().instant(consultation.sheet.due_at);
    let note = if is_open { words.action_note(&due).into_owned() } else { String::new() };
    Some(ActionItem { href: format!("{own}/sheet"), label: label.into_owned(), note })
}

/// `/my/{token}/cancel`, for a consultation: asks before it happens, and says what it costs.
#[component]
pub fn ConsultationCancelPage(
    /// Everything the page shows.
    view: OwnView,
) -> impl IntoView {
    let (text, now) = (use_text(), use_now());
    let words = text.consultation();
    let own = address::my(text.language(), &view.link);
    let free_until = view.consultation.free_until;
    let said = if now < free_until {
        words.cancel_text_free()
    } else {
        words.cancel_text_late(&text.date().instant(free_until))
    };
    let mut rows = brief_rows(&view.consultation, &view.expert, text);
    rows.push(plain(text.my().row_reference(), view.consultation.reference.to_string()));
    let asked = GivingUp {
        own: (own, words.own_title().into_owned()),
        crumb: words.cancel().into_owned(),
        title: words.cancel_title().into_owned(),
        rows,
        said: said.into_owned(),
        confirm: words.cancel_confirm().into_owned(),
        back: words.cancel_back().into_owned(),
    };
    view! { <GiveUpPage asked/> }
}

/// `/consultations/confirm/{token}`: what the link in an expert's mail opens. Only the button's POST confirms.
#[component]
pub fn ConfirmPage(
    /// Everything the page shows.
    view: ConfirmView,
) -> impl IntoView {
    let (text, now) = (use_text(), use_now());
    let (words, language) = (text.consultation(), text.language());
    let ConfirmView { link, consultation, refusal } = view;
    let is_open = consultation.may_confirm(consultation.revision, now).is_ok();
    let title = match (is_open, consultation.state) {
        (true, _) => words.expert_title(),
        (false, ConsultationState::Confirmed) => words.expert_done(),
        (false, _) => words.own_title(),
    };
    let said = match (&refusal, is_open, consultation.state) {
        (Some(Refusal::ChangedMeanwhile), true, _) => Some(words.expert_changed()),
        (_, true, _) => None,
        (_, false, ConsultationState::Confirmed) => Some(words.expert_done_text()),
        (_, false, _) => Some(words.expert_not_now()),
    };
    let mut rows = vec![
        plain(words.row_when(), text.date().slot(consultation.slot)),
        plain(words.row_topic(), text.event().topic(consultation.wish.topic).to_owned()),
    ];
    rows.extend(whereabouts(&consultation, text));
    rows.extend([
        plain(words.client_row(), consultation.client.organisation.name.to_string()),
        plain(text.my().row_reference(), consultation.reference.to_string()),
        plain(words.state_row(), words.state(consultation.state).to_owned()),
    ]);
    let form = is_open.then(|| {
        view! {
            <form action=address::confirm_consultation(language, &link) method="post">
                <HiddenField name="revision" value=consultation.revision.to_string()/>
                <div class="button-row"><SubmitButton label=words.expert_confirm().into_owned()/></div>
            </form>
        }
    });
    let said = said.map(|said| view! { <p>{said}</p> });
    view! {
        <Page title=title.clone().into_owned() section=Section::None has_errors={refusal.is_some()} private=true>
            <div class="reading stack">
                <h1>{title}</h1>
                {said}
                <Answers rows/>
                {form}
            </div>
        </Page>
    }
}
