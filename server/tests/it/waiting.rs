//! Waiting for a consultation as a citizen meets it, without script: from a full day to the booked time.

use domain::account::Role;
use domain::availability::Terms;
use domain::notice::NoticeKind;

use crate::consultation::{FIRST_DAY, ONLINE, TEN, expert_with, filled, kinds, own_page, values};
use crate::site::Site;
use crate::visit::{Answer, Visitor};

const DAY: i64 = 24 * 60 * 60;

/// A day with one consultation, which somebody has; gives the page of whoever has it.
async fn full_day(site: &Site) -> String {
    expert_with(site, |terms| Terms { per_day: Some(1), notice: 1, ..terms }).await;
    own_page(&site.visitor("first@example.jp"), TEN).await
}

/// The form of whoever finds nothing open on the first day.
async fn wants_to_wait(visitor: &Visitor<'_>) -> Answer {
    let day = visitor.opens(&format!("{ONLINE}&day={FIRST_DAY}")).await;
    let link = day.links("main a.button").into_iter().find(|href| href.contains("/consultations/wait?"));
    visitor.follows(&link.expect("one can be told")).await
}

/// Joins the line; gives the address of the page that stays.
async fn waits(visitor: &Visitor<'_>) -> String {
    let form = wants_to_wait(visitor).await.form();
    let form = form.with("name", "高橋 一郎").with("email", &visitor.email).with("consent", "yes");
    let done = visitor.submits(&form).await;
    done.assert_status(200);
    done.path.strip_suffix("/registered").expect("it ends at the page").to_owned()
}

async fn gives_up(visitor: &Visitor<'_>, own: &str) {
    let cancel = visitor.follows(&format!("{own}/cancel")).await;
    visitor.submits(&cancel.form()).await.assert_status(200);
}

#[tokio::test]
async fn who_waits_for_a_full_day_is_offered_what_comes_free_and_books_it() {
    for english in [false, true] {
        let site = Site::open().await;
        let first = full_day(&site).await;
        let visitor = if english { site.guest("second@example.jp") } else { site.visitor("second@example.jp") };
        let said = |japanese: &'static str, in_english: &'static str| if english { in_english } else { japanese };
        let form = wants_to_wait(&visitor).await;
        form.assert_status(200).assert_heading(said("空いたら知らせてもらう", "Hear when a time comes free"));
        assert_eq!(form.form().value("from"), Some(FIRST_DAY));
        assert_eq!(form.form().value("until"), Some(FIRST_DAY));
        let own = waits(&visitor).await;
        let page = visitor.follows(&own).await;
        page.assert_status(200).assert_text(said("空きを待っています", "Waiting"));
        assert_eq!(page.header("cache-control").as_deref(), Some("no-store"));
        assert!(values(&page, "answer").is_empty());
        kinds(&site).await;

        gives_up(&site.visitor("first@example.jp"), &first).await;

        assert!(kinds(&site).await.contains(&NoticeKind::WaitingOffered));
        let offered = visitor.follows(&own).await;
        offered
            .assert_text(said("時間が空きました", "A time is free"))
            .assert_text(said("久保田 美咲", "Misaki Kubota"));
        assert_eq!(values(&offered, "answer"), ["accept", "decline"]);
        let stranger = site.visitor("stranger@example.jp").opens(&format!("{ONLINE}&day={FIRST_DAY}")).await;
        assert!(stranger.links("main a.button").iter().any(|href| href.contains("/wait?")), "it is kept for them");
        let form = visitor.submits(&offered.form().with("answer", "accept")).await;
        form.assert_status(200).assert_heading(said("相談を予約する", "Book a consultation"));
        assert_eq!(form.form().value("name"), Some("高橋 一郎"));
        assert_eq!(form.form().value("email"), Some("second@example.jp"));
        assert!(!values(&form, "step").contains(&"extend".to_owned()), "there is time enough");
        let check = visitor.sends(&filled(form.form(), &visitor).press("check")).await;
        check.assert_status(200);
        let done = visitor.submits(&check.form().press("confirm")).await;
        done.assert_status(200).assert_heading(said("予約しました", "Your consultation is booked"));
        visitor.follows(&own).await.assert_text(said("予約されました", "You have booked the time"));
    }
}

#[tokio::test]
async fn a_form_of_waiting_that_lacks_something_comes_back_with_what_was_typed() {
    let site = Site::open().await;
    full_day(&site).await;
    for (visitor, error) in [
        (site.visitor("x"), "あすから92日先までの日を入力してください"),
        (site.guest("x"), "Enter a day from tomorrow on, up to 92 days ahead"),
    ] {
        let form = wants_to_wait(&visitor).await.form();
        let answer = visitor.sends(&form.with("from", "2026-10-01").with("until", "").with("name", "高橋<b>")).await;
        answer.assert_status(422);
        let problems = answer.problems();
        let fields: Vec<_> = problems.iter().map(|(field, _)| field.as_str()).collect();
        assert_eq!(fields, ["from", "until", "email", "consent"]);
        assert_eq!(problems[0].1, error);
        assert_eq!(answer.form().value("name"), Some("高橋<b>"));
    }
    let visitor = site.visitor("x");
    let nothing_chosen = visitor.follows("/consultations/wait").await;
    nothing_chosen.assert_status(303);
    visitor.opens("/consultations/wait?topic=security&where=online&expert=KT4XW").await.assert_status(404);
}

#[tokio::test]
async fn who_declines_or_stops_waiting_leaves_the_line_once_and_the_next_is_asked() {
    let site = Site::open().await;
    let first = full_day(&site).await;
    let (second, third) = (site.visitor("second@example.jp"), site.visitor("third@example.jp"));
    let (own, next) = (waits(&second).await, waits(&third).await);
    gives_up(&site.visitor("first@example.jp"), &first).await;
    let offered = second.follows(&own).await;
    let decline = offered.form().with("answer", "decline");
    second.submits(&decline).await.assert_status(200).assert_text("キャンセル待ちをやめました");
    second.submits(&decline).await.assert_status(200);
    second.sends(&offered.form().with("answer", "accept")).await.assert_status(409);
    second.sends(&offered.form().with("answer", "perhaps")).await.assert_status(422);
    third.follows(&next).await.assert_text("時間が空きました");

    let page = third.follows(&format!("{next}/cancel")).await;
    page.assert_status(200).assert_heading("キャンセル待ちをやめますか");
    third.submits(&page.form()).await.assert_status(200).assert_text("キャンセル待ちをやめました");
    let left = kinds(&site).await.into_iter().filter(|kind| *kind == NoticeKind::WaitingLeft).count();
    assert_eq!(left, 2, "told once each");
    let day = site.visitor("x").opens(&format!("{ONLINE}&day={FIRST_DAY}")).await;
    assert!(!values(&day, "at").is_empty(), "nobody waits any more");
}

#[tokio::test]
async fn an_offer_whose_time_is_over_says_so_and_that_they_keep_a_place() {
    let site = Site::open().await;
    let first = full_day(&site).await;
    let (second, third) = (site.visitor("second@example.jp"), site.visitor("third@example.jp"));
    let (own, next) = (waits(&second).await, waits(&third).await);
    gives_up(&site.visitor("first@example.jp"), &first).await;
    let accept = second.follows(&own).await.form().with("answer", "accept");
    site.moves_the_clock(2 * DAY);
    let late = second.sends(&accept).await;
    late.assert_status(409).assert_text("ご案内の期限が過ぎました").assert_text("もう一度だけ");
    third.follows(&next).await.assert_text("時間が空きました");
}

#[tokio::test]
async fn the_desk_and_the_list_of_an_address_show_who_waits() {
    let site = Site::open().await;
    full_day(&site).await;
    let visitor = site.visitor("second@example.jp");
    let own = waits(&visitor).await;
    let number = visitor.follows(&own).await.number();
    let boss = site.signed_in(Role::Secretariat).await;
    let page = boss.opens("/staff/consultations").await;
    page.assert_status(200).assert_text("キャンセル待ち 1").assert_text("高橋 一郎").assert_text(&number);

    let list = site.mails_a_list("second@example.jp").await;
    let page = visitor.opens(&format!("/my/all/{list}")).await;
    page.assert_status(200).assert_text("相談のキャンセル待ち").assert_text(&number);
    let record = values(&page, "record").into_iter().next().expect("a record");
    let again = visitor.submits(&page.form().with("record", &record)).await;
    again.assert_status(200).assert_heading("相談のキャンセル待ち");
    assert_eq!(again.number(), number);
}

#[tokio::test]
async fn the_link_of_somebody_who_waits_opens_nothing_else() {
    let site = Site::open().await;
    full_day(&site).await;
    let visitor = site.visitor("second@example.jp");
    let own = waits(&visitor).await;
    let token = own.rsplit('/').next().expect("a token");
    for address in [
        format!("/consultations/{token}"),
        format!("/consultations/confirm/{token}"),
        format!("{own}/move"),
        format!("{own}/change"),
        format!("{own}.ics"),
        format!("/inquiries/{token}"),
    ] {
        visitor.follows(&address).await.assert_status(404);
    }
}
