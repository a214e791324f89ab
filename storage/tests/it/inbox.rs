//! Inquiries at the desk: who sees and does what, what nobody overwrites, what a citizen never learns, and what is
//! found.

use domain::account::{AccountId, Role};
use domain::attachment::Attachments;
use domain::contact::PhoneNumber;
use domain::inquiry::desk::{
    AfterAnswer, Call, Channel, Deed, DeskInquiry, DeskRevision, InboxCounts, InboxView, Responder,
};
use domain::inquiry::{Author, Inquirer, InquiryState, Reach, Refusal, Respondent, reply_due};
use domain::language::Language;
use domain::notice::NoticeKind;
use domain::organisation::OrganisationName;
use domain::person::PersonName;
use domain::reference::ReferenceNumber;
use storage::{Inbox, InboxWish, MessageReceipt, NewAnswer, NewCall, NewInquiry, NewMessage, NewNote, Storage};
use storage::{InquiryReceipt, StorageError};
use tokio::task::JoinSet;

use crate::house::{House, now, options, question, told, words};
use crate::inquiry::refusal;

const TARO: &str = "taro@example.jp";
const DAY: i64 = 24 * 60 * 60;

impl House {
    pub(crate) async fn at_desk(&self, by: Responder, reference: &ReferenceNumber) -> DeskInquiry {
        self.storage.inquiry_at_desk(by, reference).await.expect("it is read").expect("they may open it")
    }

    /// An answer by somebody who has seen all that there is.
    pub(crate) async fn says(&self, by: Responder, reference: &ReferenceNumber, text: &str) -> NewAnswer {
        let revision = self.at_desk(by, reference).await.revision();
        let (text, attachments, then) = (words(text), Attachments::NONE, AfterAnswer::Wait);
        NewAnswer { text, attachments, then, key: self.key(), revision }
    }

    pub(crate) async fn assigns(
        &self,
        by: Responder,
        reference: &ReferenceNumber,
        to: Option<AccountId>,
    ) -> Result<(), StorageError<Refusal>> {
        let by = by.as_secretariat().expect("only the secretariat assigns");
        let seen = self.at_desk(Responder::Secretariat(by), reference).await.revision();
        self.storage.inquiry_assign(&by, reference, to, seen, now()).await
    }

    async fn notes(&self, by: Responder, reference: &ReferenceNumber, text: &str) {
        let note = NewNote { text: words(text), key: self.key() };
        self.storage.inquiry_note(by, reference, &note, now()).await.expect("it is noted");
    }

    async fn inbox(&self, by: Responder, view: InboxView, looked_for: &str) -> Inbox {
        let wish = InboxWish { view, words: looked_for.to_owned(), page: 1 };
        self.storage.inquiry_inbox(by, &wish, now()).await.expect("it is read")
    }

    async fn asks(&self, email: &str, text: &str, at: i64) -> InquiryReceipt {
        let mut new = question(email, self.key());
        new.draft.message = words(text);
        self.storage.inquiry_create(new, now().plus_seconds(at)).await.expect("it is taken")
    }

    async fn calls(&self, by: Responder, inquirer: Inquirer) -> ReferenceNumber {
        let draft = domain::inquiry::InquiryDraft { inquirer, ..question(TARO, self.key()).draft };
        let new = NewCall { call: Call { draft, language: Language::Japanese }, key: self.key() };
        let by = by.as_secretariat().expect("only the secretariat takes calls");
        let first = self.storage.inquiry_take_down(by, new.clone(), now()).await.expect("it is taken down");
        let again = self.storage.inquiry_take_down(by, new, now()).await.expect("it is answered");
        assert_eq!(first, again, "sent twice, taken down once");
        first
    }
}

fn subjects(inbox: &Inbox) -> Vec<&str> {
    inbox.entries.iter().map(|entry| entry.summary.subject.as_str()).collect()
}

fn caller() -> Inquirer {
    Inquirer {
        reach: Reach::Phone(PhoneNumber::parse("03-5422-1517").expect("a number")),
        name: Some(PersonName::parse("髙木 健一").expect("a name")),
        organisation: Some(OrganisationName::parse("みどりサービス").expect("a name")),
        prefecture: None,
    }
}

#[tokio::test]
async fn an_inquiry_is_taken_noted_answered_and_ended_and_its_history_says_by_whom() {
    let house = House::with(1).await;
    let receipt = house.ask(TARO).await;
    let (tanaka, sato) =
        (house.hires("田中 恵", Role::Secretariat).await, house.hires("佐藤 美咲", Role::Secretariat).await);
    let number = &receipt.reference;
    house.assigns(tanaka, number, Some(sato.account())).await.expect("it is assigned");
    house.notes(tanaka, number, "先に電話で確かめてください。").await;
    let taken = house.at_desk(sato, number).await;
    assert_eq!((taken.inquiry.state, taken.channel), (InquiryState::InHand, Channel::Site));
    assert_eq!(taken.assignee.as_ref().map(|who| who.name.as_str()), Some("佐藤 美咲"));
    assert_eq!(taken.notes[0].by.name.as_str(), "田中 恵");

    let answer =
        NewAnswer { then: AfterAnswer::Close, ..house.says(sato, number, "次の順で始められます。").await };
    house.storage.inquiry_answer(sato, number.clone(), answer, now()).await.expect("it is answered");
    let ended = house.at_desk(tanaka, number).await;
    assert_eq!((ended.inquiry.state, ended.inquiry.closed_at), (InquiryState::Closed, Some(now())));
    let answered = ended.inquiry.last_answer().expect("an answer");
    assert_eq!(answered.author, Author::Respondent(Respondent::Secretariat), "citizens see one body");
    assert_eq!(ended.writer(answered.id).map(|who| who.name.as_str()), Some("佐藤 美咲"));
    house.storage.inquiry_resume(tanaka, number, now()).await.expect("it is taken up again");
    let open = house.at_desk(tanaka, number).await;
    assert_eq!((open.inquiry.state, open.inquiry.reply_due), (InquiryState::InHand, Some(reply_due(now()))));
    house.storage.inquiry_end(tanaka, number, open.revision(), now()).await.expect("it is ended");
    house.storage.inquiry_end(tanaka, number, open.revision(), now()).await.expect("twice is once");

    let history = house.at_desk(tanaka, number).await.history;
    let done: Vec<_> =
        history.iter().map(|entry| (&entry.deed, entry.by.as_ref().map_or("", |by| by.name.as_str()))).collect();
    let to = Deed::Assigned(taken.assignee.clone());
    assert_eq!(
        done,
        [
            (&Deed::Received, ""),
            (&to, "田中 恵"),
            (&Deed::Noted, "田中 恵"),
            (&Deed::Answered, "佐藤 美咲"),
            (&Deed::Closed, "佐藤 美咲"),
            (&Deed::Reopened, "田中 恵"),
            (&Deed::Closed, "田中 恵"),
        ]
    );
    // Its sender hears of the question, the answer and the end; of the rest among colleagues, nothing.
    let kinds: Vec<_> = house.mails().await.iter().map(|mail| mail.kind).collect();
    assert_eq!(kinds, [NoticeKind::InquiryReceived, NoticeKind::InquiryAnswered, NoticeKind::InquiryEnded]);
    house.assert_in_order().await;
}

#[tokio::test]
async fn an_expert_sees_what_is_assigned_to_them_and_answers_by_name() {
    let house = House::with(1).await;
    let desk = house.hires("田中 恵", Role::Secretariat).await;
    let (expert, other) =
        (house.hires("久保田 美咲", Role::Expert).await, house.hires("大森 和也", Role::Expert).await);
    let new = NewInquiry {
        attachments: Attachments::accept([("図面.txt".to_owned(), b"plan".to_vec())]).expect("it is taken"),
        ..question(TARO, house.key())
    };
    let receipt = house.storage.inquiry_create(new, now()).await.expect("it is taken");
    house.ask("hanako@example.jp").await;
    let number = &receipt.reference;
    let file = house.at_desk(desk, number).await.inquiry.messages[0].attachments[0].id;
    for stranger in [expert, other] {
        assert_eq!(house.storage.inquiry_at_desk(stranger, number).await.unwrap(), None);
        assert_eq!(house.storage.attachment_at_desk(stranger, number, file).await.unwrap(), None);
        assert_eq!(house.inbox(stranger, InboxView::All, "").await, Inbox::default());
        let note = NewNote { text: words("見えません。"), key: house.key() };
        let noted = house.storage.inquiry_note(stranger, number, &note, now()).await;
        assert_eq!(refusal(noted), Some(Refusal::UnknownInquiry));
    }
    house.assigns(desk, number, Some(expert.account())).await.expect("it is assigned");
    assert_eq!(house.storage.inquiry_at_desk(other, number).await.unwrap(), None);
    assert_eq!(
        (house.inbox(expert, InboxView::All, "").await.found, house.storage.inquiry_waiting(expert).await.unwrap()),
        (1, 1)
    );
    assert_eq!(
        (house.inbox(desk, InboxView::All, "").await.found, house.storage.inquiry_waiting(desk).await.unwrap()),
        (2, 2)
    );
    let opened = house.storage.attachment_at_desk(expert, number, file).await.unwrap();
    assert_eq!(opened.expect("it is handed out").content(), b"plan");

    let answer = house.says(expert, number, "次の順で始められます。").await;
    house.storage.inquiry_answer(expert, number.clone(), answer, now()).await.expect("it is answered");
    let author = house.asked(&receipt.link).await.unwrap().last_answer().expect("an answer").author.clone();
    let Author::Respondent(Respondent::Expert { name, title }) = author else { panic!("an expert has answered") };
    assert_eq!((name.as_str(), title.as_str()), ("久保田 美咲", "テレワークマネージャー"));
    assert_eq!(house.storage.inquiry_waiting(expert).await.unwrap(), 0);
}

#[tokio::test]
async fn of_two_who_answer_at_once_one_is_told_and_a_repeated_sending_is_not_refused() {
    for _ in 0..5 {
        let house = House::with(1).await;
        let receipt = house.ask(TARO).await;
        // Both have read it before either answers.
        let mut answers = Vec::new();
        for name in ["田中 恵", "佐藤 美咲"] {
            let desk = house.hires(name, Role::Secretariat).await;
            answers.push((desk, house.says(desk, &receipt.reference, name).await));
        }
        let mut answering = JoinSet::new();
        for (desk, answer) in answers {
            let (house, number) = (house.clone(), receipt.reference.clone());
            answering.spawn(async move {
                let first = house.storage.inquiry_answer(desk, number.clone(), answer.clone(), now()).await;
                (first, house.storage.inquiry_answer(desk, number, answer, now()).await)
            });
        }
        let (mut answered, mut refused) = (0, 0);
        for (first, again) in answering.join_all().await {
            match (first, again) {
                (Ok(first), Ok(again)) => {
                    assert_eq!(again, MessageReceipt { repeated_sending: true, ..first });
                    answered += 1;
                }
                (first, again) => {
                    assert_eq!(refusal(first), Some(Refusal::ChangedMeanwhile));
                    assert_eq!(refusal(again), Some(Refusal::ChangedMeanwhile));
                    refused += 1;
                }
            }
        }
        assert_eq!((answered, refused), (1, 1));
        let inquiry = house.asked(&receipt.link).await.unwrap();
        assert_eq!((inquiry.messages.len(), inquiry.state), (2, InquiryState::Answered));
        assert_eq!(house.mails().await.len(), 2, "one answer, one mail");
        house.assert_in_order().await;
    }
}

#[tokio::test]
async fn whatever_happened_since_the_page_was_shown_is_seen_before_the_answer_goes_out() {
    let house = House::with(1).await;
    let receipt = house.ask(TARO).await;
    let (number, desk) = (&receipt.reference, house.hires("田中 恵", Role::Secretariat).await);
    let colleague = house.hires("佐藤 美咲", Role::Secretariat).await;
    let answer = house.says(desk, number, "次の順で始められます。").await;
    let seen = |revision: DeskRevision| NewAnswer { revision, ..answer.clone() };
    let try_it =
        async |answer: NewAnswer| refusal(house.storage.inquiry_answer(desk, number.clone(), answer, now()).await);

    let message = NewMessage { text: words("追加です。"), attachments: Attachments::NONE, key: house.key() };
    house.storage.inquiry_write(receipt.link.hash(), message, now()).await.expect("it is added");
    assert_eq!(try_it(answer.clone()).await, Some(Refusal::ChangedMeanwhile), "the citizen has written");
    let now_seen = house.at_desk(desk, number).await.revision();
    house.notes(colleague, number, "電話で解決しました。").await;
    assert_eq!(try_it(seen(now_seen)).await, Some(Refusal::ChangedMeanwhile), "a colleague has noted something");
    let now_seen = house.at_desk(desk, number).await.revision();
    house.assigns(colleague, number, Some(colleague.account())).await.expect("it is taken");
    assert_eq!(try_it(seen(now_seen)).await, Some(Refusal::ChangedMeanwhile), "a colleague has taken it");
    let late = house.storage.inquiry_end(desk, number, now_seen, now()).await;
    assert_eq!(refusal(late), Some(Refusal::ChangedMeanwhile));
    let secretariat = desk.as_secretariat().expect("the secretariat");
    let late = house.storage.inquiry_assign(&secretariat, number, None, now_seen, now()).await;
    assert_eq!(refusal(late), Some(Refusal::ChangedMeanwhile), "of two who take it, one is told");

    // What colleagues do among themselves is no news to the citizen, whose page was shown before it.
    let before = house.asked(&receipt.link).await.unwrap().revision;
    house.notes(desk, number, "まもなく回答します。").await;
    house.assigns(desk, number, Some(desk.account())).await.expect("it is taken");
    assert_eq!(house.asked(&receipt.link).await.unwrap().revision, before);
    let now_seen = house.at_desk(desk, number).await.revision();
    assert_eq!(try_it(seen(now_seen)).await, None);
    assert_eq!(house.at_desk(desk, number).await.assignee.map(|who| who.id), Some(desk.account()));
}

#[tokio::test]
async fn a_note_reaches_no_path_of_the_citizen() {
    const CANARY: &str = "カナリアの内部メモ";
    let house = House::with(1).await;
    let receipt = house.ask(TARO).await;
    let desk = house.hires("田中 恵", Role::Secretariat).await;
    house.notes(desk, &receipt.reference, CANARY).await;
    house.answer(&receipt.reference).await;
    let told = format!("{:?}{:?}", house.asked(&receipt.link).await, house.mails().await);
    assert!(!told.contains(CANARY));
    assert!(format!("{:?}", house.at_desk(desk, &receipt.reference).await).contains(CANARY));
    let mut raw = house.raw().await;
    let audited: String =
        sqlx::query_scalar("SELECT group_concat(act || detail) FROM audit").fetch_one(&mut raw).await.unwrap();
    assert!(audited.contains("inquiry.noted") && !audited.contains(CANARY));
}

#[tokio::test]
async fn the_inbox_has_what_is_overdue_first_and_each_part_holds_what_it_says() {
    let house = House::with(1).await;
    let desk = house.hires("田中 恵", Role::Secretariat).await;
    let number = async |text: &str, at: i64| house.asks(&format!("p{}@example.jp", -at), text, at).await;
    let answered = number("回答済みです。", -9 * DAY).await;
    let late = number("期限を過ぎています。", -20 * DAY).await;
    let newest = number("今朝の質問です。", 0).await;
    let mine = number("担当しています。", -DAY).await;
    let closed = number("終わりました。", -8 * DAY).await;
    house.answer(&answered.reference).await;
    house.assigns(desk, &mine.reference, Some(desk.account())).await.expect("it is taken");
    let seen = house.at_desk(desk, &closed.reference).await.revision();
    house.storage.inquiry_end(desk, &closed.reference, seen, now()).await.expect("it is ended");
    let bot = NewInquiry { suspected: true, ..question("bot@example.jp", house.key()) };
    let aside = house.storage.inquiry_create(bot, now()).await.expect("it looks taken");

    let all = house.inbox(desk, InboxView::All, "").await;
    let counts = InboxCounts { open: 3, new: 2, mine: 1, waiting: 1, closed: 1, all: 5, overdue: 1 };
    assert_eq!(all.counts, counts);
    assert_eq!((all.found, all.entries.len()), (5, 5));
    assert_eq!(&subjects(&all)[..3], ["期限を過ぎています。", "担当しています。", "今朝の質問です。"]);
    for view in InboxView::of(&desk) {
        let part = house.inbox(desk, *view, "").await;
        assert_eq!(part.found, counts.of(*view), "{view:?}");
        assert_eq!(part.entries.len() as u64, part.found, "{view:?}");
    }
    assert_eq!(subjects(&house.inbox(desk, InboxView::New, "").await), ["期限を過ぎています。", "今朝の質問です。"]);
    assert_eq!(subjects(&house.inbox(desk, InboxView::Mine, "").await), ["担当しています。"]);
    assert_eq!(subjects(&house.inbox(desk, InboxView::Waiting, "").await), ["回答済みです。"]);
    assert_eq!(subjects(&house.inbox(desk, InboxView::Closed, "").await), ["終わりました。"]);
    assert_eq!(house.storage.inquiry_waiting(desk).await.unwrap(), 3);

    // What was set aside is found by its number, and put right by whoever takes it.
    assert!(house.inbox(desk, InboxView::All, "bot").await.entries.is_empty());
    let found = house.inbox(desk, InboxView::All, &aside.reference.to_string()).await;
    assert!(found.entries[0].is_set_aside);
    house.assigns(desk, &aside.reference, Some(desk.account())).await.expect("it is taken");
    assert_eq!(house.inbox(desk, InboxView::Mine, "").await.found, 2);
    let late = house.at_desk(desk, &late.reference).await;
    assert!(late.inquiry.reply_due < Some(now().tokyo_date()) && newest.reply_due > now().tokyo_date());
    house.assert_in_order().await;
}

#[tokio::test]
async fn words_are_found_however_they_are_typed_and_wherever_they_stand() {
    let house = House::with(1).await;
    let desk = house.hires("田中 恵", Role::Secretariat).await;
    let receipt = house.asks("Hanako@Example.jp", "ＶＰＮとサーバーの選びかた", 0).await;
    let call = house.calls(desk, caller()).await;
    house.asks("other@example.jp", "就業規則のこと", 0).await;
    house.notes(desk, &receipt.reference, "ルーターが古い。").await;
    let found = async |typed: &str| house.inbox(desk, InboxView::All, typed).await.found;
    for (typed, times) in [
        ("vpn", 1),
        ("さーば", 1),
        ("VPN ルータ", 1),
        ("ルーター 就業", 0),
        ("hanako@example.jp", 1),
        ("高木", 1),
        ("ミドリさーびす", 1),
        ("０３（５４２２）１５１７", 1),
        (" ", 3),
        ("ありません", 0),
    ] {
        assert_eq!(found(typed).await, times, "{typed}");
    }
    assert_eq!(found(&call.to_string().to_lowercase()).await, 1);
    assert_eq!(found(&receipt.reference.as_str()[..6]).await, 1);
}

#[tokio::test]
async fn whoever_calls_without_mail_is_owed_none_and_whoever_has_mail_is_told() {
    let house = House::with(1).await;
    let desk = house.hires("田中 恵", Role::Secretariat).await;
    let number = house.calls(desk, caller()).await;
    let call = house.at_desk(desk, &number).await;
    assert_eq!((call.channel, &call.inquiry.inquirer), (Channel::Phone, &caller()));
    assert_eq!(call.history[0].by.as_ref().map(|by| by.name.as_str()), Some("田中 恵"));
    let answer = house.says(desk, &number, "電話でお伝えしました。").await;
    house.storage.inquiry_answer(desk, number.clone(), answer, now()).await.expect("it is answered");
    let seen = house.at_desk(desk, &number).await;
    assert_eq!(seen.inquiry.state, InquiryState::Answered);
    house.storage.inquiry_end(desk, &number, seen.revision(), now()).await.expect("it is ended");
    assert!(house.mails().await.is_empty());
    let mut raw = house.raw().await;
    let links: i64 = sqlx::query_scalar("SELECT count(*) FROM inquiry_link").fetch_one(&mut raw).await.unwrap();
    assert_eq!(links, 0);

    let reach = Reach::Mail { email: domain::contact::EmailAddress::parse(TARO).unwrap(), phone: None };
    house.calls(desk, Inquirer { reach, ..caller() }).await;
    let mails = house.mails().await;
    assert_eq!(told(&mails), [(NoticeKind::InquiryReceived, TARO)]);
    assert!(house.asked(&mails[0].link).await.is_some());
    house.assert_in_order().await;
}

#[tokio::test]
async fn nobody_is_given_an_inquiry_who_cannot_answer_it() {
    let house = House::with(1).await;
    let receipt = house.ask(TARO).await;
    let desk = house.hires("田中 恵", Role::Secretariat).await;
    let gone = house.hires("前田 隆", Role::Expert).await;
    let mut raw = house.raw().await;
    sqlx::query("UPDATE account SET disabled_at = 1 WHERE id = ?")
        .bind(gone.account().0)
        .execute(&mut raw)
        .await
        .unwrap();
    for nobody in [gone.account(), AccountId(99)] {
        let given = house.assigns(desk, &receipt.reference, Some(nobody)).await;
        assert_eq!(refusal(given), Some(Refusal::UnknownColleague));
    }
    let names: Vec<_> = house.storage.inquiry_colleagues().await.unwrap().into_iter().map(|who| who.id).collect();
    assert_eq!(names, [desk.account()]);
    house.assigns(desk, &receipt.reference, Some(desk.account())).await.expect("it is taken");
    house.assigns(desk, &receipt.reference, None).await.expect("it is let go");
    let open = house.inbox(desk, InboxView::New, "").await;
    assert_eq!((open.found, open.entries[0].assignee.as_ref()), (1, None));
}

#[tokio::test]
async fn what_was_written_before_there_was_a_search_is_found_too() {
    let house = House::with(1).await;
    let receipt = house.asks(TARO, "サーバーのこと", 0).await;
    let desk = house.hires("田中 恵", Role::Secretariat).await;
    let mut raw = house.raw().await;
    for table in ["UPDATE inquiry SET search_key = NULL", "UPDATE inquiry_message SET search_key = NULL"] {
        sqlx::query(table).execute(&mut raw).await.unwrap();
    }
    assert_eq!(house.inbox(desk, InboxView::All, "さーば").await.found, 0);
    let again = Storage::open(options(house.storage.path().to_owned(), &house.chance)).await.expect("it opens");
    for typed in ["さーば", "taro@example.jp", receipt.reference.as_str()] {
        let wish = InboxWish { words: typed.to_owned(), page: 1, ..InboxWish::default() };
        assert_eq!(again.inquiry_inbox(desk, &wish, now()).await.unwrap().found, 1, "{typed}");
    }
    house.assert_in_order().await;
}

#[tokio::test]
async fn the_database_itself_refuses_an_inquiry_of_nobody_who_can_be_reached() {
    let house = House::with(1).await;
    house.ask(TARO).await;
    let desk = house.hires("田中 恵", Role::Secretariat).await;
    house.calls(desk, caller()).await;
    let mut raw = house.raw().await;
    for (statement, wall) in [
        ("UPDATE inquiry SET phone = NULL WHERE channel = 'phone'", "inquiry_can_be_reached"),
        ("UPDATE inquiry SET email = NULL, email_identity = NULL WHERE channel = 'site'", "inquiry_can_be_reached"),
        ("UPDATE inquiry SET email_identity = NULL WHERE channel = 'site'", "inquiry_address_has_identity"),
        ("UPDATE inquiry SET channel = 'fax'", "inquiry_channel_known"),
        ("UPDATE inquiry SET assignee_id = 99", "FOREIGN KEY"),
        ("UPDATE inquiry_message SET account_id = 1", "inquiry_message_account_answers"),
        (
            "INSERT INTO inquiry_note (inquiry_id, account_id, body, search_key, form_key, written_at) VALUES (1, 1, '', '', x'', 1)",
            "inquiry_note_length",
        ),
    ] {
        match sqlx::query(statement).execute(&mut raw).await {
            Ok(_) => panic!("the database lets pass: {statement}"),
            Err(error) => assert!(error.to_string().contains(wall), "{statement}: {error}"),
        }
    }
}
