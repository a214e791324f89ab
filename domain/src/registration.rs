//! Registering for an event: who gets a seat, who waits, who is turned away.
//!
//! Knows nothing of storage, time sources or words. Each decision takes a snapshot that was read
//! inside the transaction that will act on it. Add a rule here and its property in
//! `tests/registration.rs`.

use serde::{Deserialize, Serialize};

use crate::contact::{EmailAddress, PhoneNumber};
use crate::event::{EventDraft, EventId, Format, RegistrationWindow, Standing, Topic};
use crate::input::{FieldError, choice, keep, multi_line, optional, tolerant};
use crate::language::Language;
use crate::offer::Offer;
use crate::organisation::{OrganisationKind, OrganisationName};
use crate::person::{Kana, PersonName};
use crate::place::Prefecture;
use crate::reference::ReferenceNumber;
use crate::time::Timestamp;

/// A stored registration's number inside the database; never shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RegistrationId(pub i64);

/// The longest question or remark, in characters.
pub const FREE_TEXT_MAX: u32 = 400;

/// How somebody takes part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Attendance {
    /// In person.
    Venue,
    /// From afar.
    Online,
}

impl Attendance {
    /// The word in forms and in the database.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Venue => "venue",
            Self::Online => "online",
        }
    }

    /// The attendance that a word names.
    pub fn from_slug(slug: &str) -> Option<Self> {
        [Self::Venue, Self::Online].into_iter().find(|attendance| attendance.slug() == slug)
    }
}

/// Where a registration stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RegistrationState {
    /// Has its seats.
    Seated,
    /// In line for seats.
    Waiting,
    /// Is offered seats, which are held until it answers or the offer ends.
    Offered,
    /// Given up by the applicant, or ended with the event.
    Cancelled,
    /// Holds nothing and waits for nothing: a second registration under one address, or one that
    /// looks like a machine's. It exists so that the answer on the screen is the same as any other,
    /// and so that the secretariat can find it by its number and put it right.
    SetAside,
}

impl RegistrationState {
    /// The word in the database.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Seated => "seated",
            Self::Waiting => "waiting",
            Self::Offered => "offered",
            Self::Cancelled => "cancelled",
            Self::SetAside => "set_aside",
        }
    }

    /// The state that a word in the database names.
    pub fn from_slug(slug: &str) -> Option<Self> {
        [Self::Seated, Self::Waiting, Self::Offered, Self::Cancelled, Self::SetAside]
            .into_iter()
            .find(|state| state.slug() == slug)
    }

    /// Whether nobody else can have its seats.
    pub const fn holds_seats(self) -> bool {
        matches!(self, Self::Seated | Self::Offered)
    }

    /// Where `transition` leads from here; none where it is not possible.
    pub const fn after(self, transition: Transition) -> Option<Self> {
        match (self, transition) {
            (Self::Waiting, Transition::GiveSeat) | (Self::Offered, Transition::AcceptOffer) => Some(Self::Seated),
            (Self::Waiting, Transition::OfferSeat) => Some(Self::Offered),
            (Self::Offered, Transition::LapseOffer) => Some(Self::Waiting),
            (Self::Seated | Self::Waiting | Self::Offered | Self::SetAside, Transition::Cancel) => {
                Some(Self::Cancelled)
            }
            _ => None,
        }
    }
}

/// What can happen to a registration after it was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transition {
    /// A freed seat goes to it at once.
    GiveSeat,
    /// A freed seat is held for it until it answers.
    OfferSeat,
    /// The applicant takes the seat that is held.
    AcceptOffer,
    /// No answer came in time: back to the end of the line.
    LapseOffer,
    /// The applicant gives it up, or has let the last offer pass.
    Cancel,
}

/// Why a registration was set aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SetAsideReason {
    /// The address already holds an active registration for the event.
    Repeated,
    /// The hidden field was filled, or nobody could have typed so fast.
    Suspected,
}

impl SetAsideReason {
    /// The word in the database.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Repeated => "repeated",
            Self::Suspected => "suspected",
        }
    }
}

/// What a decision needs to know of one event, read inside the transaction that will act on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seats {
    /// 定員; none: no limit.
    pub capacity: Option<u32>,
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

    /// Seats nobody has; `u32::MAX` where there is no limit.
    pub fn free(&self) -> u32 {
        self.capacity.map_or(u32::MAX, |capacity| capacity.saturating_sub(self.taken))
    }
}

/// Why a request is turned away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum Refusal {
    /// No such event, or none that the public may know of.
    #[error("there is no such event")]
    UnknownEvent,
    /// The event was called off.
    #[error("the event was cancelled")]
    EventCancelled,
    /// Registration has not begun.
    #[error("registration is not open yet")]
    NotOpenYet,
    /// The deadline has passed.
    #[error("registration is closed")]
    Closed,
    /// The seats went to others while the form was open; a place in line is what is left.
    #[error("only the waiting list is left")]
    OnlyWaiting,
    /// More seats than one registration may take.
    #[error("more seats than one registration may take ({max})")]
    TooManySeats {
        /// How many it may.
        max: u32,
    },
    /// A change asks for more seats than are free.
    #[error("not enough free seats ({free})")]
    NotEnoughSeats {
        /// How many are free.
        free: u32,
    },
    /// The event is not held that way any more.
    #[error("the event cannot be attended that way")]
    AttendanceNotOffered,
    /// It was cancelled already.
    #[error("the registration was cancelled already")]
    AlreadyCancelled,
    /// Nothing is on offer: it was answered already, or has not been made.
    #[error("no seat is on offer")]
    NoOffer,
    /// The answer comes after the offer's end.
    #[error("the offer has ended")]
    OfferEnded,
    /// Somebody changed it in the meantime.
    #[error("the registration was changed in the meantime")]
    ChangedMeanwhile,
    /// No such registration: the link is wrong or has been replaced.
    #[error("there is no such registration")]
    UnknownRegistration,
}

/// What a new registration gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placement {
    /// Seats.
    Seated,
    /// A place in line.
    Waiting {
        /// 1 for the first in line.
        position: u32,
    },
}

impl Placement {
    /// The state a registration with this placement is in.
    pub const fn state(self) -> RegistrationState {
        match self {
            Self::Seated => RegistrationState::Seated,
            Self::Waiting { .. } => RegistrationState::Waiting,
        }
    }
}

impl RegistrationWindow {
    /// Whether one may register at `now`.
    ///
    /// # Errors
    /// [`Refusal::NotOpenYet`] or [`Refusal::Closed`].
    pub fn admits(&self, now: Timestamp) -> Result<(), Refusal> {
        if self.opens_at.is_some_and(|opens| now < opens) {
            Err(Refusal::NotOpenYet)
        } else if now >= self.closes_at {
            Err(Refusal::Closed)
        } else {
            Ok(())
        }
    }
}

/// What somebody asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wish {
    /// How many seats.
    pub seats: u32,
    /// How they take part.
    pub attendance: Attendance,
    /// Whether a place in line will do. Somebody whose page promised a seat is asked first.
    pub or_wait: bool,
}

/// Decides one request.
///
/// # Errors
/// [`Refusal`] says why, in a kind that a page can put into words.
pub fn decide(event: &Seats, wish: Wish, now: Timestamp) -> Result<Placement, Refusal> {
    match event.standing {
        Standing::Published => {}
        Standing::Cancelled => return Err(Refusal::EventCancelled),
        Standing::Draft => return Err(Refusal::UnknownEvent),
    }
    event.window.admits(now)?;
    // 定員 0: nobody registers here, and nobody waits for a seat that will never be.
    if now >= event.ends_at || event.capacity == Some(0) {
        return Err(Refusal::Closed);
    }
    check_wishes(event, wish.seats, wish.attendance)?;
    // Nobody overtakes those who wait, even when a smaller party would still fit.
    if event.waiting == 0 && event.free() >= wish.seats {
        Ok(Placement::Seated)
    } else if wish.or_wait {
        Ok(Placement::Waiting { position: event.waiting.saturating_add(1) })
    } else {
        Err(Refusal::OnlyWaiting)
    }
}

fn check_wishes(event: &Seats, seats: u32, attendance: Attendance) -> Result<(), Refusal> {
    let most = event.capacity.map_or(event.per_registration, |capacity| event.per_registration.min(capacity));
    if seats == 0 || seats > most {
        return Err(Refusal::TooManySeats { max: most });
    }
    let offered = match attendance {
        Attendance::Venue => event.format.has_venue(),
        Attendance::Online => event.format.has_online(),
    };
    if offered { Ok(()) } else { Err(Refusal::AttendanceNotOffered) }
}

/// Whether the details of a registration may still be changed by its applicant.
///
/// # Errors
/// [`Refusal`] says why not.
pub fn may_change(event: &Seats, state: RegistrationState, now: Timestamp) -> Result<(), Refusal> {
    may_cancel(event, state, now)?;
    if now >= event.window.closes_at { Err(Refusal::Closed) } else { Ok(()) }
}

/// Whether a registration may still be given up by its applicant: until the event ends, since
/// even a late word helps those at the door and those who wait.
///
/// # Errors
/// [`Refusal`] says why not.
pub fn may_cancel(event: &Seats, state: RegistrationState, now: Timestamp) -> Result<(), Refusal> {
    if state.after(Transition::Cancel).is_none() {
        Err(Refusal::AlreadyCancelled)
    } else if event.standing == Standing::Cancelled {
        Err(Refusal::EventCancelled)
    } else if now >= event.ends_at {
        Err(Refusal::Closed)
    } else {
        Ok(())
    }
}

/// Decides a change of how many seats a registration has and how it takes part.
///
/// # Errors
/// [`Refusal`] says why; in particular [`Refusal::NotEnoughSeats`] where a party with seats would grow
/// past what is free or past those who wait.
pub fn decide_change(
    event: &Seats,
    state: RegistrationState,
    old_seats: u32,
    new_seats: u32,
    attendance: Attendance,
    now: Timestamp,
) -> Result<(), Refusal> {
    may_change(event, state, now)?;
    check_wishes(event, new_seats, attendance)?;
    let more = new_seats.saturating_sub(old_seats);
    if state.holds_seats() && more > 0 {
        let free = if event.waiting == 0 { event.free() } else { 0 };
        if more > free {
            return Err(Refusal::NotEnoughSeats { free });
        }
    }
    Ok(())
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
        let left = capacity.saturating_sub(self.taken);
        if left == 0 || self.waiting > 0 {
            Availability::Full { waiting: self.waiting }
        } else if left <= 5.max(capacity / 10) {
            Availability::Few { left }
        } else {
            Availability::Open { left: Some(left) }
        }
    }
}

/// What somebody says of themselves and of their visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Applicant {
    /// 氏名.
    pub name: PersonName,
    /// フリガナ.
    pub kana: Kana,
    /// メールアドレス.
    pub email: EmailAddress,
    /// 電話番号.
    pub phone: Option<PhoneNumber>,
    /// 会社・団体.
    pub organisation: OrganisationName,
    /// 区分.
    pub organisation_kind: OrganisationKind,
    /// 都道府県.
    pub prefecture: Prefecture,
    /// 参加のしかた.
    pub attendance: Attendance,
    /// 人数.
    pub seats: u32,
    /// 関心のある内容; sorted, without repeats.
    pub topics: Vec<Topic>,
    /// 登壇者に聞きたいこと.
    pub question: Option<String>,
    /// 手伝いの要ること.
    pub access_needs: Option<String>,
}

/// A registration as its applicant may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registration {
    /// Its number in the database.
    pub id: RegistrationId,
    /// Which event.
    pub event: EventId,
    /// 受付番号.
    pub reference: ReferenceNumber,
    /// Where it stands.
    pub state: RegistrationState,
    /// Place in line, 1 for the first, while it waits; for one that was set aside, the place that
    /// its applicant was shown.
    pub position: Option<u32>,
    /// The last offer that was made to it.
    pub offer: Option<Offer>,
    /// Who and how.
    pub applicant: Applicant,
    /// The language it was made in: mail comes in it.
    pub language: Language,
    /// Grows with every change.
    pub revision: u32,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub changed_at: Timestamp,
}

impl Registration {
    /// The state that its applicant is shown: what was set aside looks like any other.
    pub const fn face(&self) -> RegistrationState {
        match (self.state, self.position) {
            (RegistrationState::SetAside, Some(_)) => RegistrationState::Waiting,
            (RegistrationState::SetAside, None) => RegistrationState::Seated,
            (state, _) => state,
        }
    }
}

/// A field of the registration form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RegistrationField {
    /// 参加のしかた.
    Attendance,
    /// 人数.
    Seats,
    /// 氏名.
    Name,
    /// フリガナ.
    Kana,
    /// メールアドレス.
    Email,
    /// 電話番号.
    Phone,
    /// 会社・団体.
    Organisation,
    /// 区分.
    OrganisationKind,
    /// 都道府県.
    Prefecture,
    /// 関心のある内容.
    Topics,
    /// 登壇者に聞きたいこと.
    Question,
    /// 手伝いの要ること.
    AccessNeeds,
    /// 同意.
    Consent,
}

impl RegistrationField {
    /// The field's name in the form and its id on the page.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Attendance => "attendance",
            Self::Seats => "seats",
            Self::Name => "name",
            Self::Kana => "kana",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Organisation => "organisation",
            Self::OrganisationKind => "organisation_kind",
            Self::Prefecture => "prefecture",
            Self::Topics => "topics",
            Self::Question => "question",
            Self::AccessNeeds => "access_needs",
            Self::Consent => "consent",
        }
    }
}

/// The form as it was typed: whatever a browser sends, kept as it is so that nothing is lost when
/// the page has to come back.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RegistrationForm {
    /// 参加のしかた.
    pub attendance: String,
    /// 人数.
    pub seats: String,
    /// 氏名.
    pub name: String,
    /// フリガナ.
    pub kana: String,
    /// メールアドレス.
    pub email: String,
    /// 電話番号.
    pub phone: String,
    /// 会社・団体.
    pub organisation: String,
    /// 区分.
    pub organisation_kind: String,
    /// 都道府県, two digits.
    pub prefecture: String,
    /// 関心のある内容: the slugs.
    pub topics: Vec<String>,
    /// 登壇者に聞きたいこと.
    pub question: String,
    /// 手伝いの要ること.
    pub access_needs: String,
    /// 同意: `yes`.
    pub consent: String,
    /// The hidden field that people leave empty.
    pub website: String,
    /// Which showing of the form this is: makes a repeated sending the same sending.
    pub key: String,
    /// Which button was pressed.
    pub step: String,
    /// What the check page promised: `seat`, or `line` for a place in line.
    pub promised: String,
    /// For a change: the revision that the form was filled from.
    pub revision: String,
}

/// One field and what is wrong with it.
pub type FieldProblem = (RegistrationField, FieldError);

/// What the form may ask and accept for one event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FormRules {
    /// How one can take part; with only one way the form does not ask.
    pub format: Format,
    /// How many seats one registration may take; with 1 the form asks only those who typed more before it was so.
    pub seats_per_registration: u32,
    /// Whether it is a change of a registration: consent was given and the address stays.
    pub is_change: bool,
}

impl RegistrationForm {
    /// The form filled with what a registration says, for a change.
    pub fn filled_from(registration: &Registration) -> Self {
        let applicant = &registration.applicant;
        Self {
            attendance: applicant.attendance.slug().to_owned(),
            seats: applicant.seats.to_string(),
            name: applicant.name.to_string(),
            kana: applicant.kana.to_string(),
            email: applicant.email.to_string(),
            phone: applicant.phone.as_ref().map(ToString::to_string).unwrap_or_default(),
            organisation: applicant.organisation.to_string(),
            organisation_kind: applicant.organisation_kind.slug().to_owned(),
            prefecture: applicant.prefecture.code_text().to_string(),
            topics: applicant.topics.iter().map(|topic| topic.slug().to_owned()).collect(),
            question: applicant.question.clone().unwrap_or_default(),
            access_needs: applicant.access_needs.clone().unwrap_or_default(),
            consent: "yes".to_owned(),
            revision: registration.revision.to_string(),
            ..Self::default()
        }
    }

    /// Turns what was typed into what cannot be wrong.
    ///
    /// # Errors
    /// Every field's problem at once, in the order of the page.
    pub fn parse(&self, rules: FormRules) -> Result<Applicant, Vec<FieldProblem>> {
        use RegistrationField as Field;
        let mut problems = Vec::new();
        let attendance = self.parse_attendance(rules.format);
        let attendance = keep(&mut problems, Field::Attendance, attendance);
        let seats = keep(&mut problems, Field::Seats, self.parse_seats(rules.seats_per_registration));
        let name = keep(&mut problems, Field::Name, PersonName::parse(&self.name));
        let kana = keep(&mut problems, Field::Kana, Kana::parse(&self.kana));
        let email = keep(&mut problems, Field::Email, EmailAddress::parse(&self.email));
        let phone = keep(&mut problems, Field::Phone, optional(&self.phone, PhoneNumber::parse));
        let organisation = keep(&mut problems, Field::Organisation, OrganisationName::parse(&self.organisation));
        let organisation_kind =
            keep(&mut problems, Field::OrganisationKind, choice(&self.organisation_kind, OrganisationKind::from_slug));
        let prefecture = keep(
            &mut problems,
            Field::Prefecture,
            choice(&self.prefecture, |code| code.parse().ok().and_then(Prefecture::from_code)),
        );
        let topics = keep(&mut problems, Field::Topics, self.parse_topics());
        let question = keep(&mut problems, Field::Question, multi_line(&self.question, FREE_TEXT_MAX));
        let access_needs = keep(&mut problems, Field::AccessNeeds, multi_line(&self.access_needs, FREE_TEXT_MAX));
        if !rules.is_change && self.consent != "yes" {
            problems.push((Field::Consent, FieldError::MustAgree));
        }
        match (attendance, seats, name, kana, email, phone, organisation, organisation_kind, prefecture) {
            (
                Some(attendance),
                Some(seats),
                Some(name),
                Some(kana),
                Some(email),
                Some(phone),
                Some(organisation),
                Some(organisation_kind),
                Some(prefecture),
            ) if problems.is_empty() => Ok(Applicant {
                name,
                kana,
                email,
                phone,
                organisation,
                organisation_kind,
                prefecture,
                attendance,
                seats,
                topics: topics.unwrap_or_default(),
                question: question.flatten(),
                access_needs: access_needs.flatten(),
            }),
            _ => Err(problems),
        }
    }

    fn parse_attendance(&self, format: Format) -> Result<Attendance, FieldError> {
        match format {
            Format::Venue => Ok(Attendance::Venue),
            Format::Online => Ok(Attendance::Online),
            Format::Hybrid => choice(&self.attendance, Attendance::from_slug),
        }
    }

    fn parse_seats(&self, max: u32) -> Result<u32, FieldError> {
        let typed = tolerant(&self.seats);
        if self.seats.is_empty() {
            return Ok(1);
        }
        match typed.parse::<u32>() {
            Ok(seats) if (1..=max).contains(&seats) => Ok(seats),
            Ok(_) => Err(FieldError::OutOfRange { min: 1, max }),
            Err(_) => Err(FieldError::Malformed),
        }
    }

    fn parse_topics(&self) -> Result<Vec<Topic>, FieldError> {
        let mut topics = self
            .topics
            .iter()
            .filter(|slug| !slug.is_empty())
            .map(|slug| Topic::from_slug(slug).ok_or(FieldError::UnknownChoice))
            .collect::<Result<Vec<_>, _>>()?;
        topics.sort_unstable();
        topics.dedup();
        Ok(topics)
    }
}
