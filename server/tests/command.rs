//! The program as an operator runs it: what it answers, with which exit code, and what it leaves.

#![expect(clippy::expect_used, reason = "a test that cannot be set up has failed")]

mod desk;

use std::net::TcpListener;
use std::process::Output;

use desk::{Desk, free_address, said};

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
        ("TELEWORK_SESSION_HOURS", "0"),
    ] {
        let output = desk.program(&["serve"]).env(variable, value).output().expect("it starts");
        assert_complains(&output, 2, variable);
    }
    assert_complains(&desk.runs(&["serve", "--demo", "--now", "yesterday"]), 2, "--now");
    assert!(std::fs::read_dir(desk.path("")).expect("a folder").next().is_none(), "nothing was made meanwhile");
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
fn an_account_is_made_with_one_link_and_the_last_of_the_secretariat_stays() {
    let desk = Desk::new();
    let add = |email: &str, role: &str| {
        desk.runs(&["user", "add", "--email", email, "--name", "田中 恵", "--role", role, "--language", "en"])
    };
    let (code, out, error) = said(&add("desk@example.jp", "secretariat"));
    assert_eq!(code, Some(0), "{error}");
    let link = out.trim_end();
    assert!(link.starts_with("http://127.0.0.1:3000/en/staff/invitation/") && !link.contains('\n'), "{out}");
    assert_complains(&add("DESK@example.jp", "expert"), 2, "an account with this address");
    assert_complains(&add("desk", "boss"), 2, "--email: a mail address without an @ sign; --role");
    assert_complains(&add("door@example.jp", "check_in_helper"), 2, "--event");
    let (code, out, _) = said(&desk.runs(&["user", "list"]));
    assert_eq!((code, out.as_str()), (Some(0), "secretariat\tinvited\tdesk@example.jp\t田中 恵\n"));
    assert_complains(&desk.runs(&["user", "disable", "nobody@example.jp"]), 2, "no such account");
    assert_complains(&desk.runs(&["user", "disable", "desk@example.jp"]), 2, "last account of the secretariat");
    assert_eq!(said(&add("expert@example.jp", "expert")).0, Some(0));
    for (act, state) in [("disable", "disabled"), ("enable", "invited")] {
        assert_eq!(desk.runs(&["user", act, "expert@example.jp"]).status.code(), Some(0));
        let (_, out, _) = said(&desk.runs(&["user", "list"]));
        assert!(out.contains(&format!("expert\t{state}\texpert@example.jp")), "{out}");
    }
    assert_eq!(desk.runs(&["check"]).status.code(), Some(0));
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

#[test]
fn what_has_served_its_time_is_counted_and_then_deleted() {
    let desk = Desk::new();
    assert_complains(&desk.runs(&["retention", "--dry-run"]), 2, "migrate");
    // A year of 2021, whose events are over for long.
    drop(desk.serves(&["--demo", "--now", "2021-10-01T09:00"]));
    let (code, due, error) = said(&desk.runs(&["retention", "--dry-run"]));
    assert_eq!(code, Some(0), "{error}");
    let count = |out: &str, what: &str| {
        let line = out.lines().find(|line| line.ends_with(what)).unwrap_or_else(|| panic!("no {what} in {out}"));
        line.split('\t').next().and_then(|count| count.parse::<u64>().ok()).expect("a number")
    };
    assert!(due.starts_with("would be deleted:") && count(&due, "\tregistrations") > 100, "{due}");
    assert!(count(&due, "\tinquiries") > 0 && count(&due, "\tmails in the outbox") > 0, "{due}");

    let (code, done, error) = said(&desk.runs(&["retention"]));
    assert_eq!(code, Some(0), "{error}");
    assert_eq!(done.replace("deleted:", ""), due.replace("would be deleted:", ""), "what was said is what is done");
    let (_, again, _) = said(&desk.runs(&["retention", "--dry-run"]));
    assert!(again.lines().skip(1).all(|line| line.starts_with("0\t")), "{again}");
    assert_eq!(desk.runs(&["check"]).status.code(), Some(0));
}
