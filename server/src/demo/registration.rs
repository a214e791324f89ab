//! What the demo's secretariat has done with registrations: calls taken down, somebody moved, somebody cancelled.

use domain::account::Secretariat;
use domain::contact::PhoneNumber;
use domain::event::EventDraft;
use domain::language::Language;
use domain::reference::{EventCode, IdempotencyKey, ReferenceNumber};
use domain::registration::desk::DeskAct;
use domain::registration::roll::RegistrationFilter;
use domain::registration::{Applicant, RegistrationState};
use domain::time::Timestamp;
use storage::{NewRegistration, Storage};

use super::people;
use super::seed::Seed;
use super::{DAY, DemoError};

/// So many people have called.
const CALLS: u32 = 3;

/// Lets `desk` register people who called for the first event to come that has room, cancel one of it, and move one to
/// the next.
///
/// # Errors
/// [`DemoError`]; some of it may have been written then.
pub(super) async fn fill(storage: &Storage, desk: Secretariat, now: Timestamp) -> Result<usize, DemoError> {
    let schedule = storage.schedule();
    let mut roomy = schedule.events().iter().filter(|listed| {
        let seats = listed.seats();
        listed.event.when.starts_at() > now.plus_seconds(DAY)
            && seats.window.admits(now).is_ok()
            && seats.waiting == 0
            && (CALLS + 2..u32::MAX).contains(&seats.free())
    });
    let (Some(first), Some(second)) = (roomy.next(), roomy.next()) else { return Ok(0) };
    let mut seed = Seed::new(3_000_000);
    for call in 0..CALLS {
        let new = called(&first.event, call, &mut seed, now)?;
        storage.registration_take_down(desk, first.event.code.clone(), new, now).await?;
    }
    let states = vec![RegistrationState::Seated];
    let seated = RegistrationFilter { states, ..RegistrationFilter::default() };
    let mut seated = storage.registrations_all(first.event.id, &seated).await?.into_iter();
    let mut next = || seated.find(|registration| registration.applicant.email.is_some());
    let cancel =
        DeskAct::Cancel { reason: Some("お電話でのご連絡により、取り消しました。".to_owned()) };
    let moved = DeskAct::Move { to: second.event.code.clone(), or_wait: false };
    for act in [cancel, moved] {
        let Some(registration) = next() else { break };
        acted(storage, desk, &first.event.code, act, registration.reference, &mut seed, now).await?;
    }
    Ok(usize::try_from(CALLS).unwrap_or_default())
}

async fn acted(
    storage: &Storage,
    desk: Secretariat,
    code: &EventCode,
    act: DeskAct,
    reference: ReferenceNumber,
    seed: &mut Seed,
    now: Timestamp,
) -> Result<(), DemoError> {
    let key = IdempotencyKey::from_random(seed.bytes(), now.as_milliseconds());
    storage.desk_act(desk, code.clone(), act, vec![reference], key, now).await?;
    Ok(())
}

/// Somebody who has called, and whom no mail reaches.
fn called(event: &EventDraft, call: u32, seed: &mut Seed, now: Timestamp) -> Result<NewRegistration, DemoError> {
    let phone = Some(PhoneNumber::parse(&format!("0900001{call:04}"))?);
    let applicant = Applicant { email: None, phone, ..people::applicant(event, call, 1, seed)? };
    let key = IdempotencyKey::from_random(seed.bytes(), now.as_milliseconds());
    Ok(NewRegistration { applicant, language: Language::Japanese, key, or_wait: false, suspected: false })
}
