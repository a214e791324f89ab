//! Breaking things on purpose: the lock, as the positive control of the race tests, and the disk.
//!
//! A test that says "never more than the capacity" proves something only if it fails once the lock
//! is gone. [`Failpoint::ReadOutsideTheLock`] reads the seats before the write lock is taken and
//! switches the database's own CHECK off, as a careless program would.

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
}
