//! The part of an address that a route leaves open: a code, a secret, a file.

use app::notfound::Failure;
use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use axum::response::Response;

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
