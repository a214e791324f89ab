//! The nouns and the rules of the Telework Support Network.
//!
//! This room knows nothing of storage, of time sources, of words or of pages: every decision is a
//! function of what it is given. That is why each rule here can be tried by properties, and why the
//! browser's half can use the same types. To add a noun, give it a file of its own here, the same
//! file in `storage` and a folder in `app`, and its properties in `tests/`.

pub mod account;
pub mod announcement;
pub mod attachment;
pub mod audit;
pub mod availability;
pub mod calendar;
pub mod consultation;
pub mod contact;
pub mod content_hash;
pub mod desk_notice;
pub mod door;
pub mod event;
pub mod event_form;
pub mod event_operation;
pub mod event_table;
pub mod event_template;
pub mod expert;
pub mod expert_form;
pub mod external_calendar;
pub mod feed;
pub mod input;
pub mod inquiry;
pub mod language;
pub mod mailbox;
pub mod notice;
pub mod offer;
pub mod open_data;
pub mod organisation;
pub mod person;
pub mod place;
pub mod reference;
pub mod registration;
pub mod repetition;
pub mod retention;
pub mod schedule;
pub mod search;
pub mod series;
pub mod spreadsheet;
pub mod support_organisation;
pub mod time;
pub mod timetable;
pub mod today;
