//! What people see: the pages, the islands, the server functions, and the words in every language.
//!
//! This room builds three times. With `ssr` it renders every page on the server, complete; with `hydrate` only the
//! citizens' islands are built, for the browser; with `desk` those of the people who work here too. A feature has a
//! folder: `page.rs` (or a file for each page) and what builds its views, `server.rs` with its server functions,
//! `island.rs` where something is truly interactive. No rule and no SQL stands here, and no sentence outside `text`.

#![expect(missing_docs, reason = "Leptos's macros make public structs of props and arguments that nobody can document")]
#![expect(clippy::needless_pass_by_value, reason = "a component owns its props, whether its view moves or reads them")]
#![cfg_attr(
    feature = "ssr",
    expect(clippy::unused_async, reason = "a server function is async by its form, even where it only reads memory")
)]
// The type of a view holds the types of all that is in it, and pages are deep.
#![recursion_limit = "256"]

// Server and client have to write an island the same way, or the client does not find its parts.
#[cfg(not(erase_components))]
compile_error!(
    "Flags of the environment (RUSTFLAGS) stand in the place of those in .cargo/config.toml: add `--cfg erase_components` \
     to them, or build with `cargo xtask build`, which does."
);

pub mod consultation;
pub mod event;
pub mod form;
pub mod home;
pub mod island;

#[cfg(any(feature = "ssr", feature = "calendar"))]
pub mod availability;
#[cfg(any(feature = "calendar", feature = "desk"))]
pub mod carrying;
#[cfg(any(feature = "ssr", feature = "desk"))]
pub mod door;
#[cfg(any(feature = "ssr", feature = "desk"))]
pub mod passkey;
#[cfg(any(feature = "ssr", feature = "desk"))]
pub mod timetable;

#[cfg(feature = "ssr")]
pub mod about;
#[cfg(feature = "ssr")]
pub mod address;
#[cfg(feature = "ssr")]
pub mod appearance;
#[cfg(feature = "ssr")]
pub mod component;
#[cfg(feature = "ssr")]
pub mod event_table;
#[cfg(feature = "ssr")]
pub mod faq;
#[cfg(feature = "ssr")]
pub mod gallery;
#[cfg(feature = "ssr")]
pub mod inquiry;
#[cfg(feature = "ssr")]
pub mod marks;
#[cfg(feature = "ssr")]
pub mod my;
#[cfg(feature = "ssr")]
pub mod notfound;
#[cfg(feature = "ssr")]
pub mod registration;
#[cfg(feature = "ssr")]
pub mod services;
#[cfg(feature = "ssr")]
pub mod shell;
#[cfg(feature = "ssr")]
pub mod staff;
#[cfg(feature = "ssr")]
pub mod support_organisation;
#[cfg(feature = "ssr")]
pub mod text;

mod error;

pub use error::AppError;
