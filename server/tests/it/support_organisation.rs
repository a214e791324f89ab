//! The page of support organisations: found by place and topic, shown as their file says, and never more than text.

use std::path::Path;

use domain::event::Topic;
use domain::place::Prefecture;
use domain::support_organisation::{Column, HEADER, SupportOrganisation, from_cells};
use server::command::export::organisations::export_organisations;
use server::command::import::organisations::{OrganisationReport, import_organisations};

use crate::sample;
use crate::site::{Settings, Site};

/// A whole row; each test changes what it is about.
pub(crate) fn row(changes: &[(Column, &str)]) -> SupportOrganisation {
    let known = [
        (Column::Code, "CCI-13"),
        (Column::Name, "みほん商工会議所"),
        (Column::NameEnglish, "Mihon Chamber of Commerce"),
        (Column::Kind, "商工会議所"),
        (Column::AreaServed, "東京都"),
        (Column::PostalCode, "100-0000"),
        (Column::Prefecture, "東京都"),
        (Column::City, "千代田区"),
        (Column::Street, "見本町1-2-3"),
        (Column::Topics, "ICT環境"),
        (Column::Help, "始めかたをいっしょに考えます。"),
        (Column::HelpEnglish, "Helps you to start."),
        (Column::Phone, "03-5422-0000"),
        (Column::Email, "info@example.jp"),
        (Column::Page, "https://www.example.jp/telework"),
        (Column::Hours, "平日 9:00〜17:00"),
    ];
    let mut cells = vec![String::new(); HEADER.len()];
    for (column, cell) in known.into_iter().chain(changes.iter().copied()) {
        cell.clone_into(&mut cells[column as usize]);
    }
    from_cells(&cells).expect("a whole row")
}

fn osaka() -> SupportOrganisation {
    row(&[
        (Column::Code, "FED-27"),
        (Column::Name, "みほん中央会"),
        (Column::NameEnglish, ""),
        (Column::Kind, "中央会"),
        (Column::AreaServed, "大阪府、京都府"),
        (Column::Prefecture, "大阪府"),
        (Column::City, "大阪市"),
        (Column::Topics, "労務管理"),
    ])
}

async fn site_with(organisations: &[SupportOrganisation]) -> Site {
    let site = Site::open().await;
    site.storage.support_organisation_import(organisations, site.now()).await.expect("they are taken");
    site
}

async fn two() -> Site {
    site_with(&[row(&[]), osaka()]).await
}

#[tokio::test]
async fn organisations_stand_by_region_with_all_that_one_needs_to_reach_them() {
    let site = two().await;
    let page = site.get("/organizations").await;
    page.assert_status(200).assert_heading("支援機関を探す").assert_text("支援機関は2機関です");
    assert_eq!(page.all("main h3"), ["関東 1機関", "近畿 1機関"]);
    assert_eq!(page.all("main h4"), ["みほん商工会議所", "みほん中央会"]);
    assert_eq!(page.links(".region-jumps a"), ["#kanto", "#kinki"]);
    assert_eq!(page.all("#kanto, #kinki").len(), 2);
    for said in [
        "商工会議所・商工会",
        "始めかたをいっしょに考えます。",
        "〒100-0000 東京都千代田区見本町1-2-3",
        "大阪府",
        "労務管理",
        "平日 9:00〜17:00",
        "info_atmark_example.jp",
    ] {
        page.assert_text(said);
    }
    assert!(!page.text().contains("info@example.jp"), "reapers of addresses read pages");
    let links = page.links("main a");
    for link in
        ["tel:+81354220000", "https://www.example.jp/telework", "/events?prefecture=13", "/events?prefecture=27"]
    {
        assert!(links.iter().any(|other| other == link), "{link}: {links:?}");
    }
    assert!(page.links("footer a").contains(&"/organizations".to_owned()));
    assert!(!page.text().contains("<script"), "a page without an island needs no script");
}

#[tokio::test]
async fn the_english_page_says_the_same_and_marks_what_is_japanese() {
    let site = two().await;
    let page = site.get("/en/organizations").await;
    page.assert_status(200)
        .assert_heading("Find a support organisation")
        .assert_text("2 support organisations")
        .assert_text("Mihon Chamber of Commerce")
        .assert_text("Helps you to start.");
    assert_eq!(page.all("h4[lang=ja]"), ["みほん中央会"]);
    assert_eq!(page.all("main h3"), ["Kanto 1 organisation", "Kinki 1 organisation"]);
    assert!(page.links("main a").contains(&"/en/events?prefecture=13".to_owned()));
    site.get("/en/organizations?prefecture=13").await.assert_text("1 support organisation helps in Tokyo");
}

#[tokio::test]
async fn the_address_says_what_is_looked_for() {
    let site = two().await;
    for (query, names) in [
        ("prefecture=13", &["みほん商工会議所"][..]),
        ("prefecture=26", &["みほん中央会"]),
        ("region=kinki", &["みほん中央会"]),
        ("topic=personnel", &["みほん中央会"]),
        ("topic=personnel&topic=ict", &["みほん商工会議所", "みほん中央会"]),
        ("region=kanto&prefecture=26&topic=", &["みほん中央会"]),
        // What nobody knows asks for nothing.
        ("region=atlantis&prefecture=99&topic=magic&x=y", &["みほん商工会議所", "みほん中央会"]),
        ("prefecture=%00%ff&page=0&topic=%3Cscript%3E", &["みほん商工会議所", "みほん中央会"]),
    ] {
        let page = site.get(&format!("/organizations?{query}")).await;
        page.assert_status(200);
        assert_eq!(page.all("main h4"), names, "{query}");
        assert!(!page.text().contains("<script"), "{query}");
    }
    let kyoto = site.get("/organizations?prefecture=26&topic=personnel").await;
    kyoto.assert_text("京都府で相談できる支援機関は1機関です");
    assert!(kyoto.title().starts_with("支援機関を探す（京都府・労務管理）"), "{}", kyoto.title());
    assert_eq!(
        kyoto.links(".chip-remove"),
        ["/organizations?topic=personnel", "/organizations?prefecture=26"],
        "each wish can be taken back"
    );
    assert!(kyoto.links("main a").contains(&"/events?prefecture=26".to_owned()), "the events of the place asked for");
    assert_eq!(kyoto.all("option[selected]"), ["京都府"]);
    site.get("/organizations?page=7").await.assert_status(200).assert_text("このページはありません。");
}

#[tokio::test]
async fn an_empty_answer_offers_the_neighbours_the_region_and_the_secretariat() {
    let site = two().await;
    for prefix in ["", "/en"] {
        let page = site.get(&format!("{prefix}/organizations?prefecture=28&topic=personnel")).await;
        page.assert_status(200);
        let offers = page.links(".results-empty li a");
        assert_eq!(
            offers,
            [
                format!("{prefix}/organizations?prefecture=26&topic=personnel"),
                format!("{prefix}/organizations?prefecture=27&topic=personnel"),
                format!("{prefix}/organizations?region=kinki&topic=personnel"),
            ]
        );
        for offer in offers {
            assert_eq!(site.get(&offer).await.all("main h4"), ["みほん中央会"], "{offer}");
        }
        assert!(page.links(".results-empty a").contains(&"#contact-heading".to_owned()));
    }
}

#[tokio::test]
async fn without_any_organisation_the_page_says_so_and_who_helps_meanwhile() {
    let site = Site::open().await;
    let page = site.get("/organizations").await;
    page.assert_status(200).assert_text("支援機関の一覧は、準備中です").assert_text("事務局が電話とメールで");
    assert!(page.links("main a").contains(&"#contact-heading".to_owned()));
    assert_eq!(page.all("#contact-heading").len(), 1);
    assert!(page.all("main form").is_empty(), "there is nothing to look for");
    site.get("/en/organizations").await.assert_text("The list of support organisations is being prepared");
}

#[tokio::test]
async fn what_the_demo_has_invented_is_marked_and_says_how_to_add_real_ones() {
    let site = Site::set(Settings { demo: true, ..Settings::default() }, &[]).await;
    server::demo::fill(&site.storage, site.now()).await.expect("it is filled");
    let directory = site.storage.support_organisations();
    for prefecture in Prefecture::ALL {
        let own = directory.organisations().iter().filter(|organisation| organisation.home() == Some(prefecture));
        assert!(own.count() > 0, "{prefecture}");
    }
    for organisation in directory.organisations() {
        assert!(organisation.is_demo && organisation.name.ja.starts_with("デモ"), "{:?}", organisation.name);
        assert!(organisation.name.en.as_ref().is_some_and(|name| name.starts_with("Demo")));
        assert!(organisation.help.en.is_some());
        assert!(organisation.email.as_ref().is_some_and(|email| email.domain() == "example.jp"));
        assert!(organisation.phone.as_ref().is_some_and(|phone| phone.as_str().starts_with("000-0000-")));
    }
    for (path, chip) in [("/organizations", "デモ"), ("/en/organizations", "Demo")] {
        let page = site.get(path).await;
        page.assert_status(200).assert_text("telework-network import organizations FILE.csv");
        let marked = page.all(".organisations .chip-strong");
        assert_eq!(marked.len(), page.all(".organisations h4").len());
        assert!(marked.iter().all(|mark| mark == chip));
        assert!(!page.links("main a").iter().any(|link| link.starts_with("tel:")), "nobody is to dial them");
        assert_eq!(page.all("main h4").len(), directory.organisations().len(), "all on one page");
        assert!(page.bytes.len() < 160_000, "{} bytes", page.bytes.len());
    }
    // What the browser tests look for: a place that has nothing, with neighbours that have.
    let empty = site.get("/organizations?prefecture=12&topic=other").await;
    assert!(empty.all(".results-empty li").len() > 2 && empty.all("main h4").is_empty());
    let security = site.get("/organizations?region=kanto&topic=security").await;
    assert!(!security.all("main h4").is_empty());
    assert!(directory.organisations().iter().any(|organisation| organisation.topics.contains(&Topic::Other)));
}

#[tokio::test]
async fn hostile_text_in_every_field_is_shown_as_text_or_refused() {
    const HOSTILE: &str = "\"'><script>alert(1)</script>{{7*7}}</title><img src=x onerror=alert(2)>";
    let text = |column| (column, HOSTILE);
    let hostile = row(&[
        text(Column::Name),
        text(Column::NameEnglish),
        text(Column::City),
        text(Column::Street),
        text(Column::Help),
        text(Column::HelpEnglish),
        text(Column::Hours),
        text(Column::HoursEnglish),
        (Column::Email, "'+/=?^`{|}~onload=@example.jp"),
        (Column::Page, "https://example.jp/?a=1&b=%22%3E&lt;c"),
    ]);
    let site = site_with(&[hostile]).await;
    for path in ["/organizations", "/en/organizations", "/organizations?prefecture=13", "/en/organizations?topic=ict"] {
        let page = site.get(path).await;
        page.assert_status(200);
        assert!(page.all("script, img, [onerror], [onload]").is_empty(), "{path}");
        assert_eq!(page.all("main h4"), [HOSTILE], "{path}");
        assert_eq!(page.all("head > title").len(), 1);
        assert!(page.links("main a").contains(&"https://example.jp/?a=1&b=%22%3E&lt;c".to_owned()), "{path}");
        page.assert_text("{{7*7}}");
    }
    for address in
        ["javascript:alert(1)", "data:text/html,x", "https://example.jp/\" onclick=\"alert(1)", "//evil.example"]
    {
        let mut cells: Vec<String> = domain::support_organisation::cells_of(&row(&[])).into();
        address.clone_into(&mut cells[Column::Page as usize]);
        assert!(from_cells(&cells).is_err(), "{address}");
    }
}

#[tokio::test]
async fn an_import_is_shown_at_once_although_pages_are_kept() {
    let site = two().await;
    site.get("/organizations").await.assert_text("2機関");
    let more = row(&[(Column::Code, "IT-1"), (Column::Name, "みほん情報産業協会"), (Column::AreaServed, "全国")]);
    site.storage.support_organisation_import(&[more], site.now()).await.expect("it is taken");
    let page = site.get("/organizations").await;
    page.assert_text("3機関");
    assert_eq!(page.all("main h3"), ["関東 1機関", "近畿 1機関", "全国 1機関"], "those for everybody come last");
    assert!(page.links("main a").contains(&"/events".to_owned()));
}

#[tokio::test]
async fn a_long_list_is_parted_and_its_regions_are_still_found() {
    let many: Vec<_> = (0..150)
        .map(|number| {
            let code = format!("A-{number:03}");
            let area = if number < 120 { "東京都" } else { "大阪府" };
            row(&[(Column::Code, &code), (Column::AreaServed, area)])
        })
        .collect();
    let site = site_with(&many).await;
    let first = site.get("/organizations").await;
    assert_eq!(first.all("main h4").len(), 100);
    assert_eq!(first.links(".region-jumps a"), ["#kanto", "/organizations?page=2#kinki"]);
    let second = site.get("/organizations?page=2").await;
    assert_eq!(second.all("main h4").len(), 50);
    assert_eq!(second.all("main h3"), ["関東 120機関", "近畿 30機関"]);
    assert_eq!(second.links(".region-jumps a"), ["/organizations#kanto", "#kinki"]);
}

/// The sample of `docs/organisations.md`, as a file.
fn documented() -> (tempfile::TempDir, std::path::PathBuf) {
    let guide = include_str!("../../../docs/organisations.md");
    let sample = guide.split("```csv\n").nth(1).and_then(|rest| rest.split("```").next()).expect("a sample");
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("organisations.csv");
    std::fs::write(&file, sample).expect("it is written");
    (folder, file)
}

async fn imported(site: &Site, file: &Path) -> (String, OrganisationReport) {
    let mut out = Vec::new();
    let report = import_organisations(&site.storage, file, site.now(), &mut out).await;
    (String::from_utf8(out).expect("text"), report.expect("it is imported"))
}

#[tokio::test]
async fn the_sample_of_the_guide_is_taken_and_its_table_names_every_column() {
    let site = Site::with(sample::draft()).await;
    let (_folder, file) = documented();
    let (out, report) = imported(&site, &file).await;
    assert_eq!((report.taken, report.refused), (3, 0), "{out}");
    let page = site.get("/organizations").await;
    assert_eq!(page.all("main h4"), ["みほん商工会議所", "みほん中央会", "みほん情報産業協会"]);
    page.assert_text("組合の集まりにも出向きます。");
    let guide = include_str!("../../../docs/organisations.md");
    for column in HEADER {
        assert!(guide.contains(&format!("| `{column}` |")), "{column}");
    }
}

/// The sample with other text at places.
fn changed(file: &Path, changes: &[(&str, &str)]) {
    let mut text = std::fs::read_to_string(file).expect("it is read");
    for (from, to) in changes {
        assert!(text.contains(from), "{from}");
        text = text.replacen(from, to, 1);
    }
    std::fs::write(file, text).expect("it is written");
}

#[tokio::test]
async fn the_report_names_every_row_and_all_that_is_wrong_with_it() {
    let site = Site::open().await;
    let (_folder, file) = documented();
    imported(&site, &file).await;
    changed(
        &file,
        &[
            ("見本町1-2-3", "見本町4-5-6"),
            ("FED-KANSAI,みほん中央会", "FED-KANSAI,"),
            ("大阪府、京都府、兵庫県", "大阪府、江戸"),
            ("info@example.jp", "info.example.jp"),
        ],
    );
    let mut text = std::fs::read_to_string(&file).expect("it is read");
    let last = text.lines().last().expect("a row").to_owned();
    for again in [last.clone(), last.replace("オンライン", "対面"), last.replace("IT-JAPAN", "new-1")] {
        text.push_str(&again);
        text.push('\n');
    }
    std::fs::write(&file, format!("\u{feff}{}", text.replace('\n', "\r\n"))).expect("it is written");
    let (out, report) = imported(&site, &file).await;
    assert_eq!(
        out.lines().collect::<Vec<_>>(),
        [
            "line 2: changed CCI-13 みほん商工会議所",
            "line 3: refused: 名称: nothing was given; 対象都道府県: \"江戸\" is not known here; メールアドレス: a mail \
             address without an @ sign",
            "line 6: unchanged IT-JAPAN みほん情報産業協会",
            "line 7: the same as line 6, taken once",
            "line 8: refused: コード IT-JAPAN stands in line 6 already, with other content",
            "line 9: taken as NEW-1 みほん情報産業協会",
            "6 rows: 1 taken, 1 changed, 1 unchanged, 1 repeated, 2 refused; 0 not in the file",
        ]
    );
    assert_eq!((report.refused, report.absent), (2, 0));
    let page = site.get("/organizations").await;
    page.assert_text("見本町4-5-6").assert_text("みほん中央会");
}

#[tokio::test]
async fn what_is_not_in_the_file_stays_and_is_named() {
    let site = two().await;
    let (_folder, file) = documented();
    let (out, report) = imported(&site, &file).await;
    assert_eq!((report.taken, report.changed, report.absent), (2, 1, 1));
    assert!(out.contains("not in the file, and left as they are: FED-27 (to take one off the site"), "{out}");
    assert_eq!(site.get("/organizations").await.all("main h4").len(), 4);
}

#[tokio::test]
async fn a_file_of_another_form_is_refused_as_a_whole() {
    let site = Site::open().await;
    let (_folder, file) = documented();
    let sample = std::fs::read(&file).expect("it is read");
    let text = String::from_utf8(sample.clone()).expect("text");
    let refused = [
        (Vec::new(), "is empty; its first line has to name the 18 columns of the form of support organisations"),
        (b"a,b\n".to_vec(), "has 2 columns in its first line; the form of support organisations has 18"),
        (text.replacen("種別", "種類", 1).into_bytes(), "column 4 of "),
        (format!("{text}a,b,c\n").into_bytes(), "rows without 18 cells (line 7 has 3)"),
        ([b"\x96\xbc\x8f\xcc,".to_vec(), sample].concat(), "looks like Shift_JIS"),
    ];
    for (bytes, told) in refused {
        std::fs::write(&file, bytes).expect("it is written");
        let mut out = Vec::new();
        let error = import_organisations(&site.storage, &file, site.now(), &mut out).await.expect_err(told).to_string();
        assert!(error.contains(told) && !error.contains('\n') && out.is_empty(), "{error}");
        assert!(site.storage.support_organisations().is_empty());
    }
}

#[tokio::test]
async fn an_export_comes_back_unchanged_without_what_the_demo_has_invented() {
    let site = Site::open().await;
    let (folder, file) = documented();
    imported(&site, &file).await;
    let formula = row(&[(Column::Name, "=HYPERLINK(1)"), (Column::Listing, "掲載しない")]);
    let demo = SupportOrganisation { is_demo: true, ..osaka() };
    site.storage.support_organisation_import(&[formula, demo], site.now()).await.expect("they are taken");
    let mut bytes = Vec::new();
    let count = export_organisations(&site.storage, &mut bytes).await.expect("it is written");
    let text = String::from_utf8(bytes.clone()).expect("text");
    assert_eq!(count, 3);
    assert!(text.starts_with(&format!("\u{feff}{}\r\n", HEADER.join(","))));
    assert!(text.contains(",'=HYPERLINK(1),") && !text.contains("FED-27"), "{text}");
    let again = folder.path().join("again.csv");
    std::fs::write(&again, bytes).expect("it is written");
    let (out, report) = imported(&site, &again).await;
    assert_eq!((report.unchanged, report.taken, report.changed, report.refused), (3, 0, 0, 0), "{out}");
}
