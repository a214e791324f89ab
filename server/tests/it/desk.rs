//! The desk: who comes in, and what stands around its pages.

use domain::account::Role;

use crate::site::Site;

#[tokio::test]
async fn whoever_is_not_signed_in_is_asked_to_in_their_language() {
    let site = Site::open().await;
    let asked = site.visitor("nobody@example.jp").opens("/staff").await;
    asked.assert_status(303);
    assert_eq!(asked.header("location").as_deref(), Some("/staff/sign-in"));
    let asked = site.guest("nobody@example.jp").opens("/staff").await;
    assert_eq!(asked.header("location").as_deref(), Some("/en/staff/sign-in"));
}

#[tokio::test]
async fn a_page_of_the_desk_is_kept_by_nobody_and_says_who_is_signed_in() {
    let site = Site::open().await;
    let page = site.signed_in(Role::Secretariat).await.opens("/staff").await;
    page.assert_status(200);
    assert_eq!(page.header("cache-control").as_deref(), Some("no-store"));
    assert!(page.text().contains("田中 恵") && page.text().contains("今日の仕事"));
}
