//! A visitor without script: opens pages, fills their forms, presses their buttons, follows where
//! they are sent. What a browser would not send, a visitor does not send either.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::body::Body;
use axum::http::{HeaderMap, Request};
use domain::language::Language;
use domain::reference::SecretToken;
use scraper::{ElementRef, Html, Selector};

use crate::site::{HOST, Site, code};

pub(crate) struct Visitor<'site> {
    site: &'site Site,
    pub(crate) language: Language,
    pub(crate) email: String,
    /// The cookies of this browser, by their names.
    cookies: Mutex<BTreeMap<String, String>>,
}

impl<'site> Visitor<'site> {
    pub(crate) fn new(site: &'site Site, language: Language, email: &str) -> Self {
        Self { site, language, email: email.to_owned(), cookies: Mutex::default() }
    }

    /// The same visitor, with a session of somebody who works here.
    pub(crate) fn with_session(self, session: &SecretToken) -> Self {
        self.jar().insert("__Host-session".to_owned(), session.as_str().to_owned());
        self
    }

    /// The address of a page in the visitor's language.
    pub(crate) fn address(&self, path: &str) -> String {
        app::address::localized(self.language, path)
    }

    fn request(&self, method: &str, path: &str, body: Body) -> Request<Body> {
        let mut request = crate::site::request(method, path, body);
        let headers = request.headers_mut();
        headers.insert("sec-fetch-site", "same-origin".parse().expect("a header"));
        headers.insert("accept", "text/html".parse().expect("a header"));
        if method == "POST" {
            headers.insert("origin", format!("https://{HOST}").parse().expect("a header"));
            headers.insert("content-type", "application/x-www-form-urlencoded".parse().expect("a header"));
        }
        let cookies: Vec<String> = self.jar().iter().map(|(name, value)| format!("{name}={value}")).collect();
        if !cookies.is_empty() {
            let cookies = cookies.join("; ");
            headers.insert("cookie", cookies.parse().expect("a header"));
        }
        request
    }

    /// Opens an address as it stands in a link.
    pub(crate) async fn follows(&self, address: &str) -> Answer {
        self.asks_for(self.request("GET", address, Body::empty())).await
    }

    fn jar(&self) -> MutexGuard<'_, BTreeMap<String, String>> {
        self.cookies.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The cookie of this name, as this browser holds it.
    pub(crate) fn cookie(&self, name: &str) -> Option<String> {
        self.jar().get(name).cloned()
    }

    /// Puts a cookie where this browser had another, or none.
    pub(crate) fn holds(&self, name: &str, value: &str) {
        self.jar().insert(name.to_owned(), value.to_owned());
    }

    /// Asks, and keeps and forgets cookies as the answer says.
    async fn asks_for(&self, request: Request<Body>) -> Answer {
        let answer = self.site.answers(request).await;
        for cookie in answer.headers.get_all("set-cookie") {
            let cookie = cookie.to_str().expect("plain");
            let (name, value) = cookie.split(';').next().and_then(|pair| pair.split_once('=')).expect("a cookie");
            if cookie.contains("Max-Age=0") {
                self.jar().remove(name);
            } else {
                self.jar().insert(name.to_owned(), value.to_owned());
            }
        }
        answer
    }

    /// Opens a page in the visitor's language.
    pub(crate) async fn opens(&self, path: &str) -> Answer {
        self.follows(&self.address(path)).await
    }

    /// Sends a form where it goes, without looking further.
    pub(crate) async fn sends(&self, form: &Form) -> Answer {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(&form.fields).finish();
        self.asks_for(self.request("POST", &form.action, Body::from(body))).await
    }

    /// Sends a form with files, as a browser does where a form takes them.
    pub(crate) async fn sends_files(&self, form: &Form, files: &[(&str, &[u8])]) -> Answer {
        const BOUNDARY: &str = "----a-boundary-of-our-own";
        let mut body = Vec::new();
        for (name, value) in &form.fields {
            let head = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n");
            body.extend([head.as_bytes(), value.as_bytes(), b"\r\n"].concat());
        }
        for (name, content) in files {
            let head = format!(
                "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"attachments\"; filename=\"{name}\"\r\n\
                 Content-Type: image/png\r\n\r\n"
            );
            body.extend([head.as_bytes(), content, b"\r\n"].concat());
        }
        body.extend(format!("--{BOUNDARY}--\r\n").into_bytes());
        let mut request = self.request("POST", &form.action, Body::from(body));
        let kind = format!("multipart/form-data; boundary={BOUNDARY}").parse().expect("a header");
        request.headers_mut().insert("content-type", kind);
        self.asks_for(request).await
    }

    /// Sends a form, and goes where the answer leads.
    pub(crate) async fn submits(&self, form: &Form) -> Answer {
        let answer = self.sends(form).await;
        match answer.header("location") {
            Some(address) if answer.status == 303 => self.follows(&address).await,
            _ => answer,
        }
    }

    /// The registration form, filled as this visitor would.
    pub(crate) async fn fills(&self) -> Form {
        let page = self.opens(&format!("/events/{}/register", code())).await;
        page.form()
            .with("attendance", "online")
            .with("name", "山田 太郎")
            .with("kana", "ヤマダ タロウ")
            .with("email", &self.email)
            .with("phone", "03-5422-1517")
            .with("organisation", "山田製作所")
            .with("organisation_kind", "small-company")
            .with("prefecture", "13")
            .with("consent", "yes")
    }

    /// The form of an inquiry, filled with no more than is needed.
    pub(crate) async fn writes(&self, message: &str) -> Form {
        let page = self.opens("/inquiries/new?topic=security").await;
        page.form().with("message", message).with("email", &self.email).with("consent", "yes")
    }

    /// Asks, and gives the page that the answer leads to.
    pub(crate) async fn asks(&self, message: &str) -> Answer {
        let form = self.writes(message).await;
        let check = self.sends(&form.press("check")).await;
        self.submits(&check.form().press("confirm")).await
    }

    /// Goes on to the check page.
    pub(crate) async fn checks(&self) -> Answer {
        let form = self.fills().await;
        self.sends(&form.press("check")).await
    }

    /// The whole way, to the confirmation.
    pub(crate) async fn registers(&self) -> Answer {
        let check = self.checks().await;
        self.submits(&check.form().press("confirm")).await
    }

    /// The same, and gives the address of the page that stays.
    pub(crate) async fn own_page(&self) -> String {
        let done = self.registers().await;
        assert_eq!(done.status, 200, "{}", done.text());
        done.path.strip_suffix("/registered").expect("it ends at the confirmation").to_owned()
    }
}

/// What came back.
pub(crate) struct Answer {
    /// The address that was asked.
    pub(crate) path: String,
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Vec<u8>,
}

fn select(selector: &str) -> Selector {
    Selector::parse(selector).unwrap_or_else(|error| panic!("{selector}: {error}"))
}

fn words(element: ElementRef<'_>) -> String {
    let text: String = element.text().collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<String> {
        self.headers.get(name).map(|value| value.to_str().expect("plain").to_owned())
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.bytes.clone()).expect("UTF-8")
    }

    /// The text without the nonce, which is drawn anew for each answer.
    pub(crate) fn text_without_nonce(&self) -> String {
        let text = self.text();
        let nonce = text.split("nonce=\"").nth(1).and_then(|rest| rest.split('"').next());
        nonce.map_or_else(|| text.clone(), |nonce| text.replace(nonce, ""))
    }

    pub(crate) fn document(&self) -> Html {
        Html::parse_document(&self.text())
    }

    /// The words of every element that `selector` names.
    pub(crate) fn all(&self, selector: &str) -> Vec<String> {
        self.document().select(&select(selector)).map(words).collect()
    }

    /// What stands in the body for everybody to read.
    pub(crate) fn said(&self) -> String {
        self.all("body").join(" ")
    }

    pub(crate) fn heading(&self) -> String {
        let headings = self.all("h1");
        assert_eq!(headings.len(), 1, "one heading on {}: {headings:?}", self.path);
        headings.into_iter().next().unwrap_or_default()
    }

    pub(crate) fn title(&self) -> String {
        self.all("head > title").join("")
    }

    /// Where the links lead that `selector` names.
    pub(crate) fn links(&self, selector: &str) -> Vec<String> {
        let document = self.document();
        document.select(&select(selector)).filter_map(|link| link.attr("href").map(str::to_owned)).collect()
    }

    /// The errors of the summary: the field each leads to, and what it says.
    pub(crate) fn problems(&self) -> Vec<(String, String)> {
        let fields = self.links(".error-summary a");
        fields
            .into_iter()
            .map(|field| field.trim_start_matches('#').to_owned())
            .zip(self.all(".error-summary a"))
            .collect()
    }

    /// The reference number on the page.
    pub(crate) fn number(&self) -> String {
        let numbers = self.all(".reference");
        assert_eq!(numbers.len(), 1, "one number on {}", self.path);
        numbers.concat()
    }

    /// The one form of the page that is sent with POST, as a browser holds it.
    pub(crate) fn form(&self) -> Form {
        let document = self.document();
        let selector = select("form[method=post]");
        let form = document.select(&selector).next().unwrap_or_else(|| {
            panic!("no form on {} ({}): {}", self.path, self.status, self.said());
        });
        Form::of(form)
    }

    /// The first form that goes to `action` and, where `button` is not empty, has a button of this value.
    pub(crate) fn form_to(&self, action: &str, button: &str) -> Form {
        let document = self.document();
        let selector = select(&format!("form[method=post][action=\"{action}\"]"));
        let mut forms = document.select(&selector);
        let is_it = |form: &ElementRef<'_>| {
            button.is_empty() || form.select(&select("button")).any(|each| each.attr("value") == Some(button))
        };
        let form = forms.find(is_it).unwrap_or_else(|| panic!("no form to {action} on {}: {}", self.path, self.said()));
        Form::of(form)
    }

    pub(crate) fn has_form(&self) -> bool {
        !self.all("form[method=post]").is_empty()
    }

    #[track_caller]
    pub(crate) fn assert_status(&self, status: u16) -> &Self {
        let said = || String::from_utf8_lossy(&self.bytes).chars().take(2_000).collect::<String>();
        assert_eq!(self.status, status, "{}: {}", self.path, said());
        self
    }

    #[track_caller]
    pub(crate) fn assert_heading(&self, heading: &str) -> &Self {
        assert_eq!(self.heading(), heading, "{}", self.path);
        self
    }

    #[track_caller]
    pub(crate) fn assert_text(&self, text: &str) -> &Self {
        assert!(self.said().contains(text), "{text} is not on {}: {}", self.path, self.said());
        self
    }
}

/// A form with what stands in it.
#[derive(Debug, Clone)]
pub(crate) struct Form {
    pub(crate) action: String,
    pub(crate) fields: Vec<(String, String)>,
}

impl Form {
    pub(crate) fn of(form: ElementRef<'_>) -> Self {
        let mut fields = Vec::new();
        for field in form.select(&select("input, textarea, select")) {
            let Some(name) = field.attr("name").map(str::to_owned) else { continue };
            let value = match field.value().name() {
                "textarea" => Some(field.text().collect::<String>().replace('\n', "\r\n")),
                "select" => {
                    let chosen = field.select(&select("option[selected]")).next();
                    let first = field.select(&select("option")).next();
                    chosen.or(first).and_then(|option| option.attr("value")).map(str::to_owned)
                }
                _ => {
                    let is_box = matches!(field.attr("type"), Some("checkbox" | "radio"));
                    (!is_box || field.attr("checked").is_some()).then(|| field.attr("value").unwrap_or("on").to_owned())
                }
            };
            fields.extend(value.map(|value| (name, value)));
        }
        let action = form.attr("action").expect("it goes somewhere").to_owned();
        Self { action, fields }
    }

    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    /// With `value` in the one field `name`, which keeps its place among the others, as in a browser.
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        let place = self.fields.iter().position(|(field, _)| field == name).unwrap_or(self.fields.len());
        self.fields.retain(|(field, _)| field != name);
        self.fields.insert(place, (name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) fn without(mut self, name: &str) -> Self {
        self.fields.retain(|(field, _)| field != name);
        self
    }

    /// Sent with the button of this value.
    pub(crate) fn press(self, step: &str) -> Self {
        self.with("step", step)
    }
}
