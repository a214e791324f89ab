//! Sessions: who has shown to be who they say, in which browser, and for how long that holds.

use domain::account::{Account, AccountId, AccountRefusal, Actor, SessionRule};
use domain::audit::{Act, Changes, Field, Network};
use domain::reference::{SecretToken, TokenHash};
use domain::time::Timestamp;
use sqlx::Row as _;

use crate::account::{ACCOUNT_COLUMNS, account_from_row, door_from_row};
use crate::audit::{By, audit_add, audit_add_with};
use crate::sign_in::{Credentials, still_as};
use crate::{Storage, StorageError, Write, draw};

/// A session's last moment is written at most so often: reading the desk writes nothing else.
const SEEN_EVERY: i64 = 60;
/// Sessions that nobody has come by for so long are forgotten, whatever the rule is.
const SESSIONS_KEPT: i64 = 30 * 24 * 60 * 60;

/// The database's number of a session: what a list of sessions names it by. It opens nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SessionId(pub i64);

/// The browser that somebody signs in with.
#[derive(Debug, Clone)]
pub struct NewSession {
    /// Browser and system in two words.
    pub browser: String,
    /// The session that the browser had before; it ends.
    pub former: Option<TokenHash>,
    /// From where they come.
    pub network: Option<Network>,
}

/// Somebody who is signed in.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// Their account.
    pub account: Account,
    /// What they may do.
    pub actor: Actor,
    /// Which of their sessions this is.
    pub session: SessionId,
    /// When they have last shown to be who they say.
    pub signed_in_at: Timestamp,
    /// Whether a second factor is set up.
    pub has_second_factor: bool,
    /// Whether it is an account of the demo.
    pub is_demo: bool,
}

/// A session as its owner's list shows it.
#[derive(Debug, Clone)]
pub struct SessionListed {
    /// Which.
    pub id: SessionId,
    /// Browser and system in two words.
    pub browser: String,
    /// When it began.
    pub signed_in_at: Timestamp,
    /// When it was last seen, to the minute.
    pub seen_at: Timestamp,
}

/// What an account has to sign in with.
pub(crate) const STANDING: &str = "a.password_hash, a.is_demo <> 0 AS is_demo,
    a.one_time_secret IS NOT NULL OR EXISTS (SELECT 1 FROM passkey p WHERE p.account_id = a.id) AS has_second_factor";

pub(crate) async fn session_insert(
    storage: &Storage,
    write: &mut Write,
    account: AccountId,
    session: &NewSession,
    now: Timestamp,
) -> Result<SecretToken, sqlx::Error> {
    let secret = SecretToken::from_random(draw(storage.chance()));
    if let Some(former) = &session.former {
        sqlx::query("DELETE FROM session WHERE token_hash = ?")
            .bind(former.as_bytes().to_vec())
            .execute(&mut **write)
            .await?;
    }
    sqlx::query("DELETE FROM session WHERE seen_at < ?")
        .bind(now.plus_seconds(-SESSIONS_KEPT).as_microseconds())
        .execute(&mut **write)
        .await?;
    sqlx::query(
        "INSERT INTO session (token_hash, account_id, browser, signed_in_at, seen_at) VALUES (?1, ?2, ?3, ?4, ?4)",
    )
    .bind(secret.hash().as_bytes().to_vec())
    .bind(account.0)
    .bind(&session.browser)
    .bind(now.as_microseconds())
    .execute(&mut **write)
    .await?;
    Ok(secret)
}

pub(crate) async fn audit_sign_in(
    write: &mut Write,
    account: AccountId,
    session: &NewSession,
    with: &'static str,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    let changes = Changes::NONE.with(Field::Method, &with);
    audit_add_with(write, By::of(account, session.network), Act::AccountSignedIn, &account.0.to_string(), &changes, now)
        .await
}

impl Storage {
    /// Opens a session of the account behind `credentials`; the secret goes into the browser's cookie and nowhere else.
    ///
    /// # Errors
    /// [`AccountRefusal::UnknownAccount`] where the account was disabled, or got another password, in the meantime.
    pub async fn session_start(
        &self,
        credentials: &Credentials,
        session: &NewSession,
        now: Timestamp,
    ) -> Result<SecretToken, StorageError<AccountRefusal>> {
        let mut write = self.begin().await?;
        still_as(&mut write, credentials).await?;
        let secret = session_insert(self, &mut write, credentials.account.id, session, now).await?;
        audit_sign_in(&mut write, credentials.account.id, session, "password", now).await?;
        write.commit().await?;
        Ok(secret)
    }

    /// Whose session a cookie's secret opens; nobody's once it is over by `rule`, the account is disabled, or a
    /// helper's time is over.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub async fn session_open(
        &self,
        session: &TokenHash,
        rule: SessionRule,
        now: Timestamp,
    ) -> Result<Option<SignedIn>, StorageError> {
        let row = sqlx::query(sqlx::AssertSqlSafe(format!(
            "SELECT {ACCOUNT_COLUMNS}, {STANDING}, s.id AS session_id, s.signed_in_at, s.seen_at
             FROM session s JOIN account a ON a.id = s.account_id
             WHERE s.token_hash = ? AND a.disabled_at IS NULL"
        )))
        .bind(session.as_bytes().to_vec())
        .fetch_optional(self.readers())
        .await?;
        let Some(row) = row else { return Ok(None) };
        let signed_in_at = Timestamp::from_microseconds(row.try_get("signed_in_at")?);
        let seen_at = Timestamp::from_microseconds(row.try_get("seen_at")?);
        let account: Account = account_from_row(&row)?;
        let actor = Actor::of(account.id, account.role, door_from_row(&row)?).ok();
        let Some(actor) = actor.filter(|actor| !actor.is_over(now) && rule.is_open(signed_in_at, seen_at, now)) else {
            return Ok(None);
        };
        let id = SessionId(row.try_get("session_id")?);
        if now.microseconds_since(seen_at) >= SEEN_EVERY * 1_000_000
            && let Err(cause) = self.session_seen(id, now).await
        {
            // Whoever only reads is not kept from it by a disk that is full; the session ends the earlier.
            tracing::warn!(%cause, "a session's last moment could not be written");
        }
        Ok(Some(SignedIn {
            account,
            actor,
            session: id,
            signed_in_at,
            has_second_factor: row.try_get("has_second_factor")?,
            is_demo: row.try_get("is_demo")?,
        }))
    }

    async fn session_seen(&self, session: SessionId, now: Timestamp) -> Result<(), sqlx::Error> {
        let mut write = self.begin().await?;
        sqlx::query("UPDATE session SET seen_at = max(seen_at, ?) WHERE id = ?")
            .bind(now.as_microseconds())
            .bind(session.0)
            .execute(&mut *write)
            .await?;
        write.commit().await
    }

    /// The sessions of `account` that are open, the last seen first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn session_list(
        &self,
        account: AccountId,
        rule: SessionRule,
        now: Timestamp,
    ) -> Result<Vec<SessionListed>, StorageError> {
        let rows: Vec<(i64, String, i64, i64)> = sqlx::query_as(
            "SELECT id, browser, signed_in_at, seen_at FROM session WHERE account_id = ? ORDER BY seen_at DESC, id DESC",
        )
        .bind(account.0)
        .fetch_all(self.readers())
        .await?;
        let instant = Timestamp::from_microseconds;
        let listed = rows.into_iter().map(|(id, browser, signed_in_at, seen_at)| SessionListed {
            id: SessionId(id),
            browser,
            signed_in_at: instant(signed_in_at),
            seen_at: instant(seen_at),
        });
        Ok(listed.filter(|session| rule.is_open(session.signed_in_at, session.seen_at, now)).collect())
    }

    /// Ends the session that a cookie's secret opens, if there is one; `network` is from where that is asked.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn session_end(
        &self,
        session: &TokenHash,
        network: Option<Network>,
        now: Timestamp,
    ) -> Result<(), StorageError> {
        let mut write = self.begin().await?;
        let account: Option<i64> = sqlx::query_scalar("DELETE FROM session WHERE token_hash = ? RETURNING account_id")
            .bind(session.as_bytes().to_vec())
            .fetch_optional(&mut *write)
            .await?;
        if let Some(account) = account {
            let (by, subject) = (By::of(AccountId(account), network), account.to_string());
            audit_add(&mut write, by, Act::AccountSignedOut, &subject, now).await?;
        }
        write.commit().await?;
        Ok(())
    }

    /// Ends one of one's own sessions; nobody else's.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn session_revoke(&self, by: &SignedIn, session: SessionId, now: Timestamp) -> Result<(), StorageError> {
        self.sessions_end(by, "id = ?2", session, now).await
    }

    /// Ends every session of one's own but this one.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn session_revoke_others(&self, by: &SignedIn, now: Timestamp) -> Result<(), StorageError> {
        self.sessions_end(by, "id <> ?2", by.session, now).await
    }

    async fn sessions_end(
        &self,
        by: &SignedIn,
        which: &'static str,
        session: SessionId,
        now: Timestamp,
    ) -> Result<(), StorageError> {
        let account = by.account.id;
        let mut write = self.begin().await?;
        let ended = sqlx::query(sqlx::AssertSqlSafe(format!("DELETE FROM session WHERE account_id = ?1 AND {which}")))
            .bind(account.0)
            .bind(session.0)
            .execute(&mut *write)
            .await?
            .rows_affected();
        if ended > 0 {
            let changes = Changes::NONE.with(Field::Count, &ended);
            let subject = account.0.to_string();
            audit_add_with(&mut write, By::from(by), Act::AccountSessionsEnded, &subject, &changes, now).await?;
        }
        write.commit().await?;
        Ok(())
    }

    /// Puts another secret in the place of a session's and ends all others of its account: after what concerns how one
    /// signs in.
    pub(crate) async fn session_renew(
        &self,
        write: &mut Write,
        signed_in: &SignedIn,
    ) -> Result<SecretToken, sqlx::Error> {
        let secret = SecretToken::from_random(draw(self.chance()));
        let account = signed_in.account.id.0;
        sqlx::query("DELETE FROM session WHERE account_id = ? AND id <> ?")
            .bind(account)
            .bind(signed_in.session.0)
            .execute(&mut **write)
            .await?;
        sqlx::query("DELETE FROM sign_in WHERE account_id = ?").bind(account).execute(&mut **write).await?;
        sqlx::query("UPDATE session SET token_hash = ? WHERE id = ?")
            .bind(secret.hash().as_bytes().to_vec())
            .bind(signed_in.session.0)
            .execute(&mut **write)
            .await?;
        Ok(secret)
    }
}
