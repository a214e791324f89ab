//! Everybody × every address: the desk's own list says whom an address admits; this walks through it with everybody
//! there is, by every method, to records that are theirs, somebody else's, or nobody's.

use axum::body::Body;
use domain::account::Role;
use domain::contact::EmailAddress;
use domain::event::{EventDraft, EventState};
use domain::language::Language;
use domain::person::PersonName;
use domain::reference::EventCode;
use server::http::staff::{Admits, STAFF};
use server::http::{PRIVATE, PUBLIC};
use storage::{AccountKeeper, NewAccount};

use crate::sample;
use crate::site::{Settings, Site, code, request};
use crate::visit::{Answer, Form, Visitor};

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asker {
    Nobody,
    Applicant,
    Expert,
    Helper,
    HelperWhoseTimeIsOver,
    Secretariat,
    DisabledSecretariat,
    EndedSession,
}

impl Asker {
    const ALL: [Self; 8] = [
        Self::Nobody,
        Self::Applicant,
        Self::Expert,
        Self::Helper,
        Self::HelperWhoseTimeIsOver,
        Self::Secretariat,
        Self::DisabledSecretariat,
        Self::EndedSession,
    ];

    /// The role of whoever is signed in.
    const fn role(self) -> Option<Role> {
        match self {
            Self::Expert => Some(Role::Expert),
            Self::Helper => Some(Role::CheckInHelper),
            Self::Secretariat => Some(Role::Secretariat),
            _ => None,
        }
    }
}

/// Whose record an address names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Record {
    /// The asker's own, or of the event whose door they keep.
    Own,
    /// Somebody else's, or of another event.
    Foreign,
    /// Nobody's.
    Missing,
}

const HIDDEN: [u8; 16] = [5; 16];

async fn site() -> Site {
    let draft = EventDraft { code: EventCode::from_random(HIDDEN), state: EventState::Draft, ..sample::draft() };
    Site::set(Settings::default(), &[sample::draft(), draft]).await
}

/// Signs `asker` in as far as they are; what a browser of theirs holds.
async fn visitor(site: &Site, asker: Asker) -> Visitor<'_> {
    match asker {
        Asker::Nobody => site.visitor("nobody@example.jp"),
        Asker::Applicant => {
            let applicant = site.visitor("taro@example.jp");
            applicant.own_page().await;
            applicant
        }
        Asker::HelperWhoseTimeIsOver => {
            let helper = site.signed_in(Role::CheckInHelper).await;
            site.moves_the_clock(366 * 86_400);
            let again = site.opens_a_session(&helper.email).await;
            site.moves_the_clock(1);
            again
        }
        Asker::DisabledSecretariat => {
            let gone = site.signed_in(Role::Secretariat).await;
            let other = site.employs_another().await;
            let list = other.opens("/staff/accounts").await;
            let own = list.links("tbody th a").into_iter().min().expect("it is listed");
            let page = other.follows(&own).await;
            page.assert_text("secretariat@example.jp");
            let form = Form { action: own, fields: vec![("act".to_owned(), "disable".to_owned())] };
            other.submits(&form).await.assert_status(200);
            gone
        }
        Asker::EndedSession => {
            let ended = site.signed_in(Role::Secretariat).await;
            site.moves_the_clock(12 * 3_600);
            ended
        }
        Asker::Expert | Asker::Helper | Asker::Secretariat => site.signed_in(asker.role().expect("a role")).await,
    }
}

impl Site {
    /// A second member of the secretariat, who has signed in and can look after the first.
    async fn employs_another(&self) -> Visitor<'_> {
        let email = "another@example.jp";
        let new = NewAccount {
            email: EmailAddress::parse(email).expect("an address"),
            name: PersonName::parse("佐野 渉").expect("a name"),
            role: Role::Secretariat,
            door: None,
            language: Language::Japanese,
        };
        let invited = self.storage.account_invite(AccountKeeper::Operator, &new, self.now()).await;
        let (_, link) = invited.expect("invited");
        let hash = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
        let name = PersonName::parse("佐野 渉").expect("a name");
        self.storage.invitation_accept(&link.hash(), &name, hash, self.now()).await.expect("taken up");
        self.opens_a_session(email).await
    }
}

/// The address that `pattern` stands for. Secrets and numbers of others are as good as missing ones.
fn address(site: &Site, pattern: &str, record: Record) -> String {
    let event = match record {
        Record::Own => code(),
        Record::Foreign => EventCode::from_random(HIDDEN),
        Record::Missing => EventCode::from_random([77; 16]),
    };
    let number = if record == Record::Own { "1" } else { "4711" };
    pattern
        .replace("{code}", event.as_str())
        .replace("{id}", number)
        .replace("{reference}", "KX7MP4RT")
        .replace("{token}", site.draws_a_link().as_str())
}

/// Sends an empty form.
async fn posts(visitor: &Visitor<'_>, path: &str) -> Answer {
    visitor.sends(&Form { action: path.to_owned(), fields: Vec::new() }).await
}

fn is_sent_to_sign_in(answer: &Answer) -> bool {
    answer.status == 303 && answer.header("location").is_some_and(|to| to.contains("/staff/sign-in"))
}

/// Whether whoever does `role` gets at a record of an address that admits `admits`.
fn may(role: Role, admits: Admits, record: Record) -> bool {
    match (admits, role) {
        // What is assigned to others is tried in the tests of the inbox: here no inquiry is anybody's.
        (Admits::Anybody | Admits::Staff, _) | (_, Role::Secretariat) | (Admits::Responders, Role::Expert) => true,
        (Admits::DoorKeepers, Role::CheckInHelper) => record == Record::Own,
        (Admits::DoorKeepers, Role::Expert) | (Admits::Responders, Role::CheckInHelper) | (Admits::Secretariat, _) => {
            false
        }
    }
}

#[tokio::test]
async fn every_address_of_the_desk_admits_whom_its_list_says_and_nobody_else() {
    for asker in Asker::ALL {
        let site = site().await;
        let visitor = visitor(&site, asker).await;
        for (pattern, admits) in STAFF.iter().copied().filter(|(_, admits)| *admits != Admits::Anybody) {
            for record in [Record::Own, Record::Foreign, Record::Missing] {
                let path = address(&site, pattern, record);
                for prefix in ["", "/en"] {
                    let path = format!("{prefix}{path}");
                    for method in ["GET", "POST"] {
                        let answer = if method == "GET" {
                            visitor.follows(&path).await
                        } else if asker.role().is_some_and(|role| may(role, admits, record)) {
                            // What they may do is tried in the tests of each page: here it would be done.
                            continue;
                        } else {
                            posts(&visitor, &path).await
                        };
                        let what = format!("{asker:?} {method} {pattern} {record:?}: {}", answer.status);
                        if answer.status == 405 {
                            continue;
                        }
                        match asker.role() {
                            None => assert!(is_sent_to_sign_in(&answer), "{what}"),
                            Some(role) if may(role, admits, record) => {
                                assert!(!is_sent_to_sign_in(&answer), "{what}");
                                let is_plain = !pattern.contains('{');
                                assert!(!is_plain || answer.status == 200, "{what}");
                            }
                            Some(_) => assert_eq!(answer.status, 404, "{what}"),
                        }
                    }
                }
            }
        }
    }
}

#[tokio::test]
async fn whoever_an_address_admits_may_send_there_and_an_empty_form_does_no_harm() {
    for asker in [Asker::Expert, Asker::Helper, Asker::Secretariat] {
        let site = site().await;
        let visitor = visitor(&site, asker).await;
        let role = asker.role().expect("a role");
        for (pattern, admits) in STAFF.iter().copied().filter(|(_, admits)| *admits != Admits::Anybody) {
            if !may(role, admits, Record::Own) {
                continue;
            }
            let answer = posts(&visitor, &address(&site, pattern, Record::Own)).await;
            let what = format!("{asker:?} {pattern}: {}", answer.status);
            assert!(!is_sent_to_sign_in(&answer), "{what}");
            let is_understood = matches!(answer.status, 200 | 303 | 400 | 405 | 422);
            assert!(is_understood || (pattern.contains('{') && answer.status == 404), "{what}");
            visitor.opens("/staff").await.assert_status(200);
        }
        assert_eq!(site.counted(), (0, 0), "nobody was registered");
    }
}

/// What can be told from an answer, without what is drawn anew for each.
fn told(answer: &Answer) -> (u16, String, Option<String>) {
    (answer.status, answer.text(), answer.header("location"))
}

#[tokio::test]
async fn what_somebody_may_not_know_of_looks_the_same_as_what_does_not_exist() {
    for asker in [Asker::Expert, Asker::Helper] {
        let site = site().await;
        let visitor = visitor(&site, asker).await;
        let role = asker.role().expect("a role");
        for (pattern, admits) in STAFF.iter().copied().filter(|(pattern, _)| pattern.contains('{')) {
            let missing = address(&site, pattern, Record::Missing);
            for record in [Record::Own, Record::Foreign] {
                if may(role, admits, record) {
                    continue;
                }
                let path = address(&site, pattern, record);
                let what = format!("{asker:?} {pattern} {record:?}");
                assert_eq!(told(&visitor.follows(&path).await), told(&visitor.follows(&missing).await), "{what}");
                assert_eq!(told(&posts(&visitor, &path).await), told(&posts(&visitor, &missing).await), "{what}");
            }
        }
    }
}

#[tokio::test]
async fn a_session_of_the_desk_opens_nothing_of_an_applicants() {
    let site = site().await;
    let applicant = site.visitor("taro@example.jp");
    let own = applicant.own_page().await;
    let boss = site.signed_in(Role::Secretariat).await;
    for pattern in PUBLIC.iter().chain(PRIVATE).filter(|pattern| pattern.contains("{token}")) {
        let path = address(&site, pattern, Record::Missing).replace("{id}", "1");
        let by_nobody = site.get(&path).await;
        assert_eq!(told(&boss.follows(&path).await), told(&by_nobody), "{pattern}");
        assert_eq!(by_nobody.status, 404, "{pattern}");
    }
    // Whoever has the link opens it, signed in or not: it says the same.
    assert_eq!(boss.follows(&own).await.number(), applicant.follows(&own).await.number());
}

#[tokio::test]
async fn the_islands_doors_tell_somebody_who_is_signed_in_no_more_than_anybody() {
    let site = site().await;
    let hidden = EventCode::from_random(HIDDEN);
    let ended = visitor(&site, Asker::EndedSession).await;
    for path in [
        format!("/do/seats_left?event={hidden}&language=ja"),
        format!("/do/seats_left?event={}&language=ja", EventCode::from_random([77; 16])),
        "/do/month?query=view%3Dmonth%26month%3D2026-12&language=ja".to_owned(),
        "/do/open_times?query=topic%3Dsecurity%26where%3Donline&language=ja".to_owned(),
    ] {
        let by_nobody = site.answers(request("GET", &path, Body::empty())).await;
        assert_eq!(told(&ended.follows(&path).await), told(&by_nobody), "{path}");
    }
}

#[tokio::test]
async fn nobody_signs_out_or_changes_an_account_from_another_site() {
    let site = site().await;
    let boss = site.signed_in(Role::Secretariat).await;
    let cookie = boss.cookie("__Host-session").expect("a session");
    for (pattern, _) in STAFF {
        let path = address(&site, pattern, Record::Own);
        let mut forged = request("POST", &path, Body::empty());
        for (name, value) in [
            ("origin", "https://evil.example"),
            ("sec-fetch-site", "cross-site"),
            ("content-type", "application/x-www-form-urlencoded"),
        ] {
            forged.headers_mut().insert(name, value.parse().expect("a header"));
        }
        let session = format!("__Host-session={cookie}");
        forged.headers_mut().insert("cookie", session.parse().expect("a header"));
        site.answers(forged).await.assert_status(403);
    }
    boss.opens("/staff").await.assert_status(200);
}
