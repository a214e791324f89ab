//! The inbox: what waits for whom, in the order in which it is due.

use domain::account::Role;
use domain::inquiry::desk::{Channel, Colleague, InboxCounts, InboxEntry, InboxView, Responder};
use domain::organisation::OrganisationName;
use domain::person::PersonName;
use domain::reference::ReferenceNumber;
use domain::search::Words;
use domain::time::Timestamp;
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;

use super::read::{maybe, prefecture_from};
use crate::mailbox::summary_from_row;
use crate::registration::word;
use crate::{Storage, StorageError};

/// How many inquiries one page of the inbox shows.
pub const INBOX_PAGE: u32 = 50;

/// What somebody wants to see of the inbox.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InboxWish {
    /// Which part of it.
    pub view: InboxView,
    /// Words that must all stand in an inquiry: its number, who asks, the thread, the notes; empty for all.
    pub words: String,
    /// Which page, 1 for the first.
    pub page: u32,
}

/// A page of the inbox.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Inbox {
    /// How many there are in each part, whatever is looked for.
    pub counts: InboxCounts,
    /// What was asked for: first what is owed, in the order of its days, then the rest, the latest first.
    pub entries: Vec<InboxEntry>,
    /// How many there are of them on all pages.
    pub found: u64,
}

impl Storage {
    /// The inbox as `by` sees it: an expert only what is assigned to them. What was set aside is found by its whole
    /// number alone.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn inquiry_inbox(&self, by: Responder, wish: &InboxWish, now: Timestamp) -> Result<Inbox, StorageError> {
        let terms = Words::parse(&wish.words);
        let number = ReferenceNumber::parse(&wish.words).ok();
        // One transaction: the counts are those of the list.
        let mut read = self.readers().begin().await?;
        let row = sqlx::query(
            "SELECT count(*) FILTER (WHERE reply_due IS NOT NULL) AS open,
                    count(*) FILTER (WHERE reply_due IS NOT NULL AND assignee_id IS NULL) AS new,
                    count(*) FILTER (WHERE state <> 'closed' AND assignee_id = ?1) AS mine,
                    count(*) FILTER (WHERE state = 'answered') AS waiting,
                    count(*) FILTER (WHERE state = 'closed') AS closed,
                    count(*) AS all_of_them,
                    count(*) FILTER (WHERE reply_due < ?3) AS overdue
             FROM inquiry WHERE set_aside_reason IS NULL AND (?2 OR assignee_id = ?1)",
        )
        .bind(by.account().0)
        .bind(by.sees_all())
        .bind(now.tokyo_date().to_string())
        .fetch_one(&mut *read)
        .await?;
        let rows = sqlx::query(
            "SELECT i.reference, i.state, i.topic, i.subject, i.reply_due, i.created_at, i.changed_at, i.name,
                    i.organisation, i.prefecture, i.channel, i.set_aside_reason IS NOT NULL AS is_set_aside,
                    a.id AS assignee_id, a.name AS assignee_name, a.role AS assignee_role, count(*) OVER () AS found
             FROM inquiry i LEFT JOIN account a ON a.id = i.assignee_id
             WHERE (?2 OR i.assignee_id = ?1) AND (i.set_aside_reason IS NULL OR i.reference = ?5)
                AND CASE ?3 WHEN 'open' THEN i.reply_due IS NOT NULL
                            WHEN 'new' THEN i.reply_due IS NOT NULL AND i.assignee_id IS NULL
                            WHEN 'mine' THEN i.state <> 'closed' AND i.assignee_id = ?1
                            WHEN 'waiting' THEN i.state = 'answered'
                            WHEN 'closed' THEN i.state = 'closed'
                            ELSE 1 END
                AND NOT EXISTS (SELECT 1 FROM json_each(?4) t WHERE coalesce(instr(i.search_key, t.value), 0) = 0
                    AND NOT EXISTS (SELECT 1 FROM inquiry_message m
                        WHERE m.inquiry_id = i.id AND instr(m.search_key, t.value) > 0)
                    AND NOT EXISTS (SELECT 1 FROM inquiry_note n
                        WHERE n.inquiry_id = i.id AND instr(n.search_key, t.value) > 0))
             ORDER BY i.reply_due IS NULL, i.reply_due,
                CASE WHEN i.reply_due IS NULL THEN -i.changed_at ELSE i.created_at END, i.id
             LIMIT ?6 OFFSET ?7",
        )
        .bind(by.account().0)
        .bind(by.sees_all())
        .bind(wish.view.slug())
        .bind(serde_json::to_string(terms.terms()).map_err(StorageError::unreadable)?)
        .bind(number.map(|number| number.as_str().to_owned()))
        .bind(INBOX_PAGE)
        .bind(wish.page.saturating_sub(1).saturating_mul(INBOX_PAGE))
        .fetch_all(&mut *read)
        .await?;
        read.commit().await?;
        let count = |column: &str| row.try_get::<i64, _>(column).map(i64::unsigned_abs);
        Ok(Inbox {
            counts: InboxCounts {
                open: count("open")?,
                new: count("new")?,
                mine: count("mine")?,
                waiting: count("waiting")?,
                closed: count("closed")?,
                all: count("all_of_them")?,
                overdue: count("overdue")?,
            },
            found: rows.first().map(|row| row.try_get::<i64, _>("found")).transpose()?.unwrap_or(0).unsigned_abs(),
            entries: rows.iter().map(entry_from_row).collect::<Result<_, StorageError>>()?,
        })
    }

    /// How many inquiries wait for `by`: all that the desk owes a reply, or an expert's own. Asked by every page of the
    /// desk, and answered from an index of what is owed.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn inquiry_waiting(&self, by: Responder) -> Result<u64, StorageError> {
        let waiting: i64 = sqlx::query_scalar(
            "SELECT count(*) FROM inquiry
             WHERE reply_due IS NOT NULL AND set_aside_reason IS NULL AND (? OR assignee_id = ?)",
        )
        .bind(by.sees_all())
        .bind(by.account().0)
        .fetch_one(self.readers())
        .await?;
        Ok(waiting.unsigned_abs())
    }
}

fn entry_from_row(row: &SqliteRow) -> Result<InboxEntry, StorageError> {
    let assignee: Option<i64> = row.try_get("assignee_id")?;
    let assignee = assignee.map(|id| {
        Ok::<_, StorageError>(Colleague {
            id: domain::account::AccountId(id),
            name: PersonName::parse(row.try_get("assignee_name")?).map_err(StorageError::unreadable)?,
            role: word(row, "assignee_role", Role::from_slug)?,
        })
    });
    Ok(InboxEntry {
        summary: summary_from_row(row)?,
        name: maybe(row, "name", PersonName::parse)?,
        organisation: maybe(row, "organisation", OrganisationName::parse)?,
        prefecture: prefecture_from(row)?,
        channel: word(row, "channel", Channel::from_slug)?,
        assignee: assignee.transpose()?,
        is_set_aside: row.try_get("is_set_aside")?,
    })
}
