//! Events: the list, the month, one event.

#[cfg(feature = "ssr")]
pub mod appearance;
#[cfg(feature = "ssr")]
mod facts;
#[cfg(feature = "ssr")]
pub mod filters;
#[cfg(feature = "ssr")]
pub mod follow;
pub mod island;
#[cfg(feature = "ssr")]
pub mod list;
#[cfg(feature = "ssr")]
pub mod month;
#[cfg(feature = "ssr")]
pub mod page;
#[cfg(feature = "ssr")]
pub mod query;
#[cfg(feature = "ssr")]
mod sections;
pub mod server;
#[cfg(feature = "ssr")]
pub mod view;
