//! A consultation that is booked, on its own page and under its links: moved, given up, proposed anew, confirmed.

use domain::availability::Terms;
use domain::notice::NoticeKind;
use domain::reference::ReferenceNumber;
use domain::time::Timestamp;
use jiff::civil::date;

use super::{DAY, Hired, MINUTE, TEN, booked, checks, expert, expert_with, holds, kinds, own_page, values};
use crate::site::Site;
use crate::visit::{Form, Visitor};

#[tokio::test]
async fn its_own_page_brings_a_calendar_entry_moves_it_and_gives_it_up() {
    for english in [false, true] {
        let site = Site::open().await;
        expert(&site).await;
        let visitor = if english { site.guest("taro@example.jp") } else { site.visitor("taro@example.jp") };
        let said = |japanese: &'static str, in_english: &'static str| if english { in_english } else { japanese };
        let own = own_page(&visitor, TEN).await;
        kinds(&site).await;
        let page = visitor.follows(&own).await;
        page.assert_status(200).assert_heading(said("ご相談の内容", "Your consultation"));

        let calendar = visitor.follows(&format!("{own}.ics")).await;
        let entry = calendar.assert_status(200).text();
        for line in ["METHOD:PUBLISH", "DTSTART:20261105T010000Z", "DTEND:20261105T020000Z", "STATUS:CONFIRMED"] {
            assert!(entry.contains(line), "{line}: {entry}");
        }
        assert!(!entry.contains(own.rsplit('/').next().expect("a token")), "calendars are shared with colleagues");

        let moving = visitor.follows(&format!("{own}/move")).await;
        let day =
            moving.links("a.open-day").into_iter().find(|href| href.ends_with("2026-11-06")).expect("the next day");
        let times = visitor.follows(&day).await;
        let moved = visitor.submits(&times.form().with("at", "2026-11-06T13:00")).await;
        moved.assert_status(200).assert_text("13:00").assert_text(said("日時を変えました", "It has a new time"));
        assert_eq!(kinds(&site).await, [NoticeKind::ConsultationMoved, NoticeKind::ExpertMoved]);
        let stale = visitor.sends(&times.form().with("at", "2026-11-06T15:00")).await;
        stale.assert_status(409).assert_text(said("ほかの画面で変わっています", "changed elsewhere"));

        let cancel = visitor.follows(&format!("{own}/cancel")).await;
        cancel.assert_text(said("回数には数えません", "does not count"));
        let form = cancel.form();
        let done = visitor.submits(&form).await;
        done.assert_status(200).assert_text(said("取り消しました", "has been cancelled"));
        visitor.submits(&form).await.assert_status(200);
        assert_eq!(kinds(&site).await, [NoticeKind::ConsultationCancelled, NoticeKind::ExpertReleased], "told once");
        assert!(visitor.follows(&format!("{own}.ics")).await.text().contains("STATUS:CANCELLED"));
        checks(&visitor, TEN).await.assert_text(said("あと3回", "3 (this booking"));
    }
}

#[tokio::test]
async fn it_cannot_be_moved_after_its_notice_and_says_whom_to_call() {
    let site = Site::open().await;
    expert(&site).await;
    let visitor = site.visitor("taro@example.jp");
    let own = own_page(&visitor, TEN).await;
    let times = visitor.follows(&format!("{own}/move?day=2026-11-06")).await;
    site.moves_the_clock(DAY);
    let told = visitor.sends(&times.form().with("at", "2026-11-06T13:00")).await;
    told.assert_status(409).assert_text("日時を変えられる期限を過ぎました").assert_text("03-5422-1517");
    assert!(visitor.follows(&own).await.links("main a").iter().all(|href| !href.ends_with("/move")));
}

async fn proposed(site: &Site, hired: &Hired, visitor: &Visitor<'_>) -> String {
    let own = own_page(visitor, TEN).await;
    let number = ReferenceNumber::parse(&visitor.follows(&own).await.number()).expect("a number");
    let at = Timestamp::from_tokyo(date(2026, 11, 10).at(13, 0, 0, 0));
    let time = (hired.account, at);
    let made = site.storage.consultation_propose(&hired.keeper(), &number, 0, time, site.now()).await;
    made.expect("it is proposed");
    site.mailbox().await;
    own
}

#[tokio::test]
async fn a_time_that_is_proposed_is_taken_or_declined_by_a_button_only() {
    for (answer, english, told, kinds_owed) in [
        ("accept", false, "新しい日時に決まりました", [NoticeKind::ConsultationMoved, NoticeKind::ExpertMoved]),
        (
            "decline",
            true,
            "It stays at its time",
            [NoticeKind::ConsultationProposalDeclined, NoticeKind::ExpertProposalEnded],
        ),
    ] {
        let site = Site::open().await;
        let hired = expert(&site).await;
        let visitor = if english { site.guest("taro@example.jp") } else { site.visitor("taro@example.jp") };
        let own = proposed(&site, &hired, &visitor).await;
        let page = visitor.follows(&own).await;
        page.assert_status(200).assert_text("13:00");
        assert_eq!(values(&page, "answer"), ["accept", "decline"]);
        assert!(kinds(&site).await.is_empty(), "looking decides nothing");
        let form = page.form().with("answer", answer);
        visitor.submits(&form).await.assert_status(200).assert_text(told);
        visitor.submits(&form).await.assert_status(200);
        let owed: Vec<_> = kinds(&site).await.into_iter().filter(|kind| kinds_owed.contains(kind)).collect();
        assert_eq!(owed, kinds_owed, "answered once");
        let other = if answer == "accept" { "decline" } else { "accept" };
        visitor.sends(&form.with("answer", other)).await.assert_status(409);
    }
}

#[tokio::test]
async fn a_proposal_that_nobody_answers_in_time_ends_and_the_time_stays() {
    let site = Site::open().await;
    let hired = expert(&site).await;
    let visitor = site.visitor("taro@example.jp");
    let own = proposed(&site, &hired, &visitor).await;
    let form = visitor.follows(&own).await.form().with("answer", "accept");
    site.moves_the_clock(4 * DAY - 30 * MINUTE);
    visitor
        .sends(&form)
        .await
        .assert_status(409)
        .assert_text("ご提案の期限が過ぎました")
        .assert_text("11月5日（木） 10:00");
}

#[tokio::test]
async fn an_expert_who_confirms_each_does_so_from_the_mail() {
    let site = Site::open().await;
    expert_with(&site, |terms| Terms { confirms: true, ..terms }).await;
    let visitor = site.visitor("taro@example.jp");
    let check = checks(&visitor, TEN).await;
    check.assert_text("担当の専門家が確かめてから");
    let done = visitor.submits(&check.form().press("confirm")).await;
    done.assert_heading("予約を受け付けました");
    let mails = site.mailbox().await;
    let mail = mails.iter().find(|mail| mail.kind == NoticeKind::ExpertToConfirm).expect("the expert is asked");
    let address = app::address::confirm_consultation(mail.language, &mail.link);
    let expert = site.visitor("kubota@example.jp");
    let page = expert.follows(&address).await;
    page.assert_status(200).assert_heading("相談を確定しますか").assert_text("山田製作所");
    let form = page.form();
    expert.sends(&form.clone().with("revision", "7")).await.assert_status(409);
    expert.submits(&form).await.assert_status(200).assert_heading("確定しました");
    assert!(kinds(&site).await.contains(&NoticeKind::ConsultationConfirmed));
    expert.sends(&form).await.assert_status(409).assert_heading("確定しました");
    // The expert's link opens nothing of the client's.
    let token = address.rsplit('/').next().expect("a token");
    expert.opens(&format!("/my/{token}")).await.assert_status(404);
}

#[tokio::test]
async fn a_link_opens_what_it_was_made_for_and_nothing_else() {
    let site = Site::open().await;
    let hired = expert(&site).await;
    let visitor = site.visitor("taro@example.jp");
    let (hold, booked) = (holds(&visitor).await, booked(&visitor).await);
    let registration = visitor.own_page().await;
    let missing = site.draws_a_link();
    for address in [
        format!("/my/{hold}"),
        format!("/my/{hold}/move"),
        format!("/consultations/{booked}"),
        format!("/consultations/confirm/{booked}"),
        format!("/my/{booked}/change"),
        format!("{registration}/move"),
        format!("/consultations/{}", missing.as_str()),
        "/consultations/experts/AAAAA".to_owned(),
    ] {
        visitor.follows(&address).await.assert_status(404);
    }
    visitor
        .opens(&format!("/consultations/experts/{}", hired.code))
        .await
        .assert_status(200)
        .assert_text("わかる言葉で");
    let other = site.visitor("hanako@example.jp");
    let form = visitor.follows(&format!("/my/{booked}/cancel")).await.form();
    let stolen = Form { action: format!("/my/{}/cancel", missing.as_str()), ..form };
    other.sends(&stolen).await.assert_status(404);
    visitor.follows(&format!("/my/{booked}")).await.assert_text("確定しています");
}
