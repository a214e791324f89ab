//! Forms that work without script, and answer in place with it.
//!
//! Two doors, one use case. Without script a form posts to its own page, and the router answers;
//! with script the island [`island::FormKeeper`] sends the same fields to the server function
//! [`server::answer_form`], which asks the same use case and renders the same view. To let another
//! form answer in place, put it into a `FormKeeper` and name its address in the server function.

#[cfg(feature = "ssr")]
pub mod answer;
pub mod island;
pub mod server;
#[cfg(feature = "ssr")]
pub mod showing;

#[cfg(feature = "ssr")]
pub use answer::Answer;
