//! Signing in: what an address and a password have to do with an account, and the way from there to a second factor.

use domain::account::{
    Account, AccountId, AccountRefusal, Actor, OneTimeCode, RecoveryCode, SECOND_STEP_SECONDS, SECOND_STEP_TRIES,
};
use domain::contact::EmailAddress;
use domain::notice::NoticeKind;
use domain::reference::{SecretToken, TokenHash};
use domain::time::Timestamp;
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;

use crate::account::{ACCOUNT_COLUMNS, account_from_row, account_read, door_from_row};
use crate::account_link::account_warn;
use crate::credential::one_time_code_take;
use crate::session::{NewSession, STANDING, audit_sign_in, session_insert};
use crate::{Storage, StorageError, Write, draw};

/// What signing in has to know of the account with an address.
#[derive(Debug, Clone)]
pub struct Credentials {
    /// The account.
    pub account: Account,
    /// What it may do; none for a helper without a door, or whose time is over.
    pub actor: Option<Actor>,
    /// The hash of its password; none until the invitation is taken up.
    pub password_hash: Option<String>,
    /// Whether a second factor is set up.
    pub has_second_factor: bool,
    /// Whether it is one of the demo's.
    pub is_demo: bool,
}

/// What somebody shows beside the password.
#[derive(Debug, Clone)]
pub enum SecondFactor {
    /// A code of the authenticator app.
    OneTime(OneTimeCode),
    /// One of the codes that were printed.
    Recovery(RecoveryCode),
}

/// Reads what [`ACCOUNT_COLUMNS`] and [`STANDING`] name.
pub(crate) fn credentials_from_row(row: &SqliteRow, now: Timestamp) -> Result<Credentials, StorageError> {
    let account: Account = account_from_row(row)?;
    let actor = Actor::of(account.id, account.role, door_from_row(row)?).ok();
    Ok(Credentials {
        actor: actor.filter(|actor| !actor.is_over(now)),
        account,
        password_hash: row.try_get("password_hash")?,
        has_second_factor: row.try_get("has_second_factor")?,
        is_demo: row.try_get("is_demo")?,
    })
}

/// The account of a half sign-in that waits.
async fn sign_in_read(
    connection: &mut sqlx::SqliteConnection,
    sign_in: &TokenHash,
    now: Timestamp,
) -> Result<Option<AccountId>, sqlx::Error> {
    let account: Option<i64> = sqlx::query_scalar(
        "SELECT s.account_id FROM sign_in s JOIN account a ON a.id = s.account_id
         WHERE s.token_hash = ? AND s.created_at > ? AND s.failures < ? AND a.disabled_at IS NULL",
    )
    .bind(sign_in.as_bytes().to_vec())
    .bind(now.plus_seconds(-SECOND_STEP_SECONDS).as_microseconds())
    .bind(SECOND_STEP_TRIES)
    .fetch_optional(connection)
    .await?;
    Ok(account.map(AccountId))
}

impl Storage {
    /// What signing in with an address has to know; the same work for every address.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn credentials(&self, email: &EmailAddress, now: Timestamp) -> Result<Option<Credentials>, StorageError> {
        let row = sqlx::query(sqlx::AssertSqlSafe(format!(
            "SELECT {ACCOUNT_COLUMNS}, {STANDING} FROM account a WHERE a.email_identity = ?"
        )))
        .bind(email.identity())
        .fetch_optional(self.readers())
        .await?;
        row.map(|row| credentials_from_row(&row, now)).transpose()
    }

    /// Notes that somebody has shown the password of `credentials`, and is to show a second factor. The secret is the
    /// browser's, until then.
    ///
    /// # Errors
    /// As for [`session_start`](Self::session_start).
    pub async fn sign_in_begin(
        &self,
        credentials: &Credentials,
        now: Timestamp,
    ) -> Result<SecretToken, StorageError<AccountRefusal>> {
        let secret = SecretToken::from_random(draw(self.chance()));
        let mut write = self.begin().await?;
        still_as(&mut write, credentials).await?;
        sqlx::query("DELETE FROM sign_in WHERE created_at <= ?")
            .bind(now.plus_seconds(-SECOND_STEP_SECONDS).as_microseconds())
            .execute(&mut *write)
            .await?;
        sqlx::query("INSERT INTO sign_in (token_hash, account_id, created_at) VALUES (?, ?, ?)")
            .bind(secret.hash().as_bytes().to_vec())
            .bind(credentials.account.id.0)
            .bind(now.as_microseconds())
            .execute(&mut *write)
            .await?;
        write.commit().await?;
        Ok(secret)
    }

    /// Whose half sign-in waits for its second factor; nobody's once it took too long or was tried too often.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn sign_in_account(
        &self,
        sign_in: &TokenHash,
        now: Timestamp,
    ) -> Result<Option<AccountId>, StorageError> {
        let mut read = self.readers().acquire().await?;
        Ok(sign_in_read(&mut read, sign_in, now).await?)
    }

    /// Ends a sign-in with its second factor, and opens the session. A code is taken once.
    ///
    /// # Errors
    /// [`AccountRefusal::WrongCode`]; [`AccountRefusal::LinkGone`] where the sign-in has to begin anew.
    pub async fn sign_in_finish(
        &self,
        sign_in: &TokenHash,
        factor: &SecondFactor,
        session: &NewSession,
        now: Timestamp,
    ) -> Result<SecretToken, StorageError<AccountRefusal>> {
        let mut write = self.begin().await?;
        let account = sign_in_read(&mut write, sign_in, now).await?;
        let account = account.ok_or(StorageError::Refused(AccountRefusal::LinkGone))?;
        let with = match factor {
            SecondFactor::OneTime(code) => {
                one_time_code_take(&mut write, account, *code, now).await?.then_some("one_time_code")
            }
            SecondFactor::Recovery(code) => {
                let used = sqlx::query("DELETE FROM recovery_code WHERE account_id = ? AND code_hash = ?")
                    .bind(account.0)
                    .bind(code.hash().as_bytes().to_vec())
                    .execute(&mut *write)
                    .await?;
                (used.rows_affected() == 1).then_some("recovery_code")
            }
        };
        let Some(with) = with else {
            // A wrong code counts, whatever else is refused.
            sqlx::query("UPDATE sign_in SET failures = failures + 1 WHERE token_hash = ?")
                .bind(sign_in.as_bytes().to_vec())
                .execute(&mut *write)
                .await?;
            write.commit().await?;
            return Err(StorageError::Refused(AccountRefusal::WrongCode));
        };
        sqlx::query("DELETE FROM sign_in WHERE token_hash = ?")
            .bind(sign_in.as_bytes().to_vec())
            .execute(&mut *write)
            .await?;
        let secret = session_insert(self, &mut write, account, session, now).await?;
        audit_sign_in(&mut write, account, session, with, now).await?;
        if matches!(factor, SecondFactor::Recovery(_)) {
            // Whoever has somebody's password and paper is let in: the owner hears of it at once.
            let account = account_read(&mut write, account).await?;
            let account = account.ok_or(StorageError::Refused(AccountRefusal::LinkGone))?;
            account_warn(self, &mut write, NoticeKind::StaffRecoveryCodeUsed, &account, now).await?;
        }
        write.commit().await?;
        self.inner.mail_owed.notify_one();
        Ok(secret)
    }
}

/// Refuses where the account is no longer what was looked at: disabled, or with another password.
pub(crate) async fn still_as(write: &mut Write, seen: &Credentials) -> Result<(), StorageError<AccountRefusal>> {
    let is_same: bool = sqlx::query_scalar(
        "SELECT EXISTS (SELECT 1 FROM account WHERE id = ? AND disabled_at IS NULL AND password_hash IS ?)",
    )
    .bind(seen.account.id.0)
    .bind(&seen.password_hash)
    .fetch_one(&mut **write)
    .await?;
    if is_same { Ok(()) } else { Err(StorageError::Refused(AccountRefusal::UnknownAccount)) }
}
