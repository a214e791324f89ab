//! Registering for an event: form, check, confirmation.
//!
//! Two doors, one use case. Without script the form posts to its own page, and the router answers
//! with [`flow::answer`]; with script the island sends the same form to the server function
//! [`server::register`], which asks the same. Both get the same page, rendered by the same view.

#[cfg(feature = "ssr")]
pub mod flow;
#[cfg(feature = "ssr")]
pub mod form;
pub mod island;
#[cfg(feature = "ssr")]
pub mod page;
pub mod server;
