//! Support organisations: what an import makes of a file, and what the pages are told.

use domain::support_organisation::{Column, Filter, SupportOrganisation, from_cells};
use storage::{Storage, SupportOrganisationImport as Import};

use crate::house::{House, now, options};

fn organisation(code: &str, name: &str, changes: &[(Column, &str)]) -> SupportOrganisation {
    let known = [
        (Column::Code, code),
        (Column::Name, name),
        (Column::Kind, "商工会議所"),
        (Column::AreaServed, "東京"),
        (Column::Topics, "ICT環境"),
        (Column::Help, "テレワークの相談を受けます。"),
        (Column::Phone, "03-0000-0000"),
    ];
    let mut cells = vec![String::new(); Column::ALL.len()];
    for (column, cell) in known.into_iter().chain(changes.iter().copied()) {
        cell.clone_into(&mut cells[column as usize]);
    }
    from_cells(&cells).expect("a whole row")
}

fn listed(house: &Storage) -> Vec<String> {
    let directory = house.support_organisations();
    directory.organisations().iter().map(|organisation| organisation.name.ja.clone()).collect()
}

async fn audited(house: &House) -> Vec<String> {
    sqlx::query_scalar("SELECT subject FROM audit WHERE act = 'support_organisation.imported' ORDER BY id")
        .fetch_all(&mut house.raw().await)
        .await
        .unwrap()
}

#[tokio::test]
async fn a_file_that_comes_again_changes_what_has_changed_and_removes_nothing() {
    let house = House::with(5).await;
    assert!(house.storage.support_organisations().is_empty());
    let first = [organisation("A", "みほん商工会議所", &[]), organisation("B", "みほん中央会", &[])];
    let taken = house.storage.support_organisation_import(&first, now()).await.unwrap();
    assert_eq!(taken.outcomes, [Import::Added, Import::Added]);
    assert_eq!(taken.absent, []);
    assert_eq!(listed(&house.storage), ["みほん商工会議所", "みほん中央会"]);

    let again =
        [first[1].clone(), organisation("C", "みほん協会", &[]), organisation("a", "あたらしい商工会議所", &[])];
    let taken = house.storage.support_organisation_import(&again, now()).await.unwrap();
    assert_eq!(taken.outcomes, [Import::Unchanged, Import::Added, Import::Changed]);
    assert_eq!(listed(&house.storage), ["あたらしい商工会議所", "みほん中央会", "みほん協会"]);

    let taken = house.storage.support_organisation_import(&again[..1], now()).await.unwrap();
    let absent: Vec<_> = taken.absent.iter().map(ToString::to_string).collect();
    assert_eq!(absent, ["A", "C"]);
    assert_eq!(listed(&house.storage).len(), 3);
    assert_eq!(audited(&house).await, ["A", "B", "C", "A"], "what did not change is not an act");
    house.assert_in_order().await;
}

#[tokio::test]
async fn one_that_is_not_listed_stays_and_is_shown_to_nobody() {
    let house = House::with(5).await;
    let hidden = organisation("A", "みほん商工会議所", &[(Column::Listing, "掲載しない")]);
    house.storage.support_organisation_import(&[organisation("A", "みほん商工会議所", &[])], now()).await.unwrap();
    let before = house.storage.schedule_generation();
    let taken = house.storage.support_organisation_import(std::slice::from_ref(&hidden), now()).await.unwrap();
    assert_eq!(taken.outcomes, [Import::Changed]);
    assert!(house.storage.support_organisations().is_empty());
    assert!(house.storage.schedule_generation() > before, "a page that was kept would still show it");
    assert_eq!(house.storage.support_organisation_list().await.unwrap(), [hidden]);
}

#[tokio::test]
async fn what_another_program_imports_is_noticed_and_outlives_it() {
    let house = House::with(5).await;
    let settings = || options(house.storage.path().to_owned(), &house.chance);
    let other = Storage::open(settings()).await.expect("a second one opens");
    let demo =
        SupportOrganisation { is_demo: true, ..organisation("DEMO-1", "デモ商工会議所（東京）", &[]) };
    other.support_organisation_import(&[demo], now()).await.unwrap();
    other.close().await;
    assert!(house.storage.support_organisations().is_empty());
    assert!(house.storage.schedule_refresh().await.unwrap());
    assert!(house.storage.support_organisations().has_demo());
    let late = Storage::open(settings()).await.expect("a third one opens");
    assert_eq!(late.support_organisations().count(&Filter::default()), 1);

    // A real one under the same code is no demo any more, and the demo's own are nobody's omission.
    let taken = house.storage.support_organisation_import(&[], now()).await.unwrap();
    assert_eq!(taken.absent, []);
    house.storage.support_organisation_import(&[organisation("DEMO-1", "本物", &[])], now()).await.unwrap();
    assert!(!house.storage.support_organisations().has_demo());
}

#[tokio::test]
async fn the_database_itself_refuses_two_with_one_code_and_what_is_no_document() {
    let house = House::with(5).await;
    house.storage.support_organisation_import(&[organisation("A", "みほん商工会議所", &[])], now()).await.unwrap();
    let mut raw = house.raw().await;
    for (statement, wall) in [
        (
            "INSERT INTO support_organisation (code, changed_at, is_listed, is_demo, document) VALUES ('A', 0, 1, 0, '{}')",
            "support_organisation.code",
        ),
        ("UPDATE support_organisation SET document = 'x'", "support_organisation_document_json"),
        ("UPDATE support_organisation SET is_listed = 2", "support_organisation_listed_or_not"),
        ("UPDATE support_organisation SET is_demo = 7", "support_organisation_demo_or_not"),
    ] {
        let error = sqlx::query(statement).execute(&mut raw).await.expect_err("it is refused").to_string();
        assert!(error.contains(wall), "{statement}: {error}");
    }
}
