//! What must always be true, asked of the stored rows themselves: `telework-network check`.

use domain::time::Timestamp;
use sqlx::Row as _;

use crate::{Storage, StorageError, audit};

/// Something that must never be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// Which rule is broken.
    pub rule: &'static str,
    /// Where.
    pub subject: String,
}

/// Each query names the subjects that break its rule. `?1` is the time it is.
const RULES: &[(&str, &str)] = &[
    (
        "the seats taken are those of the registrations that have seats",
        "SELECT e.code FROM event e WHERE ?1 = ?1 AND seats_taken <> (SELECT coalesce(sum(seats), 0)
            FROM registration r WHERE r.event_id = e.id AND r.state IN ('seated', 'offered'))",
    ),
    (
        "the parties waiting are those of the registrations in line",
        "SELECT e.code FROM event e WHERE ?1 = ?1 AND parties_waiting <> (SELECT count(*)
            FROM registration r WHERE r.event_id = e.id AND r.state = 'waiting')",
    ),
    (
        "no event has more seats taken than it has",
        "SELECT code FROM event WHERE ?1 = ?1 AND capacity IS NOT NULL AND seats_taken > capacity",
    ),
    (
        "no seat is held back that somebody has, and none where there is no limit",
        "SELECT code FROM event WHERE ?1 = ?1 AND reserved > 0
            AND (capacity IS NULL OR seats_taken + reserved > capacity)",
    ),
    (
        "an event says as many seats are held back as are",
        "SELECT code FROM event WHERE ?1 = ?1 AND reserved <> coalesce(document ->> '$.reserved', 0)",
    ),
    (
        "nobody waits while a seat is free for the first in line and not on offer",
        "SELECT e.code FROM event e JOIN registration r ON r.id = (SELECT id FROM registration w
            WHERE w.event_id = e.id AND w.state = 'waiting' ORDER BY line_place LIMIT 1)
         WHERE e.standing = 'published' AND e.ends_at > ?1
            AND (e.capacity IS NULL OR r.seats <= e.capacity - e.reserved - e.seats_taken)",
    ),
    (
        "whoever waits has a place in line",
        "SELECT reference FROM registration WHERE ?1 = ?1 AND state = 'waiting' AND line_place IS NULL",
    ),
    (
        "an offer lives for whoever is offered seats and for nobody else",
        "SELECT r.reference FROM registration r WHERE ?1 = ?1 AND (r.state = 'offered') <> EXISTS
            (SELECT 1 FROM seat_offer o WHERE o.registration_id = r.id AND o.outcome IS NULL)",
    ),
    (
        "no offer outlives the deadline or the beginning",
        "SELECT r.reference FROM seat_offer o JOIN registration r ON r.id = o.registration_id
            JOIN event e ON e.id = r.event_id
         WHERE ?1 = ?1 AND o.outcome IS NULL AND o.until > min(e.closes_at, e.starts_at)",
    ),
    (
        "the link of an offer that has ended opens nothing",
        "SELECT r.reference FROM seat_offer o JOIN registration r ON r.id = o.registration_id
            JOIN secret_link l ON l.token_hash = o.token_hash WHERE ?1 = ?1 AND o.outcome IS NOT NULL",
    ),
    (
        "an address has one active registration for an event",
        "SELECT e.code FROM registration r JOIN event e ON e.id = r.event_id
         WHERE ?1 = ?1 AND r.state IN ('seated', 'waiting', 'offered') AND r.email_identity IS NOT NULL
         GROUP BY r.event_id, r.email_identity HAVING count(*) > 1",
    ),
    (
        "nobody is signed in to an account that is disabled",
        "SELECT 'account ' || a.id FROM account a JOIN session s ON s.account_id = a.id
         WHERE ?1 = ?1 AND a.disabled_at IS NOT NULL",
    ),
    (
        "an inquiry begins with its sender's question",
        "SELECT i.reference FROM inquiry i WHERE ?1 = ?1 AND coalesce((SELECT author FROM inquiry_message m
            WHERE m.inquiry_id = i.id ORDER BY m.id LIMIT 1), '') <> 'citizen'",
    ),
    (
        "an inquiry that is answered has an answer",
        "SELECT i.reference FROM inquiry i WHERE ?1 = ?1 AND i.state = 'answered' AND NOT EXISTS
            (SELECT 1 FROM inquiry_message m WHERE m.inquiry_id = i.id AND m.author <> 'citizen')",
    ),
    (
        "a reply is owed as long as an inquiry is open and not answered",
        "SELECT reference FROM inquiry WHERE ?1 = ?1 AND (state IN ('received', 'in_hand')) <> (reply_due IS NOT NULL)",
    ),
    (
        "nobody has written on an inquiry that was closed",
        "SELECT i.reference FROM inquiry i WHERE ?1 = ?1 AND i.state = 'closed' AND EXISTS
            (SELECT 1 FROM inquiry_message m WHERE m.inquiry_id = i.id AND m.written_at > i.closed_at)",
    ),
    (
        "an inquiry can be opened by its sender",
        "SELECT i.reference FROM inquiry i WHERE ?1 = ?1 AND i.email IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM inquiry_link l WHERE l.inquiry_id = i.id)",
    ),
    (
        "what is written can be searched for",
        "SELECT i.reference FROM inquiry i WHERE ?1 = ?1 AND (i.search_key IS NULL OR EXISTS
            (SELECT 1 FROM inquiry_message m WHERE m.inquiry_id = i.id AND m.search_key IS NULL))",
    ),
    (
        "a message has three files at most",
        "SELECT i.reference FROM inquiry i JOIN inquiry_message m ON m.inquiry_id = i.id
            JOIN attachment a ON a.message_id = m.id WHERE ?1 = ?1 GROUP BY m.id HAVING count(*) > 3",
    ),
    (
        "no expert is engaged twice at once",
        "SELECT 'engagement ' || g.id FROM engagement g WHERE ?1 = ?1 AND EXISTS (SELECT 1 FROM engagement o
            WHERE o.expert_id = g.expert_id AND o.id <> g.id AND o.busy_until > g.busy_from
                AND o.busy_from < g.busy_until)",
    ),
    (
        "a consultation has its expert's time until it is given up",
        "SELECT c.reference FROM consultation c WHERE ?1 = ?1
            AND (c.state IN ('requested', 'confirmed', 'attended', 'no_show')) <> EXISTS (SELECT 1 FROM engagement g
                WHERE g.consultation_id = c.id AND g.kind = 'consultation' AND g.expert_id = c.expert_id
                    AND g.starts_at = c.starts_at AND g.ends_at = c.starts_at + c.minutes * 60000000
                    AND g.prefecture IS c.prefecture)",
    ),
    (
        "a consultation at a table is at one of its times, with the expert who sits there",
        "SELECT c.reference FROM consultation c WHERE ?1 = ?1 AND c.event_id IS NOT NULL
            AND c.state IN ('requested', 'confirmed', 'attended', 'no_show') AND NOT EXISTS (SELECT 1 FROM event_table t
                WHERE t.event_id = c.event_id AND t.number = c.table_number AND t.expert_id = c.expert_id
                    AND t.minutes = c.minutes AND c.starts_at >= t.starts_at
                    AND c.starts_at + c.minutes * 60000000 <= t.ends_at
                    AND (c.starts_at - t.starts_at) % ((t.minutes + t.break_minutes) * 60000000) = 0)",
    ),
    (
        "a time that is proposed is kept until the answer, and no longer",
        "SELECT c.reference FROM consultation_proposal p JOIN consultation c ON c.id = p.consultation_id
         WHERE ?1 = ?1 AND (p.outcome IS NULL) <> EXISTS (SELECT 1 FROM engagement g
            WHERE g.consultation_id = c.id AND g.kind = 'proposal' AND g.expert_id = p.expert_id
                AND g.starts_at = p.starts_at AND g.held_until = p.until AND p.outcome IS NULL)",
    ),
    (
        "a time that is held is that of its hold",
        "SELECT 'hold ' || h.id FROM consultation_hold h JOIN engagement g ON g.hold_id = h.id
         WHERE ?1 = ?1 AND (g.expert_id <> h.expert_id OR g.starts_at <> h.starts_at OR g.held_until <> h.until)",
    ),
    (
        "a time is on offer to those who are offered one, and to nobody else",
        "SELECT w.reference FROM consultation_waiting w WHERE ?1 = ?1 AND (w.state = 'offered') <> EXISTS
            (SELECT 1 FROM consultation_offer o WHERE o.waiting_id = w.id AND o.outcome IS NULL)",
    ),
    (
        "a time that is offered is kept until the answer",
        "SELECT w.reference FROM consultation_offer o JOIN consultation_waiting w ON w.id = o.waiting_id
         WHERE o.outcome IS NULL AND o.until > ?1 AND NOT EXISTS (SELECT 1 FROM engagement g
            WHERE g.hold_id = o.hold_id AND g.expert_id = o.expert_id AND g.starts_at = o.starts_at
                AND g.held_until = o.until)",
    ),
    (
        "an offer is of what was waited for",
        "SELECT w.reference FROM consultation_offer o JOIN consultation_waiting w ON w.id = o.waiting_id
         WHERE ?1 = ?1 AND (w.expert_id <> o.expert_id OR date(o.starts_at / 1000000, 'unixepoch', '+9 hours')
            NOT BETWEEN w.from_day AND w.until_day)",
    ),
    (
        "whoever waits can open their page",
        "SELECT w.reference FROM consultation_waiting w WHERE ?1 = ?1 AND w.state IN ('waiting', 'offered')
            AND NOT EXISTS (SELECT 1 FROM consultation_waiting_link l WHERE l.waiting_id = w.id)",
    ),
    (
        "an organisation has used as many consultations as its history says",
        "SELECT 'organisation ' || o.id FROM client_organisation o WHERE ?1 = ?1 AND o.used <> o.past + (SELECT count(*)
            FROM consultation c WHERE c.organisation_id = o.id
                AND c.state IN ('requested', 'confirmed', 'attended', 'no_show', 'cancelled_late'))",
    ),
    (
        "a consultation has been told of",
        "SELECT c.reference FROM consultation c WHERE ?1 = ?1 AND c.email IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM consultation_link l WHERE l.consultation_id = c.id AND l.origin <> 'expert')",
    ),
    ("a registration can be searched for", "SELECT reference FROM registration WHERE ?1 = ?1 AND search_key IS NULL"),
    (
        "an active registration has been told of",
        "SELECT r.reference FROM registration r WHERE ?1 = ?1 AND r.state IN ('seated', 'waiting', 'offered')
            AND r.email IS NOT NULL AND NOT EXISTS (SELECT 1 FROM secret_link l WHERE l.registration_id = r.id)",
    ),
];

impl Storage {
    /// Everything that is not as it must be: broken rules, broken pages of the file, references to
    /// nothing.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn invariants_broken(&self, now: Timestamp) -> Result<Vec<Violation>, StorageError> {
        let mut violations = Vec::new();
        // One connection and one transaction: all rules see the same moment.
        let mut read = self.readers().begin().await?;
        for (rule, query) in RULES {
            let subjects: Vec<String> =
                sqlx::query_scalar(*query).bind(now.as_microseconds()).fetch_all(&mut *read).await?;
            violations.extend(subjects.into_iter().map(|subject| Violation { rule, subject }));
        }
        let integrity: Vec<String> = sqlx::query_scalar("PRAGMA integrity_check").fetch_all(&mut *read).await?;
        violations.extend(
            integrity
                .into_iter()
                .filter(|line| line != "ok")
                .map(|subject| Violation { rule: "the file is whole", subject }),
        );
        for row in sqlx::query("PRAGMA foreign_key_check").fetch_all(&mut *read).await? {
            let subject: String = row.try_get(0)?;
            violations.push(Violation { rule: "every reference leads somewhere", subject });
        }
        if let Err(broken) = audit::verify(&mut read).await {
            let subject = broken.refusal()?.to_string();
            violations.push(Violation { rule: "the audit is as it was written", subject });
        }
        read.commit().await?;
        Ok(violations)
    }
}
