//! "Any expert": whose time it is, where several have it.

use crate::account::AccountId;

/// An expert who has the time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate {
    /// Who.
    pub expert: AccountId,
    /// How many consultations they have in the week of it, those that are held too.
    pub in_the_week: usize,
    /// How many they have from that week on; it decides between those who are equally busy.
    pub to_come: usize,
}

/// In which order they are asked: whoever is least busy in that week, and of those whoever has the fewest to come; then whoever has been here
/// longest.
pub fn least_busy_first(candidates: impl IntoIterator<Item = Candidate>) -> Vec<AccountId> {
    let mut candidates: Vec<Candidate> = candidates.into_iter().collect();
    candidates.sort_unstable_by_key(|candidate| {
        let Candidate { expert, in_the_week, to_come } = *candidate;
        (in_the_week, to_come, expert)
    });
    candidates.into_iter().map(|candidate| candidate.expert).collect()
}
