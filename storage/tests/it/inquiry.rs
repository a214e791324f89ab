//! Inquiries: asking, writing on, ending, taking up again; who is told, what a link opens, and what holds
//! when many act at once.

use domain::account::Role;
use domain::attachment::{ATTACHMENT_BYTES_MAX, AttachmentId, Attachments};
use domain::inquiry::{
    ATTACHMENT_BYTES_A_DAY, Author, Inquiry, InquiryState, MESSAGES_AN_HOUR, Refusal, Respondent, SetAsideReason,
    reply_due,
};
use domain::notice::NoticeKind;
use domain::reference::{ReferenceNumber, SecretToken};
use jiff::civil::date;
use storage::{
    InquiryClosing, InquiryReceipt, MessageReceipt, NewAnswer, NewInquiry, NewMessage, NewNote, StorageError,
};
use tokio::task::JoinSet;

use crate::house::{House, now, question, told, words};

const TARO: &str = "taro@example.jp";

pub(crate) fn refusal<T>(answer: Result<T, StorageError<Refusal>>) -> Option<Refusal> {
    answer.err().and_then(|error| error.refusal().ok())
}

fn files(sizes: &[usize]) -> Attachments {
    let files = sizes.iter().map(|&size| ("見積.csv".to_owned(), vec![b'a'; size]));
    Attachments::accept(files).expect("they are taken")
}

impl House {
    fn message(&self, text: &str) -> NewMessage {
        NewMessage { text: words(text), attachments: Attachments::NONE, key: self.key() }
    }

    async fn write(&self, link: &SecretToken, text: &str) -> Result<MessageReceipt, StorageError<Refusal>> {
        self.storage.inquiry_write(link.hash(), self.message(text), now()).await
    }

    async fn close(&self, link: &SecretToken) -> Result<(), StorageError<Refusal>> {
        let revision = self.asked(link).await.expect("it opens").revision;
        let closing = InquiryClosing { text: None, key: self.key(), revision };
        self.storage.inquiry_close(link.hash(), closing, now()).await
    }

    pub(crate) async fn answer(&self, reference: &ReferenceNumber) {
        let desk = self.hires("田中 恵", Role::Secretariat).await;
        let answer = self.says(desk, reference, "次の順で始められます。").await;
        self.storage.inquiry_answer(desk, reference.clone(), answer, now()).await.expect("it is answered");
    }
}

#[tokio::test]
async fn an_inquiry_is_kept_with_its_files_and_its_sender_is_told() {
    let house = House::with(1).await;
    let new = NewInquiry { attachments: files(&[3, 5]), ..question("Taro@example.jp", house.key()) };
    let receipt = house.storage.inquiry_create(new.clone(), now()).await.expect("it is taken");

    // A Sunday: it counts as the Monday, and the Tuesday is a holiday.
    assert_eq!(receipt.reply_due, date(2026, 11, 5));
    let stored = house.asked(&receipt.link).await.expect("the link opens it");
    assert_eq!((&stored.reference, stored.state, stored.set_aside), (&receipt.reference, InquiryState::Received, None));
    assert_eq!((stored.subject.as_str(), stored.reply_due), ("図面を家で見たいです。", Some(receipt.reply_due)));
    assert_eq!(stored.inquirer, new.draft.inquirer);
    let [asked] = stored.messages.as_slice() else { panic!("one message") };
    assert_eq!((&asked.author, &asked.text), (&Author::Citizen, &new.draft.message));
    let kept: Vec<_> = asked.attachments.iter().map(|file| (file.name.as_str(), file.bytes)).collect();
    assert_eq!(kept, [("見積.txt", 3), ("見積.txt", 5)]);
    let file = house.storage.attachment_by_link(&receipt.link.hash(), asked.attachments[1].id).await.unwrap();
    assert_eq!(file.expect("it is handed out").content(), b"aaaaa");

    let mails = house.mails().await;
    assert_eq!(told(&mails), [(NoticeKind::InquiryReceived, "Taro@example.jp")]);
    assert_eq!(mails[0].inquiry(), Some(&stored));
    assert_ne!(mails[0].link, receipt.link);
    assert_eq!(house.asked(&mails[0].link).await.as_ref(), Some(&stored));
    house.assert_in_order().await;
}

#[tokio::test]
async fn a_conversation_goes_to_its_end_and_on_again() {
    let house = House::with(1).await;
    let receipt = house.ask(TARO).await;
    let link = &receipt.link;
    let state = async || house.asked(link).await.expect("it opens").state;

    house.write(link, "追加です。").await.expect("it is added");
    assert_eq!(state().await, InquiryState::Received);
    let desk = house.hires("佐藤 美咲", Role::Secretariat).await;
    house.assigns(desk, &receipt.reference, Some(desk.account())).await.expect("it is taken");
    house.write(link, "もう一つ。").await.expect("it is added");
    assert_eq!(state().await, InquiryState::InHand);
    house.answer(&receipt.reference).await;
    let answered = house.asked(link).await.unwrap();
    assert_eq!((answered.state, answered.reply_due), (InquiryState::Answered, None));
    assert_eq!(answered.last_answer().map(|answer| &answer.author), Some(&Author::Respondent(Respondent::Secretariat)));
    house.write(link, "では、VPNは？").await.expect("it is added");
    let again = house.asked(link).await.unwrap();
    assert_eq!((again.state, again.reply_due), (InquiryState::InHand, Some(reply_due(now()))));
    house.close(link).await.expect("it is closed");
    assert_eq!(state().await, InquiryState::Closed);
    assert_eq!(refusal(house.write(link, "まだ。").await), Some(Refusal::Closed));
    house.storage.inquiry_reopen(link.hash(), house.message("まだ動きません。"), now()).await.expect("it is reopened");
    let open = house.asked(link).await.unwrap();
    assert_eq!((open.state, open.closed_at), (InquiryState::InHand, None));
    assert_eq!((open.messages.len(), open.revision), (6, 7));

    // Others caused six mails; after five within an hour they are owed no more. The answer counts as one of them.
    let kinds: Vec<_> = house.mails().await.iter().map(|mail| mail.kind).collect();
    assert_eq!(
        kinds,
        [
            NoticeKind::InquiryReceived,
            NoticeKind::InquiryMessageAdded,
            NoticeKind::InquiryMessageAdded,
            NoticeKind::InquiryAnswered,
            NoticeKind::InquiryMessageAdded,
        ]
    );
    house.assert_in_order().await;
}

#[tokio::test]
async fn ending_and_taking_up_again_are_told_and_doing_either_twice_is_doing_it_once() {
    let house = House::with(1).await;
    let receipt = house.ask(TARO).await;
    let link = &receipt.link;
    let closing = InquiryClosing { text: Some(words("解決しました。")), key: house.key(), revision: 0 };
    for _ in 0..2 {
        house.storage.inquiry_close(link.hash(), closing.clone(), now()).await.expect("it is closed");
    }
    let closed = house.asked(link).await.unwrap();
    assert_eq!((closed.messages.len(), closed.closed_at, closed.reply_due), (2, Some(now()), None));
    let message = house.message("やはり動きません。");
    let first = house.storage.inquiry_reopen(link.hash(), message.clone(), now()).await.expect("it is reopened");
    let second = house.storage.inquiry_reopen(link.hash(), message, now()).await.expect("it is answered");
    assert_eq!((first.message, second.repeated_sending), (second.message, true));
    assert_eq!(house.asked(link).await.unwrap().state, InquiryState::Received, "nobody had it in hand");
    let open = house.storage.inquiry_reopen(link.hash(), house.message("まだです。"), now()).await;
    assert_eq!(refusal(open), Some(Refusal::AlreadyOpen));
    let expected =
        [NoticeKind::InquiryReceived, NoticeKind::InquiryClosed, NoticeKind::InquiryReopened].map(|kind| (kind, TARO));
    assert_eq!(told(&house.mails().await), expected);

    house.close(link).await.expect("it is closed");
    let late = now().plus_seconds(182 * 24 * 60 * 60);
    let too_late = house.storage.inquiry_reopen(link.hash(), house.message("まだです。"), late).await;
    assert_eq!(refusal(too_late), Some(Refusal::ClosedTooLongAgo));
    house.assert_in_order().await;
}

#[tokio::test]
async fn nobody_ends_an_inquiry_without_having_seen_the_answer_that_came_meanwhile() {
    let house = House::with(1).await;
    let receipt = house.ask(TARO).await;
    let seen = house.asked(&receipt.link).await.unwrap().revision;
    house.answer(&receipt.reference).await;
    let closing = InquiryClosing { text: None, key: house.key(), revision: seen };
    let closed = house.storage.inquiry_close(receipt.link.hash(), closing, now()).await;
    assert_eq!(refusal(closed), Some(Refusal::ChangedMeanwhile));
    assert_eq!(house.asked(&receipt.link).await.unwrap().state, InquiryState::Answered);
}

#[tokio::test]
async fn a_link_opens_its_own_inquiry_and_its_own_files_only() {
    let house = House::with(1).await;
    let with_file = |email: &str| NewInquiry { attachments: files(&[1]), ..question(email, house.key()) };
    let mine = house.storage.inquiry_create(with_file(TARO), now()).await.unwrap();
    let other = house.storage.inquiry_create(with_file("other@example.jp"), now()).await.unwrap();
    let registration = house.register(TARO, 1).await;
    let their_file = house.asked(&other.link).await.unwrap().messages[0].attachments[0].id;
    for id in [their_file, AttachmentId(99), AttachmentId(-1)] {
        assert!(house.storage.attachment_by_link(&mine.link.hash(), id).await.unwrap().is_none(), "{id:?}");
    }
    let guess = SecretToken::from_random([1; 32]);
    for link in [&guess, &registration.link] {
        assert_eq!(house.asked(link).await, None);
        assert!(house.storage.attachment_by_link(&link.hash(), their_file).await.unwrap().is_none());
        assert_eq!(refusal(house.write(link, "x").await), Some(Refusal::UnknownInquiry));
        let closing = InquiryClosing { text: None, key: house.key(), revision: 0 };
        let closed = house.storage.inquiry_close(link.hash(), closing, now()).await;
        assert_eq!(refusal(closed), Some(Refusal::UnknownInquiry));
        let reopened = house.storage.inquiry_reopen(link.hash(), house.message("x"), now()).await;
        assert_eq!(refusal(reopened), Some(Refusal::UnknownInquiry));
    }
    assert_eq!(house.opens(&mine.link).await, None, "an inquiry's link opens no registration");
}

/// What a sender can see of an inquiry, without what differs from one to the next.
fn seen(inquiry: &Inquiry) -> (InquiryState, usize, Option<jiff::civil::Date>, u32, bool) {
    (inquiry.state, inquiry.messages.len(), inquiry.reply_due, inquiry.revision, inquiry.closed_at.is_some())
}

#[tokio::test]
async fn what_is_set_aside_behaves_like_any_other_and_no_mail_tells_of_it() {
    let house = House::with(1).await;
    let honest = house.ask(TARO).await;
    let machine = NewInquiry { suspected: true, ..question("bot@example.jp", house.key()) };
    let aside = house.storage.inquiry_create(machine, now()).await.expect("it is answered");
    assert_eq!(aside.reply_due, honest.reply_due);
    for (receipt, reason) in [(&honest, None), (&aside, Some(SetAsideReason::Suspected))] {
        assert_eq!(house.asked(&receipt.link).await.unwrap().set_aside, reason);
    }
    let both = async |step: &str| {
        let (one, other) = (house.asked(&honest.link).await.unwrap(), house.asked(&aside.link).await.unwrap());
        assert_eq!(seen(&one), seen(&other), "{step}");
    };
    both("made").await;
    for link in [&honest.link, &aside.link] {
        house.write(link, "追加です。").await.expect("it is added");
    }
    both("written").await;
    for link in [&honest.link, &aside.link] {
        house.close(link).await.expect("it is closed");
    }
    both("closed").await;
    for link in [&honest.link, &aside.link] {
        house.storage.inquiry_reopen(link.hash(), house.message("まだです。"), now()).await.expect("it is reopened");
    }
    both("reopened").await;
    assert!(house.mails().await.iter().all(|mail| mail.recipient == TARO));

    // The secretariat finds it by its number and puts it right.
    house.answer(&aside.reference).await;
    assert_eq!(house.asked(&aside.link).await.unwrap().set_aside, None);
    assert_eq!(told(&house.mails().await), [(NoticeKind::InquiryAnswered, "bot@example.jp")]);
    house.assert_in_order().await;
}

#[tokio::test]
async fn a_thousand_inquiries_of_one_address_fill_neither_desk_nor_mailbox() {
    let house = House::with(1).await;
    let mut aside = 0;
    for number in 0..40 {
        let receipt = house.ask(if number % 2 == 0 { TARO } else { "TARO@example.jp" }).await;
        let inquiry = house.asked(&receipt.link).await.expect("each has its page");
        aside += usize::from(inquiry.set_aside == Some(SetAsideReason::TooMany));
        if number > 30 {
            house.write(&receipt.link, "追加です。").await.expect("it is added");
        }
    }
    assert_eq!((aside, house.mails().await.len()), (35, 5));
    assert!(house.asked(&house.ask("other@example.jp").await.link).await.unwrap().set_aside.is_none());
    let later = now().plus_seconds(60 * 60 + 1);
    let receipt = house.storage.inquiry_create(question(TARO, house.key()), later).await.unwrap();
    assert_eq!(house.asked(&receipt.link).await.unwrap().set_aside, None, "an hour later one is heard again");
    house.assert_in_order().await;
}

#[tokio::test]
async fn messages_and_bytes_have_limits_that_are_told() {
    let house = House::with(1).await;
    let receipt = house.ask(TARO).await;
    for _ in 0..MESSAGES_AN_HOUR {
        house.write(&receipt.link, "まだです。").await.expect("it is added");
    }
    let limit = Refusal::TooManyMessages { max: MESSAGES_AN_HOUR };
    assert_eq!(refusal(house.write(&receipt.link, "まだです。").await), Some(limit));

    for _ in 0..4 {
        let new =
            NewInquiry { attachments: files(&[ATTACHMENT_BYTES_MAX; 3]), ..question("big@example.jp", house.key()) };
        house.storage.inquiry_create(new, now()).await.expect("it is taken");
    }
    let one_more = || NewInquiry { attachments: files(&[1]), ..question("BIG@example.jp", house.key()) };
    let limit = Refusal::TooManyBytes { max: ATTACHMENT_BYTES_A_DAY };
    assert_eq!(refusal(house.storage.inquiry_create(one_more(), now()).await), Some(limit));
    let words_alone = house.ask("big@example.jp").await;
    let message = NewMessage { attachments: files(&[1]), ..house.message("写真です。") };
    let added = house.storage.inquiry_write(words_alone.link.hash(), message.clone(), now()).await;
    assert_eq!(refusal(added), Some(limit));
    let tomorrow = now().plus_seconds(24 * 60 * 60 + 1);
    house.storage.inquiry_write(words_alone.link.hash(), message, tomorrow).await.expect("a day later it is taken");
    house.assert_in_order().await;
}

#[tokio::test]
async fn files_wait_on_a_check_page_for_their_inquiry_and_not_for_ever() {
    let house = House::with(1).await;
    let key = house.key();
    let held = async |at| house.storage.attachment_held(&key, at).await.unwrap();
    house.storage.attachment_hold(&key, &files(&[1, 2]), now()).await.expect("they are held");
    house.storage.attachment_hold(&key, &files(&[3]), now()).await.expect("they are held");
    assert_eq!(held(now()).await, files(&[3]), "those of the last showing");
    assert!(house.storage.attachment_held(&house.key(), now()).await.unwrap().is_empty());
    let day = 24 * 60 * 60;
    assert!(held(now().plus_seconds(day + 1)).await.is_empty());

    let new = NewInquiry { attachments: held(now()).await, ..question(TARO, key.clone()) };
    house.storage.inquiry_create(new, now()).await.expect("it is taken");
    assert!(held(now()).await.is_empty(), "they have found their place");

    house.storage.attachment_hold(&house.key(), &files(&[4]), now()).await.expect("they are held");
    house.storage.attachment_hold(&house.key(), &Attachments::NONE, now().plus_seconds(day + 1)).await.unwrap();
    let mut raw = house.raw().await;
    let left: i64 = sqlx::query_scalar("SELECT count(*) FROM held_attachment").fetch_one(&mut raw).await.unwrap();
    assert_eq!(left, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn twenty_identical_sendings_make_one_inquiry_and_one_message() {
    let house = House::with(1).await;
    let new = question(TARO, house.key());
    let mut sendings = JoinSet::new();
    for _ in 0..20 {
        let (house, new) = (house.clone(), new.clone());
        sendings.spawn(async move { house.storage.inquiry_create(new, now()).await.expect("an answer") });
    }
    let answers: Vec<InquiryReceipt> = sendings.join_all().await;
    assert_eq!(answers.iter().filter(|answer| !answer.repeated_sending).count(), 1);
    for answer in &answers {
        let first = &answers[0];
        assert_eq!(
            (&answer.reference, &answer.link, answer.reply_due),
            (&first.reference, &first.link, first.reply_due)
        );
    }
    let (link, message) = (answers[0].link.clone(), house.message("追加です。"));
    let mut sendings = JoinSet::new();
    for _ in 0..20 {
        let (house, link, message) = (house.clone(), link.clone(), message.clone());
        sendings
            .spawn(async move { house.storage.inquiry_write(link.hash(), message, now()).await.expect("an answer") });
    }
    let answers = sendings.join_all().await;
    assert_eq!(answers.iter().filter(|answer| !answer.repeated_sending).count(), 1);
    assert_eq!(house.asked(&link).await.unwrap().messages.len(), 2);
    assert_eq!(house.mails().await.len(), 2);
    house.assert_in_order().await;
}

/// How many of fifty inquiries that come at once under one address reach the desk.
async fn fifty_at_once(house: &House) -> usize {
    let mut crowd = JoinSet::new();
    for _ in 0..50 {
        let house = house.clone();
        crowd.spawn(async move { house.ask(TARO).await });
    }
    let mut heard = 0;
    for receipt in crowd.join_all().await {
        heard += usize::from(house.asked(&receipt.link).await.unwrap().set_aside.is_none());
    }
    heard
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_fifty_inquiries_at_once_under_one_address_five_reach_the_desk() {
    assert_eq!(fifty_at_once(&House::with(1).await).await, 5);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn without_the_lock_more_of_them_would() {
    let heard = fifty_at_once(&House::careless(1).await).await;
    assert!(heard > 5, "the test above proves nothing");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_tabs_that_write_and_end_at_once_leave_nothing_after_the_end() {
    for _ in 0..10 {
        let house = House::with(1).await;
        let receipt = house.ask(TARO).await;
        let link = receipt.link.clone();
        let (writing, ending) = (house.clone(), house.clone());
        let (one, other) = (link.clone(), link.clone());
        let written = tokio::spawn(async move { writing.write(&one, "追加です。").await });
        let closed = tokio::spawn(async move { ending.close(&other).await });
        let (written, closed) = (written.await.unwrap(), closed.await.unwrap());
        let after = house.asked(&link).await.unwrap();
        match (written, closed) {
            (Ok(_), Ok(())) => assert_eq!((after.state, after.messages.len()), (InquiryState::Closed, 2)),
            (Ok(_), Err(StorageError::Refused(refusal))) => {
                assert_eq!((refusal, after.state), (Refusal::ChangedMeanwhile, InquiryState::Received));
            }
            (Err(StorageError::Refused(refusal)), Ok(())) => {
                assert_eq!((refusal, after.state, after.messages.len()), (Refusal::Closed, InquiryState::Closed, 1));
            }
            other => panic!("{other:?}"),
        }
        house.assert_in_order().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn somebody_who_hangs_up_leaves_nothing_half_written() {
    let house = House::with(1).await;
    let mut crowd = JoinSet::new();
    for person in 0..60 {
        let house = house.clone();
        crowd.spawn(async move {
            let new = NewInquiry {
                attachments: files(&[1_000; 3]),
                ..question(&format!("person{person}@example.jp"), house.key())
            };
            house.storage.inquiry_create(new, now()).await
        });
    }
    tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    crowd.abort_all();
    while crowd.join_next().await.is_some() {}
    // What was under way goes to its end by itself, in its place in line.
    house.ask("last@example.jp").await;
    house.assert_in_order().await;
    let mut raw = house.raw().await;
    let (inquiries, files): (i64, i64) =
        sqlx::query_as("SELECT (SELECT count(*) FROM inquiry), (SELECT count(*) FROM attachment)")
            .fetch_one(&mut raw)
            .await
            .unwrap();
    assert_eq!(files, (inquiries - 1) * 3, "each has all of its files");
    assert_eq!(house.storage.outbox_count().await.unwrap().due, inquiries.unsigned_abs(), "and its mail");
}

#[tokio::test]
async fn what_the_database_refuses_leaves_nothing_behind() {
    let house = House::with(1).await;
    let receipt = house.ask(TARO).await;
    let mut raw = house.raw().await;
    sqlx::query("CREATE TRIGGER broken BEFORE INSERT ON attachment BEGIN SELECT raise(ABORT, 'no'); END")
        .execute(&mut raw)
        .await
        .unwrap();
    let message = NewMessage { attachments: files(&[1]), ..house.message("写真です。") };
    let failed = house.storage.inquiry_write(receipt.link.hash(), message.clone(), now()).await;
    assert!(matches!(failed, Err(StorageError::Failed(_))), "{failed:?}");
    let before = house.asked(&receipt.link).await.unwrap();
    assert_eq!((before.messages.len(), before.revision), (1, 0));
    assert_eq!(house.mails().await.len(), 1);
    sqlx::query("DROP TRIGGER broken").execute(&mut raw).await.unwrap();
    let again = house.storage.inquiry_write(receipt.link.hash(), message, now()).await.expect("it is added");
    assert!(!again.repeated_sending);
}

#[tokio::test]
async fn the_database_itself_refuses_what_must_never_be() {
    let house = House::with(1).await;
    let new = NewInquiry { attachments: files(&[1, 1, 1]), ..question(TARO, house.key()) };
    house.storage.inquiry_create(new, now()).await.unwrap();
    let mut raw = house.raw().await;
    for (statement, wall) in [
        ("UPDATE inquiry SET state = 'lost'", "inquiry_state_known"),
        ("UPDATE inquiry SET state = 'closed'", "inquiry_"),
        ("UPDATE inquiry SET reply_due = NULL", "inquiry_reply_owed_while_open"),
        ("UPDATE inquiry SET closed_at = 1", "inquiry_closed_at_its_end"),
        ("UPDATE inquiry SET state = 'in_hand'", "inquiry_taken_before_in_hand"),
        ("UPDATE inquiry SET set_aside_reason = 'dull'", "inquiry_set_aside_known"),
        ("UPDATE inquiry SET topic = 'love'", "inquiry_topic_known"),
        ("UPDATE inquiry_message SET body = ''", "inquiry_message_length"),
        ("UPDATE inquiry_message SET author = 'expert'", "inquiry_message_"),
        ("UPDATE inquiry_message SET form_key = NULL", "inquiry_message_form_known"),
        (
            "INSERT INTO inquiry_message (inquiry_id, author, body, form_key, written_at)
             SELECT inquiry_id, author, body, form_key, written_at FROM inquiry_message",
            "inquiry_message.inquiry_id, inquiry_message.form_key",
        ),
        (
            "INSERT INTO attachment (message_id, position, name, kind, content)
             SELECT message_id, 4, name, kind, content FROM attachment LIMIT 1",
            "attachment_three_at_most",
        ),
        (
            "INSERT INTO attachment (message_id, position, name, kind, content)
             SELECT message_id, position, name, kind, content FROM attachment LIMIT 1",
            "attachment.message_id, attachment.position",
        ),
        ("UPDATE attachment SET kind = 'exe'", "attachment_kind_known"),
        ("UPDATE attachment SET content = zeroblob(5242881)", "attachment_size"),
        ("UPDATE inquiry_link SET origin = 'guess'", "inquiry_link_origin_known"),
    ] {
        match sqlx::query(statement).execute(&mut raw).await {
            Ok(_) => panic!("the database lets pass: {statement}"),
            Err(error) => assert!(error.to_string().contains(wall), "{statement}: {error}"),
        }
    }
    house.assert_in_order().await;
}

#[tokio::test]
async fn the_check_finds_what_somebody_has_broken_by_hand() {
    for (statement, rule) in [
        ("DELETE FROM inquiry_message WHERE author = 'citizen'", "an inquiry begins"),
        ("DELETE FROM inquiry_message WHERE author <> 'citizen'", "an inquiry that is answered"),
        ("DELETE FROM inquiry_link", "an inquiry can be opened"),
        ("UPDATE inquiry SET state = 'closed', closed_at = 1", "nobody has written"),
    ] {
        let house = House::with(1).await;
        let receipt = house.ask(TARO).await;
        house.answer(&receipt.reference).await;
        house.assert_in_order().await;
        sqlx::query(statement).execute(&mut house.raw().await).await.unwrap();
        let broken = house.storage.invariants_broken(now()).await.unwrap();
        assert!(broken.iter().any(|violation| violation.rule.starts_with(rule)), "{rule}: {broken:?}");
    }
}

#[tokio::test]
async fn a_number_that_nobody_has_and_an_inquiry_that_has_ended_are_not_answered() {
    let house = House::with(1).await;
    let receipt = house.ask(TARO).await;
    let desk = house.hires("田中 恵", Role::Secretariat).await;
    let answer = NewAnswer { attachments: files(&[1]), ..house.says(desk, &receipt.reference, "はい。").await };
    let nobody = ReferenceNumber::from_random([9; 16]);
    let answered = house.storage.inquiry_answer(desk, nobody.clone(), answer.clone(), now()).await;
    assert_eq!(refusal(answered), Some(Refusal::UnknownInquiry));
    let note = NewNote { text: words("はい。"), key: house.key() };
    let noted = house.storage.inquiry_note(desk, &nobody, &note, now()).await;
    assert_eq!(refusal(noted), Some(Refusal::UnknownInquiry));
    house.close(&receipt.link).await.expect("it is closed");
    let answered = house.storage.inquiry_answer(desk, receipt.reference.clone(), answer, now()).await;
    assert_eq!(refusal(answered), Some(Refusal::Closed));
}
