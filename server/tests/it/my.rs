//! Behind the secret link: looking, changing, giving up, taking it into a calendar; and asking for
//! the links again.

use domain::event::EventDraft;
use domain::notice::NoticeKind;
use domain::registration::RegistrationState;

use crate::sample;
use crate::site::Site;

#[tokio::test]
async fn an_applicants_page_says_everything_and_what_can_be_done() {
    let site = Site::open().await;
    for (visitor, heading, state) in [
        (site.visitor("taro@example.jp"), "申込の内容", "席を確保しています"),
        (site.guest("jane@example.com"), "Your registration", "Your seat is reserved"),
    ] {
        let own = visitor.own_page().await;
        let page = visitor.follows(&own).await;
        page.assert_status(200).assert_heading(heading).assert_text(state).assert_text("山田製作所");
        let links = page.links("main a");
        for ending in ["/change", "/cancel", ".ics"] {
            assert!(links.contains(&format!("{own}{ending}")), "{ending}: {links:?}");
        }
        assert_eq!(page.header("cache-control").as_deref(), Some("no-store"));
        assert!(page.header("x-robots-tag").is_some_and(|robots| robots.contains("noindex")));
        assert_eq!(page.header("referrer-policy").as_deref(), Some("same-origin"));
    }
}

#[tokio::test]
async fn a_change_is_checked_made_and_told_and_the_old_link_opens_nothing() {
    let site = Site::open().await;
    let visitor = site.visitor("taro@example.jp");
    let own = visitor.own_page().await;
    let number = visitor.follows(&own).await.number();
    site.mailbox().await;

    let page = visitor.follows(&format!("{own}/change")).await;
    page.assert_status(200).assert_heading("申込内容を変える");
    assert_eq!(page.form().value("name"), Some("山田 太郎"));
    let check = visitor.sends(&page.form().with("seats", "3").with("attendance", "venue").press("check")).await;
    check.assert_status(200).assert_text("まだ変更は終わっていません").assert_text("3名");
    let done = visitor.submits(&check.form().press("confirm")).await;

    done.assert_status(200).assert_heading("申込の内容").assert_text("申込の内容を変えました").assert_text("3名");
    assert_eq!(done.number(), number);
    assert_eq!(site.counted(), (3, 0));
    for old in [own.clone(), format!("{own}/change"), format!("{own}/cancel"), format!("{own}.ics")] {
        visitor.follows(&old).await.assert_status(404);
    }
    let mails = site.mailbox().await;
    assert_eq!(mails.iter().map(|mail| mail.kind).collect::<Vec<_>>(), [NoticeKind::Changed]);
    let again = visitor.submits(&check.form().press("confirm")).await;
    again.assert_status(200).assert_text("3名");
    assert_eq!(again.path, done.path, "the same form sent again comes to the same page");
    assert!(site.mailbox().await.is_empty());
}

#[tokio::test]
async fn the_mail_address_stays_what_it_was_whatever_is_sent() {
    let site = Site::open().await;
    let visitor = site.visitor("taro@example.jp");
    let own = visitor.own_page().await;
    let page = visitor.follows(&format!("{own}/change")).await;
    let check = visitor.sends(&page.form().with("email", "thief@example.jp").press("check")).await;
    let done = visitor.submits(&check.form().with("email", "thief@example.jp").press("confirm")).await;
    done.assert_status(200).assert_text("taro@example.jp");
    assert!(!done.said().contains("thief"));
    assert!(site.mailbox().await.iter().all(|mail| mail.recipient == "taro@example.jp"));
}

#[tokio::test]
async fn a_change_with_mistakes_comes_back_and_one_of_an_old_page_says_so() {
    let site = Site::open().await;
    let visitor = site.visitor("taro@example.jp");
    let own = visitor.own_page().await;
    let page = visitor.follows(&format!("{own}/change")).await.form();
    let wrong = visitor.sends(&page.clone().with("name", "").with("seats", "9").press("check")).await;
    wrong.assert_status(422);
    assert_eq!(wrong.problems().iter().map(|(field, _)| field.as_str()).collect::<Vec<_>>(), ["seats", "name"]);
    let old = page.with("revision", "9").press("confirm");
    visitor.sends(&old).await.assert_status(409).assert_text("ほかの画面で変更されています");
    assert_eq!(site.counted(), (1, 0));
}

#[tokio::test]
async fn more_people_than_there_are_seats_are_refused_with_the_number_that_is_left() {
    let site = Site::with(EventDraft { capacity: Some(2), ..sample::draft() }).await;
    let visitor = site.visitor("taro@example.jp");
    let own = visitor.own_page().await;
    let page = visitor.follows(&format!("{own}/change")).await;
    site.visitor("other@example.jp").registers().await;
    let answer = visitor.sends(&page.form().with("seats", "2").press("check")).await;
    answer.assert_status(409).assert_text("人数は増やせません");
    assert_eq!(answer.form().value("seats"), Some("2"));
    assert_eq!(site.counted(), (2, 0));
}

#[tokio::test]
async fn giving_up_asks_first_and_the_seat_is_offered_to_the_first_in_line() {
    let site = Site::with(EventDraft { capacity: Some(1), ..sample::draft() }).await;
    let visitor = site.visitor("first@example.jp");
    let own = visitor.own_page().await;
    let waiting = site.guest("second@example.com").own_page().await;
    site.mailbox().await;

    let ask = visitor.follows(&format!("{own}/cancel")).await;
    ask.assert_status(200).assert_heading("申込を取り消しますか");
    assert_eq!(site.counted(), (1, 1), "a mail scanner that opens the link cancels nothing");
    let done = visitor.submits(&ask.form()).await;

    done.assert_status(200).assert_text("この申込は取り消しました");
    assert_eq!(done.path, own);
    assert_eq!(site.counted(), (1, 0));
    let told: Vec<_> = site.mailbox().await.into_iter().map(|mail| (mail.kind, mail.recipient)).collect();
    let expected = [
        (NoticeKind::SeatOffered, "second@example.com".to_owned()),
        (NoticeKind::Cancelled, "first@example.jp".to_owned()),
    ];
    assert_eq!(told, expected);
    site.get(&waiting).await.assert_text("A seat is on offer for you");

    visitor.submits(&ask.form()).await.assert_status(200);
    assert_eq!(site.counted(), (1, 0), "pressed twice is pressed once");
    assert!(site.mailbox().await.is_empty());
    let change = visitor.follows(&format!("{own}/change")).await;
    change.assert_status(200).assert_text("この申込は取り消してあります");
    assert!(!change.has_form());
}

#[tokio::test]
async fn after_the_event_nothing_can_be_changed_and_the_page_stays() {
    let site = Site::open().await;
    let visitor = site.visitor("taro@example.jp");
    let own = visitor.own_page().await;
    let cancel = visitor.follows(&format!("{own}/cancel")).await.form();
    site.sets_the_clock(sample::draft().when.ends_at());
    let page = visitor.follows(&own).await;
    page.assert_status(200).assert_text("このイベントは終わりました");
    let links = page.links("main a");
    assert!(!links.iter().any(|link| link.ends_with("/change") || link.ends_with("/cancel")), "{links:?}");
    visitor.submits(&cancel).await.assert_status(200);
    let mail = site.mailbox().await.remove(0);
    assert_eq!(mail.registration().expect("it is about one").state, RegistrationState::Seated);
}

#[tokio::test]
async fn a_registration_goes_into_a_calendar_without_its_secret() {
    let site = Site::open().await;
    let visitor = site.visitor("taro@example.jp");
    let own = visitor.own_page().await;
    let file = visitor.follows(&format!("{own}.ics")).await;
    file.assert_status(200);
    assert!(file.header("content-type").is_some_and(|kind| kind.starts_with("text/calendar")));
    assert_eq!(file.header("cache-control").as_deref(), Some("no-store"));
    let disposition = file.header("content-disposition").unwrap();
    assert!(disposition.starts_with("attachment") && disposition.ends_with(".ics\""), "{disposition}");
    let unfolded = file.text().replace("\r\n ", "");
    let token = own.trim_start_matches("/my/");
    assert!(unfolded.contains("BEGIN:VEVENT") && !unfolded.contains(token));
}

#[tokio::test]
async fn links_are_sent_by_mail_and_the_page_tells_nobody_who_is_known() {
    let site = Site::open().await;
    site.visitor("known@example.jp").registers().await;
    site.mailbox().await;
    let mut bodies = Vec::new();
    for email in ["known@example.jp", "other@example.jp"] {
        let visitor = site.visitor(email);
        let page = visitor.opens("/my/find").await;
        page.assert_status(200).assert_heading("申込と問い合わせのリンクを受け取る");
        let answer = visitor.sends(&page.form().with("email", email)).await;
        answer.assert_status(200).assert_heading("受け付けました").assert_text(email);
        bodies.push((answer.text().replace(email, "ADDRESS"), answer.header("cache-control")));
    }
    assert_eq!(bodies[0], bodies[1]);
    assert!(site.mailbox().await.is_empty(), "no page waits for a mail");
    site.sends_links().await;
    let mails = site.mailbox().await;
    assert_eq!(mails.len(), 1);
    assert_eq!((mails[0].kind, mails[0].recipient.as_str()), (NoticeKind::Links, "known@example.jp"));
    let list = site.storage.mailbox_by_link(&mails[0].link.hash(), site.now()).await.unwrap().expect("it opens");
    let reference = list.registrations[0].0.reference.clone();
    let record = domain::mailbox::MailboxRecord::Registration(reference);
    let link = site.storage.mailbox_open(&mails[0].link.hash(), &record, site.now()).await.unwrap();
    let link = app::address::my(mails[0].language, &link.expect("it is in the list"));
    site.get(&link).await.assert_status(200).assert_text("席を確保しています");
}

#[tokio::test]
async fn an_address_that_is_none_comes_back_with_what_was_typed() {
    let site = Site::open().await;
    for (visitor, said) in [(site.visitor("x"), "「@」がありません"), (site.guest("x"), "needs an “@”")] {
        let page = visitor.opens("/my/find").await;
        let answer = visitor.sends(&page.form().with("email", "taro<b>.example.jp")).await;
        answer.assert_status(422).assert_text(said);
        assert_eq!(answer.form().value("email"), Some("taro<b>.example.jp"));
        assert_eq!(answer.problems().len(), 1);
    }
}
