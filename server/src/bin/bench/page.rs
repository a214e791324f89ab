//! Pages, against a static file of the same bytes.

use std::time::Duration;

use crate::client::{ask, percentile, rate, steady};
use crate::service::{event, service};
use crate::{Outcome, Row};

pub(crate) async fn pages(rows: &mut Vec<Row>) -> Outcome<()> {
    let events = (0..50).map(|number| event(number, 80)).collect::<Outcome<Vec<_>>>()?;
    let service = service("pages", events).await?;
    let address = service.address;
    let bytes = ask(address, "GET", "/twin", "").await?.body.len();
    rate(address, "/events").await?;
    let (list, twin) = (rate(address, "/events").await?, rate(address, "/twin").await?);
    let ratio = list / twin;
    rows.push(Row {
        what: "the list of 50 events, rendered, against the same bytes as a static file",
        promise: "at least 0.5 of its rate",
        found: format!("{ratio:.2} ({list:.0} a second of {twin:.0}, {} kB)", bytes / 1000),
        keeps: ratio >= 0.5,
    });
    let mut times = steady(address, "/events", 200, Duration::from_secs(5)).await?;
    let p99 = percentile(&mut times, 0.99);
    rows.push(Row {
        what: "the same list at 200 a second",
        promise: "99 of 100 under 25 ms",
        found: format!("{p99:.1} ms"),
        keeps: p99 < 25.0,
    });
    Ok(())
}
