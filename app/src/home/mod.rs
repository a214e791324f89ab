//! The home page: what the network is, what comes next nearby, and the ways to get help.

pub mod island;
#[cfg(feature = "ssr")]
pub mod page;
#[cfg(feature = "ssr")]
pub mod view;
