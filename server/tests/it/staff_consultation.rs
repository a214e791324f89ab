//! Consultations at the desk, without script: confirmed once, proposed anew, ended for a reason, noted, reported; and
//! what an organisation may still book.

use domain::account::Role;
use domain::availability::Terms;
use domain::consultation::ConsultationState;
use domain::notice::NoticeKind;
use domain::reference::ReferenceNumber;

use crate::availability::{Practitioner, december, usual};
use crate::site::Site;
use crate::visit::{Answer, Form, Visitor};

/// The form of a consultation's page that has the button of this act.
fn form_with(page: &Answer, act: &str) -> Form {
    let document = page.document();
    let select = |selector: &str| scraper::Selector::parse(selector).expect("a selector");
    let button = format!("button[value='{act}']");
    let all = select("main form[method=post]");
    let found = document.select(&all).find(|form| form.select(&select(&button)).next().is_some()).map(Form::of);
    found.unwrap_or_else(|| panic!("nothing does {act} on {}: {}", page.path, page.said())).with("act", act)
}

fn address(reference: &ReferenceNumber) -> String {
    format!("/staff/consultations/{}", reference.as_str())
}

/// An expert who confirms each consultation.
async fn careful(site: &Site) -> (Practitioner, Visitor<'_>) {
    let terms = Terms { confirms: true, ..usual() };
    let expert = site.employs_an_expert("saeki@example.jp", "佐伯 真由美", terms).await;
    let visitor = site.opens_a_session(&expert.email).await;
    (expert, visitor)
}

async fn state(site: &Site, expert: &Practitioner, reference: &ReferenceNumber) -> ConsultationState {
    let found = site.storage.consultation(&expert.keeper, reference).await.expect("it is read");
    found.expect("it is there").state
}

async fn kinds(site: &Site) -> Vec<NoticeKind> {
    site.mailbox().await.iter().map(|mail| mail.kind).collect()
}

#[tokio::test]
async fn a_booking_is_confirmed_once_whoever_is_first() {
    let site = Site::open().await;
    let (saeki, expert) = careful(&site).await;
    let boss = site.signed_in(Role::Secretariat).await;
    let booked = site.books(&saeki, "みどり製作所", december(8, 14)).await;
    let list = expert.opens("/staff/consultations?show=to-confirm").await;
    list.assert_status(200).assert_heading("個別相談").assert_text("みどり製作所").assert_text("確認待ち 1");
    let page = expert.follows(&list.links("tbody th a")[0]).await;
    page.assert_status(200).assert_heading("みどり製作所").assert_text("図面を家で見たいです。<b>");
    assert!(!page.title().contains("みどり") && !page.title().contains("山田"), "{}", page.title());
    assert_eq!(page.header("cache-control").as_deref(), Some("no-store"));
    let theirs = boss.opens(&address(&booked.reference)).await;

    let done = expert.submits(&form_with(&page, "confirm")).await;
    done.assert_status(200).assert_text("確定しました").assert_text("メールでお知らせします");
    assert!(kinds(&site).await.contains(&NoticeKind::ConsultationConfirmed));
    let late = boss.sends(&form_with(&theirs, "confirm")).await;
    late.assert_status(409).assert_text("ほかの人がこの相談を変えました");
    let again = expert.sends(&form_with(&theirs, "confirm").with("revision", "1")).await;
    again.assert_status(422).assert_text("もう確定しています");
    assert_eq!(state(&site, &saeki, &booked.reference).await, ConsultationState::Confirmed);
    expert.opens("/staff/consultations").await.assert_text("確定").assert_text("確認待ち 0");
}

#[tokio::test]
async fn another_time_is_proposed_where_it_is_open_and_what_was_typed_stays_where_not() {
    let site = Site::open().await;
    let (saeki, expert) = careful(&site).await;
    let booked = site.books(&saeki, "みどり製作所", december(8, 14)).await;
    site.books(&saeki, "北斗印刷", december(9, 10)).await;
    let page = expert.opens(&address(&booked.reference)).await;
    let form = form_with(&page, "propose");
    let unread = expert.sends(&form.clone().with("day", "あした").with("time", "10:00")).await;
    unread.assert_status(422);
    assert_eq!(unread.problems()[0].0, "day");
    assert_eq!(form_with(&unread, "propose").value("day"), Some("あした"));
    let taken = expert.sends(&form.clone().with("day", "2026-12-09").with("time", "10:00")).await;
    taken.assert_status(422).assert_text("空いていません").assert_text("次に空いている時間");
    let done = expert.submits(&form.with("day", "2026-12-10").with("time", "15:00")).await;
    done.assert_status(200).assert_text("日時を提案しました").assert_text("返事を待っています").assert_text("12月10日");
    assert!(kinds(&site).await.contains(&NoticeKind::ConsultationProposed));
    expert.opens("/staff/availability?day=2026-12-10").await.assert_text("提案中の時間");
}

#[tokio::test]
async fn another_expert_is_proposed_by_the_form_and_the_client_takes_them() {
    let site = Site::open().await;
    let (saeki, expert) = careful(&site).await;
    let mori = site.employs_an_expert("mori@example.jp", "森 健一", usual()).await;
    let booked = site.books(&saeki, "みどり製作所", december(8, 14)).await;
    let page = expert.opens(&address(&booked.reference)).await;
    let form = form_with(&page, "propose").with("day", "2026-12-10").with("time", "15:00");
    let unknown = expert.sends(&form.clone().with("expert", "AAAAA")).await;
    unknown.assert_status(422);
    assert_eq!(unknown.problems()[0].0, "expert");
    let done = expert.submits(&form.with("expert", mori.code.as_str())).await;
    done.assert_status(200).assert_text("日時を提案しました");

    let visitor = site.visitor("taro@example.jp");
    let own = format!("/my/{}", booked.link.as_str());
    let proposed = visitor.follows(&own).await;
    proposed.assert_text("別の日時のご提案があります").assert_text("森 健一").assert_text("15:00");
    let taken = visitor.submits(&proposed.form().with("answer", "accept")).await;
    taken.assert_status(200).assert_text("新しい日時に決まりました").assert_text("森 健一");
    let owed = kinds(&site).await;
    for kind in [NoticeKind::ConsultationMoved, NoticeKind::ExpertReleased, NoticeKind::ExpertBooked] {
        assert_eq!(owed.iter().filter(|owed| **owed == kind).count(), 1, "{kind:?}: {owed:?}");
    }
    expert.opens(&address(&booked.reference)).await.assert_status(404);
    let theirs = site.opens_a_session(&mori.email).await;
    theirs.opens(&address(&booked.reference)).await.assert_status(200).assert_text("確定");
}

#[tokio::test]
async fn the_secretariat_moves_it_as_agreed_by_phone_or_gives_it_up_for_its_client() {
    let site = Site::open().await;
    let (saeki, expert) = careful(&site).await;
    let mori = site.employs_an_expert("mori@example.jp", "森 健一", usual()).await;
    let boss = site.signed_in(Role::Secretariat).await;
    let booked = site.books(&saeki, "みどり製作所", december(8, 14)).await;
    let page = boss.opens(&address(&booked.reference)).await;
    let form = form_with(&page, "move").with("day", "2026-12-10").with("expert", mori.code.as_str());
    let unread = boss.sends(&form.clone().with("time", "そのうち")).await;
    unread.assert_status(422);
    assert_eq!(form_with(&unread, "move").value("time"), Some("そのうち"));
    let given_away = expert.sends(&form.clone().with("time", "15:00")).await;
    given_away.assert_status(422);
    let done = boss.submits(&form.with("time", "15:00")).await;
    done.assert_status(200)
        .assert_text("日時を移しました")
        .assert_text("メールでお知らせします")
        .assert_text("12月10日");
    let owed = kinds(&site).await;
    assert!(owed.contains(&NoticeKind::ConsultationMoved) && owed.contains(&NoticeKind::ExpertReleased), "{owed:?}");

    let page = boss.opens(&address(&booked.reference)).await;
    page.assert_text("無料相談の回数は減りません");
    let gone = boss.submits(&form_with(&page, "cancel")).await;
    gone.assert_status(200).assert_text("取り消しました").assert_text("残り3回（全3回）");
    assert_eq!(state(&site, &mori, &booked.reference).await, ConsultationState::Cancelled);
    let again = boss.sends(&form_with(&page, "cancel")).await;
    assert!(matches!(again.status, 409 | 422), "{}", again.status);
}

#[tokio::test]
async fn it_is_ended_for_a_reason_only_and_costs_nothing() {
    let site = Site::open().await;
    let (saeki, expert) = careful(&site).await;
    let booked = site.books(&saeki, "みどり製作所", december(8, 14)).await;
    let page = expert.opens(&address(&booked.reference)).await;
    page.assert_text("残り2回（全3回）");
    let refused = expert.sends(&form_with(&page, "end").with("reason", "  ")).await;
    refused.assert_status(422).assert_text("理由を書いてください");
    assert_eq!(refused.problems()[0].0, "end-reason");
    let done = expert.submits(&form_with(&page, "end").with("reason", "急な出張のため<b>")).await;
    done.assert_text("中止しました").assert_text("急な出張のため<b>").assert_text("残り3回（全3回）");
    assert_eq!(state(&site, &saeki, &booked.reference).await, ConsultationState::Ended);
    let over = expert.sends(&form_with(&page, "end").with("reason", "もう一度")).await;
    assert!(matches!(over.status, 409 | 422), "{}", over.status);
}

#[tokio::test]
async fn whether_they_came_is_noted_afterwards_and_the_report_keeps_its_internal_part_inside() {
    let site = Site::open().await;
    let (saeki, expert) = careful(&site).await;
    let booked = site.books(&saeki, "みどり製作所", december(8, 14)).await;
    let page = expert.opens(&address(&booked.reference)).await;
    let early =
        Form { fields: form_with(&page, "confirm").with("act", "attended").fields, action: address(&booked.reference) };
    expert.sends(&early).await.assert_status(422).assert_text("まだ始まっていません");
    site.sets_the_clock(december(8, 15));
    let (expert, boss) = (site.opens_a_session(&saeki.email).await, site.signed_in(Role::Secretariat).await);
    let page = expert.opens(&address(&booked.reference)).await;
    let missed = expert.submits(&form_with(&page, "missed")).await;
    missed.assert_text("欠席と記録しました").assert_text("締切後の取り消しと欠席：1回");
    let attended = expert.submits(&form_with(&missed, "attended")).await;
    attended.assert_text("実施したと記録しました");

    let empty = expert.sends(&form_with(&attended, "report").with("internal", "社長が乗り気でない")).await;
    empty.assert_status(422);
    assert_eq!(empty.problems()[0].0, "findings");
    assert_eq!(form_with(&empty, "report").value("internal"), Some("社長が乗り気でない"));
    let theirs = boss.opens(&address(&booked.reference)).await;
    let written = form_with(&empty, "report").with("findings", "</textarea><script>alert(1)</script>");
    let saved = expert.submits(&written).await;
    saved.assert_status(200).assert_text("相談記録を保存しました");
    assert!(!saved.text().contains("<script>alert"));
    assert_eq!(kinds(&site).await.last(), Some(&NoticeKind::ConsultationReported));
    let client = site.visitor("taro@example.jp").follows(&format!("/my/{}", booked.link.as_str())).await;
    client.assert_status(200).assert_text("専門家からの記録").assert_text("</textarea><script>alert(1)</script>");
    assert!(!client.text().contains("社長が乗り気でない"), "the internal part stays inside");
    let next =
        client.links("main .button-row a").into_iter().find(|href| href.contains("/consultations?")).expect("a way");
    assert!(next.contains(&format!("expert={}", saeki.code)), "{next}");
    site.visitor("taro@example.jp").follows(&next).await.assert_status(200).assert_text("佐伯 真由美");
    let late = boss.sends(&form_with(&theirs, "report").with("findings", "別の記録")).await;
    late.assert_status(409).assert_text("社長が乗り気でない");
    assert_eq!(form_with(&late, "report").value("findings").map(str::trim), Some("別の記録"));
    boss.submits(&form_with(&late, "report")).await.assert_text("相談記録を保存しました");
    assert!(!kinds(&site).await.contains(&NoticeKind::ConsultationReported), "of the first report alone a mail tells");
}

#[tokio::test]
async fn the_secretariat_grants_more_with_a_reason_and_experts_do_not() {
    let site = Site::open().await;
    let (saeki, expert) = careful(&site).await;
    let boss = site.signed_in(Role::Secretariat).await;
    let booked = site.books(&saeki, "みどり製作所", december(8, 14)).await;
    let page = boss.opens(&address(&booked.reference)).await;
    let form = form_with(&page, "grant");
    boss.sends(&form.clone().with("count", "99").with("reason", "大きな会社")).await.assert_status(422);
    boss.sends(&form.clone().with("count", "2")).await.assert_status(422).assert_text("理由を書いてください");
    let done = boss.submits(&form.clone().with("count", "2").with("reason", "三つの工場があるため")).await;
    done.assert_status(200).assert_text("残り4回（全5回）");
    let own = expert.opens(&address(&booked.reference)).await;
    assert!(!own.text().contains("value=\"grant\""));
    expert.sends(&form.with("count", "5").with("reason", "ほしい")).await.assert_status(404);
    expert.opens(&address(&booked.reference)).await.assert_text("残り4回（全5回）");
}

#[tokio::test]
async fn an_expert_finds_their_own_consultations_and_nobody_elses() {
    let site = Site::open().await;
    let (_, expert) = careful(&site).await;
    let mori = site.employs_an_expert("mori@example.jp", "森 健一", usual()).await;
    let booked = site.books(&mori, "北斗印刷", december(8, 10)).await;
    let foreign = expert.opens(&address(&booked.reference)).await;
    let missing = expert.opens("/staff/consultations/KX7MP4RT").await;
    assert_eq!((foreign.status, foreign.said()), (404, missing.said()));
    let forged = Form { action: address(&booked.reference), fields: vec![("act".to_owned(), "end".to_owned())] };
    expert.sends(&forged).await.assert_status(404);
    let list = expert.opens("/staff/consultations").await;
    list.assert_status(200).assert_text("あてはまる個別相談はありません");
    let search = Form::of_list(&list, booked.reference.as_str());
    expert.sends(&search).await.assert_status(422).assert_text("見つかりません");
    let boss = site.signed_in(Role::Secretariat).await;
    let found =
        boss.submits(&Form::of_list(&boss.opens("/staff/consultations").await, booked.reference.as_str())).await;
    found.assert_status(200).assert_heading("北斗印刷");
    boss.opens(&format!("/staff/consultations?expert={}", mori.code)).await.assert_text("北斗印刷");
    boss.follows("/en/staff/consultations").await.assert_heading("Consultations").assert_text("To confirm 0");
    site.signed_in(Role::CheckInHelper).await.opens("/staff/consultations").await.assert_status(404);
}

impl Form {
    /// The search of the list for a number.
    fn of_list(list: &Answer, number: &str) -> Self {
        list.form_to("/staff/consultations", "").with("q", number)
    }
}
