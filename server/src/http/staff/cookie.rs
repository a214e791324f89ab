//! The desk's cookies: the session, the sign-in between its two steps, the challenge for a passkey, and the door of
//! whoever has come by a link.

use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;
use domain::reference::SecretToken;

use super::super::Web;

/// What a cookie holds the secret of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DeskCookie {
    /// Somebody who is signed in.
    Session,
    /// Somebody who has shown the password, and not yet the second factor.
    SignIn,
    /// Somebody who is to show, or to make, a passkey.
    Passkey,
    /// Somebody who has come by a helper's link: it opens one door, and nothing of the desk.
    Door,
}

impl DeskCookie {
    /// The cookie's name: with a prefix that browsers guard, where the service is reached by https.
    fn name(self, web: &Web) -> &'static str {
        let is_secure = web.services().site.public_url.starts_with("https://");
        match (self, is_secure) {
            (Self::Session, true) => "__Host-session",
            (Self::Session, false) => "session",
            (Self::SignIn, true) => "__Host-sign-in",
            (Self::SignIn, false) => "sign-in",
            (Self::Passkey, true) => "__Host-passkey",
            (Self::Passkey, false) => "passkey",
            (Self::Door, true) => "__Host-door",
            (Self::Door, false) => "door",
        }
    }

    /// The secret in the browser's cookies.
    pub(super) fn read(self, web: &Web, headers: &HeaderMap) -> Option<SecretToken> {
        let name = self.name(web);
        let cookies = headers.get_all(COOKIE).iter().filter_map(|cookies| cookies.to_str().ok());
        let mut values = cookies
            .flat_map(|cookies| cookies.split(';'))
            .filter_map(|cookie| cookie.trim().split_once('='))
            .filter(|(found, _)| *found == name);
        values.next().and_then(|(_, secret)| SecretToken::parse(secret).ok())
    }

    /// Has the browser keep `secret` until it is closed.
    pub(super) fn set(self, web: &Web, response: &mut Response, secret: &SecretToken) {
        self.write(web, response, secret.as_str(), "");
    }

    /// Has the browser forget what it kept.
    pub(super) fn clear(self, web: &Web, response: &mut Response) {
        self.write(web, response, "", "; Max-Age=0");
    }

    fn write(self, web: &Web, response: &mut Response, value: &str, age: &str) {
        let name = self.name(web);
        let secure = if name.starts_with("__Host-") { "; Secure" } else { "" };
        // Lax: a link in a mail leads to a page of the desk; whatever writes is a POST, and those come from our own
        // pages only.
        let cookie = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{age}");
        if let Ok(cookie) = HeaderValue::from_str(&cookie) {
            response.headers_mut().append(SET_COOKIE, cookie);
        }
    }
}
