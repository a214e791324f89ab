//! What moves at the door: taps that are answered at once and kept until they are sent, and the camera.

#[cfg(feature = "hydrate")]
mod camera;
pub mod island;
#[cfg(feature = "hydrate")]
mod kept;

pub use island::DoorIsland;
