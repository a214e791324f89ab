//! The seats of an event: how many are free, who in line gets them, and what the public is told.

use super::{Refusal, RegistrationId};
use crate::event::{EventDraft, Format, RegistrationWindow, Standing};
use crate::time::Timestamp;

/// What a decision needs to know of one event, read inside the transaction that will act on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seats {
    /// 定員; none: no limit.
    pub capacity: Option<u32>,
    /// Seats of it that are held back.
    pub reserved: u32,
    /// Seats taken, those on offer too.
    pub taken: u32,
    /// Parties in line.
    pub waiting: u32,
    /// How many seats one registration may take.
    pub per_registration: u32,
    /// When one may register.
    pub window: RegistrationWindow,
    /// When it begins.
    pub starts_at: Timestamp,
    /// When it ends: a course of several days takes registrations until then where its window says so.
    pub ends_at: Timestamp,
    /// Where the event stands.
    pub standing: Standing,
    /// How one can take part.
    pub format: Format,
}

impl Seats {
    /// The seats of `event`, of which so many are taken and so many parties wait.
    pub fn of(event: &EventDraft, taken: u32, waiting: u32) -> Self {
        Self {
            capacity: event.capacity,
            reserved: event.reserved,
            taken,
            waiting,
            per_registration: event.seats_per_registration,
            window: event.window,
            starts_at: event.when.starts_at(),
            ends_at: event.when.ends_at(),
            standing: event.standing(),
            format: event.place.format,
        }
    }

    /// Seats that nobody has and that nobody holds back; `u32::MAX` where there is no limit.
    pub fn free(&self) -> u32 {
        self.open_to_all().map_or(u32::MAX, |seats| seats.saturating_sub(self.taken))
    }

    /// Seats that one can register for, taken or not: those that are not held back; none where there is no limit.
    pub fn open_to_all(&self) -> Option<u32> {
        self.capacity.map(|capacity| capacity.saturating_sub(self.reserved))
    }
}

/// A party in line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WaitingParty {
    /// Which registration.
    pub id: RegistrationId,
    /// How many seats it needs.
    pub seats: u32,
}

/// Who gets seats, or is offered them, when `event` has some free: strictly in line, stopping at the first party that
/// does not fit. Nobody gets a seat once the event is over or called off.
pub fn seats_given(event: &Seats, in_line: &[WaitingParty], now: Timestamp) -> Vec<WaitingParty> {
    if event.standing != Standing::Published || now >= event.ends_at {
        return Vec::new();
    }
    let mut free = event.free();
    in_line
        .iter()
        .copied()
        .take_while(|party| {
            let fits = party.seats <= free;
            free = free.saturating_sub(party.seats);
            fits
        })
        .collect()
}

/// How the seats of an event look to the public.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Availability {
    /// 空席あり; with the number, where there is a limit.
    Open {
        /// Seats left.
        left: Option<u32>,
    },
    /// 残りわずか.
    Few {
        /// Seats left.
        left: u32,
    },
    /// 満席・キャンセル待ち.
    Full {
        /// Parties in line.
        waiting: u32,
    },
    /// Registration opens later.
    NotOpenYet {
        /// When.
        opens_at: Timestamp,
    },
    /// 受付終了.
    Closed,
    /// 中止.
    Cancelled,
    /// 終了.
    Past,
}

impl Seats {
    /// What the public is told at `now`.
    pub fn availability(&self, now: Timestamp) -> Availability {
        if self.standing == Standing::Cancelled {
            return Availability::Cancelled;
        }
        if now >= self.ends_at {
            return Availability::Past;
        }
        match (self.window.admits(now), self.window.opens_at) {
            (Err(Refusal::NotOpenYet), Some(opens_at)) => return Availability::NotOpenYet { opens_at },
            (Err(_), _) => return Availability::Closed,
            (Ok(()), _) => {}
        }
        let Some(capacity) = self.capacity else { return Availability::Open { left: None } };
        if capacity == 0 {
            return Availability::Closed;
        }
        let left = self.free();
        if left == 0 || self.waiting > 0 {
            Availability::Full { waiting: self.waiting }
        } else if left <= 5.max(capacity / 10) {
            Availability::Few { left }
        } else {
            Availability::Open { left: Some(left) }
        }
    }
}
