//! `/staff/events/{code}/repeat`: a rule, the days that follow from it, and the drafts that are made.

use std::collections::HashMap;

use domain::event::Event;
use domain::repetition::{Occurrence, RepetitionForm};
use leptos::prelude::*;

use super::address;
use crate::component::{
    ButtonKind, ButtonLink, Choice, ChoiceCards, ErrorSummary, HiddenField, SubmitButton, TextField,
};
use crate::staff::{DeskFrame, DeskPlace};
use crate::text::{Text, use_text};

/// What the page shows.
#[derive(Debug, Clone)]
pub struct RepetitionView {
    /// The event that is repeated.
    pub event: Event,
    /// What stands in the form.
    pub form: RepetitionForm,
    /// The field, and what is wrong with it.
    pub problems: Vec<(String, String)>,
    /// The days that follow; none before they were asked for.
    pub days: Option<Vec<Occurrence>>,
    /// Which showing of the form it is.
    pub key: String,
}

#[component]
pub fn RepetitionPage(view: RepetitionView) -> impl IntoView {
    let text = use_text();
    let words = text.event_desk();
    let RepetitionView { event, form, problems, days, key } = view;
    let has_errors = !problems.is_empty();
    let own = address(text.language(), &event.code);
    let errors: HashMap<String, String> = problems.iter().cloned().collect();
    let error = move |field: &str| errors.get(field).cloned();
    let first = event.when.starts_on;
    let nth = u32::try_from((first.day() - 1) / 7 + 1).unwrap_or_default();
    let monthly = words.rhythm_monthly(nth, text.date().weekday(first.weekday())).into_owned();
    let choice = |value: &str, label: String| Choice { value: value.to_owned(), label, detail: None };
    let rhythms = vec![choice("weekly", words.rhythm_weekly().into_owned()), choice("monthly", monthly)];
    let endings =
        vec![choice("count", words.ending_count().into_owned()), choice("until", words.ending_until().into_owned())];
    let holidays = vec![
        choice("skip", words.on_holidays_skip().into_owned()),
        choice("next", words.on_holidays_next().into_owned()),
    ];
    let count = days.as_ref().map(|days| days.iter().filter(|day| day.held.is_some()).count()).unwrap_or_default();
    let days = days.map(|days| self::days(&days, count, text));
    let confirm = (count > 0).then(|| {
        view! { <SubmitButton name="step" value="confirm" label=words.repeat_confirm(count).into_owned()/> }
    });
    let head = view! {
        <h1>{words.repeat_title()}</h1>
        <p class="quiet">{event.title.text(text.language()).to_owned()}</p>
    }
    .into_any();
    view! {
        <DeskFrame title=words.repeat_title().into_owned() place=DeskPlace::Schedule has_errors head>
            <div class="desk-sheet stack">
                <ErrorSummary errors=problems/>
                <p>{words.repeat_lead(&text.date().day(first))}</p>
                <form class="form" method="post" action=format!("{own}/repeat") novalidate=true>
                    <HiddenField name="key" value=key/>
                    <ChoiceCards name="rhythm" legend=words.rhythm() choices=rhythms chosen=vec![form.rhythm.clone()] error=error("rhythm")/>
                    <TextField name="every" inputmode="numeric" size="input-short" label=words.every() value=form.every.clone() error=error("every") required=false/>
                    <ChoiceCards name="ending" legend=words.ending() choices=endings chosen=vec![form.ending.clone()] error=error("ending")/>
                    <TextField name="count" inputmode="numeric" size="input-short" label=words.count() value=form.count.clone() error=error("count") required=false/>
                    <TextField name="until" kind="date" size="input-medium" label=words.until() value=form.until.clone() error=error("until") required=false/>
                    <ChoiceCards name="on_holidays" legend=words.on_holidays() choices=holidays chosen=vec![form.on_holidays.clone()] error=error("on_holidays")/>
                    {days}
                    <div class="button-row">
                        {confirm}
                        <SubmitButton name="step" value="preview" label=words.repeat_preview().into_owned() kind=ButtonKind::Outline/>
                        <ButtonLink href=own.clone() label=words.confirm_back().into_owned() kind=ButtonKind::Text/>
                    </div>
                </form>
            </div>
        </DeskFrame>
    }
}

fn days(days: &[Occurrence], count: usize, text: Text) -> AnyView {
    let words = text.event_desk();
    let items = days
        .iter()
        .map(|Occurrence { planned, held, holiday }| {
            let day = |day: jiff::civil::Date| text.date().day(day);
            let holiday = holiday.map(|holiday| holiday.name(text.language())).unwrap_or_default();
            let said = match held {
                None => words.repeat_skipped(&day(*planned), holiday).into_owned(),
                Some(held) if held != planned => words.repeat_moved(&day(*held), &day(*planned), holiday).into_owned(),
                Some(held) => day(*held),
            };
            view! { <li>{said}</li> }
        })
        .collect_view();
    view! {
        <section aria-labelledby="days">
            <h2 id="days">{words.repeat_days(count)}</h2>
            <ol>{items}</ol>
        </section>
    }
    .into_any()
}
