//! What the desk says. One file for each of its places.

mod desk;
mod inquiry;

pub use desk::DeskText;
pub use inquiry::DeskInquiryText;
