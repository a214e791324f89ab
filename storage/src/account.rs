//! Staff accounts: who works here, and what the secretariat and the operator do to accounts.

use domain::account::{
    Account, AccountChange, AccountId, AccountLink, AccountRefusal, Door, Duty, Role, Secretariat, may_change,
};
use domain::audit::{Act, Changes, Field};
use domain::contact::EmailAddress;
use domain::event::EventId;
use domain::language::Language;
use domain::notice::NoticeKind;
use domain::person::PersonName;
use domain::reference::{EventCode, SecretToken};
use domain::time::Timestamp;
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;

use crate::account_link::{account_link_new, account_tell};
use crate::audit::{By, audit_add, audit_add_with};
use crate::registration::{language_from, word};
use crate::session::{STANDING, SignedIn};
use crate::{Storage, StorageError, Write};

/// An account to make.
#[derive(Debug, Clone)]
pub struct NewAccount {
    /// Where mail reaches them.
    pub email: EmailAddress,
    /// What colleagues call them.
    pub name: PersonName,
    /// What they do.
    pub role: Role,
    /// The door that a helper keeps.
    pub door: Option<Door>,
    /// The language of their mails.
    pub language: Language,
}

/// Who looks after accounts.
#[derive(Debug, Clone, Copy)]
pub enum AccountKeeper<'a> {
    /// Whoever runs the command line.
    Operator,
    /// The secretariat, at the desk.
    Secretariat(&'a Secretariat),
}

impl From<AccountKeeper<'_>> for By {
    fn from(keeper: AccountKeeper<'_>) -> Self {
        match keeper {
            AccountKeeper::Operator => Self::Operator,
            AccountKeeper::Secretariat(secretariat) => Self::from(secretariat),
        }
    }
}

/// An account as the list of all shows it.
#[derive(Debug, Clone)]
pub struct AccountListed {
    /// The account.
    pub account: Account,
    /// The event whose door a helper keeps, and until when.
    pub door: Option<(EventCode, Timestamp)>,
    /// Whether the invitation was taken up.
    pub has_password: bool,
    /// Whether a second factor is set up.
    pub has_second_factor: bool,
    /// When one of its sessions was last seen, as far as there are any.
    pub seen_at: Option<Timestamp>,
}

/// The columns that [`account_from_row`] reads.
pub(crate) const ACCOUNT_COLUMNS: &str =
    "a.id, a.email, a.name, a.role, a.language, a.door_event_id, a.door_until, a.disabled_at";

pub(crate) fn account_from_row<R>(row: &SqliteRow) -> Result<Account, StorageError<R>> {
    let disabled_at: Option<i64> = row.try_get("disabled_at")?;
    Ok(Account {
        id: AccountId(row.try_get("id")?),
        email: EmailAddress::parse(row.try_get("email")?).map_err(StorageError::unreadable)?,
        name: PersonName::parse(row.try_get("name")?).map_err(StorageError::unreadable)?,
        role: word(row, "role", Role::from_slug)?,
        language: language_from(row.try_get("language")?)?,
        disabled_at: disabled_at.map(Timestamp::from_microseconds),
    })
}

pub(crate) fn door_from_row<R>(row: &SqliteRow) -> Result<Option<Door>, StorageError<R>> {
    let event: Option<i64> = row.try_get("door_event_id")?;
    let until: Option<i64> = row.try_get("door_until")?;
    let door = event.zip(until);
    Ok(door.map(|(event, until)| Door { event: EventId(event), until: Timestamp::from_microseconds(until) }))
}

/// The account `id`.
pub(crate) async fn account_read<R>(
    connection: &mut sqlx::SqliteConnection,
    id: AccountId,
) -> Result<Option<Account>, StorageError<R>> {
    let row = sqlx::query(sqlx::AssertSqlSafe(format!("SELECT {ACCOUNT_COLUMNS} FROM account a WHERE a.id = ?")))
        .bind(id.0)
        .fetch_optional(connection)
        .await?;
    row.map(|row| account_from_row(&row)).transpose()
}

/// Ends every session and every half sign-in of `account`.
pub(crate) async fn account_sign_out(write: &mut Write, account: AccountId) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM session WHERE account_id = ?").bind(account.0).execute(&mut **write).await?;
    sqlx::query("DELETE FROM sign_in WHERE account_id = ?").bind(account.0).execute(&mut **write).await?;
    Ok(())
}

pub(crate) async fn account_insert<R>(
    write: &mut Write,
    new: &NewAccount,
    by: By,
    now: Timestamp,
) -> Result<AccountId, StorageError<R>> {
    let id = sqlx::query_scalar(
        "INSERT INTO account (email, email_identity, name, role, language, door_event_id, door_until, created_at,
                              changed_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8) RETURNING id",
    )
    .bind(new.email.as_str())
    .bind(new.email.identity())
    .bind(new.name.as_str())
    .bind(new.role.slug())
    .bind(new.language.code())
    .bind(new.door.map(|door| door.event.0))
    .bind(new.door.map(|door| door.until.as_microseconds()))
    .bind(now.as_microseconds())
    .fetch_one(&mut **write)
    .await
    .map(AccountId)?;
    audit_add_with(write, by, Act::AccountAdded, &id.0.to_string(), &Changes::NONE.with(Field::Role, &new.role), now)
        .await?;
    Ok(id)
}

impl Storage {
    /// Makes an account that nobody can sign in with yet, and writes the audit entry with it.
    ///
    /// # Errors
    /// When the database cannot be written, or there is an account with this address.
    pub async fn account_add(&self, new: &NewAccount, now: Timestamp) -> Result<AccountId, StorageError> {
        let mut write = self.begin().await?;
        let id = account_insert(&mut write, new, By::Operator, now).await?;
        write.commit().await?;
        Ok(id)
    }

    /// Makes an account, and a link with which its owner takes it up. The secretariat's invitation goes out by mail;
    /// the operator hands the link over.
    ///
    /// # Errors
    /// [`AccountRefusal::AddressTaken`], or when the database cannot be written.
    pub async fn account_invite(
        &self,
        by: AccountKeeper<'_>,
        new: &NewAccount,
        now: Timestamp,
    ) -> Result<(AccountId, SecretToken), StorageError<AccountRefusal>> {
        let mut write = self.begin().await?;
        let taken: bool = sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM account WHERE email_identity = ?)")
            .bind(new.email.identity())
            .fetch_one(&mut *write)
            .await?;
        if taken {
            return Err(StorageError::Refused(AccountRefusal::AddressTaken));
        }
        let id = account_insert(&mut write, new, by.into(), now).await?;
        let link = self.invitation_new(&mut write, by, id, new.language, new.email.as_str(), now).await?;
        write.commit().await?;
        self.inner.mail_owed.notify_one();
        Ok((id, link))
    }

    /// Invites somebody again whose invitation has run out or was lost; earlier links cease to work.
    ///
    /// # Errors
    /// [`AccountRefusal::UnknownAccount`] where there is none, where it is disabled or was taken up already.
    pub async fn account_invite_again(
        &self,
        by: AccountKeeper<'_>,
        id: AccountId,
        now: Timestamp,
    ) -> Result<SecretToken, StorageError<AccountRefusal>> {
        let mut write = self.begin().await?;
        let open: bool = sqlx::query_scalar(
            "SELECT EXISTS (SELECT 1 FROM account WHERE id = ? AND disabled_at IS NULL AND password_hash IS NULL)",
        )
        .bind(id.0)
        .fetch_one(&mut *write)
        .await?;
        let account = account_read(&mut write, id).await?.filter(|_| open);
        let account = account.ok_or(StorageError::Refused(AccountRefusal::UnknownAccount))?;
        sqlx::query("DELETE FROM account_link WHERE account_id = ? AND purpose = ?")
            .bind(id.0)
            .bind(AccountLink::Invitation.slug())
            .execute(&mut *write)
            .await?;
        let link = self.invitation_new(&mut write, by, id, account.language, account.email.as_str(), now).await?;
        audit_add(&mut write, by.into(), Act::AccountInvitedAgain, &id.0.to_string(), now).await?;
        write.commit().await?;
        self.inner.mail_owed.notify_one();
        Ok(link)
    }

    async fn invitation_new(
        &self,
        write: &mut Write,
        by: AccountKeeper<'_>,
        id: AccountId,
        language: Language,
        recipient: &str,
        now: Timestamp,
    ) -> Result<SecretToken, StorageError<AccountRefusal>> {
        let link = account_link_new(self, write, id, AccountLink::Invitation, now).await?;
        if matches!(by, AccountKeeper::Secretariat(_)) {
            account_tell(write, NoticeKind::StaffInvited, id, link.clone(), language, recipient, now).await?;
        }
        Ok(link)
    }

    /// Changes what somebody does here, or whether they may sign in. Their sessions end, unless they are let in again.
    ///
    /// # Errors
    /// [`AccountRefusal`] by the rule of [`may_change`], or where there is no such account.
    pub async fn account_change(
        &self,
        by: AccountKeeper<'_>,
        id: AccountId,
        change: AccountChange,
        now: Timestamp,
    ) -> Result<(), StorageError<AccountRefusal>> {
        let mut write = self.begin().await?;
        let account = account_read(&mut write, id).await?;
        let account = account.ok_or(StorageError::Refused(AccountRefusal::UnknownAccount))?;
        let others: i64 = sqlx::query_scalar(
            "SELECT count(*) FROM account
             WHERE id <> ? AND role = 'secretariat' AND disabled_at IS NULL AND password_hash IS NOT NULL",
        )
        .bind(id.0)
        .fetch_one(&mut *write)
        .await?;
        may_change(&account, change, others.unsigned_abs()).map_err(StorageError::Refused)?;
        let (act, changes) = match change {
            AccountChange::Assign(duty) => {
                account_assign(&mut write, id, duty).await?;
                (Act::AccountAssigned, Changes::NONE.changed(Field::Role, &account.role, &duty.role()))
            }
            AccountChange::Disable => {
                sqlx::query("UPDATE account SET disabled_at = coalesce(disabled_at, ?) WHERE id = ?")
                    .bind(now.as_microseconds())
                    .bind(id.0)
                    .execute(&mut *write)
                    .await?;
                sqlx::query("DELETE FROM account_link WHERE account_id = ?").bind(id.0).execute(&mut *write).await?;
                (Act::AccountDisabled, Changes::NONE)
            }
            AccountChange::Enable => {
                sqlx::query("UPDATE account SET disabled_at = NULL WHERE id = ?")
                    .bind(id.0)
                    .execute(&mut *write)
                    .await?;
                (Act::AccountEnabled, Changes::NONE)
            }
        };
        account_sign_out(&mut write, id).await?;
        sqlx::query("UPDATE account SET changed_at = ? WHERE id = ?")
            .bind(now.as_microseconds())
            .bind(id.0)
            .execute(&mut *write)
            .await?;
        audit_add_with(&mut write, by.into(), act, &id.0.to_string(), &changes, now).await?;
        write.commit().await?;
        Ok(())
    }

    /// Sets the language of one's own mails.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn account_language_set(
        &self,
        by: &SignedIn,
        language: Language,
        now: Timestamp,
    ) -> Result<(), StorageError> {
        let id = by.account.id;
        let mut write = self.begin().await?;
        sqlx::query("UPDATE account SET language = ?, changed_at = ? WHERE id = ?")
            .bind(language.code())
            .bind(now.as_microseconds())
            .bind(id.0)
            .execute(&mut *write)
            .await?;
        let changes = Changes::NONE.with(Field::Language, &language);
        audit_add_with(&mut write, By::from(by), Act::AccountLanguageSet, &id.0.to_string(), &changes, now).await?;
        write.commit().await?;
        Ok(())
    }

    /// Everybody who works here or did, those who may sign in first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn account_list(&self) -> Result<Vec<AccountListed>, StorageError> {
        let rows = sqlx::query(sqlx::AssertSqlSafe(format!(
            "SELECT {ACCOUNT_COLUMNS}, {STANDING}, a.password_hash IS NOT NULL AS has_password, e.code AS door_code,
                    (SELECT max(seen_at) FROM session s WHERE s.account_id = a.id) AS seen_at
             FROM account a LEFT JOIN event e ON e.id = a.door_event_id
             ORDER BY a.disabled_at IS NOT NULL, a.role = 'secretariat' DESC, a.role, a.id"
        )))
        .fetch_all(self.readers())
        .await?;
        rows.iter().map(listed_from_row).collect()
    }

    /// The number of the event with this code, also of a draft.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn door_of(&self, code: &EventCode, until: Timestamp) -> Result<Option<Door>, StorageError> {
        let id: Option<i64> = sqlx::query_scalar("SELECT id FROM event WHERE code = ?")
            .bind(code.as_str())
            .fetch_optional(self.readers())
            .await?;
        Ok(id.map(|id| Door { event: EventId(id), until }))
    }
}

async fn account_assign(write: &mut Write, id: AccountId, duty: Duty) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE account SET role = ?, door_event_id = ?, door_until = ? WHERE id = ?")
        .bind(duty.role().slug())
        .bind(duty.door().map(|door| door.event.0))
        .bind(duty.door().map(|door| door.until.as_microseconds()))
        .bind(id.0)
        .execute(&mut **write)
        .await?;
    Ok(())
}

fn listed_from_row(row: &SqliteRow) -> Result<AccountListed, StorageError> {
    let code: Option<&str> = row.try_get("door_code")?;
    let code = code.map(EventCode::parse).transpose().map_err(StorageError::unreadable)?;
    let door: Option<Door> = door_from_row(row)?;
    let seen_at: Option<i64> = row.try_get("seen_at")?;
    Ok(AccountListed {
        account: account_from_row(row)?,
        door: code.zip(door).map(|(code, door)| (code, door.until)),
        has_password: row.try_get("has_password")?,
        has_second_factor: row.try_get("has_second_factor")?,
        seen_at: seen_at.map(Timestamp::from_microseconds),
    })
}
