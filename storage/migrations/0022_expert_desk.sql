-- What experts keep at the desk. Instants are UTC microseconds.

-- The secret address under which an expert's own calendar programs read their bookings: only its hash is kept.
CREATE TABLE expert_feed (
    expert_id INTEGER PRIMARY KEY REFERENCES expert (account_id) ON DELETE CASCADE,
    token_hash BLOB NOT NULL CONSTRAINT expert_feed_once UNIQUE
        CONSTRAINT expert_feed_is_sha256 CHECK (length(token_hash) = 32),
    made_at INTEGER NOT NULL
) STRICT;

-- What an expert writes after a consultation. The client may be shown all but the internal part.
CREATE TABLE consultation_report (
    consultation_id INTEGER PRIMARY KEY REFERENCES consultation (id) ON DELETE CASCADE,
    findings TEXT NOT NULL CONSTRAINT consultation_report_has_findings CHECK (findings <> ''),
    advice TEXT NOT NULL,
    next_step TEXT NOT NULL,
    internal TEXT NOT NULL,
    revision INTEGER NOT NULL CONSTRAINT consultation_report_revision_counts CHECK (revision >= 1),
    account_id INTEGER NOT NULL REFERENCES account (id),
    written_at INTEGER NOT NULL
) STRICT;
