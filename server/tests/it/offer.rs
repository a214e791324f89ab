//! A seat on offer, as whoever waits for it sees it: taken, declined, let pass; without script.

use domain::event::EventDraft;
use domain::notice::NoticeKind;
use domain::time::Timestamp;

use crate::sample;
use crate::site::Site;
use crate::visit::{Answer, Form, Visitor};

/// One seat, given up by the first; whoever waited first is offered it. Their address, and the link of the offer.
async fn offered<'site>(site: &'site Site, second: &Visitor<'site>, others: &[Visitor<'_>]) -> (String, String) {
    let first = site.visitor("first@example.jp");
    let own = first.own_page().await;
    let waiting = second.own_page().await;
    for other in others {
        other.registers().await;
    }
    site.mailbox().await;
    let cancel = first.follows(&format!("{own}/cancel")).await;
    first.submits(&cancel.form()).await.assert_status(200);
    let mail = site.mailbox().await.into_iter().find(|mail| mail.kind == NoticeKind::SeatOffered).expect("an offer");
    (waiting, app::address::my(mail.language, &mail.link))
}

async fn one_seat() -> Site {
    Site::with(EventDraft { capacity: Some(1), ..sample::draft() }).await
}

fn press(page: &Answer, answer: &str) -> Form {
    page.form().with("answer", answer)
}

/// Whom the mails of this moment go to, and what they tell.
async fn told_now(site: &Site) -> Vec<(NoticeKind, String)> {
    let mails = site.mailbox().await.into_iter().filter(|mail| mail.created_at == site.now());
    mails.map(|mail| (mail.kind, mail.recipient)).collect()
}

fn kinds(mails: &[storage::DueMail]) -> Vec<NoticeKind> {
    mails.iter().map(|mail| mail.kind).collect()
}

/// The end of the offer that stands on a page.
async fn offer_ends(site: &Site, own: &str) -> Timestamp {
    let token = own.rsplit('/').next().expect("a token");
    let link = domain::reference::SecretToken::parse(token).expect("a link");
    let (registration, _) =
        site.storage.registration_by_link(&link.hash()).await.expect("it is read").expect("it opens");
    registration.offer.expect("it has an offer").until
}

#[tokio::test]
async fn an_offer_is_taken_on_the_applicants_page_and_its_link_is_used_up() {
    for english in [false, true] {
        let site = one_seat().await;
        let visitor = if english { site.guest("second@example.com") } else { site.visitor("second@example.com") };
        let (waiting, offer) = offered(&site, &visitor, &[]).await;

        let page = visitor.follows(&offer).await;
        let (heading, state) = if english {
            ("A seat is free. Do you take it?", "Your seat is reserved")
        } else {
            ("席が空きました。参加しますか", "席を確保しています")
        };
        page.assert_status(200).assert_text(heading);
        assert_eq!(page.header("cache-control").as_deref(), Some("no-store"));
        let buttons = page.all("form[method=post] button[name=answer]");
        assert_eq!(buttons.len(), 2, "{buttons:?}");
        visitor.follows(&waiting).await.assert_text(heading);
        assert_eq!(site.counted(), (1, 0), "the seat is held");
        assert!(site.mailbox().await.is_empty(), "looking decides nothing");

        let accept = press(&page, "accept");
        let done = visitor.submits(&accept).await;

        done.assert_status(200).assert_text(state).assert_text(if english {
            "The seat is yours"
        } else {
            "席が確定しました"
        });
        assert!(!done.has_form());
        let mails = site.mailbox().await;
        assert_eq!(kinds(&mails), [NoticeKind::OfferAccepted]);
        let again = visitor.submits(&accept).await;
        assert_eq!((again.status, &again.path), (200, &done.path), "pressed twice is pressed once");
        assert!(site.mailbox().await.is_empty());
        let used = visitor.follows(&offer).await;
        used.assert_status(410).assert_heading(if english {
            "This link has been used"
        } else {
            "このリンクは使い終わりました"
        });
        let find = visitor.address("/my/find");
        assert!(used.links("main a").contains(&find), "a new one is offered");
        assert_eq!(site.counted(), (1, 0));
    }
}

#[tokio::test]
async fn an_offer_that_is_declined_goes_to_the_next() {
    let site = one_seat().await;
    let (second, third) = (site.visitor("second@example.jp"), site.visitor("third@example.jp"));
    let (waiting, offer) = offered(&site, &second, std::slice::from_ref(&third)).await;

    let done = second.submits(&press(&second.follows(&offer).await, "decline")).await;

    done.assert_status(200).assert_text("席のご案内を見送りました");
    assert!(!done.has_form());
    let told = told_now(&site).await;
    let expected = [
        (NoticeKind::SeatOffered, "third@example.jp".to_owned()),
        (NoticeKind::OfferDeclined, "second@example.jp".to_owned()),
    ];
    assert_eq!(told, expected);
    second.follows(&waiting).await.assert_status(200).assert_text("取り消しました");
    assert_eq!(site.counted(), (1, 0));
}

#[tokio::test]
async fn an_answer_that_comes_too_late_says_so_and_the_place_in_line_is_kept() {
    let site = one_seat().await;
    let (second, third) = (site.visitor("second@example.jp"), site.visitor("third@example.jp"));
    let (waiting, offer) = offered(&site, &second, std::slice::from_ref(&third)).await;
    let page = second.follows(&waiting).await;
    let by_mail = second.follows(&offer).await;
    site.sets_the_clock(offer_ends(&site, &waiting).await);

    let late = second.sends(&press(&page, "accept")).await;

    late.assert_status(409).assert_text("ご案内の期限が過ぎました").assert_text("キャンセル待ち・1番目");
    assert!(!late.has_form());
    second.sends(&press(&by_mail, "accept")).await.assert_status(410);
    second.follows(&waiting).await.assert_status(200).assert_text("ご案内の期限が過ぎました");
    let told = told_now(&site).await;
    let expected = [
        (NoticeKind::SeatOffered, "third@example.jp".to_owned()),
        (NoticeKind::OfferLapsed, "second@example.jp".to_owned()),
    ];
    assert_eq!(told, expected);
    assert_eq!(site.counted(), (1, 1));
}

#[tokio::test]
async fn a_page_that_is_looked_at_after_the_end_says_what_is_so_now() {
    let site = one_seat().await;
    let second = site.guest("second@example.com");
    let (waiting, offer) = offered(&site, &second, &[site.visitor("third@example.jp")]).await;
    site.sets_the_clock(offer_ends(&site, &waiting).await);
    second.follows(&waiting).await.assert_status(200).assert_text("The offer has ended").assert_text("number 1");
    second.follows(&offer).await.assert_status(410);
}

#[tokio::test]
async fn what_is_no_answer_changes_nothing_and_an_answer_without_an_offer_is_refused() {
    let site = one_seat().await;
    let second = site.visitor("second@example.jp");
    let (waiting, _) = offered(&site, &second, &[]).await;
    let page = second.follows(&waiting).await;
    for form in [page.form(), press(&page, "perhaps"), press(&page, "accept").with("key", "x")] {
        let answer = second.sends(&form).await;
        answer.assert_status(422).assert_text("席が空きました。参加しますか");
        assert!(answer.has_form());
    }
    assert!(site.mailbox().await.is_empty());

    let accepted = second.submits(&press(&page, "accept")).await;
    accepted.assert_status(200);
    let other_tab = press(&page, "decline").with("key", second.fills().await.value("key").expect("a key"));
    second.sends(&other_tab).await.assert_status(409).assert_text("すでにお返事をいただいています");
    assert_eq!(site.counted(), (1, 0));

    let third = site.visitor("third@example.jp");
    let in_line = third.own_page().await;
    let forged = Form { action: in_line, ..press(&page, "accept") };
    let key = third.fills().await;
    let forged = forged.with("key", key.value("key").expect("a key"));
    third.sends(&forged).await.assert_status(409).assert_text("いま、ご案内している席はありません");
    assert_eq!(site.counted(), (1, 1));
}
