//! The demo's door: an event that takes place today, where some have come already.

use domain::account::{Actor, Secretariat};
use domain::door::{TapAsked, TapNonce};
use domain::event::EventState;
use domain::time::Timestamp;
use storage::Storage;

use super::DemoError;
use super::event::{Demand, Planned};
use super::seed::Seed;

/// So many parties have registered for it.
const PARTIES: u32 = 18;
/// So many of them have come.
const CAME: usize = 5;
/// The first of them came so long ago, in minutes.
const SINCE: usize = 12;

/// Has one of the past events with a venue and enough seats take place on the day of `now` instead.
pub(super) fn today(planned: &mut [Planned], now: Timestamp) {
    let mut past = planned.iter_mut().filter(|planned| {
        let draft = &planned.draft;
        draft.state == EventState::Published
            && draft.place.format.has_venue()
            && draft.when.ends_at() < now
            && draft.when.starts_on == draft.when.ends_on
            && draft.capacity.is_none_or(|capacity| capacity >= 2 * PARTIES)
            && matches!(planned.demand, Demand::Parties(_))
    });
    if let Some(planned) = past.next() {
        let draft = &mut planned.draft;
        let before = draft.when.starts_at();
        draft.when.starts_on = now.tokyo_date();
        draft.when.ends_on = now.tokyo_date();
        // Who registers does so in the weeks before, as for any other.
        let later = draft.when.starts_at().microseconds_since(before) / 1_000_000;
        draft.window.closes_at = draft.window.closes_at.plus_seconds(later);
        draft.window.opens_at = draft.window.opens_at.map(|opens| opens.plus_seconds(later));
        planned.demand = Demand::Parties(PARTIES);
    }
}

/// Lets the first of those in who have registered for today.
///
/// # Errors
/// When the database cannot be used.
pub(super) async fn fill(storage: &Storage, by: Secretariat, now: Timestamp) -> Result<(), DemoError> {
    let schedule = storage.schedule();
    let is_today = |when: &domain::event::When| when.starts_on == now.tokyo_date();
    let Some(today) = schedule.events().iter().find(|listed| is_today(&listed.event.when)) else { return Ok(()) };
    let keeper = Actor::Secretariat(by).as_door_keeper(today.event.id, now)?;
    let list = storage.door_list(&keeper).await?;
    let mut seed = Seed::new(7_000_000);
    let expected = list.guests.into_iter().filter(|guest| guest.is_expected);
    for (minutes, guest) in (0..SINCE).rev().zip(expected).take(CAME) {
        let ago = i64::try_from(minutes).unwrap_or_default() * 60 * 1_000_000;
        let asked = TapAsked::Arrive { reference: guest.reference, people: None };
        storage.door_tap(keeper, TapNonce::from_random(seed.bytes()), asked, ago, now).await?;
    }
    Ok(())
}
