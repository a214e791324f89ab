//! What a form of the desk sends.

use axum::extract::{FromRequest, Request};
use axum::response::Response;

use super::super::Web;
use super::super::forms::FormBody;

/// The fields of a form, in their order.
pub(super) struct Sent(pub(super) Vec<(String, String)>);

impl Sent {
    /// What stands in the field `name`; nothing where it is missing. The last one counts: a button after a field.
    pub(super) fn get(&self, name: &str) -> &str {
        self.0.iter().rev().find(|(field, _)| field == name).map_or("", |(_, value)| value)
    }

    /// Every field with its value.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

impl FromRequest<Web> for Sent {
    type Rejection = Response;

    async fn from_request(request: Request, web: &Web) -> Result<Self, Response> {
        let FormBody(body) = FormBody::from_request(request, web).await?;
        Ok(Self(form_urlencoded::parse(&body).into_owned().collect()))
    }
}
