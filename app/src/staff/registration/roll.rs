//! `/staff/events/{code}/registrations`: who has registered for an event, with search, filters and acts on many.

use domain::inquiry::desk::Channel;
use domain::registration::desk::DeskActKind;
use domain::registration::roll::{RegistrationFilter, RollColumn, RollSort};
use domain::registration::{Registration, RegistrationState};
use leptos::prelude::*;
use storage::Roll;

use super::flow::ROWS_A_PAGE;
use super::{RollQuery, one_address, roll_address, state_chip};
use crate::address::localized;
use crate::component::form::options;
use crate::component::paging;
use crate::staff::desk::moment;
use crate::staff::{DeskFrame, DeskPlace, DeskTable, announcement, asked, export};
use crate::text::{Text, use_text};

/// What the page shows.
#[derive(Debug, Clone)]
pub struct RollView {
    /// What the address asks for.
    pub query: RollQuery,
    /// What is looked for; empty for nothing.
    pub words: String,
    /// What there is.
    pub roll: Roll,
}

#[component]
pub fn RollPage(
    /// Everything the page shows.
    view: RollView,
) -> impl IntoView {
    let text = use_text();
    let (words, language) = (text.desk_registration(), text.language());
    let RollView { query, words: looked_for, roll } = view;
    let code = &roll.event.code;
    // What somebody looks for may name a person: it stands on the page and in no title, which browsers remember.
    let title = words.title_of(roll.event.title.text(language)).into_owned();
    let head = head(&roll, &title, text);
    let own = query.address(language, code);
    let search = view! {
        <form class="desk-search" role="search" method="post" action=own.clone()>
            <label class="visually-hidden" for="q">{words.search()}</label>
            <input class="input roll-words" id="q" name="q" type="search" value=looked_for.clone()
                placeholder=words.search() autocomplete="off"/>
            <button type="submit" class="button button-small button-outline">{words.search_button()}</button>
        </form>
    };
    let shown = roll.registrations.len() as u64;
    let is_search = !looked_for.is_empty();
    let found = is_search.then(|| {
        view! {
            <p role="status">
                {words.found_title(&looked_for)}" "{words.found(roll.found, shown)}" "
                <a href=own>{words.stop_searching()}</a>
            </p>
        }
    });
    let pages = (!is_search)
        .then(|| paging(query.page, roll.found, ROWS_A_PAGE, |page| query.on_page(page).address(language, code)));
    view! {
        <DeskFrame title place=DeskPlace::Registrations head>
            {search}
            {choices(&query, &roll, text)}
            {shape(&query, &roll, text)}
            {onward(&query, &looked_for, &roll, text)}
            {found}
            {chosen(&query, &roll, text)}
            {pages}
        </DeskFrame>
    }
    .into_any()
}

fn head(roll: &Roll, title: &str, text: Text) -> AnyView {
    let (words, language) = (text.desk_registration(), text.language());
    let event = &roll.event;
    let manage = localized(language, &format!("/staff/events/{}", event.code));
    let add = format!("{}/new", roll_address(language, &event.code));
    let deadline = text.date().instant(event.window.closes_at);
    view! {
        <p class="quiet">
            <a href=localized(language, "/staff/registrations")>{words.to_all()}</a>" › "
            <a href=manage>{event.code.to_string()}" "{words.to_event()}</a>
        </p>
        <div class="roll-head">
            <h1>{title.to_owned()}</h1>
            <a class="button button-small" href=add>{words.add()}</a>
        </div>
        <div class="roll-head">
            <p>{text.date().when(&event.when)}" "{words.deadline(&deadline)}</p>
            {seat_bar(roll, text)}
        </div>
    }
    .into_any()
}

/// Seats taken, on offer and free: in words, and as a bar.
fn seat_bar(roll: &Roll, text: Text) -> AnyView {
    let words = text.desk_registration();
    let offered = u32::try_from(roll.counts.seats_offered).unwrap_or(u32::MAX);
    let firm = roll.taken.saturating_sub(offered);
    let free = roll.event.capacity.map(|capacity| capacity.saturating_sub(roll.taken));
    let said = words.seat_bar(firm, offered, free).into_owned();
    let bar = roll.event.capacity.filter(|capacity| *capacity > 0).map(|capacity| {
        let view_box = format!("0 0 {capacity} 1");
        view! {
            <svg class="roll-seats" viewBox=view_box preserveAspectRatio="none" aria-hidden="true" focusable="false">
                <rect class="roll-seats-taken" width=firm.to_string() height="1"></rect>
                <rect class="roll-seats-offered" x=firm.to_string() width=offered.to_string() height="1"></rect>
            </svg>
        }
    });
    view! {
        <p class="roll-fill">
            <b>{words.seats_of(roll.taken, roll.event.capacity)}</b>
            {bar}
            <span>{said}</span>
        </p>
    }
    .into_any()
}

/// What leads on with those who are shown: to a file or paper, and to a mail. Not with what was set aside.
fn onward(query: &RollQuery, looked_for: &str, roll: &Roll, text: Text) -> Option<AnyView> {
    let (language, code) = (text.language(), &roll.event.code);
    if query.filter.states.contains(&RegistrationState::SetAside) {
        return None;
    }
    let filter = RegistrationFilter { words: looked_for.to_owned(), ..query.filter.clone() };
    let export = asked::with_all_states(&filter);
    let onward = view! {
        <div class="button-row">
            {asked::onward(export::address(language, code), text.export().title().into_owned(), &export)}
            {asked::onward(announcement::address(language, code), text.announcement().title().into_owned(), &filter)}
        </div>
    };
    Some(onward.into_any())
}

/// The states with how many stand in each, and what else can be asked for, as links.
fn choices(query: &RollQuery, roll: &Roll, text: Text) -> AnyView {
    let (words, language) = (text.desk_registration(), text.language());
    let (counts, code, filter) = (&roll.counts, &roll.event.code, &query.filter);
    let link = |asked: RegistrationFilter, label: String| {
        let is_here = (asked == *filter).then_some("true");
        view! { <li><a href=query.with(asked).address(language, code) aria-current=is_here>{label}</a></li> }
    };
    let plain =
        RegistrationFilter { sort: filter.sort, descending: filter.descending, ..RegistrationFilter::default() };
    let states = RegistrationState::ALL
        .into_iter()
        .filter(|state| *state != RegistrationState::SetAside || counts.set_aside > 0)
        .map(|state| {
            let label = words.state_count(state, counts.of(state)).into_owned();
            link(RegistrationFilter { states: vec![state], ..plain.clone() }, label)
        })
        .collect_view();
    let question = RegistrationFilter { has_question: true, ..plain.clone() };
    let needs = RegistrationFilter { has_access_needs: true, ..plain.clone() };
    let mail = RegistrationFilter { without_mail: true, ..plain.clone() };
    view! {
        <nav class="desk-choices roll-choices" aria-label=words.states()>
            <ul>
                {link(plain, words.all(counts.all()).into_owned())}
                {states}
                {link(question, words.with_question(counts.questions).into_owned())}
                {link(needs, words.with_needs(counts.access_needs).into_owned())}
                {link(mail, words.without_mail(counts.without_mail).into_owned())}
            </ul>
        </nav>
    }
    .into_any()
}

/// Which columns are shown, and in which order the rows stand.
fn shape(query: &RollQuery, roll: &Roll, text: Text) -> AnyView {
    let (words, language) = (text.desk_registration(), text.language());
    let columns = RollColumn::ALL
        .into_iter()
        .map(|column| {
            let is_shown = query.columns.contains(&column);
            view! {
                <label>
                    <input type="checkbox" name="column" value=column.slug() checked=is_shown/>
                    " "{words.column(column)}
                </label>
            }
        })
        .collect_view();
    let orders = RollSort::ALL.map(|sort| (sort.slug().to_owned(), words.sort(sort).into_owned())).to_vec();
    let kept = RollQuery {
        filter: RegistrationFilter { sort: RollSort::default(), descending: false, ..query.filter.clone() },
        ..RollQuery::default()
    };
    let kept = kept.pairs().into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> });
    view! {
        <details class="roll-shape">
            <summary>{words.columns()}</summary>
            <form method="get" action=roll_address(language, &roll.event.code)>
                {kept.collect_view()}
                <fieldset class="roll-columns">
                    <legend>{words.columns_legend()}</legend>
                    {columns}
                </fieldset>
                <div class="desk-search">
                    <div class="field">
                        <label for="sort">{words.order()}</label>
                        <select class="input" id="sort" name="sort">
                            {options(vec![(String::new(), orders)], query.filter.sort.slug(), String::new())}
                        </select>
                    </div>
                    <label>
                        <input type="checkbox" name="order" value="descending" checked=query.filter.descending/>
                        " "{words.descending()}
                    </label>
                    <button type="submit" class="button button-small button-outline">{words.apply()}</button>
                </div>
            </form>
        </details>
    }
    .into_any()
}

/// The table, in a form that hands on those who are chosen.
fn chosen(query: &RollQuery, roll: &Roll, text: Text) -> AnyView {
    let (words, language) = (text.desk_registration(), text.language());
    if roll.registrations.is_empty() {
        return view! { <p>{words.nobody()}</p> }.into_any();
    }
    let first = u64::from(ROWS_A_PAGE) * u64::from(query.page.saturating_sub(1)) + 1;
    let last = first + (roll.registrations.len() as u64).saturating_sub(1);
    let caption = words.caption(roll.found, first, last, &words.sort(query.filter.sort)).into_owned();
    let name_head = heading(query, roll, Some(RollSort::Kana), words.name_column().into_owned(), text);
    let heads = query
        .columns
        .iter()
        .map(|column| heading(query, roll, column.sort(), words.column(*column).into_owned(), text))
        .collect_view();
    let chosen = words.choose_head();
    let heads = view! { <tr><td><span class="visually-hidden">{chosen}</span></td>{name_head}{heads}</tr> }.into_any();
    let rows = roll.registrations.iter().map(|registration| row(registration, &query.columns, text)).collect_view();
    let acts = DeskActKind::MANY
        .into_iter()
        .map(|kind| {
            view! {
                <button type="submit" class="button button-small button-outline" name="act" value=kind.slug()>
                    {words.act_button(kind)}
                </button>
            }
        })
        .collect_view();
    view! {
        <form method="post" action=format!("{}/act", roll_address(language, &roll.event.code))>
            <div class="roll-acts" role="group" aria-label=words.with_chosen()>
                <span>{words.with_chosen()}</span>
                {acts}
            </div>
            <DeskTable class="table roll" caption heads rows/>
        </form>
    }
    .into_any()
}

/// A heading; where it puts the rows in order, a link that does so, or turns the order round.
fn heading(query: &RollQuery, roll: &Roll, sort: Option<RollSort>, label: String, text: Text) -> AnyView {
    let Some(sort) = sort else { return view! { <th scope="col">{label}</th> }.into_any() };
    let filter = &query.filter;
    let is_here = filter.sort == sort;
    let (order, sign) = match (is_here, filter.descending) {
        (false, _) => (None, ""),
        (true, false) => (Some("ascending"), " ▲"),
        (true, true) => (Some("descending"), " ▼"),
    };
    let asked = RegistrationFilter { sort, descending: is_here && !filter.descending, ..filter.clone() };
    let href = query.with(asked).address(text.language(), &roll.event.code);
    view! {
        <th scope="col" aria-sort=order><a href=href>{label}<span aria-hidden="true">{sign}</span></a></th>
    }
    .into_any()
}

fn row(registration: &Registration, columns: &[RollColumn], text: Text) -> AnyView {
    let words = text.desk_registration();
    let applicant = &registration.applicant;
    let number = registration.reference.as_str().to_owned();
    let gone = (registration.state == RegistrationState::Cancelled).then_some("roll-gone");
    let cells = columns.iter().map(|column| cell(registration, *column, text)).collect_view();
    view! {
        <tr class=gone>
            <td class="roll-pick">
                <label>
                    <input type="checkbox" name="pick" value=number/>
                    <span class="visually-hidden">{words.choose(applicant.name.as_str())}</span>
                </label>
            </td>
            <th scope="row">
                <a href=one_address(text.language(), &registration.reference)>{applicant.name.to_string()}</a>
                <span class="roll-kana">{applicant.kana.to_string()}</span>
            </th>
            {cells}
        </tr>
    }
    .into_any()
}

fn cell(registration: &Registration, column: RollColumn, text: Text) -> AnyView {
    let (language, applicant) = (text.language(), &registration.applicant);
    let said = match column {
        RollColumn::Organisation => applicant.organisation.to_string(),
        RollColumn::Prefecture => applicant.prefecture.name(language).to_owned(),
        RollColumn::Reference => {
            return view! { <td class="roll-number">{registration.reference.to_string()}</td> }.into_any();
        }
        RollColumn::State => return view! { <td>{state_chip(registration, text)}</td> }.into_any(),
        RollColumn::Registered => return view! { <td>{moment(registration.created_at, text)}</td> }.into_any(),
        RollColumn::Remarks => remarks(registration, text),
        RollColumn::Seats => applicant.seats.to_string(),
        RollColumn::Attendance => text.registration().attendance_value(applicant.attendance).to_owned(),
        RollColumn::Email => applicant.recipient().unwrap_or_default().to_owned(),
        RollColumn::Phone => applicant.phone.as_ref().map(ToString::to_string).unwrap_or_default(),
        RollColumn::Topics => {
            let topics: Vec<_> = applicant.topics.iter().map(|topic| text.event().topic(*topic)).collect();
            topics.join(text.between())
        }
    };
    view! { <td>{said}</td> }.into_any()
}

/// What helps to look after somebody: needs, a question, how they are reached, since when they are not coming.
fn remarks(registration: &Registration, text: Text) -> String {
    let (words, applicant) = (text.desk_registration(), &registration.applicant);
    let cancelled = (registration.state == RegistrationState::Cancelled)
        .then(|| words.cancelled_on(&text.date().day(registration.changed_at.tokyo_date())).into_owned());
    let parts = [
        applicant.access_needs.clone(),
        applicant.question.as_deref().map(|question| words.asks(question).into_owned()),
        (registration.channel == Channel::Phone).then(|| words.by_phone().into_owned()),
        applicant.email.is_none().then(|| words.no_mail().into_owned()),
        cancelled,
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(text.between())
}
