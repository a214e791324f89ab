//! Passkeys in the browser: what asks the authenticator, and hands its answer to a form.

use leptos::prelude::*;

/// Asks the authenticator for a passkey, or for a new one, when the form inside it is sent, and sends the form with the
/// answer. Shows the form only where that can work; the form itself is the server's.
#[island]
pub fn PasskeyForm(
    /// Whether a new passkey is to be made; otherwise one is to be shown.
    makes: bool,
    /// Where the challenge is given out.
    ask: String,
    /// What is said when nothing came of it.
    failed: String,
    /// What is said where there is no script, or a browser without passkeys; nothing where it is empty.
    without: String,
    /// The form as the server made it.
    children: Children,
) -> impl IntoView {
    let place = NodeRef::<leptos::html::Div>::new();
    let (said, set_said) = signal(String::new());
    let (ready, set_ready) = signal(false);
    #[cfg(feature = "hydrate")]
    Effect::new(move |_| {
        let Some(place) = place.get() else { return };
        if !browser::is_able() {
            return;
        }
        set_ready.set(true);
        let (ask, failed) = (ask.clone(), failed.clone());
        browser::on_submit(&place, move |form| {
            let (ask, failed) = (ask.clone(), failed.clone());
            set_said.set(String::new());
            leptos::task::spawn_local(async move {
                if browser::answer(&form, makes, &ask).await.is_err() {
                    set_said.set(failed);
                }
            });
        });
    });
    #[cfg(not(feature = "hydrate"))]
    let _ = (makes, ask, failed, set_said, set_ready);
    let lacks = (!without.is_empty()).then(|| view! { <p hidden=move || ready.get()>{without}</p> });
    view! {
        <div class="passkey">
            {lacks}
            <div hidden=move || !ready.get() node_ref=place>{children()}</div>
            <p class="error-text" role="alert">{said}</p>
        </div>
    }
}

#[cfg(feature = "hydrate")]
mod browser {
    use gloo_events::{EventListener, EventListenerOptions};
    use js_sys::{Function, JSON, Object, Promise, Reflect};
    use leptos::prelude::window;
    use wasm_bindgen::{JsCast as _, JsValue};
    use wasm_bindgen_futures::JsFuture;
    use web_sys::{Element, HtmlFormElement, HtmlInputElement, RequestInit, Response};

    /// The two of the browser's own readers that turn text into what an authenticator is asked: base64 is its business.
    const READ_NEW: &str = "parseCreationOptionsFromJSON";
    const READ: &str = "parseRequestOptionsFromJSON";

    fn of(object: &JsValue, name: &str) -> Result<JsValue, JsValue> {
        Reflect::get(object, &name.into())
    }

    fn function(object: &JsValue, name: &str) -> Result<Function, JsValue> {
        of(object, name)?.dyn_into()
    }

    /// Whether this browser knows passkeys, and reads and writes them as text.
    pub(super) fn is_able() -> bool {
        of(&window(), "PublicKeyCredential").is_ok_and(|class| function(&class, READ_NEW).is_ok())
    }

    /// Calls `act` with the form instead of sending it.
    pub(super) fn on_submit(place: &Element, act: impl Fn(HtmlFormElement) + 'static) {
        EventListener::new_with_options(
            place,
            "submit",
            EventListenerOptions::enable_prevent_default(),
            move |event| {
                event.prevent_default();
                if let Some(form) = event.target().and_then(|target| target.dyn_into().ok()) {
                    act(form);
                }
            },
        )
        .forget();
    }

    fn field(form: &HtmlFormElement, selector: &str) -> Result<HtmlInputElement, JsValue> {
        Ok(form.query_selector(selector)?.ok_or(JsValue::NULL)?.dyn_into()?)
    }

    /// Has the authenticator answer, puts the answer into the form's field and sends the form.
    pub(super) async fn answer(form: &HtmlFormElement, makes: bool, ask: &str) -> Result<(), JsValue> {
        // No key is made that would be refused for want of a name: the server says what is missing.
        let is_named = !makes || !field(form, "[name=name]")?.value().trim().is_empty();
        if is_named {
            let answer = ceremony(makes, ask).await?;
            field(form, "[name=credential]")?.set_value(&answer);
        }
        form.submit()
    }

    async fn ceremony(makes: bool, ask: &str) -> Result<String, JsValue> {
        let request = RequestInit::new();
        request.set_method("POST");
        let response = JsFuture::from(window().fetch_with_str_and_init(ask, &request)).await?;
        let response: Response = response.dyn_into()?;
        if response.redirected() {
            // Whoever has to sign in again is led there by the page itself.
            window().location().reload()?;
        }
        if response.redirected() || !response.ok() {
            return Err(JsValue::NULL);
        }
        let options = JsFuture::from(response.json()?).await?;
        let class = of(&window(), "PublicKeyCredential")?;
        let options = function(&class, if makes { READ_NEW } else { READ })?.call1(&class, &options)?;
        let asked = Object::new();
        Reflect::set(&asked, &"publicKey".into(), &options)?;
        let credentials = of(&window().navigator(), "credentials")?;
        let act = function(&credentials, if makes { "create" } else { "get" })?;
        let answer: Promise = act.call1(&credentials, &asked)?.dyn_into()?;
        let answer = JsFuture::from(answer).await?;
        JSON::stringify(&answer)?.as_string().ok_or(JsValue::NULL)
    }
}
