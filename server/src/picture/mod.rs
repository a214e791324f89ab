//! Pictures that the program draws itself: link previews and icons.
//!
//! The machine may have no Japanese font, and the program carries none (the smallest weighs more than all of the rest):
//! so nothing here is set from a font. A preview says by shapes what the page says in words: the day in figures of our
//! own, the prefecture on the map of tiles, the kind and the way to attend as signs. Everything is flat and of few
//! colours, so that a picture weighs less than a page.
//!
//! To add a picture, add a file that draws on a [`canvas`], and its route in `http::pictures`.

mod canvas;
mod event;
mod figures;
mod map;
mod qr;
mod sign;

pub use event::EventPicture;
pub use qr::qr;
pub use sign::{icon, site, small_icon};

/// How wide a link preview is, in pixels.
pub const WIDTH: u16 = 1200;
/// How high a link preview is, in pixels.
pub const HEIGHT: u16 = 630;

/// There was no memory for the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the picture could not be drawn")]
pub struct Undrawable;
