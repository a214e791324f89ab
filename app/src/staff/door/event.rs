//! `/staff/events/{code}/door`: the helpers of an event's door, who came, and the mail that thanks them.

use domain::door::{PassField, PassForm, ThanksField, ThanksForm, ThanksRefusal};
use domain::input::FieldError;
use domain::reference::EventCode;
use leptos::prelude::*;
use storage::{DoorList, DoorPass, ThanksSent};

use crate::address::localized;
use crate::component::{
    Banner, BannerKind, ButtonKind, ButtonLink, ErrorSummary, HiddenField, QrPicture, QrView, SubmitButton, TextField,
};
use crate::services::use_now;
use crate::staff::event::MailSample;
use crate::staff::event::address as event_address;
use crate::staff::{DeskFrame, DeskPlace, DeskTable, columns};
use crate::text::{Text, use_text};

/// The address of the page.
pub fn address(language: domain::language::Language, code: &EventCode) -> String {
    localized(language, &format!("/staff/events/{code}/door"))
}

/// A link that was made just now; it is not shown again.
#[derive(Debug, Clone)]
pub struct PassMade {
    /// For whom.
    pub helper: String,
    /// The whole address.
    pub address: String,
    /// The same as a code.
    pub picture: Option<QrPicture>,
}

/// What the page shows.
#[derive(Debug, Clone)]
pub struct EventDoorView {
    /// The event and its list.
    pub list: DoorList,
    /// The helpers' links, the newest first.
    pub passes: Vec<DoorPass>,
    /// The link that was made just now.
    pub made: Option<PassMade>,
    /// Whether a link was withdrawn just now.
    pub is_removed: bool,
    /// What was typed for another link.
    pub form: PassForm,
    /// What is wrong with it.
    pub problems: Vec<(PassField, FieldError)>,
    /// That those who came were thanked.
    pub sent: Option<ThanksSent>,
    /// What was typed for the mail.
    pub thanks: ThanksForm,
    /// What is wrong with it.
    pub thanks_problems: Vec<(ThanksField, FieldError)>,
    /// Why it was not sent.
    pub thanks_refusal: Option<ThanksRefusal>,
    /// The mail as it would be; empty before somebody asks.
    pub mails: Vec<MailSample>,
}

impl EventDoorView {
    /// How many had registered and came.
    fn thanked(&self) -> u32 {
        let came = self.list.guests.iter().filter(|guest| guest.presence.is_some()).count();
        u32::try_from(came).unwrap_or(u32::MAX)
    }
}

#[component]
pub fn EventDoorPage(view: EventDoorView) -> impl IntoView {
    let text = use_text();
    let (words, language) = (text.event_door(), text.language());
    let code = view.list.event.code.clone();
    let title = words.of_event(view.list.event.title.text(language)).into_owned();
    let errors = errors(&view, text);
    let has_errors = !errors.is_empty();
    let own = address(language, &code);
    let done = view.is_removed.then(|| {
        view! { <Banner kind=BannerKind::Success title=words.removed()>""</Banner> }
    });
    view! {
        <DeskFrame title=title place=DeskPlace::Schedule has_errors>
            <div class="desk-sheet stack">
                {done}
                <ErrorSummary errors/>
                <div class="button-row">
                    <ButtonLink href=super::address(language, &code) label=words.open_door()/>
                    <ButtonLink href=event_address(language, &code) label=words.back() kind=ButtonKind::Text/>
                </div>
                {report(&view, &own, text)}
                {helpers(&view, &own, text)}
                {thanks(&view, &own, text)}
            </div>
        </DeskFrame>
    }
    .into_any()
}

fn errors(view: &EventDoorView, text: Text) -> Vec<(String, String)> {
    let words = text.event_door();
    let of_pass = view.problems.iter().map(|(field, error)| (field.name(), words.pass_problem(*field, *error)));
    let of_thanks =
        view.thanks_problems.iter().map(|(field, error)| (field.name(), words.thanks_problem(*field, *error)));
    let refused = view.thanks_refusal.map(|refusal| ("thanks", words.refused(refusal).into_owned()));
    of_pass.chain(of_thanks).chain(refused).map(|(field, said)| (field.to_owned(), said)).collect()
}

fn report(view: &EventDoorView, own: &str, text: Text) -> AnyView {
    let words = text.event_door();
    let report = view.list.report();
    let rows = [
        (words.registered(), words.count(report.registered)),
        (words.came(), words.count(report.came)),
        (words.walk_ins(), words.count(report.walk_ins)),
        (words.present(), words.count(report.present())),
        (words.no_shows(), words.count(report.no_shows)),
        (words.rate(), words.percent(report.percent())),
    ];
    let rows = rows.map(|(label, value)| view! { <div><dt>{label}</dt><dd>{value}</dd></div> });
    let is_over = view.list.event.is_past(use_now());
    let absent: Vec<_> = view
        .list
        .guests
        .iter()
        .filter(|guest| guest.is_expected && guest.presence.is_none())
        .map(|guest| {
            view! {
                <li>{guest.name.clone()}" "<span class="quiet">{guest.organisation.clone()}" "
                    <span class="number">{guest.reference.to_string()}</span></span></li>
            }
        })
        .collect();
    let absent = is_over.then(|| {
        let list = if absent.is_empty() {
            view! { <p>{words.nobody_absent()}</p> }.into_any()
        } else {
            view! { <ul class="door-absent">{absent}</ul> }.into_any()
        };
        view! { <h3>{words.absent_heading()}</h3>{list} }
    });
    let so_far = (!is_over).then(|| view! { <p class="quiet">{words.not_over()}</p> });
    view! {
        <section aria-labelledby="attendance">
            <h2 id="attendance">{words.report_heading()}</h2>
            {so_far}
            <dl class="desk-facts">{rows}</dl>
            {absent}
            <form method="post" action=own.to_owned()>
                <HiddenField name="act" value="export"/>
                <div class="button-row"><SubmitButton label=words.export_button() kind=ButtonKind::Outline/></div>
                <p class="quiet">{words.export_note()}</p>
            </form>
        </section>
    }
    .into_any()
}

fn helpers(view: &EventDoorView, own: &str, text: Text) -> AnyView {
    let words = text.event_door();
    let error = |field: PassField| {
        let wrong = view.problems.iter().find(|(each, _)| *each == field);
        wrong.map(|(field, error)| words.pass_problem(*field, *error))
    };
    let made = view.made.clone().map(|made| {
        let picture = made.picture.map(|picture| view! { <QrView picture label=words.link_label()/> });
        view! {
            <div class="door-link-made" id="made">
                <h3>{words.link_heading(&made.helper)}</h3>
                <p>{words.link_note()}</p>
                {picture}
                <p><code>{made.address}</code></p>
            </div>
        }
    });
    let list = if view.passes.is_empty() {
        view! { <p>{words.no_helpers()}</p> }.into_any()
    } else {
        let heads = columns([words.head_helper(), words.head_until(), words.head_state(), words.head_act()]);
        let rows = view.passes.iter().map(|pass| pass_row(pass, own, text)).collect_view();
        view! {
            <DeskTable caption=words.helpers_heading() heads rows/>
        }
        .into_any()
    };
    let form = &view.form;
    view! {
        <section aria-labelledby="helpers">
            <h2 id="helpers">{words.helpers_heading()}</h2>
            <p>{words.helpers_note()}</p>
            {made}
            {list}
            <form class="form" method="post" action=own.to_owned() novalidate=true>
                <HiddenField name="act" value="add-helper"/>
                <TextField name="helper" label=words.helper() value=form.helper.clone()
                    error=error(PassField::Helper) autocomplete="off"/>
                <TextField name="until_on" kind="date" size="input-medium" label=words.until_on()
                    value=form.until_on.clone() error=error(PassField::UntilOn) hint=words.until_hint().into_owned()/>
                <TextField name="until_time" kind="time" size="input-short" label=words.until_time()
                    value=form.until_time.clone() error=error(PassField::UntilTime)
                    hint=words.time_hint().into_owned()/>
                <div class="button-row"><SubmitButton label=words.add_button() kind=ButtonKind::Outline/></div>
            </form>
        </section>
    }
    .into_any()
}

fn pass_row(pass: &DoorPass, own: &str, text: Text) -> AnyView {
    let words = text.event_door();
    let now = use_now();
    let state = match (pass.removed_at, pass.used_at) {
        (Some(_), _) => words.state_removed(),
        _ if pass.until <= now => words.state_over(),
        (None, Some(at)) => words.state_used(&text.date().instant(at)),
        (None, None) => words.state_unused(),
    };
    let is_open = pass.removed_at.is_none() && pass.until > now;
    let remove = is_open.then(|| {
        view! {
            <form method="post" action=own.to_owned()>
                <HiddenField name="act" value="remove-helper"/>
                <HiddenField name="pass" value=pass.id.0.to_string()/>
                <button class="link-button">
                    {words.remove_button()}<span class="visually-hidden">{words.remove_of(&pass.helper)}</span>
                </button>
            </form>
        }
    });
    view! {
        <tr>
            <th scope="row">{pass.helper.clone()}</th>
            <td>{text.date().instant(pass.until)}</td>
            <td>{state}</td>
            <td>{remove}</td>
        </tr>
    }
    .into_any()
}

fn thanks(view: &EventDoorView, own: &str, text: Text) -> AnyView {
    let words = text.event_door();
    let told = view.thanked();
    if let Some(sent) = &view.sent {
        return view! {
            <section aria-labelledby="thanks">
                <h2 id="thanks">{words.thanks_heading()}</h2>
                <p>{words.sent(&text.date().instant(sent.at), sent.told)}</p>
            </section>
        }
        .into_any();
    }
    let error = |field: ThanksField| {
        let wrong = view.thanks_problems.iter().find(|(each, _)| *each == field);
        wrong.map(|(field, error)| words.thanks_problem(*field, *error))
    };
    let form = &view.thanks;
    let preview = (!view.mails.is_empty()).then(|| {
        let mails = view
            .mails
            .iter()
            .map(|mail| {
                let lang = mail.language.code();
                view! {
                    <article lang=lang>
                        <h4>{mail.subject.clone()}</h4>
                        <pre class="mail-text" tabindex="0">{mail.text.clone()}</pre>
                    </article>
                }
            })
            .collect_view();
        view! {
            <h3 id="preview">{words.preview_heading()}</h3>
            {mails}
            <form method="post" action=own.to_owned()>
                <HiddenField name="act" value="send-thanks"/>
                <HiddenField name="survey" value=form.survey.clone()/>
                <HiddenField name="materials" value=form.materials.clone()/>
                <div class="button-row"><SubmitButton label=words.send_button(told)/></div>
            </form>
        }
    });
    let hint = || words.address_hint().into_owned();
    view! {
        <section aria-labelledby="thanks">
            <h2 id="thanks">{words.thanks_heading()}</h2>
            <p>{words.thanks_note(told)}</p>
            <form class="form" method="post" action=own.to_owned() novalidate=true>
                <HiddenField name="act" value="preview-thanks"/>
                <TextField name="survey" kind="url" label=words.survey() value=form.survey.clone()
                    error=error(ThanksField::Survey) hint=hint() required=false autocomplete="off"/>
                <TextField name="materials" kind="url" label=words.materials() value=form.materials.clone()
                    error=error(ThanksField::Materials) hint=hint() required=false autocomplete="off"/>
                <div class="button-row"><SubmitButton label=words.preview_button() kind=ButtonKind::Outline/></div>
            </form>
            {preview}
        </section>
    }
    .into_any()
}
