//! Who gets a seat, over whole histories: what must hold after any sequence of registrations,
//! changes, cancellations and new capacities.

#![expect(clippy::expect_used, reason = "a test that cannot be set up has failed")]

use domain::contact::{EmailAddress, PhoneNumber};
use domain::event::{EventId, Format, RegistrationWindow, Standing, Topic};
use domain::input::FieldError;
use domain::inquiry::desk::Channel;
use domain::language::Language;
use domain::organisation::{OrganisationKind, OrganisationName};
use domain::person::{Kana, PersonName};
use domain::place::Prefecture;
use domain::reference::ReferenceNumber;
use domain::registration::{
    Applicant, Attendance, Availability, FormRules, Placement, Refusal, Registration, RegistrationField as Field,
    RegistrationForm, RegistrationId, RegistrationState, Seats, Transition, WaitingParty, Wish, decide, decide_change,
    may_cancel, may_change, seats_given,
};
use domain::time::Timestamp;
use proptest::prelude::*;

const HOUR: i64 = 60 * 60;

/// A moment `hours` after the registration opens.
fn at(hours: i64) -> Timestamp {
    Timestamp::from_microseconds(1_800_000_000_000_000).plus_seconds(hours * HOUR)
}

/// Opens at 0, closes at 100, begins at 110, ends at 112.
fn seats(capacity: Option<u32>) -> Seats {
    Seats {
        capacity,
        reserved: 0,
        taken: 0,
        waiting: 0,
        per_registration: 3,
        window: RegistrationWindow { opens_at: Some(at(0)), closes_at: at(100) },
        starts_at: at(110),
        ends_at: at(112),
        standing: Standing::Published,
        format: Format::Hybrid,
    }
}

fn wish(seats: u32) -> Wish {
    Wish { seats, attendance: Attendance::Online, or_wait: true }
}

/// What can happen to an event.
#[derive(Debug, Clone)]
enum Act {
    Register { seats: u32, or_wait: bool },
    Cancel(prop::sample::Index),
    Change(prop::sample::Index, u32),
    Capacity(u32),
    HoldBack(u32),
}

#[derive(Debug, Clone, Copy)]
struct Party {
    id: RegistrationId,
    seats: u32,
    state: RegistrationState,
}

/// The storage without a database: the same decisions, applied to a list.
#[derive(Debug, Clone)]
struct History {
    event: Seats,
    parties: Vec<Party>,
    given: Vec<RegistrationId>,
}

impl History {
    fn new(capacity: u32) -> Self {
        Self { event: seats(Some(capacity)), parties: Vec::new(), given: Vec::new() }
    }

    fn line(&self) -> Vec<WaitingParty> {
        let waiting = self.parties.iter().filter(|party| party.state == RegistrationState::Waiting);
        waiting.map(|party| WaitingParty { id: party.id, seats: party.seats }).collect()
    }

    fn count(&mut self) {
        let seated = self.parties.iter().filter(|party| party.state == RegistrationState::Seated);
        self.event.taken = seated.map(|party| party.seats).sum();
        self.event.waiting = u32::try_from(self.line().len()).expect("few");
    }

    fn give(&mut self) {
        self.count();
        for given in seats_given(&self.event, &self.line(), at(1)) {
            let party = self.parties.iter_mut().find(|party| party.id == given.id).expect("it waits");
            party.state = party.state.after(Transition::GiveSeat).expect("it waits");
            self.given.push(given.id);
        }
        self.count();
    }

    fn apply(&mut self, act: &Act) {
        match act {
            Act::Register { seats, or_wait } => {
                let wish = Wish { or_wait: *or_wait, ..wish(*seats) };
                if let Ok(placement) = decide(&self.event, wish, at(1)) {
                    let id = RegistrationId(i64::try_from(self.parties.len()).expect("few"));
                    self.parties.push(Party { id, seats: *seats, state: placement.state() });
                    self.count();
                }
            }
            Act::Cancel(_) | Act::Change(..) if self.parties.is_empty() => {}
            Act::Cancel(index) => {
                let party = index.get_mut(&mut self.parties);
                if may_cancel(&self.event, party.state, at(1)).is_ok() {
                    party.state = party.state.after(Transition::Cancel).expect("it may");
                    self.give();
                }
            }
            Act::Change(index, new) => {
                let party = index.get_mut(&mut self.parties);
                let decided = decide_change(&self.event, party.state, party.seats, *new, Attendance::Venue, at(1));
                if decided.is_ok() {
                    party.seats = *new;
                    self.give();
                }
            }
            // The desk and the database refuse to take away seats that people have.
            Act::Capacity(new) if *new < self.event.taken + self.event.reserved => {}
            Act::HoldBack(seats) => {
                let left = self.event.capacity.expect("a limit") - self.event.taken;
                if *seats <= left {
                    self.event.reserved = *seats;
                    self.give();
                }
            }
            Act::Capacity(new) => {
                self.event.capacity = Some(*new);
                self.give();
            }
        }
    }
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        4 => (1_u32..=3, any::<bool>()).prop_map(|(seats, or_wait)| Act::Register { seats, or_wait }),
        2 => any::<prop::sample::Index>().prop_map(Act::Cancel),
        2 => (any::<prop::sample::Index>(), 0_u32..=4).prop_map(|(index, seats)| Act::Change(index, seats)),
        1 => (1_u32..12).prop_map(Act::Capacity),
        1 => (0_u32..6).prop_map(Act::HoldBack),
    ]
}

fn history() -> impl Strategy<Value = (u32, Vec<Act>)> {
    (1_u32..10, prop::collection::vec(act(), 0..80))
}

proptest! {
    #[test]
    fn nobody_is_ever_seated_beyond_the_capacity((capacity, acts) in history()) {
        let mut history = History::new(capacity);
        for act in &acts {
            history.apply(act);
            let event = &history.event;
            prop_assert!(event.taken + event.reserved <= event.capacity.unwrap_or(u32::MAX), "{history:?}");
        }
    }

    #[test]
    fn nobody_waits_while_a_seat_is_free_for_the_first_in_line((capacity, acts) in history()) {
        let mut history = History::new(capacity);
        for act in &acts {
            history.apply(act);
            let first = history.line().first().copied();
            prop_assert!(first.is_none_or(|party| party.seats > history.event.free()), "{history:?}");
        }
    }

    #[test]
    fn nobody_overtakes_whoever_waits((capacity, acts) in history()) {
        let mut history = History::new(capacity);
        for act in &acts {
            let line = history.line();
            let registered = history.parties.len();
            let given = history.given.len();
            history.apply(act);
            // Who got seats were the first in line, but for those who have left it.
            let still = |party: &&WaitingParty| {
                history.parties.iter().any(|other| other.id == party.id && other.state != RegistrationState::Cancelled)
            };
            let given = &history.given[given..];
            let first: Vec<_> = line.iter().filter(still).map(|party| party.id).take(given.len()).collect();
            prop_assert_eq!(given, &first[..]);
            let newcomer = history.parties.get(registered);
            let is_seated = newcomer.is_some_and(|party| party.state == RegistrationState::Seated);
            prop_assert!(!is_seated || line.is_empty(), "{:?}", history);
        }
    }

    #[test]
    fn a_place_in_line_is_the_one_that_was_promised((capacity, acts) in history(), party in 1_u32..=3) {
        let mut history = History::new(capacity);
        for act in &acts {
            history.apply(act);
        }
        let decided = decide(&history.event, wish(party), at(1));
        let promised_seats = decide(&history.event, Wish { or_wait: false, ..wish(party) }, at(1));
        match decided {
            Ok(Placement::Waiting { position }) => {
                prop_assert_eq!(position as usize, history.line().len() + 1);
                prop_assert_eq!(promised_seats, Err(Refusal::OnlyWaiting));
            }
            other => prop_assert_eq!(promised_seats, other),
        }
    }

    #[test]
    fn seats_that_are_held_back_are_never_shown_as_free_and_nobody_gets_them(
        capacity in 1_u32..20,
        taken in 0_u32..20,
        reserved in 0_u32..20,
        party in 1_u32..=3,
    ) {
        let taken = taken.min(capacity);
        let reserved = reserved.min(capacity - taken);
        let event = Seats { taken, reserved, ..seats(Some(capacity)) };
        let shown = match event.availability(at(1)) {
            Availability::Open { left } => left.expect("a limit"),
            Availability::Few { left } => left,
            other => {
                prop_assert_eq!(other, Availability::Full { waiting: 0 });
                0
            }
        };
        prop_assert_eq!(shown, capacity - taken - reserved);
        let is_seated = decide(&event, wish(party), at(1)) == Ok(Placement::Seated);
        prop_assert_eq!(is_seated, party <= shown);
    }

    #[test]
    fn what_the_public_is_told_is_what_a_request_gets(
        capacity in prop::option::of(1_u32..20),
        taken in 0_u32..20,
        waiting in 0_u32..3,
        opens_at in prop::option::of(-5_i64..120),
        closes_at in 0_i64..120,
        hour in -10_i64..130,
        cancelled in any::<bool>(),
    ) {
        let event = Seats {
            taken: taken.min(capacity.unwrap_or(u32::MAX)),
            waiting: if capacity.is_some() { waiting } else { 0 },
            window: RegistrationWindow { opens_at: opens_at.map(at), closes_at: at(closes_at) },
            standing: if cancelled { Standing::Cancelled } else { Standing::Published },
            ..seats(capacity)
        };
        let decided = decide(&event, wish(1), at(hour));
        match event.availability(at(hour)) {
            Availability::Open { left } => {
                prop_assert_eq!(decided, Ok(Placement::Seated));
                prop_assert_eq!(left, capacity.map(|capacity| capacity - event.taken));
            }
            Availability::Few { left } => {
                prop_assert_eq!(decided, Ok(Placement::Seated));
                prop_assert!(left >= 1 && Some(left) == capacity.map(|capacity| capacity - event.taken));
            }
            Availability::Full { waiting } => {
                prop_assert_eq!(decided, Ok(Placement::Waiting { position: waiting + 1 }));
            }
            Availability::NotOpenYet { opens_at } => {
                prop_assert_eq!(decided, Err(Refusal::NotOpenYet));
                prop_assert!(at(hour) < opens_at);
            }
            Availability::Closed | Availability::Past => prop_assert_eq!(decided.is_err(), true),
            Availability::Cancelled => prop_assert_eq!(decided, Err(Refusal::EventCancelled)),
        }
    }

    #[test]
    fn seats_are_given_strictly_in_line(free in 0_u32..12, line in prop::collection::vec(1_u32..5, 0..8)) {
        let event = Seats { taken: 12 - free, ..seats(Some(12)) };
        let line: Vec<_> =
            line.iter().zip(1..).map(|(seats, id)| WaitingParty { id: RegistrationId(id), seats: *seats }).collect();
        let given = seats_given(&event, &line, at(1));
        prop_assert!(line.starts_with(&given));
        let used: u32 = given.iter().map(|party| party.seats).sum();
        prop_assert!(used <= free);
        prop_assert!(line.get(given.len()).is_none_or(|next| next.seats > free - used));
    }
}

#[test]
fn every_transition_has_a_name_and_no_other_is_possible() {
    use RegistrationState::{Cancelled, Offered, Seated, SetAside, Waiting};
    let all = [Seated, Waiting, Offered, Cancelled, SetAside];
    let allowed = [
        (Waiting, Transition::GiveSeat, Seated),
        (Waiting, Transition::OfferSeat, Offered),
        (Offered, Transition::AcceptOffer, Seated),
        (Offered, Transition::LapseOffer, Waiting),
        (Seated, Transition::Cancel, Cancelled),
        (Waiting, Transition::Cancel, Cancelled),
        (Offered, Transition::Cancel, Cancelled),
        (SetAside, Transition::Cancel, Cancelled),
    ];
    for state in all {
        for transition in [
            Transition::GiveSeat,
            Transition::OfferSeat,
            Transition::AcceptOffer,
            Transition::LapseOffer,
            Transition::Cancel,
        ] {
            let expected =
                allowed.iter().find(|(from, by, _)| *from == state && *by == transition).map(|found| found.2);
            assert_eq!(state.after(transition), expected, "{state:?} {transition:?}");
        }
        assert_eq!(RegistrationState::from_slug(state.slug()), Some(state));
    }
    assert_eq!(RegistrationState::from_slug("lost"), None);
}

#[test]
fn the_window_and_the_end_of_the_event_bound_what_may_be_done() {
    let event = seats(Some(10));
    let may = |hour| {
        let state = RegistrationState::Seated;
        (
            decide(&event, wish(1), at(hour)).err(),
            may_change(&event, state, at(hour)).err(),
            may_cancel(&event, state, at(hour)).err(),
        )
    };
    let closed = Some(Refusal::Closed);
    assert_eq!(may(-1), (Some(Refusal::NotOpenYet), None, None));
    assert_eq!(may(0), (None, None, None));
    assert_eq!(may(99), (None, None, None));
    assert_eq!(may(100), (closed, closed, None), "the deadline itself is too late");
    assert_eq!(may(111), (closed, closed, None), "even a late word helps those at the door");
    assert_eq!(may(112), (closed, closed, closed));

    let open_to_the_end = Seats { window: RegistrationWindow { opens_at: None, closes_at: at(500) }, ..event };
    assert_eq!(decide(&open_to_the_end, wish(1), at(111)), Ok(Placement::Seated), "a course takes latecomers");
    assert_eq!(decide(&open_to_the_end, wish(1), at(112)), Err(Refusal::Closed));
    assert!(
        seats_given(&Seats { waiting: 1, ..event }, &[WaitingParty { id: RegistrationId(1), seats: 1 }], at(112))
            .is_empty()
    );
}

#[test]
fn a_draft_is_unknown_and_a_cancelled_event_says_so() {
    let draft = Seats { standing: Standing::Draft, ..seats(Some(10)) };
    assert_eq!(decide(&draft, wish(1), at(1)), Err(Refusal::UnknownEvent));
    let off = Seats { standing: Standing::Cancelled, waiting: 1, ..seats(Some(10)) };
    assert_eq!(decide(&off, wish(1), at(1)), Err(Refusal::EventCancelled));
    assert_eq!(may_cancel(&off, RegistrationState::Seated, at(1)), Err(Refusal::EventCancelled));
    assert!(seats_given(&off, &[WaitingParty { id: RegistrationId(1), seats: 1 }], at(1)).is_empty());
}

#[test]
fn a_party_is_as_large_as_the_event_allows_and_comes_as_it_allows() {
    let event = seats(Some(2));
    assert_eq!(decide(&event, wish(0), at(1)), Err(Refusal::TooManySeats { max: 2 }));
    assert_eq!(decide(&event, wish(3), at(1)), Err(Refusal::TooManySeats { max: 2 }), "never more than there are");
    assert_eq!(decide(&seats(None), wish(4), at(1)), Err(Refusal::TooManySeats { max: 3 }));
    assert_eq!(decide(&seats(None), wish(3), at(1)), Ok(Placement::Seated));
    let venue = Seats { format: Format::Venue, ..event };
    assert_eq!(decide(&venue, wish(1), at(1)), Err(Refusal::AttendanceNotOffered));
}

#[test]
fn a_seated_party_grows_into_free_seats_but_never_past_those_who_wait() {
    let grow = |event: &Seats, state| decide_change(event, state, 1, 3, Attendance::Online, at(1));
    let seated = RegistrationState::Seated;
    assert_eq!(grow(&Seats { taken: 8, ..seats(Some(10)) }, seated), Ok(()));
    assert_eq!(grow(&Seats { taken: 9, ..seats(Some(10)) }, seated), Err(Refusal::NotEnoughSeats { free: 1 }));
    let with_a_line = Seats { taken: 8, waiting: 1, ..seats(Some(10)) };
    assert_eq!(grow(&with_a_line, seated), Err(Refusal::NotEnoughSeats { free: 0 }));
    let offered = RegistrationState::Offered;
    assert_eq!(
        grow(&with_a_line, offered),
        Err(Refusal::NotEnoughSeats { free: 0 }),
        "what is held is what was offered"
    );
    assert_eq!(grow(&with_a_line, RegistrationState::Waiting), Ok(()), "in line one may ask for more");
    assert_eq!(grow(&with_a_line, RegistrationState::Cancelled), Err(Refusal::AlreadyCancelled));
}

fn applicant() -> Applicant {
    Applicant {
        name: PersonName::parse("山田 太郎").expect("a name"),
        kana: Kana::parse("ヤマダ タロウ").expect("a reading"),
        email: Some(EmailAddress::parse("taro@example.jp").expect("an address")),
        phone: Some(PhoneNumber::parse("03-5422-1517").expect("a number")),
        organisation: OrganisationName::parse("山田製作所").expect("a name"),
        organisation_kind: OrganisationKind::SmallCompany,
        prefecture: Prefecture::Tokyo,
        attendance: Attendance::Online,
        seats: 2,
        topics: vec![Topic::Ict, Topic::Security],
        question: Some("一行目\n二行目".to_owned()),
        access_needs: None,
    }
}

fn registration(applicant: Applicant) -> Registration {
    Registration {
        id: RegistrationId(1),
        event: EventId(1),
        reference: ReferenceNumber::from_random([7; 16]),
        state: RegistrationState::Seated,
        position: None,
        offer: None,
        applicant,
        channel: Channel::Site,
        cancel_reason: None,
        language: Language::Japanese,
        revision: 4,
        created_at: at(0),
        changed_at: at(0),
    }
}

const RULES: FormRules =
    FormRules { format: Format::Hybrid, seats_per_registration: 3, is_change: false, channel: Channel::Site };

#[test]
fn what_was_set_aside_shows_the_face_of_any_other() {
    let aside = Registration { state: RegistrationState::SetAside, ..registration(applicant()) };
    assert_eq!(aside.face(), RegistrationState::Seated);
    assert_eq!(Registration { position: Some(3), ..aside }.face(), RegistrationState::Waiting);
}

#[test]
fn an_empty_form_is_told_everything_that_it_needs_in_the_order_of_the_page() {
    let needed = [
        Field::Attendance,
        Field::Name,
        Field::Kana,
        Field::Email,
        Field::Organisation,
        Field::OrganisationKind,
        Field::Prefecture,
    ];
    let mut expected = needed.map(|field| (field, FieldError::Required)).to_vec();
    expected.push((Field::Consent, FieldError::MustAgree));
    assert_eq!(RegistrationForm::default().parse(RULES), Err(expected));
}

#[test]
fn a_form_is_read_as_it_was_meant() {
    let typed = RegistrationForm {
        seats: "２".to_owned(),
        kana: "ﾔﾏﾀﾞ　たろう".to_owned(),
        email: "ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ".to_owned(),
        phone: "（０３）５４２２ー１５１７".to_owned(),
        topics: ["security", "", "ict", "security"].map(str::to_owned).to_vec(),
        question: "一行目\r\n二行目  ".to_owned(),
        ..RegistrationForm::filled_from(&registration(applicant()))
    };
    assert_eq!(typed.parse(RULES), Ok(applicant()));
    let one_way =
        FormRules { format: Format::Venue, seats_per_registration: 1, is_change: true, channel: Channel::Site };
    let party = typed.parse(one_way);
    let one_at_most = FieldError::OutOfRange { min: 1, max: 1 };
    assert_eq!(party, Err(vec![(Field::Seats, one_at_most)]), "a party of two is not made one silently");
    let not_asked =
        RegistrationForm { attendance: String::new(), consent: String::new(), seats: String::new(), ..typed };
    let expected = Applicant { attendance: Attendance::Venue, seats: 1, ..applicant() };
    assert_eq!(not_asked.parse(one_way), Ok(expected), "what the form does not ask cannot be wrong");
}

fn text(kinds: &'static str, most: usize) -> impl Strategy<Value = String> {
    let signs: Vec<char> = kinds.chars().collect();
    prop::collection::vec(prop::sample::select(signs), 1..most).prop_map(String::from_iter)
}

prop_compose! {
    fn applicants()(
        name in text("山田太郎髙﨑𠮷 aZ'・<>&\"", 30).prop_filter_map("a name", |text| PersonName::parse(&text).ok()),
        kana in text("ヤマダﾀﾞたろう ー-A", 30).prop_filter_map("a reading", |text| Kana::parse(&text).ok()),
        local in "[a-z0-9][a-zA-Z0-9.+_-]{0,20}",
        phone in prop::option::of("0[0-9]{9,10}"),
        organisation in text("株式会社山田製作所&<> (1)", 40)
            .prop_filter_map("a name", |text| OrganisationName::parse(&text).ok()),
        kind in prop::sample::select(OrganisationKind::ALL.to_vec()),
        prefecture in prop::sample::select(Prefecture::ALL.to_vec()),
        online in any::<bool>(),
        seats in 1_u32..=3,
        topics in prop::sample::subsequence(Topic::ALL.to_vec(), 0..=4),
        question in prop::option::of(text("質問?\n<textarea>& ", 60)),
    ) -> Applicant {
        let question = question.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        Applicant {
            name,
            kana,
            email: Some(EmailAddress::parse(&format!("{local}@example.jp")).expect("an address")),
            phone: phone.map(|digits| PhoneNumber::parse(&digits).expect("a number")),
            organisation,
            organisation_kind: kind,
            prefecture,
            attendance: if online { Attendance::Online } else { Attendance::Venue },
            seats,
            topics,
            question,
            access_needs: None,
        }
    }
}

/// A field of the form, a value that is wrong there, and why.
fn mistakes() -> Vec<(Field, &'static str, FieldError)> {
    vec![
        (Field::Attendance, "by boat", FieldError::UnknownChoice),
        (Field::Seats, "4", FieldError::OutOfRange { min: 1, max: 3 }),
        (Field::Name, "https://win.example", FieldError::LinkNotAllowed),
        (Field::Kana, "山田", FieldError::NotKana),
        (Field::Email, "taro.example.jp", FieldError::MissingAtSign),
        (Field::Phone, "12345", FieldError::Malformed),
        (Field::Organisation, "a\u{0}b", FieldError::ControlCharacter),
        (Field::OrganisationKind, "", FieldError::Required),
        (Field::Prefecture, "48", FieldError::UnknownChoice),
        (Field::Topics, "cooking", FieldError::UnknownChoice),
        (Field::Question, "\u{7}", FieldError::ControlCharacter),
        (Field::AccessNeeds, "\u{1b}[31m", FieldError::ControlCharacter),
        (Field::Consent, "no", FieldError::MustAgree),
    ]
}

fn write(form: &mut RegistrationForm, field: Field, typed: &str) {
    let place = match field {
        Field::Attendance => &mut form.attendance,
        Field::Seats => &mut form.seats,
        Field::Name => &mut form.name,
        Field::Kana => &mut form.kana,
        Field::Email => &mut form.email,
        Field::Phone => &mut form.phone,
        Field::Organisation => &mut form.organisation,
        Field::OrganisationKind => &mut form.organisation_kind,
        Field::Prefecture => &mut form.prefecture,
        Field::Topics => return form.topics = vec!["ict".to_owned(), typed.to_owned()],
        Field::Question => &mut form.question,
        Field::AccessNeeds => &mut form.access_needs,
        Field::Consent => &mut form.consent,
    };
    typed.clone_into(place);
}

proptest! {
    #[test]
    fn a_form_filled_from_a_registration_reads_back_the_same(applicant in applicants()) {
        let registration = registration(applicant);
        let form = RegistrationForm::filled_from(&registration);
        prop_assert_eq!(form.parse(RULES), Ok(registration.applicant));
        prop_assert_eq!(form.revision, "4");
    }

    #[test]
    fn every_problem_is_told_at_once_in_the_order_of_the_page(
        wrong in prop::sample::subsequence(mistakes(), 0..=13),
    ) {
        let mut form = RegistrationForm::filled_from(&registration(applicant()));
        for (field, typed, _) in &wrong {
            write(&mut form, *field, typed);
        }
        let expected: Vec<_> = wrong.iter().map(|(field, _, error)| (*field, *error)).collect();
        match form.parse(RULES) {
            Ok(_) => prop_assert!(expected.is_empty()),
            Err(problems) => prop_assert_eq!(problems, expected),
        }
    }

    #[test]
    fn whatever_is_sent_is_answered(fields in prop::collection::vec(any::<String>(), 14), topics in any::<Vec<String>>()) {
        let mut form = RegistrationForm { topics, ..RegistrationForm::default() };
        for ((field, _, _), typed) in mistakes().iter().zip(&fields).filter(|((field, ..), _)| *field != Field::Topics) {
            write(&mut form, *field, typed);
        }
        drop(form.parse(RULES));
    }
}

#[test]
fn an_event_without_seats_takes_nobody_and_nobody_waits_for_it() {
    let none = seats(Some(0));
    let now = at(0);
    assert_eq!(none.availability(now), Availability::Closed);
    let wish = Wish { seats: 1, attendance: Attendance::Venue, or_wait: true };
    assert_eq!(decide(&none, wish, now), Err(Refusal::Closed));
}
