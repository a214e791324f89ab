//! The storage against a real file: what holds when many want the same seat at once, when a program
//! dies, when somebody else writes. One file for each question; `house` is the place where they are
//! asked.

#![expect(clippy::expect_used, clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod audit;
mod backup;
mod constraint;
mod faq;
mod house;
mod inquiry;
mod link;
mod open;
mod race;
mod registration;
mod schedule;
mod support_organisation;
