//! Searching.

use std::time::Instant;

use app::event::query::EventListQuery;
use domain::schedule::Filter;
use domain::time::Clock as _;
use server::clock::SystemClock;

use crate::client::{first_byte, percentile};
use crate::service::{event, service};
use crate::{Outcome, Row};

/// Japanese words looked for in 5,000 events, in another width and kana than they are stored in: half-width katakana for
/// hiragana and katakana, full-width digits.
pub(crate) async fn search(rows: &mut Vec<Row>) -> Outcome<()> {
    const TRIES: usize = 25;
    let events = (0..5_000).map(|number| event(number, 80)).collect::<Outcome<Vec<_>>>()?;
    let service = service("search", events).await?;
    let (schedule, now) = (service.storage.schedule(), SystemClock.now());
    let mut found = Vec::new();
    let mut keeps = true;
    for (what, words, hits) in
        [("all", "ﾊｼﾞﾒﾃﾉ ﾃﾚﾜｰｸ ３ｶ月", 5_000), ("one", "ﾃﾚﾜｰｸ ３ｶ月計画 第１２３４回", 1), ("none", "ﾃﾚﾜｰｸ ｾﾂﾋﾞﾄｳｼ", 0)]
    {
        let (mut alone, mut page) = (Vec::new(), Vec::new());
        for number in 0..TRIES {
            let filter = Filter { words: words.to_owned(), ..Filter::default() };
            let begin = Instant::now();
            let count = schedule.find(&filter, now).count();
            alone.push(begin.elapsed());
            if count != hits {
                return Err(format!("{words} finds {count} events, not {hits}").into());
            }
            // Spaces make another address that asks for the same: no page is kept for it.
            let words = format!("{words}{}", " ".repeat(number));
            let query = EventListQuery { filter: Filter { words, ..filter }, page: 1, ..EventListQuery::default() };
            page.push(first_byte(service.address, &query.address(), "").await?);
        }
        let (alone, page) = (percentile(&mut alone, 0.5), percentile(&mut page, 0.5));
        found.push(format!("{what}: {alone:.1} ms, as a page {page:.1} ms"));
        keeps &= alone < 20.0 && page < 20.0;
    }
    rows.push(Row {
        what: "Japanese words among 5,000 events, in another width and kana, that all, one or none of them have",
        promise: "under 20 ms, the schedule's search and the page's first byte",
        found: found.join("; "),
        keeps,
    });
    Ok(())
}
