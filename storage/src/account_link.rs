//! Links to take up an account or to set another password: mailed, looked at, and used up once.

use domain::account::{Account, AccountId, AccountLink, AccountRefusal};
use domain::audit::Act;
use domain::contact::EmailAddress;
use domain::language::Language;
use domain::notice::{Notice, NoticeKind, NoticeLink, NoticeSubject};
use domain::person::PersonName;
use domain::reference::{SecretToken, TokenHash};
use domain::time::Timestamp;
use sqlx::Row as _;

use crate::account::{ACCOUNT_COLUMNS, account_from_row, account_read, account_sign_out};
use crate::audit::{By, audit_add};
use crate::outbox::outbox_add;
use crate::session::STANDING;
use crate::{Storage, StorageError, Write, draw};

/// An account gets a link at most once in so many seconds: nobody's mailbox is filled by others.
const PAUSE: i64 = 5 * 60;
/// What was asked for is forgotten after so many seconds.
const REQUESTS_KEPT: i64 = 24 * 60 * 60;

/// What a link opens before it is used.
#[derive(Debug, Clone)]
pub struct AccountLinkOpened {
    /// Whose account.
    pub account: Account,
    /// Whether a second factor is set up.
    pub has_second_factor: bool,
}

/// Makes a link for `account`; those that have run out go.
pub(crate) async fn account_link_new(
    storage: &Storage,
    write: &mut Write,
    account: AccountId,
    purpose: AccountLink,
    now: Timestamp,
) -> Result<SecretToken, sqlx::Error> {
    for each in AccountLink::ALL {
        sqlx::query("DELETE FROM account_link WHERE purpose = ? AND created_at <= ?")
            .bind(each.slug())
            .bind(now.plus_seconds(-each.seconds()).as_microseconds())
            .execute(&mut **write)
            .await?;
    }
    let link = SecretToken::from_random(draw(storage.chance()));
    sqlx::query("INSERT INTO account_link (token_hash, account_id, purpose, created_at) VALUES (?, ?, ?, ?)")
        .bind(link.hash().as_bytes().to_vec())
        .bind(account.0)
        .bind(purpose.slug())
        .bind(now.as_microseconds())
        .execute(&mut **write)
        .await?;
    Ok(link)
}

/// Owes the owner of `account` a mail of `kind` with `link` in it.
pub(crate) async fn account_tell<R>(
    write: &mut Write,
    kind: NoticeKind,
    account: AccountId,
    link: SecretToken,
    language: Language,
    recipient: &str,
    now: Timestamp,
) -> Result<(), StorageError<R>> {
    let link = NoticeLink { about: NoticeSubject::Account(account), token: link };
    outbox_add(write, &Notice { kind, link }, language, recipient, now).await
}

/// Tells the owner of `account` what was done to it, with a link to set another password at once if it was not them.
pub(crate) async fn account_warn<R>(
    storage: &Storage,
    write: &mut Write,
    kind: NoticeKind,
    account: &Account,
    now: Timestamp,
) -> Result<(), StorageError<R>> {
    let link = account_link_new(storage, write, account.id, AccountLink::Reset, now).await?;
    account_tell(write, kind, account.id, link, account.language, account.email.as_str(), now).await
}

/// The account that `link` opens for `purpose`.
async fn link_read<R>(
    connection: &mut sqlx::SqliteConnection,
    link: &TokenHash,
    purpose: AccountLink,
    now: Timestamp,
) -> Result<Option<AccountLinkOpened>, StorageError<R>> {
    let row = sqlx::query(sqlx::AssertSqlSafe(format!(
        "SELECT {ACCOUNT_COLUMNS}, {STANDING}
         FROM account_link l JOIN account a ON a.id = l.account_id
         WHERE l.token_hash = ? AND l.purpose = ? AND l.created_at > ? AND a.disabled_at IS NULL"
    )))
    .bind(link.as_bytes().to_vec())
    .bind(purpose.slug())
    .bind(now.plus_seconds(-purpose.seconds()).as_microseconds())
    .fetch_optional(connection)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let has_second_factor = row.try_get("has_second_factor")?;
    Ok(Some(AccountLinkOpened { account: account_from_row(&row)?, has_second_factor }))
}

impl Storage {
    /// What a link opens; looking uses nothing up.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn account_link_open(
        &self,
        link: &TokenHash,
        purpose: AccountLink,
        now: Timestamp,
    ) -> Result<Option<AccountLinkOpened>, StorageError> {
        let mut read = self.readers().acquire().await?;
        link_read(&mut read, link, purpose, now).await
    }

    /// Takes up an account: the name that its owner goes by, and the first password, already hashed. The link is used
    /// up.
    ///
    /// # Errors
    /// [`AccountRefusal::LinkGone`], or when the database cannot be written.
    pub async fn invitation_accept(
        &self,
        link: &TokenHash,
        name: &PersonName,
        password_hash: &str,
        now: Timestamp,
    ) -> Result<AccountId, StorageError<AccountRefusal>> {
        let mut write = self.begin().await?;
        let opened = link_read(&mut write, link, AccountLink::Invitation, now).await?;
        let account = opened.ok_or(StorageError::Refused(AccountRefusal::LinkGone))?.account;
        sqlx::query("UPDATE account SET name = ? WHERE id = ?")
            .bind(name.as_str())
            .bind(account.id.0)
            .execute(&mut *write)
            .await?;
        password_set(&mut write, account.id, password_hash, now).await?;
        audit_add(&mut write, By::Account(account.id), Act::AccountTakenUp, &account.id.0.to_string(), now).await?;
        write.commit().await?;
        Ok(account.id)
    }

    /// Sets another password, already hashed, by a mailed link. The link is used up, every session ends, and the owner
    /// is told.
    ///
    /// # Errors
    /// [`AccountRefusal::LinkGone`], or when the database cannot be written.
    pub async fn password_reset(
        &self,
        link: &TokenHash,
        password_hash: &str,
        now: Timestamp,
    ) -> Result<AccountId, StorageError<AccountRefusal>> {
        let mut write = self.begin().await?;
        let opened = link_read(&mut write, link, AccountLink::Reset, now).await?;
        let account = opened.ok_or(StorageError::Refused(AccountRefusal::LinkGone))?.account;
        password_set(&mut write, account.id, password_hash, now).await?;
        account_warn(self, &mut write, NoticeKind::StaffPasswordChanged, &account, now).await?;
        audit_add(&mut write, By::Account(account.id), Act::AccountPasswordReset, &account.id.0.to_string(), now)
            .await?;
        write.commit().await?;
        self.inner.mail_owed.notify_one();
        Ok(account.id)
    }

    /// Notes that somebody asks to set another password; the same work for every address.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn reset_request_add(&self, email: &EmailAddress, now: Timestamp) -> Result<(), StorageError> {
        let mut write = self.begin().await?;
        sqlx::query("INSERT INTO reset_request (email_identity, requested_at) VALUES (?, ?)")
            .bind(email.identity())
            .bind(now.as_microseconds())
            .execute(&mut *write)
            .await?;
        write.commit().await?;
        self.inner.mail_owed.notify_one();
        Ok(())
    }

    /// Answers the requests that wait: one mail with one link to an account that may be signed in with, nothing to any
    /// other address. Returns how many were worked off.
    ///
    /// # Errors
    /// When the database cannot be written; the requests stay.
    pub async fn reset_request_answer_all(&self, now: Timestamp) -> Result<u32, StorageError> {
        let waiting: Vec<(i64, String)> =
            sqlx::query_as("SELECT id, email_identity FROM reset_request WHERE done_at IS NULL ORDER BY id LIMIT 100")
                .fetch_all(self.readers())
                .await?;
        let mut answered = 0;
        for (id, identity) in waiting {
            let mut write = self.begin().await?;
            let lately: bool = sqlx::query_scalar(
                "SELECT EXISTS (SELECT 1 FROM reset_request WHERE email_identity = ? AND done_at > ?)",
            )
            .bind(&identity)
            .bind(now.plus_seconds(-PAUSE).as_microseconds())
            .fetch_one(&mut *write)
            .await?;
            if lately {
                // Leaves nothing: whoever asks again and again must not keep a mail away.
                sqlx::query("DELETE FROM reset_request WHERE id = ?").bind(id).execute(&mut *write).await?;
            } else {
                self.reset_send(&mut write, &identity, now).await?;
                sqlx::query("UPDATE reset_request SET done_at = ? WHERE id = ?")
                    .bind(now.as_microseconds())
                    .bind(id)
                    .execute(&mut *write)
                    .await?;
            }
            sqlx::query("DELETE FROM reset_request WHERE done_at <= ?")
                .bind(now.plus_seconds(-REQUESTS_KEPT).as_microseconds())
                .execute(&mut *write)
                .await?;
            write.commit().await?;
            answered += 1;
        }
        Ok(answered)
    }

    async fn reset_send(&self, write: &mut Write, identity: &str, now: Timestamp) -> Result<(), StorageError> {
        let id: Option<i64> = sqlx::query_scalar(
            "SELECT id FROM account WHERE email_identity = ? AND disabled_at IS NULL AND is_demo = 0",
        )
        .bind(identity)
        .fetch_optional(&mut **write)
        .await?;
        let Some(id) = id.map(AccountId) else { return Ok(()) };
        let Some(account) = account_read(write, id).await? else { return Ok(()) };
        account_warn(self, write, NoticeKind::StaffReset, &account, now).await?;
        audit_add(write, By::Service, Act::AccountResetSent, &id.0.to_string(), now).await?;
        Ok(())
    }
}

/// Gives `account` a password: links and sessions of before cease to work.
pub(crate) async fn password_set(
    write: &mut Write,
    account: AccountId,
    password_hash: &str,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE account SET password_hash = ?, changed_at = ? WHERE id = ?")
        .bind(password_hash)
        .bind(now.as_microseconds())
        .bind(account.0)
        .execute(&mut **write)
        .await?;
    sqlx::query("DELETE FROM account_link WHERE account_id = ?").bind(account.0).execute(&mut **write).await?;
    account_sign_out(write, account).await
}
