//! The taps at one door, and what they come to in whatever order they came in.

use std::collections::{BTreeMap, BTreeSet};

use super::TapNonce;
use crate::registration::RegistrationId;
use crate::time::Timestamp;

/// Who has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comer {
    /// Somebody who had registered.
    Registered(RegistrationId),
    /// Somebody who had not.
    WalkIn,
}

/// That somebody has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arrival {
    /// Who.
    pub who: Comer,
    /// How many they are.
    pub people: u32,
    /// When they were let in.
    pub at: Timestamp,
}

/// What was tapped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tapped {
    /// Somebody has come.
    Arrived(Arrival),
    /// These taps were slips. An undo that comes before the tap it names takes it back all the same.
    Undone(Vec<TapNonce>),
}

/// That somebody who had registered is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Presence {
    /// Since when: the earliest tap.
    pub since: Timestamp,
    /// How many of them: the most that any tap has named.
    pub people: u32,
    /// The taps that say so; an undo names them all.
    pub taps: Vec<TapNonce>,
}

/// What a tap has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Somebody is there now.
    Arrived,
    /// More of them are there now.
    MoreArrived,
    /// They were there already.
    AlreadyThere {
        /// Since when.
        since: Timestamp,
    },
    /// Somebody has come who had not registered.
    WalkedIn,
    /// Fewer of them are there than was thought.
    Undone,
    /// Nothing: it was taken back already, takes back what has not come, or another tap says the same.
    Nothing,
    /// Nothing: the same tap has come before.
    Repeated,
}

impl Effect {
    /// Whether anybody counts otherwise than before.
    pub const fn is_change(self) -> bool {
        matches!(self, Self::Arrived | Self::MoreArrived | Self::WalkedIn | Self::Undone)
    }
}

/// All taps at one door. Two logs that were told the same taps are the same, whatever the order and however often.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DoorLog {
    arrivals: BTreeMap<TapNonce, Arrival>,
    undos: BTreeSet<TapNonce>,
    undone: BTreeSet<TapNonce>,
}

impl DoorLog {
    /// Takes a tap, once.
    pub fn tap(&mut self, nonce: TapNonce, tapped: Tapped) -> Effect {
        if self.knows(nonce) {
            return Effect::Repeated;
        }
        match tapped {
            Tapped::Arrived(arrival) => {
                let before = match arrival.who {
                    Comer::Registered(id) => self.presence(id),
                    Comer::WalkIn => None,
                };
                self.arrivals.insert(nonce, arrival);
                match (self.undone.contains(&nonce), arrival.who, before) {
                    (true, ..) => Effect::Nothing,
                    (false, Comer::WalkIn, _) => Effect::WalkedIn,
                    (false, _, None) => Effect::Arrived,
                    (false, _, Some(before)) if arrival.people > before.people => Effect::MoreArrived,
                    (false, _, Some(before)) => Effect::AlreadyThere { since: before.since },
                }
            }
            Tapped::Undone(taps) => {
                let before = self.came();
                self.undos.insert(nonce);
                self.undone.extend(taps);
                if self.came() < before { Effect::Undone } else { Effect::Nothing }
            }
        }
    }

    /// The arrivals that nobody has taken back.
    pub fn standing(&self) -> impl Iterator<Item = (TapNonce, &Arrival)> {
        let standing = self.arrivals.iter().filter(|(nonce, _)| !self.undone.contains(*nonce));
        standing.map(|(nonce, arrival)| (*nonce, arrival))
    }

    /// Whether a registration's people are there.
    pub fn presence(&self, registration: RegistrationId) -> Option<Presence> {
        let own = self.standing().filter(|(_, arrival)| arrival.who == Comer::Registered(registration));
        own.fold(None, |presence: Option<Presence>, (nonce, arrival)| {
            let mut presence = presence.unwrap_or_else(|| Presence { since: arrival.at, people: 0, taps: Vec::new() });
            presence.since = presence.since.min(arrival.at);
            presence.people = presence.people.max(arrival.people);
            presence.taps.push(nonce);
            Some(presence)
        })
    }

    /// All who had registered and are there.
    pub fn presences(&self) -> BTreeMap<RegistrationId, Presence> {
        let registered: BTreeSet<RegistrationId> = self
            .standing()
            .filter_map(|(_, arrival)| match arrival.who {
                Comer::Registered(id) => Some(id),
                Comer::WalkIn => None,
            })
            .collect();
        registered.into_iter().filter_map(|id| self.presence(id).map(|presence| (id, presence))).collect()
    }

    /// How many people have come without having registered.
    pub fn walk_ins(&self) -> u32 {
        self.standing()
            .filter(|(_, arrival)| arrival.who == Comer::WalkIn)
            .fold(0, |people, (_, arrival)| people.saturating_add(arrival.people))
    }

    /// How many people have come.
    pub fn came(&self) -> u32 {
        let registered = self.presences();
        registered.values().fold(self.walk_ins(), |people, presence| people.saturating_add(presence.people))
    }

    /// Whether this tap has come.
    pub fn knows(&self, nonce: TapNonce) -> bool {
        self.arrivals.contains_key(&nonce) || self.is_undo(nonce)
    }

    /// Whether this tap has come, and took others back.
    pub fn is_undo(&self, nonce: TapNonce) -> bool {
        self.undos.contains(&nonce)
    }

    /// The arrival that this tap tells of, where it stands.
    pub fn arrival(&self, nonce: TapNonce) -> Option<Arrival> {
        self.arrivals.get(&nonce).filter(|_| !self.undone.contains(&nonce)).copied()
    }
}
