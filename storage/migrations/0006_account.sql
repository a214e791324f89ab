-- Staff accounts and their sessions.

CREATE TABLE account (
    id INTEGER PRIMARY KEY,
    email TEXT NOT NULL,
    email_identity TEXT NOT NULL CONSTRAINT account_address_once UNIQUE,
    name TEXT NOT NULL,
    role TEXT NOT NULL CONSTRAINT account_role_known CHECK (role IN ('secretariat', 'expert', 'check_in_helper')),
    language TEXT NOT NULL CONSTRAINT account_language_known CHECK (language IN ('ja', 'en')),
    -- The door that a helper keeps, and until when.
    door_event_id INTEGER REFERENCES event (id),
    door_until INTEGER,
    disabled_at INTEGER,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    CONSTRAINT account_helper_has_a_door CHECK ((role = 'check_in_helper') = (door_event_id IS NOT NULL)),
    CONSTRAINT account_door_ends CHECK ((door_event_id IS NULL) = (door_until IS NULL))
) STRICT;

-- Only the hash of a session's secret is kept.
CREATE TABLE session (
    token_hash BLOB PRIMARY KEY CONSTRAINT session_is_sha256 CHECK (length(token_hash) = 32),
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    created_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX session_of_account ON session (account_id, created_at);
