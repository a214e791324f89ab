//! Whether the program is alive, and whether it can serve.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};

use super::Web;

/// `/healthz`: the program runs.
pub(super) async fn alive() -> &'static str {
    "ok\n"
}

/// `/readyz`: the database answers, takes writes and has room for them. Its migrations were checked when it was opened.
pub(super) async fn ready(State(web): State<Web>) -> Response {
    let services = web.services();
    let ready = services.storage.ready(services.clock.now());
    match tokio::time::timeout(std::time::Duration::from_secs(3), ready).await {
        Ok(Ok(())) => "ready\n".into_response(),
        Ok(Err(cause)) => {
            services.failed("being ready", &cause);
            (StatusCode::SERVICE_UNAVAILABLE, "the database cannot be used now\n").into_response()
        }
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer in time\n").into_response(),
    }
}
