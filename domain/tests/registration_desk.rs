//! What the desk may do with registrations, for whatever event and whatever moment.

use domain::event::{Format, RegistrationWindow, Standing};
use domain::input::FieldError;
use domain::registration::desk::{
    DeskAct, DeskActField, DeskActForm, DeskActKind, DeskRefusal, attendance_at, decide_at_desk, decide_change_at_desk,
    decide_move, may_resend,
};
use domain::registration::roll::{RollColumn, RollSort};
use domain::registration::{Attendance, Placement, Refusal, RegistrationState, Seats, Wish, decide, decide_change};
use domain::time::Timestamp;
use proptest::prelude::*;

/// A moment `hours` after the registration opens.
fn at(hours: i64) -> Timestamp {
    Timestamp::from_microseconds(1_800_000_000_000_000).plus_seconds(hours * 60 * 60)
}

/// Opens at 0, closes at 100, begins at 110, ends at 112; taken and waiting as they can be.
fn any_seats() -> impl Strategy<Value = Seats> {
    let standing = prop::sample::select(vec![Standing::Draft, Standing::Published, Standing::Cancelled]);
    let format = prop::sample::select(vec![Format::Venue, Format::Online, Format::Hybrid]);
    let numbers = (prop::option::of(0..12_u32), 0..12_u32, 0..4_u32, 0..4_u32, 1..5_u32);
    (numbers, standing, format).prop_map(
        |((capacity, taken, reserved, waiting, per_registration), standing, format)| {
            let taken = capacity.map_or(taken, |capacity| taken.min(capacity));
            Seats {
                capacity,
                taken,
                reserved: capacity.map_or(0, |capacity| reserved.min(capacity - taken)),
                waiting,
                per_registration,
                window: RegistrationWindow { opens_at: Some(at(0)), closes_at: at(100) },
                starts_at: at(110),
                ends_at: at(112),
                standing,
                format,
            }
        },
    )
}

fn any_wish() -> impl Strategy<Value = Wish> {
    let attendance = prop::sample::select(vec![Attendance::Venue, Attendance::Online]);
    (0..6_u32, attendance, any::<bool>()).prop_map(|(seats, attendance, or_wait)| Wish { seats, attendance, or_wait })
}

fn any_state() -> impl Strategy<Value = RegistrationState> {
    prop::sample::select(RegistrationState::ALL.to_vec())
}

proptest! {
    #[test]
    fn while_the_public_can_register_the_desk_decides_the_same(seats in any_seats(), wish in any_wish(), hour in 0..100_i64) {
        prop_assert_eq!(decide_at_desk(&seats, wish, at(hour)), decide(&seats, wish, at(hour)));
    }

    #[test]
    fn the_desk_never_goes_past_the_capacity_or_those_who_wait(seats in any_seats(), wish in any_wish(), hour in -9..120_i64) {
        match decide_at_desk(&seats, wish, at(hour)) {
            Ok(Placement::Seated) => {
                prop_assert_eq!(seats.waiting, 0);
                prop_assert!(wish.seats <= seats.free() && hour < 112 && seats.standing == Standing::Published);
            }
            Ok(Placement::Waiting { position }) => {
                prop_assert!(wish.or_wait && position == seats.waiting + 1);
                prop_assert!(seats.waiting > 0 || wish.seats > seats.free(), "nobody waits for a seat that is free");
            }
            Err(_) => {}
        }
    }

    #[test]
    fn whoever_is_moved_gets_what_a_newcomer_would(
        from in any_seats(), to in any_seats(), state in any_state(), wish in any_wish(), hour in -9..120_i64,
    ) {
        let moved = decide_move(&from, &to, state, wish, at(hour));
        let is_active = matches!(
            state, RegistrationState::Seated | RegistrationState::Waiting | RegistrationState::Offered,
        );
        if is_active && (hour < 112 || from.standing == Standing::Cancelled) {
            prop_assert_eq!(moved, decide_at_desk(&to, wish, at(hour)).map_err(DeskRefusal::from));
        } else {
            prop_assert!(moved.is_err(), "what has ended stays where it is");
        }
    }

    #[test]
    fn until_the_deadline_the_desk_changes_what_the_applicant_could(
        seats in any_seats(), state in any_state(), old in 1..5_u32, wish in any_wish(), hour in 0..120_i64,
    ) {
        let desk = decide_change_at_desk(&seats, state, old, wish.seats, wish.attendance, at(hour));
        let own = decide_change(&seats, state, old, wish.seats, wish.attendance, at(hour));
        if hour < 100 {
            prop_assert_eq!(desk, own);
        } else if desk.is_ok() {
            prop_assert!(hour < 112);
            let more = wish.seats.saturating_sub(old);
            prop_assert!(!state.holds_seats() || more == 0 || (seats.waiting == 0 && more <= seats.free()));
        }
    }

    #[test]
    fn whoever_is_moved_can_take_part_there(format in any_seats().prop_map(|seats| seats.format), before in any_wish()) {
        let there = attendance_at(format, before.attendance);
        let is_offered = match there {
            Attendance::Venue => format.has_venue(),
            Attendance::Online => format.has_online(),
        };
        prop_assert!(is_offered);
        prop_assert!(format != Format::Hybrid || there == before.attendance);
    }

    #[test]
    fn a_mail_goes_out_again_only_to_somebody_it_reaches_who_is_still_expected(
        seats in any_seats(), state in any_state(), has_mail in any::<bool>(), hour in 0..120_i64,
    ) {
        if may_resend(&seats, state, has_mail, at(hour)).is_ok() {
            prop_assert!(has_mail && hour < 112 && seats.standing != Standing::Cancelled);
            prop_assert!(!matches!(state, RegistrationState::Cancelled | RegistrationState::SetAside));
        }
    }
}

#[test]
fn a_form_says_what_is_to_be_done() {
    let form = |act: &str| DeskActForm { act: act.to_owned(), ..DeskActForm::default() };
    assert_eq!(form("cancel").parse(), Ok(Some(DeskAct::Cancel { reason: None })));
    assert_eq!(form("remove").parse(), Ok(None));
    assert_eq!(form("move").parse(), Err((DeskActField::To, FieldError::Required)));
    let long = DeskActForm { reason: "長".repeat(401), ..form("cancel") };
    assert_eq!(long.parse(), Err((DeskActField::Reason, FieldError::TooLong { max: 400 })));
    for kind in DeskActKind::ALL {
        assert_eq!(DeskActKind::from_slug(kind.slug()), Some(kind));
    }
}

#[test]
fn every_refusal_is_stored_and_read_back() {
    let refusals = [
        DeskRefusal::AlreadyRegistered,
        DeskRefusal::SameEvent,
        DeskRefusal::SetAside,
        DeskRefusal::WithoutMail,
        DeskRefusal::Rule(Refusal::OnlyWaiting),
        DeskRefusal::Rule(Refusal::NotEnoughSeats { free: 2 }),
    ];
    for refusal in refusals {
        let stored = serde_json::to_string(&refusal).expect("it is written");
        assert_eq!(serde_json::from_str::<DeskRefusal>(&stored).expect("it is read"), refusal, "{stored}");
    }
}

#[test]
fn what_addresses_say_of_a_roll_is_read_back() {
    for sort in RollSort::ALL {
        assert_eq!(RollSort::from_slug(sort.slug()), Some(sort));
    }
    for column in RollColumn::ALL {
        assert_eq!(RollColumn::from_slug(column.slug()), Some(column));
    }
}
