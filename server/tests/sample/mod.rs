//! An event and a registration to begin from; each test changes what it is about.

use domain::contact::{EmailAddress, PostalCode};
use domain::event::{
    Audience, Bilingual, Event, EventDraft, EventId, EventKind, EventState, Format, Particulars, Place,
    RegistrationWindow, Topic, Venue, When,
};
use domain::inquiry::desk::Channel;
use domain::language::Language;
use domain::organisation::{OrganisationKind, OrganisationName};
use domain::person::{Kana, PersonName};
use domain::place::Prefecture;
use domain::reference::{EventCode, ReferenceNumber};
use domain::registration::{Applicant, Attendance, Registration, RegistrationId, RegistrationState};
use domain::time::Timestamp;
use jiff::civil::{date, time};

/// 2026-11-01 at nine in the morning, in Japan.
pub(crate) fn now() -> Timestamp {
    Timestamp::from_tokyo(date(2026, 11, 1).at(9, 0, 0, 0))
}

/// A hybrid seminar in Tokyo on Tuesday, 1 December 2026, with 100 seats.
pub(crate) fn draft() -> EventDraft {
    EventDraft {
        code: EventCode::parse("KT4-XW2M").expect("a code"),
        kind: EventKind::Seminar,
        title: Bilingual::both("はじめてのテレワーク セキュリティ入門", "Security basics for telework"),
        state: EventState::Published,
        when: When::on(date(2026, 12, 1), time(14, 0, 0, 0), time(16, 0, 0, 0)),
        place: Place {
            format: Format::Hybrid,
            prefecture: Some(Prefecture::Tokyo),
            government_code: None,
            venue: Some(Venue {
                name: Bilingual::both("産業会館 第1会議室", "Industry Hall, Room 1"),
                postal_code: Some(PostalCode::parse("1008926").expect("a code")),
                city: Some(Bilingual::both("千代田区", "Chiyoda")),
                town: Some("霞が関".to_owned()),
                block: Some("2-1-2".to_owned()),
                latitude: Some("35.675".to_owned()),
                longitude: Some("139.750".to_owned()),
                access: Some(Bilingual::both("霞ケ関駅から徒歩3分", "Three minutes from Kasumigaseki")),
                ..Venue::default()
            }),
            joining: Some(Bilingual::both(
                "ウェブ会議（https://meet.example.jp/kt4）でつなぎます。",
                "By web meeting: https://meet.example.jp/kt4",
            )),
        },
        topics: vec![Topic::Security],
        audience: Audience::Both,
        capacity: Some(100),
        reserved: 0,
        seats_per_registration: 3,
        window: RegistrationWindow {
            opens_at: None,
            closes_at: Timestamp::from_tokyo(date(2026, 11, 28).at(0, 0, 0, 0)),
        },
        particulars: Particulars {
            summary: Some(Bilingual::both(
                "家から働くときの守り方を、例をもとに学びます。",
                "How to stay safe at home.",
            )),
            ..Particulars::default()
        },
    }
}

/// The same event, stored.
pub(crate) fn event() -> Event {
    Event { id: EventId(1), revision: 2, changed_at: now().plus_seconds(-3_600), draft: draft() }
}

/// Taro Yamada of a small company, online, one seat.
pub(crate) fn applicant() -> Applicant {
    Applicant {
        name: PersonName::parse("山田 太郎").expect("a name"),
        kana: Kana::parse("ヤマダ タロウ").expect("a reading"),
        email: EmailAddress::parse("taro@example.jp").ok(),
        phone: None,
        organisation: OrganisationName::parse("山田製作所").expect("a name"),
        organisation_kind: OrganisationKind::SmallCompany,
        prefecture: Prefecture::Tokyo,
        attendance: Attendance::Online,
        seats: 1,
        topics: vec![Topic::Security],
        question: None,
        access_needs: None,
    }
}

/// The applicant's registration.
pub(crate) fn registration(state: RegistrationState) -> Registration {
    Registration {
        id: RegistrationId(1),
        event: EventId(1),
        reference: ReferenceNumber::parse("KX7MP4RT").unwrap_or_else(|_| ReferenceNumber::from_random([7; 16])),
        state,
        position: (state == RegistrationState::Waiting).then_some(3),
        offer: (state == RegistrationState::Offered)
            .then(|| domain::offer::Offer { until: now().plus_seconds(24 * 60 * 60), outcome: None }),
        applicant: applicant(),
        channel: Channel::Site,
        cancel_reason: None,
        language: Language::Japanese,
        revision: 1,
        created_at: now(),
        changed_at: now(),
    }
}
