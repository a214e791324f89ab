//! The audit, read by the secretariat.

use domain::account::Role;
use domain::contact::EmailAddress;
use domain::language::Language;
use domain::person::PersonName;
use storage::NewAccount;

use crate::site::Site;
use crate::visit::Answer;

fn sentences(page: &Answer) -> Vec<String> {
    page.all("tbody tr td:nth-child(2)")
}

#[tokio::test]
async fn what_was_done_is_read_as_sentences_in_both_languages() {
    let site = Site::open().await;
    let number = site.visitor("taro@example.jp").registers().await.number();
    let desk = site.signed_in(Role::Secretariat).await;
    let page = desk.opens("/staff/audit").await;
    page.assert_status(200).assert_heading("操作の記録");
    assert_eq!(
        sentences(&page),
        [
            "田中 恵さんが二段階認証を設定しました（職員 #1）。".to_owned(),
            "田中 恵さんがサインインしました（職員 #1）。方法パスワード".to_owned(),
            "システム管理者が職員 #1 を加えました。役割事務局".to_owned(),
            format!("利用者が申し込みました（{number}）。"),
            "システム管理者がイベント KT4-XW2M を作りました。".to_owned(),
        ]
    );
    let plain = number.replace(' ', "");
    let account = || "/staff/accounts".to_owned();
    let registration = format!("/staff/registrations?q={plain}");
    let expected = [account(), account(), account(), registration, "/staff/events/KT4-XW2M".to_owned()];
    assert_eq!(page.links("tbody a"), expected);
    let page = desk.follows("/en/staff/audit").await;
    page.assert_text(&format!("A citizen registered ({number}).")).assert_text("The operator added event KT4-XW2M.");
    let said = page.said();
    assert!(!said.contains("山田") && !said.contains("taro@example.jp"), "the audit does not say who applicants are");
}

#[tokio::test]
async fn the_audit_is_searched_from_the_address_and_by_the_form() {
    let site = Site::open().await;
    let number = site.visitor("taro@example.jp").registers().await.number();
    let desk = site.signed_in(Role::Secretariat).await;
    let typed = number.to_lowercase().replace(' ', "+");
    let page = desk.opens(&format!("/staff/audit?subject={typed}&what=registration&who=applicant")).await;
    assert_eq!(sentences(&page), [format!("利用者が申し込みました（{number}）。")]);
    assert_eq!(page.all("select option[selected]"), ["利用者", "申込のすべて"]);
    page.assert_text("1件");
    let page = desk.opens("/staff/audit?what=registration.cancelled").await;
    page.assert_text("条件に合う記録はありません。");
    assert!(page.all("main form[method=post]").is_empty(), "nothing is there to be saved");
    let page = desk.opens("/staff/audit?from=2026-11-02&to=2026-11-31").await;
    page.assert_status(200).assert_text("2026-11-31");
    assert!(sentences(&page).is_empty(), "everything was done on the first");
    let page = desk.opens("/staff/audit?page=9").await;
    assert_eq!(page.links(".desk-body p a"), ["/staff/audit"]);
}

#[tokio::test]
async fn the_audit_is_taken_away_as_a_file_that_no_spreadsheet_runs_and_that_is_noted() {
    let site = Site::open().await;
    let account = NewAccount {
        email: EmailAddress::parse("formula@example.jp").expect("an address"),
        name: PersonName::parse("=1+1").expect("a name"),
        role: Role::Secretariat,
        door: None,
        language: Language::Japanese,
    };
    site.storage.account_add(&account, site.now()).await.expect("it is added");
    let desk = site.opens_a_session("formula@example.jp").await;
    let page = desk.opens("/staff/audit?what=audit").await;
    page.assert_text("0件");
    let page = desk.opens("/staff/audit").await;
    let form = page.document();
    let selector = scraper::Selector::parse("main form[method=post]").expect("a selector");
    let form = crate::visit::Form::of(form.select(&selector).next().expect("the list can be saved"));
    desk.sends(&form).await.assert_status(200);

    let file = desk.sends(&form).await;
    file.assert_status(200);
    assert_eq!(file.header("content-type").as_deref(), Some("text/csv; charset=utf-8"));
    assert_eq!(file.header("content-disposition").as_deref(), Some("attachment; filename=\"audit-20261101.csv\""));
    assert_eq!(file.header("cache-control").as_deref(), Some("no-store"));
    let text = file.text();
    let text = text.strip_prefix('\u{feff}').expect("Excel is told that it is UTF-8");
    let rows: Vec<csv::StringRecord> =
        csv::Reader::from_reader(text.as_bytes()).records().collect::<Result<_, _>>().expect("rows");
    assert_eq!(rows.len(), 6, "{text}");
    let saved = &rows[4];
    assert_eq!(&saved[2], "'=1+1さん");
    assert_eq!(&saved[4], "'=1+1さんが操作の記録をファイルに書き出しました。");
    assert_eq!(&saved[7], "件数: 4");
    assert!(saved[6].ends_with("/24"), "of staff it is kept from where they acted: {}", &saved[6]);
    assert!(rows[0][6].is_empty(), "of the command line it is not");
}

#[tokio::test]
async fn nobody_but_the_secretariat_finds_anything_there() {
    let site = Site::open().await;
    let expert = site.signed_in(Role::Expert).await;
    for path in ["/staff/audit", "/staff/outbox", "/staff/outbox/1"] {
        expert.opens(path).await.assert_status(404);
        site.visitor("nobody@example.jp").opens(path).await.assert_status(303);
    }
    let page = expert.opens("/staff").await;
    page.assert_status(200).assert_text("上のメニューから");
}
