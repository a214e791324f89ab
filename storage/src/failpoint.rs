//! Breaking things on purpose: the lock and the held seats, as positive controls of the race tests and of the model of
//! offers, and the disk.
//!
//! A test that says "never more than the capacity" proves something only if it fails once the lock
//! is gone. [`Failpoint::ReadOutsideTheLock`] reads the seats before the write lock is taken and
//! switches the database's own CHECK off, as a careless program would. [`Failpoint::OffersHoldNothing`]
//! is the other carelessness: to offer a seat without keeping it; [`Failpoint::HoldsTakeNoTime`] is the same for the hour
//! of an expert.

/// What is broken on purpose. Nothing, outside tests.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Failpoint {
    /// All locks and constraints stand.
    #[default]
    None,
    /// Seats are read before the lock is taken, and the database does not check.
    ReadOutsideTheLock,
    /// The file cannot grow beyond what it is when it is opened, as on a full disk.
    DiskFull,
    /// A seat on offer does not count as taken.
    OffersHoldNothing,
    /// A time that is held can be held by others.
    HoldsTakeNoTime,
}
