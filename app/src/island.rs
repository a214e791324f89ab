//! What islands share: exchanging a part of the page for what the server made of it.
//!
//! The server renders every part, with its words; the browser puts it in place and moves the focus.
//! So a page and its island can never tell two different things, and the client stays small.

#[cfg(feature = "hydrate")]
pub use browser::*;

#[cfg(feature = "hydrate")]
mod browser {
    use gloo_events::{EventListener, EventListenerOptions};
    use leptos::html::Div;
    use leptos::prelude::{Effect, Get as _, GetUntracked as _, NodeRef, document, window};
    use wasm_bindgen::{JsCast as _, JsValue};
    use wasm_bindgen_futures::JsFuture;
    use web_sys::{
        Document, DomParser, Element, Event, FormData, HtmlButtonElement, HtmlDialogElement, HtmlElement,
        HtmlFormElement, RequestInit, Response, SubmitEvent, SupportedType, UrlSearchParams,
    };

    use crate::AppError;
    use crate::event::server::Fragment;

    /// What a page tells its islands when the server has answered a form in place.
    const ANSWERED: &str = "telework:answered";

    /// Calls `act` whenever the server has answered a form in place: what else the page shows may be older now.
    pub fn on_answered(act: impl Fn() + 'static) {
        EventListener::new(&document(), ANSWERED, move |_| act()).forget();
    }

    /// Says that the server has answered a form in place.
    pub fn say_answered() {
        if let Ok(event) = web_sys::Event::new(ANSWERED) {
            drop(document().dispatch_event(&event));
        }
    }

    /// A part of the page to be exchanged.
    pub struct Exchange<'a> {
        /// Where it stands.
        pub place: &'a Element,
        /// What the server made.
        pub html: &'a str,
        /// The title of the page with it.
        pub title: &'a str,
    }

    impl Exchange<'_> {
        /// Makes the exchange.
        pub fn make(self) {
            self.place.set_inner_html(self.html);
            document().set_title(self.title);
        }
    }

    /// Moves the focus to the first of `place` that `selector` names, and shows it.
    pub fn focus(place: &Element, selector: &str) {
        if let Ok(Some(found)) = place.query_selector(selector)
            && let Ok(found) = found.dyn_into::<HtmlElement>()
        {
            // An element that has the focus already says nothing when it gets it again.
            drop(found.focus());
            found.scroll_into_view();
        }
    }

    /// The fields of a form, in their order.
    pub fn fields_of(form: &HtmlFormElement) -> Option<UrlSearchParams> {
        let data = FormData::new_with_form(form).ok()?;
        let fields = UrlSearchParams::new().ok()?;
        let entries = js_sys::try_iter(&data).ok().flatten()?;
        for entry in entries.flatten() {
            let pair = js_sys::Array::from(&entry);
            if let (Some(name), Some(value)) = (pair.get(0).as_string(), pair.get(1).as_string()) {
                fields.append(&name, &value);
            }
        }
        Some(fields)
    }

    /// The fields of a form that is being submitted, with the button that was pressed.
    pub fn fields_sent(event: &Event, form: &HtmlFormElement) -> Option<UrlSearchParams> {
        let fields = fields_of(form)?;
        let button = event.dyn_ref::<SubmitEvent>().and_then(SubmitEvent::submitter);
        let button = button.and_then(|button| button.dyn_into::<HtmlButtonElement>().ok());
        if let Some(button) = button.filter(|button| !button.name().is_empty()) {
            fields.append(&button.name(), &button.value());
        }
        Some(fields)
    }

    /// Keeps `address` in the browser's history, so that Back comes back to it.
    pub fn remember(address: &str) {
        if let Ok(history) = window().history() {
            drop(history.push_state_with_url(&JsValue::NULL, "", Some(address)));
        }
    }

    /// A page that came back, and from where.
    pub struct Came {
        /// The page.
        pub page: Document,
        /// Its address, after every redirect.
        pub address: String,
        /// The status of the answer.
        pub status: u16,
    }

    /// Asks for `address`, or sends `fields` there.
    ///
    /// # Errors
    /// What the browser says where no answer comes.
    pub async fn ask(address: &str, fields: Option<&UrlSearchParams>) -> Result<Came, JsValue> {
        let request = RequestInit::new();
        if let Some(fields) = fields {
            request.set_method("POST");
            request.set_body(fields);
        }
        let response = JsFuture::from(window().fetch_with_str_and_init(address, &request)).await?;
        let response: Response = response.dyn_into()?;
        let text = JsFuture::from(response.text()?).await?.as_string().unwrap_or_default();
        let page = DomParser::new()?.parse_from_string(&text, SupportedType::TextHtml)?;
        Ok(Came { page, address: response.url(), status: response.status() })
    }

    /// Shows in `dialog` the matter of a page of the desk that came instead of the one that was expected.
    pub fn show_matter(dialog: &HtmlDialogElement, page: &Document, matter: &Element) {
        let head = page.query_selector("main .desk-head").ok().flatten();
        let head = head.map(|head| head.inner_html()).unwrap_or_default();
        dialog.set_inner_html(&format!("{head}{}", matter.outer_html()));
        if !dialog.open() {
            drop(dialog.show_modal());
        }
    }

    /// Goes to `address` as a link would.
    pub fn go(address: &str) {
        drop(window().location().set_href(address));
    }

    /// Calls `act` with the query and the address of a link inside `place` that `selector` names,
    /// instead of following it. Clicks that ask for a new tab stay the browser's.
    pub fn on_click_of_link(place: &Element, selector: &'static str, act: impl Fn(String, String) + 'static) {
        EventListener::new_with_options(place, "click", EventListenerOptions::enable_prevent_default(), move |event| {
            let Some(mouse) = event.dyn_ref::<web_sys::MouseEvent>() else { return };
            if mouse.button() != 0 || mouse.ctrl_key() || mouse.meta_key() || mouse.shift_key() || mouse.alt_key() {
                return;
            }
            let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
            let Ok(Some(link)) = target.closest(selector) else { return };
            let Some(address) = link.get_attribute("href") else { return };
            event.prevent_default();
            let query = address.split_once('?').map_or_else(String::new, |(_, query)| query.to_owned());
            act(query, address);
        })
        .forget();
    }

    /// Follows the links in `place` that `links` names without a reload: what `fetch` brings for the query of an address
    /// takes the place of what stands there, Back leads back, and `heading` takes the focus. Where nothing comes the
    /// browser does what it would have done without us.
    pub fn follow_in_place<F, Fetched>(place: NodeRef<Div>, links: &'static str, heading: &'static str, fetch: F)
    where
        F: Fn(String) -> Fetched + Clone + 'static,
        Fetched: Future<Output = Result<Fragment, AppError>> + 'static,
    {
        let show = move |query: String, remembered: Option<String>| {
            let fetched = fetch(query);
            leptos::task::spawn_local(async move {
                match (fetched.await, place.get_untracked()) {
                    (Ok(fragment), Some(place)) => {
                        Exchange { place: &place, html: &fragment.html, title: &fragment.title }.make();
                        if let Some(address) = remembered {
                            remember(&address);
                        }
                        focus(&place, heading);
                    }
                    (Err(_), _) => {
                        if let Some(address) = remembered {
                            go(&address);
                        }
                    }
                    (Ok(_), None) => {}
                }
            });
        };
        let on_link = show.clone();
        Effect::new(move |_| {
            if let Some(place) = place.get() {
                let on_link = on_link.clone();
                on_click_of_link(&place, links, move |query, address| on_link(query, Some(address)));
            }
        });
        on_history(move |query| show(query, None));
    }

    /// Calls `act` with the query of the address when Back or Forward leads to another.
    pub fn on_history(act: impl Fn(String) + 'static) {
        EventListener::new(&window(), "popstate", move |_| {
            let query = window().location().search().unwrap_or_default();
            act(query.trim_start_matches('?').to_owned());
        })
        .forget();
    }
}
