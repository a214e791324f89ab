//! Support organisations (支援機関): who helps companies and local governments with telework, and where.
//!
//! They come from a file that the secretariat keeps ([`Column`] names what stands in it) and are found by place and
//! topic. The organisation that an applicant comes from is another noun: [`crate::organisation`].

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::contact::{EmailAddress, PhoneNumber, PostalCode, WebAddress};
use crate::event::{Bilingual, Topic};
use crate::input::{FieldError, text_value, tolerant};
use crate::place::{Prefecture, Region};

mod file;

pub use file::{Column, HEADER, RowProblem, cells_of, from_cells};

/// What makes an organisation the same one when its file comes again: 1 to 32 Latin letters, digits and hyphens.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SupportOrganisationCode(String);

impl SupportOrganisationCode {
    /// The greatest number of characters.
    pub const MAX_CHARS: u32 = 32;

    /// Reads a code in any width and case; it is kept in capitals.
    ///
    /// # Errors
    /// [`FieldError::Required`] when empty, [`FieldError::TooLong`], and [`FieldError::Malformed`] for other signs.
    pub fn parse(text: &str) -> Result<Self, FieldError> {
        let code = tolerant(text).to_ascii_uppercase();
        if code.is_empty() {
            return Err(FieldError::Required);
        }
        if !code.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
            return Err(FieldError::Malformed);
        }
        if code.len() > Self::MAX_CHARS as usize {
            return Err(FieldError::TooLong { max: Self::MAX_CHARS });
        }
        Ok(Self(code))
    }

    /// The code.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SupportOrganisationCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

text_value!(SupportOrganisationCode);

/// What kind of body it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SupportOrganisationKind {
    /// 商工会議所・商工会.
    ChamberOfCommerce,
    /// 中小企業団体中央会 and other federations of an industry.
    IndustryFederation,
    /// 情報産業協会.
    ItAssociation,
    /// 社会保険労務士会 and others on the side of labour.
    LabourAssociation,
    /// 地方公共団体.
    LocalGovernment,
    /// Anything else.
    Other,
}

impl SupportOrganisationKind {
    /// All kinds, in the order in which they are listed.
    pub const ALL: [Self; 6] = [
        Self::ChamberOfCommerce,
        Self::IndustryFederation,
        Self::ItAssociation,
        Self::LabourAssociation,
        Self::LocalGovernment,
        Self::Other,
    ];
}

/// Whom it helps, by place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AreaServed {
    /// 全国.
    AllOfJapan,
    /// These prefectures: sorted, without repeats, never none.
    Prefectures(Vec<Prefecture>),
}

impl AreaServed {
    /// These prefectures, in the order of their codes; none where there are none.
    pub fn of(mut prefectures: Vec<Prefecture>) -> Option<Self> {
        prefectures.sort_unstable();
        prefectures.dedup();
        if prefectures.is_empty() { None } else { Some(Self::Prefectures(prefectures)) }
    }

    /// Whether somebody of `prefecture` is helped.
    pub fn serves(&self, prefecture: Prefecture) -> bool {
        match self {
            Self::AllOfJapan => true,
            Self::Prefectures(prefectures) => prefectures.contains(&prefecture),
        }
    }

    /// Whether anybody of `region` is helped.
    pub fn reaches(&self, region: Region) -> bool {
        match self {
            Self::AllOfJapan => true,
            Self::Prefectures(prefectures) => prefectures.iter().any(|prefecture| prefecture.region() == region),
        }
    }
}

/// A phone number with the hyphens that its office writes, which no list of area codes is needed for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct OfficePhone {
    written: String,
    number: PhoneNumber,
}

impl OfficePhone {
    /// Reads a number as [`PhoneNumber::parse`] does.
    ///
    /// # Errors
    /// Those of [`PhoneNumber::parse`].
    pub fn parse(text: &str) -> Result<Self, FieldError> {
        let number = PhoneNumber::parse(text)?;
        // Brackets part a number as hyphens do: （0584）78-0000.
        let typed = tolerant(&text.replace(['(', ')', '（', '）'], "-"));
        let groups: Vec<&str> = typed.split('-').filter(|group| !group.is_empty()).collect();
        let is_as_written = groups.len() > 1 && groups.concat() == number.as_digits();
        let written = if is_as_written { groups.join("-") } else { number.to_string() };
        Ok(Self { written, number })
    }

    /// The number as it is shown: `0584-78-0000`.
    pub fn as_str(&self) -> &str {
        &self.written
    }

    /// The number as a link dials it from anywhere: `tel:+81584780000`.
    pub fn link(&self) -> String {
        format!("tel:{}", self.number.international())
    }
}

impl fmt::Display for OfficePhone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written)
    }
}

text_value!(OfficePhone);

/// Where its office is, as far as it says so.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Office {
    /// 〒.
    pub postal_code: Option<PostalCode>,
    /// The prefecture of the office; it may serve others.
    pub prefecture: Option<Prefecture>,
    /// 市区町村.
    pub city: Option<String>,
    /// 町名以下.
    pub street: Option<String>,
}

/// One organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupportOrganisation {
    /// Its code in the secretariat's file.
    pub code: SupportOrganisationCode,
    /// What it is called.
    pub name: Bilingual,
    /// What kind of body it is.
    pub kind: SupportOrganisationKind,
    /// Whom it helps.
    pub area: AreaServed,
    /// Where its office is.
    pub office: Office,
    /// What it knows about; sorted, without repeats, never none.
    pub topics: Vec<Topic>,
    /// What it does for those who come: paragraphs are parted by an empty line.
    pub help: Bilingual,
    /// Its phone.
    #[serde(default)]
    pub phone: Option<OfficePhone>,
    /// Its mail address.
    #[serde(default)]
    pub email: Option<EmailAddress>,
    /// Its own page.
    #[serde(default)]
    pub page: Option<WebAddress>,
    /// When it can be reached.
    #[serde(default)]
    pub hours: Option<Bilingual>,
    /// Whether the public is told of it.
    pub is_listed: bool,
    /// Whether the demo has invented it.
    pub is_demo: bool,
}

impl SupportOrganisation {
    /// The prefecture under which it is looked for first: that of its office if it helps there, else the first that it
    /// serves; none where it serves all.
    pub fn home(&self) -> Option<Prefecture> {
        match &self.area {
            AreaServed::AllOfJapan => None,
            AreaServed::Prefectures(prefectures) => {
                let office = self.office.prefecture.filter(|office| prefectures.contains(office));
                office.or_else(|| prefectures.first().copied())
            }
        }
    }
}

/// What somebody is looking for. Everything empty: all organisations.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Helps in this region.
    pub region: Option<Region>,
    /// Helps in this prefecture.
    pub prefecture: Option<Prefecture>,
    /// Knows about any of these; empty: all.
    pub topics: Vec<Topic>,
}

impl Filter {
    /// Whether anything is asked at all.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether `organisation` is what is looked for.
    pub fn admits(&self, organisation: &SupportOrganisation) -> bool {
        self.prefecture.is_none_or(|prefecture| organisation.area.serves(prefecture))
            && self.region.is_none_or(|region| organisation.area.reaches(region))
            && (self.topics.is_empty() || self.topics.iter().any(|topic| organisation.topics.contains(topic)))
    }

    /// The region under whose heading `organisation` stands: the one that is asked for, if it helps there, else that
    /// of its home; none for one that helps everywhere.
    pub fn heading(&self, organisation: &SupportOrganisation) -> Option<Region> {
        let home = organisation.home()?;
        let asked = self.prefecture.map(Prefecture::region).or(self.region);
        asked.filter(|region| organisation.area.reaches(*region)).or(Some(home.region()))
    }
}

/// Which wish was given up in an alternative.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loosened {
    /// A prefecture next door.
    Neighbour(Prefecture),
    /// The whole region instead of the one prefecture.
    Region(Region),
    /// Any topic, at the same place.
    Topics,
    /// All organisations.
    Everything,
}

/// All organisations that the public is told of.
#[derive(Debug, Default)]
pub struct Directory {
    organisations: Vec<SupportOrganisation>,
}

impl Directory {
    /// The directory of those among `organisations` that are listed, whatever order they come in.
    pub fn new(mut organisations: Vec<SupportOrganisation>) -> Self {
        organisations.retain(|organisation| organisation.is_listed);
        // Those that help everywhere come last: somebody near is tried first.
        organisations.sort_by(|one, other| {
            let key = |organisation: &SupportOrganisation| {
                (organisation.home().is_none(), organisation.home(), organisation.kind)
            };
            key(one).cmp(&key(other)).then_with(|| one.code.cmp(&other.code))
        });
        Self { organisations }
    }

    /// All of them.
    pub fn organisations(&self) -> &[SupportOrganisation] {
        &self.organisations
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.organisations.is_empty()
    }

    /// Whether any of them is invented.
    pub fn has_demo(&self) -> bool {
        self.organisations.iter().any(|organisation| organisation.is_demo)
    }

    /// What `filter` admits, each with the region it stands under: from north to south, those that help everywhere
    /// (none) at the end.
    pub fn find(&self, filter: &Filter) -> Vec<(Option<Region>, &SupportOrganisation)> {
        let mut found: Vec<_> = self
            .organisations
            .iter()
            .filter(|organisation| filter.admits(organisation))
            .map(|organisation| (filter.heading(organisation), organisation))
            .collect();
        // A stable sort: within a region the order of the directory stays.
        found.sort_by_key(|(region, _)| (region.is_none(), *region));
        found
    }

    /// How many `filter` admits.
    pub fn count(&self, filter: &Filter) -> usize {
        self.organisations.iter().filter(|organisation| filter.admits(organisation)).count()
    }

    /// What to offer where `filter` finds nothing: the prefectures next door, the whole region, any topic; all of them
    /// only where nothing else is left. Each with what it would find.
    pub fn alternatives(&self, filter: &Filter) -> Vec<(Loosened, Filter, usize)> {
        let mut found = Vec::new();
        let mut offer = |loosened: Loosened, wider: Filter| {
            let count = self.count(&wider);
            if count > 0 && wider != *filter {
                found.push((loosened, wider, count));
            }
        };
        if let Some(prefecture) = filter.prefecture {
            for neighbour in prefecture.neighbours() {
                offer(
                    Loosened::Neighbour(*neighbour),
                    Filter { prefecture: Some(*neighbour), region: None, ..filter.clone() },
                );
            }
            let region = prefecture.region();
            offer(Loosened::Region(region), Filter { prefecture: None, region: Some(region), ..filter.clone() });
        }
        offer(Loosened::Topics, Filter { topics: Vec::new(), ..filter.clone() });
        if found.is_empty() && !filter.is_empty() && !self.is_empty() {
            found.push((Loosened::Everything, Filter::default(), self.organisations.len()));
        }
        found
    }
}
