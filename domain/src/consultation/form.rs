//! The form of a consultation: what was typed, and how it becomes a [`Client`]. Time, topic and place are not typed: they
//! are those of the hold.

use serde::{Deserialize, Serialize};

use super::{Client, ClientOrganisation, Consultation};
use crate::availability::Meeting;
use crate::contact::{EmailAddress, PhoneNumber};
use crate::input::{FieldError, choice, keep, multi_line, optional, single_line, whole_number};
use crate::inquiry::desk::Channel;
use crate::organisation::{CorporateNumber, OrganisationKind, OrganisationName};
use crate::person::{Kana, PersonName};
use crate::place::Prefecture;

/// The longest question, in characters.
const QUESTION_MAX: u32 = 2_000;
/// The longest remark on access, in characters.
const ACCESS_NEEDS_MAX: u32 = 400;
/// The longest address, in characters.
const ADDRESS_MAX: u32 = 200;
/// The most employees that anybody in Japan has, and more.
const EMPLOYEES_MAX: u32 = 1_000_000;
/// How many people take part beside whoever books.
pub const PEOPLE_MAX: usize = 2;

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConsultationField {
    /// 相談したいこと.
    Question,
    /// 会社・団体.
    Organisation,
    /// 会社・団体のフリガナ.
    OrganisationKana,
    /// 区分.
    OrganisationKind,
    /// 法人番号.
    CorporateNumber,
    /// 都道府県.
    Prefecture,
    /// 従業員数.
    Employees,
    /// 訪問先の住所.
    Address,
    /// 氏名.
    Name,
    /// フリガナ.
    Kana,
    /// メールアドレス.
    Email,
    /// 電話番号.
    Phone,
    /// ほかの参加者.
    People,
    /// 手伝いの要ること.
    AccessNeeds,
    /// 同意.
    Consent,
}

impl ConsultationField {
    /// The field's name in the form and its id on the page.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Question => "question",
            Self::Organisation => "organisation",
            Self::OrganisationKana => "organisation_kana",
            Self::OrganisationKind => "organisation_kind",
            Self::CorporateNumber => "corporate_number",
            Self::Prefecture => "prefecture",
            Self::Employees => "employees",
            Self::Address => "address",
            Self::Name => "name",
            Self::Kana => "kana",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::People => "people",
            Self::AccessNeeds => "access_needs",
            Self::Consent => "consent",
        }
    }
}

/// The form as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ConsultationForm {
    /// 相談したいこと.
    pub question: String,
    /// 会社・団体.
    pub organisation: String,
    /// 会社・団体のフリガナ.
    pub organisation_kana: String,
    /// 区分.
    pub organisation_kind: String,
    /// 法人番号.
    pub corporate_number: String,
    /// 都道府県, two digits.
    pub prefecture: String,
    /// 従業員数.
    pub employees: String,
    /// 訪問先の住所.
    pub address: String,
    /// 氏名.
    pub name: String,
    /// フリガナ.
    pub kana: String,
    /// メールアドレス.
    pub email: String,
    /// 電話番号.
    pub phone: String,
    /// ほかの参加者: their names.
    pub people: Vec<String>,
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
    /// The secret of the hold.
    pub hold: String,
    /// For a change: the revision that the form was filled from.
    pub revision: String,
}

/// One field and what is wrong with it.
pub type ConsultationProblem = (ConsultationField, FieldError);

/// What the form asks for one consultation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConsultationFormRules {
    /// Where people meet: on site the expert has to know where, and how to call.
    pub meeting: Meeting,
    /// Whether it is a change: consent was given and the address stays.
    pub is_change: bool,
    /// Who fills it in: the desk may leave the mail address out where it writes down a phone number.
    pub channel: Channel,
}

impl ConsultationForm {
    /// The form filled with what a consultation says, for a change.
    pub fn filled_from(consultation: &Consultation) -> Self {
        let client = &consultation.client;
        let organisation = &client.organisation;
        let typed = |text: Option<&str>| text.unwrap_or_default().to_owned();
        Self {
            question: client.question.clone(),
            organisation: organisation.name.to_string(),
            organisation_kana: typed(organisation.kana.as_ref().map(Kana::as_str)),
            organisation_kind: organisation.kind.slug().to_owned(),
            corporate_number: typed(organisation.corporate_number.as_ref().map(CorporateNumber::as_str)),
            prefecture: organisation.prefecture.code_text().to_owned(),
            employees: organisation.employees.map(|count| count.to_string()).unwrap_or_default(),
            address: typed(client.address.as_deref()),
            name: client.name.to_string(),
            kana: client.kana.to_string(),
            email: typed(client.email.as_ref().map(EmailAddress::as_str)),
            phone: typed(client.phone.as_ref().map(PhoneNumber::as_str)),
            people: client.people.iter().map(ToString::to_string).collect(),
            access_needs: typed(client.access_needs.as_deref()),
            consent: "yes".to_owned(),
            revision: consultation.revision.to_string(),
            ..Self::default()
        }
    }

    /// Turns what was typed into what cannot be wrong.
    ///
    /// # Errors
    /// Every field's problem at once, in the order of the page.
    pub fn parse(&self, rules: ConsultationFormRules) -> Result<Client, Vec<ConsultationProblem>> {
        use ConsultationField as Field;
        let mut problems = Vec::new();
        let question = multi_line(&self.question, QUESTION_MAX).and_then(|text| text.ok_or(FieldError::Required));
        let question = keep(&mut problems, Field::Question, question);
        let organisation = self.parse_organisation(&mut problems);
        let address = match rules.meeting {
            Meeting::OnSite(_) => single_line(&self.address, ADDRESS_MAX).map(Some),
            Meeting::Online | Meeting::AtTable(_) => Ok(None),
        };
        let address = keep(&mut problems, Field::Address, address);
        let name = keep(&mut problems, Field::Name, PersonName::parse(&self.name));
        let kana = keep(&mut problems, Field::Kana, Kana::parse(&self.kana));
        let email = match rules.channel {
            Channel::Site => EmailAddress::parse(&self.email).map(Some),
            Channel::Phone => optional(&self.email, EmailAddress::parse),
        };
        let email = keep(&mut problems, Field::Email, email);
        let phone = match (rules.meeting, &email) {
            (Meeting::OnSite(_), _) | (_, Some(None)) => PhoneNumber::parse(&self.phone).map(Some),
            _ => optional(&self.phone, PhoneNumber::parse),
        };
        let phone = keep(&mut problems, Field::Phone, phone);
        let people = keep(&mut problems, Field::People, self.parse_people());
        let access_needs = multi_line(&self.access_needs, ACCESS_NEEDS_MAX);
        let access_needs = keep(&mut problems, Field::AccessNeeds, access_needs);
        if !rules.is_change && self.consent != "yes" {
            problems.push((Field::Consent, FieldError::MustAgree));
        }
        match (question, organisation, name, kana, email, phone) {
            (Some(question), Some(organisation), Some(name), Some(kana), Some(email), Some(phone))
                if problems.is_empty() =>
            {
                Ok(Client {
                    name,
                    kana,
                    email,
                    phone,
                    organisation,
                    address: address.flatten(),
                    question,
                    access_needs: access_needs.flatten(),
                    people: people.unwrap_or_default(),
                })
            }
            _ => Err(problems),
        }
    }

    fn parse_organisation(&self, problems: &mut Vec<ConsultationProblem>) -> Option<ClientOrganisation> {
        use ConsultationField as Field;
        let name = keep(problems, Field::Organisation, OrganisationName::parse(&self.organisation));
        let kana = keep(problems, Field::OrganisationKana, optional(&self.organisation_kana, Kana::parse));
        let kind = choice(&self.organisation_kind, OrganisationKind::from_slug);
        let kind = keep(problems, Field::OrganisationKind, kind);
        let number = optional(&self.corporate_number, CorporateNumber::parse);
        let number = keep(problems, Field::CorporateNumber, number);
        let prefecture = keep(problems, Field::Prefecture, Prefecture::parse(&self.prefecture));
        let employees = optional(&self.employees, |typed| whole_number(typed, 1, EMPLOYEES_MAX));
        let employees = keep(problems, Field::Employees, employees);
        Some(ClientOrganisation {
            name: name?,
            kana: kana?,
            kind: kind?,
            corporate_number: number?,
            prefecture: prefecture?,
            employees: employees?,
        })
    }

    fn parse_people(&self) -> Result<Vec<PersonName>, FieldError> {
        let typed = self.people.iter().map(|name| optional(name, PersonName::parse));
        let people = typed.collect::<Result<Vec<_>, _>>()?;
        let people: Vec<PersonName> = people.into_iter().flatten().collect();
        if people.len() > PEOPLE_MAX {
            return Err(FieldError::OutOfRange { min: 0, max: u32::try_from(PEOPLE_MAX).unwrap_or(u32::MAX) });
        }
        Ok(people)
    }
}
