//! Questions and answers: the page, what is found there, and the questions of one topic for other pages.

pub mod page;
pub mod query;
pub mod search;
pub mod topic;
