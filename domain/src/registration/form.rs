//! The registration form: what was typed, and how it becomes an [`Applicant`].

use serde::{Deserialize, Serialize};

use super::{Applicant, Attendance, Registration};
use crate::contact::{EmailAddress, PhoneNumber};
use crate::event::{Format, Topic};
use crate::input::{FieldError, choice, keep, multi_line, optional, tolerant};
use crate::inquiry::desk::Channel;
use crate::organisation::{OrganisationKind, OrganisationName};
use crate::person::{Kana, PersonName};
use crate::place::Prefecture;

/// The longest question or remark, in characters.
pub const FREE_TEXT_MAX: u32 = 400;

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
    /// Who fills it in: the desk may leave the mail address out where it writes down a phone number.
    pub channel: Channel,
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
            email: applicant.email.as_ref().map(ToString::to_string).unwrap_or_default(),
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
        let email = match rules.channel {
            Channel::Site => EmailAddress::parse(&self.email).map(Some),
            Channel::Phone => optional(&self.email, EmailAddress::parse),
        };
        let email = keep(&mut problems, Field::Email, email);
        let phone = keep(&mut problems, Field::Phone, optional(&self.phone, PhoneNumber::parse));
        if (&email, &phone) == (&Some(None), &Some(None)) {
            problems.push((Field::Phone, FieldError::Required));
        }
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
