//! `/staff/events/new` and `/staff/events/{code}/edit`: every field of an event, in both languages.

use std::collections::HashMap;

use domain::event::{Audience, Event, EventKind, Format, Topic};
use domain::event_form::{EventForm, PublicationForm};
use domain::series::SeriesScope;
use leptos::prelude::*;

use super::address;
use crate::address::localized;
use crate::component::{
    ButtonKind, ButtonLink, Choice, ChoiceCards, ErrorSummary, FormPart, HiddenField, SelectField, SubmitButton,
    TextArea, TextField, prefecture_groups,
};
use crate::staff::{DeskFrame, DeskPlace};
use crate::text::{Text, use_text};

/// What the form's page shows.
#[derive(Debug, Clone)]
pub struct EventFormView {
    /// The event that is edited; none for a new one.
    pub event: Option<Event>,
    /// What stands in the form.
    pub form: EventForm,
    /// What stands in its part about publication; none for an event that was published.
    pub publication: Option<PublicationForm>,
    /// The series that it belongs to: how many events, and which of them the edit is for.
    pub series: Option<(usize, SeriesScope)>,
    /// The field, and what is wrong with it.
    pub problems: Vec<(String, String)>,
    /// Which showing of the form it is.
    pub key: String,
}

#[component]
pub fn EventFormPage(view: EventFormView) -> impl IntoView {
    let text = use_text();
    let words = text.event_form();
    let EventFormView { event, form, publication, series, problems, key } = view;
    let has_errors = !problems.is_empty();
    let (title, action, back) = if let Some(event) = &event {
        let own = address(text.language(), &event.code);
        (words.edit_title(), format!("{own}/edit"), own)
    } else {
        let schedule = localized(text.language(), "/staff/schedule");
        (words.new_title(), localized(text.language(), "/staff/events/new"), schedule)
    };
    let named =
        event.as_ref().map(|event| view! { <p class="quiet">{event.title.text(text.language()).to_owned()}</p> });
    let heading = title.clone();
    let head = view! { <h1>{heading}</h1>{named} }.into_any();
    let save = if event.is_some() { words.save() } else { words.save_new() };
    let from_template = event.is_none().then(|| {
        let href = localized(text.language(), crate::staff::event_template::TEMPLATES);
        view! { <p><a href=href>{text.event_template().templates()}</a></p> }
    });
    let revision = form.revision.clone();
    let carried = form.carried().into_iter().chain(publication.iter().flat_map(PublicationForm::carried));
    let fields = Fields { values: carried.collect(), errors: problems.iter().cloned().collect(), form: &form, text };
    let mut parts = fields.parts();
    parts.extend(publication.is_some().then(|| fields.publication()));
    parts.extend(series.map(|(count, scope)| self::scope(count, scope, text)));
    view! {
        <DeskFrame title=title.into_owned() place=DeskPlace::Schedule has_errors head>
            <div class="desk-sheet stack">
                <ErrorSummary errors=problems/>
                {from_template}
                <form class="form" method="post" action=action novalidate=true>
                    <HiddenField name="revision" value=revision/>
                    <HiddenField name="key" value=key/>
                    {parts}
                    <p class="quiet">{words.preview_note()}</p>
                    <div class="button-row">
                        <SubmitButton name="step" value="save" label=save.into_owned()/>
                        <button type="submit" class="button button-large button-outline" name="step" value="preview" formtarget="_blank">
                            {words.preview()}
                        </button>
                        <ButtonLink href=back label=words.back().into_owned() kind=ButtonKind::Text/>
                    </div>
                </form>
            </div>
        </DeskFrame>
    }
}

/// Which events of the series the edit is for.
fn scope(count: usize, scope: SeriesScope, text: Text) -> AnyView {
    let words = text.event_series();
    let choices = SeriesScope::ALL.map(|scope| Choice {
        value: scope.slug().to_owned(),
        label: words.scope(scope).into_owned(),
        detail: None,
    });
    view! {
        <ChoiceCards name="scope" legend=words.legend() choices=choices.to_vec() chosen=vec![scope.slug().to_owned()]
            hint=words.hint(count).into_owned() pair=false/>
    }
    .into_any()
}

/// The form's fields, with what was typed and what is wrong.
struct Fields<'a> {
    values: HashMap<&'static str, String>,
    errors: HashMap<String, String>,
    form: &'a EventForm,
    text: Text,
}

impl Fields<'_> {
    fn value(&self, name: &str) -> String {
        self.values.get(name).cloned().unwrap_or_default()
    }

    fn error(&self, name: &str) -> Option<String> {
        self.errors.get(name).cloned()
    }

    fn label(&self, name: &str) -> &'static str {
        self.text.event_form().label(name)
    }

    fn input(&self, name: &'static str, kind: &'static str, size: &'static str, required: bool) -> AnyView {
        let hint = self.text.event_form().hint(name);
        view! {
            <TextField name kind size required label=self.label(name) value=self.value(name) error=self.error(name) hint/>
        }
        .into_any()
    }

    fn line(&self, name: &'static str) -> AnyView {
        self.input(name, "text", "input-long", false)
    }

    fn number(&self, name: &'static str) -> AnyView {
        self.input(name, "text", "input-short", false)
    }

    fn day(&self, name: &'static str, required: bool) -> AnyView {
        self.input(name, "date", "input-medium", required)
    }

    fn time(&self, name: &'static str) -> AnyView {
        self.input(name, "time", "input-short", false)
    }

    fn area(&self, name: &'static str, rows: u16) -> AnyView {
        let hint = self.text.event_form().hint(name);
        view! {
            <TextArea name rows required=false label=self.label(name) value=self.value(name) error=self.error(name) hint/>
        }
        .into_any()
    }

    fn choice(&self, name: &'static str, choices: Vec<(&'static str, String)>) -> AnyView {
        let choices = choices.into_iter().map(|(value, label)| Choice { value: value.to_owned(), label, detail: None });
        view! {
            <ChoiceCards name legend=self.label(name) choices=choices.collect() chosen=vec![self.value(name)]
                error=self.error(name)/>
        }
        .into_any()
    }

    fn choices(&self, name: &'static str, choices: Vec<(&'static str, String)>, chosen: Vec<String>) -> AnyView {
        let choices = choices.into_iter().map(|(value, label)| Choice { value: value.to_owned(), label, detail: None });
        view! {
            <ChoiceCards name legend=self.label(name) choices=choices.collect() chosen many=true required=false
                error=self.error(name)/>
        }
        .into_any()
    }

    fn parts(&self) -> Vec<AnyView> {
        let words = self.text.event_form();
        let part = |legend: std::borrow::Cow<'static, str>, fields: Vec<AnyView>| {
            view! { <FormPart legend=legend.into_owned()>{fields}</FormPart> }.into_any()
        };
        vec![
            part(words.part_what(), self.what()),
            part(words.part_when(), self.when()),
            part(words.part_where(), self.place()),
            part(words.part_seats(), self.seats()),
            part(words.part_programme(), vec![self.area("sessions", 6), self.area("speakers", 4)]),
            part(words.part_organiser(), self.organiser()),
            part(words.part_catalogue(), self.catalogue()),
        ]
    }

    fn what(&self) -> Vec<AnyView> {
        let event = self.text.event();
        let kinds = EventKind::ALL.map(|kind| (kind.slug(), event.kind(kind).to_owned())).to_vec();
        let topics = Topic::ALL.map(|topic| (topic.slug(), event.topic(topic).to_owned())).to_vec();
        let audiences = [Audience::Both, Audience::Companies, Audience::LocalGovernments];
        let audiences = audiences.map(|audience| (audience.slug(), event.audience(audience).to_owned())).to_vec();
        vec![
            self.choice("kind", kinds),
            self.input("title_ja", "text", "input-long", true),
            self.line("title_en"),
            self.line("title_kana"),
            self.line("subtitle_ja"),
            self.line("subtitle_en"),
            self.area("summary_ja", 2),
            self.area("summary_en", 2),
            self.area("description_ja", 6),
            self.area("description_en", 6),
            self.choices("topics", topics, self.form.topics.clone()),
            self.choice("audience", audiences),
            self.area("audience_note_ja", 2),
            self.area("audience_note_en", 2),
        ]
    }

    fn when(&self) -> Vec<AnyView> {
        vec![
            self.day("starts_on", true),
            self.day("ends_on", false),
            self.time("start_time"),
            self.time("end_time"),
            self.time("doors_open"),
            self.area("when_note_ja", 2),
            self.area("when_note_en", 2),
        ]
    }

    fn place(&self) -> Vec<AnyView> {
        let words = self.text.event_form();
        let formats = [Format::Venue, Format::Online, Format::Hybrid];
        let formats = formats.map(|format| (format.slug(), self.text.event().format(format).to_owned())).to_vec();
        let prefecture = view! {
            <SelectField name="prefecture" label=self.label("prefecture") required=false
                groups=prefecture_groups(self.text.language()) chosen=self.value("prefecture")
                prompt=words.prefecture_none().into_owned() error=self.error("prefecture")/>
        }
        .into_any();
        let names = [
            "venue_name_ja",
            "venue_name_en",
            "postal_code",
            "city_ja",
            "city_en",
            "town",
            "block",
            "building",
            "latitude",
            "longitude",
        ];
        let mut fields = vec![self.choice("format", formats), prefecture];
        fields.extend(names.map(|name| self.line(name)));
        fields
            .extend(["access_ja", "access_en", "accessibility_ja", "accessibility_en"].map(|name| self.area(name, 2)));
        fields.extend(["parking", "bicycle_parking"].map(|name| self.line(name)));
        fields.extend(["joining_ja", "joining_en"].map(|name| self.area(name, 2)));
        fields
    }

    fn seats(&self) -> Vec<AnyView> {
        let words = self.text.event_desk();
        let questions = vec![
            ("topics", words.asks_topics().into_owned()),
            ("question", words.asks_question().into_owned()),
            ("access_needs", words.asks_access_needs().into_owned()),
        ];
        vec![
            self.number("capacity"),
            self.number("reserved"),
            self.input("seats_per_registration", "text", "input-short", true),
            self.day("opens_on", false),
            self.time("opens_time"),
            self.day("closes_on", true),
            self.time("closes_time"),
            self.choices("questions", questions, self.form.questions.clone()),
        ]
    }

    fn publication(&self) -> AnyView {
        let words = self.text.event_form();
        let choice = |value: &str, label: std::borrow::Cow<'static, str>, detail: std::borrow::Cow<'static, str>| {
            Choice { value: value.to_owned(), label: label.into_owned(), detail: Some(detail.into_owned()) }
        };
        let choices = vec![
            choice("draft", words.publication_draft(), words.publication_draft_detail()),
            choice("now", words.publication_now(), words.publication_now_detail()),
            choice("at", words.publication_at(), words.publication_at_detail()),
        ];
        let (legend, chosen) = (self.label("publication"), vec![self.value("publication")]);
        let error = self.error("publication");
        let chosen = view! { <ChoiceCards name="publication" legend choices chosen error pair=false/> }.into_any();
        let fields = vec![chosen, self.day("publish_on", false), self.time("publish_time")];
        view! { <FormPart legend=words.part_publication().into_owned()>{fields}</FormPart> }.into_any()
    }

    fn organiser(&self) -> Vec<AnyView> {
        let lines = ["organiser_ja", "organiser_en", "co_hosts_ja", "co_hosts_en", "other_organisations"];
        let mut fields: Vec<AnyView> = lines.map(|name| self.line(name)).into();
        fields.push(self.number("fee"));
        fields.push(self.line("fee_note"));
        fields.extend(["how_to_apply_ja", "how_to_apply_en"].map(|name| self.area(name, 2)));
        let contact = ["contact_name", "contact_phone", "contact_extension", "contact_email"];
        fields.extend(contact.map(|name| self.line(name)));
        fields.extend(["remarks_ja", "remarks_en"].map(|name| self.area(name, 2)));
        fields
    }

    fn catalogue(&self) -> Vec<AnyView> {
        let lines = ["short_title", "catalogue_kind", "url", "image_url", "industry", "stage", "place_name"];
        let mut fields: Vec<AnyView> = lines.map(|name| self.line(name)).into();
        fields.extend(["sub_events", "foreign_languages"].map(|name| self.area(name, 2)));
        fields
    }
}
