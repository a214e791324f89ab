//! Events: the list, the month, one event.

#[cfg(feature = "ssr")]
pub mod appearance;
#[cfg(feature = "ssr")]
pub mod follow;
pub mod island;
#[cfg(feature = "ssr")]
pub mod month;
#[cfg(feature = "ssr")]
pub mod page;
#[cfg(feature = "ssr")]
pub mod query;
pub mod server;
#[cfg(feature = "ssr")]
pub mod view;
