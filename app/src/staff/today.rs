//! `/staff`: what there is to do today.

use domain::event::Standing;
use domain::schedule::{Listed, Schedule};
use domain::time::{Timestamp, start_of_day};
use domain::today::{DAYS_AHEAD, Fill, days_on, fill, has_too_few};
use leptos::prelude::*;
use storage::DeskDay;

use super::{Desk, DeskFrame, DeskPlace};
use crate::address::localized;
use crate::event::view::foreign;
use crate::services::use_now;
use crate::text::{Text, use_text};

/// What waits for the secretariat.
#[derive(Debug, Clone)]
pub struct TodayView {
    /// What was counted.
    pub day: DeskDay,
    /// The events that begin within the next days, the first ones first.
    pub coming: Vec<Listed>,
}

impl TodayView {
    /// What was counted, and the events of `schedule` that come next after `now`.
    pub fn new(day: DeskDay, schedule: &Schedule, now: Timestamp) -> Self {
        let until = start_of_day(days_on(now.tokyo_date(), DAYS_AHEAD + 1));
        let comes = |listed: &&Listed| {
            let starts_at = listed.event.when.starts_at();
            listed.event.standing() == Standing::Published && starts_at >= now && starts_at < until
        };
        Self { day, coming: schedule.events().iter().filter(comes).cloned().collect() }
    }
}

#[component]
pub fn TodayPage(
    /// What waits; none for whoever is not of the secretariat.
    view: Option<TodayView>,
) -> impl IntoView {
    let text = use_text();
    let words = text.today();
    let matter = match view {
        Some(view) => view! {
            {to_do(&view, text)}
            {coming(&view.coming, text)}
            {drafts(&view.day, text)}
        }
        .into_any(),
        None => view! { <p>{words.welcome()}</p> }.into_any(),
    };
    let who = use_context::<Desk>().map(|desk| words.greeting(desk.account.name.as_str()).into_owned());
    let head = view! {
        <div class="desk-title">
            <h1>{text.desk().today()}</h1>
            <p class="quiet">{text.date().day(use_now().tokyo_date())}" "{who}</p>
        </div>
    }
    .into_any();
    view! {
        <DeskFrame title=text.desk().today() place=DeskPlace::Today head>
            <div class="today">{matter}</div>
        </DeskFrame>
    }
    .into_any()
}

/// Each matter that waits, as a link to where it is dealt with.
fn to_do(view: &TodayView, text: Text) -> AnyView {
    let (words, now) = (text.today(), use_now());
    let TodayView { day, coming } = view;
    let counted = [
        (day.inquiries_overdue, words.overdue(day.inquiries_overdue), "/staff/inquiries?view=open"),
        (day.inquiries_due_today, words.due_today(day.inquiries_due_today), "/staff/inquiries?view=open"),
        (day.inquiries_new, words.new_inquiries(day.inquiries_new), "/staff/inquiries?view=new"),
        (day.mails_dead, words.dead_mails(day.mails_dead), "/staff/outbox?state=dead"),
    ];
    let counted = counted
        .into_iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(_, label, path)| (label.into_owned(), path.to_owned()));
    let few = coming.iter().filter(|listed| has_too_few(&listed.seats(), now)).map(|listed| {
        let when = text.date().day_of_year(listed.event.when.starts_on);
        let title = listed.event.title.text(text.language());
        let label = words.too_few(&when, title, listed.count.get().0).into_owned();
        (label, event_path(listed.event.code.as_str()))
    });
    let items: Vec<_> = counted
        .chain(few)
        .map(|(label, path)| view! { <li><a href=localized(text.language(), &path)>{label}</a></li> })
        .collect();
    let matter = if items.is_empty() {
        view! { <p class="today-calm">{words.nothing_to_do()}</p> }.into_any()
    } else {
        view! { <ul class="today-list">{items}</ul> }.into_any()
    };
    section("to-do", words.to_do().into_owned(), matter)
}

fn event_path(code: &str) -> String {
    format!("/staff/events/{code}")
}

fn section(id: &'static str, heading: String, matter: AnyView) -> AnyView {
    view! { <section aria-labelledby=id><h2 id=id>{heading}</h2>{matter}</section> }.into_any()
}

fn coming(coming: &[Listed], text: Text) -> AnyView {
    let words = text.today();
    let heading = words.coming().into_owned();
    if coming.is_empty() {
        return section("coming", heading, view! { <p>{words.nothing_coming()}</p> }.into_any());
    }
    let full = coming.iter().filter(|listed| fill(&listed.seats()) == Fill::Full).count() as u64;
    let full = (full > 0).then(|| view! { <p class="quiet">{words.full_ones(full)}</p> });
    let items = coming
        .iter()
        .map(|listed| {
            let seats = listed.seats();
            let filled = fill(&seats);
            let told = words.fill(filled, seats.taken, seats.capacity);
            let waiting = (seats.waiting > 0).then(|| words.waiting(seats.waiting));
            let (title, title_in) = listed.event.title.read(text.language());
            let href = localized(text.language(), &event_path(listed.event.code.as_str()));
            let class =
                if matches!(filled, Fill::Empty | Fill::Few) { "today-fill today-fill-low" } else { "today-fill" };
            view! {
                <li>
                    <span class="quiet">{text.date().when(&listed.event.when)}</span>
                    <a href=href lang=foreign(title_in, text.language())>{title.to_owned()}</a>
                    <span class=class>{told}{waiting}</span>
                </li>
            }
        })
        .collect_view();
    section("coming", heading, view! { {full}<ul class="today-events">{items}</ul> }.into_any())
}

fn drafts(day: &DeskDay, text: Text) -> AnyView {
    let words = text.today();
    let heading = words.drafts().into_owned();
    if day.drafts.is_empty() {
        return section("drafts", heading, view! { <p>{words.no_drafts()}</p> }.into_any());
    }
    let today = use_now().tokyo_date();
    let items = day
        .drafts
        .iter()
        .map(|event| {
            let days = today.until(event.when.starts_on).map_or(0, |span| span.get_days());
            let (title, title_in) = event.title.read(text.language());
            let href = localized(text.language(), &event_path(event.code.as_str()));
            view! {
                <li>
                    <span class="quiet">{text.date().when(&event.when)}</span>
                    <a href=href lang=foreign(title_in, text.language())>{title.to_owned()}</a>
                    <span class="today-fill">{words.draft(days)}</span>
                </li>
            }
        })
        .collect_view();
    section("drafts", heading, view! { <ul class="today-events">{items}</ul> }.into_any())
}
