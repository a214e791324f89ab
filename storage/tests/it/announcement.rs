//! Mails to registrants: to all whom the filter finds, once each, once for each form; and what is taken away.

use domain::account::{Actor, Role, Secretariat};
use domain::announcement::{Announcement, AnnouncementForm, AnnouncementRefusal};
use domain::contact::EmailAddress;
use domain::language::Language;
use domain::notice::NoticeKind;
use domain::person::PersonName;
use domain::registration::RegistrationState;
use domain::registration::roll::RegistrationFilter;
use domain::registration::sheet::{SheetColumn, SheetColumns, SheetForm};
use storage::{AnnouncementAudience, AuditFilter, MailSubject, NewAccount, NewAnnouncement, StorageError};

use crate::house::{House, code, now, told};

fn said() -> Announcement {
    let form = AnnouncementForm {
        subject_ja: "会場が変わります".to_owned(),
        text_ja: "第2会議室です。".to_owned(),
        ..AnnouncementForm::default()
    };
    form.parse().expect("it is taken")
}

impl House {
    async fn writer(&self) -> Secretariat {
        let account = NewAccount {
            email: EmailAddress::parse("desk@example.jp").expect("an address"),
            name: PersonName::parse("田中 恵").expect("a name"),
            role: Role::Secretariat,
            door: None,
            language: Language::Japanese,
        };
        let id = self.storage.account_add(&account, now()).await.expect("it is added");
        Actor::of(id, Role::Secretariat, None).and_then(|actor| actor.as_secretariat()).expect("it is permitted")
    }

    fn announcement(&self, to: RegistrationFilter, people: u64) -> NewAnnouncement {
        NewAnnouncement { words: said(), to, people, key: self.key() }
    }
}

#[tokio::test]
async fn a_mail_goes_once_to_everybody_whom_the_filter_finds_and_is_on_the_list() {
    let house = House::with(2).await;
    let by = house.writer().await;
    house.register("a@example.jp", 1).await;
    house.register("b@example.jp", 1).await;
    house.register("waits@example.jp", 1).await;
    house.mails().await;
    let seated = RegistrationFilter { states: vec![RegistrationState::Seated], ..RegistrationFilter::default() };
    let audience = house.storage.announcement_audience(house.event, &seated).await.expect("it is read");
    assert_eq!(audience, AnnouncementAudience { people: 2, without_mail: 0 });

    let new = house.announcement(seated, 2);
    for _ in 0..2 {
        let people = house.storage.announcement_send(by, code(), new.clone(), now()).await.expect("it is sent");
        assert_eq!(people, 2);
    }
    let mails = house.mails().await;
    let kind = NoticeKind::Announcement;
    assert_eq!(told(&mails), [(kind, "a@example.jp"), (kind, "b@example.jp")], "sent twice is sent once");
    for mail in &mails {
        let Some(MailSubject::Announcement { announcement, registration: Some(to), .. }) = &mail.subject else {
            panic!("it tells of something else: {mail:?}");
        };
        assert_eq!(**announcement, said());
        assert_eq!(to.applicant.recipient(), Some(mail.recipient.as_str()));
        assert!(house.opens(&mail.link).await.is_some(), "its link opens the registration");
    }
    let sent = house.storage.announcements_of(house.event).await.expect("they are read");
    assert_eq!((sent.len(), sent[0].people, sent[0].due, sent[0].by.as_str()), (1, 2, 2, "田中 恵"));
}

#[tokio::test]
async fn a_mail_that_would_reach_others_than_was_shown_is_not_sent() {
    let house = House::with(5).await;
    let by = house.writer().await;
    let first = house.register("a@example.jp", 1).await;
    house.register("b@example.jp", 1).await;
    house.mails().await;
    let new = house.announcement(RegistrationFilter::active(), 2);
    house.cancel(&first.link).await;
    house.mails().await;
    let refused = house.storage.announcement_send(by, code(), new, now()).await;
    let refusal = AnnouncementRefusal::AudienceChanged { people: 1 };
    assert!(matches!(refused, Err(StorageError::Refused(found)) if found == refusal), "{refused:?}");
    let waiting = RegistrationFilter { states: vec![RegistrationState::Waiting], ..RegistrationFilter::default() };
    let refused = house.storage.announcement_send(by, code(), house.announcement(waiting, 0), now()).await;
    assert!(matches!(refused, Err(StorageError::Refused(AnnouncementRefusal::Nobody))), "{refused:?}");
    assert!(house.mails().await.is_empty());
}

#[tokio::test]
async fn a_test_goes_to_whoever_writes_and_to_nobody_else() {
    let house = House::with(5).await;
    let by = house.writer().await;
    house.register("a@example.jp", 1).await;
    house.mails().await;
    house.storage.announcement_try(&by, &code(), &said(), now()).await.expect("it is tried");
    assert_eq!(told(&house.mails().await), [(NoticeKind::AnnouncementTrial, "desk@example.jp")]);
    assert!(house.storage.announcements_of(house.event).await.expect("they are read").is_empty());
}

#[tokio::test]
async fn what_was_written_goes_with_the_registrations() {
    let house = House::with(5).await;
    let by = house.writer().await;
    house.register("a@example.jp", 1).await;
    let new = house.announcement(RegistrationFilter::active(), 1);
    house.storage.announcement_send(by, code(), new, now()).await.expect("it is sent");
    house.storage.announcement_try(&by, &code(), &said(), now()).await.expect("it is tried");
    let later = now().plus_seconds(500 * 86_400);
    house.storage.retention_apply(later).await.expect("it is deleted");
    assert!(house.storage.announcements_of(house.event).await.expect("they are read").is_empty());
    let mut raw = house.raw().await;
    let left: (i64, i64) = sqlx::query_as("SELECT (SELECT count(*) FROM announcement), (SELECT count(*) FROM outbox)")
        .fetch_one(&mut raw)
        .await
        .expect("it is read");
    assert_eq!(left, (0, 0));
}

#[tokio::test]
async fn what_is_taken_away_is_in_the_audit_by_number_and_columns_and_never_by_name() {
    let house = House::with(5).await;
    let by = house.writer().await;
    house.register("b@example.jp", 2).await;
    house.register("a@example.jp", 1).await;
    let columns = SheetColumns::of(&[SheetColumn::Email, SheetColumn::Name]).expect("two columns");
    let filter = RegistrationFilter::active();
    let taken = house.storage.registrations_export(&by, &code(), &filter, (SheetForm::Csv, &columns), now()).await;
    assert_eq!(taken.expect("it is read").expect("there is an event").registrations.len(), 2);
    let audit = house.storage.audit_page(&AuditFilter::default(), 1, 1).await.expect("it is read");
    let entry = &audit.entries[0];
    assert_eq!((entry.act.as_str(), entry.subject.as_str()), ("event.registrations_exported", "KT4-XW2M"));
    let noted: Vec<_> = entry.differences.iter().map(|each| (each.field.as_str(), each.after.as_str())).collect();
    assert_eq!(noted, [("method", "csv"), ("registrations", "2"), ("columns", "name,email")]);
}
