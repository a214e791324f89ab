//! The program around the pages: configuration, router, security, mail, jobs, command line.
//!
//! A request comes in through [`http`], which decides who may ask what and how often, loads what a
//! page shows, and hands it to `app` to be rendered. Mail leaves by [`mail`], from the outbox, never
//! from a request. [`retention`] deletes what has served its time. [`config`] is the only place that reads the environment, [`clock`] the only one
//! that asks the time, [`chance`] the only one that draws random bits.

pub mod assets;
pub mod chance;
pub mod clock;
pub mod command;
pub mod config;
pub mod demo;
pub mod external_calendar;
pub mod feed;
pub mod http;
pub mod ics;
pub mod listen;
pub mod mail;
pub mod passkey;
pub mod password;
pub mod picture;
pub mod retention;
pub mod sheet;
