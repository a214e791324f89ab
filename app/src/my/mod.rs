//! An applicant's own page, behind a secret link.

pub mod mailbox;
pub mod offer;
pub mod page;
