//! Registering: from the empty form to the mail that is owed, and everything that can come between.

use axum::body::Body;
use domain::event::{Bilingual, EventDraft, EventState, Format};
use domain::notice::NoticeKind;
use domain::reference::ReferenceNumber;
use domain::registration::RegistrationState;

use crate::sample;
use crate::site::{Settings, Site, code, request};

const FORM: &str = "application/x-www-form-urlencoded";
const SAME_SITE: &str = "same-origin";

fn seats(capacity: u32) -> EventDraft {
    EventDraft { capacity: Some(capacity), ..sample::draft() }
}

#[tokio::test]
async fn a_visitor_registers_and_is_owed_a_mail() {
    let site = Site::open().await;
    let visitor = site.visitor("taro@example.jp");

    let check = visitor.checks().await;
    check.assert_status(200).assert_heading("この内容でよろしいですか").assert_text("山田 太郎");
    check.assert_text("まだ申込は終わっていません");
    assert_eq!(site.counted(), (0, 0), "looking at one's answers registers nobody");

    let sent = visitor.sends(&check.form().press("confirm")).await;
    sent.assert_status(303);
    let address = sent.header("location").unwrap();
    assert!(address.starts_with("/my/") && address.ends_with("/registered"), "{address}");

    let done = visitor.follows(&address).await;
    done.assert_status(200).assert_heading("申し込みました").assert_text("taro@example.jp");
    let number = ReferenceNumber::parse(&done.number()).expect("a number to read aloud");
    assert!(done.title().contains(&number.to_string()), "{}", done.title());
    assert_eq!(site.counted(), (1, 0));
    let mails = site.mailbox().await;
    assert_eq!(mails.len(), 1);
    assert_eq!((mails[0].kind, mails[0].recipient.as_str()), (NoticeKind::Registered, "taro@example.jp"));
    assert_eq!(mails[0].registration().expect("it is about one").reference, number);

    let again = visitor.follows(&address).await;
    again.assert_status(200).assert_heading("申し込みました");
    assert_eq!(site.mailbox().await.len(), 0, "a reload sends nothing");
}

#[tokio::test]
async fn a_guest_registers_in_english() {
    let site = Site::open().await;
    let guest = site.guest("jane@example.com");
    let done = guest.registers().await;
    done.assert_status(200).assert_heading("You are registered");
    assert!(done.path.starts_with("/en/my/"), "{}", done.path);
    assert_eq!(site.mailbox().await[0].language, domain::language::Language::English);
}

#[tokio::test]
async fn an_empty_form_comes_back_with_every_problem_at_once() {
    let site = Site::open().await;
    for (visitor, error, title) in
        [(site.visitor("x"), "氏名を入力してください", "エラー："), (site.guest("x"), "Enter your name", "Error: ")]
    {
        let page = visitor.opens(&format!("/events/{}/register", code())).await;
        let answer = visitor.sends(&page.form().press("check")).await;
        answer.assert_status(422);
        let problems = answer.problems();
        let fields: Vec<_> = problems.iter().map(|(field, _)| field.as_str()).collect();
        let expected =
            ["attendance", "name", "kana", "email", "organisation", "organisation_kind", "prefecture", "consent"];
        assert_eq!(fields, expected);
        assert!(answer.title().starts_with(title), "{}", answer.title());
        assert!(problems.iter().any(|(_, said)| said == error), "{problems:?}");
        for (field, said) in problems {
            assert_eq!(answer.all(&format!("[id='{field}']")).len(), 1, "the summary leads to {field}");
            let at_the_field = answer.all(&format!("#{field}-error"));
            assert!(at_the_field.len() == 1 && at_the_field[0].ends_with(&said), "{field}: {at_the_field:?}");
        }
    }
}

#[tokio::test]
async fn what_was_typed_is_kept_when_something_is_wrong() {
    let site = Site::open().await;
    let visitor = site.visitor("taro@example.jp");
    let typed = visitor
        .fills()
        .await
        .with("seats", "2")
        .with("phone", "12345")
        .with("question", "一行目\r\n二行目 & <b>")
        .with("access_needs", "字幕");
    let mut typed = typed.press("check");
    typed.fields.push(("topics".to_owned(), "ict".to_owned()));
    typed.fields.push(("topics".to_owned(), "security".to_owned()));

    let answer = visitor.sends(&typed).await;

    answer.assert_status(422);
    assert_eq!(answer.problems().iter().map(|(field, _)| field.as_str()).collect::<Vec<_>>(), ["phone"]);
    let sorted = |mut fields: Vec<(String, String)>| {
        fields.retain(|(name, _)| name != "step");
        fields.sort();
        fields
    };
    assert_eq!(sorted(answer.form().fields), sorted(typed.fields));
}

#[tokio::test]
async fn numbers_and_names_are_taken_however_they_are_typed() {
    let site = Site::open().await;
    let visitor = site.visitor("ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ");
    let typed = visitor
        .fills()
        .await
        .with("phone", "（０９０）１２３４－５６７８")
        .with("kana", "ﾔﾏﾀﾞ　たろう")
        .with("seats", "２");
    let check = visitor.sends(&typed.press("check")).await;
    check.assert_status(200).assert_text("090-1234-5678").assert_text("ヤマダ タロウ").assert_text("taro@example.jp");
    let done = visitor.submits(&check.form().press("confirm")).await;
    done.assert_status(200).assert_heading("申し込みました");
    assert_eq!(site.counted(), (2, 0));
}

#[tokio::test]
async fn every_answer_can_be_changed_from_the_check_page() {
    let site = Site::open().await;
    let visitor = site.visitor("taro@example.jp");
    let check = visitor.checks().await;
    let buttons = check.document();
    let selector = scraper::Selector::parse("button[name=step][value^='edit:']").unwrap();
    let fields: Vec<_> = buttons.select(&selector).map(|button| button.attr("value").unwrap().to_owned()).collect();
    assert!(fields.contains(&"edit:name".to_owned()) && fields.len() >= 8, "{fields:?}");
    for step in ["edit", "edit:name"] {
        let form = visitor.sends(&check.form().press(step)).await;
        form.assert_status(200).assert_heading("イベントに申し込む");
        assert_eq!(form.form().value("name"), Some("山田 太郎"));
        assert_eq!(form.form().value("consent"), Some("yes"));
        assert_eq!(form.form().value("key"), check.form().value("key"), "it is the same form still");
    }
}

#[tokio::test]
async fn a_full_event_offers_the_waiting_list_and_says_the_position() {
    let site = Site::with(seats(1)).await;
    site.visitor("first@example.jp").registers().await.assert_heading("申し込みました");

    let second = site.visitor("second@example.jp");
    let check = second.checks().await;
    check.assert_status(200).assert_text("キャンセル待ちの1番目");
    let done = second.submits(&check.form().press("confirm")).await;
    done.assert_status(200).assert_heading("キャンセル待ちに登録しました").assert_text("1番目");

    let third = site.guest("third@example.com").registers().await;
    third.assert_heading("You are on the waiting list").assert_text("number 2");
    assert_eq!(site.counted(), (1, 2));
    let kinds: Vec<_> = site.mailbox().await.iter().map(|mail| mail.kind).collect();
    assert_eq!(kinds, [NoticeKind::Registered, NoticeKind::WaitingListed, NoticeKind::WaitingListed]);
}

#[tokio::test]
async fn the_last_seat_that_went_while_the_form_was_open_is_told_and_a_place_in_line_is_offered() {
    let site = Site::with(seats(1)).await;
    for (slow, heading, done) in [
        (site.visitor("slow@example.jp"), "入力のあいだに満席になりました", "キャンセル待ちに登録しました"),
        (site.guest("slow@example.com"), "The last seats have just been taken", "You are on the waiting list"),
    ] {
        let promised_a_seat = if site.counted().0 == 0 {
            let check = slow.checks().await;
            site.visitor("quick@example.jp").registers().await;
            check.form()
        } else {
            slow.checks().await.form().with("promised", "seat")
        };
        let before = site.counted();

        let told = slow.sends(&promised_a_seat.press("confirm")).await;

        told.assert_status(409).assert_text(heading).assert_text("山田 太郎");
        assert_eq!(site.counted(), before, "nobody is put into a line unasked");
        assert_eq!(told.form().value("promised"), Some("line"));
        let waiting = slow.submits(&told.form().press("confirm")).await;
        waiting.assert_status(200).assert_heading(done);
    }
    assert_eq!(site.counted(), (1, 2));
}

#[tokio::test]
async fn an_event_that_takes_nobody_says_why_and_leads_on() {
    let opens_at = Some(sample::now().plus_seconds(3_600));
    let window = domain::event::RegistrationWindow { opens_at, ..sample::draft().window };
    let closed = domain::event::RegistrationWindow { opens_at: None, closes_at: sample::now() };
    let reason = Bilingual::both("台風のため中止します", "Cancelled because of a typhoon");
    let cancelled = EventState::Cancelled { reason, at: sample::now() };
    for (draft, japanese, english) in [
        (EventDraft { window, ..sample::draft() }, "受付は", "Registration opens"),
        (EventDraft { window: closed, ..sample::draft() }, "申込の受付は終わりました", "Registration is closed"),
        (EventDraft { state: cancelled, ..sample::draft() }, "中止になりました", "has been cancelled"),
    ] {
        let site = Site::with(draft).await;
        for (visitor, said) in [(site.visitor("a@example.jp"), japanese), (site.guest("a@example.jp"), english)] {
            let page = visitor.opens(&format!("/events/{}/register", code())).await;
            page.assert_status(200).assert_text(said);
            assert!(!page.has_form(), "there is nothing to fill in");
            assert!(page.links("main a").iter().any(|link| link.ends_with("/events")), "{:?}", page.links("main a"));
        }
        site.visitor("a@example.jp").opens(&format!("/events/{}", code())).await.assert_status(200);
    }
}

#[tokio::test]
async fn an_event_that_closes_or_is_called_off_while_the_form_is_open_says_so() {
    let site = Site::open().await;
    let visitor = site.visitor("taro@example.jp");
    let check = visitor.checks().await;
    site.sets_the_clock(sample::draft().window.closes_at);
    let late = visitor.sends(&check.form().press("confirm")).await;
    late.assert_status(409).assert_text("申込の受付は終わりました").assert_text("入力した内容は、送っていません");

    site.sets_the_clock(sample::now());
    let reason = Bilingual::japanese("台風のため");
    let off = EventDraft { state: EventState::Cancelled { reason, at: sample::now() }, ..sample::draft() };
    let id = site.storage.schedule().by_code(&code()).unwrap().event.id;
    site.storage.event_replace(id, &off, sample::now()).await.unwrap();
    let late = visitor.sends(&check.form().press("confirm")).await;
    late.assert_status(409).assert_text("このイベントは中止になりました");
    assert_eq!(site.counted(), (0, 0));
}

#[tokio::test]
async fn an_event_that_is_held_another_way_meanwhile_asks_again() {
    let site = Site::open().await;
    let visitor = site.visitor("taro@example.jp");
    let check = visitor.checks().await;
    let mut venue_only = sample::draft();
    venue_only.place.format = Format::Venue;
    let id = site.storage.schedule().by_code(&code()).unwrap().event.id;
    site.storage.event_replace(id, &venue_only, sample::now()).await.unwrap();
    let answer = visitor.submits(&check.form().press("confirm")).await;
    assert!(matches!(answer.status, 200 | 409), "{}", answer.status);
    let held: Vec<_> = site
        .mailbox()
        .await
        .iter()
        .map(|mail| mail.registration().expect("it is about one").applicant.attendance)
        .collect();
    assert!(!held.contains(&domain::registration::Attendance::Online), "nobody is told to come online to a hall");
}

#[tokio::test]
async fn a_form_that_is_sent_again_and_again_is_one_registration_and_one_page() {
    let site = Site::open().await;
    let visitor = site.visitor("taro@example.jp");
    let confirm = visitor.checks().await.form().press("confirm");
    let first = visitor.sends(&confirm).await.header("location").unwrap();
    for _ in 0..5 {
        let again = visitor.sends(&confirm).await;
        again.assert_status(303);
        assert_eq!(again.header("location").unwrap(), first);
    }
    let (one, other) = tokio::join!(visitor.submits(&confirm), visitor.submits(&confirm));
    assert_eq!(one.number(), other.number());
    assert_eq!(site.counted(), (1, 0));
    assert_eq!(site.mailbox().await.len(), 1);
}

#[tokio::test]
async fn a_page_without_its_key_is_renewed_and_nothing_is_lost() {
    let site = Site::set(Settings { minimum_fill: 2_000, ..Settings::default() }, &[sample::draft()]).await;
    let visitor = site.visitor("taro@example.jp");
    let check = visitor.checks().await.form();
    for broken in [check.clone().without("key"), check.clone().with("key", "garbled"), check.with("key", "")] {
        let renewed = visitor.sends(&broken.press("confirm")).await;
        renewed.assert_status(200).assert_text("ページが古くなっていた").assert_text("山田 太郎");
        assert_eq!(site.counted(), (0, 0));
        assert!(renewed.form().value("key").is_some_and(|key| key.len() == 32));
    }
    let renewed = visitor.sends(&visitor.checks().await.form().without("key").press("confirm")).await;
    // Whoever presses the button at once, as the page asks, is no machine.
    visitor.submits(&renewed.form().press("confirm")).await.assert_heading("申し込みました");
    assert_eq!(site.counted(), (1, 0));
}

#[tokio::test]
async fn a_machine_sees_what_a_person_sees_and_gets_no_seat_and_no_mail() {
    let site = Site::set(Settings { minimum_fill: 2_000, ..Settings::default() }, &[sample::draft()]).await;
    // The clock stands still: filled in no time at all.
    let hasty = site.visitor("hasty@example.jp").registers().await;
    hasty.assert_status(200).assert_heading("申し込みました").assert_text("hasty@example.jp");

    let eager = site.visitor("eager@example.jp");
    let form = eager.fills().await.with("website", "https://win.example");
    site.moves_the_clock(60);
    let check = eager.sends(&form.press("check")).await;
    let done = eager.submits(&check.form().press("confirm")).await;
    done.assert_status(200).assert_heading("申し込みました");
    assert_eq!(site.counted(), (0, 0));
    assert!(site.mailbox().await.is_empty());

    let person = site.visitor("person@example.jp");
    let form = person.fills().await;
    site.moves_the_clock(3);
    let check = person.sends(&form.press("check")).await;
    person.submits(&check.form().press("confirm")).await.assert_heading("申し込みました");
    assert_eq!(site.counted(), (1, 0));
}

#[tokio::test]
async fn a_clock_that_is_set_back_makes_nobody_a_machine() {
    let site = Site::set(Settings { minimum_fill: 2_000, ..Settings::default() }, &[sample::draft()]).await;
    let visitor = site.visitor("taro@example.jp");
    let form = visitor.fills().await;
    site.moves_the_clock(-3_600);
    let check = visitor.sends(&form.press("check")).await;
    visitor.submits(&check.form().press("confirm")).await.assert_heading("申し込みました");
    assert_eq!(site.counted(), (1, 0));
}

#[tokio::test]
async fn a_known_address_is_answered_like_any_other() {
    let site = Site::open().await;
    site.visitor("known@example.jp").registers().await;
    let first = site.mailbox().await.remove(0);

    let mut answers = Vec::new();
    for email in ["known@example.jp", "other@example.jp"] {
        let visitor = site.visitor(email);
        let check = visitor.checks().await;
        let sent = visitor.sends(&check.form().press("confirm")).await;
        let done = visitor.follows(&sent.header("location").unwrap()).await;
        let own = visitor.follows(done.path.trim_end_matches("/registered")).await;
        let change = visitor.follows(&format!("{}/change", own.path)).await;
        let calendar = visitor.follows(&format!("{}.ics", own.path)).await;
        let number = ReferenceNumber::parse(&done.number()).unwrap();
        let token = own.path.trim_start_matches("/my/").to_owned();
        let key = change.form().value("key").unwrap().to_owned();
        let left = 100 - site.counted().0;
        let masked = [check, sent, done, own, change, calendar].map(|answer| {
            let mut body = answer.text().replace(email, "ADDRESS").replace(&token, "TOKEN").replace(&key, "KEY");
            for number in [number.as_str().to_owned(), number.to_string(), number.spoken_japanese()] {
                body = body.replace(&number, "NUMBER");
            }
            let (one, other) = number.as_str().split_at(4);
            let body = body.replace(&format!(">{one}<"), "><").replace(&format!(">{other}<"), "><");
            // What everybody may count.
            let body = body.replace(&format!("残り{left}席"), "").replace(&format!("残り{}席", left + 1), "");
            (answer.status, without_random(&body), answer.header("cache-control"))
        });
        answers.push(masked);
    }
    for (known, unknown) in answers[0].iter().zip(&answers[1]) {
        assert_eq!(known.0, unknown.0);
        assert_eq!(known.2, unknown.2);
        assert_eq!(known.1, unknown.1);
    }
    assert_eq!(site.counted(), (2, 0), "the known one holds the seat that it had");
    let kinds: Vec<_> = site.mailbox().await.into_iter().map(|mail| (mail.kind, mail.recipient)).collect();
    let expected = [
        (NoticeKind::AlreadyRegistered, "known@example.jp".to_owned()),
        (NoticeKind::Registered, "other@example.jp".to_owned()),
    ];
    assert_eq!(kinds, expected);
    assert_eq!(first.registration().expect("it is about one").state, RegistrationState::Seated);
}

/// `body` without what is drawn for each page: keys of 32 signs, nonces.
fn without_random(body: &str) -> String {
    let is_sign = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '-' | '_');
    let mut masked = String::new();
    let mut rest = body;
    while let Some(start) = rest.find(is_sign) {
        let (before, from) = rest.split_at(start);
        let (word, after) = from.split_at(from.find(|sign| !is_sign(sign)).unwrap_or(from.len()));
        masked.push_str(before);
        masked.push_str(if word.len() == 32 { "RANDOM" } else { word });
        rest = after;
    }
    masked + rest
}

#[tokio::test]
async fn odd_signs_are_shown_as_text_or_refused_with_a_sentence() {
    let site = Site::open().await;
    let visitor = site.visitor("taro@example.jp");
    for (name, status) in [
        ("<b>太郎</b>", 200),
        ("O'Hara \"Bob\" & Söhne", 200),
        ("{reset_link} {{7*7}} ${jndi}", 200),
        ("=SUM(A1)", 200),
        ("太郎\r\nBcc: all@example.jp", 422),
        ("太\u{0}郎", 422),
        ("太郎\u{202e}", 422),
        ("https://win.example", 422),
        ("ｈｔｔｐｓ：／／win.example", 422),
        ("\u{3000} \u{200b}", 422),
    ] {
        let answer = visitor.sends(&visitor.fills().await.with("name", name).press("check")).await;
        answer.assert_status(status);
        assert!(!answer.text().contains("<b>太郎"), "it is shown as text");
        if status == 200 {
            assert_eq!(answer.form().value("name"), Some(name));
            answer.assert_text(name);
        } else {
            assert_eq!(answer.problems().iter().map(|(field, _)| field.as_str()).collect::<Vec<_>>(), ["name"]);
            assert_eq!(answer.form().value("email"), Some("taro@example.jp"), "nothing else is lost");
        }
    }
}

#[tokio::test]
async fn a_text_that_would_end_its_field_stays_a_text_on_every_page() {
    const TRAP: &str = "</textarea><script>alert(1)</script><img src=x onerror=alert(2)>";
    let site = Site::open().await;
    let visitor = site.visitor("taro@example.jp");
    let filled = visitor.fills().await.with("question", TRAP).with("access_needs", TRAP).with("name", "<i>太郎");
    let wrong = visitor.sends(&filled.clone().with("phone", "1").press("check")).await;
    wrong.assert_status(422);
    let check = visitor.sends(&filled.press("check")).await;
    check.assert_status(200).assert_text(TRAP);
    let done = visitor.submits(&check.form().press("confirm")).await;
    done.assert_heading("申し込みました").assert_text(TRAP);
    let own = done.path.trim_end_matches("/registered").to_owned();
    let change = visitor.follows(&format!("{own}/change")).await;
    for page in [wrong, check, done, change] {
        assert!(!page.text().contains("<script>alert"), "{}", page.path);
        assert!(page.all("img").is_empty() && page.all("i").is_empty(), "{}", page.path);
        if page.has_form() {
            assert_eq!(page.form().value("question"), Some(TRAP), "{}", page.path);
        }
    }
}

#[tokio::test]
async fn a_body_that_is_no_form_is_answered_by_a_page() {
    let site = Site::open().await;
    let path = format!("/events/{}/register", code());
    let send = |kind: &'static str, body: Vec<u8>| {
        let mut request = request("POST", &path, Body::from(body));
        request.headers_mut().insert("content-type", kind.parse().unwrap());
        request.headers_mut().insert("sec-fetch-site", SAME_SITE.parse().unwrap());
        site.answers(request)
    };
    send(FORM, vec![b'a'; 1 << 20]).await.assert_status(413).assert_heading("送られた内容が大きすぎます");
    send("application/json", b"{}".to_vec()).await.assert_status(400).assert_heading("送られた内容を読めませんでした");
    send("multipart/form-data; boundary=x", b"--x".to_vec()).await.assert_status(400);
    send("", Vec::new()).await.assert_status(400);
    send(FORM, Vec::new()).await.assert_status(422);
    let broken = send(FORM, b"name=%ff%fe%00&kana=%e3%81&email=%zz&step=check&=&&&".to_vec()).await;
    broken.assert_status(422);
    assert!(broken.problems().len() >= 7, "{:?}", broken.problems());
    send("APPLICATION/X-WWW-FORM-URLENCODED; charset=UTF-8", b"step=check".to_vec()).await.assert_status(422);
}

#[tokio::test]
async fn a_field_that_is_far_too_long_says_how_long_it_may_be() {
    let site = Site::open().await;
    let visitor = site.visitor("taro@example.jp");
    let long = visitor.fills().await.with("name", &"山".repeat(101)).with("question", &"あ".repeat(401));
    let answer = visitor.sends(&long.press("check")).await;
    answer.assert_status(422).assert_text("100文字以内").assert_text("400文字以内");
    assert_eq!(answer.form().value("question").map(|text| text.chars().count()), Some(401), "it is kept all the same");
}

#[tokio::test]
async fn an_address_with_a_slip_of_the_finger_is_asked_about_and_taken() {
    let site = Site::open().await;
    let visitor = site.visitor("taro@gmial.com");
    let check = visitor.checks().await;
    check.assert_status(200).assert_text("taro@gmail.com");
    visitor.submits(&check.form().press("confirm")).await.assert_heading("申し込みました");
}

/// The fastest and the middle one of some times, in microseconds.
pub(crate) fn fastest_and_middle(mut times: Vec<u128>) -> (u128, u128) {
    times.sort_unstable();
    (times[0], times[times.len() / 2])
}

#[tokio::test]
async fn the_answer_takes_as_long_for_a_known_address_as_for_any_other() {
    const SAMPLES: usize = 200;
    let site = Site::with(seats(1_000)).await;
    for number in 0..SAMPLES {
        site.visitor(&format!("known{number}@example.jp")).registers().await;
    }
    let mut times = [[Vec::new(), Vec::new()], [Vec::new(), Vec::new()]];
    for number in 0..SAMPLES {
        // One after the other, so that whatever else the machine does meets both alike.
        for (who, name) in ["known", "other"].into_iter().enumerate() {
            let visitor = site.visitor(&format!("{name}{number}@example.jp"));
            let confirm = visitor.checks().await.form().press("confirm");
            let find = visitor.opens("/my/find").await.form().with("email", &visitor.email);
            for (what, form) in [&confirm, &find].into_iter().enumerate() {
                let since = std::time::Instant::now();
                visitor.sends(form).await;
                times[what][who].push(since.elapsed().as_micros());
            }
        }
    }
    for [known, other] in times {
        let (known, other) = (fastest_and_middle(known), fastest_and_middle(other));
        for (one, two) in [(known.0, other.0), (known.1, other.1)] {
            assert!(one.max(two) < one.min(two) * 3 / 2, "known {known:?}, other {other:?}");
        }
    }
}
