//! Faults from outside, against the real program: it is killed at any moment, its disk is full. Nothing that
//! was acknowledged is lost, nothing is acknowledged that was not done.

#![cfg(target_os = "linux")]
#![expect(clippy::expect_used, reason = "a test that cannot be set up has failed")]

mod desk;

use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use desk::{Desk, Service, said};

const DEMO: [&str; 5] = ["--demo", "--now", "2026-11-01T09:00", "--rate-limits", "off"];
const BOUNDARY: &str = "a-boundary-of-our-own";

/// The value of the hidden field `name`.
fn field<'a>(page: &'a str, name: &str) -> Option<&'a str> {
    let from = page.find(&format!("name=\"{name}\" value=\""))?;
    page[from..].split('"').nth(3)
}

fn location(answer: &str) -> Option<String> {
    answer.split("location: ").nth(1)?.lines().next().map(str::to_owned)
}

impl Service {
    fn status(&self, path: &str) -> Option<u16> {
        self.asks("GET", path, "").map(|(status, _)| status)
    }

    /// The form of an event that takes registrations.
    fn finds_a_form(&self) -> String {
        let list = self.asks("GET", "/events?format=online", "").expect("an answer").1;
        list.split("href=\"/events/")
            .skip(1)
            .filter_map(|rest| Some(format!("/events/{}/register", rest.get(..8)?)))
            .find(|path| self.asks("GET", path, "").is_some_and(|(_, page)| field(&page, "key").is_some()))
            .expect("an event that takes registrations")
    }

    /// A registration, filled and checked, as it is sent; none where the form does not come.
    fn fills(&self, path: &str, person: &str) -> Option<String> {
        let (_, page) = self.asks("GET", path, "")?;
        let key = field(&page, "key")?;
        Some(format!(
            "key={key}&step=confirm&promised=line&attendance=online&name=Taro&kana=Taro&email={person}@example.jp\
             &organisation=X&consent=yes&organisation_kind=other&prefecture=13"
        ))
    }

    /// Sends an inquiry with a file, from the form with `key`.
    fn asks_with_a_file(&self, key: &str, step: &str) -> (u16, String) {
        let fields = [("key", key), ("step", step), ("topic", "security"), ("email", "yuki@example.jp")];
        let rest = [("message", "画面の写真を添えます。"), ("consent", "yes")];
        let part = |(name, value)| {
            format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
        };
        let file = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"attachments\"; filename=\"log.txt\"\r\n\r\n{}\r\n\
             --{BOUNDARY}--\r\n",
            "a line of the log\n".repeat(50_000)
        );
        let body: String = fields.into_iter().chain(rest).map(part).chain([file]).collect();
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        self.exchanges("POST", "/inquiries/new", &kind, &body).expect("an answer")
    }

    /// Lets none of its files grow beyond so many bytes; none: as far as they like.
    fn has_room_for(&self, bytes: Option<u64>) {
        let limit = bytes.map_or("unlimited".to_owned(), |bytes| bytes.to_string());
        let set = Command::new("prlimit").args(["--pid", &self.id(), &format!("--fsize={limit}:")]).status();
        assert!(set.expect("prlimit runs").success());
    }
}

#[test]
fn what_was_acknowledged_outlives_a_kill_at_any_moment() {
    assert_outlives_kills(50);
}

#[test]
#[ignore = "takes two minutes; cargo xtask test runs it"]
fn what_was_acknowledged_outlives_two_hundred_kills() {
    assert_outlives_kills(200);
}

/// Kills the program so many times while people register, in one life of its database.
fn assert_outlives_kills(rounds: usize) {
    let desk = Desk::new();
    let mut acknowledged = Vec::new();
    let path = desk.serves(&DEMO).finds_a_form();
    for round in 0..rounds {
        let service = desk.serves(&DEMO);
        let answered = AtomicUsize::new(0);
        let before = acknowledged.len();
        std::thread::scope(|scope| {
            let (service, path, answered) = (&service, &path, &answered);
            let people: Vec<_> = (0..4)
                .map(|person| {
                    scope.spawn(move || {
                        let mut links = Vec::new();
                        for number in 0..40 {
                            let Some(body) = service.fills(path, &format!("r{round}p{person}n{number}")) else { break };
                            let Some((status, answer)) = service.asks("POST", path, &body) else { break };
                            // A kill in the middle of an answer leaves a part of it, which says nothing.
                            if !answer.contains("\r\n\r\n") {
                                break;
                            }
                            assert_eq!(status, 303, "{answer}");
                            let Some(link) = location(&answer) else { break };
                            links.push(link);
                            answered.fetch_add(1, Ordering::SeqCst);
                        }
                        links
                    })
                })
                .collect();
            // Each round is killed in the middle of others, at another moment.
            let since = Instant::now();
            while answered.load(Ordering::SeqCst) <= round % 8 && since.elapsed() < Duration::from_secs(10) {
                std::thread::yield_now();
            }
            service.signals("-KILL");
            for person in people {
                acknowledged.extend(person.join().expect("they come home"));
            }
        });
        assert!(acknowledged.len() > before, "the kill of round {round} came too early to mean anything");
    }
    let (code, out, error) = said(&desk.runs(&["check"]));
    assert_eq!(code, Some(0), "{out}{error}");
    let service = desk.serves(&DEMO);
    for link in acknowledged {
        assert_eq!(service.status(&link), Some(200), "{link} is lost");
    }
}

#[test]
fn a_full_disk_is_told_costs_nothing_and_is_over_as_soon_as_there_is_room() {
    let desk = Desk::new();
    let mut service = desk.serves(&DEMO);
    let path = service.finds_a_form();
    let mut acknowledged = Vec::new();
    let grown = || std::fs::metadata(desk.path("data/telework.db-wal")).map_or(0, |log| log.len());
    // Not a byte more; and room for a few, until it is full while people register.
    for (round, room) in [(0, None), (1, Some(256 * 1024))] {
        let (_, form) = service.asks("GET", "/inquiries/new?topic=security", "").expect("a form");
        let key = field(&form, "key").expect("a key").to_owned();
        service.has_room_for(Some(room.map_or(0, |more| grown() + more)));
        let mut turned_away = None;
        for number in 0..2_000 {
            let body = service.fills(&path, &format!("full{round}n{number}")).expect("the form comes all the same");
            let (status, answer) = service.asks("POST", &path, &body).expect("an answer");
            if let Some(link) = location(&answer) {
                acknowledged.push(link);
                continue;
            }
            assert_eq!(status, 503, "{answer}");
            turned_away = Some((body, answer));
            break;
        }
        let (body, answer) = turned_away.expect("the disk was never full");
        let (status, refused) = service.asks_with_a_file(&key, "check");
        assert_eq!(status, 503, "{refused}");
        for told in [answer, refused] {
            assert!(told.contains("エラーの番号：") && told.contains("retry-after:"), "{told}");
            assert!(told.contains("入力した内容に戻れます"), "{told}");
        }
        for public in ["/", "/events", "/faq", &path, "/inquiries/new?topic=security", "/healthz"] {
            assert_eq!(service.status(public), Some(200), "{public}");
        }
        assert!(acknowledged.iter().all(|link| service.status(link) == Some(200)));

        service.has_room_for(None);
        let (status, answer) = service.asks("POST", &path, &body).expect("an answer");
        assert_eq!(status, 303, "there is room again: {answer}");
        let link = location(&answer).expect("it leads on");
        let again = service.asks("POST", &path, &body).and_then(|(_, again)| location(&again));
        assert_eq!(again.as_ref(), Some(&link), "sent twice, registered once");
        acknowledged.push(link);
        let (status, check) = service.asks_with_a_file(&key, "check");
        assert_eq!(status, 200, "{check}");
        let (status, asked) = service.asks_with_a_file(&key, "confirm");
        assert_eq!(status, 303, "{asked}");
        acknowledged.push(location(&asked).expect("it leads on"));
    }
    assert!(acknowledged.len() > 4, "nobody registered before the disk was full");
    service.signals("-TERM");
    assert_eq!(service.ends(), Some(0));
    let (code, out, error) = said(&desk.runs(&["check"]));
    assert_eq!(code, Some(0), "{out}{error}");
    let service = desk.serves(&DEMO);
    for link in acknowledged {
        assert_eq!(service.status(&link), Some(200), "{link} is lost");
    }
}
