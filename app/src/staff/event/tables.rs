//! `/staff/events/{code}/tables`: the tables of a consultation meeting, their times, and who has them.

use std::collections::HashMap;

use domain::availability::Length;
use domain::event::{Event, Standing};
use domain::event_operation::EventRefusal;
use domain::event_table::{TableBooking, TableField, TableRow, TablesForm, TablesProblems, has_tables, table_hours};
use leptos::prelude::*;
use storage::{TableHolder, TableOnDesk};

use super::address;
use super::refused::sentence;
use crate::address::{desk_consultation, event_tables};
use crate::component::form::options;
use crate::component::{Banner, BannerKind, ButtonKind, ButtonLink, ErrorSummary, HiddenField, SubmitButton};
use crate::staff::{DeskFrame, DeskPlace, DeskTable, columns};
use crate::text::{Text, use_text};

/// What the page shows.
#[derive(Debug, Clone)]
pub struct TablesDeskView {
    /// The event.
    pub event: Event,
    /// Its tables as they are, with their times.
    pub tables: Vec<TableOnDesk>,
    /// Who can sit at one: code and name in both languages.
    pub experts: Vec<(String, domain::event::Bilingual)>,
    /// What stands in the form.
    pub form: TablesForm,
    /// What is wrong with it.
    pub problems: TablesProblems,
    /// What a rule says to it.
    pub refusal: Option<EventRefusal>,
    /// Whether they were saved just now.
    pub is_done: bool,
}

impl TablesDeskView {
    /// The status that the page is answered with.
    pub const fn status(&self) -> u16 {
        if self.problems.is_empty() && self.refusal.is_none() { 200 } else { 422 }
    }
}

/// The page.
#[component]
pub fn TablesDeskPage(
    /// Everything the page shows.
    view: TablesDeskView,
) -> impl IntoView {
    let text = use_text();
    let (words, language) = (text.event_table_desk(), text.language());
    let event = &view.event;
    let errors = errors(&view, text);
    let done = view.is_done.then(|| {
        let title = words.done().into_owned();
        view! { <Banner kind=BannerKind::Success title>""</Banner> }
    });
    let own = address(language, &event.code);
    let public = (event.standing() != Standing::Draft && !event.particulars.tables.is_empty()).then(|| {
        view! { " "<a href=event_tables(language, &event.code)>{words.public_page()}</a> }
    });
    let head = view! {
        <h1>{words.title()}</h1>
        <p class="quiet">{event.title.text(language).to_owned()}" "{text.date().when(&event.when)}{public}</p>
    }
    .into_any();
    let booked = match &view.refusal {
        Some(EventRefusal::TablesBooked { bookings }) => Some(booked(bookings, text)),
        _ => None,
    };
    let (form, slots) = (form(&view, &errors, text), slots(&view.tables, text));
    let has_errors = !errors.is_empty();
    view! {
        <DeskFrame title=words.title().into_owned() place=DeskPlace::Schedule has_errors head>
            <div class="desk-sheet stack">
                {done}
                <ErrorSummary errors/>
                {booked}
                {form}
                {slots}
                <div class="button-row"><ButtonLink href=own label=words.back().into_owned() kind=ButtonKind::Text/></div>
            </div>
        </DeskFrame>
    }
}

/// What is wrong: the id of the field, and a sentence.
fn errors(view: &TablesDeskView, text: Text) -> Vec<(String, String)> {
    let words = text.event_table_desk();
    let told = view.problems.iter().map(|(place, problem)| {
        let id = place.map_or_else(|| "tables".to_owned(), |(row, field)| field.name(row));
        (id, words.problem(place.map(|(_, field)| field), *problem))
    });
    let refused = view.refusal.as_ref().map(|refusal| ("tables".to_owned(), sentence(refusal, text)));
    told.chain(refused).collect()
}

/// The bookings in the way of a change, each with the way to its own page.
fn booked(bookings: &[TableBooking], text: Text) -> AnyView {
    let words = text.event_table_desk();
    let items = bookings.iter().map(|booking| {
        let href = desk_consultation(text.language(), &booking.reference);
        let table = words.row(booking.number);
        view! { <li><a href=href>{booking.reference.to_string()}</a>" "{text.date().slot(booking.slot)}" "{table}</li> }
    });
    view! {
        <section class="desk-note desk-note-warning" aria-labelledby="booked">
            <h2 id="booked">{words.booked_heading()}</h2>
            <ul>{items.collect_view()}</ul>
            <p>{words.booked_text()}</p>
        </section>
    }
    .into_any()
}

fn form(view: &TablesDeskView, errors: &[(String, String)], text: Text) -> AnyView {
    let words = text.event_table_desk();
    let event = &view.event;
    let why = if !has_tables(event.kind) {
        Some(words.no_meeting())
    } else if event.standing() == Standing::Cancelled {
        Some(words.cancelled())
    } else if view.experts.is_empty() {
        Some(words.nobody())
    } else if table_hours(event).is_none() {
        Some(words.no_hours())
    } else {
        None
    };
    if let Some(why) = why {
        return view! { <p id="tables">{why}</p> }.into_any();
    }
    let hours = table_hours(event).map(|(from, until)| {
        let (from, until) = (text.date().time(from), text.date().time(until));
        view! { <p>{words.lead(&from, &until)}</p> }
    });
    let lines = Lines { view, errors: errors.iter().cloned().collect(), text };
    let rows = view.form.rows.iter().enumerate().map(|(place, row)| lines.row(place, row)).collect_view();
    let action = format!("{}/tables", address(text.language(), &event.code));
    view! {
        <section aria-labelledby="tables">
            <h2 id="tables">{words.form_heading()}</h2>
            {hours}
            <form class="event-table-rows" method="post" action=action novalidate=true>
                <HiddenField name="revision" value=view.form.revision.clone()/>
                {rows}
                <div class="button-row"><SubmitButton label=words.save().into_owned()/></div>
            </form>
        </section>
    }
    .into_any()
}

/// The lines of the form.
struct Lines<'a> {
    view: &'a TablesDeskView,
    errors: HashMap<String, String>,
    text: Text,
}

impl Lines<'_> {
    fn row(&self, place: usize, row: &TableRow) -> AnyView {
        let words = self.text.event_table_desk();
        let language = self.text.language();
        let legend = row.number.parse().map_or_else(|_| words.new_row(), |number| words.row(number));
        let experts = self.view.experts.iter();
        let experts = experts.map(|(code, name)| (code.clone(), name.text(language).to_owned())).collect();
        let lengths = Length::ALL.map(|length| (length.minutes().to_string(), words.minutes(length).into_owned()));
        let number = format!("number-{place}");
        let expert = self.choice(
            place,
            TableField::Expert,
            words.expert(),
            options(vec![(String::new(), experts)], &row.expert, words.no_expert().into_owned()).into_any(),
        );
        let length = self.choice(
            place,
            TableField::Length,
            words.length(),
            options(vec![(String::new(), lengths.to_vec())], &row.length, String::new()).into_any(),
        );
        let from = self.input(place, TableField::From, words.from(), "time", &row.from);
        let until = self.input(place, TableField::Until, words.until(), "time", &row.until);
        let pause = self.input(place, TableField::Pause, words.pause(), "text", &row.pause);
        let remove = (!row.number.is_empty()).then(|| {
            let name = format!("remove-{place}");
            view! {
                <label class="event-table-remove">
                    <input type="checkbox" name=name value="yes" checked={row.remove == "yes"}/>
                    " "{words.remove()}
                </label>
            }
        });
        view! {
            <fieldset class="event-table-row">
                <legend>{legend}</legend>
                <input type="hidden" name=number value=row.number.clone()/>
                {expert}
                {from}
                {until}
                {length}
                {pause}
                {remove}
            </fieldset>
        }
        .into_any()
    }

    fn frame(&self, name: &str, label: impl Into<String>, control: AnyView) -> AnyView {
        let error = self.errors.get(name).cloned();
        let class = if error.is_some() { "field has-error" } else { "field" };
        let id = format!("{name}-error");
        let error = error.map(|error| view! { <p class="error-text" id=id>{error}</p> });
        let label: String = label.into();
        view! { <div class=class><label for=name.to_owned()>{label}</label>{control}{error}</div> }.into_any()
    }

    fn described(&self, name: &str) -> (Option<String>, Option<&'static str>) {
        let has_error = self.errors.contains_key(name);
        (has_error.then(|| format!("{name}-error")), has_error.then_some("true"))
    }

    fn choice(
        &self,
        place: usize,
        field: TableField,
        label: std::borrow::Cow<'static, str>,
        options: AnyView,
    ) -> AnyView {
        let name = field.name(place);
        let (described, invalid) = self.described(&name);
        let control = view! {
            <select class="input" id=name.clone() name=name.clone() aria-describedby=described aria-invalid=invalid>{options}</select>
        };
        self.frame(&name, label, control.into_any())
    }

    fn input(
        &self,
        place: usize,
        field: TableField,
        label: std::borrow::Cow<'static, str>,
        kind: &'static str,
        value: &str,
    ) -> AnyView {
        let name = field.name(place);
        let (described, invalid) = self.described(&name);
        let mode = (kind == "text").then_some("numeric");
        let control = view! {
            <input class="input input-short" type=kind id=name.clone() name=name.clone() value=value.to_owned()
                inputmode=mode aria-describedby=described aria-invalid=invalid autocomplete="off"/>
        };
        self.frame(&name, label, control.into_any())
    }
}

/// The times of all tables, and who has each.
fn slots(tables: &[TableOnDesk], text: Text) -> AnyView {
    let words = text.event_table_desk();
    if tables.is_empty() {
        return view! { <section aria-labelledby="slots"><h2 id="slots">{words.slots_heading()}</h2><p>{words.slots_none()}</p></section> }
            .into_any();
    }
    let tables = tables.iter().map(|table| slots_of(table, text)).collect_view();
    view! {
        <section aria-labelledby="slots">
            <h2 id="slots">{words.slots_heading()}</h2>
            {tables}
        </section>
    }
    .into_any()
}

fn slots_of(table: &TableOnDesk, text: Text) -> AnyView {
    let words = text.event_table_desk();
    let shown = &table.shown;
    let caption = words.table_caption(shown.table.number, shown.expert.profile.name.text(text.language()));
    let rows = shown.slots.iter().zip(&table.holders).map(|(one, holder)| {
        let hours = text.date().slot_hours(one.slot);
        let state = text.event_table().state(one.state);
        let holder = holder.as_ref().map(|holder| held_by(holder, text));
        view! { <tr><th scope="row">{hours}</th><td>{state}</td><td>{holder}</td></tr> }.into_any()
    });
    let heads = columns([words.when(), words.state(), words.who()]);
    view! { <DeskTable caption shows_caption=true heads rows=rows.collect()/> }.into_any()
}

fn held_by(holder: &TableHolder, text: Text) -> AnyView {
    let words = text.event_table_desk();
    match holder {
        TableHolder::Consultation { reference, organisation, is_here } => {
            let href = desk_consultation(text.language(), reference);
            let elsewhere = (!is_here).then(|| view! { " "<span class="quiet">{words.elsewhere()}</span> });
            view! { <a href=href>{organisation.clone()}</a>" "{reference.to_string()}{elsewhere} }.into_any()
        }
        TableHolder::Held => view! { <span class="quiet">{words.held()}</span> }.into_any(),
        TableHolder::Event => view! { <span class="quiet">{words.other_event()}</span> }.into_any(),
    }
}
