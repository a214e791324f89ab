//! Support organisations: who helps where, and how to reach them.

pub mod page;
pub mod query;
