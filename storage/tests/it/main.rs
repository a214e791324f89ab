//! The storage against a real file: what holds when many want the same seat at once, when a program
//! dies, when somebody else writes. One file for each question; `house` is the place where they are
//! asked.

#![expect(clippy::expect_used, clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod account;
mod announcement;
mod audit;
mod backup;
mod constraint;
mod consultation;
mod consultation_model;
mod consultation_sheet;
mod consultation_survey;
mod desk_notice;
mod disk;
mod door;
mod engagement;
mod event_file;
mod event_operation;
mod event_series;
mod event_table;
mod event_template;
mod external_calendar;
mod faq;
mod house;
mod inbox;
mod inquiry;
mod link;
mod offer;
mod offer_model;
mod open;
mod passkey;
mod practice;
mod race;
mod registration;
mod registration_desk;
mod retention;
mod roll;
mod schedule;
mod support_organisation;
mod timetable;
mod waiting;
