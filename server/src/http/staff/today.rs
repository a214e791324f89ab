//! `/staff`

use app::staff::StaffPage;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;

use super::super::Web;
use super::{AtTheDesk, show};

/// `/staff`
pub(super) async fn read(State(web): State<Web>, desk: AtTheDesk, uri: Uri) -> Response {
    show(&web, &uri, desk, StaffPage::Today, 200)
}
