//! Who was expected and who came, once it is over.

/// One registration, as the report counts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attended {
    /// Whether it was to come: it has a seat, and comes to where the event is.
    pub is_expected: bool,
    /// How many seats it has.
    pub seats: u32,
    /// How many of them came.
    pub came: u32,
}

/// How many were expected, and how many came.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct AttendanceReport {
    /// Seats of those who were to come.
    pub registered: u32,
    /// How many came of those who had registered.
    pub came: u32,
    /// How many came without having registered.
    pub walk_ins: u32,
    /// How many did not come who were to.
    pub no_shows: u32,
}

impl AttendanceReport {
    /// Counts registrations, and those who came without one.
    pub fn of(registrations: impl IntoIterator<Item = Attended>, walk_ins: u32) -> Self {
        let mut report = Self { walk_ins, ..Self::default() };
        for each in registrations {
            report.came = report.came.saturating_add(each.came);
            if each.is_expected {
                report.registered = report.registered.saturating_add(each.seats);
                report.no_shows = report.no_shows.saturating_add(each.seats.saturating_sub(each.came));
            }
        }
        report
    }

    /// Everybody who was there.
    pub const fn present(&self) -> u32 {
        self.came.saturating_add(self.walk_ins)
    }

    /// How many in a hundred of those expected came, rounded; none where nobody was expected.
    pub fn percent(&self) -> Option<u32> {
        let expected_and_came = u64::from(self.registered.saturating_sub(self.no_shows));
        let registered = u64::from(self.registered);
        let percent = (expected_and_came * 200 + registered).checked_div(registered * 2)?;
        u32::try_from(percent).ok()
    }
}
