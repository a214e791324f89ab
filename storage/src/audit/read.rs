//! Reading the audit: for its page, and all of it for a file.

use domain::account::{AccountId, Secretariat};
use domain::audit::{Act, AuditHash, Changes, Field, Noun};
use domain::door::DoorPassId;
use domain::person::PersonName;
use domain::time::Timestamp;
use sqlx::sqlite::SqliteRow;
use sqlx::{QueryBuilder, Row as _, Sqlite, SqliteConnection};

use super::{By, audit_add_with, hash_of};
use crate::{Storage, StorageError};

/// Who acted, as the audit tells it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum AuditActor {
    /// Applicants and those who ask; which of them, nobody is told.
    Applicant,
    /// Somebody of the secretariat, before there were accounts.
    Secretariat,
    /// An expert, before there were accounts.
    Expert,
    /// An account.
    Account(AccountId),
    /// Whoever has come by this helper's link.
    Helper(DoorPassId),
    /// The program itself.
    Service,
    /// Whoever runs the command line.
    Operator,
    /// A word that this program does not know.
    Unknown(String),
}

impl AuditActor {
    /// The word in the database and in addresses.
    pub fn slug(&self) -> String {
        match self {
            Self::Applicant => By::Applicant.word().into_owned(),
            Self::Secretariat => "secretariat".to_owned(),
            Self::Expert => "expert".to_owned(),
            Self::Account(id) => By::Account(*id).word().into_owned(),
            Self::Helper(id) => By::Helper(*id, None).word().into_owned(),
            Self::Service => By::Service.word().into_owned(),
            Self::Operator => By::Operator.word().into_owned(),
            Self::Unknown(word) => word.clone(),
        }
    }

    /// The actor that a word names.
    pub fn from_slug(slug: &str) -> Self {
        let plain = [Self::Applicant, Self::Secretariat, Self::Expert, Self::Service, Self::Operator];
        let number = |kind: &str| slug.strip_prefix(kind).and_then(|id| id.parse().ok());
        plain
            .into_iter()
            .find(|actor| actor.slug() == slug)
            .or_else(|| number("account:").map(|id| Self::Account(AccountId(id))))
            .or_else(|| number("helper:").map(|id| Self::Helper(DoorPassId(id))))
            .unwrap_or_else(|| Self::Unknown(slug.to_owned()))
    }
}

/// Which entries are looked for. Everything empty: all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// Of this actor.
    pub actor: Option<AuditActor>,
    /// About this noun.
    pub noun: Option<Noun>,
    /// This act.
    pub act: Option<Act>,
    /// About the subject with this number or code.
    pub subject: Option<String>,
    /// Not before.
    pub from: Option<Timestamp>,
    /// Before.
    pub until: Option<Timestamp>,
}

impl AuditFilter {
    fn push(&self, query: &mut QueryBuilder<Sqlite>) {
        query.push(" WHERE TRUE");
        if let Some(actor) = &self.actor {
            query.push(" AND e.actor = ").push_bind(actor.slug());
        }
        if let Some(act) = self.act {
            query.push(" AND e.act = ").push_bind(act.slug());
        } else if let Some(noun) = self.noun {
            query.push(" AND e.act IN (");
            let mut slugs = query.separated(", ");
            for act in noun.acts() {
                slugs.push_bind(act.slug());
            }
            query.push(")");
        }
        if let Some(subject) = &self.subject {
            query.push(" AND e.subject = ").push_bind(subject.clone());
        }
        if let Some(from) = self.from {
            query.push(" AND e.at >= ").push_bind(from.as_microseconds());
        }
        if let Some(until) = self.until {
            query.push(" AND e.at < ").push_bind(until.as_microseconds());
        }
    }
}

/// A value that an entry tells, or that became another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The field's word.
    pub field: String,
    /// What it was; none where the entry tells only what is.
    pub before: Option<String>,
    /// What it is; empty where nothing is set.
    pub after: String,
}

/// An entry of the audit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// Its number.
    pub id: i64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: AuditActor,
    /// What colleagues call them; none for everybody but staff, and where the account is gone.
    pub name: Option<PersonName>,
    /// The act's word.
    pub act: String,
    /// The number or code of what it was done to.
    pub subject: String,
    /// From where, of staff.
    pub network: String,
    /// What has changed.
    pub differences: Vec<Difference>,
    /// Its place in the chain.
    pub hash: AuditHash,
}

impl AuditEntry {
    /// What was done, where this program knows the word.
    pub fn known_act(&self) -> Option<Act> {
        Act::from_slug(&self.act)
    }
}

/// A page of the audit.
#[derive(Debug, Clone, Default)]
pub struct AuditPage {
    /// The newest first.
    pub entries: Vec<AuditEntry>,
    /// How many the filter finds in all.
    pub count: u64,
    /// The accounts that one can look for.
    pub accounts: Vec<(AccountId, PersonName)>,
}

const ENTRY: &str =
    "SELECT e.id, e.at, e.actor, coalesce(a.name, p.helper) AS name, e.act, e.subject, e.network, e.detail, e.hash
    FROM audit e LEFT JOIN account a ON e.actor = 'account:' || a.id
        LEFT JOIN door_pass p ON e.actor = 'helper:' || p.id";

fn entry_from_row(row: &SqliteRow) -> Result<AuditEntry, StorageError> {
    let actor: &str = row.try_get("actor")?;
    let name: Option<&str> = row.try_get("name")?;
    Ok(AuditEntry {
        id: row.try_get("id")?,
        at: Timestamp::from_microseconds(row.try_get("at")?),
        actor: AuditActor::from_slug(actor),
        name: name.map(PersonName::parse).transpose().map_err(StorageError::unreadable)?,
        act: row.try_get("act")?,
        subject: row.try_get("subject")?,
        network: row.try_get("network")?,
        differences: differences(row.try_get("detail")?)?,
        hash: hash_of(row.try_get("hash")?),
    })
}

/// The detail, field by field, in the order in which [`Field`] has them; then what this program does not know.
fn differences(detail: &str) -> Result<Vec<Difference>, StorageError> {
    let told: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(detail).map_err(StorageError::unreadable)?;
    let mut differences: Vec<Difference> = told
        .into_iter()
        .map(|(field, value)| match value {
            serde_json::Value::Array(both) => match <[_; 2]>::try_from(both) {
                Ok([before, after]) => Difference { field, before: Some(plain(&before)), after: plain(&after) },
                Err(list) => Difference { field, before: None, after: plain(&list.into()) },
            },
            value => Difference { field, before: None, after: plain(&value) },
        })
        .collect();
    differences.sort_by_key(|difference| {
        Field::ALL.iter().position(|field| field.slug() == difference.field).unwrap_or(usize::MAX)
    });
    Ok(differences)
}

fn plain(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::Null => String::new(),
        serde_json::Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// One line of the audit, as a record's own history shows it.
pub(crate) struct AuditLine {
    /// When.
    pub(crate) at: Timestamp,
    /// Who of those who work here; none: somebody else.
    pub(crate) account: Option<AccountId>,
    /// What.
    pub(crate) act: String,
    /// What has changed.
    pub(crate) detail: serde_json::Value,
}

/// Everything that was done to `subject`, oldest first.
pub(crate) async fn audit_of(connection: &mut SqliteConnection, subject: &str) -> Result<Vec<AuditLine>, StorageError> {
    let rows = sqlx::query("SELECT at, actor, act, detail FROM audit WHERE subject = ? ORDER BY id")
        .bind(subject)
        .fetch_all(connection)
        .await?;
    let line = |row: &SqliteRow| {
        let actor: &str = row.try_get("actor")?;
        Ok(AuditLine {
            at: Timestamp::from_microseconds(row.try_get("at")?),
            account: actor.strip_prefix("account:").and_then(|id| id.parse().ok()).map(AccountId),
            act: row.try_get("act")?,
            detail: serde_json::from_str(row.try_get("detail")?).map_err(StorageError::unreadable)?,
        })
    };
    rows.iter().map(line).collect()
}

impl Storage {
    /// A page of `rows` entries that `filter` finds, the newest first; `page` is 1 for the first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn audit_page(&self, filter: &AuditFilter, page: u32, rows: u32) -> Result<AuditPage, StorageError> {
        // One transaction: the count is of the moment of the entries.
        let mut read = self.readers().begin().await?;
        let mut count = QueryBuilder::new("SELECT count(*) FROM audit e");
        filter.push(&mut count);
        let count: i64 = count.build_query_scalar().fetch_one(&mut *read).await?;
        let mut query = QueryBuilder::new(ENTRY);
        filter.push(&mut query);
        query.push(" ORDER BY e.id DESC LIMIT ").push_bind(rows);
        query.push(" OFFSET ").push_bind(i64::from(rows) * i64::from(page.max(1) - 1));
        let found = query.build().fetch_all(&mut *read).await?;
        let accounts: Vec<(i64, String)> =
            sqlx::query_as("SELECT id, name FROM account ORDER BY name, id").fetch_all(&mut *read).await?;
        read.commit().await?;
        let named = |(id, name): (i64, String)| PersonName::parse(&name).map(|name| (AccountId(id), name));
        Ok(AuditPage {
            entries: found.iter().map(entry_from_row).collect::<Result<_, _>>()?,
            count: count.unsigned_abs(),
            accounts: accounts.into_iter().map(named).collect::<Result<_, _>>().map_err(StorageError::unreadable)?,
        })
    }

    /// Up to `limit` entries that `filter` finds and whose numbers lie above `after`, in their order: for going through
    /// all of them without holding all of them.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn audit_after(
        &self,
        filter: &AuditFilter,
        after: i64,
        limit: u32,
    ) -> Result<Vec<AuditEntry>, StorageError> {
        let mut query = QueryBuilder::new(ENTRY);
        filter.push(&mut query);
        query.push(" AND e.id > ").push_bind(after).push(" ORDER BY e.id LIMIT ").push_bind(limit);
        let found = query.build().fetch_all(self.readers()).await?;
        found.iter().map(entry_from_row).collect()
    }

    /// Writes that somebody has taken `count` entries of the audit away in a file.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn audit_exported(&self, by: &Secretariat, count: u64, now: Timestamp) -> Result<(), StorageError> {
        let mut write = self.begin().await?;
        let changes = Changes::NONE.with(Field::Count, &count);
        audit_add_with(&mut write, by.into(), Act::AuditExported, "audit", &changes, now).await?;
        write.commit().await?;
        Ok(())
    }
}
