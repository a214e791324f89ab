//! Files of events: tried without a trace, taken once, and only as they were shown.

use domain::event::{Bilingual, EventDraft, Particulars, SourceRow};
use domain::event_operation::{EventField, EventOperation};
use domain::open_data::cells_from_event;
use domain::reference::EventCode;
use storage::{EventFileTaken, EventImport};

use crate::event_operation::editor;
use crate::house::{House, code, now, seminar};

/// The seminar as a row of a file says it.
fn row(identity: &str, event: EventDraft) -> EventDraft {
    let cells = cells_from_event(&event, None).to_vec();
    let source = Some(SourceRow { identity: identity.to_owned(), cells });
    EventDraft { particulars: Particulars { source, ..event.particulars.clone() }, ..event }
}

fn fresh(seed: u8) -> EventDraft {
    let code = EventCode::from_random([seed; 16]);
    row(&format!("row-{seed}"), EventDraft { code, title: Bilingual::japanese(format!("第{seed}回")), ..seminar(5) })
}

#[tokio::test]
async fn a_file_is_tried_without_a_trace_and_taken_once() {
    let house = House::with(5).await;
    let (by, storage) = (editor(&house, "tanaka").await, &house.storage);
    let drafts = vec![fresh(1), fresh(2)];
    let looked = storage.event_file_consider(by, &drafts, now()).await.unwrap();
    assert!(looked.outcomes.iter().all(|(outcome, _)| matches!(outcome, EventImport::Added(_))));
    assert_eq!((storage.event_count().await.unwrap(), looked.mails), (1, 0));

    let hash = storage.event_file_bring(by, "events.csv", b"rows", now()).await.unwrap();
    let file = storage.event_file(by, &hash).await.unwrap().expect("it waits");
    assert_eq!((file.name.as_str(), file.content.as_slice(), file.is_taken), ("events.csv", b"rows".as_slice(), false));
    let stranger = editor(&house, "sato").await;
    assert_eq!(storage.event_file(stranger, &hash).await.unwrap(), None, "it waits for whoever brought it");

    let taken = storage.event_file_take(by, hash, drafts.clone(), looked.shown, now()).await.unwrap();
    assert!(matches!(taken, EventFileTaken::Taken(_)));
    assert_eq!(storage.event_count().await.unwrap(), 3);
    let twice = storage.event_file_take(by, hash, drafts, looked.shown, now()).await.unwrap();
    assert_eq!((twice, storage.event_count().await.unwrap()), (EventFileTaken::Gone, 3));
    assert!(storage.event_file(by, &hash).await.unwrap().expect("it is known").is_taken);
    house.assert_in_order().await;
}

#[tokio::test]
async fn what_would_do_something_else_than_was_shown_is_not_taken() {
    let house = House::with(5).await;
    let (by, storage) = (editor(&house, "tanaka").await, &house.storage);
    storage.event_import(vec![fresh(1)], now(), || ()).await.unwrap();
    let changed = row("row-1", EventDraft { capacity: Some(9), ..fresh(1) });
    let looked = storage.event_file_consider(by, std::slice::from_ref(&changed), now()).await.unwrap();
    assert_eq!(looked.outcomes[0].1, [EventField::Capacity]);
    let hash = storage.event_file_bring(by, "events.csv", b"rows", now()).await.unwrap();
    // Somebody takes the same row on the command line first.
    storage.event_import(vec![changed.clone()], now(), || ()).await.unwrap();
    let outcome = storage.event_file_take(by, hash, vec![changed], looked.shown, now()).await.unwrap();
    let EventFileTaken::Otherwise(report) = outcome else { panic!("{outcome:?}") };
    assert!(matches!(report.outcomes[0].0, EventImport::Unchanged(_)));
    assert!(!storage.event_file(by, &hash).await.unwrap().expect("it waits").is_taken);
    house.assert_in_order().await;
}

#[tokio::test]
async fn a_row_that_says_what_the_desk_has_made_of_its_event_changes_nothing_and_is_remembered() {
    let house = House::with(5).await;
    let (by, storage) = (editor(&house, "tanaka").await, &house.storage);
    storage.event_import(vec![fresh(1)], now(), || ()).await.unwrap();
    let of_nine = EventOperation::ChangeCapacity { capacity: Some(9) };
    storage.event_operate(by, fresh(1).code, 0, of_nine, now()).await.unwrap();

    let nine = row("row-1", EventDraft { capacity: Some(9), ..fresh(1) });
    let looked = storage.event_file_consider(by, std::slice::from_ref(&nine), now()).await.unwrap();
    assert_eq!(looked.outcomes, [(EventImport::Unchanged(fresh(1).code), Vec::new())]);
    storage.event_import(vec![nine], now(), || ()).await.unwrap();
    let event = storage.event_by_code(&fresh(1).code).await.unwrap().expect("it is there");
    assert_eq!(event.revision, 1, "no new version");

    let looked = storage.event_file_consider(by, &[fresh(1)], now()).await.unwrap();
    assert_eq!(looked.outcomes[0].1, [EventField::Capacity], "the row says something else than last time");
    house.assert_in_order().await;
}

#[tokio::test]
async fn a_file_that_was_left_for_a_day_is_gone_and_an_export_has_drafts_too() {
    let house = House::with(5).await;
    let (by, storage) = (editor(&house, "tanaka").await, &house.storage);
    let old = storage.event_file_bring(by, "old.csv", b"old", now()).await.unwrap();
    let next_day = now().plus_seconds(24 * 60 * 60 + 1);
    storage.event_file_bring(by, "new.csv", b"new", next_day).await.unwrap();
    assert_eq!(storage.event_file(by, &old).await.unwrap(), None);

    storage.event_create(by, &house.key(), EventDraft { code: code(), ..seminar(3) }, now()).await.unwrap();
    assert_eq!(storage.event_export(by, now()).await.unwrap().len(), 2);
    house.assert_in_order().await;
}
