//! The part of an address that a route leaves open: a code, a secret, a file.

use app::notfound::Failure;
use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use axum::response::Response;
use domain::reference::EventCode;

use super::Web;
use super::answer::failure;

/// What stands in the place that the route leaves open. Bytes that are no text name nothing: they are
/// answered like every address that does not exist.
pub(super) struct Part(pub(super) String);

impl FromRequestParts<Web> for Part {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Response> {
        match Path::<String>::from_request_parts(parts, web).await {
            Ok(Path(part)) => Ok(Self(part)),
            Err(_) => Err(failure(web, &parts.uri, Failure::NotFound)),
        }
    }
}

/// The event's code in that place, in whatever way it is written. What is no code names nothing either.
pub(super) struct CodePart(pub(super) EventCode);

impl FromRequestParts<Web> for CodePart {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Response> {
        let Part(code) = Part::from_request_parts(parts, web).await?;
        EventCode::parse(&code).map(Self).map_err(|_| failure(web, &parts.uri, Failure::NotFound))
    }
}
