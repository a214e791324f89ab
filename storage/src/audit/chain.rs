//! The chain of the stored audit: its beginning, its examination, and the one way in which entries leave it.

use domain::audit::{Act, AuditHash, AuditRecord, Chain, ChainFault, ChainedRecord, Changes, Field};
use domain::time::Timestamp;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row as _, SqliteConnection, SqlitePool};

use super::{By, append, audit_add_with, hash_of, head};
use crate::{Storage, StorageError};

/// How many entries are held at once.
const HANDFUL: i64 = 1_000;

/// An audit in which nothing was changed, removed or moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AuditWhole {
    /// How many entries there are.
    pub entries: u64,
    /// The hash of the newest: whoever notes it elsewhere can tell later that everything up to it is still there.
    pub head: AuditHash,
}

/// Puts what an older program has written at the beginning of the chain, in its order, under numbers without gaps.
/// Nothing to do where that was done before.
pub(crate) async fn chain_older(writer: &SqlitePool) -> Result<(), sqlx::Error> {
    let waits: bool = sqlx::query_scalar(
        "SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'audit_unchained')",
    )
    .fetch_one(writer)
    .await?;
    if !waits {
        return Ok(());
    }
    let mut write = writer.begin_with("BEGIN IMMEDIATE").await?;
    let (mut last, mut hash) = head(&mut write).await?;
    let mut after = i64::MIN;
    loop {
        let rows = sqlx::query(
            "SELECT id, at, actor, act, subject, '' AS network, detail FROM audit_unchained WHERE id > ?
             ORDER BY id LIMIT ?",
        )
        .bind(after)
        .bind(HANDFUL)
        .fetch_all(&mut *write)
        .await?;
        let Some(newest) = rows.last() else { break };
        after = newest.try_get("id")?;
        for row in &rows {
            let record = AuditRecord { id: last + 1, ..record_from_row(row)? };
            hash = append(&mut write, &record, &hash).await?;
            last = record.id;
        }
    }
    sqlx::query("DROP TABLE audit_unchained").execute(&mut *write).await?;
    write.commit().await
}

/// Goes through the whole chain as `connection` sees it.
pub(crate) async fn verify(connection: &mut SqliteConnection) -> Result<AuditWhole, StorageError<ChainFault>> {
    let (begins_after, hash) = beginning(connection).await?;
    let mut chain = Chain::after(begins_after, hash);
    let (mut after, mut entries) = (i64::MIN, 0_u64);
    loop {
        let rows = sqlx::query(
            "SELECT id, at, actor, act, subject, network, detail, previous, hash FROM audit WHERE id > ?
             ORDER BY id LIMIT ?",
        )
        .bind(after)
        .bind(HANDFUL)
        .fetch_all(&mut *connection)
        .await?;
        for row in &rows {
            let record = record_from_row(row)?;
            after = record.id;
            let (previous, hash) = (hash_of(row.try_get("previous")?), hash_of(row.try_get("hash")?));
            chain.follow(&ChainedRecord { record, previous, hash }).map_err(StorageError::Refused)?;
            entries += 1;
        }
        if rows.is_empty() {
            break;
        }
    }
    let head: Option<(i64, Vec<u8>)> =
        sqlx::query_as("SELECT id, hash FROM audit_head").fetch_optional(connection).await?;
    let (last, hash) = head.map_or((0, AuditHash::BEGINNING), |(last, hash)| (last, hash_of(&hash)));
    chain.end(last, hash).map_err(StorageError::Refused)?;
    Ok(AuditWhole { entries, head: hash })
}

/// After which entry the stored chain begins: the last that was removed, as the newest entry about that tells. An
/// invented one would itself not fit into the chain.
async fn beginning(connection: &mut SqliteConnection) -> Result<(i64, AuditHash), sqlx::Error> {
    let pruned: Option<(Option<i64>, Option<String>)> = sqlx::query_as(
        "SELECT detail ->> '$.last_removed', detail ->> '$.last_hash' FROM audit WHERE act = ? ORDER BY id DESC LIMIT 1",
    )
    .bind(Act::AuditPruned.slug())
    .fetch_optional(connection)
    .await?;
    let told = pruned.and_then(|(last, hash)| last.zip(hash.as_deref().and_then(AuditHash::parse)));
    Ok(told.unwrap_or((0, AuditHash::BEGINNING)))
}

fn record_from_row(row: &SqliteRow) -> Result<AuditRecord, sqlx::Error> {
    Ok(AuditRecord {
        id: row.try_get("id")?,
        at: Timestamp::from_microseconds(row.try_get("at")?),
        actor: row.try_get("actor")?,
        act: row.try_get("act")?,
        subject: row.try_get("subject")?,
        network: row.try_get("network")?,
        detail: row.try_get("detail")?,
    })
}

/// The last entry of those at the beginning that are all older than an instant, its hash, and how many they are.
async fn oldest(
    connection: &mut SqliteConnection,
    before: Timestamp,
) -> Result<Option<(i64, AuditHash, u64)>, sqlx::Error> {
    let row = sqlx::query(
        "SELECT id, hash, (SELECT count(*) FROM audit o WHERE o.id <= a.id) AS count FROM audit a
         WHERE id < coalesce((SELECT min(id) FROM audit WHERE at >= ?1), 9223372036854775807)
         ORDER BY id DESC LIMIT 1",
    )
    .bind(before.as_microseconds())
    .fetch_optional(connection)
    .await?;
    row.map(|row| {
        let count: i64 = row.try_get("count")?;
        Ok((row.try_get("id")?, hash_of(row.try_get("hash")?), count.unsigned_abs()))
    })
    .transpose()
}

impl Storage {
    /// Goes through the whole audit.
    ///
    /// # Errors
    /// [`ChainFault`] names the first entry that was changed, removed or moved; otherwise when the database cannot be
    /// read.
    pub async fn audit_verify(&self) -> Result<AuditWhole, StorageError<ChainFault>> {
        // One transaction: chain and head are of the same moment.
        let mut read = self.readers().begin().await?;
        let whole = verify(&mut read).await?;
        read.commit().await?;
        Ok(whole)
    }

    /// How many entries [`audit_prune`](Self::audit_prune) would remove.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn audit_prunable(&self, before: Timestamp) -> Result<u64, StorageError> {
        let mut read = self.readers().acquire().await?;
        Ok(oldest(&mut read, before).await?.map_or(0, |(_, _, count)| count))
    }

    /// Removes the entries from before `before`, and writes the entry from which the chain goes on: how many they were,
    /// and the last one's number and hash. Returns how many. It is the only way in which an entry ever goes.
    ///
    /// # Errors
    /// [`ChainFault`] where the chain is broken: then nothing is removed that could show how. Otherwise when the
    /// database cannot be written.
    pub async fn audit_prune(&self, before: Timestamp, now: Timestamp) -> Result<u64, StorageError<ChainFault>> {
        let mut write = self.begin().await?;
        let Some((last, hash, count)) = oldest(&mut write, before).await? else { return Ok(0) };
        verify(&mut write).await?;
        let changes =
            Changes::NONE.with(Field::Count, &count).with(Field::LastRemoved, &last).with(Field::LastHash, &hash);
        audit_add_with(&mut write, By::Service, Act::AuditPruned, "audit", &changes, now).await?;
        sqlx::query("DELETE FROM audit WHERE id <= ?").bind(last).execute(&mut *write).await?;
        write.commit().await?;
        Ok(count)
    }
}
