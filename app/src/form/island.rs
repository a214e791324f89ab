//! A form that answers without a page load, and keeps a draft on the device.

use leptos::prelude::*;

/// Sends the form inside it to the server function, shows the answer in place, and keeps what is
/// typed on this device until it is sent. The form itself is the server's, and works without this.
#[island]
pub fn FormKeeper(
    /// The page's address, without query.
    address: String,
    /// What is said when the connection is lost.
    connection_lost: String,
    /// What is said when a draft was restored.
    draft_restored: String,
    /// The button that throws the draft away.
    draft_discard: String,
    /// Whether drafts are kept: not for a change, whose form comes filled.
    keeps_draft: bool,
    /// The form as the server made it.
    children: Children,
) -> impl IntoView {
    let place = NodeRef::<leptos::html::Div>::new();
    let (said, set_said) = signal(String::new());
    let (restored, set_restored) = signal(false);
    #[cfg(feature = "hydrate")]
    let discard = {
        use super::island::browser::{self, Draft};
        let draft = Draft::of(&address, keeps_draft);
        let for_effect = draft.clone();
        Effect::new(move |_| {
            let Some(place) = place.get() else { return };
            set_restored.set(for_effect.restore(&place));
            for_effect.keep(&place);
            browser::on_submit(&place, {
                let (address, lost, draft) = (address.clone(), connection_lost.clone(), for_effect.clone());
                let place = place.clone();
                move |fields| {
                    let (address, lost, draft) = (address.clone(), lost.clone(), draft.clone());
                    let place = place.clone();
                    set_said.set(String::new());
                    leptos::task::spawn_local(async move {
                        let answer = super::server::answer_form(address, fields).await;
                        if browser::show(&place, answer, &draft) {
                            set_restored.set(false);
                        } else {
                            set_said.set(lost);
                        }
                    });
                }
            });
        });
        move |_| {
            if let Some(place) = place.get_untracked() {
                draft.discard(&place);
                set_restored.set(false);
            }
        }
    };
    #[cfg(not(feature = "hydrate"))]
    let discard = {
        let _ = (address, connection_lost, keeps_draft, set_said, set_restored);
        |_| ()
    };
    view! {
        <div class="form-keeper">
            <p class="form-keeper-note" role="status" class:is-shown=move || restored.get()>
                <span>{move || restored.get().then(|| draft_restored.clone())}</span>
                <button type="button" class="link-button" on:click=discard>{draft_discard}</button>
            </p>
            <p class="form-keeper-lost" role="alert" class:is-shown=move || !said.get().is_empty()>{said}</p>
            <div class="stack" node_ref=place>{children()}</div>
        </div>
    }
}

#[cfg(feature = "hydrate")]
mod browser {
    use gloo_events::{EventListener, EventListenerOptions};
    use gloo_storage::{LocalStorage, Storage as _};
    use wasm_bindgen::JsCast as _;
    use web_sys::{
        Element, HtmlFormElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement, UrlSearchParams,
    };

    use super::super::server::FormAnswer;
    use crate::AppError;
    use crate::island::{Exchange, fields_of, fields_sent, focus, go, say_answered};

    /// A draft older than this, in milliseconds, is not shown any more: seven days.
    const KEPT: f64 = 7.0 * 24.0 * 60.0 * 60.0 * 1000.0;
    /// Never kept on the device: they belong to one showing of the form, or are a decision to be
    /// taken anew.
    const NOT_KEPT: [&str; 6] = ["key", "website", "consent", "promised", "revision", "drop_files"];

    /// What was typed into one form, on this device.
    #[derive(Clone)]
    pub(super) struct Draft {
        name: Option<String>,
    }

    impl Draft {
        pub(super) fn of(address: &str, is_kept: bool) -> Self {
            let plain = address.strip_prefix("/en").unwrap_or(address);
            Self { name: is_kept.then(|| format!("draft:{plain}")) }
        }

        /// Fills the form from the draft, unless somebody has filled it already. Says whether it did.
        pub(super) fn restore(&self, place: &Element) -> bool {
            let Some(name) = &self.name else { return false };
            let Ok(stored) = LocalStorage::get::<String>(name) else { return false };
            let Some((kept_at, fields)) = stored.split_once('\n') else { return false };
            if js_sys::Date::now() - kept_at.parse::<f64>().unwrap_or(0.0) > KEPT {
                LocalStorage::delete(name);
                return false;
            }
            let Some(form) = form_in(place) else { return false };
            if !is_untouched(&form) {
                return false;
            }
            let Ok(fields) = UrlSearchParams::new_with_str(fields) else { return false };
            let mut is_filled = false;
            for element in elements(&form) {
                if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
                    let name = input.name();
                    if NOT_KEPT.contains(&name.as_str())
                        || name.is_empty()
                        || matches!(input.type_().as_str(), "hidden" | "file")
                    {
                        continue;
                    }
                    let values = fields.get_all(&name);
                    if matches!(input.type_().as_str(), "radio" | "checkbox") {
                        let chosen = values.iter().any(|value| value.as_string().as_deref() == Some(&*input.value()));
                        input.set_checked(chosen);
                        is_filled |= chosen;
                    } else if let Some(value) = fields.get(&name) {
                        is_filled |= !value.is_empty();
                        input.set_value(&value);
                    }
                } else if let Some(area) = element.dyn_ref::<HtmlTextAreaElement>() {
                    if let Some(value) = fields.get(&area.name()) {
                        is_filled |= !value.is_empty();
                        area.set_value(&value);
                    }
                } else if let Some(select) = element.dyn_ref::<HtmlSelectElement>()
                    && let Some(value) = fields.get(&select.name())
                {
                    is_filled |= !value.is_empty();
                    select.set_value(&value);
                }
            }
            is_filled
        }

        /// Keeps what is typed from now on.
        pub(super) fn keep(&self, place: &Element) {
            let Some(name) = self.name.clone() else { return };
            let watched = place.clone();
            EventListener::new(place, "input", move |_| {
                let Some(form) = form_in(&watched) else { return };
                let Some(fields) = fields_of(&form) else { return };
                for unkept in NOT_KEPT {
                    fields.delete(unkept);
                }
                // A full or forbidden storage only means that there is no draft.
                drop(LocalStorage::set(&name, format!("{}\n{}", js_sys::Date::now(), fields.to_string())));
            })
            .forget();
        }

        fn forget(&self) {
            if let Some(name) = &self.name {
                LocalStorage::delete(name);
            }
        }

        /// Throws the draft away and empties the form.
        pub(super) fn discard(&self, place: &Element) {
            self.forget();
            if let Some(form) = form_in(place) {
                form.reset();
                focus(place, "input:not([type=hidden])");
            }
        }
    }

    fn form_in(place: &Element) -> Option<HtmlFormElement> {
        place.query_selector("form").ok().flatten()?.dyn_into().ok()
    }

    fn elements(form: &HtmlFormElement) -> impl Iterator<Item = Element> + use<> {
        let all = form.elements();
        (0..all.length()).filter_map(move |at| all.item(at))
    }

    /// Whether the form is as the server made an empty one: it has no name and no address in it.
    fn is_untouched(form: &HtmlFormElement) -> bool {
        elements(form)
            .filter_map(|element| element.dyn_into::<HtmlInputElement>().ok())
            .filter(|input| matches!(input.type_().as_str(), "text" | "email" | "tel") && input.name() != "website")
            .all(|input| input.value().is_empty())
    }

    /// Whether files were chosen in the form.
    fn has_files(form: &HtmlFormElement) -> bool {
        elements(form)
            .filter_map(|element| element.dyn_into::<HtmlInputElement>().ok())
            .any(|input| input.type_() == "file" && !input.value().is_empty())
    }

    /// Calls `send` with the fields of a form inside `place` instead of loading a page. While an
    /// answer is awaited further presses are passed over; the key in the form makes even those that
    /// slip through the same sending.
    pub(super) fn on_submit(place: &Element, send: impl Fn(String) + 'static) {
        EventListener::new_with_options(
            place,
            "submit",
            EventListenerOptions::enable_prevent_default(),
            move |event| {
                let Some(form) = event.target().and_then(|target| target.dyn_into::<HtmlFormElement>().ok()) else {
                    return;
                };
                // Files go with a whole page: only the browser can send them, and only once.
                if has_files(&form) {
                    return;
                }
                let Some(fields) = fields_sent(event, &form) else { return };
                event.prevent_default();
                if form.get_attribute("aria-busy").as_deref() == Some("true") {
                    return;
                }
                drop(form.set_attribute("aria-busy", "true"));
                send(String::from(fields.to_string()));
            },
        )
        .forget();
    }

    /// Shows the answer; says whether there was one.
    pub(super) fn show(place: &Element, answer: Result<FormAnswer, AppError>, draft: &Draft) -> bool {
        if let Some(form) = form_in(place) {
            drop(form.remove_attribute("aria-busy"));
        }
        match answer {
            Ok(FormAnswer::Page(fragment)) => {
                Exchange { place, html: &fragment.html, title: &fragment.title }.make();
                say_answered();
                let wanted = place.query_selector("input[name=focus]").ok().flatten();
                if let Some(field) = wanted.and_then(|field| field.get_attribute("value")) {
                    focus(place, &format!("[id=\"{field}\"]"));
                } else if let Some(target) = [".error-summary", ".banner", "h1"]
                    .into_iter()
                    .find(|selector| matches!(place.query_selector(selector), Ok(Some(_))))
                {
                    focus(place, target);
                }
                true
            }
            Ok(FormAnswer::Go(address)) => {
                draft.forget();
                go(&address);
                true
            }
            Err(_) => false,
        }
    }
}
