//! Mail, the whole way: from a use case through the real outbox to a mail server or a file, and back
//! through a parser that is not ours.

#![expect(clippy::expect_used, reason = "what a test leans on either works or fails it")]
#![expect(clippy::print_stdout, reason = "a test that is skipped says so")]

#[path = "../database/mod.rs"]
mod database;
mod delivery;
#[path = "../encryption/mod.rs"]
mod encryption;
mod exchange;
#[path = "../mail_server/mod.rs"]
mod mail_server;
#[path = "../post_office/mod.rs"]
mod post_office;
#[path = "../sample/mod.rs"]
mod sample;
mod wording;

use domain::language::Language;
use serde_json::Value;

const JA: Language = Language::Japanese;

fn message_id(mail: &[u8]) -> String {
    let text = String::from_utf8_lossy(mail);
    let line = text.lines().find(|line| line.starts_with("Message-ID: ")).expect("it has one");
    line.trim_start_matches("Message-ID: ").to_owned()
}

fn message_ids(mails: &[Vec<u8>]) -> Vec<String> {
    mails.iter().map(|mail| message_id(mail)).collect()
}

fn header<'a>(mail: &'a Value, name: &str) -> &'a str {
    mail["headers"][name].as_str().unwrap_or_else(|| panic!("{name} in {}", mail["headers"]))
}

fn part<'a>(mail: &'a Value, kind: &str) -> &'a Value {
    let parts = mail["parts"].as_array().expect("parts");
    parts.iter().find(|part| part["type"] == kind).unwrap_or_else(|| panic!("{kind} in {parts:?}"))
}

fn content<'a>(mail: &'a Value, kind: &str) -> &'a str {
    part(mail, kind)["content"].as_str().expect("text")
}
