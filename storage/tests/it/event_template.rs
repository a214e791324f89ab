//! Templates: kept once under a name, listed, thrown away.

use domain::event::Standing;
use domain::event_template::{TemplateName, TemplateRefusal};
use domain::reference::EventCode;
use storage::StorageError;

use crate::event_operation::editor;
use crate::house::{House, code, now, seminar};

fn name(name: &str) -> TemplateName {
    TemplateName::parse(name).expect("a name")
}

#[tokio::test]
async fn a_template_is_kept_once_under_its_name_and_what_it_says_stays_when_the_event_changes() {
    let house = House::with(5).await;
    let by = editor(&house, "tanaka").await;
    let storage = &house.storage;
    let first = storage.event_template_save(by, &code(), &name("月例"), now()).await.unwrap();
    let again = storage.event_template_save(by, &code(), &name("月例"), now()).await.unwrap();
    assert_eq!(first, again, "sent twice");
    let unknown = storage.event_template_save(by, &EventCode::from_random([9; 16]), &name("ない"), now()).await;
    assert!(matches!(unknown, Err(StorageError::Refused(TemplateRefusal::UnknownEvent))));

    storage.event_replace(house.event, &seminar(9), now()).await.unwrap();
    let taken = storage.event_template_save(by, &code(), &name("月例"), now()).await;
    assert!(matches!(taken, Err(StorageError::Refused(TemplateRefusal::NameTaken))));
    let kept = storage.event_template(first).await.unwrap().expect("it is kept");
    assert_eq!((kept.name.as_str(), kept.by.as_str(), kept.draft.capacity), ("月例", "tanaka", Some(5)));
    assert_eq!(kept.draft.standing(), Standing::Draft);
    assert_eq!(storage.event_templates().await.unwrap(), [kept]);
    house.assert_in_order().await;
}

#[tokio::test]
async fn a_template_that_was_thrown_away_is_gone_and_the_audit_says_so_once() {
    let house = House::with(5).await;
    let by = editor(&house, "tanaka").await;
    let id = house.storage.event_template_save(by, &code(), &name("月例"), now()).await.unwrap();
    for _ in 0..2 {
        house.storage.event_template_delete(by, id, now()).await.unwrap();
    }
    assert_eq!(house.storage.event_templates().await.unwrap(), []);
    let mut raw = house.raw().await;
    let acts: Vec<String> = sqlx::query_scalar("SELECT act FROM audit WHERE act LIKE 'event_template.%' ORDER BY id")
        .fetch_all(&mut raw)
        .await
        .unwrap();
    assert_eq!(acts, ["event_template.saved", "event_template.deleted"]);
    house.assert_in_order().await;
}
