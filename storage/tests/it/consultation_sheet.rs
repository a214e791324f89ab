//! The sheet before a consultation, its files, and the reminders that are owed once each.

use domain::attachment::{AttachmentId, Attachments};
use domain::consultation::{ConsultationSheet, SheetRefusal as Refusal, TeleworkPhase};
use domain::notice::NoticeKind;
use domain::reference::{SecretToken, TokenHash};
use domain::time::Timestamp;
use storage::{Booked, ConsultationMove, SheetKept, SheetWritten, StorageError};
use tokio::task::JoinSet;

use crate::house::now;
use crate::practice::{Practice, december};

fn written(goal: &str, seen: u32) -> SheetWritten {
    let sheet = ConsultationSheet {
        phase: TeleworkPhase::Preparing,
        situation: "一部の社員で試しています。".to_owned(),
        goal: goal.to_owned(),
        equipment: String::new(),
    };
    SheetWritten { sheet, files: Attachments::NONE, removed: Vec::new(), seen }
}

fn files(names: &[&str]) -> Attachments {
    let files = names.iter().map(|name| ((*name).to_owned(), format!("いまの規程 {name}").into_bytes()));
    Attachments::accept(files).expect("they are taken")
}

impl Practice {
    async fn saves(&self, link: &TokenHash, sheet: &SheetWritten, now: Timestamp) -> Result<(), StorageError<Refusal>> {
        self.storage().sheet_save(link, sheet, now).await
    }

    async fn sheet(&self, booked: &Booked) -> SheetKept {
        self.storage().sheet_by_link(&booked.link.hash()).await.expect("it is read").expect("it opens")
    }

    /// How many mails of this kind are owed in all.
    async fn owed(&self, kind: NoticeKind) -> usize {
        let mut raw = self.house.raw().await;
        let count: i64 = sqlx::query_scalar("SELECT count(*) FROM outbox WHERE kind = ?")
            .bind(kind.slug())
            .fetch_one(&mut raw)
            .await
            .expect("they are counted");
        usize::try_from(count).expect("a count")
    }

    async fn reminds(&self, now: Timestamp) -> (usize, usize) {
        self.storage().consultations_remind(now).await.expect("it is looked through");
        (self.owed(NoticeKind::ConsultationSheetDue).await, self.owed(NoticeKind::ConsultationReminder).await)
    }
}

fn is_refused<T>(said: &Result<T, StorageError<Refusal>>, refusal: Refusal) -> bool {
    matches!(said, Err(StorageError::Refused(said)) if *said == refusal)
}

#[tokio::test]
async fn a_sheet_is_saved_as_often_as_wanted_and_two_writers_never_overwrite_each_other() {
    let practice = Practice::of_one().await;
    let booked = practice.book("山田製作所", december(22, 10, 0)).await;
    let link = booked.link.hash();
    assert_eq!(practice.sheet(&booked).await, SheetKept::default());
    practice.saves(&link, &written("規程を決めたい", 0), now()).await.unwrap();
    practice.saves(&link, &written("費用も知りたい", 1), now()).await.unwrap();
    assert!(is_refused(&practice.saves(&link, &written("古い画面から", 1), now()).await, Refusal::ChangedMeanwhile));
    let kept = practice.sheet(&booked).await;
    assert_eq!((kept.revision, kept.sheet.map(|sheet| sheet.goal)), (2, Some("費用も知りたい".to_owned())));
    let consultation = practice.opens(&booked.link).await.unwrap();
    assert_eq!(consultation.sheet.saved_at, Some(now()));
    let due_at = consultation.sheet.due_at;
    assert_eq!(due_at, december(19, 0, 0), "the end of the Friday, the second business day before");
    practice.saves(&link, &written("間に合う", 2), due_at.plus_seconds(-1)).await.unwrap();
    assert!(is_refused(&practice.saves(&link, &written("遅い", 3), due_at).await, Refusal::TooLate));
}

#[tokio::test]
async fn files_are_added_and_taken_away_and_there_are_three_at_most() {
    let practice = Practice::of_one().await;
    let booked = practice.book("山田製作所", december(22, 10, 0)).await;
    let link = booked.link.hash();
    let two = SheetWritten { files: files(&["規程.txt", "図面.txt"]), ..written("規程", 0) };
    practice.saves(&link, &two, now()).await.unwrap();
    let kept = practice.sheet(&booked).await;
    assert_eq!(kept.files.iter().map(|file| file.name.as_str()).collect::<Vec<_>>(), ["規程.txt", "図面.txt"]);
    let more = SheetWritten { files: files(&["a.txt", "b.txt"]), ..written("規程", 1) };
    assert!(is_refused(&practice.saves(&link, &more, now()).await, Refusal::TooManyFiles));
    let first = kept.files[0].id;
    let instead = SheetWritten { removed: vec![first, AttachmentId(4_711)], ..more };
    practice.saves(&link, &instead, now()).await.unwrap();
    let kept = practice.sheet(&booked).await;
    assert_eq!(kept.files.iter().map(|file| file.name.as_str()).collect::<Vec<_>>(), ["a.txt", "図面.txt", "b.txt"]);
    assert!(practice.storage().sheet_file_by_link(&link, first).await.unwrap().is_none());
    let file = practice.storage().sheet_file_by_link(&link, kept.files[0].id).await.unwrap().expect("it is there");
    assert_eq!(file.content(), "いまの規程 a.txt".as_bytes());
}

#[tokio::test]
async fn nobody_gets_at_the_sheet_of_another_consultation() {
    let practice = Practice::built(2, crate::practice::terms(), storage::Failpoint::None).await;
    let own = practice.book("山田製作所", december(22, 10, 0)).await;
    let other = practice.book("鈴木商店", december(22, 13, 0)).await;
    let with_file = SheetWritten { files: files(&["規程.txt"]), ..written("規程", 0) };
    practice.saves(&own.link.hash(), &with_file, now()).await.unwrap();
    let file = practice.sheet(&own).await.files[0].id;
    let storage = practice.storage();
    assert!(storage.sheet_file_by_link(&other.link.hash(), file).await.unwrap().is_none());
    let taken = SheetWritten { removed: vec![file], ..written("別", 0) };
    practice.saves(&other.link.hash(), &taken, now()).await.unwrap();
    assert_eq!(practice.sheet(&own).await.files.len(), 1, "what is not theirs stays");
    let unknown = SecretToken::from_random([9; 32]).hash();
    assert!(is_refused(&practice.saves(&unknown, &written("誰", 0), now()).await, Refusal::UnknownConsultation));
    assert!(storage.sheet_by_link(&unknown).await.unwrap().is_none());

    let consultation = practice.opens(&own.link).await.unwrap();
    let holder = practice.experts.iter().find(|expert| expert.account == consultation.expert).unwrap();
    let stranger = practice.experts.iter().find(|expert| expert.account != consultation.expert).unwrap();
    assert!(storage.sheet_file(&holder.keeper, &own.reference, file).await.unwrap().is_some());
    assert!(storage.sheet_file(&stranger.keeper, &own.reference, file).await.unwrap().is_none());
    let desk = storage.consultation_at_desk(&holder.keeper, &own.reference).await.unwrap().expect("it is theirs");
    assert_eq!(desk.sheet.sheet.map(|sheet| sheet.goal).as_deref(), Some("規程"));
}

#[tokio::test]
async fn reminders_are_owed_once_each_however_often_and_by_however_many_they_are_looked_for() {
    let practice = Practice::of_one().await;
    practice.book("山田製作所", december(22, 10, 0)).await;
    // Due at the end of Friday the 18th.
    assert_eq!(practice.reminds(december(15, 8, 59)).await, (0, 0));
    let mut lookers = JoinSet::new();
    for _ in 0..8 {
        let practice = practice.clone();
        lookers.spawn(async move { practice.storage().consultations_remind(december(15, 9, 0)).await.unwrap() });
    }
    assert_eq!(lookers.join_all().await.iter().sum::<u32>(), 1);
    assert_eq!(practice.reminds(december(15, 9, 0)).await, (1, 0));
    assert_eq!(practice.reminds(december(17, 9, 0)).await, (2, 0));
    assert_eq!(practice.reminds(december(21, 9, 0)).await, (2, 1));
    assert_eq!(practice.reminds(december(22, 12, 0)).await, (2, 1));
}

#[tokio::test]
async fn whoever_has_written_the_sheet_is_not_reminded_of_it() {
    let practice = Practice::of_one().await;
    let booked = practice.book("山田製作所", december(22, 10, 0)).await;
    practice.saves(&booked.link.hash(), &written("規程", 0), now()).await.unwrap();
    assert_eq!(practice.reminds(december(17, 9, 0)).await, (0, 0));
    assert_eq!(practice.reminds(december(21, 9, 0)).await, (0, 1));
}

#[tokio::test]
async fn nobody_is_reminded_of_a_consultation_that_was_given_up_or_after_the_program_has_slept() {
    let practice = Practice::of_one().await;
    let given_up = practice.book("山田製作所", december(22, 10, 0)).await;
    practice.storage().consultation_cancel(given_up.link.hash(), now()).await.unwrap();
    practice.book("鈴木商店", december(22, 13, 0)).await;
    // All reminders are overdue; that of the sheet comes too late, that of the consultation does not.
    assert_eq!(practice.reminds(december(22, 12, 0)).await, (0, 1));
}

#[tokio::test]
async fn a_consultation_that_is_moved_has_another_deadline_and_reminders_of_its_own() {
    let practice = Practice::of_one().await;
    let booked = practice.book("山田製作所", december(8, 10, 0)).await;
    assert_eq!(practice.reminds(december(1, 9, 0)).await, (1, 0));
    let to = ConsultationMove { starts_at: december(22, 10, 0), revision: 0 };
    practice.storage().consultation_move(booked.link.hash(), to, december(1, 10, 0)).await.unwrap();
    let consultation = practice.opens(&booked.link).await.unwrap();
    assert_eq!(consultation.sheet.due_at, december(19, 0, 0));
    assert_eq!(practice.reminds(december(14, 9, 0)).await, (1, 0));
    assert_eq!(practice.reminds(december(15, 9, 0)).await, (2, 0));
}
