//! Registrations taken away at the desk: chosen, counted, saved, printed, noted.

use domain::account::Role;
use domain::registration::sheet::SheetColumn;
use server::sheet::csv;
use storage::AuditFilter;

use crate::site::Site;
use crate::visit::{Answer, Form};

const EXPORT: &str = "/staff/events/KT4-XW2M/export";

fn form(page: &Answer) -> Form {
    page.form_to(page.path.split('?').next().unwrap_or_default(), "")
}

/// Two people with seats: one of them with a companion.
async fn site() -> Site {
    let site = Site::open().await;
    let visitor = site.visitor("taro@example.jp");
    let filled = visitor.fills().await.with("seats", "2").with("name", "=1+1");
    let check = visitor.sends(&filled.press("check")).await;
    visitor.submits(&check.form().press("confirm")).await.assert_status(200);
    let visitor = site.guest("anna@example.jp");
    let filled = visitor.fills().await.with("name", "Anna Ito").with("kana", "アンナ");
    let check = visitor.sends(&filled.press("check")).await;
    visitor.submits(&check.form().press("confirm")).await.assert_status(200);
    site
}

async fn noted(site: &Site) -> Vec<(String, Vec<String>)> {
    let page = site.storage.audit_page(&AuditFilter::default(), 1, 50).await.expect("it is read");
    let exports = page.entries.into_iter().filter(|entry| entry.act == "event.registrations_exported");
    exports
        .map(|entry| (entry.subject, entry.differences.into_iter().map(|difference| difference.after).collect()))
        .collect()
}

#[tokio::test]
async fn a_csv_file_is_saved_under_its_name_kept_by_nobody_and_noted_without_names() {
    let site = site().await;
    let desk = site.signed_in(Role::Secretariat).await;
    let page = desk.opens(EXPORT).await;
    page.assert_status(200).assert_heading("申込の書き出しと印刷").assert_text("2件");
    let form = form(&page).with("form", "csv");
    let file = desk.sends(&form).await;
    file.assert_status(200);
    assert_eq!(file.header("content-type").as_deref(), Some("text/csv; charset=utf-8"));
    assert_eq!(file.header("cache-control").as_deref(), Some("no-store"));
    assert_eq!(
        file.header("content-disposition").as_deref(),
        Some(
            "attachment; filename=\"registrations_KT4-XW2M_20261101.csv\"; \
             filename*=UTF-8''%E7%94%B3%E8%BE%BC%E8%80%85_KT4-XW2M_20261101.csv"
        )
    );
    let lines = csv::read(&file.bytes).expect("it is read");
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[0].len(), SheetColumn::ALL.len());
    assert_eq!(lines[1][4], "Anna Ito", "by kana");
    assert_eq!(lines[2][4], "=1+1");
    assert!(file.text().contains(",'=1+1,") && file.text().contains(",03-5422-1517,"), "{}", file.text());
    let noted = noted(&site).await;
    assert_eq!(noted.len(), 1);
    assert_eq!((noted[0].0.as_str(), &noted[0].1[..2]), ("KT4-XW2M", &["csv".to_owned(), "2".to_owned()][..]));
    desk.opens("/staff/audit").await.assert_text("イベント KT4-XW2M の申込を書き出しました");
}

#[tokio::test]
async fn a_workbook_has_only_the_columns_and_the_registrations_that_were_chosen() {
    let site = site().await;
    let desk = site.signed_in(Role::Secretariat).await;
    let page = desk.follows(&format!("/en{EXPORT}?state=waiting")).await;
    page.assert_status(200).assert_heading("Export and print registrations").assert_text("0 registrations");
    let form = form(&desk.follows(&format!("/en{EXPORT}")).await);
    let mut form = form.without("columns").with("words", "あんな").with("form", "xlsx");
    form.fields.extend(["name", "seats"].map(|column| ("columns".to_owned(), column.to_owned())));
    let file = desk.sends(&form).await;
    file.assert_status(200);
    assert!(
        file.header("content-disposition").expect("a name").contains("UTF-8''Registrations_KT4-XW2M_20261101.xlsx")
    );
    let mut book: calamine::Xlsx<_> =
        calamine::open_workbook_from_rs(std::io::Cursor::new(file.bytes)).expect("a workbook");
    let cells = calamine::Reader::worksheet_range(&mut book, "Registrations").expect("the sheet");
    let text = |said: &str| calamine::Data::String(said.to_owned());
    let rows: Vec<_> = cells.rows().map(<[calamine::Data]>::to_vec).collect();
    assert_eq!(rows, [vec![text("Name"), text("People")], vec![text("Anna Ito"), calamine::Data::Float(1.0)]]);
    assert_eq!(noted(&site).await[0].1, ["xlsx", "1", "name,seats"]);
}

#[tokio::test]
async fn a_file_without_columns_is_refused_with_the_choice_kept_and_nothing_is_noted() {
    let site = site().await;
    let desk = site.signed_in(Role::Secretariat).await;
    let mut form = form(&desk.opens(EXPORT).await).without("columns").without("state").with("form", "csv");
    form.fields.push(("state".to_owned(), "cancelled".to_owned()));
    let refused = desk.sends(&form).await;
    refused.assert_status(422);
    assert_eq!(refused.problems(), [("columns".to_owned(), "「書き出す項目」をひとつ以上選んでください。".to_owned())]);
    let again = self::form(&refused);
    assert_eq!(again.value("state"), Some("cancelled"));
    assert_eq!(again.value("columns"), None);
    assert!(noted(&site).await.is_empty());
    desk.opens("/staff/events/KT4-XW2N/export").await.assert_status(404);
}

#[tokio::test]
async fn the_list_for_the_door_and_the_badges_are_made_for_paper() {
    let site = site().await;
    let desk = site.signed_in(Role::Secretariat).await;
    let choice = form(&desk.opens(EXPORT).await);
    let list = desk.sends(&choice.clone().with("form", "list")).await;
    list.assert_status(200).assert_heading("受付簿").assert_text("はじめてのテレワーク セキュリティ入門");
    assert_eq!(list.header("cache-control").as_deref(), Some("no-store"));
    assert_eq!(list.all("tbody th"), ["アンナAnna Ito", "ヤマダ タロウ=1+1"]);
    assert_eq!(list.all(".tick-box").len(), 2);
    assert_eq!(list.all(".signature").len(), 2);

    let badges = desk.sends(&choice.with("form", "badges")).await;
    badges.assert_status(200).assert_heading("名札");
    assert_eq!(badges.all(".badge-name"), ["Anna Ito", "=1+1", "同行者"], "one for each person");
    assert_eq!(badges.all(".badge svg.qr").len(), 3);
    let methods: Vec<_> = noted(&site).await.into_iter().map(|(_, told)| told[0].clone()).collect();
    assert_eq!(methods, ["badges", "list"]);
}
