//! The program as an operator runs it: what it answers, with which exit code, and what it leaves.

#![expect(clippy::expect_used, reason = "a test that cannot be set up has failed")]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// A folder with the program in it.
struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder") }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The program with settings of its own, whatever the environment says.
    fn program(&self, arguments: &[&str]) -> Command {
        let mut program = Command::new(env!("CARGO_BIN_EXE_telework-network"));
        program.env_clear().current_dir(self.folder.path()).args(arguments).stdin(Stdio::null());
        program
    }

    fn runs(&self, arguments: &[&str]) -> Output {
        self.program(arguments).output().expect("it starts")
    }

    /// Starts serving at a free port, and waits until it answers.
    fn serves(&self, arguments: &[&str]) -> Service {
        let listen = free_address();
        let mut all = vec!["serve", "--listen", &listen];
        all.extend(arguments);
        let mut child = self.program(&all).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("it starts");
        let out = BufReader::new(child.stdout.take().expect("a pipe"));
        let told = out.lines().map_while(Result::ok).any(|line| line == format!("listening on http://{listen}"));
        assert!(told, "it ended before it listened");
        Service { child, listen }
    }
}

fn free_address() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("an address").to_string()
}

/// The program while it serves; killed with the test.
struct Service {
    child: Child,
    listen: String,
}

impl Service {
    /// Status and body of what is answered to a request.
    fn asks(&self, method: &str, path: &str, body: &str) -> Option<(u16, String)> {
        let mut stream = TcpStream::connect(&self.listen).ok()?;
        stream.set_read_timeout(Some(Duration::from_secs(30))).ok()?;
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nContent-Length: {}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\n\r\n{body}",
            self.listen,
            body.len()
        )
        .ok()?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).ok()?;
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let status = answer.split(' ').nth(1)?.parse().ok()?;
        Some((status, answer))
    }

    fn signals(&self, signal: &str) {
        let sent = Command::new("kill").args([signal, &self.child.id().to_string()]).status().expect("kill runs");
        assert!(sent.success());
    }

    /// The exit code, once it has ended.
    fn ends(&mut self) -> Option<i32> {
        let since = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("a child") {
                return status.code();
            }
            assert!(since.elapsed() < Duration::from_secs(30), "it does not end");
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn said(output: &Output) -> (Option<i32>, String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

/// One line that begins with `error: `, and this exit code.
#[track_caller]
fn assert_complains(output: &Output, code: i32, about: &str) {
    let (ended, out, complaint) = said(output);
    assert_eq!(ended, Some(code), "{out}{complaint}");
    assert!(complaint.starts_with("error: ") && complaint.contains(about), "{complaint}");
    assert_eq!(complaint.trim_end().lines().count(), 1, "{complaint}");
}

#[test]
fn a_wrong_setting_is_one_line_that_names_the_variable_and_exit_code_two() {
    let desk = Desk::new();
    for (variable, value) in [
        ("TELEWORK_LISTEN", "3000"),
        ("TELEWORK_DATABASE_URL", "postgres://localhost/telework"),
        ("TELEWORK_PUBLIC_URL", "example.jp"),
        ("TELEWORK_SMTP_URL", "mail.example.jp"),
        ("TELEWORK_RATE_LIMITS", "sometimes"),
        ("TELEWORK_TRUSTED_PROXY", "proxy"),
    ] {
        let output = desk.program(&["serve"]).env(variable, value).output().expect("it starts");
        assert_complains(&output, 2, variable);
    }
    assert_complains(&desk.runs(&["serve", "--demo", "--now", "yesterday"]), 2, "--now");
    assert!(std::fs::read_dir(desk.folder.path()).expect("a folder").next().is_none(), "nothing was made meanwhile");
}

#[test]
fn a_command_that_does_not_exist_and_help_are_told_apart() {
    let desk = Desk::new();
    assert_eq!(desk.runs(&["frobnicate"]).status.code(), Some(2));
    assert_eq!(
        desk.runs(&["serve", "--now", "2021-10-01T09:00"]).status.code(),
        Some(2),
        "only the demo's clock is held"
    );
    let (code, help, _) = said(&desk.runs(&["--help"]));
    assert_eq!(code, Some(0));
    for variable in ["TELEWORK_DATABASE_URL", "TELEWORK_LISTEN", "TELEWORK_PUBLIC_URL", "TELEWORK_SMTP_URL"] {
        assert!(help.contains(variable), "{variable}");
    }
    assert_eq!(desk.runs(&["--version"]).status.code(), Some(0));
}

#[test]
fn an_address_that_is_taken_is_told_and_the_database_is_not_touched() {
    let desk = Desk::new();
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("an address").to_string();
    assert_complains(&desk.runs(&["serve", "--listen", &address]), 2, &address);
    assert!(!desk.path("data").exists());
}

#[test]
fn a_database_is_made_checked_copied_and_put_back() {
    let desk = Desk::new();
    assert_complains(&desk.runs(&["check"]), 2, "migrate");
    let (code, out, error) = said(&desk.runs(&["migrate"]));
    assert_eq!(code, Some(0), "{error}");
    assert!(out.contains("up to date"), "{out}");
    let (code, out, _) = said(&desk.runs(&["check"]));
    assert_eq!((code, out.starts_with("ok")), (Some(0), true), "{out}");
    assert_eq!(desk.runs(&["migrate"]).status.code(), Some(0), "a second time changes nothing");

    assert_eq!(desk.runs(&["backup", "copy.db"]).status.code(), Some(0));
    assert_complains(&desk.runs(&["backup", "copy.db"]), 1, "never overwrites");
    assert_complains(&desk.runs(&["backup", "no/folder/copy.db"]), 1, "copy.db");
    let (code, out, error) = said(&desk.runs(&["restore", "copy.db"]));
    assert_eq!(code, Some(0), "{out}{error}");
    assert!(out.contains("before-restore") && out.contains("ok:"), "{out}");
    std::fs::write(desk.path("notes.txt"), "not a backup ".repeat(500)).expect("it is written");
    assert_complains(&desk.runs(&["restore", "notes.txt"]), 1, "nothing was changed");
    assert_eq!(desk.runs(&["check"]).status.code(), Some(0));
    let (code, out, _) = said(&desk.runs(&["outbox", "list"]));
    assert_eq!((code, out.as_str()), (Some(0), "0 due, 0 sent, 0 given up\n"));
}

#[test]
fn support_organisations_are_imported_and_exported_with_the_exit_code_that_says_how_it_went() {
    let desk = Desk::new();
    assert_complains(&desk.runs(&["import", "organizations", "missing.csv"]), 1, "missing.csv");
    let guide = include_str!("../../docs/organisations.md");
    let sample = guide.split("```csv\n").nth(1).and_then(|rest| rest.split("```").next()).expect("a sample");
    std::fs::write(desk.path("organisations.csv"), sample).expect("it is written");
    let (code, out, error) = said(&desk.runs(&["import", "organizations", "organisations.csv"]));
    assert_eq!(code, Some(0), "{out}{error}");
    assert!(out.contains("line 2: taken as CCI-13 ") && out.contains("3 rows: 3 taken"), "{out}");
    assert_eq!(desk.runs(&["export", "organizations", "again.csv"]).status.code(), Some(0));
    let (code, exported, _) = said(&desk.runs(&["export", "organizations"]));
    assert_eq!(code, Some(0));
    assert_eq!(std::fs::read_to_string(desk.path("again.csv")).expect("it is read"), exported);
    std::fs::write(desk.path("wrong.csv"), exported.replace("東京都", "江戸")).expect("it is written");
    let (code, out, _) = said(&desk.runs(&["import", "organizations", "wrong.csv"]));
    assert_eq!(code, Some(1), "a row was refused");
    assert!(out.contains("refused: 対象都道府県"), "{out}");
    assert_complains(&desk.runs(&["export", "organizations", "no/folder/x.csv"]), 1, "x.csv");
}

#[test]
fn an_audit_that_somebody_has_changed_in_the_file_is_found_at_its_entry() {
    let desk = Desk::new();
    let guide = include_str!("../../docs/organisations.md");
    let sample = guide.split("```csv\n").nth(1).and_then(|rest| rest.split("```").next()).expect("a sample");
    std::fs::write(desk.path("organisations.csv"), sample).expect("it is written");
    assert_eq!(desk.runs(&["import", "organizations", "organisations.csv"]).status.code(), Some(0));
    let (code, out, _) = said(&desk.runs(&["audit", "verify"]));
    assert_eq!((code, out.starts_with("ok: 3 entries")), (Some(0), true), "{out}");

    let file = desk.path("data/telework.db");
    let mut bytes = std::fs::read(&file).expect("it is read");
    let entry = b"operatorsupport_organisation.importedCCI-13";
    let at = bytes.windows(entry.len()).position(|window| window == entry).expect("it stands there") + entry.len() - 1;
    bytes[at] = b'4';
    std::fs::write(&file, bytes).expect("it is written");
    let (code, out, _) = said(&desk.runs(&["audit", "verify"]));
    assert_eq!((code, out.as_str()), (Some(1), "broken: entry 1: it has been changed\n"));
    let (code, out, _) = said(&desk.runs(&["check"]));
    assert_eq!(code, Some(1));
    assert!(out.contains("the audit is as it was written (entry 1"), "{out}");
}

#[test]
fn a_file_that_is_no_database_is_one_line_and_stays_what_it_is() {
    let desk = Desk::new();
    let text = "はじめに ".repeat(500);
    std::fs::write(desk.path("notes.txt"), &text).expect("it is written");
    for command in [&["serve", "--listen", &free_address()][..], &["check"], &["migrate"], &["backup", "copy.db"]] {
        let output =
            desk.program(command).env("TELEWORK_DATABASE_URL", "sqlite://notes.txt").output().expect("it starts");
        assert_complains(&output, 2, "notes.txt");
    }
    assert_eq!(std::fs::read_to_string(desk.path("notes.txt")).expect("it is read"), text);
}

#[test]
fn a_service_ends_when_it_is_told_to_and_says_that_all_is_well() {
    let desk = Desk::new();
    for signal in ["-TERM", "-INT"] {
        let mut service = desk.serves(&[]);
        assert_eq!(service.asks("GET", "/healthz", "").map(|(status, _)| status), Some(200));
        assert_eq!(service.asks("GET", "/readyz", "").map(|(status, _)| status), Some(200));
        assert_eq!(service.asks("GET", "/events", "").map(|(status, _)| status), Some(200));
        service.signals(signal);
        assert_eq!(service.ends(), Some(0), "{signal}");
    }
    assert_eq!(desk.runs(&["check"]).status.code(), Some(0));
    let leftovers: Vec<_> = std::fs::read_dir(desk.path("data"))
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .filter(|name| name.ends_with("-wal"))
        .collect();
    assert!(leftovers.is_empty(), "the log is folded in: {leftovers:?}");
}

#[test]
fn a_database_in_use_is_backed_up_but_not_replaced() {
    let desk = Desk::new();
    let service = desk.serves(&[]);
    assert_eq!(desk.runs(&["backup", "copy.db"]).status.code(), Some(0));
    assert_complains(&desk.runs(&["restore", "copy.db"]), 1, "in use");
    assert_eq!(service.asks("GET", "/readyz", "").map(|(status, _)| status), Some(200));
}

/// The value of the hidden field `name`.
fn field<'a>(page: &'a str, name: &str) -> Option<&'a str> {
    let from = page.find(&format!("name=\"{name}\" value=\""))?;
    page[from..].split('"').nth(3)
}

#[test]
fn what_was_acknowledged_outlives_a_kill_at_any_moment() {
    let desk = Desk::new();
    let mut acknowledged = Vec::new();
    for round in 0..20_usize {
        let service = desk.serves(&["--demo", "--now", "2026-11-01T09:00", "--rate-limits", "off"]);
        let list = service.asks("GET", "/events?format=online", "").expect("an answer").1;
        let path = list
            .split("href=\"/events/")
            .skip(1)
            .filter_map(|rest| Some(format!("/events/{}/register", rest.get(..8)?)))
            .find(|path| service.asks("GET", path, "").is_some_and(|(_, page)| field(&page, "key").is_some()))
            .expect("an event that takes registrations");
        let answered = AtomicUsize::new(0);
        std::thread::scope(|scope| {
            let (service, path, answered) = (&service, &path, &answered);
            let people: Vec<_> = (0..4)
                .map(|person| {
                    scope.spawn(move || {
                        let mut links = Vec::new();
                        for number in 0..40 {
                            let Some((_, page)) = service.asks("GET", path, "") else { break };
                            let Some(key) = field(&page, "key") else { break };
                            let body = format!(
                                "key={key}&step=confirm&promised=line&attendance=online&name=Taro&kana=Taro\
                                 &email=r{round}p{person}n{number}@example.jp&organisation=X&consent=yes\
                                 &organisation_kind=other&prefecture=13"
                            );
                            let Some((status, answer)) = service.asks("POST", path, &body) else { break };
                            assert!(matches!(status, 303 | 409 | 422), "{answer}");
                            if let Some(link) = answer.split("location: ").nth(1) {
                                links.push(link.lines().next().unwrap_or_default().to_owned());
                                answered.fetch_add(1, Ordering::SeqCst);
                            }
                        }
                        links
                    })
                })
                .collect();
            let since = Instant::now();
            while answered.load(Ordering::SeqCst) < 2 + 3 * round && since.elapsed() < Duration::from_secs(10) {
                std::thread::yield_now();
            }
            service.signals("-KILL");
            for person in people {
                acknowledged.extend(person.join().expect("they come home"));
            }
        });
    }
    assert!(!acknowledged.is_empty(), "the kills came too early to mean anything");
    let (code, out, error) = said(&desk.runs(&["check"]));
    assert_eq!(code, Some(0), "{out}{error}");
    let service = desk.serves(&["--demo", "--now", "2026-11-01T09:00"]);
    for link in acknowledged {
        assert_eq!(service.asks("GET", &link, "").map(|(status, _)| status), Some(200), "{link} is lost");
    }
}
