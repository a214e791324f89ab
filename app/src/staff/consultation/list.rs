//! The list of consultations.

use domain::consultation::{Consultation, NextStepClarity, SurveyCounts, SurveyField as Field, Usefulness};
use domain::event_table::MeetingTable;
use leptos::prelude::*;
use storage::ConsultationGroup;

use super::waiting::waiting_section;
use super::{ConsultationQuery, ConsultationsView};
use crate::address::desk_consultation;
use crate::address::localized;
use crate::component::form::options;
use crate::component::{Chip, ErrorSummary};
use crate::staff::{DeskFrame, DeskPlace, DeskTable, columns};
use crate::text::{Text, use_text};

#[component]
pub fn ConsultationsPage(view: ConsultationsView) -> impl IntoView {
    let text = use_text();
    let (words, language) = (text.desk_consultation(), text.language());
    let title = words.title().into_owned();
    let groups = ConsultationGroup::ALL
        .into_iter()
        .zip(view.listed.counts)
        .map(|(group, count)| {
            let query = ConsultationQuery { group, ..view.query.clone() };
            let current = (group == view.query.group).then_some("page");
            let href = localized(language, &query.address());
            view! { <li><a href=href aria-current=current>{words.group(group)}" "{count}</a></li> }
        })
        .collect_view();
    let action = localized(language, "/staff/consultations");
    let missed = view.missed.as_ref().map(|_| ("q".to_owned(), words.not_found().into_owned()));
    let head = view! {
        <div class="desk-title">
            <h1>{title.clone()}</h1>
            <form class="desk-search" role="search" method="post" action=action.clone()>
                <div class="field">
                    <label for="q">{words.find()}</label>
                    <input class="input" id="q" name="q" type="search" autocomplete="off" value=view.missed.clone()/>
                </div>
                <button class="button button-outline button-small">{words.search()}</button>
            </form>
        </div>
        <nav class="desk-choices" aria-label=words.groups()><ul>{groups}</ul></nav>
    }
    .into_any();
    let whose = whose(&view, text);
    let body = table(&view, text);
    let waiting = waiting_section(&view, text);
    let survey = survey_section(view.listed.survey, text);
    view! {
        <DeskFrame title place=DeskPlace::Consultations has_errors=missed.is_some() head>
            <ErrorSummary errors=missed.clone().into_iter().collect()/>
            {whose}
            {body}
            {waiting}
            {survey}
        </DeskFrame>
    }
    .into_any()
}

/// What clients have said, counted.
fn survey_section(counts: SurveyCounts, text: Text) -> AnyView {
    let words = text.consultation_survey();
    let said = if counts.answers() == 0 { words.desk_none() } else { words.desk_answers(counts.answers()) };
    let usefulness = Usefulness::ALL.map(|grade| words.usefulness(grade)).into_iter().zip(counts.usefulness);
    let clarity = NextStepClarity::ALL.map(|step| words.clarity(step)).into_iter().zip(counts.clarity);
    let groups = [(Field::Usefulness, usefulness.collect::<Vec<_>>()), (Field::Clarity, clarity.collect::<Vec<_>>())];
    let groups = groups.map(|(field, lines)| {
        let lines = lines.into_iter().map(|(said, count)| {
            view! { <span class="line">{words.desk_count(&said, count)}</span> }
        });
        view! { <div><dt>{words.field(field)}</dt><dd>{lines.collect_view()}</dd></div> }
    });
    let groups = (counts.answers() > 0).then(|| {
        view! { <dl class="desk-facts">{groups.into_iter().collect_view()}</dl> }
    });
    view! {
        <section aria-labelledby="survey">
            <h2 id="survey">{words.desk_title()}</h2>
            <p>{said}</p>
            {groups}
        </section>
    }
    .into_any()
}

fn whose(view: &ConsultationsView, text: Text) -> Option<AnyView> {
    let (words, language) = (text.desk_consultation(), text.language());
    if view.experts.is_empty() {
        return None;
    }
    let experts = view.experts.iter();
    let entries = experts.map(|one| (one.code.to_string(), one.profile.name.text(language).to_owned())).collect();
    let chosen = view.query.expert.as_ref().map(ToString::to_string).unwrap_or_default();
    Some(
        view! {
            <form class="desk-search" method="get" action=localized(language, "/staff/consultations")>
                <input type="hidden" name="show" value=view.query.group.slug()/>
                <div class="field">
                    <label for="expert">{words.expert()}</label>
                    <select class="input" id="expert" name="expert">
                        {options(vec![(String::new(), entries)], &chosen, words.all_experts().into_owned())}
                    </select>
                </div>
                <button class="button button-outline button-small">{words.show()}</button>
            </form>
        }
        .into_any(),
    )
}

fn table(view: &ConsultationsView, text: Text) -> AnyView {
    let words = text.desk_consultation();
    if view.listed.consultations.is_empty() {
        return view! { <p>{words.nothing()}</p> }.into_any();
    }
    let rows = view.listed.consultations.iter().map(|(one, expert)| row(one, expert.as_str(), text)).collect_view();
    let heads = columns([
        words.when(),
        words.organisation(),
        words.where_and_what(),
        words.expert(),
        words.state_label(),
        words.number(),
    ]);
    view! {
        <DeskTable caption=words.table() heads rows/>
    }
    .into_any()
}

/// The meeting at which a consultation is, and the table.
pub(super) fn meeting_line(table: &MeetingTable, text: Text) -> String {
    let parts = [table.title.text(text.language()), &text.event_table().table(table.number)];
    parts.join(text.between())
}

fn row(one: &Consultation, expert: &str, text: Text) -> AnyView {
    let words = text.desk_consultation();
    let href = desk_consultation(text.language(), &one.reference);
    let meeting = match &one.table {
        Some(table) => meeting_line(table, text),
        None => text.availability().meeting(one.wish.meeting),
    };
    view! {
        <tr>
            <th scope="row"><a href=href>{words.slot(one.slot)}</a></th>
            <td>{one.client.organisation.name.to_string()}<br/><span class="quiet">{one.client.name.to_string()}</span></td>
            <td>{meeting}<br/><span class="quiet">{text.event().topic(one.wish.topic)}</span></td>
            <td>{expert.to_owned()}</td>
            <td><Chip label=words.state(one.state).into_owned() strong=one.state.is_to_come()/></td>
            <td class="roll-number">{one.reference.to_string()}</td>
        </tr>
    }
    .into_any()
}
