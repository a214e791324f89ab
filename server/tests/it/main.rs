//! Whole visits: the router as it is served, a real database, a clock that stands where the test puts
//! it. One file for each noun and each promise; `site` is the place that is visited.

#![expect(clippy::expect_used, reason = "a test that cannot be set up has failed")]

mod about;
mod account;
mod appearance;
mod audit;
mod authenticator;
mod availability;
mod availability_editor;
mod canary;
mod consultation;
mod consultation_sheet;
mod consultation_survey;
#[path = "../database/mod.rs"]
mod database;
mod desk;
mod desk_notice;
mod door;
mod errors;
mod event;
mod event_table;
mod external_calendar;
mod faq;
mod feed;
mod guard;
mod inbox;
mod inquiry;
mod matrix;
mod my;
mod offer;
mod openapi;
mod outbox;
mod pages;
mod passkey;
mod pictures;
mod registration;
mod retention;
#[path = "../sample/mod.rs"]
mod sample;
mod schedule;
mod security;
mod sheet;
mod site;
mod staff_announcement;
mod staff_consultation;
mod staff_event;
mod staff_export;
mod staff_registration;
mod staff_series;
mod support_organisation;
mod visit;
mod waiting;
