//! What is promised on the privacy page is done: after its time nothing opens any more.

use domain::retention::due_before;
use server::mail::EmlFolder;
use server::retention::Retention;

use crate::site::Site;

/// A year after the sample event, and a few days.
const LATER: i64 = 400 * 24 * 60 * 60;

#[tokio::test]
async fn a_year_after_it_has_served_nothing_opens_any_more_and_the_site_goes_on() {
    let site = Site::open().await;
    let visitor = site.visitor("taro@example.jp");
    let own = visitor.own_page().await;
    let (waits, file) = site.asks_with_a_file("yuki@example.jp").await;
    let asked = visitor.asks("就業規則の例はありますか。").await;
    let thread = asked.path.trim_end_matches("?received").to_owned();
    visitor.submits(&asked.form().with("outcome", "solved").with("text", "")).await.assert_status(200);
    let folder = tempfile::tempdir().expect("a folder");
    let retention = Retention::new(site.storage.clone(), EmlFolder::new(folder.path()));

    // The service deletes as soon as it starts, and ends when it is told to.
    retention.run(&*site.services.clock, std::future::ready(())).await;
    for path in [&own, &thread] {
        visitor.follows(path).await.assert_status(200);
    }

    site.moves_the_clock(LATER);
    assert!(due_before(site.now()) > crate::sample::draft().when.ends_at());
    retention.run(&*site.services.clock, std::future::ready(())).await;
    for path in [own.clone(), format!("{own}/change"), format!("{own}.ics"), thread] {
        visitor.follows(&path).await.assert_status(404);
    }
    visitor.follows(&format!("/inquiries/{waits}/files/{file}")).await.assert_status(200);
    for path in ["/", "/events", "/events/KT4-XW2M", "/readyz"] {
        site.get(path).await.assert_status(200);
    }
    assert_eq!(site.counted(), (0, 0));
    assert_eq!(site.storage.schedule().events().len(), 1, "events stay");
    let audit = site.storage.audit_page(&storage::AuditFilter::default(), 1, 50).await.expect("it is read");
    assert!(
        audit.entries.iter().all(|entry| entry.at == site.now()),
        "and of what was done then nothing is told any more"
    );
    assert_eq!(site.storage.invariants_broken(site.now()).await.expect("it is read"), []);
}
