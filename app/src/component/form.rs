//! Fields, buttons and the summary of errors.
//!
//! Each field shows its label, its hint under it, and its error under the input; the input is described by both. The
//! error summary links to the field by its id, which is the field's name.

use leptos::either::Either;
use leptos::prelude::*;

use crate::text::use_text;

/// The errors of a form, above everything else: it takes the focus, and each error leads to its field.
///
/// Renders nothing where there is no error.
#[component]
pub fn ErrorSummary(
    /// The id of the field, and what is wrong with it.
    errors: Vec<(String, String)>,
) -> impl IntoView {
    if errors.is_empty() {
        return None;
    }
    let text = use_text().component();
    let count = errors.len();
    let errors: Vec<_> =
        errors.into_iter().map(|(field, error)| view! { <li><a href=format!("#{field}")>{error}</a></li> }).collect();
    Some(view! {
        <div class="error-summary" role="alert" tabindex="-1" autofocus=true aria-labelledby="error-summary-heading">
            <h2 id="error-summary-heading">{text.errors(count)}</h2>
            <ul>{errors}</ul>
        </div>
    })
}

/// The ids that describe a field: the error first, for it is what one has to hear.
pub(super) fn described_by(name: &str, has_error: bool, has_hint: bool) -> Option<String> {
    match (has_error, has_hint) {
        (true, true) => Some(format!("{name}-error {name}-hint")),
        (true, false) => Some(format!("{name}-error")),
        (false, true) => Some(format!("{name}-hint")),
        (false, false) => None,
    }
}

/// The class of an input with its width.
pub(super) fn input_class(size: &str) -> String {
    if size.is_empty() { "input".to_owned() } else { format!("input {size}") }
}

/// The class of whatever frames a field.
const fn field_class(has_error: bool) -> &'static str {
    if has_error { "field has-error" } else { "field" }
}

/// Whether a field must be filled, in words after its label.
#[component]
fn Need(required: bool) -> impl IntoView {
    let text = use_text().component();
    if required {
        view! { <span class="required">{text.required()}</span> }
    } else {
        view! { <span class="optional">{text.optional()}</span> }
    }
}

/// A hint under a label, with the id that the input refers to.
fn hint_text(name: &str, hint: Option<String>) -> impl IntoView + use<> {
    let id = format!("{name}-hint");
    hint.map(|hint| view! { <p class="hint" id=id>{hint}</p> })
}

/// An error under an input, with the id that the input refers to.
fn error_text(name: &str, error: Option<String>) -> impl IntoView + use<> {
    let text = use_text().component();
    let id = format!("{name}-error");
    error.map(|error| {
        view! { <p class="error-text" id=id><span class="visually-hidden">{text.error()}</span>{error}</p> }
    })
}

/// Label, hint and error around one input.
#[component]
pub(super) fn FieldFrame(
    name: &'static str,
    label: String,
    error: Option<String>,
    hint: Option<String>,
    required: bool,
    children: Children,
) -> impl IntoView {
    let class = field_class(error.is_some());
    view! {
        <div class=class>
            <label for=name>{label}" "<Need required/></label>
            {hint_text(name, hint)}
            {children()}
            {error_text(name, error)}
        </div>
    }
    .into_any()
}

/// A field for one line. Its id is its name.
#[component]
pub fn TextField(
    name: &'static str,
    #[prop(into)] label: String,
    #[prop(into)] value: String,
    #[prop(optional_no_strip, into)] error: Option<String>,
    #[prop(optional_no_strip, into)] hint: Option<String>,
    #[prop(default = true)] required: bool,
    /// The input's type: `text`, `email`, `tel`, `search`.
    #[prop(default = "text")]
    kind: &'static str,
    /// What a browser may fill in: `name`, `email`, `off`.
    #[prop(default = "")]
    autocomplete: &'static str,
    /// The keyboard of a phone: `numeric`, `email`.
    #[prop(default = "")]
    inputmode: &'static str,
    /// `input-short`, `input-medium` or `input-long`; the whole width otherwise.
    #[prop(default = "")]
    size: &'static str,
) -> impl IntoView {
    let described_by = described_by(name, error.is_some(), hint.is_some());
    let has_error = error.is_some();
    let given = |value: &'static str| (!value.is_empty()).then_some(value);
    view! {
        <FieldFrame name label error hint required>
            <input
                class=input_class(size)
                id=name
                name=name
                type=kind
                value=value
                autocomplete=given(autocomplete)
                inputmode=given(inputmode)
                aria-describedby=described_by
                aria-invalid=has_error.then_some("true")
            />
        </FieldFrame>
    }
    .into_any()
}

/// One answer among several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What the form sends.
    pub value: String,
    /// What one reads.
    pub label: String,
    /// What it means, under the label.
    pub detail: Option<String>,
}

/// Answers as cards: one of them (radio buttons) or any number (check boxes).
///
/// The first input's id is the name, so that the error summary leads to it; the others' is `{name}-{value}`.
#[component]
pub fn ChoiceCards(
    name: &'static str,
    #[prop(into)] legend: String,
    choices: Vec<Choice>,
    /// The values that are chosen.
    chosen: Vec<String>,
    /// Whether several can be chosen.
    #[prop(default = false)]
    many: bool,
    #[prop(optional_no_strip, into)] error: Option<String>,
    #[prop(optional_no_strip, into)] hint: Option<String>,
    #[prop(default = true)] required: bool,
    /// Two in a row where there is room.
    #[prop(default = true)]
    pair: bool,
) -> impl IntoView {
    let described_by = described_by(name, error.is_some(), hint.is_some());
    let has_error = error.is_some();
    let kind = if many { "checkbox" } else { "radio" };
    let cards: Vec<_> = choices
        .into_iter()
        .enumerate()
        .map(|(place, Choice { value, label, detail })| {
            let id = if place == 0 { name.to_owned() } else { format!("{name}-{value}") };
            let checked = chosen.contains(&value);
            let detail = detail.map(|detail| view! { <small>{detail}</small> });
            view! {
                <label class="choice-card">
                    <input type=kind id=id name=name value=value checked=checked/>
                    <span><b>{label}</b>{detail}</span>
                </label>
            }
        })
        .collect();
    view! {
        <fieldset
            class=field_class(has_error)
            role=(!many).then_some("radiogroup")
            aria-describedby=described_by
            aria-invalid=(has_error && !many).then_some("true")
        >
            <legend>{legend}" "<Need required/></legend>
            {hint_text(name, hint)}
            <div class=if pair { "choice-cards pair" } else { "choice-cards" }>{cards}</div>
            {error_text(name, error)}
        </fieldset>
    }
    .into_any()
}

/// A list to choose from, in groups. A group without a name stands without a heading.
#[component]
pub fn SelectField(
    name: &'static str,
    #[prop(into)] label: String,
    /// The groups' names, and value and label of each option.
    groups: Vec<(String, Vec<(String, String)>)>,
    /// The value that is chosen, or nothing.
    #[prop(into)]
    chosen: String,
    /// The option that chooses nothing; empty where there is none.
    #[prop(into)]
    prompt: String,
    #[prop(optional_no_strip, into)] error: Option<String>,
    #[prop(optional_no_strip, into)] hint: Option<String>,
    #[prop(default = true)] required: bool,
    #[prop(default = "input-medium")] size: &'static str,
    #[prop(default = "")] autocomplete: &'static str,
) -> impl IntoView {
    let described_by = described_by(name, error.is_some(), hint.is_some());
    let has_error = error.is_some();
    view! {
        <FieldFrame name label error hint required>
            <select
                class=input_class(size)
                id=name
                name=name
                autocomplete=(!autocomplete.is_empty()).then_some(autocomplete)
                aria-describedby=described_by
                aria-invalid=has_error.then_some("true")
            >
                {options(groups, &chosen, prompt)}
            </select>
        </FieldFrame>
    }
    .into_any()
}

/// The options of a list.
pub(crate) fn options(
    groups: Vec<(String, Vec<(String, String)>)>,
    chosen: &str,
    prompt: String,
) -> impl IntoView + use<> {
    let prompt = (!prompt.is_empty()).then(|| view! { <option value="">{prompt}</option> });
    let groups: Vec<_> = groups
        .into_iter()
        .map(|(name, entries)| {
            let entries: Vec<_> = entries
                .into_iter()
                .map(|(value, label)| {
                    let is_chosen = value == chosen;
                    view! { <option value=value selected=is_chosen>{label}</option> }
                })
                .collect();
            if name.is_empty() {
                Either::Left(entries)
            } else {
                Either::Right(view! { <optgroup label=name>{entries}</optgroup> })
            }
        })
        .collect();
    (prompt, groups)
}

/// One thing to agree to, as a card. It sends `yes`.
#[component]
pub fn Checkbox(
    name: &'static str,
    #[prop(into)] label: String,
    checked: bool,
    #[prop(optional_no_strip, into)] error: Option<String>,
) -> impl IntoView {
    let described_by = described_by(name, error.is_some(), false);
    let has_error = error.is_some();
    view! {
        <div class=field_class(has_error)>
            <div class="choice-cards">
                <label class="choice-card">
                    <input
                        type="checkbox"
                        id=name
                        name=name
                        value="yes"
                        checked=checked
                        aria-describedby=described_by
                        aria-invalid=has_error.then_some("true")
                    />
                    <span><b>{label}</b></span>
                </label>
            </div>
            {error_text(name, error)}
        </div>
    }
    .into_any()
}

/// A field for files. A browser forgets what was chosen whenever the page comes back.
#[component]
pub fn FileField(
    name: &'static str,
    #[prop(into)] label: String,
    #[prop(into)] hint: String,
    /// The kinds that the browser offers first, such as `.pdf`.
    accept: &'static str,
    /// Whether several may be chosen.
    #[prop(default = true)]
    multiple: bool,
    #[prop(optional_no_strip, into)] error: Option<String>,
) -> impl IntoView {
    let described_by = described_by(name, error.is_some(), true);
    let has_error = error.is_some();
    view! {
        <FieldFrame name label error hint=Some(hint) required=false>
            <input
                class="input input-file"
                id=name
                name=name
                type="file"
                multiple=multiple
                accept=accept
                aria-describedby=described_by
                aria-invalid=has_error.then_some("true")
            />
        </FieldFrame>
    }
    .into_any()
}

/// What a form carries without showing it.
#[component]
pub fn HiddenField(name: &'static str, #[prop(into)] value: String) -> impl IntoView {
    view! { <input type="hidden" name=name value=value/> }
}

/// A field that people do not see and leave empty, and that machines fill in.
#[component]
pub fn Honeypot(
    /// What was typed into it.
    #[prop(into)]
    typed: String,
) -> impl IntoView {
    let text = use_text().component();
    view! {
        <div class="honeypot" aria-hidden="true">
            <label for="website">{text.honeypot()}</label>
            <input id="website" name="website" type="text" value=typed tabindex="-1" autocomplete="off"/>
        </div>
    }
}

/// A part of a long form under its own heading.
#[component]
pub fn FormPart(#[prop(into)] legend: String, children: Children) -> impl IntoView {
    view! {
        <fieldset class="form-part">
            <legend><h2>{legend}</h2></legend>
            {children()}
        </fieldset>
    }
    .into_any()
}

/// How a button looks, by its weight on the page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// The one primary action.
    #[default]
    Solid,
    /// Another action.
    Outline,
    /// The way out.
    Text,
}

impl ButtonKind {
    const fn class(self) -> &'static str {
        match self {
            Self::Solid => "button button-large",
            Self::Outline => "button button-large button-outline",
            Self::Text => "button button-large button-text",
        }
    }
}

/// Sends the form around it. The label names the act.
#[component]
pub fn SubmitButton(
    #[prop(into)] label: String,
    /// What the form is told of the button, where it has several; empty where it has one.
    #[prop(default = "")]
    name: &'static str,
    #[prop(default = "")] value: &'static str,
    #[prop(default = ButtonKind::Solid)] kind: ButtonKind,
) -> impl IntoView {
    let is_named = !name.is_empty();
    view! {
        <button type="submit" class=kind.class() name=is_named.then_some(name) value=is_named.then_some(value)>{label}</button>
    }
    .into_any()
}

/// A link that looks like a button.
#[component]
pub fn ButtonLink(
    #[prop(into)] href: String,
    #[prop(into)] label: String,
    #[prop(default = ButtonKind::Solid)] kind: ButtonKind,
) -> impl IntoView {
    view! { <a class=kind.class() href=href>{label}</a> }.into_any()
}
