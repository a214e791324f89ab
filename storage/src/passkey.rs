//! Passkeys: added and removed by their owners, and what signing in with one has to know.

use domain::account::{
    AccountId, AccountRefusal, CHALLENGE_SECONDS, CredentialId, NewPasskey, PasskeyName, PublicKey, RecoveryCode,
};
use domain::audit::Act;
use domain::notice::NoticeKind;
use domain::reference::{SecretToken, TokenHash};
use domain::time::Timestamp;
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;

use crate::account::ACCOUNT_COLUMNS;
use crate::credential::second_factor_lose;
use crate::session::{NewSession, STANDING, SignedIn, audit_sign_in, session_insert};
use crate::sign_in::{Credentials, credentials_from_row};
use crate::{Storage, StorageError, draw};

/// The database's number of a passkey: what a list of passkeys names it by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PasskeyId(pub i64);

/// A passkey as its owner's list shows it.
#[derive(Debug, Clone)]
pub struct PasskeyListed {
    /// Which.
    pub id: PasskeyId,
    /// What the authenticator calls it.
    pub credential: CredentialId,
    /// What its owner calls it.
    pub name: PasskeyName,
    /// Since when it is there.
    pub created_at: Timestamp,
    /// When somebody has last signed in with it.
    pub used_at: Option<Timestamp>,
}

/// A passkey that somebody shows, and whose it is.
#[derive(Debug, Clone)]
pub struct PasskeyKnown {
    /// Which.
    pub id: PasskeyId,
    /// Whose, and how they stand.
    pub credentials: Credentials,
    /// What its signature is checked with.
    pub key: PublicKey,
    /// How often it had signed when it was last shown.
    pub sign_count: u32,
}

fn credential_from_row(row: &SqliteRow) -> Result<CredentialId, StorageError> {
    CredentialId::new(row.try_get("credential_id")?).ok_or_else(|| StorageError::unreadable("a passkey's name"))
}

fn listed_from_row(row: &SqliteRow) -> Result<PasskeyListed, StorageError> {
    let used_at: Option<i64> = row.try_get("used_at")?;
    Ok(PasskeyListed {
        id: PasskeyId(row.try_get("id")?),
        credential: credential_from_row(row)?,
        name: PasskeyName::parse(row.try_get("name")?).map_err(StorageError::unreadable)?,
        created_at: Timestamp::from_microseconds(row.try_get("created_at")?),
        used_at: used_at.map(Timestamp::from_microseconds),
    })
}

impl Storage {
    /// Draws a challenge: for `account`, which adds a passkey, or for whoever signs in. Those that have run out go.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn passkey_challenge(
        &self,
        account: Option<AccountId>,
        now: Timestamp,
    ) -> Result<SecretToken, StorageError> {
        let challenge = SecretToken::from_random(draw(self.chance()));
        let mut write = self.begin().await?;
        sqlx::query("DELETE FROM passkey_challenge WHERE created_at <= ?")
            .bind(now.plus_seconds(-CHALLENGE_SECONDS).as_microseconds())
            .execute(&mut *write)
            .await?;
        sqlx::query("INSERT INTO passkey_challenge (token_hash, account_id, created_at) VALUES (?, ?, ?)")
            .bind(challenge.hash().as_bytes().to_vec())
            .bind(account.map(|account| account.0))
            .bind(now.as_microseconds())
            .execute(&mut *write)
            .await?;
        write.commit().await?;
        Ok(challenge)
    }

    /// Uses a challenge up: whether it was given out to `account`, or to whoever signs in, and has not run out.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn passkey_challenge_take(
        &self,
        challenge: &TokenHash,
        account: Option<AccountId>,
        now: Timestamp,
    ) -> Result<bool, StorageError> {
        let mut write = self.begin().await?;
        let taken =
            sqlx::query("DELETE FROM passkey_challenge WHERE token_hash = ? AND account_id IS ? AND created_at > ?")
                .bind(challenge.as_bytes().to_vec())
                .bind(account.map(|account| account.0))
                .bind(now.plus_seconds(-CHALLENGE_SECONDS).as_microseconds())
                .execute(&mut *write)
                .await?
                .rows_affected();
        write.commit().await?;
        Ok(taken == 1)
    }

    /// Adds a passkey. Every other session ends, this one gets another secret, and the owner is told by mail. Where
    /// there are no recovery codes yet, they are drawn; they are shown this one time.
    ///
    /// # Errors
    /// [`AccountRefusal::PasskeyTaken`].
    pub async fn passkey_add(
        &self,
        signed_in: &SignedIn,
        new: &NewPasskey,
        name: &PasskeyName,
        now: Timestamp,
    ) -> Result<(SecretToken, Vec<RecoveryCode>), StorageError<AccountRefusal>> {
        let mut write = self.begin().await?;
        let id = signed_in.account.id;
        let (is_known, has_codes): (bool, bool) = sqlx::query_as(
            "SELECT EXISTS (SELECT 1 FROM passkey WHERE credential_id = ?),
                    EXISTS (SELECT 1 FROM recovery_code WHERE account_id = ?)",
        )
        .bind(new.credential.as_bytes())
        .bind(id.0)
        .fetch_one(&mut *write)
        .await?;
        if is_known {
            return Err(StorageError::Refused(AccountRefusal::PasskeyTaken));
        }
        sqlx::query(
            "INSERT INTO passkey (account_id, credential_id, public_key, name, sign_count, created_at)
             VALUES (?, ?, ?, ?, ?, ?)",
        )
        .bind(id.0)
        .bind(new.credential.as_bytes())
        .bind(new.key.as_bytes())
        .bind(name.as_str())
        .bind(new.sign_count)
        .bind(now.as_microseconds())
        .execute(&mut *write)
        .await?;
        let codes = if has_codes { Vec::new() } else { self.recovery_codes_draw(&mut write, id).await? };
        let session = self.session_renew(&mut write, signed_in).await?;
        self.settle(&mut write, signed_in, NoticeKind::StaffSecondFactorChanged, Act::AccountPasskeyAdded, now).await?;
        write.commit().await?;
        self.inner.mail_owed.notify_one();
        Ok((session, codes))
    }

    /// Removes a passkey of one's own; with the last second factor, the recovery codes too. Every other session ends,
    /// this one gets another secret.
    ///
    /// # Errors
    /// [`AccountRefusal::UnknownAccount`] where it is not one's own; [`AccountRefusal::SecondFactorNeeded`] for the
    /// secretariat, where nothing else is set up.
    pub async fn passkey_remove(
        &self,
        signed_in: &SignedIn,
        passkey: PasskeyId,
        now: Timestamp,
    ) -> Result<SecretToken, StorageError<AccountRefusal>> {
        let mut write = self.begin().await?;
        let id = signed_in.account.id;
        let is_own: bool = sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM passkey WHERE id = ? AND account_id = ?)")
            .bind(passkey.0)
            .bind(id.0)
            .fetch_one(&mut *write)
            .await?;
        if !is_own {
            return Err(StorageError::Refused(AccountRefusal::UnknownAccount));
        }
        second_factor_lose(&mut write, id).await?;
        sqlx::query("DELETE FROM passkey WHERE id = ?").bind(passkey.0).execute(&mut *write).await?;
        let session = self.session_renew(&mut write, signed_in).await?;
        self.settle(&mut write, signed_in, NoticeKind::StaffSecondFactorChanged, Act::AccountPasskeyRemoved, now)
            .await?;
        write.commit().await?;
        self.inner.mail_owed.notify_one();
        Ok(session)
    }

    /// The passkeys of `account`, the oldest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn passkey_list(&self, account: AccountId) -> Result<Vec<PasskeyListed>, StorageError> {
        let rows = sqlx::query(
            "SELECT id, credential_id, name, created_at, used_at FROM passkey WHERE account_id = ? ORDER BY id",
        )
        .bind(account.0)
        .fetch_all(self.readers())
        .await?;
        rows.iter().map(listed_from_row).collect()
    }

    /// The passkey that an authenticator calls `credential`, whoever may sign in with it.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn passkey_find(
        &self,
        credential: &CredentialId,
        now: Timestamp,
    ) -> Result<Option<PasskeyKnown>, StorageError> {
        let row = sqlx::query(sqlx::AssertSqlSafe(format!(
            "SELECT {ACCOUNT_COLUMNS}, {STANDING}, k.id AS passkey_id, k.public_key, k.sign_count
             FROM passkey k JOIN account a ON a.id = k.account_id WHERE k.credential_id = ?"
        )))
        .bind(credential.as_bytes())
        .fetch_optional(self.readers())
        .await?;
        let Some(row) = row else { return Ok(None) };
        let key = PublicKey::parse(row.try_get("public_key")?);
        Ok(Some(PasskeyKnown {
            id: PasskeyId(row.try_get("passkey_id")?),
            credentials: credentials_from_row(&row, now)?,
            key: key.ok_or_else(|| StorageError::unreadable("a passkey's key"))?,
            sign_count: row.try_get("sign_count")?,
        }))
    }

    /// Opens a session for whoever has shown the passkey `known`, which has signed `sign_count` times by now.
    ///
    /// # Errors
    /// [`AccountRefusal::UnknownAccount`] where the passkey was removed or shown by somebody else, or the account
    /// disabled, in the meantime.
    pub async fn passkey_sign_in(
        &self,
        known: &PasskeyKnown,
        sign_count: u32,
        session: &NewSession,
        now: Timestamp,
    ) -> Result<SecretToken, StorageError<AccountRefusal>> {
        let mut write = self.begin().await?;
        let account = known.credentials.account.id;
        let counted = sqlx::query(
            "UPDATE passkey SET sign_count = ?, used_at = ? WHERE id = ? AND sign_count = ?
             AND EXISTS (SELECT 1 FROM account WHERE id = account_id AND disabled_at IS NULL)",
        )
        .bind(sign_count)
        .bind(now.as_microseconds())
        .bind(known.id.0)
        .bind(known.sign_count)
        .execute(&mut *write)
        .await?;
        if counted.rows_affected() == 0 {
            return Err(StorageError::Refused(AccountRefusal::UnknownAccount));
        }
        let secret = session_insert(self, &mut write, account, session, now).await?;
        audit_sign_in(&mut write, account, session, "passkey", now).await?;
        write.commit().await?;
        Ok(secret)
    }
}
