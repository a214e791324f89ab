//! What somebody signs in with: password, one-time codes, recovery codes, changed by its owner. Passkeys are in
//! `passkey.rs`.

use domain::account::{
    AccountId, AccountRefusal, OneTimeCode, OneTimeSecret, OneTimeStep, RecoveryCode, SecondFactors,
};
use domain::audit::Act;
use domain::notice::NoticeKind;
use domain::reference::SecretToken;
use domain::time::Timestamp;

use crate::account::account_read;
use crate::account_link::account_warn;
use crate::audit::{By, audit_add};
use crate::session::SignedIn;
use crate::{Storage, StorageError, Write, draw};

/// Takes a code of an authenticator app, once: whether it is one of now, newer than the last.
pub(crate) async fn one_time_code_take<R>(
    write: &mut Write,
    account: AccountId,
    code: OneTimeCode,
    now: Timestamp,
) -> Result<bool, StorageError<R>> {
    let kept: Option<(Option<Vec<u8>>, Option<i64>)> =
        sqlx::query_as("SELECT one_time_secret, one_time_step FROM account WHERE id = ?")
            .bind(account.0)
            .fetch_optional(&mut **write)
            .await?;
    let Some((Some(secret), used)) = kept else { return Ok(false) };
    let secret = <[u8; 20]>::try_from(secret).map_err(|_| StorageError::unreadable("a one-time secret"))?;
    let secret = OneTimeSecret::from_random(secret);
    let Some(OneTimeStep(step)) = secret.accepts(code, used.map(OneTimeStep), now) else { return Ok(false) };
    sqlx::query("UPDATE account SET one_time_step = ? WHERE id = ?")
        .bind(step)
        .bind(account.0)
        .execute(&mut **write)
        .await?;
    Ok(true)
}

/// What `account` has to sign in with beside, or instead of, its password.
async fn second_factors_read(
    connection: &mut sqlx::SqliteConnection,
    account: AccountId,
) -> Result<SecondFactors, sqlx::Error> {
    let (has_app, passkeys): (bool, i64) = sqlx::query_as(
        "SELECT EXISTS (SELECT 1 FROM account WHERE id = ?1 AND one_time_secret IS NOT NULL),
                (SELECT count(*) FROM passkey WHERE account_id = ?1)",
    )
    .bind(account.0)
    .fetch_one(connection)
    .await?;
    Ok(SecondFactors { has_app, passkeys: passkeys.unsigned_abs() })
}

/// Refuses where `account` may not give one of its second factors up. With the last one the recovery codes go.
pub(crate) async fn second_factor_lose(
    write: &mut Write,
    account: AccountId,
) -> Result<(), StorageError<AccountRefusal>> {
    let role = account_read(write, account).await?.map(|account| account.role);
    let role = role.ok_or(StorageError::Refused(AccountRefusal::UnknownAccount))?;
    let factors = second_factors_read(write, account).await?;
    factors.may_lose_one(role).map_err(StorageError::Refused)?;
    if factors.is_last() {
        sqlx::query("DELETE FROM recovery_code WHERE account_id = ?").bind(account.0).execute(&mut **write).await?;
    }
    Ok(())
}

impl Storage {
    /// Sets another password, already hashed. Every other session ends, this one gets another secret, and the owner is
    /// told by mail. The hash of the password that was shown says whether it is still the one.
    ///
    /// # Errors
    /// [`AccountRefusal::UnknownAccount`] where the password was changed in the meantime.
    pub async fn password_change(
        &self,
        signed_in: &SignedIn,
        shown_hash: &str,
        password_hash: &str,
        now: Timestamp,
    ) -> Result<SecretToken, StorageError<AccountRefusal>> {
        let mut write = self.begin().await?;
        let id = signed_in.account.id;
        let changed = sqlx::query(
            "UPDATE account SET password_hash = ?, changed_at = ? WHERE id = ? AND password_hash = ?
             AND disabled_at IS NULL",
        )
        .bind(password_hash)
        .bind(now.as_microseconds())
        .bind(id.0)
        .bind(shown_hash)
        .execute(&mut *write)
        .await?;
        if changed.rows_affected() == 0 {
            return Err(StorageError::Refused(AccountRefusal::UnknownAccount));
        }
        sqlx::query("DELETE FROM account_link WHERE account_id = ?").bind(id.0).execute(&mut *write).await?;
        let secret = self.session_renew(&mut write, signed_in).await?;
        self.settle(&mut write, signed_in, NoticeKind::StaffPasswordChanged, Act::AccountPasswordChanged, now).await?;
        write.commit().await?;
        self.inner.mail_owed.notify_one();
        Ok(secret)
    }

    /// Sets up an authenticator app, or another one in its place, once a code of it was shown. Gives the session's new
    /// secret, and the recovery codes, which are shown this one time.
    ///
    /// # Errors
    /// [`AccountRefusal::WrongCode`].
    pub async fn second_factor_set(
        &self,
        signed_in: &SignedIn,
        secret: &OneTimeSecret,
        code: OneTimeCode,
        now: Timestamp,
    ) -> Result<(SecretToken, Vec<RecoveryCode>), StorageError<AccountRefusal>> {
        let OneTimeStep(step) =
            secret.accepts(code, None, now).ok_or(StorageError::Refused(AccountRefusal::WrongCode))?;
        let mut write = self.begin().await?;
        let id = signed_in.account.id;
        sqlx::query("UPDATE account SET one_time_secret = ?, one_time_step = ?, changed_at = ? WHERE id = ?")
            .bind(secret.as_bytes().to_vec())
            .bind(step)
            .bind(now.as_microseconds())
            .bind(id.0)
            .execute(&mut *write)
            .await?;
        let codes = self.recovery_codes_draw(&mut write, id).await?;
        let session = self.session_renew(&mut write, signed_in).await?;
        self.settle(&mut write, signed_in, NoticeKind::StaffSecondFactorChanged, Act::AccountSecondFactorSet, now)
            .await?;
        write.commit().await?;
        self.inner.mail_owed.notify_one();
        Ok((session, codes))
    }

    /// Takes the authenticator app away; without passkeys, the recovery codes too. Every other session ends, this one
    /// gets another secret.
    ///
    /// # Errors
    /// [`AccountRefusal::SecondFactorNeeded`] for the secretariat, where there is no passkey;
    /// [`AccountRefusal::UnknownAccount`] where there is no app.
    pub async fn second_factor_remove(
        &self,
        signed_in: &SignedIn,
        now: Timestamp,
    ) -> Result<SecretToken, StorageError<AccountRefusal>> {
        let mut write = self.begin().await?;
        let id = signed_in.account.id;
        second_factor_lose(&mut write, id).await?;
        let removed = sqlx::query(
            "UPDATE account SET one_time_secret = NULL, one_time_step = NULL, changed_at = ?
             WHERE id = ? AND one_time_secret IS NOT NULL",
        )
        .bind(now.as_microseconds())
        .bind(id.0)
        .execute(&mut *write)
        .await?;
        if removed.rows_affected() == 0 {
            return Err(StorageError::Refused(AccountRefusal::UnknownAccount));
        }
        let session = self.session_renew(&mut write, signed_in).await?;
        self.settle(&mut write, signed_in, NoticeKind::StaffSecondFactorChanged, Act::AccountSecondFactorRemoved, now)
            .await?;
        write.commit().await?;
        self.inner.mail_owed.notify_one();
        Ok(session)
    }

    /// What `account` has to sign in with beside, or instead of, its password.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn second_factors(&self, account: AccountId) -> Result<SecondFactors, StorageError> {
        let mut read = self.readers().acquire().await?;
        Ok(second_factors_read(&mut read, account).await?)
    }

    /// Draws recovery codes in the place of those that are left.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn recovery_codes_renew(
        &self,
        signed_in: &SignedIn,
        now: Timestamp,
    ) -> Result<Vec<RecoveryCode>, StorageError> {
        let mut write = self.begin().await?;
        let id = signed_in.account.id;
        let codes = self.recovery_codes_draw(&mut write, id).await?;
        audit_add(&mut write, By::from(signed_in), Act::AccountRecoveryCodesRenewed, &id.0.to_string(), now).await?;
        write.commit().await?;
        Ok(codes)
    }

    /// How many recovery codes `account` has left.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn recovery_code_count(&self, account: AccountId) -> Result<u64, StorageError> {
        let count: i64 = sqlx::query_scalar("SELECT count(*) FROM recovery_code WHERE account_id = ?")
            .bind(account.0)
            .fetch_one(self.readers())
            .await?;
        Ok(count.unsigned_abs())
    }

    pub(crate) async fn recovery_codes_draw(
        &self,
        write: &mut Write,
        account: AccountId,
    ) -> Result<Vec<RecoveryCode>, sqlx::Error> {
        sqlx::query("DELETE FROM recovery_code WHERE account_id = ?").bind(account.0).execute(&mut **write).await?;
        let codes: Vec<_> = (0..RecoveryCode::COUNT).map(|_| RecoveryCode::from_random(draw(self.chance()))).collect();
        for code in &codes {
            sqlx::query("INSERT INTO recovery_code (account_id, code_hash) VALUES (?, ?)")
                .bind(account.0)
                .bind(code.hash().as_bytes().to_vec())
                .execute(&mut **write)
                .await?;
        }
        Ok(codes)
    }

    /// Tells the owner what was done, and writes the audit entry.
    pub(crate) async fn settle(
        &self,
        write: &mut Write,
        signed_in: &SignedIn,
        kind: NoticeKind,
        act: Act,
        now: Timestamp,
    ) -> Result<(), StorageError<AccountRefusal>> {
        let id = signed_in.account.id;
        let account = account_read(write, id).await?;
        let account = account.ok_or(StorageError::Refused(AccountRefusal::UnknownAccount))?;
        account_warn(self, write, kind, &account, now).await?;
        audit_add(write, By::from(signed_in), act, &id.0.to_string(), now).await?;
        Ok(())
    }
}
