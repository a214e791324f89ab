//! What answers a form that was sent.

/// A page to go on with, or a place to go to.
#[derive(Debug, Clone)]
pub enum Answer<View> {
    /// A page, with everything that was typed and what came of it.
    Page(Box<View>),
    /// Done: the address to go to.
    Go(String),
}
