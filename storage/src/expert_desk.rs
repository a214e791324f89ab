//! What the desk sees of experts and consultations: a calendar with everything that stands in it, lists, one consultation
//! with what was done to it.

use domain::account::{AccountId, Role, Secretariat};
use domain::audit::Act;
use domain::availability::Engagements;
use domain::consultation::{Consultation, ConsultationSurvey, Entitlement, SurveyCounts};
use domain::event::Event;
use domain::expert::{CalendarKeeper, ExpertCode, ExpertEntry};
use domain::person::PersonName;
use domain::reference::ReferenceNumber;
use domain::time::{Timestamp, start_of_day};
use jiff::civil::Date;
use sqlx::{AssertSqlSafe, Row as _, SqliteConnection};

use crate::audit::audit_of;
use crate::availability::diary::diary_of;
use crate::availability::kept;
use crate::consultation::{
    ReportKept, SELECT, SheetKept, consultation_from_row, consultations_from, report_of, sheet_of, survey_counts,
    survey_of,
};
use crate::event::event_from_row;
use crate::expert::{expert_from_row, expert_of};
use crate::{CalendarKept, Storage, StorageError};

/// The most consultations that a list shows.
const LIST_MAX: i64 = 200;

/// An expert's calendar with everything that stands in it from a day on.
#[derive(Debug, Clone)]
pub struct ExpertSheet {
    /// Whose.
    pub expert: ExpertEntry,
    /// What they say.
    pub kept: CalendarKept,
    /// What takes their time.
    pub engagements: Engagements,
    /// Their consultations, what was given up too.
    pub consultations: Vec<Consultation>,
    /// The events at which they speak.
    pub events: Vec<Event>,
}

/// Somebody with the account of an expert.
#[derive(Debug, Clone)]
pub struct ExpertListed {
    /// Whose account.
    pub account: AccountId,
    /// What their account calls them.
    pub name: PersonName,
    /// What citizens read; none until it was written.
    pub entry: Option<ExpertEntry>,
    /// Whether they may sign in.
    pub is_active: bool,
    /// How many consultations they have to come.
    pub to_come: u32,
}

/// Which consultations a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ConsultationGroup {
    /// Those that wait for their expert's confirmation.
    ToConfirm,
    /// Those to come.
    #[default]
    ToCome,
    /// Those that have been, of which nobody has noted whether anybody came.
    ToNote,
    /// Those that have been.
    Been,
    /// Those that were given up or ended.
    GivenUp,
}

impl ConsultationGroup {
    /// All groups, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::ToConfirm, Self::ToCome, Self::ToNote, Self::Been, Self::GivenUp];

    /// The word in addresses.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::ToConfirm => "to-confirm",
            Self::ToCome => "to-come",
            Self::ToNote => "to-note",
            Self::Been => "been",
            Self::GivenUp => "given-up",
        }
    }

    /// The group that a word in an address names.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|group| group.slug() == slug)
    }

    /// What holds of those in it; ?1 is now.
    const fn condition(self) -> &'static str {
        match self {
            Self::ToConfirm => "c.state = 'requested' AND c.starts_at > ?1",
            Self::ToCome => "c.state IN ('requested', 'confirmed') AND c.starts_at > ?1",
            Self::ToNote => "c.state IN ('requested', 'confirmed') AND c.starts_at <= ?1",
            Self::Been => "c.state IN ('attended', 'no_show') AND ?1 = ?1",
            Self::GivenUp => "c.state IN ('cancelled', 'cancelled_late', 'ended') AND ?1 = ?1",
        }
    }

    /// Whether the nearest come first; else the latest.
    const fn begins_with_the_nearest(self) -> bool {
        matches!(self, Self::ToConfirm | Self::ToCome | Self::ToNote)
    }
}

/// A list of consultations.
#[derive(Debug, Clone)]
pub struct ConsultationListed {
    /// Those that are shown, with the names of their experts.
    pub consultations: Vec<(Consultation, PersonName)>,
    /// How many there are in each group, in the order of [`ConsultationGroup::ALL`].
    pub counts: [u32; 5],
    /// What clients have said of those whose calendars whoever looks keeps.
    pub survey: SurveyCounts,
}

/// One line of a consultation's history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsultationDeed {
    /// What was done.
    pub act: Act,
    /// Which colleague did it; none: its client, or the service.
    pub by: Option<PersonName>,
    /// When.
    pub at: Timestamp,
}

/// One consultation as the desk sees it.
#[derive(Debug, Clone)]
pub struct ConsultationDesk {
    /// What it is.
    pub consultation: Consultation,
    /// Whose.
    pub expert: ExpertEntry,
    /// What its organisation may still book.
    pub entitlement: Entitlement,
    /// What its client wrote before it.
    pub sheet: SheetKept,
    /// What was written after it.
    pub report: Option<ReportKept>,
    /// What its client says of it.
    pub survey: Option<ConsultationSurvey>,
    /// Who did what, oldest first.
    pub history: Vec<ConsultationDeed>,
}

impl Storage {
    /// An expert's calendar with everything that stands in it from `from` on, for whoever keeps it.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn expert_sheet(
        &self,
        by: &CalendarKeeper,
        expert: AccountId,
        from: Date,
        now: Timestamp,
    ) -> Result<Option<ExpertSheet>, StorageError> {
        if !by.keeps(expert) {
            return Ok(None);
        }
        let mut read = self.readers().begin().await?;
        let (Some(entry), Some(kept)) = (expert_of(&mut read, expert).await?, kept(&mut read, expert).await?) else {
            return Ok(None);
        };
        let diary = diary_of(&mut read, expert, from, now).await?;
        let consultations = consultations_from(&mut read, expert, start_of_day(from)).await?;
        let events = events_of(&mut read, expert, from).await?;
        let engagements = diary.map(|diary| diary.engagements).unwrap_or_default();
        Ok(Some(ExpertSheet { expert: entry, kept, engagements, consultations, events }))
    }

    /// The expert that an account is, for whoever keeps their calendar.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn expert_kept(
        &self,
        by: &CalendarKeeper,
        expert: AccountId,
    ) -> Result<Option<ExpertEntry>, StorageError> {
        if !by.keeps(expert) {
            return Ok(None);
        }
        expert_of(&mut *self.readers().acquire().await?, expert).await
    }

    /// Everybody with the account of an expert, those who take consultations first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn experts_listed(&self, _: Secretariat, now: Timestamp) -> Result<Vec<ExpertListed>, StorageError> {
        let rows = sqlx::query(
            "SELECT a.id, a.name, a.disabled_at, x.account_id, x.code, x.profile, x.is_shown,
                 (SELECT count(*) FROM consultation c WHERE c.expert_id = a.id AND c.starts_at > ?2
                     AND c.state IN ('requested', 'confirmed')) AS to_come
             FROM account a LEFT JOIN expert x ON x.account_id = a.id
             WHERE a.role = ?1 OR x.account_id IS NOT NULL ORDER BY x.account_id IS NULL, a.id",
        )
        .bind(Role::Expert.slug())
        .bind(now.as_microseconds())
        .fetch_all(self.readers())
        .await?;
        rows.iter()
            .map(|row| {
                let code: Option<&str> = row.try_get("code")?;
                let disabled_at: Option<i64> = row.try_get("disabled_at")?;
                Ok(ExpertListed {
                    account: AccountId(row.try_get("id")?),
                    name: PersonName::parse(row.try_get("name")?).map_err(StorageError::unreadable)?,
                    entry: code.is_some().then(|| expert_from_row(row)).transpose()?,
                    is_active: disabled_at.is_none(),
                    to_come: row.try_get("to_come")?,
                })
            })
            .collect()
    }

    /// The consultations of a group, of all experts whose calendars `by` keeps or of one of them.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn consultation_list(
        &self,
        by: &CalendarKeeper,
        group: ConsultationGroup,
        expert: Option<&ExpertCode>,
        now: Timestamp,
    ) -> Result<ConsultationListed, StorageError> {
        let own = match by {
            CalendarKeeper::Secretariat(_) => None,
            CalendarKeeper::Expert(expert) => Some(expert.account().0),
        };
        let mut read = self.readers().begin().await?;
        let whose = "(?2 IS NULL OR c.expert_id = ?2)
             AND (?3 IS NULL OR c.expert_id = (SELECT account_id FROM expert WHERE code = ?3))";
        let mut counts = [0_u32; 5];
        for (count, group) in counts.iter_mut().zip(ConsultationGroup::ALL) {
            let query = format!("SELECT count(*) FROM consultation c WHERE {} AND {whose}", group.condition());
            *count = sqlx::query_scalar(AssertSqlSafe(query))
                .bind(now.as_microseconds())
                .bind(own)
                .bind(expert.map(ExpertCode::as_str))
                .fetch_one(&mut *read)
                .await?;
        }
        let direction = if group.begins_with_the_nearest() { "ASC" } else { "DESC" };
        let query = format!(
            "{SELECT} WHERE {} AND {whose} ORDER BY c.starts_at {direction}, c.id LIMIT {LIST_MAX}",
            group.condition()
        );
        let rows = sqlx::query(AssertSqlSafe(query))
            .bind(now.as_microseconds())
            .bind(own)
            .bind(expert.map(ExpertCode::as_str))
            .fetch_all(&mut *read)
            .await?;
        let names: Vec<(i64, String)> = sqlx::query_as("SELECT id, name FROM account").fetch_all(&mut *read).await?;
        let with_expert = |consultation: Consultation| -> Result<_, StorageError> {
            let name = names.iter().find(|(id, _)| *id == consultation.expert.0).map_or("", |(_, name)| name);
            Ok((consultation, PersonName::parse(name).map_err(StorageError::unreadable)?))
        };
        let consultations = rows.iter().map(|row| consultation_from_row(row).and_then(with_expert));
        let consultations = consultations.collect::<Result<_, StorageError>>()?;
        let survey = survey_counts(&mut read, own).await?;
        Ok(ConsultationListed { consultations, counts, survey })
    }

    /// One consultation as the desk sees it, for whoever keeps its expert's calendar.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn consultation_at_desk(
        &self,
        by: &CalendarKeeper,
        reference: &ReferenceNumber,
    ) -> Result<Option<ConsultationDesk>, StorageError> {
        let Some(consultation) = self.consultation(by, reference).await? else { return Ok(None) };
        let entitlement = self.entitlement(&consultation.client.organisation).await?;
        let mut read = self.readers().begin().await?;
        let Some(expert) = expert_of(&mut read, consultation.expert).await? else { return Ok(None) };
        let sheet = sheet_of(&mut read, consultation.id).await?;
        let report = report_of(&mut read, consultation.id).await?;
        let survey = survey_of(&mut read, consultation.id).await?;
        let lines = audit_of(&mut read, reference.as_str()).await?;
        let names: Vec<(i64, String)> = sqlx::query_as("SELECT id, name FROM account").fetch_all(&mut *read).await?;
        let name = |AccountId(account): AccountId| {
            let (_, name) = names.iter().find(|(id, _)| *id == account)?;
            PersonName::parse(name).ok()
        };
        let deeds = lines.iter().filter_map(|line| {
            Some(ConsultationDeed { act: Act::from_slug(&line.act)?, by: line.account.and_then(name), at: line.at })
        });
        let history = deeds.collect();
        Ok(Some(ConsultationDesk { consultation, expert, entitlement, sheet, report, survey, history }))
    }
}

/// The events at which an expert speaks or sits at a table, from a day on; what was called off takes no time.
async fn events_of(
    connection: &mut SqliteConnection,
    expert: AccountId,
    from: Date,
) -> Result<Vec<Event>, StorageError> {
    let rows = sqlx::query(
        "SELECT e.id, e.revision, e.changed_at, e.document FROM event e
         WHERE e.id IN (SELECT event_id FROM event_expert WHERE expert_id = ?1
                UNION SELECT event_id FROM event_table WHERE expert_id = ?1)
            AND e.ends_at > ?2 AND e.standing <> 'cancelled' ORDER BY e.starts_at, e.id",
    )
    .bind(expert.0)
    .bind(start_of_day(from).as_microseconds())
    .fetch_all(connection)
    .await?;
    rows.iter().map(event_from_row).collect()
}
