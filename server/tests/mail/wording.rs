//! What a mail says: every notice in both languages, and what others wrote in it.

use std::sync::Arc;

use domain::account::{Account, AccountId, Role};
use domain::availability::{Length, Meeting, Slot, Wish};
use domain::consultation::{
    Client, ClientOrganisation, Consultation, ConsultationId, ConsultationState, Proposal, SheetStanding, TimeOffer,
    Waiting, WaitingFor, WaitingId, WaitingState,
};
use domain::contact::EmailAddress;
use domain::event::{Bilingual, Topic};
use domain::event_table::MeetingTable;
use domain::expert::ExpertProfile;
use domain::inquiry::desk::Channel;
use domain::inquiry::{Author, InquiryState, MessageText, Respondent};
use domain::language::Language;
use domain::notice::NoticeKind;
use domain::offer::OfferOutcome;
use domain::organisation::OrganisationName;
use domain::person::PersonName;
use domain::reference::SecretToken;
use domain::registration::RegistrationState;
use domain::time::Timestamp;
use jiff::civil::date;
use server::mail::{Unwritable, compose};
use storage::{DueMail, MailSubject};

use super::{JA, content, header};
use crate::mail_server::read_all;
use crate::post_office::{self, PostOffice};
use crate::sample;

/// A notice of `kind` about a registration that stands as it would.
fn due(kind: NoticeKind, language: Language) -> DueMail {
    let state = match kind {
        NoticeKind::WaitingListed | NoticeKind::OfferLapsed => RegistrationState::Waiting,
        NoticeKind::SeatOffered => RegistrationState::Offered,
        NoticeKind::Cancelled | NoticeKind::CancelledByDesk | NoticeKind::OfferDeclined => RegistrationState::Cancelled,
        _ => RegistrationState::Seated,
    };
    let subject = match kind {
        NoticeKind::Links => MailSubject::Mailbox,
        NoticeKind::StaffInvited
        | NoticeKind::StaffReset
        | NoticeKind::StaffPasswordChanged
        | NoticeKind::StaffSecondFactorChanged
        | NoticeKind::StaffRecoveryCodeUsed => about_account(),
        NoticeKind::InquiryReceived
        | NoticeKind::InquiryMessageAdded
        | NoticeKind::InquiryAnswered
        | NoticeKind::InquiryClosed
        | NoticeKind::InquiryReopened
        | NoticeKind::InquiryEnded => about_inquiry(kind),
        kind if kind.slug().starts_with("waiting_") && kind != NoticeKind::WaitingListed => about_waiting(kind),
        kind if is_about_a_consultation(kind) => about_consultation(kind),
        _ => MailSubject::Registration {
            registration: Box::new(sample::registration(state)),
            event: Arc::new(sample::event()),
            moved_from: None,
        },
    };
    DueMail {
        id: 1,
        kind,
        language,
        recipient: "taro@example.jp".to_owned(),
        message_key: format!("{}-{}", kind.slug().replace('_', "-"), language.code()),
        attempts: 1,
        created_at: sample::now(),
        subject: Some(subject),
        link: SecretToken::from_random([3; 32]),
    }
}

fn is_about_a_consultation(kind: NoticeKind) -> bool {
    kind.is_for_expert() || kind.slug().starts_with("consultation_")
}

/// Somebody who waits, as they stand when a mail of `kind` is owed.
fn about_waiting(kind: NoticeKind) -> MailSubject {
    let MailSubject::Consultation { consultation, expert, .. } = about_consultation(NoticeKind::ConsultationBooked)
    else {
        unreachable!("it is about a consultation")
    };
    let state = match kind {
        NoticeKind::WaitingOffered => WaitingState::Offered,
        NoticeKind::WaitingLeft => WaitingState::Left,
        NoticeKind::WaitingEnded => WaitingState::Ended,
        _ => WaitingState::Waiting,
    };
    let offer = matches!(kind, NoticeKind::WaitingOffered | NoticeKind::WaitingLapsed).then(|| TimeOffer {
        expert: consultation.expert,
        slot: consultation.slot,
        until: consultation.slot.starts_at,
        hold: None,
        outcome: (kind == NoticeKind::WaitingLapsed).then_some(OfferOutcome::Lapsed),
    });
    let day = consultation.slot.starts_at.tokyo_date();
    let waiting = Waiting {
        id: WaitingId(1),
        reference: consultation.reference.clone(),
        state,
        wanted: WaitingFor { wish: consultation.wish, expert: None, from: day, until: day },
        name: consultation.client.name.clone(),
        email: EmailAddress::parse("taro@example.jp").expect("an address"),
        offer,
        language: JA,
        created_at: sample::now(),
    };
    MailSubject::Waiting { waiting: Box::new(waiting), expert: Some(expert) }
}

/// A consultation as it stands when a mail of `kind` is owed.
fn about_consultation(kind: NoticeKind) -> MailSubject {
    let applicant = sample::registration(RegistrationState::Seated).applicant;
    let slot =
        |day| Slot { starts_at: Timestamp::from_tokyo(date(2026, 12, day).at(10, 0, 0, 0)), length: Length::Sixty };
    let state = match kind {
        NoticeKind::ConsultationRequested | NoticeKind::ExpertToConfirm => ConsultationState::Requested,
        NoticeKind::ConsultationCancelled | NoticeKind::ExpertReleased => ConsultationState::Cancelled,
        NoticeKind::ConsultationEnded => ConsultationState::Ended,
        NoticeKind::ConsultationReported => ConsultationState::Attended,
        _ => ConsultationState::Confirmed,
    };
    let until = slot(1).starts_at;
    let proposal = (kind == NoticeKind::ConsultationProposed).then(|| Proposal {
        expert: AccountId(1),
        slot: slot(9),
        until,
        outcome: None,
    });
    let client = Client {
        name: applicant.name,
        kana: applicant.kana,
        email: applicant.email,
        phone: None,
        organisation: ClientOrganisation {
            name: applicant.organisation,
            kana: None,
            kind: applicant.organisation_kind,
            corporate_number: None,
            prefecture: applicant.prefecture,
            employees: None,
        },
        address: None,
        question: "https://evil.example/ を見てください".to_owned(),
        access_needs: None,
        people: Vec::new(),
    };
    let consultation = Consultation {
        id: ConsultationId(1),
        reference: sample::registration(RegistrationState::Seated).reference,
        state,
        expert: AccountId(1),
        slot: slot(8),
        wish: Wish { topic: Topic::Security, meeting: Meeting::Online, length: Length::Sixty },
        table: None,
        free_until: slot(3).starts_at,
        sheet: SheetStanding { due_at: slot(5).starts_at, saved_at: None },
        proposal,
        client,
        channel: Channel::Site,
        end_reason: (state == ConsultationState::Ended).then(|| "専門家の都合により".to_owned()),
        language: JA,
        revision: 1,
        created_at: sample::now(),
        changed_at: sample::now(),
    };
    let expert = ExpertProfile {
        name: Bilingual::both("久保田 美咲", "Misaki Kubota"),
        title: Bilingual::both("テレワークマネージャー", "Telework manager"),
        qualifications: Vec::new(),
        introduction: Bilingual::default(),
        languages: vec![JA],
        region: None,
    };
    let moved_from = (kind == NoticeKind::ConsultationMoved).then(|| slot(7).starts_at);
    MailSubject::Consultation { consultation: Box::new(consultation), expert: Box::new(expert), moved_from }
}

/// Somebody's account.
fn about_account() -> MailSubject {
    MailSubject::Account(Box::new(Account {
        id: AccountId(1),
        email: EmailAddress::parse("taro@example.jp").expect("an address"),
        name: PersonName::parse("山田 太郎").expect("a name"),
        role: Role::Expert,
        language: JA,
        disabled_at: None,
    }))
}

/// An inquiry as it stands when a notice of `kind` is written, and the message that it tells of.
fn about_inquiry(kind: NoticeKind) -> MailSubject {
    let state = match kind {
        NoticeKind::InquiryReceived => InquiryState::Received,
        NoticeKind::InquiryAnswered => InquiryState::Answered,
        NoticeKind::InquiryClosed | NoticeKind::InquiryEnded => InquiryState::Closed,
        _ => InquiryState::InHand,
    };
    let inquiry = post_office::inquiry(state);
    let told = match kind {
        NoticeKind::InquiryAnswered => inquiry.last_answer(),
        NoticeKind::InquiryMessageAdded | NoticeKind::InquiryReopened => inquiry.messages.last(),
        _ => None,
    };
    let message = told.map(|message| message.id);
    MailSubject::Inquiry { inquiry: Box::new(inquiry), message }
}

fn formatted(mail: &DueMail) -> Vec<u8> {
    compose(mail, &PostOffice::settings()).expect("it is written").formatted()
}

#[test]
fn every_notice_is_whole_in_both_languages() {
    let all: Vec<DueMail> =
        Language::ALL.into_iter().flat_map(|language| NoticeKind::ALL.map(|kind| due(kind, language))).collect();
    let Some(mails) = read_all(&all.iter().map(formatted).collect::<Vec<_>>()) else { return };
    let number = sample::registration(RegistrationState::Seated).reference.to_string();
    for (mail, read) in all.iter().zip(&mails) {
        let (subject, link) = (header(read, "subject"), mail.link.as_str());
        for secret in [link, &number, &number.replace(' ', ""), "山田", "taro"] {
            assert!(!subject.contains(secret), "{subject}");
        }
        assert_eq!(header(read, "content-language"), mail.language.code());
        for kind in ["text/plain", "text/html"] {
            let text = content(read, kind);
            let is_of_consultation =
                matches!(mail.subject, Some(MailSubject::Consultation { .. } | MailSubject::Waiting { .. }));
            let has_a_number = mail.registration().is_some() || mail.inquiry().is_some() || is_of_consultation;
            assert!(!text.contains("evil.example"), "what somebody typed is not repeated: {text}");
            assert_eq!(text.contains(&number), has_a_number, "{text}");
            assert!(text.contains("03-5422-1517"), "{text}");
            assert!(text.contains("9:00–17:00") || text.contains("9:00〜17:00"), "{text}");
            assert!(text.contains("https://telework.example.jp/"), "{text}");
            let is_given_up = matches!(
                mail.kind,
                NoticeKind::Cancelled
                    | NoticeKind::CancelledByDesk
                    | NoticeKind::OfferDeclined
                    | NoticeKind::ConsultationCancelled
                    | NoticeKind::ConsultationEnded
                    | NoticeKind::WaitingLeft
                    | NoticeKind::WaitingEnded
            );
            // Of the experts' links one confirms; all else they do at the desk.
            let is_given_up = is_given_up || (mail.kind.is_for_expert() && mail.kind != NoticeKind::ExpertToConfirm);
            assert_eq!(text.contains(link), !is_given_up, "{:?}", mail.kind);
            assert!(!text.contains("{}") && !text.contains("\\n"), "{text}");
        }
        let calendars = read["parts"].as_array().expect("parts").iter().filter(|part| part["type"] == "text/calendar");
        let is_to_client = matches!(mail.subject, Some(MailSubject::Consultation { .. })) && !mail.kind.is_for_expert();
        assert_eq!(calendars.count(), usize::from(mail.registration().is_some() || is_to_client));
    }
}

#[test]
fn a_mail_about_a_time_at_a_table_names_the_meeting_its_venue_and_the_table() {
    for (language, wanted) in [
        (JA, ["はじめてのテレワーク セキュリティ入門", "産業会館 第1会議室", "テーブル2", "取り消しは"]),
        (
            Language::English,
            ["Security basics for telework", "Industry Hall, Room 1", "Table 2", "Please cancel it by"],
        ),
    ] {
        let mut mail = due(NoticeKind::ConsultationBooked, language);
        let Some(MailSubject::Consultation { consultation, .. }) = &mut mail.subject else {
            panic!("it is about a consultation");
        };
        consultation.wish.meeting = Meeting::AtTable(sample::draft().place.prefecture);
        consultation.table = Some(Box::new(MeetingTable::of(&sample::draft(), 2)));
        let Some(read) = read_all(&[formatted(&mail)]) else { return };
        let said = content(&read[0], "text/plain").replace("\r\n", "\n");
        for words in wanted {
            assert!(said.contains(words), "{words}: {said}");
        }
        let calendar = content(&read[0], "text/calendar").replace("\r\n ", "");
        assert!(calendar.contains(wanted[2]) && calendar.contains(wanted[0]), "{calendar}");
    }
}

#[test]
fn whatever_a_name_says_it_stays_a_name() {
    let typed = ["{link}", "{0} %s ${x}", "</p><script>alert(1)</script>", "太郎\" onload=\"x", "=?utf-8?q?Bcc?="];
    let mails: Vec<_> = typed
        .iter()
        .map(|name| {
            let mut mail = due(NoticeKind::Registered, JA);
            let mut registration = sample::registration(RegistrationState::Seated);
            registration.applicant.name = PersonName::parse(name).expect("a name");
            let mut event = sample::event();
            event.draft.title = Bilingual::japanese(format!("{name}\r\nBcc: e@x.yz\r\n\r\nevil"));
            let (registration, event) = (Box::new(registration), Arc::new(event));
            mail.subject = Some(MailSubject::Registration { registration, event, moved_from: None });
            formatted(&mail)
        })
        .collect();
    let Some(read) = read_all(&mails) else { return };
    for (mail, name) in read.iter().zip(typed) {
        assert!(mail["headers"].get("bcc").is_none());
        assert_eq!(header(mail, "subject"), format!("申込を受け付けました：{name} Bcc: e@x.yz evil（12月1日（火））"));
        assert!(content(mail, "text/plain").starts_with(&format!("{name} 様\r\n")), "as it was typed");
        let html = content(mail, "text/html");
        assert!(!html.contains("<script") && !html.contains("onload=\""), "{html}");
        assert_eq!(html.matches("</p>").count(), html.matches("<p ").count(), "{html}");
        assert_eq!(content(mail, "text/calendar").matches("ATTENDEE").count(), 1);
    }
}

#[test]
fn a_name_with_line_breaks_is_no_name() {
    assert!(PersonName::parse("太郎\r\nBcc: evil@example.com").is_err());
}

#[test]
fn an_address_that_carriers_gave_out_is_written_as_the_rules_want_it() {
    let mail = DueMail { recipient: "a..b.@docomo.ne.jp".to_owned(), ..due(NoticeKind::Registered, JA) };
    let message = compose(&mail, &PostOffice::settings()).expect("it is written");
    assert_eq!(message.envelope().to()[0].to_string(), "\"a..b.\"@docomo.ne.jp");
}

#[test]
fn what_cannot_be_written_is_said() {
    let gone = DueMail { subject: None, ..due(NoticeKind::Registered, JA) };
    assert_eq!(compose(&gone, &PostOffice::settings()).err(), Some(Unwritable::NothingToTell));
    let nowhere = DueMail { recipient: "nobody\r\nRCPT TO:<x@y.z>".to_owned(), ..due(NoticeKind::Registered, JA) };
    assert_eq!(compose(&nowhere, &PostOffice::settings()).err(), Some(Unwritable::Address));
}

#[test]
fn every_attempt_is_the_same_mail() {
    let mail = due(NoticeKind::Changed, Language::English);
    assert_eq!(formatted(&mail), formatted(&DueMail { attempts: 5, ..mail.clone() }));
}

#[test]
fn whatever_an_inquiry_and_its_answer_say_they_stay_text() {
    let typed = "{link} %s</p><script>alert(1)</script>\n\n■ 回答\n.\nFrom: e@x.yz\n--whole-1\nContent-Type: text/html";
    let mut mail = due(NoticeKind::InquiryAnswered, JA);
    let mut inquiry = post_office::inquiry(InquiryState::Answered);
    inquiry.subject = "a\r\nBcc: e@x.yz".to_owned();
    inquiry.inquirer.organisation = Some(OrganisationName::parse("<b>社\" {0}").expect("a name"));
    let message = inquiry.messages.last_mut().expect("an answer");
    message.text = MessageText::parse(typed).expect("a message");
    let respondent = Respondent::Expert {
        name: PersonName::parse("<i>久保田").expect("a name"),
        title: "専門家\r\nBcc: e@x.yz".to_owned(),
    };
    message.author = Author::Respondent(respondent);
    let message = Some(message.id);
    mail.subject = Some(MailSubject::Inquiry { inquiry: Box::new(inquiry), message });
    let Some(read) = read_all(&[formatted(&mail)]) else { return };
    assert!(read[0]["headers"].get("bcc").is_none());
    assert_eq!(read[0]["structure"], serde_json::json!(["multipart/alternative", "text/plain", "text/html"]));
    assert_eq!(header(&read[0], "subject"), "お問い合わせに回答しました（セキュリティ）");
    let text = content(&read[0], "text/plain").replace("\r\n", "\n");
    assert!(text.contains(typed) && text.starts_with("<b>社\" {0} ご担当者 様\n"), "{text}");
    let html = content(&read[0], "text/html");
    assert!(!html.contains("<script") && !html.contains("<b>") && !html.contains("<i>"), "{html}");
}

#[test]
fn a_mail_greets_whoever_is_known_and_says_how_it_stands_by_now() {
    let mut mail = due(NoticeKind::InquiryReceived, Language::English);
    let mut inquiry = post_office::inquiry(InquiryState::Answered);
    inquiry.inquirer.name = Some(PersonName::parse("Jane Doe").expect("a name"));
    mail.subject = Some(MailSubject::Inquiry { inquiry: Box::new(inquiry.clone()), message: None });
    inquiry.inquirer.name = None;
    let mut nameless = mail.clone();
    nameless.subject = Some(MailSubject::Inquiry { inquiry: Box::new(inquiry), message: None });
    let Some(read) = read_all(&[formatted(&mail), formatted(&nameless)]) else { return };
    assert!(content(&read[0], "text/plain").starts_with("Dear Jane Doe,\r\n"));
    assert!(content(&read[1], "text/plain").starts_with("Hello,\r\n"));
    assert!(content(&read[0], "text/plain").contains("State: Answered"));
}
