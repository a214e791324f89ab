//! What is announced.

use crate::availability::{AvailabilityRefusal as Refusal, Window};

/// What is announced of what happens. Its words are in the sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Announcement {
    /// The cursor is where there are hours.
    AtOpen,
    /// The cursor is where there are none.
    AtClosed,
    /// The cursor is on a booking.
    AtBooked,
    /// The cursor is on a day.
    AtDay,
    /// The cursor is on a day on which something is booked.
    AtBookedDay,
    /// So much is chosen.
    Chosen,
    /// So many days are chosen.
    DaysChosen,
    /// Hours are carried now.
    Taken,
    /// They would be put there.
    Over,
    /// Hours are painted.
    Painted,
    /// They touched others, and are one with them now.
    Merged,
    /// Hours are taken out.
    Removed,
    /// Hours were moved, or made longer or shorter.
    Moved,
    /// Days have the hours that were typed.
    Typed,
    /// Days are off.
    Off,
    /// Days are as their weeks have them again.
    Weekly,
    /// A day is ready to be copied.
    Copied,
    /// Days are like the copied one.
    Pasted,
    /// The week after becomes like this one.
    WeekCopied,
    /// It is meant for other days now.
    Meant,
    /// The last change is undone.
    Undone,
    /// It is done again.
    Redone,
    /// There is nothing to undo, to redo, to paste or to save.
    Nothing,
    /// What was carried stays where it was.
    GivenUp,
    /// It is like this already.
    Already,
    /// There are no hours here.
    NoHours,
    /// The day is not as its week has it: only itself can be changed.
    OfItsOwn,
    /// Bookings lie outside the hours since.
    Clash,
    /// An answer is awaited first.
    Busy,
    /// It is on its way.
    Saving,
    /// It is saved.
    Saved,
    /// It was not saved; everything stays as it is here.
    Kept,
    /// No answer came; everything stays as it is here.
    Lost,
    /// What was not saved is gone.
    Discarded,
    /// Somebody else has changed the calendar, and the sheet shows it.
    Came,
    /// Somebody else has changed the days that are changed here: saving will show both.
    Behind,
}

impl Announcement {
    /// All of them.
    pub const ALL: [Self; 36] = [
        Self::AtOpen,
        Self::AtClosed,
        Self::AtBooked,
        Self::AtDay,
        Self::AtBookedDay,
        Self::Chosen,
        Self::DaysChosen,
        Self::Taken,
        Self::Over,
        Self::Painted,
        Self::Merged,
        Self::Removed,
        Self::Moved,
        Self::Typed,
        Self::Off,
        Self::Weekly,
        Self::Copied,
        Self::Pasted,
        Self::WeekCopied,
        Self::Meant,
        Self::Undone,
        Self::Redone,
        Self::Nothing,
        Self::GivenUp,
        Self::Already,
        Self::NoHours,
        Self::OfItsOwn,
        Self::Clash,
        Self::Busy,
        Self::Saving,
        Self::Saved,
        Self::Kept,
        Self::Lost,
        Self::Discarded,
        Self::Came,
        Self::Behind,
    ];

    /// Its place among all of them: the words are handed over in that order.
    pub const fn place(self) -> usize {
        self as usize
    }

    /// Why something is not done.
    pub(super) const fn of(refusal: Refusal) -> Self {
        match refusal {
            Refusal::NotOfItsWeek => Self::OfItsOwn,
            Refusal::NoSuchWindow => Self::NoHours,
            _ => Self::Already,
        }
    }
}

/// An announcement, and what it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Saying {
    /// What.
    pub what: Announcement,
    /// On which day.
    pub day: u16,
    /// The last of the days, where several are chosen; else the same.
    pub until: u16,
    /// Between which times.
    pub window: Window,
    /// How many bookings lie outside the hours.
    pub clashes: usize,
}
