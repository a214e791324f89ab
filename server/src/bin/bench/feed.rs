//! What programs read.

use crate::client::{first_byte, percentile};
use crate::service::{event, service};
use crate::{Outcome, Row};

/// Feeds of 5,000 events: made anew, and kept.
pub(crate) async fn feeds(rows: &mut Vec<Row>) -> Outcome<()> {
    let events = (0..5_000).map(|number| event(number, 80)).collect::<Outcome<Vec<_>>>()?;
    let service = service("feeds", events).await?;
    let address = service.address;
    for (what, path) in [
        ("the calendar of 5,000 events, first byte", "/feeds/all/all.ics"),
        ("the Atom feed of 5,000 events, first byte", "/feeds/all/all.atom"),
        ("the table of 5,000 events, first byte", "/open-data/events.csv"),
        ("the first 1,000 of 5,000 events as JSON, first byte", "/open-data/events.json?per_page=1000"),
    ] {
        let mut anew = Vec::new();
        for _ in 0..5 {
            service.storage.schedule_reload().await?;
            anew.push(first_byte(address, path, "").await?);
        }
        let mut kept = Vec::new();
        for _ in 0..25 {
            kept.push(first_byte(address, path, "").await?);
        }
        let (anew, kept) = (percentile(&mut anew, 0.5), percentile(&mut kept, 0.5));
        rows.push(Row {
            what,
            promise: "under 50 ms made anew; kept in at most 0.5 of that",
            found: format!("{anew:.1} ms made anew, {kept:.1} ms kept ({:.2})", kept / anew),
            keeps: anew < 50.0 && kept <= 0.5 * anew,
        });
    }
    Ok(())
}
