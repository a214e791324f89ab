//! The survey after a consultation: asked once it is over, answered and answered anew, counted at the desk.

use domain::account::Role;
use domain::reference::{ReferenceNumber, SecretToken};

use crate::consultation::{booked, expert};
use crate::site::Site;

#[tokio::test]
async fn once_a_consultation_is_over_its_client_says_how_it_was_and_the_desk_counts_it() {
    let site = Site::open().await;
    expert(&site).await;
    let visitor = site.visitor("taro@example.jp");
    let link = booked(&visitor).await;
    let (own, address) = (format!("/my/{link}"), format!("/my/{link}/survey"));
    let early = visitor.follows(&address).await;
    early.assert_status(200).assert_text("相談が終わってからお答えください");
    assert!(!early.has_form(), "nothing can be said yet");
    assert!(!visitor.follows(&own).await.text().contains("アンケートに答える"));

    let hash = SecretToken::parse(&link).expect("a link").hash();
    let consultation = site.storage.consultation_by_link(&hash).await.expect("it is read").expect("it opens");
    site.sets_the_clock(consultation.slot.ends_at());
    visitor.follows(&own).await.assert_text("アンケートに答える");
    let page = visitor.follows(&address).await;
    page.assert_status(200).assert_heading("相談のアンケート");
    let refused = visitor.sends(&page.form().with("comment", "助かりました。<b>")).await;
    refused
        .assert_status(422)
        .assert_text("相談が役に立ったかどうかを選んでください")
        .assert_text("次にすることがはっきりしたかどうかを選んでください");
    assert_eq!(refused.form().value("comment"), Some("助かりました。<b>"), "what was typed stays");
    let answered = refused.form().with("usefulness", "very").with("clarity", "partly");
    visitor.submits(&answered).await.assert_status(200).assert_text("回答を受け取りました");

    // Whoever thinks again answers again; it counts once.
    let again = visitor.follows(&format!("/en{address}")).await;
    again.assert_text("You have answered already");
    let again = visitor.submits(&again.form().with("usefulness", "little")).await;
    again.assert_status(200).assert_text("Thank you for your answer");

    let desk = site.signed_in(Role::Secretariat).await;
    let list = desk.opens("/staff/consultations").await;
    list.assert_text("回答 1件").assert_text("とても役に立った：0件").assert_text("あまり役に立たなかった：1件");
    list.assert_text("一部はっきりした：1件");
    let number = ReferenceNumber::parse(&visitor.follows(&own).await.number()).expect("a number");
    let one = desk.opens(&format!("/staff/consultations/{}", number.as_str())).await;
    one.assert_text("あまり役に立たなかった").assert_text("助かりました。<b>");
    let stranger = site.signed_in(Role::Expert).await;
    stranger.opens("/staff/consultations").await.assert_text("回答はまだありません");

    site.sets_the_clock(consultation.slot.ends_at().plus_seconds(61 * 86_400));
    let late = visitor.follows(&address).await;
    late.assert_status(200).assert_text("受付は終わりました").assert_text("助かりました。<b>");
    assert!(!late.has_form());
    visitor.sends(&page.form().with("usefulness", "not").with("clarity", "clear")).await.assert_status(409);
}

#[tokio::test]
async fn a_consultation_that_never_was_has_no_survey() {
    let site = Site::open().await;
    expert(&site).await;
    let visitor = site.visitor("taro@example.jp");
    let link = booked(&visitor).await;
    let cancel = visitor.follows(&format!("/my/{link}/cancel")).await;
    visitor.submits(&cancel.form()).await.assert_status(200);
    let page = visitor.follows(&format!("/my/{link}/survey")).await;
    page.assert_status(200).assert_text("この相談は行われなかった");
    assert!(!page.has_form());
    let registration = site.visitor("hanako@example.jp").own_page().await;
    visitor.follows(&format!("{registration}/survey")).await.assert_status(404);
}
