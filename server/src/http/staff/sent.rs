//! What a form of the desk sends.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::response::Response;

use super::super::Web;
use super::super::answer::failure;
use super::super::forms::form;

/// The fields of a form, in their order.
pub(super) struct Sent(Vec<(String, String)>);

impl Sent {
    /// What stands in the field `name`; nothing where it is missing.
    pub(super) fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value)
    }
}

impl FromRequest<Web> for Sent {
    type Rejection = Response;

    async fn from_request(request: Request, web: &Web) -> Result<Self, Response> {
        let (uri, headers) = (request.uri().clone(), request.headers().clone());
        let body = Bytes::from_request(request, web).await;
        match form(&headers, body) {
            Ok(body) => Ok(Self(form_urlencoded::parse(&body).into_owned().collect())),
            Err(refused) => Err(failure(web, &uri, refused)),
        }
    }
}
