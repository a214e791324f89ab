//! A time is found, held and booked, by links and forms alone.

use axum::body::Body;
use domain::notice::NoticeKind;
use domain::reference::ReferenceNumber;

use super::{
    DAY, FIRST_DAY, MINUTE, ONLINE, TEN, books, checks, chooses, expert, filled, kinds, nonce_of, own_page, values,
};
use crate::site::{Site, request};
use crate::visit::Answer;

#[tokio::test]
async fn a_citizen_finds_a_time_and_books_it_by_links_and_forms_alone() {
    for english in [false, true] {
        let site = Site::open().await;
        expert(&site).await;
        let visitor = if english { site.guest("jane@example.com") } else { site.visitor("jane@example.com") };
        let said = |japanese: &'static str, in_english: &'static str| if english { in_english } else { japanese };

        let start = visitor.opens("/consultations").await;
        start.assert_status(200).assert_heading(said("専門家に相談する", "Consult an expert"));
        let topic = start.links("a.topic-card").into_iter().find(|href| href.contains("security")).expect("the topic");
        let places = visitor.follows(&topic).await;
        let online = places.links("a.topic-card").into_iter().next().expect("the way online");
        let month = visitor.follows(&online).await;
        month.assert_status(200).assert_text(said("文化の日", "Culture Day"));
        let days = month.links("a.open-day");
        assert_eq!(days.len(), 17, "weekdays from the fifth on, without the holiday: {days:?}");
        let day = visitor.follows(&days[0]).await;
        assert!(days[0].ends_with(FIRST_DAY), "{days:?}");
        assert_eq!(values(&day, "at").len(), 5 + 13, "a quarter from one to the next");

        let form = visitor.submits(&day.form().with("at", TEN)).await;
        form.assert_status(200).assert_heading(said("相談を予約する", "Book a consultation"));
        form.assert_text("9:10").assert_text(said("久保田 美咲", "Misaki Kubota"));
        let check = visitor.sends(&filled(form.form(), &visitor).press("check")).await;
        check.assert_status(200).assert_heading(said("この内容でよろしいですか", "Check your answers"));
        check.assert_text(said("あと3回", "3 (this booking uses one)"));
        assert!(kinds(&site).await.is_empty(), "looking at one's answers books nothing");

        let done = visitor.submits(&check.form().press("confirm")).await;
        done.assert_status(200).assert_heading(said("予約しました", "Your consultation is booked"));
        assert!(done.path.ends_with("/registered"), "{}", done.path);
        let number = ReferenceNumber::parse(&done.number()).expect("a number to read aloud");
        assert!(done.title().contains(&number.to_string()), "{}", done.title());
        assert_eq!(done.header("cache-control").as_deref(), Some("no-store"));
        assert_eq!(kinds(&site).await, [NoticeKind::ConsultationBooked, NoticeKind::ExpertBooked]);
    }
}

#[tokio::test]
async fn an_empty_form_comes_back_with_every_problem_and_what_was_typed() {
    let site = Site::open().await;
    expert(&site).await;
    for (visitor, error) in [(site.visitor("x"), "氏名を入力してください"), (site.guest("x"), "Enter your name")]
    {
        let page = chooses(&visitor, TEN).await;
        let typed = page.form().with("question", "一行目\r\n二行目 & <b>").with("people", "佐藤 花子");
        let answer = visitor.sends(&typed.press("check")).await;
        answer.assert_status(422);
        let problems = answer.problems();
        let fields: Vec<_> = problems.iter().map(|(field, _)| field.as_str()).collect();
        assert_eq!(fields, ["organisation", "organisation_kind", "prefecture", "name", "kana", "email", "consent"]);
        assert!(problems.iter().any(|(_, said)| said == error), "{problems:?}");
        for (field, _) in problems {
            assert_eq!(answer.all(&format!("[id='{field}']")).len(), 1, "the summary leads to {field}");
        }
        let kept = answer.form();
        assert_eq!(kept.value("question"), Some("一行目\r\n二行目 & <b>"));
        assert_eq!(kept.value("people"), Some("佐藤 花子"));
        visitor.submits(&kept.press("release")).await.assert_status(200);
    }
}

#[tokio::test]
async fn a_visit_asks_where_to_and_a_prefecture_without_experts_leads_on() {
    let site = Site::open().await;
    expert(&site).await;
    let visitor = site.visitor("taro@example.jp");
    let day = visitor.opens(&format!("/consultations?topic=security&where=13&day={FIRST_DAY}")).await;
    let form = visitor.submits(&day.form().with("at", TEN)).await;
    let answer = visitor.sends(&filled(form.form(), &visitor).press("check")).await;
    answer.assert_status(422);
    let fields: Vec<_> = answer.problems().into_iter().map(|(field, _)| field).collect();
    assert_eq!(fields, ["address", "phone"]);

    let nobody = visitor.opens("/consultations?topic=security&where=47").await;
    nobody.assert_status(200).assert_text("いまはいません");
    assert!(nobody.links("main a.button").contains(&ONLINE.to_owned()), "{:?}", nobody.links("main a.button"));
}

#[tokio::test]
async fn a_form_that_is_sent_twice_books_once() {
    let site = Site::open().await;
    expert(&site).await;
    let visitor = site.visitor("taro@example.jp");
    let check = checks(&visitor, TEN).await;
    let confirm = check.form().press("confirm");
    let first = visitor.submits(&confirm).await;
    let second = visitor.submits(&confirm).await;
    assert_eq!(first.path, second.path);
    assert_eq!(first.number(), second.number());
    assert_eq!(kinds(&site).await, [NoticeKind::ConsultationBooked, NoticeKind::ExpertBooked]);
}

#[tokio::test]
async fn a_choice_that_is_sent_twice_holds_one_time() {
    let site = Site::open().await;
    expert(&site).await;
    let visitor = site.visitor("taro@example.jp");
    let day = visitor.opens(&format!("{ONLINE}&day={FIRST_DAY}")).await;
    let choice = day.form().with("at", TEN);
    assert_eq!(visitor.submits(&choice).await.path, visitor.submits(&choice).await.path);
}

#[tokio::test]
async fn a_page_of_times_is_kept_until_somebody_takes_one_and_each_who_asks_has_a_key_and_a_nonce_of_their_own() {
    let site = Site::open().await;
    expert(&site).await;
    let address = format!("{ONLINE}&day={FIRST_DAY}");
    let (one, other) = (site.visitor("taro@example.jp"), site.visitor("jiro@example.jp"));
    let pages = [one.opens(&address).await, other.opens(&address).await, other.opens(&format!("/en{address}")).await];
    let key = |page: &Answer| page.form().value("key").expect("a key").to_owned();
    for (page, next) in pages.iter().zip(&pages[1..]) {
        assert_ne!(key(page), key(next));
    }
    let nonces: Vec<String> = pages.iter().map(nonce_of).collect();
    for (page, nonce) in pages.iter().zip(&nonces) {
        let policy = page.header("content-security-policy").expect("a policy");
        assert!(policy.contains(&format!("'nonce-{nonce}'")), "{policy}");
        assert!(values(page, "at").contains(&TEN.to_owned()));
    }
    assert!(nonces[0] != nonces[1] && nonces[1] != nonces[2], "{nonces:?}");
    assert_eq!(pages[2].title(), other.opens(&format!("/en{address}")).await.title());

    // Within the same second.
    one.submits(&pages[0].form().with("at", TEN)).await.assert_status(200);
    assert!(!values(&other.opens(&address).await, "at").contains(&TEN.to_owned()));
}

#[tokio::test]
async fn the_islands_door_brings_the_same_times_as_the_page() {
    let site = Site::open().await;
    expert(&site).await;
    let door = |query: &str, language: &str| {
        let query: String = form_urlencoded::byte_serialize(query.as_bytes()).collect();
        format!("/do/open_times?query={query}&language={language}")
    };
    let day = format!("topic=security&where=online&day={FIRST_DAY}");
    for (language, front) in [("ja", ""), ("en", "/en")] {
        let brought = site.get(&door(&day, language)).await;
        brought.assert_status(200);
        let page = site.visitor("taro@example.jp").opens(&format!("{front}/consultations?{day}")).await;
        let times = values(&page, "at");
        assert!(times.contains(&TEN.to_owned()), "{times:?}");
        assert!(times.iter().all(|time| brought.text().contains(time)), "{}", brought.text());
        assert!(brought.text().contains(&format!("{front}/consultations?")), "{}", brought.text());
    }
    site.get(&door("topic=security", "ja")).await.assert_status(404);
    site.get("/do/open_times").await.assert_status(400);
}

#[tokio::test]
async fn a_time_that_somebody_else_holds_is_told_with_three_others() {
    for english in [false, true] {
        let site = Site::open().await;
        expert(&site).await;
        let slow = if english { site.guest("slow@example.com") } else { site.visitor("slow@example.com") };
        let page = slow.opens(&format!("{ONLINE}&day={FIRST_DAY}")).await;
        chooses(&site.visitor("quick@example.jp"), TEN).await.assert_status(200);

        let told = slow.sends(&page.form().with("at", TEN)).await;

        told.assert_status(409);
        let (title, why) = if english {
            ("Somebody else has just taken this time", "Error: ")
        } else {
            ("ほかの方が先に予約しました", "エラー：")
        };
        told.assert_text(title);
        assert!(told.title().starts_with(why), "{}", told.title());
        assert!(values(&told, "at").len() >= 3, "{:?}", values(&told, "at"));
        assert!(!values(&told, "at").contains(&TEN.to_owned()));
        let other = values(&told, "at")[0].clone();
        slow.submits(&told.form().with("at", &other)).await.assert_status(200);
    }
}

#[tokio::test]
async fn a_hold_is_extended_and_says_until_when_with_what_was_typed() {
    let site = Site::open().await;
    expert(&site).await;
    let visitor = site.visitor("taro@example.jp");
    let page = chooses(&visitor, TEN).await;
    page.assert_text("この時間を9:10まで取ってあります");
    site.moves_the_clock(9 * MINUTE);

    let extended = visitor.sends(&filled(page.form(), &visitor).press("extend")).await;

    extended.assert_status(200).assert_text("この時間を9:19まで取ってあります").assert_text("あと9回");
    assert_eq!(extended.form().value("name"), Some("山田 太郎"));
    site.moves_the_clock(9 * MINUTE);
    let check = visitor.sends(&extended.form().press("extend:check")).await;
    check.assert_status(200).assert_heading("この内容でよろしいですか").assert_text("9:28");
    visitor.submits(&check.form().press("confirm")).await.assert_heading("予約しました");
}

#[tokio::test]
async fn a_hold_that_ran_out_is_taken_up_again_while_nobody_else_has_the_time() {
    let site = Site::open().await;
    expert(&site).await;
    let visitor = site.visitor("taro@example.jp");
    let page = chooses(&visitor, TEN).await;
    site.moves_the_clock(30 * MINUTE);
    let looked = visitor.follows(&page.path).await;
    looked.assert_status(200).assert_text("取っておく時間が過ぎました");
    let check = visitor.sends(&filled(page.form(), &visitor).press("check")).await;
    check.assert_status(200).assert_text("9:40");
    visitor.submits(&check.form().press("confirm")).await.assert_heading("予約しました");
}

#[tokio::test]
async fn a_hold_that_ran_out_and_went_to_somebody_else_keeps_what_was_typed_and_offers_the_next_times() {
    for english in [false, true] {
        let site = Site::open().await;
        expert(&site).await;
        let slow = if english { site.guest("slow@example.com") } else { site.visitor("slow@example.com") };
        let check = checks(&slow, TEN).await;
        site.moves_the_clock(11 * MINUTE);
        chooses(&site.visitor("quick@example.jp"), TEN).await.assert_status(200);

        let told = slow.sends(&check.form().press("confirm")).await;

        told.assert_status(409);
        told.assert_text(if english {
            "The time for which we kept it is over"
        } else {
            "取っておく時間が過ぎ"
        });
        assert_eq!(told.form().value("name"), Some("山田 太郎"));
        let others: Vec<_> = values(&told, "step").into_iter().filter(|step| step.starts_with("instead:")).collect();
        assert_eq!(others.len(), 3, "{others:?}");
        let again = slow.sends(&told.form().press(&others[0])).await;
        again.assert_status(200);
        assert_ne!(again.form().action, told.form().action, "it is another hold");
        assert_eq!(again.form().value("name"), Some("山田 太郎"));
        let check = slow.sends(&again.form().press("check")).await;
        let done = slow.submits(&check.form().press("confirm")).await;
        done.assert_heading(if english { "Your consultation is booked" } else { "予約しました" });
    }
}

#[tokio::test]
async fn a_day_without_open_times_says_why_and_leads_to_the_next() {
    let site = Site::open().await;
    expert(&site).await;
    for (day, japanese, english) in [
        ("2026-10-30", "過ぎた時間です", "in the past"),
        ("2026-11-02", "予約は11月5日（木）からです", "you can book from Thursday 5 November"),
        ("2026-11-23", "勤労感謝の日", "Labour Thanksgiving Day"),
        ("2026-11-07", "相談を受けていない時間です", "No consultations are offered then"),
        ("2027-03-01", "予約できるのは", "You can book until"),
    ] {
        for (visitor, said) in [(site.visitor("x"), japanese), (site.guest("x"), english)] {
            let page = visitor.opens(&format!("{ONLINE}&day={day}")).await;
            page.assert_status(200).assert_text(said);
            assert_eq!(values(&page, "at").len(), 3, "{day}");
            let forced = page.form().with("at", &format!("{day}T10:00"));
            let refused = visitor.sends(&forced).await;
            refused.assert_status(409).assert_text(said);
            assert_eq!(values(&refused, "at").len(), 3, "{day}");
        }
    }
    let garbled = site.visitor("x");
    let page = garbled.opens(&format!("{ONLINE}&day={FIRST_DAY}")).await;
    for at in ["", "yesterday", "2026-02-30T10:00", "2026-11-05T10:07"] {
        let answer = garbled.sends(&page.form().with("at", at)).await;
        assert!([409, 422].contains(&answer.status), "{at}: {}", answer.status);
    }
}

#[tokio::test]
async fn the_free_consultations_are_counted_and_a_person_is_named_when_none_is_left() {
    for english in [false, true] {
        let site = Site::open().await;
        expert(&site).await;
        let visitor = if english { site.guest("taro@example.jp") } else { site.visitor("taro@example.jp") };
        for (at, left) in [(TEN, "3"), ("2026-11-06T10:00", "2"), ("2026-11-09T10:00", "1")] {
            let check = checks(&visitor, at).await;
            check.assert_text(&if english { format!("{left} (this booking") } else { format!("あと{left}回") });
            visitor.submits(&check.form().press("confirm")).await.assert_status(200);
        }
        let told = checks(&visitor, "2026-11-10T10:00").await;
        told.assert_status(409).assert_text("03-5422-1517");
        told.assert_text(if english { "have been used" } else { "使い終わっています" });
        assert_eq!(told.form().value("name"), Some("山田 太郎"), "what was typed is kept");
    }
}

#[tokio::test]
async fn after_three_late_cancellations_a_person_talks_first() {
    let site = Site::open().await;
    expert(&site).await;
    let visitor = site.visitor("taro@example.jp");
    let mut own = Vec::new();
    for at in [TEN, "2026-11-05T13:00", "2026-11-05T15:00"] {
        own.push(own_page(&visitor, at).await);
    }
    site.moves_the_clock(DAY);
    for own in own {
        let page = visitor.follows(&format!("{own}/cancel")).await;
        page.assert_text("無料相談の1回に数えます");
        visitor.submits(&page.form()).await.assert_status(200).assert_text("1回に数えます");
    }
    let told = checks(&visitor, "2026-11-09T10:00").await;
    told.assert_status(409).assert_text("予約の前に、事務局へお電話ください").assert_text("03-5422-1517");
}

#[tokio::test]
async fn everything_under_an_address_has_its_consultations() {
    let site = Site::open().await;
    expert(&site).await;
    let visitor = site.visitor("taro@example.jp");
    let number = books(&visitor, TEN).await.number();
    let list = site.mails_a_list("taro@example.jp").await;
    let page = visitor.opens(&format!("/my/all/{list}")).await;
    page.assert_status(200).assert_text(&number);
    let record = values(&page, "record").into_iter().next().expect("a record");
    let own = visitor.submits(&page.form().with("record", &record)).await;
    own.assert_status(200).assert_heading("ご相談の内容");
    assert_eq!(own.number(), number);
}

#[tokio::test]
async fn of_fifty_who_want_one_time_one_has_it_and_the_others_are_led_on() {
    let site = Site::open().await;
    expert(&site).await;
    let mut forms = Vec::new();
    for _ in 0..50 {
        let visitor = site.visitor("crowd@example.jp");
        forms.push(visitor.opens(&format!("{ONLINE}&day={FIRST_DAY}")).await.form().with("at", TEN));
    }
    let crowd = site.visitor("crowd@example.jp");
    let answers = futures_util::future::join_all(forms.iter().map(|form| crowd.sends(form))).await;
    let statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
    assert_eq!(statuses.iter().filter(|status| **status == 303).count(), 1, "{statuses:?}");
    assert_eq!(statuses.iter().filter(|status| **status == 409).count(), 49, "{statuses:?}");
    for answer in answers.iter().filter(|answer| answer.status == 409) {
        assert!(values(answer, "at").len() >= 3, "{}", answer.said());
    }
}

#[tokio::test]
async fn the_page_of_a_month_is_small_on_the_wire() {
    let site = Site::open().await;
    expert(&site).await;
    let mut asked = request("GET", &format!("{ONLINE}&month=2026-11"), Body::empty());
    asked.headers_mut().insert("accept-encoding", "gzip".parse().expect("a header"));
    let page = site.answers(asked).await;
    assert_eq!((page.status, page.header("content-encoding").as_deref()), (200, Some("gzip")));
    assert!(page.bytes.len() < 25_000, "{}", page.bytes.len());
}

#[tokio::test]
async fn the_way_to_experts_stands_in_the_header_and_on_the_first_page() {
    let site = Site::open().await;
    for (visitor, address) in [(site.visitor("x"), "/consultations"), (site.guest("x"), "/en/consultations")] {
        let home = visitor.opens("/").await;
        assert!(home.links("header nav a").contains(&address.to_owned()));
        assert!(home.links(".doors a").contains(&address.to_owned()));
    }
    let sitemap = site.get("/sitemap.xml").await.text();
    assert!(sitemap.contains("https://telework.example.jp/consultations<"), "{sitemap}");
}

/// What the island sends that extends the hold of the form at `address`.
async fn extends(site: &Site, address: &str) -> Answer {
    let mut body = form_urlencoded::Serializer::new(String::new());
    body.append_pair("address", address).append_pair("is_check", "false");
    let mut sent = request("POST", "/do/hold", Body::from(body.finish()));
    sent.headers_mut().insert("content-type", "application/x-www-form-urlencoded".parse().expect("a header"));
    site.answers(sent).await
}

#[tokio::test]
async fn the_countdown_extends_a_hold_by_the_rule_of_the_form_and_gives_the_box_alone() {
    for english in [false, true] {
        let site = Site::open().await;
        expert(&site).await;
        let visitor = if english { site.guest("taro@example.jp") } else { site.visitor("taro@example.jp") };
        let page = chooses(&visitor, TEN).await;
        assert_eq!(page.all("[data-left='600']").len(), 1, "the page says how long it lasts");
        site.moves_the_clock(9 * MINUTE);

        let answer = extends(&site, &page.path).await;

        answer.assert_status(200);
        let held = answer.text();
        assert!(held.contains("9:19") && held.contains("600") && held.contains("extend"), "{held}");
        assert!(!held.contains("<form") && !held.contains("question"), "what is typed stays as it is: {held}");
        for _ in 0..9 {
            extends(&site, &page.path).await.assert_status(200);
        }
        extends(&site, &page.path).await.assert_status(400);
        let missing = format!("/consultations/{}", site.draws_a_link().as_str());
        extends(&site, &missing).await.assert_status(404);
        extends(&site, "/consultations").await.assert_status(404);
        let check = visitor.sends(&filled(page.form(), &visitor).press("check")).await;
        visitor.submits(&check.form().press("confirm")).await.assert_status(200);
    }
}
