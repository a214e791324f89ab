//! `/staff`

use app::staff::StaffPage;
use app::staff::door::own::OwnDoorView;
use app::staff::today::TodayView;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use domain::account::Actor;

use super::super::Web;
use super::super::answer::failure;
use super::{AtTheDesk, show};

/// `/staff`
pub(super) async fn read(State(web): State<Web>, desk: AtTheDesk, uri: Uri) -> Response {
    if let Actor::CheckInHelper(helper) = desk.signed_in.actor {
        let (services, door) = (web.services(), helper.door());
        return match services.storage.event_named(door.event).await {
            Ok(event) => {
                let view = OwnDoorView { event, until: door.until };
                show(&web, &uri, desk, StaffPage::OwnDoor(view), 200)
            }
            Err(cause) => failure(&web, &uri, services.failed("reading an event", &cause)),
        };
    }
    if desk.secretariat().is_err() {
        return show(&web, &uri, desk, StaffPage::Today(None), 200);
    }
    let services = web.services();
    let now = services.clock.now();
    match services.storage.desk_day(now).await {
        Ok(day) => {
            let view = TodayView::new(day, &services.storage.schedule(), now);
            show(&web, &uri, desk, StaffPage::Today(Some(view)), 200)
        }
        Err(cause) => failure(&web, &uri, services.failed("counting what waits", &cause)),
    }
}
