//! One event: its facts, what waits, what can be done, and what was done.

use std::collections::HashMap;

use domain::event::{Event, Standing};
use domain::event_operation::{EventField, OperationForm};
use domain::event_table::has_tables;
use leptos::prelude::*;

use super::difference::{Differences, differences};
use super::refused::problems;
use super::series::{KeptList, SeriesDone};
use super::shown::shown;
use super::warned::Warnings;
use super::{EventDeskView, address};
use crate::address::{event as public_address, localized};
use crate::component::{
    Banner, BannerKind, ButtonKind, ButtonLink, Chip, ErrorSummary, HiddenField, SubmitButton, TextArea, TextField,
};
use crate::services::use_now;
use crate::staff::event_template::TemplateForm;
use crate::staff::{DeskFrame, DeskPlace};
use crate::text::{Text, use_text};

#[component]
pub fn EventDeskPage(view: EventDeskView) -> impl IntoView {
    let text = use_text();
    let words = text.event_desk();
    let errors = view.trouble.as_ref().map(|trouble| problems(trouble, &view.form.operation, text)).unwrap_or_default();
    let has_errors = !errors.is_empty();
    let event = &view.desk.event;
    let title = event.title.text(text.language()).to_owned();
    let done = view.done.as_deref().map(|act| {
        let title = words.done(act).into_owned();
        let series = view.series_done.as_ref().map(|done| series_done(done, &view.series, text));
        let is_told = matches!(act, "event.moved" | "event.cancelled");
        let mails = is_told.then(|| view! { <p>{words.done_mails()}</p> });
        view! { <Banner kind=BannerKind::Success title>{mails}{series}</Banner> }
    });
    let operations = Operations { view: &view, errors: errors.iter().cloned().collect(), text };
    let actions = operations.all(use_now());
    let head = head(&view, text);
    let side = history(&view, text);
    let facts = facts(&view, text);
    let series = series(&view, text);
    view! {
        <DeskFrame title=title place=DeskPlace::Schedule has_errors head side>
            <div class="desk-sheet stack">
                {done}
                <ErrorSummary errors/>
                <Warnings warnings=view.desk.warnings.clone() others=view.others.clone()/>
                {facts}
                {series}
                {actions}
            </div>
        </DeskFrame>
    }
}

fn head(view: &EventDeskView, text: Text) -> AnyView {
    let words = text.event_desk();
    let event = &view.desk.event;
    let title = event.title.text(text.language()).to_owned();
    let standing = event.standing();
    let version = words.version(event.code.as_str(), event.revision, &text.date().instant(event.changed_at));
    let public = (standing != Standing::Draft).then(|| {
        let href = public_address(text.language(), &event.code);
        view! { <a href=href>{words.public_page()}</a> }
    });
    let chips = [
        (text.event().kind(event.kind).to_owned(), false),
        (words.standing(standing).into_owned(), standing == Standing::Published),
    ]
    .map(|(label, strong)| view! { <Chip label strong/> });
    view! {
        <p class="chip-list">{chips}</p>
        <h1>{title}</h1>
        <p class="quiet">{version}" "{public}</p>
    }
    .into_any()
}

fn facts(view: &EventDeskView, text: Text) -> AnyView {
    let words = text.event_desk();
    let (desk, event) = (&view.desk, &view.desk.event);
    let mut facts = vec![
        (words.when_label(), shown(EventField::When, event, text)),
        (words.place_label(), vec![text.mail().calendar().location(event, None).unwrap_or_default()]),
        (words.speakers_label(), shown(EventField::Speakers, event, text)),
        (words.deadline_label(), shown(EventField::Window, event, text)),
        (words.seats_label(), vec![words.seats(desk.taken, event.capacity).into_owned()]),
        (words.reserved_label(), shown_reserved(event.reserved, text)),
        (words.waiting_label(), vec![words.waiting(desk.waiting).into_owned()]),
    ];
    facts.extend(desk.publish_at.map(|at| (words.planned_label(), vec![text.date().instant(at)])));
    let rows = facts
        .into_iter()
        .map(|(label, lines)| {
            let lines = if lines.iter().all(String::is_empty) { vec![words.nothing().into_owned()] } else { lines };
            let lines = lines.into_iter().map(|line| view! { <span class="line">{line}</span> }).collect_view();
            view! { <div><dt>{label}</dt><dd>{lines}</dd></div> }
        })
        .collect_view();
    let registrations = localized(text.language(), &format!("/staff/events/{}/registrations", event.code));
    let first = event.when.starts_on;
    let month = format!("/staff/schedule?view=month&month={:04}-{:02}", first.year(), first.month());
    let month = localized(text.language(), &month);
    let tables = has_tables(event.kind).then(|| {
        let href = format!("{}/tables", address(text.language(), &event.code));
        view! { <p><a href=href>{text.event_table_desk().link(event.particulars.tables.len())}</a></p> }
    });
    view! {
        <section aria-labelledby="facts">
            <h2 id="facts">{words.facts_heading()}</h2>
            <dl class="desk-facts">{rows}</dl>
            <p><a href=registrations>{words.registrations()}</a>" "<a href=month>{text.timetable().in_schedule()}</a></p>
            <p><a href=crate::staff::door::event::address(text.language(), &event.code)>{text.event_door().title()}</a></p>
            {tables}
        </section>
    }
    .into_any()
}

fn shown_reserved(seats: u32, text: Text) -> Vec<String> {
    (seats > 0).then(|| text.event_desk().reserved(seats).into_owned()).into_iter().collect()
}

/// What has become of a series: how many events changed, and which did not.
fn series_done(done: &SeriesDone, series: &[Event], text: Text) -> AnyView {
    let words = text.event_series();
    let kept: Vec<_> = done
        .kept
        .iter()
        .filter_map(|(code, why)| {
            let event = series.iter().find(|event| event.draft.code == *code)?;
            Some((code.clone(), text.date().when(&event.when), *why))
        })
        .collect();
    let kept = (!kept.is_empty()).then(|| view! { <p>{words.kept_after(kept.len())}</p><KeptList kept/> });
    view! { <p>{words.changed(done.changed)}</p>{kept} }.into_any()
}

/// The other events of its series.
fn series(view: &EventDeskView, text: Text) -> Option<AnyView> {
    let words = text.event_desk();
    let items = view
        .series
        .iter()
        .map(|event| {
            let is_here = (event.code == view.desk.event.code).then_some("page");
            let when = text.date().when(&event.when);
            let standing = words.standing(event.standing());
            view! {
                <li><a href=address(text.language(), &event.code) aria-current=is_here>{when}</a>" "{standing}</li>
            }
        })
        .collect::<Vec<_>>();
    (!items.is_empty()).then(|| {
        view! {
            <section aria-labelledby="series">
                <h2 id="series">{words.series_heading()}</h2>
                <ul>{items}</ul>
            </section>
        }
        .into_any()
    })
}

fn history(view: &EventDeskView, text: Text) -> AnyView {
    let words = text.event_desk();
    let pairs = view.versions.windows(2).map(|pair| (&pair[0], Some(&pair[1])));
    let entries: Vec<_> = pairs.chain(view.versions.last().map(|oldest| (oldest, None))).collect();
    if entries.is_empty() {
        return view! { <h2>{words.history_heading()}</h2><p>{words.history_empty()}</p> }.into_any();
    }
    let entries = entries
        .into_iter()
        .map(|(version, before)| {
            let who = match (&version.by, version.act.as_str()) {
                (Some(name), _) => name.clone(),
                (None, "event.published_on_time" | "event.publication_failed") => words.by_service().into_owned(),
                (None, "event.imported") => words.by_import().into_owned(),
                (None, _) => String::new(),
            };
            let differences = before.map(|before| differences(&before.draft, &version.draft, text)).unwrap_or_default();
            view! {
                <li>
                    <p>
                        <time datetime=version.at.in_tokyo().to_string()>{text.date().instant(version.at)}</time>
                        " "<b>{words.act(&version.act)}</b>" "{who}
                    </p>
                    <Differences differences/>
                </li>
            }
        })
        .collect_view();
    view! {
        <h2>{words.history_heading()}</h2>
        <ol class="history">{entries}</ol>
    }
    .into_any()
}

/// The forms of the page.
struct Operations<'a> {
    view: &'a EventDeskView,
    errors: HashMap<String, String>,
    text: Text,
}

impl Operations<'_> {
    fn all(&self, now: domain::time::Timestamp) -> AnyView {
        let words = self.text.event_desk();
        let event = &self.view.desk.event;
        if event.standing() == Standing::Cancelled {
            return view! { <p>{words.refused_cancelled()}</p> }.into_any();
        }
        let own = address(self.text.language(), &event.code);
        let copy = localized(self.text.language(), &format!("/staff/events/new?copy={}", event.code));
        let is_draft = event.standing() == Standing::Draft;
        let may_cancel = event.standing() == Standing::Published && !event.is_past(now);
        view! {
            <section aria-labelledby="actions">
                <h2 id="actions">{words.actions_heading()}</h2>
                <div class="button-row">
                    <ButtonLink href=format!("{own}/edit") label=words.edit().into_owned() kind=ButtonKind::Outline/>
                    <ButtonLink href=format!("{own}/repeat") label=words.repeat().into_owned() kind=ButtonKind::Text/>
                    <ButtonLink href=copy label=words.duplicate().into_owned() kind=ButtonKind::Text/>
                </div>
                {is_draft.then(|| self.publish())}
                {self.move_form()}
                {self.capacity()}
                {self.hold_back()}
                {may_cancel.then(|| self.cancel())}
                {self.template()}
                {is_draft.then(|| self.discard())}
            </section>
        }
        .into_any()
    }

    fn error(&self, field: &str) -> Option<String> {
        self.errors.get(field).cloned()
    }

    fn form(&self) -> &OperationForm {
        &self.view.form
    }

    /// A form that opens under its heading; open where it was not taken.
    fn operation(&self, operation: &'static str, id: &'static str, heading: String, fields: AnyView) -> AnyView {
        let is_open = !self.errors.is_empty() && self.form().operation == operation;
        let action = address(self.text.language(), &self.view.desk.event.code);
        // A form that comes back keeps the revision that its editor has seen.
        let revision = self.form().revision.clone();
        view! {
            <details class="operation" id=id open=is_open>
                <summary><h3>{heading}</h3></summary>
                <form class="form" method="post" action=action novalidate=true>
                    <HiddenField name="operation" value=operation/>
                    <HiddenField name="revision" value=revision/>
                    {fields}
                </form>
            </details>
        }
        .into_any()
    }

    fn publish(&self) -> AnyView {
        let words = self.text.event_desk();
        let form = self.form();
        let at_once = view! {
            <p>{words.publish_text()}</p>
            <div class="button-row"><SubmitButton label=words.publish_button().into_owned()/></div>
        }
        .into_any();
        let at_a_time = view! {
            <TextField name="publish_on" kind="date" size="input-medium" label=words.publish_on()
                value=form.publish_on.clone() error=self.error("publish_on") hint=words.day_hint().into_owned()/>
            <TextField name="publish_time" kind="time" size="input-short" label=words.publish_time()
                value=form.publish_time.clone() error=self.error("publish_time") hint=words.time_hint().into_owned()/>
            <div class="button-row"><SubmitButton label=words.publish_at_button().into_owned()/></div>
        }
        .into_any();
        let keep = self.view.desk.publish_at.map(|at| {
            let fields = view! {
                <p>{words.planned_label()}" "{self.text.date().instant(at)}</p>
                <div class="button-row">
                    <SubmitButton label=words.keep_draft_button().into_owned() kind=ButtonKind::Outline/>
                </div>
            }
            .into_any();
            self.operation("keep_draft", "keep-draft", words.keep_draft_button().into_owned(), fields)
        });
        view! {
            {self.operation("publish", "publish", words.publish_heading().into_owned(), at_once)}
            {self.operation("publish_at", "publish-at", words.publish_at_heading().into_owned(), at_a_time)}
            {keep}
        }
        .into_any()
    }

    fn discard(&self) -> AnyView {
        let words = self.text.event_desk();
        let fields = view! {
            <p>{words.discard_text()}</p>
            <div class="button-row"><SubmitButton label=words.discard_button().into_owned() kind=ButtonKind::Outline/></div>
        }
        .into_any();
        self.operation("discard", "discard", words.discard_heading().into_owned(), fields)
    }

    fn move_form(&self) -> AnyView {
        let words = self.text.event_desk();
        let form = self.form();
        let day_hint = words.day_hint().into_owned();
        let time_hint = words.time_hint().into_owned();
        let fields = view! {
            <p class="quiet">{words.move_hint()}</p>
            <TextField name="starts_on" kind="date" size="input-medium" label=words.starts_on()
                value=form.starts_on.clone() error=self.error("starts_on") hint=day_hint/>
            <TextField name="ends_on" kind="date" size="input-medium" label=words.ends_on() required=false
                value=form.ends_on.clone() error=self.error("ends_on") hint=words.ends_on_hint().into_owned()/>
            <TextField name="start_time" kind="time" size="input-short" label=words.start_time() required=false
                value=form.start_time.clone() error=self.error("start_time") hint=time_hint/>
            <TextField name="end_time" kind="time" size="input-short" label=words.end_time() required=false
                value=form.end_time.clone() error=self.error("end_time")/>
            <TextField name="doors_open" kind="time" size="input-short" label=words.doors_open() required=false
                value=form.doors_open.clone() error=self.error("doors_open")/>
            <div class="button-row"><SubmitButton label=words.move_button().into_owned()/></div>
        }
        .into_any();
        self.operation("move", "move", words.move_heading().into_owned(), fields)
    }

    fn capacity(&self) -> AnyView {
        let words = self.text.event_desk();
        let fields = view! {
            <TextField name="capacity" inputmode="numeric" size="input-short" label=words.capacity() required=false
                value=self.form().capacity.clone() error=self.error("capacity")
                hint=words.capacity_hint().into_owned()/>
            <div class="button-row"><SubmitButton label=words.capacity_button().into_owned()/></div>
        }
        .into_any();
        self.operation("capacity", "change-capacity", words.capacity_heading().into_owned(), fields)
    }

    fn hold_back(&self) -> AnyView {
        let words = self.text.event_desk();
        let fields = view! {
            <TextField name="reserved" inputmode="numeric" size="input-short" label=words.reserve()
                value=self.form().reserved.clone() error=self.error("reserved")
                hint=words.reserve_hint().into_owned()/>
            <div class="button-row"><SubmitButton label=words.reserve_button().into_owned()/></div>
        }
        .into_any();
        self.operation("hold_back", "hold-back", words.reserve_heading().into_owned(), fields)
    }

    fn template(&self) -> AnyView {
        let words = self.text.event_desk();
        let event = &self.view.desk.event;
        let (code, name) = (event.code.to_string(), event.title.text(self.text.language()).to_owned());
        view! {
            <details class="operation" id="template">
                <summary><h3>{words.template_heading()}</h3></summary>
                <TemplateForm event=code name error=None/>
            </details>
        }
        .into_any()
    }

    fn cancel(&self) -> AnyView {
        let words = self.text.event_desk();
        let form = self.form();
        let fields = view! {
            <p>{words.cancel_text()}</p>
            <TextArea name="reason_ja" label=words.reason_ja() value=form.reason_ja.clone()
                error=self.error("reason_ja") hint=words.reason_hint().into_owned()/>
            <TextArea name="reason_en" label=words.reason_en() value=form.reason_en.clone() required=false
                error=self.error("reason_en")/>
            <div class="button-row"><SubmitButton label=words.cancel_button().into_owned()/></div>
        }
        .into_any();
        self.operation("cancel", "cancel", words.cancel_heading().into_owned(), fields)
    }
}
