//! `/staff/experts/week`: all experts side by side for a week.

use domain::expert::ExpertCode;
use jiff::civil::Date;
use leptos::prelude::*;
use storage::ExpertSheet;

use super::query::CalendarQuery;
use super::sheet::{Day, days};
use crate::address::localized;
use crate::event::view::closed_note;
use crate::services::use_now;
use crate::staff::{DeskFrame, DeskPlace, DeskTable};
use crate::text::{Text, use_text};

/// The page of all experts.
const BESIDE: &str = "/staff/experts/week";

/// What the page shows.
#[derive(Debug, Clone)]
pub struct BesideView {
    /// Which week: only the day of it is looked at.
    pub query: CalendarQuery,
    /// Everybody's calendar.
    pub sheets: Vec<ExpertSheet>,
}

#[component]
pub fn BesidePage(view: BesideView) -> impl IntoView {
    let text = use_text();
    let (words, date) = (text.availability(), text.date());
    let today = use_now().tokyo_date();
    let (first, last) = view.query.days(today);
    let span = words.span(&date.day(first), &date.day_of_year(last)).into_owned();
    let title = words.all_title(&span).into_owned();
    let to = |day: Date| localized(text.language(), &format!("{BESIDE}?day={day}"));
    let (before, after) = view.query.beside(today);
    let experts = localized(text.language(), "/staff/experts");
    let head = view! {
        <div class="desk-title">
            <h1>{title.clone()}</h1>
            <div class="schedule-turn">
                <a class="button button-outline button-small" href=to(before)>{words.before()}</a>
                <a class="button button-outline button-small" href=to(today)>{words.today()}</a>
                <a class="button button-outline button-small" href=to(after)>{words.after()}</a>
            </div>
            <a href=experts>{words.to_experts()}</a>
        </div>
    }
    .into_any();
    let heads = days_of(first, last).map(|day| {
        let why = closed_note(day, text).map(|why| view! { <span class="schedule-why">{why}</span> });
        view! { <th scope="col"><time datetime=day.to_string()>{date.day_of_year(day)}</time>" "{why}</th> }
    });
    let heads = heads.collect_view();
    let heads = view! { <tr><th scope="col">{words.whose()}</th>{heads}</tr> }.into_any();
    let rows = view.sheets.iter().map(|sheet| row(sheet, &view.query, first, last, text)).collect_view();
    let none = view.sheets.is_empty().then(|| view! { <p>{words.none_yet()}</p> });
    view! {
        <DeskFrame title place=DeskPlace::Experts head>
            {none}
            <DeskTable class="table cal-beside" caption=words.all_caption(&span) heads rows/>
        </DeskFrame>
    }
    .into_any()
}

fn days_of(first: Date, last: Date) -> impl Iterator<Item = Date> {
    std::iter::successors(Some(first), |day| day.tomorrow().ok()).take_while(move |day| *day <= last)
}

fn row(sheet: &ExpertSheet, query: &CalendarQuery, first: Date, last: Date, text: Text) -> AnyView {
    let cells =
        days(sheet, first, last, text).iter().map(|day| cell(day, &sheet.expert.code, query, text)).collect_view();
    let name = sheet.expert.profile.name.text(text.language()).to_owned();
    let href = address(&sheet.expert.code, query, text);
    view! { <tr><th scope="row"><a href=href>{name}</a></th>{cells}</tr> }.into_any()
}

fn address(expert: &ExpertCode, query: &CalendarQuery, text: Text) -> String {
    let query = CalendarQuery { expert: Some(expert.clone()), ..query.clone() };
    localized(text.language(), &query.address())
}

fn cell(day: &Day, expert: &ExpertCode, query: &CalendarQuery, text: Text) -> AnyView {
    let words = text.availability();
    let href = address(expert, &query.on(day.date), text);
    let note = day.note.clone().map(|note| view! { <p class="quiet">{note}</p> });
    let locked = day.blocks.iter().filter(|block| block.kind.is_locked());
    let locked: Vec<_> = locked
        .map(|block| {
            let said = format!("{}:{:02} {}", block.from / 60, block.from % 60, block.title);
            view! { <li class="cal-block" data-kind=block.kind.word()>{said}</li> }
        })
        .collect();
    let locked = (!locked.is_empty()).then(|| view! { <ul>{locked}</ul> });
    view! { <td><a href=href>{words.hours_of(&day.hours)}</a>{note}{locked}</td> }.into_any()
}
