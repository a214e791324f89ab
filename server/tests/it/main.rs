//! Whole visits: the router as it is served, a real database, a clock that stands where the test puts
//! it. One file for each noun and each promise; `site` is the place that is visited.

#![expect(clippy::expect_used, reason = "a test that cannot be set up has failed")]

mod about;
mod appearance;
mod audit;
mod canary;
mod desk;
mod errors;
mod event;
mod faq;
mod feed;
mod guard;
mod inquiry;
mod my;
mod openapi;
mod outbox;
mod pages;
mod pictures;
mod registration;
#[path = "../sample/mod.rs"]
mod sample;
mod security;
mod site;
mod support_organisation;
mod visit;
